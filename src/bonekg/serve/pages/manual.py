"""The project's own pages, written in Markdown, as pages of the explorer."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup, escape

from bonekg import resources

__all__ = ["Leaf", "Manual", "Written"]

_TOP = ("README.md", "CURATION.md", "CONTRIBUTING.md", "CHANGELOG.md")
_COMMENT = re.compile(r"\A<!--.*?-->\s*")
_ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
# What heads the pages of each folder.
_GROUPS = {
    "": "How to use it", "decisions": "Decisions", "queries": "The query catalogue",
    "terms": "Terms", "tools": "With other tools", "project": "The project",
}  # fmt: skip


class Leaf(NamedTuple):
    """A page in the list of pages: its key and its title."""

    key: str
    title: str


class Written(NamedTuple):
    """A page as HTML: its key, its title, its content."""

    key: str
    title: str
    body: Markup


class Manual:
    """The pages, read once; each is written when it is asked for.

    Attributes:
        groups: what heads some pages → these, in their order.
    """

    def __init__(self) -> None:
        self._texts = {_key(file): _read(path) for file, path in _files(resources.root())}
        self._files = {_key(file): file for file, _ in _files(resources.root())}
        self._markdown = _renderer()
        self.groups: dict[str, list[Leaf]] = {}
        for key, text in self._texts.items():
            self.groups.setdefault(_GROUPS.get(_group(key), _group(key)), []).append(
                Leaf(key, _title(text))
            )

    def page(self, key: str) -> Written | None:
        """Write a page.

        Args:
            key: its file below docs/ without the ending; a folder is its README.

        Returns:
            The page, or None where there is none.
        """
        text = self._texts.get(key)
        if text is None:
            return None
        tokens = self._markdown.parse(text)
        self._lead(tokens, posixpath.dirname(self._files[key]))
        _name_headings(tokens)
        body = self._markdown.renderer.render(tokens, self._markdown.options, {})
        return Written(key, _title(text), Markup(body))  # noqa: S704  # no HTML is taken over

    def _lead(self, tokens: Sequence[Token], folder: str) -> None:
        """Let links between files lead to pages; what is no page here is no link."""
        keys = {file: key for key, file in self._files.items()}
        for token in _all(tokens):
            if token.type != "link_open":
                continue
            href = str(token.attrGet("href") or "")
            if href.startswith("#") or _ELSEWHERE.match(href):
                continue
            target, _, anchor = href.partition("#")
            file = posixpath.normpath(posixpath.join(folder, target))
            key = keys.get(file, keys.get(f"{file}/README.md"))
            if key is None:
                token.tag = _closing(tokens, token).tag = "span"
                token.attrs = {}
            else:
                token.attrSet("href", f"/docs/{key}{'#' * bool(anchor)}{anchor}")


def _files(root: Path) -> Iterator[tuple[str, Path]]:
    for path in sorted((root / "docs").rglob("*.md")):
        yield path.relative_to(root).as_posix(), path
    for name in _TOP:
        yield name, root / name


def _read(path: Path) -> str:
    return _COMMENT.sub("", path.read_text(encoding="utf-8"))


def _key(file: str) -> str:
    """Give the key of a file.

    Examples:
        >>> _key("docs/queries/README.md"), _key("docs/model.md"), _key("README.md")
        ('queries', 'model', 'project/readme')
    """
    bare = file.removesuffix(".md")
    if not bare.startswith("docs/"):
        return f"project/{bare.lower()}"
    return bare.removeprefix("docs/").removesuffix("/README")


def _group(key: str) -> str:
    head, slash, _ = key.partition("/")
    return head if slash or head in _GROUPS else ""


def _title(text: str) -> str:
    found = re.search(r"^# (.+)$", text, re.MULTILINE)
    return found[1].replace("`", "") if found else "Untitled"


def _all(tokens: Sequence[Token]) -> Iterator[Token]:
    for token in tokens:
        yield token
        yield from token.children or ()


def _closing(tokens: Sequence[Token], opening: Token) -> Token:
    """Give the token that closes a link; links hold no links."""
    beside = next(t.children for t in tokens if t.children and opening in t.children)
    return next(t for t in beside[beside.index(opening) :] if t.type == "link_close")


def _name_headings(tokens: Sequence[Token]) -> None:
    """Give headings the anchors that the usual renderers give them."""
    seen: dict[str, int] = {}
    for token, inline in pairwise(tokens):
        if token.type == "heading_open":
            words = "".join(t.content for t in inline.children or ())
            name = re.sub(r"[^\w\- ]", "", words.lower()).replace(" ", "-")
            count = seen[name] = seen.get(name, -1) + 1
            token.attrSet("id", f"{name}-{count}" if count else name)


def _renderer() -> MarkdownIt:
    made = MarkdownIt("commonmark", {"html": False}).enable("table")

    def table_open(self: Any, *_: Any) -> str:
        return '<div class="wide" role="region" aria-label="Table" tabindex="0"><table>'

    def table_close(self: Any, *_: Any) -> str:
        return "</table></div>"

    def fence(self: Any, tokens: Sequence[Token], at: int, *_: Any) -> str:
        drawn = tokens[at].info.strip() == "mermaid"
        code = f'<pre tabindex="0"><code>{escape(tokens[at].content)}</code></pre>'
        return f"<details><summary>Drawing (Mermaid)</summary>{code}</details>" if drawn else code

    for name, rule in (("table_open", table_open), ("table_close", table_close), ("fence", fence)):
        made.add_render_rule(name, rule)
    return made
