"""What is asked, in words: a term, with a dose, a site or people; and what restricts the answer."""

from __future__ import annotations

from typing import NamedTuple

from bonekg.answers.amount import Amount, read_amount
from bonekg.answers.leads import lead
from bonekg.answers.library import Library
from bonekg.errors import QueryError, TermError, UnknownTermError, nearest
from bonekg.lexicon.spelling import key
from bonekg.rdf import BASE
from bonekg.store.rows import IRI

__all__ = ["Asked", "Only", "ask", "at_site", "in_people", "restrict"]

_FARES = "SELECT ?sort WHERE { <%s> bkg:kindOf ?sort . ?sort bkg:fares true } LIMIT 1"
_PLACED = "SELECT ?around WHERE { <%s> bkg:within ?around } LIMIT 1"


class Asked(NamedTuple):
    """A term, and what was named with it.

    Attributes:
        term: its IRI.
        name: our name for it.
        site: a site named with it (`hip BMD`), or None.
        people: people named with it (`melatonin in women`), or None.
        dose: an amount named with it (`3 mg melatonin`), or None.
        notes: what was read otherwise than written.
    """

    term: IRI
    name: str
    site: IRI | None = None
    people: IRI | None = None
    dose: Amount | None = None
    notes: tuple[str, ...] = ()

    def label(self, library: Library) -> str:
        """Name it with what restricts it."""
        parts = [
            self.name,
            self.dose.words if self.dose else None,
            f"at {library.name(self.site)}" if self.site else None,
            f"in {library.name(self.people)}" if self.people else None,
        ]
        return " ".join(part for part in parts if part)


class Only(NamedTuple):
    """What an answer is restricted to.

    Attributes:
        named: option → its value, as it was understood.
        sparql: the same as conditions on `?claim`.
        notes: what was read otherwise than written.
    """

    named: tuple[tuple[str, str], ...] = ()
    sparql: str = ""
    notes: tuple[str, ...] = ()


def ask(library: Library, words: str) -> Asked:
    """Settle what is meant by some words.

    Args:
        library: the graph.
        words: a name, synonym or CURIE; before or behind it may stand a dose, a site or people.

    Raises:
        UnknownTermError: if no term goes by the words.
        AmbiguousTermError: if several do.
    """
    try:
        return _plain(library, library.lexicon.resolve(words))
    except UnknownTermError:
        text = " ".join(words.split())
        found = _question(library, text)
        # A whole name with a typing error comes before a dose or a site that its words may be.
        if found is None and library.lexicon.misspelt(text) is None:
            found = _with_dose(library, text) or _split(library, text)
        if found is not None:
            return found
    term, _, note = library.lexicon.mend(text)
    return _plain(library, term)._replace(notes=(note,) if note else ())


def _plain(library: Library, term: IRI) -> Asked:
    return Asked(term, library.name(term))


def _question(library: Library, text: str) -> Asked | None:
    """Read words that ask something of a thing as the thing, and name the call that answers."""
    asked = lead(library, text)
    if asked is None:
        return None
    note = f"{text!r} read as {asked.name}; what the words ask: {asked.call}"
    return Asked(asked.term, asked.name, notes=(note,))


def _with_dose(library: Library, text: str) -> Asked | None:
    found = read_amount(library, text)
    if found is None:
        return None
    dose, rest = found
    try:
        return ask(library, rest)._replace(dose=dose)
    except UnknownTermError:
        return None


def _split(library: Library, text: str) -> Asked | None:
    """Read a term with a site or with people: `hip BMD`, `melatonin in older women`."""
    terms: list[IRI] = []
    notes: list[str] = []
    parts = library.lexicon.split(text)
    for part in parts if len(parts) > 1 else ():
        try:
            term, _, note = library.lexicon.mend(part.words)
        except TermError:
            return None
        terms.append(term)
        notes += [note] if note else []
    sites = [term for term in terms if library.select(_PLACED % term)]
    people = [term for term in terms if term not in sites and library.select(_FARES % term)]
    things = [term for term in terms if term not in sites and term not in people]
    if len(things) != 1 or len(sites) > 1 or len(people) > 1:
        return None
    return _plain(library, things[0])._replace(
        site=sites[0] if sites else None,
        people=people[0] if people else None,
        notes=tuple(notes),
    )


def restrict(
    library: Library,
    *,
    site: str | None = None,
    population: str | None = None,
    document: str | None = None,
    evidence: str | None = None,
    kind: str | None = None,
    direct: bool = False,
    asked: tuple[Asked, ...] = (),
) -> Only:
    """Settle what an answer is restricted to.

    Args:
        library: the graph.
        site: a site; its parts count, and what is an aspect of it.
        population: people; their parts count.
        document: a document's short name, or its name.
        evidence: the weakest evidence that counts, by name, synonym or abbreviation.
        kind: a kind of claim.
        direct: only what acts and what is acted on themselves, not what they take in.
        asked: the terms of the question; a site or people named with them restrict, too.

    Raises:
        TermError: if the site or the population is unknown or ambiguous.
        QueryError: if there is no such document, evidence or kind.
    """
    named: list[tuple[str, str]] = []
    parts: list[str] = []
    notes: list[str] = []
    if site is not None:
        found = ask(library, site)
        named.append(("site", found.name))
        parts.append(at_site(found.term, 0))
        notes += found.notes
    if population is not None:
        found = ask(library, population)
        named.append(("population", found.name))
        parts.append(in_people(found.term, 0))
        notes += found.notes
    for place, one in enumerate(asked, 1):
        if one.site is not None:
            parts.append(at_site(one.site, place))
        if one.people is not None:
            parts.append(in_people(one.people, place))
    if document is not None:
        slug = _document(library, document)
        named.append(("document", slug))
        parts.append(f"?claim bkg:inDocument <{BASE}document/{slug}> .")
    if evidence is not None:
        name, rank = _evidence(library, evidence)
        named.append(("evidence", f"{name} or stronger"))
        parts.append(f"?claim bkg:evidence/bkg:rank ?rank . FILTER(?rank >= {rank})")
    if kind is not None:
        name, iri = _kind(library, kind)
        named.append(("kind", name))
        parts.append(f"?claim bkg:kind <{iri}> .")
    if direct:
        named.append(("terms", "themselves, not what a question about them takes in"))
        parts.append(
            "".join(
                f"?claim bkg:{end} <{one.term}> . "
                for end, one in zip(("subject", "object"), asked, strict=True)
            )
        )
    return Only(tuple(named), " ".join(parts), tuple(notes))


def at_site(site: IRI, number: int) -> str:
    """Give the condition on `?claim` that it is at a site or a part of it.

    Args:
        site: the site.
        number: tells the variable of this condition from those of others.
    """
    return f"<{site}> bkg:takesInAsTarget ?site{number} . ?claim bkg:target ?site{number} ."


def in_people(people: IRI, number: int) -> str:
    """Give the condition on `?claim` that it is about some people; see `at_site`."""
    return (
        f"<{people}> bkg:takesInAsTarget ?people{number} . "
        f"?claim bkg:population|bkg:aboveAllIn|bkg:subject|bkg:object ?people{number} ."
    )


def _document(library: Library, given: str) -> str:
    documents = library.documents
    for slug, document in documents.items():
        if given.strip() in (slug, document.name, document.file, document.title):
            return slug
    raise QueryError(f"no document {given!r}; there are {', '.join(sorted(documents))}")


def _evidence(library: Library, given: str) -> tuple[str, int]:
    wanted = key(given)
    for kind in library.evidence.values():
        if any(key(name) == wanted for name in kind.names):
            return kind.name, kind.rank
    raise QueryError(f"no evidence {given!r}; there are {', '.join(library.evidence)}")


def _kind(library: Library, given: str) -> tuple[str, IRI]:
    rows = library.select(
        "SELECT ?kind ?name WHERE { ?kind a bkg:ClaimKind ; skos:prefLabel ?name } ORDER BY ?name"
    )
    kinds = {str(name): IRI(str(kind)) for kind, name in rows}
    for name, iri in kinds.items():
        if key(name) == key(given):
            return name, iri
    near = nearest(given, kinds, 1)
    hint = f"; did you mean {near[0]!r}?" if near else ""
    raise QueryError(f"no kind of claim {given!r}{hint} There are {', '.join(kinds)}")
