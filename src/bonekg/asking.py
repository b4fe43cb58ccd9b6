"""The questions that a graph answers with more than rows: why, compare, conflicts, gaps, show."""

from __future__ import annotations

from abc import ABC, abstractmethod
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bonekg.answers.compare import Comparison
    from bonekg.answers.facts import Facts
    from bonekg.answers.gaps import Gaps
    from bonekg.answers.opposed import Conflicts
    from bonekg.answers.page import Page
    from bonekg.answers.why import Why
    from bonekg.flat import Claim
    from bonekg.lexicon.lexicon import Lexicon, Selects

__all__ = ["Asking"]


class Asking(ABC):
    """What a graph with claims and names can be asked; mixed into the knowledge graph."""

    store: Selects

    @property
    @abstractmethod
    def lexicon(self) -> Lexicon:
        """All names of all terms."""

    @property
    @abstractmethod
    def all_claims(self) -> list[Claim]:
        """All claims, flat."""

    @cached_property
    def facts(self) -> Facts:
        """What answers look up about terms and claims."""
        from bonekg.answers.facts import Facts

        return Facts(self.store, self.lexicon, self.all_claims)

    def why(
        self,
        subject: str,
        object: str,
        documents: str | Path | None = None,
        *,
        site: str | None = None,
        population: str | None = None,
        document: str | None = None,
        evidence: str | None = None,
    ) -> Why:
        """Say what the documents hold for, against and open on one thing's effect on another.

        Args:
            subject: a term by name, synonym or CURIE; with a dose: `3 mg melatonin`.
            object: a term by name, synonym or CURIE; with a site: `hip BMD`.
            documents: the folder of the texts, to show passages in full; `BONEKG_DOCUMENTS` else.
            site: only claims at this site or a part of it.
            population: only claims about this population or a part of it.
            document: only claims of the document with this slug, such as `001`.
            evidence: only claims of this evidence or a stronger one.

        Raises:
            TermError: if a term is unknown or ambiguous.
            QueryError: if there is no such document or evidence.

        Examples:
            >>> import bonekg
            >>> answer = bonekg.load().why("3 mg melatonin", "hip BMD")
            >>> [claim.effect["value"] for claim in answer.sides["for"].claims]
            [2.3]
        """
        from bonekg.answers.why import why

        return why(
            self.facts,
            subject,
            object,
            site=site,
            population=population,
            document=document,
            evidence=evidence,
            passages=self._passages(documents),
        )

    def compare(self, *things: str, on: str | None = None) -> Comparison:
        """Put things side by side: what is said of each, by outcome, dose, site and population.

        Args:
            things: terms by name, synonym or CURIE, with a dose (`1 mg melatonin`) if need be; of
                a single one its forms are compared, or its doses.
            on: only what is said of their effect on this term.

        Raises:
            TermError: if a term is unknown or ambiguous.
            QueryError: if there are not two things to compare.

        Examples:
            >>> import bonekg
            >>> bonekg.load().compare("magnesium citrate", "magnesium oxide").names
            ['magnesium citrate', 'magnesium oxide']
        """
        from bonekg.answers.compare import compare

        return compare(self.facts, list(things), on)

    def conflicts(
        self, about: str | None = None, between: tuple[str, str] | None = None
    ) -> Conflicts:
        """Give the reviewed conflicts between claims.

        Args:
            about: a term that one of the claims is about, with what is under it or about it.
            between: two terms that one of the claims relates.

        Raises:
            TermError: if a term is unknown or ambiguous.
        """
        from bonekg.answers.opposed import conflicts

        return conflicts(self.facts, about, between)

    def gaps(self, about: str | None = None) -> Gaps:
        """Collect open questions, what the sources do not state, and what rests on little.

        Args:
            about: a term on either side of the claims, with what is under it or about it.

        Raises:
            TermError: if the term is unknown or ambiguous.
        """
        from bonekg.answers.gaps import gaps

        return gaps(self.facts, about)

    def show(self, thing: str, documents: str | Path | None = None) -> Page:
        """Give the page of a term, claim, study, document, conflict or predicate.

        Args:
            thing: a term by name, synonym or CURIE; or a key, such as `001-070`.
            documents: the folder of the texts, to show passages in full; `BONEKG_DOCUMENTS` else.

        Raises:
            TermError: if nothing goes by it, or several terms do.

        Examples:
            >>> import bonekg
            >>> bonekg.load().show("MT2").name
            'melatonin receptor MT2'
        """
        from bonekg.answers.records import show

        return show(self.facts, thing, self._passages(documents))

    def _passages(self, documents: str | Path | None) -> dict[str, str]:
        from bonekg.sources.documents import documents_folder, load_documents, read_text

        folder = documents_folder(documents)
        if folder is None:
            return {}
        texts = {d.file: read_text(d, folder) for d in load_documents().values()}
        return {c.id: texts[c.document][c.start : c.end] for c in self.all_claims}
