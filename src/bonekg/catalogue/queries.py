"""The catalogue: one question, one file, with its parameters; what its columns mean stands once.

A `.rq` file runs as it stands, with its examples. Its header lines say the rest::

    #+ question: What do the documents say about {entity}?
    #+ required: entity | entity | melatonin | what the claims are about
    #+ parameter: limit | integer 1..1000 | 100 | how many rows at most
    #+ key: claim
    #+ tags: claims, evidence
    #+ empty: taken-in, background
    #+ table: cue
    #+ sought: dose = dose_value, dose_min, dose_max
    #+ beside: advice-for-all
    #+ gap: Said of how much of it to take

What the question is about is `required`: its value in the file is an example only. Any other
parameter has a default. The key names the columns that tell one row from all others; the rows are
ordered by them at least. `empty` names queries that may have rows where this one has none. A table
of claims for people has few columns; `table` names those of this query that belong there, too.
`sought` names what the question is about, and the columns of its number: that no row has it, or
none a number, is told; `gap` heads the same among what is left open about a thing. `beside` names
queries that answer the rest of the question: how many rows they have is always told. The columns
are those of the SELECT; their types and meanings are in `queries/columns.tsv`.

A parameter is bound at a marked line: `VALUES ?entity { obo:CHEBI_16796 } #+ entity`, or
`LIMIT 100 #+ limit`. What is bound is a term that was looked up, a checked number, or a literal
written by the serialiser: text never reaches the query as text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from bonekg import resources
from bonekg.errors import (
    InvalidParameterError,
    InvalidValueError,
    ResourceError,
    UnknownParameterError,
    UnknownQueryError,
    quoted,
)
from bonekg.lexicon.lexicon import Lexicon
from bonekg.store.rows import IRI

__all__ = [
    "Bound",
    "Catalogued",
    "Column",
    "Parameter",
    "bind",
    "counting",
    "get_query",
    "load_catalogue",
    "marker",
    "read_columns",
    "read_query",
]

_HEADER = re.compile(r"#\+ (\w+): (.*)")
_INTEGER = re.compile(r"integer (-?\d+)\.\.(-?\d+)$")
_CHOICE = re.compile(r"choice (.+)$")
_SINGLE = ("question", "key", "tags", "empty", "table", "sought", "gap", "beside")
_FIELDS = ("required", "parameter", *_SINGLE)
_SELECT = re.compile(r"^SELECT\b(.*?)\bWHERE\b", re.MULTILINE | re.DOTALL)
_COUNTED = re.compile(r"\([^()]*(?:\([^()]*(?:\([^()]*\)[^()]*)*\)[^()]*)*\bAS\s+(\?\w+)\s*\)")
_ORDER = re.compile(r"^ORDER BY .*\n", re.MULTILINE)
_COLUMN_TYPES = ("iri", "text", "number", "boolean")


class Parameter(NamedTuple):
    """A parameter of a query.

    Attributes:
        name: its name, and that of the variable it binds.
        type: `entity`; `document` or `study`, by its short name or words of that (`Amstrup`);
            `text`; `number`; `integer LOW..HIGH`; or `choice A, B, …`.
        default: the value with which the file runs as it stands, as a person writes it; of a
            required parameter it is an example, and never taken silently.
        help: what it means.
        required: whether a value must be given.
    """

    name: str
    type: str
    default: str
    help: str
    required: bool = False

    @property
    def usage(self) -> str:
        """How it is written on a command line: in brackets if it may be left out."""
        return f"--{self.name}" if self.required else f"[--{self.name}]"

    @property
    def counts(self) -> bool:
        """Whether it is a number of rows, and nothing that the question is about."""
        return bool(_INTEGER.match(self.type))

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
        empty: names of queries that may have rows where this one has none.
        table: the columns of its own that a short table of claims shows, too.
        sought: the columns of which it is told that no row has a value, each with the columns of
            its number.
        gap: what heads its rows where they lack what is sought; empty if that is no gap.
        beside: names of queries that answer the rest of the question.
        text: the SPARQL, with the defaults and the examples in place.
        file: where it stands.
    """

    name: str
    topic: str
    question: str
    parameters: tuple[Parameter, ...]
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    tags: tuple[str, ...]
    empty: tuple[str, ...]
    table: tuple[str, ...]
    sought: dict[str, tuple[str, ...]]
    gap: str
    beside: tuple[str, ...]
    text: str
    file: Path

    @property
    def examples(self) -> dict[str, Any]:
        """A value for each required parameter, as an example."""
        return {p.name: p.default for p in self.parameters if p.required}

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
    """Read one query file; `columns.tsv` is looked for in the folder above its own.

    Raises:
        InvalidValueError: if its header is not as described above, with the line.
    """
    single = dict.fromkeys(_SINGLE, "")
    parameters: list[Parameter] = []
    text = path.read_text(encoding="utf-8")
    for number, line in enumerate(text.splitlines(), 1):
        if not line.startswith("#+"):
            continue
        found = _HEADER.match(line)
        if not found or found[1] not in _FIELDS:
            raise InvalidValueError(path, number, f"a header line is one of {', '.join(_FIELDS)}")
        field, value = found[1], found[2].strip()
        if field in single:
            single[field] = value
            continue
        cells = [cell.strip() for cell in value.split("|")]
        if len(cells) != 4 or not all(cells):
            raise InvalidValueError(path, number, f"{field}: name | type | value | meaning")
        name, kind, example, meaning = cells
        parameters.append(Parameter(name, kind, example, meaning, field == "required"))
    columns = _columns(path, text)
    names = {column.name for column in columns}
    key, table = _listed(single["key"]), _listed(single["table"])
    sought, _, numbers = (part.strip() for part in single["sought"].partition("="))
    if not single["question"]:
        raise InvalidValueError(path, 1, "a query needs a question")
    if not key or not set(key) <= names:
        raise InvalidValueError(path, 1, "a query needs a key, which is some of its columns")
    if not {*table, *_listed(sought), *_listed(numbers)} <= names:
        raise InvalidValueError(path, 1, "what is shown or sought is some of the query's columns")
    if single["gap"] and (
        not sought or [one.type for one in parameters if one.required] != ["entity"]
    ):
        raise InvalidValueError(
            path, 1, "a gap is of what is sought of one term that must be given"
        )
    return Catalogued(
        name=path.stem,
        topic=path.parent.name,
        question=single["question"],
        parameters=tuple(parameters),
        columns=columns,
        key=key,
        tags=_listed(single["tags"]),
        empty=_listed(single["empty"]),
        table=table,
        sought={sought: _listed(numbers)} if sought else {},
        gap=single["gap"],
        beside=_listed(single["beside"]),
        text=text,
        file=path,
    )


def _columns(path: Path, text: str) -> tuple[Column, ...]:
    """Give the columns of a query's SELECT, with what the table of columns says of each."""
    selected = _SELECT.search(text)
    if selected is None:
        raise InvalidValueError(path, 1, "a query needs SELECT … WHERE, at the beginning of a line")
    names = re.findall(r"\?(\w+)", _COUNTED.sub(r"\1", selected[1]))
    known = read_columns(path.parent.parent / "columns.tsv")
    for name in names:
        if name not in known:
            raise InvalidValueError(path, 1, f"columns.tsv has no column {name!r}")
    return tuple(known[name] for name in names)


@cache
def read_columns(path: Path) -> dict[str, Column]:
    """Read the table of columns: name, type and meaning, one column a line.

    Raises:
        ResourceError: if there is no such file.
        InvalidValueError: if a line has other cells or an unknown type, or a name stands twice.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise ResourceError(path, "cannot be read") from error
    found: dict[str, Column] = {}
    for number, line in enumerate(lines[1:], 2):
        cells = line.split("\t")
        if len(cells) != 3 or cells[1] not in _COLUMN_TYPES or cells[0] in found:
            types = " or ".join(_COLUMN_TYPES)
            raise InvalidValueError(path, number, f"name, {types}, meaning; each name once")
        found[cells[0]] = Column(*cells)
    return found


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
    if re.fullmatch(r"[a-z0-9-]{1,100}", name):
        for path in (resources.root() / "queries").glob(f"*/{name}.rq"):
            return read_query(path)
    raise UnknownQueryError(name, load_catalogue())


class Bound(NamedTuple):
    """A query with its values in place.

    Attributes:
        text: SPARQL to run.
        notes: how words were read that are no names of their terms.
        terms: parameter name → the term that it stands for.
    """

    text: str
    notes: tuple[str, ...]
    terms: dict[str, IRI]


def bind(query: Catalogued, values: Mapping[str, object], lexicon: Callable[[], Lexicon]) -> Bound:
    """Put values into a query.

    Args:
        query: the query.
        values: parameter name → value; a parameter that is not required keeps its default.
        lexicon: gives what settles which term a name means; called only if a term is bound.

    Raises:
        UnknownParameterError: if there is no such parameter.
        InvalidParameterError: if a value is missing or of the wrong type.
        TermError: if a name is unknown or ambiguous.
    """
    for name in values:
        query.parameter(name)
    text, notes, terms = query.text, [], {}
    for parameter in query.parameters:
        value = values.get(parameter.name)
        if value is None and not parameter.required:
            continue
        if value is None:
            problem = f"is needed: {parameter.help}; for example {parameter.default!r}"
            raise InvalidParameterError(query.name, parameter.name, problem)
        if parameter.type == "entity" and str(value).strip():
            mended = lexicon().mend(str(value))
            terms[parameter.name] = mended.term
            notes += [mended.note] if mended.note else []
            value = f"<{mended.term}>"
        else:
            value = _bound(query, parameter, value, lexicon)
        text = _replace(query, parameter, text, value)
    return Bound(text, tuple(notes), terms)


def counting(query: Catalogued, text: str) -> str:
    """Write a query so that it gives no more than tells how many rows there are, unordered.

    Args:
        query: the query.
        text: its text, with values in place.

    Returns:
        The text with the key, the claims and what is sought as its columns; as it was if it counts.
    """
    selected = _SELECT.search(text)
    if selected is None or "(" in selected[1]:
        return text
    sought = (name for names in query.sought.items() for name in (names[0], *names[1]))
    claims = [column.name for column in query.columns if column.name == "claim"]
    shown = " ".join(f"?{name}" for name in dict.fromkeys((*query.key, *claims, *sought)))
    fewer = f"{text[: selected.start(1)]} DISTINCT {shown} {text[selected.end(1) :]}"
    return _ORDER.sub("", fewer)


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


def _replace(query: Catalogued, parameter: Parameter, text: str, bound: str) -> str:
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
    if parameter.type in ("document", "study"):
        there = lexicon().records(parameter.type)
        words = set(given.casefold().split())
        fits = [name for name in there if name == given] or [
            name for name in there if words <= set(name.casefold().split("-"))
        ]
        if len(fits) != 1:
            raise refuse(f"takes one of {', '.join(fits or there)}, not {quoted(given)}")
        return f"<{there[fits[0]]}>"
    if limits := _INTEGER.match(parameter.type):
        low, high = int(limits[1]), int(limits[2])
        if not re.fullmatch(r"[+-]?\d{1,9}", given) or not low <= int(given) <= high:
            raise refuse(f"takes a whole number from {low} to {high}, not {quoted(given)}")
        return str(int(given))
    if parameter.type == "number":
        if not re.fullmatch(r"[+-]?\d{1,12}(\.\d{1,12})?", given):
            raise refuse(f"takes a number, not {quoted(given)}")
        return given.lstrip("+")
    if parameter.choices and given not in parameter.choices:
        raise refuse(f"is one of {', '.join(parameter.choices)}, not {quoted(given)}")
    import pyoxigraph

    return str(pyoxigraph.Literal(given))
