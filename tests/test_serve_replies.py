"""Replies that are kept: whole, never another one than a worker would give, within bounds."""

from __future__ import annotations

from collections.abc import Iterator

import httpx
import pytest

from bonekg.catalogue.queries import load_catalogue
from bonekg.serve.problems import Reply
from bonekg.serve.replies import Replies, changes
from bonekg.serve.validators import unless_held, with_validator
from serving import Served, serving

QUERY = "SELECT ?claim { ?claim a bkg:Claim } ORDER BY ?claim LIMIT 40"
CHANGING = [
    "SELECT (NOW() AS ?x) {}",
    "SELECT (RAND() AS ?x) {}",
    "SELECT (UUID() AS ?x) {}",
    "SELECT (STRUUID() AS ?x) {}",
    "SELECT (BNODE() AS ?x) {}",
    "SELECT (rand ( ) AS ?x) {}",
    "SELECT (Rand # (\n() AS ?x) {}",
]


def told(body: bytes, status: int = 200) -> Reply:
    return Reply(status, "text/plain", body)


def test_the_same_task_gives_the_same_reply() -> None:
    kept = Replies(1 << 20)
    task = (False, "run", "studies", {"entity": "bone"}, "text/csv")
    assert kept.get(task) is None
    kept.keep(task, told(b"one"))
    equal = (False, "run", "".join(["stu", "dies"]), {"entity": "".join(["bo", "ne"])}, "text/csv")
    assert kept.get(equal) == told(b"one")
    for other in ((True, *task[1:]), (*task[:-1], "text/tab-separated-values"), (*task, None)):
        assert kept.get(other) is None
    assert (kept.hits, kept.misses, len(kept)) == (1, 4, 1)


def test_those_not_used_for_longest_go_first() -> None:
    kept = Replies(3000)
    for name in ("a", "b"):
        kept.keep((name,), told(b"x" * 700))
    assert kept.get(("a",)) is not None
    kept.keep(("c",), told(b"x" * 700))
    assert [kept.get((name,)) is not None for name in "abc"] == [True, False, True]
    assert kept.size <= 3000


def test_what_is_kept_has_bounds() -> None:
    kept = Replies(1 << 22)
    kept.keep(("large",), told(b"x" * (1 << 20)))
    kept.keep(("error",), told(b"x", 404))
    assert len(kept) == kept.size == 0
    for number in range(100):
        kept.keep((number,), told(b"x" * 100_000))
        kept.keep((number,), told(b"x" * 100_000))
    assert 3_900_000 < kept.size <= 1 << 22
    nothing = Replies(0)
    nothing.keep(("a",), told(b"x"))
    assert nothing.get(("a",)) is None
    assert (len(nothing), nothing.misses) == (0, 0)


@pytest.mark.parametrize("sparql", CHANGING)
def test_what_changes_is_not_kept(sparql: str) -> None:
    tasks = [(False, "sparql", sparql, ()), (True, "page", "sparql-form", "", [("query", sparql)])]
    kept = Replies(1 << 20)
    for task in tasks:
        assert changes(task)
        kept.keep(task, told(b"x"))
    assert len(kept) == 0


def test_no_query_of_the_catalogue_changes() -> None:
    """Their tasks hold their names, not their texts."""
    assert [q.name for q in load_catalogue().values() if changes((q.text,))] == []


def test_a_client_that_has_a_reply_is_told_so() -> None:
    def asked(value: str, method: str = "GET") -> Reply:
        headers = [(b"if-none-match", value.encode())]
        return unless_held({"method": method, "headers": headers}, reply)

    reply = with_validator(told(b"x"))
    tag = dict(reply.headers)["etag"]
    for value in (tag, f"W/{tag}", f'"other", {tag}', "*"):
        assert asked(value).status == 304
        assert asked(value).body == b""
        assert dict(asked(value).headers)["etag"] == tag
    assert asked('"other"') == asked(tag, "POST") == reply
    assert with_validator(told(b"x", 404)) == told(b"x", 404)
    assert dict(with_validator(told(b"y")).headers)["etag"] != tag


@pytest.fixture(scope="module")
def served() -> Iterator[Served]:
    with serving() as started:
        yield started


def figure(served: Served, name: str) -> int:
    lines = served.get("/metrics").text.splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(f"{name} "))


@pytest.mark.loopback
def test_a_kept_reply_is_the_one_that_a_worker_gave(served: Served) -> None:
    with serving(kept=0) as other:
        for path in ("/term/CHEBI:16796", "/api/find?text=melatonin", "/sparql?query=ASK+%7B%7D"):
            for packing in ("gzip", "identity"):
                headers = {"Accept-Encoding": packing}
                before = figure(served, "bonekg_replies_kept_hits_total")
                first, again = (
                    httpx.get(served.url + path, headers=headers, timeout=60) for _ in range(2)
                )
                assert figure(served, "bonekg_replies_kept_hits_total") == before + 1
                anew = httpx.get(other.url + path, headers=headers, timeout=60)
                assert first.content == again.content == anew.content
                assert first.headers == again.headers == anew.headers
        assert figure(other, "bonekg_replies_kept") == 0


@pytest.mark.loopback
def test_what_changes_is_asked_each_time(served: Served) -> None:
    for sparql in CHANGING[1:4]:
        assert served.ask(sparql).text != served.ask(sparql).text


@pytest.mark.loopback
def test_health_asks_a_worker_each_time(served: Served) -> None:
    served.state()
    before = figure(served, "bonekg_replies_kept_hits_total")
    assert served.state()["status"] == "ok"
    assert figure(served, "bonekg_replies_kept_hits_total") == before


@pytest.mark.loopback
@pytest.mark.parametrize("path", ["/", f"/sparql?query={QUERY}", "/static/style.css"])
def test_a_browser_need_not_load_twice(path: str, served: Served) -> None:
    first = httpx.get(served.url + path, timeout=60)
    assert first.status_code == 200
    assert first.headers["cache-control"] in ("no-cache", "max-age=3600")
    headers = {"If-None-Match": first.headers["etag"]}
    for method in ("GET", "HEAD"):
        again = httpx.request(method, served.url + path, headers=headers, timeout=60)
        assert (again.status_code, again.content) == (304, b"")
        assert again.headers["etag"] == first.headers["etag"]
        assert "content-length" not in again.headers
    other = httpx.get(served.url + path, headers={"If-None-Match": '"x"'}, timeout=60)
    assert (other.status_code, other.content) == (200, first.content)
