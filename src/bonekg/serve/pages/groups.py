"""Claims by the study that stands behind them: one group a study, what repeats it folded."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from bonekg.answers.works import Work
from bonekg.model import Claim
from bonekg.serve.pages.cards import Card

__all__ = ["Group", "behind", "grouped"]


class Group(NamedTuple):
    """Claims with one study behind them, or a claim without one.

    Attributes:
        works: the study, and what else its claims cite; empty for a claim without.
        first: the claim that stands first among them.
        rest: the others, which repeat or detail it.
    """

    works: tuple[Work, ...]
    first: Card
    rest: tuple[Card, ...]

    def cited(self, card: Card) -> bool:
        """Tell whether a claim cites all the bare marks that stand over its group."""
        return {w for w in card.works if not w.study} == {w for w in self.works if not w.study}


def behind(claim: Claim, works: Iterable[Work]) -> tuple[str, ...]:
    """Give by what a claim is grouped: the study that it reports, else all that it cites.

    Args:
        claim: the claim.
        works: what stands behind it.

    Returns:
        The identifiers of these works; none where nothing stands behind it.
    """
    return (claim.study.id,) if claim.study else tuple(sorted(work.id for work in works))


def grouped(cards: Iterable[Card]) -> list[Group]:
    """Group claims by the study behind them, each group where its first claim stands.

    Args:
        cards: the claims, in their order.

    Returns:
        One group for each study, or set of works that are cited together; a claim without any is
        a group of its own.
    """
    held: dict[tuple[str, ...], list[Card]] = {}
    for card in cards:
        held.setdefault(behind(card.claim, card.works) or ("", card.claim.id), []).append(card)
    return [
        Group(
            tuple({work.id: work for card in found for work in card.works}.values()),
            found[0], tuple(found[1:]),
        )
        for found in held.values()
    ]  # fmt: skip
