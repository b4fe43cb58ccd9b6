"""Claims as pages show them: each with all that is told of it, in the words of the answers."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from typing import NamedTuple

from bonekg.answers.library import Library
from bonekg.answers.sides import Passages, Voice
from bonekg.answers.wording import Source, facts, source, speaker_words
from bonekg.answers.works import Work, works
from bonekg.model import Claim

__all__ = ["Card", "cards", "of_voice", "without"]


class Card(NamedTuple):
    """A claim on a page.

    Attributes:
        claim: the claim.
        facts: what qualifies it, in words, but for who says it.
        source: the chain of its sources, in words.
        works: the studies and publications that stand behind it.
        conflicts: the keys of the reviewed conflicts that hold it.
        passage: its full passage cut around the quoted words: before, the words, after; where the
            text is not at hand only the words.
        route: how it was taken in, where it is of another thing than was asked.
    """

    claim: Claim
    facts: tuple[str, ...]
    source: Source
    works: tuple[Work, ...]
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
    behind = works(library, claims)
    held: dict[str, list[str]] = {}
    if claims:
        for conflict in library.reader.conflicts([claim.id for claim in claims]):
            for key in conflict.claims:
                held.setdefault(key, []).append(conflict.id)
    return [
        Card(
            claim, _qualities(claim, facts(library, claim)), source(library, claim),
            behind[claim.id], tuple(held.get(claim.id, ())), _around(claim, texts.get(claim.id)),
        )
        for claim in claims
    ]  # fmt: skip


def of_voice(voices: Iterable[Voice]) -> list[Card]:
    """Make the cards of the claims of a side."""
    return [
        Card(
            v.claim, _qualities(v.claim, v.facts), v.source, v.works, v.conflicts,
            _around(v.claim, v.passage), v.route,
        )
        for v in voices
    ]  # fmt: skip


def without(
    cards: Iterable[Card], *, conflict: str | None = None, reports: Container[str] = ()
) -> list[Card]:
    """Leave out of cards what their page tells beside them.

    Args:
        cards: the cards.
        conflict: the key of the conflict that the page is about.
        reports: the keys of the claims of which the page tells what their studies say.
    """
    return [
        card._replace(
            conflicts=tuple(key for key in card.conflicts if key != conflict),
            facts=tuple(
                fact
                for fact in card.facts
                if card.claim.id not in reports or fact != card.claim.source_report
            ),
        )
        for card in cards
    ]


def _qualities(claim: Claim, told: Iterable[str]) -> tuple[str, ...]:
    """Leave out who says it, which the chain of sources tells."""
    return tuple(fact for fact in told if fact != speaker_words(claim))


def _around(claim: Claim, passage: str | None) -> tuple[str, str, str] | None:
    words = claim.quote
    if passage is None:
        return ("", words, "") if words else None
    at = passage.find(words) if words else -1
    if at < 0 or not words:
        return ("", passage, "")
    return passage[:at], words, passage[at + len(words) :]
