"""The curated claims flat: JSON Lines with fixed keys, its JSON Schema, and one CSV table.

The columns of the table are those of `bonekg.model.Claim`; the keys of the JSON Lines are fixed by
what others read already, each with the field it comes from.
"""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING, Any

from bonekg.exports.registry import Format
from bonekg.model import Claim, Dose, Effect, Field, Quantity, columns, fields, flatten

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bonekg.exports.source import Exported

__all__ = [
    "FORMATS",
    "KEYS",
    "csv_cell",
    "data_package",
    "flat_record",
    "json_schema",
    "write",
    "write_csv",
    "write_schema",
    "write_table",
]

# Key → the field of a claim that it shows, in the order of a line.
KEYS = {
    "id": "id", "document": "file", "start": "start", "end": "end", "quote": "quote",
    "states": "states", "kind": "kind", "subject_id": "subject", "subject_label": "subject",
    "predicate": "predicate", "object_id": "object", "object_label": "object",
    "object_value": "object_text", "polarity": "polarity", "certainty": "certainty", "cue": "cue",
    "evidence": "evidence", "speaker_role": "speaker_role", "study_id": "study", "arm": "arm",
    "reference": "reference", "relayed_by": "relayed_by", "stance": "stance", "force": "force",
    "aim": "aim", "dose": "dose", "effect": "effect", "figure": "figure",
    "population": "population", "comparator": "comparator", "site": "site",
    "condition": "condition", "context": "context", "via": "via", "repeated_at": "repeated_at",
    "other_passages": "other_passages", "status": "status", "not_stated": "not_stated",
}  # fmt: skip
_NUMBERS = ("value", "min", "max")
_FIGURE = ("text", *_NUMBERS, "unit")
_DOSE = (*_FIGURE, "frequency", "timing", "route", "form", "duration")
_EFFECT = (*_FIGURE, "direction", "basis", "measure", "significance")
# Key → the class whose members are its values.
_LISTS = {
    "kind": "ClaimKind", "predicate": "Predicate", "polarity": "Polarity", "stance": "Stance",
    "certainty": "Certainty", "speaker_role": "SpeakerRole", "status": "Status", "force": "Force",
    "aim": "Aim",
}  # fmt: skip


def flat_record(claim: Claim) -> dict[str, Any]:
    """Give a claim with the fixed keys, in their order.

    Returns:
        Names for people, ids as CURIEs, null for what does not apply; `document` is the text's file
        name, `dose`, `effect` and `figure` are dictionaries whose `text` holds the words where the
        document gives no number, `via` is a list of steps, each a list of names side by side.
    """
    named = {
        "subject_id": claim.subject.id,
        "subject_label": claim.subject.name,
        "object_id": claim.object.id if claim.object else None,
        "object_label": claim.object.name if claim.object else None,
        "object_value": None if claim.object else claim.object_name,
        "evidence": claim.evidence_words,
        "study_id": claim.study.id if claim.study else None,
        "condition": claim.condition_words,
        "context": claim.context_words,
        "dose": _dose(claim.dose),
        "effect": _effect(claim.effect),
        "figure": None if claim.figure is None else dict(_numbers(claim.figure)),
    }
    return {key: named[key] if key in named else _plain(claim, key) for key in KEYS}


def _plain(claim: Claim, key: str) -> Any:
    """Give a field as names, lists and numbers."""

    def named(value: Any) -> Any:
        if hasattr(value, "name"):
            return value.name
        return [named(item) for item in value] if isinstance(value, tuple) else value

    return named(getattr(claim, KEYS[key]))


def _numbers(quantity: Quantity | Dose | Effect) -> Iterable[tuple[str, Any]]:
    yield "text", quantity.described
    for key in (*_NUMBERS, "unit"):
        yield key, getattr(quantity, key)


def _dose(dose: Dose | None) -> dict[str, Any] | None:
    if dose is None:
        return None
    words = {"frequency": dose.frequency, "timing": dose.timing, "route": dose.route}
    form = dose.form.name if dose.form else None
    return {**dict(_numbers(dose)), **words, "form": form, "duration": dose.length}


def _effect(effect: Effect | None) -> dict[str, Any] | None:
    if effect is None:
        return None
    measure = effect.measure.name if effect.measure else None
    ways = {"direction": effect.direction, "basis": effect.basis, "measure": measure}
    return {**dict(_numbers(effect)), **ways, "significance": effect.significance}


def write(graph: Exported) -> dict[str, bytes]:
    """Write all claims, sorted by key."""
    lines = [json.dumps(flat_record(c), ensure_ascii=False) for c in graph.reader.claims()]
    return {"claims.jsonl": ("\n".join(lines) + "\n").encode("utf-8")}


def write_schema(graph: Exported) -> dict[str, bytes]:
    """Write the JSON Schema of a line."""
    return {"claims.schema.json": _json(json_schema(graph))}


def json_schema(graph: Exported) -> dict[str, Any]:
    """Give the JSON Schema (2020-12) of one line; its lists of values are the graph's own."""
    span = {"type": "array", "items": {"type": "integer"}, "minItems": 2, "maxItems": 2}
    names = {"type": "array", "items": {"type": "string"}}
    parts = {"dose": _DOSE, "effect": _EFFECT, "figure": _FIGURE}
    special: dict[str, Any] = {
        "via": {"type": "array", "items": {**names, "minItems": 1}},
        "repeated_at": {"type": "array", "items": span},
        "other_passages": {"type": "array", "items": span},
        # Several kinds are one text, joined by " + ".
        "evidence": {"type": "string", "minLength": 1},
        "object_id": {"type": ["string", "null"]},
        "object_label": {"type": ["string", "null"]},
        **{key: _record(keys) for key, keys in parts.items()},
    }
    known = fields(Claim)
    properties: dict[str, Any] = {}
    for key, name in KEYS.items():
        about = {"description": known[name].help}
        if key in _LISTS:
            values: list[str | None] = list(_members(graph, _LISTS[key]))
            values += [] if known[name].required else [None]
            properties[key] = {**about, "enum": values}
        else:
            properties[key] = {**about, **special.get(key, _type(known[name]))}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "https://w3id.org/bonekg/claims.schema.json",
        "title": "A claim of BoneKG, flat",
        "description": "null means not applicable; not_stated lists what the text does not give.",
        "type": "object",
        "properties": properties,
        "required": list(KEYS),
        "additionalProperties": False,
    }


def _type(field: Field) -> dict[str, Any]:
    if field.many:
        return {"type": "array", "items": {"type": "string"}}
    kind = {int: "integer", float: "number", bool: "boolean"}.get(field.type, "string")
    return {"type": kind if field.required else [kind, "null"]}


def _record(keys: tuple[str, ...]) -> dict[str, Any]:
    return {
        "type": ["object", "null"],
        "properties": {
            key: {"type": ["number" if key in _NUMBERS else "string", "null"]} for key in keys
        },
        "required": list(keys),
        "additionalProperties": False,
    }


def _members(graph: Exported, kind: str) -> list[str]:
    rows = graph.store.select(
        f"SELECT ?name WHERE {{ ?x a bkg:{kind} ; skos:prefLabel ?name }} ORDER BY ?name"
    )
    return [str(name) for (name,) in rows]


def write_csv(graph: Exported) -> dict[str, bytes]:
    """Write the claims as one CSV table, and the table's schema beside it."""
    return {
        "claims.csv": write_table(graph.reader.claims()),
        "datapackage.json": _json(data_package()),
    }


def write_table(claims: Iterable[Claim]) -> bytes:
    """Write a row of names, then the claims by key, with the columns of `bonekg.model`.

    A column has one lexical kind: numbers that may have a fraction always have one, lists are
    JSON, truth values `true` and `false`; an empty cell is what does not apply.
    """
    kinds = columns(Claim)
    made = io.StringIO()
    writer = csv.writer(made, lineterminator="\n")
    writer.writerow(kinds)
    for claim in claims:
        row = flatten(claim)
        writer.writerow([csv_cell(value, kinds[name]) for name, value in row.items()])
    return made.getvalue().encode("utf-8")


def csv_cell(value: Any, field: Field) -> str:
    """Write a value as its column has it.

    Examples:
        >>> csv_cell(3, columns(Claim)["dose_value"]), csv_cell(("a",), columns(Claim)["evidence"])
        ('3.0', '["a"]')
    """
    if value is None:
        return ""
    if field.many:
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, bool):
        return str(value).lower()
    # A bare carriage return is no line end, yet some readers take it for one.
    return str(float(value)) if field.type is float else str(value).replace("\r", " ")


def data_package() -> dict[str, Any]:
    """Give the description of the table by Data Package 1.0 and its Table Schema."""
    kinds = {int: "integer", float: "number", bool: "boolean"}
    described = [
        {
            "name": name,
            "type": "array" if field.many else kinds.get(field.type, "string"),
            "description": field.help,
            "constraints": {"required": field.required and not field.many},
        }
        for name, field in columns(Claim).items()
    ]
    return {
        "name": "bonekg-claims",
        "title": "The claims of BoneKG, one a row",
        "profile": "tabular-data-package",
        "licenses": [{"name": "CC-BY-4.0"}],
        "resources": [
            {
                "name": "claims",
                "path": "claims.csv",
                "profile": "tabular-data-resource",
                "format": "csv",
                "encoding": "utf-8",
                "schema": {"fields": described, "primaryKey": "id", "missingValues": [""]},
            }
        ],
    }


def _json(value: Any) -> bytes:
    return (json.dumps(value, indent=2, ensure_ascii=False) + "\n").encode("utf-8")


FORMATS = (
    Format(
        "claims-jsonl",
        "the curated claims, one JSON object a line",
        ("claims.jsonl",),
        "every claim with its context, passages, certainty, force and stance",
        "terms, background relations, mappings; which participant spoke; how a claim bears",
        write,
        "jsonschema",
    ),
    Format(
        "claims-schema",
        "the JSON Schema of claims-jsonl",
        ("claims.schema.json",),
        "the keys, types and lists of values",
        "the claims",
        write_schema,
        "jsonschema",
    ),
    Format(
        "claims-csv",
        "the curated claims as one CSV table, with its table schema",
        ("claims.csv", "datapackage.json"),
        "every claim with all its fields, ids beside names; lists are JSON",
        "terms, background relations, derived edges, mappings, offsets of cues",
        write_csv,
        "frictionless, pandas, polars",
    ),
)
