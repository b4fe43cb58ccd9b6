"""The catalogue: every query runs, says what it gives, and gives the rows a person has read."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import pytest
import rdflib

import bonekg
from bonekg import errors
from bonekg.catalogue.queries import Catalogued, bind, get_query, load_catalogue, read_query
from bonekg.rdf import BASE, GRAPHS, compact
from bonekg.store.base import python_value
from bonekg.store.rows import IRI

CATALOGUE = load_catalogue()
GOLDEN = sorted((Path(__file__).parent / "golden").glob("*.csv"))
_FITS = {
    "iri": lambda v: isinstance(v, IRI),
    "text": lambda v: isinstance(v, str) and not isinstance(v, IRI),
    "number": lambda v: isinstance(v, int | float) and not isinstance(v, bool),
    "boolean": lambda v: isinstance(v, bool),
}


@pytest.fixture(scope="module")
def kg() -> bonekg.KnowledgeGraph:
    return bonekg.load()


@pytest.fixture(scope="module")
def rdf(kg: bonekg.KnowledgeGraph) -> rdflib.Dataset:
    return kg.to_rdflib()


def test_there_are_queries_and_golden_rows_for_each() -> None:
    assert len(CATALOGUE) >= 80
    assert len({query.topic for query in CATALOGUE.values()}) >= 15
    assert {path.stem for path in GOLDEN} == set(CATALOGUE)


@pytest.mark.parametrize("name", CATALOGUE)
def test_columns_are_as_declared(name: str, kg: bonekg.KnowledgeGraph) -> None:
    query = CATALOGUE[name]
    rows = kg.run(name)
    assert rows.columns == tuple(column.name for column in query.columns)
    assert len(rows) > 0
    for row in rows:
        for column, value in zip(query.columns, row, strict=True):
            assert value is None or _FITS[column.type](value), (column, value)


@pytest.mark.parametrize("name", CATALOGUE)
def test_each_default_is_the_term_that_stands_in_the_text(
    name: str, kg: bonekg.KnowledgeGraph
) -> None:
    query = CATALOGUE[name]
    for parameter in query.parameters:
        bound = bind(query, {parameter.name: parameter.default}, lambda: kg.lexicon)
        assert kg.store.select(bound) == kg.run(name)


@pytest.mark.parametrize("path", GOLDEN, ids=lambda p: p.stem)
def test_golden_rows(path: Path, kg: bonekg.KnowledgeGraph) -> None:
    """The first line holds the parameters; the rows must stand in the result, in this order."""
    lines = path.read_text(encoding="utf-8").splitlines()
    assert lines[0].startswith("#")
    given = dict(
        part.split("=", 1) for part in lines[0].removeprefix("#").strip().split("; ") if part
    )
    expected = list(csv.DictReader(lines[1:]))
    assert expected
    rows = kg.run(path.stem, **given)
    found = [
        {
            c: "" if v is None else (compact(v) if isinstance(v, IRI) else str(v))
            for c, v in row.items()
        }
        for row in rows.to_dicts()
    ]
    wanted = list(expected[0])
    shown = [tuple(row[column] for column in wanted) for row in found]
    places = [shown.index(tuple(row.values())) for row in expected]
    assert places == sorted(places)


@pytest.mark.slow
@pytest.mark.parametrize("name", CATALOGUE)
def test_rdflib_gives_the_same_rows_in_the_same_order(
    name: str, kg: bonekg.KnowledgeGraph, rdf: rdflib.Dataset
) -> None:
    result = rdf.query(CATALOGUE[name].text)
    rows = kg.run(name)
    assert result.vars is not None
    assert tuple(str(variable) for variable in result.vars) == rows.columns
    theirs = [tuple(_plain(solution.get(v)) for v in result.vars) for solution in result.bindings]
    assert theirs == [tuple(map(_text, row)) for row in rows]


def _plain(term: Any) -> object:
    datatype = getattr(term, "datatype", None)
    return None if term is None else python_value(str(term), str(datatype or ""))


def _text(value: object) -> object:
    return str(value) if isinstance(value, IRI) else value


@pytest.mark.parametrize("name", CATALOGUE)
def test_the_key_tells_rows_apart(name: str, kg: bonekg.KnowledgeGraph) -> None:
    key = [kg.run(name).columns.index(column) for column in CATALOGUE[name].key]
    keys = [tuple(row[at] for at in key) for row in kg.run(name)]
    assert len(set(keys)) == len(keys)


def test_no_query_names_a_graph() -> None:
    for query in CATALOGUE.values():
        assert not any(iri in query.text for iri in GRAPHS.values())
        assert "GRAPH" not in query.text


_INJECTIONS = [
    "melatonin> } DROP ALL #",
    'x" } INSERT DATA { <a> <b> <c> } #',
    "CHEBI:16796 } SELECT * { ?a ?b ?c",
    "<http://example.org/x>",
    "melatonin\n} ASK {",
]


@pytest.mark.parametrize("text", _INJECTIONS)
def test_an_injected_name_is_an_unknown_term(text: str, kg: bonekg.KnowledgeGraph) -> None:
    with pytest.raises(errors.UnknownTermError):
        kg.run("claims-about", entity=text)


@pytest.mark.parametrize("value", ["1; DROP ALL", "many", "0", "1001", "1e3", "-5", "10 #", ""])
def test_a_wrong_limit(value: str, kg: bonekg.KnowledgeGraph) -> None:
    with pytest.raises(errors.InvalidParameterError):
        kg.run("claims-about", limit=value)


def test_a_right_limit(kg: bonekg.KnowledgeGraph) -> None:
    assert len(kg.run("claims-about", limit=3)) == 3


def test_unknown_names(kg: bonekg.KnowledgeGraph) -> None:
    with pytest.raises(errors.UnknownQueryError) as unknown:
        kg.run("claim-about")
    assert unknown.value.candidates[0] == "claims-about"
    with pytest.raises(errors.UnknownParameterError, match="it takes entity, limit"):
        kg.run("claims-about", entitty="melatonin")
    with pytest.raises(errors.UnknownQueryError):
        get_query("../../pyproject")


_TYPED = """#+ question: q
#+ parameter: {name} | {type} | {default} | help
#+ column: x | text | a value
#+ key: x
SELECT ?x WHERE {{
  VALUES ?{name} {{ {value} }} #+ {name}
  BIND(STR(?{name}) AS ?x)
}}
"""


@pytest.mark.parametrize(
    ("type_", "given", "gives"),
    [
        ("text", 'a "quoted\\ text', 'a "quoted\\ text'),
        ("text", '" } DROP ALL', '" } DROP ALL'),
        ("number", "2.5", "2.5"),
        ("number", "+3", "3"),
        ("choice one, two", "two", "two"),
        ("document", "003", f"{BASE}document/003"),
        ("study", "amstrup-2015", f"{BASE}study/amstrup-2015"),
        ("study", "Amstrup 2015", f"{BASE}study/amstrup-2015"),
        ("study", "MOPS", f"{BASE}study/mops"),
    ],
)
def test_typed_parameters(
    type_: str, given: str, gives: str, tmp_path: Path, kg: bonekg.KnowledgeGraph
) -> None:
    query = _query(tmp_path, _TYPED.format(name="p", type=type_, default="x", value='"x"'))
    assert kg.store.select(bind(query, {"p": given}, lambda: kg.lexicon)).column("x") == [gives]


@pytest.mark.parametrize(
    ("type_", "given"),
    [
        ("number", "two"),
        ("number", "1 } ?a"),
        ("choice one, two", "three"),
        ("document", "005"),
        ("study", "no such study"),
        ("study", "ref"),
        ("study", ""),
    ],
)
def test_wrong_typed_parameters(
    type_: str, given: str, tmp_path: Path, kg: bonekg.KnowledgeGraph
) -> None:
    query = _query(tmp_path, _TYPED.format(name="p", type=type_, default="x", value='"x"'))
    with pytest.raises(errors.InvalidParameterError):
        bind(query, {"p": given}, lambda: kg.lexicon)


def test_a_parameter_without_default_must_be_given(
    tmp_path: Path, kg: bonekg.KnowledgeGraph
) -> None:
    query = _query(tmp_path, _TYPED.format(name="p", type="text", default="", value='"x"'))
    with pytest.raises(errors.InvalidParameterError, match="is needed"):
        bind(query, {}, lambda: kg.lexicon)


@pytest.mark.parametrize(
    "header",
    [
        "#+ question: q\n",
        "#+ column: x | text | a value\n",
        "#+ question: q\n#+ column: x | word | a value\n",
        "#+ question: q\n#+ parameter: x | text\n",
        "#+ qestion: q\n",
        "#+ question: q\n#+ column: x | text | a value\n#+ key: y\n",
    ],
)
def test_a_broken_header_is_refused(header: str, tmp_path: Path) -> None:
    with pytest.raises(errors.InvalidValueError):
        _query(tmp_path, header + "SELECT ?x {}\n")


def _query(folder: Path, text: str) -> Catalogued:
    file = folder / "topic" / "a-query.rq"
    file.parent.mkdir()
    file.write_text(text, encoding="utf-8")
    return read_query(file)
