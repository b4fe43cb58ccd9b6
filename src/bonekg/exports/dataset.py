"""The graph as a Dataset of rdflib, which can be read and asked without a warning."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Generator, Iterator, Mapping

import pyoxigraph as ox
import rdflib

from bonekg.errors import ExportError, quoted
from bonekg.rdf import PREFIXES

__all__ = ["BoneDataset", "rdflib_dataset"]


class BoneDataset(rdflib.Dataset):
    """A Dataset of rdflib that may use what rdflib calls deprecated, as rdflib itself does.

    From 7.6 on rdflib warns of three names, and uses them itself in nearly all that a Dataset does;
    to whom warnings are errors, its own Dataset is of no use. Here the names have no warning.
    """

    @property
    def identifier(self) -> rdflib.graph._ContextIdentifierType:
        """The name of the default graph."""
        return super(rdflib.Dataset, self).identifier

    def contexts(
        self, triple: rdflib.graph._TripleType | None = None
    ) -> Generator[rdflib.Graph, None, None]:
        """Give all graphs, or those that hold a triple."""
        yield from self.graphs(triple)

    @property
    def default_context(self) -> rdflib.Graph:
        """The default graph."""
        return self._default_context

    @default_context.setter
    def default_context(self, graph: rdflib.Graph) -> None:
        self._default_context = graph


def rdflib_dataset(nquads: bytes) -> BoneDataset:
    """Give N-Quads as a Dataset with named graphs, a union as default graph, our prefixes bound.

    Args:
        nquads: the statements; rdflib's own reader of them makes a Dataset that warns.
    """
    dataset = BoneDataset(default_union=True)
    dataset.addN(_quads(dataset, nquads))
    for prefix, iri in PREFIXES.items():
        dataset.bind(prefix, iri, replace=True)
    return dataset


_Quad = tuple[rdflib.term.Node, rdflib.term.Node, rdflib.term.Node, rdflib.Graph]


def _quads(dataset: BoneDataset, nquads: bytes) -> Iterator[_Quad]:
    graphs: dict[str, rdflib.Graph] = {}
    blank = defaultdict[str, rdflib.BNode](rdflib.BNode)  # new ones: a label is a file's own
    for quad in ox.parse(nquads, format=ox.RdfFormat.N_QUADS):
        if isinstance(quad.graph_name, ox.DefaultGraph):
            graph = dataset.default_context
        else:
            name = quad.graph_name.value
            if name not in graphs:
                graphs[name] = dataset.graph(_term(quad.graph_name, blank))
            graph = graphs[name]
        parts = (quad.subject, quad.predicate, quad.object)
        subject, predicate, object_ = (_term(part, blank) for part in parts)
        yield subject, predicate, object_, graph


def _term(
    term: object, blank: Mapping[str, rdflib.BNode]
) -> rdflib.URIRef | rdflib.BNode | rdflib.Literal:
    if isinstance(term, ox.NamedNode):
        return rdflib.URIRef(term.value)
    if isinstance(term, ox.BlankNode):
        return blank[term.value]
    if not isinstance(term, ox.Literal):
        raise ExportError(f"rdflib has no triple terms, such as {quoted(term)}")
    if term.language:
        return rdflib.Literal(term.value, lang=term.language)
    kind = rdflib.URIRef(term.datatype.value)
    # to rdflib a text without a type is another than one of the type of texts
    return rdflib.Literal(term.value, datatype=None if kind == rdflib.XSD.string else kind)
