"""What changed between two releases, in words."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bonekg.build.diff import _changes, diff_files
from bonekg.cli import main
from bonekg.errors import StoreError
from bonekg.store.base import release_path

pytestmark = pytest.mark.slow

CLAIM = "<https://w3id.org/bonekg/claim/001-070>"
LINES = release_path().read_text(encoding="utf-8").splitlines(keepends=True)


def changed(place: Path, old: str, new: str, only: str = "") -> Path:
    """Write the release with lines changed: those that begin with `only`."""
    lines = [re.sub(old, new, line) if line.startswith(only) else line for line in LINES]
    assert lines != LINES
    file = place / "bonekg.nq"
    file.write_text("".join(line for line in lines if line.strip()), encoding="utf-8")
    return file


def test_nothing_changed() -> None:
    found = diff_files(release_path(), release_path().parent)
    assert found.changes == ()
    assert str(found) == "Nothing changed."
    assert set(found.as_dict()["counts"].values()) == {0}


def test_a_claim_taken_out_and_put_in(tmp_path: Path) -> None:
    without = changed(tmp_path, r"(?s).*", "", CLAIM)
    (gone,) = diff_files(release_path(), without).changes
    assert (gone.what, gone.how, gone.key) == ("claim", "withdrawn", "001-070")
    (back,) = diff_files(without, release_path()).changes
    assert (back.how, back.key, back.words) == ("added", "001-070", gone.words)
    assert "femoral neck" in back.words


def test_a_claim_withdrawn_says_why(tmp_path: Path) -> None:
    reason = (
        f'{CLAIM} <https://w3id.org/bonekg/withdrawnBecause> "told twice" '
        "<https://w3id.org/bonekg/graph/claims> .\n"
    )
    file = changed(tmp_path, "/bonekg/Current>", "/bonekg/Withdrawn>", CLAIM)
    with file.open("a", encoding="utf-8") as lines:
        lines.write(reason)
    (gone,) = diff_files(release_path(), file).changes
    assert (gone.how, gone.key, gone.why) == ("withdrawn", "001-070", "told twice")
    assert "Why: told twice" in str(diff_files(release_path(), file))
    assert diff_files(file, file).changes == ()


def test_a_changed_field_gives_both_values(tmp_path: Path) -> None:
    file = changed(tmp_path, "/bonekg/Asserted>", "/bonekg/Hedged>", CLAIM)
    (found,) = diff_files(release_path(), file).changes
    assert found.fields == {"certainty": ("asserted", "hedged")}
    assert "  - certainty: asserted → hedged" in str(diff_files(release_path(), file))


def test_a_term_and_a_conflict_changed(tmp_path: Path) -> None:
    file = changed(
        tmp_path, '"melatonin"', '"sleep hormone"', "<http://purl.obolibrary.org/obo/CHEBI_16796>"
    )
    terms = [change for change in diff_files(release_path(), file).changes if change.what == "term"]
    renamed = next(change for change in terms if change.key == "CHEBI:16796")
    assert renamed.fields["name"] == ("melatonin", "sleep hormone")
    conflict = "<https://w3id.org/bonekg/conflict/alcohol-heavy-or-occasional>"
    file = changed(tmp_path, "ExposureLevel|exposure-level", "Direct", conflict)
    found = diff_files(release_path(), file).changes
    assert [(change.what, change.key) for change in found] == [
        ("conflict", "alcohol-heavy-or-occasional")
    ]


RECORDS = st.dictionaries(
    st.sampled_from("abcd"),
    st.fixed_dictionaries({"states": st.text(max_size=3), "site": st.sampled_from(["hip", None])}),
)


@settings(deadline=None)
@given(RECORDS, RECORDS)
def test_back_and_forth(old: dict[str, dict[str, str]], new: dict[str, dict[str, str]]) -> None:
    there = {(c.key, c.how): c for c in _changes("claim", old, new, "states", {})}
    back = {(c.key, c.how): c for c in _changes("claim", new, old, "states", {})}
    turned = {"added": "withdrawn", "withdrawn": "added", "changed": "changed"}
    assert {(key, turned[how]) for key, how in there} == set(back)
    for (key, how), change in there.items():
        other = back[key, turned[how]].fields
        assert other == {field: values[::-1] for field, values in change.fields.items()}
    assert list(_changes("claim", old, old, "states", {})) == []


def test_a_file_that_is_no_release(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="cannot be read"):
        diff_files(tmp_path, release_path())


def test_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = changed(tmp_path, "/bonekg/Asserted>", "/bonekg/Hedged>", CLAIM)
    assert main(["diff", str(release_path()), str(file)]) == 0
    assert "Claims changed (1)" in capsys.readouterr().out
    assert main(["diff", str(release_path()), str(file), "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["counts"]["claims changed"] == 1
    assert main(["diff", str(release_path()), str(file), "--format", "markdown"]) == 0
    assert capsys.readouterr().out.startswith("### Claims changed (1)")
    assert main(["diff", str(release_path()), str(tmp_path / "none.nq")]) == 2
    assert "none.nq" in capsys.readouterr().err
