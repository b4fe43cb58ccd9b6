"""What an export asks of a graph: the knowledge graph has it, and so has a store by itself."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Protocol

from bonekg.store.reader import Reader

if TYPE_CHECKING:
    from bonekg.answers.library import Library
    from bonekg.store.base import Store

__all__ = ["Exported", "StoreAlone"]


class Exported(Protocol):
    """A graph that can be exported."""

    @property
    def store(self) -> Store:
        """Where its statements are."""
        ...

    @property
    def reader(self) -> Reader:
        """Reads its records."""
        ...

    @property
    def library(self) -> Library:
        """What answers look up about its terms and claims."""
        ...

    def nquads(self) -> bytes:
        """Give the whole graph as sorted N-Quads."""
        ...


class StoreAlone:
    """A store as something to export, where no questions are asked of it.

    Args:
        store: where its statements are.
    """

    def __init__(self, store: Store) -> None:
        self.store = store

    @cached_property
    def reader(self) -> Reader:
        """Reads its records."""
        return Reader(self.store)

    @cached_property
    def library(self) -> Library:
        """What answers look up about its terms and claims."""
        from bonekg.answers.library import Library
        from bonekg.lexicon.lexicon import Lexicon

        return Library(self.store, Lexicon(self.store), self.reader)

    def nquads(self) -> bytes:
        """Give the whole graph as sorted N-Quads."""
        return self.store.nquads()
