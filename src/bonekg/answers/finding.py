"""A search for terms, with what is said of the one that was found, or with the question asked."""

from __future__ import annotations

from bonekg.answers import scope
from bonekg.answers.leads import Answered, Lead, answered, lead, tell_answered
from bonekg.answers.library import Library
from bonekg.answers.nearby import broader_claims, quoted
from bonekg.answers.page import show
from bonekg.answers.render import Records, Sheet
from bonekg.answers.wording import plural
from bonekg.errors import TermError
from bonekg.lexicon.lexicon import Hit
from bonekg.model import Claim
from bonekg.store.rows import Rows

__all__ = ["Found", "find"]

_FEW = 8  # so many claims about the best hit are shown with it
_MEANT = 0.9  # the score from which the words are a name


class Found(Records[Hit]):
    """What a search found: terms, and what is asked of them or said of the best.

    Attributes:
        about: the claims about the best hit.
        question: what the words ask, where they ask something that a query answers; else None.
        answer: the claims that answer the question.
        elsewhere: where no term goes by the words, what does, or which names are like them.
    """

    def __init__(
        self,
        library: Library,
        hits: list[Hit],
        about: list[Claim],
        question: Lead | None,
        answer: Answered,
        elsewhere: str,
    ) -> None:
        super().__init__(hits, Rows(("term", "name", "form", "matched", "score"), hits))
        self._library, self.about = library, about
        self.question, self.answer, self.elsewhere = question, answer, elsewhere

    def to_text(self, form: str = "table", width: int | None = None) -> str:
        """Write the hits; a table is followed by what is said, or by the calls that show it."""
        text = super().to_text(form, width)
        if form != "table":
            return text
        if not self:
            return f"{text}\n{self.elsewhere}"
        return f"{text}\n\n{self._told().to_text(width)}"

    def __str__(self) -> str:
        return self.to_text()

    def _told(self) -> Sheet:
        best = quoted(self[0].name)
        calls = f"bonekg show {best}, bonekg claims {best}"
        sheet = Sheet(f"{self[0].name}: {plural(len(self.about), 'claim')}: {calls}")
        for line in () if self.about else broader_claims(self._library, self[0].term):
            sheet.line(line)
        if len(self.about) <= _FEW:
            about = Answered(self.about, [])
            tell_answered(self._library, sheet, about, calls, all=True)
        if self.question is not None:
            call, count = self.question.call, plural(len(self.answer.claims), "claim")
            sheet.section(f"{self.question.asked}: {count}: {call}")
            tell_answered(self._library, sheet, self.answer, call, all=False)
        return sheet


def find(library: Library, text: str, limit: int) -> Found:
    """Look for terms, and for what the words ask.

    Args:
        library: the graph.
        text: some or all of a name, a CURIE, or a question such as *causes of X*.
        limit: how many terms at most.
    """
    hits = library.lexicon.find(text, limit)
    question = lead(library, text)
    if question is not None and (not hits or hits[0].score < _MEANT):
        # The words are no name: the thing that they ask about comes first.
        own = library.lexicon.find(question.name, 1)
        hits = [*own, *(hit for hit in hits if hit.term != question.term)][:limit]
    about = library.claims(scope.about(library, hits[0].term)) if hits else []
    about.sort(key=lambda claim: (-claim.evidence_rank, -claim.certainty_rank, claim.id))
    answer = Answered([], []) if question is None else answered(library, question)
    elsewhere = "" if hits else _elsewhere(library, text)
    return Found(library, hits, about, question, answer, elsewhere)


def _elsewhere(library: Library, text: str) -> str:
    """Say what else goes by some words, such as a study's identifier, or what is like them."""
    try:
        page = show(library, text)
    except TermError as error:
        return str(error)
    return f"no term goes by {text!r}, but a {page.kind} does: bonekg show {quoted(text)}"
