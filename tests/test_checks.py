"""The checks: each fires on its fault, and is silent on a careful graph and on near misses."""

from __future__ import annotations

import re
from pathlib import Path

import pyoxigraph
import pytest

from bonekg.build.graphs import Build, build
from bonekg.build.rules import read_rules
from bonekg.checks.rules import Check, read_checks, run_check, run_checks
from bonekg.errors import InvalidValueError, ResourceError
from bonekg.rdf import BASE, GRAPHS, PREFIXES, compact, expand, prefix_header
from bonekg.resources import root

CASES = Path(__file__).parent / "cases"
CHECKS = {check.name: check for check in read_checks(root())}
FIRING = sorted((CASES / "checks").glob("*/fires*.ru"))
SILENT = sorted((CASES / "checks").glob("*/silent*.ru"))


def _name(case: Path) -> str:
    return f"{case.parent.name}/{case.stem}"


def _quads() -> list[pyoxigraph.Quad]:
    """Give vocabulary, terms and careful graph; only stated edges stay in a graph of their own."""
    quads = [
        pyoxigraph.Quad(quad.subject, quad.predicate, quad.object)
        for file in (root() / "ontology" / "bonekg-edit.ttl", CASES / "terms.ttl")
        for quad in pyoxigraph.parse(path=str(file))
    ]
    stated = pyoxigraph.NamedNode(GRAPHS["stated"])
    for quad in pyoxigraph.parse(path=str(CASES / "careful.trig")):
        graph = stated if quad.graph_name == stated else pyoxigraph.DefaultGraph()
        quads.append(pyoxigraph.Quad(quad.subject, quad.predicate, quad.object, graph))
    # The build labels what it makes; here nothing else of it is run.
    store = pyoxigraph.Store()
    store.bulk_extend(quads)
    for rule in read_rules(root()):
        if "label" in rule.name:
            made = store.query(f"{prefix_header()}\n{rule.query}", use_default_graph_as_union=True)
            assert isinstance(made, pyoxigraph.QueryTriples)
            quads += [pyoxigraph.Quad(t.subject, t.predicate, t.object) for t in made]
    derived = pyoxigraph.NamedNode(f"{BASE}derived/1")
    label = pyoxigraph.NamedNode(expand("rdfs:label"))
    quads.append(pyoxigraph.Quad(derived, label, pyoxigraph.Literal("derived edge 1")))
    return quads


CAREFUL = _quads()
KINDS = next(rule for rule in read_rules(root()) if rule.name == "20-kind-of")


def _store(check: Check, case: Path | None = None) -> pyoxigraph.Store:
    store = pyoxigraph.Store()
    store.bulk_extend(CAREFUL)
    if case is not None:
        before = set(store)
        update = case.read_text(encoding="utf-8").replace("#+", "#")
        store.update(f"BASE <{BASE}>\n{prefix_header()}\n{update}")
        assert set(store) != before, "the case changes nothing"
    # The build derives what is a kind of what before the checks are asked.
    if "bkg:kindOf" in check.query:
        made = store.query(f"{prefix_header()}\n{KINDS.query}", use_default_graph_as_union=True)
        assert isinstance(made, pyoxigraph.QueryTriples)
        store.extend([pyoxigraph.Quad(t.subject, t.predicate, t.object) for t in made])
    return store


def test_every_check_has_its_cases() -> None:
    assert len(CHECKS) == len(list((root() / "ontology" / "checks").glob("*.rq"))) > 90
    assert {case.parent.name for case in FIRING} == set(CHECKS)
    assert {case.parent.name for case in SILENT} == set(CHECKS)


@pytest.mark.parametrize("case", FIRING, ids=_name)
def test_a_fault_is_found(case: Path) -> None:
    focus = re.match(r"#\+ focus: (\S+)\n", case.read_text(encoding="utf-8"))
    assert focus, "the first line names the focus"
    check = CHECKS[case.parent.name]
    hits = list(run_check(check, _store(check, case)))
    assert focus[1] in {compact(hit.focus) for hit in hits}


@pytest.mark.parametrize("case", SILENT, ids=_name)
def test_what_is_nearly_a_fault_is_not_found(case: Path) -> None:
    check = CHECKS[case.parent.name]
    assert list(run_check(check, _store(check, case))) == []


@pytest.mark.parametrize("name", CHECKS)
def test_nothing_is_found_in_a_careful_graph(name: str) -> None:
    assert list(run_check(CHECKS[name], _store(CHECKS[name]))) == []


@pytest.fixture(scope="module")
def known(built: Build) -> set[str]:
    """All that the graph names."""
    return {
        term.value
        for triples in built.graphs.values()
        for triple in triples
        for term in (triple.subject, triple.predicate, triple.object)
        if isinstance(term, pyoxigraph.NamedNode)
    }


@pytest.mark.parametrize("name", CHECKS)
def test_a_check_speaks_of_what_exists(name: str, known: set[str]) -> None:
    """A misspelt IRI in a check would keep it silent for ever."""
    text = re.sub(r'"[^"\n]*"|#.*', "", CHECKS[name].query)
    ours = (PREFIXES["bkg"], "http://purl.obolibrary.org/obo/")
    used = {expand(curie) for curie in re.findall(r"(?<![\w<:/])\w+:\w+", text)}
    assert {iri for iri in used if iri.startswith(ours)} <= known


def test_a_finding_has_its_place_message_and_hint(tmp_path: Path) -> None:
    import shutil

    for folder in ("ontology", "data"):
        shutil.copytree(root() / folder, tmp_path / folder)
    for claims in (tmp_path / "data" / "claims").glob("*.yaml"):
        claims.unlink()
    shutil.rmtree(tmp_path / "data" / "source-checks")
    (tmp_path / "data" / "conflicts.yaml").write_text("[]\n", encoding="utf-8")
    studies = tmp_path / "data" / "studies.yaml"
    lines = studies.read_text(encoding="utf-8").splitlines()
    lines[lines.index("  nct: NCT01152580")] = '  pmid: "26036434"'
    studies.write_text("\n".join(lines), encoding="utf-8")
    report = run_checks(build(tmp_path))
    assert report.examined == len(CHECKS)
    finding = next(f for f in report.findings if f.rule == "study-twice")
    assert (finding.file, finding.focus, finding.path) == (
        "data/studies.yaml",
        "bkg.study:mops",
        "bkg:pmid",
    )
    assert lines[finding.line - 1] == "- id: mops"
    assert finding.message.endswith("(found: bkg.study:amstrup-2015)")
    assert finding.hint.startswith("One study is one node")


def test_nothing_is_found_in_the_sources(built: Build) -> None:
    first = run_checks(built)
    assert first.examined == len(CHECKS)
    assert first == run_checks(built)
    assert first.findings == ()


def test_a_tree_without_checks_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ResourceError, match="holds no checks"):
        read_checks(tmp_path)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("SELECT ?focus {}", "needs a line '#\\+ message"),
        ("#+ message: Wrong.\nSELECT ?focus {}", "needs a line '#\\+ hint"),
        ("#+ message: Wrong.\n#+ message: Wrong.\n", "once each"),
        ("#+ colour: red\n", "expected '#\\+ message"),
    ],
)
def test_a_check_without_its_header_is_an_error(tmp_path: Path, text: str, problem: str) -> None:
    folder = tmp_path / "ontology" / "checks"
    folder.mkdir(parents=True)
    (folder / "x.rq").write_text(text, encoding="utf-8")
    with pytest.raises(InvalidValueError, match=problem):
        read_checks(tmp_path)


@pytest.mark.parametrize(
    ("query", "problem"),
    [
        ("SELECT ?focus WHERE {", "not SPARQL"),
        ("ASK { ?s ?p ?o }", "is a SELECT query"),
        ("SELECT ?s WHERE { ?s ?p ?o }", "gives \\?focus, \\?path and \\?value only"),
        ("SELECT ?focus ?p WHERE { ?focus ?p ?o }", "gives \\?focus, \\?path and \\?value only"),
    ],
)
def test_a_query_that_is_no_check_is_an_error(query: str, problem: str) -> None:
    check = Check("x", "Wrong.", "Right it.", query, Path("x.rq"))
    with pytest.raises(InvalidValueError, match=problem):
        list(run_check(check, pyoxigraph.Store()))
