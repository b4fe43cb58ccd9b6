"""What a query must keep to before an engine sees it.

The engine reads and runs a query by recursion: a few kilobytes of brackets or of joined patterns
overflow its stack, which ends the whole process. It also asks other servers where a query says
SERVICE. So every query is checked here first, whoever sends it.

How much is safe was measured with pyoxigraph 0.5.13 on a stack of 1 MB, the smallest that Python's
threads have on common systems. The first depth or number at which it died: nested functions, IF,
EXISTS, sub-selects, patterns and lists 100 to 200; nested groups 200 to 400; triple patterns,
groups and items of a list in a row 100 to 200; OPTIONAL, MINUS, BIND, GRAPH and steps of a path in
a row 200 to 400; conditions of ORDER BY and GROUP BY in a row 300 to 330; UNION, FILTER, conditions
of HAVING and operators of an expression in a row 800 to 1600. A stack of 8 MB, which the main
thread usually has, took eight times as much. `MAX_DEPTH` keeps well below
these on the small stack; `MAX_STEPS` and `MAX_OPERATORS` do on the usual one.
"""

from __future__ import annotations

import codecs

from bonekg.errors import QueryRefusedError
from bonekg.store.recent import for_short_texts
from bonekg.store.tokens import Token, line_and_column, tokens_of

__all__ = [
    "MAX_CHARACTERS",
    "MAX_DEPTH",
    "MAX_OPERATORS",
    "MAX_STEPS",
    "check_query",
    "decode_query",
]

MAX_CHARACTERS = 262_144
MAX_DEPTH = 64
MAX_STEPS = 500
MAX_OPERATORS = 2_000
_MAX_UNCLOSED = 16  # each is looked for to the end of the query


# Each of these makes the engine's plan one level deeper. They are keywords of SPARQL.
_STEP_WORDS = frozenset(
    ("OPTIONAL", "MINUS", "UNION", "FILTER", "BIND", "GRAPH", "EXISTS", "VALUES", "SELECT", "AS")
)
_VALUES = frozenset(("iri", "string", "variable", "name", "number"))
_CONDITIONS = frozenset(("BY", "HAVING"))  # what conditions stand behind
_STEP_SIGNS = frozenset((".", ";", ","))
_OPERATORS = "+*/=!&|<>^-"
_BRACKETS = ("{", "(", "[", "<<")
_ITEMS = "?$\"'<:_"


def check_query(sparql: str) -> None:
    """Refuse a query that is too large, too deep or too long, or that asks another server.

    A query that passes may still be wrong; that is for the engine to say.

    Args:
        sparql: the text of a query.

    Raises:
        QueryRefusedError: if it is over a limit or says SERVICE, with line and column.

    Examples:
        >>> check_query("ASK { ?claim a bkg:Claim }")
        >>> check_query("ASK " + "{" * 3000)
        Traceback (most recent call last):
        ...
        bonekg.errors.QueryRefusedError: line 1, column 69: brackets are nested more than 64 deep; \
write the query flatter, or ask in parts
    """
    _check(sparql)


@for_short_texts
def _check(sparql: str) -> None:
    if not sparql.isascii():
        try:
            sparql.encode("utf-8")
        except UnicodeEncodeError as error:
            raise QueryRefusedError(
                _no_character(ord(sparql[error.start])), *line_and_column(sparql, error.start)
            ) from error
    if len(sparql) > MAX_CHARACTERS:
        raise QueryRefusedError(
            f"the query has {len(sparql):,} characters, more than {MAX_CHARACTERS:,}; "
            "ask in parts, or load what it lists as a graph of your own"
        )
    if not _is_plainly_small(sparql):
        _Counts(sparql).check()


def _no_character(code: int) -> str:
    if 0xDC80 <= code <= 0xDCFF:  # how Python keeps a byte that it could not read
        return f"the byte {code - 0xDC00:#x} is no character of UTF-8; write the query in UTF-8"
    return (
        f"U+{code:04X} is half of a pair of UTF-16 (a lone surrogate) and no character; write the "
        "character itself, or the whole pair"
    )


def decode_query(data: bytes) -> str:
    r"""Give the text of a query that was read as bytes.

    Args:
        data: UTF-8; or UTF-16 or UTF-32 that begin with their byte order mark.

    Raises:
        QueryRefusedError: if it is neither.

    Examples:
        >>> decode_query("\ufeffASK {}".encode("utf-16-le"))
        'ASK {}'
    """
    marks = (
        (codecs.BOM_UTF32_LE, "utf-32"),
        (codecs.BOM_UTF32_BE, "utf-32"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    )
    encoding = next((name for mark, name in marks if data.startswith(mark)), "utf-8-sig")
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise QueryRefusedError(
            f"the query is not UTF-8 (byte {error.start + 1}); save it as UTF-8"
        ) from error


def _is_plainly_small(sparql: str) -> bool:
    """Say whether a query keeps to all limits whatever its characters mean.

    Counting characters is far cheaper than cutting the text into tokens, and enough for almost
    every query. Each bracket, operator and step counts here at least once: a step needs a sign or
    a bracket, but for items of a list or of DESCRIBE, which begin with one of `_ITEMS` or follow a
    space.
    """
    count = sparql.count
    brackets = sum(map(count, _BRACKETS))
    operators = sum(map(count, _OPERATORS))
    steps = brackets + sum(map(count, ".;,/")) + sum(map(count, _ITEMS)) + len(sparql.split())
    return (
        brackets <= MAX_DEPTH
        and operators <= MAX_OPERATORS
        and steps <= MAX_STEPS
        and "service" not in sparql.lower()
    )


class _Counts:
    """The tokens of a query, counted one after the other."""

    def __init__(self, sparql: str) -> None:
        self.sparql = sparql
        self.steps = self.operators = self.unclosed = 0
        self.inside: list[str] = []  # the open brackets; those of a VALUES block are `data`
        self.last: Token | None = None
        self.word = ""  # the keyword that came last
        self.conditions: int | None = None  # how many brackets are open around conditions in a row
        self.describes = False  # whether what stands outside brackets is described

    def check(self) -> None:
        for token in tokens_of(self.sparql):
            self._count(token)
            if self.steps > MAX_STEPS:
                raise self._refuse(
                    token,
                    f"the query joins more than {MAX_STEPS} patterns or conditions; ask in "
                    "parts, or list values in a VALUES block",
                )
            if self.operators > MAX_OPERATORS:
                raise self._refuse(
                    token,
                    f"the query has more than {MAX_OPERATORS:,} operators; compare with IN (…) or "
                    "list values in a VALUES block",
                )
            self.last = token

    def _count(self, token: Token) -> None:
        inner = self.inside[-1] if self.inside else ""
        if token.kind == "open":
            self._open(token, inner)
        elif token.kind == "close":
            if self.inside:
                self.inside.pop()
            if self.conditions is not None and len(self.inside) < self.conditions:
                self.conditions = None
        elif inner == "data":
            return  # values in a row cost the engine no depth
        elif token.kind == "word":
            self._count_word(token, inner)
        elif token.kind in ("sign", "other"):
            stepping = token.text in _STEP_SIGNS and inner != "("
            self.steps += stepping or token.text == "/"
            self.operators += token.text not in _STEP_SIGNS
            self._count_quote(token)
        elif token.kind in _VALUES and inner == "(":
            self._count_value(token)
        elif token.kind in _VALUES and not inner:
            self.steps += self.describes

    def _open(self, token: Token, inner: str) -> None:
        self.steps += token.text == "(" and self.conditions == len(self.inside)
        data = inner == "data" or (token.text == "{" and self.word == "VALUES")
        self.inside.append("data" if data else token.text)
        self.steps += token.text != "(" and not data
        if token.text == "{":
            self.word = ""
        if len(self.inside) > MAX_DEPTH:
            raise self._refuse(
                token,
                f"brackets are nested more than {MAX_DEPTH} deep; write the query flatter, or ask "
                "in parts",
            )

    def _count_word(self, token: Token, inner: str) -> None:
        word = token.text.upper()
        self.steps += word in _STEP_WORDS
        self.describes |= word == "DESCRIBE"
        if word in _CONDITIONS:
            self.conditions = len(self.inside)
        if word == "VALUES":
            self.word = word
        if word == "SERVICE" and inner != "(":
            raise self._refuse(
                token,
                "SERVICE would ask another server, which no query here may do; ask each server by "
                "itself (bonekg.connect, --endpoint) and join the answers",
            )

    def _count_quote(self, token: Token) -> None:
        """Count a quote that begins no text, since the text has no end."""
        self.unclosed += token.text in ('"', "'")
        if self.unclosed > _MAX_UNCLOSED:
            raise self._refuse(
                token,
                f"more than {_MAX_UNCLOSED} quotes begin a text that has no end; close each with "
                "the same quote, and write a quote within a text with a backslash before it",
            )

    def _count_value(self, token: Token) -> None:
        """Count a value inside parentheses, where two in a row are items of a list.

        After a value, `<` may also be the sign for less than. What looks like an IRI there is
        counted as if its characters were operators and brackets; where it could begin a comment,
        nothing after it can be read with certainty.
        """
        if self.last is None or (self.last.kind not in _VALUES and self.last.text != ")"):
            return
        self.steps += 1
        if token.kind != "iri":
            return
        if "#" in token.text:
            raise self._refuse(
                token,
                "'<' may begin an IRI or mean 'less than' here; put a space after it, or name the "
                "IRI by a prefix",
            )
        self.operators += sum(map(token.text.count, _OPERATORS))
        if len(self.inside) + token.text.count("(") > MAX_DEPTH:
            raise self._refuse(token, f"brackets are nested more than {MAX_DEPTH} deep")

    def _refuse(self, token: Token, problem: str) -> QueryRefusedError:
        return QueryRefusedError(problem, *line_and_column(self.sparql, token.start))
