"""One answer: every face takes in the same claims for the same words, and gives them one sign."""

from __future__ import annotations

import math
import random
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import bonekg
from bonekg.answers import scope
from bonekg.answers.library import iri_of
from bonekg.exports.biolink import Biolink
from bonekg.exports.formats import kgx
from bonekg.paths.links import read_grounds
from bonekg.rdf import expand
from bonekg.store.base import release_path
from servers import started

KG = bonekg.load()
CLAIMS = {claim.id: claim for claim in KG.reader.claims() if claim.status == "current"}
TERMS = sorted(term.id for term in KG.terms())
MOST = 1000  # the catalogue's highest limit


def _few(cases: list[str], every: int) -> list[object]:
    """Mark as slow what is not asked in the default run."""
    return [
        case if not number % every else pytest.param(case, marks=pytest.mark.slow)
        for number, case in enumerate(cases)
    ]


def _ids(graph: bonekg.KnowledgeGraph, query: str, **asked: Any) -> set[str]:
    rows = graph.run(query, limit=MOST, **asked).to_dicts()
    assert len(rows) < MOST
    return {_key(row["claim"]) for row in rows}


def _key(curie: object) -> str:
    return str(curie).rpartition(":")[2].rpartition("/")[2]


def test_every_face_takes_in_the_same_claims_about_a_term() -> None:
    differing = {}
    for term in TERMS:
        asked = {claim.id for claim in KG.claims(about=term)}
        found = {
            "scope": scope.about(KG.library, iri_of(term)),
            "sides": {c.id for c in (*KG.claims(subject=term), *KG.claims(object=term))},
        }
        if found["scope"] != asked or not found["sides"] <= asked:
            differing[term] = asked
    assert not differing


@pytest.mark.parametrize("part", _few([str(number) for number in range(8)], 8))
def test_the_catalogue_takes_in_the_same_claims(part: str) -> None:
    for term in TERMS[int(part) :: 8]:
        asked = {claim.id for claim in KG.claims(about=term)}
        assert _ids(KG, "claims-about", entity=term) == asked, term


@pytest.mark.parametrize("part", _few([str(number) for number in range(64)], 64))
def test_pages_and_gaps_take_in_the_same_claims(part: str) -> None:
    for term in TERMS[int(part) :: 64]:
        asked = {claim.id for claim in KG.claims(about=term)}
        assert KG.show(term).as_dict()["about"] == len(asked), term
        assert KG.gaps(term).examined == len(asked), term


# Pairs of a subject and an object: those that claims relate, and one of each with what is above it.
def _pairs() -> list[tuple[str, str]]:
    stated = sorted({(c.subject.id, c.object.id) for c in CLAIMS.values() if c.object})
    stated = [pair for pair in stated if set(pair) <= set(TERMS)]
    chosen = random.Random(9)
    above = "SELECT ?x { <%s> rdfs:subClassOf ?x . ?x bkg:checkedIn ?file } ORDER BY ?x"
    pairs = chosen.sample(stated, 60)
    for one, two in chosen.sample(stated, 20):
        higher = [iri.curie for (iri,) in KG.store.select(above % expand(one))]  # type: ignore[union-attr]
        pairs += [(term, two) for term in higher[:1] if term != two]
    return pairs


PAIRS = [f"{one} {two}" for one, two in _pairs()]


@pytest.mark.parametrize("pair", _few(PAIRS, 4))
def test_claims_why_catalogue_and_comparison_agree_on_a_pair(pair: str) -> None:
    one, two = pair.split()
    held = {name: {c.id for c in side.claims} for name, side in KG.why(one, two).sides.items()}
    all_sides = set().union(*held.values())
    directed = {claim.id for claim in KG.claims(one, two)}
    # What is undirected is related or asked, and nothing else is left out of either.
    assert directed <= all_sides
    assert all_sides - directed <= held["related"] | held["open"]
    assert _ids(KG, "for-and-against", entity=one, target=two) == directed
    other = next(term for term in TERMS if not KG.claims(about=term))
    comparison = KG.compare(one, other, on=two)
    compared = {claim.id for claim in comparison.claims_of(KG.term(one).name)}
    compared |= {cell.claim.id for cell in comparison.stated}
    acting = {claim.id for claim in KG.claims(subject=one)}
    involving = {claim.id for claim in KG.claims(about=two)}
    assert directed <= compared
    # A place and people are compared by all that is said of them, a thing by its action.
    assert compared <= involving & (acting | {claim.id for claim in KG.claims(about=one)})


@pytest.mark.parametrize("pair", _few(PAIRS[:60], 4))
def test_one_hop_rests_on_what_is_said_of_the_pair(pair: str) -> None:
    one, two = pair.split()
    told = {ground.id: ground for ground in read_grounds(KG.store.select, "subject", [expand(one)])}
    here = {g.rpartition("/")[2]: told[g] for g in told if told[g].object == expand(two)}
    answer = KG.paths(one, two, longest=1, background=False)
    held: dict[str, str] = {}
    for path in answer.paths:
        for link in path.links:
            grounds = [*link.grounds, *link.also, *link.against, *link.asked]
            held |= {ground.id.rpartition("/")[2]: ground.sign for ground in grounds}
    listed = {claim.id for claim in (*answer.asked, *answer.against)}
    stated = {key for key, ground in here.items() if ground.stated}
    assert stated <= set(held) | listed
    sides = KG.why(one, two).sides
    taken = {claim.id for side in sides.values() for claim in side.claims}
    assert stated <= taken


SIGNS = {"raises": 1, "lowers": -1, "unchanged": 0, "open": None, "relates": None}


def _pair_of(claim_id: str) -> tuple[str, str]:
    claim = CLAIMS[claim_id]
    assert claim.object is not None
    return claim.predicate, claim.object.id


def test_paths_and_derivation_have_the_sign_of_the_bearing() -> None:
    subjects = sorted({expand(claim.subject.id) for claim in CLAIMS.values()})
    read = {"+": "raises", "-": "lowers", "0": "unchanged", "open": "open", "?": "relates"}
    grounds = [g for g in read_grounds(KG.store.select, "subject", subjects) if g.stated]
    assert len({_pair_of(g.id.rpartition("/")[2]) for g in grounds}) > 150
    for ground in grounds:
        assert read[ground.sign] == CLAIMS[ground.id.rpartition("/")[2]].bearing, ground.id
    bearings = {f"bkg.claim:{key}": claim.bearing for key, claim in CLAIMS.items()}
    bearings |= {f"bkg:claim/{key}": claim.bearing for key, claim in CLAIMS.items()}
    bearings |= {relation.id: relation.bearing for relation in KG.reader.relations()}
    edges = KG.reader.derived()
    assert edges
    for edge in edges:
        product = math.prod(SIGNS[bearings[ground] or ""] or 0 for ground in edge.grounds)
        assert {1: "+", -1: "-"}[product] == edge.sign, edge.id


def test_exports_to_biolink_have_the_sign_of_the_bearing() -> None:
    words = {"increased": "raises", "decreased": "lowers"}
    turned = {"increased": "lowers", "decreased": "raises"}
    qualified = set()
    edges = {edge["claim"]: edge for edge in kgx._stated(Biolink(KG))}
    for key, claim in CLAIMS.items():
        edge = edges[key]
        way = edge.get("object_direction_qualifier")
        if way is not None:
            # A negated edge says what is denied, and the bearing what follows from the denial.
            assert (turned if claim.denied else words)[way] == claim.bearing, key
            qualified.add(_pair_of(key) if claim.object else key)
        if claim.bearing == "unchanged":
            assert edge["negated"], key
        if claim.bearing == "open":
            assert not edge["negated"], key
    assert len(qualified) > 60


def test_opposed_claims_have_signs_that_differ() -> None:
    opposed = KG.store.select("SELECT ?a ?b { ?a bkg:opposedTo ?b }")
    by_predicate = {
        (str(a), str(b)) for a, b in KG.store.select("SELECT ?a ?b { ?a bkg:opposes ?b }")
    }
    for a, b in opposed:
        one, two = (CLAIMS[str(iri).rpartition("/")[2]] for iri in (a, b))
        ends = list(
            KG.store.select(f"SELECT ?p ?q {{ <{a}> bkg:predicate ?p . <{b}> bkg:predicate ?q }}")
        )
        pair = (str(ends[0][0]), str(ends[0][1]))
        by_rule = bool({pair, pair[::-1]} & by_predicate)
        assert one.bearing != two.bearing or by_rule or one.denied != two.denied, (a, b)


@pytest.mark.parametrize("part", _few(list("abcdefgh"), 8))
def test_answers_have_the_side_of_the_bearing(part: str) -> None:
    """Of every predicate and object in use, by the first claim."""
    first: dict[tuple[str, str], str] = {}
    for key, claim in CLAIMS.items():
        if claim.object and {claim.subject.id, claim.object.id} <= set(TERMS):
            first.setdefault((claim.predicate, claim.object.id), key)
    library, met = KG.library, 0
    for key in sorted(first.values())["abcdefgh".index(part) :: 8]:
        claim = CLAIMS[key]
        assert claim.object is not None
        asked = scope.judged(library, iri_of(claim.object.id))
        found = scope.between(library, iri_of(claim.subject.id), iri_of(claim.object.id))
        (mine,) = (each for each in found if each.id == key)
        met += 1
        if not mine.directed:
            assert scope.side_of(mine, asked) in ("related", "open"), key
            continue
        good = {"good": "for", "bad": "against"}.get(claim.outcome or "", "related")
        more = {"raises": "for", "lowers": "against"}.get(claim.bearing or "", good)
        side = good if asked.good or asked.fares else more
        if not mine.weighs and side != "related":
            side = "speculative"
        expected = {"open": "open", "unchanged": "null"}.get(claim.bearing or "", side)
        assert scope.side_of(mine, asked) == expected, key
    assert met > 20


def test_the_query_of_opposite_claims_shows_what_the_build_opposes() -> None:
    opposed: dict[str, set[str]] = defaultdict(set)
    for a, b in KG.store.select("SELECT ?a ?b { ?a bkg:opposedTo ?b }"):
        opposed[str(a).rpartition("/")[2]].add(str(b).rpartition("/")[2])
    assert opposed
    assert all(one in opposed[two] for one, held in opposed.items() for two in held)
    shown: dict[str, set[str]] = defaultdict(set)
    for term in sorted({CLAIMS[key].subject.id for key in opposed}):
        for row in KG.run("opposite-claims", entity=term, limit=MOST).to_dicts():
            shown[_key(row["claim"])].add(_key(row["opposite"]))
    assert shown == opposed


@pytest.fixture(scope="module")
def remote(tmp_path_factory: pytest.TempPathFactory) -> Iterator[bonekg.KnowledgeGraph]:
    """The release on a server of an engine that is not ours."""
    work = tmp_path_factory.mktemp("jena")
    with started("jena", Path(release_path()), work) as running:
        yield bonekg.connect(running.url, timeout=600)


@pytest.mark.servers
@pytest.mark.loopback
def test_another_engine_takes_in_the_same(remote: bonekg.KnowledgeGraph) -> None:
    for term in TERMS[::10]:
        asked = {claim.id for claim in KG.claims(about=term)}
        assert {claim.id for claim in remote.claims(about=term)} == asked, term
        assert _ids(remote, "claims-about", entity=term) == asked, term
        assert remote.gaps(term).examined == len(asked), term
    for pair in PAIRS[::8]:
        one, two = pair.split()
        assert str(remote.why(one, two)) == str(KG.why(one, two))
        assert str(remote.paths(one, two)) == str(KG.paths(one, two))
