"""The ground that paths run on: links, roll-up steps, and what they must not go through."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from typing import NamedTuple

from bonekg.answers.facts import Facts
from bonekg.answers.paths.links import Link, is_hub, links
from bonekg.answers.paths.steps import SIGNALING, Step, Steps
from bonekg.answers.reach import as_much

__all__ = ["Map", "Shape"]


class Shape(NamedTuple):
    """A thing of which too little and too much are said to act alike.

    Attributes:
        lack: claims or background relations about its lack, by key.
        excess: the same about its excess.
    """

    lack: tuple[str, ...]
    excess: tuple[str, ...]


class Map:
    """The links and steps that paths are made of.

    Args:
        facts: the graph.
        stated: whether claims are taken.
        background: whether background relations are taken.
        derived: whether roll-up steps are taken.
    """

    def __init__(self, facts: Facts, stated: bool, background: bool, derived: bool) -> None:
        self.facts = facts
        self.links = links(facts, stated, background)
        self.steps = Steps(facts)
        self.derived = derived

    @cached_property
    def into(self) -> dict[str, list[Link]]:
        """Term → the links that lead to it."""
        found: dict[str, list[Link]] = defaultdict(list)
        for held in self.links.values():
            for link in held:
                found[link.object].append(link)
        return found

    @cached_property
    def under(self) -> dict[str, list[str]]:
        """Term → the terms from which roll-up steps lead to it."""
        found: dict[str, list[str]] = defaultdict(list)
        for term, ways in self.rolls.items():
            for way in ways:
                found[way[-1].to].append(term)
        return found

    @cached_property
    def shapes(self) -> dict[str, Shape]:
        """U-shaped exposures: no path goes through them."""
        found = {}
        for thing, too_much in sorted(self.steps.excess.items()):
            too_little = [t for t, step in self.steps.down.get(thing, {}).items() if step.sign < 0]
            low, high = self._signed(too_little), self._signed(sorted(too_much))
            both = sorted(set(low) & set(high))
            if both:
                lack, excess = ([k for at in both for k in side[at]] for side in (low, high))
                found[thing] = Shape(tuple(dict.fromkeys(lack)), tuple(dict.fromkeys(excess)))
        return found

    def _signed(self, terms: list[str]) -> dict[tuple[str, str], list[str]]:
        found: dict[tuple[str, str], list[str]] = defaultdict(list)
        for term in terms:
            for link in self.links.get(term, ()):
                if link.sign in "+-":
                    found[link.object, link.sign] += [c.id for c in link.claims]
        return found

    @cached_property
    def rolls(self) -> dict[str, list[tuple[Step, ...]]]:
        """Term → the roll-up steps from where paths go on; two only if the second is signaling."""
        found: dict[str, list[tuple[Step, ...]]] = {}
        if not self.derived:
            return found
        for term, steps in self.steps.up.items():
            ways = [(step,) for step in steps.values() if not step.last]
            found[term] = [*ways, *(row for (step,) in ways for row in self._signals(step))]
        return found

    def _signals(self, step: Step) -> list[tuple[Step, ...]]:
        after = self.steps.up.get(step.to, {}).values()
        return [(step, one) for one in after if one.how == SIGNALING and step.how != SIGNALING]

    def aliases(self, term: str) -> list[tuple[Step, ...]]:
        """Give the roll-up steps that a question about a term's actions begins with, if any."""
        if not self.derived:
            return [()]
        found: dict[str, tuple[Step, ...]] = {term: ()}
        for other, step in sorted(self.steps.down.get(term, {}).items()):
            found.setdefault(other, (step,))
        for other in self.steps.kinds(term):
            found.setdefault(other, (Step(other, 1, f"a kind of {self.facts.name(term)}"),))
        for other in as_much(self.facts, term):
            found.setdefault(other, (Step(other, 1, "as much of the same thing"),))
        for way in self.rolls.get(term, []):
            found.setdefault(way[-1].to, way)
        return list(found.values())

    def endings(self, term: str) -> dict[str, Step | None]:
        """Give what a question about actions upon a term ends at: itself, or by one step."""
        found: dict[str, Step | None] = {term: None}
        if not self.derived:
            return found
        for other, steps in self.steps.up.items():
            if term in steps:
                found[other] = steps[term]
        if self.facts.is_a(term, "Risk"):
            for step in self.steps.up.get(term, {}).values():
                if step.how.startswith("the risk of"):
                    how = f"{self.facts.name(term)} goes with it"
                    found.setdefault(step.to, Step(term, 1, how))
        return found

    def through(self, term: str) -> bool:
        """Whether a path may go through a term."""
        return not (is_hub(self.facts, term) or self.facts.is_a(term, "CombinationRegimen"))
