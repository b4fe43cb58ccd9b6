"""Claims, doses, effects and edges in words, for everything that people read."""

from __future__ import annotations

from typing import NamedTuple

from bonekg.answers.library import Library
from bonekg.answers.works import work
from bonekg.model import BackgroundRelation, Claim, Conflict, DerivedEdge, Dose, Effect, Quantity

__all__ = [
    "Source", "amount", "certainty_words", "conflict_reason", "dose_words", "edge_certainty",
    "edge_line", "effect_words", "ends", "facts", "number", "plural", "relation_line",
    "relation_words", "source", "speaker_words", "who",
]  # fmt: skip


def plural(count: int, word: str, many: str | None = None) -> str:
    """Count a thing in words.

    Examples:
        >>> plural(1, "study", "studies"), plural(2, "study", "studies")
        ('1 study', '2 studies')
    """
    return f"{count} {word if count == 1 else many or word + 's'}"


def amount(library: Library, quantity: Quantity | Dose | Effect | None) -> str | None:
    """Write a number, a range or a bound with its unit, and the words beside it.

    Returns:
        The words, or None where there are none.
    """
    if quantity is None:
        return None
    value, low, high = quantity.value, quantity.min, quantity.max
    near = quantity.described if quantity.described in library.number_words else None
    if value is not None:
        told = number(value)
    elif low is not None and high is not None:
        told = f"{number(low)}-{number(high)}"
    elif low is not None:
        told = number(low) if near else f"at least {number(low)}"
    elif high is not None:
        told = number(high) if near else f"up to {number(high)}"
    else:
        return quantity.described
    unit = _unit(library, quantity.unit, value == 1)
    if near:
        return f"{near} {told} {unit}".strip()
    return f"{told} {unit}".strip() + (f" ({quantity.described})" if quantity.described else "")


def number(value: float) -> str:
    """Write a number: no needless digits, thousands apart from ten thousand on.

    Examples:
        >>> number(2.3), number(800.0), number(100000)
        ('2.3', '800', '100,000')
    """
    return f"{value:,.10g}" if value >= 10000 else f"{value:.10g}"


def _unit(library: Library, code: str | None, one: bool) -> str:
    """Give the word for a unit; a bare number has none."""
    if code is None or code == "1":
        return ""
    known = library.units.get(code)
    if known is None:
        return code
    return known.one if one else known.many


def dose_words(library: Library, dose: Dose | None) -> str | None:
    """Write a dose: `3 mg per day at night for 1 year`.

    Returns:
        The words, or None where there are none.
    """
    if dose is None:
        return None
    return _joined(
        amount(library, dose),
        _often(library, dose),
        dose.timing,
        f"by {dose.route}" if dose.route and not _says(dose.described, dose.route) else None,
        f"as {dose.form}" if dose.form else None,
        _length(library, dose.duration),
    )


def _often(library: Library, dose: Dose) -> str | None:
    """Write how often; nothing where the amount in words says it."""
    if dose.per is None:
        return None
    period = _unit(library, dose.per, True)
    if _says(dose.described, period):
        return None
    if dose.times is None:
        return f"per {period}"
    return f"{'once' if dose.times == 1 else f'{dose.times} times'} per {period}"


def _says(words: str | None, word: str) -> bool:
    """Whether words that stand for themselves hold a word already."""
    return bool(words) and word in str(words).split()


def _length(library: Library, duration: Quantity | None) -> str | None:
    """Write for how long; an amount in words stands for itself."""
    words = amount(library, duration)
    if duration is None or words is None or words == duration.described:
        return words
    return f"for {words}"


def effect_words(library: Library, effect: Effect | None, comparator: object = None) -> str | None:
    """Write an effect: its size, its direction, what it is against, what it is measured by.

    Args:
        library: the graph.
        effect: the effect.
        comparator: what it is against, where that is known by name.

    Returns:
        The words, or None where there are none.
    """
    if effect is None:
        return None
    size = amount(library, effect)
    way = effect.direction
    bare = effect.described is None or effect.described in library.number_words
    if size and way and effect.unit == "1" and bare:
        size = f"{size} times"  # a bare number is a ratio
    told = size or way
    if size and way and way not in size.split():
        told = f"{size}, {way}" if size == effect.described else f"{size} {way}"
    return _joined(
        told,
        f"against {comparator}" if comparator else effect.basis,
        f"({effect.significance})" if effect.significance else None,
        f"in {effect.measure}" if effect.measure else None,
    )


def _joined(*parts: str | None) -> str | None:
    return " ".join(part for part in parts if part) or None


def ends(library: Library, claim: Claim) -> str:
    """Write a claim as subject, predicate and object; a denial says so."""
    value = claim.object.name if claim.object else claim.object_text
    value = value or amount(library, claim.object_value) or ""
    denied = "does not hold: " if claim.denied else ""
    return f"{denied}{claim.subject.name} {claim.predicate} {value}".strip()


def facts(library: Library, claim: Claim) -> list[str]:
    """Write what qualifies a claim, part by part: effect, dose, people, site, certainty, ground.

    Last comes what the studies on which it rests say themselves, where that was looked up.
    """
    parts = [
        effect_words(library, claim.effect, claim.comparator),
        f"against {claim.comparator}" if claim.comparator and not claim.effect else None,
        amount(library, claim.figure),
        dose_words(library, claim.dose),
        f"in {claim.population}" if claim.population else None,
        f"at the {claim.site}" if claim.site else None,
        f"by way of {_steps(claim)}" if claim.via else None,
        f"condition: {claim.condition_words}" if claim.condition_words else None,
        claim.context_words,
        certainty_words(claim),
        claim.evidence_words,
        speaker_words(claim),
        claim.source_report,
    ]
    return [part for part in parts if part]


def certainty_words(claim: Claim) -> str:
    """Write how surely a claim is made, with the words that weaken it, and with which force."""
    sure = f"{claim.certainty} (“{claim.cue}”)" if claim.cue else claim.certainty
    force = f"“{claim.force_cue}”" if claim.force_cue else None
    return ", ".join(part for part in (sure, force) if part)


def _steps(claim: Claim) -> str:
    return " → ".join(" and ".join(map(str, step)) for step in claim.via)


def speaker_words(claim: Claim) -> str:
    """Write who says it, through whom it comes, and in which document."""
    told = f", told by {claim.relayed_by}" if claim.relayed_by else ""
    return f"{who(claim)}{told}, {claim.document}"


def who(claim: Claim) -> str:
    """Write a speaker with its role, where the one does not say the other."""
    name, role = claim.speaker.name, claim.speaker_role
    if role in name:
        return name
    return role if name in role.split() else f"{name} ({role})"


class Source(NamedTuple):
    """The chain of sources of a claim, in words.

    Attributes:
        steps: document, who passes it on, speaker.
        marks: the reference marks that stand for a study or publication; empty without one.
        bare: those of which only the number is known; empty without one.
        study: the study that it reports, with what is known of it; empty without one.
        place: the arm of the study, and where the words stand.
    """

    steps: tuple[str, ...]
    marks: str
    bare: str
    study: str
    place: str

    def __str__(self) -> str:
        cited = ", ".join(filter(None, [self.marks, self.bare]))
        return " → ".join([*self.steps, *filter(None, [cited, self.study])]) + self.place


def source(library: Library, claim: Claim) -> Source:
    """Write the sources of a claim: document, who passes it on, speaker, reference, study."""
    document = library.document(claim)
    steps = [f"{document.name} ({document.kind})"]
    if claim.relayed_by:
        steps.append(str(claim.relayed_by))
    steps.append(who(claim))
    marks = library.references(mark.id for mark in claim.reference)
    named = ", ".join(mark.name for mark in marks if mark.study)
    bare = ", ".join(f"{mark.name} (not in the list)" for mark in marks if not mark.study)
    study = str(work(library.studies([claim.study.id])[0])) if claim.study else ""
    arm = f", arm {claim.arm}" if claim.arm else ""
    place = f"{arm}; characters {claim.start}-{claim.end}"
    return Source(tuple(steps), named, bare, study, place)


def relation_line(edge: BackgroundRelation) -> str:
    """Write a background relation with its circumstances and its source."""
    return f"{relation_words(edge)} (source: {', '.join(edge.sources)})"


def relation_words(edge: BackgroundRelation) -> str:
    """Write a background relation with the circumstances in which its source saw it."""
    told = f"{edge.subject} {edge.predicate} {edge.object}"
    return f"{told}, {edge.circumstances}" if edge.circumstances else told


def conflict_reason(conflict: Conflict) -> str:
    """Write why the claims of a conflict differ, and whether they can all hold."""
    holds = "both sides can hold" if conflict.apparent else "not resolved"
    return f"reason: {conflict.reason}; {holds}"


def edge_line(edge: DerivedEdge) -> str:
    """Write a derived edge with the terms on its way and what it rests on."""
    way = " → ".join(" and ".join(map(str, step)) for step in edge.via[:-1])
    by_way = f" by way of {way}" if way else ""
    people = f", in {edge.population}" if edge.population else ""
    grounds = ", ".join(ground.partition(":")[2].rpartition("/")[2] for ground in edge.grounds)
    return (
        f"{edge.subject} {edge.predicate} {edge.object}{by_way}{people} "
        f"(rests on {grounds}; {edge_certainty(edge)}, {edge.evidence})"
    )


def edge_certainty(edge: DerivedEdge) -> str:
    """Write how sure the least sure ground of a derived edge is, and the weakest force of these."""
    return f"{edge.certainty}, weakest word: {edge.force}" if edge.force else edge.certainty
