"""Triples written in the forms that the endpoint has."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import IO, Any, cast

import pyoxigraph as ox

from bonekg.errors import ResultTooLargeError
from bonekg.rdf import PREFIXES

__all__ = ["Bounded", "write_graph"]


class Bounded(io.RawIOBase):
    """A file in memory that takes only so many bytes.

    Args:
        most: how many.

    Attributes:
        held: what was written.
    """

    def __init__(self, most: int) -> None:
        super().__init__()
        self.held = bytearray()
        self._most = most

    def write(self, data: Any) -> int:
        """Take more; see `io.RawIOBase.write`.

        Raises:
            ResultTooLargeError: if it is too much.
        """
        self.held += data
        if len(self.held) > self._most:
            raise ResultTooLargeError(self._most, "bytes")
        return len(data)

    @property
    def file(self) -> IO[bytes]:
        """The same, as the engine's functions name the type."""
        return cast("IO[bytes]", self)


def write_graph(triples: Sequence[ox.Triple], media: str, most: int) -> bytes:
    """Write triples, each once, with those of our prefixes that they use.

    Args:
        triples: the triples.
        media: one of `bonekg.serve.negotiation.GRAPH_MEDIA`.
        most: bytes that they may take.

    Raises:
        ResultTooLargeError: if they take more.
    """
    form = ox.RdfFormat.from_media_type(media)
    assert form is not None  # the forms that are offered are the engine's
    once = list(dict.fromkeys(triples))
    out = Bounded(most)
    prefixes = None
    if form not in (ox.RdfFormat.N_TRIPLES, ox.RdfFormat.N_QUADS):
        plain = Bounded(4 * most)
        ox.serialize(once, plain.file, format=ox.RdfFormat.N_TRIPLES)
        used = bytes(plain.held)
        prefixes = {name: iri for name, iri in PREFIXES.items() if f"<{iri}".encode() in used}
    ox.serialize(once, out.file, format=form, prefixes=prefixes)
    return bytes(out.held)
