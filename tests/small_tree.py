"""A small source tree of its own: an invented document, invented terms, and claims about them."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path
from typing import Any

import yaml

from bonekg.resources import root
from bonekg.sources.coverage import split_sentences
from bonekg.sources.passages import locate, stamp_all
from bonekg.sources.vocabulary import Vocabulary

TEXT = """Brine and the pond snail

Brine thickens the shell of pond snails. Forty snails had 5 mg every day for two months. \
Their shells grew 2.3 percent thicker, and none broke.

Brine may calm snails, but it is not a cure. Whether it lasts is unclear.
Brine thickens the shell of pond snails, as was said, and a long sentence that nobody would want \
to read twice follows here so that there are words enough.
"""

_TERMS = [
    {
        "id": "bkg:Brine",
        "name": "brine",
        "label": "brine",
        "parent": "mineral",
        "checked in": "no exact public term",
    },
    {
        "id": "bkg:Shell",
        "name": "shell thickness",
        "label": "shell",
        "parent": "bone measure",
        "checked in": "no exact public term",
    },
]
BASE: dict[str, Any] = {
    "states": "Snails that get brine have stronger shells.",
    "kind": "effect",
    "subject": "brine",
    "predicate": "increases",
    "object": "shell thickness",
    "evidence": "author statement",
    "certainty": "asserted",
    "passage": "Brine thickens the shell of pond snails.",
}


def span(value: Any, text: str, cue: bool = False) -> dict[str, Any]:
    """Turn words, or `{at: words, ...}`, into offsets of their first occurrence."""
    if isinstance(value, dict) and "at" not in value:
        return value
    words = value["at"] if isinstance(value, dict) else value
    place = locate(text, words)[0]
    rest = {k: v for k, v in value.items() if k != "at"} if isinstance(value, dict) else {}
    if cue and isinstance(value, str):
        rest["words"] = words
    return {"start": place.start, "end": place.end, **rest}


def claim(number: int, changes: dict[str, Any], text: str) -> dict[str, Any]:
    """Give a claim as a curator writes it: the base claim, with changes; null drops a key."""
    merged = {"id": f"pond-{number:03}", **BASE, **changes}
    merged = {key: value for key, value in merged.items() if value is not None}
    merged["passage"] = span(merged["passage"], text)
    for key in ("also", "repeated at", "cue", "force cue"):
        if key in merged:
            merged[key] = [span(item, text, cue=key.endswith("cue")) for item in merged[key]]
    return merged


def _uncovered(claims: list[dict[str, Any]], text: str) -> list[dict[str, Any]]:
    """List every sentence that no passage touches."""
    spans = [
        s
        for c in claims
        for s in (c["passage"], *c.get("also", []), *c.get("cue", []), *c.get("force cue", []))
    ]
    spans += [s for c in claims for s in c.get("repeated at", [])]
    return [
        {"start": start, "end": end, "reason": "heading"}
        for start, end in split_sentences(text)
        if not any(int(s["start"]) < end and start < int(s["end"]) for s in spans)
    ]


class SmallTree:
    """A source tree and a folder with its one text, below a temporary folder."""

    def __init__(self, place: Path, claims: list[dict[str, Any]], text: str = TEXT) -> None:
        self.sources, self.folder, self.text = place / "tree", place / "texts", text
        ontology = self.sources / "ontology"
        ontology.mkdir(parents=True)
        self.folder.mkdir()
        for name in ("keys.jsonld", "bonekg-edit.ttl"):
            shutil.copy(root() / "ontology" / name, ontology)
        shutil.copytree(root() / "ontology" / "rules", ontology / "rules")
        self.write("ontology/terms/pond.yaml", _yaml(_TERMS))
        self.write("data/studies.yaml", "[]\n")
        self.write("data/conflicts.yaml", "[]\n")
        self.manifest({})
        listed = [claim(number, changes, text) for number, changes in enumerate(claims, 1)]
        body = {"document": "document pond", "defaults": {"speaker": "author"}, "claims": listed}
        self.write("data/claims/pond.yaml", _yaml(body))
        self.write("data/uncovered/reasons.yaml", "heading: a title\n")
        self.write("data/uncovered/pond.yaml", _yaml(_uncovered(listed, text)))
        self.put(text)

    def write(self, path: str, content: str) -> None:
        """Write a file of the source tree."""
        file = self.sources / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(content, encoding="utf-8")

    def put(self, text: str) -> None:
        """Put a text into the folder of documents."""
        (self.folder / "pond.txt").write_bytes(text.encode("utf-8"))

    def manifest(self, changes: dict[str, Any]) -> None:
        """Write the manifest; the changes make it wrong."""
        record = {
            "id": "pond",
            "name": "document pond",
            "title": "Brine and the pond snail",
            "file": "pond.txt",
            "document kind": "article",
            "sha256": hashlib.sha256(self.text.encode("utf-8")).hexdigest(),
            "characters": len(self.text),
            "word count": len(self.text.split()),
            "speakers": [{"name": "author", "role": "article author", "identified": "true"}],
        }
        self.write("data/documents.yaml", _yaml([{**record, **changes}]))

    @property
    def vocabulary(self) -> Vocabulary:
        """Read anew at each use, since tests change the files."""
        return Vocabulary(self.sources)

    def stamp(self) -> list[Path]:
        """Stamp the tree's passages."""
        return stamp_all(self.vocabulary, self.folder)


def _yaml(value: Any) -> str:
    return yaml.safe_dump(value, allow_unicode=True, sort_keys=False)
