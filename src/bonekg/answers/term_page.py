"""What the page of a term says: what it is, what stands around it, what is said of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from bonekg.answers import scope
from bonekg.answers.library import Library
from bonekg.answers.nearby import broader_claims, quoted
from bonekg.answers.render import NOT_ADVICE, Sheet, count_rest
from bonekg.answers.wording import (
    amount,
    dose_words,
    edge_line,
    effect_words,
    plural,
    relation_line,
)
from bonekg.errors import UnknownTermError
from bonekg.model import (
    BackgroundRelation,
    Claim,
    DerivedEdge,
    Dose,
    Effect,
    Quantity,
    as_dict,
)
from bonekg.rdf import compact
from bonekg.store.rows import IRI

__all__ = ["tell_term", "term_data"]

_SHOWN = 12
_SAMPLE = 20  # so many claims of each thing that is taken in
_FEW = 16  # so many claims are told in sentences; of more, the ends and keys
_AROUND = """
SELECT ?sort ?name WHERE {
  { <%(t)s> ?way ?thing . ?way rdfs:subPropertyOf bkg:concerns ; skos:prefLabel ?sort .
    ?thing skos:prefLabel ?name }
  UNION
  { ?thing ?way <%(t)s> . ?way rdfs:subPropertyOf bkg:concerns ; skos:prefLabel ?said .
    ?thing skos:prefLabel ?other . BIND("terms about it" AS ?sort)
    BIND(CONCAT(?other, " (", ?said, " it)") AS ?name) }
  UNION
  { ?thing rdfs:subClassOf <%(t)s> ; skos:prefLabel ?name . BIND("above" AS ?sort) }
  UNION
  { <%(t)s> BFO:0000050 ?thing . ?thing skos:prefLabel ?name . BIND("part of" AS ?sort) }
  UNION
  { ?thing BFO:0000050 <%(t)s> ; skos:prefLabel ?name . BIND("has parts" AS ?sort) }
  UNION
  { <%(t)s> bkg:favours ?name . BIND("good direction" AS ?sort) }
  UNION
  { <%(t)s> bkg:checkedIn|IAO:0000119 ?name . BIND("identifier read in" AS ?sort) }
  UNION
  { VALUES (?map ?sort) { (skos:exactMatch "exact match") (skos:closeMatch "close match")
      (skos:narrowMatch "narrow match") (skos:broadMatch "broad match") }
    <%(t)s> ?map ?name }
} ORDER BY ?sort ?name
"""
# What a claim is stands in filters: as patterns, engines would read all claims to join them. The
# parts of claims are found first: from any other thing engines would go on to all that name it.
_ROLES = """
SELECT DISTINCT ?claim ?role WHERE {
  { ?claim ?property <%(t)s> FILTER EXISTS { ?claim a bkg:Claim ; bkg:status bkg:Current } }
  UNION
  { { SELECT ?part ?property { ?part ?property <%(t)s>
        FILTER EXISTS { VALUES ?sort { bkg:Dose bkg:EffectSize bkg:Step } ?part a ?sort } } }
    ?claim ?link ?part FILTER EXISTS { ?claim a bkg:Claim ; bkg:status bkg:Current } }
  FILTER(?property NOT IN (bkg:agent, bkg:target, bkg:involves))
  ?property skos:prefLabel ?role
} ORDER BY ?claim ?role
"""
_EDGES = """
SELECT DISTINCT ?edge ?kind WHERE {
  VALUES ?kind { bkg:BackgroundRelation bkg:DerivedEdge }
  ?edge bkg:subject|bkg:object <%s> ; a ?kind .
}
"""
_TAKEN_IN = """
SELECT DISTINCT ?term ?claim WHERE {
  <%s> bkg:takesInAsAgent|bkg:takesInAsTarget ?term .
  ?claim bkg:agent|bkg:target|bkg:involves ?term ; a bkg:Claim ; bkg:status bkg:Current .
}
"""


def term_data(library: Library, term: IRI) -> tuple[dict[str, Any], list[tuple[str, Claim]]]:
    """Collect what is known of a term.

    Args:
        library: the graph.
        term: the term.

    Raises:
        UnknownTermError: if it is no term but the category of all of them.

    Returns:
        All that its page says, as plain data; and the claims that name it, each with the part
        that the term has in it.
    """
    records = library.reader.terms([term])
    if not records:
        raise UnknownTermError(library.name(term), [])
    record = records[0]
    around: dict[str, list[str]] = defaultdict(list)
    for sort, name in library.select(_AROUND % {"t": term}):
        around[str(sort)].append(compact(str(name)))
    roles = [
        (str(role), str(claim).rpartition("/")[2])
        for claim, role in library.select(_ROLES % {"t": term})
    ]
    by_id = {claim.id: claim for claim in library.claims(key for _, key in roles)}
    claims = [(role, by_id[key]) for role, key in roles]
    edges: dict[str, list[str]] = defaultdict(list)
    for edge, kind in library.select(_EDGES % term):
        edges[str(kind).rpartition("/")[2]].append(str(edge))
    background = _read(library.reader.relations, edges[BackgroundRelation.__name__])
    derived = _read(library.reader.derived, edges[DerivedEdge.__name__])
    near = scope.about(library, term)
    data: dict[str, Any] = {
        **{k: v for k, v in as_dict(record).items() if v not in (None, [])},
        "around": dict(around),
        "said": _grouped(claims, term),
        "figures": _figures(library, by_id.values()),
        "sentences": [
            {"id": claim.id, "states": claim.states}
            for claim in (library.claims(near) if len(near) <= _FEW else ())
        ],
        "taken_in": _taken_in(library, term, set(by_id)),
        "background": [relation_line(edge) for edge in background],
        "derived": [edge_line(edge) for edge in derived],
        "studies": sorted({str(claim.study) for claim in by_id.values() if claim.study}),
        "conflicts": [
            {"id": conflict.id, "states": conflict.states, "reason": conflict.reason}
            for conflict in (library.reader.conflicts(near) if near else ())
        ],
        "about": len(near),
        "broader": [] if near else list(broader_claims(library, term)),
        "claims": sorted(by_id),
        "states": {key: by_id[key].states for key in sorted(by_id)},
    }
    return data, claims


def _figures(library: Library, claims: Iterable[Claim]) -> dict[str, str]:
    """Give the figures that claims hold in words: the claim's key → its figures."""
    told = {
        claim.id: ", ".join(
            words
            for words, held in (
                (amount(library, claim.figure), claim.figure),
                (effect_words(library, claim.effect), claim.effect),
                (dose_words(library, claim.dose), claim.dose),
            )
            if words and held and _numbered(held)
        )
        for claim in claims
    }
    return {key: words for key, words in sorted(told.items()) if words}


def _numbered(held: Quantity | Effect | Dose) -> bool:
    return any(number is not None for number in (held.value, held.min, held.max))


def _read(read: Any, ids: list[str]) -> list[Any]:
    return list(read(ids)) if ids else []


def _grouped(claims: list[tuple[str, Claim]], term: IRI) -> dict[str, dict[str, list[str]]]:
    """Group the claims by the term's part in them and their predicate, each with the other ends."""
    groups: dict[str, dict[str, list[str]]] = {}
    own = compact(term)
    for role, claim in claims:
        denied = " (denied)" if claim.denied else ""
        if claim.subject.id == own:
            title, other = f"it {claim.predicate}{denied}", claim.object_name or ""
        elif claim.object is not None and claim.object.id == own:
            title, other = f"{claim.predicate}{denied} it", claim.subject.name
        else:
            title = f"named as {role}"
            other = f"{claim.subject} {claim.predicate}{denied} {claim.object_name or ''}".strip()
        if claim.site and claim.site.id != own:
            other = f"{other}, {claim.site}"
        held = groups.setdefault(title, {}).setdefault(other, [])
        if claim.id not in held:
            held.append(claim.id)
    return groups


def _taken_in(library: Library, term: IRI, told: set[str]) -> list[dict[str, Any]]:
    """List what a question about the term takes in, with the claims that the page has not told."""
    keys: dict[IRI, set[str]] = defaultdict(set)
    for other, claim in library.select(_TAKEN_IN % term):
        keys[IRI(str(other))].add(str(claim).rpartition("/")[2])
    left = set().union(*keys.values()) - told
    states = {claim.id: claim.states for claim in (library.claims(left) if left else ())}
    routes = {
        **scope.taken_in(library, term, agent=False),
        **scope.taken_in(library, term, agent=True),
    }
    return [
        {
            "name": route.name,
            "how": route.how,
            "claims": len(keys[iri]),
            "states": {key: states[key] for key in sorted(keys[iri] & states.keys())},
        }
        for iri, route in sorted(routes.items(), key=lambda item: item[1].name)
        if iri != term and iri in keys
    ]


def tell_term(data: dict[str, Any], notes: tuple[str, ...], *, all: bool) -> Sheet:
    """Write the page of a term.

    Args:
        data: what `term_data` gives.
        notes: what was read otherwise than written.
        all: whether everything is shown; else the first of each list.
    """
    sheet = Sheet(f"{data['name']} ({data['id']})")
    for note in notes:
        sheet.line(f"{note}.")
    if data.get("definition"):
        sheet.line(data["definition"])
    _tell_record(sheet, data)
    _tell_said(sheet, data, all=all)
    _tell_taken_in(sheet, data, all=all)
    sections = (
        ("Background, with its source", data["background"]),
        ("Derived by rule, stated by nobody", data["derived"]),
        ("Studies and publications", data["studies"]),
        ("Conflicts, with what a question takes in", [
            f"{c['id']}: {c['states']} (reason: {c['reason']})" for c in data["conflicts"]
        ]),
    )  # fmt: skip
    for title, lines in sections:
        if lines:
            sheet.section(title)
        shown = lines if all else lines[:_SHOWN]
        for line in (*shown, *count_rest(len(shown), len(lines), "--all")):
            sheet.item(line)
    if data["around"]:
        sheet.section("Where it stands, and its identifiers elsewhere")
    for sort, names in data["around"].items():
        shown = names if all else names[:_SHOWN]
        rest = count_rest(len(shown), len(names), "--all")
        sheet.item(f"{sort}: {', '.join((*shown, *rest))}")
    sheet.line("")
    sheet.line(NOT_ADVICE)
    return sheet


def _tell_said(sheet: Sheet, data: dict[str, Any], *, all: bool) -> None:
    """Write what is said: a few claims in one list; more by their predicates."""
    if data["sentences"]:
        count = plural(len(data["sentences"]), "claim")
        sheet.section(f"What is said, with what a question about it takes in: {count}")
        for claim in data["sentences"]:
            sheet.item(f"{claim['id']}  {claim['states']}")
        if not all:
            return
    if data["said"]:
        sheet.section(f"Said of it: {plural(len(data['claims']), 'claim')}")
        sheet.line(f"With all their fields: bonekg claims {quoted(data['name'])}")
    elif data["about"]:
        sheet.line("No claim names it itself; see what a question about it takes in.")
    else:
        sheet.line("The documents say nothing of it as such.")
        for line in data["broader"]:
            sheet.line(line)
    for title, others in sorted(data["said"].items()):
        keys = dict.fromkeys(key for _, held in sorted(others.items()) for key in held)
        lines = [f"{key}  {data['states'][key]}" for key in keys]
        shown = lines if all else lines[:_SHOWN]
        sheet.item(title, [*shown, *count_rest(len(shown), len(lines), "--all")])


def _tell_taken_in(sheet: Sheet, data: dict[str, Any], *, all: bool) -> None:
    """Write what a question takes in, with its claims, unless the page tells every claim."""
    shown = data["taken_in"] if all else data["taken_in"][:_SHOWN]
    if shown:
        sheet.section("A question about it takes in")
    for taken in shown:
        states = {} if data["sentences"] else taken["states"]
        lines = [f"{key}  {said}" for key, said in states.items()]
        most = lines if all else lines[:_SAMPLE]
        call = f"bonekg show {quoted(taken['name'])}"
        sheet.item(_route(taken), [*most, *count_rest(len(most), len(lines), call)])
    for line in count_rest(len(shown), len(data["taken_in"]), "--all"):
        sheet.item(line)


def _route(taken: dict[str, Any]) -> str:
    how = f" ({taken['how']})" if taken["how"] else ""
    return f"{taken['name']}{how}: {plural(taken['claims'], 'claim')}"


def _tell_record(sheet: Sheet, data: dict[str, Any]) -> None:
    lines = {
        "public label": data["label"] if data.get("label") not in (None, data["name"]) else None,
        "category": ", ".join(thing["name"] for thing in data.get("categories", ())),
        "under": ", ".join(thing["name"] for thing in data.get("parents", ())),
        "also called": ", ".join([*data.get("abbreviations", ()), *data.get("synonyms", ())]),
        "found by": ", ".join(data.get("related_synonyms", ())),
    }
    for title, value in lines.items():
        if value:
            sheet.line(f"{title}: {value}")
