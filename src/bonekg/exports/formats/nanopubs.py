"""Nanopublications: one per current claim or source check, and an index of them all.

The form is that of the nanopublication guidelines (https://nanopub.net/guidelines/working_draft/):
a head, an assertion, its provenance, and the publication's own information, a graph each. What a
claim says is the assertion; who says it, where, in which study and how surely it is shown is the
provenance.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from bonekg.exports.registry import Format
from bonekg.rdf import BASE, GRAPHS, PREFIXES, expand

if TYPE_CHECKING:
    from pyoxigraph import NamedNode, Quad, Store

    from bonekg.exports.source import Exported

__all__ = ["FORMATS", "write", "write_checks"]

_NP, _NPX = "http://www.nanopub.org/nschema#", "http://purl.org/nanopub/x/"
_TITLE = "http://purl.org/dc/elements/1.1/title"
_PARTS = {
    "assertion": "hasAssertion",
    "provenance": "hasProvenance",
    "pubinfo": "hasPublicationInfo",
}
# What tells where a claim comes from, and not what it says.
_PROVENANCE = {
    expand(f"bkg:{name}")
    for name in (
        "arm", "citation", "cue", "evidence", "forceCue", "furtherCitation", "inDocument",
        "reference", "relayedBy", "repeatedAt", "speaker", "stance", "study",
    )
}  # fmt: skip
# What tells how a source check was made, and not what it found.
_JUDGING = {
    expand(f"bkg:{name}") for name in ("readIn", "judgedBy", "checkedOn", "confidence", "tried")
}
_CITING = {f"<{BASE}Citation>", f"<{BASE}Cue>"}


def write(graph: Exported) -> dict[str, bytes]:
    """Write all nanopublications, and the index, as TriG with the graphs of each together."""
    import pyoxigraph

    store = pyoxigraph.Store()
    store.bulk_load(graph.nquads(), format=pyoxigraph.RdfFormat.N_QUADS)
    current = [claim for claim in graph.reader.claims() if claim.status == "current"]
    claims = [quad for claim in current for quad in _nanopub(store, claim.id)]
    index = list(_index(store, "index", "Claims of BoneKG", [claim.id for claim in current]))
    return _written({"nanopubs.trig": claims, "nanopub-index.trig": index})


def write_checks(graph: Exported) -> dict[str, bytes]:
    """Write a nanopublication for each source check, and their index, as TriG."""
    import pyoxigraph

    store = pyoxigraph.Store()
    store.bulk_load(graph.nquads(), format=pyoxigraph.RdfFormat.N_QUADS)
    keys = [check.id.partition(":")[2] for check in graph.reader.source_checks()]
    checks = [quad for key in keys for quad in _check_nanopub(store, key)]
    index = list(
        _index(store, "check/index", "Source checks of BoneKG", [f"check/{key}" for key in keys])
    )
    return _written({"check-nanopubs.trig": checks, "check-nanopub-index.trig": index})


def _written(files: dict[str, list[Quad]]) -> dict[str, bytes]:
    import pyoxigraph

    prefixes = {**PREFIXES, "np": _NP, "npx": _NPX}
    written = {}
    for name, quads in files.items():
        content = pyoxigraph.serialize(quads, format=pyoxigraph.RdfFormat.TRIG, prefixes=prefixes)
        assert content is not None  # no output was named
        written[name] = content
    return written


def _head(here: str) -> Iterator[Quad]:
    from pyoxigraph import NamedNode, Quad

    node, head = NamedNode(here), NamedNode(f"{here}#Head")
    yield Quad(node, NamedNode(expand("rdf:type")), NamedNode(f"{_NP}Nanopublication"), head)
    for part, predicate in _PARTS.items():
        yield Quad(node, NamedNode(_NP + predicate), NamedNode(f"{here}#{part}"), head)


def _pubinfo(store: Store, here: str) -> Iterator[Quad]:
    """Give what is known of every nanopublication: who made it, when, on which terms."""
    from pyoxigraph import NamedNode, Quad

    node, graph = NamedNode(here), NamedNode(f"{here}#pubinfo")
    ontology = NamedNode(f"{BASE}bonekg.owl")
    for name in ("dcterms:creator", "dcterms:created", "dcterms:license"):
        for quad in store.quads_for_pattern(ontology, NamedNode(expand(name)), None):
            yield Quad(node, quad.predicate, quad.object, graph)


def _nanopub(store: Store, key: str) -> Iterator[Quad]:
    from pyoxigraph import Literal, NamedNode, Quad

    here, claim = f"{BASE}nanopub/{key}", NamedNode(f"{BASE}claim/{key}")
    assertion, provenance, pubinfo = (NamedNode(f"{here}#{part}") for part in _PARTS)
    yield from _head(here)
    rdf_type = NamedNode(expand("rdf:type"))
    for quad in _about(store, claim):
        node = quad.subject
        types = {str(q.object) for q in store.quads_for_pattern(node, rdf_type, None)}
        tells_where = quad.predicate.value in _PROVENANCE or types & _CITING
        graph = provenance if tells_where else assertion
        yield Quad(quad.subject, quad.predicate, quad.object, graph)
    for passage in _passages(store, claim):
        for quad in store.quads_for_pattern(passage, None, None):
            yield Quad(quad.subject, quad.predicate, quad.object, provenance)
        yield Quad(assertion, NamedNode(expand("prov:wasDerivedFrom")), passage, provenance)
    for name in ("speaker", "study"):
        link = "prov:wasAttributedTo" if name == "speaker" else "prov:wasDerivedFrom"
        for quad in store.quads_for_pattern(claim, NamedNode(expand(f"bkg:{name}")), None):
            yield Quad(assertion, NamedNode(expand(link)), quad.object, provenance)
    yield from _pubinfo(store, here)
    node = NamedNode(here)
    label = Literal(f"Claim {key} of BoneKG: what a document says, not what is so")
    yield Quad(node, NamedNode(expand("rdfs:label")), label, pubinfo)
    yield Quad(node, NamedNode(f"{_NPX}introduces"), claim, pubinfo)


def _about(store: Store, claim: NamedNode) -> list[Quad]:
    """Give all statements about a claim and its parts: its dose, effect, steps, citations, cues."""
    from pyoxigraph import NamedNode

    graph = NamedNode(GRAPHS["claims"])
    found = list(store.quads_for_pattern(claim, None, None, graph))
    for quad in found:  # grows while it is read: parts have parts
        if isinstance(quad.object, NamedNode) and quad.object.value.startswith(f"{claim.value}/"):
            found += store.quads_for_pattern(quad.object, None, None, graph)
    return sorted(set(found), key=str)


def _passages(store: Store, claim: NamedNode) -> list[NamedNode]:
    from pyoxigraph import NamedNode

    cites = expand("bkg:passage")
    cited = {quad.object for quad in _about(store, claim) if quad.predicate.value == cites}
    return sorted((node for node in cited if isinstance(node, NamedNode)), key=str)


def _check_nanopub(store: Store, key: str) -> Iterator[Quad]:
    """Give a check's nanopublication: what was found, and how it was judged on which records."""
    from pyoxigraph import Literal, NamedNode, Quad

    here, check = f"{BASE}nanopub/check/{key}", NamedNode(f"{BASE}source-check/{key}")
    assertion, provenance, pubinfo = (NamedNode(f"{here}#{part}") for part in _PARTS)
    reports = NamedNode(GRAPHS["source-reports"])
    yield from _head(here)
    for quad in sorted(store.quads_for_pattern(check, None, None, reports), key=str):
        made = quad.predicate.value in _JUDGING
        yield Quad(check, quad.predicate, quad.object, provenance if made else assertion)
    read, judged = (NamedNode(expand(f"bkg:{name}")) for name in ("readIn", "judgedBy"))
    yield from (
        Quad(assertion, NamedNode(expand(link)), quad.object, provenance)
        for name, link in ((judged, "prov:wasAttributedTo"), (read, "prov:wasDerivedFrom"))
        for quad in store.quads_for_pattern(check, name, None, reports)
    )
    yield from _pubinfo(store, here)
    node = NamedNode(here)
    label = Literal(f"Source check {key} of BoneKG: what a study says of what a document says")
    yield Quad(node, NamedNode(expand("rdfs:label")), label, pubinfo)
    yield Quad(node, NamedNode(f"{_NPX}introduces"), check, pubinfo)


def _index(store: Store, name: str, title: str, keys: list[str]) -> Iterator[Quad]:
    from pyoxigraph import Literal, NamedNode, Quad

    here = f"{BASE}nanopub/{name}"
    node = NamedNode(here)
    assertion, provenance, pubinfo = (NamedNode(f"{here}#{part}") for part in _PARTS)
    rdf_type = NamedNode(expand("rdf:type"))
    yield from _head(here)
    for key in keys:
        element = NamedNode(f"{BASE}nanopub/{key}")
        yield Quad(node, NamedNode(f"{_NPX}includesElement"), element, assertion)
    yield Quad(assertion, rdf_type, NamedNode(f"{_NPX}IndexAssertion"), provenance)
    yield from _pubinfo(store, here)
    yield Quad(node, rdf_type, NamedNode(f"{_NPX}NanopubIndex"), pubinfo)
    yield Quad(node, NamedNode(_TITLE), Literal(title), pubinfo)


FORMATS = (
    Format(
        "nanopubs",
        "one nanopublication per current claim, and their index, as TriG",
        ("nanopubs.trig", "nanopub-index.trig"),
        "current claims with passages, speakers, studies, doses and effects",
        "what terms and studies are; withdrawn claims; background, derived, conflicts; signatures",
        write,
        "nanopub",
    ),
    Format(
        "check-nanopubs",
        "one nanopublication per source check, and their index, as TriG",
        ("check-nanopubs.trig", "check-nanopub-index.trig"),
        "each check with its verdict, what differs, what was read and who judged, by role",
        "what claims, study claims and records say, but for their identifiers; signatures",
        write_checks,
        "nanopub",
    ),
)
