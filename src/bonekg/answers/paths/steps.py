"""Roll-up steps: from a kind, a level, a lack, a regimen or a cell's activity to the thing itself.

Such a step says nothing of what acts on what: it says that two terms speak of one thing. It keeps
the sign, but for a lack, which turns it round. There is no step from an excess, from a combination
to its components, or to a broad class; none from a process to a broader one that is not good or
bad in the same direction, for resorption and formation are both remodeling.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import NamedTuple

from bonekg.answers.facts import Facts
from bonekg.answers.sense import level, valence

__all__ = ["SIGNALING", "Step", "Steps"]

SIGNALING = "its signaling pathway"
_BROAD = 8  # a class with more members says too little of each
_MANY = 40  # a class with more kinds is no question
_OF_CELL = r"(activity|function|differentiation|proliferation|death|apoptosis)"
_OF_SUBSTANCE = r"(production|secretion|synthesis|release|action|activation)"
_DOSED = ("high", "low", "moderate", "occasional", "heavy")  # how much of a thing is taken
_LESS = frozenset(["death", "apoptosis"])
# A class by role holds things that work against each other (hormones, bone cells), so that what is
# said of one of them does not pass through it to what is said of another.
_ROLES = frozenset(
    [
        "agent", "antioxidant", "cell", "channel", "decline", "deficiency", "diet", "disease",
        "disorder", "drug", "electrolyte", "enzyme", "excess", "factor", "history", "hormone",
        "injury", "intake", "kinase", "level", "mineral", "nutrient", "protein", "receptor",
        "regimen", "supplement", "supplementation", "treatment", "vitamin",
    ]
)  # fmt: skip
# Where a kind does what is said of all of its class.
_KINDS = (
    "Measure",
    "Condition",
    "Substance",
    "CellType",
    "Supplement",
    "Exposure",
    "NutrientState",
)


class Step(NamedTuple):
    """A roll-up step.

    Attributes:
        to: the term that it leads to.
        sign: 1, or -1 where the first is the lack of the second.
        how: what the first is to the second, in words.
        last: whether it may only end a path.
    """

    to: str
    sign: int
    how: str
    last: bool = False


class Steps:
    """All roll-up steps between terms.

    Args:
        facts: the graph.
    """

    def __init__(self, facts: Facts) -> None:
        self._facts = facts
        self._levels: dict[str, str] = {}
        self.up: dict[str, dict[str, Step]] = {}
        self.down: dict[str, dict[str, Step]] = defaultdict(dict)
        self.excess: dict[str, set[str]] = defaultdict(set)
        self.dosed: dict[str, set[str]] = defaultdict(set)
        self._sizes: dict[str, int] = {}
        for term in sorted(facts.lexicon.names):
            found: dict[str, Step] = {}
            for step in (*self._named_after(term), *self._concerned(term), *self._classes(term)):
                if step.to != term:
                    found.setdefault(step.to, step)
            self.up[term] = found
            for step in found.values():
                if not step.last:
                    self.down[step.to][term] = step._replace(to=term)
        for thing, step in self._signaling():
            self.up[thing].setdefault(step.to, step)
        for level_of, step in self._emptied():
            self.up[level_of].setdefault(step.to, step)

    def _level(self, term: str) -> str:
        if term not in self._levels:
            first = self._facts.name(term).split()[0]
            known = level(self._facts, term)
            self._levels[term] = known or (first if first in _DOSED else "")
        return self._levels[term]

    def _size(self, term: str) -> int:
        if term not in self._sizes:
            self._sizes[term] = len(self._facts.below(term)) - 1
        return self._sizes[term]

    def _is(self, term: str, *categories: str) -> bool:
        return any(self._facts.is_a(term, category) for category in categories)

    def _classes(self, term: str) -> list[Step]:
        facts, found = self._facts, []
        if not self._is(term, *_KINDS, "BiologicalProcess") or self._is(term, "CombinationRegimen"):
            return []
        good = valence(facts, term)
        for above in sorted(facts.above(term) - {term}):
            if above not in facts.lexicon.names or self._size(above) > _BROAD:
                continue
            process = self._is(above, "BiologicalProcess")
            if process and not (good and good == valence(facts, above)):
                continue
            alike = self._level(term) == self._level(above) or self._is(term, "Condition")
            if alike and valence(facts, above) == good:
                name = facts.name(above)
                role = name.split()[-1] in _ROLES
                found.append(Step(above, 1, f"a kind of {name}", last=role))
        return found

    def _concerned(self, term: str) -> list[Step]:
        facts = self._facts
        things = facts.concerns.get(term, set())
        if len(things) != 1 or self._is(term, "CombinationRegimen", "Population"):
            return []
        thing = next(iter(things))
        if thing not in facts.lexicon.names or self._size(thing) > _BROAD:
            return []
        name, much = facts.name(thing), self._level(term)
        if self._is(term, "Risk"):
            return [Step(thing, 1, f"the risk of {name}", last=True)]
        if much == "excess":
            self.excess[thing].add(term)
        if much in ("excess", *_DOSED) and much != "low":
            self.dosed[thing].add(term)
            return []
        if self._is(term, "Condition") and not self._is(term, "NutrientState"):
            return []
        if much in ("lack", "low"):
            return [Step(thing, -1, f"too little {name}")]
        if self._is(term, "NutrientState"):
            return [Step(thing, 1, f"enough {name}")] if much == "adequate" else []
        if self._is(term, "AnalyteLevel"):
            # A mineral moves between blood and bone: its level in the one is not how much there is.
            found = [Step(thing, 1, f"how much {name} there is", self._is(thing, "Mineral"))]
            return found if self._in_blood(term, thing) else []
        words = {
            "Supplement": f"{name}, taken",
            "Intake": f"{name}, eaten",
            "Habit": f"{name}, by habit",
        }
        return [Step(thing, 1, text) for kind, text in words.items() if self._is(term, kind)][:1]

    def _signaling(self) -> list[tuple[str, Step]]:
        """Find the pathways that are called after a substance, which sets them going."""
        facts, found = self._facts, []
        for term in sorted(facts.lexicon.names):
            match = re.fullmatch(r"(.+) signaling", facts.name(term))
            thing = facts.lexicon.exact(match[1]) if match and self._is(term, "Pathway") else None
            if thing and self._is(thing, "Substance"):
                found.append((str(thing), Step(term, 1, SIGNALING)))
        return found

    def _emptied(self) -> list[tuple[str, Step]]:
        """Find what a level that falls becomes: the decline or lack of the same thing."""
        found = []
        for term, steps in self.up.items():
            if self._is(term, "AnalyteLevel") and not self._level(term):
                for thing in steps:
                    lacks = (t for t, s in self.down.get(thing, {}).items() if s.sign < 0)
                    found += [
                        (term, Step(lack, -1, f"less of it is {self._facts.name(lack)}"))
                        for lack in lacks
                        if self._is(lack, "NutrientState")
                    ]
        return found

    def kinds(self, term: str) -> list[str]:
        """Give the kinds of a thing, of no other dose or level than itself."""
        if self._is(term, "BiologicalProcess") or self._size(term) > _MANY:
            return []
        below = self._facts.below(term) - {term}
        level_ = self._level(term)
        return sorted(
            kind
            for kind in below
            if self._level(kind) == level_ and not self._is(kind, "CombinationRegimen")
        )

    def _in_blood(self, term: str, thing: str) -> bool:
        """Whether a level is that of the body or the blood, not of one place such as bone."""
        named = {form.lower() for form in self._facts.lexicon.forms(thing)}
        match = re.fullmatch(r"(?:serum |blood )?(.+) (?:level|number)", self._facts.name(term))
        return match is not None and match[1].lower() in named

    def _named_after(self, term: str) -> list[Step]:
        """Find what a process or condition is called after: osteoclast activity, low bone mass."""
        facts, found = self._facts, []
        process = self._is(term, "BiologicalProcess")
        if not process and not self._is(term, "Condition"):
            return []
        if not process:
            for above in sorted(facts.above(term) - {term}):
                # Osteoporosis is a low bone density, so there is too little density.
                if above in facts.lexicon.names:
                    found += [step for f in facts.lexicon.forms(above) for step in self._less(f)]
        for form in facts.lexicon.forms(term):
            if process and (match := re.fullmatch(rf"(.+) {_OF_CELL}", form)):
                cell = facts.lexicon.exact(match[1])
                if cell and self._is(cell, "CellType") and self._size(cell) <= _BROAD:
                    sign = -1 if match[2] in _LESS else 1
                    found.append(Step(cell, sign, f"{match[2]} of the {facts.name(cell)}"))
            elif process and (match := re.fullmatch(rf"(.+) {_OF_SUBSTANCE}", form)):
                made = facts.lexicon.exact(match[1])
                if made and self._is(made, "Substance") and self._size(made) <= _BROAD:
                    found.append(Step(made, 1, f"{match[2]} of {facts.name(made)}"))
            elif not process:
                found += self._less(form)
        return found

    def _less(self, form: str) -> list[Step]:
        """Find what a condition is too little of: low bone density, osteoblast dysfunction."""
        match = re.fullmatch(r"(?:low|impaired) (.+)|(.+ )dys(function)", form)
        if not match:
            return []
        whole = self._facts.lexicon.exact(match[1] or f"{match[2]}{match[3]}")
        return [Step(whole, -1, f"too little {self._facts.name(whole)}")] if whole else []
