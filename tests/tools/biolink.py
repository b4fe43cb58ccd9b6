"""Validate nodes and edges with `kgx` by the Biolink Model of PyPI, offline; print what it counts.

KGX asks the network for the model, its map of predicates and its context; here all come from the
package `biolink-model`. Our own prefixes, which no public map has, are added and printed.
"""

import contextlib
import io
import json
import sys
from collections import Counter
from pathlib import Path

import biolink_model
import bmt.toolkit
import yaml

home = Path(biolink_model.__file__ or next(iter(biolink_model.__path__))).resolve()
home = home.parent if home.is_file() else home
model_file = home / "schema" / "biolink_model.yaml"
context = json.loads((home / "prefixmaps" / "biolink-model-prefix-map.json").read_text())
bmt.toolkit.Toolkit.__init__.__defaults__ = (str(model_file), {"predicate mappings": []})

import kgx.config  # noqa: E402

folder, form, ours = Path(sys.argv[1]), sys.argv[2], json.loads(sys.argv[3])
added = sorted(prefix for prefix in ours if prefix not in context)
kgx.config.jsonld_context_map["biolink"] = {**context, **{p: ours[p] for p in added}}

with contextlib.redirect_stdout(io.StringIO()):
    from kgx.cli import cli_utils
    from kgx.utils.kgx_utils import GraphEntityType
    from kgx.validator import Validator

    found = {"nodes": 0, "edges": 0}
    counts: dict[str, Counter] = {}
    watched = ("knowledge_level", "agent_type", "statement_type", "predicate", "negated")
    used: dict[str, set] = {"categories": set(), "predicates": set(), "keys": set()}

    def look(entity, record):
        data = record[-1]
        (rows if entity == GraphEntityType.EDGE else terms).append(data)
        used["keys"].update(data)
        if entity == GraphEntityType.EDGE:
            found["edges"] += 1
            used["predicates"].add(data["predicate"])
            for key in watched:
                counts.setdefault(key, Counter())[str(data.get(key, False))] += 1
        elif entity == GraphEntityType.NODE:
            found["nodes"] += 1
            used["categories"].update(data["category"])

    rows: list[dict] = []
    terms: list[dict] = []

    class Watching(Validator):
        def __init__(self):
            super().__init__(progress_monitor=look)

    cli_utils.Validator = Watching
    files = [str(folder / f"{name}.{form}") for name in ("nodes", "edges")]
    errors = cli_utils.validate(files, form, None, None)  # what `kgx validate` calls

model = yaml.safe_load(model_file.read_text(encoding="utf-8"))
deprecated = []
for name in used["predicates"] | used["keys"]:
    slot = model["slots"].get(name.removeprefix("biolink:").replace("_", " "))
    if slot and slot.get("deprecated"):
        deprecated.append(name)
known = {"".join(w[:1].upper() + w[1:] for w in n.split()): c for n, c in model["classes"].items()}
classes = [category.removeprefix("biolink:") for category in used["categories"]]
deprecated += [name for name in classes if known[name].get("deprecated")]


def over(name, kind):
    element = model[kind].get(name) or {}
    above = [element.get("is_a"), *element.get("mixins", [])]
    return {name}.union(*(over(one, kind) for one in above if one))


def end_of(name, key):
    while name in model["slots"] and not model["slots"][name].get(key):
        name = model["slots"][name].get("is_a")
    return model["slots"].get(name, {}).get(key)


names = {"".join(w[:1].upper() + w[1:] for w in name.split()): name for name in model["classes"]}
kinds = {
    row["id"]: set().union(*(over(names[c.partition(":")[2]], "classes") for c in row["category"]))
    for row in terms
}
outside = set()
for row in rows:
    predicate = row["predicate"].partition(":")[2].replace("_", " ")
    for side, key in (("subject", "domain"), ("object", "range")):
        wanted = end_of(predicate, key)
        if wanted and wanted not in kinds[row[side]]:
            outside.add(predicate)
print(
    json.dumps(
        {
            **found,
            "model": model["version"],
            "errors": errors,
            "added": added,
            "deprecated": deprecated,
            "outside": sorted(outside),
            "counts": counts,
        }
    )
)
