"""Let nanopub-py look at each nanopublication of the TriG files of a folder."""

import json
import sys
import warnings
from collections import defaultdict
from pathlib import Path

warnings.filterwarnings("ignore")

from nanopub import Nanopub, NanopubConf  # noqa: E402
from rdflib import ConjunctiveGraph, Dataset  # noqa: E402

quads = defaultdict(list)
for file in sorted(Path(sys.argv[1]).glob("*.trig")):
    dataset = Dataset()
    dataset.parse(file, format="trig")
    for s, p, o, g in dataset.quads():
        quads[str(g).partition("#")[0]].append((s, p, o, g))

valid, refused = 0, []
for iri, statements in sorted(quads.items()):
    graph = ConjunctiveGraph()
    for s, p, o, g in statements:
        graph.get_context(g).add((s, p, o))
    try:
        made = Nanopub(rdf=graph, conf=NanopubConf())
        assert made.is_valid
        assert str(made.metadata.np_uri).rstrip("#/") == iri, made.metadata.np_uri
        valid += 1
    except Exception as error:  # what it says is the result
        refused.append(f"{iri}: {error!r}"[:300])
print(json.dumps({"valid": valid, "refused": refused[:5]}))
