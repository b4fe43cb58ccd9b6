"""Nanopublications: the rules of the form, and all that the claims hold."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, Quad, RdfFormat, parse

import bonekg
from bonekg.exports.formats.nanopubs import write
from bonekg.rdf import BASE, GRAPHS
from real_tools import run_python

NP = "http://www.nanopub.org/nschema#"
PARTS = {
    "hasAssertion": "assertion",
    "hasProvenance": "provenance",
    "hasPublicationInfo": "pubinfo",
}
TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"


def faults(quads: list[Quad]) -> list[str]:
    """Give what breaks the rules of one nanopublication, from the guidelines."""
    heads = [q for q in quads if q.object == NamedNode(f"{NP}Nanopublication")]
    if len({q.subject for q in heads}) != 1 or len({q.graph_name for q in heads}) != 1:
        return ["it needs exactly one head with one nanopublication"]
    node, head = heads[0].subject, heads[0].graph_name
    found = []
    graphs = {}
    for predicate, part in PARTS.items():
        named = [
            q.object
            for q in quads
            if (q.subject, q.predicate.value, q.graph_name) == (node, NP + predicate, head)
        ]
        if len(named) != 1:
            found.append(f"the head names {len(named)} graphs as {part}")
            continue
        graphs[part] = named[0]
    sizes = [sum(q.graph_name == graph for q in quads) for graph in graphs.values()]
    if 0 in sizes:
        found.append("a graph is empty")
    if len({head, *graphs.values()}) != 4:
        found.append("the four graphs are not four")
    if {q.graph_name for q in quads} - {head, *graphs.values()}:
        found.append("a statement stands outside the four graphs")
    if sum(q.graph_name == head for q in quads) != 4:
        found.append("the head holds more than its four statements")
    about = [q for q in quads if q.graph_name == graphs.get("provenance")]
    if not any(q.subject == graphs.get("assertion") for q in about):
        found.append("the provenance does not speak of the assertion")
    info = [q for q in quads if q.graph_name == graphs.get("pubinfo")]
    if not any(q.subject == node for q in info):
        found.append("the publication info does not speak of the nanopublication")
    return found


@pytest.fixture(scope="module")
def nanopubs() -> dict[str, list[Quad]]:
    """Each nanopublication's IRI → its statements, the index among them."""
    found: dict[str, list[Quad]] = defaultdict(list)
    for content in write(bonekg.load()).values():
        for quad in parse(content, format=RdfFormat.TRIG):
            found[str(quad.graph_name.value).partition("#")[0]].append(quad)
    return found


def test_each_current_claim_is_one(nanopubs: dict[str, list[Quad]]) -> None:
    keys = {c.id for c in bonekg.load().reader.claims() if c.status == "current"}
    assert len(keys) > 600
    assert set(nanopubs) == {f"{BASE}nanopub/{key}" for key in (*keys, "index")}


def test_each_keeps_the_rules(nanopubs: dict[str, list[Quad]]) -> None:
    assert {iri: faults(quads) for iri, quads in nanopubs.items() if faults(quads)} == {}


def test_the_index_names_them_all(nanopubs: dict[str, list[Quad]]) -> None:
    index = nanopubs[f"{BASE}nanopub/index"]
    named = {q.object.value for q in index if q.predicate.value.endswith("/includesElement")}  # type: ignore[union-attr]  # elements are named
    assert named == set(nanopubs) - {f"{BASE}nanopub/index"}


def test_nothing_of_the_claims_is_lost(nanopubs: dict[str, list[Quad]]) -> None:
    graph = bonekg.load()
    current = {claim.id for claim in graph.reader.claims() if claim.status == "current"}
    claims = {
        quad.triple
        for quad in parse(graph.nquads(), format=RdfFormat.N_QUADS)
        if quad.graph_name == NamedNode(GRAPHS["claims"])
        and quad.subject.value.removeprefix(f"{BASE}claim/").partition("/")[0] in current
    }
    parts = [q for quads in nanopubs.values() for q in quads if not _is(q, "Head", "pubinfo")]
    written = {q.triple for q in parts}
    assert claims <= written
    added = {re.split("[/#]", triple.predicate.value)[-1] for triple in written - claims}
    # what a passage is, what the assertion comes from, and the index
    assert added == {
        "end", "hasSource", "includesElement", "label", "sha256", "start", "type",
        "wasAttributedTo", "wasDerivedFrom",
    }  # fmt: skip


def _is(quad: Quad, *parts: str) -> bool:
    return str(quad.graph_name.value).partition("#")[2] in parts  # type: ignore[union-attr]  # every graph is named


def test_what_is_said_and_where_it_stands_are_apart(nanopubs: dict[str, list[Quad]]) -> None:
    quads = nanopubs[f"{BASE}nanopub/001-070"]
    said = {q.predicate.value.rpartition("/")[2] for q in quads if _is(q, "assertion")}
    told = {q.predicate.value.rpartition("/")[2] for q in quads if _is(q, "provenance")}
    assert {"subject", "predicate", "object", "certainty", "polarity", "value"} <= said
    assert {"speaker", "study", "evidence", "citation", "passage"} <= told
    assert not {"speaker", "study", "evidence", "citation", "passage"} & said


WRONG: dict[str, Callable[[Quad], bool]] = {
    "it needs exactly one head": lambda q: q.object == NamedNode(f"{NP}Nanopublication"),
    "the head names 0 graphs as provenance": lambda q: q.predicate.value == f"{NP}hasProvenance",
    "a graph is empty": lambda q: _is(q, "assertion"),
    "the provenance does not speak": lambda q: (
        str(q.subject).endswith("#assertion>") and _is(q, "provenance")
    ),
    "the publication info does not speak": lambda q: (
        _is(q, "pubinfo") and not str(q.subject).endswith("#x>")
    ),
}


@pytest.mark.parametrize("fault", WRONG)
def test_a_broken_one_is_found(fault: str, nanopubs: dict[str, list[Quad]]) -> None:
    quads = nanopubs[f"{BASE}nanopub/001-070"]
    left = [q for q in quads if not WRONG[fault](q)]
    assert len(left) < len(quads)
    assert any(found.startswith(fault) for found in faults(left))


def test_a_statement_outside_is_found(nanopubs: dict[str, list[Quad]]) -> None:
    quads = nanopubs[f"{BASE}nanopub/001-070"]
    x = NamedNode("https://example.org/x")
    assert faults([*quads, Quad(x, x, x, x)]) == ["a statement stands outside the four graphs"]


@pytest.mark.tools
def test_nanopub_py_accepts_each(tmp_path: Path) -> None:
    graph = bonekg.load()
    graph.export("nanopubs", tmp_path)
    counts = run_python("general", "nanopubs.py", tmp_path)
    current = sum(claim.status == "current" for claim in graph.reader.claims())
    assert counts["valid"] == current + 1
    assert counts["refused"] == []
