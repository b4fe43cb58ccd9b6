"""RDF terms of the engine and Python values, in both directions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bonekg.rdf import compact

if TYPE_CHECKING:
    from pyoxigraph import BlankNode, Literal, NamedNode, Triple

    Term = NamedNode | BlankNode | Literal | Triple

__all__ = [
    "IRI",
    "Plain",
    "Value",
    "plain_term",
    "plain_value",
    "python_value",
    "term_of",
    "term_value",
    "value_term",
]


class IRI(str):
    """An IRI, which is a string; `curie` is its short form.

    Examples:
        >>> IRI("http://purl.obolibrary.org/obo/CHEBI_16796").curie
        'CHEBI:16796'
    """

    __slots__ = ()

    @property
    def curie(self) -> str:
        """The CURIE, or the IRI itself where no prefix fits."""
        return compact(self)


# A term as what every process and file can hold: an IRI is a text, others a list with their kind.
Plain = str | list[Any] | tuple[Any, ...] | None
_TYPED, _TAGGED, _BLANK, _TRIPLE = 1, 2, 3, 4

Value = IRI | str | int | float | bool | None


def term_value(term: Any) -> Value:
    """Turn an RDF term into a Python value; None stays None."""
    if term is None:
        return None
    # told by name, since an import for each value would cost more than all the rest
    kind = type(term).__name__
    if kind == "NamedNode":
        return IRI(term.value)
    if kind == "Literal":
        return python_value(term.value, term.datatype.value)
    return str(term)


def plain_term(term: Any) -> Plain:
    """Turn an RDF term into plain data; None stays None."""
    if term is None:
        return None
    kind = type(term).__name__
    if kind == "NamedNode":
        value: str = term.value
        return value
    if kind == "Literal":
        if term.language:
            direction = str(getattr(term, "direction", None) or "")
            return (_TAGGED, term.value, term.language, direction)
        return (_TYPED, term.value, term.datatype.value)
    if kind == "BlankNode":
        return (_BLANK, term.value)
    return (_TRIPLE, *map(plain_term, (term.subject, term.predicate, term.object)))


def term_of(plain: Plain) -> Term | None:
    """Turn plain data back into the RDF term that it was."""
    import pyoxigraph as ox

    if plain is None:
        return None
    if isinstance(plain, str):
        return ox.NamedNode(plain)
    kind, *parts = plain
    if kind == _TYPED:
        return ox.Literal(parts[0], datatype=ox.NamedNode(parts[1]))
    if kind == _TAGGED:
        if parts[2]:
            direction = ox.BaseDirection(parts[2])
            return ox.Literal(parts[0], language=parts[1], direction=direction)
        return ox.Literal(parts[0], language=parts[1])
    if kind == _BLANK:
        return ox.BlankNode(parts[0])
    return ox.Triple(*map(term_of, parts))  # type: ignore[arg-type]  # the terms of a triple


def plain_value(plain: Plain) -> Value:
    """Turn plain data into a Python value."""
    if plain is None:
        return None
    if isinstance(plain, str):
        return IRI(plain)
    if plain[0] == _TYPED:
        return python_value(plain[1], plain[2])
    return str(plain[1]) if plain[0] == _TAGGED else str(term_of(plain))


def value_term(value: Value) -> Term | None:
    """Turn a Python value into an RDF term; None stays None.

    Examples:
        >>> print(value_term(3), value_term(IRI("https://example.org/x")))
        "3"^^<http://www.w3.org/2001/XMLSchema#integer> <https://example.org/x>
    """
    from pyoxigraph import Literal, NamedNode

    if value is None:
        return None
    return NamedNode(value) if isinstance(value, IRI) else Literal(value)


def python_value(lexical: str, datatype: str) -> Value:
    """Turn a literal into a Python value: numbers, truth values, else the text.

    Examples:
        >>> python_value("3", "http://www.w3.org/2001/XMLSchema#integer")
        3
        >>> python_value("2.3", "http://www.w3.org/2001/XMLSchema#decimal")
        2.3
    """
    kind = datatype.rpartition("#")[2]
    try:
        if kind == "integer":
            return int(lexical)
        if kind in ("decimal", "double", "float"):
            number = float(lexical)
            return int(number) if kind == "decimal" and number.is_integer() else number
    except ValueError:
        return lexical
    if kind == "boolean":
        return lexical in ("true", "1")
    return lexical
