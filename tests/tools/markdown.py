"""Parse Markdown tables with markdown-it-py; print how many there are, and their cells."""

import json
import sys
from pathlib import Path

from markdown_it import MarkdownIt

tokens = MarkdownIt("commonmark").enable("table").parse(Path(sys.argv[1]).read_text("utf-8"))
rows, row = [], []
for place, token in enumerate(tokens):
    if token.type == "tr_open":
        row = []
    elif token.type in ("td_open", "th_open"):
        inline = tokens[place + 1].children
        row.append("".join(part.content for part in inline))
    elif token.type == "tr_close":
        rows.append(row)
headings = [t.tag for t in tokens if t.type == "heading_open"]
print(
    json.dumps(
        {
            "tables": sum(token.type == "table_open" for token in tokens),
            "headings": headings.count("h3"),
            "rows": rows,
            "html": sum(token.type.startswith("html") for token in tokens),
        }
    )
)
