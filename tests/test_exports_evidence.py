"""Every claim stands in one evidence table, the strongest evidence first."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import bonekg
from bonekg.build.graphs import build
from bonekg.build.release import write_release
from bonekg.exports.formats.evidence import COLUMNS, evidence_row, write
from bonekg.model import Claim
from real_tools import run_python
from small_tree import SmallTree

pytestmark = pytest.mark.slow

MOST_BYTES = 1_000_000
STRENGTH = [
    "meta-analysis", "systematic review", "randomized controlled trial", "observational study",
    "animal or mechanistic study", "unspecified study", "author statement", "product label",
    "lay report",
]  # fmt: skip


class Table(NamedTuple):
    category: str
    heading: str
    rows: list[list[str]]


def cells(line: str) -> list[str]:
    """Split a line of a table at the bars that stand for columns, and undo the escapes."""
    parts = re.split(r"(?<!\\)(?:\\\\)*\|", line.strip())[1:-1]
    return [re.sub(r"\\(.)", r"\1", part.strip()) for part in parts]


def tables(text: str) -> list[Table]:
    found: list[Table] = []
    category = ""
    for line in text.splitlines():
        if line.startswith("## "):
            category = line[3:]
        elif line.startswith("### "):
            found.append(Table(category, line[4:], []))
        elif line.startswith("| "):
            found[-1].rows.append(cells(line))
    assert all(table.rows[:2] == [list(COLUMNS), ["---"] * len(COLUMNS)] for table in found)
    return [table._replace(rows=table.rows[2:]) for table in found]


@pytest.fixture(scope="module")
def graph() -> bonekg.KnowledgeGraph:
    return bonekg.load()


@pytest.fixture(scope="module")
def text(graph: bonekg.KnowledgeGraph) -> str:
    return write(graph)["evidence.md"].decode("utf-8")


def test_each_claim_stands_in_one_table_with_its_subject(
    graph: bonekg.KnowledgeGraph, text: str
) -> None:
    claims = {claim.id: claim for claim in graph.reader.claims()}
    found = tables(text)
    rows = [(table, row) for table in found for row in table.rows]
    assert sorted(row[0] for _, row in rows) == sorted(claims)
    for table, row in rows:
        claim = claims[row[0]]
        assert re.sub(r"\\(.)", r"\1", table.heading) == (
            f"{claim.subject.name} ({claim.subject.id})"
        )
        assert row == [" ".join(cell.split()) for cell in evidence_row(graph.library, claim)]
    assert len({table.heading for table in found}) == len(found)
    assert len(found) == len({claim.subject.id for claim in claims.values()}) > 100


def test_the_strongest_evidence_stands_first(text: str) -> None:
    place = COLUMNS.index("evidence")
    several = 0
    for table in tables(text):
        ranks = [min(map(STRENGTH.index, row[place].split(" + "))) for row in table.rows]
        assert ranks == sorted(ranks), table.heading
        several += len(set(ranks)) > 1
    assert several > 10


def test_counts_by_category_are_those_of_the_tables(text: str) -> None:
    claims: Counter[str] = Counter()
    number: Counter[str] = Counter()
    for table in tables(text):
        claims[table.category] += len(table.rows)
        number[table.category] += 1
    listed = re.findall(r"^- (.+): (\d+) claims? in (\d+) tables?$", text, re.MULTILINE)
    assert {name: (int(n), int(m)) for name, n, m in listed} == {
        name: (claims[name], number[name]) for name in claims
    }


def test_it_is_no_medical_advice_and_small(text: str) -> None:
    assert text.splitlines()[2].startswith("**Not medical advice.")
    assert 100_000 < len(text.encode("utf-8")) < MOST_BYTES


def test_what_is_denied_or_not_stated_is_not_affirmed(
    graph: bonekg.KnowledgeGraph, text: str
) -> None:
    rows = {row[0]: row for table in tables(text) for row in table.rows}
    other = [claim for claim in graph.reader.claims() if claim.polarity != "affirmed"]
    assert other
    for claim in other:
        assert rows[claim.id][COLUMNS.index("certainty")].endswith(claim.polarity)
    open_ones = [claim for claim in graph.reader.claims() if claim.certainty == "question"]
    assert open_ones
    assert all(rows[c.id][COLUMNS.index("certainty")].startswith("question") for c in open_ones)


def test_doses_effects_and_places_are_there(graph: bonekg.KnowledgeGraph, text: str) -> None:
    rows = {row[0]: dict(zip(COLUMNS, row, strict=True)) for t in tables(text) for row in t.rows}
    claim = next(c for c in graph.reader.claims() if c.id == "001-070")
    row = rows["001-070"]
    assert row["dose"].startswith("3 mg")
    assert f"{claim.start}-{claim.end}" in row["document"]
    assert claim.document in row["document"]
    with_dose = sum(bool(r["dose"]) for r in rows.values())
    assert with_dose == sum(bool(c.dose and str(c.dose)) for c in graph.reader.claims()) > 20


def test_signs_of_markdown_do_not_break_a_table(tmp_path: Path) -> None:
    words = "A | bar, *stars*, <b>tags</b>, [links](x) and a \\ stroke break nothing."
    tree = SmallTree(tmp_path, [{"states": words}, {}])
    write_release(build(tree.sources), tmp_path / "release")
    graph = bonekg.load(tmp_path / "release" / "bonekg.nq")
    found = tables(write(graph)["evidence.md"].decode("utf-8"))
    assert next(row[1] for table in found for row in table.rows) == words


@cache
def loaded() -> bonekg.KnowledgeGraph:
    return bonekg.load()


def first_claim() -> Claim:
    return loaded().claim("001-070")


@settings(deadline=None)  # the first example loads the graph
@given(st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"])))
def test_any_text_stays_in_its_cell(words: str) -> None:
    from bonekg.exports.formats import evidence

    row = evidence_row(loaded().library, first_claim()._replace(states=words))
    line = evidence._line(tuple(evidence._escaped(cell) for cell in row))
    assert "\n" not in line
    assert cells(line) == [" ".join(cell.split()) for cell in row]


@pytest.mark.tools
def test_markdown_it_sees_the_same_tables(
    graph: bonekg.KnowledgeGraph,
    text: str,
    tmp_path: Path,
    record_property: Callable[[str, object], None],
) -> None:
    (tmp_path / "evidence.md").write_text(text, encoding="utf-8")
    found = run_python("general", "markdown.py", tmp_path / "evidence.md")
    ours = tables(text)
    assert found["tables"] == found["headings"] == len(ours)
    assert found["html"] == 0
    rows = [row for row in found["rows"] if row != list(COLUMNS)]
    assert rows == [row for table in ours for row in table.rows]
    assert len(rows) == len(graph.reader.claims())
    record_property("figure", f"markdown-it-py: {found['tables']} tables, {len(rows)} claims")
