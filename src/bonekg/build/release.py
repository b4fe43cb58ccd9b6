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
    from pyoxigraph import Triple

__all__ = ["differences", "read_context", "release_files", "write_release"]

_OWL = ("ontology", "background")
_OWL_FULL = (*_OWL, "sources", "claims", "conflicts")


def release_files(build: Build) -> dict[str, bytes]:
    """Make the files of a release.

    Returns:
        File name → content: canonical N-Quads, OWL in RDF/XML without and with the claims,
        JSON-LD with its context, the query catalogue, the claims as a table, the descriptions of
        `bonekg.exports.descriptions`, and a manifest with counts and the digest of each.
    """
    from pyoxigraph import RdfFormat, serialize

    from bonekg.catalogue.formats import examples_turtle
    from bonekg.catalogue.queries import load_catalogue
    from bonekg.exports.descriptions import metadata_files
    from bonekg.exports.descriptions.table import write_table
    from bonekg.flat import read_flat
    from bonekg.store.base import EmbeddedStore

    dataset = build.dataset()
    lines = serialize(dataset, format=RdfFormat.N_QUADS)
    assert lines is not None  # no output was named
    quads = b"".join(sorted(lines.splitlines(keepends=True)))
    files = {
        "bonekg.nq": quads,
        "bonekg.owl": _owl(build, _OWL, "bonekg.owl"),
        "bonekg-full.owl": _owl(build, _OWL_FULL, "bonekg-full.owl"),
        "context.jsonld": _json({"@context": build.context}),
        "bonekg.jsonld": _json(_document(build)),
    }
    catalogue = load_catalogue(build.vocabulary.sources / "queries")
    files["sparql-examples.ttl"] = examples_turtle(catalogue.values())
    store = EmbeddedStore(data=quads)
    files["claims.csv"] = write_table(read_flat(store))
    # The crate names the manifest, but only the manifest can hold digests of both.
    files |= metadata_files(store, quads, {**files, "manifest.json": b""})
    files["manifest.json"] = _json(_manifest(build, files))
    return files


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


def read_context() -> dict[str, Any]:
    """Read the JSON-LD context of the release, in which the curated sources are written."""
    path = resources.root() / "data" / "release" / "context.jsonld"
    context: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))["@context"]
    return context


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


def _owl(build: Build, graphs: tuple[str, ...], name: str) -> bytes:
    """Write some graphs as one ontology in RDF/XML, in a fixed order."""
    from pyoxigraph import (
        CanonicalizationAlgorithm,
        Dataset,
        NamedNode,
        Quad,
        RdfFormat,
        Triple,
        serialize,
    )

    old, new = NamedNode(f"{BASE}bonekg.owl"), NamedNode(f"{BASE}{name}")
    version = NamedNode(expand("owl:versionIRI"))
    dataset = Dataset()
    for graph in graphs:
        for s, p, o in build.graphs[graph]:
            if p == version:
                o = NamedNode(o.value.replace("bonekg.owl", name))
            dataset.add(Quad(new if s == old else s, p, o))
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    triples = [Triple(quad.subject, quad.predicate, quad.object) for quad in dataset]
    triples.sort(key=_header_first)
    content = serialize(triples, format=RdfFormat.RDF_XML, prefixes=PREFIXES)
    assert content is not None  # no output was named
    return content + b"\n"


def _header_first(triple: Triple) -> tuple[bool, str, bool, bool, str, str]:
    """Put the ontology first, and of each node its type: readers look for typed elements."""
    predicate = str(triple.predicate)
    of_owl = str(triple.object).startswith(f"<{PREFIXES['owl']}")
    return (
        not str(triple.subject).endswith(".owl>"),
        str(triple.subject),
        predicate != f"<{expand('rdf:type')}>",
        not of_owl,
        predicate,
        str(triple.object),
    )


def _document(build: Build) -> dict[str, Any]:
    """Give the curated records as readable JSON-LD, with the context beside it."""
    records = [
        record
        for graph in ("ontology", "background", "sources", "claims", "conflicts")
        for record in build.records.get(graph, [])
    ]
    return {"@context": "context.jsonld", "@graph": sorted(records, key=lambda r: str(r["id"]))}


def _manifest(build: Build, files: dict[str, bytes]) -> dict[str, Any]:
    from bonekg._version import __version__

    return {
        "name": "bonekg",
        "version": __version__,
        "license": "CC-BY-4.0",
        "graphs": {GRAPHS[name]: len(triples) for name, triples in sorted(build.graphs.items())},
        "claims": len(build.records.get("claims", [])),
        "terms": len(build.records.get("ontology", [])),
        "files": {
            name: {"sha256": hashlib.sha256(content).hexdigest(), "bytes": len(content)}
            for name, content in sorted(files.items())
        },
    }


def _json(value: Any) -> bytes:
    return (json.dumps(value, indent=1, ensure_ascii=False) + "\n").encode("utf-8")
