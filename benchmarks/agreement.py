"""How far two blind readings of a document agree, field by field; writes `docs/accuracy.md`.

    python benchmarks/agreement.py          writes the page
    python benchmarks/agreement.py --check  says whether the page is what the readings give

Two claims are the same finding if their passages overlap and they have one subject and one object
(an entity, or none on either side). Each claim is matched once, the one with more equal fields
first. `data/readings/<document>-settled.tsv` says what became of each.

The claims that came out were audited against the texts: `<document>-audit-a.tsv` and `-b.tsv` list
the findings of two auditors, `audit-agreement.tsv` how far these agree, counted by the one who
settled them, `<document>-audit-c.tsv` what a later audit of the mended claims found, and
`<document>-audit-d.tsv` and `-e.tsv` what two blind audits found, one after the other, and
`audit-d.tsv`, `audit-e.tsv` and `audit-f.tsv` count the claims read.
"""

from __future__ import annotations

import sys
from collections import Counter
from itertools import product
from pathlib import Path
from typing import Any, NamedTuple

import yaml

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "accuracy.md"
READINGS = ROOT / "data" / "readings"
FIELDS = (
    "predicate", "kind", "polarity", "certainty", "evidence", "speaker", "population", "site",
    "dose", "effect", "comparator", "study", "arm", "via",
)  # fmt: skip


class Agreement(NamedTuple):
    """What two readings of one document have in common."""

    document: str
    first: int
    second: int
    matched: int
    equal: Counter[str]
    given: Counter[str]


def load(path: Path) -> list[dict[str, Any]]:
    """Read the claims of a reading, its default speaker filled in."""
    content = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    defaults = content.get("defaults") or {}
    speaker = defaults.get("speaker") if isinstance(defaults, dict) else None
    return [{"speaker": speaker, **claim} for claim in content["claims"]]


def same(one: dict[str, Any], other: dict[str, Any]) -> bool:
    """Say whether two claims are the same finding."""
    a, b = one["passage"], other["passage"]
    overlap = int(a["start"]) < int(b["end"]) and int(b["start"]) < int(a["end"])
    keys = ("subject", "object")
    return overlap and all(one.get(key) == other.get(key) for key in keys)


def likeness(one: dict[str, Any], other: dict[str, Any]) -> int:
    """Count the equal fields."""
    return sum(one.get(field) == other.get(field) for field in FIELDS)


def compare(document: str, first: list[dict[str, Any]], second: list[dict[str, Any]]) -> Agreement:
    """Match the claims of two readings and count the equal fields of those matched."""
    pairs = [
        (-likeness(a, b), i, j)
        for (i, a), (j, b) in product(enumerate(first), enumerate(second))
        if same(a, b)
    ]
    used: tuple[set[int], set[int]] = (set(), set())
    equal: Counter[str] = Counter()
    given: Counter[str] = Counter()
    matched = 0
    for _, i, j in sorted(pairs):
        if i in used[0] or j in used[1]:
            continue
        used[0].add(i)
        used[1].add(j)
        matched += 1
        for field in FIELDS:
            one, other = first[i].get(field), second[j].get(field)
            if one is not None or other is not None:
                given[field] += 1
                equal[field] += one == other
    return Agreement(document, len(first), len(second), matched, equal, given)


def agreements() -> list[Agreement]:
    """Compare the two readings of every document that has two."""
    found = []
    for path in sorted((ROOT / "data" / "readings").glob("*-a.yaml")):
        other = path.with_name(path.name.replace("-a.yaml", "-b.yaml"))
        if other.is_file():
            found.append(compare(path.name[:3], load(path), load(other)))
    return found


def fate(document: str) -> tuple[int, int, int, int]:
    """Count settled claims that both readers had, that one had, and claims that were dropped."""
    path = ROOT / "data" / "readings" / f"{document}-settled.tsv"
    if not path.is_file():
        return 0, 0, 0, 0
    both = one = new = dropped = 0
    for line in path.read_text(encoding="utf-8").splitlines()[1:]:
        settled, a, b, *_ = [*line.split("\t"), "", "", ""]
        if not settled.strip():
            dropped += 1
        elif a.strip() and b.strip():
            both += 1
        elif a.strip() or b.strip():
            one += 1
        else:
            new += 1
    return both, one, new, dropped


def table(path: Path) -> list[dict[str, str]]:
    """Read a tab-separated table with a header."""
    lines = path.read_text(encoding="utf-8").splitlines()
    header = lines[0].split("\t")
    return [dict(zip(header, line.split("\t"), strict=True)) for line in lines[1:]]


def audit_agreement() -> list[str]:
    """Say how far the two auditors of a document agree, field by field."""
    rows = table(READINGS / "audit-agreement.tsv")
    documents = sorted({row["document"] for row in rows})
    cells = {(r["field"], r["document"]): f"{r['a']} · {r['b']} · {r['both']}" for r in rows}
    lines = [
        "",
        "## Two audits of the settled claims",
        "",
        "Two auditors read each claim of these documents against its text, the second before the",
        "first list was opened. Findings of the first · of the second · of both. Documents 000 and",
        "002 have one list only (`<document>-audit-a.tsv`); their second reading was not blind.",
        "",
        f"| field | {' | '.join(documents)} |",
        "| --- |" + " --- |" * len(documents),
    ]
    for field in dict.fromkeys(row["field"] for row in rows):
        counts = (cells.get((field, document), "–") for document in documents)
        lines.append(f"| {field} | {' | '.join(counts)} |")
    return lines


def later_audit() -> list[str]:
    """Count what the audit of the mended claims found, and in how many claims."""
    lines = [
        "",
        "## A later audit of the mended claims",
        "",
        "One reader went over the claims against the texts once more, in one quick pass. For 000",
        "and 002 the reader first listed what the text says, before opening the claims; for others",
        "the claims lay beside the text, so that reading was not blind. The findings are in",
        "`<document>-audit-c.tsv` and were mended by the same reader: the figures are those before",
        "mending, and no other reader has checked them. A low figure from such a pass is no proof",
        "that little is left.",
        "",
        "| document | claims now | wrong | with a blemish | missing |",
        "| --- | --- | --- | --- | --- |",
    ]
    for path in sorted(READINGS.glob("*-audit-c.tsv")):
        document = path.name[:3]
        claims = load(ROOT / "data" / "claims" / f"{document}.yaml")
        current = sum(claim.get("status") != "withdrawn" for claim in claims)
        found = {(row["claim"], row["grade"]) for row in table(path)}
        counts = [sum(grade == one for _, grade in found) for one in ("error", "minor", "missing")]
        lines.append(f"| {document} | {current} | {' | '.join(map(str, counts))} |")
    return lines


def blind_audit(letter: str) -> list[str]:
    """Count what a blind audit found before mending, and in how many claims."""
    counts = []
    documents = []
    for row in table(READINGS / f"audit-{letter}.tsv"):
        rows = table(READINGS / f"{row['document']}-audit-{letter}.tsv")
        found = {(one["claim"], one["grade"]) for one in rows if one["grade"] != "missing"}
        grades = [sum(grade == one for _, grade in found) for one in ("error", "minor")]
        missing = sum(one["grade"] == "missing" for one in rows)
        counts.append([int(row["claims"]), int(row["not blind"]), *grades, missing])
        documents.append(row["document"])
    totals = [sum(column) for column in zip(*counts, strict=True)]
    lines = [
        "",
        "| document | claims | not blind | wrong | with a blemish | missing |",
        "| --- | --- | --- | --- | --- | --- |",
    ]
    for document, row_counts in zip([*documents, "all"], [*counts, totals], strict=True):
        lines.append(f"| {document} | {' | '.join(map(str, row_counts))} |")
    return lines


def blind_audits() -> list[str]:
    """Say how the blind audits were made, and what each found."""
    return [
        "",
        "## A blind audit",
        "",
        "After that, each document went to one reader, who listed what the text says before",
        "opening the claims and then graded every claim against the text and the normal forms;",
        "another encoding of some claims had been seen by accident (*not blind*). Each claim has",
        "one reader only, so there is no agreement to give. The figures are those before mending:",
        "the findings in `<document>-audit-d.tsv` were judged by the text, mended, and looked for",
        "by kind in all documents.",
        *blind_audit("d"),
        "",
        "## A second blind audit",
        "",
        "The claims so mended went to a new reader, who again listed what the text says before",
        "opening them; the reading was quick. The figures are those before mending, and",
        "the findings are in `<document>-audit-e.tsv`. Most concern the form, not what is said: a",
        "column's header that is not cited, a repeat that does not name its thing. They were",
        "mended.",
        *blind_audit("e"),
        "",
        "## A third blind audit",
        "",
        "The claims so mended were shared out among six new readers, one reader a claim, each of",
        "whom wrote down in own words what the passage says of every claim and graded it field by",
        "field. Most saw passage and claim together, and spent less than half a minute on simple",
        "ones. The figures are those before mending; the findings are in",
        "`<document>-audit-f.tsv`. All were mended but one, which the rules leave open (whether",
        "the title of a section is a repeat). What is missing is small: a class beside its",
        "members, a reason given by itself.",
        *blind_audit("f"),
    ]


def page() -> str:
    """Write the page."""
    found = agreements()
    lines = [
        "# Accuracy: two blind readings, and what was settled",
        "",
        "Written by `python benchmarks/agreement.py` from `data/readings/`. Each document was read",
        "twice, the second reader not seeing the first reading; differences were settled by the",
        "text in `data/claims/`, and `data/readings/<document>-settled.tsv` gives the reason for",
        "each. Where a document is missing below, its second reading is still to be made.",
        "",
        "Matched: overlapping passage, same subject, same object, strictly by name; two encodings",
        "of one meaning count as a difference.",
        "",
        "| document | first reading | second reading | matched | settled from both | from one "
        "| added | dropped |",
        "| --- | --- | --- | --- | --- | --- | --- | --- |",
    ]
    for one in found:
        both, single, new, dropped = fate(one.document)
        lines.append(
            f"| {one.document} | {one.first} | {one.second} | {one.matched} "
            f"| {both} | {single} | {new} | {dropped} |"
        )
    lines += [
        "",
        "Equal fields among matched claims, of those where at least one reader gave it:",
        "",
    ]
    lines += [f"| field | {' | '.join(one.document for one in found)} |"]
    lines += ["| --- |" + " --- |" * len(found)]
    for field in FIELDS:
        cells = [
            f"{one.equal[field]}/{one.given[field]}" if one.given[field] else "–" for one in found
        ]
        lines.append(f"| {field} | {' | '.join(cells)} |")
    lines += audit_agreement() + later_audit() + blind_audits()
    return "\n".join(lines) + "\n"


def main() -> int:
    """Write or check the page."""
    content = page()
    if "--check" in sys.argv[1:]:
        fine = PAGE.is_file() and PAGE.read_text(encoding="utf-8") == content
        print("docs/accuracy.md is up to date" if fine else "run python benchmarks/agreement.py")
        return 0 if fine else 1
    PAGE.write_text(content, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
