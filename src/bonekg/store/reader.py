"""From rows to records: the one reader of claims, relations, studies, documents and terms.

What is read follows from the paths of the records' fields (`bonekg.model`): one SELECT walks from
the records asked for along these paths, and brings the names of whatever it meets. Only the
records asked for are read, never the whole graph to find a few of them.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from operator import attrgetter
from typing import Any, NamedTuple, Protocol, TypeVar

from bonekg.errors import StoreError
from bonekg.model import (
    BackgroundRelation,
    Claim,
    Conflict,
    DerivedEdge,
    Document,
    Field,
    Reference,
    SourceCheck,
    SourceRecord,
    Span,
    Speaker,
    Study,
    StudyClaim,
    Term,
    Thing,
    fields,
)
from bonekg.rdf import BASE, compact, expand
from bonekg.store.rows import IRI, Rows, Value

__all__ = ["Reader", "Selects"]

_Record = TypeVar("_Record")
# How many records one query asks for by name: a server takes a query of some 100 kB at most.
_AT_ONCE = 100
_NO_IRI = re.compile(r"[\x00-\x20<>\"{}|\\^`]")


class _Source(NamedTuple):
    """Where the records of a type stand.

    Attributes:
        pattern: what makes a node `?root` one of them.
        base: what stands before a key in the IRI; empty where ids are CURIEs.
        more: paths that are read beside those of the fields.
    """

    pattern: str
    base: str
    more: tuple[str, ...] = ()


_CUES = tuple(
    f"{cue}/{end}" for cue in ("bkg:cue", "bkg:forceCue")
    for end in ("bkg:words", "bkg:passage/oa:start")
)  # fmt: skip
_SOURCES: dict[type[Any], _Source] = {
    Claim: _Source(
        "?root a bkg:Claim",
        f"{BASE}claim/",
        (*_CUES, "bkg:evidence/bkg:lay", "bkg:via/bkg:position"),
    ),
    BackgroundRelation: _Source("?root a bkg:BackgroundRelation", ""),
    DerivedEdge: _Source("?root a bkg:DerivedEdge", "", ("bkg:via/bkg:position",)),
    Conflict: _Source("?root a bkg:Conflict", f"{BASE}conflict/"),
    Study: _Source("?root a bkg:Study", ""),
    Reference: _Source("?root a bkg:Reference", ""),
    SourceRecord: _Source("?root a bkg:SourceRecord", ""),
    StudyClaim: _Source("?root a bkg:StudyClaim", ""),
    SourceCheck: _Source("?root a bkg:SourceCheck", ""),
    Document: _Source("?root a bkg:Document", f"{BASE}document/"),
    Speaker: _Source("?root a bkg:Speaker", ""),
    Term: _Source("?root a owl:Class ; bkg:kindOf bkg:Entity . FILTER(?root != bkg:Entity)", ""),
}
_CATEGORIES = """
SELECT ?root ?category ?name WHERE {
  ROOT ?root bkg:kindOf ?category . ?category rdfs:subClassOf bkg:Entity ; skos:prefLabel ?name .
}
"""


class Selects(Protocol):
    """Anything that runs a SELECT."""

    def select(self, sparql: str) -> Rows:
        """Run a SELECT."""
        ...


class Reader:
    """Reads records from a store, embedded or remote.

    Every method takes the ids of the records to read and gives them in the order of their ids;
    without ids it reads all. An id that the graph does not have is left out.

    Args:
        store: anything that runs a SELECT.

    Examples:
        >>> from bonekg.store.base import EmbeddedStore
        >>> reader = Reader(EmbeddedStore())
        >>> claim = reader.claims(["001-070"])[0]
        >>> claim.document, claim.subject.name, claim.effect.value
        ('001', 'melatonin supplementation', 2.3)
    """

    def __init__(self, store: Selects) -> None:
        self._store = store

    def claims(self, ids: Iterable[str] | None = None) -> list[Claim]:
        """Read claims, current and withdrawn.

        Args:
            ids: their keys (`001-070`), CURIEs or IRIs; None for all.

        Returns:
            The claims, by key.

        Raises:
            StoreError: if a claim lacks what every claim has.
        """
        return self._read(Claim, ids)

    def relations(self, ids: Iterable[str] | None = None) -> list[BackgroundRelation]:
        """Read background relations by CURIE or IRI; None for all."""
        return self._read(BackgroundRelation, ids)

    def derived(self, ids: Iterable[str] | None = None) -> list[DerivedEdge]:
        """Read derived edges by CURIE or IRI; None for all."""
        return self._read(DerivedEdge, ids)

    def conflicts(self, claims: Iterable[str] | None = None) -> list[Conflict]:
        """Read the reviewed conflicts.

        Args:
            claims: ids of claims, of which a conflict must hold at least one; None for all.
        """
        if claims is None:
            return self._read(Conflict, None)
        wanted = " ".join(f"<{_iri(claim, _SOURCES[Claim].base)}>" for claim in claims)
        rows = self._store.select(
            "SELECT DISTINCT ?conflict WHERE { VALUES ?claim { " + wanted + " } "
            "?conflict a bkg:Conflict ; bkg:ground ?claim }"
        )
        return self._read(Conflict, [str(row[0]) for row in rows])

    def studies(self, ids: Iterable[str] | None = None) -> list[Study]:
        """Read studies with their arms, by CURIE or IRI; None for all."""
        return self._read(Study, ids)

    def references(self, ids: Iterable[str] | None = None) -> list[Reference]:
        """Read the entries and marks of the documents' reference lists; None for all."""
        return self._read(Reference, ids)

    def source_records(self, ids: Iterable[str] | None = None) -> list[SourceRecord]:
        """Read the records in which studies were read, by CURIE or IRI; None for all."""
        return self._read(SourceRecord, ids)

    def study_claims(self, ids: Iterable[str] | None = None) -> list[StudyClaim]:
        """Read what studies say in their own records, by CURIE or IRI; None for all."""
        return self._read(StudyClaim, ids)

    def source_checks(self, ids: Iterable[str] | None = None) -> list[SourceCheck]:
        """Read source checks by CURIE or IRI; None for all."""
        return self._read(SourceCheck, ids)

    def source_checks_of(self, claims: Iterable[str]) -> list[SourceCheck]:
        """Read the source checks of claims.

        Args:
            claims: ids of claims, of which a check must check at least one.
        """
        wanted = " ".join(f"<{_iri(claim, _SOURCES[Claim].base)}>" for claim in claims)
        rows = self._store.select(
            "SELECT DISTINCT ?check WHERE { VALUES ?claim { " + wanted + " } "
            "?check a bkg:SourceCheck ; bkg:checks ?claim }"
        )
        return self._read(SourceCheck, [str(row[0]) for row in rows])

    def documents(self, ids: Iterable[str] | None = None) -> list[Document]:
        """Read documents by short name (`001`), CURIE or IRI; None for all."""
        return self._read(Document, ids)

    def speakers(self, ids: Iterable[str] | None = None) -> list[Speaker]:
        """Read speakers by CURIE or IRI; None for all."""
        return self._read(Speaker, ids)

    def terms(self, ids: Iterable[str] | None = None) -> list[Term]:
        """Read domain terms by CURIE or IRI; None for all."""
        categories: dict[str, list[Thing]] = defaultdict(list)
        wanted = None if ids is None else list(ids)
        for root in self._roots(_SOURCES[Term], wanted):
            for term, category, name in self._store.select(_CATEGORIES.replace("ROOT", root)):
                thing = Thing(compact(str(category)), str(name))
                categories[compact(str(term))].append(thing)
        found = self._read(Term, wanted)
        return [t._replace(categories=tuple(sorted(set(categories[t.id])))) for t in found]

    def select(self, sparql: str) -> Rows:
        """Run a SELECT on what it reads from."""
        return self._store.select(sparql)

    def _read(self, kind: type[_Record], ids: Iterable[str] | None) -> list[_Record]:
        source = _SOURCES[kind]
        nodes = _Nodes()
        for root in self._roots(source, ids):
            nodes.add(self._store.select(_query(kind, root)))
        return sorted((nodes.record(kind, root) for root in nodes.roots), key=attrgetter("id"))

    def _roots(self, source: _Source, ids: Iterable[str] | None) -> Iterator[str]:
        """Give the patterns that bind `?root` to the records asked for, some at a time.

        Engines look up what records have that are named; for "all" they read much more.
        """
        if ids is None:
            rows = self._store.select(f"SELECT DISTINCT ?root WHERE {{ {source.pattern} }}")
            ids = [str(row[0]) for row in rows]
        wanted = sorted({_iri(name, source.base) for name in ids})
        for start in range(0, len(wanted), _AT_ONCE):
            values = " ".join(f"<{iri}>" for iri in wanted[start : start + _AT_ONCE])
            yield f"VALUES ?root {{ {values} }} {source.pattern} ."


def _iri(name: str, base: str) -> str:
    """Give the IRI of a record.

    Raises:
        ValueError: if the name is no key, CURIE or IRI.
    """
    whole = name.startswith(("http:", "https:")) or ":" not in name
    iri = (name if ":" in name else f"{base}{name}") if whole else expand(name)
    iri.encode("utf-8")  # what was read in another encoding than its own names nothing
    if _NO_IRI.search(iri):
        raise ValueError(f"{name!r} is no IRI")
    return iri


def _query(kind: type[Any], root: str) -> str:
    """Write the SELECT that gives the triples along the paths of a record type's fields."""
    levels: dict[int, set[tuple[str, ...]]] = defaultdict(set)
    for path in (*_paths(kind), *_SOURCES[kind].more):
        steps = tuple(path.split("/"))
        for depth in range(1, len(steps) + 1):
            levels[depth].add(steps[:depth])
    branches = [_branch(root, paths) for _, paths in sorted(levels.items())]
    union = "\n  UNION ".join(branches)
    return (
        "SELECT DISTINCT ?root ?s ?p ?o ?name WHERE {\n  "
        f"{union}\n  OPTIONAL {{ ?o skos:prefLabel ?name }}\n}}"
    )


def _branch(root: str, paths: set[tuple[str, ...]]) -> str:
    """Write the part of a SELECT that gives the last triples of paths of one length.

    The last properties are chosen by a filter: engines look up a list of them for each node, which
    takes far longer. Those on the way are a path: rdflib filters only what all patterns gave.
    There is no sub-select: rdflib joins what comes of one with all triples there are. Only the
    shortest paths bind `?s` to the root itself.
    """
    last = len(next(iter(paths))) - 1
    ends = f"FILTER(?p IN ({', '.join(_names(paths, last))}))"
    if not last:
        return f"{{ {root} ?root ?p ?o {ends} BIND(?root AS ?s) }}"
    nodes = ["?root", *(f"?n{place}" for place in range(1, last)), "?s"]
    walk = " ".join(
        f"{nodes[place]} {'|'.join(_names(paths, place))} {nodes[place + 1]} ."
        for place in range(last)
    )
    return f"{{ {root} {walk} ?s ?p ?o {ends} }}"


def _names(paths: Iterable[tuple[str, ...]], place: int) -> list[str]:
    return sorted({name for path in paths for name in path[place].split("|")})


def _paths(kind: type[Any], before: str = "") -> Iterator[str]:
    """Give the paths of all fields from the record's node to their values."""
    for field in fields(kind).values():
        if not field.path:
            continue
        path = before + field.path
        yield path
        if field.type is not Thing and hasattr(field.type, "_fields"):
            yield from _paths(field.type, f"{path}/")


@cache
def _expanded(path: str) -> tuple[tuple[str, ...], ...]:
    """Give the IRIs that may stand at each step of a path."""
    return tuple(tuple(map(expand, step.split("|"))) for step in path.split("/"))


class _Nodes:
    """The triples of some records and their parts, by subject and property."""

    def __init__(self) -> None:
        self._triples: dict[str, dict[str, dict[Value, str | None]]] = {}
        self.roots: set[str] = set()

    def add(self, rows: Rows) -> None:
        for root, subject, predicate, value, name in rows:
            if root is not None:
                self.roots.add(str(root))
            values = self._triples.setdefault(str(subject), {}).setdefault(str(predicate), {})
            known = values.get(value)
            # Of several names of one node the first in the alphabet, whatever the engine's order.
            values[value] = min(
                filter(None, (known, None if name is None else str(name))), default=None
            )

    def walk(self, node: str, path: str) -> list[tuple[Value, str | None]]:
        """Give the values at the end of a path, each with its name, in a fixed order."""
        found: dict[Value, str | None] = {node: None}
        for properties in _expanded(path):
            reached: dict[Value, str | None] = {}
            for start in found:
                triples = self._triples.get(str(start), {})
                for iri in properties:
                    if iri in triples:
                        reached |= triples[iri]
            found = reached
        if len(found) < 2:
            return list(found.items())
        return sorted(found.items(), key=lambda item: str(item[0]))

    def record(self, kind: type[_Record], node: str) -> _Record:
        """Make the record of a node."""
        values = [self._field(field, node) for field in fields(kind).values()]
        made = kind(*values)
        if isinstance(made, Claim):
            return self._claim(made, node)  # type: ignore[return-value]  # it is a claim
        return made

    def _field(self, field: Field, node: str) -> Any:
        if not field.path:
            if field.name != "id":
                return () if field.many else None
            return _short(node, field.form)
        if field.many == 2:
            return self._steps(node, field)
        found = [self._value(field, *pair) for pair in self.walk(node, field.path)]
        if field.many:
            return tuple(sorted(found))
        if found:
            return found[0] if len(found) == 1 else _joined(field, found)
        if field.required and field.type is not bool:
            raise StoreError(f"{compact(node)} has no {field.path}, which it must have")
        return False if field.required else None

    def _value(self, field: Field, value: Value, name: str | None) -> Any:
        kind = field.type
        if kind is Thing:
            return Thing(compact(str(value)), name or compact(str(value)))
        if field.form:
            return _short(str(value), field.form)
        if kind is str:
            return name or (compact(value) if isinstance(value, IRI) else str(value))
        if kind in (int, float, bool):
            return value
        return self.record(kind, str(value))

    def _steps(self, node: str, field: Field) -> tuple[tuple[Thing, ...], ...]:
        """Give the steps in the order of their numbers; those of one number stand together."""
        link, _, item = field.path.partition("/")
        found: dict[int, list[Thing]] = defaultdict(list)
        for step, _ in self.walk(node, link):
            number = int(str(self.walk(str(step), "bkg:position")[0][0]))
            found[number] += [self._value(field, *pair) for pair in self.walk(str(step), item)]
        return tuple(tuple(sorted(found[number])) for number in sorted(found))

    def _claim(self, claim: Claim, node: str) -> Claim:
        """Add what is computed: the cues' words, evidence by rank, whether all of it is lay."""
        kinds = self.walk(node, "bkg:evidence")
        ranked = sorted(kinds, key=lambda kind: self._rank(str(kind[0])), reverse=True)
        lay = [bool(self.walk(str(kind), "bkg:lay")) for kind, _ in kinds]
        return claim._replace(
            cue=self._words(node, "bkg:cue"),
            force_cue=self._words(node, "bkg:forceCue"),
            evidence=tuple(name or compact(str(kind)) for kind, name in ranked),
            lay=bool(lay) and all(lay),
        )

    def _rank(self, node: str) -> int:
        return max((int(str(value)) for value, _ in self.walk(node, "bkg:rank")), default=0)

    def _words(self, node: str, link: str) -> str | None:
        cues = [
            (self.record(Span, str(self.walk(str(cue), "bkg:passage")[0][0])), str(words))
            for cue, _ in self.walk(node, link)
            for words, _ in self.walk(str(cue), "bkg:words")
        ]
        return " … ".join(words for _, words in sorted(cues)) or None


def _short(iri: str, form: str) -> str:
    """Give a node's key, the last part of its IRI, or its CURIE."""
    return iri.rpartition("/")[2] if form == "key" else compact(iri)


def _joined(field: Field, found: list[Any]) -> Any:
    """Join several values of a field for one: texts in a row, of numbers the highest."""
    return "; ".join(sorted(found)) if field.type is str else max(found)
