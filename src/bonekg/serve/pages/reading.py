"""A claim where it stands: its words marked in their paragraph, and what else it is read from."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from bonekg.model import Claim, Span

__all__ = ["Read", "read"]


class Read(NamedTuple):
    """A passage that a claim is read from.

    Attributes:
        what: what it is to the claim.
        start: its first code point.
        end: one after its last.
        text: before the claim's words, these, and after them; None where the text is not at hand.
    """

    what: str
    start: int
    end: int
    text: tuple[str, str, str] | None


def read(claim: Claim, texts: Mapping[str, str]) -> list[Read]:
    """Give all passages of a claim, each within its whole paragraph, in the order of their use.

    Args:
        claim: the claim.
        texts: the documents' texts that are at hand, by their short names.
    """
    spans = [("the claim stands here", Span(claim.start, claim.end))]
    spans += [("needed to read it", span) for span in claim.other_passages]
    spans += [("said again", span) for span in claim.repeated_at]
    text = texts.get(claim.document)
    return [
        Read(what, span.start, span.end, None if text is None else _around(text, span, claim.quote))
        for what, span in spans
    ]


def _around(text: str, span: Span, quote: str | None) -> tuple[str, str, str]:
    first = text.rfind("\n", 0, span.start) + 1
    last = text.find("\n", span.end)
    last = len(text) if last < 0 else last
    at = text.find(quote, span.start, span.end) if quote else -1
    start, end = (at, at + len(quote)) if quote and at >= 0 else span
    return text[first:start], text[start:end], text[end:last]
