"""The README's blocks run and give what they show, and CI runs the two commands that it gives."""

from __future__ import annotations

import doctest
import re
import shlex
from pathlib import Path

import pytest
import yaml

import bonekg
from bonekg.cli import main
from bonekg.exports import registry as exports
from bonekg.rdf import GRAPHS
from bonekg.resources import checkout

README = (checkout() / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```(\w*)\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)


def blocks(language: str) -> list[str]:
    return [body for name, body in BLOCKS if name == language]


def console_commands() -> list[tuple[str, str]]:
    """The commands of the console blocks, each with what is shown below it."""
    found: list[tuple[str, str]] = []
    for body in blocks("console"):
        lines = body.splitlines()
        while lines:
            command = lines.pop(0)
            assert command.startswith("$ bonekg "), command
            while command.count("'") % 2:
                command += "\n" + lines.pop(0)
            shown = []
            while lines and not lines[0].startswith("$ "):
                shown.append(lines.pop(0))
            found.append((command.removeprefix("$ bonekg "), "\n".join(shown)))
    return found


@pytest.fixture(autouse=True)
def _without_texts(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """What the README shows is what a reader without the texts gets, in a folder of their own."""
    monkeypatch.delenv("BONEKG_DOCUMENTS", raising=False)
    monkeypatch.chdir(tmp_path)


def test_every_block_is_of_a_kind_that_is_tested() -> None:
    assert {name for name, _ in BLOCKS} == {"sh", "python", "console", "yaml"}
    assert len(blocks("python")) >= 5
    assert len(console_commands()) >= 3


def test_python_blocks_give_what_they_show(tmp_path: Path) -> None:
    names: dict[str, object] = {}
    runner = doctest.DocTestRunner(verbose=False)
    ran = 0
    for body in blocks("python"):
        example = doctest.DocTestParser().get_doctest(body, names, "README", "README.md", 0)
        assert example.examples, body
        runner.run(example, clear_globs=False)
        names = example.globs
        ran += len(example.examples)
    assert ran >= 12
    assert runner.summarize(verbose=False) == (0, ran)
    assert [path.name for path in tmp_path.iterdir()] == ["claims.jsonl"]


@pytest.mark.parametrize(("command", "shown"), console_commands(), ids=lambda v: v[:30])
def test_console_blocks_give_what_they_show(
    command: str, shown: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(shlex.split(command)) == 0
    assert capsys.readouterr().out == f"{shown}\n"


def test_the_claim_shown_is_the_claim_curated() -> None:
    (shown,) = (yaml.safe_load(body) for body in blocks("yaml"))
    file = checkout() / "data" / "claims" / "001.yaml"
    curated = yaml.safe_load(file.read_text(encoding="utf-8"))["claims"]
    assert shown == [claim for claim in curated if claim["id"] == shown[0]["id"]]


def test_the_table_of_graphs_is_whole() -> None:
    rows = re.findall(r"^\| `([\w-]+)` \| ", README, re.MULTILINE)
    assert sorted(rows) == sorted(GRAPHS)


def test_the_table_of_calls_is_right(capsys: pytest.CaptureFixture[str]) -> None:
    calls = set(re.findall(r"`kg\.(\w+)\(", README))
    commands = set(re.findall(r"`bonekg (\w+)", README))
    assert all(hasattr(bonekg.KnowledgeGraph, name) for name in calls)
    assert len(commands) >= 11
    for name in commands:
        with pytest.raises(SystemExit) as left:
            main([name, "--help"])
        assert left.value.code == 0
        assert f"usage: bonekg {name} " in capsys.readouterr().out
    syntaxes = [name for name in exports.formats() if not name.startswith("claims")]
    assert ("RDF in five syntaxes" in README) == (len(syntaxes) == 5)


def test_the_two_commands_are_those_that_ci_runs(capsys: pytest.CaptureFixture[str]) -> None:
    install, test = (body.strip() for body in blocks("sh"))
    script = (checkout() / ".ci" / "run").read_text(encoding="utf-8").splitlines()
    assert install in script
    assert test in script
    question = install.partition(".venv/bin/bonekg ")[2]
    assert main(shlex.split(question)) == 0
    assert "For (" in capsys.readouterr().out
