"""What the studies say themselves: a table of checks, ClaimReview for search engines, CiTO."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from bonekg.exports.descriptions.header import DATASET, json_bytes, read_header
from bonekg.exports.formats.claims import csv_cell
from bonekg.exports.registry import Format
from bonekg.model import Claim, SourceCheck, columns, flatten
from bonekg.rdf import BASE, PREFIXES, expand

if TYPE_CHECKING:
    from pyoxigraph import Quad

    from bonekg.exports.source import Exported

__all__ = ["FORMATS", "write_cito", "write_claim_review", "write_csv"]

# Verdicts that compare, each with its rank, and what CiTO calls a citation with that verdict.
_RATINGS = """
SELECT ?name ?rank ?definition WHERE {
  ?verdict a bkg:Verdict ; skos:prefLabel ?name ; bkg:rank ?rank ; IAO:0000115 ?definition .
} ORDER BY ?rank ?name
"""
_CHARACTERS = """
SELECT ?check ?document ?study ?character WHERE {
  ?check a bkg:SourceCheck ; bkg:checks/bkg:inDocument ?document ; bkg:verdict ?verdict .
  FILTER NOT EXISTS { ?check bkg:likely true }
  { ?check bkg:readIn/bkg:recordOf ?study } UNION { ?check bkg:against ?study . ?study a bkg:Study }
  ?verdict skos:relatedMatch ?character .
} ORDER BY ?check ?document ?study ?character
"""


def write_csv(graph: Exported) -> dict[str, bytes]:
    """Write one row for each check, with the columns of its record; lists are JSON."""
    kinds = columns(SourceCheck)
    made = io.StringIO()
    writer = csv.writer(made, lineterminator="\n")
    writer.writerow(kinds)
    for check in graph.reader.source_checks():
        row = flatten(check)
        writer.writerow([csv_cell(value, kinds[name]) for name, value in row.items()])
    return {"source-checks.csv": made.getvalue().encode("utf-8")}


def write_claim_review(graph: Exported) -> dict[str, bytes]:
    """Write a ClaimReview of schema.org for each claim and check that compares them."""
    ratings = {str(name): (rank, text) for name, rank, text in graph.store.select(_RATINGS)}
    claims = {claim.id: claim for claim in graph.reader.claims()}
    creator = read_header(graph.store).publisher
    reviews = [
        _review(check, claims[key], ratings, creator, graph)
        for check in graph.reader.source_checks()
        if check.verdict in ratings
        for key in check.claims
    ]
    page = {"@context": "https://schema.org", "@graph": reviews}
    return {"claim-review.jsonld": json_bytes(page)}


def _review(
    check: SourceCheck,
    claim: Claim,
    ratings: dict[str, tuple[Any, Any]],
    creator: str,
    graph: Exported,
) -> dict[str, Any]:
    ranks = [rank for rank, _ in ratings.values()]
    rank, meaning = ratings[check.verdict]
    document = graph.library.document(claim)
    return {
        "@type": "ClaimReview",
        "@id": f"{expand(check.id)}/review/{claim.id}",
        "url": expand(check.id),
        "datePublished": check.checked_on,
        "author": {"@type": "Organization", "name": creator},
        "claimReviewed": claim.states,
        "reviewBody": check.states,
        "itemReviewed": {
            "@type": "Claim",
            "@id": f"{BASE}claim/{claim.id}",
            "author": {"@type": "Person", "name": f"{claim.speaker.name}, {claim.document}"},
            "appearance": {"@type": "CreativeWork", "name": document.title},
        },
        "reviewRating": {
            "@type": "Rating",
            "ratingValue": rank,
            "worstRating": min(ranks),
            "bestRating": max(ranks),
            "alternateName": check.verdict,
            "ratingExplanation": meaning,
            "reviewAspect": ", ".join(check.differs_in),
        },
        "citation": [{"@type": "CreativeWork", "@id": expand(record)} for record in check.records],
        "isBasedOn": DATASET,
    }


def write_cito(graph: Exported) -> dict[str, bytes]:
    """Write the citations of studies that documents cite, each with what a check found of it."""
    import pyoxigraph

    quads = sorted(set(_citations(graph)), key=str)
    content = pyoxigraph.serialize(quads, format=pyoxigraph.RdfFormat.TURTLE, prefixes=PREFIXES)
    assert content is not None  # no output was named
    return {"citations.ttl": content}


def _citations(graph: Exported) -> Iterator[Quad]:
    from pyoxigraph import NamedNode, Quad

    def quad(subject: str, predicate: str, value: str) -> Quad:
        return Quad(NamedNode(subject), NamedNode(expand(predicate)), NamedNode(value))

    for row in graph.store.select(_CHARACTERS):
        check, document, study, character = map(str, row)
        short = document.rpartition("/")[2], study.rpartition("/")[2]
        node = f"{check}/citation/{'-'.join(short)}"
        yield quad(node, "rdf:type", expand("cito:Citation"))
        yield quad(node, "cito:hasCitingEntity", document)
        yield quad(node, "cito:hasCitedEntity", study)
        yield quad(node, "cito:hasCitationCharacterization", character)
        yield quad(node, "prov:wasDerivedFrom", check)


FORMATS = (
    Format(
        "source-checks-csv",
        "the source checks as one flat table, one a row",
        ("source-checks.csv",),
        "every check with its verdict, what differs, severity, what the study says, what was read",
        "the claims and the study claims but for their keys and what they say in one text",
        write_csv,
        "polars, pandas",
    ),
    Format(
        "claim-review",
        "a ClaimReview of schema.org for each claim and check that compares them, as JSON-LD",
        ("claim-review.jsonld",),
        "the claim, its document, the verdict as a rating with its meaning, what differs in words",
        "in which fields claim and study differ as data; passages; doses and effects; what was not "
        "found or not reported, which has no rating; who judged, but for the project",
        write_claim_review,
        "pyld",
    ),
    Format(
        "cito",
        "the citations of studies, each with the character that a check found, as CiTO in Turtle",
        ("citations.ttl",),
        "which document cites which study, and whether it agrees with it",
        "the claims; how an overstatement or an omission differs from any other use as evidence; "
        "sources that are only likely meant, which nobody cites; what differs; what was read",
        write_cito,
        "rdflib",
    ),
)
