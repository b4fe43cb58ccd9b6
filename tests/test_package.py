"""The package as a whole: layers, public surface, start-up, offline, one version."""

from __future__ import annotations

import ast
import importlib
import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import yaml
from pytest_socket import SocketBlockedError

import bonekg
from bonekg import errors
from bonekg.rdf import compact
from bonekg.resources import checkout

SOURCE = checkout() / "src" / "bonekg"
# a hook of PyInstaller is a file for that program, which no import can name
MODULES = sorted(path for path in SOURCE.rglob("*.py") if "-" not in path.stem)
PROJECT = tomllib.loads((checkout() / "pyproject.toml").read_text(encoding="utf-8"))
# Each layer may import from those before it, and from its own.
LAYERS = [
    "_starting", "_version", "errors", "arguments", "model", "rdf", "resources", "paths", "store",
    "sources", "lexicon", "catalogue", "build", "checks", "answers", "exports", "graph", "curation",
    "serve", "mcp", "site", "cli", "frozen", "__main__",
]  # fmt: skip


def layer(module: str) -> int:
    return LAYERS.index(module.split(".")[0])


def module_name(path: Path) -> str:
    parts = [p for p in path.relative_to(SOURCE).with_suffix("").parts if p != "__init__"]
    return ".".join(["bonekg", *parts])


def imported(path: Path) -> list[tuple[int, str]]:
    """The modules of ours that a module imports: at its top, in a function, or for types only."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    found: list[tuple[int, str]] = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found += [(node.lineno, name.name) for name in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path.name}:{node.lineno} is a relative import"
            base = str(node.module)
            if base == "bonekg":
                found += [(node.lineno, f"bonekg.{name.name}") for name in node.names]
            else:
                found.append((node.lineno, base))
    return [(line, name) for line, name in found if name.startswith("bonekg.")]


def test_every_module_is_of_a_layer() -> None:
    found = {path.relative_to(SOURCE).with_suffix("").parts[0] for path in MODULES}
    assert found - {"__init__"} == set(LAYERS)
    assert len(LAYERS) == len(set(LAYERS))


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(SOURCE)))
def test_imports_go_one_way(path: Path) -> None:
    if module_name(path) == "bonekg":
        return
    here = layer(module_name(path).removeprefix("bonekg."))
    upward = [
        f"{path.name}:{line} imports {name}"
        for line, name in imported(path)
        if layer(name.removeprefix("bonekg.")) > here
    ]
    assert upward == []


def test_imports_are_seen() -> None:
    """So that the test above cannot pass for want of imports."""
    assert sum(len(imported(path)) for path in MODULES) > 80


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(SOURCE)))
def test_a_module_is_named_by_its_subject(path: Path) -> None:
    assert path.stem not in {"utils", "util", "constants", "helpers", "common", "misc"}


def public_names(path: Path) -> set[str]:
    """What a module defines, or the package itself imports, without an underscore before it."""
    names: set[str] = set()
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            names.add(node.name)
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            listed = [t for one in targets for t in getattr(one, "elts", [one])]
            names |= {target.id for target in listed if isinstance(target, ast.Name)}
        elif isinstance(node, ast.ImportFrom) and module_name(path) == "bonekg":
            names |= {name.name for name in node.names if node.module != "__future__"}
    return {name for name in names if not name.startswith("_") or name == "__version__"}


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(SOURCE)))
def test_what_is_listed_is_what_is_public(path: Path) -> None:
    if path.name == "__main__.py":
        assert public_names(path) == set()
        return
    module = importlib.import_module(module_name(path))
    assert len(set(module.__all__)) == len(module.__all__)
    # A module may list what it takes from another one, too: the type of a value that it gives.
    assert public_names(path) <= set(module.__all__)
    assert all(hasattr(module, name) for name in module.__all__)


def test_every_error_is_of_one_tree_and_drawn() -> None:
    drawn = re.findall(r"(\w+Error)", str(errors.__doc__))
    named = [name for name in errors.__all__ if name.endswith("Error")]
    assert sorted(drawn) == sorted(named)
    assert len(named) >= 15
    assert all(issubclass(getattr(errors, name), errors.BoneKGError) for name in named)


def test_one_version_everywhere() -> None:
    root = checkout()
    citation = yaml.safe_load((root / "CITATION.cff").read_text(encoding="utf-8"))
    assert citation["version"] == bonekg.__version__
    changes = (root / "CHANGELOG.md").read_text(encoding="utf-8")
    assert re.findall(r"^## (\S+)", changes, re.MULTILINE)[0] == bonekg.__version__
    manifest = json.loads((root / "data" / "release" / "manifest.json").read_text("utf-8"))
    assert manifest["version"] == bonekg.__version__
    assert PROJECT["project"]["dynamic"] == ["version"]
    assert PROJECT["tool"]["hatch"]["version"]["path"] == "src/bonekg/_version.py"


def test_what_the_wheel_takes_along_is_there_and_is_all_that_is_needed() -> None:
    taken = PROJECT["tool"]["hatch"]["build"]["targets"]["wheel"]["force-include"]
    root = checkout()
    assert [path for path in taken if not (root / path).exists()] == []
    assert taken == {path: f"bonekg/{path}" for path in taken}
    left = {f"data/{path.name}" for path in (root / "data").iterdir()} - set(taken)
    assert left == {"data/readings"}
    assert {"ontology", "queries"} <= set(taken)


def test_every_licence_file_and_console_script_is_there() -> None:
    assert [n for n in PROJECT["project"]["license-files"] if not (checkout() / n).is_file()] == []
    scripts = PROJECT["project"]["scripts"]
    assert set(scripts) == {"bonekg"}
    for entry in scripts.values():
        module, _, name = entry.partition(":")
        assert callable(getattr(importlib.import_module(module), name))


_OURS_AND_STRUCTURE = {
    "bkg", "dcterms", "oa", "oboInOwl", "owl", "prov", "rdf", "rdfs", "sh", "skos", "vann", "xsd",
}  # fmt: skip


def test_every_vocabulary_in_the_release_has_its_licence() -> None:
    named = {"KEGG.PATHWAY": "KEGG", "REACT": "Reactome", "UniProtKB": "UniProt"}
    text = (checkout() / "LICENSE-DATA").read_text(encoding="utf-8").lower()
    quads = (checkout() / "data" / "release" / "bonekg.nq").read_text(encoding="utf-8")
    used = {
        compact(iri).partition(":")[0]
        for iri in set(re.findall(r"<(https?://[^<>]+)>", quads))
        if compact(iri) != iri
    } - _OURS_AND_STRUCTURE
    used = {prefix for prefix in used if not prefix.startswith("bkg.")}
    assert len(used) > 20
    words = set(re.findall(r"\w+", text))
    assert {prefix for prefix in used if named.get(prefix, prefix).lower() not in words} == set()


_STARTS = {
    "import": "import bonekg, bonekg.cli",
    "run": "from bonekg.cli import main\nmain(['run', 'claims-about', '--entity', 'melatonin'])",
    "why": "from bonekg.cli import main\nmain(['why', 'melatonin', 'bone mineral density'])",
    "find": "from bonekg.cli import main\nmain(['find', 'melatonine'])",
}


@pytest.mark.parametrize("start", _STARTS)
def test_starting_up_stays_small(start: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("BONEKG_DOCUMENTS", raising=False)
    script = (
        f"{_STARTS[start]}\nimport sys\n"
        "heavy = {'rdflib', 'pyshacl', 'pyld', 'networkx', 'typer', 'pandas', 'polars',"
        " 'importlib.metadata', 'importlib.resources'}\n"
        "print('HEAVY', sorted(heavy & set(sys.modules)))"
    )
    if start != "find":  # turns of phrase are read from their file for a name that is not exact
        script = script.replace("heavy = {", "heavy = {'yaml', ")
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
