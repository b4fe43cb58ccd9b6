"""White space that SPARQL allows and the engine does not: before the brackets of two functions."""

from __future__ import annotations

from itertools import pairwise

from bonekg.store.tokens import tokenize

__all__ = ["as_the_engine_reads"]

_FUNCTIONS = ("CONCAT", "COALESCE")
_BETWEEN = (" ", "\t", "\n", "\r", "#", "\ufeff")


def as_the_engine_reads(sparql: str) -> str:
    """Write what stands between these functions and their brackets behind the bracket.

    Everything else keeps its place, so that errors name the right column.

    Args:
        sparql: a query, right or wrong.

    Examples:
        >>> as_the_engine_reads('SELECT (COALESCE (?x, "CONCAT (") AS ?y) {}')
        'SELECT (COALESCE( ?x, "CONCAT (") AS ?y) {}'
    """
    words = sparql.upper()
    if not any(f"{name}{sign}" in words for name in _FUNCTIONS for sign in _BETWEEN):
        return sparql
    tokens = tokenize(sparql)
    written = list(sparql)
    for name, bracket in pairwise(tokens):
        if name.kind == "word" and name.text.upper() in _FUNCTIONS and bracket.text == "(":
            between = sparql[name.end : bracket.start]
            written[name.end : bracket.end] = f"({between}"
    return "".join(written)
