"""Queries written so that the engine plans them fast and looks things up, where it would read all.

The engine weighs every pattern of a group against every other, again for each OPTIONAL: with the
two dozen columns of a claim that takes longer than the answer. And it answers an OPTIONAL behind
what it takes to give many rows by reading all statements of its predicate, and a UNION by reading
each branch in whole. A group behind LATERAL is planned by itself and asked row by row. So the
OPTIONALs and UNIONs of the outer group are put behind one, and the columns behind others at the
end of the group: statements whose object is named nowhere else, so that they only add a value to a
row. The rows are the same.

A value that stands beside a UNION of other kinds is joined with the branches after they have been
read in whole. So it is written into each branch whose first statement has its variable: there it
leaves out only what it would leave out later.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import groupby

from bonekg.store.groups import Element, elements_of, outer_group, written
from bonekg.store.tokens import Token, tokenize

__all__ = ["planned"]

_KEPT, _SHORT = 500, 10_000  # how many plans are kept, of queries of up to how many characters
_LONG = 4  # columns from which on it pays to plan them apart
_TOGETHER = 6  # columns that are planned together


def planned(sparql: str) -> str:
    """Write a query so that the engine plans it fast and looks up what it adds to a row.

    Args:
        sparql: a query that the guard has let pass.

    Returns:
        A query with the same rows; the same text where that cannot be seen to hold, or would bring
        nothing.

    Examples:
        >>> print(planned("SELECT ?s { ?s a ?t . ?t ?p 1 OPTIONAL { ?s ?q ?o } }"))
        SELECT ?s { ?s a ?t . ?t ?p 1 . LATERAL { OPTIONAL { ?s ?q ?o } } }
        >>> print(planned("SELECT * { ?s a <u:T> ; <u:a> ?a ; <u:b> ?b ; <u:c> ?c ; <u:d> ?d }"))
        ... # doctest: +NORMALIZE_WHITESPACE
        SELECT * { ?s a <u:T> . LATERAL { ?s <u:a> ?a ; <u:b> ?b ; <u:c> ?c ; <u:d> ?d } }
        >>> print(planned("SELECT * { ?s a <u:T> { ?s <u:p> ?x } UNION { ?s <u:q> ?x } }"))
        SELECT * { ?s a <u:T> . LATERAL { { ?s <u:p> ?x } UNION { ?s <u:q> ?x } } }
        >>> print(planned("SELECT * { VALUES ?s { <u:s> } { ?x <u:p> ?s } UNION { ?s ?p ?x } }"))
        ... # doctest: +NORMALIZE_WHITESPACE
        SELECT * { VALUES ?s { <u:s> }
          { VALUES ?s { <u:s> } ?x <u:p> ?s } UNION { VALUES ?s { <u:s> } ?s ?p ?x } }
        >>> planned("ASK { ?s a ?t }")
        'ASK { ?s a ?t }'
    """
    return _kept(sparql) if len(sparql) < _SHORT else _planned(sparql)


def _planned(sparql: str) -> str:
    words = sparql.upper()
    if "OPTIONAL" not in words and "UNION" not in words and words.count(";") < _LONG - 1:
        return sparql
    tokens = tokenize(sparql)
    changed = _with_values(sparql, tokens)
    if changed != sparql:
        sparql, tokens = changed, tokenize(changed)
    inside = outer_group(tokens)
    found = elements_of(inside)
    named = Counter(token.text[1:] for token in inside if token.kind == "variable")
    looked_up = _row_by_row(found, named)
    if any(one.kind == "OPTIONAL" and one not in looked_up for one in found):
        return sparql  # the engine's plan decides what another OPTIONAL gives
    elements = _needed(found, tokens)
    apart = _columns(elements, named)
    if not apart and not looked_up:
        return sparql
    text = " ".join((*_looked_up(elements, looked_up, apart), *_asked_last(elements, apart)))
    return f"{sparql[: inside[0].start].rstrip()} {text} {sparql[inside[-1].end :].lstrip()}"


_kept = lru_cache(_KEPT)(_planned)  # what is asked again is not planned again


def _row_by_row(elements: list[Element], named: Mapping[str, int]) -> list[Element]:
    """Find the OPTIONALs, and the UNIONs behind all statements, that can be asked row by row."""
    kinds = [element.kind for element in elements]
    found: list[Element] = []
    known: set[str] = set()
    for number, element in enumerate(elements):
        # between statements, the engine may know better where to begin
        between = element.kind == "GROUP" and "TRIPLES" in kinds[number:]
        if not between and element.is_looked_up(named, known):
            found.append(element)
        if element.kind in ("TRIPLES", "VALUES"):
            known.update(element.variables())
    return found


def _needed(elements: list[Element], tokens: list[Token]) -> list[Element]:
    """Leave out each OPTIONAL whose values no other part of a query of distinct rows names."""
    if not _is_distinct(tokens):
        return elements
    named = Counter(token.text[1:] for token in tokens if token.kind == "variable")
    needed, known = [], set[str]()
    for element in elements:
        here = element.variables()
        used = (name for name, count in here.items() if count < named[name])
        if element.kind != "OPTIONAL" or not known.issuperset(used):
            needed.append(element)
        if element.kind == "TRIPLES":
            known.update(here)
    return needed


def _is_distinct(tokens: list[Token]) -> bool:
    """Whether a query gives distinct rows of variables: no counts, nor all that there is."""
    outside = [token.text.upper() for token in tokens if token.depth == 0]
    head = outside[: outside.index("{")] if "{" in outside else []
    return "DISTINCT" in head and not {"(", "*"} & {*head} and not {"GROUP", "HAVING"} & {*outside}


def _columns(elements: list[Element], named: Mapping[str, int]) -> dict[int, list[list[Token]]]:
    """Find what only adds a value to a row: number of the statement → its parts that do."""
    found = {}
    for number, element in enumerate(elements):
        parts = element.parts()
        adding = [part for part in parts if _is_column(part, named)]
        # one part stays, so that the subject is known before what follows
        found[number] = adding[1:] if len(adding) == len(parts) else adding
    return found if sum(map(len, found.values())) >= _LONG else {}


def _is_column(part: list[Token], named: Mapping[str, int]) -> bool:
    """Whether a part of a statement is one predicate and a variable that stands nowhere else."""
    if [token.kind for token in part] not in (["iri", "variable"], ["name", "variable"]):
        return False
    return named[part[1].text[1:]] == 1


def _looked_up(
    elements: list[Element], looked_up: list[Element], apart: Mapping[int, list[list[Token]]]
) -> Iterator[str]:
    """Write the elements, and each run of OPTIONALs as a group that is asked row by row."""
    for row_by_row, run in groupby(enumerate(elements), lambda one: one[1] in looked_up):
        written = " ".join(element.text(apart.get(number, [])) for number, element in run)
        yield f"LATERAL {{ {written} }}" if row_by_row else written


def _asked_last(elements: list[Element], apart: Mapping[int, list[list[Token]]]) -> Iterator[str]:
    """Write what only adds values as groups asked row by row, a few values in each."""
    for number, parts in apart.items():
        subject, said = elements[number].tokens[0].text, [written(part) for part in parts]
        for first in range(0, len(said), _TOGETHER):
            yield f"LATERAL {{ {subject} {' ; '.join(said[first : first + _TOGETHER])} }}"


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
