"""Terms, predicates and studies in the words of Biolink, as the vocabulary aligns them."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from typing import TYPE_CHECKING, Any

from bonekg.rdf import BASE, compact

if TYPE_CHECKING:
    from bonekg.graph import KnowledgeGraph

__all__ = ["Biolink", "id_of", "node_id"]

AFFECTS, RELATED = "biolink:affects", "biolink:related_to"
_DIRECTIONS = {"+": "increased", "-": "decreased"}
_MATCHES = ["exactMatch", "closeMatch", "broadMatch"]
_LIKELIHOOD = "biolink:affects_likelihood_of"
_TREATMENTS = {
    f"biolink:{name}" for name in ("ChemicalEntity", "SmallMolecule", "Drug", "Food", "Treatment")
}
_CONDITIONS = {
    f"biolink:{name}" for name in ("Disease", "DiseaseOrPhenotypicFeature", "PhenotypicFeature")
}
_EVENTS = {f"biolink:{name}" for name in ("Behavior", "BiologicalProcess", "Pathway")}
# Biolink's predicate → classes of subject and object that it is meant for (none: any), and what
# takes its place between others.
_MEANT_FOR: dict[str, tuple[set[str], set[str], str]] = {
    **{
        f"biolink:{name}": (_TREATMENTS, _CONDITIONS, RELATED)
        for name in ("treats", "applied_to_treat", "treats_or_applied_or_studied_to_treat")
    },
    "biolink:preventative_for_condition": (_TREATMENTS, _CONDITIONS, _LIKELIHOOD),
    "biolink:predisposes_to_condition": (_TREATMENTS, _CONDITIONS, _LIKELIHOOD),
    "biolink:contraindicated_in": (_TREATMENTS, set(), RELATED),
    "biolink:has_phenotype": (set(), {"biolink:PhenotypicFeature"}, RELATED),
    "biolink:precedes": (_EVENTS, _EVENTS, RELATED),
}
_TERMS = """
SELECT ?term ?name ?label ?text ?favourable WHERE {
  ?term bkg:kindOf bkg:Entity ; skos:prefLabel ?name .
  OPTIONAL { ?term rdfs:label ?label } OPTIONAL { ?term bkg:favourable ?favourable }
  OPTIONAL { ?term skos:definition|IAO:0000115 ?text }
}
"""
_ALIGNED = """
SELECT ?category ?name ?biolink WHERE {
  ?category bkg:kindOf bkg:Entity ; skos:prefLabel ?name ; skos:closeMatch ?biolink
  FILTER(STRSTARTS(STR(?biolink), "https://w3id.org/biolink/vocab/"))
}
"""
_PREDICATES = """
SELECT ?predicate ?name ?sign ?match ?biolink WHERE {
  ?predicate a bkg:Predicate ; skos:prefLabel ?name ; bkg:sign ?sign .
  OPTIONAL {
    VALUES ?match { skos:exactMatch skos:closeMatch skos:broadMatch }
    ?predicate ?match ?biolink
    FILTER(STRSTARTS(STR(?biolink), "https://w3id.org/biolink/vocab/"))
  }
}
"""
_STUDIES = """
SELECT ?study ?name ?title ?citation ?year ?pmid ?pmc ?doi ?nct WHERE {
  ?study a bkg:Study ; skos:prefLabel ?name .
  OPTIONAL { ?study dcterms:title ?title } OPTIONAL { ?study bkg:year ?year }
  OPTIONAL { ?study dcterms:bibliographicCitation ?citation }
  OPTIONAL { ?study bkg:pmid ?pmid } OPTIONAL { ?study bkg:pmc ?pmc }
  OPTIONAL { ?study bkg:doi ?doi } OPTIONAL { ?study bkg:nct ?nct }
}
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

    def __init__(self, graph: KnowledgeGraph) -> None:
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
        """Term → its categories, names, text, IRI, and which direction is good."""
        found: dict[str, dict[str, Any]] = {}
        for term, name, label, text, favourable in self.select(_TERMS):
            nearest = self.nearest(id_of(term))
            found[id_of(term)] = {
                "category": sorted({biolink for _, biolink in nearest}),
                "kinds": [own for own, _ in nearest],
                "name": str(name),
                "full_name": None if label is None else str(label),
                "description": None if text is None else str(text),
                "iri": str(term),
                "favourable": None if favourable is None else str(favourable),
            }
        return found

    @cached_property
    def predicates(self) -> dict[str, tuple[str, str, str]]:
        """IRI and name → own CURIE, sign, Biolink predicate: the nearest that is aligned."""
        best: dict[str, tuple[int, tuple[str, str, str]]] = {}
        for predicate, name, sign, match, biolink in self.select(_PREDICATES):
            rank = len(_MATCHES) if match is None else _MATCHES.index(str(match).rpartition("#")[2])
            to = RELATED if biolink is None else compact(str(biolink))
            known = (rank, (compact(str(predicate)), str(sign), to))
            for key in (str(predicate), str(name)):
                best[key] = min(known, best.get(key, known))
        return {key: known for key, (_, known) in best.items()}

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
    def studies(self) -> dict[str, dict[str, Any]]:
        """Study → its category, names, citation, year and public identifiers."""
        found: dict[str, dict[str, Any]] = {}
        for study, name, title, citation, year, *numbers in self.select(_STUDIES):
            prefixes = ("PMID:", "PMC:PMC", "doi:", "CLINICALTRIALS:")
            known = [f"{p}{n}" for p, n in zip(prefixes, numbers, strict=True) if n is not None]
            known = [curie.replace("PMCPMC", "PMC") for curie in known]
            found[id_of(study)] = {
                "category": ["biolink:Study"],
                "kinds": ["study"],
                "name": str(name),
                "full_name": None if title is None else str(title),
                "citation": None if citation is None else str(citation),
                "year": None if year is None else str(year),
                "xref": known,
                "iri": str(study),
            }
        return found

    def statement(self, predicate: str, subject: str, obj: str) -> dict[str, str | None]:
        """Give subject, predicate and object, with the qualifiers that the predicate asks for.

        Args:
            predicate: IRI or name of one of ours.
            subject: a node's id.
            obj: another's.
        """
        own, sign, biolink = self.predicates[predicate]
        if biolink in _MEANT_FOR:
            subjects, objects, other = _MEANT_FOR[biolink]
            fits = [(subjects, self._classes(subject)), (objects, self._classes(obj))]
            biolink = biolink if all(not want or want & has for want, has in fits) else other
        if sign == "0":  # Biolink has no word for a null result: the edge is negated
            biolink = AFFECTS
        row: dict[str, str | None] = {
            "subject": subject,
            "predicate": biolink,
            "object": obj,
            "original_predicate": own,
        }
        direction = self._direction(sign, obj)
        if biolink in (AFFECTS, _LIKELIHOOD) and direction:
            row["object_direction_qualifier"] = direction
        if biolink == AFFECTS and direction:
            row["qualified_predicate"] = "biolink:causes"
            substance = "bkg:Substance" in self.above[obj]
            row["object_aspect_qualifier"] = "activity_or_abundance" if substance else None
        return row

    def _classes(self, node: str) -> set[str]:
        known = self.terms.get(node) or self.studies.get(node) or {}
        return set(known.get("category", ()))

    def _direction(self, sign: str, obj: str) -> str | None:
        """Give the direction of an effect; "better" and "worse" by what is good for the object."""
        if sign in ("favourable", "unfavourable"):
            good = self.terms.get(obj, {}).get("favourable")
            if good is None:
                lower = {"bkg:Condition", "bkg:Risk"} & self.above[obj]
                good = "lower" if lower else "higher"
            if good == "neither":
                return None
            sign = "+" if (sign == "favourable") == (good == "higher") else "-"
        return _DIRECTIONS.get(sign)
