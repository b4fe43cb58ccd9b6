"""A claim where it stands: its words marked in their paragraphs, and what else it is read from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from bonekg.model import Claim, Span

__all__ = ["Paragraph", "Piece", "Place", "read"]


class Place(NamedTuple):
    """A passage that a claim is read from: what it is to the claim, and its span."""

    what: str
    start: int
    end: int


class Piece(NamedTuple):
    """A part of a paragraph: its words, and what it is to the claim; empty for words beside it."""

    text: str
    what: str


class Paragraph(NamedTuple):
    """A stretch of whole paragraphs that a claim is read from.

    Attributes:
        places: its passages, in the order of their use; those in a copy of it, too.
        pieces: its text with the words of the passages apart; none where it is not at hand.
    """

    places: tuple[Place, ...]
    pieces: tuple[Piece, ...]


def read(claim: Claim, texts: Mapping[str, str]) -> list[Paragraph]:
    """Give all passages of a claim, each within its whole paragraph, each paragraph once.

    Args:
        claim: the claim.
        texts: the documents' texts that are at hand, by their short names.
    """
    places = [Place("the claim stands here", claim.start, claim.end)]
    places += [Place("needed to read it", *span) for span in claim.other_passages]
    places += [Place("said again", *span) for span in claim.repeated_at]
    text = texts.get(claim.document)
    if text is None:
        return [Paragraph(tuple(places), ())]
    found: dict[str, tuple[list[Place], list[Place]]] = {}
    for span, held in _paragraphs(text, places):
        shown, marked = found.setdefault(text[span.start : span.end], ([], []))
        shown += held
        marked += [_words(text, place, claim.quote, span.start) for place in held]
    return [
        Paragraph(tuple(shown), tuple(_pieces(paragraph, marked)))
        for paragraph, (shown, marked) in found.items()
    ]


def _paragraphs(text: str, places: Sequence[Place]) -> list[tuple[Span, list[Place]]]:
    """Give the paragraphs that hold passages, in the order of these; what overlaps is one."""
    found: list[tuple[Span, list[Place]]] = []
    for place in places:
        last = text.find("\n", place.end)
        first = text.rfind("\n", 0, place.start) + 1
        span, held = Span(first, len(text) if last < 0 else last), [place]
        for other in [one for one in found if one[0].start < span.end and span.start < one[0].end]:
            found.remove(other)
            span = Span(min(span.start, other[0].start), max(span.end, other[0].end))
            held = [*other[1], *held]
        found.append((span, held))
    return sorted(found, key=lambda one: places.index(one[1][0]))


def _words(text: str, place: Place, quote: str | None, first: int) -> Place:
    """Give where the quoted words of a passage stand, or all of it, counted from a paragraph."""
    at = text.find(quote, place.start, place.end) if quote else -1
    start, end = (at, at + len(quote)) if quote and at >= 0 else (place.start, place.end)
    return Place(place.what, start - first, end - first)


def _pieces(text: str, marked: Sequence[Place]) -> Iterator[Piece]:
    """Cut a paragraph where its marked places begin and end; the first of these wins."""
    cuts = sorted({0, len(text), *(at for one in marked for at in (one.start, one.end))})
    for start, end in pairwise(cuts):
        what = next((one.what for one in marked if one.start <= start < one.end), "")
        yield Piece(text[start:end], what)
