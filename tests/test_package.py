"""The package as a whole: layers, public surface, start-up, offline, one version."""

from __future__ import annotations

import ast
import importlib
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from pytest_socket import SocketBlockedError

import bonekg
from bonekg import errors
from bonekg.resources import checkout

SOURCE = checkout() / "src" / "bonekg"
MODULES = sorted(SOURCE.rglob("*.py"))
# Each layer may import from those before it, and from its own.
LAYERS = [
    "errors", "resources", "namespaces", "sources", "documents", "mappings", "vocabulary",
    "yamlld", "claims", "findings", "passages", "hierarchy", "conflicts", "reasoning", "build",
    "rows", "store", "lexicon", "flat", "release", "validation", "checks", "review", "wording",
    "privacy", "verification", "queries", "answers", "exports", "networks", "kg", "cli",
    "__main__",
]  # fmt: skip


def layer(module: str) -> int:
    return LAYERS.index(module.split(".")[0])


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(SOURCE)))
def test_imports_go_one_way(path: Path) -> None:
    parts = path.relative_to(SOURCE).with_suffix("").parts
    if parts == ("__init__",):
        return
    here = layer(parts[0])
    tree = ast.parse(path.read_text(encoding="utf-8"))
    guarded = [
        (block.lineno, block.end_lineno or block.lineno)
        for block in ast.walk(tree)
        if isinstance(block, ast.If) and ast.unparse(block.test) == "TYPE_CHECKING"
    ]
    for node in ast.walk(tree):
        if not isinstance(node, ast.ImportFrom) or not str(node.module).startswith("bonekg."):
            continue
        if any(first <= node.lineno <= last for first, last in guarded):
            continue
        there = layer(str(node.module).removeprefix("bonekg."))
        assert there <= here, f"{path.name}:{node.lineno} imports {node.module}"


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(SOURCE)))
def test_a_module_is_of_one_subject_and_size(path: Path) -> None:
    assert path.stem not in {"utils", "util", "constants", "helpers", "common"}
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 400


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(SOURCE)))
def test_what_is_listed_can_be_imported(path: Path) -> None:
    parts = [p for p in path.relative_to(SOURCE).with_suffix("").parts if p != "__init__"]
    if parts == ["__main__"]:
        return
    module = importlib.import_module(".".join(["bonekg", *parts]))
    listed = list(module.__all__)
    assert len(set(listed)) == len(listed)
    assert all(hasattr(module, name) for name in listed)


def test_every_error_is_of_one_tree_and_drawn() -> None:
    drawn = re.findall(r"(\w+Error)", str(errors.__doc__))
    named = [name for name in errors.__all__ if name != "BoneKGError"]
    assert sorted(drawn) == sorted(["BoneKGError", *named])
    assert all(issubclass(getattr(errors, name), errors.BoneKGError) for name in named)


def test_one_version_everywhere() -> None:
    root = checkout()
    citation = (root / "CITATION.cff").read_text(encoding="utf-8")
    changes = (root / "CHANGELOG.md").read_text(encoding="utf-8")
    assert re.search(r"^version: (.+)$", citation, re.M)[1] == bonekg.__version__  # type: ignore[index]  # it matches
    assert re.search(r"^## (\S+)", changes, re.M)[1] == bonekg.__version__  # type: ignore[index]  # it matches
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
    assert project["project"]["dynamic"] == ["version"]


def test_what_the_wheel_takes_along_is_there() -> None:
    project = tomllib.loads((checkout() / "pyproject.toml").read_text(encoding="utf-8"))
    taken = project["tool"]["hatch"]["build"]["targets"]["wheel"]["force-include"]
    assert taken
    assert [path for path in taken if not (checkout() / path).exists()] == []


def test_starting_up_stays_small() -> None:
    script = (
        "import sys; from bonekg.cli import main\n"
        "main(['run', 'claims-about', '--entity', 'melatonin', '--format', 'csv'])\n"
        "heavy = {'rdflib', 'pyshacl', 'pyld', 'networkx', 'yaml', 'typer', 'pandas'}\n"
        "print('HEAVY', sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines()[-1] == "HEAVY []"


def test_a_socket_is_blocked_here() -> None:
    """The whole suite runs so: import, load, query, build and validate need no network."""
    import socket

    with pytest.warns(UserWarning, match="tried to use socket"), pytest.raises(SocketBlockedError):
        socket.socket(socket.AF_INET, socket.SOCK_STREAM)


def test_python_m_bonekg() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "bonekg", "--version"], capture_output=True, text=True, check=True
    )
    assert done.stdout == f"bonekg {bonekg.__version__}\n"
