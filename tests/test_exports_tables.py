"""Tidy tables, and the SQLite, DuckDB and Parquet files of them."""

from __future__ import annotations

import builtins
import io
import json
import sqlite3
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import pytest
from pyarrow import parquet

import bonekg
from bonekg.errors import ExportError
from bonekg.exports.formats.tables import write_sqlite
from bonekg.exports.registry import get_format
from bonekg.exports.tabular import TABLES, read_tables
from bonekg.graph import KnowledgeGraph
from bonekg.model import Claim, Span, Thing, fields
from bonekg.store.rows import Rows
from real_tools import run_python
from rebuilding import record_of, sorted_claims

pytestmark = pytest.mark.slow

# What counts the rows of a table in the graph itself.
COUNTED = {
    "documents": "?x a bkg:Document",
    "speakers": "?x a bkg:Speaker",
    "passages": "?x a bkg:Passage",
    "terms": "?x rdfs:subClassOf* bkg:Entity FILTER(?x != bkg:Entity)",
    "predicates": "?x a bkg:Predicate",
    "studies": "?x a bkg:Study",
    "arms": "?x a bkg:Arm",
    "literature": "?x a bkg:Reference",
    "claims": "?x a bkg:Claim",
    "conflicts": "?x a bkg:Conflict",
    "background": "?x a bkg:BackgroundRelation",
    "derived": "?x a bkg:DerivedEdge",
}
PAIRS = {
    "claim_not_stated": "?a a bkg:Claim ; bkg:notStated ?b",
    "claim_reference": "?a a bkg:Claim ; bkg:reference ?b",
    "claim_evidence": "?a a bkg:Claim ; bkg:evidence ?b",
    "claim_via": "?a a bkg:Claim ; bkg:via ?b",
    "claim_other_passages": "?a a bkg:Claim ; bkg:furtherCitation ?b",
    "claim_repeated_at": "?a a bkg:Claim ; bkg:repeatedAt ?b",
    "study_documents": "?a bkg:reportedIn ?b",
    "conflict_claims": "?a a bkg:Conflict ; bkg:ground ?b",
    "derived_grounds": "?a a bkg:DerivedEdge ; bkg:ground ?b",
    "derived_via": "?a a bkg:DerivedEdge ; bkg:via ?b",
    "background_sources": "?a a bkg:BackgroundRelation ; dcterms:source ?b",
}


@pytest.fixture(scope="module")
def kg() -> KnowledgeGraph:
    return bonekg.load()


@pytest.fixture(scope="module")
def tables(kg: KnowledgeGraph) -> dict[str, list[dict[str, Any]]]:
    return _named(kg)


def _named(graph: KnowledgeGraph) -> dict[str, list[dict[str, Any]]]:
    rows = read_tables(graph)
    return {t.name: [_row(t.name, row) for row in rows[t.name]] for t in TABLES}


def _row(table: str, row: tuple[Any, ...]) -> dict[str, Any]:
    columns = next(t.columns for t in TABLES if t.name == table)
    return {column.name: cell for column, cell in zip(columns, row, strict=True)}


def _count(kg: KnowledgeGraph, pattern: str, variables: str) -> int:
    rows = kg.query(f"SELECT DISTINCT {variables} {{ {pattern} }}")
    assert isinstance(rows, Rows)
    return len(rows)


@pytest.mark.parametrize("name", [*COUNTED, *PAIRS])
def test_a_table_has_as_many_rows_as_the_graph_has_things(
    name: str, kg: KnowledgeGraph, tables: dict[str, list[dict[str, Any]]]
) -> None:
    pattern, variables = (COUNTED[name], "?x") if name in COUNTED else (PAIRS[name], "?a ?b")
    assert len(tables[name]) == _count(kg, pattern, variables) > 0


def test_every_table_has_rows_described_and_of_their_types(
    tables: dict[str, list[dict[str, Any]]],
) -> None:
    types = {"text": str, "integer": int, "real": float, "boolean": bool}
    assert len(TABLES) == len(tables) >= 20
    for table in TABLES:
        assert table.help
        assert all(column.help for column in table.columns)
        for row in tables[table.name]:
            for column in table.columns:
                cell = row[column.name]
                assert cell is not None or not column.required, (table.name, column.name)
                assert cell is None or type(cell) is types[column.type], (table.name, row)


def test_every_subject_and_object_is_a_thing(
    kg: KnowledgeGraph, tables: dict[str, list[dict[str, Any]]]
) -> None:
    """Joining the claims to what they are about drops none."""
    names = {row["id"]: row["name"] for row in tables["things"]}
    for row in tables["claims"]:
        assert row["subject"] in names
        assert row["object"] is None or row["object"] in names
    assert names["bkg.study:amstrup-2015"].startswith("Melatonin improves")
    speakers = {row["id"] for row in tables["speakers"]}
    assert {row["speaker"] for row in tables["claims"]} <= speakers


def _rebuilt(tables: dict[str, list[dict[str, Any]]]) -> list[Claim]:
    """Make the claims again from the tables alone."""
    many: dict[tuple[str, str], list[dict[str, Any]]] = defaultdict(list)
    for name, rows in tables.items():
        if name.startswith("claim_"):
            for row in rows:
                many[row["claim"], name.removeprefix("claim_")].append(row)
    made = []
    for row in tables["claims"]:
        values = dict(row)
        for name, field in fields(Claim).items():
            found = many[row["id"], name]
            if field.many == 2:
                steps: dict[int, list[dict[str, Any]]] = defaultdict(list)
                for step in found:
                    steps[step["position"]].append(step)
                of_steps = [steps[number] for number in sorted(steps)]
                values[name] = [[item["thing"] for item in step] for step in of_steps]
                values[f"{name}_name"] = [[item["name"] for item in step] for step in of_steps]
            elif field.type is Thing and field.many:
                values[name] = [item["thing"] for item in found]
                values[f"{name}_name"] = [item["name"] for item in found]
            elif field.type is Span:
                values[name] = [[item["start"], item["end"]] for item in found]
            elif field.many:
                values[name] = [item["value"] for item in found]
        made.append(record_of(Claim, values))
    return made


def _ordered(claim: dict[str, Any]) -> dict[str, Any]:
    """A table has no order of rows but that of their cells; a database no truth values."""
    return {
        key: sorted(value, key=str) if isinstance(value, list) and key != "via" else value
        for key, value in claim.items()
    }


def test_all_claims_come_back(kg: KnowledgeGraph) -> None:
    back = sorted_claims(_rebuilt(_of_sqlite(write_sqlite(kg))))
    assert list(map(_ordered, back)) == list(map(_ordered, sorted_claims(kg.reader.claims())))


def _of_sqlite(files: dict[str, bytes]) -> dict[str, list[dict[str, Any]]]:
    database = sqlite3.connect(":memory:")
    database.deserialize(files["bonekg.sqlite"])
    database.row_factory = sqlite3.Row
    found = {
        table.name: [dict(row) for row in database.execute(f'SELECT * FROM "{table.name}"')]
        for table in TABLES
    }
    database.close()
    return found


@pytest.mark.slow
def test_all_three_hold_the_same_rows(kg: KnowledgeGraph, tmp_path: Path) -> None:
    rows = read_tables(kg)
    (path,) = kg.export("duckdb", tmp_path / "some'where.duckdb")
    files = get_format("parquet").write(kg)
    sqlite = _of_sqlite(write_sqlite(kg))
    with duckdb.connect(str(path), read_only=True) as database:
        for table in TABLES:
            of_duckdb = database.execute(f'SELECT * FROM "{table.name}"').fetchall()
            assert of_duckdb == rows[table.name]
            written = parquet.read_table(io.BytesIO(files[f"{table.name}.parquet"]))
            assert [tuple(row.values()) for row in written.to_pylist()] == rows[table.name]
            assert [tuple(row.values()) for row in sqlite[table.name]] == rows[table.name]


def test_references_between_tables_hold(kg: KnowledgeGraph) -> None:
    database = sqlite3.connect(":memory:")
    database.deserialize(write_sqlite(kg)["bonekg.sqlite"])
    assert database.execute("PRAGMA foreign_key_check").fetchall() == []
    pointing = sum(column.references is not None for t in TABLES for column in t.columns)
    declared = sum(
        len(database.execute(f'PRAGMA foreign_key_list("{t.name}")').fetchall()) for t in TABLES
    )
    assert declared == pointing >= 15
    database.close()


@pytest.mark.parametrize(("form", "library"), [("duckdb", "duckdb"), ("parquet", "pyarrow")])
def test_a_missing_library_is_named(
    form: str, library: str, kg: KnowledgeGraph, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = builtins.__import__

    def without(name: str, *rest: Any) -> Any:
        if name.partition(".")[0] == library:
            raise ImportError(name)
        return real(name, *rest)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(ExportError, match=rf'pip install "bonekg\[{get_format(form).extra}\]"'):
        get_format(form).write(kg)


def _by_pandas(path: Path) -> list[str]:
    import pandas

    table = pandas.read_csv(path, dtype={"document": str})
    return [str(name) for name in table["document"]]


def _by_polars(path: Path) -> list[str]:
    import polars

    table = polars.read_csv(
        path, schema_overrides={"document": polars.String}, infer_schema_length=None
    )
    return [str(name) for name in table["document"]]


def _by_duckdb(path: Path) -> list[str]:
    with duckdb.connect() as database:
        rows = database.execute("SELECT document FROM read_csv(?)", [str(path)]).fetchall()
    return [str(row[0]) for row in rows]


@pytest.mark.parametrize("read", [_by_pandas, _by_polars, _by_duckdb])
def test_documents_stay_text_as_their_pages_read_them(
    read: Callable[[Path], list[str]], kg: KnowledgeGraph, tmp_path: Path
) -> None:
    """`000` is a name: what a page tells to write keeps its zeros, so that tables can be joined."""
    kg.export("claims-csv", tmp_path)
    assert sorted(read(tmp_path / "claims.csv")) == sorted(c.document for c in kg.reader.claims())
    schema = json.loads((tmp_path / "datapackage.json").read_text(encoding="utf-8"))
    fields_of = {f["name"]: f["type"] for f in schema["resources"][0]["schema"]["fields"]}
    assert fields_of["document"] == fields_of["id"] == "string"


@pytest.mark.tools
def test_readers_count_the_same(
    kg: KnowledgeGraph, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    kg.export("sqlite", tmp_path / "bonekg.sqlite")
    kg.export("duckdb", tmp_path / "bonekg.duckdb")
    kg.export("parquet", tmp_path)
    found = run_python("graphs", "tables.py", tmp_path)
    expected = {name: len(rows) for name, rows in read_tables(kg).items()}
    for reader, rows in found["rows"].items():
        figures = f"{rows['claims']} claims, {sum(rows.values())} rows, {len(rows)} tables"
        record_property("figure", f"{reader}: {figures}")
    assert len(found["rows"]) == 7
    assert found["rows"] == dict.fromkeys(found["rows"], expected)
    assert found["different"] == []
    assert found["types"] == ["Int64", "String", "Float64"]
    assert found["joined"] == len(kg.reader.claims())
