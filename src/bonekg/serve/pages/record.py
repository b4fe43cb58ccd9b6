"""A claim's record in words: what its page tells of it beside its sentence, each thing once."""

from __future__ import annotations

from typing import NamedTuple

from bonekg.answers.library import Library
from bonekg.answers.wording import amount, dose_words, effect_words, who
from bonekg.answers.works import Work, works
from bonekg.model import Claim, Document, Study

__all__ = ["Record", "record"]


class Record(NamedTuple):
    """What a claim's record holds that its fields do not give in words.

    Attributes:
        object_value: the quantity that is the object, in words.
        figure: the number beside an object, in words.
        dose: the dose, in words.
        effect: the effect, in words.
        who: the speaker with its role.
        document: the document.
        study: the study that it reports.
        work: the same as what stands behind the claim.
        marks: its reference marks that stand for a study, each with that where it is another.
        bare: those that stand for none.
    """

    object_value: str | None
    figure: str | None
    dose: str | None
    effect: str | None
    who: str
    document: Document
    study: Study | None
    work: Work | None
    marks: tuple[tuple[str, Work | None], ...]
    bare: tuple[Work, ...]


def record(library: Library, claim: Claim) -> Record:
    """Give the record of a claim in words.

    Args:
        library: the graph.
        claim: the claim.
    """
    behind = {one.id: one for one in works(library, [claim])[claim.id]}
    own = behind.pop(claim.study.id) if claim.study else None
    marks = library.references(mark.id for mark in claim.reference)
    return Record(
        amount(library, claim.object_value), amount(library, claim.figure),
        dose_words(library, claim.dose), effect_words(library, claim.effect), who(claim),
        library.document(claim),
        library.studies([claim.study.id])[0] if claim.study else None, own,
        tuple((mark.name, behind.get(mark.study.id)) for mark in marks if mark.study),
        tuple(work for work in behind.values() if not work.study),
    )  # fmt: skip
