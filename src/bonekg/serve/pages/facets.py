"""Lists of claims narrowed by what they have in common, with the number of each choice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from bonekg.model import Claim
from bonekg.serve.pages.links import address

__all__ = ["FACETS", "Choice", "Facet", "facets", "narrowed"]


class Choice(NamedTuple):
    """One value that a list can be narrowed to.

    Attributes:
        name: the value.
        claims: how many claims of the list have it, with the other choices as they are.
        chosen: whether the list is narrowed to it.
        address: the page with this choice taken or taken back.
    """

    name: str
    claims: int
    chosen: bool
    address: str


class Facet(NamedTuple):
    """Something by which a list can be narrowed.

    Attributes:
        name: its name, as it stands in addresses.
        choices: its values, the most frequent first.
    """

    name: str
    choices: tuple[Choice, ...]


def _named(field: str) -> Callable[[Claim], list[str]]:
    def values(claim: Claim) -> list[str]:
        value = getattr(claim, field)
        if isinstance(value, tuple) and not hasattr(value, "name"):
            return [str(item) for item in value]
        return [] if value is None else [str(value)]

    return values


def _dose(claim: Claim) -> list[str]:
    if claim.dose is None:
        return []
    numbers = (claim.dose.value, claim.dose.min, claim.dose.max)
    return ["a number" if any(number is not None for number in numbers) else "in words"]


# The name in addresses → what a claim has of it.
FACETS: dict[str, Callable[[Claim], list[str]]] = {
    "is-kind": _named("kind"),
    "is-bearing": _named("bearing"),
    "is-evidence": _named("evidence"),
    "is-certainty": _named("certainty"),
    "is-polarity": _named("polarity"),
    "is-speaker": _named("speaker_role"),
    "is-document": _named("document"),
    "is-study": _named("study"),
    "is-dose": _dose,
    "is-site": _named("site"),
    "is-population": _named("population"),
}
_MOST = 12  # choices of a facet; those that are chosen are always there


def narrowed(claims: Sequence[Claim], given: Mapping[str, str]) -> list[Claim]:
    """Give the claims that have all values that were chosen.

    Args:
        claims: the claims.
        given: facet → value; what is no facet is left alone.
    """
    chosen = {name: value for name, value in given.items() if name in FACETS}
    return [c for c in claims if all(v in FACETS[name](c) for name, v in chosen.items())]


def facets(path: str, claims: Sequence[Claim], given: Mapping[str, str]) -> list[Facet]:
    """Give what a list of claims can be narrowed by.

    Args:
        path: the path of the page.
        claims: all claims of the list, before it is narrowed.
        given: the parameters of the page.
    """
    made = []
    for name, values in FACETS.items():
        others = {key: value for key, value in given.items() if key not in (name, "page")}
        counts = Counter(v for claim in narrowed(claims, others) for v in values(claim))
        chosen = given.get(name)
        ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
        shown = [item for at, item in enumerate(ranked) if at < _MOST or item[0] == chosen]
        choices = tuple(
            Choice(
                value, count, value == chosen,
                address(path, **(others if value == chosen else {**others, name: value})),
            )
            for value, count in shown
        )  # fmt: skip
        if len(choices) > 1 or chosen:
            made.append(Facet(name, choices))
    return made
