"""The project's own graph with every name in it replaced by an invented word."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pyoxigraph
from pyoxigraph import Literal, NamedNode, Quad

import bonekg
from bonekg.build.rules import apply_rules, read_rules
from bonekg.paths.derive import derive
from bonekg.rdf import GRAPHS, expand, prefix_header
from bonekg.resources import root

__all__ = ["Renaming", "rename"]

# What gives a thing a name, or says in words what stands for it in a question.
_NAMING = (
    "skos:prefLabel", "rdfs:label", "bkg:abbreviation", "oboInOwl:hasExactSynonym",
    "oboInOwl:hasRelatedSynonym", "oboInOwl:hasBroadSynonym", "oboInOwl:hasNarrowSynonym",
)  # fmt: skip
# Graphs that hold nothing but what rules write, which are run again over the new names.
_COMPUTED = ("takes-in", "bearings", "derived", "stated")
# A name of several words stays one, so that it is quoted on a command line as before.
_INVENTED = re.compile(r"zq[0-9a-f]{5}qz(?: zz)?")
# Words that stand beside free words of a claim and are not said twice: "every day" has no
# "per day" behind it, "markedly higher" no "higher". No meaning rests on their wording.
_BESIDE_WORDS = """
SELECT ?x WHERE { ?x a ?kind FILTER(?kind IN (bkg:Unit, bkg:SpeakerRole, bkg:Direction)) }
"""


class Renaming:
    """A graph whose names are invented words, and what each word stands for.

    Attributes:
        graph: the renamed graph.
        meant: invented word → the name that it stands for.
    """

    def __init__(self, graph: bonekg.KnowledgeGraph, meant: dict[str, str]) -> None:
        self.graph, self.meant = graph, meant

    def back(self, value: Any) -> Any:
        """Put the names back into plain data."""
        if isinstance(value, dict):
            return {self.back(key): self.back(item) for key, item in value.items()}
        if isinstance(value, list | tuple):
            return [self.back(item) for item in value]
        if isinstance(value, str):
            return _INVENTED.sub(lambda word: self.meant[word[0]], value)
        return value


def rename(place: Path) -> Renaming:
    """Rename all that is named in the ontology, and run the rules over it again.

    Invented words stand in the order of the names that they replace, so that what is sorted by
    name keeps its order.

    Args:
        place: a folder for the graph.
    """
    ontology = NamedNode(GRAPHS["ontology"])
    naming = {NamedNode(expand(curie)) for curie in _NAMING}
    computed = {NamedNode(GRAPHS[name]) for name in _COMPUTED}
    real = bonekg.load()
    whole = list(pyoxigraph.parse(real.nquads(), format=pyoxigraph.RdfFormat.N_QUADS))
    quads = [quad for quad in whole if quad.graph_name not in computed]
    kept = {str(x) for (x,) in real.store.select(_BESIDE_WORDS)}
    chosen = {
        quad for quad in quads
        if quad.graph_name == ontology and quad.predicate in naming
        and isinstance(quad.object, Literal) and quad.subject.value not in kept
    }  # fmt: skip
    names = sorted({quad.object.value for quad in chosen})
    words = {
        name: f"zq{number:05x}qz" + (" zz" if " " in name else "")
        for number, name in enumerate(names)
    }
    renamed = [
        Quad(q.subject, q.predicate, Literal(words[q.object.value]), q.graph_name)
        if q in chosen else q
        for q in quads
    ]  # fmt: skip
    file = place / "renamed.nq"
    file.write_bytes(_with_rules(renamed))
    meant = {word: name for name, word in words.items()}
    return Renaming(bonekg.load(file), meant)


def _with_rules(quads: list[Quad]) -> bytes:
    store = pyoxigraph.Store()
    store.extend(quads)
    apply_rules(read_rules(root()), store)
    found = set(store)

    def select(sparql: str) -> Iterable[tuple[str | None, ...]]:
        rows = store.query(f"{prefix_header()}\n{sparql}", use_default_graph_as_union=True)
        assert isinstance(rows, pyoxigraph.QuerySolutions)
        for row in rows:
            yield tuple(None if cell is None else cell.value for cell in row)

    derived = NamedNode(GRAPHS["derived"])
    found |= {Quad(t.subject, t.predicate, t.object, derived) for t in derive(select)}
    written = pyoxigraph.serialize(found, format=pyoxigraph.RdfFormat.N_QUADS)
    assert written is not None  # no output was named
    return written
