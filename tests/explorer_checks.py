"""What must hold of an explorer in a browser, served or static; see `tests/tools/explorer.py`."""

from __future__ import annotations

from typing import Any

from explorer_pages import PAGES

__all__ = ["check_pages", "check_tasks"]


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
