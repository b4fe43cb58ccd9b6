"""The graph as a network: terms, studies and values as nodes; claims and relations as edges.

Every edge says in `basis` what it rests on: a claim (stated), a public source (background), a rule
(derived) or the ontology (hierarchy). Its `relation` is the bare predicate only where somebody
affirms it; what is denied or asked says so there too, so that no reader takes it for a plain edge.
The attributes are the columns of the records of `bonekg.model`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

from bonekg.errors import ExportError, quoted
from bonekg.model import BackgroundRelation, Claim, DerivedEdge, Field, Study, columns, flatten
from bonekg.rdf import BASE, expand

if TYPE_CHECKING:
    import networkx

    from bonekg.exports.source import Exported

__all__ = [
    "BASES",
    "EDGE_TYPES",
    "NODE_TYPES",
    "Edge",
    "knowledge_network",
    "read_edges",
    "read_nodes",
    "relation_of",
    "unique_labels",
    "value_node",
]

BASES = ("stated", "background", "derived", "hierarchy")


def _types(*records: type[Any]) -> dict[str, type]:
    """Give the columns of records with the type of an attribute, in order; a list for several."""

    def kind(field: Field) -> type:
        found: type = list if field.many else field.type
        return found

    return {name: kind(f) for record in records for name, f in columns(record).items()}


# The attributes of an edge and of a node, each of one type; what does not apply is left out.
EDGE_TYPES: dict[str, type] = {
    **{"basis": str, "relation": str, "negated": bool, "claim": str, "dose": str, "effect": str},
    **{"object_words": str},
    **_types(DerivedEdge, BackgroundRelation, Claim),
}
del EDGE_TYPES["id"]  # an edge's id stands beside its attributes
NODE_TYPES: dict[str, type] = {
    **{"name": str, "category": str, "categories": list, "label": str, "definition": str},
    **{"iri": str, "synonyms": list, "related_synonyms": list, "abbreviations": list},
    "favourable": str,
    **{name: kind for name, kind in _types(Study).items() if name != "id"},
}


class Edge(NamedTuple):
    """One edge.

    Attributes:
        id: the claim's key, or the CURIE of a background relation or a derived edge; unique.
        source: the subject's node.
        target: the object's node.
        attributes: what `EDGE_TYPES` names, without what does not apply.
    """

    id: str
    source: str
    target: str
    attributes: dict[str, Any]


def knowledge_network(
    graph: Exported, bases: Collection[str] = BASES
) -> networkx.MultiDiGraph[Any]:
    """Make a MultiDiGraph of a graph.

    Args:
        graph: the graph.
        bases: which edges to take, some of `BASES`.

    Returns:
        Nodes are CURIEs with the attributes `NODE_TYPES`, edges have the attributes `EDGE_TYPES`;
        an edge's key is its id, for a stated edge the claim's key. An attribute that does not apply
        is left out. Each current claim is one stated edge; where its object is a quantity or a
        definition, a node of the category *value* stands for that.

    Raises:
        ExportError: if there is no such basis.
    """
    import networkx

    unknown = sorted(set(bases) - set(BASES))
    if unknown:
        told = f"{quoted(unknown[0])} is no basis of an edge; there are {', '.join(BASES)}"
        raise ExportError(told)
    network: networkx.MultiDiGraph[Any] = networkx.MultiDiGraph(name="bonekg")
    network.add_nodes_from(sorted(read_nodes(graph).items()))
    for edge in read_edges(graph):
        if edge.attributes["basis"] in bases:
            network.add_edge(edge.source, edge.target, key=edge.id, **edge.attributes)
    return network


def read_nodes(graph: Exported) -> dict[str, dict[str, Any]]:
    """Read the nodes: all terms, all studies, and the values that claims have as objects.

    Returns:
        CURIE → attributes of `NODE_TYPES`. A study's name is its title where it has one; what
        claims point to and no term describes is of the category *other*.
    """
    nodes: dict[str, dict[str, Any]] = {}
    for term in graph.reader.terms():
        categories = [category.name for category in term.categories] or ["other"]
        nodes[term.id] = _node(term.id, term.name, categories, _plain(term))
    for study in graph.reader.studies():
        title = study.title or study.citation or study.name
        nodes[study.id] = _node(study.id, title, ["study"], _plain(study))
    for claim in graph.reader.claims():
        for thing in filter(None, (claim.subject, claim.object)):
            if thing.id not in nodes:
                nodes[thing.id] = _node(thing.id, thing.name, ["other"])
        if claim.object is None and claim.status == "current":
            node = value_node(claim)
            nodes[node] = _node(node, str(claim.object_name), ["value"])
    return nodes


def _node(
    curie: str, name: str, categories: list[str], more: dict[str, Any] | None = None
) -> dict[str, Any]:
    iri = curie if curie.startswith("http") else expand(curie)
    values = {"label": name, **(more or {}), "name": name, "iri": iri}
    values |= {"category": categories[0], "categories": categories}
    return _typed(values, NODE_TYPES)


def value_node(claim: Claim) -> str:
    """Give the node that stands for the quantity or the words that are a claim's object."""
    return f"{BASE}claim/{claim.id}/object"


def unique_labels(nodes: dict[str, dict[str, Any]]) -> dict[str, str]:
    """Give each node a label that no other has: its name, with its CURIE where that is taken.

    Some readers take a node's label for its id.
    """
    names = Counter(str(values["name"]) for values in nodes.values())
    return {
        node: values["name"] if names[values["name"]] == 1 else f"{values['name']} ({node})"
        for node, values in nodes.items()
    }


def read_edges(graph: Exported) -> list[Edge]:
    """Read all edges, in the order of `BASES`, within it by id."""
    edges = [_stated(claim) for claim in graph.reader.claims() if claim.status == "current"]
    edges += map(_background, graph.reader.relations())
    edges += map(_derived, graph.reader.derived())
    return [*edges, *sorted(_hierarchy(graph))]


def relation_of(predicate: str, polarity: str, certainty: str) -> str:
    """Say how a predicate stands: bare if affirmed, else with what is done to it.

    Examples:
        >>> relation_of("increases", "affirmed", "hedged")
        'increases'
        >>> relation_of("increases", "denied", "question")
        'asked: denied: increases'
    """
    denied = f"denied: {predicate}" if polarity == "denied" else predicate
    return f"asked: {denied}" if certainty == "question" else denied


def _stated(claim: Claim) -> Edge:
    values = {
        **_plain(claim),
        "basis": "stated",
        "relation": relation_of(claim.predicate, claim.polarity, claim.certainty),
        "negated": claim.polarity == "denied",
        "claim": claim.id,
        "dose": str(claim.dose) if claim.dose else None,
        "effect": str(claim.effect) if claim.effect else None,
        "object_words": None if claim.object else claim.object_name,
    }
    target = claim.object.id if claim.object else value_node(claim)
    return Edge(claim.id, claim.subject.id, target, _typed(values, EDGE_TYPES))


def _background(relation: BackgroundRelation) -> Edge:
    values = {**_plain(relation), "basis": "background", "relation": relation.predicate}
    return Edge(relation.id, relation.subject.id, relation.object.id, _typed(values, EDGE_TYPES))


def _derived(edge: DerivedEdge) -> Edge:
    values = {**_plain(edge), "basis": "derived", "relation": edge.predicate}
    values["evidence"] = [edge.evidence]
    return Edge(edge.id, edge.subject.id, edge.object.id, _typed(values, EDGE_TYPES))


def _hierarchy(graph: Exported) -> Iterator[Edge]:
    terms = {term.id: term for term in graph.reader.terms()}
    for term in terms.values():
        for parent in term.parents:
            if parent.id in terms:
                words = {"basis": "hierarchy", "relation": "kind of", "predicate": "kind of"}
                yield Edge(f"{term.id} kind of {parent.id}", term.id, parent.id, words)


def _plain(record: Any) -> dict[str, Any]:
    """Give the columns of a record, tuples as lists."""
    return {name: _listed(value) for name, value in flatten(record).items()}


def _listed(value: Any) -> Any:
    return [_listed(item) for item in value] if isinstance(value, tuple) else value


def _typed(values: dict[str, Any], types: dict[str, type]) -> dict[str, Any]:
    """Keep what applies, each value of its type, in one order."""
    return {
        key: float(values[key]) if kind is float else values[key]
        for key, kind in types.items()
        if values.get(key) not in (None, [])
    }
