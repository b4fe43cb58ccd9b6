"""The catalogue as SIB's examples and as grlc's operations: each query asked in that form."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import rdflib
from rdflib.namespace import RDF, RDFS, SH

import bonekg
from bonekg.catalogue.formats import plain_question
from bonekg.catalogue.queries import load_catalogue
from bonekg.exports.formats.catalogue import write_examples, write_grlc
from bonekg.rdf import EXAMPLES_GRAPH, expand
from bonekg.store.base import EmbeddedStore
from real_tools import run_python
from servers import endpoint, listening

CATALOGUE = load_catalogue()
SCHEMA = rdflib.Namespace("https://schema.org/")


@pytest.fixture(scope="module")
def kg() -> bonekg.KnowledgeGraph:
    return bonekg.load()


@pytest.fixture(scope="module")
def examples(kg: bonekg.KnowledgeGraph) -> rdflib.Graph:
    return rdflib.Graph().parse(data=write_examples(kg)["sparql-examples.ttl"], format="turtle")


@pytest.fixture(scope="module")
def server() -> Iterator[bonekg.KnowledgeGraph]:
    with listening(endpoint(EmbeddedStore().engine, union=True)) as url:
        yield bonekg.connect(url)


def test_an_example_for_each_query(examples: rdflib.Graph) -> None:
    nodes = set(examples.subjects(RDF.type, SH.SPARQLExecutable))
    assert {str(node).rpartition("/")[2] for node in nodes} == set(CATALOGUE)
    assert nodes == set(examples.subjects(RDF.type, SH.SPARQLSelectExecutable))
    for node in nodes:
        query = CATALOGUE[str(node).rpartition("/")[2]]
        comment = examples.value(node, RDFS.comment)
        assert str(comment) == plain_question(query)
        assert "{" not in str(comment)
        assert {str(word) for word in examples.objects(node, SCHEMA.keywords)} == {
            query.topic,
            *query.tags,
        }


@pytest.mark.parametrize("name", CATALOGUE)
def test_an_example_gives_the_rows_of_its_query(
    name: str, examples: rdflib.Graph, kg: bonekg.KnowledgeGraph
) -> None:
    node = rdflib.URIRef(f"{EXAMPLES_GRAPH}/{name}")
    text = str(examples.value(node, SH.select))
    assert "#+" not in text
    assert kg.query(text) == kg.run(name, **CATALOGUE[name].examples)
    declared = {
        str(examples.value(d, SH.prefix)): str(examples.value(d, SH.namespace))
        for d in examples.objects(examples.value(node, SH.prefixes), SH.declare)
    }
    for line in (line for line in text.splitlines() if line.startswith("PREFIX ")):
        prefix, iri = line.removeprefix("PREFIX ").split(": ")
        assert declared[prefix] == iri.strip("<>")


def test_the_graph_of_examples_stands_beside_ours(kg: bonekg.KnowledgeGraph) -> None:
    count = f"SELECT (COUNT(*) AS ?n) {{ GRAPH <{EXAMPLES_GRAPH}> {{ ?q a sh:SPARQLExecutable }} }}"
    assert kg.store.select(count).column("n") == [len(CATALOGUE)]
    short = count.replace(f"<{EXAMPLES_GRAPH}>", "w:sparql-examples")
    known = f"PREFIX w: <{EXAMPLES_GRAPH.removesuffix('sparql-examples')}>\n"
    assert kg.store.select(known + short).column("n") == [len(CATALOGUE)]
    everywhere = f"SELECT (COUNT(*) AS ?n) {{ ?s ?p ?o FILTER(?o != '{EXAMPLES_GRAPH}') }}"
    assert kg.store.select(everywhere).column("n") == [len(kg.nquads().splitlines())]
    assert kg.query("ASK { ?q a sh:SPARQLExecutable }") is False


@pytest.mark.loopback
def test_the_graph_of_examples_on_a_server(server: bonekg.KnowledgeGraph) -> None:
    ask = f"ASK {{ GRAPH <{EXAMPLES_GRAPH}> {{ ?q a sh:SPARQLExecutable }} }}"
    assert server.query(ask) is False  # it was not put there
    target = rdflib.Graph().parse(data=write_examples(server)["sparql-examples.ttl"])
    addresses = set(target.objects(None, SCHEMA.target))
    assert addresses == {rdflib.URIRef(server.store.url)}  # type: ignore[attr-defined]


def test_grlc_takes_parameters_and_nothing_of_ours(kg: bonekg.KnowledgeGraph) -> None:
    files = write_grlc(kg)
    assert {name.removesuffix(".rq") for name in files} == set(CATALOGUE)
    for name, content in files.items():
        text = content.decode()
        for parameter in CATALOGUE[name.removesuffix(".rq")].parameters:
            if parameter.type.startswith("integer"):
                assert "#+ pagination: " in text
            else:
                assert f"?_{parameter.name}_" in text
        head = [line for line in text.splitlines() if line.startswith("#")]
        assert all(line.startswith("#+") for line in head)
        assert not text.rstrip().splitlines()[-1].startswith("LIMIT")


@pytest.mark.tools
@pytest.mark.loopback
def test_grlc_serves_each_query(
    server: bonekg.KnowledgeGraph, tmp_path: Path, record_property: Any
) -> None:
    for name, content in write_grlc(server).items():
        (tmp_path / name).write_bytes(content)
    served = run_python("catalogue", "grlc_operations.py", tmp_path)
    assert set(served) == set(CATALOGUE)
    for name, operation in served.items():
        query = CATALOGUE[name]
        assert operation["summary"] == query.question
        assert operation["tags"] == list(query.tags)
        names = {p.name for p in query.parameters if not p.type.startswith("integer")}
        assert set(operation["parameters"]) == names
        assert operation["rows"] == len(server.run(name, **CATALOGUE[name].examples)), name
    oxytocin = expand("CHEBI:7872")
    other = run_python("catalogue", "grlc_operations.py", tmp_path, f"entity={oxytocin}")
    expected = len(server.run("claims-about", entity="oxytocin"))
    assert other["claims-about"]["rows"] == expected != served["claims-about"]["rows"]
    record_property("figure", json.dumps({"operations": len(served)}))
