"""Words, numbers and names that are read from texts."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bonekg.checks.privacy import Identity, identities, leaks
from bonekg.checks.wording import copied, covered_words, hedges, negations, numbers, runs

_CASES = [
    tuple(line.split("\t"))
    for line in (Path(__file__).parent / "cases" / "wording" / "numbers.tsv")
    .read_text(encoding="utf-8")
    .splitlines()
    if not line.startswith("#")
]


def test_there_are_cases() -> None:
    assert len(_CASES) >= 25


@pytest.mark.parametrize(("text", "expected"), _CASES)
def test_numbers(text: str, expected: str) -> None:
    assert numbers(text) == {Decimal(number) for number in expected.split() if number != "-"}


@given(st.integers(min_value=0, max_value=10**7), st.sampled_from(["{} mg", "of {:,} snails"]))
def test_any_whole_number_is_read(number: int, form: str) -> None:
    assert numbers(form.format(number)) == {Decimal(number)}


@pytest.mark.parametrize(
    "word",
    ["may", "Might", "could", "possibly", "perhaps", "maybe", "suggests", "appears", "seems"],
)
def test_hedges(word: str) -> None:
    assert [place.word for place in hedges(f"{word}, so it is, maybes apart")] == [word]


@pytest.mark.parametrize(
    "word", ["not", "No", "never", "cannot", "can't", "without", "neither", "nor", "isn’t", "none"]
)
def test_negations(word: str) -> None:
    assert [place.word for place in negations(f"{word} of the knots")] == [word]


@given(st.text(alphabet="ab ", min_size=1), st.integers(min_value=0), st.integers(min_value=0))
def test_covered_words_are_those_touched(text: str, first: int, second: int) -> None:
    start, end = sorted((first % (len(text) + 1), second % (len(text) + 1)))
    touched = 0
    at = 0
    for word in text.split():
        at = text.index(word, at)
        touched += any(start <= offset < end for offset in range(at, at + len(word)))
        at += len(word)
    assert covered_words(text, [(start, end)] if start < end else []) == touched


@pytest.mark.parametrize(
    ("wording", "stretch"),
    [
        ("so a b c d runs", "a b c d"),
        ("so a b c runs", "a b c"),
        ("so a b runs c", None),
        ("A, b - C!", "a b c"),
    ],
)
def test_copied_gives_the_whole_stretch(wording: str, stretch: str | None) -> None:
    assert copied(wording, runs("then a b c d.", 3), 3) == stretch


def test_names_are_read_by_the_marks_around_them() -> None:
    text = (
        "Posted by Quillon @quill7, on a Monday\n\nwords\nMarlowe\n\nREPLY\n@salt-mage\n\nwords\n"
        "Tov\n\nJump to this post\n\nHmm\nmore words, write to me@example.org\n\nREPLY\n"
        "By Ardan Vexley… (not verified) on Sunday\nBy Anonymous (not verified) on Sunday\n"
    )
    assert {identity.words for identity in identities(text)} == {
        "quill7", "salt-mage", "Quillon", "Marlowe", "Tov", "Ardan Vexley", "Ardan", "Vexley",
    }  # fmt: skip


def test_an_ordinary_word_counts_only_as_it_is_written() -> None:
    text = "Posted by River @shore, on a Monday\n\nthe river and the shore\n"
    found = identities(text)
    assert found == [Identity("@shore", True), Identity("River", True)]
    assert leaks(found, "a river at the shore") == []
    assert [leak.column for leak in leaks(found, "for River and @shore")] == [5, 15]


def test_the_documents_hold_the_names_that_were_counted_in_them(documents: Path) -> None:
    # Read in the texts: five handles and two signatures in the thread; two commenters with two
    # names each, hence six forms, under the blog post.
    expected = {"000": 7, "001": 0, "002": 6, "003": 0, "004": 0}
    texts = {path.name[:3]: path.read_text(encoding="utf-8") for path in documents.glob("0*.txt")}
    assert {slug: len(identities(text)) for slug, text in texts.items()} == expected
