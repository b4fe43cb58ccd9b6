"""Results kept in memory: given again, never changed, within a bound."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

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
    first.notes = ("for the first caller",)
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
