"""Conflicts: claims that oppose each other, found by rule, reviewed by hand.

Two current claims oppose each other if their subjects are the same or one stands under the other,
so do their objects, and

* their predicates give opposite signs, or one a sign and the other no effect (a requirement has
  no sign in this sense: to be needed for something is not to raise it); or
* both have the same predicate, one affirmed and one denied; or
* one recommends, or says to be good for, what the other warns against.

Questions oppose nothing. `data/conflicts.yaml` groups the pairs, each group with its reason; a
pair that no group holds is a finding. A curator may add a conflict that no rule finds (two levels
of one exposure, one study told in two ways); its note says what is opposed, else it is a finding.
"""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, Any

from bonekg.checks.report import Finding
from bonekg.rdf import BASE
from bonekg.sources.yaml import read_yaml
from bonekg.sources.records import Place, Reader

if TYPE_CHECKING:
    from bonekg.build.graphs import Build
    from bonekg.build.hierarchy import Hierarchy

__all__ = ["REVIEW_RULES", "conflict_records", "opposed_pairs", "unreviewed"]

# Predicates that speak for a thing where another speaker may warn against it.
_FAVOURABLE = {"recommended for", "treats", "improves", "prevents"}

REVIEW_RULES = ("conflict-not-reviewed", "conflict-without-opposition")

_CLAIM = f"{BASE}claim/"


def conflict_records(build: Build) -> tuple[list[dict[str, Any]], dict[str, Place]]:
    """Read the reviewed conflicts.

    Raises:
        SourceError: if the file is wrong, or names a claim that does not exist.
    """
    file = build.vocabulary.sources / "data" / "conflicts.yaml"
    keys = {
        record["id"].removeprefix(_CLAIM): record["id"]
        for record in build.records.get("claims", [])
    }
    reader = Reader(build.vocabulary, file, local=keys)
    records = reader.records(read_yaml(file), "conflict", lambda key: f"{BASE}conflict/{key.text}")
    for record in records:
        record["claims"] = [keys[key] for key in record.get("claims", [])]
    return records, reader.places


def opposed_pairs(claims: list[dict[str, Any]], hierarchy: Hierarchy) -> list[tuple[str, str]]:
    """Find all pairs of claims that oppose each other.

    Args:
        claims: the claims' records.
        hierarchy: the terms they speak of.

    Returns:
        Pairs of claim keys, each pair and the list sorted.
    """
    candidates = [
        claim
        for claim in claims
        if "object" in claim
        and claim.get("certainty") != "question"
        and claim.get("status", "current") == "current"
    ]
    found = []
    for one, other in combinations(candidates, 2):
        if (
            _opposed(one, other, hierarchy)
            and hierarchy.related(one["subject"], other["subject"])
            and hierarchy.related(one["object"], other["object"])
        ):
            found.append((_key(one), _key(other)))
    return sorted(tuple(sorted(pair)) for pair in found)  # type: ignore[misc]  # pairs stay pairs


def unreviewed(build: Build) -> list[Finding]:
    """Say which opposed pairs no review holds, and which reviews hold no opposed pair."""
    hierarchy = build.hierarchy
    pairs = opposed_pairs(build.records.get("claims", []), hierarchy)
    reviews = build.records.get("conflicts", [])
    grouped = [{claim.removeprefix(_CLAIM) for claim in record["claims"]} for record in reviews]
    findings = []
    for one, other in pairs:
        if not any({one, other} <= group for group in grouped):
            findings.append(
                Finding(
                    "data/conflicts.yaml",
                    0,
                    f"bkg.claim:{one}",
                    "claims",
                    REVIEW_RULES[0],
                    f"it opposes {other}, and no conflict holds both",
                    "Add a conflict with its reason, or add the claim to one.",
                )
            )
    for record, group in zip(reviews, grouped, strict=True):
        if "note" not in record and not any(set(pair) <= group for pair in pairs):
            place = build.places[record["id"]]
            findings.append(
                Finding(
                    "data/conflicts.yaml",
                    place.line,
                    f"bkg.conflict:{record['id'].rpartition('/')[2]}",
                    "claims",
                    REVIEW_RULES[1],
                    "no rule opposes two of its claims, and no note says what is opposed",
                    "Take the conflict out, or say in a note what is opposed.",
                )
            )
    return findings


def _key(claim: dict[str, Any]) -> str:
    return str(claim["id"]).removeprefix(_CLAIM)


def _opposed(one: dict[str, Any], other: dict[str, Any], hierarchy: Hierarchy) -> bool:
    affirmed = {claim.get("polarity", "affirmed") == "affirmed" for claim in (one, other)}
    predicates = {one["predicate"], other["predicate"]}
    if "contraindicated in" in predicates and predicates & _FAVOURABLE:
        return affirmed == {True}
    if len(affirmed) == 2:
        return len(predicates) == 1 or bool(_sign(one, hierarchy) and _same(one, other, hierarchy))
    signs = {_sign(one, hierarchy), _sign(other, hierarchy)}
    return len(signs) == 2 and "" not in signs


def _same(one: dict[str, Any], other: dict[str, Any], hierarchy: Hierarchy) -> bool:
    return _sign(one, hierarchy) == _sign(other, hierarchy)


def _sign(claim: dict[str, Any], hierarchy: Hierarchy) -> str:
    if claim["predicate"] == "required for":
        return ""
    return hierarchy.sign(claim["predicate"], claim["object"])
