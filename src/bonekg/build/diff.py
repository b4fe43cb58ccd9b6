"""What changed between two releases, in words: claims, terms and conflicts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from bonekg.model import Claim, columns, flatten
from bonekg.store.base import EmbeddedStore
from bonekg.store.reader import Reader, Selects

__all__ = ["Change", "Diff", "diff", "diff_files"]

_HOWS = ("added", "withdrawn", "changed")
_WHATS = {"claim": "Claims", "term": "Terms", "conflict": "Conflicts"}
# What follows from the rest of the graph: a change there is no change of the claim.
_FOLLOWS = ("certainty_rank", "evidence_rank", "lay", "bearing", "outcome", "file")
_TERMS = """
SELECT ?term ?field ?value WHERE {
  ?term a owl:Class ; bkg:kindOf bkg:Entity .
  { ?term skos:prefLabel ?value . BIND("name" AS ?field) }
  UNION { ?term rdfs:label ?value . BIND("label" AS ?field) }
  UNION { ?term skos:definition|IAO:0000115 ?value . BIND("definition" AS ?field) }
  UNION {
    ?term oboInOwl:hasExactSynonym|oboInOwl:hasRelatedSynonym|bkg:abbreviation ?value .
    BIND("synonyms" AS ?field)
  }
  UNION { ?term rdfs:subClassOf/skos:prefLabel ?value . BIND("parents" AS ?field) }
}
"""
_CONFLICTS = """
SELECT ?conflict ?field ?value WHERE {
  ?conflict a bkg:Conflict .
  { ?conflict bkg:reason/rdfs:label ?value . BIND("reason" AS ?field) }
  UNION { ?conflict bkg:states ?value . BIND("states" AS ?field) }
  UNION { ?conflict bkg:apparent ?value . BIND("apparent" AS ?field) }
  UNION { ?conflict bkg:ground ?claim .
          BIND(STRAFTER(STR(?claim), "/claim/") AS ?value) BIND("claims" AS ?field) }
}
"""

_Record = Mapping[str, Any]


class Change(NamedTuple):
    """One thing that is not as it was.

    Attributes:
        what: `claim`, `term` or `conflict`.
        how: `added`, `withdrawn` or `changed`.
        key: the claim's or conflict's key, or the term's CURIE.
        words: what it states, or what it is called.
        why: why it was withdrawn, where the release says so; else empty.
        fields: field → (before, after), for what was changed.
    """

    what: str
    how: str
    key: str
    words: str
    why: str
    fields: dict[str, tuple[Any, Any]]


class Diff(NamedTuple):
    """All changes from one release to another, claims first, then terms, then conflicts."""

    changes: tuple[Change, ...]

    def as_dict(self) -> dict[str, Any]:
        """Give counts and changes for JSON."""
        return {
            "counts": {
                f"{what}s {how}": len(self._of(what, how)) for what in _WHATS for how in _HOWS
            },
            "changes": [
                {**change._asdict(), "fields": {k: list(v) for k, v in change.fields.items()}}
                for change in self.changes
            ],
        }

    def to_markdown(self) -> str:
        """Give the changes as a section of a changelog."""
        lines: list[str] = []
        for what, title in _WHATS.items():
            for how in _HOWS:
                found = self._of(what, how)
                if found:
                    lines += ["", f"### {title} {how} ({len(found)})", ""]
                    lines += [line for change in found for line in _words(change)]
        return "\n".join(lines[1:]) if lines else "Nothing changed."

    def __str__(self) -> str:
        return self.to_markdown().replace("### ", "")

    def _of(self, what: str, how: str) -> list[Change]:
        return [change for change in self.changes if (change.what, change.how) == (what, how)]


def diff(old: Selects, new: Selects) -> Diff:
    """Compare two graphs.

    Args:
        old: the graph as it was.
        new: the graph as it is.
    """
    after = _claims(new)
    reasons = {key: claim["withdrawn_because"] or "" for key, claim in after.items()}
    claims = _changes("claim", _claims(old), after, "states", reasons)
    terms = _changes("term", _gather(old, _TERMS), _gather(new, _TERMS), "name", {})
    conflicts = _changes(
        "conflict", _gather(old, _CONFLICTS), _gather(new, _CONFLICTS), "states", {}
    )
    return Diff((*claims, *terms, *conflicts))


def diff_files(old: str | Path, new: str | Path) -> Diff:
    """Compare two releases: N-Quads files, or folders that hold a `bonekg.nq`.

    Raises:
        StoreError: if one is missing, empty or not N-Quads.
    """
    files = [path / "bonekg.nq" if path.is_dir() else path for path in (Path(old), Path(new))]
    one, other = (EmbeddedStore(file) for file in files)
    return diff(one, other)


def _claims(store: Selects) -> dict[str, _Record]:
    """Give each claim's fields by key, things by their ids and not by their names."""
    known = columns(Claim)
    names = {f"{name}_name" for name, field in known.items() if field.form == "curie"}
    return {
        claim.id: {
            name: value
            for name, value in flatten(claim).items()
            if name not in names and name not in _FOLLOWS
        }
        for claim in Reader(store).claims()
    }


def _gather(store: Selects, query: str) -> dict[str, _Record]:
    """Give CURIE or key → field → its values, sorted."""
    found: dict[str, dict[str, list[str]]] = {}
    for node, field, value in store.select(query):
        key = getattr(node, "curie", str(node)).removeprefix("bkg.conflict:")
        found.setdefault(key, {}).setdefault(str(field), []).append(str(value))
    return {
        key: {field: ", ".join(sorted(set(values))) for field, values in fields.items()}
        for key, fields in found.items()
    }


def _changes(
    what: str,
    old: Mapping[str, _Record],
    new: Mapping[str, _Record],
    words: str,
    reasons: Mapping[str, str],
) -> Iterator[Change]:
    for key in sorted(old.keys() | new.keys()):
        before, after = old.get(key), new.get(key)
        if before is None:
            if after is not None and after.get("status") != "withdrawn":
                yield Change(what, "added", key, str(after[words]), "", {})
        elif after is None or (
            after.get("status") == "withdrawn" and before.get("status") != "withdrawn"
        ):
            yield Change(what, "withdrawn", key, str(before[words]), reasons.get(key, ""), {})
        else:
            fields = {
                field: (before.get(field), after.get(field))
                for field in dict.fromkeys((*before, *after))
                if before.get(field) != after.get(field)
            }
            if fields:
                yield Change(what, "changed", key, str(after[words]), "", fields)


def _words(change: Change) -> Iterator[str]:
    why = f" Why: {change.why}" if change.why else ""
    yield f"- {change.key}: {change.words}{why}"
    for field, (before, after) in change.fields.items():
        yield f"  - {field.replace('_', ' ')}: {_shown(before)} → {_shown(after)}"


def _shown(value: Any) -> str:
    if isinstance(value, tuple):
        return ", ".join(map(_shown, value)) or "none"
    return "none" if value in (None, "") else str(value)
