"""The network and its files: GraphML, GEXF, node-link JSON, Cytoscape JSON, CX2."""

from __future__ import annotations

import io
import json
import re
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import networkx
import pytest
from hypothesis import HealthCheck, given, settings

import bonekg
from bonekg.errors import ExportError
from bonekg.exports.network import (
    BASES,
    EDGE_TYPES,
    NODE_TYPES,
    read_edges,
    read_nodes,
    value_node,
)
from bonekg.exports.registry import get_format
from bonekg.model import BackgroundRelation, Claim, DerivedEdge, columns
from bonekg.store.rows import Rows
from real_tools import run_node, run_python
from rebuilding import altered_claims, claim_of, graph_of, sorted_claims

pytestmark = pytest.mark.slow

FILES = {
    "graphml": "bonekg.graphml",
    "gexf": "bonekg.gexf",
    "node-link": "bonekg.node-link.json",
    "cytoscape": "bonekg.cyjs",
    "cx2": "bonekg.cx2",
}
Ends = tuple[tuple[str, str], tuple[str, str], dict[str, Any]]


@pytest.fixture(scope="module")
def kg() -> bonekg.KnowledgeGraph:
    return bonekg.load()


def test_every_attribute_that_is_named_is_given(kg: bonekg.KnowledgeGraph) -> None:
    assert {name for values in read_nodes(kg).values() for name in values} == {*NODE_TYPES}
    given = {name for edge in read_edges(kg) for name in edge.attributes}
    records = (Claim, BackgroundRelation, DerivedEdge)
    possible = {name for record in records for name in columns(record)} - {"id"}
    assert given <= {*EDGE_TYPES} == given | possible


def test_what_is_no_term_has_a_category_of_its_own(kg: bonekg.KnowledgeGraph) -> None:
    nodes, claims = read_nodes(kg), kg.claims()
    terms = {term.id for term in kg.terms()}
    of_ours = {study.id for study in kg.reader.studies()}
    values = {value_node(claim) for claim in claims if claim.object is None}
    assert len(values) > 20
    for node in nodes.keys() - terms:
        sort = "value" if node in values else "study" if node in of_ours else "other"
        assert nodes[node]["categories"] == [nodes[node]["category"]] == [sort], node


def _of_networkx(network: Any) -> Iterator[Ends]:
    for source, target, data in network.edges(data=True):
        yield (
            (source, network.nodes[source]["name"]),
            (target, network.nodes[target]["name"]),
            data,
        )


def _of_graphml(content: bytes) -> Iterator[Ends]:
    return _of_networkx(networkx.read_graphml(io.BytesIO(content), force_multigraph=True))


def _of_gexf(content: bytes) -> Iterator[Ends]:
    return _of_networkx(networkx.read_gexf(io.BytesIO(content)))


def _of_node_link(content: bytes) -> Iterator[Ends]:
    return _of_networkx(networkx.node_link_graph(json.loads(content), edges="edges"))


def _of_cyjs(content: bytes) -> Iterator[Ends]:
    elements = json.loads(content)["elements"]
    names = {node["data"]["id"]: node["data"]["name"] for node in elements["nodes"]}
    for edge in elements["edges"]:
        data = edge["data"]
        yield (data["source"], names[data["source"]]), (data["target"], names[data["target"]]), data


def _of_cx2(content: bytes) -> Iterator[Ends]:
    aspects = {key: value for part in json.loads(content) for key, value in part.items()}
    nodes = {node["id"]: (node["v"]["r"], node["v"]["n"]) for node in aspects["nodes"]}
    for edge in aspects["edges"]:
        yield nodes[edge["s"]], nodes[edge["t"]], edge["v"]


READERS: dict[str, Callable[[bytes], Iterator[Ends]]] = {
    "graphml": _of_graphml,
    "gexf": _of_gexf,
    "node-link": _of_node_link,
    "cytoscape": _of_cyjs,
    "cx2": _of_cx2,
}


def _claims(form: str, graph: bonekg.KnowledgeGraph) -> list[Claim]:
    (content,) = get_format(form).write(graph).values()
    ends = READERS[form](content)
    return [claim_of(end[2]) for end in ends if end[2]["basis"] == "stated"]


def test_the_network_holds_every_claim_relation_and_parent_once(kg: bonekg.KnowledgeGraph) -> None:
    network = kg.to_networkx()
    keys = [key for *_, key in network.edges(keys=True)]
    assert len(keys) == len(set(keys))
    bases = Counter(data["basis"] for *_, data in network.edges(data=True))
    for basis, kind in (("background", "BackgroundRelation"), ("derived", "DerivedEdge")):
        assert bases[basis] == _count(kg, f"?x a bkg:{kind}")
    assert bases["stated"] == len([c for c in kg.reader.claims() if c.status == "current"])
    inside = (
        "?a rdfs:subClassOf ?x . ?a rdfs:subClassOf+ bkg:Entity . ?x rdfs:subClassOf* bkg:Entity"
    )
    assert bases["hierarchy"] == _count(kg, f"{inside} FILTER(?x != bkg:Entity)", "*")
    assert set(keys) >= {claim.id for claim in kg.reader.claims() if claim.status == "current"}


def _count(kg: bonekg.KnowledgeGraph, pattern: str, what: str = "DISTINCT ?x") -> int:
    rows = kg.query(f"SELECT (COUNT({what}) AS ?n) {{ {pattern} }}")
    assert isinstance(rows, Rows)
    return int(str(rows.column("n")[0]))


def test_every_attribute_is_declared_and_of_its_type(kg: bonekg.KnowledgeGraph) -> None:
    for edge in read_edges(kg):
        assert set(edge.attributes) <= set(EDGE_TYPES)
        assert all(type(v) is EDGE_TYPES[k] for k, v in edge.attributes.items()), edge.id
    for node, values in read_nodes(kg).items():
        assert set(values) <= set(NODE_TYPES), node
        assert set(values) >= {"name", "category", "categories", "label", "iri"}, node
        assert all(type(v) is NODE_TYPES[k] for k, v in values.items()), node


def test_what_is_denied_or_asked_is_no_plain_relation(kg: bonekg.KnowledgeGraph) -> None:
    stated = {edge.id: edge.attributes for edge in read_edges(kg)}
    qualified = 0
    for claim in kg.reader.claims():
        if claim.status != "current":
            assert claim.id not in stated
            continue
        attributes = stated[claim.id]
        plain = claim.polarity == "affirmed" and claim.certainty != "question"
        assert (attributes["relation"] == claim.predicate) == plain
        assert attributes["negated"] == (claim.polarity == "denied")
        qualified += not plain
    assert qualified >= 20
    assert any(a["relation"] == "has no effect on" for a in stated.values())


def test_one_basis_can_be_taken_alone(kg: bonekg.KnowledgeGraph) -> None:
    counts = [kg.to_networkx(basis).number_of_edges() for basis in BASES]
    assert all(counts)
    assert sum(counts) == kg.to_networkx().number_of_edges()
    with pytest.raises(ExportError, match="'stated edges' is no basis"):
        kg.to_networkx("stated edges")


def test_a_derived_edge_leads_to_its_grounds(kg: bonekg.KnowledgeGraph) -> None:
    keys = {claim.id for claim in kg.reader.claims()}
    derived = [e.attributes for e in read_edges(kg) if e.attributes["basis"] == "derived"]
    assert all(edge["sign"] in "+-" and len(edge["via"]) >= 2 for edge in derived)
    grounds = {ground for edge in derived for ground in edge["grounds"]}
    known = {relation.id for relation in kg.reader.relations()}
    assert all(g in known or re.split("[:/]", g)[-1] in keys for g in grounds)


@pytest.mark.parametrize("form", FILES)
def test_all_claims_come_back(form: str, kg: bonekg.KnowledgeGraph) -> None:
    current = [claim for claim in kg.reader.claims() if claim.status == "current"]
    assert sorted_claims(_claims(form, kg)) == sorted_claims(current)


@pytest.mark.parametrize("form", FILES)
@given(claims=altered_claims)
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
def test_any_claims_come_back(form: str, claims: list[Claim]) -> None:
    graph = graph_of(claims)
    assert sorted_claims(_claims(form, graph)) == sorted_claims(claims)


@pytest.mark.parametrize("form", ["graphml", "gexf"])
def test_what_xml_cannot_carry_is_refused(form: str, kg: bonekg.KnowledgeGraph) -> None:
    broken = kg.reader.claims()[0]._replace(states="a bell \x07 rings")
    with pytest.raises(ExportError, match=f"states of edge {broken.id} holds U.0007"):
        get_format(form).write(graph_of([broken]))


def test_networkx_gives_the_network_back_whole(kg: bonekg.KnowledgeGraph) -> None:
    (content,) = get_format("node-link").write(kg).values()
    again = networkx.node_link_graph(json.loads(content), edges="edges")
    assert networkx.utils.graphs_equal(again, kg.to_networkx())


def test_networkx_reads_labels_as_ids_and_the_elements_of_cytoscape(
    kg: bonekg.KnowledgeGraph,
) -> None:
    nodes, edges = len(read_nodes(kg)), len(read_edges(kg))
    (content,) = get_format("gexf").write(kg).values()
    by_label = networkx.read_gexf(io.BytesIO(content), relabel=True)
    (content,) = get_format("cytoscape").write(kg).values()
    elements = networkx.cytoscape_graph(json.loads(content))
    for network in (by_label, elements):
        assert network.is_multigraph()
        assert network.is_directed()
        assert (network.number_of_nodes(), network.number_of_edges()) == (nodes, edges)
    assert set(elements) == set(read_nodes(kg))


def test_ids_are_unique_and_of_nodes_or_edges(kg: bonekg.KnowledgeGraph) -> None:
    """Cytoscape.js has one space of ids for both."""
    nodes, edges = set(read_nodes(kg)), [edge.id for edge in read_edges(kg)]
    assert len(edges) == len(set(edges))
    assert not nodes & set(edges)


def _expected(kg: bonekg.KnowledgeGraph) -> dict[str, Any]:
    edges = [edge.attributes for edge in read_edges(kg)]
    return {
        "nodes": len(read_nodes(kg)),
        "edges": len(edges),
        "claims": len([c for c in kg.reader.claims() if c.status == "current"]),
        "bases": dict(Counter(edge["basis"] for edge in edges)),
        "negated": sum(claim.polarity == "denied" for claim in kg.reader.claims()),
    }


@pytest.mark.tools
def test_python_libraries_count_the_same(
    kg: bonekg.KnowledgeGraph, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    for form, file in FILES.items():
        kg.export(form, tmp_path / file)
    counts = run_python("graphs", "networks.py", tmp_path)
    for tool, found in counts.items():
        record_property("figure", f"{tool}: {found}")
    assert len(counts) == 7
    assert counts == dict.fromkeys(counts, _expected(kg))


@pytest.mark.tools
def test_javascript_libraries_count_the_same(
    kg: bonekg.KnowledgeGraph, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    for form, file in FILES.items():
        kg.export(form, tmp_path / file)
    counts = run_node("networks.cjs", tmp_path)
    for tool, found in counts.items():
        record_property("figure", f"{tool}: {found}")
    assert set(counts) == {"cytoscape", "graphology graphml", "graphology gexf"}
    assert counts == dict.fromkeys(counts, _expected(kg))
