"""The world of airships with claims that repeat, detail and cite studies; more speakers."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from harbour_world import CLAIMS, harbour, says
from small_tree import SmallTree

__all__ = ["GROUPS", "studied_harbour"]

_RAISES = "Hot gas raises the lift of every airship."
_GREW = "Their lift grew by 7 percent."
_TEN = {"study": "ten-airships", "evidence": "observational study"}
_CLAIMS: list[dict[str, Any]] = [
    says("gas | swells | lift", _GREW, **_TEN),  # 17: repeats what 2 says
    says("hot gas | swells | lift", _RAISES, reference=["reference 1"]),  # 18: cites it only
    says("gas | swells | lift", _RAISES, reference=["reference 1", "reference 2"]),  # 19: of two
    says("gas | swells | keel lift", _GREW, study="twelve-airships",
         reference=["reference 9"]),  # 20: with a mark whose entry is missing
    says("gas | swells | lift", _RAISES, speaker="first hand"),  # 21
    says("gas | swells | lift", _RAISES, speaker="second hand"),  # 22
    says("hot gas | swells | keel lift", _RAISES, speaker="dial",
         relayed_by="first hand"),  # 23: no voice but the one who tells it
    says("wet gas | swells | lift", _RAISES, reference=["reference 2", "reference 1"]),  # 24
]  # fmt: skip
_STUDIES = [{"id": "twelve-airships", "name": "twelve-airships", "reported in": ["document pond"]}]
_MANIFEST = {
    "speakers": [
        {"name": "author", "role": "article author", "identified": "true"},
        {"name": "first hand", "role": "participant", "identified": "false"},
        {"name": "second hand", "role": "participant", "identified": "false"},
        {"name": "dial", "role": "participant", "identified": "true"},
    ],
    "references": [
        {"name": "reference 1", "citation": "Ten airships.", "resolves to": "ten-airships"},
        {"name": "reference 2", "citation": "Twelve airships.", "resolves to": "twelve-airships"},
        {"name": "reference 9", "note": "no entry"},
    ],
}
# What stands behind the claims of gas on lift, and those that it stands behind.
GROUPS = [
    ({"ten-airships"}, {2, 17, 18}),
    ({"ten-airships", "twelve-airships"}, {19, 24}),
    ({"twelve-airships", "reference 9"}, {20}),
]  # fmt: skip
assert len(CLAIMS) == 16, "the claims here are numbered from 17 on"


def studied_harbour(place: Path) -> SmallTree:
    """Write the world's source tree and its text."""
    return harbour(place, _CLAIMS, _STUDIES, _MANIFEST)
