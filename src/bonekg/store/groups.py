"""The outer group of a query, cut into its elements, and what of them may be asked row by row."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from bonekg.store.tokens import Token

__all__ = ["Element", "elements_of", "outer_group", "written"]

_FORMS = ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")
_ELEMENTS = ("OPTIONAL", "FILTER", "BIND", "VALUES", "MINUS", "GRAPH", "SERVICE", "LATERAL")
_BEGINNINGS = {("word", element) for element in _ELEMENTS}
# Words of statements, further OPTIONALs and filters of values.
_SIMPLE = ("OPTIONAL", "A", "TRUE", "FALSE", "IN", "NOT", "STR", "BOUND")
_INSIDE = 2  # brackets around what stands in a bracket of an element
_CONSTANTS = ("iri", "name", "number", "string")


class Element(NamedTuple):
    """A part of a group: `TRIPLES` about one subject, `GROUP`, or what a keyword begins."""

    kind: str
    tokens: list[Token]  # without the period behind a statement

    def variables(self) -> Counter[str]:
        """Count the variables that it names."""
        return _variables(self.tokens)

    def branches(self) -> list[list[Token]]:
        """Give what stands in each of its brackets."""
        opened, found = 0, []
        for number, token in enumerate(self.tokens):
            if token.depth == 1 and token.text == "{":
                opened = number + 1
            elif token.depth == 1 and token.text == "}":
                found.append(self.tokens[opened:number])
        return found

    def is_looked_up(self, named: Mapping[str, int], known: set[str]) -> bool:
        """Whether it gives the same when it is asked row by row, and takes no longer then.

        So it is with an OPTIONAL, and a UNION each branch of which is about what is known, that
        have nothing but statements, further OPTIONALs, filters and constants in them. What these
        share with the rest of the group, the statements of the branch name: else a row could be
        taken there that the whole does not fit.

        Args:
            named: how often the group names each variable.
            known: variables that have a value in each row before it.
        """
        branches, here = self.branches(), self.variables()
        if self.kind == "GROUP" and not all(_subjects(one) <= known for one in branches):
            return False
        shared = {name for name, count in here.items() if count < named[name]}
        optional = self.kind == "OPTIONAL" or (self.kind == "GROUP" and len(branches) > 1)
        return optional and all(_is_simple(one) and _names(one, shared) for one in branches)

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

    def text(self, without: list[list[Token]]) -> str:
        """Write it, without some of its parts."""
        if not without:
            return written(self.tokens) + " ." * (self.kind == "TRIPLES")
        gone = {part[0].start for part in without}
        left = (written(part) for part in self.parts() if part[0].start not in gone)
        return f"{self.tokens[0].text} {' ; '.join(left)} ."


def outer_group(tokens: list[Token]) -> list[Token]:
    """Give what stands in the outer group of a SELECT; nothing where it may not be rearranged."""
    form = next((t.text.upper() for t in tokens if t.text.upper() in _FORMS), None)
    first = next((n for n, token in enumerate(tokens) if (token.text, token.depth) == ("{", 0)), -1)
    last = next((n for n, t in enumerate(tokens) if n > first and (t.text, t.depth) == ("}", 0)), 0)
    inside = tokens[first + 1 : last]
    # a blank node's name must not be shared by two groups
    if form != "SELECT" or first < 0 or any(token.text.startswith("_:") for token in inside):
        return []
    return inside


def elements_of(inside: list[Token]) -> list[Element]:
    """Cut what stands in a group into its elements; none if it is a query or cannot be read."""
    elements: list[Element] = []
    start = 0
    while start < len(inside):
        word = inside[start].text.upper() if inside[start].kind == "word" else ""
        if word in _ELEMENTS or inside[start].text == "{":
            kind, end = word or "GROUP", _closing(inside, start)
        else:
            kind, end = "TRIPLES", _statement(inside, start)
        if word == "SELECT" or end is None:
            return []
        elements.append(Element(kind, inside[start:end]))
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


def written(tokens: Iterable[Token]) -> str:
    """Write tokens with a blank between them where the query has something between them."""
    parts: list[str] = []
    end = None
    for token in tokens:
        parts += [token.text] if end in (None, token.start) else [" ", token.text]
        end = token.end
    return "".join(parts)


def _variables(tokens: Iterable[Token]) -> Counter[str]:
    return Counter(token.text[1:] for token in tokens if token.kind == "variable")


def _subjects(branch: list[Token]) -> set[str]:
    """Give the subjects of the statements of a branch, without the sign of a variable."""
    elements = elements_of([token._replace(depth=token.depth - 1) for token in branch])
    return {one.tokens[0].text.lstrip("?$") for one in elements if one.kind == "TRIPLES"} or {""}


def _is_simple(branch: list[Token]) -> bool:
    """Whether a branch has nothing but statements, further OPTIONALs, filters and constants."""
    for number, token in enumerate(branch):
        word = token.text.upper() if token.kind in ("word", "open") else ""
        before = [one.text.upper() for one in branch[max(number - 3, 0) : number]]
        allowed = {
            "BIND": _is_constant(branch[number + 1 : number + 4]),
            "AS": before[:1] == ["BIND"],
            # in a group of its own it does not know what stands around that
            "FILTER": token.depth == _INSIDE,
            "{": before[-1:] == ["OPTIONAL"],
        }
        if not allowed.get(word, token.kind != "word" or word in _SIMPLE):
            return False
    return True


def _is_constant(bound: list[Token]) -> bool:
    if len(bound) < 3:
        return False
    bracket, value, between = bound
    return (bracket.text, between.text.upper()) == ("(", "AS") and value.kind in _CONSTANTS


def _names(branch: list[Token], shared: set[str]) -> bool:
    """Whether the statements of a branch itself name all that it shares with other elements."""
    itself = _variables(token for token in branch if token.depth == _INSIDE)
    return all(itself[name] for name in _variables(branch) if name in shared)
