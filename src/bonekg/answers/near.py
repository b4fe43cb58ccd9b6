"""What stands close to a question: the other way round, of broader things, in other words."""

from __future__ import annotations

from typing import NamedTuple

from bonekg.answers.facts import Facts
from bonekg.answers.reach import Route, claim_ends, populations_with, wholes
from bonekg.answers.sense import valence
from bonekg.flat import Claim
from bonekg.lexicon.normalize import key
from bonekg.rdf import BASE

__all__ = ["Near", "near"]

_MOST = 8
_ADVICE = ("recommended for", "contraindicated in")
_KIN = 40  # a class with more members than this is no kin


class Near(NamedTuple):
    """Claims that do not answer the question but stand close to it.

    Attributes:
        how: in which way they are close.
        claims: the claims, at most a handful.
        more: how many more there are.
        far: whether they share but one end with the question.
    """

    how: str
    claims: tuple[Claim, ...]
    more: int
    far: bool

    @property
    def total(self) -> int:
        """How many there are in all."""
        return len(self.claims) + self.more


def near(
    facts: Facts,
    one: str,
    two: str,
    subjects: dict[str, Route],
    objects: dict[str, Route],
    shown: set[str],
    claims: list[Claim],
) -> list[Near]:
    """Collect what stands close to a question.

    Args:
        facts: the graph.
        one: the term asked about.
        two: the term that it acts on.
        subjects: what the question takes in for the first.
        objects: what it takes in for the second.
        shown: the claims that answer the question.
        claims: the claims to choose from.
    """
    met = set(shown)
    found: list[Near] = []

    def add(how: str, chosen: list[Claim], far: bool = False) -> None:
        fresh = [claim for claim in chosen if claim.id not in met]
        met.update(claim.id for claim in fresh)
        fresh.sort(key=lambda c: (-facts.ranks[c.evidence], c.id))
        if fresh:
            found.append(Near(how, tuple(fresh[:_MOST]), max(len(fresh) - _MOST, 0), far))

    def between(starts: set[str], ends: set[str]) -> list[Claim]:
        pairs = ((claim, claim_ends(claim)) for claim in claims)
        return [claim for claim, (start, end) in pairs if start in starts and end in ends]

    mine, theirs = set(subjects), set(objects)
    of_mine = [claim for claim in claims if claim_ends(claim)[0] in mine]
    first, second = facts.name(one), facts.name(two)
    add(f"the other way round, {second} acting on {first}", between(theirs, mine))
    names = {facts.name(term) for term in theirs}
    add(f"{second} is named as a step on the way", [c for c in of_mine if names & set(c.via)])
    if _is_harm(facts, two):
        add(f"warnings, and what is said of the safety of {first}", _warnings(facts, of_mine))
    add(f"said of {first} in other words", _in_words(facts, two, of_mine))
    people = {facts.name(p) for p in populations_with(facts, facts.below(two))}
    either = [c for c in claims if set(claim_ends(c)) & mine and c.population in people]
    add(f"{first} in those with {second}", either)
    groups = populations_with(facts, mine) | (
        facts.below(one) if facts.is_a(one, "Population") else set()
    )
    having = {facts.name(group) for group in groups}
    add(
        f"said of {second} in {first}"
        if one in groups
        else f"said of {second} in those with {first}",
        [c for c in claims if set(claim_ends(c)) & theirs and c.population in having],
    )
    add(f"forms of {first} that are named", [c for c in claims if _is_form(c, mine)])
    for broader in sorted(_broader(facts, one) - mine, key=facts.name):
        add(f"said of {facts.name(broader)}, which is broader", between({broader}, theirs))
    for broader in sorted(_broader(facts, two) - theirs, key=facts.name):
        add(
            f"said of {first} and {facts.name(broader)}, which is broader", between(mine, {broader})
        )
    for whole, aspects in wholes(facts, two):
        add(f"other aspects of {facts.name(whole)}", between(mine, aspects - theirs))
    if valence(facts, two) or not shown:
        advice = [c for c in claims if c.predicate in _ADVICE and set(claim_ends(c)) & mine]
        add(f"what is advised about {first}", advice)
    rest = [c for c in of_mine if c.object_id and c.id not in met]
    if shown and len(rest) <= _MOST:
        add(f"what else is said of {first}", rest, far=True)
    if not shown:
        classes = (facts.below(a) for a in _classes(facts, one))
        kin = {kind for members in classes if len(members) < _KIN for kind in members}
        add(f"said of others of its kind and {second}", between(kin - mine, theirs))
        add(f"what else is said of {first}", rest, far=True)
        acting = [claim for claim in claims if claim_ends(claim)[1] in theirs]
        add(f"what else is said to act on {second}", acting, far=True)
    return found


def _is_form(claim: Claim, things: set[str]) -> bool:
    return claim.predicate == "form of" and claim_ends(claim)[1] in things


def _is_harm(facts: Facts, term: str) -> bool:
    things = {term, *facts.concerns.get(term, ())}
    return any(facts.is_a(t, "AdverseEffect") or "safety" in facts.name(t) for t in things)


def _warnings(facts: Facts, claims: list[Claim]) -> list[Claim]:
    """Give the claims that warn, or speak of safety or harm."""
    words = {"safe", "safety", "drawback", "harm", "flare"}
    found = []
    for claim in claims:
        told = key(f"{claim.object_label or ''} {claim.object_value or ''}").split()
        if (
            claim.predicate == "contraindicated in"
            or words & set(told)
            or (claim.object_id and facts.is_a(claim_ends(claim)[1], "AdverseEffect"))
        ):
            found.append(claim)
    return found


def _broader(facts: Facts, term: str) -> set[str]:
    """Give the terms (not the categories) that a term stands under, or is about, and their use."""
    above = {t for t in facts.above(term) if t in facts.lexicon.counts} - {term}
    classes = _classes(facts, term)
    used = {
        other
        for other, things in facts.concerns.items()
        if things & classes
        and facts.is_a(other, "Supplement")
        and not facts.is_a(other, "CombinationRegimen")
    }
    return above | used | facts.concerns.get(term, set())


def _classes(facts: Facts, term: str) -> frozenset[str]:
    """Give what a term stands under, short of the broadest categories."""
    above = facts.above(term) - {term, f"{BASE}Entity"}
    rest = {broad for broad in above if facts.name(broad).startswith("other ")}
    return above - rest - facts.children.get(f"{BASE}Entity", set())


def _in_words(facts: Facts, two: str, claims: list[Claim]) -> list[Claim]:
    """Give claims whose words, rather than whose terms, name the object."""
    wanted = [key(form).split() for form in facts.lexicon.forms(two)]
    found = []
    for claim in claims:
        parts = (claim.object_value, claim.object_label, claim.context)
        told = key(" ".join(part for part in parts if part)).split()
        if any(all(any(_alike(a, b) for b in told) for a in words) for words in wanted if words):
            found.append(claim)
    return found


def _alike(one: str, other: str) -> bool:
    """Whether two words are of one stem, near enough: safe and safety."""
    shared = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        shared += 1
    return shared >= 4 and shared >= 0.65 * max(len(one), len(other))
