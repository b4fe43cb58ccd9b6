"""Another world: a domain with nothing of ours goes through build, checks, answers and exports.

What is expected is reasoned from the claims of `harbour_world`, which are few; their numbers stand
for them.
"""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pyoxigraph
import pytest

import bonekg
from bonekg.build.graphs import Build, build
from bonekg.build.release import write_release
from bonekg.checks.review import review
from bonekg.checks.texts import verify
from bonekg.exports.registry import formats
from harbour_world import CLAIMS, TERMS, harbour
from small_tree import SmallTree


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> SmallTree:
    return harbour(tmp_path_factory.mktemp("harbour"))


@pytest.fixture(scope="module")
def made(tree: SmallTree) -> Build:
    return build(tree.sources)


@pytest.fixture(scope="module")
def kg(made: Build, tmp_path_factory: pytest.TempPathFactory) -> bonekg.KnowledgeGraph:
    folder = write_release(made, tmp_path_factory.mktemp("release"))
    return bonekg.load(folder / "bonekg.nq")


def numbers(claims: Any) -> list[int]:
    return sorted(int(str(getattr(claim, "id", claim))[-3:]) for claim in claims)


def test_nothing_of_ours_is_left(kg: bonekg.KnowledgeGraph) -> None:
    ours = bonekg.load()
    terms = "SELECT ?n { ?x bkg:kindOf bkg:Entity ; bkg:checkedIn ?file ; skos:prefLabel ?n }"
    assert not set(ours.store.select(terms)) & set(kg.store.select(terms))
    assert len(kg.store.select(terms)) == len(TERMS)
    predicates = "SELECT ?n { ?x a bkg:Predicate ; skos:prefLabel ?n }"
    shared = set(ours.store.select(predicates)) & set(kg.store.select(predicates))
    assert {str(name) for (name,) in shared} == {"increases", "decreases"}
    ways = "SELECT ?n { ?x rdfs:subPropertyOf bkg:concerns ; skos:prefLabel ?n }"
    assert not set(ours.store.select(ways)) & set(kg.store.select(ways))


def test_it_passes_all_shapes_checks_and_the_verification(tree: SmallTree, made: Build) -> None:
    found = review(made)
    assert found.ok, found.findings
    assert found.examined > 200
    checked = verify(tree.vocabulary, tree.folder)
    assert checked.ok, checked.findings


@pytest.mark.parametrize(
    ("subject", "object_", "sides"),
    [
        # a kind, itself, its shortage turned round, a blend with it; wet gas is a kind, too
        ("gas", "lift", {"for": [1, 2, 3, 5, 16], "against": [4]}),
        ("vapour", "lift", {"for": [1, 2, 3, 5, 16], "against": [4]}),
        ("gaslessness", "lift", {"against": [3, 16]}),
        # a mishap is good when lower: a denial of less and going with it are against
        ("balm", "tearing", {"against": [7, 11], "open": [6]}),
        ("balm", "lift", {"for": [5, 14], "null": [10]}),
        # lift is a sign of the hull, and the keel a part of it
        ("gas", "hull", {"for": [1, 2, 3, 5, 16], "against": [4]}),
        ("gas", "keel", {"for": [2]}),
        # people: praise and ban, and what is done in them
        ("gas", "airships", {"for": [2, 12], "against": [13]}),
        # nothing is good of a hum: there is more of it
        ("gas", "hum", {"for": [8], "related": [15]}),
        ("lift", "gas", {}),
        ("gas", "tearing", {}),
    ],
)
def test_why(
    kg: bonekg.KnowledgeGraph, subject: str, object_: str, sides: dict[str, list[int]]
) -> None:
    found = kg.why(subject, object_).sides
    assert {name: numbers(s.claims) for name, s in found.items() if s.claims} == sides


@pytest.mark.parametrize(
    ("subject", "object_", "signs"),
    [
        ("gas", "tearing", ["-"]),  # more gas, more hum; more hum, fewer tears
        ("gaslessness", "tearing", ["+"]),  # less gas
        ("gas with balm", "tearing", []),  # a blend is not one of its parts
    ],
)
def test_paths(kg: bonekg.KnowledgeGraph, subject: str, object_: str, signs: list[str]) -> None:
    assert [path.sign for path in kg.paths(subject, object_).paths] == signs


def test_what_is_derived_stops_at_what_is_said(kg: bonekg.KnowledgeGraph) -> None:
    # By way of the hum gas saps tearing. That balm does, too, is asked and denied: nothing follows.
    derived = [(e.subject.name, e.sign, e.object.name) for e in kg.reader.derived()]
    assert derived == [("gas", "-", "tearing")]
    balm = kg.paths("balm", "tearing")
    assert numbers(balm.against) == [7]
    assert numbers(balm.asked) == [6]


def test_claims_compared_conflicting_open_and_on_pages(kg: bonekg.KnowledgeGraph) -> None:
    assert numbers(kg.claims(subject="gas")) == [1, 2, 3, 4, 5, 8, 12, 13, 15, 16]
    assert numbers(kg.claims(object="tearing")) == [6, 7, 9, 11]
    assert numbers(kg.claims("5 kg gas", "lift at the keel")) == [2]
    assert numbers(kg.claims(about="airships")) == [2, 12, 13]
    compared = kg.compare("gas", "balm", on="lift")
    assert numbers(compared.claims_of("gas")) == [1, 2, 3, 4, 5, 16]
    assert numbers(compared.claims_of("balm")) == [5, 10, 14]
    opposed = {tuple(numbers(conflict.claims)) for conflict in kg.reader.conflicts()}
    pairs = kg.store.select("SELECT ?a ?b { ?a bkg:opposedTo ?b FILTER(STR(?a) < STR(?b)) }")
    assert {tuple(numbers(pair)) for pair in pairs} == opposed == {(2, 4), (10, 14), (12, 13)}
    assert len(kg.conflicts("gas")) == 2
    gaps = kg.gaps("balm")
    assert gaps.examined == 6
    assert numbers(question.claim for question in gaps.questions) == [6]
    page = str(kg.show("gas"))
    assert "running out of it" in page
    assert "a blend, with gas" in page


def test_the_catalogue(kg: bonekg.KnowledgeGraph) -> None:
    def keys(name: str, **asked: Any) -> list[int]:
        return numbers({row["claim"] for row in kg.run(name, **asked).to_dicts()})

    assert keys("claims-about", entity="gas") == numbers(kg.claims(about="gas"))
    assert keys("for-and-against", entity="gas", target="lift") == [1, 2, 3, 4, 5, 16]
    assert keys("opposite-claims", entity="balm") == [10, 14]
    assert keys("open-questions", entity="balm") == [6]
    assert keys("null-results", entity="lift") == [10]


def _lines(content: bytes) -> list[dict[str, Any]]:
    return [json.loads(line) for line in content.decode().splitlines()]


def test_every_export_is_written(kg: bonekg.KnowledgeGraph, tmp_path: Path) -> None:
    empty = set()
    for name, form in formats().items():
        if not form.extra:
            written = kg.export(name, tmp_path / name)
            empty |= {name for file in written if not file.stat().st_size}
    assert empty == {"bibtex"}  # no study of this world has been published


def test_what_a_study_says_is_compared_and_told(kg: bonekg.KnowledgeGraph) -> None:
    check = next(c for c in kg.reader.source_checks() if c.verdict == "overstates")
    assert check.differs_by_rule == ("magnitude", "significance")
    report = (
        "the study: 0.4 % increase versus baseline (not significant), p = 0.6, keel "
        "(the document overstates it: magnitude, significance)"
    )
    assert kg.claim("pond-002").source_report == report
    assert "p = 0.6" in kg.why("gas", "lift").to_text()


def test_exports_hold_the_world(kg: bonekg.KnowledgeGraph) -> None:
    claims = _lines(formats()["claims-jsonl"].write(kg)["claims.jsonl"])
    assert numbers(claim["id"] for claim in claims) == list(range(1, len(CLAIMS) + 1))
    assert {c["predicate"] for c in claims} >= {"swells", "saps", "leaves alone", "sails with"}
    edges = {e["id"]: e for e in _lines(formats()["kgx-jsonl"].write(kg)["edges.jsonl"])}
    ways = {int(key[-3:]): edge["object_direction_qualifier"] for key, edge in edges.items()
            if edge["statement_type"] == "stated"}  # fmt: skip
    # Bans and praise have no direction; the denied claim is negated and says what is denied.
    assert {n for n, way in ways.items() if way == "increased"} == {1, 2, 5, 8, 14}
    assert {n for n, way in ways.items() if way == "decreased"} == {3, 4, 7, 9, 16}
    # Whoever reads the old form of an edge is told that it is a cause.
    assert {n for n, way in ways.items() if way} == {
        int(key[-3:]) for key, edge in edges.items()
        if edge["qualified_predicate"] == "biolink:causes" and edge["statement_type"] == "stated"
    }  # fmt: skip
    levels = {int(key[-3:]): edge["knowledge_level"] for key, edge in edges.items()
              if edge["statement_type"] == "stated"}  # fmt: skip
    # Only a study makes an association a statistical one; what is weakened or asked is none.
    assert levels[15] == "statistical_association"
    assert levels[11] == levels[1] == "knowledge_assertion"
    assert (levels[4], levels[6]) == ("prediction", "not_provided")
    assert edges["bkg.background:balm-swells-hum"]["anatomical_context_qualifier"] == ["bkg:Keel"]
    assert edges["bkg.claim:pond-002"]["anatomical_context_qualifier"] == ["bkg:Keel"]
    negated = {int(key[-3:]) for key, edge in edges.items() if edge["negated"]}
    assert negated == {7, 10}
    network = kg.to_networkx("stated")
    assert network.number_of_edges() == len(CLAIMS)
    owl = next(c for n, c in formats()["owl"].write(kg).items() if n.endswith(".owl"))
    assert any(b"hot gas" in line for line in owl.splitlines())
    assert list(pyoxigraph.parse(owl, format=pyoxigraph.RdfFormat.RDF_XML))
    table = formats()["claims-csv"].write(kg)["claims.csv"]
    rows = list(csv.DictReader(io.StringIO(table.decode())))
    assert len(rows) == len(CLAIMS)
