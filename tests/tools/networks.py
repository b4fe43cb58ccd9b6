"""Load GraphML, GEXF, node-link JSON and CX2 where people load them, and count."""

import json
import sys
from collections import Counter
from pathlib import Path

import igraph
import networkx
from ndex2.cx2 import CX2Network, CX2NetworkXFactory, RawCX2NetworkFactory

folder = Path(sys.argv[1])


def count(nodes, edges):
    edges = list(edges)
    return {
        "nodes": nodes,
        "edges": len(edges),
        "claims": sum(bool(e.get("claim")) for e in edges),
        "bases": dict(Counter(e["basis"] for e in edges)),
        "negated": sum(bool(e.get("negated")) is True for e in edges),
    }


def of_networkx(graph):
    assert graph.is_multigraph()
    assert graph.is_directed()
    return count(graph.number_of_nodes(), (data for *_, data in graph.edges(data=True)))


graphml = igraph.Graph.Read_GraphML(str(folder / "bonekg.graphml"))
link = json.loads((folder / "bonekg.node-link.json").read_text(encoding="utf-8"))
factory = RawCX2NetworkFactory()
cx2 = factory.get_cx2network(json.loads((folder / "bonekg.cx2").read_text(encoding="utf-8")))
again = CX2Network()
again.create_from_raw_cx2(cx2.to_cx2())
print(
    json.dumps(
        {
            "networkx graphml": of_networkx(networkx.read_graphml(folder / "bonekg.graphml")),
            "networkx gexf": of_networkx(networkx.read_gexf(folder / "bonekg.gexf")),
            "networkx node-link": of_networkx(networkx.node_link_graph(link, edges="edges")),
            "igraph graphml": count(
                graphml.vcount(),
                ({k: v for k, v in e.attributes().items() if v == v} for e in graphml.es),
            ),
            "ndex2 cx2": count(len(cx2.get_nodes()), (e["v"] for e in cx2.get_edges().values())),
            "ndex2 cx2 written again": count(
                len(again.get_nodes()), (e["v"] for e in again.get_edges().values())
            ),
            "networkx cx2": of_networkx(
                CX2NetworkXFactory().get_graph(cx2, networkx_graph=networkx.MultiDiGraph())
            ),
        }
    )
)
