"""What a file that somebody loads holds of BoneKG, and what it lacks."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING

from bonekg.errors import StoreError, StoreWarning
from bonekg.rdf import ESSENTIAL_GRAPHS, GRAPHS

if TYPE_CHECKING:
    from bonekg.store.base import EmbeddedStore

__all__ = ["check_contents"]


def check_contents(store: EmbeddedStore) -> None:
    """Refuse what no answer could be read from, and warn of what answers will lack.

    Args:
        store: a graph that was just loaded.

    Raises:
        StoreError: if it holds no claim.

    Warns:
        StoreWarning: if it names no graph of ours, or lacks one that answers need.
    """
    if store.query("ASK { ?claim a bkg:Claim }") is not True:
        raise StoreError(
            f"{store.path} holds no claim of BoneKG, so there is nothing to answer from; to ask "
            "it beside the package's own graph: bonekg.load(extra=…)"
        )
    held = {getattr(graph, "value", "") for graph in store.engine.named_graphs()}
    lacking = [name for name in ESSENTIAL_GRAPHS if GRAPHS[name] not in held]
    if not held & set(GRAPHS.values()):
        problem = (
            "names no graphs, so that what is stated, derived and background cannot be told apart "
            "by graph; N-Quads, TriG and JSON-LD keep them"
        )
    elif lacking:
        problem = (
            f"lacks these named graphs, and answers lack what is in them: {', '.join(lacking)}"
        )
    else:
        return
    warnings.warn(f"{store.path} {problem}", StoreWarning, stacklevel=3)
