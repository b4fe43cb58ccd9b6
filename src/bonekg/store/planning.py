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
from itertools import groupby

from bonekg.store.groups import Element, elements_of, outer_group, written
from bonekg.store.recent import for_short_texts
from bonekg.store.tokens import Token, tokenize

__all__ = ["planned"]

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
    return _planned(sparql)


@for_short_texts
def _planned(sparql: str) -> str:
    words = sparql.upper()
    if "OPTIONAL" not in words and "UNION" not in words and words.count(";") < _LONG - 1:
        return sparql
    tokens = tokenize(sparql)
    inside = outer_group(tokens)
    found = elements_of(inside)
    elements = _with_values(found)
    named = sum((element.variables() for element in elements), Counter[str]())
    looked_up = _row_by_row(elements, named)
    apart: dict[int, list[list[Token]]] = {}
    if any(one.kind == "OPTIONAL" and one not in looked_up for one in elements):
        looked_up = []  # the engine's plan of the whole decides what another OPTIONAL gives
    else:
        elements = _needed(elements, tokens)
        apart = _columns(elements, named)
    if elements == found and not apart and not looked_up:
        return sparql
    text = " ".join((*_looked_up(elements, looked_up, apart), *_asked_last(elements, apart)))
    return f"{sparql[: inside[0].start].rstrip()} {text} {sparql[inside[-1].end :].lstrip()}"


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


def _with_values(elements: list[Element]) -> list[Element]:
    """Write each single value of the group into the branches of the UNIONs beside it."""
    single = [one.tokens for one in elements if one.kind == "VALUES" and _is_single(one.tokens)]
    return [
        Element("GROUP", list(_with_value(one, single))) if one.kind == "GROUP" else one
        for one in elements
    ]


def _is_single(tokens: list[Token]) -> bool:
    """Whether a VALUES block gives one variable one value: its word, both, and brackets."""
    return len(tokens) == 5 and tokens[1].kind == "variable" and tokens[3].kind in ("iri", "name")


def _with_value(group: Element, single: list[list[Token]]) -> Iterator[Token]:
    """Give the tokens of a group, the values that a branch of its UNION begins with in that."""
    union = len(group.branches()) > 1
    for number, token in enumerate(group.tokens):
        yield token
        if union and (token.text, token.depth) == ("{", 1):
            for values in single:
                if _begins_with(group.tokens[number + 1 : number + 4], values[1].text[1:]):
                    yield from (one._replace(depth=one.depth + 1) for one in values)


def _begins_with(first: list[Token], name: str) -> bool:
    """Whether the first three tokens of a branch are a statement about a variable.

    Its subject is the variable; or its object, if the predicate is no path.
    """
    here = [token.kind == "variable" and token.text[1:] == name for token in first]
    plain = ("variable", "iri", "name")
    simple = len(first) == 3 and first[0].kind in plain and first[1].kind in plain[1:]
    return here[:1] == [True] or (simple and here[2])
