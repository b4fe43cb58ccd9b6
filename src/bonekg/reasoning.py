"""Derived edges: what follows when signed causal relations are put in a row.

The rule: from A acts on B and B acts on C follows that A acts on C, with the product of the
signs; over at most four hops, through each term once. A hop is an affirmed claim that is no
question and has a signed causal predicate, or a background relation that has one. Then

* paths of both signs between two terms make the pair ambiguous: nothing is derived;
* what a document states or asks of the pair itself outranks what could be derived;
* at least one hop is stated: background alone derives nothing;
* combinations, and claims of two different populations, are never composed across;
* a term that two hops push both ways towards one and the same term is a U-shaped exposure, and no
  path goes through it.

A derived edge names its grounds and takes the weakest evidence and certainty among them.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

from bonekg.namespaces import BASE, expand

if TYPE_CHECKING:
    from pyoxigraph import Triple

    from bonekg.build import Build

__all__ = ["CAUSAL", "MOST_HOPS", "Hop", "Path", "compose", "derive", "hops"]

MOST_HOPS = 4
CAUSAL = frozenset(
    {
        "increases", "decreases", "improves", "impairs", "activates", "inhibits",
        "causes", "prevents", "produces", "breaks down",
    }
)  # fmt: skip
_CERTAINTIES = ("question", "speculative", "hedged", "asserted")
_EVIDENCE = (
    "lay report", "product label", "expert statement", "unspecified study",
    "animal or mechanistic study", "observational study", "randomized controlled trial",
    "systematic review", "meta-analysis",
)  # fmt: skip


class Hop(NamedTuple):
    """One signed causal relation between two terms (by name), and the statement it is."""

    subject: str
    object: str
    sign: int
    ground: str
    stated: bool
    certainty: str
    evidence: str
    population: str


class Path(NamedTuple):
    """Hops in a row."""

    hops: tuple[Hop, ...]

    @property
    def sign(self) -> int:
        """The product of the signs: 1 or -1."""
        product = 1
        for hop in self.hops:
            product *= hop.sign
        return product

    @property
    def certainty(self) -> str:
        """The least sure of the hops."""
        return min((hop.certainty for hop in self.hops), key=_CERTAINTIES.index)

    @property
    def evidence(self) -> str:
        """The weakest evidence among the stated hops."""
        return min((h.evidence for h in self.hops if h.stated), key=_EVIDENCE.index)


def hops(build: Build) -> list[Hop]:
    """Collect the signed causal relations of a build, the strongest of each kind first."""
    found: list[Hop] = []
    hierarchy = build.hierarchy
    for graph in ("claims", "background"):
        for record in build.records.get(graph, []):
            if (
                record["predicate"] not in CAUSAL
                or "object" not in record
                or record.get("polarity", "affirmed") != "affirmed"
                or record.get("certainty") == "question"
                or record.get("status", "current") != "current"
                or "combination regimen" in hierarchy.ancestors(record["subject"])
            ):
                continue
            sign = hierarchy.sign(record["predicate"], record["object"])
            if sign not in ("+", "-"):
                continue
            found.append(
                Hop(
                    record["subject"],
                    record["object"],
                    1 if sign == "+" else -1,
                    str(record["id"]),
                    graph == "claims",
                    record.get("certainty", "asserted"),
                    record.get("evidence", "expert statement"),
                    record.get("population", ""),
                )
            )
    return sorted(found, key=_strongest)


def _strongest(hop: Hop) -> tuple[int, int, str]:
    return -_CERTAINTIES.index(hop.certainty), -_EVIDENCE.index(hop.evidence), hop.ground


def compose(relations: list[Hop]) -> dict[tuple[str, str], Path]:
    """Put relations in a row, by the rules above but for what is stated or asked of a pair.

    Returns:
        (subject, object) → the shortest path, of the strongest grounds; ambiguous pairs are left
        out.
    """
    following: dict[str, dict[tuple[str, int], Hop]] = defaultdict(dict)
    for hop in relations:
        following[hop.subject].setdefault((hop.object, hop.sign), hop)
    pushed: dict[str, set[str]] = defaultdict(set)
    for subject, outgoing in following.items():
        objects = [obj for obj, _ in outgoing]
        pushed[subject] = {obj for obj in objects if objects.count(obj) > 1}
    best: dict[tuple[str, str], Path] = {}
    signs: dict[tuple[str, str], set[int]] = defaultdict(set)
    for start in sorted(following):
        for path in _paths(start, following, pushed):
            pair = (start, path.hops[-1].object)
            signs[pair].add(path.sign)
            if pair not in best or len(path.hops) < len(best[pair].hops):
                best[pair] = path
    return {pair: path for pair, path in best.items() if len(signs[pair]) == 1}


def _paths(
    start: str, following: dict[str, dict[tuple[str, int], Hop]], pushed: dict[str, set[str]]
) -> Iterator[Path]:
    waiting: list[tuple[Hop, ...]] = [
        (hop,) for hop in following[start].values() if hop.object not in pushed[start]
    ]
    while waiting:
        row = waiting.pop(0)
        last = row[-1].object
        if len(row) > 1 and any(hop.stated for hop in row):
            yield Path(row)
        if len(row) == MOST_HOPS:
            continue
        met = {start, *(hop.object for hop in row)}
        for hop in following.get(last, {}).values():
            populations = {h.population for h in (*row, hop) if h.population}
            if hop.object not in met and hop.object not in pushed[last] and len(populations) < 2:
                waiting.append((*row, hop))


def derive(build: Build) -> set[Triple]:
    """Make the derived edges of a build.

    Returns:
        For each, a node with its grounds, steps, sign, evidence and certainty, and the direct
        triple.
    """
    known = {
        (record["subject"], record.get("object"))
        for graph in ("claims", "background")
        for record in build.records.get(graph, [])
    }
    found: set[Triple] = set()
    for pair, path in compose(hops(build)).items():
        if pair not in known:
            found |= _edge(build, pair, path)
    return found


def _edge(build: Build, pair: tuple[str, str], path: Path) -> set[Triple]:
    from pyoxigraph import Literal, NamedNode, Triple

    def node(curie: str) -> NamedNode:
        return NamedNode(expand(curie))

    names = build.vocabulary.names
    subject, obj = (NamedNode(names[name].iri) for name in pair)
    predicate = node("bkg:increases" if path.sign > 0 else "bkg:decreases")
    key = hashlib.sha256(f"{subject} {predicate} {obj}".encode()).hexdigest()[:12]
    edge = NamedNode(f"{BASE}derived/{key}")
    integer = node("xsd:integer")
    rows: list[tuple[Any, str, Any]] = [
        (edge, "rdf:type", node("bkg:DerivedEdge")),
        (edge, "bkg:subject", subject),
        (edge, "bkg:predicate", predicate),
        (edge, "bkg:object", obj),
        (edge, "bkg:edgeSign", Literal("+" if path.sign > 0 else "-")),
        (
            edge,
            "bkg:certainty",
            NamedNode(build.vocabulary.enumeration("certainty")[path.certainty]),
        ),
        (edge, "bkg:evidence", NamedNode(build.vocabulary.enumeration("evidence")[path.evidence])),
    ]
    for number, hop in enumerate(path.hops, 1):
        step = NamedNode(f"{edge.value}/via/{number}")
        rows += [
            (edge, "bkg:ground", NamedNode(hop.ground)),
            (edge, "bkg:via", step),
            (step, "rdf:type", node("bkg:Step")),
            (step, "bkg:position", Literal(str(number), datatype=integer)),
            (step, "bkg:item", NamedNode(names[hop.object].iri)),
        ]
    triples = {Triple(s, node(p), o) for s, p, o in rows}
    triples.add(Triple(subject, predicate, obj))
    return triples
