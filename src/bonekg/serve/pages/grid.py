"""Rows as a page shows them: a name in the place of its identifier, no column that is empty."""

from __future__ import annotations

from typing import NamedTuple

from bonekg.serve.pages.links import thing_address
from bonekg.store.forms import cell
from bonekg.store.rows import IRI, Rows, Value

__all__ = ["Grid", "grid"]

_NAME = "_name"


class Grid(NamedTuple):
    """A table of a page.

    Attributes:
        columns: its columns.
        rows: its rows: for each cell the text, and the address of what it names, or None.
        empty: columns that no row has a value in.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[tuple[str, str | None], ...], ...]
    empty: tuple[str, ...]


def grid(rows: Rows) -> Grid:
    """Lay rows out for a page; a download has all columns.

    Args:
        rows: the rows.

    Examples:
        >>> melatonin = IRI("http://purl.obolibrary.org/obo/CHEBI_16796")
        >>> rows = Rows(("term", "term_name", "note"), [(melatonin, "melatonin", None)])
        >>> grid(rows)
        Grid(columns=('term',), rows=((('melatonin', '/term/CHEBI:16796'),),), empty=('note',))
    """
    at = {name: place for place, name in enumerate(rows.columns)}
    names = {name: at[name + _NAME] for name in at if name + _NAME in at}
    empty = [name for name in at if len(rows) and all(row[at[name]] is None for row in rows)]
    shown = [
        name
        for name in at
        if name not in empty and name.removesuffix(_NAME) not in {*names} - {name, *empty}
    ]
    made = tuple(
        tuple(_cell(row[at[name]], row[names[name]] if name in names else None) for name in shown)
        for row in rows
    )
    told = tuple(
        name for name in empty if not name.endswith(_NAME) or name.removesuffix(_NAME) not in names
    )
    return Grid(tuple(shown), made, told)


def _cell(value: Value, name: Value) -> tuple[str, str | None]:
    if not isinstance(value, IRI):
        return cell(value), None
    text = value.curie if name is None else cell(name)
    prefix, _, rest = text.partition(":")
    return (rest if prefix.startswith("bkg.") else text), thing_address(value.curie)
