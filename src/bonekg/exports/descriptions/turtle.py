"""Turtle for people: a subject, its properties one a line, blank nodes in place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from bonekg.rdf import PREFIXES, compact

__all__ = ["Node", "iri", "number", "text", "turtle", "typed"]

_PREFIXES = {
    **{name: PREFIXES[name] for name in ("bkg", "dcterms", "owl", "prov", "rdfs", "skos", "xsd")},
    "dcat": "http://www.w3.org/ns/dcat#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "spdx": "http://spdx.org/rdf/terms#",
    "void": "http://rdfs.org/ns/void#",
}
_PLAIN = re.compile(r"(?P<prefix>[a-z]+):[A-Za-z][A-Za-z0-9]*")
_ESCAPED = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}

Node = list[tuple[str, "str | Node"]]


def iri(value: str) -> str:
    """Write an IRI, short where its prefix is declared.

    Examples:
        >>> iri("https://w3id.org/bonekg/Claim"), iri("https://w3id.org/bonekg/claim/001-001")
        ('bkg:Claim', '<https://w3id.org/bonekg/claim/001-001>')
    """
    short = compact(value)
    made = _PLAIN.fullmatch(short)
    return short if made and made["prefix"] in _PREFIXES else f"<{value}>"


def text(value: str, language: str = "") -> str:
    r"""Write a text.

    Examples:
        >>> print(text('a "b"', "en"))
        "a \"b\""@en
    """
    quoted = "".join(_ESCAPED.get(sign, sign) for sign in value)
    return f'"{quoted}"' + (f"@{language}" if language else "")


def typed(value: str, kind: str) -> str:
    """Write a literal with its datatype.

    Examples:
        >>> typed("2026-11-21", "xsd:date")
        '"2026-11-21"^^xsd:date'
    """
    return f"{text(value)}^^{kind}"


def number(value: int) -> str:
    """Write a whole number, as VoID has them."""
    return str(value)


def turtle(note: str, subjects: Iterable[tuple[str, Node]]) -> bytes:
    """Write a document: a note, prefixes, and each subject with its properties.

    Args:
        note: what stands above as a comment.
        subjects: a subject, and its properties with their values: written terms or nodes.
    """
    lines = [f"# {note}", ""]
    lines += [f"@prefix {name}: <{start}> ." for name, start in sorted(_PREFIXES.items())]
    for subject, node in subjects:
        lines += ["", subject, *_properties(node, 1)]
        lines[-1] += " ."
    return ("\n".join(lines) + "\n").encode("utf-8")


def _properties(node: Node, depth: int) -> Iterator[str]:
    indent = "  " * depth
    for place, (name, value) in enumerate(node, 1):
        end = " ;" if place < len(node) else ""
        if isinstance(value, str):
            yield f"{indent}{name} {value}{end}"
        elif all(isinstance(inner, str) for _, inner in value):
            inside = " ; ".join(f"{key} {inner}" for key, inner in value)
            yield f"{indent}{name} [ {inside} ]{end}"
        else:
            yield f"{indent}{name} ["
            yield from _properties(value, depth + 1)
            yield f"{indent}]{end}"
