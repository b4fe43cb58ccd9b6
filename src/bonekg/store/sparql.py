"""The text of a SPARQL query taken apart, as far as running it over chosen graphs needs.

What stands before the query's form (`PREFIX`, `BASE`) stays in front of whatever is wrapped around
the query.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from bonekg.rdf import BASE, EXAMPLES_GRAPH, PREFIXES
from bonekg.store.tokens import Token, tokenize

__all__ = ["QueryText", "graphs_beside", "read_text"]

_EXAMPLES = ".well-known"  # stands in the name of the catalogue's graph, and in no other of ours

_FORMS = ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")


class QueryText(NamedTuple):
    """A query in its parts.

    Attributes:
        prologue: what stands before the form, ours added: only what the query uses.
        form: `SELECT`, `ASK`, `CONSTRUCT` or `DESCRIBE`; empty if none was found.
        head: from the form to the graph pattern, without its `FROM` clauses.
        pattern: the graph pattern and all that comes after it.
        limit: the number of its own `LIMIT`, or None.
        ordered: whether its rows have an order.
        default: the graphs of its `FROM` clauses, as it names them.
        named: the graphs of its `FROM NAMED` clauses, as it names them.
    """

    prologue: str
    form: str
    head: str
    pattern: str
    limit: int | None
    ordered: bool
    default: tuple[str, ...]
    named: tuple[str, ...]

    @property
    def chooses(self) -> bool:
        """Whether it says itself over which graphs it runs."""
        return bool(self.default or self.named)

    def over(self, graphs: Sequence[str] = ()) -> str:
        """Give the query's text over graphs.

        Args:
            graphs: the IRIs of the graphs, unless the query has named its own; without them and
                without its own the text names none.
        """
        clauses = "".join(f"FROM {g}\n" for g in self.default)
        clauses += "".join(f"FROM NAMED {g}\n" for g in self.named)
        if not self.chooses and graphs:
            beside = graphs_beside(self.prologue + self.pattern)
            clauses = "".join(f"FROM <{g}>\n" for g in graphs)
            clauses += "".join(f"FROM NAMED <{g}>\n" for g in (*graphs, *beside))
        return f"{self.prologue}{self.head.rstrip()}\n{clauses}{self.pattern}"

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

    def without_graphs(self) -> QueryText:
        """Give the query without its `FROM` clauses."""
        return self._replace(default=(), named=())

    def iris(self) -> tuple[list[str], list[str]]:
        """Give the IRIs of the graphs of `FROM` and of `FROM NAMED`, each once."""
        return self._resolved(self.default), self._resolved(self.named)

    def _resolved(self, written: Sequence[str]) -> list[str]:
        import pyoxigraph as ox

        # the engine knows how prefixes and relative IRIs are read
        asked = f"{self.prologue}SELECT ?g {{ VALUES ?g {{ {' '.join(written)} }} }}"
        rows = ox.Store().query(asked, base_iri=BASE, prefixes=PREFIXES)
        assert isinstance(rows, ox.QuerySolutions)
        found = [row["g"] for row in rows]
        return list(dict.fromkeys(g.value for g in found if isinstance(g, ox.NamedNode)))


def graphs_beside(sparql: str) -> tuple[str, ...]:
    """Give the graphs that a query may name besides ours: the catalogue's, if it asks for it."""
    if _EXAMPLES not in sparql:
        return ()
    # the words in a string or a comment name no graph
    named = (token.text for token in tokenize(sparql) if token.kind in ("iri", "name"))
    return (EXAMPLES_GRAPH,) if any(_EXAMPLES in text for text in named) else ()


def read_text(sparql: str) -> QueryText:
    """Take a query apart.

    Args:
        sparql: a query, right or wrong; it is not checked here.

    Examples:
        >>> text = read_text("SELECT ?x { ?x a bkg:Claim } LIMIT 3")
        >>> text.form, text.limit, text.ordered
        ('SELECT', 3, False)
        >>> print(text.over(["http://example.org/ours"]))
        PREFIX bkg: <https://w3id.org/bonekg/>
        SELECT ?x
        FROM <http://example.org/ours>
        FROM NAMED <http://example.org/ours>
        { ?x a bkg:Claim } LIMIT 3
        >>> read_text("ASK FROM bkg.graph:stated { ?s ?p ?o }").default
        ('bkg.graph:stated',)
    """
    tokens = tokenize(sparql)
    words = [t for t in tokens if t.kind == "word" and t.depth == 0]
    start = next((t.start for t in words if t.text.upper() in _FORMS), None)
    if start is None:
        return QueryText("", "", sparql, "", None, False, (), ())
    form = next(t.text.upper() for t in words if t.start == start)
    body = _pattern_start(tokens, start, form, len(sparql))
    between = [t for t in tokens if start <= t.start < body]
    head, default, named = _without_from(sparql, between, start, body)
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
        default=default,
        named=named,
    )


def _pattern_start(tokens: list[Token], start: int, form: str, end: int) -> int:
    """Find where the graph pattern begins: at WHERE, or at the brace that opens it."""
    outer = [t for t in tokens if t.start >= start and t.depth == 0]
    where = next((t for t in outer if t.kind == "word" and t.text.upper() == "WHERE"), None)
    if where is not None:
        return where.start
    braces = [t for t in outer if t.text == "{"]
    short = form == "CONSTRUCT"  # its first brace opens the template
    return next((t.start for t in braces[1 if short else 0 :]), end)


def _without_from(
    sparql: str, tokens: list[Token], start: int, end: int
) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
    """Give the head without its FROM clauses, and the graphs that these name."""
    kept, at = "", start
    default: list[str] = []
    named: list[str] = []
    for place, token in enumerate(tokens):
        if token.kind == "word" and token.text.upper() == "FROM" and token.depth == 0:
            last, graphs = place + 1, default
            if last < len(tokens) and tokens[last].text.upper() == "NAMED":
                last, graphs = last + 1, named
            if last < len(tokens):
                graphs.append(tokens[last].text)
                kept += sparql[at : token.start]
                at = tokens[last].end
    return kept + sparql[at:end], tuple(default), tuple(named)


def _additions(tokens: list[Token], start: int) -> str:
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
