"""Visit a static site in Chromium: `site.py URL AXE_CORE_JS DOCUMENT CASES`.

CASES is JSON: `pages`, what to look at; `queries`, name → SPARQL; `forms`, what is filled in and
sent; `lists`, pages that list something, narrowed; `refused`, those whose address is wrong;
`sides`, queries of the page for and against; `written`, files of such pages; `words`, what is asked
in words. Prints as JSON what was seen, and all requests to others.
"""

import json
import sys
from pathlib import Path
from urllib.parse import urlencode

from playwright.sync_api import sync_playwright

RULES = "{runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa']}"
PATIENCE = 300_000  # milliseconds: a busy machine is slow, and no test fails for that
FLAGS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip


# Of each side: who stands behind it, and its rows with what they name, what they fold, all words.
SIDES = """all => all.map((side) => {
  const keys = (row) =>
    [...row.querySelectorAll('.card > :first-child > a:first-child')].map((a) => a.textContent);
  const rows = [...side.querySelectorAll(':scope > .study, :scope > .card')].map((row) => ({
    works: [...row.querySelectorAll('[data-work]')].map((one) => one.dataset.work),
    claims: row.matches('.card') ? [row.querySelector('a').textContent] : keys(row),
    folded: [...row.querySelectorAll('details.folded')].flatMap(keys),
    words: row.textContent.replaceAll(/\\s/g, ''),
  }));
  return [side.dataset.side, { told: side.querySelector('h2 + p').textContent, rows }];
})"""


class Visitor:
    """Pages opened in windows of their own, with what they ask of others and complain of."""

    def __init__(self, browser, base):
        self.browser, self.base = browser, base
        self.outside, self.said = [], []

    def open(self, path, **options):
        page = self.browser.new_context(**options).new_page()
        page.set_default_timeout(PATIENCE)
        page.on("request", lambda r: self._asked(r.url))
        page.on("console", lambda m: self.said.append(m.text) if m.type == "error" else None)
        page.on("pageerror", lambda e: self.said.append(str(e)))
        page.goto(self.base + path)
        page.wait_for_load_state("networkidle")
        return page

    def _asked(self, url):
        if not url.startswith((self.base, "blob:")):
            self.outside.append(url)

    def look(self, path, axe, dark):
        page = self.open(path, color_scheme="dark" if dark else "light", bypass_csp=True)
        page.evaluate(axe)
        found = page.evaluate(f"axe.run(document, {RULES})")
        page.set_viewport_size({"width": 390, "height": 800})
        wide = page.evaluate("document.documentElement.scrollWidth")
        page.context.close()
        violations = [f"{v['id']}: {v['nodes'][0]['html'][:200]}" for v in found["violations"]]
        return {"violations": violations, "width": wide, "checked": len(found["passes"])}

    def ask(self, sparql):
        """Give the rows of a query and how long the first answer of a page takes."""
        page = self.open("query.html?" + urlencode({"query": sparql}))
        page.wait_for_selector("#answer[data-milliseconds]")
        page.wait_for_selector("#answer strong[data-count=rows], #answer .problem")
        with page.expect_download() as waited:
            page.locator("#answer a", has_text="json").first.click()
        rows = json.loads(Path(waited.value.path()).read_text(encoding="utf-8"))
        taken = int(page.get_attribute("#answer", "data-milliseconds"))
        count = int(page.inner_text("#answer strong[data-count=rows]"))
        page.context.close()
        return {"rows": rows, "milliseconds": taken, "count": count}

    def send(self, path, fields):
        page = self.open(path)
        for name, value in fields.items():
            page.locator(f"main [name={name}]").first.fill(value)
        page.locator("main form button").first.click()
        page.wait_for_url(lambda url: url != self.base + path)
        place = page.url[len(self.base) :]
        page.context.close()
        return place

    def narrow(self, path):
        """Give what a page lists: how many, its files, its choices, the query of the rest."""
        page = self.open(path)
        page.wait_for_selector("main a[download]")
        told = {form: self._file(page, form) for form in ("csv", "tsv", "json", "markdown")}
        told["count"] = int(page.inner_text("main strong[data-count]"))
        told["shown"] = page.locator(
            "[data-listed]:visible, tbody tr:visible, article.card"
        ).count()
        told["choices"] = page.eval_on_selector_all(
            ".list aside li, .facets li",
            "all => all.map(e => [e.querySelector('a').search, e.querySelector('a').textContent, "
            "e.querySelector('.facts').textContent, e.querySelector('a').className])",
        )
        told["query"] = page.locator("details.query pre").text_content()
        page.context.close()
        return told

    def _file(self, page, form):
        with page.expect_download() as waited:
            page.locator("main a[download]", has_text=form).first.click()
        return Path(waited.value.path()).read_text(encoding="utf-8")

    def refused(self, path):
        """Give what a page says is wrong with its address."""
        page = self.open(path)
        told = page.locator("main [role=alert]").inner_text()
        page.context.close()
        return told

    def why(self, query):
        """Give the sides that a page makes of a query."""
        return self.sides("why.html?" + query)

    def sides(self, path):
        """Give the sides of a page."""
        page = self.open(path)
        page.wait_for_selector("#answer .lead, #answer .problem")
        sides = page.eval_on_selector_all("section[data-side]", SIDES)
        page.context.close()
        return dict(sides)

    def question(self, words):
        """Give the claims that answer a question in words."""
        page = self.open("search.html?" + urlencode({"q": words}))
        page.wait_for_selector("#results section h2")
        found = page.eval_on_selector_all(
            "#results section article h3 > a:first-child", "all => all.map(a => a.innerText)"
        )
        page.context.close()
        return found

    def check(self, file, changed):
        page = self.open("check.html")
        text = Path(file).read_text(encoding="utf-8")
        half = len(text) // 2
        payload = text[:half] + text[half:].upper() if changed else text
        page.set_input_files(
            "#copy", {"name": "own.txt", "mimeType": "text/plain", "buffer": payload.encode()}
        )
        page.wait_for_selector("#checked section")
        told = page.eval_on_selector("#checked section", "e => ({...e.dataset})")
        page.context.close()
        return told

    def find(self, text):
        page = self.open("index.html")
        page.fill("header [name=q]", text)
        page.locator("header button").click()
        page.wait_for_selector("#results a[href*='/term/']")
        link = page.get_attribute("#results a >> nth=0", "href")
        page.context.close()
        return link


def main():
    """Visit and print."""
    base, axe_file, document, cases_file = sys.argv[1:]
    axe = Path(axe_file).read_text(encoding="utf-8")
    cases = json.loads(Path(cases_file).read_text(encoding="utf-8"))
    with sync_playwright() as play:
        browser = play.chromium.launch(
            executable_path="/usr/bin/chromium", args=FLAGS, timeout=PATIENCE
        )
        one = Visitor(browser, base)
        seen = {
            "pages": {
                f"{path} {'dark' if dark else 'light'}": one.look(path, axe, dark)
                for path in cases["pages"]
                for dark in (False, True)
            },
            "queries": {name: one.ask(sparql) for name, sparql in cases["queries"].items()},
            "forms": [one.send(*form) for form in cases["forms"]],
            "sides": {query: one.why(query) for query in cases["sides"]},
            "written": {path: one.sides(path) for path in cases["written"]},
            "words": {words: one.question(words) for words in cases["words"]},
            "lists": {path: one.narrow(path) for path in cases["lists"]},
            "refused": {path: one.refused(path) for path in cases["refused"]},
            "checks": [one.check(document, changed) for changed in (False, True)],
            "found": {text: one.find(text) for text in cases["found"]},
        }
        seen |= {"outside": one.outside, "said": one.said}
        browser.close()
    print(json.dumps(seen))


main()
