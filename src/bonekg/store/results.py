"""What a server answers, read by the engine: tables of solutions, truth values, triples."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bonekg.rdf import BASE

if TYPE_CHECKING:
    from pyoxigraph import Triple

    from bonekg.store.terms import Term

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
    from pyoxigraph import QueryBoolean, QueryResultsFormat, parse_query_results

    form = QueryResultsFormat.XML if kind.endswith("xml") else QueryResultsFormat.JSON
    # Virtuoso's names of blank nodes are no names that the standard allows.
    body = body.replace(b"nodeID://", b"nodeID-")
    try:
        result = parse_query_results(body, form)
        if isinstance(result, QueryBoolean):
            return bool(result)
        columns = [variable.value for variable in result.variables]
        return columns, [tuple(solution) for solution in result]
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
