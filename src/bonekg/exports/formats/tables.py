"""Tidy tables: one SQLite file, one DuckDB file, or a Parquet file per table."""

from __future__ import annotations

import io
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from bonekg.errors import ExportError
from bonekg.exports.registry import Format
from bonekg.exports.tabular import TABLES, Table, read_tables

if TYPE_CHECKING:
    from bonekg.exports.source import Exported

__all__ = ["FORMATS", "write_duckdb", "write_parquet", "write_sqlite"]

_SQLITE = {"text": "TEXT", "integer": "INTEGER", "real": "REAL", "boolean": "INTEGER"}
_AT_ONCE = 200  # rows in one statement; one by one DuckDB takes five times as long
_DUCKDB = {"text": "VARCHAR", "integer": "BIGINT", "real": "DOUBLE", "boolean": "BOOLEAN"}


def _statements(types: dict[str, str], strict: str) -> Iterator[tuple[Table, str]]:
    """Give each table with the statement that makes it, those that others point to first."""
    for table in TABLES:
        lines = [
            f'"{c.name}" {types[c.type]}'
            + (" NOT NULL" if c.required else "")
            + (f' REFERENCES "{c.references}"' if c.references else "")
            for c in table.columns
        ]
        key = ", ".join(f'"{column.name}"' for column in table.columns[: table.key])
        body = ",\n  ".join([*lines, f"PRIMARY KEY ({key})"])
        yield table, f'CREATE TABLE "{table.name}" (\n  {body}\n){strict}'


def _insert(table: Table) -> str:
    return f'INSERT INTO "{table.name}" VALUES ({", ".join("?" * len(table.columns))})'  # noqa: S608 our own names


def write_sqlite(graph: Exported) -> dict[str, bytes]:
    """Write all tables as one SQLite file, its keys and references declared and checked."""
    rows = read_tables(graph)
    database = sqlite3.connect(":memory:")
    try:
        with database:
            database.execute("PRAGMA foreign_keys = ON")
            database.execute("PRAGMA user_version = 1")
            for table, statement in _statements(_SQLITE, " STRICT"):
                database.execute(statement)
                database.executemany(_insert(table), rows[table.name])
        return {"bonekg.sqlite": bytes(database.serialize())}
    finally:
        database.close()


def write_duckdb(graph: Exported) -> dict[str, bytes]:
    """Write all tables as one DuckDB file.

    Raises:
        ExportError: if DuckDB is not installed.
    """
    try:
        import duckdb
    except ImportError as error:
        raise ExportError('duckdb needs DuckDB: pip install "bonekg[duckdb]"') from error

    rows = read_tables(graph)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "bonekg.duckdb"
        with duckdb.connect() as database:
            quoted = str(path).replace("'", "''")
            # small tables in the usual blocks of 256 KiB would make a file ten times as large
            database.execute(f"ATTACH '{quoted}' AS bonekg (BLOCK_SIZE 16384)")
            database.execute("USE bonekg")
            for table, statement in _statements(_DUCKDB, ""):
                database.execute(statement)
                for start in range(0, len(rows[table.name]), _AT_ONCE):
                    some = rows[table.name][start : start + _AT_ONCE]
                    mark = f"({', '.join('?' * len(table.columns))})"
                    database.execute(
                        f'INSERT INTO "{table.name}" VALUES {", ".join([mark] * len(some))}',  # noqa: S608
                        [cell for row in some for cell in row],
                    )
            database.execute("CHECKPOINT bonekg")
            database.execute("USE memory")
            database.execute("DETACH bonekg")
        return {"bonekg.duckdb": path.read_bytes()}


def write_parquet(graph: Exported) -> dict[str, bytes]:
    """Write each table as a Parquet file, typed, its columns described.

    Raises:
        ExportError: if pyarrow is not installed.
    """
    try:
        import pyarrow
        from pyarrow import parquet
    except ImportError as error:
        raise ExportError('parquet needs pyarrow: pip install "bonekg[parquet]"') from error

    types = {
        "text": pyarrow.string(),
        "integer": pyarrow.int64(),
        "real": pyarrow.float64(),
        "boolean": pyarrow.bool_(),
    }
    rows = read_tables(graph)
    made: dict[str, bytes] = {}
    for table in TABLES:
        schema = pyarrow.schema(
            [pyarrow.field(c.name, types[c.type], nullable=not c.required) for c in table.columns],
            metadata={"description": table.help},
        )
        columns: list[list[Any]] = [list(c) for c in zip(*rows[table.name], strict=True)]
        columns = columns or [[] for _ in table.columns]
        arrays = [pyarrow.array(c, f.type) for c, f in zip(columns, schema, strict=True)]
        buffer = io.BytesIO()
        parquet.write_table(pyarrow.Table.from_arrays(arrays, schema=schema), buffer)
        made[f"{table.name}.parquet"] = buffer.getvalue()
    return made


_CARRIES = (
    "claims with all their context, doses and effects; passages; terms with names, parents and "
    "mappings; documents, speakers, studies, arms and literature; conflicts; background and "
    "derived relations, each in tables of its own"
)
_LOSES = (
    "which predicates and qualifiers the vocabulary allows, where terms were checked, offsets of "
    "cues"
)

FORMATS = (
    Format(
        "sqlite",
        "tidy tables in one SQLite file",
        ("bonekg.sqlite",),
        _CARRIES,
        f"{_LOSES}; SQLite has no booleans: 0 and 1",
        write_sqlite,
        "sqlite3, pandas",
    ),
    Format(
        "duckdb",
        "tidy tables in one DuckDB file",
        ("bonekg.duckdb",),
        _CARRIES,
        f"{_LOSES}; DuckDB gives each file a number of its own, so the bytes differ",
        write_duckdb,
        "DuckDB",
        "duckdb",
        False,
    ),
    Format(
        "parquet",
        "tidy tables, one Parquet file each",
        tuple(f"{table.name}.parquet" for table in TABLES),
        _CARRIES,
        f"{_LOSES}; Parquet has no keys between tables",
        write_parquet,
        "pyarrow, pandas, polars, DuckDB",
        "parquet",
    ),
)
