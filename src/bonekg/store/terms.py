"""RDF terms of the engine and Python values, in both directions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bonekg.rdf import compact

if TYPE_CHECKING:
    from pyoxigraph import BlankNode, Literal, NamedNode, Triple

    Term = NamedNode | BlankNode | Literal | Triple

__all__ = ["IRI", "Value", "python_value", "term_value", "value_term"]


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


Value = IRI | str | int | float | bool | None


def term_value(term: Term | None) -> Value:
    """Turn an RDF term into a Python value; None stays None."""
    from pyoxigraph import Literal, NamedNode

    if term is None:
        return None
    if isinstance(term, NamedNode):
        return IRI(term.value)
    if isinstance(term, Literal):
        return python_value(term.value, term.datatype.value)
    return str(term)


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
