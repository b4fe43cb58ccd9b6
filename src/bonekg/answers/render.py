"""How answers are shown: one page, written as text, Markdown or HTML; and as data and rows."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, TypeVar, overload

from bonekg.store.rows import Rows

if TYPE_CHECKING:
    import pandas
    import polars

__all__ = ["NOT_ADVICE", "Answer", "Block", "Records", "Sheet", "count_rest"]

NOT_ADVICE = "Not medical advice: this is what texts say, not what is so."
_LEAST = 40
_Record = TypeVar("_Record")


class Block(NamedTuple):
    """A part of a page.

    Attributes:
        kind: `title`, `section`, `line`, `item` or `table`.
        text: what it says.
        details: what belongs below an item.
        rows: the rows of a table, its columns first.
    """

    kind: str
    text: str = ""
    details: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()


class Sheet:
    """Headings, lines, items with details, and tables, in their order.

    Args:
        title: the first line.

    Examples:
        >>> sheet = Sheet("brine → shell")
        >>> sheet.section("For")
        >>> sheet.item("It thickens the shell.", ["lay report"])
        >>> print(sheet.to_markdown())
        # brine → shell
        <BLANKLINE>
        ## For
        <BLANKLINE>
        - It thickens the shell.
          - lay report
    """

    def __init__(self, title: str) -> None:
        self._blocks = [Block("title", title)]

    @property
    def blocks(self) -> tuple[Block, ...]:
        """All parts in their order."""
        return tuple(self._blocks)

    def section(self, text: str) -> None:
        """Begin a section."""
        self._blocks.append(Block("section", text))

    def line(self, text: str) -> None:
        """Add a line of its own."""
        self._blocks.append(Block("line", text))

    def item(self, text: str, details: Sequence[str] = ()) -> None:
        """Add an item of a list, with what belongs below it."""
        self._blocks.append(Block("item", text, tuple(details)))

    def table(self, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        """Add a table; in plain text each row is an item, each filled cell a detail."""
        cells = tuple(tuple(row) for row in (columns, *rows))
        self._blocks.append(Block("table", rows=cells))

    def to_text(self, width: int | None = None) -> str:
        """Write plain text.

        Args:
            width: the characters that a line may have; lines are not broken by default.
        """
        lines: list[str] = []
        for block in self._blocks:
            if block.kind in ("title", "section"):
                lines += [""] if lines else []
                lines += _wrap(block.text, width, "", "  ")
            elif block.kind == "line":
                lines += _wrap(block.text, width, "", "")
            elif block.kind == "item":
                lines += _item(block.text, block.details, width)
            else:
                columns, *rows = block.rows
                for row in rows:
                    cells = [
                        f"{name}: {part}"
                        for name, cell in zip(columns[1:], row[1:], strict=True)
                        for part in filter(None, cell.split("\n"))
                    ]
                    lines += _item(row[0], cells, width)
        return "\n".join(lines)

    def to_markdown(self) -> str:
        """Write Markdown."""
        lines: list[str] = []
        before = ""
        for block in self._blocks:
            if lines and not (block.kind == before == "item"):
                lines.append("")
            before = block.kind
            if block.kind == "title":
                lines.append(f"# {_escaped(block.text)}")
            elif block.kind == "section":
                lines.append(f"## {_escaped(block.text)}")
            elif block.kind == "line":
                lines.append(_escaped(block.text))
            elif block.kind == "item":
                lines.append(f"- {_escaped(block.text)}")
                lines += [f"  - {_escaped(detail)}" for detail in block.details]
            else:
                columns, *rows = ([_cell(cell) for cell in row] for row in block.rows)
                table = [columns, ["---"] * len(columns), *rows]
                lines += [f"| {' | '.join(row)} |" for row in table]
        return "\n".join(lines)

    def to_html(self) -> str:
        """Write HTML, as a notebook shows it."""
        return f"<div>{''.join(_html(block) for block in self._blocks)}</div>"


def _html(block: Block) -> str:
    from html import escape

    if block.kind == "title":
        return f"<h3>{escape(block.text)}</h3>"
    if block.kind == "section":
        return f"<h4>{escape(block.text)}</h4>"
    if block.kind == "line":
        return f"<p>{escape(block.text)}</p>"
    if block.kind == "item":
        details = "".join(f"<br><small>{escape(detail)}</small>" for detail in block.details)
        return f"<ul><li>{escape(block.text)}{details}</li></ul>"
    rows = (
        "".join(f"<td>{escape(cell).replace(chr(10), '<br>')}</td>" for cell in row)
        for row in block.rows
    )
    return f"<table>{''.join(f'<tr>{row}</tr>' for row in rows)}</table>"


def _item(text: str, details: Sequence[str], width: int | None) -> list[str]:
    lines = _wrap(text, width, "  ", "    ")
    for detail in details:
        lines += _wrap(detail, width, "      ", "        ")
    return lines


def _wrap(text: str, width: int | None, first: str, later: str) -> list[str]:
    if width is None:
        return [first + text]
    import textwrap

    return textwrap.wrap(
        text,
        max(width, _LEAST),
        initial_indent=first,
        subsequent_indent=later,
        break_long_words=False,
        break_on_hyphens=False,
    ) or [first]


def _escaped(text: str) -> str:
    return re.sub(r"([\\`*<|\[\]])", r"\\\1", text).replace("\n", " ")


def _cell(text: str) -> str:
    return "<br>".join(_escaped(part) for part in text.split("\n"))


def count_rest(shown: int, there: int, option: str) -> list[str]:
    """Say how many are left out and which option shows them; nothing where none are.

    Examples:
        >>> count_rest(5, 12, "--all")
        ['and 7 more: --all']
    """
    return [f"and {there - shown} more: {option}"] if there > shown else []


class Answer(ABC):
    """What every answer can do: be read, be data, be rows."""

    @abstractmethod
    def sheet(self, *, all: bool = False, full: bool = False) -> Sheet:
        """Give the page that people read.

        Args:
            all: whether everything is shown; else the first of each, with counts of the rest.
            full: whether each claim has its passage, its chain of sources and what is not stated.
        """

    @abstractmethod
    def as_dict(self) -> dict[str, Any]:
        """Give the answer as plain data."""

    @abstractmethod
    def to_rows(self) -> Rows:
        """Give the answer as rows."""

    def __repr__(self) -> str:
        told = "; ".join(block.text for block in self.sheet().blocks[:2] if block.text)
        return f"<{type(self).__name__}: {told}>"

    def __str__(self) -> str:
        return self.sheet().to_text()

    def _repr_html_(self) -> str:
        return self.sheet().to_html()

    def to_text(
        self,
        width: int | None = None,
        *,
        all: bool = False,
        full: bool = False,
    ) -> str:
        """Give the answer as text; see `sheet`."""
        return self.sheet(all=all, full=full).to_text(width)

    def to_markdown(self, *, all: bool = False, full: bool = False) -> str:
        """Give the answer as Markdown; see `sheet`."""
        return self.sheet(all=all, full=full).to_markdown()

    def to_json(self) -> str:
        """Give the answer as JSON."""
        import json

        return json.dumps(self.as_dict(), indent=2, ensure_ascii=False)

    def to_dicts(self) -> list[dict[str, Any]]:
        """Give the answer's rows as dictionaries."""
        return list(self.to_rows().to_dicts())

    def to_pandas(self) -> pandas.DataFrame:
        """Give the answer's rows as a pandas DataFrame (needs `bonekg[pandas]`)."""
        return self.to_rows().to_pandas()

    def to_polars(self) -> polars.DataFrame:
        """Give the answer's rows as a polars DataFrame (needs `bonekg[polars]`)."""
        return self.to_rows().to_polars()


class Records(Sequence[_Record], Generic[_Record]):
    """A list of records that is also a table: claims, terms, hits of a search.

    Args:
        records: the records.
        rows: the same as rows.
    """

    def __init__(self, records: Sequence[_Record], rows: Rows) -> None:
        self._records, self._rows = list(records), rows

    def __len__(self) -> int:
        return len(self._records)

    @overload
    def __getitem__(self, index: int) -> _Record: ...
    @overload
    def __getitem__(self, index: slice) -> Records[_Record]: ...
    def __getitem__(self, index: int | slice) -> _Record | Records[_Record]:
        if isinstance(index, slice):
            return Records(self._records[index], self._rows[index])
        return self._records[index]

    def __iter__(self) -> Iterator[_Record]:
        return iter(self._records)

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Records):
            return self._records == other._records
        return self._records == other

    __hash__ = None  # type: ignore[assignment]  # a list has no hash

    def __repr__(self) -> str:
        return f"<{len(self)} records: {', '.join(self._rows.columns[:6])} …>"

    def __str__(self) -> str:
        return str(self._rows)

    def _repr_html_(self) -> str:
        sheet = Sheet(f"{len(self)} records")
        cells = ["" if v is None else str(v) for row in self._rows for v in row]
        wide = len(self._rows.columns)
        sheet.table(
            self._rows.columns, [cells[at : at + wide] for at in range(0, len(cells), wide)]
        )
        return sheet.to_html()

    def to_rows(self) -> Rows:
        """Give the records as rows."""
        return self._rows

    def to_dicts(self) -> list[dict[str, Any]]:
        """Give the records as dictionaries, one column each."""
        return list(self._rows.to_dicts())

    def to_json(self) -> str:
        """Give the records as JSON."""
        return self._rows.to_text("json")

    def to_markdown(self) -> str:
        """Give the records as a Markdown table."""
        return self._rows.to_text("markdown")

    def to_text(self, form: str = "table", width: int | None = None) -> str:
        """Write the records in a form of `Rows`."""
        return self._rows.to_text(form, width)

    def to_pandas(self) -> pandas.DataFrame:
        """Give a pandas DataFrame (needs `bonekg[pandas]`)."""
        return self._rows.to_pandas()

    def to_polars(self) -> polars.DataFrame:
        """Give a polars DataFrame (needs `bonekg[polars]`)."""
        return self._rows.to_polars()
