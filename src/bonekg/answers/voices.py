"""Which claims answer what is said of one thing and another, and on which side each stands."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from bonekg.answers.asked import Asked, at_dose
from bonekg.answers.facts import Facts
from bonekg.answers.reach import (
    Route,
    aspects_beside,
    claim_ends,
    in_form,
    populations_with,
    sites_of,
)
from bonekg.answers.restrict import at_site
from bonekg.answers.sense import SIDES, level, said, side, valence
from bonekg.answers.telling import Backing, backing
from bonekg.build.inference import bound_to_dose
from bonekg.flat import Claim

__all__ = ["Side", "Voice", "valence_of", "voices"]

_SURE = {"asserted": 0, "hedged": 1, "speculative": 2, "question": 3}
# What holds of the second when it holds of the first.
_MUTUAL = frozenset(
    ["associated with", "associated with higher", "associated with lower", "compared with"]
) | {"prevalence in", "works with"}


class Voice(NamedTuple):
    """A claim of an answer.

    Attributes:
        claim: the claim.
        says: `good`, `bad`, `raises`, `lowers`, `null`, `open` or `related`.
        rolled_up: by which route it was reached; empty if it is about the very terms.
        combined: whether its subject is a combination of which the one asked for is a part.
        reverse: whether its subject is the lack of what was asked about.
        direct: how near it is to what was asked; 0 is the very terms.
    """

    claim: Claim
    says: str
    rolled_up: str
    combined: bool
    reverse: bool
    direct: int


class Side(NamedTuple):
    """The claims of one side, strongest first.

    Attributes:
        voices: the claims with what they say and how they were reached.
    """

    voices: tuple[Voice, ...]

    @property
    def claims(self) -> tuple[Claim, ...]:
        """The claims alone."""
        return tuple(voice.claim for voice in self.voices)

    @property
    def backing(self) -> Backing:
        """Who stands behind them."""
        return backing(list(self.claims))

    @property
    def told(self) -> str:
        """Who stands behind them, in words, and how many speak of a combination only."""
        mixed = sum(voice.combined for voice in self.voices)
        if not mixed:
            return str(self.backing)
        which = "all" if mixed == len(self.voices) else str(mixed)
        return f"{self.backing}; {which} of a combination, not of it alone"

    @property
    def studies(self) -> int:
        """How many different studies or publications they name."""
        return self.backing.studies

    @property
    def documents(self) -> int:
        """How many documents they stand in."""
        return self.backing.documents

    @property
    def speakers(self) -> int:
        """How many speakers say so."""
        return self.backing.speakers


class _Match(NamedTuple):
    """How a claim's ends were reached, and whether it says which way the one moves the other."""

    start: Route
    end: Route
    directed: bool = True


def valence_of(facts: Facts, term: str) -> str:
    """Say which direction of a thing is good; a site and a group fare well or badly."""
    living = any(facts.is_a(term, c) for c in ("AnatomicalSite", "Population", "Organism"))
    return valence(facts, term) or ("higher" if living else "")


def voices(
    facts: Facts,
    one: Asked,
    two: Asked,
    claims: list[Claim],
    subjects: dict[str, Route],
    objects: dict[str, Route],
) -> dict[str, Side]:
    """Sort the claims that relate two things.

    Args:
        facts: the graph.
        one: what was asked about, with a dose if one was named.
        two: what it acts on, with a site if one was named.
        claims: the claims to choose from.
        subjects: what the question takes in for the first.
        objects: what it takes in for the second.

    Returns:
        Side → its claims, the strongest evidence first.
    """
    sites = facts.within(two.site) if two.site else None
    good = valence_of(facts, two.term)
    matching = _Matching(facts, two.term, subjects, objects)
    found: dict[str, list[Voice]] = {name: [] for name in SIDES}
    for claim in claims:
        match = next(matching.of(claim), None)
        if match is None or (one.dose and not at_dose(claim, one.dose)):
            continue
        if sites is not None and not at_site(facts, claim, sites):
            continue
        word = said(facts, claim, match.start.reverse)
        dosed = bound_to_dose(claim.context) and match.end.how and not one.dose
        if (dosed or not match.directed) and word not in ("open", "null"):
            word = "related"
        if not good:
            word = _more_or_less(facts, claim, word)
        found[side(word, bool(good))].append(_voice(one, two, claim, match, word))
    order = _order(facts)
    return {name: Side(tuple(sorted(held, key=order))) for name, held in found.items()}


def _more_or_less(facts: Facts, claim: Claim, word: str) -> str:
    """Where nothing is good or bad for what was asked: more of a harm by it is more of it."""
    obj = claim_ends(claim)[1]
    if word not in ("good", "bad") or facts.signs.get(claim.predicate) not in ("+", "-"):
        return word
    if valence(facts, obj) != "lower" or level(facts, obj) == "lack":
        return word
    return "raises" if word == "bad" else "lowers"


class _Matching:
    """What relates the two things of a question."""

    def __init__(
        self, facts: Facts, two: str, subjects: dict[str, Route], objects: dict[str, Route]
    ) -> None:
        self._facts, self._subjects, self._objects = facts, subjects, objects
        self._places = facts.within(two) if facts.is_a(two, "AnatomicalSite") else set()
        living = any(facts.is_a(two, c) for c in ("Population", "Organism"))
        self._groups = facts.below(two) if living else set()
        # Advice for people who have it is advice about it, whatever it is to better in them.
        # An injury is over: what is said of those who had one is about the next, or something else.
        over = facts.is_a(two, "Injury")
        self._having = set() if over else populations_with(facts, facts.below(two))
        self._aspects = aspects_beside(facts, two) if self._having else set()
        self._together = {
            term: things
            for term, things in facts.concerns.items()
            if things & set(subjects) and things & set(objects) - set(subjects)
        }
        self._of_subject = populations_with(facts, set(subjects))

    def of(self, claim: Claim) -> Iterator[_Match]:
        """Give the ways in which a claim relates the two, the plainest first."""
        subject, obj = claim_ends(claim)
        start = self._subjects.get(subject)
        if start is None and in_form(self._facts, claim, self._subjects):
            start = Route(f"taken as {(claim.dose or {}).get('form')}")
        if start is not None and (end := self._end(claim, obj)) is not None:
            yield _Match(start, end)
        people = self._facts.lexicon.exact(claim.population) if claim.population else None
        if start is not None and people in self._having:
            # To better the bone of those who have osteoporosis is to do good in osteoporosis.
            where = Route(f"in {claim.population}")
            if obj in self._aspects:
                yield _Match(start, where)
            elif claim.kind == "guidance":
                yield _Match(start, where, directed=False)
        if claim.predicate in _MUTUAL and obj in self._subjects and subject in self._objects:
            yield _Match(self._subjects[obj], self._objects[subject], directed=False)
        if subject in self._together:
            yield _Match(Route("both together", combined=True), Route(""), directed=False)
        if claim.predicate == "compared with" and {subject, obj} & self._of_subject:
            measure = (claim.effect or {}).get("measure")
            met = self._facts.lexicon.exact(measure) if measure else None
            if met in self._objects:
                yield _Match(Route("those who have it"), Route(f"by {measure}"), directed=False)

    def _end(self, claim: Claim, obj: str) -> Route | None:
        route = self._objects.get(obj)
        if route is not None:
            return route
        if self._places and sites_of(self._facts, claim) in self._places:
            return Route(f"at the {claim.site}")
        people = self._facts.lexicon.exact(claim.population) if claim.population else None
        if people is not None and people in self._groups:
            return Route(f"in {claim.population}")
        return None


def _voice(one: Asked, two: Asked, claim: Claim, match: _Match, word: str) -> Voice:
    parts = []
    subject, obj = claim_ends(claim)
    if subject != one.term and match.start.how:
        parts.append(f"{claim.subject_label}: {match.start.how}")
    if obj != two.term and match.end.how:
        parts.append(f"{claim.object_label or claim.object_value}: {match.end.how}")
    far = len(parts) + 2 * match.start.combined
    return Voice(claim, word, "; ".join(parts), match.start.combined, match.start.reverse, far)


def _order(facts: Facts) -> Any:
    def key(voice: Voice) -> tuple[int, int, int, str]:
        claim = voice.claim
        return -facts.ranks[claim.evidence], _SURE[claim.certainty], voice.direct, claim.id

    return key
