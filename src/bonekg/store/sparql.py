"""The text of a SPARQL query taken apart, as far as sending it to a server needs.

The text is cut into tokens, so that a keyword inside a string, an IRI or a comment is never taken
for one. What stands before the query's form (`PREFIX`, `BASE`) stays in front of whatever is
wrapped around the query.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from bonekg.rdf import BASE, PREFIXES
from bonekg.store.base import graphs_beside

__all__ = ["QueryText", "read_text"]

_TOKEN = re.compile(
    r"""(?P<comment>\#[^\n\r]*)
      | (?P<iri><[^<>"{}|^`\\\x00-\x20]*>)
      | (?P<string>'''(?:(?:'|'')?(?:[^'\\]|\\.))*''' | \"\"\"(?:(?:"|"")?(?:[^"\\]|\\.))*\"\"\"
          | '(?:[^'\\\n\r]|\\.)*' | "(?:[^"\\\n\r]|\\.)*")
      | (?P<variable>[?$]\w+)
      | (?P<name>[^\W\d_][\w.-]*:|:)(?:[\w.:-]|%[0-9A-Fa-f]{2}|\\.)*
      | (?P<word>[A-Za-z_][\w-]*)
      | (?P<open>[{(]) | (?P<close>[)}])""",
    re.VERBOSE | re.DOTALL,
)
_FORMS = ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")


class _Token(NamedTuple):
    kind: str
    text: str
    start: int
    end: int
    depth: int


class QueryText(NamedTuple):
    """A query in its parts.

    Attributes:
        prologue: what stands before the form, ours added: only what the query uses.
        form: `SELECT`, `ASK`, `CONSTRUCT` or `DESCRIBE`; empty if none was found.
        head: from the form to the graph pattern, without its `FROM` clauses.
        pattern: the graph pattern and all that comes after it.
        limit: the number of its own `LIMIT`, or None.
        ordered: whether its rows have an order.
        federated: whether it asks other servers.
    """

    prologue: str
    form: str
    head: str
    pattern: str
    limit: int | None
    ordered: bool
    federated: bool

    def over(self, graphs: Sequence[str] = ()) -> str:
        """Give the query's text over graphs named in it; without graphs it names none."""
        clauses = "".join(f"FROM <{g}>\n" for g in graphs)
        clauses += "".join(f"FROM NAMED <{g}>\n" for g in (*graphs, *self.beside) if graphs)
        return f"{self.prologue}{self.head.rstrip()}\n{clauses}{self.pattern}"

    @property
    def beside(self) -> tuple[str, ...]:
        """The graphs that it may name besides ours: that of the catalogue, where it asks for it."""
        return graphs_beside(self.prologue + self.pattern)

    def counted(self, distinct: bool = False) -> QueryText:
        """Give the query that counts this one's rows, or its different rows."""
        inner = f"{self.head.rstrip()}\n{self.pattern}"
        if distinct:
            inner = f"SELECT DISTINCT * WHERE {{ {{ {inner}\n}} }}"
        return self._around("SELECT (COUNT(*) AS ?rows)", f"WHERE {{ {{ {inner}\n}} }}")

    def page(self, variables: Sequence[str], size: int, number: int) -> QueryText:
        """Give the query for one page of this one's rows, in the order of their values.

        Args:
            variables: the names of its columns.
            size: rows on a page.
            number: which page, from zero.
        """
        names = " ".join(f"?{v}" for v in variables)
        inner = f"{self.head.rstrip()}\n{self.pattern}"
        # Virtuoso sorts only so many rows for ORDER BY with LIMIT; a sorted inner query has no
        # such bound, and its order is kept.
        ordered = f"SELECT {names} WHERE {{ {{ {inner}\n}} }} ORDER BY {names}"
        return self._around(
            f"SELECT {names}",
            f"WHERE {{ {{ {ordered} }} }} LIMIT {size} OFFSET {size * number}",
        )

    def _around(self, head: str, pattern: str) -> QueryText:
        return self._replace(form="SELECT", head=head, pattern=pattern, limit=None)


def read_text(sparql: str) -> QueryText:
    """Take a query apart.

    Args:
        sparql: a query, right or wrong; it is not checked here.

    Examples:
        >>> text = read_text("SELECT ?x FROM <http://example.org/g> { ?x a bkg:Claim } LIMIT 3")
        >>> text.form, text.limit, text.ordered
        ('SELECT', 3, False)
        >>> print(text.over(["http://example.org/ours"]))
        PREFIX bkg: <https://w3id.org/bonekg/>
        SELECT ?x
        FROM <http://example.org/ours>
        FROM NAMED <http://example.org/ours>
        { ?x a bkg:Claim } LIMIT 3
    """
    tokens = _tokens(sparql)
    words = [t for t in tokens if t.kind == "word" and t.depth == 0]
    start = next((t.start for t in words if t.text.upper() in _FORMS), None)
    if start is None:
        return QueryText("", "", sparql, "", None, False, False)
    form = next(t.text.upper() for t in words if t.start == start)
    body = _pattern_start(tokens, start, form, len(sparql))
    head = _without_from(sparql, [t for t in tokens if start <= t.start < body], start, body)
    after = [t for t in words if t.start >= body]
    limit = next((t.end for t in reversed(after) if t.text.upper() == "LIMIT"), None)
    number = re.match(r"\s*(\d+)", sparql[limit:]) if limit is not None else None
    return QueryText(
        prologue=_additions(tokens, start) + sparql[:start],
        form=form,
        head=head,
        pattern=sparql[body:],
        limit=int(number[1]) if number else None,
        ordered=any(t.text.upper() == "ORDER" for t in after),
        federated=any(t.kind == "word" and t.text.upper() == "SERVICE" for t in tokens),
    )


def _tokens(sparql: str) -> list[_Token]:
    found: list[_Token] = []
    depth = 0
    for match in _TOKEN.finditer(sparql):
        kind = str(match.lastgroup)
        if kind == "comment":
            continue
        if kind == "close":
            depth -= 1
        found.append(_Token(kind, match[0], match.start(), match.end(), depth))
        if kind == "open":
            depth += 1
    return found


def _pattern_start(tokens: list[_Token], start: int, form: str, end: int) -> int:
    """Find where the graph pattern begins: at WHERE, or at the brace that opens it."""
    outer = [t for t in tokens if t.start >= start and t.depth == 0]
    where = next((t for t in outer if t.kind == "word" and t.text.upper() == "WHERE"), None)
    if where is not None:
        return where.start
    braces = [t for t in outer if t.text == "{"]
    short = form == "CONSTRUCT"  # its first brace opens the template
    return next((t.start for t in braces[1 if short else 0 :]), end)


def _without_from(sparql: str, tokens: list[_Token], start: int, end: int) -> str:
    """Give the head without its FROM clauses: the graphs are the store's to name, not the text's.

    This is what the SPARQL protocol says of graphs named in a request, and the embedded engine
    does the same.
    """
    kept, at = "", start
    for place, token in enumerate(tokens):
        if token.kind == "word" and token.text.upper() == "FROM" and token.depth == 0:
            last = place + 1
            if last < len(tokens) and tokens[last].text.upper() == "NAMED":
                last += 1
            if last < len(tokens):
                kept += sparql[at : token.start]
                at = tokens[last].end
    return kept + sparql[at:end]


def _additions(tokens: list[_Token], start: int) -> str:
    """Give the declarations that the query needs and does not have, one a line."""
    before = [t for t in tokens if t.start < start]
    declared = {
        after.text
        for word, after in pairwise(before)
        if word.kind == "word" and word.text.upper() == "PREFIX"
    }
    used = {f"{t.text.partition(':')[0]}:" for t in tokens if t.kind == "name" and t.start >= start}
    lines = [
        f"PREFIX {name} <{PREFIXES[name[:-1]]}>\n"
        for name in sorted(used - declared)
        if name[:-1] in PREFIXES
    ]
    relative = any(t.kind == "iri" and ":" not in t.text for t in tokens)
    if relative and not any(t.text.upper() == "BASE" for t in before if t.kind == "word"):
        lines.insert(0, f"BASE <{BASE}>\n")
    return "".join(lines)
