"""Read BibTeX with bibtexparser, render CSL-JSON with citeproc-py; print what was found."""

import json
import sys
from pathlib import Path

import bibtexparser
from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle
from citeproc.formatter import plain
from citeproc.source.json import CiteProcJSON

library = bibtexparser.parse_file(sys.argv[1])
items = json.loads(Path(sys.argv[2]).read_text(encoding="utf-8"))
style = CitationStylesStyle("harvard-cite-them-right", validate=False)
bibliography = CitationStylesBibliography(style, CiteProcJSON(items), plain)
for item in items:
    bibliography.register(Citation([CitationItem(item["id"])]))
counts = {
    "bibtex": len(library.entries),
    "failed": [str(block.raw) for block in library.failed_blocks],
    "csl": len(items),
    "rendered": len([entry for entry in bibliography.bibliography() if str(entry).strip()]),
}
print(json.dumps(counts))
