"""Pages for queries: the catalogue, each of its queries as a form, SPARQL."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from bonekg.catalogue.formats import plain_question
from bonekg.catalogue.narrowing import repeating, row_values, split_fields
from bonekg.catalogue.queries import Catalogued, load_catalogue
from bonekg.catalogue.running import run_narrowed
from bonekg.errors import BoneKGError, UnknownQueryError
from bonekg.rdf import PREFIXES
from bonekg.serve.pages.facets import facets
from bonekg.serve.pages.shelf import Asked, Seen, Table, View
from bonekg.serve.pages.vocabulary import vocabulary
from bonekg.store.rows import Rows

if TYPE_CHECKING:
    from bonekg.graph import KnowledgeGraph

__all__ = ["ask_sparql", "list_queries", "run_one"]

_ROWS = 1000  # rows of a query that a page shows


def list_queries(graph: KnowledgeGraph, asked: Asked) -> Seen:
    """Show the query catalogue by topic.

    Args:
        graph: what is asked.
        asked: what the page is asked for.
    """
    return View("catalogue", {"topics": _topics()})


def _topics() -> dict[str, list[tuple[Catalogued, str]]]:
    """Give the queries of the catalogue by topic, each with its question."""
    topics: dict[str, list[tuple[Catalogued, str]]] = {}
    for query in load_catalogue().values():
        topics.setdefault(query.topic, []).append((query, plain_question(query)))
    return topics


def run_one(graph: KnowledgeGraph, asked: Asked) -> Seen:
    """Show a query of the catalogue as a form, with its rows.

    Args:
        graph: what is asked.
        asked: what the page is asked for.
    """
    catalogue = load_catalogue()
    if asked.key not in catalogue:
        raise UnknownQueryError(asked.key, catalogue)
    query = catalogue[asked.key]
    fields = {
        name: value for name, value in asked.values.items() if value.strip() and name != "format"
    }
    columns = [column.name for column in query.columns]
    given, chosen = split_fields(query.name, (p.name for p in query.parameters), columns, fields)
    example = not given and any(p.required for p in query.parameters)
    given = dict(query.examples) if example else given
    fields = {**given, **{name: fields[name] for name in fields if name not in given}}
    values: dict[str, Any] = {
        "query": query, "given": given, "values": fields, "example": example, "rows": None,
        "sparql": None, "problem": None, "facets": [], "title": query.question,
    }  # fmt: skip
    for name, value in {**{p.name: p.default for p in query.parameters}, **given}.items():
        values["title"] = values["title"].replace(f"{{{name}}}", str(value))
    try:
        found = run_narrowed(query.name, given, chosen, graph.store, graph.lexicon)
    except BoneKGError as error:
        return View("query", {**values, "problem": str(error)}, 400)
    if "format" in asked.values:
        return Table(found.rows, query.name)
    things = row_values(found.every)
    offered = {*repeating(query.columns, things), *chosen}
    names = [name for name in columns if name in offered]
    return View("query", {
        **values, "rows": found.rows, "total": len(found.every), "sparql": found.text,
        "facets": facets(f"/catalogue/{query.name}", names, things, fields),
    })  # fmt: skip


def ask_sparql(graph: KnowledgeGraph, asked: Asked) -> Seen:
    """Show the editor for SPARQL, and what a query gives.

    Args:
        graph: what is asked.
        asked: what the page is asked for.
    """
    text = asked.values.get("query", "")
    values: dict[str, Any] = {
        "text": text, "rows": None, "graph": None, "truth": None, "problem": None, "cut": None,
        "prefixes": PREFIXES, "topics": _topics(), "count": len(load_catalogue()),
        "vocabulary": json.dumps(
            {"prefixes": PREFIXES, "names": vocabulary(graph, asked.shelf.terms)}
        ),
    }  # fmt: skip
    if not text.strip():
        return View("sparql", values)
    try:
        found = graph.store.query(text, max_rows=_ROWS)
    except BoneKGError as error:
        return View("sparql", {**values, "problem": str(error)}, 400)
    if isinstance(found, bool):
        values["truth"] = found
    elif isinstance(found, Rows):
        values["rows"] = found
    else:
        values["graph"] = found.serialize("turtle")
    return View("sparql", values)
