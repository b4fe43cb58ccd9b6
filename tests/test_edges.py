"""The edges of the system: archives, closed descriptors, small disks, odd words and paths."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

import bonekg
from bonekg import errors, resources
from bonekg.cli import main
from bonekg.exports import registry

_UNREADABLE = "m\udcff"  # how Python gives a byte that the encoding of the terminal lacks


@pytest.fixture(scope="module")
def kg() -> bonekg.KnowledgeGraph:
    return bonekg.load()


# --- archives and frozen applications


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The package as a wheel holds it, in one file."""
    checkout = resources.checkout()
    project = tomllib.loads((checkout / "pyproject.toml").read_text(encoding="utf-8"))
    wheel = project["tool"]["hatch"]["build"]["targets"]["wheel"]
    place = tmp_path_factory.mktemp("archive") / "bonekg.whl"
    with zipfile.ZipFile(place, "w") as made:
        for source, target in {"src/bonekg": "bonekg", **wheel["force-include"]}.items():
            top = checkout / source
            for file in [top] if top.is_file() else top.rglob("*"):
                if file.is_file() and "__pycache__" not in file.parts:
                    made.write(file, Path(target, *file.relative_to(top).parts))
    return place


def test_the_package_works_from_an_archive(archive: Path, tmp_path: Path) -> None:
    code = (
        "import bonekg; from bonekg.mcp.resources import RESOURCES;"
        "from bonekg.exports.descriptions import read_query; from bonekg.exports.registry import *;"
        "from bonekg.serve.pages.rendering import read_static;"
        "kg = bonekg.load();"
        "print(bonekg.__file__, len(kg.run('doses', entity='melatonin')) > 9, len(formats()) > 30,"
        " bool(read_query('void')), bool(read_static()),"
        " bool(RESOURCES['bonekg://what-goes-wrong'].read(kg)))"
    )
    (tmp_path / "temporary").mkdir()
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", code],
        env={**os.environ, "PYTHONPATH": str(archive), "TMPDIR": str(tmp_path / "temporary")},
        capture_output=True,
        text=True,
        cwd=tmp_path,
    )
    assert done.stderr == ""
    assert done.stdout.split() == [str(archive / "bonekg" / "__init__.py"), *["True"] * 5]
    assert list((tmp_path / "temporary").iterdir()) == []  # what was unpacked is taken away


@pytest.mark.parametrize(("frozen", "says"), [(False, "reinstall"), (True, "--collect-all bonekg")])
def test_what_to_do_when_files_are_missing(
    frozen: bool, says: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "frozen", frozen, raising=False)
    monkeypatch.setattr(resources, "_PACKAGE", tmp_path / "nowhere" / "bonekg")
    monkeypatch.setattr(resources, "_CHECKOUT", tmp_path)
    monkeypatch.setattr(resources, "package", resources.package.__wrapped__)
    with pytest.raises(errors.ResourceError, match=says):
        resources.root()
    (tmp_path / "nowhere").write_bytes(b"no archive")
    with pytest.raises(errors.ResourceError, match="cannot be unpacked"):
        resources.root()


def test_no_formats_are_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "iter_modules", lambda _: [])
    with pytest.raises(errors.ResourceError, match="formats is missing"):
        registry.formats()


def test_the_hook_of_pyinstaller_is_found() -> None:
    project = tomllib.loads((resources.checkout() / "pyproject.toml").read_text(encoding="utf-8"))
    module, _, function = project["project"]["entry-points"]["pyinstaller40"][
        "hook-dirs"
    ].partition(":")
    (folder,) = getattr(__import__(module, fromlist=[function]), function)()
    assert Path(folder, "hook-bonekg.py").is_file()


# --- descriptors and disks


@pytest.mark.skipif(sys.platform == "win32", reason="there a process has no such numbers")
@pytest.mark.parametrize("closed", [(0,), (1,), (2,), (0, 1), (0, 1, 2)])
def test_a_process_that_was_started_with_closed_descriptors(
    closed: tuple[int, ...], tmp_path: Path
) -> None:
    target = tmp_path / "studies.bib"
    code = (
        f"import os; [os.close(n) for n in {closed}]\n"
        "import bonekg; kg = bonekg.load()\n"
        "assert kg.query('ASK { ?c a bkg:Claim }', timeout=60) is True\n"
        "from bonekg.cli import main\n"
        "import sys; sys.stdin, sys.stdout, sys.stderr = "
        f"(None if n in {closed} else s for n, s in enumerate((sys.stdin, sys.stdout, sys.stderr)))"
        "\n"
        "assert main(['query', 'ASK {']) == 2\n"
        f"{'''assert main(['query', '-']) == 2''' if 0 in closed else ''}\n"
        f"os._exit(main(['export', 'bibtex', {str(target)!r}]))"
    )
    done = subprocess.run([sys.executable, "-c", code], stdin=subprocess.DEVNULL)
    assert done.returncode == 0
    assert target.read_bytes().startswith(b"@")


_PRINTING = ("--version", "--help", "queries", "query ASK{?s?p?o}", "stats")


@pytest.mark.parametrize("command", _PRINTING)
def test_output_that_is_lost_is_an_error(command: str) -> None:
    closing = f'exec {sys.executable} -m bonekg "$@" >&-'
    done = subprocess.run(
        ["sh", "-c", closing, "sh", *command.split(maxsplit=1)], stderr=subprocess.PIPE, text=True
    )
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert "standard output is closed" in done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="there no limit of this kind is known")
def test_a_store_that_finds_no_room_says_which_folder(tmp_path: Path) -> None:
    code = (
        "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (99_999, 99_999))\n"
        "from bonekg.cli import main\n"
        f"raise SystemExit(main(['build', '--store', {str(tmp_path / 'store')!r}]))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.returncode == 2
    assert done.stderr.startswith(f"bonekg: {tmp_path / 'store'} cannot be written: ")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(not Path("/dev/stdout").exists(), reason="the system has no such device")
@pytest.mark.parametrize("place", ["/dev/stdout", "/dev/fd/1"])
def test_an_export_to_an_open_pipe(place: str) -> None:
    command = [sys.executable, "-m", "bonekg", "export", "bibtex"]
    through, printed = (
        subprocess.run([*command, path], capture_output=True).stdout for path in (place, "-")
    )
    assert through == printed != b""


def test_several_files_are_written_all_or_none(tmp_path: Path) -> None:
    here, blocked = tmp_path / "a", tmp_path / "b"
    here.write_bytes(b"old")
    blocked.mkdir()
    with pytest.raises(IsADirectoryError) as raised:
        resources.write_all_aside({here: b"new", blocked: b"new"})
    assert raised.value.filename == str(blocked)
    assert here.read_bytes() == b"old"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a", "b"]
    resources.write_all_aside({here: b"new", tmp_path / "c" / "d": b"new"})
    assert here.read_bytes() == (tmp_path / "c" / "d").read_bytes() == b"new"


@pytest.mark.parametrize("new", [b"n", b"new and longer than the old"])
def test_hard_links_are_kept(tmp_path: Path, new: bytes) -> None:
    file, other = tmp_path / "a", tmp_path / "b"
    file.write_bytes(b"old and long")
    os.link(file, other)
    resources.write_all_aside({file: new, tmp_path / "c": b"c"})
    assert file.read_bytes() == other.read_bytes() == new
    assert file.samefile(other)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a", "b", "c"]


def test_a_full_disk_leaves_what_hard_links_lead_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file, other = tmp_path / "a", tmp_path / "b"
    file.write_bytes(b"old")
    os.link(file, other)

    def full(*_: object) -> None:
        os.truncate(file, 4)
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "posix_fallocate", full)
    with pytest.raises(OSError, match="No space left"):
        resources.write_aside(file, b"new and longer")
    assert other.read_bytes() == b"old"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a", "b"]


def test_a_replaced_file_keeps_its_owner(tmp_path: Path) -> None:
    if not hasattr(os, "chown") or os.geteuid() != 0:
        pytest.skip("only the system's administrator may give files away")
    file = tmp_path / "a"
    file.write_bytes(b"old")
    os.chown(file, 12345, 54321)
    resources.write_aside(file, b"new")
    told = file.stat()
    assert (told.st_uid, told.st_gid, file.read_bytes()) == (12345, 54321, b"new")


_NAMELESS = (
    "export bibtex", "build --store", "build --file", "site", "site x --documents", "serve --file",
    "mcp --file", "publish http://127.0.0.1:1 --file", "verify --documents", "diff",
)  # fmt: skip


@pytest.mark.parametrize("command", _NAMELESS)
def test_an_empty_path_names_nothing(
    command: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SystemExit) as left:
        main([*command.split(), ""])
    assert left.value.code == 2
    assert "an empty path names nothing" in capsys.readouterr().err
    assert not list(tmp_path.iterdir())


def test_an_empty_path_in_python(
    kg: bonekg.KnowledgeGraph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(errors.ExportError, match="an empty path names no file for bibtex"):
        kg.export("bibtex", "")
    for ways in (bonekg.load, bonekg.open):
        with pytest.raises(errors.StoreError, match="no name of a file"):
            ways("")
    assert not list(tmp_path.iterdir())


def test_a_file_or_a_folder_in_the_way(kg: bonekg.KnowledgeGraph, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert kg.export("bibtex", tmp_path) == [tmp_path / "studies.bib"]
    assert kg.export("bibtex", f"{tmp_path}/new/") == [tmp_path / "new" / "studies.bib"]
    for place in (tmp_path / "file", Path(os.devnull)):
        with pytest.raises(errors.ExportError, match="is no folder, and pykeen makes several"):
            kg.export("pykeen", place)
    with pytest.raises(errors.ExportError, match="file is no folder"):
        kg.export("bibtex", tmp_path / "file" / "below")


# --- words and paths that are no text


def test_words_in_another_encoding(kg: bonekg.KnowledgeGraph) -> None:
    ways: list[Callable[[str], object]] = [
        kg.find, kg.term, kg.show, kg.conflicts, kg.gaps, kg.claim,
        lambda text: kg.why(text, "melatonin"),
        lambda text: kg.paths("melatonin", text),
        lambda text: kg.compare(text, "melatonin"),
        lambda text: kg.claims(subject=text),
        lambda text: kg.run("doses", entity=text),
    ]  # fmt: skip
    for way in ways:
        with pytest.raises(errors.UnknownTermError) as raised:
            way(_UNREADABLE)
        assert raised.value.args[0].isprintable()


def test_words_that_name_nothing(kg: bonekg.KnowledgeGraph) -> None:
    with pytest.raises(errors.UnknownTermError):
        kg.conflicts("")
    for key in ("obo:CHEBI_16796", "<https://example.org/x y>", "a:b"):
        with pytest.raises(errors.UnknownTermError):
            kg.claim(key)


@pytest.mark.parametrize("word", ["", _UNREADABLE])
def test_such_words_on_the_command_line(word: str, capsys: pytest.CaptureFixture[str]) -> None:
    for command in (["conflicts", word], ["show", word], ["why", word, "melatonin"]):
        assert main(command) == 2
        assert capsys.readouterr().err.count("\n") == 1


def test_paths_and_graphs_that_are_no_names(kg: bonekg.KnowledgeGraph, tmp_path: Path) -> None:
    own = tmp_path / "own.ttl"
    own.write_text("<u:a> <u:b> <u:c> .", encoding="utf-8")
    for name in ("", "mine", "<x>", "http://[bad", "u:a b", f"u:{_UNREADABLE}"):
        with pytest.raises(errors.StoreError, match="no IRI and cannot name a graph"):
            bonekg.load(extra={name: own})
    for opened in (bonekg.load, bonekg.open):
        with pytest.raises(errors.StoreError, match="no name of a file"):
            opened("a\0b")
    with pytest.raises(errors.ExportError, match="cannot be written"):
        kg.export("bibtex", tmp_path / "a\0b")


@pytest.mark.skipif(sys.platform != "linux", reason="there every name of a file is text")
def test_a_file_whose_name_is_no_text(tmp_path: Path) -> None:
    place = os.fsencode(tmp_path) + b"/\xff"
    command = [os.fsencode(sys.executable), b"-m", b"bonekg", b"build", b"--file", place]
    command += [b"--store", b"x"]
    done = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path)
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
