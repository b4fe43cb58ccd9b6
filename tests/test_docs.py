"""The documentation: generated pages are fresh, queries run, links and names lead somewhere."""

from __future__ import annotations

import importlib.util
import inspect
import re
from functools import cache
from pathlib import Path
from types import ModuleType

import pytest
import yaml

import bonekg
from bonekg import errors
from bonekg.catalogue.queries import load_catalogue
from bonekg.cli.parser import make_parser
from bonekg.exports.registry import formats
from bonekg.resources import checkout
from bonekg.store.rows import Rows

ROOT = checkout()
DOCS = ROOT / "docs"
PAGES = sorted([*ROOT.glob("*.md"), *DOCS.rglob("*.md")])
BY_HAND = [page for page in PAGES if page.parent.name not in ("queries", "terms")]
NAMES = {page: str(page.relative_to(ROOT)) for page in PAGES}


@cache
def generator() -> ModuleType:
    file = DOCS.parent / "tools" / "generate_docs.py"
    spec = importlib.util.spec_from_file_location("generate_docs", file)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def kg() -> bonekg.KnowledgeGraph:
    return bonekg.load()


def blocks(page: Path, language: str) -> list[str]:
    text = page.read_text(encoding="utf-8")
    return re.findall(rf"^ *```{language}\n(.*?)^ *```$", text, re.MULTILINE | re.DOTALL)


def anchors(page: Path) -> set[str]:
    """The anchors of a page's headings, as the usual renderers make them."""
    heads = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", head.lower()).strip().replace(" ", "-") for head in heads}


def test_there_are_pages() -> None:
    assert len(PAGES) >= 20
    assert {"README.md", "CURATION.md", "CONTRIBUTING.md", "docs/model.md"} <= set(NAMES.values())


def test_generated_pages_are_what_the_generator_gives() -> None:
    """If this fails: `python tools/generate_docs.py`."""
    made = generator().pages()
    assert len(made) >= 4
    stale = [
        name
        for name, content in made.items()
        if not (DOCS / name).is_file() or (DOCS / name).read_text(encoding="utf-8") != content
    ]
    assert stale == [], "run `python tools/generate_docs.py`"
    left_over = {
        f"{folder}/{path.name}"
        for folder in ("queries", "terms")
        for path in DOCS.glob(f"{folder}/*")
    } - set(made)
    assert left_over == set()


def test_every_command_argument_format_and_query_is_documented() -> None:
    page = (DOCS / "cli.md").read_text(encoding="utf-8")
    documented = re.findall(r"^## (.+)$", page, re.MULTILINE)
    listed = re.findall(r"^    ([a-z]+)\b", make_parser().format_help(), re.MULTILINE)
    assert documented == listed
    assert len(documented) >= 14
    assert all(f"| `{name}` |" in page for name in formats())
    index = (DOCS / "queries" / "README.md").read_text(encoding="utf-8")
    assert re.findall(r"^\| \[(.+?)\]\(", index, re.MULTILINE) == list(load_catalogue())


def test_the_tree_of_errors_is_that_of_the_module() -> None:
    page = DOCS / "errors.md"
    (drawn,) = blocks(page, "text")
    assert drawn.strip() in inspect.cleandoc(str(errors.__doc__)).replace("\n    ", "\n")
    rows = re.findall(r"^\| `(\w+)` \| \S", page.read_text(encoding="utf-8"), re.MULTILINE)
    assert sorted(rows) == sorted(_below())


def _below(error: type[errors.BoneKGError] = errors.BoneKGError) -> list[str]:
    return [error.__name__, *(name for sub in error.__subclasses__() for name in _below(sub))]


@pytest.mark.parametrize("page", PAGES, ids=NAMES.get)
def test_links_lead_somewhere(page: Path) -> None:
    text = re.sub(r"^ *```.*?^ *```$", "", page.read_text(encoding="utf-8"), flags=re.M | re.S)
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        if target.startswith("https://"):
            continue
        name, _, anchor = target.partition("#")
        linked = (page.parent / name) if name else page
        assert linked.exists(), target
        assert not anchor or anchor in anchors(linked), target


@pytest.mark.parametrize("page", [p for p in BY_HAND if blocks(p, "sparql")], ids=NAMES.get)
def test_queries_in_the_text_give_rows(page: Path, kg: bonekg.KnowledgeGraph) -> None:
    for query in blocks(page, "sparql"):
        rows = kg.query(query)
        assert isinstance(rows, Rows)
        assert len(rows) > 0, query
        assert all(None not in row[:1] for row in rows)


def test_model_has_queries() -> None:
    assert len(blocks(DOCS / "model.md", "sparql")) >= 5


@pytest.mark.parametrize("page", BY_HAND, ids=NAMES.get)
def test_vocabulary_named_in_the_text_exists(page: Path, kg: bonekg.KnowledgeGraph) -> None:
    for name in sorted(set(re.findall(r"`bkg:(\w+)`", page.read_text(encoding="utf-8")))):
        assert kg.query(f"ASK {{ bkg:{name} ?p ?o }}") is True, f"bkg:{name}"


@pytest.mark.parametrize("page", [p for p in BY_HAND if blocks(p, "yaml")], ids=NAMES.get)
def test_yaml_in_the_text_has_keys_that_exist(page: Path) -> None:
    source = (ROOT / "ontology" / "keys.jsonld").read_text(encoding="utf-8")
    known = set(yaml.safe_load(source)["@context"])
    for body in blocks(page, "yaml"):
        for record in yaml.safe_load(body):
            assert set(record) <= known, sorted(set(record) - known)
            assert "id" in record


@pytest.mark.parametrize("page", BY_HAND, ids=NAMES.get)
def test_commands_named_in_the_text_exist(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    commands = set(re.findall(r"^    ([a-z]+)\b", make_parser().format_help(), re.MULTILINE))
    named = set(re.findall(r"`bonekg ([a-z]+)\b", text))
    assert named <= commands


def test_decisions_are_numbered_and_of_one_form() -> None:
    records = sorted((DOCS / "decisions").glob("0*.md"))
    assert len(records) >= 8
    index = (DOCS / "decisions" / "README.md").read_text(encoding="utf-8")
    for number, record in enumerate(records, 1):
        text = record.read_text(encoding="utf-8")
        title = re.match(rf"# {number:04d}\. (.+)\n", text)
        assert title is not None
        assert record.name.startswith(f"{number:04d}-")
        assert f"{number}. [{title[1]}]({record.name})" in index
        heads = re.findall(r"^## (.+)$", text, re.MULTILINE)
        assert heads == ["Context", "Decision", "Consequences", "Instead of"]
