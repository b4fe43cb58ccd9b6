"""What a claim says of its object's good, and on which side of a question that puts it."""

from __future__ import annotations

from bonekg.answers.facts import Facts, full
from bonekg.flat import Claim

__all__ = ["SIDES", "level", "said", "side", "titles", "valence"]

SIDES = ("for", "against", "null", "open", "other")

_LACK = frozenset(
    [
        "cessation", "death", "decline", "defect", "deficiency", "dysfunction", "few", "imbalance",
        "impaired", "inactivity", "inadequate", "insufficiency", "insufficient", "lack", "loss",
        "low", "poor", "resistance", "reversal", "suboptimal",
    ]
)  # fmt: skip
_EXCESS = frozenset(["excess", "excessive", "elevated", "too"])
_ADEQUATE = frozenset(["adequate", "sufficient", "balance", "balanced"])
_OPPOSITE = {"good": "bad", "bad": "good", "raises": "lowers", "lowers": "raises"}


def level(facts: Facts, term: str) -> str:
    """Say how much of a thing a term means: `lack`, `excess`, `adequate`, or ``.

    A term's own name decides, else its synonyms, else the names of what it stands under.
    """
    forms = facts.lexicon.forms(term)
    above = [facts.name(parent) for parent in sorted(facts.above(term) - {term})]
    for texts in (forms[:1], forms[1:], above):
        for text in texts:
            words = text.lower().split()
            if _EXCESS & set(words) or words[0].startswith("hyper"):
                return "excess"
            if _LACK & set(words) or words[0].startswith("hypo"):
                return "lack"
            if _ADEQUATE & set(words):
                return "adequate"
    return ""


def valence(facts: Facts, term: str) -> str:
    """Say which direction of a thing is good: `higher`, `lower`, or `` where none is.

    The graph says so of measures; of a condition, a risk, and a lack or an excess, less is good.
    """
    waiting, met = [term], set()
    while waiting:
        here = waiting.pop(0)
        if here in facts.favourable:
            good = facts.favourable[here]
            return "" if good == "neither" else good
        if here not in met:
            met.add(here)
            waiting += sorted(facts.parents.get(here, ()))
    if facts.is_a(term, "Condition") or facts.is_a(term, "Risk"):
        return "lower"
    if facts.is_a(term, "NutrientState") or facts.is_a(term, "Intake"):
        return {"lack": "lower", "excess": "lower", "adequate": "higher"}.get(
            level(facts, term), ""
        )
    return ""


def said(facts: Facts, claim: Claim, reverse: bool = False) -> str:
    """Sum up a claim: `good`, `bad`, `raises`, `lowers`, `null`, `open` or `related`.

    Good and bad are meant of the object's favourable direction; where it has none, a claim raises
    or lowers.

    Args:
        facts: the graph.
        claim: the claim.
        reverse: whether its subject is the lack of what is asked about.
    """
    if claim.certainty == "question":
        return "open"
    if claim.predicate == "has no effect on":
        return "null"
    found = _affirmed(facts, claim)
    if claim.polarity == "denied":
        # not to be needed is not to be bad
        needed = claim.predicate == "required for"
        found = "related" if needed else _OPPOSITE.get(found, found)
    return _OPPOSITE.get(found, found) if reverse else found


def _affirmed(facts: Facts, claim: Claim) -> str:
    if claim.object_id is None:
        return "related"
    obj = full(claim.object_id)
    fixed = {
        "recommended for": "good",
        "required for": "good",
        "contraindicated in": "bad",
        "risk factor for": "bad",
        "source of": "raises",
    }
    if claim.predicate in fixed:
        return fixed[claim.predicate]
    sign = facts.signs.get(claim.predicate, "none")
    if sign in ("favourable", "unfavourable"):
        return "good" if sign == "favourable" else "bad"
    if claim.predicate == "associated with":
        # Where things go together with a condition, one of them is the more of it.
        told = (claim.effect or {}).get("direction")
        present = facts.is_a(obj, "Condition") or facts.is_a(obj, "NutrientState")
        sign = {"higher": "+", "increase": "+", "lower": "-", "decrease": "-"}.get(
            str(told), "+" if present else "±"
        )
    if sign not in ("+", "-"):
        return "related"
    good = valence(facts, obj)
    if not good:
        return "raises" if sign == "+" else "lowers"
    return "good" if (sign == "+") == (good == "higher") else "bad"


def side(found: str, valued: bool) -> str:
    """Put what `said` gives on a side of the question.

    Args:
        found: what a claim says.
        valued: whether the thing asked about can fare well or badly; else it only rises or falls.

    Examples:
        >>> side("raises", valued=True), side("raises", valued=False)
        ('other', 'for')
    """
    if found in ("null", "open"):
        return found
    if found == "related" or (valued and found in ("raises", "lowers")):
        return "other"
    return "for" if found in ("good", "raises") else "against"


def titles(good: str) -> dict[str, str]:
    """Give the headings of the sides.

    Args:
        good: the direction that is good of the thing asked about: `higher`, `lower`, or ``.
    """
    rest = {
        "null": "Null: said to make no difference",
        "open": "Open: asked, or said to be unknown",
        "other": "Related: with no direction that is good or bad for it",
    }
    if good == "lower":
        return {
            "for": "For: said to prevent, lower or ease it, or recommended for it",
            "against": "Against: said to cause, raise or worsen it, warned of, or denied to help",
            **rest,
        }
    if good == "higher":
        return {
            "for": "For: said to raise it, to be good for it or needed for it",
            "against": "Against: said to lower or harm it, warned of, or denied to help",
            **rest,
        }
    return {
        "for": "For: said to raise it, to serve it or to be needed for it",
        "against": "Against: said to lower it, to hinder it, or denied to serve it",
        **rest,
        "other": "Related: with no direction given",
    }
