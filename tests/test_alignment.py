"""The alignment that stays outside the OWL: known identifiers only, and what follows from it."""

from __future__ import annotations

from collections import Counter

import pytest
from pyoxigraph import (
    NamedNode,
    Quad,
    QuerySolutions,
    RdfFormat,
    Store,
    Triple,
    parse,
)
from rdflib import URIRef
from rdflib.namespace import DCTERMS, PROV, RDF, RDFS, SKOS

from bonekg.build.graphs import Build
from bonekg.rdf import BASE, compact, expand, prefix_header
from bonekg.resources import root

# Namespaces whose every term rdflib lists.
CLOSED = {"dcterms": DCTERMS, "prov": PROV, "rdf": RDF, "rdfs": RDFS, "skos": SKOS}
FORMAL = {"rdfs:subClassOf", "rdfs:subPropertyOf"}
MATCHES = {f"skos:{kind}Match" for kind in ("close", "broad", "narrow", "related", "exact")}
THINGS = ("owl:Class", "owl:ObjectProperty", "owl:DatatypeProperty", "owl:AnnotationProperty")


@pytest.fixture(scope="module")
def alignment() -> set[Triple]:
    path = root() / "ontology" / "alignment.ttl"
    triples = {quad.triple for quad in parse(path=str(path), format=RdfFormat.TURTLE)}
    assert len(triples) >= 25
    return triples


def unknown(triples: set[Triple], ontology: set[Triple]) -> set[str]:
    """Give the IRIs that are neither declared by us nor of a vocabulary in the prefix map."""
    declared = {
        triple.subject
        for triple in ontology
        if triple.predicate.value == expand("rdf:type")
        and str(triple.object) in {f"<{expand(kind)}>" for kind in THINGS}
    }
    nodes = {node for triple in triples for node in triple}
    assert all(isinstance(node, NamedNode) for node in nodes)
    strange = set()
    for node in nodes:
        iri = str(node)[1:-1]
        prefix, colon, _ = compact(iri).partition(":")
        ours = iri.startswith(BASE)
        if (
            (ours and node not in declared)
            or (not ours and (not colon or compact(iri) == iri))
            or (prefix in CLOSED and URIRef(iri) not in CLOSED[prefix])
        ):
            strange.add(compact(iri))
    return strange


def test_every_identifier_is_known(alignment: set[Triple], built: Build) -> None:
    assert unknown(alignment, built.graphs["ontology"]) == set()


@pytest.mark.parametrize(
    "strange", ["bkg:Undeclared", "prov:wasMadeUpFrom", "http://example.org/thing"]
)
def test_an_unknown_identifier_is_found(strange: str, built: Build) -> None:
    iri = strange if strange.startswith("http") else expand(strange)
    triple = Triple(
        NamedNode(expand("bkg:Claim")), NamedNode(expand("skos:closeMatch")), NamedNode(iri)
    )
    assert unknown({triple}, built.graphs["ontology"]) == {strange}


def test_it_says_what_the_ontology_does_not(alignment: set[Triple], built: Build) -> None:
    """From ours to theirs, class to class and property to property, nothing said twice."""
    assert not alignment & set().union(*built.graphs.values())
    for triple in alignment:
        subject, relation, target = (compact(str(node)[1:-1]) for node in triple)
        assert relation in FORMAL | MATCHES
        assert subject.startswith("bkg:")
        assert not target.startswith("bkg:")
        if relation in FORMAL:
            local = [name.partition(":")[2][0].isupper() for name in (subject, target)]
            assert local == [relation == "rdfs:subClassOf"] * 2, f"{subject} {target}"


def test_each_statement_becomes_one_rdf_statement(alignment: set[Triple], built: Build) -> None:
    """What RDFS draws from it: every claim and relation has one rdf:subject, predicate, object."""
    store = Store()
    names = ("ontology", "background", "claims", "derived")
    for triple in alignment.union(*(built.graphs[name] for name in names)):
        store.add(Quad(triple.subject, triple.predicate, triple.object))
    rows = store.query(
        prefix_header() + "\nSELECT ?statement ?part WHERE {"
        " VALUES ?part { rdf:subject rdf:predicate rdf:object }"
        " ?statement a/rdfs:subClassOf* rdf:Statement ; ?property ?value ."
        " ?property rdfs:subPropertyOf ?part }"
    )
    assert isinstance(rows, QuerySolutions)
    parts = Counter((str(row["statement"]), str(row["part"])) for row in rows)
    statements = {statement for statement, _ in parts}
    assert len(statements) >= len(built.records["claims"]) + len(built.records["background"])
    assert len(parts) == 3 * len(statements) > 1000
    assert set(parts.values()) == {1}
