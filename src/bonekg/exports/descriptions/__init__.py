"""What the release says about itself: VoID, DCAT, Croissant, RO-Crate and schema.org.

All of it comes from the graph's own header, its statements, and the bytes of the files that are
described; so it is the same whenever they are.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bonekg.exports.descriptions.crate import crate
from bonekg.exports.descriptions.croissant import croissant
from bonekg.exports.descriptions.dcat import dcat
from bonekg.exports.descriptions.header import read_header
from bonekg.exports.descriptions.schema_org import schema_org
from bonekg.exports.descriptions.void import void

if TYPE_CHECKING:
    from bonekg.store.base import Store

__all__ = ["METADATA", "metadata_files"]

METADATA = ("croissant.json", "dataset.jsonld", "dcat.ttl", "ro-crate-metadata.json", "void.ttl")


def metadata_files(store: Store, quads: bytes, files: dict[str, bytes]) -> dict[str, bytes]:
    """Describe a graph and the files that hold it.

    Args:
        store: the graph.
        quads: the same as N-Quads.
        files: file name → content, all that is in the folder besides the metadata and, in a
            release, its manifest, which in turn describes the metadata.

    Returns:
        The files of `METADATA`. The crate describes the others too, so it is made last.

    Raises:
        ExportError: if the graph lacks the header that says what it is.
    """
    header = read_header(store)
    made = {
        "croissant.json": croissant(header, files),
        "dataset.jsonld": schema_org(header, files),
        "dcat.ttl": dcat(header, files),
        "void.ttl": void(header, quads),
    }
    made["ro-crate-metadata.json"] = crate(header, files | made)
    return made
