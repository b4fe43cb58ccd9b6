"""The explorer in Chromium: no finding of axe, nothing asked of others, a reader's tasks."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from explorer_checks import check_editor, check_pages, check_tasks
from explorer_pages import PAGES
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
        yield run_python("browser", "explorer.py", started.url, axe, json.dumps(PAGES), "served")


def test_pages_have_no_violation_and_ask_nobody_else(seen: dict[str, Any]) -> None:
    check_pages(seen)


def test_readers_find_what_they_look_for(seen: dict[str, Any]) -> None:
    check_tasks(seen)


def test_queries_are_written_with_our_own_words(seen: dict[str, Any]) -> None:
    check_editor(seen)
