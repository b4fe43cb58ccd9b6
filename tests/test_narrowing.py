"""Lists and rows narrowed: the same on the page, in files, in the web API and by their query."""

from __future__ import annotations

import csv
import io
import json
import re
from collections import Counter
from typing import Any
from urllib.parse import parse_qsl

import pytest

import bonekg
from bonekg.build.graphs import build
from bonekg.build.release import write_release
from bonekg.catalogue.lists import list_query, list_values, load_lists
from bonekg.catalogue.narrowing import EMPTY, MARK, fitting, repeating
from bonekg.catalogue.queries import Column, load_catalogue
from bonekg.catalogue.running import run_narrowed
from bonekg.errors import BoneKGError, InvalidParameterError, UnknownParameterError
from bonekg.serve.openapi import openapi
from bonekg.serve.pages.site import Site
from bonekg.serve.problems import Reply
from bonekg.serve.work import Worker
from harbour_world import harbour

_ASKED: dict[str, dict[str, Any]] = {
    "claims-of-kind": {"kind": "effect"},
    "claims-about": {"entity": "gas"},
}
_GIVEN = [
    "", "about=gas", "about=gas&direct=true", "subject=gas&object=lift", "subject=5+kg+gas",
    "about=effects+of+gas", "object=lift&document=pond", "evidence=unspecified+study",
    "site=hull&kind=effect", "population=airships", "about=balm&is-kind=effect",
    "about=gas&is-kind=effect&is-certainty=asserted", "is-dose=a+number", "is-study=ten-airships",
    "is-evidence=unspecified+study&is-site=keel&is-population=airships",
]  # fmt: skip
_QUERY = re.compile(r'<details class="query">.*?<pre[^>]*>(.*?)</pre>', re.DOTALL)
_LINK = re.compile(r'<a href="(/[^"]*)"([^>]*)>([^<]*)</a> <span class="facts">(\d+)</span>')


@pytest.fixture(scope="module")
def kg(tmp_path_factory: pytest.TempPathFactory) -> bonekg.KnowledgeGraph:
    tree = harbour(tmp_path_factory.mktemp("harbour"))
    place = write_release(build(tree.sources), tmp_path_factory.mktemp("release"))
    kept = bonekg.load(place / "bonekg.nq")
    kept.texts = {}
    return kept


@pytest.fixture(scope="module")
def site(kg: bonekg.KnowledgeGraph) -> Site:
    return Site(kg)


def visit(site: Site, address: str, **more: str) -> Reply:
    path, _, query = address.partition("?")
    name, _, key = path.strip("/").partition("/")
    name = "query" if name == "catalogue" else name
    return site.page(name, key, [*parse_qsl(query), *more.items()])


def plain(html: str) -> str:
    return (
        html.replace("&#34;", '"').replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    )


def choices(page: str) -> list[tuple[str, bool, str, int]]:
    return [
        (plain(to), "aria-current" in more, plain(name), int(count))
        for to, more, name, count in _LINK.findall(page)
    ]


def counted(page: str) -> int:
    found = re.search(r'<strong data-count="\w+">(\d+)</strong>', page)
    assert found is not None
    return int(found[1])


def listed(site: Site, address: str) -> list[list[str]]:
    """The rows of a page's file."""
    text = visit(site, address, format="csv").body.decode()
    return list(csv.reader(io.StringIO(text)))


def queried(kg: bonekg.KnowledgeGraph, page: str) -> bonekg.Rows:
    """The rows of the query that a page shows."""
    found = _QUERY.search(page)
    assert found is not None
    rows = kg.query(plain(found[1]))
    assert isinstance(rows, bonekg.Rows)
    return rows


@pytest.mark.parametrize("name", _ASKED)
def test_every_value_of_every_column_gives_its_rows(name: str, kg: bonekg.KnowledgeGraph) -> None:
    every = kg.run(name, **_ASKED[name])
    tried = 0
    for place, column in enumerate(every.columns):
        shown = [line.split("\t")[place] for line in every.to_text("tsv").splitlines()[1:]]
        for value, count in Counter(shown).items():
            chosen = {column: value or EMPTY}
            found = run_narrowed(name, _ASKED[name], chosen, kg.store, kg.lexicon)
            assert len(found.rows) == count
            assert list(kg.store.select(found.text)) == list(found.rows)
            assert [row for row, told in zip(every, shown, strict=True) if told == value] == list(
                found.rows
            )
            tried += 1
    assert tried > 40


def test_columns_are_offered_by_their_values() -> None:
    columns = [Column("thing", "iri", ""), Column("thing_name", "text", "")]
    columns += [Column(name, "text", "") for name in ("sort", "like_sort", "own", "same")]
    columns.append(Column("number", "number", ""))
    values = [
        {
            "thing": [f"x:{n % 3}"], "thing_name": [f"n{n % 3}"], "sort": [f"s{n % 2}"],
            "like_sort": [f"t{n % 2}"], "own": [str(n)], "same": ["a"], "number": [str(n % 3)],
        }
        for n in range(6)
    ]  # fmt: skip
    assert repeating(columns, values) == ["thing_name", "sort"]
    numbered = [{"number": value["number"]} for value in values * 2]
    assert repeating(columns[-1:], numbered) == ["number"]
    assert repeating(columns, []) == []


def test_choices_of_rows_count_what_they_lead_to(site: Site, kg: bonekg.KnowledgeGraph) -> None:
    start = "/catalogue/claims-of-kind?kind=effect"
    page = visit(site, start).body.decode()
    assert counted(page) == len(kg.run("claims-of-kind", kind="effect"))
    tried, twice = 0, set()
    for to, taken, _, count in choices(page):
        assert not taken
        narrowed = visit(site, to).body.decode()
        assert counted(narrowed) == count == len(listed(site, to)) - 1
        assert f"</strong> of {counted(page)} rows" in narrowed or count == counted(page)
        assert len(queried(kg, narrowed)) == count
        for further, again, _, number in choices(narrowed):
            if again:
                assert further == start
                continue
            if further.count(MARK) == 2:
                twice.add(further)
                assert counted(visit(site, further).body.decode()) == number
        tried += 1
    assert tried > 8
    assert len({tuple(sorted(one.partition("?")[2].split("&"))) for one in twice}) == len(twice) > 8


def test_rows_narrowed_are_the_same_everywhere(site: Site, kg: bonekg.KnowledgeGraph) -> None:
    worker = Worker(kg)
    given = {"kind": "effect", "is-certainty": "asserted", "is-subject_name": "gas"}
    address = "/catalogue/claims-of-kind?" + "&".join(f"{k}={v}" for k, v in given.items())
    every = kg.run("claims-of-kind", kind="effect").to_dicts()
    wanted = [r for r in every if (r["certainty"], r["subject_name"]) == ("asserted", "gas")]
    shown = queried(kg, visit(site, address).body.decode())
    assert 0 < len(wanted) < len(every)
    assert shown.to_dicts() == wanted
    told = json.loads(worker((False, "run", "claims-of-kind", given, "application/json")).body)
    assert (told["total"], told["rows"]) == (len(wanted), json.loads(shown.to_text("json")))
    for form, kind in (
        ("csv", "text/csv"), ("tsv", "text/tab-separated-values"), ("markdown", "text/markdown"),
        ("json", None),
    ):  # fmt: skip
        file = visit(site, address, format=form).body.decode()
        assert file == f"{shown.to_text(form)}\n"
        if kind:
            assert worker((False, "run", "claims-of-kind", given, kind)).body.decode() == file


def test_notes_are_of_the_rows_that_are_left(kg: bonekg.KnowledgeGraph) -> None:
    values = {"kind": "effect"}
    for chosen in ({}, {"subject_name": "wet gas"}, {"subject_name": "hot gas"}):
        found = run_narrowed("claims-of-kind", values, chosen, kg.store, kg.lexicon)
        keys = {str(claim).rpartition("/")[2] for claim in found.rows.column("claim")}
        disputed = {one.id for one in kg.conflicts() if keys & set(one.claims)}
        told = {note.rpartition(" ")[2] for note in found.rows.notes if "conflict" in note}
        assert told == disputed


@pytest.mark.parametrize(
    ("address", "error"),
    [
        ("/catalogue/claims-of-kind?kind=effect&is-colour=red", UnknownParameterError),
        ("/catalogue/claims-of-kind?kind=effect&is-certainty=red", InvalidParameterError),
        ("/claims?is-colour=red", UnknownParameterError),
        ("/claims?is-kind=red", InvalidParameterError),
        ("/studies?is-kind=effect", UnknownParameterError),
        ("/conflicts?is-reason=red", InvalidParameterError),
    ],
)
def test_what_there_is_not_is_refused(
    address: str, error: type[BoneKGError], site: Site, kg: bonekg.KnowledgeGraph
) -> None:
    page = visit(site, address)
    assert page.status == 400
    assert 'role="alert"' in page.body.decode()
    assert MARK in page.body.decode()
    path, _, query = address.partition("?")
    if path.startswith("/catalogue/"):
        task = (False, "run", path.rpartition("/")[2], dict(parse_qsl(query)), "text/csv")
        told = Worker(kg)(task)
        assert (told.status, json.loads(told.body)["error"]) == (400, error.__name__)


def test_a_choice_is_no_parameter_and_is_described() -> None:
    told = openapi("http://x")["paths"]
    for query in load_catalogue().values():
        names = [p["name"] for p in told[f"/api/run/{query.name}"]["get"]["parameters"]]
        assert len(names) == len(set(names))
        assert {MARK + column.name for column in query.columns} <= set(names)
        assert not [p.name for p in query.parameters if p.name.startswith(MARK)]


@pytest.mark.parametrize("given", _GIVEN)
def test_the_query_of_a_list_of_claims_gives_its_claims(
    given: str, site: Site, kg: bonekg.KnowledgeGraph
) -> None:
    address = f"/claims?{given}"
    page = visit(site, address).body.decode()
    shown = [row[0].rpartition(":")[2] for row in listed(site, address)[1:]]
    rows = queried(kg, page)
    assert sorted(str(claim).rpartition("/")[2] for claim in rows.column("claim")) == sorted(shown)
    assert counted(page) == len(shown) > 0
    for to, taken, _, count in choices(page):
        further = visit(site, to).body.decode()
        assert len(queried(kg, further)) == counted(further)
        assert taken or counted(further) == count


@pytest.mark.parametrize(
    "address", ["/studies", "/conflicts", "/conflicts?about=gas", "/conflicts?about=wet+gas"]
)
def test_the_queries_of_other_lists_give_what_they_hold(
    address: str, site: Site, kg: bonekg.KnowledgeGraph
) -> None:
    first = visit(site, address).body.decode()
    for to in (address, *(to for to, _, _, _ in choices(first))):
        page = visit(site, to).body.decode()
        keys = {row[0].rpartition(":")[2] for row in listed(site, to)[1:]}
        rows = queried(kg, page)
        assert {str(row[0]).rpartition("/")[2] for row in rows} == keys
        assert counted(page) == len(rows) == len(keys) > 0


def test_values_of_lists_are_those_of_the_records(kg: bonekg.KnowledgeGraph) -> None:
    values = list_values(kg.store, load_lists()["claims"])
    assert set(values) == {claim.id for claim in kg.claims()}
    for claim in kg.claims():
        mine = values[claim.id]
        assert mine["kind"] == [claim.kind]
        assert sorted(mine["evidence"]) == sorted(map(str, claim.evidence))
        assert mine["study"] == ([claim.study.name] if claim.study else [])
        assert mine["site"] == ([claim.site.name] if claim.site else [])
        assert mine["dose"] == (["a number"] if claim.dose else [])
    conflicts = list_values(kg.store, load_lists()["conflicts"])
    for one in kg.conflicts():
        assert conflicts[one.id]["reason"] == [one.reason]
        chosen = {facet: held[0] for facet, held in conflicts[one.id].items()}
        assert list(conflicts).index(one.id) in fitting(conflicts.values(), chosen)


def test_values_are_never_part_of_a_query(kg: bonekg.KnowledgeGraph) -> None:
    nasty = 'effect" } UNION { ?claim ?p ?o FILTER(STR(?kind) = "x'
    rows = kg.query(list_query(load_lists()["claims"], "", {"kind": nasty}))
    assert isinstance(rows, bonekg.Rows)
    assert len(rows) == 0
