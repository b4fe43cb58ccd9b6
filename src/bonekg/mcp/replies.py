"""Answers as assistants get them: short, claims with passages, cuts with their totals.

A reply has the same members whatever was asked: the answer, what speaks against it, what was cut
and how to get it, how words were read, and the notice that it is no medical advice.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from bonekg.answers.comparison import Comparison
from bonekg.answers.conflicts import Conflicts, Opposed
from bonekg.answers.finding import Found
from bonekg.answers.library import Library
from bonekg.answers.page import Page
from bonekg.answers.paths import Paths
from bonekg.answers.render import NOT_ADVICE
from bonekg.answers.why import Why
from bonekg.answers.wording import ends, facts, relation_words, source
from bonekg.errors import ResultTooLargeError
from bonekg.model import Claim, Conflict
from bonekg.rdf import PREFIXES
from bonekg.store.rows import IRI, Rows

__all__ = ["Reply", "bounded", "compared", "conflicting", "found", "listed", "page", "pathways"]
__all__ += ["rows", "why"]

Reply = dict[str, Any]
_CELLS = 6  # claims in one cell of a comparison
_NEAR = 5
_TEXT = 12_000  # characters of a page


class _Cuts:
    """What a reply leaves out."""

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self.made: list[dict[str, Any]] = []

    def take(self, things: Sequence[Any], what: str, how: str, limit: int | None = None) -> Any:
        """Give the first of some things, and remember how many there are."""
        most = self.limit if limit is None else limit
        if len(things) > most:
            self.made.append({"what": what, "shown": most, "total": len(things), "how": how})
        return things[:most]


def _reply(
    answer: dict[str, Any], against: Iterable[str], cuts: _Cuts, notes: Iterable[str] = ()
) -> Reply:
    return {
        "answer": answer,
        "counter_evidence": list(dict.fromkeys(against)),
        "cut": cuts.made,
        "notes": list(notes),
        "notice": NOT_ADVICE,
    }


def _claim(library: Library, claim: Claim, **more: Any) -> dict[str, Any]:
    """Tell a claim: what it says, how surely, who says it, and where that stands."""
    told = {
        "claim": claim.id,
        "states": claim.states,
        "relates": ends(library, claim),
        "facts": list(facts(library, claim)),
        "certainty": claim.certainty,
        "cue": claim.cue,
        "evidence": claim.evidence_words,
        "source": source(library, claim),
        "passage": {
            "document": claim.document,
            "start": claim.start,
            "end": claim.end,
            "quote": claim.quote,
        },
        "not_stated": list(claim.not_stated),
    }
    return told | more


def _conflict(conflict: Conflict) -> str:
    holds = "both sides can hold" if conflict.apparent else "not resolved"
    claims = ", ".join(conflict.claims)
    return f"{conflict.id}: {conflict.states} (reason: {conflict.reason}; {holds}; {claims})"


def _conflicts(library: Library, claims: Iterable[Claim]) -> list[str]:
    """Give the reviewed conflicts that hold some of the claims."""
    keys = {claim.id for claim in claims}
    return [_conflict(one) for one in library.reader.conflicts(keys)] if keys else []


_MORE = "a higher limit"
_NARROW = f"{_MORE}, or narrow by site, population, document or evidence"


def why(library: Library, answer: Why, limit: int) -> Reply:
    """Make a reply of what is held for, against and open.

    Args:
        library: the graph.
        answer: the answer.
        limit: claims of each side at most.
    """
    cuts = _Cuts(limit)
    told = {
        "question": f"{answer.subject} → {answer.object}",
        "answered": answer.answered,
        "summary": answer.summary,
        "sides": _sides(library, answer, cuts, ""),
        "background": [relation_words(known) for known in answer.background],
        "derived": [f"{d.subject} {d.predicate} {d.object}" for d in answer.derived],
        "step_by_step": list(answer.paths),
        "said_of_the_first": list(answer.beside),
        "near": [
            f"{near.how}: {near.counted}"
            for near in cuts.take(answer.near, "what is said near by", "ask for it by name", _NEAR)
        ],
        "more_broadly": None,
    }
    if answer.broader is not None:
        broader = answer.broader
        told["more_broadly"] = {
            "question": f"{broader.subject} → {broader.object}",
            "summary": broader.summary,
            "sides": _sides(library, broader, cuts, "more broadly, "),
        }
    against = [
        f"{side.name} ({side.means}): {side.told}"
        for side in answer.sides.values()
        if side.voices and side.name in ("against", "null", "open")
    ]
    conflicts = (*answer.conflicts, *(answer.broader.conflicts if answer.broader else ()))
    return _reply(told, [*against, *map(_conflict, conflicts)], cuts, answer.notes)


def _sides(library: Library, answer: Why, cuts: _Cuts, which: str) -> list[dict[str, Any]]:
    return [
        {
            "side": side.name,
            "means": side.means,
            "backing": side.told,
            "total": len(side.voices),
            "claims": [
                _claim(
                    library, voice.claim, taken_in=list(voice.route),
                    conflicts=list(voice.conflicts),
                )
                for voice in cuts.take(side.voices, f"{which}claims {side.name}", _NARROW)
            ],
        }
        for side in answer.sides.values()
        if side.voices
    ]  # fmt: skip


def listed(library: Library, claims: Sequence[Claim], limit: int) -> Reply:
    """Make a reply of a list of claims.

    Args:
        library: the graph.
        claims: the claims.
        limit: how many at most.
    """
    cuts = _Cuts(limit)
    how = f"{_MORE}, or narrow by subject, object, kind, site, population, document or evidence"
    shown = cuts.take(claims, "claims", how)
    told = {"total": len(claims), "claims": [_claim(library, claim) for claim in shown]}
    return _reply(told, _conflicts(library, claims), cuts)


def found(library: Library, answer: Found, limit: int) -> Reply:
    """Make a reply of what a search found.

    Args:
        library: the graph.
        answer: the answer.
        limit: claims about the best hit at most.
    """
    cuts = _Cuts(limit)
    shown = cuts.take(answer.about, "claims about the best", "the tool claims, with about")
    told = {
        "terms": [{**hit._asdict(), "term": hit.term.curie} for hit in answer],
        "about_the_best": {
            "total": len(answer.about),
            "claims": [_claim(library, claim) for claim in shown],
        },
    }
    notes = [] if len(answer) else ["nothing goes by these words; try fewer, or a synonym"]
    return _reply(told, _conflicts(library, answer.about), cuts, notes)


def page(library: Library, answer: Page, limit: int) -> Reply:
    """Make a reply of the page of a thing.

    Args:
        library: the graph.
        answer: the page.
        limit: claims at most.
    """
    cuts = _Cuts(limit)
    keys = answer.data.get("claims", [answer.name] if answer.kind == "claim" else [])
    claims = library.claims(keys if isinstance(keys, list | tuple) else [])
    text = answer.to_text()
    if len(text) > _TEXT:
        how = "the tools claims and why, which narrow it"
        cuts.made.append({"what": "characters", "shown": _TEXT, "total": len(text), "how": how})
        text = text[:_TEXT]
    shown = cuts.take(claims, "claims", f"{_MORE}, or the tool claims")
    told = {
        "kind": answer.kind,
        "name": answer.name,
        "text": text,
        "total": len(claims),
        "claims": [_claim(library, claim) for claim in shown],
    }
    return _reply(told, _conflicts(library, claims), cuts)


def conflicting(library: Library, answer: Conflicts, limit: int) -> Reply:
    """Make a reply of the reviewed conflicts.

    Args:
        library: the graph.
        answer: the answer.
        limit: how many at most.
    """
    cuts = _Cuts(limit)
    shown = cuts.take(answer.found, "conflicts", f"{_MORE}, or narrow by about")
    told = {"total": len(answer), "conflicts": [_opposed(library, one) for one in shown]}
    return _reply(
        told, [one.conflict.states for one in shown], cuts, (*answer.notes, *answer.silent)
    )


def _opposed(library: Library, one: Opposed) -> dict[str, Any]:
    return {
        "conflict": one.conflict.id,
        "states": one.conflict.states,
        "reason": one.conflict.reason,
        "both_can_hold": one.conflict.apparent,
        "note": one.conflict.note,
        "sides": [
            {
                "says": party.says,
                "backing": str(party.backing),
                "claims": [_claim(library, claim) for claim in party.claims],
            }
            for party in one.parties
        ],
    }


def compared(library: Library, answer: Comparison, limit: int) -> Reply:
    """Make a reply of things side by side.

    Args:
        library: the graph.
        answer: the answer.
        limit: aspects at most.
    """
    cuts = _Cuts(limit)

    def cell(aspect: str, name: str, claims: Sequence[Claim]) -> list[dict[str, Any]]:
        what = f"claims of {name}, {aspect}"
        shown = cuts.take(claims, what, "the tool claims, or on=", _CELLS)
        return [_claim(library, claim) for claim in shown]

    told = {
        "compared": [
            {
                "name": thing.name,
                "backing": str(thing.backing) if thing.backing.claims else None,
                "claims_in_other_respects": thing.elsewhere,
            }
            for thing in answer.things
        ],
        "set_against_each_other": cell("stated", "both", [c.claim for c in answer.stated]),
        "aspects": [
            {
                "aspect": aspect.name,
                "of": {
                    name: cell(aspect.name, name, [c.claim for c in held])
                    for name, held in aspect.cells.items()
                },
            }
            for aspect in cuts.take(answer.aspects, "aspects", f"{_MORE}, or narrow by on")
        ],
    }
    return _reply(told, map(_conflict, answer.conflicts), cuts, answer.notes)


def pathways(library: Library, answer: Paths, limit: int) -> Reply:
    """Make a reply of the ways from one thing to another.

    Args:
        library: the graph.
        answer: the answer.
        limit: how many at most.
    """
    cuts = _Cuts(limit)
    data = answer.as_dict()
    shown = data["paths"][:limit]
    if answer.more or len(shown) < len(data["paths"]):
        total = len(data["paths"]) + answer.more
        how = f"{_MORE}, or only_stated=true"
        cuts.made.append({"what": "paths", "shown": len(shown), "total": total, "how": how})
    keys: dict[str, None] = {}
    told = {
        "summary": answer.summary,
        "warnings": answer.warnings,
        "paths": [
            {
                **{name: path[name] for name in ("sign", "sort", "against_what_is_stated")},
                "also_by_way_of": path["also_by_way_of"],
                "hops": [_hop(hop, keys) for hop in path["hops"]],
            }
            for path in shown
        ],
        "nearest": data["nearest"],
        "beside_the_paths": [claim.id for claim in answer.beside],
    }
    keys.update(dict.fromkeys(claim.id for claim in answer.beside))
    claims = library.claims(keys)
    told["claims"] = [_claim(library, claim) for claim in claims]
    against = [claim.states for claim in (*answer.against, *answer.asked)]
    against += [hop["against"] for path in told["paths"] for hop in path["hops"] if hop["against"]]
    return _reply(told, [*against, *_conflicts(library, claims)], cuts, answer.notes)


def _hop(hop: dict[str, Any], keys: dict[str, None]) -> dict[str, Any]:
    """Tell a hop; its claims are told once for all hops, under their keys."""
    claims = [claim["id"] for claim in hop.get("claims", ())]
    against = [claim["id"] for claim in hop.get("against", ())]
    keys.update(dict.fromkeys((*claims, *against)))
    return {
        "from": hop["subject"]["name"],
        "relation": hop["relation"],
        "to": hop["object"]["name"],
        "sign": hop["sign"],
        "kind": hop["kind"],
        "claims": claims,
        "against": ", ".join(against),
        "sources": [url for known in hop.get("background", ()) for url in known["sources"]],
    }


def rows(library: Library, table: Rows, limit: int, how: str) -> Reply:
    """Make a reply of a table, with the claims that its rows name.

    Args:
        library: the graph.
        table: the rows.
        limit: how many at most.
        how: how to get more, or less.
    """
    cuts = _Cuts(limit)
    if table.total > min(limit, len(table)):
        shown = min(limit, len(table))
        cuts.made.append({"what": "rows", "shown": shown, "total": table.total, "how": how})
    held = table[:limit]
    of_claims = PREFIXES["bkg.claim"]
    keys = {
        value.rpartition("/")[2]: None
        for row in held
        for value in row
        if isinstance(value, IRI) and value.startswith(of_claims)
    }
    claims = library.claims(keys)
    told = {
        "columns": list(table.columns),
        "total": table.total,
        "rows": [[_plain(value) for value in row] for row in held],
        "claims": [
            _claim(library, claim)
            for claim in cuts.take(claims, "claims in full", "the tool show, by key", 2 * limit)
        ],
    }
    return _reply(told, _conflicts(library, claims), cuts, table.notes)


def _plain(value: Any) -> Any:
    if isinstance(value, IRI):
        return value.curie
    return value if isinstance(value, str | int | float | bool | None) else str(value)


def bounded(make: Callable[[int], Reply], limit: int, most: int) -> Reply:
    """Make a reply that has at most so many characters, with a lower limit where it needs one.

    Args:
        make: makes the reply of a limit.
        limit: the limit that is wanted.
        most: characters of JSON.

    Raises:
        ResultTooLargeError: if one of each is too many already.
    """
    import json

    while True:
        made = make(limit)
        if len(json.dumps(made, ensure_ascii=False)) <= most:
            return made
        if limit == 1:
            raise ResultTooLargeError(most, "characters")
        limit = max(1, limit // 2)
