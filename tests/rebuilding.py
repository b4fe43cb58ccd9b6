"""Claims made again from what an export wrote, to compare them with those it was given."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import Any

from hypothesis import strategies as st

import bonekg
from bonekg.exports.network import EDGE_TYPES
from bonekg.flat import DOSE_KEYS, EFFECT_KEYS, Claim
from bonekg.graph import KnowledgeGraph
from bonekg.store.rows import Rows

__all__ = ["altered_claims", "claim_of", "graph_of", "listed", "sorted_claims"]

_EFFECT = (*EFFECT_KEYS, "text")
_SPANS = ("repeated_at", "other_passages")
_CURRENT = [claim for claim in bonekg.load().all_claims if claim.status == "current"]


class _Nothing:
    """A store that holds nothing."""

    def select(self, sparql: str) -> Rows:
        return Rows(re.findall(r"\?(\w+)", sparql.partition("WHERE")[0]), [])


def graph_of(claims: Iterable[Claim]) -> KnowledgeGraph:
    """A graph of these claims alone."""
    graph = KnowledgeGraph(_Nothing())  # type: ignore[arg-type]  # nothing else is asked of it
    graph.__dict__["all_claims"] = sorted(claims)
    return graph


_WORDS = st.text(
    st.characters(
        codec="utf-8", exclude_categories=["Cs", "Cc", "Cn"], include_characters="\t\n\r"
    ),
    min_size=1,
    max_size=12,
)
_MAYBE = st.none() | _WORDS
_NUMBERS = st.none() | st.floats(allow_nan=False, allow_infinity=False) | st.integers(-999, 999)
_LISTS = st.lists(_WORDS.filter(lambda word: "|" not in word), max_size=3, unique=True).map(sorted)
_OFFSETS = st.lists(
    st.lists(st.integers(0, 9999), min_size=2, max_size=2), max_size=2, unique_by=tuple
).map(sorted)


@st.composite
def _part(draw: st.DrawFn, keys: tuple[str, ...], text: str) -> dict[str, Any] | None:
    numeric = ("value", "min", "max")
    made: dict[str, Any] = {key: draw(_NUMBERS if key in numeric else _MAYBE) for key in keys}
    if all(value is None for value in made.values()):
        return None
    return {**made, text: draw(_WORDS)}


@st.composite
def _altered(draw: st.DrawFn) -> Claim:
    """A real claim whose texts, numbers and lists are any."""
    claim: Claim = draw(st.sampled_from(_CURRENT))
    words: dict[str, Any] = {
        key: draw(_MAYBE) for key in ("quote", "cue", "study_id", "population", "comparator")
    }
    words |= {key: draw(_MAYBE) for key in ("site", "context", "arm", "relayed_by")}
    start = draw(st.integers(0, 10**6))
    return claim._replace(
        **words,
        states=draw(_WORDS),
        polarity=draw(st.sampled_from(["affirmed", "denied"])),
        certainty=draw(st.sampled_from(["asserted", "question"])),
        start=start,
        end=start + draw(st.integers(1, 500)),
        dose=draw(_part(DOSE_KEYS[1:], "text")),
        effect=draw(_part(EFFECT_KEYS, "text")),
        via=draw(_LISTS),
        references=draw(_LISTS),
        not_stated=draw(_LISTS),
        repeated_at=draw(_OFFSETS),
        other_passages=draw(_OFFSETS),
    )


altered_claims = st.lists(_altered(), min_size=1, max_size=6, unique_by=lambda c: c.id)


def listed(value: object) -> list[Any]:
    """Read a list that may have been written as JSON text, or holds JSON texts."""
    found = json.loads(value) if isinstance(value, str) else value
    return list(found) if isinstance(found, list | tuple) else []


def claim_of(source: tuple[str, str], target: tuple[str, str], attributes: dict[str, Any]) -> Claim:
    """Make a claim again from a stated edge: its ends, each CURIE and name, and its attributes."""
    words = {key: attributes.get(key) for key in Claim._fields}
    for key, kind in EDGE_TYPES.items():
        if kind is list and key in words:
            words[key] = listed(attributes.get(key))
    for key in _SPANS:
        words[key] = [json.loads(s) if isinstance(s, str) else s for s in words[key] or []]
    parts: dict[str, Any] = {}
    for part, keys in (("dose", DOSE_KEYS[1:]), ("effect", _EFFECT)):
        values = {key: attributes.get(f"{part}_{key}") for key in keys}
        parts[part] = values if any(v is not None for v in values.values()) else None
    text = attributes.get("dose")
    dose = dict.fromkeys(DOSE_KEYS[1:]) if text and not parts["dose"] else parts["dose"]
    valued = target[0] == f"https://w3id.org/bonekg/claim/{attributes['claim']}/object"
    words |= {
        "id": attributes["claim"],
        "subject_id": source[0],
        "subject_label": source[1],
        "object_id": None if valued else target[0],
        "object_label": None if valued else target[1],
        "study_id": attributes.get("study"),
        "dose": None if dose is None else {"text": text, **dose},
        "effect": parts["effect"],
    }
    return Claim(**words)  # type: ignore[arg-type]  # compared with the original at once


def sorted_claims(claims: Iterable[Claim]) -> list[dict[str, Any]]:
    """Claims as dictionaries, in the order of their keys."""
    return [claim.as_dict() for claim in sorted(claims, key=lambda claim: claim.id)]
