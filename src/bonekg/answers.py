"""Answers: what the documents say about one thing's effect on another, and who disagrees.

`why` sorts claims by what they say of the object's good: *for* (the subject is good for it),
*against* (bad for it, or a denial of good), *null*, *open*, and *other* where no direction is
given. What is good is the measure's favourable direction; of a condition or a risk, less is good.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from bonekg.flat import Claim, quantity_text
from bonekg.lexicon import Lexicon, Selects
from bonekg.namespaces import expand
from bonekg.rows import IRI

__all__ = ["NOT_ADVICE", "Side", "Why", "why"]

NOT_ADVICE = "Not medical advice: this is what five web texts say, not what is so."

_SIDES = ("for", "against", "null", "open", "other")
_TITLES = {
    "for": "For: said to be good for it",
    "against": "Against: said to be bad for it, or denied to be good",
    "null": "Null: said to make no difference",
    "open": "Open: asked, or said to be unknown",
    "other": "Other: related, with no direction given",
}

# A term, what is under it, and what is about any of these (a regimen, an intake, a level, a risk).
_ROLL_UP = """
SELECT DISTINCT ?member ?by WHERE {
  { ?member rdfs:subClassOf* <%(term)s> . BIND("kind of" AS ?by) }
  UNION
  { ?member bkg:concerns/rdfs:subClassOf* <%(term)s> ; rdfs:subClassOf* ?category .
    VALUES ?category { %(categories)s } BIND("about" AS ?by) }
  FILTER EXISTS { ?claim bkg:subject|bkg:object ?member }
}
"""
_SUBJECT_CATEGORIES = "bkg:Supplement bkg:Intake bkg:AnalyteLevel bkg:NutrientState"
_OBJECT_CATEGORIES = "bkg:Risk bkg:AnalyteLevel bkg:Measure"

_SIGNS = """
SELECT ?name ?sign WHERE { ?predicate a bkg:Predicate ; skos:prefLabel ?name ; bkg:sign ?sign }
"""
_GOODS = """
SELECT ?term ?good WHERE {
  { ?term bkg:favourable ?good }
  UNION { ?term rdfs:subClassOf* ?bad . VALUES ?bad { bkg:Condition bkg:Risk }
    BIND("lower" AS ?good) }
}
"""
_STATES = """
SELECT ?term WHERE { ?term rdfs:subClassOf* bkg:NutrientState }
"""
_RANKS = "SELECT ?name ?rank WHERE { ?x a bkg:Evidence ; skos:prefLabel ?name ; bkg:rank ?rank }"


class Side(NamedTuple):
    """The claims of one side, strongest first, and who stands behind them.

    Attributes:
        claims: the claims.
        studies: how many studies or publications they name.
        documents: how many documents they stand in.
        speakers: how many speakers say so.
    """

    claims: tuple[Claim, ...]
    studies: int
    documents: int
    speakers: int


class Why(NamedTuple):
    """An answer.

    Attributes:
        subject: the name of the term asked about.
        object: the name of the term that it acts on.
        sides: `for`, `against`, `null`, `open`, `other` → claims.
        rolled_up: the terms that the claims are really about, where these are others than asked.
        passages: claim id → the full passage, where the texts are at hand.
    """

    subject: str
    object: str
    sides: dict[str, Side]
    rolled_up: tuple[str, ...]
    passages: dict[str, str]

    @property
    def answered(self) -> bool:
        """Whether the documents say anything."""
        return any(side.claims for side in self.sides.values())

    def as_dict(self) -> dict[str, Any]:
        """Give the answer for JSON."""
        return {
            "subject": self.subject,
            "object": self.object,
            "sides": {
                name: {
                    "studies": side.studies,
                    "documents": side.documents,
                    "speakers": side.speakers,
                    "claims": [claim.as_dict() for claim in side.claims],
                }
                for name, side in self.sides.items()
            },
            "rolled_up": list(self.rolled_up),
            "passages": self.passages,
            "note": NOT_ADVICE,
        }

    def __str__(self) -> str:
        lines = [f"{self.subject} → {self.object}", ""]
        if not self.answered:
            lines += ["The documents do not say.", ""]
        for name in _SIDES:
            side = self.sides[name]
            if not side.claims:
                continue
            lines.append(f"{_TITLES[name]} ({_backing(side)})")
            for claim in side.claims:
                lines += _claim_lines(claim, self.passages.get(claim.id))
            lines.append("")
        if self.rolled_up:
            lines.append(f"Counted in: {', '.join(self.rolled_up)}.")
        lines.append(NOT_ADVICE)
        return "\n".join(lines)


def why(
    subject: str,
    obj: str,
    claims: list[Claim],
    lexicon: Lexicon,
    store: Selects,
    passages: dict[str, str] | None = None,
) -> Why:
    """Answer what the documents say of one thing's effect on another.

    Args:
        subject: a term by name, synonym or CURIE.
        obj: a term by name, synonym or CURIE.
        claims: all claims, flat.
        lexicon: settles the names.
        store: for the hierarchy and the signs.
        passages: claim id → full passage, where the texts are at hand.

    Raises:
        TermError: if a name is unknown or ambiguous.
    """
    one, two = lexicon.resolve(subject), lexicon.resolve(obj)
    subjects = _members(store, one, _SUBJECT_CATEGORIES)
    objects = _members(store, two, _OBJECT_CATEGORIES)
    signs = {str(name): str(sign) for name, sign in store.select(_SIGNS)}
    goods = {str(term): str(good) for term, good in store.select(_GOODS)}
    states = {str(term) for (term,) in store.select(_STATES)}
    ranks = {str(name): int(str(rank)) for name, rank in store.select(_RANKS)}
    sides: dict[str, list[Claim]] = {name: [] for name in _SIDES}
    met: set[str] = set()
    for claim in claims:
        if claim.object_id is None or claim.status != "current":
            continue
        subject_iri, object_iri = expand(claim.subject_id), expand(claim.object_id)
        if subject_iri not in subjects or object_iri not in objects:
            continue
        met |= {x for x in (subject_iri, object_iri) if x not in (one, two)}
        reversed_sense = subject_iri in states and one not in states
        sides[_side(claim, signs, goods, reversed_sense)].append(claim)
    cited = {c.id for side in sides.values() for c in side}
    return Why(
        subject=lexicon.names[one],
        object=lexicon.names[two],
        sides={name: _ranked(found, ranks) for name, found in sides.items()},
        rolled_up=tuple(sorted(lexicon.names[IRI(iri)] for iri in met)),
        passages={key: text for key, text in (passages or {}).items() if key in cited},
    )


def _members(store: Selects, term: IRI, categories: str) -> set[str]:
    rows = store.select(_ROLL_UP % {"term": term, "categories": categories})
    return {term, *(str(member) for member, _ in rows)}


def _side(claim: Claim, signs: dict[str, str], goods: dict[str, str], reverse: bool) -> str:
    if claim.certainty == "question":
        return "open"
    sign = signs[claim.predicate]
    if sign == "0":
        return "null"
    good = goods.get(expand(claim.object_id or ""), "higher")
    if sign in ("favourable", "unfavourable"):
        positive = sign == "favourable"
    elif sign in ("+", "-") and good != "neither":
        positive = (sign == "+") == (good == "higher")
    else:
        return "other"
    if claim.polarity == "denied":
        positive = not positive
    if reverse:
        positive = not positive
    return "for" if positive else "against"


def _ranked(claims: list[Claim], ranks: dict[str, int]) -> Side:
    certainty = {"asserted": 0, "hedged": 1, "speculative": 2, "question": 3}
    ordered = sorted(claims, key=lambda c: (-ranks[c.evidence], certainty[c.certainty], c.id))
    return Side(
        claims=tuple(ordered),
        studies=len({c.study_id for c in ordered if c.study_id}),
        documents=len({c.document for c in ordered}),
        speakers=len({(c.document, c.speaker) for c in ordered}),
    )


def _plural(count: int, word: str, many: str | None = None) -> str:
    return f"{count} {word if count == 1 else many or word + 's'}"


def _backing(side: Side) -> str:
    return ", ".join(
        (
            _plural(len(side.claims), "claim"),
            _plural(side.studies, "study", "studies"),
            _plural(side.documents, "document"),
            _plural(side.speakers, "speaker"),
        )
    )


def _claim_lines(claim: Claim, passage: str | None) -> list[str]:
    lines = [f"  {claim.id}  {claim.states}"]
    context = [
        claim.evidence,
        claim.certainty + (f" ({claim.cue})" if claim.cue else ""),
        f"said by: {claim.speaker_role}",
        f"in: {claim.population}" if claim.population else None,
        f"dose: {claim.dose['text']}" if claim.dose and claim.dose["text"] else None,
        f"effect: {_effect_text(claim.effect)}" if claim.effect else None,
        f"site: {claim.site}" if claim.site else None,
        f"study: {claim.study_id.rpartition('/')[2]}" if claim.study_id else None,
        f"{claim.document} {claim.start}-{claim.end}",
    ]
    lines.append("      " + " · ".join(part for part in context if part))
    if claim.not_stated:
        lines.append(f"      not stated: {', '.join(claim.not_stated)}")
    if passage or claim.quote:
        lines.append(f"      “{passage or claim.quote}”")
    return lines


def _effect_text(effect: dict[str, Any]) -> str:
    parts = [quantity_text(effect), effect["direction"], effect["basis"], effect["significance"]]
    return " ".join(part for part in parts if part)
