"""Evidence tables in Markdown: what each claim says of each thing, the strongest evidence first."""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import groupby
from typing import TYPE_CHECKING

from bonekg.answers.library import Library
from bonekg.answers.wording import amount, dose_words, effect_words, plural
from bonekg.exports.descriptions.header import read_header
from bonekg.exports.network import read_nodes
from bonekg.exports.registry import Format
from bonekg.model import Claim

if TYPE_CHECKING:
    from bonekg.exports.source import Exported

__all__ = ["COLUMNS", "FORMATS", "evidence_row", "write"]

COLUMNS = (
    "claim", "what it says", "dose", "effect or figure", "site", "population", "evidence",
    "certainty", "speaker", "study", "document",
)  # fmt: skip
# What Markdown or HTML would read as more than a sign.
_SIGNS = re.compile(r"[\\`*\[\]<>|]|(?<!\w)_|_(?!\w)")


def write(graph: Exported) -> dict[str, bytes]:
    """Write one document: a table for each thing that claims are about, by category."""
    nodes = read_nodes(graph)
    tables: dict[tuple[str, str, str], list[Claim]] = defaultdict(list)
    claims = graph.reader.claims()
    for claim in claims:
        category = str(nodes[claim.subject.id]["category"])
        tables[category, claim.subject.name, claim.subject.id].append(claim)
    header = read_header(graph.store)
    lines = [
        "# Evidence tables",
        "",
        f"**{header.notice}**",
        "",
        f"{header.title}, {header.version}, {header.issued}. "
        f"{plural(len(claims), 'claim')} of "
        f"{plural(len(header.documents), 'document')}, each in the table of what it is about, the "
        "strongest evidence first. *Document* gives the passage as code points of the text.",
        "",
    ]
    for category, found in groupby(sorted(tables), key=lambda key: key[0]):
        of_category = list(found)
        total = sum(len(tables[key]) for key in of_category)
        things = plural(len(of_category), "table")
        lines.append(f"- {category}: {plural(total, 'claim')} in {things}")
    last = ""
    for key in sorted(tables):
        category, name, curie = key
        if category != last:
            lines += ["", f"## {_escaped(category)}"]
            last = category
        lines += ["", f"### {_escaped(name)} ({_escaped(curie)})", ""]
        lines += [_line(COLUMNS), _line(("---",) * len(COLUMNS))]
        ranked = sorted(
            tables[key],
            key=lambda c: (-c.evidence_rank, -c.certainty_rank, c.id),
        )
        lines += [
            _line(tuple(_escaped(cell) for cell in evidence_row(graph.library, c))) for c in ranked
        ]
    return {"evidence.md": ("\n".join(lines) + "\n").encode("utf-8")}


def evidence_row(library: Library, claim: Claim) -> tuple[str, ...]:
    """Give a claim's cells, in the order of `COLUMNS`; what does not apply is empty."""
    certainty = [
        claim.certainty,
        *([claim.force] if claim.force_cue else []),
        *([claim.stance] if claim.stance != "own" else []),
        *([claim.polarity] if claim.polarity != "affirmed" else []),
        *([claim.status] if claim.status != "current" else []),
    ]
    effect = [
        effect_words(library, claim.effect),
        amount(library, claim.figure),
        amount(library, claim.object_value),
    ]
    spans = [(claim.start, claim.end), *claim.other_passages]
    study = claim.study.name if claim.study else ""
    return (
        claim.id,
        claim.states,
        dose_words(library, claim.dose) or "",
        "; ".join(part for part in effect if part),
        claim.site.name if claim.site else "",
        claim.population.name if claim.population else "",
        claim.evidence_words,
        ", ".join(certainty),
        claim.speaker_role,
        f"{study} ({claim.arm.name})" if claim.arm else study,
        f"{claim.document} {', '.join(f'{start}-{end}' for start, end in spans)}",
    )


def _line(cells: tuple[str, ...]) -> str:
    return f"| {' | '.join(cells)} |"


def _escaped(text: str) -> str:
    return _SIGNS.sub(lambda found: f"\\{found[0]}", " ".join(text.split()))


FORMATS = (
    Format(
        "evidence-markdown",
        "evidence tables in Markdown: a table for each thing that claims are about",
        ("evidence.md",),
        "every claim once, with dose, effect, site, population, evidence, certainty, who spoke by "
        "role, study, document and offsets",
        "quotes, cues, steps on the way, comparators, contexts, what is not stated; terms, "
        "background, derived edges, conflicts, mappings",
        write,
        tool="markdown-it-py",
    ),
)
