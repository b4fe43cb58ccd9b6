"""Load an OWL file with one library and count: terms under bkg:Entity, claims."""

import json
import sys
from pathlib import Path

BASE = "https://w3id.org/bonekg/"


def with_owlready2(file: Path) -> dict[str, int]:
    import owlready2

    ontology = owlready2.World().get_ontology(file.as_uri()).load()
    root = ontology.search_one(iri=f"{BASE}Entity")
    claim = ontology.search_one(iri=f"{BASE}Claim")
    return {
        "terms": len(set(root.descendants(include_self=False))),
        "claims": len(list(claim.instances())),
    }


def with_pronto(file: Path) -> dict[str, int]:
    import warnings

    warnings.simplefilter("ignore")
    import pronto

    ontology = pronto.Ontology(file)
    root = ontology[f"{BASE}Entity"] if f"{BASE}Entity" in ontology else ontology["bkg:Entity"]
    return {"terms": len(list(root.subclasses(with_self=False)))}


def with_oaklib(file: Path) -> dict[str, int]:
    import logging

    logging.disable(logging.CRITICAL)
    from oaklib import get_adapter
    from oaklib.datamodels.vocabulary import IS_A

    adapter = get_adapter(f"pronto:{file}")
    found = set(adapter.descendants([f"{BASE}Entity"], predicates=[IS_A], reflexive=False))
    return {"terms": len(found)}


print(json.dumps(globals()[f"with_{sys.argv[1]}"](Path(sys.argv[2]).resolve())))
