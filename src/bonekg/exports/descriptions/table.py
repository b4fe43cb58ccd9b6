"""The claims as one flat table, CSV, with what each column means."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from bonekg.flat import Claim

__all__ = ["COLUMNS", "Column", "table_row", "write_table"]


class Column(NamedTuple):
    """A column of the table.

    Attributes:
        name: what it is called.
        type: text, integer or real.
        help: what it holds.
    """

    name: str
    type: str
    help: str


def _columns(text: str) -> Iterator[Column]:
    """Read `name[:type] what it holds`, one a line."""
    for line in text.strip().splitlines():
        head, _, help_ = line.strip().partition(" ")
        name, _, kind = head.partition(":")
        yield Column(name, kind or "text", help_)


COLUMNS = tuple(
    _columns(
        """
id The claim's key; given once and never again.
document The file of the text that the claim stands in; the texts are not part of the dataset.
start:integer Where its passage begins in the text, in code points.
end:integer One after the passage's last code point.
quote At most twelve words of the passage.
states What the claim says, in one sentence of ours.
kind The kind of claim, such as effect, mechanism, risk or definition.
subject_id What the claim is about, as a CURIE.
subject_label The name of what the claim is about.
predicate What is said of it, from a closed list.
object_id What the claim relates it to, as a CURIE; empty where the object is a value or a text.
object_label The name of what the claim relates it to.
object_value The quantity or text that is the object, or the figure beside it.
polarity Whether the claim affirms, denies or finds no difference.
certainty How surely it is said: asserted, hedged, speculative, or asked.
cue The words of the text that weaken it.
evidence What the document rests it on.
speaker_role Who says it, by role.
study_id The study that it is about or rests on, as a CURIE.
dose_text The dose in words.
dose_value:real The dose, where it is one number.
dose_min:real The least dose of a range.
dose_max:real The greatest dose of a range.
dose_unit The dose's unit, in UCUM.
dose_frequency How often the dose is taken.
dose_timing When it is taken.
dose_route How it is taken.
dose_form The form it is taken in.
dose_duration For how long it is taken.
effect_text The effect in words, where it is no number.
effect_value:real The size of the effect, where it is one number.
effect_min:real The least size of a range.
effect_max:real The greatest size of a range.
effect_unit The unit of the effect, in UCUM.
effect_direction Whether what is measured rises, falls or stays.
effect_basis What the effect is measured against.
effect_measure By which measure it is given.
effect_significance Whether it is said to be significant.
population In whom.
comparator Compared with what.
site At which site of the body.
context Under which further conditions.
via The steps on the way, in their order, with > between them.
repeated_at Where the document says it again: start-end, with a semicolon between them.
other_passages What else of the text it rests on: start-end, with a semicolon between them.
status Whether the claim is current or withdrawn.
not_stated What its kind of claim asks for and the text does not give, with semicolons between.
"""
    )
)
_PARTS = ("dose", "effect")


def table_row(claim: Claim) -> tuple[str, ...]:
    """Give a claim's cells, in the order of `COLUMNS`; what does not apply is empty."""
    record = claim.as_dict()
    return tuple(_cell(record, column.name) for column in COLUMNS)


def _cell(record: dict[str, Any], name: str) -> str:
    part, _, key = name.partition("_")
    value = (record[part] or {}).get(key) if part in _PARTS else record[name]
    if isinstance(value, list):
        if name == "via":
            return " > ".join(value)
        spans = [f"{v[0]}-{v[1]}" if isinstance(v, list) else str(v) for v in value]
        return "; ".join(spans)
    return "" if value is None else str(value)


def write_table(claims: Sequence[Claim]) -> bytes:
    """Write the table: a row of names, then the claims by key."""
    rows = [tuple(column.name for column in COLUMNS), *map(table_row, claims)]
    return "".join(map(_line, rows)).encode("utf-8")


def _line(cells: tuple[str, ...]) -> str:
    # The writer quotes what its own line end holds; so it ends lines with both signs at first.
    made = io.StringIO()
    csv.writer(made, lineterminator="\r\n").writerow(cells)
    return made.getvalue().removesuffix("\r\n") + "\n"
