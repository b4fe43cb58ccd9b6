"""Claims as flat records: one per claim, all context in place, names beside identifiers.

This is what answers read and what `claims-jsonl` writes. A key is never missing: null means *not
applicable*, and `not_stated` lists what the text does not give.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any, NamedTuple

from bonekg.lexicon.lexicon import Selects
from bonekg.rdf import BASE, compact
from bonekg.store.rows import Value

__all__ = ["DOSE_KEYS", "EFFECT_KEYS", "Claim", "quantity_text", "read_arm_doses", "read_flat"]

DOSE_KEYS = (
    "text", "value", "min", "max", "unit", "frequency", "timing", "route", "form", "duration",
)  # fmt: skip
EFFECT_KEYS = ("value", "min", "max", "unit", "direction", "basis", "measure", "significance")

_TRIPLES = """
SELECT ?s ?p ?o WHERE {
  VALUES ?type { bkg:Claim bkg:Dose bkg:EffectSize bkg:Quantity bkg:Step bkg:Cue bkg:Citation }
  ?s a ?type ; ?p ?o .
}
"""
_PASSAGES = """
SELECT ?passage ?start ?end ?file WHERE {
  ?passage a bkg:Passage ; oa:start ?start ; oa:end ?end ; oa:hasSource/bkg:fileName ?file .
}
"""
_NAMES = """
SELECT ?x ?name WHERE {
  { ?x skos:prefLabel ?name . ?x a ?type .
    VALUES ?type { owl:Class bkg:Predicate bkg:ClaimKind bkg:Polarity bkg:Certainty bkg:Evidence
      bkg:SpeakerRole bkg:Direction bkg:Basis bkg:Significance bkg:Status bkg:Study bkg:Arm
      bkg:Speaker bkg:Reference bkg:Qualifier } }
}
"""
_ARM_DOSES = "SELECT ?arm ?dose WHERE { ?arm a bkg:Arm ; bkg:dose ?dose }"
_ROLES = "SELECT ?speaker ?role WHERE { ?speaker a bkg:Speaker ; bkg:role/skos:prefLabel ?role }"


class Claim(NamedTuple):
    """One claim, flat.

    Identifiers are CURIEs, `document` is the text's file name, offsets are code points. `dose` and
    `effect` are dictionaries with the keys `DOSE_KEYS` and `EFFECT_KEYS`; `repeated_at` and
    `other_passages` are lists of [start, end].
    """

    id: str
    document: str
    start: int
    end: int
    quote: str | None
    states: str
    kind: str
    subject_id: str
    subject_label: str
    predicate: str
    object_id: str | None
    object_label: str | None
    object_value: str | None
    polarity: str
    certainty: str
    cue: str | None
    evidence: str
    speaker_role: str
    study_id: str | None
    dose: dict[str, Any] | None
    effect: dict[str, Any] | None
    population: str | None
    comparator: str | None
    site: str | None
    context: str | None
    via: list[str]
    repeated_at: list[list[int]]
    other_passages: list[list[int]]
    status: str
    not_stated: list[str]
    arm: str | None
    speaker: str
    relayed_by: str | None
    references: list[str]

    def as_dict(self) -> dict[str, Any]:
        """Give the claim as a dictionary, its keys in this order."""
        return self._asdict()


class _Nodes:
    """The triples of claims and their parts, by subject and property."""

    def __init__(self, store: Selects) -> None:
        self.triples: dict[str, dict[str, list[Value]]] = defaultdict(lambda: defaultdict(list))
        for subject, predicate, value in store.select(_TRIPLES):
            self.triples[str(subject)][str(predicate).rpartition("/")[2]].append(value)
        self.names = {str(x): str(name) for x, name in store.select(_NAMES)}
        self.passages = {
            str(p): (int(str(start)), int(str(end)), str(file))
            for p, start, end, file in store.select(_PASSAGES)
        }
        self.roles = {str(s): str(role) for s, role in store.select(_ROLES)}

    def one(self, subject: str, key: str) -> Value:
        values = self.triples[subject].get(key) if subject in self.triples else None
        return values[0] if values else None

    def all(self, subject: str, key: str) -> list[Value]:
        return list(self.triples[subject].get(key, ())) if subject in self.triples else []

    def name(self, subject: str, key: str) -> str | None:
        value = self.one(subject, key)
        return None if value is None else self.names.get(str(value), str(value))

    def text(self, subject: str, key: str) -> str | None:
        value = self.one(subject, key)
        return None if value is None else str(value)


def read_flat(store: Selects) -> list[Claim]:
    """Read all claims of a store, in the order of their keys."""
    nodes = _Nodes(store)
    kind = f"{BASE}Claim"
    types = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type".rpartition("/")[2]
    claims = [s for s, by_key in nodes.triples.items() if kind in map(str, by_key[types])]
    return [_claim(nodes, claim) for claim in sorted(claims)]


def read_arm_doses(store: Selects) -> dict[str, dict[str, Any]]:
    """Read the doses of studies' arms: the arm's CURIE → a dose as a claim has it."""
    nodes = _Nodes(store)
    given = {compact(str(arm)): _dose(nodes, dose) for arm, dose in store.select(_ARM_DOSES)}
    return {arm: dose for arm, dose in sorted(given.items()) if dose is not None}


def _claim(nodes: _Nodes, claim: str) -> Claim:
    citation = str(nodes.one(claim, "citation"))
    start, end, file = nodes.passages[str(nodes.one(citation, "passage"))]
    subject, obj = nodes.one(claim, "subject"), nodes.one(claim, "object")
    study = nodes.one(claim, "study")
    return Claim(
        id=claim.rpartition("/")[2],
        document=file,
        start=start,
        end=end,
        quote=nodes.text(citation, "oa#exact"),
        states=str(nodes.one(claim, "states")),
        kind=str(nodes.name(claim, "kind")),
        subject_id=compact(str(subject)),
        subject_label=str(nodes.name(claim, "subject")),
        predicate=str(nodes.name(claim, "predicate")),
        object_id=None if obj is None else compact(str(obj)),
        object_label=nodes.name(claim, "object"),
        object_value=_object_value(nodes, claim),
        polarity=str(nodes.name(claim, "polarity")),
        certainty=str(nodes.name(claim, "certainty")),
        cue=_cues(nodes, claim),
        evidence=str(nodes.name(claim, "evidence")),
        speaker_role=nodes.roles[str(nodes.one(claim, "speaker"))],
        study_id=None if study is None else compact(str(study)),
        dose=_dose(nodes, nodes.one(claim, "dose")),
        effect=_effect(nodes, nodes.one(claim, "effect")),
        population=nodes.name(claim, "population"),
        comparator=nodes.name(claim, "comparator"),
        site=nodes.name(claim, "site"),
        context=nodes.text(claim, "context"),
        via=_via(nodes, claim),
        repeated_at=_spans(nodes, nodes.all(claim, "repeatedAt")),
        other_passages=_spans(nodes, nodes.all(claim, "furtherCitation")),
        status=str(nodes.name(claim, "status")),
        not_stated=sorted(nodes.names[str(q)] for q in nodes.all(claim, "notStated")),
        arm=nodes.name(claim, "arm"),
        speaker=str(nodes.name(claim, "speaker")),
        relayed_by=nodes.name(claim, "relayedBy"),
        references=sorted(nodes.names[str(r)] for r in nodes.all(claim, "reference")),
    )


def _spans(nodes: _Nodes, citations: Iterable[Value]) -> list[list[int]]:
    passages = (nodes.passages[str(nodes.one(str(c), "passage"))] for c in citations)
    return sorted([start, end] for start, end, _ in passages)


def _cues(nodes: _Nodes, claim: str) -> str | None:
    cues = sorted(
        (nodes.passages[str(nodes.one(str(cue), "passage"))][0], str(nodes.one(str(cue), "words")))
        for cue in nodes.all(claim, "cue")
    )
    return " … ".join(words for _, words in cues) or None


def _via(nodes: _Nodes, claim: str) -> list[str]:
    steps = [
        (int(str(nodes.one(str(step), "position"))), str(nodes.name(str(step), "item")))
        for step in nodes.all(claim, "via")
    ]
    return [name for _, name in sorted(steps)]


def quantity_text(values: dict[str, Any]) -> str | None:
    """Write a quantity for people: `10000000 {person}`, `3-6 mo`, `at least 800 [iU]`.

    Examples:
        >>> quantity_text({"min": 800, "unit": "[iU]"})
        'at least 800 [iU]'
        >>> quantity_text({"min": 3, "max": 6, "unit": "mo"})
        '3-6 mo'
    """
    value, low, high = values.get("value"), values.get("min"), values.get("max")
    unit, words = values.get("unit"), values.get("described") or values.get("text")
    if value is not None:
        number = f"{value}"
    elif low is not None and high is not None:
        number = f"{low}-{high}"
    elif low is not None:
        number = f"at least {low}"
    elif high is not None:
        number = f"up to {high}"
    else:
        return None if words is None else str(words)
    shown = number if unit in (None, "1") else f"{number} {unit}"
    return f"{shown} ({words})" if words else shown


def _numbers(nodes: _Nodes, node: str) -> dict[str, Any]:
    return {
        "value": nodes.one(node, "value"),
        "min": nodes.one(node, "minimum"),
        "max": nodes.one(node, "maximum"),
        "unit": nodes.one(node, "unit"),
        "described": nodes.one(node, "described"),
    }


def _object_value(nodes: _Nodes, claim: str) -> str | None:
    """Give the quantity or the text that is the object, else the figure beside the object."""
    text = nodes.text(claim, "objectText")
    if text is not None:
        return text
    quantity = nodes.one(claim, "objectValue") or nodes.one(claim, "figure")
    return None if quantity is None else quantity_text(_numbers(nodes, str(quantity)))


def _dose(nodes: _Nodes, node: Value) -> dict[str, Any] | None:
    if node is None:
        return None
    dose = str(node)
    numbers = _numbers(nodes, dose)
    period, times = nodes.one(dose, "frequency"), nodes.one(dose, "times")
    frequency = None if period is None else f"{times or 1} per {period}"
    duration = nodes.one(dose, "duration")
    length = None if duration is None else quantity_text(_numbers(nodes, str(duration)))
    flat = {
        "value": numbers["value"], "min": numbers["min"], "max": numbers["max"],
        "unit": numbers["unit"], "frequency": frequency, "timing": nodes.text(dose, "timing"),
        "route": nodes.text(dose, "route"), "form": nodes.name(dose, "form"), "duration": length,
    }  # fmt: skip
    parts = [
        quantity_text(numbers),
        None if period is None else (f"{times} times per {period}" if times else f"per {period}"),
        flat["timing"],
        None if flat["route"] is None else f"by {flat['route']}",
        None if flat["form"] is None else f"as {flat['form']}",
        None if length is None else f"for {length}",
    ]
    return {"text": " ".join(part for part in parts if part) or None, **flat}


def _effect(nodes: _Nodes, node: Value) -> dict[str, Any] | None:
    if node is None:
        return None
    effect = str(node)
    numbers = _numbers(nodes, effect)
    flat: dict[str, Any] = {key: numbers[key] for key in ("value", "min", "max", "unit")}
    for key in ("direction", "basis", "measure", "significance"):
        flat[key] = nodes.name(effect, key)
    flat["text"] = numbers["described"]
    return flat
