"""Mappings to other vocabularies, kept as SSSOM tables."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from bonekg.errors import InvalidValueError, YamlSyntaxError
from bonekg.rdf import expand

__all__ = ["Mapping", "read_mappings"]


class Mapping(NamedTuple):
    """One row of a SSSOM table, its identifiers as CURIEs."""

    subject_id: str
    subject_label: str
    predicate_id: str
    object_id: str
    object_label: str
    mapping_justification: str
    object_source: str
    comment: str
    line: int


def read_mappings(path: Path) -> list[Mapping]:
    """Read one SSSOM table.

    Raises:
        YamlSyntaxError: if the columns are not those expected.
        InvalidValueError: if a row is short or has a CURIE with an unknown prefix.
    """
    rows: list[Mapping] = []
    columns = list(Mapping._fields[:-1])
    header: list[str] | None = None
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if line.startswith("#") or not line:
            continue
        cells = line.split("\t")
        if header is None:
            header = cells
            if header != columns:
                raise YamlSyntaxError(path, number, f"expected the columns {', '.join(columns)}")
            continue
        if len(cells) != len(columns):
            raise InvalidValueError(path, number, f"expected {len(columns)} cells")
        row = Mapping._make([*cells, number])
        for curie in (row.subject_id, row.predicate_id, row.object_id):
            try:
                expand(curie)
            except ValueError as error:
                raise InvalidValueError(path, number, str(error)) from error
        rows.append(row)
    return rows
