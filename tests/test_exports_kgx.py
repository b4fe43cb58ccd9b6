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
from bonekg.exports import biolink
from bonekg.exports.biolink import node_id
from bonekg.exports.formats.kgx import EDGE_KEYS, NODE_KEYS, _cell, edges, nodes, write
from bonekg.model import Claim, Span, flatten
from bonekg.rdf import BASE, PREFIXES, expand
from real_tools import run_python

pytestmark = pytest.mark.slow

KG = bonekg.load()
CURRENT = [claim for claim in KG.reader.claims() if claim.status == "current"]
EDGES = edges(KG)
NODES = nodes(KG)
OF_ID = {edge["id"]: edge for edge in EDGES}
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
        assert [key for key in keys if not any(row[key] for row in rows)] == []


def test_counts_are_those_of_the_graph() -> None:
    def count(kind: str) -> int:
        return len(KG.store.select(f"SELECT DISTINCT ?x WHERE {{ ?x a bkg:{kind} }}"))

    kinds = Counter(edge["statement_type"] for edge in EDGES)
    assert kinds["stated"] == len(CURRENT) > 600
    assert kinds["background"] == count("BackgroundRelation") > 300
    assert kinds["derived"] == count("DerivedEdge") > 0
    terms = KG.store.select("SELECT DISTINCT ?x WHERE { ?x bkg:kindOf bkg:Entity }")
    values = sum(claim.object is None for claim in CURRENT)
    # the domain entity itself, under which all terms stand, is none
    assert len(NODES) == len(terms) - 1 + count("Study") + values


def test_what_predicates_are_meant_for_is_said_of_those_in_use() -> None:
    matched = KG.store.select(
        "SELECT DISTINCT ?name { ?x skos:exactMatch|skos:closeMatch|skos:broadMatch ?name "
        "FILTER(STRSTARTS(STR(?name), 'https://w3id.org/biolink/vocab/')) }"
    )
    known = {f"biolink:{str(name).rpartition('/')[2]}" for (name,) in matched}
    ends = (end for meant in biolink._MEANT_FOR.values() for end in meant[:2])
    assert {*biolink._MEANT_FOR, *(name for end in ends for name in end)} <= known


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
        if claim.polarity == "denied" or claim.bearing == "unchanged":
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


def test_a_derived_edge_is_told_of_those_of_whom_it_holds() -> None:
    people = {
        str(edge): str(group)
        for edge, group in KG.store.select(
            "SELECT ?edge ?group { ?edge a bkg:DerivedEdge ; bkg:population ?group }"
        )
    }
    derived = [edge for edge in EDGES if edge["statement_type"] == "derived"]
    told = {
        expand(edge["id"]): expand(edge["population_context_qualifier"])
        for edge in derived
        if edge.get("population_context_qualifier")
    }
    assert told == people
    assert 0 < len(told) < len(derived)


def test_a_direction_is_the_bearing() -> None:
    """The graph says once which way a statement points; a negated edge says it as denied."""
    seen: Counter[str] = Counter()
    for claim in CURRENT:
        direction = OF_CLAIM[claim.id]["object_direction_qualifier"]
        if direction is None:
            continue
        up = (claim.bearing == "raises") != (claim.polarity == "denied")
        assert direction == ("increased" if up else "decreased"), claim.id
        seen[direction] += 1
    for relation in KG.reader.relations():
        edge = OF_ID[node_id(relation.id)]
        if edge["object_direction_qualifier"]:
            up = edge["object_direction_qualifier"] == "increased"
            assert (relation.bearing == "raises") == up
            seen["background"] += 1
    assert min(seen.values()) > 50


@pytest.mark.parametrize("form", ["tsv", "jsonl"])
def test_every_prefix_is_in_the_map(form: str) -> None:
    known = json.loads(write(KG, form)["prefixes.json"])
    used = {node["id"].partition(":")[0] for node in NODES}
    used |= {edge[key].partition(":")[0] for edge in EDGES for key in ("subject", "object", "id")}
    used |= {curie.partition(":")[0] for node in NODES for curie in node["xref"]}
    assert used - set(known) == set()
    assert known["bkg.study"] == f"{BASE}study/"


def rebuilt(edge: dict[str, Any], names: dict[str, str]) -> tuple[object, ...]:
    """Give what a line of edges.tsv says of its claim."""

    def words(key: str) -> str | None:
        return edge[key] or None

    def listed(key: str) -> list[str]:
        return edge[key].split("|") if edge[key] else []

    def packed(key: str) -> dict[str, str] | None:
        return json.loads(edge[key]) if edge[key] else None

    sites = listed("anatomical_context_qualifier")
    return (
        *(edge["claim"], edge["document"], int(edge["start"]), int(edge["end"])),
        *(words("supporting_text"), edge["states"], edge["kind"], edge["subject"]),
        names[edge["original_predicate"]],
        edge["object"],
        *(words("object_value"), edge["certainty"], words("cue"), listed("evidence")),
        *(edge["speaker"], edge["speaker_role"], words("has_supporting_studies")),
        *(packed("dose"), packed("effect"), words("population_context_qualifier")),
        *(sites[0] if sites else None, words("comparator"), words("context"), listed("via")),
        *(words("arm"), edge["force"], edge["stance"], words("aim"), words("figure")),
        *(listed("repeated_at"), listed("other_passages"), listed("not_stated")),
    )


def said(claim: Claim) -> tuple[object, ...]:
    """Give the same of a claim itself."""

    def packed(record: Any) -> dict[str, str] | None:
        return record and {k: str(v) for k, v in flatten(record).items() if v is not None}

    def thing(value: Any) -> str | None:
        return None if value is None else node_id(value.id)

    def spans(found: tuple[Span, ...]) -> list[str]:
        return [f"{span.start}-{span.end}" for span in found]

    obj = f"bkg.claim:{claim.id}.object" if claim.object is None else thing(claim.object)
    return (
        *(claim.id, claim.document, claim.start, claim.end, claim.quote, claim.states, claim.kind),
        *(thing(claim.subject), claim.predicate, obj),
        *(None if claim.object else claim.object_name, claim.certainty, claim.cue),
        *(list(claim.evidence), thing(claim.speaker), claim.speaker_role, thing(claim.study)),
        *(packed(claim.dose), packed(claim.effect), thing(claim.population), thing(claim.site)),
        *(thing(claim.comparator), claim.context_words),
        [" and ".join(item.name for item in step) for step in claim.via],
        *(thing(claim.arm), claim.force, claim.stance, claim.aim),
        str(claim.figure) if claim.figure else None,
        *(spans(claim.repeated_at), spans(claim.other_passages), list(claim.not_stated)),
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
    # Biolink itself has genes and chemicals under these, whose domain leaves them out.
    assert set(found["outside"]) <= {
        "has metabolite", "participates in", "regulates", "subclass of",
    }  # fmt: skip


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
