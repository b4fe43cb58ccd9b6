"""JSON Schemas of what the API answers; those of records are made of their fields."""

from __future__ import annotations

from typing import Any

from bonekg import model
from bonekg.catalogue.queries import Catalogued
from bonekg.model import Field, fields

__all__ = ["RECORDS", "answer_schema", "record_schema", "rows_schema"]

RECORDS: tuple[type[Any], ...] = (
    model.Thing, model.Span, model.Quantity, model.Dose, model.Effect, model.Claim,
    model.BackgroundRelation, model.DerivedEdge, model.Conflict,
)  # fmt: skip
_TEXT: dict[str, Any] = {"type": "string"}
_TEXTS: dict[str, Any] = {"type": "array", "items": _TEXT}
_NUMBER: dict[str, Any] = {"type": "integer", "minimum": 0}
_OPEN: dict[str, Any] = {"type": "object"}
_KINDS = {int: "integer", float: "number", bool: "boolean", str: "string"}
_CELLS: dict[str, list[str]] = {
    "iri": ["string", "null"],
    "text": ["string", "null"],
    "number": ["number", "null"],
    "boolean": ["boolean", "null"],
}


def _ref(record: type[Any]) -> dict[str, Any]:
    return {"$ref": f"#/components/schemas/{record.__name__}"}


def _many(record: type[Any]) -> dict[str, Any]:
    return {"type": "array", "items": _ref(record)}


def _maybe(schema: dict[str, Any]) -> dict[str, Any]:
    return {"anyOf": [schema, {"type": "null"}]}


def _whole(properties: dict[str, Any], **more: Any) -> dict[str, Any]:
    """Give the schema of an object that has these members, all of them, and no others."""
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
        **more,
    }


def record_schema(record: type[Any]) -> dict[str, Any]:
    """Give the schema of a record.

    Args:
        record: a record type of `bonekg.model`.

    Examples:
        >>> record_schema(model.Thing)["required"]
        ['id', 'name']
    """
    return _whole({name: _field(field) for name, field in fields(record).items()})


def _field(field: Field) -> dict[str, Any]:
    schema = {"type": _KINDS[field.type]} if field.type in _KINDS else _ref(field.type)
    for _ in range(field.many):
        schema = {"type": "array", "items": schema}
    if not field.required and not field.many:
        schema = _maybe(schema)
    return {"description": field.help, **schema} if "$ref" not in schema else schema


def rows_schema(query: Catalogued) -> dict[str, Any]:
    """Give the schema of the rows of a query of the catalogue.

    Args:
        query: the query.
    """
    cells = {
        column.name: {"type": _CELLS[column.type], "description": column.help}
        for column in query.columns
    }
    return _whole(
        {
            "query": {"const": query.name},
            "columns": {"const": [column.name for column in query.columns]},
            "total": _NUMBER,
            "rows": {"type": "array", "items": _whole(cells)},
            "notes": _TEXTS,
            "note": _TEXT,
        }
    )


def answer_schema(name: str) -> dict[str, Any]:
    """Give the schema of an answer.

    Args:
        name: one of `bonekg.serve.answering.ANSWERS`.
    """
    return _ANSWERS[name]


_CLAIM = {name: _field(field) for name, field in fields(model.Claim).items()}
_VOICE = _whole(
    {
        **_CLAIM,
        "route": _TEXTS,
        "apart": _TEXT,
        "turned": {"type": "boolean"},
        "source": _TEXT,
        "conflicts": _TEXTS,
        "passage": _maybe(_TEXT),
    }
)
_SIDE = {
    "type": "object",
    "properties": {"means": _TEXT, "claims": {"type": "array", "items": _VOICE}},
    "required": ["means", "claims"],
}
_WHY: dict[str, Any] = {
    "subject": _TEXT,
    "object": _TEXT,
    "answered": {"type": "boolean"},
    "summary": _TEXT,
    "notes": _TEXTS,
    "only": {"type": "object", "additionalProperties": _TEXT},
    "sides": {"type": "object", "additionalProperties": _SIDE},
    "conflicts": _many(model.Conflict),
    "beyond": {"type": "object", "additionalProperties": _TEXTS},
    "background": _many(model.BackgroundRelation),
    "derived": _many(model.DerivedEdge),
    "grounds": {"type": "object", "additionalProperties": _TEXT},
    "near": {"type": "array", "items": _OPEN},
    "silent": _TEXTS,
    "broader": _maybe(_OPEN),
    "paths": _TEXTS,
    "beside": _TEXTS,
    "note": _TEXT,
}
_PARTY = {
    "type": "object",
    "properties": {"side": _TEXT, "claims": _many(model.Claim)},
    "required": ["side", "claims"],
}
_OPPOSED = _whole(
    {
        **{name: _field(field) for name, field in fields(model.Conflict).items()},
        "sides": {"type": "array", "items": _PARTY},
    }
)
_COMPARED = _whole(
    {
        "aspect": _TEXT,
        "claims": {"type": "object", "additionalProperties": _many(model.Claim)},
    }
)
_HIT = _whole(
    {
        "term": _TEXT, "name": _TEXT, "form": _TEXT, "matched": _TEXT,
        "score": {"type": "number", "minimum": 0, "maximum": 1},
    }
)  # fmt: skip
_GAP = _whole({"gap": _TEXT, "means": _TEXT, "detail": _TEXT, "says": _TEXT, "claims": _TEXTS})


def _listed(item: dict[str, Any]) -> dict[str, Any]:
    return _whole({"total": _NUMBER, "records": {"type": "array", "items": item}, "note": _TEXT})


_ANSWERS: dict[str, dict[str, Any]] = {
    "find": _listed(_HIT),
    "claims": _listed(_ref(model.Claim)),
    "show": {
        "type": "object",
        "description": "what else there is depends on the kind of page",
        "properties": {"kind": _TEXT, "name": _TEXT, "note": _TEXT},
        "required": ["kind", "name", "note"],
    },
    "why": _whole(_WHY),
    "paths": _whole(
        {
            "subject": _TEXT, "object": _TEXT, "summary": _TEXT,
            "warnings": _TEXTS,
            "mixed": {"type": "boolean"},
            "signs": {"type": "object", "additionalProperties": _NUMBER},
            "more": _NUMBER, "whole": {"type": "boolean"},
            "paths": {"type": "array", "items": _OPEN},
            "asked": _many(model.Claim), "against": _many(model.Claim),
            "bends": {"type": "array", "items": _OPEN}, "apart": _TEXTS,
            "derived": _many(model.DerivedEdge), "nearest": _maybe(_OPEN), "notes": _TEXTS,
            "beside": _many(model.Claim), "note": _TEXT,
        }
    ),
    "compare": _whole(
        {
            "compared": _TEXTS, "on": _maybe(_TEXT), "notes": _TEXTS,
            "stated": _many(model.Claim),
            "aspects": {"type": "array", "items": _COMPARED},
            "others": {"type": "object", "additionalProperties": _many(model.Claim)},
            "conflicts": _many(model.Conflict), "note": _TEXT,
        }
    ),
    "conflicts": _whole(
        {
            "about": _maybe(_TEXT), "further": _maybe(_TEXT), "notes": _TEXTS, "silent": _TEXTS,
            "conflicts": {"type": "array", "items": _OPPOSED}, "note": _TEXT,
        }
    ),
    "gaps": _whole(
        {
            "about": _maybe(_TEXT), "examined": _NUMBER, "notes": _TEXTS,
            "questions": {"type": "array", "items": _whole({**_CLAIM, "elsewhere": _TEXTS})},
            "gaps": {"type": "array", "items": _GAP},
            "derived": _many(model.DerivedEdge), "note": _TEXT,
        }
    ),
}  # fmt: skip
