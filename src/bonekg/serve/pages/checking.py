"""Where each passage of a document stands, so that a reader's own copy can be held against it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from bonekg.graph import KnowledgeGraph

__all__ = ["Stretch", "digests", "stretches"]

_DIGESTS = "SELECT ?document ?digest { ?document a bkg:Document ; bkg:sha256 ?digest }"
_STRETCHES = """
SELECT ?start ?end ?digest ?claim WHERE {
  ?passage oa:hasSource bkg.document:%s ; oa:start ?start ; oa:end ?end ; bkg:sha256 ?digest .
  OPTIONAL { ?claim bkg:citation/bkg:passage ?passage ; bkg:status bkg:Current }
} ORDER BY ?start ?end ?claim
"""


class Stretch(NamedTuple):
    """A stretch of a document.

    Attributes:
        start: its first code point.
        end: one after its last.
        digest: the SHA-256 of its text in UTF-8.
        claims: the keys of the claims that cite it; without any, it holds words beside a claim.
    """

    start: int
    end: int
    digest: str
    claims: tuple[str, ...]


def digests(graph: KnowledgeGraph) -> dict[str, str]:
    """Give the SHA-256 of each document's file: its short name → the digest."""
    rows = graph.store.select(_DIGESTS)
    return {str(document).rpartition("/")[2]: str(digest) for document, digest in rows}


def stretches(graph: KnowledgeGraph, document: str) -> list[Stretch]:
    """Give the passages of a document, in the order of its text.

    Args:
        graph: the graph.
        document: its short name; one that there is.
    """
    found: dict[tuple[int, int, str], list[str]] = {}
    for start, end, digest, claim in graph.store.select(_STRETCHES % document):
        held = found.setdefault((int(str(start)), int(str(end)), str(digest)), [])
        if claim is not None:
            held.append(str(claim).rpartition("/")[2])
    return [Stretch(*place, tuple(claims)) for place, claims in found.items()]
