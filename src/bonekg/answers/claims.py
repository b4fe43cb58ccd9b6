"""Claims by what they are about: the same that every answer takes in."""

from __future__ import annotations

from bonekg.answers import scope
from bonekg.answers.amount import at_dose
from bonekg.answers.columns import COLUMNS, row
from bonekg.answers.leads import answered, no_term
from bonekg.answers.library import Library, iri_of
from bonekg.answers.question import ask, restrict
from bonekg.answers.render import Records
from bonekg.model import Claim, Thing
from bonekg.store.rows import Rows

__all__ = ["claims"]


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
    given = (
        (subject, scope.acting), (object, scope.acted_on), (about, scope.about),
    )  # fmt: skip
    questions = [q for name, _ in given if name and (q := no_term(library, name))]
    asking = {question.asked for question in questions}
    named = [
        (ask(library, name), find)
        for name, find in given
        if name is not None and name not in asking
    ]
    only = restrict(
        library, site=site, population=population, document=document, evidence=evidence,
        kind=kind, asked=tuple(asked for asked, _ in named),
    )  # fmt: skip
    sets = [set(find(library, asked.term, only.sparql)) for asked, find in named]
    for question in questions:
        fitting = {claim.id for claim in answered(library, question).claims}
        sets.append(fitting & scope.any_claims(library, only.sparql))
    keys = set.intersection(*sets) if sets else scope.any_claims(library, only.sparql)
    found = library.claims(keys)
    for asked, _ in named:
        if asked.dose is not None:
            found = [claim for claim in found if at_dose(claim, asked.dose)]
    # What is said of the very things comes before what is said of what they take in.
    terms = {asked.term for asked, _ in named}
    found.sort(key=lambda claim: not terms & {iri_of(thing.id) for thing in _ends(claim)})
    return Records(found, Rows(COLUMNS, [row(library, claim) for claim in found]))


def _ends(claim: Claim) -> list[Thing]:
    return [claim.subject] if claim.object is None else [claim.subject, claim.object]
