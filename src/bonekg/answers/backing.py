"""Who stands behind some claims: voices, studies, documents; what repeats another counts once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from bonekg.answers.library import Library
from bonekg.answers.wording import plural
from bonekg.answers.works import works
from bonekg.model import Claim, Thing

__all__ = ["Backing", "backing", "voice"]


class Backing(NamedTuple):
    """Who stands behind some claims.

    Attributes:
        claims: how many claims.
        kinds: how many of each kind, the most frequent first.
        studies: how many different studies or publications they report or cite.
        unlisted: how many reference marks among these have no entry in their document.
        documents: how many documents they stand in.
        voices: how many people or bodies say so; a label and the one who recalls it are one.
        unsigned: how many of the voices are unsigned, so that some may be one.
        strongest: the strongest evidence among them, or None.
        lay: whether no expert and no research stands behind any.
    """

    claims: int
    kinds: tuple[tuple[str, int], ...]
    studies: int
    unlisted: int
    documents: int
    voices: int
    unsigned: int
    strongest: str | None
    lay: bool

    @property
    def _studies(self) -> str:
        """Say how many studies are named; claims may report research and name none."""
        if not self.studies:
            return "no study named"
        told = plural(self.studies, "study or publication", "studies or publications")
        return f"{told} ({self.unlisted} by number only)" if self.unlisted else told

    def __str__(self) -> str:
        parts = [
            plural(self.claims, "claim"),
            self._studies,
            plural(self.documents, "document"),
            plural(self.voices, "voice")
            + (f" ({self.unsigned} unsigned, perhaps fewer people)" if self.unsigned > 1 else ""),
        ]
        return ", ".join(parts) + ("; lay reports or labels only" if self.lay else "")


def voice(claim: Claim) -> Thing:
    """Give who counts as saying a claim.

    The one who recalls a label's words is its only witness: who relays is the voice.
    """
    return claim.relayed_by or claim.speaker


def backing(library: Library, claims: Iterable[Claim]) -> Backing:
    """Count who stands behind some claims."""
    held = list({claim.id: claim for claim in claims}.values())
    behind = {work for own in works(library, held).values() for work in own}
    voices = {voice(claim).id for claim in held}
    unsigned = sum(not speaker.identified for speaker in library.speakers(voices))
    strongest = max(held, key=lambda claim: claim.evidence_rank, default=None)
    kinds = Counter(claim.kind for claim in held)
    return Backing(
        len(held), tuple(sorted(kinds.items(), key=lambda kind: (-kind[1], kind[0]))),
        len(behind), sum(not work.listed for work in behind),
        len({claim.document for claim in held}), len(voices), unsigned,
        strongest.evidence[0] if strongest and strongest.evidence else None,
        bool(held) and all(claim.lay for claim in held),
    )  # fmt: skip
