"""Terms, predicates and studies in the words of Biolink, as the vocabulary aligns them."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from typing import TYPE_CHECKING, Any

from bonekg.rdf import BASE, compact, expand

if TYPE_CHECKING:
    from bonekg.exports.source import Exported

__all__ = ["Biolink", "id_of", "node_id"]
__all__ += ["AFFECTS", "RELATED"]

AFFECTS, RELATED = "biolink:affects", "biolink:related_to"
_MATCHES = ["exactMatch", "closeMatch", "broadMatch"]
_LIKELIHOOD = "biolink:affects_likelihood_of"
# Classes and predicates of Biolink, whose meaning Biolink gives; none of them is a word of ours.
_TREATMENTS = {
    "biolink:ChemicalEntity", "biolink:SmallMolecule", "biolink:Drug", "biolink:Food",
    "biolink:Treatment",
}  # fmt: skip
_CONDITIONS = {
    "biolink:Disease", "biolink:DiseaseOrPhenotypicFeature", "biolink:PhenotypicFeature",
}  # fmt: skip
_SUBSTANCES = {
    "biolink:ChemicalEntity", "biolink:SmallMolecule", "biolink:Drug", "biolink:Protein",
}  # fmt: skip
_EVENTS = {"biolink:BiologicalProcess", "biolink:Pathway"}
# Biolink's predicate → classes of subject and object that it is meant for (none: any), and what
# takes its place between others.
_MEANT_FOR: dict[str, tuple[set[str], set[str], str]] = {
    **dict.fromkeys(
        (
            "biolink:treats",
            "biolink:applied_to_treat",
            "biolink:treats_or_applied_or_studied_to_treat",
        ),
        (_TREATMENTS, _CONDITIONS, RELATED),
    ),
    "biolink:preventative_for_condition": (_TREATMENTS, _CONDITIONS, _LIKELIHOOD),
    "biolink:contraindicated_in": (_TREATMENTS, set(), RELATED),
    "biolink:has_phenotype": (set(), {"biolink:PhenotypicFeature"}, RELATED),
    "biolink:precedes": (_EVENTS, _EVENTS, RELATED),
}
_ALIGNED = """
SELECT ?category ?name ?biolink WHERE {
  ?category bkg:kindOf bkg:Entity ; skos:prefLabel ?name ; skos:closeMatch ?biolink
  FILTER(STRSTARTS(STR(?biolink), "https://w3id.org/biolink/vocab/"))
}
"""
_PREDICATES = """
SELECT ?predicate ?name ?match ?biolink WHERE {
  ?predicate a bkg:Predicate ; skos:prefLabel ?name .
  OPTIONAL {
    VALUES ?match { skos:exactMatch skos:closeMatch skos:broadMatch }
    ?predicate ?match ?biolink
    FILTER(STRSTARTS(STR(?biolink), "https://w3id.org/biolink/vocab/"))
  }
}
"""
_LEVELS = """
SELECT ?name ?level WHERE {
  ?kind a bkg:ClaimKind ; skos:prefLabel ?name ; bkg:knowledgeLevel ?level
}
"""
_BEARINGS = """
SELECT ?name ?sign WHERE { ?x a bkg:Bearing ; skos:prefLabel ?name ; bkg:directionSign ?sign }
"""
_RESEARCH = """
SELECT ?name WHERE { ?kind a bkg:Evidence ; skos:prefLabel ?name ; bkg:research true }
"""


def node_id(curie: str) -> str:
    """Give an identifier as KGX takes it: its reader knows CURIEs only, and none with a slash.

    Examples:
        >>> node_id("CHEBI:16796")
        'CHEBI:16796'
        >>> node_id("https://w3id.org/bonekg/claim/001-001/object")
        'bkg.claim:001-001.object'
    """
    if not curie.startswith(BASE):
        return curie
    folder, _, rest = curie.removeprefix(BASE).partition("/")
    return f"bkg.{folder}:{rest.replace('/', '.')}"


def id_of(value: object) -> str:
    """Give the identifier of an IRI."""
    return node_id(compact(str(value)))


class Biolink:
    """What the graph says of terms, predicates and studies, read once.

    Args:
        graph: the graph.
    """

    def __init__(self, graph: Exported) -> None:
        self.graph = graph
        self.select = graph.store.select

    @cached_property
    def above(self) -> dict[str, set[str]]:
        """Term → itself and all terms above it."""
        found: dict[str, set[str]] = defaultdict(set)
        for child, parent in self.select("SELECT ?c ?p WHERE { ?c bkg:kindOf ?p }"):
            found[id_of(child)].add(id_of(parent))
        return found

    @cached_property
    def aligned(self) -> dict[str, tuple[str, str]]:
        """Category → its name and its Biolink class."""
        return {id_of(c): (str(n), compact(str(b))) for c, n, b in self.select(_ALIGNED)}

    def nearest(self, term: str) -> list[tuple[str, str]]:
        """Give name and Biolink class of the categories that a term stands directly under."""
        over = self.above[term] & set(self.aligned)
        low = [c for c in over if not any(c in self.above[o] and c != o for o in over)]
        return sorted(self.aligned[category] for category in low)

    @cached_property
    def terms(self) -> dict[str, dict[str, Any]]:
        """Term → its categories, names, text, synonyms and IRI."""
        found: dict[str, dict[str, Any]] = {}
        for term in self.graph.reader.terms():
            nearest = self.nearest(node_id(term.id))
            found[node_id(term.id)] = {
                "category": sorted({biolink for _, biolink in nearest}),
                "kinds": [own for own, _ in nearest],
                "name": term.name,
                "full_name": term.label,
                "description": term.definition,
                "synonym": sorted({*term.synonyms, *term.abbreviations}),
                "iri": term.id if term.id.startswith("http") else expand(term.id),
            }
        return found

    @cached_property
    def predicates(self) -> dict[str, tuple[str, str]]:
        """Name → own CURIE and Biolink predicate: the nearest that is aligned."""
        best: dict[str, tuple[int, tuple[str, str]]] = {}
        for predicate, name, match, biolink in self.select(_PREDICATES):
            rank = len(_MATCHES) if match is None else _MATCHES.index(str(match).rpartition("#")[2])
            to = RELATED if biolink is None else compact(str(biolink))
            known = (rank, (compact(str(predicate)), to))
            best[str(name)] = min(known, best.get(str(name), known))
        return {name: known for name, (_, known) in best.items()}

    @cached_property
    def evidence(self) -> dict[str, list[str]]:
        """Name of a kind of evidence → the terms of ECO above it."""
        rows = self.select(
            "SELECT ?name ?eco WHERE { ?e a bkg:Evidence ; skos:prefLabel ?name ; "
            'skos:broadMatch ?eco FILTER(CONTAINS(STR(?eco), "ECO_")) } ORDER BY ?name ?eco'
        )
        found: dict[str, list[str]] = {}
        for name, eco in rows:
            found.setdefault(str(name), []).append(compact(str(eco)))
        return found

    @cached_property
    def levels(self) -> dict[str, str]:
        """Kind of claim → Biolink's level of knowledge, where it has one of its own."""
        return {str(name): str(level) for name, level in self.select(_LEVELS)}

    @cached_property
    def signs(self) -> dict[str, str]:
        """Bearing of a statement → its sign; what is open or only relates has none."""
        return {str(name): str(sign) for name, sign in self.select(_BEARINGS)}

    @cached_property
    def research(self) -> set[str]:
        """The kinds of evidence behind which a study stands."""
        return {str(name) for (name,) in self.select(_RESEARCH)}

    @cached_property
    def studies(self) -> dict[str, dict[str, Any]]:
        """Study → its category, names, citation, year and public identifiers."""
        found: dict[str, dict[str, Any]] = {}
        for study in self.graph.reader.studies():
            numbers = {
                "PMID": study.pmid, "PMC": study.pmc, "doi": study.doi, "CLINICALTRIALS": study.nct,
            }  # fmt: skip
            found[node_id(study.id)] = {
                "category": ["biolink:Study"],
                "kinds": ["study"],
                "name": study.title or study.name,
                "full_name": study.title,
                "citation": study.citation,
                "year": None if study.year is None else str(study.year),
                "xref": [f"{prefix}:{number}" for prefix, number in numbers.items() if number],
                "iri": expand(study.id),
            }
        return found

    def statement(
        self, predicate: str, subject: str, obj: str, direction: str | None
    ) -> dict[str, str | None]:
        """Give subject, predicate and object, with the qualifiers that the predicate asks for.

        Args:
            predicate: the name of one of ours.
            subject: a node's id.
            obj: another's.
            direction: `increased`, `decreased`, `none` for a null result, None where it is open.
        """
        own, biolink = self.predicates[predicate]
        if biolink in _MEANT_FOR:
            subjects, objects, other = _MEANT_FOR[biolink]
            fits = [(subjects, self._classes(subject)), (objects, self._classes(obj))]
            biolink = biolink if all(not want or want & has for want, has in fits) else other
        if direction == "none":  # Biolink has no word for a null result: the edge is negated
            biolink = AFFECTS
        row: dict[str, str | None] = {
            "subject": subject,
            "predicate": biolink,
            "object": obj,
            "original_predicate": own,
        }
        moves = direction not in (None, "none")
        if biolink in (AFFECTS, _LIKELIHOOD) and moves:
            row["object_direction_qualifier"] = direction
        if biolink == AFFECTS and moves:
            row["qualified_predicate"] = "biolink:causes"
            substance = bool(_SUBSTANCES & self._classes(obj))
            row["object_aspect_qualifier"] = "activity_or_abundance" if substance else None
        return row

    def _classes(self, node: str) -> set[str]:
        known = self.terms.get(node) or self.studies.get(node) or {}
        return set(known.get("category", ()))
