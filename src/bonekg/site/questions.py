"""What scripts of a static site need to answer what no file holds: the queries, to be bound there.

They are those of the package: the catalogue, the turns of phrase that ask it, and what the answers
ask of the graph for the sides of a question.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from bonekg.answers import question, scope
from bonekg.catalogue.queries import Catalogued, load_catalogue
from bonekg.lexicon.phrases import read_phrases
from bonekg.lexicon.turns import query_patterns
from bonekg.rdf import BASE, expand
from bonekg.store.rows import IRI

if TYPE_CHECKING:
    from bonekg.graph import KnowledgeGraph

__all__ = ["questions_index"]

_IRI = IRI("%s")  # stands in a condition for what it is asked of


def questions_index(graph: KnowledgeGraph) -> bytes:
    """Give the queries of the catalogue and of the sides of a question, and what names mean.

    Args:
        graph: the graph that the site is of.
    """
    told = {
        "terms": {term.name: expand(term.id) for term in graph.terms()},
        "records": {kind: graph.lexicon.records(kind) for kind in ("document", "study")},
        "catalogue": {name: _told(query) for name, query in load_catalogue().items()},
        "leads": [
            (pattern.pattern.replace("(?P<", "(?<"), query) for pattern, query in query_patterns()
        ],
        "words": dict(read_phrases().words),
        "evidence": {kind.name: kind.rank for kind in graph.library.evidence.values()},
        "why": {
            "base": BASE,
            **scope.QUERIES,
            "at_site": question.at_site(_IRI, 0), "in_people": question.in_people(_IRI, 0),
        },
    }  # fmt: skip
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()


def _told(query: Catalogued) -> dict[str, Any]:
    return {
        "question": query.question, "text": query.text,
        "empty": (*query.beside, *query.empty),
        "columns": [[column.name, column.type] for column in query.columns],
        "parameters": [
            {**p._asdict(), "choices": p.choices} for p in query.parameters
        ],
    }  # fmt: skip
