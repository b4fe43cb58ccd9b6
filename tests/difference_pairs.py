"""Invented pairs of a document's claim and a study's claim, built as a world of their own."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pyoxigraph
import yaml

from bonekg.build.graphs import build
from bonekg.store.base import EmbeddedStore
from bonekg.store.reader import Reader
from small_tree import SmallTree

__all__ = ["found_by_rule", "read_pairs"]

_FOLDER = Path(__file__).parent / "cases" / "source-checks"
_TERMS = {
    "kelp": "mineral",
    "sea salt": "mineral",
    "broth": "mineral",
    "shell crack": "condition",
    "mantle": "anatomical site",
    "foot": "anatomical site",
    "islanders": "population",
    "old islanders": "islanders",
    "young islanders": "islanders",
    "water fleas": "population",
}
_RECORD = {
    "id": "salt-abstract", "title": "Brine and shells", "record of": "salt",
    "text kind": "abstract", "source": "https://example.org/salt", "read on": "2026-01-01",
    "sha256": "a" * 64, "characters": "200",
}  # fmt: skip
_SAID: dict[str, Any] = {
    "kind": "effect", "subject": "brine", "predicate": "increases", "object": "shell thickness",
    "evidence": "randomized controlled trial", "certainty": "asserted", "read in": "salt-abstract",
    "from": "10", "to": "60", "sha256": "b" * 64,
}  # fmt: skip
_CHECK: dict[str, Any] = {
    "read in": ["salt-abstract"], "verdict": "overstates", "severity": "minor",
    "states": "What was found.", "confidence": "high", "judged by": "settled by the text",
    "checked on": "2026-01-01",
}  # fmt: skip


def read_pairs(name: str) -> list[dict[str, Any]]:
    """Give the pairs as they stand in a file."""
    file = _FOLDER / f"{name}.yaml"
    pairs: list[dict[str, Any]] = yaml.safe_load(file.read_text(encoding="utf-8"))
    return pairs


def _told(fields: dict[str, Any]) -> dict[str, Any]:
    return {"states": fields["words"], **{k: v for k, v in fields.items() if k != "words"}}


def found_by_rule(place: Path, pairs: list[dict[str, Any]]) -> dict[str, set[str]]:
    """Build all pairs at once; each pair's id → the fields in which the rules find a difference."""
    studied = {"study": "salt", "evidence": "unspecified study"}
    tree = SmallTree(place, [{**studied, **_told(pair["document"])} for pair in pairs])
    terms = [
        {
            "id": "bkg:" + "".join(word.capitalize() for word in name.split()),
            "name": name, "label": name, "parent": [parent], "checked in": "no exact public term",
        }
        for name, parent in _TERMS.items()
    ]  # fmt: skip
    tree.write("ontology/terms/island.yaml", yaml.safe_dump(terms))
    study = {"id": "salt", "name": "salt", "reported in": ["document pond"]}
    tree.write("data/studies.yaml", yaml.safe_dump([study]))
    said: list[dict[str, Any]] = []
    checks: list[dict[str, Any]] = []
    for number, pair in enumerate(pairs, 1):
        claim = f"pond-{number:03}"
        check = {**_CHECK, "id": f"{claim}-salt", "checks": [claim], "against": [f"s-{number}"]}
        said.append({"id": f"s-{number}", **_SAID, **_told(pair["study"])})
        if "omitted" in pair:
            said.append({"id": f"o-{number}", **_SAID, **_told(pair["omitted"])})
            check["omits"] = [f"o-{number}"]
        checks.append(check)
    folder = "data/source-checks"
    tree.write(f"{folder}/records.yaml", yaml.safe_dump([_RECORD]))
    tree.write(f"{folder}/study-claims.yaml", yaml.safe_dump(said))
    tree.write(f"{folder}/pond.yaml", yaml.safe_dump(checks))
    made = build(tree.sources)
    content = made.store.dump(format=pyoxigraph.RdfFormat.N_QUADS)
    assert content is not None
    found = {
        check.claims[0]: set(check.differs_by_rule)
        for check in Reader(EmbeddedStore(data=content)).source_checks()
    }
    return {pair["id"]: found[f"pond-{number:03}"] for number, pair in enumerate(pairs, 1)}
