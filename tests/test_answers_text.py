"""Answers of the package's own graph: golden sides, and texts without slips."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
import yaml

import bonekg
from bonekg.answers.scope import SIDES
from bonekg.answers.wording import amount, dose_words, effect_words, ends, facts, source
from bonekg.model import Claim
from bonekg.store.base import EmbeddedStore

CASES = Path(__file__).parent / "cases" / "answers" / "sides.yaml"
SIDE_CASES: list[dict[str, list[str]]] = yaml.safe_load(CASES.read_text(encoding="utf-8"))

# A word twice; empty brackets or quotes; marks without words between; a bare one as unit; a code
# of a unit that people do not write; a missing value; a period twice; a blank before a mark.
_PARTS = 6  # of all pairs; the default run asks the first
SLIPS = re.compile(
    r"\b(\w+) \1\b|\(\s*\)|“\s*”|\[\s*\]|(?:^|·)\s*·|·\s*$|\bunit 1\b|\[iU\]|\{\w+\}|\bNone\b"
    r"|\bper (\w+)\b.*\bper \2\b|\s[,;]|[,;:]\s*$|\b\d+ (?:a|wk|mo|d)\b"
)


@pytest.fixture(scope="module")
def kg() -> bonekg.KnowledgeGraph:
    return bonekg.load()


@pytest.fixture(scope="module")
def claims(kg: bonekg.KnowledgeGraph) -> list[Claim]:
    return list(kg.claims())


def told(claim: Claim) -> str:
    return f"{claim.subject.name} {claim.predicate} {claim.object_name}"


@pytest.mark.parametrize("case", SIDE_CASES, ids=lambda case: " → ".join(case["ask"]))
def test_each_claim_stands_on_its_side(
    kg: bonekg.KnowledgeGraph, case: dict[str, list[str]]
) -> None:
    answer = kg.why(*case["ask"])
    for name in set(case) - {"ask"}:
        there = {told(claim) for claim in answer.sides[name].claims}
        assert set(case[name]) <= there, (name, there)
        if not case[name]:
            assert there == set(), name


def test_there_are_cases_for_every_side() -> None:
    assert len(SIDE_CASES) >= 40
    assert {name for case in SIDE_CASES for name in case} == {"ask", *SIDES}


def words(kg: bonekg.KnowledgeGraph, claim: Claim) -> Iterator[str]:
    library = kg.library
    yield ends(library, claim)
    yield from facts(library, claim)
    yield str(source(library, claim))
    for found in (
        dose_words(library, claim.dose), effect_words(library, claim.effect),
        amount(library, claim.figure), amount(library, claim.object_value),
    ):  # fmt: skip
        if found is not None:
            yield found


def test_no_claim_is_told_with_a_slip(kg: bonekg.KnowledgeGraph, claims: list[Claim]) -> None:
    slips = [
        (claim.id, text)
        for claim in claims
        for text in words(kg, claim)
        if SLIPS.search(text) or not text.strip()
    ]
    assert slips == []


@pytest.mark.parametrize(
    "part", [0, *(pytest.param(part, marks=pytest.mark.slow) for part in range(1, _PARTS))]
)
def test_every_pair_that_has_claims_is_answered_without_a_slip(
    part: int, kg: bonekg.KnowledgeGraph, claims: list[Claim]
) -> None:
    pairs: dict[tuple[str, str], set[str]] = {}
    for claim in claims:
        if claim.object is not None and not claim.subject.id.startswith("bkg.study:"):
            pairs.setdefault((claim.subject.id, claim.object.id), set()).add(claim.id)
    terms = {record.id for record in kg.terms()}
    assert len(pairs) > 300
    for (one, two), ids in sorted(pairs.items())[part::_PARTS]:
        if one not in terms or two not in terms:
            continue
        answer = kg.why(one, two)
        shown = {claim.id for side in answer.sides.values() for claim in side.claims}
        assert ids <= shown, (one, two)
        for line in answer.to_text(all=True).splitlines():
            # States are sentences of curators, and names of terms are as they are.
            if not re.match(r"\s+([\w ]+: )?(\d{3}-\d{3} |[\w-]+: )", line):
                assert not SLIPS.search(line.strip(" ;:")), (one, two, line)
        held = {key for conflict in answer.conflicts for key in conflict.claims}
        assert not answer.conflicts or held & shown
        marked = {key for side in answer.sides.values() for v in side.voices for key in v.conflicts}
        assert marked == {conflict.id for conflict in answer.conflicts}


def test_no_query_of_an_answer_has_an_empty_list_of_values(
    kg: bonekg.KnowledgeGraph, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Some engines, rdflib for one, fail on it."""
    query, asked = EmbeddedStore.query, []

    def heard(store: EmbeddedStore, sparql: str, **limits: Any) -> Any:
        asked.append(sparql)
        return query(store, sparql, **limits)

    monkeypatch.setattr(EmbeddedStore, "query", heard)
    names = sorted(record.name for record in kg.terms())
    for one, two in zip(names[::60], names[7::60], strict=False):
        for answer in (kg.why, kg.compare, kg.paths):
            with suppress(bonekg.errors.QueryError):
                answer(one, two)
        kg.gaps(one)
        kg.show(one)
        kg.claims(about=one)
    assert len(asked) > 200
    empty = re.compile(r"VALUES\s*(\?\w+|\([^)]*\))\s*\{\s*\}")
    assert [sparql for sparql in asked if empty.search(sparql)] == []


def test_passages_are_read_for_the_claims_shown_only(
    kg: bonekg.KnowledgeGraph, documents: Path, tmp_path: Path
) -> None:
    answer = kg.why("melatonin", "BMD", documents)
    voices = [voice for side in answer.sides.values() for voice in side.voices]
    assert voices
    assert all(voice.passage for voice in voices)
    for voice in voices:
        assert voice.claim.quote is None or voice.claim.quote in str(voice.passage)
    bare = kg.why("melatonin", "BMD", tmp_path)  # a folder without these texts
    assert all(voice.passage is None for side in bare.sides.values() for voice in side.voices)


def test_a_label_and_who_recalls_it_are_one_voice(kg: bonekg.KnowledgeGraph) -> None:
    against = kg.why("melatonin", "autoimmune disease").sides["against"]
    told = {claim.id: claim.speaker.id for claim in against.claims}
    assert told["000-110"] == told["000-100"]  # the label is what the participant recalls
    assert against.backing.voices == len(set(told.values())) < len(told)


def test_one_study_told_in_two_documents_counts_once(kg: bonekg.KnowledgeGraph) -> None:
    backing = kg.why("melatonin", "BMD", evidence="RCT").sides["for"].backing
    assert (backing.studies, backing.documents) == (1, 2)


def test_references_count_as_works(kg: bonekg.KnowledgeGraph) -> None:
    """A sentence with the marks 7 and 8 at its end rests on two publications."""
    backing = kg.why("weight-bearing exercise", "bone formation").sides["for"].backing
    assert backing.studies >= 2


def test_columns_are_the_same_everywhere(kg: bonekg.KnowledgeGraph) -> None:
    from bonekg.answers.columns import COLUMNS

    rows: list[Any] = [
        kg.why("melatonin", "BMD").to_rows(),
        kg.compare("magnesium citrate", "magnesium oxide").to_rows(),
        kg.claims("melatonin").to_rows(),
        kg.show("melatonin").to_rows(),
    ]
    for table in rows:
        assert set(COLUMNS) <= set(table.columns)
    first = kg.claims("3 mg melatonin", "hip BMD").to_dicts()[0]
    assert first["document"] == "001"
    assert first["subject_name"] == "melatonin supplementation"
    assert first["dose"] == "3 mg per day at night for 1 year"
