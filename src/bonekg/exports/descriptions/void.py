"""VoID: how many triples, entities, classes and properties each named graph holds."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from bonekg.exports.descriptions.header import DATASET, UNRESOLVED, Header
from bonekg.exports.descriptions.turtle import Node, iri, number, text, turtle, typed
from bonekg.rdf import BASE, GRAPHS, PREFIXES, compact, expand

__all__ = ["Counts", "count", "void"]

_OBO = "http://purl.obolibrary.org/obo/"
_EXAMPLES = ("bkg:Claim", "bkg:Passage", "bkg:Study", "bkg:Conflict", "bkg:Document")
_MATCHES = tuple(
    expand(f"skos:{kind}Match") for kind in ("exact", "close", "broad", "narrow", "related")
)
_HELP = {
    "ontology": "vocabulary and domain terms",
    "background": "relations that public sources give",
    "sources": "documents, passages, speakers, studies",
    "claims": "who says what, where, how surely, at which dose, in whom",
    "stated": "a direct triple for each affirmed claim that is no question",
    "conflicts": "claims that oppose each other, and why",
    "mappings": "what other vocabularies have for our terms",
    "derived": "what follows by rule; nobody states it",
    "takes-in": "what a question about a term takes in, and by which way",
    "bearings": "what each statement says of its ends: more, less, good, bad, none, asked",
}
_Triple = tuple[str, str, str]


class Counts(NamedTuple):
    """What some triples hold.

    Attributes:
        triples: how many there are.
        entities: subjects that have a class.
        subjects: different subjects.
        objects: different objects, literals among them.
        classes: class → how many subjects have it.
        properties: property → how many triples, subjects, objects.
    """

    triples: int
    entities: int
    subjects: int
    objects: int
    classes: dict[str, int]
    properties: dict[str, tuple[int, int, int]]


def count(triples: Iterable[_Triple]) -> Counts:
    """Count triples, given as text, each once.

    Examples:
        >>> rdf_type = expand("rdf:type")
        >>> count({("<a>", rdf_type, "<C>"), ("<a>", "p", '"x"')}).properties["p"]
        (1, 1, 1)
    """
    is_a = expand("rdf:type")
    by_property: dict[str, list[_Triple]] = defaultdict(list)
    for triple in triples:
        by_property[triple[1]].append(triple)
    every = [triple for found in by_property.values() for triple in found]
    classes = Counter(value.strip("<>") for _, _, value in by_property[is_a])
    return Counts(
        len(every),
        len({subject for subject, _, _ in by_property[is_a]}),
        len({subject for subject, _, _ in every}),
        len({value for _, _, value in every}),
        dict(sorted(classes.items())),
        {
            name: (len(found), len({s for s, _, _ in found}), len({o for _, _, o in found}))
            for name, found in sorted(by_property.items())
            if found
        },
    )


def void(header: Header, quads: bytes) -> bytes:
    """Describe a graph, given as N-Quads, as a VoID dataset with a subset for each named graph."""
    graphs = _read(quads)
    everything = set().union(*graphs.values())
    return turtle(
        f"What the graph holds, counted. {UNRESOLVED}",
        [
            (iri(f"{DATASET}/void"), _document(header)),
            (iri(DATASET), _dataset(header, graphs, everything)),
            *((iri(GRAPHS[name]), _graph(name, graphs[name])) for name in GRAPHS if graphs[name]),
            *_linksets(graphs["mappings"]),
        ],
    )


def _read(quads: bytes) -> dict[str, set[_Triple]]:
    import pyoxigraph

    names = {iri_: name for name, iri_ in GRAPHS.items()}
    graphs: dict[str, set[_Triple]] = {name: set() for name in GRAPHS}
    for quad in pyoxigraph.parse(quads, format=pyoxigraph.RdfFormat.N_QUADS):
        name = names.get(str(quad.graph_name).strip("<>"))
        if name is not None:
            triple = (str(quad.subject), quad.predicate.value, str(quad.object))
            graphs[name].add(triple)
    return graphs


def _document(header: Header) -> Node:
    return [
        ("a", "void:DatasetDescription"),
        ("dcterms:title", text(f"{header.title}: what it holds", "en")),
        ("dcterms:issued", typed(header.issued, "xsd:date")),
        ("foaf:primaryTopic", iri(DATASET)),
    ]


def _dataset(header: Header, graphs: dict[str, set[_Triple]], everything: set[_Triple]) -> Node:
    counted = count(everything)
    return [
        ("a", "void:Dataset"),
        ("dcterms:title", text(header.title, "en")),
        ("dcterms:description", text(header.summary, "en")),
        ("dcterms:license", iri(header.license)),
        ("dcterms:issued", typed(header.issued, "xsd:date")),
        ("owl:versionInfo", text(header.version)),
        ("void:dataDump", iri(f"{BASE}{header.version}/bonekg.nq")),
        ("void:feature", "<http://www.w3.org/ns/formats/N-Quads>"),
        ("void:uriSpace", text(BASE)),
        *(("void:exampleResource", iri(example)) for example in _examples(everything)),
        *(("void:vocabulary", iri(name)) for name in _vocabularies(counted)),
        *_statistics(counted),
        *(("void:subset", iri(GRAPHS[name])) for name in GRAPHS if graphs[name]),
    ]


def _graph(name: str, triples: set[_Triple]) -> Node:
    return [
        ("a", "void:Dataset"),
        ("dcterms:title", text(name, "en")),
        ("dcterms:description", text(_HELP[name], "en")),
        *_statistics(count(triples)),
    ]


def _statistics(counted: Counts) -> Iterator[tuple[str, str | Node]]:
    yield "void:triples", number(counted.triples)
    yield "void:entities", number(counted.entities)
    yield "void:classes", number(len(counted.classes))
    yield "void:properties", number(len(counted.properties))
    yield "void:distinctSubjects", number(counted.subjects)
    yield "void:distinctObjects", number(counted.objects)
    for name, entities in counted.classes.items():
        yield (
            "void:classPartition",
            [("void:class", iri(name)), ("void:entities", number(entities))],
        )
    for name, (triples, subjects, objects) in counted.properties.items():
        yield (
            "void:propertyPartition",
            [
                ("void:property", iri(name)),
                ("void:triples", number(triples)),
                ("void:distinctSubjects", number(subjects)),
                ("void:distinctObjects", number(objects)),
            ],
        )


def _examples(triples: set[_Triple]) -> Iterator[str]:
    is_a = expand("rdf:type")
    for curie in _EXAMPLES:
        wanted = f"<{expand(curie)}>"
        found = [s for s, p, o in triples if p == is_a and o == wanted]
        if found:
            yield min(found).strip("<>")


def _vocabularies(counted: Counts) -> list[str]:
    return sorted({_vocabulary(name) for name in (*counted.classes, *counted.properties)})


def _vocabulary(name: str) -> str:
    """Give the vocabulary that a class or property is of."""
    if name.startswith(_OBO):
        return f"{_OBO}{name.removeprefix(_OBO).partition('_')[0].lower()}.owl"
    if name.startswith(BASE):
        return f"{BASE}bonekg.owl"
    found = re.match(r".*[/#]", name)
    return found[0] if found else name


def _linksets(mappings: set[_Triple]) -> Iterator[tuple[str, Node]]:
    """Describe the mappings: a linkset for each kind of match to each vocabulary."""
    found = Counter(
        (compact(target.strip("<>")).partition(":")[0], match)
        for _, match, target in mappings
        if match in _MATCHES
    )
    for prefix in sorted({prefix for prefix, _ in found}):
        space = PREFIXES.get(prefix, "")
        yield (
            iri(f"{DATASET}/vocabulary/{prefix}"),
            [
                ("a", "void:Dataset"),
                ("dcterms:title", text(prefix)),
                *([("void:uriSpace", text(space))] if space else []),
            ],
        )
    for (prefix, match), triples in sorted(found.items()):
        kind = compact(match)
        yield (
            iri(f"{DATASET}/links/{prefix}/{kind.partition(':')[2]}"),
            [
                ("a", "void:Linkset"),
                ("void:subjectsTarget", iri(DATASET)),
                ("void:objectsTarget", iri(f"{DATASET}/vocabulary/{prefix}")),
                ("void:linkPredicate", kind),
                ("void:triples", number(triples)),
            ],
        )
