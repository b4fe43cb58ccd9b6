"""The text of a query taken apart: what is a keyword, what stands where, what is wrapped around."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

import bonekg
from bonekg.catalogue.queries import load_catalogue
from bonekg.rdf import BASE, GRAPHS, PREFIXES
from bonekg.store.sparql import read_text

CATALOGUE = load_catalogue()


@pytest.fixture(scope="module")
def kg() -> bonekg.KnowledgeGraph:
    return bonekg.load()


@pytest.mark.parametrize("name", CATALOGUE)
def test_the_catalogue_is_what_it_was(name: str, kg: bonekg.KnowledgeGraph) -> None:
    rows = kg.store.select(CATALOGUE[name].text)
    text = read_text(CATALOGUE[name].text)
    assert text.form == "SELECT"
    assert kg.store.select(text.over()) == rows
    assert list(kg.store.select(text.counted().over())) == [(len(rows),)]
    different = len(set(rows))
    assert list(kg.store.select(text.counted(distinct=True).over())) == [(different,)]
    pages = [
        row
        for n in range(len(rows) // 7 + 1)
        for row in kg.store.select(text.page(rows.columns, 7, n).over())
    ]
    assert sorted(map(repr, pages)) == sorted(map(repr, rows))
    for one in (text, text.counted(), text.page(rows.columns, 7, 1)):
        ox.Store().query(one.over(list(GRAPHS.values())))  # it is SPARQL still


# (the query, form, limit, whether ordered)
_PARTS = [
    ("select * { ?s ?p ?o } limit 5 offset 2", "SELECT", 5, False),
    ("SELECT * { { SELECT ?s { ?s ?p ?o } ORDER BY ?s LIMIT 3 } }", "SELECT", None, False),
    ('SELECT * { ?s ?p "} ORDER BY ?s LIMIT 3" }', "SELECT", None, False),
    ("SELECT * { ?s ?p '''it's } LIMIT 1''' } ORDER BY DESC(?s) LIMIT 9", "SELECT", 9, True),
    ("SELECT * { ?s ?p <http://x/#LIMIT> } # LIMIT 3", "SELECT", None, False),
    ("# SELECT\nASK { ?SELECT ?limit ?order }", "ASK", None, False),
    ("PREFIX select: <u:ASK>\nDESCRIBE select:x", "DESCRIBE", None, False),
    ("CONSTRUCT { ?s a <u:x> } WHERE { ?s ?p ?o } ORDER BY ?s", "CONSTRUCT", None, True),
    ("nothing of the kind", "", None, False),
]


@pytest.mark.parametrize(("sparql", "form", "limit", "ordered"), _PARTS, ids=lambda v: str(v)[:30])
def test_parts(sparql: str, form: str, limit: int | None, ordered: bool) -> None:
    text = read_text(sparql)
    assert (text.form, text.limit, text.ordered) == (form, limit, ordered)


@pytest.mark.parametrize(
    "sparql",
    [
        "ASK FROM <u:other> { ?s ?p 1 }",
        "ASK FROM NAMED <u:other> FROM <u:more> WHERE { ?s ?p 1 }",
        "SELECT (EXISTS { ?s ?p 1 } AS ?x) FROM <u:other> { }",
        "CONSTRUCT { ?s ?p 1 } FROM <u:other> WHERE { ?s ?p 1 }",
        "CONSTRUCT FROM <u:other> WHERE { ?s ?p 1 }",
        "DESCRIBE ?s FROM <u:other> WHERE { ?s ?p 1 }",
        "DESCRIBE <u:s> FROM <u:other>",
    ],
)
def test_graphs_that_a_query_names_stay_its_own(sparql: str) -> None:
    store = ox.Store()
    for name in ("u:ours", "u:other"):
        graph = ox.NamedNode(name)
        store.add(ox.Quad(ox.NamedNode("u:s"), ox.NamedNode("u:p"), ox.Literal(1), graph))

    def answer(text: str) -> str:
        found = store.query(text)
        return str(list(found) if isinstance(found, ox.QueryTriples) else _plain(found))

    text = read_text(sparql)
    assert text.chooses
    assert "u:ours" not in text.over(["u:ours"])
    assert answer(text.over(["u:ours"])) == answer(sparql)
    without = text.without_graphs()
    assert not without.chooses
    assert "FROM" not in without.over()
    assert without.over(["u:ours"]).count("<u:ours>") == 2


def test_the_iris_of_graphs() -> None:
    text = read_text(
        "PREFIX x: <u:> "
        "SELECT * FROM x:a FROM <b> FROM x:a FROM NAMED bkg.graph:stated { ?s ?p ?o }"
    )
    assert text.iris() == (["u:a", f"{BASE}b"], [GRAPHS["stated"]])


def _plain(found: ox.QueryBoolean | ox.QuerySolutions) -> object:
    if isinstance(found, ox.QueryBoolean):
        return bool(found)
    return [str(solution["x"]) for solution in found]


def test_only_declarations_that_are_needed_are_added() -> None:
    text = read_text(
        "PREFIX bkg: <u:>\nSELECT ?x { ?x a bkg:A, skos:B, nope:C . <d> ?y KEGG.PATHWAY:e }"
    )
    added = [f"BASE <{BASE}>"]
    added += [f"PREFIX {p}: <{PREFIXES[p]}>" for p in ("KEGG.PATHWAY", "skos")]
    assert text.prologue.splitlines() == [*added, "PREFIX bkg: <u:>"]
    assert read_text("BASE <u:> ASK { <d> ?p ?o }").prologue == "BASE <u:> "
