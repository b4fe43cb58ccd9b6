"""The records of the graph: each field once, with its type, where it stands, and what it means.

The reader (`bonekg.store.reader`) fills the records by the paths that stand here; columns, tables,
JSON Schema and the attributes of edges are made of the same fields. Every record is a frozen, typed
tuple. A path is a SPARQL property path from the record's node; a field without one is computed by
the reader. None means *not applicable*: what a text does not give stands in `not_stated`.
"""

from __future__ import annotations

from collections.abc import Iterator
from types import NoneType, UnionType
from typing import Annotated, Any, NamedTuple, Union, get_args, get_origin, get_type_hints

__all__ = [
    "Arm", "BackgroundRelation", "Claim", "Conflict", "DerivedEdge", "Document", "Dose",
    "Effect", "Field", "Quantity", "Reference", "Result", "SourceCheck", "SourceRecord", "Span",
    "Speaker", "Study", "StudyClaim", "Term", "Thing", "as_dict", "columns", "fields", "flatten",
]  # fmt: skip


class _In(NamedTuple):
    """Where a field stands in the graph, and what it means; see `Field`."""

    path: str
    help: str
    form: str = ""


class Field(NamedTuple):
    """One field of a record.

    Attributes:
        name: the field's name.
        type: the type of a single value: str, int, float, bool or a record.
        many: 0 for a single value, 1 for a tuple of values, 2 for a tuple of such tuples.
        required: whether it always has a value (a tuple may be empty all the same).
        path: the property path from the record's node; empty where the value is computed.
        help: what it means, in one line.
        form: of a text that stands for a node `key` (the last part of its IRI, such as `001-042`)
            or `curie` (such as `CHEBI:16796`); else empty, and a node is given by its name.
    """

    name: str
    type: Any
    many: int
    required: bool
    path: str
    help: str
    form: str


class Thing(NamedTuple):
    """Something with an identifier and a name: a term, a study, a speaker.

    Examples:
        >>> str(Thing("CHEBI:16796", "melatonin"))
        'melatonin'
    """

    id: Annotated[str, _In("", "its CURIE", "curie")]
    name: Annotated[str, _In("skos:prefLabel", "its plain name")]

    def __str__(self) -> str:
        return self.name


class Span(NamedTuple):
    """A stretch of a document's text, counted in code points."""

    start: Annotated[int, _In("oa:start", "the first code point")]
    end: Annotated[int, _In("oa:end", "one after the last code point")]


class Quantity(NamedTuple):
    """A number, a range, a bound or an amount in words."""

    value: Annotated[float | None, _In("bkg:value", "the number")]
    min: Annotated[float | None, _In("bkg:minimum", "the least of a range, or a lower bound")]
    max: Annotated[float | None, _In("bkg:maximum", "the most of a range, or an upper bound")]
    unit: Annotated[str | None, _In("bkg:unit", "the unit as a UCUM code")]
    described: Annotated[str | None, _In("bkg:described", "the amount in words")]

    def __str__(self) -> str:
        return _amount(self) or ""


class Dose(NamedTuple):
    """How much is taken or done, how often, when, in which form and for how long."""

    value: Annotated[float | None, _In("bkg:value", "the number")]
    min: Annotated[float | None, _In("bkg:minimum", "the least of a range, or a lower bound")]
    max: Annotated[float | None, _In("bkg:maximum", "the most of a range, or an upper bound")]
    unit: Annotated[str | None, _In("bkg:unit", "the unit as a UCUM code")]
    described: Annotated[str | None, _In("bkg:described", "the amount in words")]
    times: Annotated[int | None, _In("bkg:times", "how often in the period; one where absent")]
    per: Annotated[str | None, _In("bkg:frequency", "the period, a UCUM unit of time")]
    timing: Annotated[str | None, _In("bkg:timing", "at which time of day or of life")]
    route: Annotated[str | None, _In("bkg:route", "by which way it enters the body")]
    form: Annotated[Thing | None, _In("bkg:form", "in which form it is taken")]
    duration: Annotated[Quantity | None, _In("bkg:duration", "for how long")]

    @property
    def frequency(self) -> str | None:
        """How often in which period, such as `2 per d`; None where the text does not say."""
        return None if self.per is None else f"{self.times or 1} per {self.per}"

    @property
    def length(self) -> str | None:
        """For how long, such as `1 a`; None where the text does not say."""
        return None if self.duration is None else str(self.duration) or None

    def __str__(self) -> str:
        often = f"{self.times} times per {self.per}" if self.times else f"per {self.per}"
        parts = [
            _amount(self),
            often if self.per else None,
            self.timing,
            f"by {self.route}" if self.route else None,
            f"as {self.form}" if self.form else None,
            f"for {self.length}" if self.length else None,
        ]
        return " ".join(part for part in parts if part)


class Effect(NamedTuple):
    """How large a change or a difference is, which way, and against what."""

    value: Annotated[float | None, _In("bkg:value", "the number")]
    min: Annotated[float | None, _In("bkg:minimum", "the least of a range, or a lower bound")]
    max: Annotated[float | None, _In("bkg:maximum", "the most of a range, or an upper bound")]
    unit: Annotated[str | None, _In("bkg:unit", "the unit as a UCUM code")]
    described: Annotated[str | None, _In("bkg:described", "the amount in words")]
    direction: Annotated[str | None, _In("bkg:direction", "which way it goes")]
    basis: Annotated[str | None, _In("bkg:basis", "against what it is reckoned")]
    measure: Annotated[
        Thing | None, _In("bkg:measure", "on what it is reckoned, if not the object")
    ]
    significance: Annotated[str | None, _In("bkg:significance", "whether called significant")]

    def __str__(self) -> str:
        parts = [
            _amount(self),
            self.direction,
            self.basis,
            f"({self.significance})" if self.significance else None,
            f"measured by {self.measure}" if self.measure else None,
        ]
        return " ".join(part for part in parts if part)


class Result(NamedTuple):
    """What a study gives of an effect, with the probability and the interval that go with it."""

    value: Annotated[float | None, _In("bkg:value", "the number")]
    min: Annotated[float | None, _In("bkg:minimum", "the least of a range, or a lower bound")]
    max: Annotated[float | None, _In("bkg:maximum", "the most of a range, or an upper bound")]
    unit: Annotated[str | None, _In("bkg:unit", "the unit as a UCUM code")]
    described: Annotated[str | None, _In("bkg:described", "the amount in words")]
    direction: Annotated[str | None, _In("bkg:direction", "which way it goes")]
    basis: Annotated[str | None, _In("bkg:basis", "against what it is reckoned")]
    measure: Annotated[
        Thing | None, _In("bkg:measure", "on what it is reckoned, if not the object")
    ]
    significance: Annotated[str | None, _In("bkg:significance", "whether called significant")]
    p: Annotated[str | None, _In("bkg:pValue", "the probability, with its sign")]
    low: Annotated[float | None, _In("bkg:intervalLow", "the lower end of the interval")]
    high: Annotated[float | None, _In("bkg:intervalHigh", "the upper end of the interval")]
    level: Annotated[float | None, _In("bkg:intervalLevel", "the interval's level in percent")]


class Claim(NamedTuple):
    """One thing that one speaker says in one document, with its context and its passage."""

    id: Annotated[str, _In("", "the claim's key, such as 001-042", "key")]
    document: Annotated[str, _In("bkg:inDocument", "the document's short name, such as 001", "key")]
    file: Annotated[str, _In("bkg:inDocument/bkg:fileName", "the name of the text's file")]
    start: Annotated[int, _In("bkg:citation/bkg:passage/oa:start", "where the passage begins")]
    end: Annotated[int, _In("bkg:citation/bkg:passage/oa:end", "one after the passage's end")]
    quote: Annotated[str | None, _In("bkg:citation/oa:exact", "the words quoted from the passage")]
    states: Annotated[str, _In("bkg:states", "what it says, in one sentence of ours")]
    kind: Annotated[str, _In("bkg:kind", "the kind of claim, such as effect or guidance")]
    subject: Annotated[Thing, _In("bkg:subject", "what it is about")]
    predicate: Annotated[str, _In("bkg:predicate", "how the subject bears on the object")]
    object: Annotated[Thing | None, _In("bkg:object", "the entity that is the object")]
    object_value: Annotated[
        Quantity | None, _In("bkg:objectValue", "the quantity that is the object")
    ]
    object_text: Annotated[str | None, _In("bkg:objectText", "the object in our own words")]
    figure: Annotated[Quantity | None, _In("bkg:figure", "a number beside an entity object")]
    polarity: Annotated[str, _In("bkg:polarity", "affirmed or denied")]
    denied: Annotated[bool, _In("bkg:polarity/bkg:rejects", "whether the speaker rejects it")]
    certainty: Annotated[str, _In("bkg:certainty", "asserted, hedged, speculative or question")]
    certainty_rank: Annotated[int, _In("bkg:certainty/bkg:rank", "how sure, the surest highest")]
    cue: Annotated[str | None, _In("", "the words that weaken or question it")]
    force: Annotated[str, _In("bkg:force", "how much the words give the predicate")]
    force_cue: Annotated[str | None, _In("", "the words that give the force")]
    stance: Annotated[str, _In("bkg:stance", "own, or reported without being taken over")]
    aim: Annotated[str | None, _In("bkg:aim", "what guidance is for")]
    evidence: Annotated[
        tuple[str, ...], _In("bkg:evidence", "what the document shows, strongest first")
    ]
    evidence_rank: Annotated[
        int, _In("bkg:evidence/bkg:rank", "how strong, the strongest kind's rank")
    ]
    lay: Annotated[bool, _In("", "whether no expert and no research stands behind any of it")]
    speaker: Annotated[Thing, _In("bkg:speaker", "who asserts it")]
    speaker_role: Annotated[str, _In("bkg:speaker/bkg:role", "in which role")]
    relayed_by: Annotated[Thing | None, _In("bkg:relayedBy", "who passes on the speaker's words")]
    reference: Annotated[
        tuple[Thing, ...], _In("bkg:reference", "the reference marks at the passage")
    ]
    study: Annotated[Thing | None, _In("bkg:study", "the study or publication that it reports")]
    likely_study: Annotated[
        tuple[Thing, ...],
        _In("bkg:likelyStudy", "studies that it probably means and does not name"),
    ]
    arm: Annotated[Thing | None, _In("bkg:arm", "the arm of the study")]
    dose: Annotated[Dose | None, _In("bkg:dose", "how much of the subject is taken or done")]
    effect: Annotated[Effect | None, _In("bkg:effect", "how large the effect is")]
    population: Annotated[Thing | None, _In("bkg:population", "in whom it is said to hold")]
    comparator: Annotated[Thing | None, _In("bkg:comparator", "against what it was compared")]
    above_all_in: Annotated[
        Thing | None, _In("bkg:aboveAllIn", "in whom it is said to hold more than in others")
    ]
    site: Annotated[Thing | None, _In("bkg:site", "where in the body")]
    condition: Annotated[str | None, _In("bkg:condition", "what it is false without, in words")]
    condition_terms: Annotated[
        tuple[Thing, ...], _In("bkg:conditionTerm", "terms it is false without")
    ]
    condition_dose: Annotated[Dose | None, _In("bkg:conditionDose", "the dose it is false without")]
    context: Annotated[str | None, _In("bkg:context", "a remark on the circumstances")]
    via: Annotated[
        tuple[tuple[Thing, ...], ...],
        _In("bkg:via/bkg:item", "the steps, each of one or several side by side"),
    ]
    bearing: Annotated[str | None, _In("bkg:bearing", "raises, lowers, unchanged, open or relates")]
    outcome: Annotated[str | None, _In("bkg:outcome", "whether good or bad for the object")]
    source_report: Annotated[
        str | None, _In("bkg:sourceReport", "what its studies say themselves, with the verdicts")
    ]
    repeated_at: Annotated[
        tuple[Span, ...], _In("bkg:repeatedAt/bkg:passage", "where else the speaker says it")
    ]
    other_passages: Annotated[
        tuple[Span, ...],
        _In("bkg:furtherCitation/bkg:passage", "passages that it needs beside its own"),
    ]
    not_stated: Annotated[
        tuple[str, ...], _In("bkg:notStated", "qualifiers that the text does not give")
    ]
    status: Annotated[str, _In("bkg:status", "current or withdrawn")]
    withdrawn_because: Annotated[str | None, _In("bkg:withdrawnBecause", "why it was taken back")]
    note: Annotated[str | None, _In("bkg:note", "a curator's remark")]

    def _repr_html_(self) -> str:
        return _card(self.states, self)

    @property
    def object_name(self) -> str | None:
        """The object for people: the entity's name, the words or the quantity."""
        if self.object is not None:
            return self.object.name
        return self.object_text or (str(self.object_value) if self.object_value else None)

    @property
    def context_words(self) -> str | None:
        """The circumstances in words, and in whom it holds above all."""
        above = f"above all in {self.above_all_in}" if self.above_all_in else None
        return "; ".join(part for part in (above, self.context) if part) or None

    @property
    def condition_words(self) -> str | None:
        """All that the claim is false without, in words; None if it holds without a condition.

        Terms are named where no words say the same.
        """
        named = [self.condition] if self.condition else map(str, self.condition_terms)
        parts = [*named, self.condition_dose]
        return "; ".join(str(part) for part in parts if part) or None

    @property
    def evidence_words(self) -> str:
        """The kinds of evidence, joined by ` + `."""
        return " + ".join(self.evidence)

    def as_dict(self) -> dict[str, Any]:
        """Give the claim as plain data: names, numbers, texts, lists and dictionaries."""
        plain: dict[str, Any] = as_dict(self)
        return plain


class BackgroundRelation(NamedTuple):
    """A relation that the documents take for granted, with its public source."""

    id: Annotated[str, _In("", "its CURIE", "curie")]
    subject: Annotated[Thing, _In("bkg:subject", "what it is about")]
    predicate: Annotated[str, _In("bkg:predicate", "how the subject bears on the object")]
    object: Annotated[Thing, _In("bkg:object", "what the subject bears on")]
    sources: Annotated[tuple[str, ...], _In("dcterms:source", "where it was read")]
    label: Annotated[str | None, _In("bkg:registryLabel", "how the source names it")]
    site: Annotated[Thing | None, _In("bkg:site", "where in the body")]
    species: Annotated[tuple[Thing, ...], _In("bkg:species", "organisms in which it was found")]
    in_cell: Annotated[tuple[Thing, ...], _In("bkg:inCell", "kinds of cell in which it holds")]
    setting: Annotated[str | None, _In("bkg:setting", "in people, in animals or in cell culture")]
    condition: Annotated[str | None, _In("bkg:condition", "what it is false without, in words")]
    context: Annotated[str | None, _In("bkg:context", "a remark on the circumstances")]
    note: Annotated[str | None, _In("bkg:note", "a curator's remark")]
    bearing: Annotated[str | None, _In("bkg:bearing", "raises, lowers, unchanged, open or relates")]
    outcome: Annotated[str | None, _In("bkg:outcome", "whether good or bad for the object")]
    circumstances: Annotated[
        str | None, _In("bkg:circumstances", "under which circumstances the source saw it")
    ]


class DerivedEdge(NamedTuple):
    """A relation that no document states, composed by rule from statements that it names."""

    id: Annotated[str, _In("", "its CURIE", "curie")]
    subject: Annotated[Thing, _In("bkg:subject", "where its path begins")]
    predicate: Annotated[str, _In("bkg:predicate", "how the subject bears on the object")]
    object: Annotated[Thing, _In("bkg:object", "where its path ends")]
    sign: Annotated[str, _In("bkg:edgeSign", "the composed sign")]
    via: Annotated[
        tuple[tuple[Thing, ...], ...], _In("bkg:via/bkg:item", "the terms on its path, in order")
    ]
    grounds: Annotated[
        tuple[str, ...], _In("bkg:ground", "the statements that it rests on", "curie")
    ]
    certainty: Annotated[str, _In("bkg:certainty", "the least sure of its grounds")]
    force: Annotated[
        str | None, _In("bkg:force", "the weakest force of its grounds, where not all say: does")
    ]
    evidence: Annotated[str, _In("bkg:evidence", "the weakest of its grounds")]
    evidence_rank: Annotated[int, _In("bkg:evidence/bkg:rank", "how strong that is")]
    population: Annotated[Thing | None, _In("bkg:population", "in whom alone it holds, if at all")]


class Conflict(NamedTuple):
    """Claims that oppose each other, as reviewed."""

    id: Annotated[str, _In("", "its key", "key")]
    reason: Annotated[str, _In("bkg:reason", "why the claims differ")]
    apparent: Annotated[bool, _In("bkg:apparent", "whether all sides can hold")]
    states: Annotated[str, _In("bkg:states", "what is opposed, in one sentence")]
    note: Annotated[str | None, _In("bkg:note", "what the reviewer adds")]
    claims: Annotated[tuple[str, ...], _In("bkg:ground", "the keys of its claims", "key")]


class Arm(NamedTuple):
    """A group of a study that is treated alike."""

    id: Annotated[str, _In("", "its CURIE", "curie")]
    name: Annotated[str, _In("skos:prefLabel", "its name")]
    treatment: Annotated[Thing | None, _In("bkg:armTreatment", "what its people were given")]
    dose: Annotated[Dose | None, _In("bkg:dose", "how much of it")]
    n: Annotated[int | None, _In("bkg:sampleSize", "how many people it holds")]


class Study(NamedTuple):
    """A piece of research or a publication that a document speaks of."""

    id: Annotated[str, _In("", "its CURIE", "curie")]
    name: Annotated[str, _In("skos:prefLabel", "its short name")]
    title: Annotated[str | None, _In("dcterms:title", "its title")]
    authors: Annotated[
        str | None, _In("dcterms:creator", "its authors, as the document gives them")
    ]
    more_authors: Annotated[bool, _In("bkg:moreAuthors", "whether the document leaves out others")]
    citation: Annotated[str | None, _In("dcterms:bibliographicCitation", "where it appeared")]
    journal: Annotated[str | None, _In("bkg:journal", "the journal")]
    published: Annotated[str | None, _In("bkg:published", "the year, month or day of publication")]
    volume: Annotated[str | None, _In("bkg:volume", "the volume of the journal")]
    issue: Annotated[str | None, _In("bkg:issue", "the issue within the volume")]
    pages: Annotated[str | None, _In("bkg:pages", "the pages")]
    year: Annotated[int | None, _In("bkg:year", "the year of publication")]
    pmid: Annotated[str | None, _In("bkg:pmid", "its PubMed number")]
    pmc: Annotated[str | None, _In("bkg:pmc", "its PubMed Central number")]
    doi: Annotated[str | None, _In("bkg:doi", "its digital object identifier")]
    nct: Annotated[str | None, _In("bkg:nct", "its ClinicalTrials.gov number")]
    design: Annotated[tuple[Thing, ...], _In("bkg:design", "its design")]
    population: Annotated[Thing | None, _In("bkg:population", "whom it studied")]
    n: Annotated[int | None, _In("bkg:sampleSize", "how many people it holds")]
    arms: Annotated[tuple[Arm, ...], _In("bkg:hasArm", "its arms")]
    documents: Annotated[
        tuple[str, ...], _In("bkg:reportedIn", "the documents that speak of it", "key")
    ]
    note: Annotated[str | None, _In("bkg:note", "a curator's remark")]


class Reference(NamedTuple):
    """An entry of a document's reference list, or a mark in its text whose entry is missing."""

    id: Annotated[str, _In("", "its CURIE", "curie")]
    name: Annotated[str, _In("skos:prefLabel", "its name within the document")]
    document: Annotated[str, _In("bkg:inDocument", "the document's short name", "key")]
    citation: Annotated[str | None, _In("dcterms:bibliographicCitation", "the entry's words")]
    study: Annotated[Thing | None, _In("bkg:resolvesTo", "the study or publication that it is")]
    note: Annotated[str | None, _In("bkg:note", "a curator's remark")]


class Document(NamedTuple):
    """A text that was read, as one file."""

    id: Annotated[str, _In("", "its short name, such as 001", "key")]
    name: Annotated[str, _In("skos:prefLabel", "its name")]
    title: Annotated[str, _In("dcterms:title", "its title")]
    file: Annotated[str, _In("bkg:fileName", "the name of its file")]
    kind: Annotated[str, _In("bkg:documentKind", "what sort of text it is")]
    publisher: Annotated[str | None, _In("dcterms:publisher", "who published it")]
    date: Annotated[str | None, _In("dcterms:date", "when, as the text gives it")]
    rights: Annotated[str | None, _In("dcterms:rights", "the rights in it")]
    sha256: Annotated[str, _In("bkg:sha256", "the SHA-256 digest of the file")]
    characters: Annotated[int, _In("bkg:characters", "its length in code points")]
    words: Annotated[int, _In("bkg:wordCount", "its number of words")]
    note: Annotated[str | None, _In("bkg:note", "a curator's remark")]


class Speaker(NamedTuple):
    """Who asserts something in a document; participants and commenters carry numbers."""

    id: Annotated[str, _In("", "its CURIE", "curie")]
    name: Annotated[str, _In("skos:prefLabel", "its name, unique within the document only")]
    document: Annotated[str, _In("bkg:inDocument", "the document's short name", "key")]
    role: Annotated[str, _In("bkg:role", "in which role it speaks")]
    identified: Annotated[bool, _In("bkg:identified", "whether known to be no other speaker")]
    note: Annotated[str | None, _In("bkg:note", "a curator's remark")]


class SourceRecord(NamedTuple):
    """A public text about a study, read to see what the study itself says."""

    id: Annotated[str, _In("", "its CURIE", "curie")]
    title: Annotated[str, _In("dcterms:title", "its title")]
    text_kind: Annotated[str, _In("bkg:textKind", "abstract, full text, registry and so on")]
    studies: Annotated[
        tuple[Thing, ...], _In("bkg:recordOf", "the studies that it is a record of, as cited")
    ]
    likely_studies: Annotated[
        tuple[Thing, ...], _In("bkg:likelyRecordOf", "studies that documents plainly mean uncited")
    ]
    authors: Annotated[str | None, _In("dcterms:creator", "its authors")]
    citation: Annotated[str | None, _In("dcterms:bibliographicCitation", "where it appeared")]
    journal: Annotated[str | None, _In("bkg:journal", "the journal")]
    published: Annotated[str | None, _In("bkg:published", "when it was published")]
    year: Annotated[int | None, _In("bkg:year", "the year of publication")]
    pmid: Annotated[str | None, _In("bkg:pmid", "its PubMed number")]
    pmc: Annotated[str | None, _In("bkg:pmc", "its PubMed Central number")]
    doi: Annotated[str | None, _In("bkg:doi", "its digital object identifier")]
    nct: Annotated[str | None, _In("bkg:nct", "its ClinicalTrials.gov number")]
    sources: Annotated[tuple[str, ...], _In("dcterms:source", "where it was read")]
    read_on: Annotated[str, _In("bkg:readOn", "on which day")]
    sha256: Annotated[str, _In("bkg:sha256", "the SHA-256 digest of the text that was read")]
    characters: Annotated[int, _In("bkg:characters", "the length of that text in code points")]
    note: Annotated[str | None, _In("bkg:note", "a curator's remark")]


class StudyClaim(NamedTuple):
    """One thing that the authors of a study say in its own record; no claim of a document."""

    id: Annotated[str, _In("", "its CURIE", "curie")]
    record: Annotated[str, _In("bkg:readIn", "the record in which it was read", "curie")]
    authors: Annotated[str | None, _In("bkg:readIn/dcterms:creator", "the authors who say it")]
    start: Annotated[int, _In("bkg:textStart", "where its passage begins in the record")]
    end: Annotated[int, _In("bkg:textEnd", "one after the passage's end")]
    sha256: Annotated[str, _In("bkg:sha256", "the SHA-256 digest of the passage")]
    quote: Annotated[str | None, _In("oa:exact", "words quoted from the passage")]
    states: Annotated[str, _In("bkg:states", "what it says, in one sentence of ours")]
    told: Annotated[str | None, _In("bkg:readsAs", "its figures in one text, or else its sentence")]
    kind: Annotated[str, _In("bkg:kind", "the kind of claim")]
    subject: Annotated[Thing, _In("bkg:subject", "what it is about")]
    predicate: Annotated[str, _In("bkg:predicate", "how the subject bears on the object")]
    object: Annotated[Thing, _In("bkg:object", "what the subject bears on")]
    polarity: Annotated[str, _In("bkg:polarity", "affirmed or denied")]
    certainty: Annotated[str, _In("bkg:certainty", "how surely the record says it")]
    evidence: Annotated[tuple[str, ...], _In("bkg:evidence", "the kind of study")]
    dose: Annotated[Dose | None, _In("bkg:dose", "how much of the subject is taken or done")]
    result: Annotated[Result | None, _In("bkg:effect", "how large the effect is")]
    population: Annotated[Thing | None, _In("bkg:population", "in whom it was found")]
    n: Annotated[int | None, _In("bkg:sampleSize", "how many people the result rests on")]
    comparator: Annotated[Thing | None, _In("bkg:comparator", "against what it was compared")]
    site: Annotated[Thing | None, _In("bkg:site", "where in the body")]
    bearing: Annotated[str | None, _In("bkg:bearing", "raises, lowers, unchanged, open or relates")]
    outcome: Annotated[str | None, _In("bkg:outcome", "whether good or bad for the object")]
    note: Annotated[str | None, _In("bkg:note", "a curator's remark")]


class SourceCheck(NamedTuple):
    """Claims of a document held against what the study itself says."""

    id: Annotated[str, _In("", "its CURIE", "curie")]
    claims: Annotated[tuple[str, ...], _In("bkg:checks", "the claims that it checks", "key")]
    verdict: Annotated[str, _In("bkg:verdict", "how they stand to the study")]
    discrepant: Annotated[
        bool, _In("bkg:verdict/bkg:discrepant", "whether the document departs from its source")
    ]
    differs_in: Annotated[tuple[str, ...], _In("bkg:differsIn", "in what, as people judged")]
    differs_by_rule: Annotated[
        tuple[str, ...], _In("bkg:differsByRule", "in what, as rules find from the fields")
    ]
    severity: Annotated[str | None, _In("bkg:severity", "major or minor")]
    states: Annotated[str, _In("bkg:states", "what was found, in one sentence of ours")]
    says: Annotated[
        tuple[str, ...], _In("bkg:against/bkg:readsAs", "what the study itself says of it")
    ]
    left_out: Annotated[
        tuple[str, ...], _In("bkg:omits/bkg:readsAs", "what it says that the document leaves out")
    ]
    against: Annotated[
        tuple[str, ...], _In("bkg:against", "the study claims, study or reference", "curie")
    ]
    omits: Annotated[
        tuple[str, ...], _In("bkg:omits", "study claims that the document leaves out", "curie")
    ]
    records: Annotated[tuple[str, ...], _In("bkg:readIn", "the records that were read", "curie")]
    basis: Annotated[
        tuple[str, ...], _In("bkg:readIn/bkg:textKind", "which kinds of text were read")
    ]
    studies: Annotated[
        tuple[Thing, ...], _In("bkg:readIn/bkg:recordOf", "the studies, as the document cites them")
    ]
    likely_studies: Annotated[
        tuple[Thing, ...],
        _In("bkg:readIn/bkg:likelyRecordOf", "studies that the document plainly means uncited"),
    ]
    likely: Annotated[
        bool, _In("bkg:likely", "whether the source is only plainly meant, and not cited")
    ]
    confidence: Annotated[str, _In("bkg:confidence", "how sure those who judged are")]
    judged_by: Annotated[str, _In("bkg:judgedBy", "who judged, by role")]
    checked_on: Annotated[str, _In("bkg:checkedOn", "on which day")]
    tried: Annotated[tuple[str, ...], _In("bkg:tried", "by what it was looked for in vain")]
    note: Annotated[str | None, _In("bkg:note", "a curator's remark")]


class Term(NamedTuple):
    """A domain term."""

    id: Annotated[str, _In("", "its CURIE", "curie")]
    name: Annotated[str, _In("skos:prefLabel", "our plain name")]
    label: Annotated[str | None, _In("rdfs:label", "its public label; for our own terms the name")]
    definition: Annotated[str | None, _In("skos:definition|IAO:0000115", "what it is")]
    categories: Annotated[
        tuple[Thing, ...], _In("", "the categories that it stands under directly")
    ]
    parents: Annotated[tuple[Thing, ...], _In("rdfs:subClassOf", "what it is a kind of")]
    synonyms: Annotated[tuple[str, ...], _In("oboInOwl:hasExactSynonym", "other names")]
    related_synonyms: Annotated[
        tuple[str, ...], _In("oboInOwl:hasRelatedSynonym", "names of nearly the same")
    ]
    abbreviations: Annotated[tuple[str, ...], _In("bkg:abbreviation", "short forms")]
    favourable: Annotated[
        str | None, _In("bkg:favourable", "which direction is good: higher, lower, neither")
    ]
    note: Annotated[str | None, _In("bkg:note", "a curator's remark")]

    def _repr_html_(self) -> str:
        return _card(self.name, self)


def _card(title: str, record: Any) -> str:
    """Write a record as HTML, as a notebook shows it: the fields that have a value."""
    from html import escape

    rows = (
        f"<tr><td>{escape(name)}</td><td>{escape(_told(value))}</td></tr>"
        for name, value in flatten(record).items()
        if value not in (None, (), "")
    )
    return f"<div><h3>{escape(title)}</h3><table>{''.join(rows)}</table></div>"


def _told(value: Any) -> str:
    return ", ".join(map(_told, value)) if type(value) is tuple else str(value)


_FIELDS: dict[type[Any], dict[str, Field]] = {}


def fields(record: type[Any]) -> dict[str, Field]:
    """Give the fields of a record type by name, in order.

    Args:
        record: one of the record types of this module.

    Examples:
        >>> fields(Claim)["site"].path, fields(Claim)["via"].many
        ('bkg:site', 2)
    """
    if record not in _FIELDS:
        hints = get_type_hints(record, include_extras=True)
        _FIELDS[record] = {name: _field(name, hint) for name, hint in hints.items()}
    return _FIELDS[record]


def _field(name: str, hint: Any) -> Field:
    kind, place = get_args(hint)
    single, required, many = kind, True, 0
    if get_origin(single) in (Union, UnionType):
        single, required = next(a for a in get_args(single) if a is not NoneType), False
    while get_origin(single) is tuple:
        single, many = get_args(single)[0], many + 1
    return Field(name, single, many, required, *place)


def columns(record: type[Any], prefix: str = "") -> dict[str, Field]:
    """Give the columns of a record as one flat row: name → field, its type a plain one.

    A thing is two columns, its id under the field's name and `_name`; the fields of a record
    within the record have its name before theirs. Help and type are those of the field.

    Args:
        record: one of the record types of this module.
        prefix: what stands before each name.

    Examples:
        >>> [name for name in columns(Claim) if name.startswith(("site", "effect_v"))]
        ['effect_value', 'site', 'site_name']
    """
    found: dict[str, Field] = {}
    for name, field in fields(record).items():
        column = f"{prefix}{name}"
        if field.type is Thing:
            found[column] = field._replace(name=column, type=str, form="curie")
            about = f"{field.help}: the name"
            found[f"{column}_name"] = field._replace(name=f"{column}_name", type=str, help=about)
        elif field.type is Span:
            found[column] = field._replace(name=column, type=int, many=field.many + 1)
        elif _is_record(field.type):
            if not field.many:
                found |= columns(field.type, f"{column}_")
        else:
            found[column] = field._replace(name=column)
    return {
        name: field if not prefix else field._replace(required=False)
        for name, field in found.items()
    }


def flatten(record: Any) -> dict[str, Any]:
    """Give a record as one flat row with the columns of `columns`.

    Args:
        record: a record of this module.

    Returns:
        Column → text, number, truth value, None, or a tuple of these.

    Examples:
        >>> flatten(Quantity(3, None, None, "mg", None))["unit"]
        'mg'
    """
    return dict(_flat(type(record), record, ""))


def _flat(kind: type[Any], record: Any, prefix: str) -> Iterator[tuple[str, Any]]:
    for name, field in fields(kind).items():
        column, value = f"{prefix}{name}", None if record is None else getattr(record, name)
        if field.type is Thing:
            yield column, _each(value, 0)
            yield f"{column}_name", _each(value, 1)
        elif field.type is Span:
            yield column, value
        elif _is_record(field.type):
            if not field.many:
                yield from _flat(field.type, value, f"{column}_")
        else:
            yield column, value


def _each(value: Any, part: int) -> Any:
    """Give one part of a thing, or of each thing in a tuple."""
    if value is None or isinstance(value, Thing):
        return None if value is None else value[part]
    return tuple(_each(item, part) for item in value)


def _is_record(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, tuple) and kind is not tuple


def as_dict(record: Any) -> Any:
    """Give a record as plain data: records as dictionaries, tuples as lists, the rest as it is.

    Examples:
        >>> as_dict(Thing("CHEBI:16796", "melatonin"))
        {'id': 'CHEBI:16796', 'name': 'melatonin'}
    """
    if hasattr(record, "_fields"):
        return {name: as_dict(getattr(record, name)) for name in record._fields}
    if isinstance(record, tuple):
        return [as_dict(item) for item in record]
    return record


def _amount(quantity: Quantity | Dose | Effect) -> str | None:
    """Write a number, a range or a bound with its unit, and the words beside it."""
    value, low, high = quantity.value, quantity.min, quantity.max
    if value is not None:
        number = f"{value}"
    elif low is not None and high is not None:
        number = f"{low}-{high}"
    elif low is not None:
        number = f"at least {low}"
    elif high is not None:
        number = f"up to {high}"
    else:
        return quantity.described
    shown = number if quantity.unit in (None, "1") else f"{number} {quantity.unit}"
    return f"{shown} ({quantity.described})" if quantity.described else shown
