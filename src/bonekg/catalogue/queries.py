"""The catalogue: one question, one file, with its parameters and its columns.

A `.rq` file runs as it stands, with its defaults. Its header lines say the rest::

    #+ question: What do the documents say about {entity}?
    #+ parameter: entity | entity | melatonin | what the claims are about
    #+ parameter: limit | integer 1..1000 | 100 | how many rows at most
    #+ column: claim | iri | the claim
    #+ key: claim
    #+ tags: claims, evidence

The key names the columns that tell one row from all others; the rows are ordered by them at least.

A parameter is bound at a marked line: `VALUES ?entity { obo:CHEBI_16796 } #+ entity`, or
`LIMIT 100 #+ limit`. What is bound is a term that was looked up, a checked number, or a literal
written by the serialiser: text never reaches the query as text.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import NamedTuple

from bonekg import resources
from bonekg.errors import (
    InvalidParameterError,
    InvalidValueError,
    UnknownParameterError,
    UnknownQueryError,
)
from bonekg.lexicon.lexicon import Lexicon

__all__ = [
    "Catalogued",
    "Column",
    "Parameter",
    "bind",
    "get_query",
    "load_catalogue",
    "marker",
    "read_query",
]

_HEADER = re.compile(r"#\+ (\w+): (.*)")
_INTEGER = re.compile(r"integer (-?\d+)\.\.(-?\d+)$")
_CHOICE = re.compile(r"choice (.+)$")
_FIELDS = ("question", "parameter", "column", "key", "tags")
_COLUMN_TYPES = ("iri", "text", "number", "boolean")


class Parameter(NamedTuple):
    """A parameter of a query.

    Attributes:
        name: its name, and that of the variable it binds.
        type: `entity`; `document` or `study`, by its short name or words of that (`Amstrup`);
            `text`; `number`; `integer LOW..HIGH`; or `choice A, B, …`.
        default: the default as a person writes it; empty if a value must be given.
        help: what it means.
    """

    name: str
    type: str
    default: str
    help: str

    @property
    def choices(self) -> list[str]:
        """The values that may be chosen; empty for other types."""
        found = _CHOICE.match(self.type)
        return [choice.strip() for choice in found[1].split(",")] if found else []


class Column(NamedTuple):
    """A column of a result: its name, its type (iri, text, number, boolean), its meaning."""

    name: str
    type: str
    help: str


class Catalogued(NamedTuple):
    """A query of the catalogue.

    Attributes:
        name: its name, which is its file's.
        topic: the folder it stands in.
        question: what it answers, in plain words.
        parameters: what it takes.
        columns: what it gives.
        key: the columns that tell one row from all others.
        tags: words to find it by.
        text: the SPARQL, with the defaults in place.
        file: where it stands.
    """

    name: str
    topic: str
    question: str
    parameters: tuple[Parameter, ...]
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    tags: tuple[str, ...]
    text: str
    file: Path

    def parameter(self, name: str) -> Parameter:
        """Give one parameter.

        Raises:
            UnknownParameterError: if the query has none of this name.
        """
        for parameter in self.parameters:
            if parameter.name == name:
                return parameter
        raise UnknownParameterError(self.name, name, [p.name for p in self.parameters])


def read_query(path: Path) -> Catalogued:
    """Read one query file.

    Raises:
        InvalidValueError: if its header is not as described above, with the line.
    """
    single = {"question": "", "key": "", "tags": ""}
    parameters: list[Parameter] = []
    columns: list[Column] = []
    text = path.read_text(encoding="utf-8")
    for number, line in enumerate(text.splitlines(), 1):
        if not line.startswith("#+"):
            continue
        found = _HEADER.match(line)
        if not found or found[1] not in _FIELDS:
            raise InvalidValueError(path, number, f"a header line is one of {', '.join(_FIELDS)}")
        field, value = found[1], found[2].strip()
        cells = [cell.strip() for cell in value.split("|")]
        if field in single:
            single[field] = value
        elif field == "parameter":
            if len(cells) != 4:
                raise InvalidValueError(path, number, "parameter: name | type | default | meaning")
            parameters.append(Parameter(*cells))
        else:
            if len(cells) != 3 or cells[1] not in _COLUMN_TYPES:
                raise InvalidValueError(
                    path, number, f"column: name | {' or '.join(_COLUMN_TYPES)} | meaning"
                )
            columns.append(Column(*cells))
    key = _listed(single["key"])
    if not single["question"] or not columns:
        raise InvalidValueError(path, 1, "a query needs a question and its columns")
    if not key or not set(key) <= {column.name for column in columns}:
        raise InvalidValueError(path, 1, "a query needs a key, which is some of its columns")
    return Catalogued(
        name=path.stem,
        topic=path.parent.name,
        question=single["question"],
        parameters=tuple(parameters),
        columns=tuple(columns),
        key=key,
        tags=_listed(single["tags"]),
        text=text,
        file=path,
    )


def _listed(value: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in value.split(",") if part.strip())


@cache
def load_catalogue(folder: Path | None = None) -> dict[str, Catalogued]:
    """Read the whole catalogue.

    Args:
        folder: the folder of topics; the package's own by default.

    Returns:
        Name → query, sorted by topic and name.

    Raises:
        InvalidValueError: if a header is wrong, or two queries have one name.
    """
    found: dict[str, Catalogued] = {}
    for path in sorted((folder or resources.root() / "queries").glob("*/*.rq")):
        query = read_query(path)
        if query.name in found:
            raise InvalidValueError(path, None, f"the name is taken by {found[query.name].file}")
        found[query.name] = query
    return found


@cache
def get_query(name: str) -> Catalogued:
    """Give one query of the catalogue, without reading the others.

    Raises:
        UnknownQueryError: if there is none of this name.
    """
    if re.fullmatch(r"[a-z0-9-]+", name):
        for path in (resources.root() / "queries").glob(f"*/{name}.rq"):
            return read_query(path)
    raise UnknownQueryError(name, load_catalogue())


def bind(query: Catalogued, values: dict[str, object], lexicon: Callable[[], Lexicon]) -> str:
    """Put values into a query.

    Args:
        query: the query.
        values: parameter name → value; a parameter left out keeps its default.
        lexicon: gives what settles which term a name means; called only if a term is bound.

    Returns:
        SPARQL to run.

    Raises:
        UnknownParameterError: if there is no such parameter.
        InvalidParameterError: if a value is missing or of the wrong type.
        TermError: if a name is unknown or ambiguous.
    """
    for name in values:
        query.parameter(name)
    text = query.text
    for parameter in query.parameters:
        value = values.get(parameter.name)
        if value is None:
            if parameter.default:
                continue
            raise InvalidParameterError(query.name, parameter.name, f"is needed: {parameter.help}")
        text = _replace(query, parameter, text, value, lexicon)
    return text


def marker(parameter: Parameter) -> re.Pattern[str]:
    r"""Give what finds a parameter's marked line, the value between two groups.

    Examples:
        >>> limit = Parameter("limit", "integer 1..9", "3", "how many")
        >>> marker(limit).sub(r"\g<1>5\g<2>", "LIMIT 3 #+ limit")
        'LIMIT 5 #+ limit'
    """
    if parameter.type.startswith("integer"):
        return re.compile(rf"((?:LIMIT|OFFSET) )-?\d+( #\+ {parameter.name}$)", re.MULTILINE)
    name = parameter.name
    return re.compile(rf"(VALUES \?{name} \{{)[^}}]*(\}} #\+ {name}$)", re.MULTILINE)


def _replace(
    query: Catalogued,
    parameter: Parameter,
    text: str,
    value: object,
    lexicon: Callable[[], Lexicon],
) -> str:
    bound = _bound(query, parameter, value, lexicon)
    pad = "" if parameter.type.startswith("integer") else " "
    replaced, count = marker(parameter).subn(lambda m: f"{m[1]}{pad}{bound}{pad}{m[2]}", text)
    if not count:
        raise InvalidValueError(query.file, None, f"no line is marked #+ {parameter.name}")
    return replaced


def _bound(
    query: Catalogued, parameter: Parameter, value: object, lexicon: Callable[[], Lexicon]
) -> str:
    """Write a value as a SPARQL term, or refuse it."""

    def refuse(problem: str) -> InvalidParameterError:
        return InvalidParameterError(query.name, parameter.name, problem)

    given = str(value).strip()
    if not given:
        raise refuse("is empty")
    if parameter.type == "entity":
        return f"<{lexicon().resolve(given)}>"
    if parameter.type in ("document", "study"):
        there = lexicon().records(parameter.type)
        words = set(given.casefold().split())
        fits = [name for name in there if name == given] or [
            name for name in there if words <= set(name.casefold().split("-"))
        ]
        if len(fits) != 1:
            raise refuse(f"takes one of {', '.join(fits or there)}, not {given!r}")
        return f"<{there[fits[0]]}>"
    if limits := _INTEGER.match(parameter.type):
        low, high = int(limits[1]), int(limits[2])
        if not re.fullmatch(r"[+-]?\d{1,9}", given) or not low <= int(given) <= high:
            raise refuse(f"takes a whole number from {low} to {high}, not {given!r}")
        return str(int(given))
    if parameter.type == "number":
        if not re.fullmatch(r"[+-]?\d{1,12}(\.\d{1,12})?", given):
            raise refuse(f"takes a number, not {given!r}")
        return given.lstrip("+")
    if parameter.choices and given not in parameter.choices:
        raise refuse(f"is one of {', '.join(parameter.choices)}, not {given!r}")
    import pyoxigraph

    return str(pyoxigraph.Literal(given))
