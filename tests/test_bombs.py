"""Queries and words that would never end are refused or stopped, and the process lives.

`benchmarks/bombs.py` puts twelve of each kind and measures; here is what no machine's speed
decides: that each ends in an answer or in an error of ours, with a limit of half a second.
"""

from __future__ import annotations

import importlib.util
from itertools import islice
from pathlib import Path
from typing import Any

import pytest

import bonekg
from bonekg import errors
from bonekg.store.base import EmbeddedStore
from bonekg.store.worker import Clock, Limits

_FILE = Path(__file__).resolve().parent.parent / "benchmarks" / "bombs.py"


def _bombs() -> Any:
    spec = importlib.util.spec_from_file_location("bombs", _FILE)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


_KINDS = _bombs().KINDS


@pytest.fixture(scope="module")
def kg() -> bonekg.KnowledgeGraph:
    return bonekg.load()


def _outcome(kg: bonekg.KnowledgeGraph, query: str) -> str:
    try:
        kg.query(query, timeout=0.5)
    except errors.QueryError as error:
        return str(error)
    return "ended"


@pytest.mark.parametrize("kind", _KINDS)
def test_a_bomb_of_each_kind(kind: str, kg: bonekg.KnowledgeGraph) -> None:
    query = next(islice(_KINDS[kind](), 1, None))
    assert len(_outcome(kg, query)) < 400  # it does not repeat the query
    assert kg.query("ASK { ?claim a bkg:Claim }", timeout=60) is True


@pytest.mark.slow
@pytest.mark.parametrize("kind", _KINDS)
def test_all_bombs(kind: str, kg: bonekg.KnowledgeGraph) -> None:
    outcomes = [_outcome(kg, query) for query in _KINDS[kind]()]
    assert len(outcomes) == 12
    assert max(map(len, outcomes)) < 400
    assert kg.query("ASK { ?claim a bkg:Claim }", timeout=60) is True


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * {{ {long}:x ?p ?o }}",
        "SELECT * {{ {long} ?p ?o }}",
        "SELECT * {{ bkg{long} ?p ?o }}",
        "SELECT (bkg:{long}(?x) AS ?y) {{ ?x ?p ?o }}",
        "PREFIX {long} <u:x> SELECT * {{ }}",
        "SELECT * {{ SERVICE <http://{long}> {{ ?s ?p ?o }} }}",
        "{long}",
    ],
)
def test_a_message_shortens_the_words_that_it_repeats(
    query: str, kg: bonekg.KnowledgeGraph
) -> None:
    with pytest.raises(errors.QueryError) as refused:
        kg.query(query.format(long="a.b-" * 20_000 + "a"))
    assert len(str(refused.value)) < 400


def test_words_far_longer_than_names(kg: bonekg.KnowledgeGraph) -> None:
    for text in ("x" * 1_000_000, "magnesium," * 100_000):
        for way in (
            lambda: kg.find(text),  # noqa: B023  # called at once
            lambda: kg.term(text),  # noqa: B023
            lambda: kg.why(text, "bone mineral density"),  # noqa: B023
            lambda: kg.run("claims-about", entity=text),  # noqa: B023
            lambda: kg.lexicon.question(text),  # noqa: B023
            lambda: kg.lexicon.split(text),  # noqa: B023
        ):
            with pytest.raises(errors.TermTooLongError, match="at most 300") as long:
                way()
            assert long.value.length == len(text)
            assert len(str(long.value)) < 200
    with pytest.raises(errors.UnknownQueryError, match="bonekg queries") as unknown:
        kg.run("q" * 1_000_000)
    assert len(str(unknown.value)) < 200


def test_one_row_that_is_too_large_is_not_taken(kg: bonekg.KnowledgeGraph) -> None:
    """Whether or not the caller bounds the bytes: one process must not fill the other's memory."""
    doubled = " ".join(f"BIND(CONCAT(?x{n}, ?x{n}) AS ?x{n + 1})" for n in range(24))
    query = f"SELECT ?x24 {{ BIND('abcd' AS ?x0) {doubled} }}"
    assert isinstance(kg.store, EmbeddedStore)
    with pytest.raises(errors.ResultTooLargeError, match="33,554,432 bytes"):
        kg.store.stream(query, timeout=60).whole()
    with pytest.raises(errors.ResultTooLargeError, match="more than 1,000 bytes"):
        kg.store.stream(query, timeout=60, max_bytes=1000).whole()
    assert kg.query("ASK {}", timeout=60) is True


def test_long_rows_come_in_small_pieces(kg: bonekg.KnowledgeGraph) -> None:
    assert isinstance(kg.store, EmbeddedStore)
    query = f"SELECT ('{'y' * 100_000}' AS ?x) {{ ?claim a bkg:Claim }} LIMIT 20"
    events = kg.store._engine._workers.run(query, Limits(Clock(60)))
    pieces = [len(told) for what, told in events if what == "piece"]
    assert sum(pieces) == 20
    assert max(pieces) <= 3
