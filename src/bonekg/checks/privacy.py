"""Handles and names of those who speak in forums and comments: read at run time, never kept.

They are found by the marks that forums set around them: `@handle`, `Posted by … @handle`,
`By … (not verified) on`, and a line with one capitalised word right before `REPLY` or
`Jump to this post`, which is a signature.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

__all__ = ["Identity", "Leak", "identities", "leaks", "readable_files"]

_HANDLE = re.compile(r"(?<![\w.])@(\w[\w-]*(?:\.\w[\w-]*)*)")
_POSTED = re.compile(r"\bPosted by (\S.*?) @\w")
_COMMENTED = re.compile(r"^\s*By (\S.*?) \(not verified\) on\b", re.MULTILINE)
_SIGNED = re.compile(
    r"^([^\W\d_a-z][\w'’-]*)[ \t]*\r?\n(?:[ \t]*\r?\n)*(?=REPLY\b|Jump to this post)", re.MULTILINE
)
# What forums write instead of a name.
_NOBODY = {"reply", "anonymous", "guest"}
_FOLDERS = ("ontology", "data", "queries", "docs", "tests", "benchmarks", "src")
_SUFFIXES = {
    *(".yaml", ".yml", ".ttl", ".tsv", ".csv", ".txt", ".md", ".rq", ".py", ".html", ".toml"),
    *(".json", ".jsonl", ".jsonld", ".nq", ".nt", ".owl", ".cff", ".svg", ".js", ".css"),
}


class Identity(NamedTuple):
    """How a person is called in a text.

    Attributes:
        words: the handle or name.
        exact: whether only this spelling counts, because the word is an ordinary one too.
    """

    words: str
    exact: bool

    def found_in(self, text: str, lowered: str) -> Iterator[int]:
        """Give the offsets at which it stands in a text as a whole word.

        Args:
            text: the text.
            lowered: the same in small letters, so that it is made once for all.
        """
        # Most files hold no name: a plain search is far faster than a pattern.
        if (self.words not in text) if self.exact else (self.words.lower() not in lowered):
            return
        flags = re.NOFLAG if self.exact else re.IGNORECASE
        for match in re.finditer(rf"(?<!\w){re.escape(self.words)}(?!\w)", text, flags):
            yield match.start()


class Leak(NamedTuple):
    """A place where somebody's handle or name stands; it does not say which."""

    line: int
    column: int


def identities(text: str) -> list[Identity]:
    r"""Read handles and names of participants and commenters from a document's text.

    A word that the text also uses as an ordinary one, and a name of up to four letters, count in
    their exact spelling only (a handle then with its `@`).

    Examples:
        >>> [i.words for i in identities("Posted by Quill @quill7\nfine\nMarlow\n\nREPLY")]
        ['Marlow', 'Quill', 'quill7']
    """
    handles = {handle.rstrip("-") for handle in _HANDLE.findall(text) if len(handle) > 1}
    full = {*_POSTED.findall(text), *_COMMENTED.findall(text)}
    names = {name.strip(" .…") for name in full} | set(_SIGNED.findall(text))
    names |= {part.strip(".,…") for name in names for part in name.split()}
    names = {name for name in names if len(name) > 2 and name.lower() not in _NOBODY} - handles
    found = {Identity(f"@{h}" if _ordinary(h, text) else h, _ordinary(h, text)) for h in handles}
    found |= {Identity(name, len(name) <= 4 or _ordinary(name, text)) for name in names}
    return sorted(found)


def _ordinary(word: str, text: str) -> bool:
    """Whether a text uses a word in small letters, other than as somebody's name."""
    pattern = rf"(?<![\w@])(?<!Posted by )(?<!By ){re.escape(word.lower())}(?!\w)"
    return re.search(pattern, text) is not None


def leaks(names: Iterable[Identity], text: str) -> list[Leak]:
    r"""Find handles and names in a text, as whole words.

    Examples:
        >>> leaks([Identity("quill7", False)], "bone\nby Quill7")
        [Leak(line=2, column=4)]
    """
    lowered = text.lower()
    offsets = {at for name in names for at in name.found_in(text, lowered)}
    return [
        Leak(text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)) for at in sorted(offsets)
    ]


def readable_files(sources: Path) -> list[Path]:
    """Give every text file of a source tree that people read or the package ships, sorted."""
    found = [path for path in sources.glob("*") if path.is_file()]
    for folder in _FOLDERS:
        found += (path for path in (sources / folder).rglob("*") if path.is_file())
    return sorted(path for path in found if path.suffix.lower() in _SUFFIXES)
