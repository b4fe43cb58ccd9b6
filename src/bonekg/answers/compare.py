"""Put things side by side: which claims are of each, and in which respect."""

from __future__ import annotations

from collections import defaultdict
from itertools import permutations
from math import inf

from bonekg.answers import scope
from bonekg.answers.amount import Amount, at_dose
from bonekg.answers.backing import backing
from bonekg.answers.columns import row
from bonekg.answers.comparison import Aspect, Cell, Comparison, Thing
from bonekg.answers.library import Library, iri_of
from bonekg.answers.nearby import quoted
from bonekg.answers.question import Asked, ask, restrict
from bonekg.answers.wording import amount, ends, facts, source
from bonekg.errors import QueryError
from bonekg.lexicon.spelling import key
from bonekg.model import Claim
from bonekg.store.rows import IRI

__all__ = ["compare"]

_FEW = 12  # so many claims that name a thing in another part are told
# What is taken in for both of two things is neither's own.
_STATED = """
SELECT DISTINCT ?claim WHERE {
  <%(one)s> bkg:takesInAsAgent|bkg:takesInAsTarget ?one .
  ?claim bkg:subject|bkg:population ?one ; a bkg:Claim ; bkg:status bkg:Current .
  <%(two)s> bkg:takesInAsAgent|bkg:takesInAsTarget ?two .
  ?claim bkg:object|bkg:comparator ?two .
  FILTER(?one != ?two)
  FILTER NOT EXISTS { <%(two)s> bkg:takesInAsAgent|bkg:takesInAsTarget ?one }
  FILTER NOT EXISTS { <%(one)s> bkg:takesInAsAgent|bkg:takesInAsTarget ?two }
}
"""
_WITH_KIND = """
SELECT DISTINCT ?claim WHERE {
  <%(one)s> bkg:takesInAsAgent ?one ; bkg:kindOf ?kind .
  ?claim bkg:subject ?one ; bkg:object|bkg:comparator ?kind ; a bkg:Claim ; bkg:status bkg:Current .
  FILTER(?kind != <%(one)s>)
  FILTER(EXISTS { ?claim bkg:comparator ?kind } || EXISTS { ?claim bkg:predicate/bkg:mutual true })
}
"""
_ON = """
SELECT DISTINCT ?claim WHERE {
  <%(on)s> bkg:takesInAsTarget ?term .
  ?claim bkg:target|bkg:involves ?term ; a bkg:Claim ; bkg:status bkg:Current .
}
"""
_OF = """
SELECT DISTINCT ?thing WHERE {
  ?way rdfs:subPropertyOf bkg:concerns ; bkg:chains true .
  FILTER NOT EXISTS { ?way bkg:turns true }
  <%s> ?way ?thing .
} ORDER BY ?thing
"""
_KINDS = "SELECT ?kind WHERE { ?kind bkg:kindOf <%s> }"
_PARTLY = "SELECT ?mix WHERE { <%s> bkg:takesInPartly ?mix }"
_FORMS = """
SELECT DISTINCT ?form WHERE {
  { ?form rdfs:subClassOf <%(one)s> } UNION { <%(one)s> bkg:takesInProductForm ?form }
  ?claim bkg:subject ?form ; bkg:status bkg:Current .
} ORDER BY ?form
"""


def compare(
    library: Library,
    things: list[str],
    on: str | None = None,
    *,
    population: str | None = None,
    site: str | None = None,
    document: str | None = None,
    evidence: str | None = None,
) -> Comparison:
    """Put things side by side.

    Args:
        library: the graph.
        things: terms, each by name, synonym or CURIE, a dose may stand with it (`1 mg melatonin`).
            Of a single thing its forms are compared, or where it has none, its doses.
        on: only what is said with regard to this term.
        population: only claims about these people or a part of them.
        site: only claims at this site or a part of it.
        document: only claims of the document with this short name.
        evidence: only claims of this evidence or a stronger one.

    Raises:
        TermError: if a name is unknown or ambiguous.
        QueryError: if there are not two things to compare, or no such document or evidence.
    """
    asked, notes = _asked(library, things)
    only = restrict(
        library, site=site, population=population, document=document, evidence=evidence,
        asked=tuple(asked),
    )  # fmt: skip
    target = None if on is None else ask(library, on)
    wanted = None if target is None else _ids(library, _ON % {"on": target.term})
    stated = _stated(library, asked, wanted)
    claims, acted_on = _claims_of_each(library, asked, only.sparql, {c.id for c in stated})
    stated += _against(library, claims, stated)
    if target is not None and acted_on:
        wanted = scope.about(library, target.term)
    kept = {
        each: [claim for claim in held if wanted is None or claim.id in wanted]
        for each, held in claims.items()
    }
    if target is not None and not any(kept.values()):
        notes += _wider(library, things, target, claims)
    labels = {each: each.label(library) for each in asked}
    rest = {
        labels[each]: held if not kept[each] else _involving(library, each, kept[each], only.sparql)
        for each, held in claims.items()
        if not kept[each] or target is None
    }
    own = {
        labels[each]: [claim for claim in held if claim not in stated]
        for each, held in kept.items()
    }
    used = {c.id for held in ([stated], own.values(), rest.values()) for cs in held for c in cs}
    return Comparison(
        tuple(
            Thing(
                labels[each],
                backing(library, _speaking(library, each, held, stated, only.sparql)),
                len(claims[each]) - len(held),
            )
            for each, held in kept.items()
        ),
        tuple(_cell(library, claim, "") for claim in stated),
        tuple(_aspects(library, _table(own, acted_on))),
        {name: tuple(_cell(library, c, name) for c in held) for name, held in rest.items() if held},
        tuple(library.reader.conflicts(used)) if used else (),
        None if target is None else target.name,
        tuple(dict.fromkeys((*notes, *only.notes, *(target.notes if target else ())))),
    )


def _asked(library: Library, things: list[str]) -> tuple[list[Asked], list[str]]:
    """Settle what is compared, of a single thing its parts; with what was read otherwise."""
    asked = [ask(library, thing) for thing in things]
    notes = [note for each in asked for note in each.notes]
    if len(asked) == 1:
        asked = _parts(library, asked[0])
    asked = list(dict.fromkeys(asked))
    if len(asked) < 2:
        raise QueryError(
            "compare takes two things or more, or one that has several forms or doses; "
            f"what is said of one: bonekg show {quoted(asked[0].name)}"
        )
    return asked, notes


def _wider(
    library: Library, things: list[str], target: Asked, claims: dict[Asked, list[Claim]]
) -> list[str]:
    """Name the calls that answer, where nothing is said with regard to a level but of its thing."""
    keys = {claim.id for held in claims.values() for claim in held}
    notes = []
    for (iri,) in library.select(_OF % target.term):
        thing = IRI(str(iri))
        if keys & _ids(library, _ON % {"on": thing}):
            name = library.name(thing)
            words = " ".join(map(quoted, things))
            call = f"bonekg compare {words} --on {quoted(name)}"
            notes.append(f"Nothing is said on {target.name}, but on {name}: {call}")
    return notes


def _table(own: dict[str, list[Claim]], acted_on: set[str]) -> dict[str, dict[str, list[Claim]]]:
    """Lay out the claims of each thing by their aspects: aspect → thing → claims."""
    table: dict[str, dict[str, list[Claim]]] = defaultdict(lambda: defaultdict(list))
    for name, held in own.items():
        for claim in held:
            table[_aspect(claim, turned=claim.id in acted_on)][name].append(claim)
    return table


def _speaking(
    library: Library, thing: Asked, held: list[Claim], stated: list[Claim], only: str
) -> list[Claim]:
    """Give the claims that speak of a thing, with those that set it against another."""
    about = scope.about(library, thing.term, only)
    return [*held, *(claim for claim in stated if claim.id in about and claim not in held)]


def _ids(library: Library, sparql: str) -> set[str]:
    return {str(row[0]).rpartition("/")[2] for row in library.select(sparql)}


def _claims_of_each(
    library: Library, asked: list[Asked], only: str, stated: set[str]
) -> tuple[dict[Asked, list[Claim]], set[str]]:
    """Give the claims of each thing, and the keys of those in which a thing is acted upon.

    Things are compared by what they do. Where one of them does nothing, as a fracture, all that is
    said of each counts, what acts on it too.
    """
    acting = {each: _acting(library, each, asked, only) for each in asked}
    about = {each: scope.about(library, each.term, only) for each in asked}
    idle = any(not acting[each] and about[each] - stated for each in asked)
    doses = [each.dose for each in asked if each.dose is not None]
    found: dict[Asked, list[Claim]] = {}
    acted_on: set[str] = set()
    for each in asked:
        keys = acting[each]
        if idle:
            acted_on |= set(scope.acted_on(library, each.term, only)) - keys
            keys = about[each]
        claims = library.claims(keys)
        if each.dose is not None:
            claims = [c for c in claims if _at_its_dose(library, c, each.dose, doses)]
        found[each] = sorted(claims, key=lambda claim: (-claim.evidence_rank, claim.id))
    return found, acted_on


def _against(
    library: Library, claims: dict[Asked, list[Claim]], stated: list[Claim]
) -> list[Claim]:
    """Give the further claims that something is set against a thing, and that are not of it."""
    found = {}
    for thing, held in claims.items():
        kinds = _kinds(library, thing.term)
        for claim in held:
            named = (claim.subject, claim.object, claim.population)
            of_it = {str(iri_of(end.id)) for end in named if end is not None} & kinds
            if (
                claim.comparator is not None
                and str(iri_of(claim.comparator.id)) in kinds
                and not of_it
            ):
                found[claim.id] = claim
    return [claim for key, claim in sorted(found.items()) if claim not in stated]


def _acting(library: Library, thing: Asked, asked: list[Asked], only: str) -> set[str]:
    """Give the keys of the claims of a thing's action; of a place or of people, all about them.

    What is another of the things, or a kind of it, is left to that one.
    """
    if scope.judged(library, thing.term).fares:
        return scope.about(library, thing.term, only)
    own = _kinds(library, thing.term)
    others = set().union(*(_kinds(library, each.term) for each in asked if each != thing)) - own
    met = scope.acting(library, thing.term, only)
    return {key for key, term in met.items() if term not in others}


def _involving(library: Library, thing: Asked, kept: list[Claim], only: str) -> list[Claim]:
    """Give the claims that name a thing in another part, if they are few.

    What followed a treatment is said of a person, with the treatment as a condition.
    """
    keys = scope.about(library, thing.term, only) - {claim.id for claim in kept}
    if thing.dose is not None or len(keys) > _FEW:
        return []
    return sorted(library.claims(keys), key=lambda claim: (-claim.evidence_rank, claim.id))


def _kinds(library: Library, term: IRI) -> set[str]:
    return {str(row[0]) for row in library.select(_KINDS % term)}


def _aspect(claim: Claim, *, turned: bool) -> str:
    """Name the other end of a claim, seen from the thing that it is of."""
    end = claim.subject if turned else claim.object
    name = end.name if end else "described in words"
    return f"{name}, {claim.site}" if claim.site else name


def _aspects(library: Library, table: dict[str, dict[str, list[Claim]]]) -> list[Aspect]:
    aspects = [
        Aspect(
            name,
            {of: tuple(_cell(library, claim, of) for claim in held) for of, held in named.items()},
        )
        for name, named in table.items()
    ]
    return sorted(aspects, key=lambda a: (-len(a.cells), _in_words(a), -_strongest(a), a.name))


def _strongest(aspect: Aspect) -> int:
    return max(cell.claim.evidence_rank for held in aspect.cells.values() for cell in held)


def _in_words(aspect: Aspect) -> bool:
    """Whether it holds what is said in words only, which has no name to be sorted by."""
    return all(cell.claim.object is None for held in aspect.cells.values() for cell in held)


def _cell(library: Library, claim: Claim, of: str) -> Cell:
    """Tell a claim beside the name of the thing that it is of, and of what it says that.

    Beside no name the claim is told whole.
    """
    value = claim.object_text or amount(library, claim.object_value)
    subject = "" if claim.subject.name == of else f"{claim.subject.name} "
    denied = "denied: " if claim.denied else ""
    said = f"{denied}{subject}{claim.predicate}" + (f" {value}" if value else "")
    said = said if of else ends(library, claim)
    brief = " · ".join([said, *facts(library, claim)])
    return Cell(claim, brief, str(source(library, claim)), row(library, claim))


def _parts(library: Library, thing: Asked) -> list[Asked]:
    """Give the forms of a thing that claims speak of, else its doses."""
    if thing.dose is None:
        forms = [IRI(str(r[0])) for r in library.select(_FORMS % {"one": thing.term})]
        # A class of forms is told by its members.
        forms = [form for form in forms if not (_kinds(library, form) - {form}) & set(forms)]
        if len(forms) > 1:
            named = sorted((library.name(form), form) for form in forms)
            return [Asked(form, name) for name, form in named]
    partly = {str(row[0]) for row in library.select(_PARTLY % thing.term)}
    whole = (id for id, term in scope.acting(library, thing.term).items() if term not in partly)
    claims = library.claims(whole)
    met = {_measure(dose): dose for claim in claims for dose in _amounts(library, claim)}
    if len(met) < 2:
        return [thing]
    return [thing._replace(dose=met[at]) for at in sorted(met)]


def _amounts(library: Library, claim: Claim) -> list[Amount]:
    """Give the amounts of which a claim is, or at which alone it holds: numbers, bounds, words."""
    found = []
    for dose in filter(None, (claim.dose, claim.condition_dose)):
        low = dose.value if dose.value is not None else dose.min
        high = dose.value if dose.value is not None else dose.max
        if dose.unit and (low, high) != (None, None):
            words = amount(library, dose._replace(described=None)) or ""
            ends = (low or 0, inf if high is None else high)
            found.append(Amount(*ends, dose.unit, None, words))
        elif dose.described:
            found.append(Amount(0, 0, "", None, dose.described, key(dose.described)))
    return found


def _measure(dose: Amount) -> tuple[str, str, float, float]:
    return dose.described or "", dose.unit, dose.low, dose.high


def _at_its_dose(library: Library, claim: Claim, dose: Amount, others: list[Amount]) -> bool:
    """Whether a claim is of a dose, and is not of just another one of those that are compared."""
    its = set(map(_measure, _amounts(library, claim))) & set(map(_measure, others))
    return at_dose(claim, dose) and (not its or _measure(dose) in its)


def _stated(library: Library, asked: list[Asked], wanted: set[str] | None) -> list[Claim]:
    """Give the claims that set one of the things against another, or against its own kind."""
    between: set[str] = set()
    for one, two in permutations({each.term for each in asked}, 2):
        between |= _ids(library, _STATED % {"one": one, "two": two})
    kinds: set[str] = set()
    for each in asked:
        kinds |= _ids(library, _WITH_KIND % {"one": each.term})
    doses = [each.dose for each in asked if each.dose]
    keys = between | kinds
    if wanted is not None:
        keys &= wanted
    found = library.claims(keys)
    if doses and len(doses) == len(asked):
        found = [claim for claim in found if any(at_dose(claim, dose) for dose in doses)]
    return found
