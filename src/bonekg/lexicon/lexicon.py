"""Terms by name: exact for answers, mended for questions, forgiving for searches."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import NamedTuple, Protocol

from bonekg.errors import (
    AmbiguousTermError,
    QueryError,
    TermError,
    TermTooLongError,
    UnknownTermError,
)
from bonekg.lexicon.mending import Words
from bonekg.lexicon.phrases import read_phrases
from bonekg.lexicon.spelling import key, trigrams
from bonekg.lexicon.turns import Turn, queries_of, reorder, turns_of
from bonekg.lexicon.ways import Ways
from bonekg.rdf import PREFIXES, compact, expand
from bonekg.store.rows import IRI, Rows

__all__ = ["Hit", "Lexicon", "Mended", "Part", "Selects", "check_words"]

_FORMS = """
SELECT ?term ?form ?kind ?name WHERE {
  ?term a owl:Class ; skos:prefLabel ?name ; bkg:kindOf bkg:Entity .
  { ?term skos:prefLabel ?form . BIND(0 AS ?kind) }
  UNION { ?term bkg:abbreviation ?form . BIND(1 AS ?kind) }
  UNION { ?term rdfs:label ?form . BIND(2 AS ?kind) }
  UNION { ?term oboInOwl:hasExactSynonym ?form . BIND(3 AS ?kind) }
  UNION { ?term oboInOwl:hasRelatedSynonym ?form . BIND(4 AS ?kind) }
}
"""
_LOOK_UP = """
SELECT DISTINCT ?term ?name WHERE {{
  {given}
  ?term skos:prefLabel ?name ; a owl:Class ; bkg:kindOf bkg:Entity .
}}
"""
_COUNTS = """
SELECT ?term (COUNT(DISTINCT ?claim) AS ?n) WHERE {
  ?claim a bkg:Claim ; bkg:subject|bkg:object ?term .
} GROUP BY ?term
"""
_KINDS = ("name", "abbreviation", "label", "synonym", "related synonym")
_ABBREVIATION = _KINDS.index("abbreviation")
_RELATED = _KINDS.index("related synonym")
_PHRASE = 0.94  # the score of what is said in other words: below another spelling, above a part
_LIKE = 0.75  # how alike a misspelt name must be, of 1: retinol is no ethanol
_MISSPELT = 0.85  # the score of a misspelt name is as much of how alike it is
_MISSPELT_UNNAMED = 0.8  # and that of a term no document names: a slip is likelier for what is
_FUZZY = 40  # how many forms of like letters are compared letter by letter
_BEGUN = 0.85  # the score from which a name begins with the words that were given
_SAID_ALIKE = 0.5  # how alike the words of a turn and those of a name must be, of 1
_DEEP = 3  # how many turns of phrase may stand in one another: risk of a lack of X
_ENDING = 5  # how many letters a name must have that is given by its last words
_LONGEST = 300  # characters of a name or a question; the longest name has 62


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
        matched: `name`, `abbreviation`, `label`, `synonym`, `related synonym`, `phrase` (it
            means the same in other words, as *lack of X* does) or `curie`.
        score: from 1 (exact) down to 0.
    """

    term: IRI
    name: str
    form: str
    matched: str
    score: float


class Mended(NamedTuple):
    """The term that a person means.

    Attributes:
        term: its IRI.
        name: our name for it.
        note: how the words were read, where they are no name of the term; else None.
    """

    term: IRI
    name: str
    note: str | None


class Part(NamedTuple):
    """Some words of a phrase, and the term that they name; None if they name none."""

    words: str
    term: IRI | None


class _Form(NamedTuple):
    term: IRI
    text: str
    kind: int
    lowered: str
    key: str
    words: tuple[str, ...]
    grams: frozenset[str]


class _Table:
    """All names of all terms.

    Attributes:
        names: term → its own name.
        forms: term, form and rank of each form.
        exact: form without case → the terms that go by it, and how.
        of: term → rank and form of all that it is called, but for related synonyms.
    """

    def __init__(self, rows: Rows) -> None:
        self.names: dict[IRI, str] = {}
        self.forms: list[tuple[IRI, str, int]] = []
        self.exact: dict[str, dict[IRI, int]] = defaultdict(dict)
        self.of: dict[str, list[tuple[int, str]]] = defaultdict(list)
        for term, form, kind, name in sorted(rows):  # in any order
            iri, text, rank = IRI(str(term)), str(form), int(str(kind))
            self.names[iri] = str(name)
            self.forms.append((iri, text, rank))
            if rank < _RELATED:
                self.of[iri].append((rank, text))
            _enter(self.exact, text.casefold(), iri, rank)
        for forms in self.of.values():
            forms.sort()


class Lexicon:
    """All names of all terms of a store, read when first needed.

    A term that is given by its own name or identifier is looked up without reading the others.
    """

    def __init__(self, store: Selects) -> None:
        self._store = store
        self._looked_up: dict[IRI, str] = {}
        self._settled: dict[str, IRI] = {}  # own name or identifier → the term

    @cached_property
    def _table(self) -> _Table:
        return _Table(self._store.select(_FORMS))

    @property
    def names(self) -> dict[IRI, str]:
        """Term → its own name."""
        return self._table.names

    @property
    def _forms(self) -> list[tuple[IRI, str, int]]:
        return self._table.forms

    @property
    def _exact(self) -> dict[str, dict[IRI, int]]:
        return self._table.exact

    @property
    def _of(self) -> dict[str, list[tuple[int, str]]]:
        return self._table.of

    def name(self, term: IRI) -> str:
        """Give a term's own name.

        Raises:
            KeyError: if there is no such term.
        """
        if "_table" in self.__dict__:
            return self.names[term]
        if term not in self._looked_up and self._look_up(term) is None:
            raise KeyError(term)
        return self._looked_up[term]

    def _look_up(self, text: str) -> IRI | None:
        """Give the term of exactly this own name or identifier, without reading all names.

        No other term could be meant: an own name outranks all else, and no two are the same.
        """
        if "_table" in self.__dict__:
            return None  # which is faster
        if text in self._settled:
            return self._settled[text]
        iri = _identified(text)
        given = f"VALUES ?term {{ <{iri}> }}" if iri else f"VALUES ?name {{ {_spelt(text)} }}"
        try:
            found = self._store.select(_LOOK_UP.format(given=given))
        except QueryError:
            return None  # what was given cannot stand in a query: it is searched among all names
        if len(found) != 1:
            return None
        term, name = found[0]
        self._settled[text] = IRI(str(term))
        self._looked_up[self._settled[text]] = str(name)
        return self._settled[text]

    @cached_property
    def _keyed(self) -> dict[str, dict[IRI, int]]:
        table: dict[str, dict[IRI, int]] = defaultdict(dict)
        for term, text, rank in self._forms:
            _enter(table, key(text), term, rank)
        return table

    @cached_property
    def _unnamed(self) -> dict[str, str]:
        """Key of what the documents do not name → the name of its class."""
        given = read_phrases().unnamed
        return {key(name): kind for kind, names in given.items() for name in names}

    @cached_property
    def _squeezed(self) -> dict[str, set[str]]:
        """Key without blanks → the keys that it may be."""
        table: dict[str, set[str]] = defaultdict(set)
        for at in self._keyed:
            table[at.replace(" ", "")].add(at)
        return table

    @cached_property
    def _shuffled(self) -> dict[tuple[str, ...], set[str]]:
        """The words of a key in the order of the alphabet → the keys that it may be."""
        table: dict[tuple[str, ...], set[str]] = defaultdict(set)
        for at in self._keyed:
            table[tuple(sorted(at.split()))].add(at)
        return table

    @cached_property
    def _words(self) -> Words:
        given = read_phrases()
        said = (key(w.replace("_", " ")) for t in given.turns for x in t.words for w in _plain(x))
        return Words(
            [*self._keyed, *said, *given.between],
            [*self._unnamed, *map(key, given.other_words)],
            given.prefixes,
        )

    @cached_property
    def _ways(self) -> Ways:
        return Ways(self._store, self.exact)

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
        return [text for rank, text in self._of.get(term, ()) if rank == _ABBREVIATION]

    def exact(self, name: str) -> IRI | None:
        """Give the one term of exactly this name, synonym or abbreviation, or None."""
        named = self._exact.get(name.casefold(), {})
        found = _best({term: rank for term, rank in named.items() if rank < _RELATED})
        return found[0] if len(found) == 1 else None

    def resolve(self, name: str) -> IRI:
        """Settle which term is meant by a name, synonym, abbreviation, label, CURIE or IRI.

        The exact form outranks one that differs in case, hyphens, plural, accents, Greek letters
        or British spelling, and this a turn of phrase (*shortage of X* for the lack of X). A
        term's own name outranks its abbreviations, these its public label, these its synonyms,
        these its related synonyms; among equals, the one term that claims speak of is meant.

        Raises:
            UnknownTermError: if no term goes by it; the nearest names are given.
            AmbiguousTermError: if several do.
            TermTooLongError: if it is longer than names are.
        """
        check_words(name)
        text = " ".join(name.split())
        iri = self._look_up(text) or self._by_identifier(text)
        if iri is not None:
            return iri
        found = self._exact.get(text.casefold()) or self._by_key(key(text))
        if not found:
            raise self._unknown(name, text)
        return self._one(name, found)

    def mend(self, text: str) -> Mended:
        """Settle which term a person means, typing errors and names of kinds included.

        What `resolve` finds has no note, but for what is only a related synonym. Else, in this
        order: a name written in one, in another order or by its last words, typing errors in any
        number of its words, a turn of phrase around a thing for which there is no term (read as
        the same of its class, or as the thing), a name among words that say little.
        Each has a note that says how the words were read.

        Args:
            text: the words.

        Raises:
            UnknownTermError: if no term is clearly meant; the nearest names are given.
            AmbiguousTermError: if several terms go by it.
            TermTooLongError: if they are longer than names are.

        Examples:
            >>> import bonekg
            >>> bonekg.load().lexicon.mend("osteporosis").note
            "'osteporosis' read as osteoporosis"
        """
        try:
            term = self.resolve(text)
            return Mended(term, self.name(term), self._loosely(text, term))
        except UnknownTermError:
            at = key(text)
            found = None
            if at not in self._unnamed:
                found = self._misspelt(text, at) or self._thing(text, at)
            found = found or self._among_little(text)
            if found is None:
                raise
            return found

    def _loosely(self, text: str, term: IRI) -> str | None:
        """Say how words were read that are used for a term and mean more, less or other than it."""
        if "_table" not in self.__dict__:
            return None  # its own name was looked up
        words = " ".join(text.split())
        ranks = self._exact.get(words.casefold()) or self._keyed.get(key(words), {})
        return f"{words!r} read as {self.name(term)}" if ranks.get(term) == _RELATED else None

    def question(self, text: str) -> tuple[str, IRI] | None:
        """Read words as a question that a query of the catalogue answers.

        Args:
            text: the words, such as *causes of X*.

        Returns:
            The name of the query, and the term to ask it about; None if the words are no such
            question, or no one term is clearly meant.

        Raises:
            TermTooLongError: if they are longer than questions are.

        Examples:
            >>> import bonekg
            >>> bonekg.load().lexicon.question("side effects of mag citrate")
            ('harms', 'http://purl.obolibrary.org/obo/CHEBI_131389')
        """
        check_words(text)
        for thing, query in queries_of(key(text)):
            try:
                return query, self.mend(thing).term
            except TermError:
                continue
        return None

    def says_little(self, word: str) -> bool:
        """Say whether a word may be left out of a name without a change of the sense.

        Examples:
            >>> import bonekg
            >>> lexicon = bonekg.load().lexicon
            >>> lexicon.says_little("daily"), lexicon.says_little("inhibitor")
            (True, False)
        """
        return key(word) in {key(known) for known in read_phrases().left_out}

    def split(self, text: str) -> list[Part]:
        """Split a phrase into the names that it is made of, as few and as long as possible.

        Small words between names are left out; words that name nothing are parts without a term.

        Args:
            text: the phrase.

        Raises:
            TermTooLongError: if it is longer than names and questions are.

        Examples:
            >>> import bonekg
            >>> lexicon = bonekg.load().lexicon
            >>> [(part.words, part.term is not None) for part in lexicon.split("BMD at the hip")]
            [('BMD', True), ('hip', True)]
        """
        check_words(text)
        words, small = text.split(), set(read_phrases().between)
        # best[n]: (words that name nothing, parts) and the parts of the first n words
        best: list[tuple[int, int, list[Part]]] = [(0, 0, [])]
        for end in range(1, len(words) + 1):
            options = []
            for start in range(end):
                lost, many, parts = best[start]
                piece = " ".join(words[start:end])
                opens = end > start + 1 and words[start].casefold() in small
                term = self.exact(piece) if opens else self._named(piece)
                if term is not None:
                    options.append((lost, many + 1, [*parts, Part(piece, term)]))
                elif end == start + 1:
                    if piece.casefold() in small:
                        options.append((lost, many, parts))
                    else:
                        options.append((lost + 1, many + 1, [*parts, Part(piece, None)]))
            best.append(min(options, key=lambda option: option[:2]))
        return best[-1][2]

    def find(self, text: str, limit: int = 10) -> list[Hit]:
        """Look for terms, best first: exact, then by beginning, by word, by likeness.

        Of terms that match equally well, those with more claims come first.

        Args:
            text: some or all of a name, an abbreviation, a CURIE; may be misspelt.
            limit: how many at most.

        Raises:
            TermTooLongError: if it is longer than names are.
        """
        check_words(text)
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

    def _one(self, name: str, found: dict[IRI, int]) -> IRI:
        chosen = _best(found)
        if len(chosen) > 1:
            chosen = [term for term in chosen if self.counts.get(term)] or chosen
        if len(chosen) > 1:
            raise AmbiguousTermError(name, [f"{i.curie} ({self.names[i]})" for i in chosen])
        return chosen[0]

    def _named(self, text: str) -> IRI | None:
        """Give the one term of a name, without turns of phrase, or None."""
        found = self._exact.get(text.casefold()) or self._keyed.get(key(text), {})
        chosen = _best(found)
        return chosen[0] if len(chosen) == 1 else None

    def _by_key(self, at: str) -> dict[IRI, int]:
        return self._keyed.get(at) or self._by_phrase(at)

    def _by_phrase(self, at: str, deep: int = _DEEP) -> dict[IRI, int]:
        """Find what is meant in other words; of several terms the likeliest alone."""
        for full in self._spelt_out(at):
            if full in self._keyed:
                return self._keyed[full]
        for turn in turns_of(at):
            things = [self._keyed.get(t) or self._inner(t, deep) for t in turn.things]
            if all(things):
                meant = self._likeliest(turn, things)
                if meant is not None:
                    return {meant: 0}
        for other in reorder(at):
            if other in self._keyed:
                return self._keyed[other]
        return {}

    def _inner(self, at: str, deep: int) -> dict[IRI, int]:
        return self._by_phrase(at, deep - 1) if deep > 1 else {}

    def _spelt_out(self, at: str) -> Iterator[str]:
        """Give a key with each abbreviation in it replaced by the term's own name."""
        words = at.split()
        full = []
        for word in words:
            short = [t for t, rank in self._keyed.get(word, {}).items() if rank == _ABBREVIATION]
            full.append(key(self.names[short[0]]) if len(short) == 1 else word)
        if full != words:
            yield " ".join(full)

    def _likeliest(self, turn: Turn, things: Iterable[dict[IRI, int]]) -> IRI | None:
        """Give, of the terms that a turn of phrase may mean, the one that it most likely means."""
        asked = [set(_best(found)) for found in things]
        candidates = self._ways.terms(turn.text.ways, asked)
        if not candidates:
            return None
        names = {w for found in asked for t in found for f in self.forms(t) for w in key(f).split()}

        def order(term: IRI) -> tuple[int, bool, int, bool, int, int, bool, int, str]:
            own, above = key(self.names[term]).split(), self._ways.above(term)
            return (
                self._ways.preference(term, turn.text.kind, turn.text.not_kind),
                self._likeness(turn.said, term, names) < _SAID_ALIKE,
                sum(other in above for other in candidates),
                names.isdisjoint(own),
                candidates[term],
                len(set(own) - names),
                self._ways.others(term, turn.text.ways) > 0,
                -self.counts.get(term, 0),
                self.names[term],
            )

        return min(candidates, key=order)

    def _likeness(self, said: str, term: IRI, names: set[str]) -> float:
        """Say how much the words of a turn are like those of a term beside the thing's names."""
        wanted, best = trigrams(said), 0.0
        for form in self.forms(term):
            rest = " ".join(word for word in key(form).split() if word not in names)
            grams = trigrams(rest)
            if rest:
                best = max(best, 2 * len(wanted & grams) / (len(wanted) + len(grams)))
        return best

    def _misspelt(self, text: str, at: str) -> Mended | None:
        """Read a name written in one, in another order, by its last words, or with typing errors.

        It is read only if one is meant.
        """
        written = self._squeezed.get(at.replace(" ", ""), set())
        ordered = self._shuffled.get(tuple(sorted(at.split())), set())
        for options in (written, ordered, self._ended(at)):
            found = self._meant(options)
            if len(found) == 1:
                return self._read_as(text, found.pop())
        return self.misspelt(text)

    def misspelt(self, text: str) -> Mended | None:
        """Read the whole of some words as one name with typing errors; None if none is meant.

        Args:
            text: the words.

        Examples:
            >>> import bonekg
            >>> lexicon = bonekg.load().lexicon
            >>> lexicon.misspelt("parathyroid hormon").note
            "'parathyroid hormon' read as parathyroid hormone"
            >>> lexicon.misspelt("hip BMD") is None
            True
        """
        at = key(text)
        if all(map(self._words.known, at.split())):
            return None
        slips = self._meant(self._words.mended(at))
        # Of several that a slip may be of, those that claims speak of are likelier meant.
        found = {term for term in slips if self.counts.get(term)} or slips
        return self._read_as(text, found.pop()) if len(found) == 1 else None

    def _among_little(self, text: str) -> Mended | None:
        """Read the one name among words that say little, or what is left between such words."""
        words = text.split()
        while words and self.says_little(words[0]):
            words.pop(0)
        while words and self.says_little(words[-1]):
            words.pop()
        rest = " ".join(words)
        if rest not in ("", " ".join(text.split())):
            try:
                return self._read_as(text, self.mend(rest).term)
            except TermError:
                pass
        parts = self.split(text)
        known = [part.term for part in parts if part.term is not None]
        left = [part.words for part in parts if part.term is None]
        if len(known) != 1 or not all(map(self.says_little, left)):
            return None
        return self._read_as(text, IRI(str(known[0])))

    def _meant(self, keys: Iterable[str]) -> set[IRI]:
        met: set[IRI] = set()
        for at in keys:
            found = _best(self._by_key(at))
            met |= {term for term in found if self.counts.get(term)} or set(found)
        return met - {term for term in met if self._ways.things(term) & met}

    def _ended(self, at: str) -> set[str]:
        if len(at) < _ENDING:
            return set()
        return {form for form in self._keyed if form.endswith(f" {at}")}

    def _thing(self, text: str, at: str) -> Mended | None:
        """Read a turn of phrase for which there is no term as the thing, or as that of a class."""
        for turn in turns_of(at, loosely=True):
            found = [self._meant([t]) or self._meant(self._words.mended(t)) for t in turn.things]
            if len(found) != 1 or len(found[0]) != 1:
                continue
            thing = found[0].pop()
            if turn.text.of and not self._ways.belongs(thing, turn.text.of):
                continue
            for above in (thing, *self._ways.classes(thing)):
                term = self._likeliest(turn, [{above: 0}])
                if term is not None:
                    return self._read_as(text, term)
            if self._ways.turning.intersection(turn.text.ways):
                # The lack of a thing is not answered by the thing.
                continue
            name = self.names[thing]
            note = f"no term for {text!r}; read as {name}, with all that is of it"
            return Mended(thing, name, note)
        return None

    def _read_as(self, text: str, term: IRI) -> Mended:
        return Mended(term, self.names[term], f"{text!r} read as {self.names[term]}")

    @cached_property
    def _searchable(self) -> list[_Form]:
        made = []
        for term, text, kind in self._forms:
            at = key(text)
            made.append(
                _Form(term, text, kind, text.casefold(), at, tuple(at.split()), trigrams(at))
            )
        return made

    @cached_property
    def _having(self) -> dict[str, list[int]]:
        """Run of three letters → the numbers of the forms that have it."""
        found: dict[str, list[int]] = defaultdict(list)
        for number, form in enumerate(self._searchable):
            for gram in form.grams:
                found[gram].append(number)
        return found

    def _near(self, wanted: str, grams: frozenset[str]) -> Iterable[int]:
        """Give the numbers of the forms that can match: those that share three letters with it.

        A single letter may begin a word within a name without sharing three letters with it.
        """
        if all(len(part) == 1 for part in wanted.split()):
            return range(len(self._searchable))
        return sorted({number for gram in grams for number in self._having.get(gram, ())})

    def _matches(self, given: str) -> list[tuple[_Form, float]]:
        lowered, wanted = given.casefold(), key(given)
        if not wanted:
            return []
        parts, grams = wanted.split(), trigrams(wanted)
        found: list[tuple[_Form, float]] = []
        like: list[tuple[float, int]] = []
        for number in self._near(wanted, grams):
            form = self._searchable[number]
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
                weight = _MISSPELT if self.counts.get(form.term) else _MISSPELT_UNNAMED
                found.append((form, matcher.ratio() * weight))
        return found

    def _by_identifier(self, text: str) -> IRI | None:
        iri = _identified(text)
        if iri is None:
            return None
        if iri in self.names:
            return iri
        raise UnknownTermError(compact(text), [])

    def _unknown(self, name: str, text: str) -> UnknownTermError:
        kind = self._unnamed.get(key(text))
        term = self.exact(kind) if kind else None
        if term is None:
            return UnknownTermError(name, self._nearest(text))
        return UnknownTermError(name, self._spoken_of(term) or [self.names[term]], kind)

    def _nearest(self, text: str) -> list[str]:
        at = key(text)
        if not all(map(self._words.known, at.split())):
            meant = self._meant(self._words.mended(at))
            if meant:
                return sorted(self.names[term] for term in meant)[:3]
        named = self._kinds_named(text) if " " in text else []
        hits = [hit for hit in self.find(text, 3) if not named or hit.score > _BEGUN]
        if text.isupper() and len(text) < 5:
            # an abbreviation is not the beginning of a word: SLEE is no sleep
            hits = [hit for hit in hits if hit.matched == "abbreviation"]
        return list(dict.fromkeys([*(hit.name for hit in hits), *named]))[:4]

    def _kinds_named(self, text: str) -> list[str]:
        """Give the terms named in a phrase, with those of their kinds that claims speak of most."""
        return list(
            dict.fromkeys(
                name
                for part in self.split(text)
                if part.term is not None
                for name in [self.names[part.term], *self._spoken_of(part.term)]
            )
        )[:4]

    def _spoken_of(self, term: IRI) -> list[str]:
        kinds = sorted(self._ways.below(term), key=lambda t: (-self.counts.get(t, 0), t))
        return [self.names[kind] for kind in kinds if self.counts.get(kind)][:3]


def _identified(text: str) -> IRI | None:
    """Give the IRI that a text is or that it stands for as a CURIE; None if it is neither."""
    prefix, colon, _ = text.partition(":")
    if not colon:
        return None
    return IRI(expand(text)) if prefix in PREFIXES else IRI(text.strip("<>"))


def _spelt(text: str) -> str:
    """Give a name as literals of SPARQL, as it stands and as names are usually written."""
    from pyoxigraph import Literal

    forms = dict.fromkeys((text, text.lower(), text[:1].upper() + text[1:].lower()))
    return " ".join(str(Literal(form)) for form in forms)


def check_words(text: str) -> None:
    """Refuse what can be no name, before it is compared with all of them.

    Args:
        text: what somebody asks for.

    Raises:
        TermTooLongError: if it is longer than names and questions are.
        UnknownTermError: if it is no text, as bytes read in another encoding.
    """
    if len(text) > _LONGEST:
        raise TermTooLongError(text, _LONGEST)
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as error:  # it was read in another encoding than its own
        raise UnknownTermError(text, []) from error


def _plain(words: str) -> Iterator[str]:
    for word in words.split():
        if not word.startswith("{"):
            yield from word.rstrip("?").split("|")


def _enter(table: dict[str, dict[IRI, int]], at: str, term: IRI, rank: int) -> None:
    table[at][term] = min(table[at].get(term, rank), rank)


def _best(found: dict[IRI, int]) -> list[IRI]:
    best = min(found.values(), default=0)
    return sorted(term for term, rank in found.items() if rank == best)
