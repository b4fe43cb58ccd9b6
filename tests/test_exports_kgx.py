"""KGX: all statements once, none told as more than it is, and the claims rebuilt from the edges."""

from __future__ import annotations

import csv
import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import bonekg
from bonekg.exports.biolink import node_id
from bonekg.exports.formats.kgx import EDGE_KEYS, NODE_KEYS, _cell, edges, nodes, write
from bonekg.flat import Claim
from bonekg.rdf import BASE, PREFIXES
from real_tools import run_python

KG = bonekg.load()
CURRENT = [claim for claim in KG.all_claims if claim.status == "current"]
EDGES = edges(KG)
NODES = nodes(KG)
OF_CLAIM = {edge["claim"]: edge for edge in EDGES if edge["claim"]}
# What Biolink's prefix map lacks: our own, and two ontologies of measurements.
OWN = {prefix: PREFIXES[prefix] for prefix in ("bkg", "CMO", "OBA")} | {
    f"bkg.{folder}": f"{BASE}{folder}/" for folder in ("claim", "study")
}


def read(form: str, name: str) -> list[dict[str, Any]]:
    text = write(KG, form)[f"{name}.{form}"].decode("utf-8")
    if form == "jsonl":
        return [json.loads(line) for line in text.splitlines()]
    return list(csv.DictReader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE))


@pytest.mark.parametrize("form", ["tsv", "jsonl"])
def test_every_line_has_the_same_keys(form: str) -> None:
    for name, keys in (("nodes", NODE_KEYS), ("edges", EDGE_KEYS)):
        rows = read(form, name)
        assert len(rows) > 700
        assert {tuple(row) for row in rows} == {keys}
        assert len({row["id"] for row in rows}) == len(rows)
        assert [row["id"] for row in rows] == sorted(row["id"] for row in rows)


def test_counts_are_those_of_the_graph() -> None:
    def count(kind: str) -> int:
        return len(KG.store.select(f"SELECT DISTINCT ?x WHERE {{ ?x a bkg:{kind} }}"))

    kinds = Counter(edge["statement_type"] for edge in EDGES)
    assert kinds["stated"] == len(CURRENT) > 600
    assert kinds["background"] == count("BackgroundRelation") > 300
    assert kinds["derived"] == count("DerivedEdge") > 50
    terms = KG.store.select("SELECT DISTINCT ?x WHERE { ?x bkg:kindOf bkg:Entity }")
    values = sum(claim.object_id is None for claim in CURRENT)
    assert len(NODES) == len(terms) + count("Study") + values


def test_no_edge_hangs_in_the_air() -> None:
    known = {node["id"] for node in NODES}
    for edge in EDGES:
        ends = {edge["subject"], edge["object"], *edge["anatomical_context_qualifier"]}
        ends |= {*edge["has_supporting_studies"], edge["population_context_qualifier"]}
        assert ends - {None} <= known, edge["id"]


def test_required_slots_are_filled() -> None:
    for node in NODES:
        assert node["category"]
        assert node["name"]
    required = ("subject", "predicate", "object", "knowledge_level", "agent_type",
                "primary_knowledge_source", "original_predicate", "statement_type")  # fmt: skip
    for edge in EDGES:
        assert all(edge[key] for key in required), edge["id"]


def test_nothing_is_told_as_more_than_it_is() -> None:
    for claim in CURRENT:
        edge = OF_CLAIM[claim.id]
        plain = not edge["negated"] and edge["predicate"] != "biolink:related_to"
        if claim.polarity == "denied" or claim.predicate == "has no effect on":
            assert not plain, claim.id
        if claim.certainty == "question":
            assert not plain
            assert (edge["knowledge_level"], edge["negated"]) == ("not_provided", False)
            assert edge["object_direction_qualifier"] is None
        elif claim.certainty != "asserted":
            assert edge["knowledge_level"] == "prediction", claim.id
        else:
            assert edge["knowledge_level"] != "prediction", claim.id
    derived = [edge for edge in EDGES if edge["statement_type"] == "derived"]
    assert {edge["knowledge_level"] for edge in derived} == {"prediction"}
    assert all(edge["grounds"] for edge in derived)
    assert not {edge["agent_type"] for edge in EDGES} & {
        "manual_agent",
        "manual_validation_of_automated_agent",
    }


def test_a_direction_follows_from_what_is_good() -> None:
    """Improving a fracture risk lowers it; improving density raises it."""
    seen: Counter[tuple[str, str]] = Counter()
    good = {str(t): str(f) for t, f in KG.store.select("SELECT ?t ?f { ?t bkg:favourable ?f }")}
    iri = {node["id"]: node["iri"] for node in NODES}
    for edge in EDGES:
        favourable = good.get(iri[edge["object"]], "")
        if edge["original_predicate"] == "bkg:improves" and edge["predicate"] == "biolink:affects":
            wanted = {"higher": "increased", "lower": "decreased", "neither": None}
            if favourable in wanted:
                assert edge["object_direction_qualifier"] == wanted[favourable], edge["id"]
                seen["improves", favourable] += 1
    assert seen["improves", "higher"] > 5


def rebuilt(edge: dict[str, Any], names: dict[str, str]) -> tuple[object, ...]:
    """Give what a line of edges.tsv says of its claim."""

    def words(key: str) -> str | None:
        return edge[key] or None

    def listed(key: str) -> list[str]:
        return edge[key].split("|") if edge[key] else []

    def spans(key: str) -> list[list[int]]:
        return [[int(part) for part in span.split("-")] for span in listed(key)]

    def packed(key: str) -> dict[str, str] | None:
        return json.loads(edge[key]) if edge[key] else None

    sites = [names[site] for site in listed("anatomical_context_qualifier")]
    population = words("population_context_qualifier")
    return (
        *(edge["claim"], edge["document"], int(edge["start"]), int(edge["end"])),
        *(words("supporting_text"), edge["states"], edge["kind"], edge["subject"]),
        names[edge["original_predicate"]],
        edge["object"],
        *(words("object_value"), edge["certainty"], words("cue"), edge["evidence"]),
        edge["speaker_role"],
        words("has_supporting_studies"),
        *(packed("dose"), packed("effect")),
        None if population is None else names[population],
        sites[0] if sites else None,
        *(words("comparator"), words("context"), listed("via"), words("arm")),
        *(spans("repeated_at"), spans("other_passages"), listed("not_stated")),
    )


def said(claim: Claim) -> tuple[object, ...]:
    """Give the same of a claim itself."""

    def packed(values: dict[str, Any] | None) -> dict[str, str] | None:
        return values and {key: str(v) for key, v in values.items() if v is not None}

    obj = claim.object_id
    return (
        *(claim.id, claim.document, claim.start, claim.end, claim.quote, claim.states, claim.kind),
        *(node_id(claim.subject_id), claim.predicate),
        f"bkg.claim:{claim.id}.object" if obj is None else node_id(obj),
        *(claim.object_value, claim.certainty, claim.cue, claim.evidence, claim.speaker_role),
        None if claim.study_id is None else node_id(claim.study_id),
        *(packed(claim.dose), packed(claim.effect), claim.population, claim.site),
        *(claim.comparator, claim.context, claim.via, claim.arm),
        *(claim.repeated_at, claim.other_passages, claim.not_stated),
    )


NAMES = {node["id"]: str(node["name"]) for node in NODES} | {
    f"bkg:{str(p).rpartition('/')[2]}": str(name)
    for p, name in KG.store.select("SELECT ?p ?n { ?p a bkg:Predicate ; skos:prefLabel ?n }")
}
LINES = {line["claim"]: line for line in read("tsv", "edges") if line["claim"]}


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(CURRENT))
def test_a_claim_is_rebuilt_from_its_line(claim: Claim) -> None:
    assert rebuilt(LINES[claim.id], NAMES) == said(claim)


def test_all_claims_are_rebuilt() -> None:
    assert {rebuilt(line, NAMES)[0] for line in LINES.values()} == {claim.id for claim in CURRENT}
    for claim in CURRENT:
        assert LINES[claim.id]["negated"] == ("true" if OF_CLAIM[claim.id]["negated"] else "")


@given(st.one_of(st.text(), st.lists(st.text()), st.booleans(), st.none(), st.integers()))
def test_a_cell_stays_one_cell(value: object) -> None:
    cell = _cell(value)
    assert len(cell.splitlines()) <= 1
    assert "\t" not in cell
    assert isinstance(value, list) or "|" not in cell
    if isinstance(value, list) and value:
        assert cell.count("|") == len(value) - 1


@pytest.mark.tools
@pytest.mark.parametrize("form", ["tsv", "jsonl"])
def test_kgx_validates_and_counts_the_same(form: str, tmp_path: Path) -> None:
    KG.export(f"kgx-{form}", tmp_path)
    found = run_python("kgx", "biolink.py", tmp_path, form, json.dumps(OWN))
    assert found["model"].startswith("4.4.")
    assert found["errors"] == {}
    assert found["deprecated"] == []
    assert found["added"] == sorted(OWN)
    assert (found["nodes"], found["edges"]) == (len(NODES), len(EDGES))
    kinds = Counter(edge["statement_type"] for edge in EDGES)
    assert found["counts"]["statement_type"] == dict(kinds)
    assert found["counts"]["negated"]["True"] == sum(edge["negated"] for edge in EDGES) > 0
    # Biolink itself has genes and chemicals under these three, whose domain leaves them out.
    assert set(found["outside"]) <= {"participates in", "regulates", "subclass of"}


@pytest.mark.tools
def test_kgx_would_find_a_fault(tmp_path: Path) -> None:
    KG.export("kgx-jsonl", tmp_path)
    file = tmp_path / "edges.jsonl"
    lines = file.read_text(encoding="utf-8").splitlines()
    first = json.loads(lines[0])
    del first["knowledge_level"]
    lines[0] = json.dumps({**first, "predicate": "biolink:makes_better"})
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    found = run_python("kgx", "biolink.py", tmp_path, "jsonl", json.dumps(OWN))
    assert "makes_better" in json.dumps(found["errors"])
    assert "knowledge_level" in json.dumps(found["errors"])
