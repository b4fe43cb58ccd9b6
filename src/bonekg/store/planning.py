"""Queries written so that the engine looks things up in a large graph, where it would read it all.

Behind a pattern that it takes to give many rows, the engine answers each OPTIONAL by reading all
statements of that predicate once. That pays in a small graph, and takes a thousand times as long in
one a thousand times as large, however few rows there are. Behind a sub-select with a limit it looks
up each row. So what stands before the first OPTIONAL becomes one, with a limit that is never
reached: the rows are the same.

A value that stands beside a UNION is joined with the branches after they have been read in whole.
So it is written into each branch whose first statement has its variable: there it leaves out only
what it would leave out later.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bonekg.store.tokens import Token, tokenize

__all__ = ["looking_up"]

_NEVER_REACHED = 1_000_000_000  # rows
_FORMS = ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")


def looking_up(sparql: str) -> str:
    """Write a query so that each OPTIONAL of its outer group is looked up row by row.

    Args:
        sparql: a query that the guard has let pass.

    Returns:
        A query with the same rows; the same text where that cannot be seen to hold.

    Examples:
        >>> print(looking_up("SELECT ?s { ?s a ?t . ?t ?p 1 OPTIONAL { ?s ?q ?o } }"))
        SELECT ?s {{ SELECT * { ?s a ?t . ?t ?p 1 } LIMIT 1000000000 } OPTIONAL { ?s ?q ?o } }
        >>> print(looking_up("SELECT * { VALUES ?s { <u:s> } { ?s ?p 1 } UNION { ?s ?p 2 } }"))
        ... # doctest: +NORMALIZE_WHITESPACE
        SELECT * { VALUES ?s { <u:s> }
          { VALUES ?s { <u:s> } ?s ?p 1 } UNION { VALUES ?s { <u:s> } ?s ?p 2 } }
        >>> looking_up("ASK { ?s a ?t }")
        'ASK { ?s a ?t }'
    """
    tokens = tokenize(sparql)
    if any(token.text.upper() == "UNION" for token in tokens):
        sparql = _with_values(sparql, tokens)
        tokens = tokenize(sparql)
    core = _core(tokens)
    if core is None:
        return sparql
    filters = list(_filters(core))
    moved = {id(token) for one in filters for token in one}
    kept = _written(token for token in core if id(token) not in moved)
    after = "".join(f"{_written(one)} " for one in filters)
    start, end = core[0].start, core[-1].end
    wrapped = f"{{ SELECT * {{ {kept} }} LIMIT {_NEVER_REACHED} }} {after}"
    return f"{sparql[:start].rstrip()}{wrapped}{sparql[end:].lstrip()}"


def _written(tokens: Iterable[Token]) -> str:
    """Write tokens with a blank between them where the query has something between them."""
    text, end = "", None
    for token in tokens:
        text += token.text if end in (None, token.start) else f" {token.text}"
        end = token.end
    return text


def _core(tokens: list[Token]) -> list[Token] | None:
    """Give what stands in the outer group of a SELECT before its first OPTIONAL, if anything."""
    form = next((t.text.upper() for t in tokens if t.text.upper() in _FORMS), None)
    first = next((n for n, token in enumerate(tokens) if (token.text, token.depth) == ("{", 0)), -1)
    # a blank node's name must not be shared by two groups
    if form != "SELECT" or first < 0 or any(token.text.startswith("_:") for token in tokens):
        return None
    for number, token in enumerate(tokens[first + 1 :], first + 1):
        if token.depth == 0:
            return None  # the group has ended
        if token.depth == 1 and token.kind == "word" and token.text.upper() == "OPTIONAL":
            return tokens[first + 1 : number] or None
    return None


def _filters(core: list[Token]) -> Iterator[list[Token]]:
    """Give the filters of the group itself: they hold for what an OPTIONAL brings, too."""
    inside: list[Token] = []
    for token in core:
        if not inside and not (token.depth == 1 and token.text.upper() == "FILTER"):
            continue
        inside.append(token)
        if token.kind == "close" and token.depth == 1:
            yield inside
            inside = []


def _with_values(sparql: str, tokens: list[Token]) -> str:
    """Write each single value of the outer group into the branches of the UNIONs beside it."""
    said = [
        (of, sparql[word.start : close.end])
        for word, of, _, value, close in zip(*(tokens[n:] for n in range(5)), strict=False)
        if (word.text.upper(), word.depth) == ("VALUES", 1)
        and of.kind == "variable"
        and value.kind in ("iri", "name")
        and close.text == "}"
    ]
    parts, end = [], 0
    for opening in _branches(tokens):
        for variable, text in said:
            if _begins_with(tokens[opening + 1 : opening + 4], variable.text[1:]):
                at = tokens[opening].end
                parts += [sparql[end:at], f" {text}"]
                end = at
    return "".join([*parts, sparql[end:]])


def _branches(tokens: list[Token]) -> Iterator[int]:
    """Give the number of the bracket that opens each branch of the UNIONs of the outer group."""
    opened, in_union = None, False
    for number, token in enumerate(tokens):
        if token.depth != 1:
            continue
        if token.text == "{":
            opened = number
            if in_union:
                yield number
        elif token.text.upper() == "UNION":
            if not in_union and opened is not None:
                yield opened
            in_union = True
        elif token.text != "}":
            in_union = False


def _begins_with(first: list[Token], name: str) -> bool:
    """Whether the first three tokens of a branch are a statement about a variable.

    Its subject is the variable; or its object, if the predicate is no path.
    """
    here = [token.kind == "variable" and token.text[1:] == name for token in first]
    plain = ("variable", "iri", "name")
    simple = len(first) == 3 and first[0].kind in plain and first[1].kind in plain[1:]
    return here[:1] == [True] or (simple and here[2])
