"""The answers of the library as web answers: which there are, what they take, how they are written.

One table says it all: the paths of the API, their OpenAPI description and their checks come of it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from bonekg import resources
from bonekg.answers.render import NOT_ADVICE, Answer, Records
from bonekg.errors import InvalidParameterError, ResourceError, UnknownParameterError
from bonekg.model import Claim, as_dict

if TYPE_CHECKING:
    from bonekg.graph import KnowledgeGraph
    from bonekg.store.rows import Rows

__all__ = ["ANSWERS", "ANSWER_MEDIA", "ROW_MEDIA", "Asks", "Takes", "answer", "answer_dict"]
__all__ += ["examples", "read_values", "rows_dict", "write_rows"]

ROW_MEDIA = ("application/json", "text/csv", "text/tab-separated-values", "text/markdown")
ANSWER_MEDIA = (*ROW_MEDIA, "text/plain")
_FORMS = {"text/csv": "csv", "text/tab-separated-values": "tsv", "text/markdown": "markdown"}


class Takes(NamedTuple):
    """A parameter of an answer.

    Attributes:
        name: its name.
        help: what it means.
        kind: `string`, `integer` or `boolean`.
        required: whether it must be given.
        many: whether it may be given more than once.
        low: the least number.
        high: the greatest number.
    """

    name: str
    help: str
    kind: str = "string"
    required: bool = False
    many: bool = False
    low: int | None = None
    high: int | None = None

    @property
    def schema(self) -> dict[str, Any]:
        """The JSON schema of its values."""
        schema: dict[str, Any] = {"type": self.kind}
        if self.kind == "integer":
            schema |= {"minimum": self.low, "maximum": self.high}
        elif self.kind == "string":
            schema["minLength"] = 1
        if self.many:
            schema = {"type": "array", "items": schema, "minItems": 1}
        return schema


class Asks(NamedTuple):
    """An answer that can be asked for.

    Attributes:
        help: what it tells.
        takes: its parameters.
        ask: gives the answer of a graph.
    """

    help: str
    takes: tuple[Takes, ...]
    ask: Callable[..., Answer | Records[Any]]


_RESTRICTIONS = (
    Takes("site", "only claims at this site or a part of it"),
    Takes("population", "only claims about these people or a part of them"),
    Takes("document", "only claims of the document with this short name, such as 001"),
    Takes("evidence", "only claims of this evidence or a stronger one, such as RCT"),
)
_TERM = "a term by name, synonym, abbreviation or CURIE"
_ABOUT = Takes("about", f"{_TERM}; with all that a question about it takes in")


def _compare(graph: KnowledgeGraph, thing: list[str], **only: Any) -> Answer:
    return graph.compare(*thing, **only)


def _conflicts(graph: KnowledgeGraph, **given: Any) -> Answer:
    between = given.pop("between", None)
    if between is not None and len(between) != 2:
        raise InvalidParameterError("conflicts", "between", "takes two terms")
    return graph.conflicts(given.get("about"), tuple(between) if between else None)


def _paths(graph: KnowledgeGraph, a: str, b: str, **given: Any) -> Answer:
    stated = given.pop("only_stated", False)
    return graph.paths(a, b, background=not stated, **given)


ANSWERS: dict[str, Asks] = {
    "find": Asks(
        "Look for a term, misspelt or not, best first.",
        (
            Takes("text", "some or all of a name, or a CURIE", required=True),
            Takes("limit", "how many at most", "integer", low=1, high=100),
        ),
        lambda graph, **given: graph.find(**given),
    ),
    "show": Asks(
        "The page of a term, claim, study, document, conflict or predicate.",
        (Takes("thing", f"{_TERM}; or a key, such as 001-070", required=True),),
        lambda graph, **given: graph.show(**given),
    ),
    "claims": Asks(
        "The current claims that fit, terms with all that a question about them takes in.",
        (
            Takes("subject", f"{_TERM}: whose action the claims are about"),
            Takes("object", f"{_TERM}: to what something is done, by the claims"),
            _ABOUT,
            Takes("kind", "a kind of claim, such as effect"),
            *_RESTRICTIONS,
        ),
        lambda graph, **given: graph.claims(**given),
    ),
    "why": Asks(
        "What the documents hold for, against and open on one thing's effect on another.",
        (
            Takes("subject", f"{_TERM}; a dose may stand with it", required=True),
            Takes("object", f"{_TERM}; a site may stand with it", required=True),
            *_RESTRICTIONS,
            Takes("direct", "only claims of the two terms themselves", "boolean"),
        ),
        lambda graph, **given: graph.why(**given),
    ),
    "paths": Asks(
        "How one thing may act on another: signed paths, each hop with its ground.",
        (
            Takes("a", f"{_TERM}: what acts", required=True),
            Takes("b", f"{_TERM}: what it acts on", required=True),
            Takes("longest", "how many hops that act a path may have", "integer", low=1, high=6),
            Takes("limit", "how many paths at most", "integer", low=1, high=100),
            Takes("only_stated", "whether only what documents state is taken", "boolean"),
        ),
        _paths,
    ),
    "compare": Asks(
        "Things side by side: what is said of each, by outcome, dose, site and people.",
        (
            Takes(
                "thing", f"{_TERM}; given twice or more, or once: its forms or doses",
                required=True, many=True,
            ),
            Takes("on", "only what is said with regard to this term"),
            *_RESTRICTIONS,
        ),
        _compare,
    ),
    "conflicts": Asks(
        "Claims that oppose each other, as reviewed, and why.",
        (_ABOUT, Takes("between", "two terms; given twice", many=True)),
        _conflicts,
    ),
    "gaps": Asks(
        "Open questions, what sources do not state, what rests on little.",
        (_ABOUT,),
        lambda graph, **given: graph.gaps(**given),
    ),
}  # fmt: skip


@cache
def examples(name: str) -> dict[str, Any]:
    """Give a value for each parameter of an answer that has one, as an example.

    They stand in `queries/answers.tsv`; a parameter that stands there twice has a list.

    Args:
        name: one of `ANSWERS`.

    Raises:
        ResourceError: if there is no such file.

    Examples:
        >>> examples("find")
        {'text': 'vit d'}
    """
    file = resources.root() / "queries" / "answers.tsv"
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise ResourceError(file, "cannot be read") from error
    many = {takes.name for takes in ANSWERS[name].takes if takes.many}
    found: dict[str, Any] = {}
    for answer_, parameter, value in (line.split("\t") for line in lines[1:]):
        if answer_ != name:
            continue
        if parameter in many:
            found.setdefault(parameter, []).append(value)
        else:
            found[parameter] = value
    return found


def read_values(name: str, fields: Sequence[tuple[str, str]]) -> dict[str, Any]:
    """Read the values of an answer's parameters.

    Args:
        name: one of `ANSWERS`.
        fields: names and values as they were sent.

    Raises:
        UnknownParameterError: if there is no such parameter.
        InvalidParameterError: if one is missing, given twice, empty or of the wrong type.

    Examples:
        >>> read_values("find", [("text", "vit d"), ("limit", "3")])
        {'text': 'vit d', 'limit': 3}
    """
    takes = {parameter.name: parameter for parameter in ANSWERS[name].takes}
    found: dict[str, Any] = {}
    for key, value in fields:
        if key not in takes:
            raise UnknownParameterError(name, key, list(takes))
        parameter = takes[key]
        if not value.strip():
            raise InvalidParameterError(name, key, "is empty")
        read = _read(name, parameter, value.strip())
        if parameter.many:
            found.setdefault(key, []).append(read)
        elif key in found:
            raise InvalidParameterError(name, key, "is given twice")
        else:
            found[key] = read
    for parameter in takes.values():
        if parameter.required and parameter.name not in found:
            raise InvalidParameterError(name, parameter.name, f"is needed: {parameter.help}")
    return found


def _read(name: str, parameter: Takes, value: str) -> Any:
    if parameter.kind == "integer":
        low, high = parameter.low or 0, parameter.high or 0
        if (
            not value.isascii()
            or not value.isdigit()
            or len(value) > 9
            or not (low <= int(value) <= high)
        ):
            problem = f"takes a whole number from {low} to {high}, not {value!r}"
            raise InvalidParameterError(name, parameter.name, problem)
        return int(value)
    if parameter.kind == "boolean":
        if value not in ("true", "false"):
            raise InvalidParameterError(name, parameter.name, f"is true or false, not {value!r}")
        return value == "true"
    return value


def answer(graph: KnowledgeGraph, name: str, values: dict[str, Any], media: str) -> bytes:
    """Ask for an answer and write it.

    Args:
        graph: what is asked.
        name: one of `ANSWERS`.
        values: its parameters, as `read_values` gives them.
        media: one of `ANSWER_MEDIA`.

    Raises:
        TermError: if a term is unknown or ambiguous.
        QueryError: if a value makes no sense.
    """
    found = ANSWERS[name].ask(graph, **values)
    if media == "application/json":
        return _json(answer_dict(found))
    if media == "text/plain":
        return f"{found.to_text()}\n".encode()
    if media == "text/markdown":
        return f"{found.to_markdown()}\n".encode()
    return f"{found.to_rows().to_text(_FORMS[media])}\n".encode()


def answer_dict(found: Answer | Records[Any]) -> dict[str, Any]:
    """Give an answer as plain data; a list of records with their number and the notice."""
    if isinstance(found, Answer):
        return found.as_dict()
    claims = [as_dict(record) for record in found if isinstance(record, Claim)]
    records = claims or json.loads(found.to_rows().to_text("json"))
    return {"total": len(records), "records": records, "note": NOT_ADVICE}


def write_rows(name: str, rows: Rows, media: str) -> bytes:
    """Write the rows of a query of the catalogue.

    Args:
        name: the query's name.
        rows: its rows.
        media: one of `ROW_MEDIA`.
    """
    if media != "application/json":
        return f"{rows.to_text(_FORMS[media])}\n".encode()
    return _json(rows_dict(name, rows))


def rows_dict(name: str, rows: Rows) -> dict[str, Any]:
    """Give the rows of a query of the catalogue as plain data, IRIs as CURIEs."""
    records = json.loads(rows.to_text("json"))
    return {
        "query": name,
        "columns": list(rows.columns),
        "total": rows.total,
        "rows": records,
        "notes": list(rows.notes),
        "note": NOT_ADVICE,
    }


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode()
