"""The text of a SPARQL query cut into tokens.

A keyword inside a string, an IRI or a comment is never taken for a keyword. Text that is no token
of SPARQL becomes tokens of the kind `other`, one character each: nothing is skipped.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

__all__ = ["Token", "line_and_column", "tokenize", "tokens_of"]

_TOKEN = re.compile(
    r"""(?P<space>[\s\ufeff]+|\#[^\n\r]*)
      | (?P<iri><[^<>"{}|^`\\\x00-\x20]*>)
      | (?P<string>'''(?:(?:'|'')?(?:[^'\\]|\\.))*+''' | \"\"\"(?:(?:"|"")?(?:[^"\\]|\\.))*+\"\"\"
          | '(?:[^'\\\n\r]|\\.)*+' | "(?:[^"\\\n\r]|\\.)*+")
      | (?P<variable>[?$]\w+)
      | (?P<run>[^\W\d_][\w.-]*+(?:(?<=\.)|(?!:)))
      | (?P<name>(?:[^\W\d_](?:[\w.-]*[\w-])?)?:(?:(?:[\w:]|%[0-9A-Fa-f]{2}|\\.)
          (?:(?:[\w.:-]|%[0-9A-Fa-f]{2}|\\.)*(?:[\w:-]|%[0-9A-Fa-f]{2}|\\.))?)?
          | _:\w(?:[\w.-]*[\w-])?)
      | (?P<number>(?:\d+\.\d*|\.?\d+)(?:[eE][+-]?\d+)?)
      | (?P<language>@[A-Za-z]+(?:-[A-Za-z0-9]+)*)
      | (?P<word>[^\W\d_][\w-]*)
      | (?P<open><<\(?|\{\||[{(\[]) | (?P<close>\)?>>|\|\}|[})\]])
      | (?P<sign>&&|\|\||\^\^|!=|<=|>=|[.;,|/^*+!?=<>~-])
      | (?P<other>.)""",
    re.VERBOSE | re.DOTALL,
)
# possessive quantifiers came with Python 3.11, the lowest that the package runs on
# A run of letters, dots and dashes that no colon follows holds no prefix: it is cut apart by
# itself: to look for the colon from each of its letters takes time that grows with the square.
_IN_RUN = re.compile(
    r"""(?P<number>(?:\d+\.\d*|\.?\d+)(?:[eE][+-]?\d+)?)
      | (?P<word>[^\W\d_][\w-]*)
      | (?P<sign>[.-])
      | (?P<other>.)""",
    re.VERBOSE | re.DOTALL,
)


class Token(NamedTuple):
    """A token.

    Attributes:
        kind: `iri`, `string`, `variable`, `name` (a prefixed name or a blank node's label),
            `number`, `language`, `word`, `open`, `close`, `sign` or `other`.
        text: its characters.
        start: where it begins in the query.
        end: where it ends.
        depth: how many brackets are open around it.
    """

    kind: str
    text: str
    start: int
    end: int
    depth: int


def tokenize(sparql: str) -> list[Token]:
    """Cut a query into tokens, without white space and comments.

    Args:
        sparql: a query, right or wrong.

    Examples:
        >>> [(t.kind, t.text, t.depth) for t in tokenize('ASK { ?s <u:SERVICE> "}" } # LIMIT')]
        ... # doctest: +NORMALIZE_WHITESPACE
        [('word', 'ASK', 0), ('open', '{', 0), ('variable', '?s', 1), ('iri', '<u:SERVICE>', 1),
         ('string', '"}"', 1), ('close', '}', 0)]
    """
    return list(tokens_of(sparql))


def tokens_of(sparql: str) -> Iterator[Token]:
    """Cut a query into tokens one after the other, as far as they are wanted; see `tokenize`."""
    depth = 0
    for match in _TOKEN.finditer(sparql):
        kind = str(match.lastgroup)
        if kind == "space":
            continue
        if kind == "run":
            for part in _IN_RUN.finditer(sparql, match.start(), match.end()):
                yield Token(str(part.lastgroup), part[0], part.start(), part.end(), depth)
            continue
        if kind == "close":
            depth = max(depth - 1, 0)
        yield Token(kind, match[0], match.start(), match.end(), depth)
        if kind == "open":
            depth += 1


def line_and_column(sparql: str, position: int) -> tuple[int, int]:
    r"""Give the line and the column of a position, both from one.

    Examples:
        >>> line_and_column("ASK {\n  ?s }", 8)
        (2, 3)
    """
    before = sparql[:position]
    return before.count("\n") + 1, position - (before.rfind("\n") + 1) + 1
