"""Derived edges: what follows when signed relations are put in a row, and nobody states.

From A acts on B and B acts on C follows that A acts on C, with the product of the signs; over at
most four links, each term once. The links, and the rule by which one follows another, are those of
paths (`bonekg.paths.search.extend`); further, for an edge

* each link has a sign and a predicate that composes, and rests on a claim that is asserted or
  hedged, could be tested and holds without a condition, or on a background relation; one link at
  least is stated;
* no term of it is too general, or holds more than one thing;
* paths of both signs between two terms make the pair ambiguous: nothing is derived;
* what a document says of the two, or of what either takes in, outranks it: a null result, a denial,
  a question, or the other sign;
* no path goes through a thing of which lack and excess act alike.

An edge names its grounds and takes the weakest evidence and certainty among them.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from bonekg.paths.links import CAUSAL, Ground, Link, Select
from bonekg.paths.network import Network
from bonekg.paths.search import Hop, Path, extend
from bonekg.rdf import BASE, expand

if TYPE_CHECKING:
    from pyoxigraph import Triple

__all__ = ["MOST_LINKS", "compose", "derive"]

MOST_LINKS = 4
_SUBJECTS = "SELECT DISTINCT ?x WHERE { ?g bkg:bearing ?b ; bkg:subject ?x ; bkg:object ?o }"
_SAID = """
SELECT DISTINCT ?subject ?object ?bearing ?polarity WHERE {
  ?claim a bkg:Claim ; bkg:status bkg:Current ; bkg:subject ?subject ; bkg:object ?object ;
    bkg:bearing ?bearing ; bkg:polarity ?polarity ; bkg:predicate/bkg:link ?link .
}
"""
_KIN = "SELECT ?one ?other WHERE { ?one bkg:takesInAsAgent|bkg:takesInAsTarget ?other }"
_KINDS = "SELECT ?one ?other WHERE { ?one bkg:kindOf ?other }"
_RANKS = "SELECT ?value ?rank WHERE {{ ?value a {kind} ; bkg:rank ?rank }}"
_PAIRS = "SELECT DISTINCT ?s ?o WHERE { ?g bkg:bearing ?b ; bkg:subject ?s ; bkg:object ?o }"
_HEDGED = "SELECT ?rank WHERE { bkg:Hedged bkg:rank ?rank }"


def compose(select: Select) -> dict[tuple[str, str], Path]:
    """Put signed causal links in a row, from every term that acts.

    Args:
        select: what runs a SELECT over the union of the graphs.

    Returns:
        (subject, object) → the best path: the shorter, then the one that holds in anybody, then
        the better grounded. Ambiguous pairs are left out.
    """
    network = Network(select, steps=False)
    starts = sorted(str(row[0]) for row in select(_SUBJECTS))
    network.fetch_out(starts)
    (row,) = select(_HEDGED)
    least = int(str(row[0]))
    following = {
        start: [kept for link in network.out(start) if (kept := _fit(link, least))]
        for start in starts
    }
    ends = {link.object for links in following.values() for link in links}
    network.fetch_closed({*starts, *ends})
    best: dict[tuple[str, str], Path] = {}
    signs: dict[tuple[str, str], set[str]] = defaultdict(set)
    for start in starts:
        if network.closed(start):
            continue
        for path in _paths(network, start, following):
            pair = (start, path.terms[-1])
            signs[pair].add(path.sign)
            if pair not in best or _order(path) < _order(best[pair]):
                best[pair] = path
    return {pair: path for pair, path in best.items() if len(signs[pair]) == 1}


def _fit(link: Link, least: int) -> Link | None:
    """Keep of a link the grounds that an edge may rest on; None if there is none."""
    if link.kind != CAUSAL or link.sign not in ("+", "-"):
        return None
    # An edge that is not bound to people rests on what is said of all.
    grounds = tuple(
        sorted((g for g in link.grounds if _holds(g, least)), key=lambda g: bool(g.populations))
    )
    if not grounds:
        return None
    free = any(not ground.populations for ground in grounds)
    people = frozenset() if free else frozenset().union(*(g.populations for g in grounds))
    return replace(link, grounds=grounds, populations=people, bound=False)


def _holds(ground: Ground, least: int) -> bool:
    return ground.composes and ground.testable and not ground.bound and ground.sure >= least


def _order(path: Path) -> tuple[int, bool, tuple[tuple[int, int, str], ...]]:
    return len(path.hops), bool(path.populations), tuple(ln.best.order for ln in path.links)


def _paths(network: Network, start: str, following: dict[str, list[Link]]) -> Iterator[Path]:
    waiting = [
        Path((Hop(start, link.object, link.sign, link),), link.populations)
        for link in following.get(start, [])
    ]
    for path in waiting:  # it grows while it is read: the shorter paths come first
        here = path.terms[-1]
        if len(path.hops) > 1 and _rests_on_a_claim(path) and not network.closed(here):
            yield path
        if len(path.hops) == MOST_LINKS or network.closed(here) or network.bent(here):
            continue
        for link in following.get(here, []):
            people = extend(network, path, link)
            if people is not None:
                hop = Hop(here, link.object, link.sign, link)
                waiting.append(Path((*path.hops, hop), people))


def _rests_on_a_claim(path: Path) -> bool:
    """Whether a claim is the best ground of a link: what public sources alone give is no news."""
    return any(link.best.stated for link in path.links)


def derive(select: Select) -> set[Triple]:
    """Make the derived edges of a graph.

    Args:
        select: what runs a SELECT over the union of the graphs.

    Returns:
        For each edge a node with its grounds, steps, sign, bearing, evidence and certainty; no
        direct triple, so that simple patterns find only what is stated or background. One whose
        grounds say less than that a thing does so has the weakest force of these.
    """
    known = {(str(s), str(o)) for s, o in select(_PAIRS)}
    ranked = {
        kind: {int(str(rank)): str(value) for value, rank in select(_RANKS.format(kind=kind))}
        for kind in ("bkg:Certainty", "bkg:Evidence", "bkg:Force")
    }
    against = _Against(select)
    found: set[Triple] = set()
    for pair, path in compose(select).items():
        if pair not in known and not against.outranks(*pair, path.sign):
            found |= _edge(pair, path, ranked)
    return found


class _Against:
    """What the documents say of two terms, or of what either takes in, against an edge."""

    def __init__(self, select: Select) -> None:
        self._said: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for subject, obj, bearing, polarity in select(_SAID):
            sign = {"Raises": "+", "Lowers": "-"}.get(str(bearing).rpartition("/")[2], "0")
            denied = not str(polarity).endswith("Affirmed")
            if not str(bearing).endswith("Relates") or denied:
                self._said[str(subject)].append((str(obj), "0" if denied else sign))
        self._kin, self._kinds = (_both_ways(select(query)) for query in (_KIN, _KINDS))

    def outranks(self, subject: str, obj: str, sign: str) -> bool:
        """Whether something that is said outranks an edge of a sign between two terms."""
        return any(
            (told == "0" and end in self._kin[obj] | {obj})
            or (told not in ("0", sign) and end in self._same(obj))
            for start in self._kin[subject] | {subject}
            for end, told in self._said[start]
            if start in self._same(subject) or told == "0"
        )

    def _same(self, term: str) -> set[str]:
        return self._kinds[term] | {term}


def _both_ways(rows: Iterable[Sequence[object]]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for one, other in rows:
        found[str(one)].add(str(other))
        found[str(other)].add(str(one))
    return found


def _edge(pair: tuple[str, str], path: Path, ranked: dict[str, dict[int, str]]) -> set[Triple]:
    from pyoxigraph import Literal, NamedNode, Triple

    def node(curie: str) -> NamedNode:
        return NamedNode(expand(curie))

    subject, obj = NamedNode(pair[0]), NamedNode(pair[1])
    up = path.sign == "+"
    predicate = node("bkg:increases" if up else "bkg:decreases")
    key = hashlib.sha256(f"{subject} {predicate} {obj}".encode()).hexdigest()[:12]
    edge = NamedNode(f"{BASE}derived/{key}")
    stated = [g for link in path.links for g in (link.best,) if g.stated]
    integer = node("xsd:integer")
    rows: list[tuple[Any, str, Any]] = [
        (edge, "rdf:type", node("bkg:DerivedEdge")),
        (edge, "rdfs:label", Literal(f"derived edge {key}")),
        (edge, "bkg:subject", subject),
        (edge, "bkg:predicate", predicate),
        (edge, "bkg:object", obj),
        (edge, "bkg:edgeSign", Literal(path.sign)),
        (edge, "bkg:bearing", node("bkg:Raises" if up else "bkg:Lowers")),
        (edge, "bkg:certainty", NamedNode(ranked["bkg:Certainty"][min(g.sure for g in stated)])),
        (edge, "bkg:evidence", NamedNode(ranked["bkg:Evidence"][min(g.strength for g in stated)])),
    ]
    forces, weakest = ranked["bkg:Force"], min(g.force for g in stated)
    if weakest < max(forces):
        rows.append((edge, "bkg:force", NamedNode(forces[weakest])))
    rows += [(edge, "bkg:population", NamedNode(people)) for people in sorted(path.populations)]
    for number, link in enumerate(path.links, 1):
        step = NamedNode(f"{edge.value}/via/{number}")
        rows += [
            (edge, "bkg:ground", NamedNode(link.best.id)),
            (edge, "bkg:via", step),
            (step, "rdf:type", node("bkg:Step")),
            (step, "rdfs:label", Literal(f"step {number} of derived edge {key}")),
            (step, "bkg:position", Literal(str(number), datatype=integer)),
            (step, "bkg:item", NamedNode(link.object)),
        ]
    return {Triple(s, node(p), o) for s, p, o in rows}
