"""The words that curators may write, and the JSON-LD context that gives them their meaning.

`keys.jsonld` holds the keys, which record has which, and of which class the values of a key are;
`bonekg-edit.ttl` the categories, predicates and enumerations; `terms/*.yaml` the domain terms.
Together they make one context.
"""

from __future__ import annotations

import json
from collections import defaultdict
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from bonekg import resources
from bonekg.errors import DuplicateKeyError, InvalidValueError, YamlSyntaxError
from bonekg.rdf import PREFIXES, compact, expand
from bonekg.sources.yaml import Listing, Mapping, Scalar, read_yaml

if TYPE_CHECKING:
    from pyoxigraph import QuerySolutions, Store

__all__ = ["Name", "RecordType", "Vocabulary", "term_iri"]

_FORBIDDEN = set(":/@#")
# In keys.jsonld: the class whose members are the only values of a key. Not a word of JSON-LD: the
# members are written out before a processor sees the context.
_ONE_OF = "one of"
_MEMBERS = """
SELECT ?member ?kind ?name WHERE {
  { ?member a ?kind } UNION { ?member rdfs:subClassOf* bkg:Entity . BIND(bkg:Entity AS ?kind) }
  ?member skos:prefLabel ?name
}
"""


class RecordType(NamedTuple):
    """A kind of record: its RDF class (CURIE) and the keys that it may have, in order."""

    name: str
    type: str
    keys: tuple[str, ...]


class Name(NamedTuple):
    """A name that values may use: what it stands for, and where it is declared."""

    iri: str
    file: Path
    line: int


class Vocabulary:
    """Keys, record types and names of one source tree.

    Args:
        sources: the folder that holds `ontology/` and `data/`; the package's own by default.
    """

    def __init__(self, sources: Path | None = None) -> None:
        self.sources = sources or resources.root()
        path = self.sources / "ontology" / "keys.jsonld"
        loaded = json.loads(path.read_text(encoding="utf-8"))
        self.keys: dict[str, Any] = {
            key: self._closed(definition) if isinstance(definition, dict) else definition
            for key, definition in loaded["@context"].items()
        }
        self.records = {
            name: RecordType(name, record["type"], tuple(record["keys"]))
            for name, record in loaded["records"].items()
        }
        self.nested: dict[str, str] = loaded["nested"]

    def _closed(self, definition: dict[str, Any]) -> dict[str, Any]:
        """Give a key that takes one of a class's members the names of these, scoped to the key."""
        if _ONE_OF not in definition:
            return definition
        members = self._members[expand(definition[_ONE_OF])]
        rest = {name: value for name, value in definition.items() if name != _ONE_OF}
        return {**rest, "@context": {name: compact(iri) for name, iri in sorted(members.items())}}

    def named_with(self, property: str, value: str) -> set[str]:
        """Give the names of all that the edited ontology gives a value of a property.

        Args:
            property: a CURIE.
            value: a text.

        Examples:
            >>> sorted(Vocabulary().named_with("bkg:sign", "favourable"))
            ['improves']
        """
        from pyoxigraph import Literal, NamedNode

        having, named = NamedNode(expand(property)), NamedNode(expand("skos:prefLabel"))
        return {
            cast("Literal", name.object).value
            for quad in self._edited.quads_for_pattern(None, having, Literal(value))
            for name in self._edited.quads_for_pattern(quad.subject, named, None)
        }

    def marked(self, property: str) -> set[str]:
        """Give the IRIs of all for which the edited ontology says that a property is true.

        Args:
            property: a CURIE.

        Examples:
            >>> "https://w3id.org/bonekg/Technique" in Vocabulary().marked("bkg:namedWhereStated")
            True
        """
        from pyoxigraph import Literal, NamedNode

        quads = self._edited.quads_for_pattern(None, NamedNode(expand(property)), Literal(True))
        return {cast("NamedNode", quad.subject).value for quad in quads}

    @cached_property
    def _members(self) -> dict[str, dict[str, str]]:
        """Class → name and IRI of each of its members in the edited ontology.

        The members of a class are its instances; of the domain entity, it and all classes below it.
        """
        found: dict[str, dict[str, str]] = defaultdict(dict)
        rows = cast("QuerySolutions", self._edited.query(_MEMBERS, prefixes=PREFIXES))
        for member, kind, name in rows:
            found[kind.value][name.value] = member.value
        return found

    @cached_property
    def _edited(self) -> Store:
        """The edited ontology."""
        import pyoxigraph

        path = self.sources / "ontology" / "bonekg-edit.ttl"
        store = pyoxigraph.Store()
        try:
            store.bulk_load(path=str(path), format=pyoxigraph.RdfFormat.TURTLE)
        except SyntaxError as error:
            raise InvalidValueError(path, error.lineno, f"not Turtle: {error.msg}") from error
        return store

    @cached_property
    def names(self) -> dict[str, Name]:
        """Names of terms, studies, arms and documents, each standing for one IRI.

        Raises:
            DuplicateKeyError: if two things have one name (case does not tell them apart).
            InvalidValueError: if a name has a sign that JSON-LD gives a meaning.
        """
        found: dict[str, Name] = {}
        lowered: dict[str, Name] = {}

        def add(node: Scalar, iri: str, file: Path) -> None:
            name = node.text
            if _FORBIDDEN & set(name) or name in self.keys:
                raise InvalidValueError(
                    file, node.line, f"{name!r} cannot be a name: it is a key or has : / @ #"
                )
            if (other := lowered.get(name.lower())) and other.iri != iri:
                raise DuplicateKeyError(
                    file,
                    node.line,
                    f"the name {name!r} is taken at {other.file.name}:{other.line}",
                )
            found[name] = lowered[name.lower()] = Name(iri, file, node.line)

        for file in self.term_files:
            for term in _records(file):
                add(_scalar(term, "name", file), term_iri(_scalar(term, "id", file), file), file)
        studies = self.sources / "data" / "studies.yaml"
        for study in _records(studies):
            key = _scalar(study, "id", studies)
            iri = expand(f"bkg.study:{key.text}")
            add(_scalar(study, "name", studies), iri, studies)
            arms = study.get("arms")
            for number, arm in enumerate(
                arms.mappings(studies) if isinstance(arms, Listing) else ()
            ):
                add(_scalar(arm, "name", studies), f"{iri}/arm/{number + 1}", studies)
        documents = self.sources / "data" / "documents.yaml"
        for document in _records(documents):
            key = _scalar(document, "id", documents)
            iri = expand(f"bkg.document:{key.text}")
            add(_scalar(document, "name", documents), iri, documents)
        for name, iri in self.enumeration("parent").items():
            if name not in self.keys:
                found.setdefault(name, Name(iri, self.sources / "ontology" / "bonekg-edit.ttl", 1))
        return found

    @property
    def term_files(self) -> list[Path]:
        """The files of domain terms, sorted."""
        return sorted((self.sources / "ontology" / "terms").glob("*.yaml"))

    def enumeration(self, key: str) -> dict[str, str]:
        """Give the closed list of a key: name → IRI; empty where the key takes any name.

        Examples:
            >>> sorted(Vocabulary().enumeration("polarity"))
            ['affirmed', 'denied']
        """
        return self.enumerations.get(key, {})

    @cached_property
    def enumerations(self) -> dict[str, dict[str, str]]:
        """Each key that has a closed list → name → IRI."""
        return {
            key: {name: expand(curie) for name, curie in definition["@context"].items()}
            for key, definition in self.keys.items()
            if isinstance(definition, dict) and "@context" in definition
        }

    def context(self, local: dict[str, str] | None = None) -> dict[str, Any]:
        """Give the JSON-LD context: keys, names, and the names that hold in one document only.

        Args:
            local: name → IRI of a document's speakers and references.
        """
        names = {name: {"@id": entry.iri} for name, entry in sorted(self.names.items())}
        return {
            **self.keys,
            **{p: {"@id": i, "@prefix": True} for p, i in PREFIXES.items() if p not in self.keys},
            **names,
            **{name: {"@id": iri} for name, iri in (local or {}).items()},
        }


def term_iri(node: Scalar, file: Path) -> str:
    """Expand a term's CURIE, saying where a wrong one stands."""
    try:
        return expand(node.text)
    except ValueError as error:
        raise InvalidValueError(file, node.line, str(error)) from error


def _records(file: Path) -> list[Mapping]:
    node = read_yaml(file)
    if not isinstance(node, Listing):
        raise YamlSyntaxError(file, node.line, "expected a list of records")
    return list(node.mappings(file))


def _scalar(record: Mapping, key: str, file: Path) -> Scalar:
    node = record.get(key)
    if not isinstance(node, Scalar) or not node.text:
        raise InvalidValueError(file, record.line, f"a record here needs a {key!r}")
    return node
