"""Sentences, the claims on them, and the reasons of those that have none."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import bonekg
from bonekg.answers.counts import ASPECTS, count_claims, count_sentences, read_coverage
from bonekg.sources.coverage import (
    Sentence,
    Uncovered,
    coverage,
    read_reasons,
    read_sentences,
    read_uncovered,
    split_sentences,
)
from bonekg.sources.documents import load_documents

SPLIT = {
    "Bone is lost. It returns.": ["Bone is lost.", "It returns."],
    "Bone mass rose.12 More followed.": ["Bone mass rose.12 More followed."],
    "It rose 2.3 percent in 1.5 years.": ["It rose 2.3 percent in 1.5 years."],
    "Some, e.g. Women, took it. Others not!": ["Some, e.g. Women, took it.", "Others not!"],
    "Dr. Grey said so.": ["Dr. Grey said so."],
    "1. Eat greens. 2. Walk.": ["1. Eat greens.", "2. Walk."],
    "A title\nA line": ["A title", "A line"],
    "He said “Stop.” She did.": ["He said “Stop.”", "She did."],
    "Why? Because.": ["Why?", "Because."],
    " \n...\n": [],
    "": [],
}


@pytest.mark.parametrize("text", SPLIT)
def test_a_text_is_cut_into_sentences(text: str) -> None:
    assert [text[start:end] for start, end in split_sentences(text)] == SPLIT[text]


@given(st.text(alphabet="aB1.?! \n”(", max_size=60))
def test_sentences_stand_in_order_and_leave_no_letter_out(text: str) -> None:
    spans = split_sentences(text)
    inside = {at for start, end in spans for at in range(start, end)}
    assert all(at in inside for at, sign in enumerate(text) if sign.isalnum())
    assert all(a < b for a, b in spans)
    assert all(first[1] <= second[0] for first, second in pairwise(spans))


def test_a_sentence_has_the_claims_that_touch_it() -> None:
    found = list(
        coverage(
            [(0, 10), (11, 20), (21, 30)],
            [(5, 12, "x-002"), (8, 10, "x-001"), (30, 31, "x-003")],
            [Uncovered(21, 30, "heading", "", 1)],
        )
    )
    assert found == [
        Sentence(0, 10, ("x-001", "x-002"), ()),
        Sentence(11, 20, ("x-002",), ()),
        Sentence(21, 30, (), ("heading",)),
    ]


def test_every_sentence_of_every_document_has_a_claim_or_a_reason(sources: Path) -> None:
    claims = bonekg.load().reader.claims()
    covered = read_coverage(claims)
    assert sorted(covered) == sorted(load_documents())
    assert sum(map(len, covered.values())) > 350
    for slug, sentences in covered.items():
        assert [s for s in sentences if not s.claims and not s.reasons] == [], slug
        assert len(sentences) == len(read_sentences(sources, slug))
    used = {u.reason for slug in covered for u in read_uncovered(sources, slug)}
    assert used == set(read_reasons(sources))


def test_counts_are_of_all_claims() -> None:
    claims = bonekg.load().reader.claims()
    rows = list(count_claims(claims))
    for aspect in ASPECTS:
        assert sum(int(str(n)) for name, _, n in rows if name == aspect) == len(claims)
    assert rows[-1] == ("all", "claims", len(claims))


def test_sentences_are_counted_apart() -> None:
    sentences = [
        Sentence(0, 1, ("k",), ()),
        Sentence(2, 3, (), ("heading",)),
        Sentence(4, 5, (), ()),
    ]
    assert list(count_sentences({"x": sentences, "y": []})) == [
        ("x", 3, 1, 1, 33.3),
        ("y", 0, 0, 0, 0.0),
    ]
