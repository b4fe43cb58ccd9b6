"""Commands that keep the sources: validate, verify, build, diff, locate, stamp, export."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from bonekg.errors import DocumentError, ExportError
from bonekg.store.rows import Rows

if TYPE_CHECKING:
    from bonekg.checks.report import Report

__all__ = ["build", "diff", "export", "locate", "stamp", "validate", "verify"]


def _report(report: Report, what: str) -> int:
    for finding in report.findings:
        print(finding)
    count = len(report.findings)
    print(f"{report.examined} {what} examined, {count} finding{'' if count == 1 else 's'}")
    return 0 if report.ok else 1


def validate(given: argparse.Namespace) -> int:
    """Check the sources against shapes and checks."""
    from bonekg.build.graphs import build
    from bonekg.checks.review import review

    return _report(review(build()), "shapes and checks")


def _folder(named: str | None) -> Path:
    from bonekg.sources.documents import documents_folder

    folder = documents_folder(named)
    if folder is None:
        raise DocumentError("name the folder of the texts with --documents, or BONEKG_DOCUMENTS")
    return folder


def verify(given: argparse.Namespace) -> int:
    """Check passages and quotes against the texts."""
    from bonekg.checks.texts import verify as verify_spans
    from bonekg.sources.vocabulary import Vocabulary

    return _report(verify_spans(Vocabulary(), _folder(given.documents)), "spans")


def build(given: argparse.Namespace) -> int:
    """Build the release, or say whether it is up to date."""
    if given.store or given.file:
        return _save(given)
    from bonekg.build.graphs import build as build_graphs
    from bonekg.build.release import differences, write_release

    built = build_graphs()
    if given.check:
        lines = differences(built)
        for line in lines:
            print(line)
        print("run `bonekg build`" if lines else "the release is what the sources give")
        return 1 if lines else 0
    folder = write_release(built)
    statements = sum(map(len, built.graphs.values()))
    print(f"{statements} statements in {len(built.graphs)} graphs written to {folder}")
    return 0


def _save(given: argparse.Namespace) -> int:
    """Save a file of the graph as a store of the engine."""
    from bonekg.store.base import release_path, save_file

    if not given.store:
        raise ExportError("--file goes with --store DIR, which says where to save it")
    source = Path(given.file) if given.file else release_path()
    save_file(source, Path(given.store))
    print(f"{source} saved in {given.store}; bonekg.open({given.store!r}) opens it")
    return 0


def diff(given: argparse.Namespace) -> int:
    """Say what changed between two releases."""
    from bonekg.build.diff import diff_files

    found = diff_files(given.old, given.new)
    if given.format == "json":
        import json

        print(json.dumps(found.as_dict(), indent=2, ensure_ascii=False))
    else:
        print(found.to_markdown() if given.format == "markdown" else found)
    return 0


def locate(given: argparse.Namespace) -> int:
    """Find words in a document."""
    from bonekg.sources.documents import load_documents, read_text
    from bonekg.sources.passages import locate as places

    documents = load_documents()
    if given.document not in documents:
        raise DocumentError(f"no document {given.document!r}; there are {', '.join(documents)}")
    text = read_text(documents[given.document], _folder(given.documents))
    found = places(text, given.words)
    if not found:
        print("not found: the words must stand in the text exactly", file=sys.stderr)
        return 1
    for occurrence in found:
        print(occurrence.as_yaml(given.words))
    return 0


def stamp(given: argparse.Namespace) -> int:
    """Write the hashes of the passages of all documents, or of those named."""
    from bonekg.sources.passages import stamp_all
    from bonekg.sources.vocabulary import Vocabulary

    written = stamp_all(Vocabulary(), _folder(given.documents), given.document)
    print(f"passages of {len(written)} documents stamped")
    return 0


def export(given: argparse.Namespace) -> int:
    """Write the graph in another format, or list the formats."""
    from bonekg.exports.registry import formats, get_format
    from bonekg.graph import load

    if given.name is None:
        rows = [(f.name, f.written, f.help, f.loses) for f in formats().values()]
        print(Rows(("format", "files", "what", "does not carry"), rows))
        return 0
    chosen = get_format(given.name)
    if given.path is None:
        raise ExportError(f"say where to write: bonekg export {chosen.name} PATH")
    if given.path == "-":
        if len(chosen.files) > 1:
            raise ExportError(f"{chosen.name} makes several files; name a folder")
        for content in chosen.write(load()).values():
            sys.stdout.buffer.write(content)
        return 0
    for file in load().export(chosen.name, given.path):
        print(f"{file} written", file=sys.stderr)
    return 0
