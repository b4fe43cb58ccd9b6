"""Rows: what a SELECT gives, for people and for pipes; and Triples, what a CONSTRUCT gives.

IRIs come as `IRI`, a string with a `.curie`; literals as Python values. Tables and text formats
show CURIEs; `serialize` gives SPARQL's own forms, with full IRIs, datatypes and languages.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, overload

from bonekg.arguments import check_numbers
from bonekg.errors import ExportError
from bonekg.store.forms import (
    GRAPH_FORMS,
    RESULT_FORMS,
    VALUE_FORMS,
    cell,
    known_form,
    write_terms,
    write_triples,
    write_values,
)
from bonekg.store.terms import (
    IRI,
    Plain,
    Value,
    plain_value,
    term_of,
    term_value,
    value_term,
)

if TYPE_CHECKING:
    import pandas
    import polars
    import pyoxigraph

    from bonekg.store.terms import Term

__all__ = ["FORMATS", "IRI", "Rows", "Triples", "Value"]

FORMATS = VALUE_FORMS
_SHOWN = 100  # rows that a notebook shows


class Rows(Sequence[tuple[Value, ...]]):
    """A table of values.

    Args:
        columns: the names of the columns.
        rows: the rows, each as long as `columns`.
        total: how many rows there are, if more than `rows` has.

    Attributes:
        columns: the names of the columns.
        total: how many rows there are; more than `len(rows)` only where `max_rows` cut the result.
        notes: what a reader must know beside the rows: how words were read, why there is none.
            Where they take further queries, these are asked when the notes are first read.

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

    def __init__(
        self,
        columns: Sequence[str],
        rows: Iterable[tuple[Value, ...]],
        total: int | None = None,
    ) -> None:
        self.columns = tuple(columns)
        self._rows = list(rows)
        self._terms: list[tuple[Term | None, ...]] | None = None
        self._plain: list[list[Plain]] | None = None
        self.total = len(self._rows) if total is None else total
        self._notes: tuple[str, ...] | Callable[[], Iterable[str]] = ()

    @property
    def notes(self) -> tuple[str, ...]:
        """What a reader must know beside the rows; see the class."""
        notes = self._notes
        if callable(notes):
            notes = self._notes = tuple(notes())
        return notes

    def tell(self, notes: Iterable[str] | Callable[[], Iterable[str]]) -> None:
        """Set the notes, or what gives them when they are first read."""
        self._notes = notes if callable(notes) else tuple(notes)

    def __getstate__(self) -> dict[str, Any]:
        return {**self.__dict__, "_notes": self.notes}

    @classmethod
    def from_terms(
        cls,
        columns: Sequence[str],
        terms: Iterable[tuple[Term | None, ...]],
        total: int | None = None,
    ) -> Rows:
        """Make rows of RDF terms, which are kept beside their Python values."""
        kept = list(terms)
        made = cls(columns, [tuple(map(term_value, row)) for row in kept], total)
        made._terms = kept
        return made

    @classmethod
    def from_plain(cls, columns: Sequence[str], plain: list[list[Plain]]) -> Rows:
        """Make rows of what `plain_term` gave."""
        made = cls(columns, [tuple(map(plain_value, row)) for row in plain])
        made._plain = plain
        return made

    def again(self) -> Rows:
        """Give the same rows anew, for another caller, without the notes."""
        made = Rows(self.columns, (), self.total)
        made._rows, made._terms, made._plain = self._rows, self._terms, self._plain
        return made

    def terms(self) -> list[tuple[Term | None, ...]]:
        """Give the rows as RDF terms."""
        if self._terms is None:
            self._terms = (
                [tuple(map(term_of, row)) for row in self._plain]
                if self._plain is not None
                else [tuple(map(value_term, row)) for row in self._rows]
            )
        return self._terms

    def __len__(self) -> int:
        return len(self._rows)

    @overload
    def __getitem__(self, index: int) -> tuple[Value, ...]: ...
    @overload
    def __getitem__(self, index: slice) -> Rows: ...
    def __getitem__(self, index: int | slice) -> tuple[Value, ...] | Rows:
        if isinstance(index, slice):
            if self._terms is not None or self._plain is not None:
                return Rows.from_terms(self.columns, self.terms()[index])
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
        return f"<Rows: {self._count()} × {', '.join(self.columns)}>"

    def __str__(self) -> str:
        return "\n".join([self.to_text("table"), *self.notes])

    def _count(self) -> str:
        of = f" of {self.total}" if self.total > len(self) else ""
        return f"{len(self)}{of}"

    def _repr_html_(self) -> str:
        """Give the first rows as a table of HTML, as notebooks show it."""
        from html import escape

        def line(kind: str, cells: Iterable[str]) -> str:
            return f"<tr>{''.join(f'<{kind}>{escape(text)}</{kind}>' for text in cells)}</tr>"

        shown = self._rows[:_SHOWN]
        body = "".join(line("td", map(cell, row)) for row in shown)
        plural = "" if self.total == 1 else "s"
        count = (
            f"{len(shown)} of {self.total} rows"
            if len(shown) < self.total
            else (f"{self.total} row{plural}")
        )
        head = line("th", self.columns)
        return f"<table><thead>{head}</thead><tbody>{body}</tbody></table><p>{count}</p>"

    def column(self, name: str) -> list[Value]:
        """Give one column's values.

        Raises:
            KeyError: if there is no such column.
        """
        if name not in self.columns:
            raise KeyError(f"no column {name!r}; there are {', '.join(self.columns)}")
        at = self.columns.index(name)
        return [row[at] for row in self._rows]

    def pick(self, *names: str) -> Rows:
        """Give some of the columns, in this order.

        Raises:
            KeyError: if there is no such column.

        Examples:
            >>> Rows(("term", "n"), [("melatonin", 2)]).pick("n").to_dicts()
            [{'n': 2}]
        """
        picked = Rows(names, zip(*map(self.column, names), strict=True), self.total)
        picked.tell(lambda: self.notes)
        return picked

    def to_dicts(self) -> list[dict[str, Value]]:
        """Give the rows as dictionaries, IRIs in full."""
        return [dict(zip(self.columns, row, strict=True)) for row in self._rows]

    def to_json(self) -> str:
        """Give the rows as JSON: a list of objects, IRIs as CURIEs."""
        return self.to_text("json")

    def to_markdown(self) -> str:
        """Give the rows as a table of Markdown, IRIs as CURIEs."""
        return self.to_text("markdown")

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
            width: for a table, the characters that a line may have; cells are broken into lines.

        Raises:
            ExportError: if there is no such format.
            WrongTypeError: if the format is no text, or the width no whole number.
        """
        if width is not None:
            check_numbers(True, width=width)
        if form == "table" and not self._rows:
            return f"{self._count()} rows"
        text = "\n".join(write_values(form, self.columns, self._rows, width))
        if form != "table":
            return text
        return f"{text}\n{self._count()} row{'' if self.total == 1 else 's'}"

    def serialize(self, form: str) -> str:
        """Write the rows in a form of SPARQL 1.1, with full IRIs, datatypes and languages.

        Args:
            form: `json`, `xml`, `csv` or `tsv`, also as `sparql-json` and so on, or a media type.

        Raises:
            ExportError: if there is no such form.

        Examples:
            >>> print(Rows(("n",), [(2,)]).serialize("tsv"), end="")
            ?n
            "2"^^<http://www.w3.org/2001/XMLSchema#integer>
        """
        short = f"sparql-{form}".lower()
        name = short if short in RESULT_FORMS else known_form(form, RESULT_FORMS, "SPARQL results")
        return "".join(write_terms(name, self.columns, self.terms()))


class Triples(list["pyoxigraph.Triple"]):
    """The triples that a CONSTRUCT or DESCRIBE gives: a list that can be written as RDF."""

    def serialize(self, form: str = "turtle") -> str:
        """Write the triples as RDF.

        Args:
            form: `turtle`, `ntriples`, `jsonld` or `rdfxml`, or a media type.

        Raises:
            ExportError: if there is no such form.
        """
        out = io.BytesIO()
        write_triples(known_form(form, GRAPH_FORMS, "triples"), self, out)
        return out.getvalue().decode("utf-8")

    def _repr_html_(self) -> str:
        """Give the triples as Turtle, as notebooks show it."""
        from html import escape

        return f"<pre>{escape(self.serialize('turtle'))}</pre>"


def _plain(value: Value) -> Any:
    return str(value) if isinstance(value, IRI) else value
