"""What the graph says about itself: VoID, DCAT, Croissant, RO-Crate and schema.org.

VoID and DCAT are queries beside this file, whose triples the engine writes as Turtle; the others
are JSON. All of it comes from the graph's own header, its statements, and the bytes of the files
that are described; so it is the same whenever they are.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from bonekg.errors import ExportError
from bonekg.exports.descriptions.crate import crate
from bonekg.exports.descriptions.croissant import croissant
from bonekg.exports.descriptions.header import (
    DATASET,
    ONTOLOGY,
    RIGHTS,
    Header,
    described,
    read_header,
)
from bonekg.exports.descriptions.schema_org import schema_org
from bonekg.rdf import PREFIXES
from bonekg.resources import package

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pyoxigraph import Triple

    from bonekg.store.base import Store

__all__ = ["METADATA", "describe", "metadata_files", "read_query"]

METADATA = ("croissant.json", "dataset.jsonld", "dcat.ttl", "ro-crate-metadata.json", "void.ttl")
_PREFIXES = {
    **{name: PREFIXES[name] for name in ("bkg", "dcterms", "owl", "prov", "rdfs", "skos", "xsd")},
    "dcat": "http://www.w3.org/ns/dcat#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "spdx": "http://spdx.org/rdf/terms#",
    "void": "http://rdfs.org/ns/void#",
}
_OF_ONTOLOGY = ("bonekg.owl",)


def metadata_files(store: Store, files: dict[str, bytes]) -> dict[str, bytes]:
    """Describe a graph and the files that hold it.

    Args:
        store: the graph.
        files: file name → content, all that is in the folder besides the metadata.

    Returns:
        The files of `METADATA`. The crate describes the others too, so it is made last.

    Raises:
        ExportError: if the graph lacks the header that says what it is.
    """
    header = read_header(store)
    made = {
        "croissant.json": croissant(header, files),
        "dataset.jsonld": schema_org(header, files),
        "dcat.ttl": describe(store, "dcat", _of_files(header, files)),
        "void.ttl": describe(store, "void"),
    }
    made["ro-crate-metadata.json"] = crate(header, files | made)
    return made


@cache
def read_query(name: str) -> str:
    """Read one of the queries of this folder; it is kept.

    Args:
        name: its name, without its ending.
    """
    return (package() / "exports" / "descriptions" / f"{name}.rq").read_text(encoding="utf-8")


def describe(
    store: Store, name: str, values: dict[str, list[tuple[str, ...]]] | None = None
) -> bytes:
    """Run one of the CONSTRUCT queries of this folder and write what it gives as Turtle.

    Args:
        store: the graph.
        name: the query's name, without its ending.
        values: the rows, of written terms, for each line that is marked `#+ <key>`.

    Raises:
        ExportError: if the graph has nothing to describe.
    """
    import pyoxigraph

    query = read_query(name)
    for key, rows in (values or {}).items():
        written = " ".join(f"({' '.join(row)})" for row in rows)
        query = "\n".join(
            line.replace("{ }", f"{{ {written} }}") if line.endswith(f"#+ {key}") else line
            for line in query.splitlines()
        )
    made = store.query(query)
    if not isinstance(made, list) or not made:
        raise ExportError(f"the graph gives nothing to describe it by as {name}")
    triples = sorted({_typed(triple) for triple in made}, key=str)
    content = pyoxigraph.serialize(triples, format=pyoxigraph.RdfFormat.TURTLE, prefixes=_PREFIXES)
    assert content is not None  # no output was named
    return content


def _typed(triple: Triple) -> Triple:
    """Give a size in bytes the datatype that DCAT asks for; the engine has one for all integers."""
    import pyoxigraph

    size = triple.object
    if triple.predicate.value != f"{_PREFIXES['dcat']}byteSize":
        return triple
    assert isinstance(size, pyoxigraph.Literal)  # the query writes it
    count = pyoxigraph.NamedNode(f"{_PREFIXES['xsd']}nonNegativeInteger")
    typed = pyoxigraph.Literal(size.value, datatype=count)
    return pyoxigraph.Triple(triple.subject, triple.predicate, typed)


def _of_files(header: Header, files: dict[str, bytes]) -> dict[str, list[tuple[str, ...]]]:
    data = [file for file in described(files) if file.data]
    return {
        "texts": [tuple(_terms(header.summary, RIGHTS))],
        "files": [
            (
                f"<{ONTOLOGY if file.name in _OF_ONTOLOGY else DATASET}>",
                *_terms(file.name, file.help, file.media, str(file.size), file.sha256),
            )
            for file in data
        ],
    }


def _terms(*texts: str) -> Iterable[str]:
    """Write texts as RDF literals."""
    import pyoxigraph

    return (str(pyoxigraph.Literal(text)) for text in texts)
