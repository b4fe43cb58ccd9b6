"""BoneKG: an evidence graph of bone health.

Which hormones, minerals, vitamins, drugs, habits and cells act on bone, in whom, at which dose,
with which effect: according to whom, in which passage of which document, how surely, and who says
otherwise.

    >>> import bonekg
    >>> kg = bonekg.load()
    >>> kg.find("vit d", limit=1)[0].name
    'vitamin D'

Not medical advice: the graph holds what documents state, not what is so.
"""

from __future__ import annotations

from bonekg import _starting  # noqa: F401  # first: Ctrl-C during the other imports ends at once
from bonekg._version import __version__
from bonekg.curation import validate, verify
from bonekg.graph import KnowledgeGraph, connect, load, open
from bonekg.store.rows import IRI, Rows

__all__ = [
    "IRI", "KnowledgeGraph", "Rows", "__version__", "connect", "load", "open", "validate",
    "verify",
]  # fmt: skip
