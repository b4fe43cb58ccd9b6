"""JSON-LD in the words of the curated sources: everything, or framed by claim and by term."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from bonekg.exports.registry import Format
from bonekg.rdf import GRAPHS, expand
from bonekg.sources.vocabulary import Vocabulary

if TYPE_CHECKING:
    from bonekg.exports.source import Exported

__all__ = ["FORMATS", "readable_context", "write", "write_claims", "write_terms"]

# What the sources need no word for, since the build makes it.
_FURTHER = {
    "from": {"@id": "oa:start", "@type": "xsd:integer"},
    "to": {"@id": "oa:end", "@type": "xsd:integer"},
    "of": {"@id": "oa:hasSource", "@type": "@id"},
    "kind of": {"@id": "bkg:kindOf", "@type": "@id"},
}
_BARE = {"@embed": "@never"}
_CITATION = {"cites": {"of": _BARE}}
_CLAIM_FRAME: dict[str, Any] = {
    "@type": "bkg:Claim",
    "in document": _BARE,
    "passage": _CITATION,
    "also": _CITATION,
    "repeated at": _CITATION,
    "cue": _CITATION,
    "study": {"reported in": _BARE},
}


def readable_context(graph: Exported) -> dict[str, Any]:
    """Give the context of the sources as compaction wants it.

    The sources type their texts as strings, which they are in RDF without it; and what only a
    build makes gets its word too.
    """
    context = Vocabulary().context()
    loose = {
        key: {k: v for k, v in value.items() if (k, v) != ("@type", "xsd:string")}
        if isinstance(value, dict)
        else value
        for key, value in context.items()
    }
    return {**loose, **_FURTHER}


def write(graph: Exported) -> dict[str, bytes]:
    """Write everything, compact: one flat node for each thing."""
    made = _processor().compact(_nodes(graph, GRAPHS), readable_context(graph), {"graph": True})
    return {"bonekg.jsonld": _json(made)}


def write_claims(graph: Exported) -> dict[str, bytes]:
    """Write one object for each claim, with its passages, speaker, study, dose and effect in it."""
    nodes = _nodes(graph, ("claims", "sources"))
    return {"claims.framed.jsonld": _framed(graph, nodes, _CLAIM_FRAME)}


def write_terms(graph: Exported) -> dict[str, bytes]:
    """Write one object for each class: names, definition, parents, mappings."""
    nodes = [
        {key: value for key, value in node.items() if key != expand("bkg:kindOf")}
        for node in _nodes(graph, ("ontology", "mappings"))
    ]
    return {"terms.framed.jsonld": _framed(graph, nodes, {"@type": "owl:Class", **_BARE})}


def _framed(graph: Exported, nodes: list[Any], frame: dict[str, Any]) -> bytes:
    framed = {"@context": readable_context(graph), **frame}
    options = {"embed": "@always", "omitGraph": False, "omitDefault": True}
    return _json(_processor().frame(nodes, framed, options))


def _processor() -> Any:
    """Give PyLD's processor, one that looks up once how an IRI is written in a context.

    PyLD compares each IRI with all words of the context, which are more than a thousand, each time
    that it comes to it.
    """
    from pyld.jsonld import JsonLdProcessor

    class Remembering(JsonLdProcessor):  # type: ignore[misc]  # PyLD has no types
        def __init__(self) -> None:
            super().__init__()
            self._written: dict[tuple[Any, ...], tuple[Any, Any]] = {}

        def _compact_iri(self, context: Any, iri: Any, value: Any = None, **how: Any) -> Any:
            if value is not None and iri in self._get_inverse_context(context):
                return super()._compact_iri(context, iri, value, **how)  # the value decides
            key = (id(context), iri, value is None, *sorted(how.items()))
            if key not in self._written:
                found = super()._compact_iri(context, iri, value, **how)
                self._written[key] = (found, context)  # kept, so that no other has its identity
            return self._written[key][0]

    return Remembering()


def _nodes(graph: Exported, names: Any) -> list[Any]:
    """Give the statements of some named graphs as expanded JSON-LD, sorted."""
    import pyoxigraph

    wanted = {GRAPHS[name] for name in names}
    triples = [
        quad.triple
        for quad in pyoxigraph.parse(graph.nquads(), format=pyoxigraph.RdfFormat.N_QUADS)
        if str(quad.graph_name).strip("<>") in wanted
    ]
    content = pyoxigraph.serialize(triples, format=pyoxigraph.RdfFormat.JSON_LD)
    assert content is not None  # no output was named
    nodes: list[Any] = json.loads(content)
    typed = expand("rdf:type")
    for node in nodes:
        if typed in node:
            node["@type"] = [value["@id"] for value in node.pop(typed)]
    return nodes


def _json(value: Any) -> bytes:
    return (json.dumps(value, indent=1, ensure_ascii=False) + "\n").encode("utf-8")


FORMATS = (
    Format(
        "jsonld",
        "all statements as compact JSON-LD, in the words of the sources",
        ("bonekg.jsonld",),
        "everything but which graph a triple stands in",
        "the named graphs; statements tell by their class what they are",
        write,
        "jsonld (npm), PyLD",
    ),
    Format(
        "jsonld-claims",
        "one JSON-LD object for each claim, with all that belongs to it in place",
        ("claims.framed.jsonld",),
        "claims, passages, speakers, references, studies, doses, effects",
        "terms but for their names; background, derived, conflicts",
        write_claims,
        "jsonld (npm)",
    ),
    Format(
        "jsonld-terms",
        "one JSON-LD object for each term and class",
        ("terms.framed.jsonld",),
        "terms with names, definitions, synonyms, parents, mappings",
        "claims; background, derived, conflicts",
        write_terms,
        "PyLD",
    ),
)
