"""The flat interchange of the curated claims: one JSON object a line, always the same keys."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from bonekg.exports.registry import Format
from bonekg.flat import DOSE_KEYS, EFFECT_KEYS, Claim

if TYPE_CHECKING:
    from bonekg.graph import KnowledgeGraph

__all__ = ["FORMATS", "KEYS", "flat_record", "json_schema", "write", "write_schema"]

KEYS = (
    "id", "document", "start", "end", "quote", "states", "kind", "subject_id", "subject_label",
    "predicate", "object_id", "object_label", "object_value", "polarity", "certainty", "cue",
    "evidence", "speaker_role", "study_id", "dose", "effect", "population", "comparator", "site",
    "context", "via", "repeated_at", "other_passages", "status", "not_stated",
)  # fmt: skip


def flat_record(claim: Claim) -> dict[str, Any]:
    """Give a claim with the fixed keys, in their order."""
    record = {key: value for key, value in claim.as_dict().items() if key in KEYS}
    if claim.effect is not None:
        record["effect"] = {key: claim.effect[key] for key in EFFECT_KEYS}
    return {key: record[key] for key in KEYS}


def write(graph: KnowledgeGraph) -> dict[str, bytes]:
    """Write all claims, sorted by key."""
    lines = [json.dumps(flat_record(c), ensure_ascii=False) for c in graph.all_claims]
    return {"claims.jsonl": ("\n".join(lines) + "\n").encode("utf-8")}


def write_schema(graph: KnowledgeGraph) -> dict[str, bytes]:
    """Write the JSON Schema of a line."""
    content = json.dumps(json_schema(graph), indent=2, ensure_ascii=False) + "\n"
    return {"claims.schema.json": content.encode("utf-8")}


def json_schema(graph: KnowledgeGraph) -> dict[str, Any]:
    """Give the JSON Schema (2020-12) of one line; its lists of values are the graph's own."""
    text, whole = {"type": "string"}, {"type": "integer"}
    words, numbers = {"type": ["string", "null"]}, {"type": ["number", "null"]}
    spans = {
        "type": "array",
        "items": {"type": "array", "items": {**whole, "minimum": 0}, "minItems": 2, "maxItems": 2},
    }

    def record(keys: tuple[str, ...]) -> dict[str, Any]:
        numeric = ("value", "min", "max")
        return {
            "type": ["object", "null"],
            "properties": {key: numbers if key in numeric else words for key in keys},
            "required": list(keys),
            "additionalProperties": False,
        }

    def listed(category: str) -> dict[str, Any]:
        rows = graph.store.select(
            f"SELECT ?name WHERE {{ ?x a bkg:{category} ; skos:prefLabel ?name }} ORDER BY ?name"
        )
        return {"enum": [str(name) for (name,) in rows]}

    special: dict[str, Any] = {
        "start": {**whole, "minimum": 0},
        "end": {**whole, "minimum": 1},
        "kind": listed("ClaimKind"),
        "predicate": listed("Predicate"),
        "polarity": listed("Polarity"),
        "certainty": listed("Certainty"),
        "evidence": listed("Evidence"),
        "speaker_role": listed("SpeakerRole"),
        "status": listed("Status"),
        "dose": record(DOSE_KEYS),
        "effect": record(EFFECT_KEYS),
        "via": {"type": "array", "items": text},
        "not_stated": {"type": "array", "items": text},
        "repeated_at": spans,
        "other_passages": spans,
    }
    always = ("id", "document", "states", "subject_id", "subject_label")
    properties = {key: special.get(key, text if key in always else words) for key in KEYS}
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


FORMATS = (
    Format(
        "claims-jsonl",
        "the curated claims, one JSON object a line",
        ("claims.jsonl",),
        "every claim with its context, passages and certainty",
        "terms, background relations, mappings; which participant spoke",
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
)
