"""The page on biology: the background relations drawn, subject by subject, with their sources."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from bonekg.model import BackgroundRelation
from bonekg.rdf import BASE, expand
from bonekg.resources import root
from bonekg.store.base import EmbeddedStore
from bonekg.store.reader import Reader

__all__ = ["page"]

_ARROWS = {"raises": "-->", "lowers": "--x"}
_INTRODUCTION = """# The biology beneath the claims

What the documents take for granted, as relations with a public source each, drawn file by file of
`ontology/background`. An arrow raises, a cross lowers; what has no direction stands in the table
only. Species, cell and setting are those in which the source saw it. No document states any of it.
"""


def page() -> str:
    """Give the page as Markdown."""
    known = {relation.id: relation for relation in Reader(EmbeddedStore()).relations()}
    by_iri = {expand(key): relation for key, relation in known.items()}
    parts = [_INTRODUCTION]
    for file in sorted((root() / "ontology" / "background").glob("*.yaml")):
        records = yaml.safe_load(file.read_text(encoding="utf-8"))
        pairs = [(by_iri[f"{BASE}background/{record['id']}"], record) for record in records]
        parts.append(_section(file, pairs))
    return "\n".join(parts)


def _section(file: Path, pairs: list[tuple[BackgroundRelation, dict[str, Any]]]) -> str:
    names: dict[str, str] = {}
    arrows = []
    for relation, _ in pairs:
        arrow = _ARROWS.get(str(relation.bearing))
        if arrow is None:
            continue
        for term in (relation.subject, relation.object):
            names.setdefault(term.name, f"n{len(names) + 1}")
        arrows.append(f"  {names[relation.subject.name]} {arrow} {names[relation.object.name]}")
    lines = [f"## {file.stem.replace('-', ' ').capitalize()}", ""]
    if arrows:
        lines += ["```mermaid", "flowchart LR"]
        lines += [f'  {key}["{name}"]' for name, key in names.items()]
        lines += [*dict.fromkeys(arrows), "```", ""]
    lines += ["| relation | in | source |", "| --- | --- | --- |"]
    for relation, record in pairs:
        where = ", ".join(
            str(record[key]) for key in ("species", "in cell", "setting", "condition")
            if key in record
        )  # fmt: skip
        sources = "; ".join(relation.sources).replace("|", "\\|")
        lines.append(
            f"| {relation.subject} {relation.predicate} {relation.object} | {where} | {sources} |"
        )
    return "\n".join([*lines, ""])
