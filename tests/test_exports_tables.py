"""Tidy tables, and the SQLite, DuckDB and Parquet files of them."""

from __future__ import annotations

import builtins
import io
import sqlite3
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings
from pyarrow import parquet

import bonekg
from bonekg.errors import ExportError
from bonekg.exports.formats.tables import write_sqlite
from bonekg.exports.registry import get_format
from bonekg.exports.tabular import TABLES, read_tables
from bonekg.flat import Claim
from bonekg.graph import KnowledgeGraph
from bonekg.store.rows import Rows
from real_tools import run_python
from rebuilding import altered_claims, sorted_claims

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
    "claim_passages": "?x a bkg:Citation",
    "doses": "?x a bkg:Dose",
    "effects": "?x a bkg:EffectSize",
    "conflicts": "?x a bkg:Conflict",
    "background": "?x a bkg:BackgroundRelation",
    "derived": "?x a bkg:DerivedEdge",
}
PAIRS = {
    "claim_not_stated": "?a a bkg:Claim ; bkg:notStated ?b",
    "claim_literature": "?a a bkg:Claim ; bkg:reference ?b",
    "study_documents": "?a bkg:reportedIn ?b",
    "conflict_claims": "?a a bkg:Conflict ; bkg:ground ?b",
    "derived_grounds": "?a a bkg:DerivedEdge ; bkg:ground ?b",
    "derived_steps": "?a a bkg:DerivedEdge ; bkg:via ?b",
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
        assert tables[table.name], table.name
        for row in tables[table.name]:
            for column in table.columns:
                cell = row[column.name]
                assert cell is not None or not column.required, (table.name, column.name)
                assert cell is None or type(cell) is types[column.type], (table.name, row)
        filled = {c for row in tables[table.name] for c, cell in row.items() if cell is not None}
        assert {c.name for c in table.columns} - filled <= {"min", "max"}, table.name


def test_mentions_are_what_claims_name(
    kg: KnowledgeGraph, tables: dict[str, list[dict[str, Any]]]
) -> None:
    found: dict[tuple[str, str], list[tuple[int, str]]] = defaultdict(list)
    for row in tables["mentions"]:
        found[row["claim"], row["role"]].append((row["position"], row["name"]))
    for claim in kg.all_claims:
        named = {
            "subject": claim.subject_label, "object": claim.object_label, "site": claim.site,
            "population": claim.population, "comparator": claim.comparator,
            "form": claim.dose["form"] if claim.dose else None,
        }  # fmt: skip
        for role, name in named.items():
            assert found[claim.id, role] == ([] if name is None else [(0, name)]), claim.id
        assert [name for _, name in sorted(found[claim.id, "via"])] == claim.via


def _rebuilt(tables: dict[str, list[dict[str, Any]]]) -> list[Claim]:
    """Make the claims again from the tables alone."""
    spans: dict[tuple[str, str], list[list[int]]] = defaultdict(list)
    for row in tables["claim_passages"]:
        spans[row["claim"], row["role"]].append([row["start"], row["end"]])
    lists: dict[tuple[str, str], list[Any]] = defaultdict(list)
    for row in tables["claim_not_stated"]:
        lists[row["claim"], "not_stated"].append(row["qualifier"])
    for row in tables["claim_literature"]:
        lists[row["claim"], "references"].append(row["reference"])
    for row in tables["mentions"]:
        if row["role"] == "via":
            lists[row["claim"], "via"].append((row["position"], row["name"]))
    doses = {row.pop("claim"): row for row in map(dict, tables["doses"])}
    effects = {row.pop("claim"): row for row in map(dict, tables["effects"])}
    made = []
    for row in tables["claims"]:
        key = row["id"]
        dose = doses.get(key)
        made.append(
            Claim(
                **row,
                dose=dose and {k: v for k, v in dose.items() if k not in ("owner", "arm")},
                effect=effects.get(key),
                via=[name for _, name in sorted(lists[key, "via"])],
                references=sorted(lists[key, "references"]),
                not_stated=sorted(lists[key, "not_stated"]),
                repeated_at=sorted(spans[key, "repeated"]),
                other_passages=sorted(spans[key, "other"]),
            )
        )
    return made


def test_all_claims_come_back(kg: KnowledgeGraph) -> None:
    assert sorted_claims(_rebuilt(_of_sqlite(write_sqlite(kg)))) == sorted_claims(kg.all_claims)


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
@given(claims=altered_claims)
@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
def test_any_claims_come_back(claims: list[Claim], kg: KnowledgeGraph) -> None:
    """Texts and numbers may be any; the things that a claim points to are the graph's own."""
    own = {claim.id: claim for claim in kg.all_claims}
    altered = [c._replace(study_id=own[c.id].study_id, via=own[c.id].via) for c in claims]
    graph = KnowledgeGraph(kg.store)
    graph.__dict__["all_claims"] = sorted(
        {**own, **{claim.id: claim for claim in altered}}.values(), key=lambda claim: claim.id
    )
    back = {claim.id: claim for claim in _rebuilt(_of_sqlite(write_sqlite(graph)))}
    assert sorted_claims(back[c.id] for c in altered) == sorted_claims(altered)


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
    assert found["joined"] == len(kg.all_claims)
