"""Lists narrowed by what their things have in common, with the number of each choice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple, TypeVar

from bonekg.model import Claim
from bonekg.serve.pages.links import address

__all__ = ["FACETS", "LISTS", "Choice", "Facet", "facets", "narrowed"]

_Listed = TypeVar("_Listed")


class Choice(NamedTuple):
    """One value that a list can be narrowed to.

    Attributes:
        name: the value.
        number: how many things of the list have it, with the other choices as they are.
        chosen: whether the list is narrowed to it.
        address: the page with this choice taken or taken back.
    """

    name: str
    number: int
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


def _said(value: object) -> list[str]:
    return ["not stated"] if value is None else [str(value)]


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
# In the order of their addresses, so that each state of a page has one address.
LISTS: dict[str, Mapping[str, Callable[[Any], list[str]]]] = {
    "/claims": FACETS,
    "/studies": {
        "is-design": lambda study: [one.name for one in study.design] or ["not stated"],
        "is-population": lambda study: _said(study.population),
        "is-document": lambda study: list(study.documents),
    },
    "/conflicts": {
        "is-reason": lambda one: [one.conflict.reason],
        "is-outcome": lambda one: [
            "both sides can hold" if one.conflict.apparent else "not resolved"
        ],
        "is-document": lambda one: sorted({c.document for p in one.parties for c in p.claims}),
    },
}
_MOST = 12  # choices of a facet; those that are chosen are always there


def narrowed(path: str, things: Sequence[_Listed], given: Mapping[str, str]) -> list[_Listed]:
    """Give the things of a list that have all values that were chosen.

    Args:
        path: the path of the list's page.
        things: claims, studies or conflicts with their parties.
        given: facet → value; what is no facet is left alone.
    """
    by = LISTS[path]
    chosen = {name: value for name, value in given.items() if name in by}
    return [one for one in things if all(v in by[name](one) for name, v in chosen.items())]


def facets(path: str, things: Sequence[Any], given: Mapping[str, str]) -> list[Facet]:
    """Give what a list can be narrowed by.

    Args:
        path: the path of its page.
        things: all things of the list, before it is narrowed.
        given: the parameters of the page.
    """
    made = []
    for name, values in LISTS[path].items():
        others = {key: value for key, value in given.items() if key not in (name, "page")}
        counts = Counter(v for one in narrowed(path, things, others) for v in values(one))
        chosen = given.get(name)
        ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
        shown = [item for at, item in enumerate(ranked) if at < _MOST or item[0] == chosen]
        choices = tuple(
            Choice(
                value, count, value == chosen,
                _state(path, others if value == chosen else {**others, name: value}),
            )
            for value, count in shown
        )  # fmt: skip
        if len(choices) > 1 or chosen:
            made.append(Facet(name, choices))
    return made


def _state(path: str, given: Mapping[str, str]) -> str:
    """Give the one address of a state of a list, in whatever order its choices were taken."""
    order = list(LISTS[path])
    names = sorted(given, key=lambda name: order.index(name) if name in order else -1)
    return address(path, **{name: given[name] for name in names})
