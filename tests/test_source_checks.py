"""Source checks: read strictly, told in line, and never taken for what a document says."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pyoxigraph
import pytest
import yaml

import bonekg
from bonekg.build.graphs import Build, build
from bonekg.catalogue.queries import load_catalogue
from bonekg.errors import InvalidValueError, UnknownKeyError, UnknownNameError
from bonekg.exports.network import read_edges
from bonekg.exports.registry import get_format
from bonekg.graph import KnowledgeGraph
from bonekg.model import Claim
from bonekg.rdf import BASE, GRAPHS, expand
from bonekg.store.base import EmbeddedStore
from bonekg.store.reader import Reader
from bonekg.store.rows import Rows
from small_tree import SmallTree
from source_checks_page import agree, kappa, read_readings

REPORTS = ("study-claim", "source-check", "source-record")
OWN = "sources"


@pytest.fixture(scope="module")
def kg() -> KnowledgeGraph:
    return bonekg.load()


@pytest.fixture(scope="module")
def without(built: Build) -> KnowledgeGraph:
    """The graph as it were if nobody had looked at what the studies say."""
    report = pyoxigraph.NamedNode(GRAPHS["source-reports"])
    told = pyoxigraph.NamedNode(expand("bkg:sourceReport"))
    kept = [
        quad
        for quad in built.store
        if quad.graph_name != report
        and quad.predicate != told
        and not any(str(quad.subject).startswith(f"<{BASE}{name}/") for name in REPORTS)
    ]
    assert len(kept) < sum(len(graph) for graph in built.graphs.values())
    content = pyoxigraph.serialize(kept, format=pyoxigraph.RdfFormat.N_QUADS)
    assert content is not None
    return KnowledgeGraph(EmbeddedStore(data=content))


@pytest.mark.parametrize(
    "name", [query.name for query in load_catalogue().values() if query.topic != OWN]
)
def test_no_query_about_the_documents_takes_in_what_a_study_says(
    name: str, kg: KnowledgeGraph, without: KnowledgeGraph
) -> None:
    given = load_catalogue()[name].examples
    assert kg.run(name, **given).to_dicts() == without.run(name, **given).to_dicts()


def _bare(claims: list[Claim]) -> list[Claim]:
    return [claim._replace(source_report=None) for claim in claims]


def test_claims_are_the_same_but_for_the_report(
    kg: KnowledgeGraph, without: KnowledgeGraph
) -> None:
    claims = kg.reader.claims()
    assert any(claim.source_report for claim in claims)
    assert _bare(claims) == without.reader.claims()
    assert not any(claim.id.startswith("amstrup") for claim in claims)


@pytest.mark.parametrize(
    ("one", "two"),
    [("melatonin", "bone mineral density"), ("magnesium", "fracture"), ("vitamin D", "fracture")],
)
def test_answers_count_the_same_claims(
    one: str, two: str, kg: KnowledgeGraph, without: KnowledgeGraph
) -> None:
    def told(graph: KnowledgeGraph) -> list[Any]:
        return [
            _unreported(answer.as_dict())
            for answer in (graph.why(one, two), graph.paths(one, two), graph.gaps(about=one))
        ]

    assert told(kg) == told(without)


def _unreported(value: Any) -> Any:
    """Give plain data without what the studies report."""
    if isinstance(value, dict):
        return {k: _unreported(v) for k, v in value.items() if k != "source_report"}
    return [_unreported(item) for item in value] if isinstance(value, list) else value


def test_edges_and_stated_triples_are_the_same(kg: KnowledgeGraph, without: KnowledgeGraph) -> None:
    def edges(graph: KnowledgeGraph) -> list[Any]:
        return [
            (e.source, e.target, {k: v for k, v in e.attributes.items() if k != "source_report"})
            for e in read_edges(graph)
        ]

    assert edges(kg) == edges(without)


def test_no_study_claim_is_reached_by_a_simple_pattern(kg: KnowledgeGraph) -> None:
    rows = kg.query(
        "SELECT ?said WHERE { ?said a bkg:StudyClaim . "
        "{ ?said a bkg:Claim } UNION { ?said bkg:status|bkg:speaker|bkg:inDocument ?x } UNION "
        "{ ?said bkg:agent|bkg:target|bkg:involves ?x } UNION { ?x bkg:ground ?said } }"
    )
    assert isinstance(rows, Rows)
    assert not rows
    said = kg.query("SELECT ?said WHERE { ?said a bkg:StudyClaim }")
    assert isinstance(said, Rows)
    assert len(said) > 100


def test_what_a_study_says_is_told_in_line(kg: KnowledgeGraph) -> None:
    report = (
        "the study: 0.5 % increase against placebo (not significant), p = 0.55, femoral neck "
        "(the document overstates it: significance)"
    )
    claim = kg.claim("001-069")
    assert claim.source_report == report
    assert claim.states.endswith("against placebo in postmenopausal women with osteopenia.")
    answers = (
        kg.why("melatonin", "bone mineral density").to_text(),
        kg.show("001-069").to_text(),
        kg.compare("1 mg melatonin", "3 mg melatonin").to_text(),
        kg.conflicts(about="melatonin").to_text(all=True),
    )
    for text in answers:
        assert "p = 0.55" in " ".join(text.split())


def test_pages_tell_what_was_read_and_what_was_tried(kg: KnowledgeGraph) -> None:
    page = kg.show("001-069").as_dict()
    assert [check["verdict"] for check in page["source_checks"]] == ["overstates"]
    assert "tried: the DOI" in kg.show("colaianni-2014").to_text()
    check = kg.show("000-014-mops")
    assert check.kind == "source check"
    assert "http://www.curehunter.com/public/pubmed22220591.do" in check.to_text()


def test_each_check_has_its_passages_and_basis(kg: KnowledgeGraph) -> None:
    said = {claim.id: claim for claim in kg.reader.study_claims()}
    records = {record.id: record for record in kg.reader.source_records()}
    for check in kg.reader.source_checks():
        assert bool(check.tried) != bool(check.records)
        assert check.basis or check.tried
        for key in (*check.against, *check.omits):
            if key in said:
                assert said[key].end <= records[said[key].record].characters
    assert {check.judged_by for check in kg.reader.source_checks()} == {
        "two readings that agree", "settled by the text",
    }  # fmt: skip


def test_what_is_only_likely_is_no_citation(kg: KnowledgeGraph) -> None:
    content = get_format("cito").write(kg)["citations.ttl"]
    triples = list(pyoxigraph.parse(content, format=pyoxigraph.RdfFormat.TURTLE))
    made = {str(t.object) for t in triples if t.predicate.value == expand("prov:wasDerivedFrom")}
    checks = {f"<{expand(check.id)}>": check for check in kg.reader.source_checks()}
    assert len(made) > 80
    assert not any(checks[iri].likely for iri in made)


def test_a_review_is_a_rating_of_one_claim(kg: KnowledgeGraph) -> None:
    page = json.loads(get_format("claim-review").write(kg)["claim-review.jsonld"])
    reviews = {review["@id"]: review for review in page["@graph"]}
    assert len(reviews) == len(page["@graph"]) > 150
    one = reviews[f"{BASE}source-check/001-069-amstrup-2015/review/001-069"]
    assert one["reviewRating"]["alternateName"] == "overstates"
    assert one["reviewRating"]["worstRating"] <= 2 <= one["reviewRating"]["bestRating"]
    assert one["claimReviewed"] == kg.claim("001-069").states


def test_each_check_is_a_nanopublication(kg: KnowledgeGraph) -> None:
    files = get_format("check-nanopubs").write(kg)
    quads = list(pyoxigraph.parse(files["check-nanopubs.trig"], format=pyoxigraph.RdfFormat.TRIG))
    heads = {q.subject for q in quads if str(q.object).endswith("#Nanopublication>")}
    assert len(heads) == len(kg.reader.source_checks())


def test_the_table_has_a_row_for_each_check(kg: KnowledgeGraph) -> None:
    lines = get_format("source-checks-csv").write(kg)["source-checks.csv"].decode().splitlines()
    assert len(lines) == len(kg.reader.source_checks()) + 1


def test_people_and_readers_are_counted() -> None:
    rows = read_readings()
    assert len(rows) > 250
    assert kappa([(a["verdict"], b["verdict"]) for a, b in rows]) > 0.7
    assert agree([({"dose"}, {"site"}), ({"dose"}, {"dose"})], "dose").f1 == 2 / 3
    assert agree([(set(), set())]).f1 is None


# An invented study of brine and snails.
_RECORD = {
    "id": "salt-abstract", "title": "Brine and shells",
    "record of": "salt", "text kind": "abstract",
    "source": "https://example.org/salt", "read on": "2026-01-01", "sha256": "a" * 64,
    "characters": "200",
}  # fmt: skip
_SAID = {
    "id": "salt-1", "states": "Shells did not grow thicker with brine.", "kind": "effect",
    "subject": "brine", "predicate": "increases", "object": "shell thickness",
    "result": {"value": "0.1", "unit": "%", "significance": "not significant", "p": "= 0.8"},
    "evidence": "randomized controlled trial", "certainty": "asserted",
    "read in": "salt-abstract", "from": "10", "to": "60", "sha256": "b" * 64,
}  # fmt: skip
_CHECK = {
    "id": "pond-001-salt", "checks": ["pond-001"], "against": ["salt-1"],
    "read in": ["salt-abstract"], "verdict": "overstates", "differs in": ["significance"],
    "severity": "major", "states": "The study found no significant gain.",
    "confidence": "high", "judged by": "settled by the text", "checked on": "2026-01-01",
}  # fmt: skip


def _tree(place: Path, *, file: str = "pond", said: dict[str, Any] | None = None,
          check: dict[str, Any] | None = None) -> SmallTree:  # fmt: skip
    tree = SmallTree(place, [{"study": "salt", "evidence": "unspecified study"}])
    study = [{"id": "salt", "name": "salt", "reported in": ["document pond"]}]
    tree.write("data/studies.yaml", yaml.safe_dump(study))
    folder = "data/source-checks"
    tree.write(f"{folder}/records.yaml", yaml.safe_dump([_RECORD]))
    tree.write(f"{folder}/study-claims.yaml", yaml.safe_dump([{**_SAID, **(said or {})}]))
    tree.write(f"{folder}/{file}.yaml", yaml.safe_dump([{**_CHECK, **(check or {})}]))
    return tree


def test_checks_of_another_world_are_read_and_compared(tmp_path: Path) -> None:
    made = build(_tree(tmp_path).sources)
    content = made.store.dump(format=pyoxigraph.RdfFormat.N_QUADS)
    assert content is not None
    reader = Reader(EmbeddedStore(data=content))
    (check,) = reader.source_checks()
    assert (check.claims, check.verdict, check.likely) == (("pond-001",), "overstates", False)
    assert check.differs_by_rule == ("significance",)
    (claim,) = reader.claims()
    assert claim.source_report is not None
    assert claim.source_report.startswith("the study: 0.1 % (not significant), p = 0.8 (")
    (said,) = reader.study_claims()
    assert (said.polarity, said.start, said.end) == ("affirmed", 10, 60)
    assert said.result is not None
    assert said.result.p == "= 0.8"


def test_a_file_is_named_after_a_document(tmp_path: Path) -> None:
    with pytest.raises(InvalidValueError, match="named after no document"):
        build(_tree(tmp_path, file="lake").sources)


@pytest.mark.parametrize(
    ("said", "check", "error"),
    [
        ({"speaker": "author"}, {}, UnknownKeyError),
        ({"read in": "sea-abstract"}, {}, UnknownNameError),
        ({}, {"verdict": "maybe"}, UnknownNameError),
        ({}, {"against": ["salt-2"]}, UnknownNameError),
    ],
)
def test_an_unknown_word_is_an_error(
    tmp_path: Path, said: dict[str, Any], check: dict[str, Any], error: type[Exception]
) -> None:
    with pytest.raises(error):
        build(_tree(tmp_path, said=said, check=check).sources)
