"""The records and their reader: each field once, only what is asked for, the same in any form."""

from __future__ import annotations

import pickle
from pathlib import Path
from typing import Any

import pyoxigraph
import pytest

from bonekg import model
from bonekg.build.graphs import Build
from bonekg.errors import StoreError
from bonekg.model import (
    Claim,
    Dose,
    Effect,
    Quantity,
    Span,
    Thing,
    as_dict,
    columns,
    fields,
    flatten,
)
from bonekg.rdf import BASE, PREFIXES, expand
from bonekg.store.base import EmbeddedStore
from bonekg.store.reader import Reader
from bonekg.store.rows import Rows

CAREFUL = Path(__file__).parent / "cases" / "careful.trig"
RECORDS = [
    getattr(model, name)
    for name in model.__all__
    if isinstance(getattr(model, name), type) and name != "Field"
]
KINDS = (
    "claims", "relations", "derived", "conflicts", "studies", "references", "documents", "speakers",
    "terms", "source_records", "study_claims", "source_checks",
)  # fmt: skip


class Counting:
    """A store that counts what is asked of it and how many rows it gives."""

    def __init__(self, store: EmbeddedStore) -> None:
        self.store, self.queries, self.rows = store, 0, 0

    def select(self, sparql: str) -> Rows:
        found = self.store.select(sparql)
        self.queries += 1
        self.rows += len(found)
        return found


@pytest.fixture(scope="module")
def store(built: Build) -> EmbeddedStore:
    data = built.store.dump(format=pyoxigraph.RdfFormat.N_QUADS)
    assert data is not None
    return EmbeddedStore(data=data)


@pytest.fixture(scope="module")
def small(built: Build) -> pyoxigraph.Store:
    """The small graph of the checks, with the vocabulary that names its values."""
    store = pyoxigraph.Store()
    graph = pyoxigraph.NamedNode(f"{BASE}graph/ontology")
    store.bulk_load(path=str(CAREFUL), format=pyoxigraph.RdfFormat.TRIG)
    store.bulk_load(path=str(CAREFUL.with_name("terms.ttl")), to_graph=graph)
    own = (t for t in built.graphs["ontology"] if str(t.subject).startswith(f"<{BASE}"))
    store.bulk_extend(pyoxigraph.Quad(t.subject, t.predicate, t.object, graph) for t in own)
    return store


def _reader(store: pyoxigraph.Store, change: str = "") -> Reader:
    """Read a graph after a SPARQL update, which leaves the graph itself as it is."""
    changed = pyoxigraph.Store()
    changed.bulk_extend(store)
    if change:
        head = "".join(f"PREFIX {p}: <{i}>\n" for p, i in PREFIXES.items())
        changed.update(f"BASE <{BASE}>\n{head}{change}")
    data = changed.dump(format=pyoxigraph.RdfFormat.N_QUADS)
    assert data is not None
    return Reader(EmbeddedStore(data=data))


@pytest.fixture(scope="module")
def careful(small: pyoxigraph.Store) -> Reader:
    return _reader(small)


@pytest.mark.parametrize("record", RECORDS, ids=lambda r: r.__name__)
def test_every_field_has_its_help_and_a_property_that_is_declared(
    record: type[Any], built: Build
) -> None:
    declared = {t.subject.value for t in built.graphs["ontology"] if hasattr(t.subject, "value")}
    # written at build; whoever declares them declares them there
    computed = {"bkg:bearing", "bkg:outcome"}
    for name, field in fields(record).items():
        assert field.name == name
        assert field.help
        assert len(field.help) < 80
        for step in field.path.replace("|", "/").split("/"):
            if step and step not in computed and not step.startswith("rdfs:"):
                assert expand(step) in declared, f"{record.__name__}.{name}: {step}"


def test_a_claim_says_everything() -> None:
    given = set(fields(Claim))
    assert {"force", "stance", "aim", "condition", "bearing", "outcome", "via", "file"} <= given


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_asked_for_by_id_is_what_reading_all_gives(kind: str, store: EmbeddedStore) -> None:
    reader = Reader(store)
    read = getattr(reader, kind)
    everything = read()
    assert [record.id for record in everything] == sorted(record.id for record in everything)
    assert len(everything) >= 5
    some = everything[:: max(1, len(everything) // 7)]
    if kind == "conflicts":
        one = everything[3]
        assert one in read([one.claims[0]])
        assert all(set(found.claims) & set(one.claims) for found in read(one.claims))
        return
    assert read([record.id for record in some]) == some
    assert read([]) == []
    assert read(["bkg:nothing/of-the-kind"]) == []
    assert pickle.loads(pickle.dumps(some)) == some


def test_only_what_is_asked_for_is_read(store: EmbeddedStore) -> None:
    counting = Counting(store)
    claims = Reader(counting).claims(["001-070", "bkg:claim/001-069", f"{BASE}claim/000-002"])
    assert [claim.id for claim in claims] == ["000-002", "001-069", "001-070"]
    assert counting.queries == 1
    assert counting.rows < 250
    Reader(counting).conflicts(["001-070"])
    assert counting.queries == 3


def test_a_claim_comes_whole(store: EmbeddedStore) -> None:
    claim = Reader(store).claims(["001-070"])[0]
    assert (claim.document, claim.file) == ("001", "001_a2bb17bcfac4b970.txt")
    assert claim.subject == Thing("bkg:MelatoninSupplementation", "melatonin supplementation")
    assert claim.dose is not None
    assert claim.effect is not None
    assert (claim.dose.value, claim.dose.unit, claim.dose.length) == (3, "mg", "1 a")
    assert str(claim.dose) == "3 mg per d at night for 1 a"
    assert (claim.effect.value, claim.effect.direction) == (2.3, "increase")
    assert claim.evidence == ("randomized controlled trial",)
    assert (claim.force, claim.stance, claim.aim) == ("does", "own", None)
    assert claim.study is not None
    assert claim.study.id == "bkg.study:amstrup-2015"
    assert claim.speaker.id == f"{BASE}document/001/author"
    assert not claim.lay


def test_the_fields_of_few_claims_are_read(careful: Reader) -> None:
    claims = {claim.id: claim for claim in careful.claims()}
    advice = claims["001-008"]
    assert (advice.stance, advice.aim, advice.condition) == (
        "reported", "prevention", "only together with calcium",
    )  # fmt: skip
    assert [thing.id for thing in advice.condition_terms] == ["MAXO:0001139"]
    assert advice.condition_dose is not None
    assert (advice.condition_dose.max, advice.condition_dose.length) == (5, "1 a")
    assert advice.condition_words is not None
    assert advice.condition_words.endswith("up to 5 mg per d as melatonin for 1 a")
    assert advice.evidence == ("unspecified study", "author statement")
    assert advice.evidence_words == "unspecified study + author statement"
    assert advice.evidence_rank == 4
    assert (claims["001-005"].force, claims["001-005"].force_cue) == ("can", "can")
    assert claims["001-003"].cue == "may"
    assert claims["001-003"].repeated_at == (Span(600, 680),)
    assert claims["001-006"].object_value == Quantity(81, None, None, "{person}", None)
    assert claims["001-006"].object_name == "81 {person}"
    assert claims["001-007"].withdrawn_because == "The text says so of another hormone."
    assert claims["002-001"].lay


def test_steps_side_by_side_stand_together(small: pyoxigraph.Store) -> None:
    more = (
        "<claim/001-005> bkg:via <v/2>, <v/3>, <v/4> ."
        "<v/2> bkg:position 1 ; bkg:item bkg:A . <v/3> bkg:position 2 ; bkg:item bkg:B ."
        "<v/4> bkg:position 10 ; bkg:item bkg:C"
    )
    reader = _reader(small, f"INSERT DATA {{ GRAPH <graph/claims> {{ {more} }} }}")
    via = reader.claims(["001-005"])[0].via
    assert [[thing.id for thing in step] for step in via] == [
        ["MESH:D044094", "bkg:A"], ["bkg:B"], ["bkg:C"],
    ]  # fmt: skip


def test_a_claim_that_lacks_what_it_must_have_is_named(small: pyoxigraph.Store) -> None:
    reader = _reader(small, "DELETE WHERE { GRAPH ?g { <claim/001-005> bkg:states ?words } }")
    with pytest.raises(StoreError, match=r"001-005 has no bkg:states"):
        reader.claims()
    assert reader.claims(["001-004"])


def test_a_bearing_is_read_where_the_graph_has_one(small: pyoxigraph.Store) -> None:
    more = (
        "<claim/001-005> bkg:bearing bkg:Raises ; bkg:outcome bkg:Good ."
        "bkg:Raises skos:prefLabel 'raises' . bkg:Good skos:prefLabel 'good'"
    )
    reader = _reader(small, f"INSERT DATA {{ GRAPH <graph/bearings> {{ {more} }} }}")
    claim = reader.claims(["001-005"])[0]
    assert (claim.bearing, claim.outcome) == ("raises", "good")
    assert reader.claims(["001-004"])[0].bearing is None


def test_a_quantity_is_written_for_people() -> None:
    assert str(Quantity(None, 800, None, "[iU]", None)) == "at least 800 [iU]"
    assert str(Quantity(None, 3, 6, "mo", None)) == "3-6 mo"
    assert str(Quantity(None, None, 5, "1", "about")) == "up to 5 (about)"
    assert str(Quantity(None, None, None, None, "a few")) == "a few"
    assert str(Quantity(None, None, None, None, None)) == ""
    effect = Effect(
        2.3, None, None, "%", None, "increase", "versus comparator", None, "significant"
    )
    assert str(effect) == "2.3 % increase versus comparator (significant)"
    year = Quantity(1, None, None, "a", None)
    dose = Dose(3, None, None, "mg", None, 2, "d", "at night", "oral", None, year)
    assert str(dose) == "3 mg 2 times per d at night by oral for 1 a"
    assert (dose.frequency, dose._replace(times=None).frequency) == ("2 per d", "1 per d")


def test_a_flat_row_has_the_columns_of_its_record(careful: Reader) -> None:
    for kind in KINDS:
        for record in getattr(careful, kind)():
            names = columns(type(record))
            row = flatten(record)
            assert list(row) == list(names)
            for name, value in row.items():
                assert isinstance(value, tuple) == bool(names[name].many), name
                assert value is not None or not names[name].required, name
    assert "effect_measure_name" in columns(Claim)
    assert "dose_duration_unit" in columns(Claim)


def test_plain_data_has_names_and_lists(careful: Reader) -> None:
    plain = as_dict(careful.claims(["001-001"])[0])
    assert plain["dose"]["form"] == {"id": "CHEBI:16796", "name": "melatonin"}
    assert plain["other_passages"] == [{"start": 200, "end": 260}]
