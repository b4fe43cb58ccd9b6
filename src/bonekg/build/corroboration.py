"""Corroboration: who stands behind what several claims state alike."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from typing import TYPE_CHECKING, Any

from bonekg.rdf import BASE, expand

if TYPE_CHECKING:
    from pyoxigraph import Triple

    from bonekg.build.graphs import Build

__all__ = ["corroborate"]


def corroborate(build: Build) -> set[Triple]:
    """Count who stands behind what several claims state alike.

    Claims are alike if subject, predicate and object are, if they are affirmed and no questions. A
    study told twice counts once; so does a document, and a speaker. A repetition is no claim of
    its own and counts nothing.

    Returns:
        For each group of two claims or more a node with the claims and the three counts.
    """
    from pyoxigraph import Literal, NamedNode, Triple

    groups: dict[tuple[str, str, str], list[dict[str, Any]]] = defaultdict(list)
    for record in build.records.get("claims", []):
        if (
            "object" in record
            and record.get("polarity", "affirmed") == "affirmed"
            and record.get("certainty") != "question"
            and record.get("status", "current") == "current"
        ):
            groups[record["subject"], record["predicate"], record["object"]].append(record)
    names = build.vocabulary.names
    predicates = build.vocabulary.enumeration("predicate")
    integer = NamedNode(expand("xsd:integer"))
    found: set[Triple] = set()
    for (subject, predicate, obj), records in groups.items():
        if len(records) < 2:
            continue
        said = f"<{names[subject].iri}> <{predicates[predicate]}> <{names[obj].iri}>"
        key = hashlib.sha256(said.encode()).hexdigest()[:12]
        node = NamedNode(f"{BASE}corroboration/{key}")
        found.add(Triple(node, NamedNode(expand("rdf:type")), NamedNode(f"{BASE}Corroboration")))
        for record in records:
            ground = NamedNode(str(record["id"]))
            found.add(Triple(node, NamedNode(expand("bkg:ground")), ground))
        counts = {
            "studies": {record["study"] for record in records if "study" in record},
            "documents": {record["in document"] for record in records},
            "speakers": {(record["in document"], record["speaker"]) for record in records},
        }
        for name, things in counts.items():
            count = Literal(str(len(things)), datatype=integer)
            found.add(Triple(node, NamedNode(expand(f"bkg:{name}Counted")), count))
    return found
