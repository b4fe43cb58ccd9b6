"""The explorer: every page is there, is whole, counts as the catalogue does, asks nobody else."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from functools import cache
from html import unescape
from html.parser import HTMLParser
from urllib.parse import parse_qsl, unquote, urlsplit

import httpx
import pyoxigraph as ox
import pytest

import bonekg
from bonekg.answers.backing import backing
from bonekg.catalogue.queries import load_catalogue
from bonekg.rdf import expand
from bonekg.resources import checkout
from bonekg.serve.pages.cards import of_voice
from bonekg.serve.pages.groups import grouped
from bonekg.serve.pages.matrix import matrix
from bonekg.serve.pages.site import Site
from bonekg.serve.pages.views import VIEWS
from serving import Served, serving

pytestmark = pytest.mark.slow

_VOID = {"area", "br", "col", "hr", "img", "input", "link", "meta"}
_SVG = {"rect", "line", "path", "circle"}
EXAMPLES = [
    "/", "/search?q=vit+d", "/search?q=causes+of+osteoporosis", "/search?q=qqqqqq",
    "/term/CHEBI:16796", "/term/bkg:increases", "/term/bkg:Claim", "/claim/001-070", "/claims",
    "/claims?about=magnesium&is-kind=effect", "/claims?page=3", "/conflicts",
    "/conflicts?about=melatonin", "/conflict/alcohol-heavy-or-occasional", "/documents",
    "/document/001", "/studies", "/study/amstrup-2015", "/terms", "/why",
    "/why?subject=melatonin&object=bone+mineral+density", "/why?subject=wine&object=bone",
    "/why?subject=3+mg+melatonin&object=hip+BMD&evidence=RCT", "/paths",
    "/paths?a=melatonin&b=bone+resorption", "/paths?a=bone&b=wine", "/compare",
    "/compare?thing=1+mg+melatonin&thing=3+mg+melatonin", "/gaps", "/gaps?about=melatonin",
    "/matrix", "/matrix?about=bone", "/catalogue", "/catalogue/food-sources",
    "/catalogue/food-sources?entity=calcium", "/query",
    "/query?query=SELECT+*+%7B+%3Fc+a+bkg%3AConflict+%7D", "/query?query=ASK+%7B%7D",
    "/query?query=DESCRIBE+bkg%3AClaim", "/show?thing=increases", "/search", "/check",
    "/check/001", "/docs", "/docs/model", "/docs/queries/claims", "/docs/project/readme",
    "/why?subject=calcium&object=bone", "/term/bkg:Entity",
    "/term/https:%2F%2Fw3id.org%2Fbonekg%2Fdocument%2F000%2Fparticipant%2F1",
]  # fmt: skip


class Page(HTMLParser):
    """A page: its links, what it loads, its counts; and whether its elements are nested as due."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.loaded: list[str] = []
        self.ids: list[str] = []
        self.headings: list[int] = []
        self.counts: dict[str, int] = {}
        self.problems: list[str] = []
        self.labels: set[str] = set()
        self._open: list[str] = []
        self._counted = ""
        self.feed(text)
        self.close()
        self.problems += [f"not closed: {tag}" for tag in self._open]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag not in _VOID and tag not in _SVG:
            self._open.append(tag)
        if tag == "a":
            self.links.append(given["href"])
        if tag in ("script", "link", "img", "iframe"):
            self.loaded.append(given.get("src") or given.get("href", ""))
        if tag in ("style",) or any(name.startswith("on") or name == "style" for name in given):
            self.problems.append(f"style or script within the page: {tag} {given}")
        self.ids += [given["id"]] if "id" in given else []
        self.headings += [int(tag[1])] if re.fullmatch("h[1-6]", tag) else []
        self._counted = given.get("data-count", "")

    def handle_endtag(self, tag: str) -> None:
        if tag in _SVG:
            return
        if not self._open or self._open[-1] != tag:
            self.problems.append(f"</{tag}> within {self._open[-3:]}")
        else:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        if self._counted:
            self.counts[self._counted] = int(data)
            self._counted = ""


@pytest.fixture(scope="module")
def kg() -> bonekg.KnowledgeGraph:
    return bonekg.load()


@pytest.fixture(scope="module")
def site(kg: bonekg.KnowledgeGraph) -> Site:
    kg.keep_texts()
    return Site(kg)


@cache
def _routes() -> list[tuple[str, re.Pattern[str]]]:
    made = []
    for name, (path, _) in VIEWS.items():
        made.append(
            (name, re.compile(path.replace("{key}", "([^/]+)").replace("{key:path}", "(.+)")))
        )
    return made


def visit(site: Site, address: str) -> tuple[int, str, Page | None]:
    """Ask for a page by its address; give status, place sent to, and the page."""
    parts = urlsplit(address)
    for name, pattern in _routes():
        if found := pattern.fullmatch(parts.path):
            key = unquote(found[1]) if found.groups() else ""
            reply = site.page(name, key, parse_qsl(parts.query, keep_blank_values=True))
            place = dict(reply.headers).get("location", "")
            html = reply.kind.startswith("text/html") and reply.body
            return reply.status, place, Page(reply.body.decode()) if html else None
    return 404, "", None


def page_of(site: Site, address: str) -> Page:
    status, place, page = visit(site, address)
    assert status in (200, 303), address
    if status == 303:
        return page_of(site, place)
    assert page is not None
    return page


@pytest.mark.parametrize("address", EXAMPLES)
def test_pages_are_whole(address: str, site: Site) -> None:
    page = page_of(site, address)
    assert page.problems == []
    assert page.headings[0] == page.headings.count(1) == 1
    assert all(b - a <= 1 for a, b in zip(page.headings, page.headings[1:], strict=False))
    assert len(page.ids) == len(set(page.ids))
    assert all(place.startswith("/static/") for place in page.loaded)


def test_every_kind_of_page_has_an_example() -> None:
    told = {
        name for name, pattern in _routes() for a in EXAMPLES if pattern.fullmatch(a.split("?")[0])
    }
    assert told == set(VIEWS)


@pytest.mark.parametrize("address", EXAMPLES)
def test_links_of_pages_lead_somewhere(address: str, site: Site) -> None:
    links = [link for link in page_of(site, address).links if link.startswith("/")]
    tried = 0
    for link in dict.fromkeys(links[:: max(1, len(links) // 25)]):
        path = urlsplit(link).path
        if path.startswith(("/sparql", "/api/", "/openapi", "/.well-known")) or "format=" in link:
            continue
        status, _, _ = visit(site, link)
        assert status in (200, 303), link
        tried += 1
    assert tried >= 5


def counted(kg: bonekg.KnowledgeGraph, pattern: str) -> int:
    rows = kg.query(f"SELECT (COUNT(DISTINCT ?x) AS ?n) {{ {pattern} }}")
    assert isinstance(rows, bonekg.Rows)
    return int(str(rows[0][0]))


def test_counts_are_those_of_the_graph(site: Site, kg: bonekg.KnowledgeGraph) -> None:
    there = {
        "claims": counted(kg, "?x a bkg:Claim ; bkg:status bkg:Current"),
        "documents": counted(kg, "?x a bkg:Document"),
        "studies": counted(kg, "?x a bkg:Study"),
        "conflicts": counted(kg, "?x a bkg:Conflict"),
        "terms": len(kg.terms()),
    }
    start = page_of(site, "/").counts
    assert start == there
    for name in ("claims", "conflicts", "studies", "terms"):
        assert page_of(site, f"/{name}").counts[name] == there[name], name
    documents = page_of(site, "/documents").counts
    assert sum(documents.values()) == there["claims"]
    for name, number in documents.items():
        key = name.removeprefix("document ")
        assert page_of(site, f"/document/{key}").counts[name] == number
        assert page_of(site, f"/claims?document={key}").counts["claims"] == number


def test_claims_of_a_study_are_as_many_on_every_page(site: Site, kg: bonekg.KnowledgeGraph) -> None:
    listed = page_of(site, "/studies").counts
    studies = list(kg.reader.studies())
    for study in studies:
        own = counted(kg, f"?x bkg:study <{expand(study.id)}> ; bkg:status bkg:Current")
        page = page_of(site, f"/study/{study.id.partition(':')[2]}").counts
        assert listed[study.id] == page[study.id] == own
    assert len(studies) == listed["studies"]


def test_counts_are_those_of_the_catalogue(site: Site, kg: bonekg.KnowledgeGraph) -> None:
    for query in load_catalogue().values():
        address = f"/catalogue/{query.name}"
        assert page_of(site, address).counts["rows"] == len(kg.run(query.name, **query.examples))
    for term in ("magnesium", "melatonin", "osteoporosis", "oxytocin"):
        rows = kg.run("claims-about", entity=term, limit=1000)
        found = page_of(site, f"/claims?about={term}").counts["claims"]
        assert found == len(rows) == len(kg.claims(about=term))


_CHOICE = re.compile(
    r'<a href="(/[^"]*)"( aria-current="true")?[^>]*>([^<]*)</a> <span class="facts">(\d+)</span>'
)


@pytest.mark.parametrize(
    ("address", "least"),
    [
        ("/claims?about=magnesium", 20), ("/studies", 15), ("/conflicts", 10),
        ("/studies?is-document=003", 5), ("/conflicts?about=vitamin+D", 3),
        ("/catalogue/benefits?entity=magnesium", 20), ("/catalogue/predicates", 20),
        ("/catalogue/source-checks?is-verdict=overstates", 5),
    ],
)  # fmt: skip
def test_choices_count_what_they_lead_to(site: Site, address: str, least: int) -> None:
    path, _, query = address.partition("?")
    name, _, key = path[1:].partition("/")
    counted = "rows" if key else name
    reply = site.page("query" if key else name, key, parse_qsl(query))
    choices = _CHOICE.findall(reply.body.decode())
    assert len(choices) >= least
    for link, taken, _, number in choices:
        if not taken:
            assert page_of(site, unescape(link)).counts[counted] == int(number), link


def test_a_list_narrowed_twice_has_one_address(site: Site) -> None:
    both = set()
    for first in _CHOICE.findall(site.page("studies", "", []).body.decode())[:30]:
        query = first[0].replace("&amp;", "&").partition("?")[2]
        page = site.page("studies", "", parse_qsl(query)).body.decode()
        both |= {link for link, *_ in _CHOICE.findall(page) if link.count("is-") == 2}
    sorted_ones = {tuple(sorted(link.partition("?")[2].split("&amp;"))) for link in both}
    assert len(sorted_ones) == len(both) > 20


def test_lists_are_downloaded_as_they_are_narrowed(site: Site, kg: bonekg.KnowledgeGraph) -> None:
    fields = [("is-document", "003")]
    shown = site.page("studies", "", fields).body.decode()
    table = json.loads(site.page("studies", "", [*fields, ("format", "json")]).body)
    there = [study for study in kg.reader.studies() if "003" in study.documents]
    assert {row["study"].rpartition(":")[2] for row in table} == set(
        re.findall(r'<th scope="row"><a href="/study/([^"]+)">', shown)
    )
    assert {study.id.partition(":")[2] for study in there} == {
        row["study"].rpartition(":")[2] for row in table
    }
    whole = json.loads(site.page("studies", "", [("format", "json")]).body)
    assert len(whole) == len(kg.run("studies", limit=1000)) > len(list(kg.reader.studies()))
    fields = [("is-outcome", "not resolved")]
    rows = json.loads(site.page("conflicts", "", [*fields, ("format", "json")]).body)
    assert [row["conflict"] for row in rows] == [
        one.conflict.id for one in kg.conflicts().found if not one.conflict.apparent
    ]
    assert 0 < len(rows) < len(kg.conflicts())


def test_a_download_is_what_the_page_shows(site: Site, kg: bonekg.KnowledgeGraph) -> None:
    fields = [("about", "magnesium"), ("is-kind", "effect")]
    shown = site.page("claims", "", fields).body.decode()
    table = site.page("claims", "", [*fields, ("format", "csv")])
    assert dict(table.headers)["content-disposition"] == 'attachment; filename="claims.csv"'
    rows = list(csv.DictReader(io.StringIO(table.body.decode())))
    keys = [row["claim"].partition(":")[2] for row in rows]
    assert keys == re.findall(r'<h2><a href="/claim/([\d-]+)">', shown)
    second = site.page("claims", "", [("page", "2"), ("format", "json")])
    listed = site.page("claims", "", [("page", "2")]).body.decode()
    assert [row["claim"].partition(":")[2] for row in json.loads(second.body)] == re.findall(
        r'<h2><a href="/claim/([\d-]+)">', listed
    )
    asked = [("entity", "magnesium"), ("format", "csv")]
    made = list(csv.reader(io.StringIO(site.page("query", "food-sources", asked).body.decode())))
    assert len(made) - 1 == len(kg.run("food-sources", entity="magnesium"))


def test_why_shows_what_the_answer_holds(site: Site, kg: bonekg.KnowledgeGraph) -> None:
    fields = [("subject", "wine"), ("object", "bone")]
    text = site.page("why", "", fields).body.decode()
    answer = kg.why("wine", "bone")
    for side in answer.sides.values():
        _, _, rest = text.partition(f'data-side="{side.name}">')
        shown = rest.partition('<section class="side ')[0].partition("<h2>In figures")[0]
        keys = re.findall(r'<h[34]><a href="/claim/([\d-]+)">', shown)
        groups = grouped(of_voice(side.voices))
        assert keys == [card.claim.id for g in groups for card in (g.first, *g.rest)]
        assert sorted(keys) == sorted(claim.id for claim in side.claims)
    assert all(conflict.id in text for conflict in answer.conflicts)


def test_pairs_that_pages_name_can_be_asked_about(site: Site, kg: bonekg.KnowledgeGraph) -> None:
    studied = next(c for c in kg.claims() if c.study and c.subject.id == c.study.id and c.object)
    assert studied.object is not None
    for address in (f"/claim/{studied.id}", f"/term/{studied.object.id}"):
        pairs = [link for link in page_of(site, address).links if link.startswith("/why?")]
        for link in pairs:
            assert visit(site, link)[0] == 200, link


def test_the_matrix_sums_nothing_up(kg: bonekg.KnowledgeGraph) -> None:
    claims = list(kg.claims())
    terms = {term.id for term in kg.terms()}
    made = matrix(claims, terms)
    assert {t.id for t in (*made.columns, *(row[0] for row in made.rows))} <= terms
    for subject, cells in made.rows:
        for obj, cell in zip(made.columns, cells, strict=True):
            own = [c for c in claims if c.subject == subject and c.object == obj]
            assert (cell.claims if cell else 0) == len(own)
            if cell:
                assert sum(number for _, number in cell.ways) == len(own)
                assert cell.voices == backing(kg.library, own).voices


def test_everything_is_two_clicks_away(site: Site, kg: bonekg.KnowledgeGraph) -> None:
    first = [link for link in page_of(site, "/").links if link.startswith("/")]
    near: set[str] = set(first)
    for link in dict.fromkeys(first):
        if urlsplit(link).path.lstrip("/").partition("/")[0] in (
            "claims", "conflicts", "documents", "document", "studies", "terms",
        ):  # fmt: skip
            near |= set(page_of(site, link).links)
    paths = {unquote(urlsplit(link).path) for link in near}
    wanted = {f"/claim/{claim.id}" for claim in kg.claims()}
    wanted |= {f"/conflict/{conflict.id}" for conflict in kg.conflicts()}
    wanted |= {f"/study/{study.id.partition(':')[2]}" for study in kg.reader.studies()}
    wanted |= {f"/document/{key}" for key in kg.library.documents}
    wanted |= {f"/term/{term.id}" for term in kg.terms()}
    assert wanted - paths == set()


@pytest.mark.slow
def test_every_thing_has_a_page(site: Site, kg: bonekg.KnowledgeGraph) -> None:
    addresses = [f"/claim/{claim.id}" for claim in kg.claims()]
    addresses += [f"/conflict/{conflict.id}" for conflict in kg.conflicts()]
    addresses += [f"/study/{study.id.partition(':')[2]}" for study in kg.reader.studies()]
    addresses += [f"/term/{term.id}" for term in kg.terms()]
    assert len(addresses) > 1000
    for address in addresses:
        assert page_of(site, address).problems == [], address


def test_texts_of_others_are_never_markup(site: Site) -> None:
    nasty = '"><script>alert(1)</script>'
    for name, field in (
        ("search", "q"),
        ("why", "subject"),
        ("claims", "about"),
        ("query", "query"),
    ):
        name = "sparql-form" if field == "query" else name
        body = site.page(name, "", [(field, nasty), ("object", nasty)]).body.decode()
        assert "<script>alert" not in body
    assert "<script>alert" not in site.page("show", "", [("thing", nasty)]).body.decode()


@pytest.fixture(scope="module")
def served() -> Iterator[Served]:
    with serving() as started:
        yield started


@pytest.mark.loopback
@pytest.mark.parametrize("address", EXAMPLES)
def test_pages_over_http(address: str, served: Served) -> None:
    """In a confined worker, which can open no file."""
    response = httpx.get(
        f"{served.url}{address}", headers={"Accept": "text/html"}, follow_redirects=True, timeout=30
    )
    assert response.status_code == 200, response.text[:500]
    assert response.headers["content-type"] == "text/html; charset=utf-8"
    assert "default-src 'self'" in response.headers["content-security-policy"]


@pytest.mark.loopback
def test_wrong_addresses_are_pages_too(served: Served) -> None:
    for address in ("/nowhere", "/claim/999-999", "/term/CHEBI:1", "/term/no", "/study/none",
                    "/why?subject=qqqq&object=bone", "/catalogue/none", "/conflict/none",
                    "/document/999", "/paths?a=bone&b=bone", "/query?query=SELECT",
                    "/catalogue/food-sources?entity=qqqq", "/claims?evidence=none",
                    "/claims?is-kind=red", "/catalogue/predicates?is-red=x"):  # fmt: skip
        response = served.get(address, "text/html")
        assert response.status_code in (400, 404), address
        assert response.headers["content-type"] == "text/html; charset=utf-8", address
        assert 'role="alert"' in response.text


@pytest.mark.loopback
@pytest.mark.parametrize("path", [
    "/claim/001-070", "/term/CHEBI:16796", "/conflict/alcohol-heavy-or-occasional",
    "/study/amstrup-2015", "/document/001",
])  # fmt: skip
def test_things_by_content_negotiation(path: str, served: Served) -> None:
    graphs = []
    for media in ("text/turtle", "application/ld+json", "application/n-triples"):
        response = served.get(path, media)
        assert response.headers["content-type"].split(";")[0] == media
        form = ox.RdfFormat.from_media_type(media)
        graphs.append({quad.triple for quad in ox.parse(response.content, format=form)})
    assert graphs[0] == graphs[1] == graphs[2]
    assert len(graphs[0]) > 5
    assert served.get(path, "text/html").headers["content-type"].startswith("text/html")
    named = served.get(path, format="turtle")
    assert named.headers["content-type"].startswith("text/turtle")
    assert served.get(path, "image/png").status_code == 406


@pytest.mark.loopback
def test_the_start_page_is_small(served: Served) -> None:
    size = 0
    for path in ("/", "/static/style.css", "/static/search.js", "/static/icon.svg"):
        packed = httpx.get(f"{served.url}{path}", headers={"Accept-Encoding": "gzip"})
        assert packed.status_code == 200
        size += int(packed.headers["content-length"])
    assert size < 60_000
    assert served.get("/static/../app.py").status_code == 404


def test_what_pages_load_is_in_the_package() -> None:
    folder = checkout() / "src" / "bonekg" / "serve" / "pages"
    for file in (*folder.glob("templates/*.html"), *folder.glob("static/*")):
        text = file.read_text(encoding="utf-8")
        outside = set(re.findall(r"https?://[^\s\"')<]+", text)) - {"http://www.w3.org/2000/svg"}
        assert outside == set(), file.name
