"""The two ends of a question for paths: terms, with the claims of a dose or a site."""

from __future__ import annotations

from collections.abc import Iterable

from bonekg.answers import scope
from bonekg.answers.amount import at_dose
from bonekg.answers.library import Library, claim_iri
from bonekg.answers.paths import End
from bonekg.answers.question import Asked, ask, restrict
from bonekg.store.rows import IRI

__all__ = ["path_ends", "related"]


def path_ends(library: Library, one: str, two: str) -> tuple[End, End]:
    """Settle what a question for paths is about.

    Args:
        library: the graph.
        one: what acts: a term, a dose may stand with it.
        two: what it acts on: a term, a site or people may stand with it.

    Raises:
        TermError: if a name is unknown or ambiguous.
    """
    first, second = ask(library, one), ask(library, two)
    only = restrict(library, asked=(second,))
    kept = None
    if only.sparql:
        kept = scope.acted_on(library, second.term, only.sparql)
    return _end(library, first), _end(library, second, kept)


def _end(library: Library, asked: Asked, kept: Iterable[str] | None = None) -> End:
    keys = None if kept is None else set(kept)
    if asked.dose is not None:
        claims = library.claims(scope.acting(library, asked.term))
        keys = {claim.id for claim in claims if at_dose(claim, asked.dose)}
    iris = None if keys is None else frozenset(claim_iri(key) for key in keys)
    return End(asked.term, asked.label(library), iris, asked.notes)


def related(library: Library, one: End, two: End) -> set[str]:
    """Give the keys of the claims that relate two ends: no question, wish or introduction.

    Where an end is restricted to some claims, only these are among them.
    """
    keys = {f.id for f in scope.between(library, IRI(one.term), IRI(two.term)) if f.weighs}
    for end in (one, two):
        if end.kept is not None:
            keys &= {str(iri).rpartition("/")[2] for iri in end.kept}
    return keys
