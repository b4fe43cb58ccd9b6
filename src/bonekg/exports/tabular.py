"""The graph as tidy tables: one kind of thing a table, one thing a row, joined by identifiers.

Identifiers are CURIEs, but a claim goes by its key and a document by its file's name, as in the
flat claims. A null is what does not apply; what a text does not give stands in `claim_not_stated`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

from bonekg.exports.network import read_nodes
from bonekg.flat import Claim, read_arm_doses
from bonekg.rdf import compact
from bonekg.store.rows import IRI

if TYPE_CHECKING:
    from bonekg.graph import KnowledgeGraph

__all__ = ["TABLES", "Cell", "Column", "Table", "read_tables"]

Cell = str | int | float | bool | None


class Column(NamedTuple):
    """A column.

    Attributes:
        name: what it is called.
        type: text, integer, real or boolean.
        references: the table whose rows it points to, by their first column.
        required: whether a row must have it.
    """

    name: str
    type: str
    references: str | None
    required: bool


class Table(NamedTuple):
    """A table.

    Attributes:
        name: what it is called.
        help: what a row is.
        columns: its columns.
        key: how many of the first columns name a row together.
        query: what gives the rows, or nothing where code does.
    """

    name: str
    help: str
    columns: tuple[Column, ...]
    key: int
    query: str = ""


def _table(name: str, help_: str, columns: str, key: int = 1, query: str = "") -> Table:
    """Make a table of columns written as `name[!][:type][>table]`; `!` means required."""
    made = []
    for number, word in enumerate(columns.split()):
        rest, _, target = word.partition(">")
        rest, _, kind = rest.partition(":")
        required = rest.endswith("!") or number < key
        made.append(Column(rest.rstrip("!"), kind or "text", target or None, required))
    return Table(name, help_, tuple(made), key, query)


_QUANTITY = "value:real min:real max:real unit"
TABLES = (
    _table(
        "documents",
        "a source text, by its file's name",
        "file title kind publisher date characters:integer words:integer sha256! rights note",
        query="""?x a bkg:Document ; bkg:fileName ?file ; bkg:sha256 ?sha256 .
  OPTIONAL { ?x dcterms:title ?title } OPTIONAL { ?x dcterms:publisher ?publisher }
  OPTIONAL { ?x dcterms:date ?date } OPTIONAL { ?x bkg:characters ?characters }
  OPTIONAL { ?x bkg:wordCount ?words } OPTIONAL { ?x dcterms:rights ?rights }
  OPTIONAL { ?x bkg:note ?note } OPTIONAL { ?x bkg:documentKind/skos:prefLabel ?kind }""",
    ),
    _table(
        "speakers",
        "somebody who speaks in a document",
        "id document!>documents name! role! identified:boolean",
        query="""?id a bkg:Speaker ; bkg:inDocument/bkg:fileName ?document ;
    skos:prefLabel ?name ; bkg:role/skos:prefLabel ?role .
  OPTIONAL { ?id bkg:identified ?identified }""",
    ),
    _table(
        "passages",
        "a stretch of a document, by code points",
        "id document!>documents start!:integer end!:integer sha256!",
        query="""?id a bkg:Passage ; oa:hasSource/bkg:fileName ?document ; oa:start ?start ;
    oa:end ?end ; bkg:sha256 ?sha256 .""",
    ),
    _table(
        "terms",
        "a term of the ontology; category is the first of term_categories",
        "id name! label! category! definition iri!",
    ),
    _table("term_categories", "a category that a term stands under", "term>terms category", 2),
    _table(
        "term_parents",
        "a term and one directly above it",
        "term>terms parent>terms",
        2,
        "?term rdfs:subClassOf ?parent .",
    ),
    _table(
        "term_names",
        "what else a term is called",
        "term>terms name kind",
        3,
        """VALUES (?p ?kind) { (oboInOwl:hasExactSynonym "synonym") (rdfs:label "public label")
    (bkg:abbreviation "abbreviation") (skos:prefLabel "name")
    (oboInOwl:hasRelatedSynonym "related synonym") }
  ?term a owl:Class ; ?p ?name .""",
    ),
    _table(
        "mappings",
        "a term and what another vocabulary has for it",
        "term>terms relation target",
        3,
        """VALUES ?relation { skos:exactMatch skos:closeMatch skos:broadMatch skos:narrowMatch }
  ?term a owl:Class ; ?relation ?target .""",
    ),
    _table(
        "predicates",
        "a predicate of the closed list",
        "id name! family! sign! definition!",
        query="""?id a bkg:Predicate ; skos:prefLabel ?name ; bkg:family ?family ; bkg:sign ?sign ;
    IAO:0000115 ?definition .""",
    ),
    _table(
        "studies",
        "a study or publication",
        "id name! title design population year:integer sample_size:integer authors citation "
        "doi pmid pmc nct note",
        query="""?id a bkg:Study ; skos:prefLabel ?name . OPTIONAL { ?id dcterms:title ?title }
  OPTIONAL { ?id bkg:design/skos:prefLabel ?design } OPTIONAL { ?id bkg:year ?year }
  OPTIONAL { ?id bkg:population/skos:prefLabel ?population }
  OPTIONAL { ?id bkg:sampleSize ?sample_size } OPTIONAL { ?id dcterms:creator ?authors }
  OPTIONAL { ?id dcterms:bibliographicCitation ?citation } OPTIONAL { ?id bkg:doi ?doi }
  OPTIONAL { ?id bkg:pmid ?pmid } OPTIONAL { ?id bkg:pmc ?pmc } OPTIONAL { ?id bkg:nct ?nct }
  OPTIONAL { ?id bkg:note ?note }""",
    ),
    _table(
        "study_documents",
        "a study and a document that tells of it",
        "study>studies document>documents",
        2,
        "?study a bkg:Study ; bkg:reportedIn/bkg:fileName ?document .",
    ),
    _table(
        "arms",
        "an arm of a study",
        "id study!>studies name! treatment>terms",
        query="""?study bkg:hasArm ?id . ?id skos:prefLabel ?name .
  OPTIONAL { ?id bkg:armTreatment ?treatment }""",
    ),
    _table(
        "literature",
        "an entry of a document's list of references",
        "id document!>documents name! citation study>studies note",
        query="""?id a bkg:Reference ; bkg:inDocument/bkg:fileName ?document ;
    skos:prefLabel ?name . OPTIONAL { ?id dcterms:bibliographicCitation ?citation }
  OPTIONAL { ?id bkg:resolvesTo ?study } OPTIONAL { ?id bkg:note ?note }""",
    ),
    _table(
        "claims",
        "what somebody says in a document; names of things here, their ids in mentions",
        "id document!>documents start!:integer end!:integer quote states! kind! subject_id! "
        "subject_label! predicate! object_id object_label object_value polarity! certainty! cue "
        "evidence! speaker! speaker_role! relayed_by study_id>studies arm population comparator "
        "site context status!",
    ),
    _table(
        "claim_passages",
        "a stretch that a claim rests on: main, other, or where it is repeated",
        "claim>claims role start:integer end:integer",
        4,
    ),
    _table(
        "claim_not_stated",
        "a qualifier that the text does not give though the kind of claim asks for it",
        "claim>claims qualifier",
        2,
    ),
    _table(
        "claim_literature",
        "a claim and a reference that its text gives",
        "claim>claims reference",
        2,
    ),
    _table(
        "mentions",
        "a thing that a claim speaks of, in which role; steps on the way have their position",
        "claim>claims role position:integer thing name!",
        4,
        """?claim a bkg:Claim . ?thing skos:prefLabel ?name . BIND(0 AS ?position)
  { VALUES (?p ?role) { (bkg:subject "subject") (bkg:object "object") (bkg:site "site")
      (bkg:population "population") (bkg:comparator "comparator") } ?claim ?p ?thing }
  UNION { ?claim bkg:dose/bkg:form ?thing . BIND("form" AS ?role) }""",
    ),
    _table(
        "doses",
        "the dose of a claim, or of a study's arm",
        f"owner claim>claims arm>arms text {_QUANTITY} frequency timing route form duration",
    ),
    _table(
        "effects",
        "the size of a claim's effect",
        f"claim>claims {_QUANTITY} direction basis measure significance text",
    ),
    _table(
        "conflicts",
        "claims that oppose each other, and why",
        "id reason! states! apparent:boolean note",
        query="""?id a bkg:Conflict ; bkg:reason/skos:prefLabel ?reason ; bkg:states ?states .
  OPTIONAL { ?id bkg:apparent ?apparent } OPTIONAL { ?id bkg:note ?note }""",
    ),
    _table(
        "conflict_claims",
        "a claim of a conflict",
        "conflict>conflicts claim>claims",
        2,
        "?conflict a bkg:Conflict ; bkg:ground ?claim .",
    ),
    _table(
        "background",
        "a relation that a public source gives",
        "id subject! predicate! object! label! context site note",
        query="""?id a bkg:BackgroundRelation ; bkg:subject ?subject ; bkg:object ?object ;
    bkg:predicate/skos:prefLabel ?predicate ; bkg:registryLabel ?label .
  OPTIONAL { ?id bkg:context ?context } OPTIONAL { ?id bkg:site/skos:prefLabel ?site }
  OPTIONAL { ?id bkg:note ?note }""",
    ),
    _table(
        "background_sources",
        "a source of a background relation",
        "background>background source",
        2,
        "?background a bkg:BackgroundRelation ; dcterms:source ?source .",
    ),
    _table(
        "derived",
        "an edge that a rule composes; nobody states it",
        "id subject! predicate! object! sign! certainty! evidence!",
        query="""?id a bkg:DerivedEdge ; bkg:subject ?subject ; bkg:object ?object ;
    bkg:predicate/skos:prefLabel ?predicate ; bkg:edgeSign ?sign ;
    bkg:certainty/skos:prefLabel ?certainty ; bkg:evidence/skos:prefLabel ?evidence .""",
    ),
    _table(
        "derived_grounds",
        "a claim or background relation that a derived edge rests on",
        "derived>derived ground",
        2,
        "?derived a bkg:DerivedEdge ; bkg:ground ?ground .",
    ),
    _table(
        "derived_steps",
        "a thing on the way of a derived edge",
        "derived>derived position:integer thing name!",
        2,
        """?derived a bkg:DerivedEdge ; bkg:via ?step .
  ?step bkg:position ?position ; bkg:item ?thing . ?thing skos:prefLabel ?name .""",
    ),
)
_BY_NAME = {table.name: table for table in TABLES}
_CLAIM = "bkg.claim:"


def read_tables(graph: KnowledgeGraph) -> dict[str, list[tuple[Cell, ...]]]:
    """Read all tables.

    Returns:
        The name of each of `TABLES` → its rows, sorted by their key.
    """
    terms = {key: v for key, v in read_nodes(graph).items() if v["category"] not in _NO_TERMS}
    made: dict[str, list[tuple[Cell, ...]]] = {}
    for table in TABLES:
        rows = set(_queried(graph, table)) if table.query else set()
        made[table.name] = list(rows | set(_computed(graph, table.name, terms)))
    for name in ("term_parents", "term_names", "mappings"):
        made[name] = [row for row in made[name] if row[0] in terms]
    made["term_parents"] = [row for row in made["term_parents"] if row[1] in terms]
    for table in TABLES:
        made[table.name].sort(
            key=lambda row: [(cell is not None, cell) for cell in row[: table.key]]
        )
    return made


_NO_TERMS = ("study", "value", "other")


def _queried(graph: KnowledgeGraph, table: Table) -> Iterator[tuple[Cell, ...]]:
    names = [column.name for column in table.columns]
    asked = [name for name in names if f"?{name}" in table.query]
    variables = " ".join(f"?{name}" for name in asked)
    query = f"SELECT DISTINCT {variables} WHERE {{\n  {table.query}\n}}"
    for row in graph.store.select(query):
        given = dict(zip(asked, row, strict=True))
        yield tuple(_cell(given.get(column.name), column.type) for column in table.columns)


def _cell(value: Any, kind: str) -> Cell:
    if value is None:
        return None
    if isinstance(value, IRI):
        return compact(str(value)).removeprefix(_CLAIM)
    if kind == "real":
        return float(value)
    if kind in ("integer", "boolean"):
        return int(value) if kind == "integer" else bool(value)
    return str(value)


def _computed(
    graph: KnowledgeGraph, name: str, terms: dict[str, dict[str, Any]]
) -> Iterator[tuple[Cell, ...]]:
    """Give the rows that no query gives."""
    columns = [column.name for column in _BY_NAME[name].columns]
    if name == "terms":
        for term, values in terms.items():
            yield (term, *(values.get(column) for column in columns[1:]))
    elif name == "term_categories":
        yield from (
            (t, category) for t, values in terms.items() for category in values["categories"]
        )
    for claim in graph.all_claims:
        if name == "claims":
            yield tuple(getattr(claim, column) for column in columns)
        elif name == "claim_passages":
            yield from _passages(claim)
        elif name == "claim_not_stated":
            yield from ((claim.id, qualifier) for qualifier in claim.not_stated)
        elif name == "claim_literature":
            yield from ((claim.id, reference) for reference in claim.references)
        elif name == "doses" and claim.dose is not None:
            yield (claim.id, claim.id, None, *_numbers(claim.dose, columns[3:]))
        elif name == "effects" and claim.effect is not None:
            yield (claim.id, *_numbers(claim.effect, columns[1:]))
    if name == "doses":
        for arm, dose in read_arm_doses(graph.store).items():
            yield (arm, None, arm, *_numbers(dose, columns[3:]))
    elif name == "mentions":
        yield from _steps(graph)


def _numbers(values: dict[str, Any], columns: list[str]) -> Iterator[Cell]:
    for column in columns:
        value = values.get(column)
        yield float(value) if column in ("value", "min", "max") and value is not None else value


def _passages(claim: Claim) -> Iterator[tuple[Cell, ...]]:
    yield (claim.id, "main", claim.start, claim.end)
    for role, spans in (("other", claim.other_passages), ("repeated", claim.repeated_at)):
        yield from ((claim.id, role, start, end) for start, end in spans)


_STEPS = """
SELECT ?claim ?position ?thing ?name WHERE {
  ?claim a bkg:Claim ; bkg:via ?step . ?step bkg:position ?position ; bkg:item ?thing .
  ?thing skos:prefLabel ?name .
}
"""


def _steps(graph: KnowledgeGraph) -> Iterator[tuple[Cell, ...]]:
    for claim, position, thing, name in graph.store.select(_STEPS):
        key = compact(str(claim)).removeprefix(_CLAIM)
        yield (key, "via", int(str(position)), compact(str(thing)), str(name))
