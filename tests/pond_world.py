"""A small world of invented terms, to state claims in and to build from."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import yaml

import bonekg
from bonekg.build.graphs import Build, build
from bonekg.build.release import write_release
from small_tree import SmallTree

__all__ = ["graph", "says", "world"]

# name → parent, with what it concerns or what it is part of
_TERMS: dict[str, tuple[str, dict[str, Any]]] = {
    "combination regimen": ("supplement", {}),
    "nutrient deficiency": ("nutrient state", {}),
    "nutrient excess": ("nutrient state", {}),
    "kelp": ("mineral", {}),
    "kelp supplementation": ("supplement", {"regimen of": ["kelp"]}),
    "kelp deficiency": ("nutrient deficiency", {"lack of": ["kelp"]}),
    "kelp rot": ("disease", {"lack of": ["kelp"]}),
    "kelp excess": ("nutrient excess", {"excess of": ["kelp"]}),
    "kelp intake": ("intake", {"intake of": ["kelp"]}),
    "low kelp intake": ("kelp intake", {"lack of": ["kelp"]}),
    "heavy kelp intake": ("intake", {"excess of": ["kelp"]}),
    "brine with kelp": ("combination regimen", {"combination with": ["brine", "kelp"]}),
    "slime": ("hormone", {}),
    "slime level": ("analyte level", {"level of": ["slime"]}),
    "slime decline": ("nutrient state", {"loss of": ["slime", "slime level"]}),
    "signal": ("hormone", {}),
    "foot signal": ("signal", {}),
    "left foot signal": ("foot signal", {}),
    "siphon signal": ("signal", {}),
    "slime signaling": ("pathway", {"activity of": ["slime"]}),
    "shell gland cell": ("cell type", {}),
    "shell gland cell activity": ("biological process", {"activity of": ["shell gland cell"]}),
    "shell growth": ("biological process", {}),
    "stunted shell growth": ("condition", {"lack of": ["shell growth"]}),
    "shell wear": ("biological process", {}),
    "mantle": ("anatomical site", {}),
    "mantle edge": ("anatomical site", {"part of": ["mantle"]}),
    "mantle repair": ("biological process", {"aspect of": ["mantle"], "favourable": "higher"}),
    "upper mantle edge": ("mantle edge", {}),
    "rim thickness": ("shell thickness", {"favourable": "higher"}),
    "shell crack": ("condition", {}),
    "rim crack": ("shell crack", {}),
    "wear after shell crack": ("shell wear", {"aspect of": ["shell crack"]}),
    "risk of shell crack": ("risk", {"risk of": ["shell crack"]}),
    "snails": ("population", {}),
    "old snails": ("snails", {}),
    "mussels": ("population", {}),
}


def _record(name: str, parent: str, further: dict[str, Any]) -> dict[str, Any]:
    iri = "bkg:" + "".join(word.capitalize() for word in name.split())
    made = {"id": iri, "name": name, "label": name, "parent": [parent], **further}
    return {**made, "checked in": "no exact public term"}


def says(words: str, **changes: Any) -> dict[str, Any]:
    """Make the changes of a claim from `subject | predicate | object`."""
    subject, predicate, obj = (part.strip() for part in words.split("|"))
    made = {"subject": subject, "predicate": predicate, "object": obj, **changes}
    return {key.replace("_", " "): value for key, value in made.items()}


def world(
    place: Path, claims: Iterable[dict[str, Any]], background: Iterable[str | dict[str, Any]] = ()
) -> Build:
    """Build from claims and background relations, as `subject | predicate | object` or whole."""
    tree = SmallTree(place, list(claims))
    terms = [_record(name, *rest) for name, rest in _TERMS.items()]
    tree.write("ontology/terms/shore.yaml", yaml.safe_dump(terms, sort_keys=False))
    relations = [
        {
            "id": f"relation-{number}",
            "source": "an invented source",
            **(says(words) if isinstance(words, str) else words),
        }
        for number, words in enumerate(background, 1)
    ]
    tree.write("ontology/background/shore.yaml", yaml.safe_dump(relations, sort_keys=False))
    return build(tree.sources)


def graph(
    place: Path, claims: Iterable[dict[str, Any]], background: Iterable[str | dict[str, Any]] = ()
) -> bonekg.KnowledgeGraph:
    """Build as `world` does, and load what was built."""
    folder = write_release(world(place, claims, background), place / "release")
    return bonekg.load(folder / "bonekg.nq")
