"""Claims by what they are about: the same that every answer takes in."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import NamedTuple

from bonekg.answers import scope
from bonekg.answers.amount import at_dose
from bonekg.answers.aside import advised
from bonekg.answers.columns import COLUMNS, row
from bonekg.answers.leads import Lead, answered, no_term
from bonekg.answers.library import Library, claim_iri, iri_of
from bonekg.answers.nearby import leading_on, quoted
from bonekg.answers.question import Asked, Only, ask, restrict
from bonekg.answers.render import Records
from bonekg.answers.wording import plural
from bonekg.catalogue.running import disputed, next_to
from bonekg.model import Claim, Thing
from bonekg.store.rows import IRI, Rows

__all__ = ["claims", "conditions"]

_FEW = 12  # claims up to which it is told what stands next to them


def claims(
    library: Library,
    *,
    subject: str | None = None,
    object: str | None = None,  # the word of the vocabulary
    about: str | None = None,
    document: str | None = None,
    kind: str | None = None,
    site: str | None = None,
    population: str | None = None,
    evidence: str | None = None,
) -> Records[Claim]:
    """Give the claims that fit all that is named, with what a question about it takes in.

    Args:
        library: the graph.
        subject: a term whose action the claims are about; a dose may stand with it.
        object: a term to which something is done, by the claims; a site may stand with it.
        about: a term on either side, or involved. Where words are no term but ask something that
            a query of the catalogue answers, as *X dose* does, its claims are given.
        document: a document's short name.
        kind: a kind of claim.
        site: a site; its parts count.
        population: people; their parts count.
        evidence: the weakest evidence that counts.

    Raises:
        TermError: if a term is unknown or ambiguous.
        QueryError: if there is no such document, kind or evidence.
    """
    asked = _read(library, subject, object, about, document=document, kind=kind, site=site,
                  population=population, evidence=evidence)  # fmt: skip
    found = library.claims(_keys(library, asked))
    for one, _ in asked.named:
        if one.dose is not None:
            found = [claim for claim in found if at_dose(claim, one.dose)]
    # What is said of the very things comes before what is said of what they take in.
    terms = {one.term for one, _ in asked.named}
    found.sort(key=lambda claim: not terms & {iri_of(thing.id) for thing in _ends(claim)})
    rows = Rows(COLUMNS, [row(library, claim) for claim in found])

    def notes() -> Iterator[str]:
        yield from disputed(rows, library.store)
        yield from _beside(library, asked, found) if found else _silent(library, asked)

    rows.tell(notes)
    return Records(found, rows)


def _silent(library: Library, asked: _Asked) -> Iterator[str]:
    """Say what has claims, where nothing fits all that was asked."""
    for one, role in asked.named:
        words = one.name if role == "about" else f"--{role} {quoted(one.name)}"
        command = "claims" if role == "about" else f"claims --{role}"
        count = len(_FINDS[role](library, one.term))
        if count:
            call = f"bonekg {command} {quoted(one.name)}"
            yield f"{plural(count, 'claim')} for {words} alone: {call}"
            continue
        yield f"the documents say nothing of {one.name} as such"
        yield from leading_on(library, one.term, partial(_FINDS[role], library), command)
    for question in asked.questions:
        without = answered(library, question)
        if without.claims:
            yield f"{plural(len(without.claims), 'claim')} without a restriction: {question.call}"
        yield from without.notes
    if not asked.named and not asked.questions:
        yield f"no claim fits all of this: {', '.join(map(' '.join, asked.only.named))}"


def _beside(library: Library, asked: _Asked, found: list[Claim]) -> Iterator[str]:
    """Tell the claims that share words of the texts with a few claims about a term.

    A sentence may name a thing that one of its claims is about and others are not.
    """
    if not asked.named or not 0 < len(found) <= _FEW:
        return
    only = asked.only.sparql
    terms = [one.term for one, _ in asked.named]
    yield from next_to((claim_iri(claim.id) for claim in found), terms, library.store, only)
    kept = {claim.id for claim in found}
    for one, _ in asked.named:
        for claim in library.claims(sorted(advised(library, one.term, only) - kept)):
            yield f"advised to a wider group than {one.name}: {claim.id}  {claim.states}"


def conditions(
    library: Library,
    subject: str | None = None,
    object: str | None = None,  # the word of the vocabulary
    about: str | None = None,
    **restrictions: str | None,
) -> str:
    """Give what `claims` gives as conditions on `?claim`, in SPARQL.

    What no pattern tells, which is a dose and words that ask something, is told by the claims.

    Args:
        library: the graph.
        subject: as `claims` takes it.
        object: as `claims` takes it.
        about: as `claims` takes it.
        restrictions: further ones that `claims` takes.
    """
    asked = _read(library, subject, object, about, **restrictions)
    if asked.questions or any(one.dose is not None for one, _ in asked.named):
        given = {"subject": subject, "object": object, "about": about, **restrictions}
        keys = [claim.id for claim in claims(library, **given)]
        return f"VALUES ?claim {{ {' '.join(f'<{claim_iri(key)}>' for key in keys)} }}"
    parts = [_CONDITIONS[role](one.term) for one, role in asked.named]
    return "\n".join([*parts, *filter(None, [asked.only.sparql])])


class _Asked(NamedTuple):
    """What claims are asked for: terms by their role, words that ask, restrictions."""

    named: list[tuple[Asked, str]]
    questions: list[Lead]
    only: Only


_FINDS = {"subject": scope.acting, "object": scope.acted_on, "about": scope.about}
_CONDITIONS: dict[str, Callable[[IRI], str]] = {
    "subject": partial(scope.on_side, met="acting", agent=True),
    "object": partial(scope.on_side, met="met", agent=False),
    "about": scope.is_about,
}


def _read(
    library: Library,
    subject: str | None,
    object: str | None,
    about: str | None,
    **restrictions: str | None,
) -> _Asked:
    given = [(subject, "subject"), (object, "object"), (about, "about")]
    questions = [q for name, _ in given if name and (q := no_term(library, name))]
    asking = {question.asked for question in questions}
    named = [
        (ask(library, name), role)
        for name, role in given
        if name is not None and name not in asking
    ]
    terms = tuple(one for one, _ in named)
    only = restrict(library, asked=terms, direct=False, **restrictions)
    return _Asked(named, questions, only)


def _keys(library: Library, asked: _Asked) -> set[str]:
    only = asked.only.sparql
    sets = [set(_FINDS[role](library, one.term, only)) for one, role in asked.named]
    for question in asked.questions:
        fitting = {claim.id for claim in answered(library, question).claims}
        sets.append(fitting & scope.any_claims(library, only))
    return set.intersection(*sets) if sets else scope.any_claims(library, only)


def _ends(claim: Claim) -> list[Thing]:
    return [claim.subject] if claim.object is None else [claim.subject, claim.object]
