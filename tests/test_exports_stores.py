"""CSV files for Neo4j, Kùzu and Ladybug."""

from __future__ import annotations

import csv
import io
import json
import re
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

import bonekg
from bonekg.errors import ExportError
from bonekg.exports.network import EDGE_TYPES, read_edges, read_nodes
from bonekg.exports.registry import get_format
from bonekg.model import Claim, Thing
from real_tools import run_python
from rebuilding import altered_claims, claim_of, graph_of, sorted_claims

pytestmark = pytest.mark.slow

# What Neo4j's operations manual allows in a header of `neo4j-admin database import`.
PROPERTY_TYPES = {
    "int", "long", "float", "double", "boolean", "byte", "short", "char", "string", "point", "date",
    "localtime", "time", "localdatetime", "datetime", "duration",
}  # fmt: skip
FIELD = re.compile(r"(?P<name>\w*):(?P<type>\w+)(?P<array>\[\])?")


@pytest.fixture(scope="module")
def kg() -> bonekg.KnowledgeGraph:
    return bonekg.load()


@pytest.fixture(scope="module")
def neo4j(kg: bonekg.KnowledgeGraph) -> dict[str, bytes]:
    return get_format("neo4j").write(kg)


def _rows(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8"), newline=""), strict=True))


def _arguments(files: dict[str, bytes]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for line in files["import.args"].decode().splitlines():
        name, _, value = line.partition("=")
        found.setdefault(name.removeprefix("--"), []).append(value)
    return found


def test_neo4j_names_every_file_once(neo4j: dict[str, bytes]) -> None:
    arguments = _arguments(neo4j)
    assert set(arguments) == {"array-delimiter", "multiline-fields", "nodes", "relationships"}
    named = arguments["nodes"] + arguments["relationships"]
    assert sorted([*named, "import.args"]) == sorted(neo4j) == sorted(get_format("neo4j").files)


def test_neo4j_headers_ids_and_types_hold(neo4j: dict[str, bytes]) -> None:
    """No importer of Neo4j's can be had here, so what its manual asks for is checked instead."""
    arguments = _arguments(neo4j)
    ids: list[str] = []
    for file in arguments["nodes"]:
        header, *rows = _rows(neo4j[file])
        _check_header(header, {"ID": 1, "LABEL": 1})
        _check_cells(header, rows)
        ids += [row[header.index("id:ID")] for row in rows]
        assert all(label for row in rows for label in row[header.index(":LABEL")].split("|"))
    assert len(ids) == len(set(ids)) > 1000
    known = set(ids)
    for file in arguments["relationships"]:
        header, *rows = _rows(neo4j[file])
        _check_header(header, {"START_ID": 1, "END_ID": 1, "TYPE": 1})
        _check_cells(header, rows)
        assert {row[0] for row in rows} | {row[1] for row in rows} <= known
        assert all(re.fullmatch("[A-Z][A-Z_]+", row[2]) for row in rows)


def _check_header(header: list[str], special: dict[str, int]) -> None:
    fields = [FIELD.fullmatch(field) for field in header]
    assert all(fields), header
    types = Counter(field["type"] for field in fields if field)
    assert {kind: n for kind, n in types.items() if kind not in PROPERTY_TYPES} == special
    names = [field["name"] for field in fields if field and field["name"]]
    assert len(names) == len(set(names))


def _check_cells(header: list[str], rows: list[list[str]]) -> None:
    tests = {
        "long": re.compile(r"-?\d+"),
        "double": re.compile(r"-?\d+(\.\d+)?(e[+-]?\d+)?"),
        "boolean": re.compile("true|false"),
    }
    assert rows
    for row in rows:
        assert len(row) == len(header), row
        for field, cell in zip(header, row, strict=True):
            kind = field.rpartition(":")[2]
            assert not cell or kind not in tests or tests[kind].fullmatch(cell), (field, cell)


def test_neo4j_tells_apart_what_is_denied_or_asked(
    neo4j: dict[str, bytes], kg: bonekg.KnowledgeGraph
) -> None:
    header, *rows = _rows(neo4j["relations.csv"])
    claim = header.index("claim:string")
    types = {row[claim]: row[2] for row in rows if row[claim]}
    for given_ in kg.reader.claims():
        if given_.status != "current":
            assert given_.id not in types
            continue
        kind = types[given_.id]
        assert ("DENIED_" in kind) == (given_.polarity == "denied")
        assert kind.startswith("ASKED_") == (given_.certainty == "question")
    assert {row[header.index("basis:string")] for row in rows} == {
        "stated", "background", "derived", "hierarchy",
    }  # fmt: skip


def _values(header: list[str], row: list[str], array: str) -> dict[str, Any]:
    """Read a row's properties as its types say."""
    made: dict[str, Any] = {}
    for field, cell in zip(header, row, strict=True):
        name = field.partition(":")[0]
        kind = EDGE_TYPES.get(name)
        if not cell or kind is None:
            continue
        if kind is list:
            made[name] = cell.split(array) if array else json.loads(cell)
        else:
            made[name] = cell == "true" if kind is bool else kind(cell)
    return made


def _claims(form: str, graph: bonekg.KnowledgeGraph) -> Iterator[Claim]:
    files = get_format(form).write(graph)
    header, *rows = _rows(files["relations.csv"])
    for row in rows:
        values = _values(header, row, "|" if form == "neo4j" else "")
        if values["basis"] == "stated":
            yield claim_of(values)


@pytest.mark.parametrize("form", ["neo4j", "kuzu"])
def test_all_claims_come_back(form: str, kg: bonekg.KnowledgeGraph) -> None:
    current = [claim for claim in kg.reader.claims() if claim.status == "current"]
    assert sorted_claims(_claims(form, kg)) == sorted_claims(current)


@pytest.mark.parametrize("form", ["neo4j", "kuzu"])
@given(claims=altered_claims)
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
def test_any_claims_come_back(form: str, claims: list[Claim]) -> None:
    assert sorted_claims(_claims(form, graph_of(claims))) == sorted_claims(claims)


def test_an_item_that_holds_the_delimiter_is_refused(kg: bonekg.KnowledgeGraph) -> None:
    broken = kg.reader.claims()[0]._replace(reference=(Thing("x", "note a|b"),))
    with pytest.raises(ExportError, match="parts the items of a list"):
        get_format("neo4j").write(graph_of([broken]))


def test_a_claim_leads_to_its_study_and_document(
    neo4j: dict[str, bytes], kg: bonekg.KnowledgeGraph
) -> None:
    ids = {row[0] for file in ("entities.csv", "documents.csv") for row in _rows(neo4j[file])}
    studies = {(row[0], row[1]) for row in _rows(neo4j["claim_studies.csv"])[1:]}
    documents = {(row[0], row[1]) for row in _rows(neo4j["claim_documents.csv"])[1:]}
    current = [claim for claim in kg.reader.claims() if claim.status == "current"]
    assert studies == {(c.id, c.study.id) for c in current if c.study}
    assert documents == {(c.id, f"bkg.document:{c.document}") for c in current}
    assert {end for _, end in studies | documents} <= ids
    header, *rows = _rows(neo4j["entities.csv"])
    trial = dict(zip(header, next(r for r in rows if r[0].endswith("amstrup-2015")), strict=True))
    assert (trial["year:long"], trial["n:long"], trial["pmid:string"]) == ("2015", "81", "26036434")


@pytest.mark.tools
@pytest.mark.parametrize("store", ["kuzu", "ladybug"])
def test_kuzu_and_its_successor_count_the_same(
    store: str,
    kg: bonekg.KnowledgeGraph,
    tmp_path: Path,
    record_property: Callable[[str, object], None],
) -> None:
    kg.export("kuzu", tmp_path)
    found = run_python("graphs", "kuzu_like.py", store, tmp_path)
    current = [claim for claim in kg.reader.claims() if claim.status == "current"]
    edges = [edge.attributes for edge in read_edges(kg)]
    conflicts = kg.query("SELECT ?x ?c { ?x a bkg:Conflict ; bkg:ground ?c }")
    assert isinstance(conflicts, bonekg.Rows)
    assert found.pop("states") == sorted(claim.states for claim in current)
    record_property("figure", f"{store}: {found}")
    assert found == {
        "nodes": len(read_nodes(kg)),
        "edges": len(edges),
        "claims": len(current),
        "conflicts": len(set(conflicts.column("x"))),
        "bases": dict(Counter(edge["basis"] for edge in edges)),
        "negated": sum(claim.polarity == "denied" for claim in current),
        "offsets": sum(claim.end - claim.start for claim in current),
        "doses": sum(edge.get("dose_value") is not None for edge in edges),
        "between": len(current),
        "opposed": len(conflicts),
    }
