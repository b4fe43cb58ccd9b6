"""The graph as a described dataset: one folder with what it holds and what says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bonekg.exports.descriptions import METADATA, metadata_files
from bonekg.exports.formats.claims import write_csv
from bonekg.exports.formats.ontology import write_owl
from bonekg.exports.registry import Format

if TYPE_CHECKING:
    from bonekg.exports.source import Exported

__all__ = ["FORMATS", "write"]


def write(graph: Exported) -> dict[str, bytes]:
    """Write the graph, its claims as a table, and their descriptions."""
    files = {"bonekg.nq": graph.nquads(), **write_owl(graph), **write_csv(graph)}
    return files | metadata_files(graph.store, files)


FORMATS = (
    Format(
        "metadata",
        "a folder that describes itself: the graph, its ontology, the claims as one CSV table, and "
        "DCAT 3, VoID, "
        "Croissant 1.1, RO-Crate 1.1 and schema.org",
        ("bonekg.nq", "bonekg.owl", "claims.csv", "datapackage.json", *METADATA),
        "everything in bonekg.nq; counts by class and property in each named graph; sizes, digests "
        "and media types of the files; licence, version, dates",
        "in claims.csv: terms, background, derived edges, mappings; which participant spoke",
        write,
        tool="mlcroissant, rocrate-validator, rocrate, pySHACL with the shapes of DCAT-AP 3",
    ),
)
