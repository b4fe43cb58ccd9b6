"""Have grlc serve each query of a folder: name → its parameters, its page size, the rows it gives.

grlc_operations.py FOLDER NAME=VALUE... ; a value replaces the default of each parameter so named.
"""

import contextlib
import json
import sys
from pathlib import Path

with contextlib.redirect_stdout(sys.stderr):  # it says where it looks for its settings
    from grlc import gquery
    from grlc.fileLoaders import LocalLoader
    from grlc.utils import dispatchSPARQLQuery

folder = Path(sys.argv[1])
given = dict(part.split("=", 1) for part in sys.argv[2:])
loader = LocalLoader(str(folder))
found = {}
for path in sorted(folder.glob("*.rq")):
    text = path.read_text(encoding="utf-8")
    about = gquery.get_metadata(text, "")
    values = {
        name: given.get(name, str(about_one["default"]))
        for name, about_one in (about["parameters"] or {}).items()
    }
    answer, code, _ = dispatchSPARQLQuery(
        text, loader, values, "application/sparql-results+json", None, None, "/"
    )
    if code != 200:
        raise SystemExit(f"{path.name}: {code} {answer}")
    found[path.stem] = {
        "summary": about["summary"],
        "parameters": sorted(values),
        "page": about.get("pagination"),
        "tags": about["tags"],
        "rows": len(json.loads(answer)["results"]["bindings"]),
    }
json.dump(found, sys.stdout)
