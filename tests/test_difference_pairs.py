"""How far the rules find the differences that the definitions ask for, on invented pairs."""

from __future__ import annotations

from pathlib import Path

import pytest

from bonekg.resources import root
from difference_pairs import found_by_rule, read_pairs
from source_checks_page import agree

FIELDS = {
    "direction", "significance", "magnitude", "dose", "site",
    "population", "comparator", "design", "certainty", "outcome",
}  # fmt: skip
# Name of the file, pairs, and the share below which the rules have become worse.
SETS = [("pairs", 44, 0.95), ("pairs-held-back", 24, 0.95)]


@pytest.mark.parametrize(("name", "count", "least"), SETS)
def test_the_rules_find_what_the_definitions_ask_for(
    name: str, count: int, least: float, tmp_path: Path
) -> None:
    pairs = read_pairs(name)
    assert len(pairs) == len({pair["id"] for pair in pairs}) == count
    found = found_by_rule(tmp_path, pairs)
    wrong = {
        pair["id"]: (sorted(pair["differs"]), sorted(found[pair["id"]]))
        for pair in pairs
        if set(pair["differs"]) != found[pair["id"]]
    }
    agreed = agree([(set(pair["differs"]), found[pair["id"]]) for pair in pairs])
    assert agreed.f1 is not None
    assert agreed.f1 >= least, wrong
    page = (root() / "docs" / "source-checks.md").read_text(encoding="utf-8")
    assert f"| `{name}` | {count} |" in page
    assert f"| {agreed.f1:.2f} |" in page


def test_each_field_has_a_pair_and_many_pairs_have_none() -> None:
    pairs = [pair for name, _, _ in SETS for pair in read_pairs(name)]
    assert {field for pair in pairs for field in pair["differs"]} == FIELDS
    assert sum(not pair["differs"] for pair in pairs) > len(pairs) / 4
