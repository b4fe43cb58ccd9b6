"""The explorer in Chromium: no finding of axe, nothing asked of others, a reader's tasks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from real_tools import absent, folder, program, run_python
from serving import serving

pytestmark = [pytest.mark.tools, pytest.mark.slow, pytest.mark.loopback]


@pytest.fixture(scope="module")
def seen() -> Iterator[dict[str, Any]]:
    program("chromium")
    axe = folder() / "node" / "node_modules" / "axe-core" / "axe.min.js"
    if not axe.is_file():
        absent(f"{axe} does not exist; `.ci/tools` makes it from tests/tools/package.json")
    with serving() as started:
        yield run_python("browser", "explorer.py", started.url, axe)


def test_pages_have_no_violation_and_ask_nobody_else(seen: dict[str, Any]) -> None:
    assert len(seen["pages"]) >= 40
    for name, page in seen["pages"].items():
        assert page["violations"] == [], name
        assert page["outside"] == [], name
        assert page["console"] == [], name
        assert page["checked"] > 10, name
        assert page["width"] <= 390, name


def test_readers_find_what_they_look_for(seen: dict[str, Any]) -> None:
    assert len(seen["tasks"]) == 12
    for name, task in seen["tasks"].items():
        assert task["found"], name
        assert task["actions"] <= 3, name
