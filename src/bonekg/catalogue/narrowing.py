"""Things narrowed to those that have some values, as rows by their columns, and the query of them.

In an address a column has `is-` before its name, as in `is-evidence=lay+report`. No parameter of a
query can be called so, since those are names of variables. A value is a text: of an IRI its CURIE,
of a literal its characters; a row without one has the value `empty`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from bonekg.catalogue.queries import Column
from bonekg.errors import InvalidParameterError, UnknownParameterError, quoted
from bonekg.rdf import compact
from bonekg.store.rows import Rows

if TYPE_CHECKING:
    from bonekg.store.terms import Term

__all__ = ["EMPTY", "MARK", "Values", "check_choices", "fitting", "narrow", "narrowed_text"]
__all__ += ["repeating", "row_values", "split_fields"]

MARK = "is-"
EMPTY = "empty"
_NAME = "_name"  # ends the name of a column that names the things of another
_TOLD = 12  # values that an error lists
_OFTEN, _OFTEN_NUMBER = 2, 4  # rows that have a value, on average, where it is worth a choice

Values = Mapping[str, Sequence[str]]  # of one thing: what it can be narrowed by → its values


def split_fields(
    of: str, parameters: Iterable[str], columns: Sequence[str], fields: Mapping[str, str]
) -> tuple[dict[str, str], dict[str, str]]:
    """Part what an address gives into values of parameters and choices among what is listed.

    Args:
        of: the name of the query or the list.
        parameters: the names of its parameters.
        columns: what can be narrowed.
        fields: name → value.

    Returns:
        Parameter → value, and column → the value that things must have.

    Raises:
        UnknownParameterError: if there is no such column.

    Examples:
        >>> split_fields("foods", ["entity"], ["part"], {"entity": "wine", "is-part": "skin"})
        ({'entity': 'wine'}, {'part': 'skin'})
    """
    values = {name: value for name, value in fields.items() if not name.startswith(MARK)}
    chosen = {name.removeprefix(MARK): fields[name] for name in fields if name not in values}
    for name in chosen:
        if name not in columns:
            known = [*parameters, *(MARK + column for column in columns)]
            raise UnknownParameterError(of, MARK + name, known)
    return values, chosen


def fitting(things: Iterable[Values], chosen: Mapping[str, str]) -> list[int]:
    """Give the places of the things that have all values that were chosen.

    Examples:
        >>> fitting([{"kind": ["food"]}, {"kind": ["drink", "food"]}, {}], {"kind": "drink"})
        [1]
    """
    return [
        place
        for place, values in enumerate(things)
        if all(value in values.get(name, ()) for name, value in chosen.items())
    ]


def check_choices(of: str, things: Sequence[Values], chosen: Mapping[str, str]) -> None:
    """Refuse a value that nothing has.

    Args:
        of: the name of the query or the list.
        things: the values of all its things.
        chosen: what was chosen.

    Raises:
        InvalidParameterError: naming values that there are, the most frequent first.
    """
    for name, value in chosen.items():
        counts = Counter(one for values in things for one in values.get(name, ()))
        if value not in counts:
            there = [one for one, _ in counts.most_common(_TOLD)]
            more = f" or {len(counts) - _TOLD} others" if len(counts) > _TOLD else ""
            told = f"is one of {', '.join(there)}{more}" if there else "has no value here"
            raise InvalidParameterError(of, MARK + name, f"{told}, not {quoted(value)}")


def row_values(rows: Rows) -> list[Values]:
    """Give the values of each row.

    Examples:
        >>> row_values(Rows(("term", "n"), [("wine", None)]))
        [{'term': ('wine',), 'n': ('empty',)}]
    """
    return [
        {name: (_text(term),) for name, term in zip(rows.columns, row, strict=True)}
        for row in rows.terms()
    ]


def _text(term: Term | None) -> str:
    if term is None:
        return EMPTY
    value: str = term.value  # type: ignore[union-attr]  # no triple stands in a row of ours
    return compact(value) if type(term).__name__ == "NamedNode" else value


def repeating(columns: Sequence[Column], values: Sequence[Values]) -> list[str]:
    """Give the columns by which rows are worth narrowing, since few values stand in many rows.

    Things go by their names where a column has them; of columns that part the rows alike the first
    is given. Numbers must repeat more, since many are alike by chance.

    Args:
        columns: those of the query.
        values: those of all its rows.

    Examples:
        >>> columns = [Column("term", "iri", ""), Column("term_name", "text", "")]
        >>> rows = Rows(("term", "term_name"), [("a", "A"), ("a", "A"), ("b", "B"), ("b", "B")])
        >>> repeating(columns, row_values(rows))
        ['term_name']
    """
    names = {column.name for column in columns}
    found: dict[tuple[int, ...], str] = {}
    for column in columns:
        if column.name + _NAME in names:
            continue
        places: dict[str, int] = {}
        parted = tuple(places.setdefault(row[column.name][0], len(places)) for row in values)
        often = _OFTEN_NUMBER if column.type == "number" else _OFTEN
        if 1 < len(places) <= len(values) / often:
            found.setdefault(parted, column.name)
    return list(found.values())


def narrow(of: str, rows: Rows, chosen: Mapping[str, str]) -> Rows:
    """Give the rows that have some values.

    Args:
        of: the name of the query.
        rows: all rows.
        chosen: column → value.

    Raises:
        InvalidParameterError: if no row has a value.
    """
    if not chosen:
        return rows
    values, terms = row_values(rows), rows.terms()
    check_choices(of, values, chosen)
    return Rows.from_terms(rows.columns, [terms[place] for place in fitting(values, chosen)])


def narrowed_text(text: str, rows: Rows, chosen: Mapping[str, str]) -> str:
    """Give the query that gives the rows with some values: the query itself within a filter.

    Args:
        text: the query that gives all rows, its SELECT at the beginning of a line.
        rows: all rows.
        chosen: column → value.
    """
    if not chosen:
        return text
    begin = _SELECT.search(text)
    assert begin is not None  # of every query of the catalogue
    conditions = [_condition(name, value, rows) for name, value in chosen.items()]
    columns = " ".join(f"?{name}" for name in rows.columns)
    inner = text[begin.start() :].rstrip().replace("\n", "\n  ")
    return "\n".join([
        f"{text[: begin.start()]}SELECT {columns} WHERE {{",
        "  {", f"  {inner}", "  }", *(f"  FILTER({one})" for one in conditions), "}\n",
    ])  # fmt: skip


_SELECT = re.compile(r"^SELECT\b", re.MULTILINE)


def _condition(column: str, value: str, rows: Rows) -> str:
    """Give the condition that a column has a value, by the terms that are written so."""
    at = rows.columns.index(column)
    terms = {row[at] for row in rows.terms() if _text(row[at]) == value}
    tests = sorted(
        f"!BOUND(?{column})" if term is None else f"sameTerm(?{column}, {term})" for term in terms
    )
    return " || ".join(tests)
