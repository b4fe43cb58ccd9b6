"""The names that a query may use, to be offered in the editor: those that the graph holds."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from bonekg.model import Term
from bonekg.rdf import compact
from bonekg.store.forms import cell

if TYPE_CHECKING:
    from bonekg.graph import KnowledgeGraph

__all__ = ["vocabulary"]

_NAMES = """
SELECT ?thing ?kind ?name WHERE {
  VALUES (?type ?kind) {
    (owl:ObjectProperty "property") (owl:DatatypeProperty "property")
    (owl:AnnotationProperty "property") (owl:Class "class") (owl:NamedIndividual "value") }
  ?thing a ?type .
  OPTIONAL { ?thing skos:prefLabel ?name }
}
"""


def vocabulary(graph: KnowledgeGraph, known: Iterable[Term]) -> list[tuple[str, str, str]]:
    """Give CURIE, name and kind of each property, class, value and term of a graph.

    Args:
        graph: the graph.
        known: its terms.
    """
    held: dict[str, tuple[str, str]] = {term.id: (term.name, "term") for term in known}
    for thing, kind, name in graph.store.select(_NAMES):
        held.setdefault(compact(str(thing)), (cell(name), str(kind)))
    return sorted((curie, *told) for curie, told in held.items() if "/" not in curie)
