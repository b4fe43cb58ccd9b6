"""The shapes: each rule finds its fault, and has nothing to say of a careful graph."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import bonekg.checks.shapes as shape_module
from bonekg.build.graphs import Build, build
from bonekg.checks.shapes import Shapes, Violation, read_shapes, validate, violations
from bonekg.errors import InvalidValueError, ResourceError
from bonekg.rdf import BASE
from bonekg.resources import root

if TYPE_CHECKING:
    from pyoxigraph import Triple

CASES = Path(__file__).parent / "cases"
RULES = sorted(read_shapes(root()).rules)
FILES = sorted((CASES / "shapes").glob("*.ttl"))


def _triples(*files: Path) -> Iterator[Triple]:
    import pyoxigraph

    for file in (root() / "ontology" / "bonekg-edit.ttl", CASES / "terms.ttl", *files):
        for quad in pyoxigraph.parse(path=str(file)):
            yield quad.triple


@pytest.fixture(scope="module")
def shapes() -> Shapes:
    return read_shapes(root())


@pytest.fixture(scope="module")
def careful(shapes: Shapes) -> list[Violation]:
    return list(violations(_triples(CASES / "careful.trig"), shapes))


@pytest.fixture(scope="module")
def faulty(shapes: Shapes) -> set[tuple[str, str]]:
    found = violations(_triples(CASES / "careful.trig", *FILES), shapes)
    return {(violation.focus, violation.shape) for violation in found}


def _nodes(kind: str) -> set[str]:
    import pyoxigraph

    found = set()
    for file in FILES:
        for quad in pyoxigraph.parse(path=str(file)):
            iri = getattr(quad.subject, "value", "")
            if iri.startswith(f"{BASE}{kind}/"):
                found.add(iri.removeprefix(f"{BASE}{kind}/"))
    return found


def test_every_rule_has_a_fault_and_every_fault_a_rule() -> None:
    assert _nodes("fault") == set(RULES)
    assert _nodes("near") <= set(RULES)
    assert len(RULES) > 100


def test_every_shapes_file_has_its_cases() -> None:
    files = {file.name for file in (root() / "ontology" / "shapes").glob("*.ttl")}
    # The helpers of categories.ttl say nothing themselves.
    assert {file.name for file in FILES} == files - {"categories.ttl"}


@pytest.mark.parametrize("rule", RULES)
def test_a_fault_is_found(rule: str, faulty: set[tuple[str, str]]) -> None:
    assert (f"{BASE}fault/{rule}", rule) in faulty


def test_what_is_found_has_a_message(faulty: set[tuple[str, str]]) -> None:
    """A shape that others ask about a value finds nothing under its own name."""
    assert {shape for _, shape in faulty} <= set(RULES)


@pytest.mark.parametrize("rule", sorted(_nodes("near")))
def test_what_is_nearly_a_fault_is_not_found(rule: str, faulty: set[tuple[str, str]]) -> None:
    assert (f"{BASE}near/{rule}", rule) not in faulty


def test_nothing_is_found_in_a_careful_graph(careful: list[Violation]) -> None:
    assert careful == []


def test_the_careful_graph_has_what_every_rule_looks_at(shapes: Shapes) -> None:
    """Silence on careful data counts only where the data has a value at the rule's path."""
    from rdflib import SH, Graph, Literal, URIRef

    kept = {SH.path, SH.targetClass, SH.targetSubjectsOf}
    probes = Graph()
    probes += shapes.graph
    for rule in RULES:
        shape = URIRef(f"{BASE}shape/{rule}")
        for predicate in set(shapes.graph.predicates(shape)) - kept:
            probes.remove((shape, predicate, None))
        probes.add((shape, SH.maxCount, Literal(0)))
    found = violations(_triples(CASES / "careful.trig"), Shapes(probes, shapes.rules))
    assert {violation.shape for violation in found} == set(RULES)


def test_what_makes_validation_faster_changes_no_finding(
    shapes: Shapes, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = (CASES / "careful.trig", *FILES)
    found = set(violations(_triples(*files), shapes))
    monkeypatch.setattr(shape_module, "_with_members", lambda shapes, data: shapes)
    monkeypatch.setattr(shape_module, "_asked", lambda triples, shapes: triples)
    assert found == set(violations(_triples(*files), shapes))
    assert len(found) > len(RULES)


@pytest.mark.parametrize(("closed", "fires"), [("sh:closed true ;", True), ("", False)])
def test_a_closed_shape_sees_properties_that_no_shape_names(closed: str, fires: bool) -> None:
    import pyoxigraph as ox
    from rdflib import Graph

    graph = Graph().parse(
        format="turtle",
        data=f"""
        PREFIX sh: <http://www.w3.org/ns/shacl#>
        <u:shape> a sh:NodeShape ; sh:targetSubjectsOf <u:named> ; {closed}
            sh:property [ sh:path <u:named> ] .""",
    )
    data = ox.parse("<u:a> <u:named> <u:b> ; <u:other> <u:c> .", format=ox.RdfFormat.TURTLE)
    found = [*violations([quad.triple for quad in data], Shapes(graph, {}))]
    assert [(v.focus, v.path) for v in found] == ([("u:a", "u:other")] if fires else [])


_UP = "[ sh:zeroOrMorePath <u:up> ]"
_NODES = {
    "one category": (
        f"sh:property [ a sh:PropertyShape ; sh:path {_UP} ; sh:hasValue <u:top> ]",
        1,
    ),
    "a class": ("sh:class <u:top>", 0),
    "none of a category": (
        f"sh:not [ a sh:PropertyShape ; sh:path {_UP} ; sh:hasValue <u:top> ]",
        0,
    ),
    "a category and more": (
        f"sh:property [ a sh:PropertyShape ; sh:path {_UP} ; sh:hasValue <u:top> ; sh:maxCount 3 ]",
        0,
    ),
    "one step": ("sh:property [ a sh:PropertyShape ; sh:path <u:up> ; sh:hasValue <u:top> ]", 0),
}


@pytest.mark.parametrize("case", _NODES)
def test_members_are_named_for_categories_only(case: str) -> None:
    from rdflib import SH, Graph

    asked, expected = _NODES[case]
    head = "@prefix sh: <http://www.w3.org/ns/shacl#> ."
    given = Graph().parse(
        data=f"{head} <u:rule> sh:path <u:p> ; sh:node <u:n> . <u:n> a sh:NodeShape ; {asked} .",
        format="turtle",
    )
    data = Graph().parse(data="<u:a> <u:up> <u:b> . <u:b> <u:up> <u:top> . <u:c> <u:up> <u:d> .")
    made = shape_module._with_members(given, data)
    lists = [list(made.items(head)) for head in made.objects(None, SH["in"])]
    assert [sorted(map(str, members)) for members in lists] == [["u:a", "u:b", "u:top"]] * expected
    assert len(set(made.subjects(SH.node))) == 1 - expected


def test_a_finding_has_its_place_message_and_hint(tmp_path: Path) -> None:
    import shutil

    for folder in ("ontology", "data"):
        shutil.copytree(root() / folder, tmp_path / folder)
    for claims in (tmp_path / "data" / "claims").glob("*.yaml"):
        claims.unlink()
    shutil.rmtree(tmp_path / "data" / "source-checks")
    (tmp_path / "data" / "conflicts.yaml").write_text("[]\n", encoding="utf-8")
    studies = tmp_path / "data" / "studies.yaml"
    lines = studies.read_text(encoding="utf-8").splitlines()
    at = lines.index("  nct: NCT01152580")
    lines[at] = "  nct: NCT1152580"
    studies.write_text("\n".join(lines), encoding="utf-8")
    report = validate(build(tmp_path))
    assert report.examined == len(RULES)
    assert not report.ok
    finding = next(f for f in report.findings if f.rule == "study-nct")
    assert (finding.file, finding.focus, finding.path) == (
        "data/studies.yaml",
        "bkg.study:mops",
        "bkg:nct",
    )
    assert lines[finding.line - 1] == "- id: mops"
    assert finding.message.endswith("(found: NCT1152580)")
    assert finding.hint.startswith("Give `nct`")


@pytest.mark.slow
def test_nothing_is_found_in_the_sources(built: Build) -> None:
    first = validate(built)
    assert first.examined == len(RULES)
    assert first == validate(built)
    assert first.findings == ()


def test_a_tree_without_shapes_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ResourceError, match="holds no shapes"):
        read_shapes(tmp_path)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("this is no Turtle", "not Turtle"),
        ("bkg:shape/x sh:property <https://w3id.org/bonekg/shape/x-y> .", "needs sh:message"),
        (
            "<https://w3id.org/bonekg/shape/x> sh:property <https://w3id.org/bonekg/shape/x-y> .\n"
            '<https://w3id.org/bonekg/shape/x-y> sh:message "Wrong." .',
            "needs rdfs:comment",
        ),
    ],
)
def test_a_shape_that_is_none_is_an_error(tmp_path: Path, text: str, problem: str) -> None:
    folder = tmp_path / "ontology" / "shapes"
    folder.mkdir(parents=True)
    prefixes = "@prefix sh: <http://www.w3.org/ns/shacl#> .\n"
    (folder / "x.ttl").write_text(prefixes + text.replace("bkg:shape/x ", "[] "), encoding="utf-8")
    with pytest.raises(InvalidValueError, match=problem):
        read_shapes(tmp_path)
