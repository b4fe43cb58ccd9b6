"""YAML-LD: one strict pass over curated YAML, then JSON-LD expansion to quads.

JSON-LD is no guard: an unknown word becomes an IRI, an unknown key vanishes. So every key and every
name is looked up here first, with file and line; nested records get the identifier
`parent/key[/n]`; spans of text become passages; numbers become canonical. What is left for
JSON-LD is meaning: which property a key stands for, and which IRI a name.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from bonekg.errors import (
    DuplicateKeyError,
    InvalidValueError,
    UnknownKeyError,
    UnknownNameError,
    YamlSyntaxError,
)
from bonekg.rdf import BASE, expand
from bonekg.sources.documents import local_slug
from bonekg.sources.vocabulary import RecordType, Vocabulary
from bonekg.sources.yaml import Listing, Mapping, Node, Scalar

if TYPE_CHECKING:
    from pyoxigraph import Quad

__all__ = ["Place", "Reader", "to_quads"]


class Place(NamedTuple):
    """Where a resource stands in the sources."""

    file: Path
    line: int


class Reader:
    """Turns the records of one file into JSON-LD objects, strictly.

    Args:
        vocabulary: the known keys and names.
        file: the file that the records come from.
        document: the document's slug for claims, whose spans become its passages.
        local: names that hold in this file only (a document's speakers and references).

    Attributes:
        places: IRI → place, of every record met; findings are traced back through it.
    """

    def __init__(
        self,
        vocabulary: Vocabulary,
        file: Path,
        document: str | None = None,
        local: dict[str, str] | None = None,
    ) -> None:
        self.vocabulary, self.file, self.document = vocabulary, file, document
        self.local = local or {}
        self.places: dict[str, Place] = {}

    def records(
        self, node: Node, record: str, iri_of: Callable[[Scalar], str]
    ) -> list[dict[str, Any]]:
        """Read a list of top-level records.

        Args:
            node: the list.
            record: which record type they are of.
            iri_of: turns the text under `id` into an IRI.

        Raises:
            SourceError: at the first thing that is wrong, with its line.
        """
        if not isinstance(node, Listing):
            raise YamlSyntaxError(self.file, node.line, f"expected a list of {record}s")
        found = []
        for item in node.mappings(self.file):
            identifier = item.get("id")
            if not isinstance(identifier, Scalar) or not identifier.text:
                raise InvalidValueError(self.file, item.line, f"a {record} needs an 'id'")
            iri = iri_of(identifier)
            found.append(self._record(item, self.vocabulary.records[record], iri))
        return found

    def _record(self, node: Mapping, kind: RecordType, iri: str) -> dict[str, Any]:
        if iri in self.places:
            raise DuplicateKeyError(
                self.file, node.line, f"{iri} stands already at line {self.places[iri].line}"
            )
        self.places[iri] = Place(self.file, node.line)
        result: dict[str, Any] = {"id": iri, "type": expand(kind.type)}
        span: dict[str, int] = {}
        for entry in node.entries:
            if entry.key not in kind.keys:
                raise UnknownKeyError(self.file, entry.line, entry.key, kind.name, kind.keys)
            if entry.key == "id":
                continue
            if entry.key in ("start", "end"):
                span[entry.key] = int(self._number(entry.value, entry.key, whole=True))
                continue
            result[entry.key] = self._value(entry.key, entry.value, iri)
        if "start" in kind.keys:
            result["cites"] = self._passage(span, node.line)
        return result

    def _passage(self, span: dict[str, int], line: int) -> str:
        if set(span) != {"start", "end"} or not 0 <= span["start"] < span["end"]:
            raise InvalidValueError(self.file, line, "a span needs 'start' before 'end'")
        return f"{BASE}passage/{self.document}-{span['start']}-{span['end']}"

    def _value(self, key: str, node: Node, parent: str) -> Any:
        kind = self.vocabulary.nested.get(key)
        if kind is None:
            if isinstance(node, Listing):
                return [self._scalar(key, item) for item in node.items]
            return self._scalar(key, node)
        record = self.vocabulary.records[kind]
        if isinstance(node, Mapping):
            return self._record(node, record, f"{parent}/{_slug(key)}")
        if not isinstance(node, Listing):
            raise YamlSyntaxError(self.file, node.line, f"{key!r} holds keys and values")
        if "position" in record.keys:
            return self._steps(key, node, record, parent)
        return [self._item(key, item, n, record, parent) for n, item in enumerate(node.items, 1)]

    def _steps(
        self, key: str, node: Listing, record: RecordType, parent: str
    ) -> list[dict[str, Any]]:
        """Number the steps of a list; the members of a list within it have one number."""
        found: list[dict[str, Any]] = []
        for position, item in enumerate(node.items, 1):
            members = item.items if isinstance(item, Listing) else (item,)
            if not members:
                raise InvalidValueError(self.file, item.line, f"a step of {key!r} is empty")
            for member in members:
                iri = f"{parent}/{_slug(key)}/{len(found) + 1}"
                self.places[iri] = Place(self.file, member.line)
                name = self._scalar("item", member)
                step = {"id": iri, "type": expand(record.type), "position": str(position)}
                found.append({**step, "item": name})
        return found

    def _item(self, key: str, item: Node, n: int, record: RecordType, parent: str) -> Any:
        segment = record.name if key == f"{record.name}s" else key
        iri = f"{parent}/{_slug(segment)}/{n}"
        if not isinstance(item, Mapping):
            raise YamlSyntaxError(
                self.file, item.line, f"each item of {key!r} holds keys and values"
            )
        if "@reverse" in self.vocabulary.keys[key]:
            name = item.get("name")
            if not isinstance(name, Scalar):
                raise InvalidValueError(self.file, item.line, f"a {record.name} needs a 'name'")
            iri = f"{parent}/{local_slug(name.text)}"
        return self._record(item, record, iri)

    def _scalar(self, key: str, node: Node) -> str:
        if not isinstance(node, Scalar):
            raise YamlSyntaxError(self.file, node.line, f"{key!r} takes plain values only")
        if not node.text.strip():
            raise InvalidValueError(self.file, node.line, f"{key!r} is empty")
        definition = self.vocabulary.keys[key]
        datatype = definition.get("@type") if isinstance(definition, dict) else None
        if datatype == "@vocab":
            return self._name(key, node)
        if datatype in ("xsd:decimal", "xsd:integer"):
            return self._number(node, key, whole=datatype == "xsd:integer")
        if datatype == "xsd:boolean" and node.text not in ("true", "false"):
            raise InvalidValueError(self.file, node.line, f"{key!r} is true or false")
        return node.text

    def _name(self, key: str, node: Scalar) -> str:
        closed = self.vocabulary.enumeration(key)
        if node.text in closed:
            return node.text
        if closed and key != "parent":
            raise UnknownNameError(self.file, node.line, key, node.text, closed)
        if node.text not in self.vocabulary.names and node.text not in self.local:
            known = [*self.vocabulary.names, *self.local, *closed]
            raise UnknownNameError(self.file, node.line, key, node.text, known)
        return node.text

    def _number(self, node: Node, key: str, whole: bool) -> str:
        """Read a number and write it canonically: `2.30` becomes `2.3`."""
        if not isinstance(node, Scalar):
            raise YamlSyntaxError(self.file, node.line, f"{key!r} takes a number")
        try:
            number = Decimal(node.text)
        except InvalidOperation as error:
            problem = f"{key!r} takes a number, not {node.text!r}"
            raise InvalidValueError(self.file, node.line, problem) from error
        if not number.is_finite() or (whole and number != number.to_integral_value()):
            problem = f"{key!r} takes a {'whole ' if whole else ''}number, not {node.text!r}"
            raise InvalidValueError(self.file, node.line, problem)
        plain = f"{number:f}"
        return plain.rstrip("0").rstrip(".") if "." in plain else plain


def _slug(text: str) -> str:
    return text.replace("'", "").replace(" ", "-")


def to_quads(records: dict[str, list[dict[str, Any]]], vocabulary: Vocabulary) -> list[Quad]:
    """Expand JSON-LD records to quads.

    Args:
        records: the IRI of each named graph → what `Reader.records` gave for it.
        vocabulary: what the records were read with.

    Returns:
        The quads of those graphs, with no blank node among them.
    """
    import pyoxigraph

    # A processor applies a context that stands within a key anew at each value, which takes most
    # of a build's time. The values of closed lists are IRIs here, so none is needed.
    context = {
        key: {k: v for k, v in definition.items() if k != "@context"}
        if isinstance(definition, dict)
        else definition
        for key, definition in vocabulary.context().items()
    }
    graphs = [
        {"@id": graph, "@graph": [_with_iris(record, vocabulary.enumerations) for record in found]}
        for graph, found in records.items()
    ]
    document = json.dumps({"@context": context, "@graph": graphs})
    return list(pyoxigraph.parse(document, format=pyoxigraph.RdfFormat.JSON_LD))


def _with_iris(record: dict[str, Any], closed: dict[str, dict[str, str]]) -> dict[str, Any]:
    """Give a record with the IRI in place of each name of a closed list."""

    def settled(value: Any, names: dict[str, str]) -> Any:
        if isinstance(value, dict):
            return _with_iris(value, closed)
        if isinstance(value, list):
            return [settled(item, names) for item in value]
        return names.get(value, value)

    return {key: settled(value, closed.get(key, {})) for key, value in record.items()}
