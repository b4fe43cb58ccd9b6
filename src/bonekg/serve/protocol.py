"""The SPARQL 1.1 Protocol, query operation: https://www.w3.org/TR/sparql11-protocol/."""

from __future__ import annotations

import codecs
from typing import Any, NamedTuple

from bonekg.serve.exchange import Fields, Scope, header, parse_fields, read_body
from bonekg.serve.negotiation import GRAPH_MEDIA, RESULT_MEDIA, choose
from bonekg.serve.pool import Receive
from bonekg.serve.problems import Reply, Stop, problem
from bonekg.serve.settings import Settings

__all__ = ["METHODS", "Asked", "graph_wish", "read_query", "sparql_task"]

METHODS = ("GET", "HEAD", "POST", "OPTIONS")
_FORM = "application/x-www-form-urlencoded"
_QUERY = "application/sparql-query"
_UPDATE = "application/sparql-update"


class Asked(NamedTuple):
    """A query as a client sends it.

    Attributes:
        query: its text; None where a GET has none and asks what the endpoint is.
        default: the graphs of its default graph, if the request names them.
        named: its named graphs, if the request names them.
        seconds: the time that it may take.
        media: what it asks for by the name of a form, as an `Accept` header; None to go by its own.
    """

    query: str | None
    default: tuple[str, ...]
    named: tuple[str, ...]
    seconds: float
    media: str | None


async def read_query(scope: Scope, receive: Receive, settings: Settings) -> Asked:
    """Read the query of a request.

    Args:
        scope: the request.
        receive: gives the parts of its body.
        settings: the limits.

    Raises:
        Stop: if the request is not as the protocol has it.
    """
    fields = parse_fields(scope["query_string"])
    if scope["method"] in ("GET", "HEAD"):
        return _asked(fields, settings, needed=False)
    kind, *parameters = (header(scope, b"content-type") or "").split(";")
    kind = kind.strip().lower()
    if kind == _UPDATE:
        raise Stop(_read_only())
    if kind not in (_FORM, _QUERY):
        given = f"not {kind}" if kind else "and none was given"
        raise Stop(problem(415, f"a POST is of the type {_FORM} or {_QUERY}, {given}"))
    _check_charset(parameters)
    body = await read_body(scope, receive, settings.body, settings.slow)
    if kind == _FORM:
        return _asked(fields + parse_fields(body), settings, needed=True)
    try:
        query = body.decode("utf-8")
    except UnicodeDecodeError as error:
        detail = f"the query is not UTF-8 (byte {error.start + 1})"
        raise Stop(problem(400, detail)) from error
    return _asked([*fields, ("query", query)], settings, needed=True)


def _check_charset(parameters: list[str]) -> None:
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip().lower() != "charset":
            continue
        try:
            encoding = codecs.lookup(value.strip(" \"'")).name
        except LookupError:
            encoding = ""
        if encoding not in ("utf-8", "ascii"):
            raise Stop(problem(415, "a request is in UTF-8"))


def _asked(fields: Fields, settings: Settings, *, needed: bool) -> Asked:
    held: dict[str, list[str]] = {}
    for name, value in fields:
        held.setdefault(name, []).append(value)
    if "update" in held:
        raise Stop(_read_only())
    for name in ("query", "timeout", "format"):
        if len(held.get(name, ())) > 1:
            raise Stop(problem(400, f"{name} is given more than once"))
    if "query" not in held and (needed or held):
        raise Stop(problem(400, "the parameter query is missing"))
    return Asked(
        held["query"][0] if "query" in held else None,
        tuple(held.get("default-graph-uri", ())),
        tuple(held.get("named-graph-uri", ())),
        _seconds(held.get("timeout", [""])[0], settings),
        _media(held.get("format", [""])[0]),
    )


def _read_only() -> Reply:
    return problem(403, "this endpoint answers queries only; it takes no update")


def _seconds(given: str, settings: Settings) -> float:
    """Give the time of a query: what it asks for, and no more than the server has."""
    if not given:
        return settings.seconds
    try:
        seconds = float(given)
    except ValueError:
        seconds = 0.0
    if not 0 < seconds < float("inf"):
        raise Stop(problem(400, f"timeout takes a number of seconds above 0, not {given!r}"))
    return min(seconds, settings.seconds)


# A name as clients have it → what it means as an `Accept` header.
_SHORT = {
    "json": "application/sparql-results+json, application/ld+json",
    "xml": "application/sparql-results+xml, application/rdf+xml",
    "csv": "text/csv",
    "tsv": "text/tab-separated-values",
    "turtle": "text/turtle",
    "ntriples": "application/n-triples",
    "json-ld": "application/ld+json",
    "jsonld": "application/ld+json",
    "rdf": "application/rdf+xml",
    "rdf+xml": "application/rdf+xml",
    "rdfxml": "application/rdf+xml",
    "n3": "text/n3",
}


def graph_wish(given: str) -> str:
    """Give the name of a form as an `Accept` header.

    Args:
        given: the name, or a media type.

    Raises:
        Stop: if there is no such form.

    Examples:
        >>> graph_wish("turtle")
        'text/turtle'
    """
    if given not in _SHORT and given not in (*RESULT_MEDIA, *GRAPH_MEDIA):
        raise Stop(problem(400, f"no format is called {given!r}; there are {', '.join(_SHORT)}"))
    return _SHORT.get(given, given)


def _media(given: str) -> str | None:
    return graph_wish(given) if given else None


def sparql_task(asked: Asked, scope: Scope, settings: Settings) -> tuple[Any, ...]:
    """Make the task that a worker takes: the query, its graphs, the forms that the client takes."""
    wished = asked.media or header(scope, b"accept")
    return (
        "sparql", asked.query, asked.default, asked.named,
        choose(wished, RESULT_MEDIA), choose(wished, GRAPH_MEDIA), settings.result,
    )  # fmt: skip
