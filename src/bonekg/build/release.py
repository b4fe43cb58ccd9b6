"""The release: the files that a build writes, the same to the byte from the same sources."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bonekg import resources
from bonekg.build.graphs import Build
from bonekg.rdf import BASE, GRAPHS, PREFIXES, expand

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pyoxigraph import Dataset, Quad, Store, Triple

__all__ = ["OWL_GRAPHS", "differences", "owl", "release_files", "write_release"]

OWL_GRAPHS = ("ontology", "background", "mappings")
# OMO:0003000 is the OBO Metadata Ontology's type of synonym for abbreviations.
_ABBREVIATION = "http://purl.obolibrary.org/obo/OMO_0003000"
_ANY_OWL = f"{BASE}bonekg.owl"
_TYPE = f"<{expand('rdf:type')}>"


def release_files(build: Build) -> dict[str, bytes]:
    """Make the files of a release; every other form is an export of them.

    Returns:
        File name → content: canonical N-Quads, the ontology as OWL in RDF/XML, and a manifest with
        counts and the digest of both.
    """
    from pyoxigraph import RdfFormat

    lines = build.store.dump(format=RdfFormat.N_QUADS)
    assert lines is not None  # no output was named
    files = {
        "bonekg.nq": b"".join(sorted(lines.splitlines(keepends=True))),
        "bonekg.owl": owl(build.store, OWL_GRAPHS, "bonekg.owl"),
    }
    return files | {"manifest.json": _json(_manifest(build, files))}


def write_release(build: Build, folder: Path | None = None) -> Path:
    """Write the release's files, each whole or not at all.

    Args:
        build: what to write.
        folder: where; the checkout's `data/release` by default.
    """
    target = folder or resources.checkout() / "data" / "release"
    for name, content in release_files(build).items():
        resources.write_aside(target / name, content)
    return target


def differences(build: Build, folder: Path | None = None) -> list[str]:
    """Say which files of a release are not what the sources give.

    Returns:
        A line per missing, extra or differing file; empty if the release is up to date.
    """
    target = folder or resources.root() / "data" / "release"
    wanted = release_files(build)
    found = {path.name for path in target.glob("*")} if target.is_dir() else set()
    lines = [f"{name} should not be there" for name in sorted(found - set(wanted))]
    for name, content in wanted.items():
        if name not in found:
            lines.append(f"{name} is missing")
        elif (target / name).read_bytes() != content:
            lines.append(f"{name} is not what the sources give")
    return lines


def owl(store: Store, graphs: Iterable[str], name: str) -> bytes:
    """Write some named graphs as one ontology in RDF/XML, in a fixed order.

    Args:
        store: all graphs.
        graphs: the names of those to take.
        name: the file's name, which the ontology's own IRI ends with.
    """
    from pyoxigraph import (
        CanonicalizationAlgorithm,
        Dataset,
        NamedNode,
        Quad,
        RdfFormat,
        Triple,
        serialize,
    )

    old, new = NamedNode(_ANY_OWL), NamedNode(f"{BASE}{name}")
    version = NamedNode(expand("owl:versionIRI"))
    taken = Dataset()
    for graph in graphs:
        for quad in store.quads_for_pattern(None, None, None, NamedNode(GRAPHS[graph])):
            value = quad.object
            if quad.predicate == version:
                value = NamedNode(str(value).strip("<>").replace("bonekg.owl", name))
            taken.add(Quad(new if quad.subject == old else quad.subject, quad.predicate, value))
    for quad in [*_typed_synonyms(taken), *_declared(taken)]:
        taken.add(quad)
    taken.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    triples = [Triple(quad.subject, quad.predicate, quad.object) for quad in taken]
    triples.sort(key=_header_first)
    content = serialize(triples, format=RdfFormat.RDF_XML, prefixes=PREFIXES)
    assert content is not None  # no output was named
    return content + b"\n"


def _typed_synonyms(taken: Dataset) -> list[Quad]:
    """Give abbreviations as exact synonyms of their type, in which ontology tools look for them."""
    from pyoxigraph import BlankNode, NamedNode, Quad

    exact = NamedNode(expand("oboInOwl:hasExactSynonym"))
    found = []
    for number, quad in enumerate(taken):
        if quad.predicate != NamedNode(expand("bkg:abbreviation")):
            continue
        axiom = BlankNode(f"synonym{number}")
        found.append(Quad(quad.subject, exact, quad.object))
        for name, value in (
            ("rdf:type", NamedNode(expand("owl:Axiom"))),
            ("owl:annotatedSource", quad.subject),
            ("owl:annotatedProperty", exact),
            ("owl:annotatedTarget", quad.object),
            ("oboInOwl:hasSynonymType", NamedNode(_ABBREVIATION)),
        ):
            found.append(Quad(axiom, NamedNode(expand(name)), value))
    return found


def _declared(taken: Dataset) -> list[Quad]:
    """Declare what has a class as an individual: reports take anything undeclared for a term."""
    from pyoxigraph import NamedNode, Quad

    kind = NamedNode(expand("rdf:type"))
    classes = set(taken.quads_for_object(NamedNode(expand("owl:Class"))))
    named = {quad.subject for quad in classes if quad.predicate == kind}
    individual = NamedNode(expand("owl:NamedIndividual"))
    return [
        Quad(quad.subject, kind, individual)
        for quad in taken
        if quad.predicate == kind and quad.object in named and isinstance(quad.subject, NamedNode)
    ]


def _header_first(triple: Triple) -> tuple[bool, str, bool, bool, str, str]:
    """Put the ontology first, and of each node its type: readers look for typed elements."""
    predicate = str(triple.predicate)
    of_owl = str(triple.object).startswith(f"<{PREFIXES['owl']}")
    return (
        not str(triple.subject).endswith(".owl>"),
        str(triple.subject),
        predicate != _TYPE,
        not of_owl,
        predicate,
        str(triple.object),
    )


def _manifest(build: Build, files: dict[str, bytes]) -> dict[str, Any]:
    from bonekg._version import __version__

    return {
        "name": "bonekg",
        "version": __version__,
        "license": "CC-BY-4.0",
        "graphs": {GRAPHS[name]: len(triples) for name, triples in sorted(build.graphs.items())},
        "claims": len(build.records.get("claims", [])),
        "terms": _count_terms(build),
        "files": {
            name: {"sha256": hashlib.sha256(content).hexdigest(), "bytes": len(content)}
            for name, content in sorted(files.items())
        },
    }


def _count_terms(build: Build) -> int:
    """Count what stands under the domain entity: the terms with the categories that hold them."""
    from pyoxigraph import NamedNode

    entity, kind_of = NamedNode(expand("bkg:Entity")), NamedNode(expand("bkg:kindOf"))
    triples = (triple for graph in build.graphs.values() for triple in graph)
    found = {t.subject for t in triples if t.predicate == kind_of and t.object == entity}
    return len(found - {entity})


def _json(value: Any) -> bytes:
    return (json.dumps(value, indent=1, ensure_ascii=False) + "\n").encode("utf-8")
