"""How far two blind readings of a document agree, field by field; writes `docs/accuracy.md`.

    python benchmarks/agreement.py          writes the page
    python benchmarks/agreement.py --check  says whether the page is what the readings give

Two claims are the same finding if their passages overlap and they have one subject and one object
(an entity, or none on either side). Each claim is matched once, the one with more equal fields
first. `data/readings/<document>-settled.tsv` says what became of each.
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
