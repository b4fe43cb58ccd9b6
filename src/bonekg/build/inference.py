"""Derived edges: what follows when signed causal relations are put in a row.

The rule: from A acts on B and B acts on C follows that A acts on C, with the product of the
signs; over at most four hops, through each term once. A hop is an affirmed claim that is no
question and has a signed causal predicate, or a background relation that has one. Then

* paths of both signs between two terms make the pair ambiguous: nothing is derived;
* what a document states or asks of the pair itself outranks what could be derived; so does what it
  asks of a kind of either term, of their regimen or risk, and what it denies, finds null or states
  with the other sign of a kind of either;
* at least one hop is stated: background alone derives nothing;
* combinations, and claims of two different populations, are never composed across; the population
  of a hop is the edge's;
* a claim of one dose or concentration is not composed, nor what is said of an organ as a whole;
* a term that two hops push both ways towards one and the same term is a U-shaped exposure, and so
  is a nutrient whose deficiency and whose excess act alike: no path goes through it.

A derived edge names its grounds and takes the weakest evidence and certainty among them. The rules
with an example each are in docs/reasoning.md.
"""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

from bonekg.rdf import BASE, expand

if TYPE_CHECKING:
    from pyoxigraph import Triple

    from bonekg.build.graphs import Build

__all__ = ["CAUSAL", "MOST_HOPS", "Hop", "Path", "ambiguous", "bound_to_dose", "compose"]
__all__ += ["derive", "hops", "u_shaped"]

MOST_HOPS = 4
CAUSAL = frozenset(
    {
        "increases", "decreases", "improves", "impairs", "activates", "inhibits",
        "causes", "prevents", "produces", "breaks down",
    }
)  # fmt: skip
# What may stand for the thing that it concerns: taking it, and the risk of it; not the lack of it.
_STAND_FOR = {"supplement", "intake", "risk"}
_CERTAINTIES = ("question", "speculative", "hedged", "asserted")
_EVIDENCE = (
    "lay report", "product label", "expert statement", "unspecified study",
    "animal or mechanistic study", "observational study", "randomized controlled trial",
    "systematic review", "meta-analysis",
)  # fmt: skip
_AT_A_DOSE = re.compile(r"^at (?!all\b).*\b(concentrations?|doses?|levels?)\b")


def bound_to_dose(context: str | None) -> bool:
    """Whether a claim's context binds it to one dose, concentration or level.

    Examples:
        >>> bound_to_dose("at pharmacological concentrations")
        True
        >>> bound_to_dose("even at high levels of calcium")  # it makes no difference
        False
    """
    return bool(context and _AT_A_DOSE.search(context))


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
    def population(self) -> str:
        """Whom all of it is said of; empty if anybody."""
        return next((hop.population for hop in self.hops if hop.population), "")

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
                or bound_to_dose(record.get("context"))
                or "anatomical site" in hierarchy.ancestors(record["object"])
                or any(
                    "combination regimen" in hierarchy.ancestors(record[end])
                    for end in ("subject", "object")
                )
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


def u_shaped(build: Build, relations: list[Hop]) -> set[str]:
    """Find the nutrients whose deficiency and whose excess push one thing the same way."""
    sides: dict[str, dict[str, set[tuple[str, int]]]] = defaultdict(lambda: defaultdict(set))
    for hop in relations:
        above = build.hierarchy.ancestors(hop.subject)
        for side in ("nutrient deficiency", "nutrient excess"):
            if side in above:
                for thing in build.hierarchy.concerns(hop.subject):
                    sides[thing][side].add((hop.object, hop.sign))
    return {
        thing
        for thing, held in sides.items()
        if held["nutrient deficiency"] & held["nutrient excess"]
    }


def compose(
    relations: list[Hop], closed: frozenset[str] | set[str] = frozenset()
) -> dict[tuple[str, str], Path]:
    """Put relations in a row, by the rules above but for what is stated or asked of a pair.

    Args:
        relations: the hops, the strongest first.
        closed: terms that no path goes through.

    Returns:
        (subject, object) → the shortest path, rather of anybody than of one population, of the
        strongest grounds; ambiguous pairs are left out.
    """
    best, signs = _composed(relations, closed)
    return {pair: path for pair, path in best.items() if len(signs[pair]) == 1}


def ambiguous(
    relations: list[Hop], closed: frozenset[str] | set[str] = frozenset()
) -> set[tuple[str, str]]:
    """Give the pairs between which paths have both signs: nothing is asserted of them."""
    _, signs = _composed(relations, closed)
    return {pair for pair, found in signs.items() if len(found) > 1}


def _composed(
    relations: list[Hop], closed: frozenset[str] | set[str]
) -> tuple[dict[tuple[str, str], Path], dict[tuple[str, str], set[int]]]:
    following: dict[str, dict[tuple[str, int, str], Hop]] = defaultdict(dict)
    towards: dict[tuple[str, str], set[int]] = defaultdict(set)
    for hop in relations:
        following[hop.subject].setdefault((hop.object, hop.sign, hop.population), hop)
        towards[hop.subject, hop.object].add(hop.sign)
    pushed = {pair for pair, found in towards.items() if len(found) > 1}
    best: dict[tuple[str, str], Path] = {}
    signs: dict[tuple[str, str], set[int]] = defaultdict(set)
    for start in sorted(following):
        for path in _paths(start, following, pushed, closed):
            pair = (start, path.hops[-1].object)
            signs[pair].add(path.sign)
            known = best.get(pair)
            if known is None or (len(path.hops), bool(path.population)) < (
                len(known.hops), bool(known.population),
            ):  # fmt: skip
                best[pair] = path
    return best, signs


def _paths(
    start: str,
    following: dict[str, dict[tuple[str, int, str], Hop]],
    pushed: set[tuple[str, str]],
    closed: frozenset[str] | set[str],
) -> Iterator[Path]:
    waiting: list[tuple[Hop, ...]] = [
        (hop,) for hop in following[start].values() if (start, hop.object) not in pushed
    ]
    for row in waiting:  # it grows while it is read: the shorter paths come first
        last = row[-1].object
        if len(row) > 1 and any(hop.stated for hop in row):
            yield Path(row)
        if len(row) == MOST_HOPS or last in closed:
            continue
        met = {start, *(hop.object for hop in row)}
        for hop in following.get(last, {}).values():
            populations = {h.population for h in (*row, hop) if h.population}
            if hop.object not in met and (last, hop.object) not in pushed and len(populations) < 2:
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
    relations = hops(build)
    outranked = _outranked(build)
    found: set[Triple] = set()
    for pair, path in compose(relations, u_shaped(build, relations)).items():
        if pair not in known and not outranked(*pair, path.sign):
            found |= _edge(build, pair, path)
    return found


def _outranked(build: Build) -> Callable[[str, str, int], bool]:
    """Make the test whether what is said of nearly the same two things speaks against an edge."""
    hierarchy = build.hierarchy
    above: dict[str, set[str]] = {}

    def kin(one: str, other: str) -> bool:
        for name in (one, other):
            if name not in above:
                above[name] = hierarchy.ancestors(name)
        return one in above[other] or other in above[one]

    def near(one: str, other: str) -> bool:
        return kin(one, other) or about(one, other) or about(other, one)

    def about(one: str, other: str) -> bool:
        return other in hierarchy.concerns(one) and bool(above[one] & _STAND_FOR)

    asked, said = [], []
    for record in build.records.get("claims", []):
        if "object" not in record or record.get("status", "current") != "current":
            continue
        pair = record["subject"], record["object"]
        if record.get("certainty") == "question":
            asked.append(pair)
            continue
        sign = hierarchy.sign(record["predicate"], record["object"])
        if record.get("polarity", "affirmed") != "affirmed":
            sign = "0"
        if record["predicate"] in CAUSAL | {"has no effect on"} and sign:
            said.append((*pair, {"+": 1, "-": -1}.get(sign, 0)))

    def outranked(subject: str, obj: str, sign: int) -> bool:
        return any(near(subject, s) and near(obj, o) for s, o in asked) or any(
            other != sign and kin(subject, s) and kin(obj, o) for s, o, other in said
        )

    return outranked


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
    if path.population:
        rows.append((edge, "bkg:population", NamedNode(names[path.population].iri)))
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
