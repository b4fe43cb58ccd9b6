"""The graph as tidy tables: one kind of thing a table, one thing a row, joined by identifiers.

A table's columns are those of its record (`bonekg.model`); a field with several values is a table
of its own. Claims go by their key, documents by their short name, everything else by its CURIE;
`things` has a row for whatever claims speak of. A null is what does not apply; what a text does not
give stands in `claim_not_stated`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

from bonekg.exports.network import read_nodes
from bonekg.model import (
    Arm,
    BackgroundRelation,
    Claim,
    Conflict,
    DerivedEdge,
    Document,
    Field,
    Reference,
    SourceCheck,
    SourceRecord,
    Span,
    Speaker,
    Study,
    StudyClaim,
    Term,
    Thing,
    columns,
    fields,
    flatten,
)
from bonekg.rdf import compact
from bonekg.store.rows import IRI

if TYPE_CHECKING:
    from bonekg.exports.source import Exported

__all__ = ["TABLES", "Cell", "Column", "Table", "read_tables"]

Cell = str | int | float | bool | None
_TYPES: dict[Any, str] = {str: "text", int: "integer", float: "real", bool: "boolean"}


class Column(NamedTuple):
    """A column.

    Attributes:
        name: what it is called.
        type: text, integer, real or boolean.
        references: the table whose rows it points to, by their first column.
        required: whether a row must have it.
        help: what it holds.
    """

    name: str
    type: str
    references: str | None
    required: bool
    help: str


class Table(NamedTuple):
    """A table.

    Attributes:
        name: what it is called.
        help: what a row is.
        columns: its columns.
        key: how many of the first columns name a row together.
    """

    name: str
    help: str
    columns: tuple[Column, ...]
    key: int = 1


_STUDIES = "studies"  # the table's name
# Table → its record, what one row's owner is called in other tables, and what a row is. Those that
# others point to stand first.
_RECORDS: dict[str, tuple[type[Any], str, str]] = {
    "documents": (Document, "document", "a source text"),
    "speakers": (Speaker, "speaker", "somebody who speaks in a document"),
    "terms": (Term, "term", "a term of the ontology"),
    _STUDIES: (Study, "study", "a study or publication"),
    "arms": (Arm, "arm", "an arm of a study"),
    "literature": (Reference, "reference", "an entry of a document's list of references"),
    "claims": (Claim, "claim", "what somebody says in a document"),
    "conflicts": (Conflict, "conflict", "claims that oppose each other, and why"),
    "source_records": (SourceRecord, "source_record", "a public text about a study, as read"),
    "study_claims": (StudyClaim, "study_claim", "what a study says itself; no claim of a document"),
    "source_checks": (SourceCheck, "source_check", "claims held against what their study says"),
    "background": (BackgroundRelation, "background", "a relation that a public source gives"),
    "derived": (DerivedEdge, "derived", "an edge that a rule composes; nobody states it"),
}
# Field → the table that it points to; other things are rows of `things`.
_POINTS = {
    "document": "documents", "documents": "documents", "speaker": "speakers",
    "relayed_by": "speakers", "study": _STUDIES, "arm": "arms", "reference": "literature",
    "claims": "claims", "record": "source_records", "records": "source_records",
    "omits": "study_claims",
}  # fmt: skip
_PASSAGES = """
SELECT ?id ?document ?start ?end ?sha256 WHERE {
  ?id a bkg:Passage ; oa:hasSource ?document ; oa:start ?start ; oa:end ?end ; bkg:sha256 ?sha256 .
}
"""
_PREDICATES = """
SELECT ?id ?name ?family ?sign ?definition WHERE {
  ?id a bkg:Predicate ; skos:prefLabel ?name ; bkg:family ?family ; bkg:sign ?sign ;
    IAO:0000115 ?definition .
}
"""
_MAPPINGS = """
SELECT DISTINCT ?term ?relation ?target WHERE {
  VALUES ?relation {
    skos:exactMatch skos:closeMatch skos:broadMatch skos:narrowMatch skos:relatedMatch
  }
  ?term a owl:Class ; bkg:kindOf bkg:Entity ; ?relation ?target . FILTER(?term != bkg:Entity)
}
"""


def _tables() -> Iterator[Table]:
    """Make the tables of the records, each with those of its fields of several values after it."""
    yield Table(
        "things",
        "whatever claims and relations speak of: terms, studies, and what no term describes",
        (
            Column("id", "text", None, True, "its CURIE"),
            Column("name", "text", None, True, "its plain name"),
            Column("category", "text", None, True, "what it is"),
        ),
    )
    for name, (record, owner, help_) in _RECORDS.items():
        made = [_column(field) for field in columns(record).values() if not field.many]
        if record is Arm:
            made.insert(1, Column("study", "text", _STUDIES, True, "the study that it is of"))
        yield Table(name, help_, tuple(made))
        for field in fields(record).values():
            if field.many and field.type is not Arm:
                yield _of_several(name, owner, field)
    text = ("text", None, True)
    yield Table(
        "passages",
        "a stretch of a document, by code points",
        (
            Column("id", *text, "its CURIE"),
            Column("document", "text", "documents", True, "the document"),
            Column("start", "integer", None, True, "the first code point"),
            Column("end", "integer", None, True, "one after the last code point"),
            Column("sha256", *text, "the SHA-256 digest of its text"),
        ),
    )
    yield Table(
        "predicates",
        "a predicate of the closed list",
        tuple(
            Column(name, *text, about)
            for name, about in (
                ("id", "its CURIE"), ("name", "its name"), ("family", "its family"),
                ("sign", "the direction that it gives its object"), ("definition", "what it says"),
            )
        ),
    )  # fmt: skip
    yield Table(
        "mappings",
        "a term and what another vocabulary has for it",
        (
            Column("term", "text", "terms", True, "the term"),
            Column("relation", *text, "how near it is"),
            Column("target", *text, "the CURIE in the other vocabulary"),
        ),
        3,
    )


def _column(field: Field) -> Column:
    points = _POINTS.get(field.name) if field.form else None  # free text names no row
    if points is None and field.form == "curie" and field.name != "id":
        points = "things"
    return Column(field.name, _TYPES[field.type], points, field.required, field.help)


def _of_several(table: str, owner: str, field: Field) -> Table:
    """Make the table of a field with several values: the owner, a position if it counts, each."""
    made = [Column(owner, "text", table, True, f"the {owner}")]
    if field.many == 2:
        made.append(Column("position", "integer", None, True, "the number of the step"))
    if field.type is Span:
        made += [_column(span) for span in fields(Span).values()]
    elif field.type is Thing:
        points = _POINTS.get(field.name, "things")
        made.append(Column("thing", "text", points, True, field.help))
        made.append(Column("name", "text", None, True, "its name"))
    else:
        points_to = _POINTS.get(field.name)
        made.append(Column("value", _TYPES[field.type], points_to, True, field.help))
    name = f"{owner}_{field.name}"
    return Table(name, f"{field.help}, one a row", tuple(made), len(made))


TABLES = tuple(_tables())


def read_tables(graph: Exported) -> dict[str, list[tuple[Cell, ...]]]:
    """Read all tables.

    Returns:
        The name of each of `TABLES` → its rows, sorted.
    """
    reader = graph.reader
    studies = reader.studies()
    found: dict[str, set[tuple[Cell, ...]]] = {table.name: set() for table in TABLES}
    records: dict[str, list[Any]] = {
        "documents": reader.documents(),
        "speakers": reader.speakers(),
        "terms": reader.terms(),
        _STUDIES: studies,
        "literature": reader.references(),
        "claims": reader.claims(),
        "conflicts": reader.conflicts(),
        "source_records": reader.source_records(),
        "study_claims": reader.study_claims(),
        "source_checks": reader.source_checks(),
        "background": reader.relations(),
        "derived": reader.derived(),
    }
    for name, rows in records.items():
        for record in rows:
            found[name].add(_row(record))
            for table, row in _rows_of_several(name, record):
                found[table].add(row)
    for study in studies:
        for arm in study.arms:
            key, *cells = _row(arm)
            found["arms"].add((key, study.id, *cells))
    found["things"] = _things(graph)
    for table, query in (
        ("passages", _PASSAGES), ("predicates", _PREDICATES), ("mappings", _MAPPINGS),
    ):  # fmt: skip
        found[table] = {tuple(map(_cell, row)) for row in graph.store.select(query)}
    return {
        name: sorted(rows, key=lambda row: [(cell is not None, cell) for cell in row])
        for name, rows in found.items()
    }


def _things(graph: Exported) -> set[tuple[Cell, ...]]:
    nodes = read_nodes(graph)
    found: dict[str, tuple[Cell, ...]] = {
        node: (node, values["name"], values["category"])
        for node, values in nodes.items()
        if values["category"] != "value"
    }
    records: list[Any] = [*graph.reader.claims(), *graph.reader.relations()]
    records += [*graph.reader.derived(), *graph.reader.studies(), *graph.reader.terms()]
    records += [*graph.reader.source_records(), *graph.reader.study_claims()]
    records += graph.reader.source_checks()
    records += [arm for study in graph.reader.studies() for arm in study.arms]
    for record in records:
        for thing in _mentioned(record):
            found.setdefault(thing.id, (thing.id, thing.name, "other"))
    return set(found.values())


def _mentioned(value: Any) -> Iterator[Thing]:
    """Give the things that a record speaks of, in its parts and lists too."""
    if isinstance(value, Thing):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from _mentioned(item)


def _row(record: Any) -> tuple[Cell, ...]:
    kinds = columns(type(record))
    return tuple(
        float(value) if kinds[name].type is float and value is not None else value
        for name, value in flatten(record).items()
        if not kinds[name].many
    )


def _rows_of_several(table: str, record: Any) -> Iterator[tuple[str, tuple[Cell, ...]]]:
    kind, owner, _ = _RECORDS[table]
    for name, field in fields(kind).items():
        if not field.many or field.type is Arm:
            continue
        for position, value in enumerate(getattr(record, name), 1):
            members = value if field.many == 2 else (value,)
            place = (position,) if field.many == 2 else ()
            for member in members:
                cells = member if isinstance(member, tuple) else (member,)
                yield f"{owner}_{name}", (record.id, *place, *cells)


def _cell(value: Any) -> Cell:
    if isinstance(value, IRI):
        short = compact(str(value))
        return short.removeprefix("bkg.document:")
    cell: Cell = value
    return cell
