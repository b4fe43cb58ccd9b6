"""Read the tables where people read them, and count the rows of each."""

import json
import sqlite3
import sys
from collections import Counter
from pathlib import Path

import duckdb
import pandas
import polars
from pyarrow import parquet

folder = Path(sys.argv[1])
sqlite = sqlite3.connect(folder / "bonekg.sqlite")
assert sqlite.execute("PRAGMA foreign_key_check").fetchall() == []
assert sqlite.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
named = "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"
tables = [name for (name,) in sqlite.execute(named)]
database = duckdb.connect(str(folder / "bonekg.duckdb"), read_only=True)
made = [name for (name,) in database.execute("SHOW TABLES").fetchall()]
files = sorted(path.stem for path in folder.glob("*.parquet"))
assert tables == sorted(made) == files


def file(name):
    return folder / f"{name}.parquet"


def count(name, sql, connection):
    return connection.execute(f"SELECT count(*) FROM {sql.format(name)}").fetchone()[0]


readers = {
    "sqlite3": lambda name: count(name, '"{}"', sqlite),
    "pandas sqlite": lambda name: len(pandas.read_sql(f'SELECT * FROM "{name}"', sqlite)),
    "duckdb": lambda name: count(name, '"{}"', database),
    "duckdb parquet": lambda name: count(file(name), "read_parquet('{}')", duckdb),
    "pyarrow": lambda name: parquet.read_table(file(name)).num_rows,
    "pandas parquet": lambda name: len(pandas.read_parquet(file(name))),
    "polars": lambda name: polars.read_parquet(file(name)).height,
}


def plain(rows):
    """SQLite has no booleans."""
    return Counter(tuple(int(c) if isinstance(c, bool) else c for c in row) for row in rows)


different = [
    name
    for name in tables
    if len(
        {
            frozenset(plain(rows).items())
            for rows in (
                sqlite.execute(f'SELECT * FROM "{name}"').fetchall(),
                database.execute(f'SELECT * FROM "{name}"').fetchall(),
                polars.read_parquet(file(name)).rows(),
            )
        }
    )
    != 1
]
claims = polars.read_parquet(file("claims"))
print(
    json.dumps(
        {
            "rows": {reader: {t: read(t) for t in tables} for reader, read in readers.items()},
            "different": different,
            "types": [str(claims.schema[c]) for c in ("start", "states")]
            + [str(claims.schema["effect_value"])],
            "joined": database.execute(
                "SELECT count(*) FROM claims c JOIN things t ON t.id = c.subject"
                " JOIN documents d ON d.id = c.document JOIN speakers s ON s.id = c.speaker"
            ).fetchone()[0],
        }
    )
)
