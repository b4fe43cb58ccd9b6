"""Queries give the same rows when what only adds to a row is planned apart."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import QuerySolutions

import bonekg
from bonekg import errors
from bonekg.catalogue.queries import load_catalogue
from bonekg.store import engine
from bonekg.store.base import EmbeddedStore
from bonekg.store.guard import check_query
from bonekg.store.planning import planned


@pytest.fixture(scope="module")
def kg() -> bonekg.KnowledgeGraph:
    return bonekg.load()


@pytest.mark.parametrize("name", sorted(load_catalogue()))
def test_same_rows(name: str, kg: bonekg.KnowledgeGraph) -> None:
    text = load_catalogue()[name].text
    other = planned(text)
    check_query(other)
    if other != text:
        assert kg.store.select(other) == kg.store.select(text)


def test_most_of_the_catalogue_is_planned_apart() -> None:
    texts = [query.text for query in load_catalogue().values() if "OPTIONAL" in query.text]
    assert sum(planned(text) != text for text in texts) > 0.8 * len(texts)


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
    assert sorted(map(str, kg.store.select(planned(ordered)))) == sorted(
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
    assert planned(query) == query


_WORLD = b"""\
<u:a> <u:p> <u:b> .
<u:a> <u:p> <u:c> .
<u:b> <u:p> <u:a> .
<u:b> <u:q> <u:c> .
<u:c> <u:q> <u:a> .
<u:c> <u:p> <u:d> .
"""


@pytest.mark.parametrize(
    ("branches", "row_by_row"),
    [
        ("{ ?e <u:p> ?x } UNION { ?e <u:q> ?x }", True),
        ("{ ?e <u:p> ?x } UNION { ?e <u:q> ?x } UNION { ?e <u:p>/<u:p> ?x ; <u:q> ?y }", True),
        ("{ ?e <u:p> ?x FILTER(?x NOT IN (?e)) } UNION { $e <u:p> ?x BIND('y' AS ?y) }", True),
        ("{ ?e <u:p> ?x OPTIONAL { ?x <u:q> ?z } } UNION { ?e <u:q> ?x } BIND(1 AS ?y)", True),
        ("?e <u:p> ?y { ?e <u:p> ?x } UNION { ?y <u:q> ?x }", True),
        ("{ ?e <u:p> ?x FILTER(?y != ?x) } UNION { ?e <u:p> ?y }", True),
        ("{ ?e <u:p> ?x OPTIONAL { ?x <u:q> ?z } } UNION { ?e <u:q> ?x } ?x <u:p> ?y", False),
        ("{ ?e <u:p> ?x } UNION { ?x <u:q> ?e }", False),
        ("{ ?e <u:p> ?x } UNION { ?e <u:p> ?x . ?x <u:q> ?y }", False),
        ("{ ?e <u:p> ?x } UNION { BIND(1 AS ?y) }", False),
        ("{ ?e <u:p> ?x FILTER(?y != ?e) } UNION { ?e <u:p> ?x } VALUES ?y { <u:b> }", False),
        ("{ ?e <u:p> ?x { FILTER(BOUND(?e)) } } UNION { ?e <u:p> ?y }", False),
        ("{ ?e <u:p> ?x OPTIONAL { ?x <u:p> ?y FILTER(?y != ?e) } } UNION { ?e ?z ?y }", False),
        ("{ ?e <u:p> ?x FILTER EXISTS { ?x <u:q> ?e } } UNION { ?e <u:p> ?y }", False),
        ("{ ?e <u:p> ?x BIND(?e AS ?y) } UNION { ?e <u:p> ?y }", False),
        ("{ ?e <u:p> ?x MINUS { ?x <u:q> ?e } } UNION { ?e <u:p> ?y }", False),
        ("{ { ?e <u:p> ?x } UNION { ?e <u:q> ?x } }", False),
        ("{ SELECT ?x { ?e <u:p> ?x } }", False),
    ],
)
def test_which_union_is_asked_row_by_row(branches: str, row_by_row: bool) -> None:
    for values in ("<u:a> <u:c>", "<u:b> <u:c>", "<u:a> <u:a>", "<u:a> <u:none>"):
        query = f"SELECT * {{ VALUES ?e {{ {values} }} {branches} }}"
        assert planned(query).count("LATERAL { {") == row_by_row
        assert _rows(planned(query)) == _rows(query)


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
        other = planned(query)
        assert other.count("VALUES") == 1 + written
        assert graph.select(other) == graph.select(query)


_NAMES = st.sampled_from(["?a", "?b", "?c", "?d", "<u:a>", "<u:b>"])
_LINKS = st.sampled_from(["<u:p>", "<u:q>", "<u:p>/<u:q>", "^<u:p>", "<u:p>|<u:q>", "<u:p>*", "?z"])
_STATEMENTS = st.builds("{} {} {} . ".format, _NAMES, _LINKS, _NAMES)
# Columns: objects that stand nowhere else, in a statement about one subject.
_TABLES = st.builds(
    lambda subject, first, count, number: (
        f"{subject} {first} ; "
        + " ; ".join(f"<u:{'pq'[n % 2]}> ?x{number}{n}" for n in range(count))
        + " . "
    ),
    st.sampled_from(["?a", "?b", "?c"]),
    st.sampled_from(["<u:p> ?b", "<u:q> ?c", "<u:p> ?y", "?z ?a"]),
    st.integers(2, 6),
    st.integers(0, 99),
)
_PATTERNS = st.lists(_STATEMENTS, min_size=1, max_size=2).map("".join)
_KNOWN = st.builds("?a {} {} . ".format, _LINKS, _NAMES)
_INSIDE = st.one_of(
    _PATTERNS,
    # What a further OPTIONAL shares stands in front of it: else the engine's answer depends on
    # its own plan.
    st.sampled_from(
        ["?a <u:p> ?d OPTIONAL { ?d <u:q> ?n } ", "?b ?z ?c OPTIONAL { ?c <u:p> ?b . ?c ?n ?m } "]
    ),
    st.builds("{}FILTER(?a != ?d) ".format, _PATTERNS),
    # In a group of its own, what stands around it is not known.
    st.builds("{{ {}FILTER(BOUND(?b)) }} ".format, _PATTERNS),
    st.builds("{}MINUS {{ {}}} ".format, _PATTERNS, _PATTERNS),
    st.builds("{{ SELECT (COUNT(*) AS ?d) {{ {}}} }} ".format, _PATTERNS),
)
_GROUPS = st.lists(
    st.one_of(
        _STATEMENTS,
        _TABLES,
        st.builds("OPTIONAL {{ {}}} ".format, _INSIDE),
        st.builds("OPTIONAL {{ {}}} ".format, _STATEMENTS),
        st.builds("MINUS {{ {}}} ".format, _STATEMENTS),
        st.builds("{{ {}}} UNION {{ {}}} ".format, _INSIDE, _STATEMENTS),
        st.builds("{{ {}FILTER(?a != ?b) }} UNION {{ {}}} ".format, _KNOWN, _KNOWN),
        st.builds("{{ {}}} UNION {{ {}BIND(1 AS ?v) }} ".format, _KNOWN, _KNOWN),
        st.builds("{{ SELECT ?a {{ {}}} }} ".format, _STATEMENTS),
        st.builds("FILTER NOT EXISTS {{ {}}} ".format, _STATEMENTS),
        st.sampled_from(
            ["FILTER(BOUND(?b)) ", "FILTER(?a != ?c) ", "VALUES ?a { <u:a> <u:none> } "]
        ),
    ),
    min_size=1,
    max_size=6,
).map("".join)


@given(
    st.sampled_from(["*", "DISTINCT *", "DISTINCT ?a ?b", "DISTINCT ?c", "?a (COUNT(?b) AS ?n)"]),
    _GROUPS,
    st.booleans(),
)
def test_any_group_gives_the_same_rows(shown: str, group: str, bound: bool) -> None:
    group = f"{{ {group}{'BIND(1 AS ?one) ' * bound}}}"
    query = f"SELECT {shown} {group} {'GROUP BY ?a' * ('COUNT' in shown)}"
    assert _rows(planned(query)) == _rows(query)


def _rows(text: str) -> Counter[tuple[str, ...]]:
    found = EmbeddedStore(data=_WORLD).engine.query(text)
    assert isinstance(found, QuerySolutions)
    columns = sorted(str(variable) for variable in found.variables)
    return Counter(tuple(str(row[name[1:]]) for name in columns) for row in found)


@pytest.mark.parametrize(
    "further",
    [
        "OPTIONAL { ?a <u:p> ?b OPTIONAL { ?a <u:q> ?c } }",
        "OPTIONAL { ?a <u:p> ?b { ?a <u:q> ?c } }",
        "OPTIONAL { ?a <u:p> ?b OPTIONAL { ?b <u:p> ?d OPTIONAL { ?d <u:q> ?c } } }",
    ],
)
def test_a_further_optional_may_not_fit_what_is_known_before(further: str) -> None:
    query = f"SELECT * {{ {{ ?a <u:p> ?a2 }} UNION {{ ?a <u:p> ?c }} {further} }}"
    assert _rows(planned(query)) == _rows(query)
    assert planned(query) == query


def test_what_a_plan_sets_apart() -> None:
    query = (
        "SELECT ?s { ?s a <u:T> ; <u:a> ?a ; <u:b> ?b, ?c ; <u:c>/<u:d> ?d ; <u:e> ?e ; <u:f> ?f ;"
        " <u:g> ?g . FILTER(?f > 1) OPTIONAL { ?s <u:h> ?h } "
        "OPTIONAL { ?s <u:i> ?i OPTIONAL { ?i <u:j> ?j } } ?t <u:k> ?k ; <u:l> ?l ; <u:m> ?s }"
    )
    assert planned(query) == (
        "SELECT ?s { ?s a <u:T> ; <u:b> ?b, ?c ; <u:c>/<u:d> ?d ; <u:f> ?f . FILTER(?f > 1) "
        "LATERAL { OPTIONAL { ?s <u:h> ?h } OPTIONAL { ?s <u:i> ?i OPTIONAL { ?i <u:j> ?j } } } "
        "?t <u:m> ?s . "
        "LATERAL { ?s <u:a> ?a ; <u:e> ?e ; <u:g> ?g } LATERAL { ?t <u:k> ?k ; <u:l> ?l } }"
    )
    distinct = planned(query.replace("SELECT", "SELECT DISTINCT"))
    assert "<u:h>" not in distinct
    assert planned(query.replace("SELECT ?s", "SELECT DISTINCT ?s ?h")).count("<u:h>") == 1
    assert planned(query.replace("<u:g>", "?p").replace("<u:k>", "<u:k>+")).count("LATERAL") == 1


_WRONG = "<u:a> ?a ; <u:b> ?b ; <u:c> ?c ; <u:d> ?d ; <u:e> ?e"


@pytest.mark.parametrize(
    "query",
    [
        f"SELECT * {{ ?s ; {_WRONG} }}",
        f"SELECT * {{ ?s {_WRONG} . . OPTIONAL {{ ?s <u:f> ?f }} }}",
        f"SELECT * {{ ?s {_WRONG} . ?s OPTIONAL {{ ?s <u:f> ?f }} }}",
        f"SELECT * {{ FILTER OPTIONAL {{ ?s {_WRONG} }} }}",
        f"SELECT ?s {{ ?s {_WRONG} \n OPTIONAL {{ ?s a }} }}",
        f"SELECT ?s {{ ?s {_WRONG} \n }} OPTIONAL {{ ?s a }}",
        f"SELECT ?s {{ ?s {_WRONG} \n {{ ?s ?p ?o }} UNION }}",
    ],
)
def test_an_error_names_the_place_in_what_was_asked(
    query: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(errors.QuerySyntaxError) as with_plan:
        EmbeddedStore(data=_WORLD).query(query)
    monkeypatch.setattr(engine, "planned", str)
    with pytest.raises(errors.QuerySyntaxError) as plain:
        EmbeddedStore(data=_WORLD).query(query)
    assert str(with_plan.value) == str(plain.value)
