"""The network for Cytoscape: JSON for Cytoscape.js and the desktop, CX2 for NDEx and the web."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from bonekg._version import __version__
from bonekg.exports.network import EDGE_TYPES, NODE_TYPES, read_edges, read_nodes
from bonekg.exports.registry import Format

if TYPE_CHECKING:
    from bonekg.exports.source import Exported

__all__ = ["FORMATS", "write_cx2", "write_cyjs"]

_ABOUT = {
    "name": "BoneKG",
    "version": __version__,
    "description": "Who says what, edge by edge. Not medical advice.",
    "rights": "CC-BY-4.0",
}
_CX2_NAMES = {str: "string", list: "list_of_string", int: "long", float: "double", bool: "boolean"}


def write_cyjs(graph: Exported) -> dict[str, bytes]:
    """Write the elements that `cytoscape({elements})` takes; an edge's interaction is its relation.

    An edge's own id is its claim's key, and node and edge ids never coincide. `value`, `key`,
    `directed` and `multigraph` are what `networkx.cytoscape_graph` reads.
    """
    nodes = [
        {
            "data": {"id": node, "value": node, **values},
            "classes": values["category"].replace(" ", "-"),
        }
        for node, values in sorted(read_nodes(graph).items())
    ]
    edges = [
        {
            "data": {
                **{"id": edge.id, "key": edge.id, "source": edge.source, "target": edge.target},
                **{"interaction": edge.attributes["relation"], **edge.attributes},
            },
            "classes": edge.attributes["basis"],
        }
        for edge in read_edges(graph)
    ]
    parts = [
        ' "format_version": "1.0",\n "generated_by": "bonekg",\n "directed": true,',
        f' "multigraph": true,\n "data": {_json(_ABOUT)},',
        f' "elements": {{\n  "nodes": {_rows(nodes)},\n  "edges": {_rows(edges)}\n }}',
    ]
    return {"bonekg.cyjs": ("{\n" + "\n".join(parts) + "\n}\n").encode()}


def write_cx2(graph: Exported) -> dict[str, bytes]:
    """Write CX2: nodes and edges by number, every attribute declared, lists as lists of texts."""
    nodes = sorted(read_nodes(graph).items())
    edges = read_edges(graph)
    numbers = {node: number for number, (node, _) in enumerate(nodes)}
    declared = {
        "networkAttributes": {key: {"d": "string"} for key in _ABOUT},
        "nodes": {
            "represents": {"d": "string", "a": "r"},
            **{key: {"d": _CX2_NAMES[kind]} for key, kind in NODE_TYPES.items()},
        },
        "edges": {
            "id": {"d": "string"},
            "interaction": {"d": "string", "a": "i"},
            **{key: {"d": _CX2_NAMES[kind]} for key, kind in EDGE_TYPES.items()},
        },
    }
    declared["nodes"]["name"]["a"] = "n"
    node_rows = [
        {"id": numbers[node], "v": {"r": node, **_short(values, "name", "n")}}
        for node, values in nodes
    ]
    edge_rows = [
        {
            **{"id": number, "s": numbers[edge.source], "t": numbers[edge.target]},
            "v": {"id": edge.id, "i": edge.attributes["relation"], **_short(edge.attributes)},
        }
        for number, edge in enumerate(edges)
    ]
    aspects = (("attributeDeclarations", 1), ("networkAttributes", 1))
    counts = (*aspects, ("nodes", len(node_rows)), ("edges", len(edge_rows)))
    meta = [{"name": name, "elementCount": count} for name, count in counts]
    lines = [
        _json({"CXVersion": "2.0", "hasFragments": False}),
        _json({"metaData": meta}),
        _json({"attributeDeclarations": [declared]}),
        _json({"networkAttributes": [_ABOUT]}),
        f'{{"nodes": {_rows(node_rows)}}}',
        f'{{"edges": {_rows(edge_rows)}}}',
        _json({"status": [{"success": True}]}),
    ]
    return {"bonekg.cx2": ("[\n" + ",\n".join(lines) + "\n]\n").encode()}


def _short(values: dict[str, Any], name: str = "", alias: str = "") -> dict[str, Any]:
    """Rename the attribute that has an alias; what a list holds besides texts becomes JSON text."""
    return {
        alias if key == name else key: [i if isinstance(i, str) else _json(i) for i in value]
        if isinstance(value, list)
        else value
        for key, value in values.items()
    }


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _rows(rows: list[dict[str, Any]]) -> str:
    """Write one element a line, so that two versions can be compared."""
    return "[\n" + ",\n".join(f"   {_json(row)}" for row in rows) + "\n  ]"


_CARRIES = (
    "every current claim, background relation, derived edge and parent as an edge that says which "
    "it is; all the context of a claim; what is denied or asked is so in the edge's interaction"
)
_LOSES = (
    "notes on relations between terms, offsets of cues, hashes of passages, mappings, arms of "
    "studies but for their names, conflicts, withdrawn claims; "
    "layout and style"
)

FORMATS = (
    Format(
        "cytoscape",
        "the network for Cytoscape.js and the Cytoscape desktop, as JSON",
        ("bonekg.cyjs",),
        _CARRIES,
        _LOSES,
        write_cyjs,
        "cytoscape (npm)",
    ),
    Format(
        "cx2",
        "the network as CX2, for NDEx and Cytoscape Web",
        ("bonekg.cx2",),
        _CARRIES,
        f"{_LOSES}; offsets inside a list are JSON text",
        write_cx2,
        "ndex2",
    ),
)
