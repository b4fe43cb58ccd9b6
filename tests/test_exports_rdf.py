"""RDF that goes out comes back the same, and stands whole in the tools of others."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from pyoxigraph import (
    CanonicalizationAlgorithm,
    Dataset,
    Quad,
    QuerySolutions,
    RdfFormat,
    Store,
    parse,
)

import bonekg
from bonekg.exports.registry import get_format
from bonekg.rdf import BASE, GRAPHS, PREFIXES, expand
from real_tools import jena, program, run, run_node, run_python

pytestmark = pytest.mark.slow

SYNTAXES = {
    "nquads": RdfFormat.N_QUADS,
    "trig": RdfFormat.TRIG,
    "ntriples": RdfFormat.N_TRIPLES,
    "turtle": RdfFormat.TURTLE,
    "rdfxml": RdfFormat.RDF_XML,
}
RAPTOR = {"nquads", "trig", "ntriples", "turtle", "rdfxml"}
OWL = ("bonekg.owl", "bonekg-full.owl")


@pytest.fixture(scope="module")
def graph() -> bonekg.KnowledgeGraph:
    return bonekg.load()


@pytest.fixture(scope="module")
def folder(graph: bonekg.KnowledgeGraph, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with every RDF export under its own file name."""
    made = tmp_path_factory.mktemp("rdf")
    for name in (*SYNTAXES, "jsonld", "jsonld-claims", "jsonld-terms"):
        for file, content in get_format(name).write(graph).items():
            (made / file).write_bytes(content)
    return made


def file_of(name: str, folder: Path) -> Path:
    return folder / get_format(name).files[0]


def canonical(quads: Iterable[Any], named: bool = False) -> set[str]:
    """Give statements with canonical blank nodes, in their graphs or without them."""
    dataset = Dataset(quads if named else (Quad(*q.triple) for q in quads))
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return {str(quad) for quad in dataset}


def statements(graph: bonekg.KnowledgeGraph) -> list[Any]:
    return list(parse(graph.nquads(), format=RdfFormat.N_QUADS))


@pytest.mark.slow
@pytest.mark.parametrize("name", SYNTAXES)
def test_what_comes_back_is_what_went_out(
    name: str, graph: bonekg.KnowledgeGraph, folder: Path
) -> None:
    before = statements(graph)
    after = list(parse(file_of(name, folder).read_bytes(), format=SYNTAXES[name]))
    assert len(after) == len(before) > 30000
    named = name in ("nquads", "trig")
    assert canonical(after, named) == canonical(before, named)


@pytest.mark.slow
def test_json_ld_comes_back_whole(graph: bonekg.KnowledgeGraph, folder: Path) -> None:
    from pyld import jsonld

    document = json.loads(file_of("jsonld", folder).read_text(encoding="utf-8"))
    lines = jsonld.to_rdf(document, {"format": "application/n-quads"})
    after = parse(lines, format=RdfFormat.N_QUADS)
    assert canonical(after) == canonical(statements(graph))


def words(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield key
            yield from words(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from words(inner)


@pytest.mark.slow
def test_a_framed_claim_is_readable(graph: bonekg.KnowledgeGraph, folder: Path) -> None:
    framed = json.loads(file_of("jsonld-claims", folder).read_text(encoding="utf-8"))
    claims = {claim["id"].rpartition(":")[2]: claim for claim in framed["@graph"]}
    assert sorted(claims) == sorted(claim.id for claim in graph.reader.claims())
    for claim in graph.reader.claims():
        record = claims[claim.id]
        subject = record["subject"]
        name = subject["name"] if isinstance(subject, dict) else subject
        assert name == claim.subject.name
        assert record["states"] == claim.states
        assert record["passage"]["cites"]["from"] == str(claim.start)
    assert {word for word in words(framed["@graph"]) if ":" in word} == set()
    assert claims["001-070"]["dose"]["value"] == "3"


@pytest.mark.slow
def test_a_framed_term_is_readable(graph: bonekg.KnowledgeGraph, folder: Path) -> None:
    framed = json.loads(file_of("jsonld-terms", folder).read_text(encoding="utf-8"))
    terms = {term["id"]: term for term in framed["@graph"]}
    assert {term.curie for term in graph.lexicon.names} <= set(terms)
    assert terms["CHEBI:16796"]["parent"] == "hormone"


@pytest.mark.slow
@pytest.mark.tools
def test_jena_counts_the_same(graph: bonekg.KnowledgeGraph, folder: Path) -> None:
    files = [file_of(name, folder) for name in SYNTAXES]
    riot: list[str | Path] = [program("java"), "-cp", jena(), "riotcmd.riot", "--count", *files]
    printed = run(riot, errors=True)
    counts = [int(n.replace(",", "")) for n in re.findall(r"(?:Triples|Quads) = ([\d,]+)", printed)]
    assert counts == [len(statements(graph))] * len(files)
    query = folder / "claims.rq"
    claim = expand("bkg:Claim")
    query.write_text(f"SELECT (COUNT(DISTINCT ?c) AS ?n) WHERE {{ ?c a <{claim}> }}")
    data = file_of("turtle", folder)
    arq: list[str | Path] = [program("java"), "-cp", jena(), "arq.arq", "--data", data]
    printed = run([*arq, "--query", query, "--results", "csv"])
    assert printed.split() == ["n", str(len(graph.reader.claims()))]


@pytest.mark.slow
@pytest.mark.tools
@pytest.mark.parametrize("name", sorted(RAPTOR))
def test_raptor_counts_the_same(name: str, graph: bonekg.KnowledgeGraph, folder: Path) -> None:
    command: list[str | Path] = [
        program("rapper"),
        "-q",
        "-i",
        name,
        "-o",
        "ntriples",
        file_of(name, folder),
    ]
    assert len(run(command).splitlines()) == len(statements(graph))


@pytest.mark.tools
@pytest.mark.parametrize("file", OWL)
@pytest.mark.parametrize("tool", ["owlready2", "pronto", "oaklib"])
def test_ontology_libraries_count_the_same(
    tool: str, file: str, graph: bonekg.KnowledgeGraph, tmp_path: Path
) -> None:
    graph.export("owl-full" if "full" in file else "owl", tmp_path / file)
    counts = run_python("ontology", "owl.py", tool, tmp_path / file)
    assert counts["terms"] == len(graph.lexicon.names) - 1  # the root itself is no descendant
    if tool == "owlready2":
        assert counts["claims"] == (len(graph.reader.claims()) if "full" in file else 0)


@pytest.mark.slow
@pytest.mark.tools
@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")
def test_rdflib_counts_the_same(graph: bonekg.KnowledgeGraph, folder: Path) -> None:
    import rdflib

    dataset = rdflib.Dataset(default_union=True)
    dataset.parse(file_of("trig", folder), format="trig")
    named = {str(g.identifier): len(g) for g in dataset.graphs() if len(g)}
    assert set(named) == set(GRAPHS.values())
    assert sum(named.values()) == len(statements(graph))


@pytest.mark.slow
@pytest.mark.tools
def test_the_json_ld_library_of_node_counts_the_same(
    graph: bonekg.KnowledgeGraph, folder: Path
) -> None:
    counts = run_node("jsonld.cjs", file_of("jsonld", folder), file_of("jsonld-claims", folder))
    assert counts == {"statements": len(statements(graph)), "claims": len(graph.reader.claims())}


def test_rdf_1_2_has_each_claim_as_the_reifier_of_its_triple(graph: bonekg.KnowledgeGraph) -> None:
    (content,) = get_format("rdf12").write(graph).values()
    store = Store()
    store.bulk_load(content, format=RdfFormat.N_TRIPLES)
    ask = "SELECT ?c ?s ?o { ?c rdf:reifies <<( ?s ?p ?o )>> }"
    rows = store.query(ask, prefixes={"rdf": PREFIXES["rdf"]})
    assert isinstance(rows, QuerySolutions)
    found = {(row["c"].value, row["s"].value, row["o"].value) for row in rows}
    between = [claim for claim in graph.reader.claims() if claim.object]
    assert found == {
        (f"{BASE}claim/{c.id}", expand(c.subject.id), expand(c.object.id))
        for c in between
        if c.object
    }
    assert len(store) == len(statements(graph)) + len(between)


def test_shapes_alone_validate_an_export(graph: bonekg.KnowledgeGraph, tmp_path: Path) -> None:
    """Any SHACL engine needs the two files and nothing else."""
    import pyshacl

    (shapes,) = graph.export("shapes", tmp_path / "shapes.ttl")
    (content,) = get_format("turtle").write(graph).values()
    wrong = b"<https://w3id.org/bonekg/claim/x> a <https://w3id.org/bonekg/Claim> .\n"
    for data, conforms in ((content, True), (content + wrong, False)):
        found, _, _ = pyshacl.validate(
            data.decode("utf-8"), data_graph_format="turtle", shacl_graph=str(shapes)
        )
        assert found is conforms
