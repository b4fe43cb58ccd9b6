"""Claims by what they are about: the same that every answer takes in."""

from __future__ import annotations

from bonekg.answers import scope
from bonekg.answers.columns import COLUMNS, row
from bonekg.answers.library import Library
from bonekg.answers.question import ask, at_dose, restrict
from bonekg.answers.render import Records
from bonekg.model import Claim
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
        about: a term on either side, or involved.
        document: a document's short name.
        kind: a kind of claim.
        site: a site; its parts count.
        population: people; their parts count.
        evidence: the weakest evidence that counts.

    Raises:
        TermError: if a term is unknown or ambiguous.
        QueryError: if there is no such document, kind or evidence.
    """
    named = [
        (ask(library, name), find)
        for name, find in (
            (subject, scope.acting), (object, scope.acted_on), (about, scope.about),
        )
        if name is not None
    ]  # fmt: skip
    only = restrict(
        library, site=site, population=population, document=document, evidence=evidence,
        kind=kind, asked=tuple(asked for asked, _ in named),
    )  # fmt: skip
    sets = [set(find(library, asked.term, only.sparql)) for asked, find in named]
    keys = set.intersection(*sets) if sets else scope.any_claims(library, only.sparql)
    found = library.claims(keys)
    for asked, _ in named:
        if asked.dose is not None:
            found = [claim for claim in found if at_dose(claim.dose, asked.dose)]
    return Records(found, Rows(COLUMNS, [row(library, claim) for claim in found]))
