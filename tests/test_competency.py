"""Questions in the words of those who ask, each answered by one call, as the documents have it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

import bonekg
from bonekg.answers.render import Records
from bonekg.model import Claim
from bonekg.store.rows import Rows

FILES = sorted((Path(__file__).parent / "cases" / "competency").glob("*.yaml"))
KEY = re.compile(r"\b\d{3}-\d{3}\b")
Case = dict[str, Any]


def cases() -> list[Case]:
    return [case for file in FILES for case in yaml.safe_load(file.read_text(encoding="utf-8"))]


@pytest.fixture(scope="module")
def graph() -> bonekg.KnowledgeGraph:
    return bonekg.load()


@pytest.fixture(scope="module")
def by_key(graph: bonekg.KnowledgeGraph) -> dict[str, Claim]:
    return {claim.id: claim for claim in graph.reader.claims()}


def asked(graph: bonekg.KnowledgeGraph, case: Case) -> Any:
    """Make the one call of a case."""
    name, *arguments = case["call"]
    if name == "run":
        return graph.run(arguments[0], **arguments[1])
    return getattr(graph, name)(*arguments)


def printed(answer: Any) -> str:
    """Give all that an answer says, everything shown; rows in full."""
    if isinstance(answer, Rows):
        return answer.to_text("csv")
    return answer.to_text() if isinstance(answer, Records) else answer.to_text(all=True)


def told(claim: Claim) -> str:
    """Give a claim as `subject predicate object`, all its context after it."""
    core = f"{claim.subject.name} {claim.predicate} {claim.object_name or ''}"
    return f"{core} | {json.dumps(claim.as_dict(), ensure_ascii=False)}"


def matching(wanted: str, claims: Iterator[Claim] | list[Claim]) -> list[Claim]:
    """Give the claims that say what is wanted: the core whole, each further word somewhere."""
    core, *words = (part.strip() for part in wanted.split("|"))
    return [
        claim
        for claim in claims
        if told(claim).startswith(core) and all(word in told(claim) for word in words)
    ]


def test_there_are_questions_enough() -> None:
    found = cases()
    assert len(found) >= 60
    assert len({case["question"] for case in found}) == len(found)
    assert {case["call"][0] for case in found} >= {
        "why", "run", "paths", "conflicts", "compare", "gaps",
    }  # fmt: skip
    for case in found:
        assert set(case) & {"sides", "holds", "says", "empty"}, case["question"]


@pytest.mark.parametrize("case", cases(), ids=lambda case: str(case["question"]))
def test_a_question_is_answered(
    case: Case, graph: bonekg.KnowledgeGraph, by_key: dict[str, Claim]
) -> None:
    answer = asked(graph, case)
    text = printed(answer)
    if case.get("empty"):
        assert not len(answer)
    named = [by_key[key] for key in dict.fromkeys(KEY.findall(text)) if key in by_key]
    for wanted in case.get("holds", []):
        assert matching(wanted, named), f"{wanted!r} is not in the answer:\n{text}"
    for words in case.get("says", []):
        assert words in text, f"{words!r} is not said:\n{text}"
    for side, wanted in case.get("sides", {}).items():
        stands = list(answer.sides[side].claims)
        if not wanted:
            assert stands == [], f"nothing may stand {side}"
        for one in wanted:
            assert matching(one, stands), f"{one!r} does not stand {side}:\n{text}"


def test_a_wrong_answer_is_seen(graph: bonekg.KnowledgeGraph, by_key: dict[str, Claim]) -> None:
    right = {"question": "?", "call": ["why", "melatonin", "fracture"]}
    wrong: list[Case] = [
        {"sides": {"for": ["melatonin supplementation prevents fracture"]}},
        {"sides": {"open": []}},
        {"holds": ["melatonin causes fracture"]},
        {"says": ["walking"]},
    ]
    for expected in wrong:
        with pytest.raises(AssertionError):
            test_a_question_is_answered({**right, **expected}, graph, by_key)
