"""Terms by name: exact for answers, forgiving for searches."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from typing import NamedTuple, Protocol

from bonekg.errors import AmbiguousTermError, UnknownTermError
from bonekg.lexicon.normalize import key, phrases, trigrams
from bonekg.rdf import PREFIXES, compact, expand
from bonekg.store.rows import IRI, Rows

__all__ = ["Hit", "Lexicon", "Selects"]

_FORMS = """
SELECT ?term ?form ?kind ?name WHERE {
  ?term a owl:Class ; skos:prefLabel ?name ; rdfs:subClassOf* bkg:Entity .
  { ?term skos:prefLabel ?form . BIND(0 AS ?kind) }
  UNION { ?term bkg:abbreviation ?form . BIND(1 AS ?kind) }
  UNION { ?term rdfs:label ?form . BIND(2 AS ?kind) }
  UNION { ?term oboInOwl:hasExactSynonym ?form . BIND(3 AS ?kind) }
  UNION { ?term oboInOwl:hasRelatedSynonym ?form . BIND(4 AS ?kind) }
}
"""
_COUNTS = """
SELECT ?term (COUNT(DISTINCT ?claim) AS ?n) WHERE {
  ?claim a bkg:Claim ; bkg:subject|bkg:object ?term .
} GROUP BY ?term
"""
_KINDS = ("name", "abbreviation", "label", "synonym", "related synonym")
_RELATED = _KINDS.index("related synonym")
_PHRASE = 0.94  # the score of what is said in other words: below another spelling, above a part
_LIKE = 0.75  # how alike a misspelt name must be, of 1: retinol is no ethanol
_FUZZY = 40  # how many forms of like letters are compared letter by letter


class Selects(Protocol):
    """Anything that runs a SELECT."""

    def select(self, sparql: str) -> Rows:
        """Run a SELECT."""
        ...


class Hit(NamedTuple):
    """A term that a search found.

    Attributes:
        term: its IRI.
        name: our name for it.
        form: the form that matched.
        matched: `name`, `abbreviation`, `label`, `synonym`, `related synonym`, `phrase` (it means
            the same in other words, as *lack of X* does) or `curie`.
        score: from 1 (exact) down to 0.
    """

    term: IRI
    name: str
    form: str
    matched: str
    score: float


class _Form(NamedTuple):
    term: IRI
    text: str
    kind: int
    lowered: str
    key: str
    words: tuple[str, ...]
    grams: frozenset[str]


class Lexicon:
    """All names of all terms of a store, read when first asked."""

    def __init__(self, store: Selects) -> None:
        self._store = store
        self.names: dict[IRI, str] = {}
        self._forms: list[tuple[IRI, str, int]] = []
        self._exact: dict[str, dict[IRI, int]] = defaultdict(dict)
        self._of: dict[str, list[tuple[int, str]]] = defaultdict(list)
        for term, form, kind, name in store.select(_FORMS):
            iri, text, rank = IRI(str(term)), str(form), int(str(kind))
            self.names[iri] = str(name)
            self._forms.append((iri, text, rank))
            if rank < _RELATED:
                self._of[iri].append((rank, text))
            _enter(self._exact, text.casefold(), iri, rank)
        for forms in self._of.values():
            forms.sort()

    @cached_property
    def _keyed(self) -> dict[str, dict[IRI, int]]:
        table: dict[str, dict[IRI, int]] = defaultdict(dict)
        for term, text, rank in self._forms:
            _enter(table, key(text), term, rank)
        return table

    @cached_property
    def counts(self) -> dict[str, int]:
        """Term → how many claims have it as subject or object."""
        return {str(term): int(str(n)) for term, n in self._store.select(_COUNTS)}

    def records(self, kind: str) -> dict[str, IRI]:
        """Give what is no term but has a short name, by that name.

        Args:
            kind: `document` or `study`.
        """
        rows = self._store.select(f"SELECT ?x WHERE {{ ?x a bkg:{kind.capitalize()} }} ORDER BY ?x")
        return {str(x).rpartition("/")[2]: IRI(str(x)) for (x,) in rows}

    def forms(self, term: str) -> list[str]:
        """Give all that a term is called, its own name first; no related synonyms."""
        return [text for _, text in self._of.get(term, ())]

    def abbreviations(self, term: str) -> list[str]:
        """Give a term's abbreviations."""
        return [text for rank, text in self._of.get(term, ()) if rank == 1]

    def exact(self, name: str) -> IRI | None:
        """Give the one term of exactly this name, synonym or abbreviation, or None."""
        named = self._exact.get(name.casefold(), {})
        found = _best({term: rank for term, rank in named.items() if rank < _RELATED})
        return found[0] if len(found) == 1 else None

    def resolve(self, name: str) -> IRI:
        """Settle which term is meant by a name, synonym, abbreviation, label, CURIE or IRI.

        The exact form outranks one that differs in case, hyphens, plural, accents, Greek letters
        or British spelling, and this a turn of phrase (*shortage of X* for *X deficiency*). A
        term's own name outranks its abbreviations, these its public label, these its synonyms,
        these its related synonyms; among equals, the one term that claims speak of is meant.

        Raises:
            UnknownTermError: if no term goes by it; the nearest names are given.
            AmbiguousTermError: if several do.
        """
        text = " ".join(name.split())
        iri = self._by_identifier(text)
        if iri is not None:
            return iri
        found = self._exact.get(text.casefold()) or self._by_key(key(text))
        if not found:
            raise UnknownTermError(name, self._nearest(text))
        chosen = _best(found)
        if len(chosen) > 1:
            chosen = [term for term in chosen if self.counts.get(term)] or chosen
        if len(chosen) > 1:
            raise AmbiguousTermError(name, [f"{i.curie} ({self.names[i]})" for i in chosen])
        return chosen[0]

    def _by_key(self, at: str) -> dict[IRI, int]:
        return self._keyed.get(at) or self._by_phrase(at)

    def _by_phrase(self, at: str) -> dict[IRI, int]:
        for thing, wordings in phrases(at):
            # what the thing is called by us: lack of oestradiol, of mag
            names = {thing: None, **{key(self.names[t]): None for t in self._keyed.get(thing, {})}}
            for wording in wordings:
                for name in names:
                    found = self._keyed.get(key(wording.format(name)))
                    if found:
                        return found
        return {}

    def find(self, text: str, limit: int = 10) -> list[Hit]:
        """Look for terms, best first: exact, then by beginning, by word, by likeness.

        Of terms that match equally well, those with more claims come first.

        Args:
            text: some or all of a name, an abbreviation, a CURIE; may be misspelt.
            limit: how many at most.
        """
        given = " ".join(text.split())
        if not given:
            return []
        best: dict[IRI, Hit] = {}
        try:
            iri = self._by_identifier(given)
        except UnknownTermError:
            iri = None
        if iri is not None:
            best[iri] = Hit(iri, self.names[iri], iri.curie, "curie", 1.0)
        at = key(given)
        for term in _best({} if at in self._keyed else self._by_phrase(at)):
            best[term] = Hit(term, self.names[term], given, "phrase", _PHRASE)
        for form, score in self._matches(given):
            value = round(score - form.kind / 100, 2)
            if form.term not in best or value > best[form.term].score:
                name = self.names[form.term]
                best[form.term] = Hit(form.term, name, form.text, _KINDS[form.kind], value)
        ranked = sorted(
            best.values(),
            key=lambda h: (-h.score, -self.counts.get(h.term, 0), len(h.name), h.name),
        )
        return ranked[: max(limit, 0)]

    @cached_property
    def _searchable(self) -> list[_Form]:
        made = []
        for term, text, kind in self._forms:
            at = key(text)
            made.append(
                _Form(term, text, kind, text.casefold(), at, tuple(at.split()), trigrams(at))
            )
        return made

    def _matches(self, given: str) -> list[tuple[_Form, float]]:
        lowered, wanted = given.casefold(), key(given)
        if not wanted:
            return []
        parts, grams = wanted.split(), trigrams(wanted)
        found: list[tuple[_Form, float]] = []
        like: list[tuple[float, int]] = []
        for number, form in enumerate(self._searchable):
            if form.lowered == lowered:
                found.append((form, 1.0))
            elif form.key == wanted:
                found.append((form, 0.96))
            elif form.key.startswith(wanted):
                found.append((form, 0.9))
            elif all(any(word.startswith(part) for word in form.words) for part in parts):
                found.append((form, 0.8))
            elif len(wanted) > 3 and wanted in form.key:
                found.append((form, 0.7))
            else:
                shared = len(grams & form.grams)
                if shared:
                    like.append((2 * shared / (len(grams) + len(form.grams)), number))
        from difflib import SequenceMatcher

        matcher = SequenceMatcher(None, "", wanted, autojunk=False)
        for share, number in sorted(like, reverse=True)[:_FUZZY]:
            form = self._searchable[number]
            matcher.set_seq1(form.key)
            if share > 0.2 and matcher.ratio() > _LIKE:
                found.append((form, matcher.ratio() * 0.85))
        return found

    def _by_identifier(self, text: str) -> IRI | None:
        prefix, colon, _ = text.partition(":")
        if not colon:
            return None
        iri = IRI(expand(text)) if prefix in PREFIXES else IRI(text.strip("<>"))
        if iri in self.names:
            return iri
        raise UnknownTermError(compact(text), [])

    def _nearest(self, text: str) -> list[str]:
        hits = self.find(text, 3)
        if text.isupper() and len(text) < 5:
            # an abbreviation is not the beginning of a word: SLEE is no sleep
            hits = [hit for hit in hits if hit.matched == "abbreviation"]
        return [hit.name for hit in hits]


def _enter(table: dict[str, dict[IRI, int]], at: str, term: IRI, rank: int) -> None:
    table[at][term] = min(table[at].get(term, rank), rank)


def _best(found: dict[IRI, int]) -> list[IRI]:
    best = min(found.values(), default=0)
    return sorted(term for term, rank in found.items() if rank == best)
