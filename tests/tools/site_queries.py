"""Ask a static site's worker in Chromium: `site_queries.py URL QUERIES`.

QUERIES is JSON, name → SPARQL. Prints as JSON the columns and rows of each.
"""

import json
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

PATIENCE = 300_000  # milliseconds: a busy machine is slow, and no test fails for that
FLAGS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip
START = """() => {
  const worker = new Worker('static/worker.js', {type: 'module'});
  window.ask = (query) => new Promise((resolve) => {
    worker.onmessage = (event) => resolve(event.data);
    worker.postMessage({id: 1, query});
  });
}"""


def main():
    """Ask and print."""
    base, file = sys.argv[1:]
    queries = json.loads(Path(file).read_text(encoding="utf-8"))
    found = {}
    with sync_playwright() as play:
        browser = play.chromium.launch(
            executable_path="/usr/bin/chromium", args=FLAGS, timeout=PATIENCE
        )
        page = browser.new_page()
        page.set_default_timeout(PATIENCE)
        page.goto(base)
        page.evaluate(START)
        for name, sparql in queries.items():
            told = page.evaluate("query => ask(query)", sparql)
            columns = told["rows"]["head"]["vars"]
            rows = told["rows"]["results"]["bindings"]
            found[name] = {
                "columns": columns,
                "rows": [[row.get(c, {}).get("value") for c in columns] for row in rows],
            }
        browser.close()
    print(json.dumps(found))


main()
