"""Values that took work, kept in memory by what was asked for, within a bound."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from functools import lru_cache, wraps
from threading import Lock
from typing import Generic, TypeVar

__all__ = ["Recent", "for_short_texts"]

_TEXTS, _SHORT = 500, 10_000  # how many texts a function remembers, of up to how many characters

_K = TypeVar("_K", bound=Hashable)
_V = TypeVar("_V")


def for_short_texts(work: Callable[[str], _V]) -> Callable[[str], _V]:
    """Let a function of a text, which always gives the same for it, remember short ones.

    Examples:
        >>> @for_short_texts
        ... def length(text):
        ...     print("counted")
        ...     return len(text)
        >>> length("ASK {}"), length("ASK {}")
        counted
        (6, 6)
    """
    remembered = lru_cache(_TEXTS)(work)

    @wraps(work)
    def remembering(text: str) -> _V:
        return remembered(text) if len(text) <= _SHORT else work(text)

    return remembering


class Recent(Generic[_K, _V]):
    """Values by key; when there is no more room, those that were not used for longest go.

    Several threads may share one. No thread ever waits for another: while one looks something up,
    another finds nothing, so that a fork of the process cannot be stopped by a lock that is held.

    Args:
        most: bytes that the values may take in all; with 0 none is kept.

    Attributes:
        hits: how often a value was there.
        misses: how often none was.
        size: bytes that they take, as they were said to.

    Examples:
        >>> kept = Recent(100)
        >>> kept.keep("a", 1, 60)
        >>> kept.keep("b", 2, 60)
        >>> kept.get("a"), kept.get("b"), kept.size
        (None, 2, 60)
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._held: OrderedDict[_K, tuple[_V, int]] = OrderedDict()
        self._lock = Lock()
        self.hits = self.misses = self.size = 0

    def __len__(self) -> int:
        return len(self._held)

    def get(self, key: _K) -> _V | None:
        """Give the value of a key; None if there is none.

        Args:
            key: what was asked for.
        """
        if not self._most or not self._lock.acquire(blocking=False):
            return None
        try:
            found = self._held.get(key)
            if found is None:
                self.misses += 1
                return None
            self._held.move_to_end(key)
            self.hits += 1
            return found[0]
        finally:
            self._lock.release()

    def keep(self, key: _K, value: _V, size: int) -> None:
        """Keep a value, unless it alone takes more than there is room for.

        Args:
            key: what was asked for.
            value: what was found; not None.
            size: bytes that it takes with its key, about.
        """
        if size > self._most or not self._lock.acquire(blocking=False):
            return
        try:
            if key in self._held:
                return
            self._held[key] = (value, size)
            self.size += size
            while self.size > self._most:
                self.size -= self._held.popitem(last=False)[1][1]
        finally:
            self._lock.release()

    def clear(self) -> None:
        """Forget all values."""
        with self._lock:
            self._held.clear()
            self.size = 0
