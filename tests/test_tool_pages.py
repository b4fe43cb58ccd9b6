"""The two lines that each page of docs/tools begins with are run, where the tool is installed."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

import real_tools

pytestmark = pytest.mark.slow

_FOLDER = Path(__file__).resolve().parent.parent / "docs" / "tools"
_PAGES = sorted(_FOLDER.glob("*.md"))
_BEGINS = re.compile(
    r"# [^\n]+\n\n```sh\n(bonekg export [^\n]+)\n([^\n]+)\n```\n\n"
    r"<!-- the tests run (?:these lines in: (\w+)|the first line; [^\n]+) -->"
)


def _lines(page: Path) -> tuple[str, str, str | None]:
    found = _BEGINS.match(page.read_text(encoding="utf-8"))
    assert found is not None, f"{page.name} does not begin with two lines to type"
    return found[1], found[2], found[3]


def test_there_is_a_page_for_each_tool() -> None:
    assert len(_PAGES) >= 24
    environments = {_lines(page)[2] for page in _PAGES} - {None, "node"}
    assert environments <= {file.stem for file in real_tools.SCRIPTS.glob("*.txt")}


@pytest.mark.tools
@pytest.mark.parametrize("page", _PAGES, ids=lambda page: page.stem)
def test_the_two_lines(page: Path, tmp_path: Path) -> None:
    export, use, environment = _lines(page)
    first = export.replace("bonekg", f"{sys.executable} -m bonekg", 1)
    subprocess.run(first, shell=True, check=True, cwd=tmp_path)
    assert list(tmp_path.iterdir())
    if environment is None:
        return
    given = dict(os.environ)
    if environment == "node":
        given["NODE_PATH"] = str(real_tools.folder() / "node" / "node_modules")
    else:
        programs = real_tools.folder() / environment / "bin"
        if not programs.is_dir():
            real_tools.absent(f"{programs} does not exist; `.ci/tools` makes it")
        given["PATH"] = f"{programs}{os.pathsep}{given['PATH']}"
        given.pop("PYTHONPATH", None)
    done = subprocess.run(
        use, shell=True, cwd=tmp_path, env=given, capture_output=True, text=True, timeout=300
    )
    assert done.returncode == 0, done.stderr[-1000:]
    assert re.search(r"\d", done.stdout), done.stdout[-1000:]
