"""Queries written so that the engine plans them fast and looks things up, where it would read all.

The engine weighs every pattern of a group against every other, again for each OPTIONAL: with the
two dozen columns of a claim that takes longer than the answer. And it answers an OPTIONAL behind
what it takes to give many rows by reading all statements of its predicate. A group behind LATERAL
is planned by itself and asked row by row. So the OPTIONALs of the outer group are put behind one,
and the columns behind others at the end of the group: statements whose object is named nowhere
else, so that they only add a value to a row. The rows are the same.

A value that stands beside a UNION is joined with the branches after they have been read in whole.
So it is written into each branch whose first statement has its variable: there it leaves out only
what it would leave out later.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple

from bonekg.store.tokens import Token, tokenize

__all__ = ["planned"]

_FORMS = ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")
_MAYBE = re.compile("OPTIONAL|UNION", re.IGNORECASE)
_KEPT, _SHORT = 500, 10_000  # how many plans are kept, of queries of up to how many characters
_LONG = 4  # columns from which on it pays to plan them apart
_TOGETHER = 6  # columns that are planned together
_ELEMENTS = ("OPTIONAL", "FILTER", "BIND", "VALUES", "MINUS", "GRAPH", "SERVICE", "LATERAL")
_BEGINNINGS = {("word", element) for element in _ELEMENTS}
_FURTHER = 3  # brackets around what stands in a bracket of an OPTIONAL
# Words of an OPTIONAL that has nothing but statements and further OPTIONALs.
_SIMPLE = ("OPTIONAL", "A", "TRUE", "FALSE")


class _Element(NamedTuple):
    """A part of a group: `TRIPLES` about one subject, `GROUP`, or what a keyword begins."""

    kind: str
    tokens: list[Token]  # without the period behind a statement

    def variables(self, depth: int = 0) -> Counter[str]:
        """Count the variables that it names, or those inside so many brackets and more."""
        named = (t.text[1:] for t in self.tokens if t.kind == "variable" and t.depth >= depth)
        return Counter(named)

    def is_looked_up(self, named: Mapping[str, int]) -> bool:
        """Whether it is an OPTIONAL that gives the same when it is asked row by row.

        It has nothing but statements and further OPTIONALs in it; and what a further one shares
        with the rest of the group, its own statements name: else a row could be taken there that
        the whole does not fit.

        Args:
            named: how often the group names each variable.
        """
        words = (token.text.upper() for token in self.tokens if token.kind == "word")
        if self.kind != "OPTIONAL" or not all(word in _SIMPLE for word in words):
            return False
        here, further = self.variables(), self.variables(_FURTHER)
        return all(
            named[name] == here[name] or count < here[name] for name, count in further.items()
        )

    def parts(self) -> list[list[Token]]:
        """Give what a statement says of its subject, if that is a variable."""
        if self.kind != "TRIPLES" or self.tokens[0].kind != "variable":
            return []
        parts: list[list[Token]] = [[]]
        for token in self.tokens[1:]:
            if (token.text, token.depth) == (";", 1):
                parts.append([])
            else:
                parts[-1].append(token)
        return [part for part in parts if part] if parts[0] else []

    def written(self, without: list[list[Token]]) -> str:
        """Write it, without some of its parts."""
        if not without:
            return _written(self.tokens) + " ." * (self.kind == "TRIPLES")
        gone = {part[0].start for part in without}
        left = (_written(part) for part in self.parts() if part[0].start not in gone)
        return f"{self.tokens[0].text} {' ; '.join(left)} ."


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
        >>> print(planned("SELECT * { VALUES ?s { <u:s> } { ?s ?p 1 } UNION { ?s ?p 2 } }"))
        ... # doctest: +NORMALIZE_WHITESPACE
        SELECT * { VALUES ?s { <u:s> }
          { VALUES ?s { <u:s> } ?s ?p 1 } UNION { VALUES ?s { <u:s> } ?s ?p 2 } }
        >>> planned("ASK { ?s a ?t }")
        'ASK { ?s a ?t }'
    """
    return _kept(sparql) if len(sparql) < _SHORT else _planned(sparql)


def _planned(sparql: str) -> str:
    if not _MAYBE.search(sparql) and sparql.count(";") < _LONG - 1:
        return sparql
    tokens = tokenize(sparql)
    written = _with_values(sparql, tokens)
    if written != sparql:
        sparql, tokens = written, tokenize(written)
    inside = _outer_group(tokens)
    found = _elements(inside)
    named = Counter(token.text[1:] for token in inside if token.kind == "variable")
    looked_up = [element for element in found if element.is_looked_up(named)]
    elements = _needed(found, looked_up, tokens)
    apart = _columns(elements, named)
    others = sum(element.kind == "OPTIONAL" for element in found) - len(looked_up)
    if others or not (apart or looked_up):
        return sparql  # the engine's plan decides what another OPTIONAL gives
    written = " ".join((*_looked_up(elements, looked_up, apart), *_asked_last(elements, apart)))
    return f"{sparql[: inside[0].start].rstrip()} {written} {sparql[inside[-1].end :].lstrip()}"


_kept = lru_cache(_KEPT)(_planned)  # what is asked again is not planned again


def _outer_group(tokens: list[Token]) -> list[Token]:
    """Give what stands in the outer group of a SELECT; nothing where it may not be rearranged."""
    form = next((t.text.upper() for t in tokens if t.text.upper() in _FORMS), None)
    first = next((n for n, token in enumerate(tokens) if (token.text, token.depth) == ("{", 0)), -1)
    last = next((n for n, t in enumerate(tokens) if n > first and (t.text, t.depth) == ("}", 0)), 0)
    inside = tokens[first + 1 : last]
    # a blank node's name must not be shared by two groups
    if form != "SELECT" or first < 0 or any(token.text.startswith("_:") for token in inside):
        return []
    return inside


def _elements(inside: list[Token]) -> list[_Element]:
    """Cut what stands in a group into its elements; none if it is a query or cannot be read."""
    elements: list[_Element] = []
    start = 0
    while start < len(inside):
        word = inside[start].text.upper() if inside[start].kind == "word" else ""
        if word in _ELEMENTS or inside[start].text == "{":
            kind, end = word or "GROUP", _closing(inside, start)
        else:
            kind, end = "TRIPLES", _statement(inside, start)
        if word == "SELECT" or end is None:
            return []
        elements.append(_Element(kind, inside[start:end]))
        start = end + (end < len(inside) and inside[end].text == ".")
    return elements


def _closing(inside: list[Token], start: int) -> int | None:
    """Give where the element ends that begins with a keyword or a bracket; None if nowhere."""
    # GRAPH and VALUES name something in front of their bracket
    ends = (")", "}") if inside[start].text.upper() in ("FILTER", "BIND") else ("}",)
    for number in range(start, len(inside)):
        token = inside[number]
        if token.depth == 1 and token.text in ends:
            more = inside[number + 1 : number + 2]
            if not more or more[0].text.upper() != "UNION":
                return number + 1
    return None


def _statement(inside: list[Token], start: int) -> int | None:
    """Give where a statement ends; None if it is empty."""
    for number in range(start, len(inside)):
        token = inside[number]
        ends = token.text in (".", "{") or (token.kind, token.text.upper()) in _BEGINNINGS
        if token.depth == 1 and ends:
            return number if number > start else None
    return len(inside)


def _needed(
    elements: list[_Element], looked_up: list[_Element], tokens: list[Token]
) -> list[_Element]:
    """Leave out each OPTIONAL whose values no other part of a query of distinct rows names."""
    if not _is_distinct(tokens):
        return elements
    named = Counter(token.text[1:] for token in tokens if token.kind == "variable")
    needed, known = [], set[str]()
    for element in elements:
        here = element.variables()
        used = (name for name, count in here.items() if count < named[name])
        if element not in looked_up or not known.issuperset(used):
            needed.append(element)
        if element.kind == "TRIPLES":
            known.update(here)
    return needed


def _is_distinct(tokens: list[Token]) -> bool:
    """Whether a query gives distinct rows of variables: no counts, nor all that there is."""
    outside = [token.text.upper() for token in tokens if token.depth == 0]
    head = outside[: outside.index("{")] if "{" in outside else []
    return "DISTINCT" in head and not {"(", "*"} & {*head} and not {"GROUP", "HAVING"} & {*outside}


def _columns(elements: list[_Element], named: Mapping[str, int]) -> dict[int, list[list[Token]]]:
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
    elements: list[_Element], looked_up: list[_Element], apart: Mapping[int, list[list[Token]]]
) -> Iterator[str]:
    """Write the elements, and each run of OPTIONALs as a group that is asked row by row."""
    for row_by_row, run in groupby(enumerate(elements), lambda one: one[1] in looked_up):
        written = " ".join(element.written(apart.get(number, [])) for number, element in run)
        yield f"LATERAL {{ {written} }}" if row_by_row else written


def _asked_last(elements: list[_Element], apart: Mapping[int, list[list[Token]]]) -> Iterator[str]:
    """Write what only adds values as groups asked row by row, a few values in each."""
    for number, parts in apart.items():
        subject, said = elements[number].tokens[0].text, [_written(part) for part in parts]
        for first in range(0, len(said), _TOGETHER):
            yield f"LATERAL {{ {subject} {' ; '.join(said[first : first + _TOGETHER])} }}"


def _written(tokens: Iterable[Token]) -> str:
    """Write tokens with a blank between them where the query has something between them."""
    parts: list[str] = []
    end = None
    for token in tokens:
        parts += [token.text] if end in (None, token.start) else [" ", token.text]
        end = token.end
    return "".join(parts)


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
