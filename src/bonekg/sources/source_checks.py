"""What the studies themselves say, and how the documents' claims stand to it, as records.

`data/source-checks/` holds the texts that were read (`records.yaml`), what the studies say in them
(`study-claims.yaml`), and a file of checks for each document (`<document>.yaml`). A tree without
the folder has no source checks.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from bonekg.errors import InvalidValueError
from bonekg.rdf import BASE
from bonekg.sources.documents import load_documents
from bonekg.sources.records import Place, Reader
from bonekg.sources.vocabulary import Vocabulary
from bonekg.sources.yaml import read_yaml

__all__ = ["SourceChecks", "read_source_checks"]

_TEXTS, _STUDY_CLAIMS = "records.yaml", "study-claims.yaml"
# The keys whose values may be names of the folder's own records, of claims and of references.
_POINTING = ("read in", "checks", "against", "omits")


class SourceChecks(NamedTuple):
    """The records of source checks.

    Attributes:
        records: JSON-LD objects of texts, study claims and checks, names settled as IRIs.
        places: IRI → place in the files.
    """

    records: list[dict[str, Any]]
    places: dict[str, Place]


def read_source_checks(vocabulary: Vocabulary, claims: Mapping[str, str]) -> SourceChecks:
    """Read what the studies say and the checks of the documents' claims against it.

    Args:
        vocabulary: keys and names.
        claims: key → IRI of each claim of the documents.

    Returns:
        The records; none where the tree has no folder of source checks.

    Raises:
        SourceError: at the first thing that is wrong, with its line.
    """
    folder = vocabulary.sources / "data" / "source-checks"
    made = SourceChecks([], {})
    if not folder.is_dir():
        return made
    texts = _read(made, vocabulary, folder / _TEXTS, "source record", {})
    said = _read(made, vocabulary, folder / _STUDY_CLAIMS, "study claim", texts)
    documents = load_documents(vocabulary.sources)
    for file in sorted(folder.glob("*.yaml")):
        if file.name in (_TEXTS, _STUDY_CLAIMS):
            continue
        if file.stem not in documents:
            known = ", ".join(documents)
            raise InvalidValueError(file, 1, f"the file is named after no document; {known}")
        local = {**claims, **texts, **said, **documents[file.stem].references}
        _read(made, vocabulary, file, "source check", local)
    return made


def _read(
    made: SourceChecks, vocabulary: Vocabulary, file: Path, record: str, local: Mapping[str, str]
) -> dict[str, str]:
    """Add the records of a file; give the key → IRI of each."""
    reader = Reader(vocabulary, file, local=dict(local))
    base = f"{BASE}{record.replace(' ', '-')}/"
    found = reader.records(read_yaml(file), record, lambda key: f"{base}{key.text}")
    for item in found:
        if record == "study claim":
            item.setdefault("polarity", "affirmed")
        for key in _POINTING:
            if key in item:
                item[key] = _settled(item[key], local)
    made.records.extend(found)
    made.places.update(reader.places)
    return {str(item["id"]).removeprefix(base): str(item["id"]) for item in found}


def _settled(value: Any, local: Mapping[str, str]) -> Any:
    if isinstance(value, list):
        return [local.get(item, item) for item in value]
    return local.get(value, value)
