"""What an assistant can read before it asks: the vocabulary, the catalogue, what goes wrong."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from bonekg.catalogue.queries import load_catalogue
from bonekg.rdf import GRAPHS, PREFIXES
from bonekg.resources import package

if TYPE_CHECKING:
    from bonekg.graph import KnowledgeGraph

__all__ = ["RESOURCES", "Readable"]

_WORDS = """
SELECT ?word ?sort ?name ?help WHERE {
  VALUES (?type ?sort) { (owl:Class "class") (owl:ObjectProperty "property")
    (owl:DatatypeProperty "property") (owl:AnnotationProperty "property") }
  ?word a ?type ; skos:prefLabel|rdfs:label ?name .
  FILTER(STRSTARTS(STR(?word), "https://w3id.org/bonekg/"))
  FILTER NOT EXISTS { ?word bkg:checkedIn ?file }
  FILTER NOT EXISTS { ?word rdfs:subClassOf+ bkg:Entity }
  OPTIONAL { ?word skos:definition|rdfs:comment ?help }
} ORDER BY ?sort ?word
"""


class Readable(NamedTuple):
    """A resource.

    Attributes:
        uri: its address.
        name: its name.
        help: what it holds.
        read: gives its text, as Markdown.
    """

    uri: str
    name: str
    help: str
    read: Callable[[KnowledgeGraph], str]


def _vocabulary(graph: KnowledgeGraph) -> str:
    lines = ["# Vocabulary", "", "Prefixes that every query knows:", ""]
    lines += [f"- `{prefix}:` <{iri}>" for prefix, iri in sorted(PREFIXES.items())]
    lines += ["", "Named graphs:", ""]
    lines += [f"- `bkg.graph:{name}`" for name in GRAPHS]
    for word, sort, name, told in graph.store.select(_WORDS):
        if f"## {sort}" not in lines:
            lines += ["", f"## {sort}", ""]
        curie = getattr(word, "curie", word)
        lines.append(f"- `{curie}` {name}{f': {told}' if told else ''}")
    return "\n".join(lines) + "\n"


def _catalogue(graph: KnowledgeGraph) -> str:
    lines = ["# Catalogue", "", "Each is run by the tool `run`, with its name and parameters."]
    topic = ""
    for query in load_catalogue().values():
        if query.topic != topic:
            topic = query.topic
            lines += ["", f"## {topic}", ""]
        takes = "; ".join(
            f"{p.name} ({p.type}{', required' if p.required else f', {p.default!r}'})"
            for p in query.parameters
        )
        lines.append(f"- `{query.name}`: {query.question}{f' Takes {takes}.' if takes else ''}")
    return "\n".join(lines) + "\n"


def _wrong(graph: KnowledgeGraph) -> str:
    text = (package() / "mcp" / "what-goes-wrong.md").read_text(encoding="utf-8")
    return text.replace("{documents}", str(len(graph.library.documents)))


RESOURCES: dict[str, Readable] = {
    readable.uri: readable
    for readable in (
        Readable("bonekg://vocabulary", "vocabulary", "Prefixes, graphs, classes, properties.",
                 _vocabulary),
        Readable("bonekg://catalogue", "catalogue", "All queries that the tool run knows.",
                 _catalogue),
        Readable("bonekg://what-goes-wrong", "what commonly goes wrong",
                 "Mistakes in asking and in telling, and what to do instead.", _wrong),
    )
}  # fmt: skip
