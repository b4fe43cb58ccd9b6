"""Queries of the catalogue give the same rows when each OPTIONAL is looked up row by row."""

from __future__ import annotations

import pytest

import bonekg
from bonekg.catalogue.queries import load_catalogue
from bonekg.store.base import EmbeddedStore
from bonekg.store.guard import check_query
from bonekg.store.planning import looking_up


@pytest.fixture(scope="module")
def kg() -> bonekg.KnowledgeGraph:
    return bonekg.load()


@pytest.mark.parametrize("name", sorted(load_catalogue()))
def test_same_rows(name: str, kg: bonekg.KnowledgeGraph) -> None:
    text = load_catalogue()[name].text
    other = looking_up(text)
    check_query(other)
    if other != text:
        assert kg.store.select(other) == kg.store.select(text)


def test_most_of_the_catalogue_is_looked_up() -> None:
    texts = [query.text for query in load_catalogue().values() if "OPTIONAL" in query.text]
    assert sum(looking_up(text) != text for text in texts) > 0.8 * len(texts)


@pytest.mark.parametrize(
    "query",
    [
        # a filter holds for what an OPTIONAL brings, wherever it stands
        "SELECT ?s ?o { ?s a bkg:Claim FILTER(BOUND(?o)) OPTIONAL { ?s bkg:dose ?o } }",
        "SELECT ?s ?o { FILTER NOT EXISTS { ?s bkg:dose ?o } ?s a bkg:Claim "
        "OPTIONAL { ?s bkg:study ?o } }",
        "SELECT ?s ?o { ?s a bkg:Claim # OPTIONAL\n OPTIONAL { ?s bkg:dose ?o } }",
        "SELECT (EXISTS { ?s a bkg:Claim } AS ?x) ?s { ?s a bkg:Dose OPTIONAL { ?s ?p 1 } }",
        "SELECT ?s ?o { ?s a bkg:Claim ; bkg:dose [ bkg:value ?v ] OPTIONAL { ?s bkg:study ?o } }",
        "SELECT * { OPTIONAL { ?s a bkg:Nothing } }",
    ],
)
def test_filters_comments_and_expressions(query: str, kg: bonekg.KnowledgeGraph) -> None:
    ordered = f"{query} ORDER BY ?s ?o"
    assert sorted(map(str, kg.store.select(looking_up(ordered)))) == sorted(
        map(str, kg.store.select(ordered))
    )


@pytest.mark.parametrize(
    "query",
    [
        "ASK { ?s a ?t OPTIONAL { ?s ?p ?o } }",
        "CONSTRUCT { ?s ?p ?o } { ?s a ?t OPTIONAL { ?s ?p ?o } }",
        "SELECT * { ?s a _:x OPTIONAL { ?s ?p ?o } }",
        "SELECT * { { ?s a ?t OPTIONAL { ?s ?p ?o } } }",
        "SELECT",
        "",
    ],
)
def test_what_is_left_as_it_is(query: str) -> None:
    assert looking_up(query) == query


_WORLD = b"""\
<u:a> <u:p> <u:b> .
<u:a> <u:p> <u:c> .
<u:b> <u:p> <u:a> .
<u:b> <u:q> <u:c> .
<u:c> <u:q> <u:a> .
<u:c> <u:p> <u:d> .
"""


@pytest.mark.parametrize(
    ("branches", "written"),
    [
        ("{ ?e <u:p> ?x } UNION { ?x <u:q> ?e }", 2),
        ("{ ?e <u:p> ?x } UNION { ?x <u:q> ?e } UNION { ?e <u:p>/<u:p> ?x }", 3),
        ("{ ?e <u:p> ?x } UNION { ?x <u:p> ?y } { ?x ?p ?z }", 1),
        ("{ ?x <u:p> ?y FILTER(?y != ?e) } UNION { $e <u:p> ?x . ?x <u:p> ?y }", 1),
        ("{ ?x <u:p>/<u:q> ?e } UNION { ?x ^<u:p> ?e }", 0),  # a path may not end at its object
        ("{ BIND(<u:a> AS ?e) ?e <u:p> ?x } UNION { ?x <u:p> <u:a> }", 0),
        ("{ { ?e <u:p> ?x } UNION { ?x <u:q> ?e } }", 0),
        ("{ SELECT ?x { ?e <u:p> ?x } }", 0),
        ("?e <u:p> ?x OPTIONAL { ?x <u:p> ?e }", 0),
    ],
)
def test_a_value_beside_a_union_is_written_into_its_branches(branches: str, written: int) -> None:
    graph = EmbeddedStore(data=_WORLD)
    for value in ("<u:a>", "<u:b>", "<u:c>", "<u:none>"):
        query = f"SELECT * {{ VALUES ?e {{ {value} }} {branches} }} ORDER BY ?e ?x ?y ?z"
        other = looking_up(query)
        assert other.count("VALUES") == 1 + written
        assert graph.select(other) == graph.select(query)


def test_several_values_beside_a_union_stay_there() -> None:
    query = "SELECT * { VALUES ?e { <u:a> <u:a> } { ?e <u:p> ?x } UNION { ?e <u:q> ?x } }"
    assert looking_up(query) == query
