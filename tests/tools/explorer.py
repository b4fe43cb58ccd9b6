"""Visit an explorer in Chromium: `explorer.py URL AXE_CORE_JS PAGES served|static`.

PAGES is a JSON list of what to visit below URL. Prints as JSON: for each page, light and dark, what
axe finds against WCAG A and AA, what it asks of other machines, what the console says, whether a
narrow window must be scrolled sideways; and for each task of a reader, done from the start page,
how many actions it took and whether what was looked for is there: at a server without JavaScript,
on a static site with it. And what the editor for SPARQL does.
"""

import json
import sys
import time
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import sync_playwright

RULES = "{runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa']}"
PATIENCE = 300_000  # milliseconds: a busy machine is slow, and no test fails for that
FLAGS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip


def fill(form, **values):
    """Fill a form and send it: one action."""

    def act(page):
        for name, value in values.items():
            page.locator(f"{form} [name={name}]").first.fill(value)
        page.locator(f"{form} button").first.click()

    return act


def follow(text, within="main"):
    """Follow a link: one action."""
    return lambda page: (
        page.locator(within).get_by_role("link", name=text, exact=True).first.click()
    )


TASKS = {
    "who says that melatonin acts on bone density": (
        [fill("main form", subject="melatonin", object="bone mineral density")],
        "randomized controlled trial",
    ),
    "a misspelt term": ([fill("header form", q="melotonin"), follow("melatonin")], "pineal gland"),
    "what causes osteoporosis": ([fill("header form", q="causes of osteoporosis")], "drinking"),
    "where documents disagree on wine": (
        [fill("main form", subject="wine", object="bone")], "in conflict",
    ),
    "the trial behind a claim": (
        [follow("Studies", "header"), follow("amstrup-2015")], "randomized controlled trial",
    ),
    "the claims of a document in place": (
        [follow("The Melatonin-Bone Health Connection")], "in the order of the text",
    ),
    "effects only": ([follow("Claims", "header"), follow("effect")], "of 6"),
    "foods with magnesium": (
        [follow("Catalogue", "header"), follow("Which foods are sources of magnesium?")], "almond",
    ),
    "how melatonin may act on bone resorption": (
        [follow("Paths", "header"), fill("main form", a="melatonin", b="bone resorption")],
        "osteoclast activity",
    ),
    "two doses": (
        [follow("Compare", "header"), fill("main form", thing="melatonin")], "Side by side",
    ),
    "what is left open on oxytocin": (
        [follow("Gaps", "header"), fill("main form", about="oxytocin")], "claims examined",
    ),
    "a query of one's own": ([follow("SPARQL", "header"), fill("main form")], "20 rows"),
}  # fmt: skip


def visit(browser, base, path, axe, dark):
    """Give what is wrong with a page."""
    context = browser.new_context(color_scheme="dark" if dark else "light", bypass_csp=True)
    context.set_default_timeout(PATIENCE)
    page, outside, said = context.new_page(), [], []
    page.on("request", lambda r: None if _own(r.url, base) else outside.append(r.url))
    page.on("console", lambda m: said.append(m.text) if m.type == "error" else None)
    page.goto(base + path)
    page.wait_for_load_state("networkidle")
    page.evaluate(axe)
    found = page.evaluate(f"axe.run(document, {RULES})")
    page.set_viewport_size({"width": 390, "height": 800})
    wide = page.evaluate("document.documentElement.scrollWidth")
    context.close()
    violations = [f"{v['id']}: {v['nodes'][0]['html'][:200]}" for v in found["violations"]]
    return {
        "violations": violations, "outside": outside, "console": said, "width": wide,
        "checked": len(found["passes"]),
    }  # fmt: skip


def perform(browser, base, scripts, actions, wanted):
    """Do a reader's task; with scripts a page may take a while to show what was looked for."""
    context = browser.new_context(java_script_enabled=scripts)
    context.set_default_timeout(PATIENCE)
    page, outside = context.new_page(), []
    page.on("request", lambda r: None if _own(r.url, base) else outside.append(r.url))
    page.goto(base)
    for act in actions:
        act(page)
        page.wait_for_load_state("networkidle")
    told = page.locator("main").inner_text()
    until = time.monotonic() + (PATIENCE / 1000 if scripts else 0)
    while wanted not in told and time.monotonic() < until:
        page.wait_for_timeout(50)
        told = page.locator("main").inner_text()
    place = page.url
    context.close()
    return {"actions": len(actions), "found": wanted in told, "outside": outside, "at": place}


ROWS = "SELECT ?predicate (COUNT(*) AS ?n) { ?c bkg:predicateName ?predicate } GROUP BY ?predicate"
EDGES = "SELECT ?subject ?object { ?c bkg:subject ?subject ; bkg:object ?object } LIMIT 20"


def write(browser, base, kind):
    """Use the editor for SPARQL: what is completed, found, drawn, taken along, gone back to."""
    page = browser.new_context(viewport={"width": 1280, "height": 900}).new_page()
    page.set_default_timeout(PATIENCE)
    page.goto(f"{base}{'query.html' if kind == 'static' else '/query'}")
    page.locator(".cm-content").wait_for()
    told = {}
    for typed in ("bkg:stat", "melaton", "CHE", "?cl", "OPTI"):
        page.locator(".cm-content").click()
        page.keyboard.press("Control+End")
        page.keyboard.type(f" {typed}")
        page.locator(".cm-tooltip-autocomplete li").first.wait_for()
        told[typed] = page.locator(".cm-tooltip-autocomplete li").all_inner_texts()
        page.keyboard.press("Escape")
    page.locator("details.examples summary").click()
    page.locator("[data-filter]").fill("food source")
    told["fitting"] = page.locator("#fitting").inner_text()
    told["topics"] = page.locator("#queries section:visible h2").all_inner_texts()
    page.get_by_role("button", name="Edit: Which foods are sources of").click()
    told["edited"] = _shown(page)
    for name, sparql in (("rows", ROWS), ("edges", EDGES)):
        page.locator(".cm-content").click()
        page.keyboard.press("Control+a")
        page.keyboard.insert_text(sparql)
        page.keyboard.press("Control+Enter")
        page.wait_for_url(asks(sparql))
        _shown(page)
        told[name] = page.locator("#answer .views button").all_inner_texts()
        page.locator("#answer .views button").last.click()
        told[f"{name} drawn"] = page.locator("#answer svg .bar, #answer svg .edge").count()
    told["files"] = page.locator("#answer a[download]").all_inner_texts()
    page.go_back()
    page.wait_for_url(asks(ROWS))
    _shown(page)
    told["back"] = page.locator(".cm-content").inner_text()
    page.context.close()
    return told


def asks(sparql):
    """Give what tells whether an address is of a query."""
    return lambda url: parse_qs(urlsplit(url).query).get("query") == [sparql]


def _shown(page):
    """Wait until an answer stands in the page, and give the number of its rows."""
    count = page.locator("#answer:not([aria-busy]) strong[data-count=rows]")
    count.wait_for()
    return int(count.inner_text())


def _own(url, base):
    return url.startswith((base, "blob:"))


def main():
    """Visit and print."""
    base, file, paths, kind = sys.argv[1:]
    axe = Path(file).read_text(encoding="utf-8")
    with sync_playwright() as play:
        browser = play.chromium.launch(
            executable_path="/usr/bin/chromium", args=FLAGS, timeout=PATIENCE
        )
        pages = {
            f"{path} {'dark' if dark else 'light'}": visit(browser, base, path, axe, dark)
            for path in json.loads(paths)
            for dark in (False, True)
        }
        tasks = {
            name: perform(browser, base, kind == "static", *task) for name, task in TASKS.items()
        }
        editor = write(browser, base, kind)
        browser.close()
    print(json.dumps({"pages": pages, "tasks": tasks, "editor": editor}))


main()
