"""Triples for PyKEEN, split for training; `bonekg.exports.embedding` makes a dataset of them.

The triples are what is stated, what background sources give, and the parents of terms, each once.
Derived edges are left out: they follow from the others, so a model could copy them. Test and
validation triples hold no entity and no relation that the training triples lack, and no parent.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from bonekg.exports.network import read_edges, read_nodes
from bonekg.exports.registry import Format

if TYPE_CHECKING:
    from bonekg.exports.source import Exported

__all__ = ["FORMATS", "Split", "Triple", "read_triples", "split", "write"]

_SHARE = 0.1  # of the triples, for testing and for validation each

Triple = tuple[str, str, str]


class Split(NamedTuple):
    """Triples in three parts."""

    training: list[Triple]
    testing: list[Triple]
    validation: list[Triple]


def read_triples(graph: Exported) -> dict[Triple, list[str]]:
    """Read the triples: CURIE, relation, CURIE → the ids of the edges that say so.

    What is denied or asked has a relation of its own, as `denied: increases`.
    """
    found: dict[Triple, list[str]] = {}
    for edge in read_edges(graph):
        if edge.attributes["basis"] != "derived":
            triple = (edge.source, edge.attributes["relation"], edge.target)
            found.setdefault(triple, []).append(edge.id)
    return dict(sorted(found.items()))


def split(triples: dict[Triple, list[str]]) -> Split:
    """Split triples, the same way for the same triples.

    They are taken in the order of a hash of their text; one is held out if its entities and its
    relation still occur in the rest.
    """
    order = sorted(triples, key=lambda t: hashlib.sha256("\t".join(t).encode()).digest())
    ends = Counter(end for head, _, tail in triples for end in (head, tail))
    relations = Counter(relation for _, relation, _ in triples)
    held: list[Triple] = []
    for head, relation, tail in order:
        if len(held) == 2 * int(_SHARE * len(triples)):
            break
        needed = 3 if head == tail else 2
        spare = ends[head] >= needed and ends[tail] >= needed and relations[relation] >= 2
        if spare and relation != "kind of":
            ends.subtract((head, tail))
            relations[relation] -= 1
            held.append((head, relation, tail))
    rest = set(triples).difference(held)
    return Split(sorted(rest), sorted(held[::2]), sorted(held[1::2]))


def write(graph: Exported) -> dict[str, bytes]:
    """Write all triples, the three parts, the edges behind each triple, and all names."""
    triples = read_triples(graph)
    parts = split(triples)
    nodes = read_nodes(graph)
    used = sorted({end for head, _, tail in triples for end in (head, tail)})
    rows = {
        "triples.tsv": triples,
        "train.tsv": parts.training,
        "test.tsv": parts.testing,
        "valid.tsv": parts.validation,
        "edges.tsv": [(*triple, edge) for triple, ids in triples.items() for edge in sorted(ids)],
        "entities.tsv": [(node, nodes[node]["name"], nodes[node]["category"]) for node in used],
    }
    return {
        name: "".join("\t".join(map(_cell, row)) + "\n" for row in lines).encode()
        for name, lines in rows.items()
    }


def _cell(text: str) -> str:
    """Keep a text within its cell."""
    return " ".join(text.split())


FORMATS = (
    Format(
        "pykeen",
        "triples for PyKEEN, split for training; also its dataset `bonekg`",
        ("triples.tsv", "train.tsv", "test.tsv", "valid.tsv", "edges.tsv", "entities.tsv"),
        "each triple that a current claim, a background relation or a parent gives, once, with the "
        "ids of the edges behind it; what is denied or asked is a relation of its own",
        "all context of claims but their keys; derived edges; conflicts; withdrawn claims; how "
        "often and how surely something is said. By its name PyKEEN keeps a copy of the dataset: "
        "after an upgrade give it `BoneKG()` from `bonekg.exports.embedding`",
        write,
        "PyKEEN",
    ),
)
