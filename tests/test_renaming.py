"""Nothing follows from how a term is spelled: with invented names every answer is the same."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from typing import Any

import pytest

import bonekg
from renamed_world import Renaming, rename

_PAIRS = """
SELECT DISTINCT ?subject ?object WHERE {
  ?claim a bkg:Claim ; bkg:status bkg:Current ; bkg:subject ?subject ; bkg:object ?object .
  ?subject bkg:kindOf bkg:Entity . ?object bkg:kindOf bkg:Entity .
} ORDER BY ?subject ?object
"""
_TERMS = "SELECT ?term WHERE { ?term bkg:kindOf bkg:Entity ; bkg:checkedIn ?source } ORDER BY ?term"
_REAL = bonekg.load()


def _sample(sparql: str, most: int) -> list[Any]:
    rows = [tuple(cell.curie for cell in row) for row in _REAL.store.select(sparql)]  # type: ignore[union-attr]
    return sorted(random.Random(20).sample(rows, most))


def _pairs() -> list[Any]:
    """200 pairs: half of them related by a claim, half put together by chance."""
    related = _sample(_PAIRS, 100)
    terms = [term for (term,) in _sample(_TERMS, 200)]
    return [*related, *zip(terms[:100], reversed(terms[100:]), strict=True)]


def _few(cases: list[Any], every: int) -> list[Any]:
    """Mark as slow what is not asked in the default run."""
    return [
        case if not number % every else pytest.param(case, marks=pytest.mark.slow)
        for number, case in enumerate(cases)
    ]


@pytest.fixture(scope="module")
def renaming(tmp_path_factory: pytest.TempPathFactory) -> Renaming:
    return rename(tmp_path_factory.mktemp("renamed"))


def _sorted(value: Any) -> Any:
    """Sort all lists: things of equal rank are told in the order of their names."""
    if isinstance(value, dict):
        return {key: _sorted(item) for key, item in value.items()}
    if isinstance(value, list):
        return sorted((_sorted(item) for item in value), key=json.dumps)
    return value


def _answer(ask: Callable[[], Any]) -> Any:
    """Give an answer as plain data; what is refused is refused for both graphs alike."""
    try:
        return json.loads(ask().to_json())
    except bonekg.errors.QueryError as error:
        return type(error).__name__


def _same(renaming: Renaming, method: str, *asked: str) -> None:
    real = _answer(lambda: getattr(_REAL, method)(*asked))
    other = renaming.back(_answer(lambda: getattr(renaming.graph, method)(*asked)))
    assert _sorted(other) == _sorted(real), (method, *asked)


@pytest.mark.parametrize("pair", _few(_pairs(), 20), ids="-".join)
def test_pairs_are_answered_alike(renaming: Renaming, pair: tuple[str, str]) -> None:
    for method in ("why", "paths", "claims", "compare"):
        _same(renaming, method, *pair)


@pytest.mark.parametrize("term", _few([t for (t,) in _sample(_TERMS, 60)], 15))
def test_terms_are_answered_alike(renaming: Renaming, term: str) -> None:
    for method in ("claims", "gaps", "conflicts"):
        _same(renaming, method, term)
    real = {claim.id for claim in _REAL.claims(about=term)}
    assert {claim.id for claim in renaming.graph.claims(about=term)} == real


def test_every_name_is_replaced(renaming: Renaming) -> None:
    # The sample would prove nothing if the names were still there.
    for graph, told in ((_REAL, False), (renaming.graph, True)):
        names = [term.name for term in graph.terms()]
        assert len(names) > 600
        assert all(name.startswith("zq") is told for name in names)
    predicates = "SELECT ?name { ?x a bkg:Predicate ; skos:prefLabel ?name }"
    assert all(str(n).startswith("zq") for (n,) in renaming.graph.store.select(predicates))
    assert renaming.back(_REAL.claim("001-070").certainty) == "asserted"
    assert renaming.back(renaming.graph.claim("001-070").certainty) == "asserted"
    assert renaming.graph.claim("001-070").certainty != "asserted"


def test_what_rules_write_is_the_same(renaming: Renaming) -> None:
    # Bearings, what questions take in, derived edges: triples without a name in them.
    counted = "SELECT ?p (COUNT(*) AS ?n) { ?s ?p ?o } GROUP BY ?p ORDER BY ?p"
    assert list(renaming.graph.store.select(counted)) == list(_REAL.store.select(counted))
    told = "SELECT ?x ?p ?y { ?x ?p ?y FILTER(?p IN (bkg:bearing, bkg:outcome, bkg:edgeSign)) }"
    assert set(renaming.graph.store.select(told)) == set(_REAL.store.select(told))
