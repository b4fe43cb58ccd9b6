"""Validate CITATION.cff with cffconvert; print what it reads."""

import json
import sys
from pathlib import Path

from cffconvert import Citation

citation = Citation(Path(sys.argv[1]).read_text(encoding="utf-8"))
citation.validate()
codemeta = json.loads(citation.as_codemeta())
print(json.dumps({key: codemeta[key] for key in ("name", "version", "datePublished", "license")}))
