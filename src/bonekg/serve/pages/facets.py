"""Lists and rows narrowed by what their things have in common, with the number of each choice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from bonekg.catalogue.narrowing import MARK, Values, fitting
from bonekg.serve.pages.links import address

__all__ = ["Choice", "Facet", "facets", "plain_label"]

_MOST = 12  # choices that are seen at once; those that are taken are always among them


class Choice(NamedTuple):
    """One value that things can be narrowed to.

    Attributes:
        name: the value.
        number: how many things have it, with the other choices as they are.
        chosen: whether the things are narrowed to it.
        address: the page with this choice taken or taken back.
    """

    name: str
    number: int
    chosen: bool
    address: str


class Facet(NamedTuple):
    """Something by which things can be narrowed.

    Attributes:
        name: its name.
        choices: its values, the most frequent first.
        more: those that are less frequent than these.
    """

    name: str
    choices: tuple[Choice, ...]
    more: tuple[Choice, ...]

    @property
    def chosen(self) -> bool:
        """Whether a choice of it is taken."""
        return any(choice.chosen for choice in self.choices)


def facets(
    path: str, names: Sequence[str], things: Sequence[Values], given: Mapping[str, str]
) -> list[Facet]:
    """Give what things can be narrowed by.

    Args:
        path: the path of their page.
        names: by what, in the order of addresses, so that each state of a page has one address.
        things: the values of all things, before they are narrowed.
        given: the parameters of the page.
    """
    chosen = {name: given[MARK + name] for name in names if MARK + name in given}
    marks = {MARK + name for name in names}
    rest = {key: value for key, value in given.items() if key not in marks and key != "page"}
    made = []
    for name in names:
        others = {key: value for key, value in chosen.items() if key != name}
        left = (things[place] for place in fitting(things, others))
        counts = Counter(value for values in left for value in values[name])
        choices = []
        for value, count in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
            taken = value == chosen.get(name)
            to = _state(path, rest, names, others if taken else {**others, name: value})
            choices.append(Choice(value, count, taken, to))
        if len(choices) > 1 or name in chosen:
            seen = [one for at, one in enumerate(choices) if at < _MOST or one.chosen]
            more = [one for one in choices if one not in seen]
            made.append(Facet(name, tuple(seen), tuple(more)))
    return made


def _state(
    path: str, rest: Mapping[str, str], names: Sequence[str], chosen: Mapping[str, str]
) -> str:
    """Give the one address of a state, in whatever order its choices were taken."""
    taken = {MARK + name: chosen[name] for name in names if name in chosen}
    return address(path, **rest, **taken)


def plain_label(name: str) -> str:
    """Give what a facet is called on a page: as the heading of its column is.

    Examples:
        >>> plain_label("subject_name")
        'subject'
    """
    return name.removesuffix("_name")
