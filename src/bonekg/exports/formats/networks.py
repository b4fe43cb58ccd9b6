"""The network as files: GraphML, GEXF and node-link JSON.

GraphML and GEXF are written here, not by networkx: its GEXF carries the day of writing and its edge
ids may repeat, so that other readers refuse the file. Lists go as JSON text into both.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

from bonekg.exports.network import EDGE_TYPES, NODE_TYPES, read_edges, read_nodes, unique_labels
from bonekg.exports.registry import Format
from bonekg.store.forms import check_xml

if TYPE_CHECKING:
    from bonekg.exports.source import Exported

__all__ = ["FORMATS", "plain", "write_gexf", "write_graphml", "write_node_link"]

_GRAPHML = "http://graphml.graphdrawing.org/xmlns"
_GEXF = "http://www.gexf.net/1.2draft"
_XSI = "http://www.w3.org/2001/XMLSchema-instance"
_GRAPHML_NAMES = {str: "string", list: "string", int: "long", float: "double", bool: "boolean"}
_GEXF_NAMES = {**_GRAPHML_NAMES, int: "integer"}


def plain(value: object) -> str | int | float | bool:
    """Give a value that a table or an XML attribute takes: lists as JSON text, others as they are.

    Examples:
        >>> plain([[1, 2]])
        '[[1, 2]]'
    """
    if isinstance(value, list):
        return json.dumps(value, ensure_ascii=False)
    assert isinstance(value, str | int | float | bool)
    return value


def _text(value: object, where: str) -> str:
    text = str(plain(value))
    check_xml(text, where)
    return text.lower() if isinstance(value, bool) else text


def write_graphml(graph: Exported) -> dict[str, bytes]:
    """Write all nodes and edges as GraphML, each attribute of one declared type.

    Raises:
        ExportError: if a text holds a character that XML cannot carry.
    """
    root = ET.Element("graphml", {"xmlns": _GRAPHML, "xmlns:xsi": _XSI})
    root.set("xsi:schemaLocation", f"{_GRAPHML} {_GRAPHML}/1.0/graphml.xsd")
    keys: dict[tuple[str, str], str] = {}
    for domain, types in (("node", NODE_TYPES), ("edge", EDGE_TYPES)):
        for name, kind in types.items():
            keys[domain, name] = f"d{len(keys)}"
            ET.SubElement(
                root,
                "key",
                {
                    **{"id": keys[domain, name], "for": domain, "attr.name": name},
                    "attr.type": _GRAPHML_NAMES[kind],
                },
            )
    top = ET.SubElement(root, "graph", {"id": "bonekg", "edgedefault": "directed"})

    def add(element: ET.Element, domain: str, name: str, values: Mapping[str, Any]) -> None:
        for key, value in values.items():
            data = ET.SubElement(element, "data", {"key": keys[domain, key]})
            data.text = _text(value, f"{key} of {domain} {name}")

    for node, values in sorted(read_nodes(graph).items()):
        add(ET.SubElement(top, "node", {"id": _text(node, "a node")}), "node", node, values)
    for edge in read_edges(graph):
        ends = {"id": _text(edge.id, "an edge"), "source": edge.source, "target": edge.target}
        add(ET.SubElement(top, "edge", ends), "edge", edge.id, edge.attributes)
    return {"bonekg.graphml": _serialize(root)}


def write_gexf(graph: Exported) -> dict[str, bytes]:
    """Write all nodes and edges as GEXF 1.2.

    An edge's label is its relation, a node's its name, with its CURIE where two have one name:
    readers that take labels for ids need them unique.

    Raises:
        ExportError: if a text holds a character that XML cannot carry.
    """
    root = ET.Element("gexf", {"xmlns": _GEXF, "version": "1.2"})
    meta = ET.SubElement(root, "meta")
    ET.SubElement(meta, "creator").text = "bonekg"
    ET.SubElement(meta, "description").text = "Who says what, edge by edge"
    settings = {"defaultedgetype": "directed", "mode": "static", "name": "bonekg"}
    top = ET.SubElement(root, "graph", settings)
    keys: dict[tuple[str, str], str] = {}
    for domain, types in (("node", NODE_TYPES), ("edge", EDGE_TYPES)):
        declared = ET.SubElement(top, "attributes", {"class": domain, "mode": "static"})
        for name, kind in types.items():
            keys[domain, name] = str(len(keys))
            words = {"id": keys[domain, name], "title": name, "type": _GEXF_NAMES[kind]}
            ET.SubElement(declared, "attribute", words)

    def add(element: ET.Element, domain: str, name: str, values: Mapping[str, Any]) -> None:
        listed = ET.SubElement(element, "attvalues")
        for key, value in values.items():
            text = _text(value, f"{key} of {domain} {name}")
            ET.SubElement(listed, "attvalue", {"for": keys[domain, key], "value": text})

    nodes, known = ET.SubElement(top, "nodes"), read_nodes(graph)
    labels = unique_labels(known)
    for node, values in sorted(known.items()):
        words = {"id": _text(node, "a node"), "label": _text(labels[node], f"name of {node}")}
        add(ET.SubElement(nodes, "node", words), "node", node, values)
    edges = ET.SubElement(top, "edges")
    for edge in read_edges(graph):
        words = {"id": _text(edge.id, "an edge"), "source": edge.source, "target": edge.target}
        words["label"] = _text(edge.attributes["relation"], f"relation of {edge.id}")
        add(ET.SubElement(edges, "edge", words), "edge", edge.id, edge.attributes)
    return {"bonekg.gexf": _serialize(root)}


def _serialize(root: ET.Element) -> bytes:
    ET.indent(root, " ")
    content: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True) + b"\n"
    return content.replace(b"\r", b"&#13;")  # else a reader makes a line feed of it


def write_node_link(graph: Exported) -> dict[str, bytes]:
    """Write what `networkx.node_link_graph(data, edges="edges")` reads."""
    network = {
        "directed": True,
        "multigraph": True,
        "graph": {"name": "bonekg"},
        "nodes": [{"id": node, **values} for node, values in sorted(read_nodes(graph).items())],
        "edges": [
            {"source": edge.source, "target": edge.target, "key": edge.id, **edge.attributes}
            for edge in read_edges(graph)
        ],
    }
    return {"bonekg.node-link.json": _lines(network)}


def _lines(network: dict[str, Any]) -> bytes:
    """Write JSON with one node or edge a line, so that two versions can be compared."""

    def member(key: str, value: object) -> str:
        if not isinstance(value, list):
            return f" {json.dumps(key)}: {json.dumps(value, ensure_ascii=False)}"
        rows = ",\n".join(f"  {json.dumps(row, ensure_ascii=False)}" for row in value)
        return f" {json.dumps(key)}: [\n{rows}\n ]"

    body = ",\n".join(member(key, value) for key, value in network.items())
    return f"{{\n{body}\n}}\n".encode()


_CARRIES = (
    "every current claim, background relation, derived edge and parent as an edge that says which "
    "it is; all the context of a claim; what is denied or asked is so in the edge's relation"
)
_LOSES = (
    "notes on relations between terms, offsets of cues, hashes of passages, mappings, arms of "
    "studies but for their names, conflicts, withdrawn claims"
)

FORMATS = (
    Format(
        "graphml",
        "the network of terms and claims as GraphML",
        ("bonekg.graphml",),
        _CARRIES,
        f"{_LOSES}; lists are JSON text",
        write_graphml,
        "networkx, igraph, graphology-graphml",
    ),
    Format(
        "gexf",
        "the network of terms and claims as GEXF 1.2, for Gephi",
        ("bonekg.gexf",),
        _CARRIES,
        f"{_LOSES}; lists are JSON text",
        write_gexf,
        "networkx, graphology-gexf",
    ),
    Format(
        "node-link",
        "the network of terms and claims as networkx's node-link JSON",
        ("bonekg.node-link.json",),
        _CARRIES,
        _LOSES,
        write_node_link,
        "networkx",
    ),
)
