"""Rows: what a SELECT gives, for people and for pipes.

IRIs come as `IRI`, a string with a `.curie`; literals as Python values. Tables and text formats
show CURIEs.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, overload

from bonekg.errors import ExportError
from bonekg.rdf import compact

if TYPE_CHECKING:
    import pandas
    import polars

__all__ = ["FORMATS", "IRI", "Rows", "Value"]

FORMATS = ("table", "json", "csv", "tsv", "markdown")


class IRI(str):
    """An IRI, which is a string; `curie` is its short form.

    Examples:
        >>> IRI("http://purl.obolibrary.org/obo/CHEBI_16796").curie
        'CHEBI:16796'
    """

    __slots__ = ()

    @property
    def curie(self) -> str:
        """The CURIE, or the IRI itself where no prefix fits."""
        return compact(self)


Value = IRI | str | int | float | bool | None


class Rows(Sequence[tuple[Value, ...]]):
    """A table of values.

    Args:
        columns: the names of the columns.
        rows: the rows, each as long as `columns`.

    Attributes:
        notes: what a reader must know beside the rows: how words were read, why there is none.

    Examples:
        >>> rows = Rows(("term", "n"), [("melatonin", 2)])
        >>> rows.to_dicts()
        [{'term': 'melatonin', 'n': 2}]
        >>> print(rows)
        term       n
        ---------  -
        melatonin  2
        1 row
    """

    notes: tuple[str, ...] = ()

    def __init__(self, columns: Sequence[str], rows: Sequence[tuple[Value, ...]]) -> None:
        self.columns = tuple(columns)
        self._rows = list(rows)

    def __len__(self) -> int:
        return len(self._rows)

    @overload
    def __getitem__(self, index: int) -> tuple[Value, ...]: ...
    @overload
    def __getitem__(self, index: slice) -> Rows: ...
    def __getitem__(self, index: int | slice) -> tuple[Value, ...] | Rows:
        if isinstance(index, slice):
            return Rows(self.columns, self._rows[index])
        return self._rows[index]

    def __iter__(self) -> Iterator[tuple[Value, ...]]:
        return iter(self._rows)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Rows):
            return NotImplemented
        return (self.columns, self._rows) == (other.columns, other._rows)

    __hash__ = None  # type: ignore[assignment]  # mutable rows have no hash

    def __repr__(self) -> str:
        return f"<Rows: {len(self)} × {', '.join(self.columns)}>"

    def __str__(self) -> str:
        return "\n".join([self.to_text("table"), *self.notes])

    def column(self, name: str) -> list[Value]:
        """Give one column's values.

        Raises:
            KeyError: if there is no such column.
        """
        if name not in self.columns:
            raise KeyError(f"no column {name!r}; there are {', '.join(self.columns)}")
        at = self.columns.index(name)
        return [row[at] for row in self._rows]

    def to_dicts(self) -> list[dict[str, Value]]:
        """Give the rows as dictionaries, IRIs in full."""
        return [dict(zip(self.columns, row, strict=True)) for row in self._rows]

    def to_pandas(self) -> pandas.DataFrame:
        """Give a pandas DataFrame, IRIs in full (needs `bonekg[pandas]`)."""
        try:
            import pandas
        except ImportError as error:
            raise ExportError("to_pandas() needs pandas: pip install 'bonekg[pandas]'") from error
        return pandas.DataFrame([list(row) for row in self._rows], columns=list(self.columns))

    def to_polars(self) -> polars.DataFrame:
        """Give a polars DataFrame, IRIs in full (needs `bonekg[polars]`)."""
        try:
            import polars
        except ImportError as error:
            raise ExportError("to_polars() needs polars: pip install 'bonekg[polars]'") from error
        plain = [tuple(_plain(value) for value in row) for row in self._rows]
        return polars.DataFrame(
            plain, schema=list(self.columns), orient="row", infer_schema_length=None, strict=False
        )

    def to_text(self, form: str = "table", width: int | None = None) -> str:
        """Write the rows out.

        Args:
            form: one of `FORMATS`.
            width: for a table, the characters that a line may have; cells are cut to fit.

        Raises:
            ExportError: if there is no such format.
        """
        if form == "table":
            return self._table(width)
        if form == "json":
            import json

            records = [
                {c: _short(v) for c, v in zip(self.columns, row, strict=True)} for row in self._rows
            ]
            return json.dumps(records, indent=2, ensure_ascii=False)
        if form in ("csv", "tsv"):
            return self._separated("," if form == "csv" else "\t")
        if form == "markdown":
            lines = [self.columns, ("---",) * len(self.columns), *self._cells()]
            escaped = (" | ".join(cell.replace("|", "\\|") for cell in line) for line in lines)
            return "\n".join(f"| {line} |" for line in escaped)
        raise ExportError(f"no format is called {form!r}; there are {', '.join(FORMATS)}")

    def _cells(self) -> list[tuple[str, ...]]:
        return [tuple(_cell(value) for value in row) for row in self._rows]

    def _table(self, width: int | None) -> str:
        cells = self._cells()
        wide = [
            max([len(name), *(len(row[i]) for row in cells)]) for i, name in enumerate(self.columns)
        ]
        if width and wide:
            while sum(wide) + 2 * (len(wide) - 1) > width and max(wide) > 8:
                wide[wide.index(max(wide))] -= 1

        def line(row: Sequence[str]) -> str:
            fitted = (
                text if len(text) <= w else f"{text[: w - 1]}…"
                for text, w in zip(row, wide, strict=True)
            )
            return "  ".join(f"{t:<{w}}" for t, w in zip(fitted, wide, strict=True)).rstrip()

        count = f"{len(self)} row{'' if len(self) == 1 else 's'}"
        rule = "  ".join("-" * w for w in wide)
        return "\n".join([line(self.columns), rule, *map(line, cells), count])

    def _separated(self, delimiter: str) -> str:
        import csv
        import io

        out = io.StringIO()
        writer = csv.writer(out, delimiter=delimiter, lineterminator="\n")
        writer.writerow(self.columns)
        writer.writerows(self._cells())
        return out.getvalue().rstrip("\n")


def _short(value: Value) -> Any:
    return value.curie if isinstance(value, IRI) else value


def _plain(value: Value) -> Any:
    return str(value) if isinstance(value, IRI) else value


def _cell(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(_short(value)).replace("\n", " ")
