"""Claims made again from what an export wrote, to compare them with those it was given."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any

from hypothesis import strategies as st

import bonekg
from bonekg.graph import KnowledgeGraph
from bonekg.model import Claim, Dose, Effect, Field, Quantity, Span, Thing, fields
from bonekg.store.reader import Reader
from bonekg.store.rows import Rows

__all__ = ["altered_claims", "claim_of", "graph_of", "record_of", "sorted_claims"]

_CURRENT = [claim for claim in bonekg.load().reader.claims() if claim.status == "current"]


class _Nothing:
    """A store that holds nothing."""

    def select(self, sparql: str) -> Rows:
        return Rows(re.findall(r"\?(\w+)", sparql.partition("WHERE")[0]), [])


class _Few(Reader):
    """Reads these claims, and nothing else."""

    def __init__(self, claims: Iterable[Claim]) -> None:
        super().__init__(_Nothing())
        self._claims = sorted(claims, key=lambda claim: claim.id)

    def claims(self, ids: Iterable[str] | None = None) -> list[Claim]:
        return list(self._claims)


def graph_of(claims: Iterable[Claim]) -> KnowledgeGraph:
    """A graph of these claims alone."""
    graph = KnowledgeGraph(_Nothing())  # type: ignore[arg-type]  # nothing else is asked of it
    graph.__dict__["reader"] = _Few(claims)
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
_ITEMS = _WORDS.filter(lambda word: "|" not in word)
_THING = st.builds(Thing, _WORDS, _WORDS)
_ITEM = st.builds(Thing, _ITEMS, _ITEMS)
_THINGS = st.lists(_ITEM, max_size=3, unique=True).map(tuple)
_STEPS = st.lists(st.lists(_ITEM, min_size=1, max_size=2).map(tuple), max_size=3).map(tuple)
_LISTS = st.lists(_ITEMS, max_size=3, unique=True).map(tuple)
_SPANS = st.lists(
    st.builds(Span, st.integers(0, 9999), st.integers(0, 9999)), max_size=2, unique=True
).map(tuple)
_FIGURE = (_NUMBERS, _NUMBERS, _NUMBERS, _MAYBE, _WORDS)
_QUANTITIES = st.none() | st.builds(Quantity, *_FIGURE)
_TIMES = st.none() | st.integers(1, 9)
_DOSES = st.none() | st.builds(
    Dose, *_FIGURE, _TIMES, _MAYBE, _MAYBE, _MAYBE, st.none() | _THING, _QUANTITIES
)
_EFFECTS = st.none() | st.builds(
    Effect, *_FIGURE, _MAYBE, _MAYBE, st.none() | _THING, _MAYBE
)  # fmt: skip
_ANY: dict[str, st.SearchStrategy[Any]] = {
    **dict.fromkeys(("quote", "cue", "force_cue", "aim", "condition", "context", "note"), _MAYBE),
    **dict.fromkeys(("study", "population", "comparator", "site", "arm"), st.none() | _THING),
    "relayed_by": st.none() | _THING,
    "speaker": _THING,
    "states": _WORDS,
    "polarity": st.sampled_from(["affirmed", "denied"]),
    "certainty": st.sampled_from(["asserted", "question"]),
    "dose": _DOSES,
    "condition_dose": _DOSES,
    "effect": _EFFECTS,
    "figure": _QUANTITIES,
    "via": _STEPS,
    **dict.fromkeys(("reference", "condition_terms"), _THINGS),
    "not_stated": _LISTS,
    **dict.fromkeys(("repeated_at", "other_passages"), _SPANS),
    "lay": st.booleans(),
    "start": st.integers(0, 10**6),
    "end": st.integers(0, 10**6),
}


@st.composite
def _altered(draw: st.DrawFn) -> Claim:
    """A real claim whose texts, numbers and lists are any."""
    claim: Claim = draw(st.sampled_from(_CURRENT))
    return claim._replace(**{name: draw(values) for name, values in _ANY.items()})


altered_claims = st.lists(_altered(), min_size=1, max_size=6, unique_by=lambda c: c.id)


def record_of(kind: type[Any], values: Mapping[str, Any], prefix: str = "") -> Any:
    """Make a record again from the columns of a flat row; None if all of them are empty."""
    made = {name: _value(field, values, f"{prefix}{name}") for name, field in fields(kind).items()}
    if prefix and all(value in (None, ()) for value in made.values()):
        return None
    return kind(**made)


def _value(field: Field, values: Mapping[str, Any], column: str) -> Any:
    if field.type is Thing:
        ids, names = values.get(column), values.get(f"{column}_name")
        if field.many == 0:
            return None if ids is None else Thing(str(ids), str(names))
        if field.many == 1:
            return tuple(map(Thing, _listed(ids), _listed(names)))
        pairs = zip(_listed(ids, nested=True), _listed(names, nested=True), strict=True)
        return tuple(tuple(map(Thing, *pair)) for pair in pairs)
    if field.type is Span:
        return tuple(Span(*item) for item in _listed(values.get(column), nested=True))
    if hasattr(field.type, "_fields"):
        return record_of(field.type, values, f"{column}_")
    return tuple(_listed(values.get(column))) if field.many else values.get(column)


def _listed(value: object, nested: bool = False) -> list[Any]:
    """Read a list that may have been written as JSON text, or whose items were."""
    found = json.loads(value) if isinstance(value, str) else value
    items = list(found) if isinstance(found, list | tuple) else []
    return [json.loads(i) if isinstance(i, str) else i for i in items] if nested else items


def claim_of(attributes: Mapping[str, Any]) -> Claim:
    """Make a claim again from the attributes of a stated edge."""
    made: Claim = record_of(Claim, {**attributes, "id": attributes["claim"]})
    return made


def sorted_claims(claims: Iterable[Claim]) -> list[dict[str, Any]]:
    """Claims as dictionaries, in the order of their keys."""
    return [claim.as_dict() for claim in sorted(claims, key=lambda claim: claim.id)]
