"""The nine tools: what they are called, what they take, what they give."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from bonekg.answers.render import NOT_ADVICE
from bonekg.catalogue.queries import get_query, load_catalogue
from bonekg.errors import InvalidParameterError, UnknownParameterError
from bonekg.mcp import replies
from bonekg.mcp.replies import Reply, bounded
from bonekg.serve.answering import ANSWERS, Takes

if TYPE_CHECKING:
    from bonekg.graph import KnowledgeGraph

__all__ = ["TOOLS", "Tool", "call", "input_schema", "output_schema"]

_MOST = 60_000  # characters of a reply
_SECONDS = 20.0  # that a query may take
_CEILING = 100


class Tool(NamedTuple):
    """A tool.

    Attributes:
        name: its name.
        help: what it tells, and when to use it.
        takes: its parameters, beside `limit` and those of `values`.
        limit: how many of each it gives if nothing is said.
        ask: gives the reply of a graph, within a limit.
    """

    name: str
    help: str
    takes: tuple[Takes, ...]
    limit: int
    ask: Callable[[KnowledgeGraph, dict[str, Any], int], Reply]


def _takes(name: str) -> tuple[Takes, ...]:
    return tuple(takes for takes in ANSWERS[name].takes if takes.name != "limit")


def _paths(graph: KnowledgeGraph, values: dict[str, Any], limit: int) -> Reply:
    answer = ANSWERS["paths"].ask(graph, **values, limit=limit)
    return replies.pathways(graph.library, answer, limit)  # type: ignore[arg-type]  # by its name


def _answered(name: str, make: Callable[..., Reply]) -> Callable[..., Reply]:
    def ask(graph: KnowledgeGraph, values: dict[str, Any], limit: int) -> Reply:
        return make(graph.library, ANSWERS[name].ask(graph, **values), limit)

    return ask


def _run(graph: KnowledgeGraph, values: dict[str, Any], limit: int) -> Reply:
    name, given = values["name"], values.get("parameters") or {}
    catalogued = get_query(name)
    if not isinstance(given, dict):
        raise InvalidParameterError(name, "parameters", "is an object of names and values")
    counts = [p.name for p in catalogued.parameters if p.counts and p.name not in given]
    # what a query allows at most is asked for, so that the total is that of all its rows
    most = {p: re.findall(r"\d+", catalogued.parameter(p).type)[-1] for p in counts}
    from bonekg.catalogue.running import run_query

    table = run_query(name, {**most, **given}, graph.store, graph.lexicon, _SECONDS)
    return replies.rows(graph.library, table, limit, "a higher limit, or another query")


def _query(graph: KnowledgeGraph, values: dict[str, Any], limit: int) -> Reply:
    from bonekg.store.rows import Rows, Triples

    sparql = values["sparql"]
    found = graph.query(sparql, timeout=_SECONDS, max_rows=None if _is_graph(sparql) else limit)
    if isinstance(found, bool):
        found = Rows(("answer",), [(found,)])
    elif isinstance(found, Triples):
        parts = [(t.subject, t.predicate, t.object) for t in found]
        found = Rows.from_terms(("subject", "predicate", "object"), parts)
    if not len(found):
        unknown = graph.unknown_names(sparql)
        found.tell(
            f"the graph has no {name}; did you mean {' or '.join(near) or 'another'}?"
            for name, near in unknown.items()
        )
    return replies.rows(graph.library, found, limit, "LIMIT and OFFSET, or a narrower pattern")


def _is_graph(sparql: str) -> bool:
    from bonekg.store.sparql import read_text

    return read_text(sparql).form in ("CONSTRUCT", "DESCRIBE")


TOOLS: dict[str, Tool] = {
    tool.name: tool
    for tool in (
        Tool(
            "find",
            "Look for a term by name, synonym, abbreviation or misspelling. Begin here when you do "
            "not know what the graph calls a thing.",
            _takes("find"), 5, _answered("find", replies.found),
        ),
        Tool(
            "show",
            "The page of one thing: a term, a claim (001-070), a study, a document (001), a "
            "conflict, a predicate.",
            _takes("show"), 5, _answered("show", replies.page),
        ),
        Tool(
            "claims",
            "List claims by subject, object, topic, kind, site, people, document or evidence, each "
            "with its passage, certainty and source.",
            _takes("claims"), 10, _answered("claims", replies.listed),
        ),
        Tool(
            "why",
            "What documents hold for, against, null and open on one thing's effect on another. Use "
            "it for every question of the form: does A help, raise, lower or cause B?",
            _takes("why"), 5, _answered("why", replies.why),
        ),
        Tool(
            "paths",
            "Signed steps by which one thing may act on another. A path is read off, not proved: "
            "say so, and name what is composed.",
            _takes("paths"), 5, _paths,
        ),
        Tool(
            "compare",
            "Things side by side, by outcome, dose, site and people. A dose may stand with "
            "each, as in 3 mg of it.",
            _takes("compare"), 10, _answered("compare", replies.compared),
        ),
        Tool(
            "conflicts",
            "Reviewed conflicts: which claims oppose each other, why, and whether both can hold.",
            _takes("conflicts"), 10, _answered("conflicts", replies.conflicting),
        ),
        Tool(
            "run",
            "A query of the catalogue, by name, such as food-sources or doses; the "
            "resource bonekg://catalogue lists all with their parameters.",
            (
                Takes("name", "the query's name", required=True),
                Takes("parameters", "its parameters: name and value", "object"),
            ),
            25, _run,
        ),
        Tool(
            "query",
            "Any SPARQL 1.1 query; our prefixes are known. Read bonekg://vocabulary and "
            "bonekg://what-goes-wrong first.",
            (Takes("sparql", "SELECT, ASK, CONSTRUCT or DESCRIBE", required=True),),
            25, _query,
        ),
    )
}  # fmt: skip


def input_schema(tool: Tool) -> dict[str, Any]:
    """Give the JSON Schema of what a tool takes.

    Args:
        tool: the tool.

    Examples:
        >>> input_schema(TOOLS["why"])["required"]
        ['subject', 'object']
    """
    properties: dict[str, Any] = {}
    for takes in tool.takes:
        properties[takes.name] = {**takes.schema, "description": takes.help}
    if tool.name == "run":
        properties["name"]["enum"] = list(load_catalogue())
    properties["limit"] = {
        "type": "integer", "minimum": 1, "maximum": _CEILING, "default": tool.limit,
        "description": "how many of each at most; what is cut is told with its total",
    }  # fmt: skip
    return {
        "type": "object",
        "properties": properties,
        "required": [takes.name for takes in tool.takes if takes.required],
        "additionalProperties": False,
    }


_TEXTS = {"type": "array", "items": {"type": "string"}}
_CUT = {
    "what": {"type": "string", "description": "what was left out"},
    "shown": {"type": "integer"},
    "total": {"type": "integer", "description": "how many there are"},
    "how": {"type": "string", "description": "how to see the rest, or to ask for less"},
}


def output_schema(tool: Tool) -> dict[str, Any]:
    """Give the JSON Schema of what a tool gives.

    Args:
        tool: the tool.
    """
    return {
        "type": "object",
        "properties": {
            "answer": {"type": "object", "description": tool.help},
            "counter_evidence": {
                **_TEXTS, "description": "what speaks against it, and conflicts; always tell it",
            },
            "cut": {
                "type": "array",
                "items": {
                    "type": "object", "properties": _CUT, "required": list(_CUT),
                    "additionalProperties": False,
                },
            },
            "notes": {**_TEXTS, "description": "how words were read"},
            "notice": {"const": NOT_ADVICE},
        },
        "required": ["answer", "counter_evidence", "cut", "notes", "notice"],
        "additionalProperties": False,
    }  # fmt: skip


def call(graph: KnowledgeGraph, name: str, given: Mapping[str, Any]) -> Reply:
    """Call a tool.

    Args:
        graph: what is asked.
        name: one of `TOOLS`.
        given: its parameters.

    Raises:
        UnknownParameterError: if it has no tool or parameter of this name.
        InvalidParameterError: if a value is missing or of the wrong type.
        BoneKGError: whatever the answer raises.

    Examples:
        >>> import bonekg
        >>> reply = call(bonekg.load(), "claims", {"about": "melatonin", "limit": 1})
        >>> reply["cut"][0]["shown"], reply["notice"].startswith("Not medical advice")
        (1, True)
    """
    if name not in TOOLS:
        raise UnknownParameterError("mcp", name, list(TOOLS))
    tool = TOOLS[name]
    values = dict(given)
    limit = values.pop("limit", tool.limit)
    if isinstance(limit, bool) or not isinstance(limit, int) or not 1 <= limit <= _CEILING:
        problem = f"takes a whole number from 1 to {_CEILING}, not {limit!r}"
        raise InvalidParameterError(name, "limit", problem)
    takes = {parameter.name: parameter for parameter in tool.takes}
    for key, value in values.items():
        if key not in takes:
            raise UnknownParameterError(name, key, [*takes, "limit"])
        _check(name, takes[key], value)
    for parameter in tool.takes:
        if parameter.required and parameter.name not in values:
            raise InvalidParameterError(name, parameter.name, f"is needed: {parameter.help}")
    return bounded(lambda most: tool.ask(graph, values, most), limit, _MOST)


_TYPES: dict[str, type] = {"string": str, "integer": int, "boolean": bool, "object": dict}


def _check(name: str, parameter: Takes, value: Any) -> None:
    items = value if parameter.many and isinstance(value, list) else [value]
    if parameter.many and not isinstance(value, list):
        raise InvalidParameterError(name, parameter.name, "is a list")
    for item in items:
        if parameter.kind == "string" and isinstance(item, str) and not item.strip():
            raise InvalidParameterError(name, parameter.name, "is empty")
        if not isinstance(item, _TYPES[parameter.kind]):
            raise InvalidParameterError(name, parameter.name, f"is of the type {parameter.kind}")
