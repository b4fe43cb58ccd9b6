"""A claim told: its words, figures, context, who says so, where, and what is not stated."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from bonekg.answers.facts import Conflict, Edge, Facts
from bonekg.flat import Claim, quantity_text
from bonekg.store.rows import Value

__all__ = ["COLUMNS", "Backing", "backing", "chain", "conflict_lines", "details", "edge_dict"]
__all__ += ["edge_lines", "figures", "measured", "plural", "row"]

COLUMNS = (
    "claim", "states", "subject", "predicate", "object", "value", "polarity", "certainty", "cue",
    "evidence", "dose", "effect", "site", "population", "comparator", "context", "speaker",
    "speaker_role", "study", "document", "start", "end", "quote", "not_stated",
)  # fmt: skip
_PLAIN = (
    (r"\[iU\]", "IU"), (r"\{person\}", "people"), (r"\{drink\}", "drinks"),
    (r"\b1 times per\b", "once per"), (r"\bper d\b", "per day"), (r"\bper wk\b", "per week"),
    (r"\bper mo\b", "per month"), (r"\bper a\b", "per year"), (r"\b1 a\b", "1 year"),
    (r"(\d) a\b", r"\1 years"), (r"(\d) mo\b", r"\1 months"), (r"(\d) wk\b", r"\1 weeks"),
    (r"(\d) d\b", r"\1 days"), (r"(\d) %", r"\1 %"),
)  # fmt: skip


def measured(text: str | None) -> str | None:
    """Write a quantity's units for people.

    Examples:
        >>> measured("at least 800 [iU] per d"), measured("3 mg per d at night for 1 a")
        ('at least 800 IU per day', '3 mg per day at night for 1 year')
    """
    if text is None:
        return None
    for pattern, instead in _PLAIN:
        text = re.sub(pattern, instead, text)
    return text


def plural(count: int, word: str, many: str | None = None) -> str:
    """Count a thing in words.

    Examples:
        >>> plural(1, "study", "studies"), plural(2, "study", "studies")
        ('1 study', '2 studies')
    """
    return f"{count} {word if count == 1 else many or word + 's'}"


class Backing(NamedTuple):
    """Who stands behind some claims; what repeats another counts once, a restatement never.

    Attributes:
        claims: how many claims.
        studies: how many different studies or publications they name.
        documents: how many documents they stand in.
        speakers: how many speakers say so.
        lay: whether nobody but participants, commenters and labels says so.
    """

    claims: int
    studies: int
    documents: int
    speakers: int
    lay: bool

    def __str__(self) -> str:
        parts = [
            plural(self.claims, "claim"),
            plural(self.studies, "study or publication", "studies or publications"),
            plural(self.documents, "document"),
            plural(self.speakers, "speaker"),
        ]
        return ", ".join(parts) + ("; lay reports or labels only" if self.lay else "")


def backing(claims: list[Claim]) -> Backing:
    """Count who stands behind some claims."""
    return Backing(
        len(claims),
        len({c.study_id for c in claims if c.study_id}),
        len({c.document for c in claims}),
        len({(c.document, c.speaker) for c in claims}),
        bool(claims) and all(c.evidence in ("lay report", "product label") for c in claims),
    )


def figures(claim: Claim) -> str | None:
    """Give the effect in words and figures: size, direction, basis, significance."""
    if claim.effect is None:
        return None
    told = claim.effect
    parts = [
        quantity_text(told),
        told["direction"],
        told["basis"],
        f"({told['significance']})" if told["significance"] else None,
        f"measured by {told['measure']}" if told["measure"] else None,
    ]
    return measured(" ".join(part for part in parts if part)) or None


def details(facts: Facts, claim: Claim, how: str = "", passage: str | None = None) -> list[str]:
    """Tell a claim's context line by line.

    Args:
        facts: the graph.
        claim: the claim.
        how: by which roll-up it was reached.
        passage: the full passage, where the text is at hand.
    """
    denied = "does not hold: " if claim.polarity == "denied" else ""
    ends = f"{claim.subject_label} · {claim.predicate} · {claim.object_label or claim.object_value}"
    value = measured(claim.object_value) if claim.object_label else None
    context = [
        f"{claim.certainty} (“{claim.cue}”)" if claim.cue else claim.certainty,
        _named("effect", figures(claim)),
        _named("figure", value),
        _named("dose", measured(claim.dose["text"]) if claim.dose else None),
        _named("site", claim.site),
        _named("in", claim.population),
        _named("compared with", claim.comparator),
        _named("by way of", " → ".join(claim.via) or None),
        _named("context", claim.context),
    ]
    lines = [
        denied + ends + (f"  [{how}]" if how else ""),
        " · ".join([claim.evidence, *filter(None, context)]),
        chain(facts, claim),
    ]
    if claim.not_stated:
        lines.append(f"not stated in the source: {', '.join(claim.not_stated)}")
    if passage or claim.quote:
        lines.append(f"“{' '.join((passage or claim.quote or '').split())}”")
    return lines


def _named(name: str, value: str | None) -> str | None:
    return None if value is None else f"{name}: {value}"


def chain(facts: Facts, claim: Claim) -> str:
    """Tell who says so: document, who relays it, speaker, references, study; and where."""
    name, _, kind = facts.documents.get(claim.document, (claim.document, "", ""))
    steps = [f"{name} ({kind})" if kind else name]
    if claim.relayed_by and claim.relayed_by != claim.speaker:
        steps.append(claim.relayed_by)
    role = claim.speaker_role
    steps.append(claim.speaker if role in claim.speaker else f"{claim.speaker} ({role})")
    if claim.references:
        shown = [
            f"{r} (unresolved)" if (claim.document, r) in facts.unresolved else r
            for r in claim.references
        ]
        steps.append(", ".join(shown))
    if claim.study_id:
        steps.append(facts.studies.get(claim.study_id, claim.study_id))
    arm = f", arm {claim.arm}" if claim.arm else ""
    return f"{' → '.join(steps)}{arm}; {claim.document} {claim.start}-{claim.end}"


def row(claim: Claim) -> tuple[Value, ...]:
    """Give a claim as a row of `COLUMNS`."""
    return (
        claim.id, claim.states, claim.subject_label, claim.predicate, claim.object_label,
        claim.object_value, claim.polarity, claim.certainty, claim.cue, claim.evidence,
        claim.dose["text"] if claim.dose else None, figures(claim), claim.site,
        claim.population, claim.comparator, claim.context, claim.speaker, claim.speaker_role,
        claim.study_id, claim.document, claim.start, claim.end, claim.quote,
        ", ".join(claim.not_stated) or None,
    )  # fmt: skip


def edge_lines(edge: Edge) -> list[str]:
    """Tell what an edge rests on."""
    if edge.kind == "background":
        lines = [f"background; source: {', '.join(edge.sources)}"]
        return [*lines, edge.note] if edge.note else lines
    least = f"weakest evidence: {edge.evidence}, least certainty: {edge.certainty}"
    people = f"holds, if at all, in: {edge.population}; " if edge.population else ""
    return [f"{people}rests on {', '.join(edge.grounds)}; {least}"]


def conflict_lines(
    conflict: Conflict, facts: Facts, shown: frozenset[str] = frozenset()
) -> list[str]:
    """Tell a conflict's reason and the words of its claims; of those shown already, the keys."""
    holds = "; both sides can hold" if conflict.apparent else ""
    lines = [f"reason: {conflict.reason}{holds}"]
    if above := [key for key in conflict.claims if key in shown]:
        lines.append(f"among the claims above: {', '.join(above)}")
    rest = [key for key in conflict.claims if key not in shown and key in facts.by_id]
    return [*lines, *(f"{key}  {facts.by_id[key].states}" for key in rest)]


def edge_dict(edge: Edge) -> dict[str, Any]:
    """Give an edge as plain data, terms as CURIEs."""
    data = edge._asdict()
    for name in ("id", "subject_iri", "object_iri"):
        data[name] = data[name].curie
    return data | {
        "via": list(edge.via),
        "grounds": list(edge.grounds),
        "sources": list(edge.sources),
    }
