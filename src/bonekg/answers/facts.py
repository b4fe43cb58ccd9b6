"""What answers need beside the claims, read from a store when first asked: only by SELECT."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from typing import NamedTuple

from bonekg.build.hierarchy import reached
from bonekg.flat import Claim
from bonekg.lexicon.lexicon import Lexicon, Selects
from bonekg.rdf import BASE, expand
from bonekg.store.rows import IRI

__all__ = ["Conflict", "Edge", "Facts", "full"]

_ABOVE = "SELECT ?term ?above WHERE { ?term rdfs:subClassOf ?above FILTER(ISIRI(?above)) }"
_CONCERNS = "SELECT ?term ?of WHERE { ?term bkg:concerns ?of }"
_PARTS = "SELECT ?part ?whole WHERE { ?part BFO:0000050 ?whole . ?whole a owl:Class }"
_GOODS = "SELECT ?term ?good WHERE { ?term bkg:favourable ?good }"
_SIGNS = """
SELECT ?name ?sign ?family WHERE {
  ?predicate a bkg:Predicate ; skos:prefLabel ?name ; bkg:sign ?sign ; bkg:family ?family
}
"""
_RANKS = "SELECT ?name ?rank WHERE { ?x a bkg:Evidence ; skos:prefLabel ?name ; bkg:rank ?rank }"
_EDGES = """
SELECT ?edge ?type ?subject ?predicate ?object ?source ?note WHERE {
  VALUES ?type { bkg:BackgroundRelation bkg:DerivedEdge }
  ?edge a ?type ; bkg:subject ?subject ; bkg:predicate/skos:prefLabel ?predicate ;
    bkg:object ?object .
  OPTIONAL { ?edge dcterms:source ?source }
  OPTIONAL { ?edge bkg:note ?note }
} ORDER BY ?edge ?source
"""
_STEPS = """
SELECT ?edge ?position ?item WHERE {
  ?edge a bkg:DerivedEdge ; bkg:via ?step . ?step bkg:position ?position ; bkg:item ?item .
} ORDER BY ?edge ?position
"""
_GROUNDS = """
SELECT ?edge ?ground ?evidence ?certainty WHERE {
  ?edge a bkg:DerivedEdge ; bkg:ground ?ground ; bkg:evidence/skos:prefLabel ?evidence ;
    bkg:certainty/skos:prefLabel ?certainty .
} ORDER BY ?edge ?ground
"""
_PEOPLE = """
SELECT ?edge ?name WHERE { ?edge a bkg:DerivedEdge ; bkg:population/skos:prefLabel ?name }
"""
_CONFLICTS = """
SELECT ?conflict ?reason ?given ?states ?note ?claim WHERE {
  ?conflict a bkg:Conflict ; bkg:reason/skos:prefLabel ?reason ; bkg:states ?states ;
    bkg:ground ?claim .
  OPTIONAL { ?conflict bkg:apparent ?given }
  OPTIONAL { ?conflict bkg:note ?note }
} ORDER BY ?conflict ?claim
"""
_UNRESOLVED = """
SELECT ?file ?name ?note ?to WHERE {
  ?reference a bkg:Reference ; skos:prefLabel ?name ; bkg:inDocument/bkg:fileName ?file .
  OPTIONAL { ?reference bkg:note ?note }
  OPTIONAL { ?reference bkg:resolvesTo ?to }
}
"""
_STUDIES = """
SELECT ?study ?name ?design ?n WHERE {
  ?study a bkg:Study ; skos:prefLabel ?name .
  OPTIONAL { ?study bkg:design/skos:prefLabel ?design }
  OPTIONAL { ?study bkg:sampleSize ?n }
} ORDER BY ?study ?design
"""
_DOCUMENTS = """
SELECT ?file ?name ?title ?kind WHERE {
  ?document a bkg:Document ; bkg:fileName ?file ; skos:prefLabel ?name ; dcterms:title ?title ;
    bkg:documentKind/rdfs:label ?kind .
}
"""


def full(curie: str) -> IRI:
    """Give the IRI of a flat claim's identifier.

    Examples:
        >>> full("CHEBI:16796") == full("http://purl.obolibrary.org/obo/CHEBI_16796")
        True
    """
    return IRI(curie if curie.startswith("http") else expand(curie))


class Edge(NamedTuple):
    """A background relation or a derived edge.

    Attributes:
        id: its IRI.
        kind: `background` or `derived`.
        subject: the name of its subject's term.
        predicate: the name of its predicate.
        object: the name of its object's term.
        subject_iri: the term.
        object_iri: the term.
        sources: where a background relation was read.
        note: what is said about it, or None.
        via: for a derived edge the terms on its way, the object last.
        grounds: for a derived edge the claims and background relations it rests on.
        evidence: the weakest evidence among the grounds, or None.
        certainty: the least sure among the grounds, or None.
        population: whom alone a derived edge is of, or None.
    """

    id: IRI
    kind: str
    subject: str
    predicate: str
    object: str
    subject_iri: IRI
    object_iri: IRI
    sources: tuple[str, ...]
    note: str | None
    via: tuple[str, ...]
    grounds: tuple[str, ...]
    evidence: str | None
    certainty: str | None
    population: str | None

    @property
    def states(self) -> str:
        """The edge in one line."""
        way = f" (by way of {', '.join(self.via[:-1])})" if len(self.via) > 1 else ""
        return f"{self.subject} {self.predicate} {self.object}{way}"


class Conflict(NamedTuple):
    """A reviewed conflict between claims.

    Attributes:
        id: its key.
        reason: why the claims differ, such as `site`.
        apparent: whether both sides can hold.
        states: what is opposed, in one sentence.
        note: what the reviewer adds, or None.
        claims: the keys of its claims.
    """

    id: str
    reason: str
    apparent: bool
    states: str
    note: str | None
    claims: tuple[str, ...]


class Facts:
    """The claims and all that answers look up about their terms.

    Args:
        store: anything that runs a SELECT.
        lexicon: the names of its terms.
        claims: its claims, flat.
    """

    def __init__(self, store: Selects, lexicon: Lexicon, claims: list[Claim]) -> None:
        self._store, self.lexicon = store, lexicon
        self.claims = [claim for claim in claims if claim.status == "current"]
        self.by_id = {claim.id: claim for claim in claims}
        self._above: dict[str, frozenset[str]] = {}

    def select(self, sparql: str) -> list[tuple[str, ...]]:
        """Run a SELECT; give its values as texts, empty where unbound."""
        return [
            tuple("" if value is None else str(value) for value in row)
            for row in self._store.select(sparql)
        ]

    def name(self, term: str) -> str:
        """Give our name for a term."""
        return self.lexicon.names.get(IRI(term), IRI(term).curie)

    @cached_property
    def parents(self) -> dict[str, set[str]]:
        """Term → what it stands directly under."""
        return self._groups(_ABOVE)

    @cached_property
    def children(self) -> dict[str, set[str]]:
        """Term → what stands directly under it."""
        return _turned(self.parents)

    @cached_property
    def concerns(self) -> dict[str, set[str]]:
        """Level, state, intake, regimen, form or risk → what it is about."""
        return self._groups(_CONCERNS)

    @cached_property
    def wholes(self) -> dict[str, set[str]]:
        """Site → the sites it is part of."""
        return self._groups(_PARTS)

    @cached_property
    def favourable(self) -> dict[str, str]:
        """Term → `higher`, `lower` or `neither`, where the graph says so."""
        return {row[0]: row[1] for row in self.select(_GOODS)}

    @cached_property
    def signs(self) -> dict[str, str]:
        """Predicate → its sign."""
        return {row[0]: row[1] for row in self.select(_SIGNS)}

    @cached_property
    def families(self) -> dict[str, str]:
        """Predicate → its family."""
        return {row[0]: row[2] for row in self.select(_SIGNS)}

    @cached_property
    def ranks(self) -> dict[str, int]:
        """Evidence → its rank, the strongest highest."""
        return {row[0]: int(row[1]) for row in self.select(_RANKS)}

    @cached_property
    def conflicts(self) -> list[Conflict]:
        """All reviewed conflicts."""
        claims: dict[tuple[str, ...], list[str]] = defaultdict(list)
        for *head, claim in self.select(_CONFLICTS):
            claims[tuple(head)].append(claim.rpartition("/")[2])
        return [
            Conflict(
                iri.rpartition("/")[2], reason, given in ("True", "true"), states, note or None,
                tuple(keys),
            )
            for (iri, reason, given, states, note), keys in claims.items()
        ]  # fmt: skip

    @cached_property
    def edges(self) -> list[Edge]:
        """All background relations and derived edges."""
        via: dict[str, list[str]] = defaultdict(list)
        for edge, _, item in sorted(self.select(_STEPS), key=lambda r: (r[0], int(r[1]))):
            via[edge].append(self.name(item))
        grounds: dict[str, list[str]] = defaultdict(list)
        weakest: dict[str, tuple[str | None, str | None]] = {}
        for edge, ground, evidence, certainty in self.select(_GROUNDS):
            grounds[edge].append(ground.removeprefix(BASE))
            weakest[edge] = (evidence, certainty)
        people = {row[0]: row[1] for row in self.select(_PEOPLE)}
        sources: dict[tuple[str, ...], list[str]] = defaultdict(list)
        for edge, kind, subject, predicate, obj, source, note in self.select(_EDGES):
            sources[edge, kind, subject, predicate, obj, note].append(source)
        return [
            Edge(
                IRI(edge), "background" if kind.endswith("BackgroundRelation") else "derived",
                self.name(subject), predicate, self.name(obj), IRI(subject), IRI(obj),
                tuple(filter(None, found)), note or None, tuple(via.get(edge, ())),
                tuple(grounds.get(edge, ())), *weakest.get(edge, (None, None)),
                population=people.get(edge),
            )
            for (edge, kind, subject, predicate, obj, note), found in sources.items()
        ]  # fmt: skip

    @cached_property
    def unresolved(self) -> set[tuple[str, str]]:
        """The references, by file and name, whose work the document does not name."""
        return {
            (file, name)
            for file, name, note, to in self.select(_UNRESOLVED)
            if not to or "unresolved" in note
        }

    @cached_property
    def studies(self) -> dict[str, str]:
        """Study (CURIE) → its name, with design and size where these are known."""
        found: dict[str, str] = {}
        for study, name, design, n in self.select(_STUDIES):
            known = ", ".join(filter(None, (design, f"n = {n}" if n else "")))
            found.setdefault(IRI(study).curie, f"{name} ({known})" if known else name)
        return found

    @cached_property
    def documents(self) -> dict[str, tuple[str, str, str]]:
        """File → the document's name, title and kind."""
        return {row[0]: (row[1], row[2], row[3]) for row in self.select(_DOCUMENTS)}

    def above(self, term: str) -> frozenset[str]:
        """Give a term and all that it stands under."""
        known = self._above.get(term)
        if known is None:
            known = self._above[term] = frozenset(reached(term, self.parents))
        return known

    def below(self, term: str) -> set[str]:
        """Give a term and all that stands under it."""
        return reached(term, self.children)

    def within(self, site: str) -> set[str]:
        """Give a site with its kinds and its parts, and theirs."""
        parts = _turned(self.wholes)
        joined = {
            term: self.children.get(term, set()) | parts.get(term, set())
            for term in {*self.children, *parts}
        }
        return reached(site, joined)

    def is_a(self, term: str, category: str) -> bool:
        """Whether a term stands under a category of ours, such as `Condition`, or a CURIE."""
        return (full(category) if ":" in category else BASE + category) in self.above(term)

    def _groups(self, sparql: str) -> dict[str, set[str]]:
        found: dict[str, set[str]] = defaultdict(set)
        for key, value in self.select(sparql):
            found[key].add(value)
        return dict(found)


def _turned(groups: dict[str, set[str]]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for key, values in groups.items():
        for value in values:
            found[value].add(key)
    return dict(found)
