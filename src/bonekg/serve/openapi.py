"""The description of the web API in OpenAPI 3.1, written from the catalogue and the answers."""

from __future__ import annotations

import re
from typing import Any

from bonekg._version import __version__
from bonekg.answers.render import NOT_ADVICE
from bonekg.catalogue.formats import plain_question
from bonekg.catalogue.narrowing import EMPTY, MARK
from bonekg.catalogue.queries import Catalogued, Column, Parameter, load_catalogue
from bonekg.serve.answering import ANSWER_MEDIA, ANSWERS, ROW_MEDIA, Asks, Takes, examples
from bonekg.serve.negotiation import GRAPH_MEDIA, RESULT_MEDIA
from bonekg.serve.problems import PROBLEM
from bonekg.serve.schemas import RECORDS, answer_schema, record_schema, rows_schema

__all__ = ["openapi"]

_INTEGER = re.compile(r"integer (-?\d+)\.\.(-?\d+)$")
_PROBLEM: dict[str, Any] = {
    "type": "object",
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string", "description": "what was wrong, and what to do"},
        "error": {"type": "string", "description": "the class of the error"},
        "limit": {"type": "string", "description": "the limit that was passed"},
    },
    "required": ["type", "title", "status", "detail"],
}
_WRONG = {
    "400": "a parameter is missing or wrong, or a term is ambiguous",
    "404": "there is no such query or term",
    "405": "the method is not answered",
    "406": "none of the forms is accepted",
    "503": "a limit other than time was passed, which is named",
    "504": "the time was up",
}


def openapi(address: str) -> dict[str, Any]:
    """Describe the API.

    Args:
        address: where the server is.

    Returns:
        An OpenAPI document.

    Examples:
        >>> openapi("http://127.0.0.1:7878")["paths"]["/api/run/ancestors"]["get"]["summary"]
        'Of what is calcitriol a kind, all the way up?'
    """
    paths: dict[str, Any] = {"/sparql": _sparql()}
    paths |= {f"/api/{name}": {"get": _answer(name, asks)} for name, asks in ANSWERS.items()}
    paths |= {f"/api/run/{q.name}": {"get": _query(q)} for q in load_catalogue().values()}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "BoneKG",
            "version": __version__,
            "summary": "An evidence graph of bone health: who says what, where, how surely",
            "description": NOT_ADVICE,
        },
        "servers": [{"url": address}],
        "paths": paths,
        "components": {
            "schemas": {
                "Problem": _PROBLEM,
                **{record.__name__: record_schema(record) for record in RECORDS},
            }
        },
    }


def _answered(media: tuple[str, ...], schema: dict[str, Any]) -> dict[str, Any]:
    content = {
        kind: {"schema": schema if kind == "application/json" else {"type": "string"}}
        for kind in media
    }
    wrong = {"schema": {"$ref": "#/components/schemas/Problem"}}
    return {
        "200": {"description": "the answer", "content": content},
        **{
            status: {"description": told, "content": {PROBLEM: wrong}}
            for status, told in _WRONG.items()
        },
    }


def _format(media: tuple[str, ...]) -> dict[str, Any]:
    names = ["json", "csv", "tsv", "markdown", *(["text"] if "text/plain" in media else [])]
    return {
        "name": "format", "in": "query", "schema": {"enum": names},
        "description": "the form of the answer, instead of the Accept header",
    }  # fmt: skip


def _query(query: Catalogued) -> dict[str, Any]:
    return {
        "operationId": f"run-{query.name}",
        "summary": plain_question(query),
        "description": query.question,
        "tags": [query.topic],
        "parameters": [
            *(_parameter(p) for p in query.parameters),
            _format(ROW_MEDIA),
            *map(_narrowing, query.columns),
        ],
        "responses": _answered(ROW_MEDIA, rows_schema(query)),
    }


def _parameter(parameter: Parameter) -> dict[str, Any]:
    schema: dict[str, Any] = {"type": "string", "minLength": 1}
    if found := _INTEGER.match(parameter.type):
        schema = {"type": "integer", "minimum": int(found[1]), "maximum": int(found[2])}
    elif parameter.type == "number":
        schema = {"type": "number"}
    elif parameter.choices:
        schema = {"enum": parameter.choices}
    value: Any = parameter.default
    if schema.get("type") in ("integer", "number"):
        value = float(value) if schema["type"] == "number" else int(value)
    if not parameter.required:
        schema = {**schema, "default": value}
    return {
        "name": parameter.name, "in": "query", "required": parameter.required,
        "description": f"{parameter.help} ({parameter.type})", "schema": schema, "example": value,
    }  # fmt: skip


def _narrowing(column: Column) -> dict[str, Any]:
    """Describe the parameter that narrows the rows by a column."""
    return {
        "name": MARK + column.name, "in": "query", "schema": {"type": "string", "minLength": 1},
        "description": f"only rows with this value, an IRI as its CURIE, {EMPTY!r} for none: "
        f"{column.help}",
    }  # fmt: skip


def _answer(name: str, asks: Asks) -> dict[str, Any]:
    given = examples(name)
    parameters = [_taken(takes, given.get(takes.name)) for takes in asks.takes]
    return {
        "operationId": name,
        "summary": asks.help,
        "tags": ["answers"],
        "parameters": [*parameters, _format(ANSWER_MEDIA)],
        "responses": _answered(ANSWER_MEDIA, answer_schema(name)),
    }


def _taken(takes: Takes, example: Any) -> dict[str, Any]:
    told = {
        "name": takes.name, "in": "query", "required": takes.required,
        "description": takes.help, "schema": takes.schema,
    }  # fmt: skip
    return told if example is None else {**told, "example": example}


def _sparql() -> dict[str, Any]:
    content = {media: {"schema": {"type": "string"}} for media in (*RESULT_MEDIA, *GRAPH_MEDIA)}
    wrong = {"schema": {"$ref": "#/components/schemas/Problem"}}
    told = {**_WRONG, "403": "updates are not taken", "413": "the request is too large",
            "415": "the body is of another type"}  # fmt: skip
    responses = {
        "200": {"description": "results, or a graph", "content": content},
        **{code: {"description": text, "content": {PROBLEM: wrong}} for code, text in told.items()},
    }
    text = {"type": "string"}
    graphs = {"type": "array", "items": {"type": "string", "format": "uri"}}
    parameters = [
        {"name": "query", "in": "query", "schema": text, "example": "ASK { ?claim a bkg:Claim }",
         "description": "a SPARQL 1.1 query; without one the endpoint describes itself"},
        {"name": "default-graph-uri", "in": "query", "schema": graphs},
        {"name": "named-graph-uri", "in": "query", "schema": graphs},
        {"name": "timeout", "in": "query", "schema": {"type": "number", "exclusiveMinimum": 0},
         "description": "seconds, no more than the server has"},
        {"name": "format", "in": "query", "schema": text,
         "description": "the form of the results, instead of the Accept header"},
    ]  # fmt: skip
    body = {
        "application/sparql-query": {"schema": text},
        "application/x-www-form-urlencoded": {
            "schema": {"type": "object", "properties": {"query": text}, "required": ["query"]}
        },
    }
    return {
        "get": {
            "operationId": "query", "summary": "SPARQL 1.1 Protocol: a query", "tags": ["sparql"],
            "parameters": parameters, "responses": responses,
        },
        "post": {
            "operationId": "query-by-post", "summary": "SPARQL 1.1 Protocol: a query by POST",
            "tags": ["sparql"], "parameters": parameters[1:],
            "requestBody": {"required": True, "content": body}, "responses": responses,
        },
    }  # fmt: skip
