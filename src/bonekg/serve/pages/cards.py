"""Claims as pages show them: each with all that is told of it, in the words of the answers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from bonekg.answers.library import Library
from bonekg.answers.sides import Passages, Voice
from bonekg.answers.wording import ends, facts, source
from bonekg.model import Claim

__all__ = ["Card", "cards", "of_voice"]


class Card(NamedTuple):
    """A claim on a page.

    Attributes:
        claim: the claim.
        told: subject, predicate and object, in words.
        facts: what qualifies it, in words.
        source: the chain of its sources, in words.
        conflicts: the keys of the reviewed conflicts that hold it.
        passage: its full passage cut around the quoted words: before, the words, after; where the
            text is not at hand only the words.
        route: how it was taken in, where it is of another thing than was asked.
    """

    claim: Claim
    told: str
    facts: tuple[str, ...]
    source: str
    conflicts: tuple[str, ...]
    passage: tuple[str, str, str] | None
    route: tuple[str, ...] = ()


def cards(library: Library, claims: Sequence[Claim], passages: Passages | None) -> list[Card]:
    """Make the cards of claims, in their order.

    Args:
        library: the graph.
        claims: the claims.
        passages: gives the full passages, where the texts are at hand.
    """
    texts = passages(claims) if passages else {}
    held: dict[str, list[str]] = {}
    if claims:
        for conflict in library.reader.conflicts([claim.id for claim in claims]):
            for key in conflict.claims:
                held.setdefault(key, []).append(conflict.id)
    return [
        Card(
            claim, ends(library, claim), tuple(facts(library, claim)), source(library, claim),
            tuple(held.get(claim.id, ())), _around(claim, texts.get(claim.id)),
        )
        for claim in claims
    ]  # fmt: skip


def of_voice(voices: Iterable[Voice]) -> list[Card]:
    """Make the cards of the claims of a side."""
    return [
        Card(
            v.claim, v.told, v.facts, v.source, v.conflicts, _around(v.claim, v.passage), v.route
        )
        for v in voices
    ]  # fmt: skip


def _around(claim: Claim, passage: str | None) -> tuple[str, str, str] | None:
    words = claim.quote
    if passage is None:
        return ("", words, "") if words else None
    at = passage.find(words) if words else -1
    if at < 0 or not words:
        return ("", passage, "")
    return passage[:at], words, passage[at + len(words) :]
