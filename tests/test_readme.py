"""The README's blocks run, and CI calls what it tells people to call."""

from __future__ import annotations

import doctest
import re
import shlex

import pytest

from bonekg.cli import main
from bonekg.resources import checkout

README = (checkout() / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```(\w+)\n(.*?)^```", README, re.MULTILINE | re.DOTALL)


def blocks(language: str) -> list[str]:
    return [body for name, body in BLOCKS if name == language]


def test_python_blocks_run_and_give_what_they_show() -> None:
    source = "\n".join(blocks("python"))
    example = doctest.DocTestParser().get_doctest(source, {}, "README", "README.md", 0)
    runner = doctest.DocTestRunner(optionflags=doctest.NORMALIZE_WHITESPACE)
    runner.run(example)
    assert len(example.examples) >= 7
    assert runner.summarize(verbose=False).failed == 0


@pytest.mark.parametrize("block", blocks("console"))
def test_console_blocks_give_what_they_show(
    block: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("BONEKG_DOCUMENTS", raising=False)
    command, _, shown = block.partition("\n")
    words = shlex.split(command.removeprefix("$ bonekg "))
    assert main(words) == 0
    assert capsys.readouterr().out.strip() == shown.strip()


def test_the_two_commands_are_those_that_ci_runs() -> None:
    install, test = blocks("sh")
    assert install.startswith("python3 -m venv .venv && .venv/bin/pip install -q .")
    assert test.rstrip().endswith("--group dev && .venv/bin/pytest")
    script = (checkout() / ".ci" / "run").read_text(encoding="utf-8").splitlines()
    assert "pytest" in script
    assert "pip install --quiet --editable . --group dev" in script
