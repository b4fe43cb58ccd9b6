"""CSV files for property-graph stores: Neo4j's bulk import, and Kùzu with its successor Ladybug.

Both hold the same: entities, documents, claims and conflicts as nodes; a relation per claim,
background relation, derived edge and parent; from each claim a relation to its subject, object,
study and document, from each conflict to its claims.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, NamedTuple

from bonekg.errors import ExportError
from bonekg.exports.network import EDGE_TYPES, NODE_TYPES, read_edges, read_nodes
from bonekg.exports.registry import Format
from bonekg.model import Conflict, Document, columns, flatten

if TYPE_CHECKING:
    from bonekg.exports.source import Exported

__all__ = ["FORMATS", "relation_type", "write_kuzu", "write_neo4j"]

_ENTITY = "Entity"  # the label of the nodes of terms, as property graphs spell labels
_DELIMITER = "|"  # between the items of a list, for Neo4j
_NEO4J = {str: "string", list: "string[]", int: "long", float: "double", bool: "boolean"}
_KUZU = {str: "STRING", list: "STRING", int: "INT64", float: "DOUBLE", bool: "BOOLEAN"}


def _types(record: type[Any]) -> dict[str, type]:
    return {n: f.type for n, f in columns(record).items() if not f.many and n not in ("id", "name")}


# What an edge has only where it is no claim.
_OF_RELATIONS = ("basis", "relation", "sign", "grounds", "sources", "label")
_CLAIM_TYPES = {k: v for k, v in EDGE_TYPES.items() if k not in ("claim", *_OF_RELATIONS)}
_DOCUMENT_TYPES = {"name": str, **_types(Document)}
_CONFLICT_TYPES = _types(Conflict)


_Rows = list[tuple[tuple[str, ...], str, dict[str, Any]]]


class _Part(NamedTuple):
    """Nodes or relations of one kind.

    Attributes:
        file: the CSV file.
        kind: the name of the table or of the label.
        ends: the kinds of node that it leads from and to; none for nodes.
        types: its properties.
        rows: id, or the ids of both ends; label or type; properties.
    """

    file: str
    kind: str
    ends: tuple[str, str] | None
    types: dict[str, type]
    rows: _Rows


def _parts(graph: Exported) -> list[_Part]:
    nodes, edges = read_nodes(graph), read_edges(graph)
    stated = [edge for edge in edges if edge.attributes["basis"] == "stated"]
    current = {edge.id for edge in stated}
    conflicts = graph.reader.conflicts()
    documents: _Rows = [
        ((f"bkg.document:{d.id}",), "Document", flatten(d)) for d in graph.reader.documents()
    ]
    entities: _Rows = [
        ((node,), f"{_ENTITY}{_DELIMITER}{_label(v['category'])}", v)
        for node, v in sorted(nodes.items())
    ]
    relations: _Rows = [
        (
            (e.source, e.target),
            relation_type(e.attributes["relation"]),
            {"id": e.id, **e.attributes},
        )
        for e in edges
    ]
    ends, to_entity = (_ENTITY, _ENTITY), ("Claim", _ENTITY)
    return [
        _Part("entities.csv", _ENTITY, None, NODE_TYPES, entities),
        _Part("documents.csv", "Document", None, _DOCUMENT_TYPES, documents),
        _Part("claims.csv", "Claim", None, _CLAIM_TYPES, [
            ((edge.id,), "Claim", edge.attributes) for edge in stated
        ]),
        _Part("conflicts.csv", "Conflict", None, _CONFLICT_TYPES, [
            ((conflict.id,), "Conflict", flatten(conflict)) for conflict in conflicts
        ]),
        _Part("relations.csv", "Relation", ends, {"id": str, **EDGE_TYPES}, relations),
        _Part("subjects.csv", "HAS_SUBJECT", to_entity, {}, [
            ((edge.id, edge.source), "HAS_SUBJECT", {}) for edge in stated
        ]),
        _Part("objects.csv", "HAS_OBJECT", to_entity, {}, [
            ((edge.id, edge.target), "HAS_OBJECT", {}) for edge in stated
        ]),
        _Part("claim_studies.csv", "REPORTS", to_entity, {}, [
            ((edge.id, edge.attributes["study"]), "REPORTS", {})
            for edge in stated
            if "study" in edge.attributes
        ]),
        _Part("claim_documents.csv", "IN_DOCUMENT", ("Claim", "Document"), {}, [
            ((edge.id, f"bkg.document:{edge.attributes['document']}"), "IN_DOCUMENT", {})
            for edge in stated
        ]),
        _Part("conflict_claims.csv", "OPPOSES", ("Conflict", "Claim"), {}, [
            ((conflict.id, claim), "OPPOSES", {})
            for conflict in conflicts
            for claim in conflict.claims
            if claim in current
        ]),
    ]  # fmt: skip


def relation_type(relation: str) -> str:
    """Give a relation as the type of a relationship, what is denied or asked with it.

    Examples:
        >>> relation_type("denied: associated with higher")
        'DENIED_ASSOCIATED_WITH_HIGHER'
    """
    return re.sub(r"\W+", "_", relation).strip("_").upper()


def _label(category: str) -> str:
    return "".join(word.capitalize() for word in re.split(r"\W+", category))


def _csv(header: list[str], rows: Iterable[list[str | None]]) -> bytes:
    """Write CSV as RFC 4180 has it but for the line feed; an empty cell is null."""
    written: Iterable[Iterable[str | None]] = (header, *rows)
    return "".join(",".join(map(_quoted, row)) + "\n" for row in written).encode("utf-8")


def _quoted(cell: str | None) -> str:
    if cell is None:
        return ""
    # Python's own writer leaves a bare carriage return unquoted; some readers trim blanks.
    bare = cell and cell == cell.strip() and not any(sign in cell for sign in ',"\r\n')
    return cell if bare else '"' + cell.replace('"', '""') + '"'


def _cells(
    types: dict[str, type], values: dict[str, Any], of_list: Callable[[list[Any]], str]
) -> list[str | None]:
    """Write the properties of one row; what does not apply stays empty, which is null."""
    made: list[str | None] = []
    for key in types:
        value = values.get(key)
        if isinstance(value, bool):
            made.append(str(value).lower())
        elif isinstance(value, list):
            made.append(of_list(value))
        else:
            made.append(None if value is None else str(value))
    return made


def _array(items: list[Any]) -> str:
    words = [item if isinstance(item, str) else json.dumps(item) for item in items]
    if any(_DELIMITER in word for word in words):
        raise ExportError(f"{words} holds {_DELIMITER!r}, which parts the items of a list in Neo4j")
    return _DELIMITER.join(words)


def write_neo4j(graph: Exported) -> dict[str, bytes]:
    """Write what `neo4j-admin database import full @import.args neo4j` takes, in the folder.

    Raises:
        ExportError: if an item of a list holds the sign that parts items.
    """
    made: dict[str, bytes] = {}
    arguments = [f"--array-delimiter={_DELIMITER}", "--multiline-fields=true"]
    for part in _parts(graph):
        named = [f"{key}:{_NEO4J[kind]}" for key, kind in part.types.items()]
        if part.ends is None:
            header = ["id:ID", ":LABEL", *named]
        else:
            header = [":START_ID", ":END_ID", ":TYPE", *named]
        rows = ([*ids, word, *_cells(part.types, v, _array)] for ids, word, v in part.rows)
        made[part.file] = _csv(header, rows)
        kind = "nodes" if part.ends is None else "relationships"
        arguments.append(f"--{kind}={part.file}")
    made["import.args"] = ("\n".join(arguments) + "\n").encode()
    return made


def write_kuzu(graph: Exported) -> dict[str, bytes]:
    """Write what `IMPORT DATABASE 'folder'` takes; a relation's type is its property `relation`."""
    made: dict[str, bytes] = {}
    schema, copy = [], []
    for part in _parts(graph):
        named = [f"`{key}` {_KUZU[kind]}" for key, kind in part.types.items()]
        if part.ends is None:
            columns, header = ["`id` STRING", *named, "PRIMARY KEY(`id`)"], ["id", *part.types]
            schema.append(f"CREATE NODE TABLE `{part.kind}` ({', '.join(columns)});")
            filled = f"`{part.kind}` ({', '.join(f'`{name}`' for name in header)})"
        else:
            columns = [f"FROM `{part.ends[0]}` TO `{part.ends[1]}`", *named]
            header = ["from", "to", *part.types]
            schema.append(f"CREATE REL TABLE `{part.kind}` ({', '.join(columns)});")
            filled = f"`{part.kind}`"
        # One thread only: a quoted field may hold a comma or a line end where a thread begins.
        copy.append(f'COPY {filled} FROM "{part.file}" (header=true, parallel=false);')
        rows = (
            [*ids, *_cells(part.types, v, lambda items: json.dumps(items, ensure_ascii=False))]
            for ids, _, v in part.rows
        )
        made[part.file] = _csv(header, rows)
    made["schema.cypher"] = ("\n".join(schema) + "\n").encode()
    made["copy.cypher"] = ("\n".join(copy) + "\n").encode()
    return made


_FILES = (
    "entities.csv", "documents.csv", "claims.csv", "conflicts.csv", "relations.csv", "subjects.csv",
    "objects.csv", "claim_studies.csv", "claim_documents.csv", "conflict_claims.csv",
)  # fmt: skip
_CARRIES = (
    "every current claim as a node and as a relation with all its context, its subject, object, "
    "study and document as relations; studies with year, identifiers, design and size; documents; "
    "conflicts, background and derived relations and parents, each of a basis of its own"
)
_LOSES = (
    "offsets of cues, hashes of passages, mappings, arms of studies but for their names, withdrawn "
    "claims"
)

FORMATS = (
    Format(
        "neo4j",
        "CSV files with typed headers for Neo4j's bulk import",
        (*_FILES, "import.args"),
        f"{_CARRIES}; what is denied or asked is so in the relation's type",
        f"{_LOSES}; offsets inside a list are JSON text",
        write_neo4j,
        "our own check of headers, ids and types against Neo4j's manual",
    ),
    Format(
        "kuzu",
        "CSV files and a schema for Kùzu and its successor Ladybug",
        (*_FILES, "schema.cypher", "copy.cypher"),
        f"{_CARRIES}; what is denied or asked is so in the relation's property",
        f"{_LOSES}; lists are JSON text",
        write_kuzu,
        "Kùzu, Ladybug",
    ),
)
