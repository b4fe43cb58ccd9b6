"""From the sources to one dataset of named graphs.

Each graph has one job, and no triple stands in two: `ontology` (vocabulary and terms),
`background` (sourced relations), `sources` (documents, passages, speakers, studies), `claims`,
`stated` (a direct triple per affirmed claim that is no question), `conflicts`, `source-reports`
(what the studies themselves say, and how the claims stand to it), `mappings`, `derived` (what
follows by rule, who agrees, what each term is a kind of, where each site is).
There is no blank node outside OWL axioms, and those have canonical labels.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from bonekg.build.collector import uncollected
from bonekg.build.rules import apply_rules, read_rules
from bonekg.errors import InvalidValueError
from bonekg.rdf import BASE, GRAPHS, expand, prefix_header
from bonekg.sources.claims import ClaimsFile, read_claims
from bonekg.sources.documents import load_documents
from bonekg.sources.mappings import read_mappings
from bonekg.sources.passages import read_stamps
from bonekg.sources.records import Place, Reader, to_quads
from bonekg.sources.source_checks import read_source_checks
from bonekg.sources.vocabulary import Vocabulary, term_iri
from bonekg.sources.yaml import Scalar, read_yaml

if TYPE_CHECKING:
    from pyoxigraph import Literal, NamedNode, Quad, QuerySolutions, Store, Triple

__all__ = ["Build", "build"]


class Build:
    """What a build gave.

    Attributes:
        graphs: graph name → its triples.
        places: IRI → place in the sources.
        records: graph name → JSON-LD records, with names that the context knows.
    """

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self.graphs: dict[str, set[Triple]] = {name: set() for name in GRAPHS}
        self.places: dict[str, Place] = {}
        self.records: dict[str, list[dict[str, Any]]] = {}

    def add_records(
        self, graph: str, records: list[dict[str, Any]], places: dict[str, Place]
    ) -> None:
        """Take the records of a graph, and where they stand."""
        self.places.update(places)
        self.records.setdefault(graph, []).extend(records)

    def expand_records(self) -> None:
        """Put the triples of all records into their graphs."""
        named = {GRAPHS[name]: name for name in self.records}
        given = {iri: self.records[name] for iri, name in named.items()}
        for quad in to_quads(given, self.vocabulary):
            self.graphs[named[cast("NamedNode", quad.graph_name).value]].add(quad.triple)

    @cached_property
    def store(self) -> Store:
        """All graphs in a store, to be queried; the build completes it by what follows."""
        from pyoxigraph import Store

        store = Store()
        store.bulk_extend(_quads(self.graphs))
        return store


@uncollected()
def build(sources: Path | None = None) -> Build:
    """Build the dataset from the sources.

    Args:
        sources: the folder that holds `ontology/` and `data/`; the package's own by default.

    Returns:
        The graphs, and where each resource stands in the sources.

    Raises:
        SourceError: at the first source that is wrong, with file and line.
    """
    from bonekg.paths.derive import derive

    vocabulary = Vocabulary(sources)
    result = Build(vocabulary)
    _ontology(result)
    _background(result)
    _documents_and_studies(result)
    files = read_claims(vocabulary)
    for file in files:
        result.add_records("claims", _without_local_names(file), file.places)
    _conflicts(result)
    _source_checks(result)
    result.expand_records()
    _passages(result, files)
    _mappings(result)
    for name, triples in apply_rules(read_rules(vocabulary.sources), result.store).items():
        result.graphs[name] |= triples
    edges = derive(_select(result.store))
    result.graphs["derived"] |= edges
    result.store.bulk_extend(_quads({"derived": edges}))
    return result


def _quads(graphs: dict[str, set[Triple]]) -> Iterator[Quad]:
    from pyoxigraph import NamedNode, Quad

    for name, triples in graphs.items():
        graph = NamedNode(GRAPHS[name])
        for triple in triples:
            yield Quad(triple.subject, triple.predicate, triple.object, graph)


def _select(store: Store) -> Callable[[str], Iterator[tuple[str | None, ...]]]:
    """Give what runs a SELECT over the union of a store's graphs."""

    def select(sparql: str) -> Iterator[tuple[str | None, ...]]:
        rows = store.query(f"{prefix_header()}\n{sparql}", use_default_graph_as_union=True)
        for row in cast("QuerySolutions", rows):
            yield tuple(None if cell is None else cast("Literal", cell).value for cell in row)

    return select


def _ontology(result: Build) -> None:
    from pyoxigraph import CanonicalizationAlgorithm, Dataset, RdfFormat, parse

    edited = result.vocabulary.sources / "ontology" / "bonekg-edit.ttl"
    try:
        parsed = {quad.triple for quad in parse(path=str(edited), format=RdfFormat.TURTLE)}
    except SyntaxError as error:
        raise InvalidValueError(edited, error.lineno, f"not Turtle: {error.msg}") from error
    labelled = Dataset(_quads({"ontology": parsed}))
    labelled.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)  # no other source has blank nodes
    result.graphs["ontology"].update(quad.triple for quad in labelled)
    result.graphs["ontology"] |= _version_triples()
    for file in result.vocabulary.term_files:
        reader = Reader(result.vocabulary, file)
        records = reader.records(
            read_yaml(file),
            "term",
            lambda key, file=file: term_iri(key, file),  # type: ignore[misc]
        )
        result.add_records("ontology", records, reader.places)


def _version_triples() -> set[Triple]:
    from pyoxigraph import Literal, NamedNode, Triple

    from bonekg._version import __version__

    ontology = NamedNode(f"{BASE}bonekg.owl")
    version = NamedNode(f"{BASE}{__version__}/bonekg.owl")
    return {
        Triple(ontology, NamedNode(expand("owl:versionInfo")), Literal(__version__)),
        Triple(ontology, NamedNode(expand("owl:versionIRI")), version),
    }


def _background(result: Build) -> None:
    for file in sorted((result.vocabulary.sources / "ontology" / "background").glob("*.yaml")):
        reader = Reader(result.vocabulary, file)
        records = reader.records(
            read_yaml(file), "background relation", lambda key: f"{BASE}background/{key.text}"
        )
        result.add_records("background", records, reader.places)


def _documents_and_studies(result: Build) -> None:
    data = result.vocabulary.sources / "data"
    for name, record in (("documents", "document"), ("studies", "study")):
        file = data / f"{name}.yaml"
        reader = Reader(result.vocabulary, file)

        def iri_of(key: Scalar, kind: str = record) -> str:
            return f"{BASE}{kind}/{key.text}"

        records = reader.records(read_yaml(file), record, iri_of)
        result.add_records("sources", records, reader.places)


def _without_local_names(file: ClaimsFile) -> list[dict[str, Any]]:
    """Replace names that hold in one document only by their IRIs."""
    local = file.document.local_names

    def settle(value: Any) -> Any:
        if isinstance(value, list):
            return [settle(item) for item in value]
        return local.get(value, value)

    keys = {"speaker", "relayed by", "reference"}
    return [
        {key: settle(value) if key in keys else value for key, value in record.items()}
        for record in file.records
    ]


def _passages(result: Build, files: list[ClaimsFile]) -> None:
    from pyoxigraph import Literal, NamedNode, Triple

    integer = NamedNode(expand("xsd:integer"))
    rdf_type, source, start, end, digest = (
        NamedNode(expand(curie))
        for curie in ("rdf:type", "oa:hasSource", "oa:start", "oa:end", "bkg:sha256")
    )
    documents = load_documents(result.vocabulary.sources)
    for file in files:
        document = file.document
        stamps = read_stamps(result.vocabulary.sources, document.slug)
        spans = {(s.start, s.end) for record in file.records for s in file.spans(record)}
        for first, last in spans:
            passage = NamedNode(f"{BASE}passage/{document.slug}-{first}-{last}")
            triples = {
                Triple(passage, rdf_type, NamedNode(expand("bkg:Passage"))),
                Triple(passage, source, NamedNode(documents[document.slug].iri)),
                Triple(passage, start, Literal(str(first), datatype=integer)),
                Triple(passage, end, Literal(str(last), datatype=integer)),
            }
            if (first, last) in stamps:
                triples.add(Triple(passage, digest, Literal(stamps[first, last])))
            result.graphs["sources"] |= triples


def _mappings(result: Build) -> None:
    from pyoxigraph import NamedNode, Triple

    for file in sorted((result.vocabulary.sources / "ontology" / "mappings").glob("*.sssom.tsv")):
        for row in read_mappings(file):
            nodes = [
                NamedNode(expand(c)) for c in (row.subject_id, row.predicate_id, row.object_id)
            ]
            triple = Triple(*nodes)
            if triple not in result.graphs["ontology"]:
                result.graphs["mappings"].add(triple)


def _claim_keys(result: Build) -> dict[str, str]:
    """Give the key → IRI of each claim."""
    start = f"{BASE}claim/"
    return {
        str(r["id"]).removeprefix(start): str(r["id"]) for r in result.records.get("claims", [])
    }


def _conflicts(result: Build) -> None:
    file = result.vocabulary.sources / "data" / "conflicts.yaml"
    keys = _claim_keys(result)
    reader = Reader(result.vocabulary, file, local=keys)
    records = reader.records(read_yaml(file), "conflict", lambda key: f"{BASE}conflict/{key.text}")
    for record in records:
        record["claims"] = [keys[key] for key in record.get("claims", [])]
    result.add_records("conflicts", records, reader.places)


def _source_checks(result: Build) -> None:
    read = read_source_checks(result.vocabulary, _claim_keys(result))
    result.add_records("source-reports", read.records, read.places)
