"""The static site in Chromium, below a path of a host that gives files only."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

import pytest

import bonekg
from bonekg.build.graphs import build
from bonekg.build.release import write_release
from bonekg.catalogue.queries import bind, load_catalogue
from bonekg.serve.pages.cards import of_voice
from bonekg.serve.pages.groups import grouped
from bonekg.serve.pages.site import Site
from bonekg.site.writing import engine_files, write_site
from harbour_studies import studied_harbour
from real_tools import absent, folder, program, run_python
from static_site import hosted

pytestmark = [pytest.mark.tools, pytest.mark.slow, pytest.mark.loopback]

_PAGES = [
    "index.html", "search.html?q=vapor", "search.html?asked=%2Fcompare%3Fthing%3Dgas",
    "claims.html?about=gas", "query.html", "check.html", "docs.html", "docs/model.html",
    "term/bkg_Gas.html", "claim/pond-002.html", "why.html", "why/gas--lift.html",
    "paths/gas--lift.html", "document/pond.html", "matrix.html", "catalogue.html",
]  # fmt: skip
_CHOICE = re.compile(
    r'<a href="(/[^"]*)"( aria-current="true")?[^>]*>([^<]*)</a> <span class="facts">(\d+)</span>'
)
_QUERIES = {
    "claims": "SELECT ?claim ?says { ?claim a bkg:Claim ; bkg:states ?says } ORDER BY ?claim",
    "counts": "SELECT ?p (COUNT(*) AS ?n) { ?c bkg:predicate ?p } GROUP BY ?p ORDER BY ?p",
    "none": "SELECT ?x { ?x a bkg:Nothing }",
    "spaced": 'SELECT ?x { BIND(CONCAT ("a", "CONCAT (") AS ?x) }',
}
_SIDES = [
    "subject=gas&object=lift", "subject=lift&object=gas", "subject=gas&object=lift&direct=true",
    "subject=gas&object=lift&evidence=author+statement", "subject=gas&object=lift&document=pond",
]  # fmt: skip
_WRITTEN = {"why/gas--lift.html": "subject=gas&object=lift"}
_WORDS = ["effects of gas"]
_LISTS = [
    "claims?about=gas", "claims?about=gas&is-kind=effect", "claims?is-bearing=raises",
    "claims?about=gas&direct=true",
    "claims?is-kind=effect&is-certainty=asserted&is-polarity=denied",
    "claims?is-dose=a+number&is-site=keel", "studies?is-population=airships&is-document=pond",
    "conflicts?about=gas", "conflicts?is-outcome=both+sides+can+hold",
    "conflicts?about=gas&is-reason=different+form&is-outcome=both+sides+can+hold",
    "catalogue/claims-with-words?words=gas", "catalogue/claims-of-kind?kind=effect&limit=2",
    "catalogue/claims-of-kind?kind=effect&is-certainty=asserted",
    "catalogue/claims-of-kind?kind=effect&is-bearing=raises&is-subject_name=gas",
    "catalogue/claims-of-kind?kind=effect&is-dose=empty&is-object=bkg%3ALift",
    "catalogue/predicates?is-family=effect",
]  # fmt: skip
_REFUSED = [
    "claims?is-colour=red", "studies?is-design=red", "catalogue/predicates?is-family=red",
    "catalogue/predicates?is-colour=red",
]  # fmt: skip


@pytest.fixture(scope="module")
def kg(tmp_path_factory: pytest.TempPathFactory) -> bonekg.KnowledgeGraph:
    tree = studied_harbour(tmp_path_factory.mktemp("harbour"))
    place = write_release(build(tree.sources), tmp_path_factory.mktemp("release"))
    kept = bonekg.load(place / "bonekg.nq")
    kept.texts = {}
    return kept


@pytest.fixture(scope="module")
def seen(
    kg: bonekg.KnowledgeGraph, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[dict[str, Any]]:
    program("chromium")
    axe = folder() / "node" / "node_modules" / "axe-core" / "axe.min.js"
    if not axe.is_file():
        absent(f"{axe} does not exist; `.ci/tools` makes it from tests/tools/package.json")
    host = tmp_path_factory.mktemp("host")
    (host / "some").mkdir()
    write_site(kg, host / "some" / "where")
    text = studied_harbour(tmp_path_factory.mktemp("own")).folder / "pond.txt"
    cases = {
        "pages": _PAGES, "queries": _QUERIES, "found": ["vapour", "liftt"],
        "lists": list(map(_file, _LISTS)), "refused": list(map(_file, _REFUSED)),
        "forms": [
            ["index.html", {"subject": "vapour", "object": "lift"}],
            ["paths.html", {"a": "gas", "b": "lift"}],
            ["compare.html", {"thing": "gas"}], ["compare.html", {"thing": "lift"}],
        ],
        "sides": _SIDES, "written": list(_WRITTEN), "words": _WORDS,
    }  # fmt: skip
    (host / "cases.json").write_text(json.dumps(cases), encoding="utf-8")
    with hosted(host) as base:
        yield run_python(
            "browser", "site.py", f"{base}/some/where/", axe, text, host / "cases.json"
        )


def test_pages_have_no_violation(seen: dict[str, Any]) -> None:
    assert len(seen["pages"]) == 2 * len(_PAGES)
    for name, page in seen["pages"].items():
        assert page["violations"] == [], name
        assert page["checked"] > 10, name
        assert page["width"] <= 390, name


def test_nobody_else_is_asked_and_nothing_goes_wrong(seen: dict[str, Any]) -> None:
    assert seen["outside"] == []
    assert seen["said"] == []


@pytest.mark.parametrize("name", _QUERIES)
def test_queries_give_in_the_page_what_they_give_here(
    name: str, seen: dict[str, Any], kg: bonekg.KnowledgeGraph
) -> None:
    rows = kg.store.select(_QUERIES[name])
    told = seen["queries"][name]
    columns = told["rows"]["head"]["vars"]
    found = [[row[c]["value"] for c in columns] for row in told["rows"]["results"]["bindings"]]
    assert columns == list(rows.columns)
    assert found == [[str(cell) for cell in row] for row in rows]
    assert told["count"] == len(rows)
    assert told["milliseconds"] < 10_000  # on a busy machine; docs/site.md has a quiet one's


def test_forms_lead_to_pages_or_say_what_else_there_is(seen: dict[str, Any]) -> None:
    assert seen["forms"] == [
        "why/gas--lift.html", "paths/gas--lift.html", "compare/gas.html", "compare.html?thing=lift",
    ]  # fmt: skip


@pytest.mark.parametrize("query", _SIDES)
def test_sides_are_those_of_the_answer(
    query: str, seen: dict[str, Any], kg: bonekg.KnowledgeGraph
) -> None:
    given: dict[str, Any] = dict(parse_qsl(query))
    answer = kg.why(given.pop("subject"), given.pop("object"), **given)
    told = seen["sides"][query]
    assert set(told) == {name for name, side in answer.sides.items() if side.voices}
    for name, found in told.items():
        side = answer.sides[name]
        assert found["told"] == side.told
        assert [(row["works"], row["claims"], row["folded"]) for row in found["rows"]] == [
            (
                [w.id for w in sorted(group.works, key=lambda work: not work.listed)],
                [card.claim.id for card in (group.first, *group.rest)],
                [card.claim.id for card in group.rest],
            )
            for group in grouped(of_voice(side.voices))
        ]
        works = {work for row in found["rows"] for work in row["works"]}
        assert len(works) == side.backing.studies
        assert sum(len(row["claims"]) for row in found["rows"]) == side.backing.claims


@pytest.mark.parametrize("file", _WRITTEN)
def test_a_side_is_made_as_it_is_served(file: str, seen: dict[str, Any]) -> None:
    served = seen["written"][file]
    assert served == seen["sides"][_WRITTEN[file]]
    folded = [key for side in served.values() for row in side["rows"] for key in row["folded"]]
    assert len(folded) == 3


@pytest.mark.parametrize("words", _WORDS)
def test_questions_in_words_are_answered(
    words: str, seen: dict[str, Any], kg: bonekg.KnowledgeGraph
) -> None:
    expected = [claim.id for claim in kg.find(words).answer.claims]
    assert seen["words"][words] == expected != []


def _file(address: str) -> str:
    """Give the file that answers an address in the page."""
    return address.replace("?", ".html?", 1)


def _served(site: Site, address: str, **more: str) -> str:
    path, _, query = address.partition("?")
    name, _, key = path.partition("/")
    fields = [*parse_qsl(query), *more.items()]
    return site.page("query" if key else name, key, fields).body.decode()


@pytest.fixture(scope="module")
def site(kg: bonekg.KnowledgeGraph) -> Site:
    return Site(kg)


@pytest.mark.parametrize("address", _LISTS)
def test_lists_are_narrowed_as_the_server_does(
    address: str, seen: dict[str, Any], site: Site, kg: bonekg.KnowledgeGraph
) -> None:
    told, page = seen["lists"][_file(address)], _served(site, address)
    count = re.search(r'data-count="\w+">(\d+)<', page)
    assert count is not None
    assert told["count"] == told["shown"] == int(count[1]) > 0
    choices = [
        [unescape(to).partition("?")[2], unescape(name), number, "chosen" if taken else ""]
        for to, taken, name, number in _CHOICE.findall(page)
    ]
    assert [[to.lstrip("?"), *rest] for to, *rest in told["choices"]] == choices
    for form in ("csv", "tsv", "markdown"):
        expected = _served(site, address, format=form)
        assert [*map(_same, re.split(r"[,\t|\n]", told[form]))] == [
            *map(_same, re.split(r"[,\t|\n]", expected))
        ], form
    assert len(json.loads(told["json"])) == len(json.loads(_served(site, address, format="json")))
    shown = re.search(r'<details class="query">.*?<pre[^>]*>(.*?)</pre>', page, re.DOTALL)
    assert shown is not None
    own, other = kg.query(told["query"]), kg.query(unescape(shown[1]))
    assert own == other
    assert isinstance(own, bonekg.Rows)
    assert len(own) == told["count"]


@pytest.mark.parametrize("address", _REFUSED)
def test_what_there_is_not_is_refused(address: str, seen: dict[str, Any]) -> None:
    value = address.rpartition("is-")[2].partition("=")
    assert value[2 if "colour" not in address else 0] in seen["refused"][_file(address)]


def test_an_own_copy_is_checked_in_the_page(seen: dict[str, Any]) -> None:
    same, changed = seen["checks"]
    assert (same["document"], same["same"]) == ("pond", "true")
    assert int(same["right"]) > 5
    assert (changed["document"], changed["same"]) == ("pond", "false")
    assert 0 < int(changed["right"]) < int(same["right"])


def test_words_are_found(seen: dict[str, Any]) -> None:
    assert seen["found"]["vapour"].endswith("/term/bkg_Gas.html")
    assert seen["found"]["liftt"].endswith("/term/bkg_Lift.html")


def _same(cell: str | None) -> str:
    """A cell as both sides write it: numbers alike, nothing for no value."""
    try:
        return f"{float(cell or ''):.9g}"
    except ValueError:
        return (cell or "").lower()


def test_the_catalogue_gives_in_the_page_what_it_gives_here(tmp_path: Path) -> None:
    """Over the release, in no order."""
    program("chromium")
    graph = bonekg.load()
    for name, content in engine_files(graph.nquads()).items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(content)
    (tmp_path / "index.html").write_text("<!doctype html><title>x</title>", encoding="utf-8")
    catalogue = load_catalogue().values()
    bound = {q.name: bind(q, dict(q.examples), lambda: graph.lexicon).text for q in catalogue}
    (tmp_path / "queries.json").write_text(json.dumps(bound), encoding="utf-8")
    with hosted(tmp_path) as base:
        found = run_python("browser", "site_queries.py", f"{base}/", tmp_path / "queries.json")
    assert len(found) == len(bound) > 80
    for name, sparql in bound.items():
        rows = graph.store.select(sparql)
        here = [[None if cell is None else str(cell) for cell in row] for row in rows]
        assert found[name]["columns"] == list(rows.columns), name
        there = sorted([_same(cell) for cell in row] for row in found[name]["rows"])
        assert there == sorted([_same(cell) for cell in row] for row in here), name
