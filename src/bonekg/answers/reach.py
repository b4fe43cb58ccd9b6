"""What a question takes in: a term, what is under it, what is about it, and by which route.

Principle: a substance is not its level, its lack, its intake or its pill. An answer may take these
in, but then it says so of each claim.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from bonekg.answers.facts import Facts, full
from bonekg.answers.sense import level
from bonekg.flat import Claim
from bonekg.lexicon.normalize import key

__all__ = ["Route", "about", "as_much", "aspects_beside", "claim_ends", "in_form", "object_reach"]
__all__ += ["populations_with", "sites_of", "subject_reach", "wholes"]

# What may be called after a thing and so speak of it: its activity, its loss, its quality.
_CALLED_AFTER = ("BiologicalProcess", "Measure", "Condition", "NutrientState")
_PRODUCT = "FOODON:03401298"  # dietary supplement: what is on offer, apart from taking it
_STATES = ("NutrientState", "Intake", "Habit", "Condition")


class Route(NamedTuple):
    """How a claim's term was reached from the term that was asked for.

    Attributes:
        how: in words, empty for the term itself.
        reverse: whether it is the lack of what was asked for.
        combined: whether it is a combination that holds more than what was asked for.
    """

    how: str
    reverse: bool = False
    combined: bool = False


def subject_reach(facts: Facts, term: str) -> dict[str, Route]:
    """Give all that a question about a term's actions takes in: IRI → route."""
    found = {term: Route("")}
    for kind in sorted(facts.below(term)):
        found.setdefault(kind, _route(facts, term, kind, f"a kind of {facts.name(term)}"))
    kinds = set(found)
    for other, things in sorted(facts.concerns.items()):
        if things & kinds and _may_act_for(facts, other, term):
            for kind in facts.below(other):
                found.setdefault(kind, _route(facts, term, kind, _word(facts, term, kind)))
    for other in as_much(facts, term):
        found.setdefault(other, Route(f"as much of it as {facts.name(term)}"))
    for people in _takers(facts, kinds):
        found.setdefault(people, Route("those who take it"))
    if not facts.is_a(term, "Condition"):
        for people in sorted(populations_with(facts, kinds)):
            found.setdefault(people, Route("those it is about"))
    for claim in facts.claims:
        kind, whole = claim_ends(claim)
        if claim.predicate == "form of" and claim.polarity == "affirmed" and whole in kinds:
            found.setdefault(kind, _route(facts, term, kind, f"a form of it, by {claim.id}"))
            for other, things in sorted(facts.concerns.items()):
                if things == {kind} and _may_act_for(facts, other, term):
                    route = _route(facts, term, other, f"of a form of it, by {claim.id}")
                    found.setdefault(other, route)
    if facts.is_a(term, "Supplement"):
        _add_same_substance(facts, term, found)
    elif not facts.is_a(term, "AnatomicalSite"):
        for other in _called_after(facts, [term]):
            found.setdefault(other, _route(facts, term, other, "called after it"))
    return found


def object_reach(facts: Facts, term: str) -> dict[str, Route]:
    """Give all that a question about actions upon a term takes in: IRI → route."""
    found = {term: Route("")}
    for kind in sorted(facts.below(term)):
        found.setdefault(kind, Route(f"a kind of {facts.name(term)}"))
    of = [term]
    whole = re.fullmatch(r"(.+) health", facts.name(term))
    if whole and (named := facts.lexicon.exact(whole[1])):
        of.append(named)
    broad = len(of) > 1 or facts.is_a(term, "AnatomicalSite")
    for other in _called_after(facts, of):
        # What stands under a condition is a condition of its own: osteoporosis, low bone density.
        wide = broad or not facts.is_a(other, "Condition")
        for kind in facts.below(other) if wide else {other}:
            found.setdefault(kind, Route("an aspect of it" if broad else "called after it"))
    for other, things in sorted(facts.concerns.items()):
        if things & set(found) and any(
            facts.is_a(other, c)
            for c in ("Measure", "NutrientState", "Intake", "Condition", "Habit")
        ):
            for kind in facts.below(other):
                found.setdefault(kind, Route(f"about {', '.join(sorted(map(facts.name, things)))}"))
    if facts.is_a(term, "Condition"):
        for people in sorted(populations_with(facts, facts.below(term))):
            found.setdefault(people, Route("those who have it"))
    if facts.is_a(term, "AnatomicalSite"):
        for part in sorted(facts.within(term)):
            found.setdefault(part, Route(f"part of {facts.name(term)}"))
    for owner in of if broad else []:
        cell = facts.lexicon.exact(f"{facts.name(owner)} cell")
        for kind in sorted(facts.below(cell)) if cell else ():
            found.setdefault(kind, Route("one of its cells"))
    return found


def wholes(facts: Facts, term: str) -> list[tuple[str, set[str]]]:
    """Give what a term is an aspect of, such as bone health, with all its aspects."""
    found = []
    for whole, name in sorted(facts.lexicon.names.items()):
        if name.endswith(" health") and whole != term:
            aspects = set(object_reach(facts, whole))
            if term in aspects:
                found.append((str(whole), aspects))
    return found


def aspects_beside(facts: Facts, term: str) -> set[str]:
    """Give what is an aspect of the same whole as a term: density beside osteoporosis."""
    return {aspect for whole, aspects in wholes(facts, term) for aspect in (whole, *aspects)}


def populations_with(facts: Facts, objects: Iterable[str]) -> set[str]:
    """Give the populations that some things make: those who have, do or undergo one of them."""
    things = set(objects)
    return {
        kind
        for term, made_by in facts.concerns.items()
        if made_by & things and any(facts.is_a(term, c) for c in ("Population", "Organism"))
        for kind in facts.below(term)
    }


def about(facts: Facts, term: str) -> set[str]:
    """Give every term that speaks of a term, on whichever side of a claim it stands."""
    return {*subject_reach(facts, term), *object_reach(facts, term)}


def in_form(facts: Facts, claim: Claim, reach: dict[str, Route]) -> bool:
    """Whether a claim's dose is of a form within a reach."""
    form = (claim.dose or {}).get("form")
    return form is not None and any(facts.name(term) == form for term in reach)


def sites_of(facts: Facts, claim: Claim) -> str | None:
    """Give the IRI of a claim's site."""
    return None if claim.site is None else facts.lexicon.exact(claim.site)


def _may_act_for(facts: Facts, term: str, asked: str) -> bool:
    # What is done against a condition does not act as the condition does.
    if facts.is_a(term, "Habit") and facts.is_a(asked, "Condition"):
        return False
    return not any(facts.is_a(term, c) for c in ("Risk", "Population", "Organism"))


def _route(facts: Facts, asked: str, term: str, how: str) -> Route:
    much = ""
    called = how == "called after it" and not facts.is_a(term, "Measure")
    if called or any(facts.is_a(term, category) for category in _STATES):
        much = level(facts, term)
    if much == "lack" and level(facts, asked) != "lack":
        return Route("too little of it, so the sense is turned round", reverse=True)
    if much == "excess" and level(facts, asked) != "excess":
        return Route("too much of it")
    return Route(how, combined=facts.is_a(term, "CombinationRegimen"))


def _word(facts: Facts, asked: str, term: str) -> str:
    """Say what a term is to the thing that it concerns."""
    if facts.is_a(term, "CombinationRegimen"):
        others = facts.concerns.get(term, set()) - facts.below(asked)
        rest = " and ".join(sorted(facts.name(other) for other in others))
        return f"a combination, with {rest}" if rest else "a combination"
    words = {
        "Supplement": "taken as a supplement or treatment",
        "Intake": "its intake",
        "AnalyteLevel": "its level",
        "Habit": "its use",
        "NutrientState": "its state in the body",
        "BiologicalProcess": "called after it",
    }
    return next((text for c, text in words.items() if facts.is_a(term, c)), "about it")


def _add_same_substance(facts: Facts, term: str, found: dict[str, Route]) -> None:
    """For a regimen: products of the same substance, and combinations that hold it."""
    mine = facts.concerns.get(term, set())
    product = facts.is_a(term, _PRODUCT)
    combination = facts.is_a(term, "CombinationRegimen")
    if not mine or combination:
        return
    for other, things in sorted(facts.concerns.items()):
        if not mine <= things or not facts.is_a(other, "Supplement"):
            continue
        if facts.is_a(other, "CombinationRegimen"):
            found.setdefault(other, Route(_word(facts, next(iter(mine)), other), combined=True))
        elif not product and facts.is_a(other, _PRODUCT):
            found.setdefault(other, Route("a product form of the same substance"))


def as_much(facts: Facts, term: str) -> list[str]:
    """Give the states and intakes of a thing that mean too little, or too much, as a term does."""
    things, much = facts.concerns.get(term), level(facts, term)
    if not things or much not in ("lack", "excess"):
        return []
    return sorted(
        other
        for other, of in facts.concerns.items()
        if of == things
        and any(facts.is_a(other, category) for category in ("NutrientState", "Intake"))
        and level(facts, other) == much
    )


def _takers(facts: Facts, kinds: Iterable[str]) -> list[str]:
    """Give the populations that are called after taking one of some things."""
    taken = {f"{verb} {key(facts.name(k))}" for k in kinds for verb in ("receiving", "taking")}
    return sorted(
        term
        for term, name in facts.lexicon.names.items()
        if facts.is_a(term, "Population") and any(key(name).endswith(words) for words in taken)
    )


def _called_after(facts: Facts, terms: Iterable[str]) -> list[str]:
    wanted = [
        form.lower()
        for term in terms
        for form in facts.lexicon.forms(term)[:1] + facts.lexicon.abbreviations(term)
    ]
    patterns = [re.compile(rf"(?<!\S){re.escape(form)}(?!\S)") for form in wanted if len(form) > 2]
    found = []
    for term in facts.lexicon.names:
        forms = facts.lexicon.forms(term)
        if any(p.search(form.lower()) for p in patterns for form in forms) and any(
            facts.is_a(term, category) for category in _CALLED_AFTER
        ):
            found.append(str(term))
    return sorted(found)


def claim_ends(claim: Claim) -> tuple[str, str]:
    """Give the IRIs of a claim's subject and object, empty where it has no such object."""
    return full(claim.subject_id), "" if claim.object_id is None else full(claim.object_id)
