"""A page of an answer: written once, read as plain text, as Markdown, or in a terminal."""

from __future__ import annotations

import re
import textwrap
from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from bonekg.store.rows import Rows

if TYPE_CHECKING:
    import pandas

__all__ = ["NOT_ADVICE", "Answer", "Sheet"]

NOT_ADVICE = "Not medical advice: this is what five web texts say, not what is so."


class _Block(NamedTuple):
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
        self._blocks = [_Block("title", title)]

    def section(self, text: str) -> None:
        """Begin a section."""
        self._blocks.append(_Block("section", text))

    def line(self, text: str) -> None:
        """Add a line of its own."""
        self._blocks.append(_Block("line", text))

    def item(self, text: str, details: Sequence[str] = ()) -> None:
        """Add an item of a list, with what belongs below it."""
        self._blocks.append(_Block("item", text, tuple(details)))

    def table(self, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        """Add a table; in plain text each row is an item, each filled cell a detail."""
        cells = tuple(tuple(row) for row in (columns, *rows))
        self._blocks.append(_Block("table", rows=cells))

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
                lines += _wrap(block.text, width, "  ", "    ")
                for detail in block.details:
                    lines += _wrap(detail, width, "      ", "        ")
            else:
                columns, *rows = block.rows
                for row in rows:
                    lines += _wrap(row[0], width, "  ", "    ")
                    for name, cell in zip(columns[1:], row[1:], strict=True):
                        for part in filter(None, cell.split("\n")):
                            lines += _wrap(f"{name}: {part}", width, "      ", "        ")
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


def _wrap(text: str, width: int | None, first: str, later: str) -> list[str]:
    if width is None:
        return [first + text]
    return textwrap.wrap(
        text,
        max(width, 40),
        initial_indent=first,
        subsequent_indent=later,
        break_long_words=False,
        break_on_hyphens=False,
    ) or [first]


def _escaped(text: str) -> str:
    return re.sub(r"([\\`*<|\[\]])", r"\\\1", text).replace("\n", " ")


def _cell(text: str) -> str:
    return "<br>".join(_escaped(part) for part in text.split("\n"))


class Answer(ABC):
    """What every answer can do: be read, be data, be rows."""

    @abstractmethod
    def sheet(self) -> Sheet:
        """Give the page that people read."""

    @abstractmethod
    def as_dict(self) -> dict[str, Any]:
        """Give the answer as plain data."""

    @abstractmethod
    def to_rows(self) -> Rows:
        """Give the answer as rows."""

    def __str__(self) -> str:
        return self.sheet().to_text()

    def to_markdown(self) -> str:
        """Give the answer as Markdown."""
        return self.sheet().to_markdown()

    def to_json(self) -> str:
        """Give the answer as JSON."""
        import json

        return json.dumps(self.as_dict(), indent=2, ensure_ascii=False)

    def to_pandas(self) -> pandas.DataFrame:
        """Give the answer's rows as a pandas DataFrame (needs `bonekg[pandas]`)."""
        return self.to_rows().to_pandas()
