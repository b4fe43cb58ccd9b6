"""Results kept in memory: given again, never changed, within a bound."""

from __future__ import annotations

import copy
import pickle
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

import bonekg
from bonekg import errors
from bonekg.store.base import EmbeddedStore
from bonekg.store.engine import Engine
from bonekg.store.recent import Recent
from bonekg.store.worker import Evaluated


def test_a_result_is_worked_out_once(monkeypatch: pytest.MonkeyPatch) -> None:
    store = EmbeddedStore(data=b'<u:a> <u:b> "x"@en .\n<u:a> <u:b> "1" .\n')
    evaluated: list[str] = []
    evaluate = Engine.evaluate

    def watched(engine: Engine, sparql: str) -> Evaluated:
        evaluated.append(sparql)
        return evaluate(engine, sparql)

    monkeypatch.setattr(Engine, "evaluate", watched)
    query = "SELECT ?o { <u:a> <u:b> ?o } ORDER BY ?o"
    first = store.select(query)
    first.tell(["for the first caller"])
    again = store.select(query)
    assert (again, again.notes, len(evaluated)) == (first, (), 1)
    assert again.serialize("json") == first.serialize("json")
    assert store.select(query, timeout=60) == first
    cut = store.select(query, max_rows=1)
    assert (len(cut), cut.total, len(evaluated)) == (1, 2, 2)
    assert store.select(query) == first
    for changing in ("RAND()", "now ( )", "STRUUID()"):
        text = f"SELECT ({changing} AS ?x) {{}}"
        before = len(evaluated)
        store.select(text)
        store.select(text)
        assert len(evaluated) == before + 2
    with pytest.raises(errors.QuerySyntaxError):
        store.select("SELECT ?o { <u:a> }")
    store.recent.clear()
    before = len(evaluated)
    assert (store.select(query), len(evaluated)) == (first, before + 1)


def test_results_in_memory_have_a_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bonekg.store.base._RECENT", 10_000)
    store = EmbeddedStore(data=b"".join(b'<u:a> <u:b> "%d" .\n' % n for n in range(100)))
    for number in range(40):
        store.select(f"SELECT ?o {{ <u:a> <u:b> ?o }} ORDER BY ?o LIMIT {number + 1}")
        assert store.recent.size <= 10_000
    assert 0 < len(store.recent) < 40


def test_what_threads_share_never_waits() -> None:
    kept: Recent[int, int] = Recent(1000)

    def use(start: int) -> None:
        for number in range(start, start + 2000):
            kept.keep(number % 50, number % 50, 30)
            assert kept.get(number % 50) in (None, number % 50)

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(use, range(4)))
    assert kept.size == 30 * len(kept) <= 1000
    with kept._lock:  # as a fork may find it
        kept.keep(1, 1, 30)
        assert kept.get(1) is None


def test_notes_are_worked_out_when_they_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    kg = bonekg.load()
    query, asked = EmbeddedStore.query, []

    def heard(store: EmbeddedStore, sparql: str, **limits: Any) -> Any:
        asked.append(sparql)
        return query(store, sparql, **limits)

    kg.term("magnesium")  # what a name means is looked up before
    monkeypatch.setattr(EmbeddedStore, "query", heard)
    rows = kg.run("effect-sizes", entity="magnesium")
    before = len(asked)
    picked = rows.pick("claim")
    assert len(asked) == before <= 2
    assert any("of magnesium the documents say" in note for note in rows.notes)
    after = len(asked)
    assert after > before
    assert rows.notes == picked.notes
    assert pickle.loads(pickle.dumps(picked)).notes == rows.notes  # our own
    assert len(asked) == after
    assert copy.copy(rows).notes == rows.notes


def test_rows_that_were_never_read_pickle_with_their_notes() -> None:
    rows = bonekg.load().run("effect-sizes", entity="magnesium")
    sent = pickle.loads(pickle.dumps(rows))  # our own
    assert sent == rows
    assert sent.notes == rows.notes != ()
