"""What must hold of an explorer in a browser, served or static; see `tests/tools/explorer.py`."""

from __future__ import annotations

from typing import Any

from bonekg.catalogue.queries import load_catalogue
from explorer_pages import PAGES

__all__ = ["check_editor", "check_pages", "check_tasks"]


def check_pages(seen: dict[str, Any]) -> None:
    """No finding of axe, nothing asked of others, no complaint, nothing wider than a phone."""
    assert len(seen["pages"]) == 2 * len(PAGES)
    for name, page in seen["pages"].items():
        assert page["violations"] == [], name
        assert page["outside"] == [], name
        assert page["console"] == [], name
        assert page["checked"] > 10, name
        assert page["width"] <= 390, name


def check_tasks(seen: dict[str, Any]) -> None:
    """Readers find what they look for, each in at most three actions from the start page."""
    assert len(seen["tasks"]) == 12
    for name, task in seen["tasks"].items():
        assert task["found"], (name, task)
        assert task["actions"] <= 3, name
        assert task["outside"] == [], name


def check_editor(seen: dict[str, Any]) -> None:
    """Our names are completed, examples found and edited, rows drawn and taken along."""
    told = seen["editor"]
    for typed, wanted in (
        ("bkg:stat", "bkg:states"), ("melaton", "melatonin CHEBI:16796"), ("CHE", "CHEBI:"),
        ("?cl", "?claim"), ("OPTI", "OPTIONAL"),
    ):  # fmt: skip
        assert any(wanted in offered for offered in told[typed]), (typed, told[typed])
    fitting, _, all_ = told["fitting"].partition(" of ")
    assert (0 < int(fitting) < 10, int(all_)) == (True, len(load_catalogue()))
    assert 0 < len(told["topics"]) <= int(fitting)
    assert told["edited"] > 5
    assert told["rows"] == ["table", "chart"]
    assert told["edges"] == ["table", "graph"]
    assert told["rows drawn"] > 20
    assert told["edges drawn"] > 10
    assert told["files"] == ["csv", "tsv", "json", "markdown"]
    assert "predicateName" in told["back"]
