"""What a report like ROBOT's says of the OWL files: labels, definitions, cross-references.

ROBOT reads the file, not our sources, so its rules are asked of the file here, in our own words
after its published queries. What is ours begins with our base; borrowed terms have a definition as
`skos:definition`, as `docs/ontology-quality.md` says.
"""

from __future__ import annotations

import pyoxigraph as ox
import pytest

import bonekg
from bonekg.exports.registry import get_format
from bonekg.rdf import BASE, PREFIXES, expand

FILES = {"owl": "bonekg.owl", "owl-full": "bonekg-full.owl"}
_LIVING = """
  FILTER(!isBLANK(?entity)) FILTER NOT EXISTS { ?entity owl:deprecated true }
  FILTER NOT EXISTS { ?entity a owl:Ontology }"""
_MEANT = "IAO:0000115"


def _lacks(what: str) -> str:
    lacking = f"FILTER NOT EXISTS {{ ?entity {what} ?text }}"
    return f"?entity ?any ?value FILTER(?any != rdf:type) {lacking} {_LIVING}"


def _two(what: str) -> str:
    return f"?entity {what} ?one , ?two FILTER(?one != ?two) {_LIVING}"


def _shared(what: str) -> str:
    return f"?entity {what} ?text . ?other {what} ?text FILTER(?entity != ?other) {_LIVING}"


RULES = {
    "missing_label": _lacks("rdfs:label"),
    # an individual needs none
    "missing_definition": _lacks(_MEANT) + "FILTER NOT EXISTS { ?entity a owl:NamedIndividual }",
    "multiple_labels": _two("rdfs:label"),
    "multiple_definitions": _two(_MEANT),
    "duplicate_label": _shared("rdfs:label"),
    "duplicate_definition": _shared(_MEANT),
    "invalid_xref": "?entity oboInOwl:hasDbXref ?x "
    f'FILTER(!REGEX(?x, "^[A-Za-z_0-9-]*:\\\\S+$")) {_LIVING}',
}
FIRING = {
    "missing_label": "bkg:New rdfs:comment 'a' .",
    "missing_definition": "bkg:New rdfs:label 'a' .",
    "multiple_labels": "bkg:New rdfs:label 'a', 'b' .",
    "multiple_definitions": "bkg:New IAO:0000115 'a', 'b' .",
    "duplicate_label": "bkg:New rdfs:label 'a' . bkg:Newer rdfs:label 'a' .",
    "duplicate_definition": "bkg:New IAO:0000115 'a' . bkg:Newer IAO:0000115 'a' .",
    "invalid_xref": "bkg:New oboInOwl:hasDbXref 'no CURIE' .",
}


@pytest.fixture(scope="module", params=FILES)
def owl(request: pytest.FixtureRequest) -> ox.Store:
    store = ox.Store()
    data = get_format(request.param).write(bonekg.load())[FILES[request.param]]
    store.bulk_load(input=data, format=ox.RdfFormat.RDF_XML)
    return store


def found(store: ox.Store, rule: str) -> list[str]:
    query = f"SELECT DISTINCT ?entity {{ {RULES[rule]} }} ORDER BY ?entity"
    solutions = store.query(query, prefixes=PREFIXES)
    assert isinstance(solutions, ox.QuerySolutions)
    return [str(row["entity"].value) for row in solutions]


@pytest.mark.parametrize("rule", RULES)
def test_the_report_finds_nothing_of_ours(rule: str, owl: ox.Store) -> None:
    entities = found(owl, rule)
    assert [iri for iri in entities if iri.startswith(BASE)] == []
    if rule != "missing_definition":
        builtin = (expand("rdfs:"), expand("owl:"), expand("rdf:"))
        assert [iri for iri in entities if not iri.startswith(builtin)] == []


@pytest.mark.parametrize("rule", FIRING)
def test_each_rule_fires(rule: str) -> None:
    store = ox.Store()
    header = "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in PREFIXES.items())
    store.load(input=f"{header}{FIRING[rule]}", format=ox.RdfFormat.TURTLE)
    assert expand("bkg:New") in found(store, rule)


def test_what_is_borrowed_has_a_definition_of_its_own_kind(owl: ox.Store) -> None:
    without = (
        "ASK { ?entity a owl:Class ; rdfs:subClassOf+ bkg:Entity FILTER NOT EXISTS "
        "{ ?entity IAO:0000115|skos:definition ?text } }"
    )
    assert not owl.query(without, prefixes=PREFIXES)
