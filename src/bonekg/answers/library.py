"""What answers look up, each thing once: claims, speakers, references, studies, documents, words.

A library belongs to one graph. Nothing is read before it is asked for, and never more than was
asked for: an answer about one thing does not read what the graph holds of others.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from bonekg.lexicon.lexicon import Lexicon
from bonekg.model import Claim, Document, Reference, Speaker, Study
from bonekg.rdf import BASE, expand
from bonekg.store.reader import Reader, Selects
from bonekg.store.rows import IRI, Value

if TYPE_CHECKING:
    from bonekg.paths.network import Networks

__all__ = ["Evidence", "Library", "Span", "Unit", "claim_iri", "iri_of"]

_Record = TypeVar("_Record", Claim, Document, Reference, Speaker, Study)

_UNITS = """
SELECT ?code ?one ?many ?other WHERE {
  ?unit a bkg:Unit ; bkg:unitCode ?code ; skos:prefLabel ?one ; bkg:plural ?many .
  OPTIONAL { ?unit oboInOwl:hasExactSynonym ?other }
} ORDER BY ?code ?other
"""
_EVIDENCE = """
SELECT ?name ?rank ?form WHERE {
  ?evidence a bkg:Evidence ; skos:prefLabel ?name ; bkg:rank ?rank ;
    skos:prefLabel|bkg:abbreviation|oboInOwl:hasExactSynonym ?form .
} ORDER BY DESC(?rank) ?form
"""

# That it is a current claim is a filter, since engines would begin with all claims.
_SPANS = """
SELECT ?claim ?start ?end ?own WHERE {
  ?passage oa:hasSource <%s> ; oa:start ?start ; oa:end ?end .
  ?citation bkg:passage ?passage .
  { ?claim bkg:citation ?citation . BIND(true AS ?own) }
  UNION { ?claim bkg:furtherCitation ?citation . BIND(false AS ?own) }
  FILTER EXISTS { ?claim a bkg:Claim ; bkg:status bkg:Current }
} ORDER BY ?claim ?start
"""
_NUMBER_WORDS = "SELECT ?word { ?x a bkg:NumberWord ; skos:prefLabel ?word }"
_ALONE = """
SELECT ?name ?told WHERE { ?kind a bkg:ClaimKind ; bkg:alone ?told ; skos:prefLabel ?name }
"""


class Unit(NamedTuple):
    """How a unit is written.

    Attributes:
        code: its UCUM code.
        one: the word after the number one.
        many: the word after other numbers.
        names: all names under which people give it.
    """

    code: str
    one: str
    many: str
    names: tuple[str, ...]


class Span(NamedTuple):
    """A stretch of a text, in characters, and the key of a claim that cites it.

    Attributes:
        claim: the key.
        start: where it begins.
        end: where it ends.
        own: whether it is the claim's passage; else the claim needs it besides.
    """

    claim: str
    start: int
    end: int
    own: bool


class Evidence(NamedTuple):
    """A kind of evidence.

    Attributes:
        name: its name.
        rank: how strong, the strongest highest.
        names: all names under which people ask for it.
    """

    name: str
    rank: int
    names: tuple[str, ...]


class Library:
    """What answers look up in one graph.

    Args:
        store: anything that runs a SELECT.
        lexicon: the names of its terms.
        reader: its reader of records.
    """

    def __init__(self, store: Selects, lexicon: Lexicon, reader: Reader) -> None:
        self.store, self.lexicon, self.reader = store, lexicon, reader
        self._claims: dict[str, Claim] = {}
        self._documents: dict[str, Document] = {}
        self._speakers: dict[str, Speaker] = {}
        self._references: dict[str, Reference] = {}
        self._studies: dict[str, Study] = {}
        self._spans: dict[str, list[Span]] = {}

    @cached_property
    def networks(self) -> Networks:
        """What searches for paths have looked at."""
        from bonekg.paths.network import Networks

        return Networks(self.store.select)

    def select(self, sparql: str) -> list[tuple[Value, ...]]:
        """Run a SELECT; give its rows."""
        return list(self.store.select(sparql))

    def name(self, term: str) -> str:
        """Give the plain name of a term."""
        try:
            return self.lexicon.name(IRI(term))
        except KeyError:
            return IRI(term).curie

    def claims(self, ids: Iterable[str]) -> list[Claim]:
        """Read claims by key, in the order of their keys."""
        wanted = sorted(set(ids))
        _fill(self._claims, wanted, self.reader.claims)
        return [self._claims[key] for key in wanted if key in self._claims]

    def speakers(self, ids: Iterable[str]) -> list[Speaker]:
        """Read speakers by CURIE."""
        wanted = sorted(set(ids))
        _fill(self._speakers, wanted, self.reader.speakers)
        return [self._speakers[key] for key in wanted if key in self._speakers]

    def references(self, ids: Iterable[str]) -> list[Reference]:
        """Read entries of reference lists by CURIE."""
        wanted = sorted(set(ids))
        _fill(self._references, wanted, self.reader.references)
        return [self._references[key] for key in wanted if key in self._references]

    def studies(self, ids: Iterable[str]) -> list[Study]:
        """Read studies by CURIE."""
        wanted = sorted(set(ids))
        _fill(self._studies, wanted, self.reader.studies)
        return [self._studies[key] for key in wanted if key in self._studies]

    def document(self, claim: Claim) -> Document:
        """Give the document that makes a claim; those of all claims at hand are read at once."""
        if claim.document not in self._documents:
            at_hand = {one.document for one in (*self._claims.values(), claim)}
            _fill(self._documents, sorted(at_hand), self.reader.documents)
        return self._documents[claim.document]

    def spans(self, document: str) -> list[Span]:
        """Give the stretches of a document's text that its current claims cite."""
        if document not in self._spans:
            rows = self.select(_SPANS % f"{BASE}document/{document}")
            self._spans[document] = [
                Span(
                    str(claim).rpartition("/")[2],
                    int(str(start)),
                    int(str(end)),
                    str(own).lower() in ("true", "1"),
                )
                for claim, start, end, own in rows
            ]
        return self._spans[document]

    @cached_property
    def documents(self) -> dict[str, Document]:
        """All documents by their short names: they are few, and an error lists them."""
        return {document.id: document for document in self.reader.documents()}

    @cached_property
    def units(self) -> dict[str, Unit]:
        """UCUM code → how the unit is written."""
        found: dict[str, Unit] = {}
        for code, one, many, other in self.select(_UNITS):
            known = found.get(str(code)) or Unit(str(code), str(one), str(many), (str(one),))
            further = () if other is None else (str(other),)
            found[str(code)] = known._replace(names=(*known.names, *further))
        return found

    @cached_property
    def number_words(self) -> frozenset[str]:
        """Words that say how near a number is, which are written before it."""
        return frozenset(str(word) for (word,) in self.select(_NUMBER_WORDS))

    @cached_property
    def alone(self) -> dict[str, str]:
        """Kind of claim → what is told where nothing else takes a side, for kinds that have it."""
        return {str(name): str(told) for name, told in self.select(_ALONE)}

    @cached_property
    def evidence(self) -> dict[str, Evidence]:
        """Kind of evidence by its name, the strongest first."""
        found: dict[str, Evidence] = {}
        for name, rank, form in self.select(_EVIDENCE):
            known = found.get(str(name)) or Evidence(str(name), int(str(rank)), ())
            found[str(name)] = known._replace(names=(*known.names, str(form)))
        return found


def _fill(
    held: dict[str, _Record],
    wanted: list[str],
    read: Callable[[list[str]], list[_Record]],
) -> None:
    missing = [key for key in wanted if key not in held]
    if missing:
        held.update({str(record.id): record for record in read(missing)})


def iri_of(curie: str) -> IRI:
    """Give the IRI of a CURIE.

    Examples:
        >>> iri_of("CHEBI:16796")
        'http://purl.obolibrary.org/obo/CHEBI_16796'
    """
    return IRI(curie if curie.startswith(("http:", "https:")) else expand(curie))


def claim_iri(key: str) -> IRI:
    """Give the IRI of a claim's key."""
    return IRI(f"{BASE}claim/{key}")
