"""The columns of a claim, the same in every answer and every format."""

from __future__ import annotations

from bonekg.answers.library import Library, claim_iri, iri_of
from bonekg.answers.wording import amount, dose_words, effect_words
from bonekg.model import Claim, Thing
from bonekg.store.rows import IRI, Value

__all__ = ["COLUMNS", "row"]

COLUMNS = (
    "claim", "states", "kind", "subject", "subject_name", "predicate", "object", "object_name",
    "polarity", "certainty", "cue", "force", "stance", "aim", "evidence", "dose", "effect",
    "figure", "site", "site_name", "population", "population_name", "comparator",
    "comparator_name", "via", "condition", "context", "speaker", "speaker_role", "relayed_by",
    "reference", "study", "study_name", "authors", "year", "document", "date", "start", "end",
    "quote", "not_stated", "bearing", "outcome", "source_report",
)  # fmt: skip


def row(library: Library, claim: Claim) -> tuple[Value, ...]:
    """Give a claim as a row of `COLUMNS`: identifiers as IRIs, amounts in words."""
    study = library.studies([claim.study.id])[0] if claim.study else None
    value = amount(library, claim.object_value)
    return (
        claim_iri(claim.id), claim.states, claim.kind, *_thing(claim.subject), claim.predicate,
        None if claim.object is None else iri_of(claim.object.id),
        claim.object.name if claim.object else claim.object_text or value,
        claim.polarity, claim.certainty, claim.cue, claim.force, claim.stance, claim.aim,
        claim.evidence_words, dose_words(library, claim.dose),
        effect_words(library, claim.effect), amount(library, claim.figure),
        *_thing(claim.site), *_thing(claim.population), *_thing(claim.comparator),
        " → ".join(" and ".join(map(str, step)) for step in claim.via) or None,
        claim.condition_words, claim.context_words, claim.speaker.name, claim.speaker_role,
        None if claim.relayed_by is None else claim.relayed_by.name,
        ", ".join(mark.name for mark in claim.reference) or None, *_thing(claim.study),
        study.authors if study else None, study.year if study else None, claim.document,
        library.document(claim).date, claim.start, claim.end, claim.quote,
        ", ".join(claim.not_stated) or None, claim.bearing, claim.outcome,
        claim.source_report,
    )  # fmt: skip


def _thing(thing: Thing | None) -> tuple[IRI | None, str | None]:
    return (None, None) if thing is None else (iri_of(thing.id), thing.name)
