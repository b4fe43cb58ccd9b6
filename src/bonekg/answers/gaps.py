"""What is left open: questions, what the sources do not state, what rests on little."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple

from bonekg.answers import scope
from bonekg.answers.leads import Lead
from bonekg.answers.library import Library, claim_iri, iri_of
from bonekg.answers.nearby import broader_claims, quoted
from bonekg.answers.question import ask
from bonekg.answers.render import NOT_ADVICE, Answer, Sheet, count_rest
from bonekg.answers.wording import edge_line, facts, plural
from bonekg.catalogue.queries import bind, load_catalogue
from bonekg.catalogue.running import wanting
from bonekg.model import Claim, DerivedEdge, as_dict
from bonekg.store.rows import IRI, Rows, Value

__all__ = ["Gap", "Gaps", "Question", "gaps"]

_SHOWN = 12
_EXAMPLES = 2
_QUESTIONS = 12  # questions are what people ask for, so that more of them are shown
_SURE = "SELECT (MAX(?rank) AS ?most) WHERE { ?certainty a bkg:Certainty ; bkg:rank ?rank }"
_TESTABLE = """
SELECT ?name WHERE { ?kind a bkg:ClaimKind ; bkg:testable true ; skos:prefLabel ?name }
"""
_OPEN = """
SELECT ?claim ?other WHERE {
  VALUES ?claim { %s }
  ?claim bkg:bearing bkg:Open .
  OPTIONAL {
    ?claim bkg:subject ?subject ; bkg:object ?object .
    ?other bkg:subject ?subject ; bkg:object ?object .
    # A filter, since engines would begin with all claims.
    FILTER EXISTS { ?other bkg:status bkg:Current ; bkg:bearing ?way FILTER(?way != bkg:Open) }
  }
} ORDER BY ?claim ?other
"""
_STATED = """
SELECT ?name (COUNT(DISTINCT ?claim) AS ?n) WHERE {
  { SELECT DISTINCT ?property { ?kind bkg:requiresQualifier ?property } }
  ?property skos:prefLabel ?name .
  OPTIONAL { VALUES ?claim { %s } ?claim ?property ?value }
} GROUP BY ?name
"""
_EDGES = """
SELECT DISTINCT ?edge WHERE {
  <%s> bkg:takesInAsAgent|bkg:takesInAsTarget ?term .
  ?edge bkg:subject|bkg:object ?term ; a bkg:DerivedEdge .
}
"""


class Question(NamedTuple):
    """A question that a document leaves open.

    Attributes:
        claim: the claim that asks, or says that it is unknown.
        facts: what qualifies it, in words.
        elsewhere: the keys of the claims that say something of the same two things.
    """

    claim: Claim
    facts: str
    elsewhere: tuple[str, ...]


class Gap(NamedTuple):
    """Claims that lack the same.

    Attributes:
        gap: what they lack, such as `no study`.
        means: the same in a sentence.
        detail: what the group is about: a qualifier, two things, a kind of evidence.
        says: the same in a sentence, with counts.
        claims: the claims.
    """

    gap: str
    means: str
    detail: str
    says: str
    claims: tuple[Claim, ...]


@dataclass(frozen=True)
class Gaps(Answer):
    """What is left open.

    Attributes:
        about: the term asked about by our name, or None for all.
        examined: how many claims were looked at.
        questions: what is asked, or said to be unknown.
        found: what else is wanting, in groups.
        derived: edges between two things that nobody relates.
        notes: what was read otherwise than written.
        broader: where the documents say nothing of the term, broader ones of which they do.
    """

    about: str | None
    examined: int
    questions: tuple[Question, ...]
    found: tuple[Gap, ...]
    derived: tuple[DerivedEdge, ...]
    notes: tuple[str, ...] = ()
    broader: tuple[str, ...] = ()

    def sheet(self, *, all: bool = False, full: bool = False) -> Sheet:
        """Give the page that people read; see `Answer.sheet`."""
        sheet = Sheet(f"What is left open{f' about {self.about}' if self.about else ''}")
        for note in self.notes:
            sheet.line(f"{note}.")
        if not self.examined:
            sheet.line(f"The documents say nothing of {self.about} as such.")
        for line in self.broader:
            sheet.line(line)
        sheet.line(f"{plural(self.examined, 'claim')} examined.")
        if self.questions:
            sheet.section(f"Asked, or said to be unknown: {plural(len(self.questions), 'claim')}")
            shown = self.questions if all else self.questions[:_QUESTIONS]
            for question in shown:
                lines = [question.facts, *self._elsewhere(question)]
                sheet.item(f"{question.claim.id}  {question.claim.states}", lines)
            for line in count_rest(len(shown), len(self.questions), "--all"):
                sheet.item(line)
        for gap in dict.fromkeys(each.gap for each in self.found):
            self._tell(sheet, [each for each in self.found if each.gap == gap], all=all, full=full)
        if self.derived:
            title = f"Follows by rule, stated by nobody: {plural(len(self.derived), 'edge')}"
            sheet.section(title)
            shown_edges = self.derived if all else self.derived[:_SHOWN]
            for edge in shown_edges:
                sheet.item(edge_line(edge))
            for line in count_rest(len(shown_edges), len(self.derived), "--all"):
                sheet.item(line)
        sheet.line("")
        sheet.line(NOT_ADVICE)
        return sheet

    def _elsewhere(self, question: Question) -> list[str]:
        """Give the call for what else is said of the same two things, once for all who ask it."""
        asked = [
            each.claim.id for each in self.questions if _pair(each.claim) == _pair(question.claim)
        ]
        if not question.elsewhere or question.claim.id != asked[0]:
            return []
        rest = ", ".join(asked[1:])
        others = f" (asked again in {rest})" if rest else ""
        count = plural(len(question.elsewhere), "claim")
        call = " ".join(["bonekg why", *map(quoted, _pair(question.claim))])
        return [f"said of the same two things: {count}{others}: {call}"]

    def _tell(self, sheet: Sheet, groups: list[Gap], *, all: bool, full: bool) -> None:
        count = len({claim.id for group in groups for claim in group.claims})
        sheet.section(f"{groups[0].means}: {plural(count, 'claim')}")
        shown = groups if all else groups[:_SHOWN]
        for group in shown:
            claims = group.claims if full or all else group.claims[:_EXAMPLES]
            lines = [f"{claim.id}  {claim.states}" for claim in claims]
            rest = count_rest(len(claims), len(group.claims), "--all")
            sheet.item(group.says, [*lines, *rest])
        for line in count_rest(len(shown), len(groups), "--all"):
            sheet.item(line)

    def as_dict(self) -> dict[str, Any]:
        """Give the answer as plain data."""
        return {
            "about": self.about,
            "examined": self.examined,
            "notes": list(self.notes),
            "questions": [
                {**as_dict(question.claim), "elsewhere": list(question.elsewhere)}
                for question in self.questions
            ],
            "gaps": [
                {**gap._asdict(), "claims": [claim.id for claim in gap.claims]}
                for gap in self.found
            ],
            "derived": [as_dict(edge) for edge in self.derived],
            "note": NOT_ADVICE,
        }

    def to_rows(self) -> Rows:
        """Give one row per gap: its sort, its claim or edge, what is missing, and the words."""
        rows: list[tuple[Value, ...]] = [
            _row("open question", question.claim, ", ".join(question.elsewhere) or None)
            for question in self.questions
        ]
        rows += [_row(gap.gap, claim, gap.detail) for gap in self.found for claim in gap.claims]
        rows += [
            ("derived only", iri_of(edge.id), ", ".join(edge.grounds), iri_of(edge.subject.id),
             edge.subject.name, edge.predicate, iri_of(edge.object.id), edge.object.name,
             edge_line(edge))
            for edge in self.derived
        ]  # fmt: skip
        columns = ("gap", "claim", "detail", "subject", "subject_name", "predicate", "object",
                   "object_name", "states")  # fmt: skip
        return Rows(columns, rows)


def _pair(claim: Claim) -> tuple[str, str]:
    return claim.subject.name, claim.object_name or ""


def _row(gap: str, claim: Claim, detail: str | None) -> tuple[Value, ...]:
    obj = claim.object
    return (
        gap, claim_iri(claim.id), detail, iri_of(claim.subject.id), claim.subject.name,
        claim.predicate, None if obj is None else iri_of(obj.id), claim.object_name, claim.states,
    )  # fmt: skip


def gaps(library: Library, about: str | None = None) -> Gaps:
    """Collect what is left open.

    Args:
        library: the graph.
        about: a term; claims about it, by what a question about it takes in.

    Raises:
        TermError: if the name is unknown or ambiguous.
    """
    asked = None if about is None else ask(library, about)
    if asked is None:
        keys = scope.any_claims(library)
        edges = library.reader.derived()
    else:
        keys = scope.about(library, asked.term)
        found = [str(row[0]) for row in library.select(_EDGES % asked.term)]
        edges = library.reader.derived(found) if found else []
    claims = library.claims(keys)
    questions = _questions(library, claims)
    open_ = {question.claim.id for question in questions}
    firm = [claim for claim in claims if claim.id not in open_]
    sought = _sought(library, asked.term) if asked else []
    return Gaps(
        asked.name if asked else None,
        len(claims),
        tuple(questions),
        (*sought, *_unstated(library, claims), *_weak(library, firm)),
        tuple(sorted(edges, key=edge_line)),
        asked.notes if asked else (),
        broader_claims(library, asked.term) if asked and not keys else (),
    )


def _questions(library: Library, claims: list[Claim]) -> list[Question]:
    values = " ".join(f"<{claim_iri(claim.id)}>" for claim in claims)
    elsewhere: dict[str, list[str]] = {}
    for claim, other in library.select(_OPEN % values) if claims else ():
        held = elsewhere.setdefault(str(claim).rpartition("/")[2], [])
        held += [] if other is None else [str(other).rpartition("/")[2]]
    return [
        Question(claim, " · ".join(facts(library, claim)), tuple(elsewhere[claim.id]))
        for claim in claims
        if claim.id in elsewhere
    ]


def _sought(library: Library, term: IRI) -> list[Gap]:
    """Give what the catalogue is asked of a thing and no claim gives, such as how much to take."""
    found = []
    for query in load_catalogue().values():
        if not query.gap:
            continue
        (parameter,) = query.examples
        asked = Lead(query.gap, query.name, parameter, term, library.name(term))
        bound = bind(query, {parameter: term}, lambda: library.lexicon)
        rows = library.store.select(bound.text)
        for told in wanting(query, rows):
            keys = [str(key).rpartition("/")[2] for key in rows.column("claim")]
            claims = library.claims(dict.fromkeys(keys))
            says = f"{told}: {asked.call}"
            found.append(Gap(query.name, query.gap, told, says, tuple(claims)))
    return found


def _unstated(library: Library, claims: list[Claim]) -> list[Gap]:
    wanting: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        for qualifier in claim.not_stated:
            wanting[qualifier].append(claim)
    if not wanting:
        return []
    values = " ".join(f"<{claim_iri(claim.id)}>" for claim in claims)
    stated = {str(name): int(str(n)) for name, n in library.select(_STATED % values)}
    means = "Not stated in the source, though the kind of claim asks for it"

    def says(qualifier: str, held: list[Claim]) -> str:
        words = f"{qualifier}: {plural(len(held), 'claim')} without"
        return f"{words}, {stated[qualifier] or 'none'} with" if qualifier in stated else words

    return [
        Gap("not stated", means, qualifier, says(qualifier, held), tuple(held))
        for qualifier, held in sorted(wanting.items(), key=lambda item: (-len(item[1]), item[0]))
    ]


def _weak(library: Library, claims: list[Claim]) -> list[Gap]:
    """Give what rests on little: of the claims that a study could test."""
    testable = {str(row[0]) for row in library.select(_TESTABLE)}
    surest = int(str(library.select(_SURE)[0][0]))
    held = [claim for claim in claims if claim.kind in testable]
    unnamed = [claim for claim in held if not claim.study and not claim.reference]
    meant = [claim for claim in unnamed if claim.likely_study]
    without = [claim for claim in unnamed if not claim.likely_study]
    marks = {
        mark.id: mark
        for mark in library.references({m.id for claim in held for m in claim.reference})
    }
    lost = [
        claim
        for claim in held
        if claim.reference and all(marks[mark.id].citation is None for mark in claim.reference)
    ]
    return [
        *_pairs("hedged only", "Said only with a hedge", held,
                lambda claim: claim.certainty_rank < surest),
        *_pairs("lay only", "Said only by participants, commenters or labels", held,
                lambda claim: claim.lay),
        *_grouped("no study", "No study or reference behind it", without),
        *_grouped("study not named", "A study is probably meant, and is not named for it", meant),
        *_grouped("reference without entry", "References are numbers without a list", lost),
    ]  # fmt: skip


def _pairs(gap: str, means: str, claims: list[Claim], weak: Callable[[Claim], bool]) -> list[Gap]:
    """Give the pairs of terms whose claims are all weak."""
    held: dict[tuple[str, str], list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim.object is not None:
            held[claim.subject.name, claim.object.name].append(claim)
    return [
        Gap(gap, means, f"{one} → {two}", f"{one} → {two}", tuple(found))
        for (one, two), found in sorted(held.items())
        if all(map(weak, found))
    ]


def _grouped(gap: str, means: str, claims: list[Claim]) -> list[Gap]:
    held: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        held[claim.evidence_words].append(claim)
    return [
        Gap(gap, means, evidence, f"{evidence}: {plural(len(found), 'claim')}", tuple(found))
        for evidence, found in sorted(held.items(), key=lambda item: (-len(item[1]), item[0]))
    ]
