"""What the studies say themselves, beside what the documents make of them, for pages."""

from __future__ import annotations

from bonekg.answers.render import Sheet
from bonekg.answers.wording import plural
from bonekg.model import SourceCheck, SourceRecord
from bonekg.store.reader import Reader

__all__ = ["check_lines", "checks_of_study", "held_against", "tell_check", "tell_checks"]

_OF_STUDY = """
SELECT DISTINCT ?check WHERE {
  ?check a bkg:SourceCheck .
  { ?check bkg:against <%(s)s> }
  UNION { ?check bkg:readIn ?record . ?record bkg:recordOf|bkg:likelyRecordOf <%(s)s> }
  UNION { ?mark bkg:resolvesTo <%(s)s> . ?check bkg:against ?mark }
} ORDER BY ?check
"""


def checks_of_study(reader: Reader, study: str) -> list[SourceCheck]:
    """Give the checks against a study, or of the attempts to find it.

    Args:
        reader: reads the records of the graph.
        study: the IRI of the study.
    """
    rows = reader.select(_OF_STUDY % {"s": study})
    return reader.source_checks(ids=[str(row[0]) for row in rows]) if len(rows) else []


def check_lines(check: SourceCheck) -> list[str]:
    """Tell a check in lines: the verdict, what the study says, what was read, who judged."""
    verdict = f"{check.verdict}, {check.severity}" if check.severity else check.verdict
    fields = f" (in {', '.join(check.differs_in)})" if check.differs_in else ""
    source = "likely meant, not cited" if check.likely else ""
    basis = f"read: {', '.join(check.basis)}" if check.basis else ""
    judged = f"{check.judged_by}; confidence {check.confidence}; {check.checked_on}"
    lines = [check.states, *(f"the study: {told}" for told in check.says)]
    lines += [f"left out: {told}" for told in check.left_out]
    lines += [f"tried: {attempt}" for attempt in check.tried]
    facts = " · ".join(part for part in (source, basis, judged) if part)
    return [f"{verdict}{fields}", *lines, facts]


def held_against(checks: list[SourceCheck]) -> str:
    """Head the checks of one study: whether it is cited, probably meant or was not found."""
    what = "Held against the study itself"
    if not any(check.records for check in checks):
        what = "Looked for and not found"
    elif _only_likely(checks):
        what = "Held against a study that is probably meant, not cited"
    return f"{what}: {plural(len(checks), 'check')}"


def _only_likely(checks: list[SourceCheck]) -> bool:
    """Whether something was read, and all that was read is only probably meant."""
    read = [check.likely for check in checks if check.records]
    return bool(read) and all(read)


def tell_checks(sheet: Sheet, checks: list[SourceCheck]) -> None:
    """Write a section on the checks of one claim, if there are any."""
    if not checks:
        return
    whose = "a source that is probably meant" if _only_likely(checks) else "its source"
    sheet.section(f"What {whose} says itself")
    for check in checks:
        first, *rest = check_lines(check)
        sheet.item(f"{check.id.partition(':')[2]}: {first}", rest)


def tell_check(check: SourceCheck, records: list[SourceRecord], claims: list[str]) -> Sheet:
    """Write the page of one check.

    Args:
        check: the check.
        records: the records that were read for it.
        claims: the claims that it checks, each with its key, in words.
    """
    first, *rest = check_lines(check)
    sheet = Sheet(f"Source check {check.id.partition(':')[2]}")
    sheet.line(first)
    for line in rest:
        sheet.item(line)
    sheet.section(f"What the document says: {plural(len(claims), 'claim')}")
    for claim in claims:
        sheet.item(claim)
    if records:
        sheet.section("What was read")
    for record in records:
        sheet.item(record.title, [f"{record.text_kind}; {', '.join(record.sources)}"])
    return sheet
