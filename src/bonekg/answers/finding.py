"""A search for terms, with what is said of the one that was found, or with the question asked."""

from __future__ import annotations

from bonekg.answers import scope
from bonekg.answers.leads import Answered, Lead, answered, lead, tell_answered
from bonekg.answers.library import Library
from bonekg.answers.nearby import quoted
from bonekg.answers.render import Records, Sheet
from bonekg.answers.wording import plural
from bonekg.lexicon.lexicon import Hit
from bonekg.model import Claim
from bonekg.store.rows import Rows

__all__ = ["Found", "find"]

_FEW = 8  # so many claims about the best hit are shown with it


class Found(Records[Hit]):
    """What a search found: terms, and what is asked of them or said of the best.

    Attributes:
        question: what the words ask, where they ask something that a query answers; else None.
    """

    def __init__(
        self,
        library: Library,
        hits: list[Hit],
        question: Lead | None,
        said: Answered,
    ) -> None:
        super().__init__(hits, Rows(("term", "name", "form", "matched", "score"), hits))
        self._library, self.question, self._said = library, question, said

    @property
    def claims(self) -> list[Claim]:
        """The claims that answer the question, or those about the best hit."""
        return self._said.claims

    def to_text(self, form: str = "table", width: int | None = None) -> str:
        """Write the hits; a table is followed by what is said, or by the calls that show it."""
        text = super().to_text(form, width)
        if form != "table" or not self:
            return text
        return f"{text}\n\n{self._told().to_text(width)}"

    def __str__(self) -> str:
        return self.to_text()

    def _told(self) -> Sheet:
        count = plural(len(self.claims), "claim")
        if self.question is not None:
            sheet = Sheet(f"{self.question.asked}: {count}: {self.question.call}")
            tell_answered(self._library, sheet, self._said, all=False)
            return sheet
        best = quoted(self[0].name)
        sheet = Sheet(f"{self[0].name}: {count}: bonekg show {best}, bonekg claims --about {best}")
        if len(self.claims) <= _FEW:
            tell_answered(self._library, sheet, self._said, all=True)
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
    if question is not None:
        if question.term not in {hit.term for hit in hits}:
            own = library.lexicon.find(question.name, 1)
            hits = [*own, *hits][:limit]
        return Found(library, hits, question, answered(library, question))
    return Found(library, hits, None, _about(library, hits[0]) if hits else Answered([], []))


def _about(library: Library, hit: Hit) -> Answered:
    claims = library.claims(scope.about(library, hit.term))
    claims.sort(key=lambda c: (-c.evidence_rank, -c.certainty_rank, c.id))
    return Answered(claims, [])
