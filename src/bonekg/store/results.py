"""What a server answers, read into terms: tables of solutions, truth values, triples.

The engine's reader of SPARQL's JSON results is strict, and Virtuoso labels blank nodes in a way
that it refuses; so the table is read here. The graphs are read by the engine.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from bonekg.rdf import BASE

if TYPE_CHECKING:
    from pyoxigraph import BlankNode, Literal, NamedNode, Triple

    Term = NamedNode | BlankNode | Literal | Triple

__all__ = ["GRAPH_KINDS", "RESULT_KINDS", "read_results", "read_triples"]

RESULT_KINDS = (
    "application/sparql-results+json",
    "application/sparql-results+xml",
    "application/json",
    "application/xml",
)
GRAPH_KINDS = ("application/n-triples", "text/turtle", "application/rdf+xml")


def read_results(body: bytes, kind: str) -> tuple[list[str], list[tuple[Term | None, ...]]] | bool:
    """Read the results of a SELECT or an ASK.

    Args:
        body: the answer.
        kind: its media type, one of `RESULT_KINDS`.

    Returns:
        The columns and the rows, or a truth value.

    Raises:
        ValueError: if it is broken.

    Examples:
        >>> read_results(b'{"head": {}, "boolean": true}', "application/json")
        True
        >>> body = b'{"head": {"vars": ["x"]}, "results": {"bindings": [{}]}}'
        >>> read_results(body, "application/json")
        (['x'], [(None,)])
    """
    if kind.endswith("xml"):
        return _read_xml(body)
    try:
        told = json.loads(body)
        if "boolean" in told:
            return bool(told["boolean"])
        columns = [str(name) for name in told["head"]["vars"]]
        labels: dict[str, BlankNode] = {}
        rows = [
            tuple(_term(binding[name], labels) if name in binding else None for name in columns)
            for binding in told["results"]["bindings"]
        ]
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"it has not the parts of SPARQL results ({error})") from error
    return columns, rows


def _term(told: dict[str, Any], labels: dict[str, BlankNode]) -> Term:
    from pyoxigraph import BlankNode, Literal, NamedNode

    kind, value = told["type"], told["value"]
    if kind == "uri":
        return NamedNode(value)
    if kind == "bnode":
        return labels.setdefault(value, BlankNode())
    if kind not in ("literal", "typed-literal"):
        raise ValueError(f"no term is of type {kind!r}")
    if "xml:lang" in told:
        return Literal(value, language=told["xml:lang"])
    if "datatype" in told:
        return Literal(value, datatype=NamedNode(told["datatype"]))
    return Literal(value)


def _read_xml(body: bytes) -> tuple[list[str], list[tuple[Term | None, ...]]] | bool:
    import pyoxigraph

    try:
        result = pyoxigraph.parse_query_results(body, pyoxigraph.QueryResultsFormat.XML)
        if isinstance(result, pyoxigraph.QueryBoolean):
            return bool(result)
        columns = [variable.value for variable in result.variables]
        return columns, [tuple(solution[c] for c in columns) for solution in result]
    except (SyntaxError, OSError) as error:
        raise ValueError(str(error)) from error


def read_triples(body: bytes, kind: str) -> list[Triple]:
    """Read the triples of a CONSTRUCT or DESCRIBE, each once.

    Args:
        body: the answer.
        kind: its media type, one of `GRAPH_KINDS`.

    Raises:
        ValueError: if it is broken.
    """
    import pyoxigraph

    form = pyoxigraph.RdfFormat.from_media_type(kind)
    try:
        quads = pyoxigraph.parse(body, format=form, base_iri=BASE)
        found = [pyoxigraph.Triple(q.subject, q.predicate, q.object) for q in quads]
    except (SyntaxError, OSError) as error:
        raise ValueError(str(error)) from error
    return list(dict.fromkeys(found))
