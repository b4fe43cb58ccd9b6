"""What the graph holds, counted, and how completely the documents are read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from bonekg import resources
from bonekg.model import Claim
from bonekg.sources.coverage import Sentence, coverage, read_sentences, read_uncovered
from bonekg.store.rows import Rows

__all__ = ["ASPECTS", "count_claims", "count_sentences", "read_coverage"]

ASPECTS = ("document", "kind", "evidence", "certainty", "speaker_role", "polarity")


def count_claims(claims: Sequence[Claim]) -> Rows:
    """Count claims by each aspect of `ASPECTS`.

    Returns:
        Rows of aspect, value, n: the values of an aspect sorted, at the end all claims.
    """
    rows: list[tuple[str, str, int]] = []
    for aspect in ASPECTS:
        counts = Counter(_value(claim, aspect) for claim in claims)
        rows += [(aspect, value, n) for value, n in sorted(counts.items())]
    return Rows(("aspect", "value", "n"), [*rows, ("all", "claims", len(claims))])


def _value(claim: Claim, aspect: str) -> str:
    """Give a claim's value of an aspect; several kinds of evidence count as one value."""
    value = getattr(claim, aspect)
    return " + ".join(value) if isinstance(value, tuple) else str(value)


def read_coverage(
    claims: Iterable[Claim], sources: Path | None = None
) -> dict[str, list[Sentence]]:
    """Hold the sentences of each document against the passages of the claims.

    Args:
        claims: all claims.
        sources: the folder that holds `data/`; the package's own by default.

    Returns:
        The document's slug → its sentences in the order of the text. Only offsets are kept, so
        this needs no text.

    Raises:
        SourceError: if the lists of sentences or of reasons are not as they should be.
    """
    folder = sources or resources.root()
    passages: dict[str, list[tuple[int, int, str]]] = {}
    for claim in claims:
        own = passages.setdefault(claim.document, [])
        spans = ((claim.start, claim.end), *claim.other_passages, *claim.repeated_at)
        own += [(start, end, claim.id) for start, end in spans]
    return {
        slug: list(coverage(read_sentences(folder, slug), own, read_uncovered(folder, slug)))
        for slug, own in sorted(passages.items())
    }


def count_sentences(covered: dict[str, list[Sentence]]) -> Rows:
    """Count the sentences of each document that a claim's passage touches.

    Returns:
        Rows of document, sentences, with claims, with a reason instead, share (percent of the
        sentences that have claims).
    """
    rows: list[tuple[str, int, int, int, float]] = []
    for slug, sentences in covered.items():
        held = sum(bool(sentence.claims) for sentence in sentences)
        explained = sum(bool(s.reasons) and not s.claims for s in sentences)
        share = round(100 * held / len(sentences), 1) if sentences else 0.0
        rows.append((slug, len(sentences), held, explained, share))
    columns = ("document", "sentences", "with claims", "with a reason", "percent with claims")
    return Rows(columns, rows)
