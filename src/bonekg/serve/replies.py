"""Whole replies kept in the process that speaks HTTP.

The graph never changes while it is served, so neither does what a worker answers to a task: it is
asked once. A reply that may be another one the next time is not kept.
"""

from __future__ import annotations

import marshal
from collections.abc import Iterator
from typing import Any

from bonekg.serve.problems import Reply
from bonekg.store.kept import changes_each_time
from bonekg.store.recent import Recent

__all__ = ["Replies", "changes"]

_LARGEST = 1 << 20  # bytes of a reply that is kept
_BESIDE = 512  # bytes that a reply takes beside its body and its task, about


class Replies:
    """Replies by task; when there is no more room, those that were not used for longest go.

    Args:
        most: bytes that they may take in all; with 0 none is kept.

    Examples:
        >>> kept = Replies(10_000)
        >>> kept.keep((False, "void"), Reply(200, "text/plain", b"x"))
        >>> kept.get((False, "void")).body, kept.get((True, "void")), kept.hits, kept.misses
        (b'x', None, 1, 1)
    """

    def __init__(self, most: int) -> None:
        self._recent: Recent[bytes, Reply] = Recent(most)

    def __len__(self) -> int:
        return len(self._recent)

    @property
    def hits(self) -> int:
        """How often a reply was there."""
        return self._recent.hits

    @property
    def misses(self) -> int:
        """How often none was, though it may be kept."""
        return self._recent.misses

    @property
    def size(self) -> int:
        """Bytes that they take."""
        return self._recent.size

    def get(self, task: tuple[Any, ...]) -> Reply | None:
        """Give the reply to a task; None if there is none.

        Args:
            task: what a worker would be given.
        """
        return self._recent.get(_key(task))

    def keep(self, task: tuple[Any, ...], reply: Reply) -> None:
        """Keep the reply to a task, if it may be kept and is not too large.

        Args:
            task: what the worker was given.
            reply: what it gave.
        """
        key = _key(task)
        size = _BESIDE + len(key) + len(reply.body)
        if reply.status == 200 and size <= _LARGEST and not changes(task):
            self._recent.keep(key, reply, size)


def _key(task: tuple[Any, ...]) -> bytes:
    return marshal.dumps(task, 2)  # from version 3 on equal values may be written differently


def changes(task: tuple[Any, ...]) -> bool:
    r"""Whether a task holds a query that may give something else each time.

    Args:
        task: plain values.

    Examples:
        >>> changes((False, "sparql", "SELECT (NOW # of all times\n() AS ?x) {}"))
        True
        >>> changes((False, "page", "query", "", [("query", "ASK {}")]))
        False
    """
    return any(map(changes_each_time, _texts(task)))


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from _texts(tuple(value.items()))
    elif isinstance(value, list | tuple):
        for each in value:
            yield from _texts(each)
