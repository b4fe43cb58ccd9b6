"""Words that ask a question which a query of the catalogue answers: *causes of X*, *X dose*."""

from __future__ import annotations

import shlex
from typing import NamedTuple

from bonekg.answers.library import Library
from bonekg.answers.render import NOT_ADVICE, Sheet, count_rest
from bonekg.answers.wording import facts, plural
from bonekg.catalogue.queries import bind, get_query
from bonekg.catalogue.running import why_empty
from bonekg.errors import UnknownTermError
from bonekg.model import Claim
from bonekg.store.rows import IRI

__all__ = ["Answered", "Lead", "answered", "lead", "no_term", "tell_answered", "tell_lead"]

_SHOWN = 30
_FEW = 12  # so many claims are shown with what qualifies them


class Lead(NamedTuple):
    """A question that a query of the catalogue answers.

    Attributes:
        asked: the words.
        query: the name of the query.
        parameter: the parameter that takes what is asked about.
        term: what it is asked about.
        name: the same by our name.
    """

    asked: str
    query: str
    parameter: str
    term: IRI
    name: str

    @property
    def call(self) -> str:
        """The command that asks it."""
        return f"bonekg run {self.query} --{self.parameter} {shlex.quote(self.name)}"


class Answered(NamedTuple):
    """What answers a question: claims, or notes on what has some."""

    claims: list[Claim]
    notes: list[str]


def lead(library: Library, words: str) -> Lead | None:
    """Read words as a question for a query of the catalogue.

    Args:
        library: the graph.
        words: the words, such as *causes of X*.

    Returns:
        The question; None if the words ask none.

    Examples:
        >>> import bonekg
        >>> lead(bonekg.load().library, "side effects of melatonin").call
        'bonekg run harms --entity melatonin'
    """
    asked = library.lexicon.question(words)
    if asked is None:
        return None
    query, term = asked
    (parameter,) = get_query(query).examples
    return Lead(words, query, parameter, term, library.name(term))


def no_term(library: Library, words: str) -> Lead | None:
    """Read words as such a question if they are the name of no term; else give None."""
    try:
        library.lexicon.resolve(words)
    except UnknownTermError:
        return lead(library, words)
    return None


def answered(library: Library, asked: Lead) -> Answered:
    """Answer a question by its query.

    Returns:
        The claims in the order of the query; where there are none, what has some.
    """
    query = get_query(asked.query)
    bound = bind(query, {asked.parameter: asked.term}, lambda: library.lexicon)
    rows = library.store.select(bound.text)
    if not rows:
        values = {asked.parameter: asked.name}
        return Answered([], why_empty(query, values, bound, library.store, library.lexicon))
    keys = dict.fromkeys(str(key).rpartition("/")[2] for key in rows.column("claim"))
    read = {claim.id: claim for claim in library.claims(keys)}
    return Answered([read[key] for key in keys], [])


def tell_lead(library: Library, asked: Lead, found: Answered, *, all: bool) -> Sheet:
    """Write the page of a question.

    Args:
        library: the graph.
        asked: the question.
        found: what answers it.
        all: whether all claims are shown, with what qualifies them; else the first.
    """
    sheet = Sheet(asked.asked)
    question = get_query(asked.query).question.format(**{asked.parameter: asked.name})
    sheet.line(f"{question} {plural(len(found.claims), 'claim')}: {asked.call}")
    tell_answered(library, sheet, found, asked.call, all=all)
    sheet.line("")
    sheet.line(NOT_ADVICE)
    return sheet


def tell_answered(library: Library, sheet: Sheet, found: Answered, call: str, *, all: bool) -> None:
    """Write the claims that answer, or the notes.

    Args:
        library: the graph.
        sheet: where.
        found: what answers.
        call: the command that gives the rest.
        all: whether all claims are shown, with what qualifies them; else the first.
    """
    shown = found.claims if all else found.claims[:_SHOWN]
    for claim in shown:
        qualified = all or len(found.claims) <= _FEW
        details = [" · ".join(facts(library, claim))] if qualified else []
        sheet.item(f"{claim.id}  {claim.states}", details)
    for line in (*count_rest(len(shown), len(found.claims), call), *found.notes):
        sheet.item(line)
