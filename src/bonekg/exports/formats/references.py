"""The studies as references: BibTeX and CSL-JSON, with what the documents give and no more."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from bonekg.exports.registry import Format
from bonekg.model import Study
from bonekg.rdf import expand

if TYPE_CHECKING:
    from bonekg.exports.source import Exported

__all__ = ["FORMATS", "address", "authors", "read_references", "write_bibtex", "write_csl"]

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_ESCAPED = {"\\": r"\textbackslash{}", **{sign: f"\\{sign}" for sign in "&%$#_{}"}}


def read_references(graph: Exported) -> list[Study]:
    """Give the studies that can be looked up, by name.

    A study that a document names without a year, a journal or a public identifier has nothing to be
    cited by, and is left out.
    """
    studies = graph.reader.studies()
    known = [s for s in studies if any((s.year, s.journal, s.pmid, s.pmc, s.doi, s.nct))]
    return sorted(known, key=lambda study: study.name)


def authors(study: Study) -> list[tuple[str, str]]:
    """Give family name and initials of each author whom the document names, in its order."""
    names = [name.strip() for name in (study.authors or "").split(",") if name.strip()]
    return [(n.rpartition(" ")[0] or n, n.rpartition(" ")[2].rstrip(".")) for n in names]


def address(study: Study) -> str | None:
    """Give the web address of a study: of its DOI, else of the register that has it."""
    known = (
        ("https://doi.org/", study.doi),
        ("https://pubmed.ncbi.nlm.nih.gov/", study.pmid),
        ("https://www.ncbi.nlm.nih.gov/pmc/articles/", study.pmc),
        ("https://clinicaltrials.gov/study/", study.nct),
    )
    return next((start + number for start, number in known if number), None)


def write_bibtex(graph: Exported) -> dict[str, bytes]:
    """Write one BibTeX entry for each reference."""
    entries = [_bibtex(study) for study in read_references(graph)]
    return {"studies.bib": "\n".join(entries).encode("utf-8")}


def _bibtex(study: Study) -> str:
    names = [f"{family}, {initials}" for family, initials in authors(study)]
    month = (study.published or "").split("-")[1:2]
    fields = {
        "author": " and ".join([*names, *(["others"] if study.more_authors else [])]),
        "title": study.title,
        "journal": study.journal,
        "year": None if study.year is None else str(study.year),
        "month": _MONTHS[int(month[0]) - 1] if month else None,
        "volume": study.volume,
        "number": study.issue,
        "pages": study.pages.replace("-", "--") if study.pages else None,
        "doi": study.doi,
        "pmid": study.pmid,
        "pmcid": study.pmc,
        "eprint": study.nct,
        "eprinttype": "clinicaltrials" if study.nct else None,
        "url": address(study),
        "note": study.note,
    }
    verbatim = ("month", "url", "doi")
    lines = [
        f"  {name} = {value}"
        if name == "month"
        else f"  {name} = {{{_plain(value, name in verbatim)}}}"
        for name, value in fields.items()
        if value
    ]
    kind = "article" if study.journal else "misc"
    return f"@{kind}{{{study.name},\n" + ",\n".join(lines) + "\n}\n"


def _plain(value: str, verbatim: bool) -> str:
    return value if verbatim else "".join(_ESCAPED.get(sign, sign) for sign in value)


def write_csl(graph: Exported) -> dict[str, bytes]:
    """Write all references as CSL-JSON."""
    items = [_csl(study) for study in read_references(graph)]
    content = json.dumps(items, indent=2, ensure_ascii=False) + "\n"
    return {"studies.csl.json": content.encode("utf-8")}


def _csl(study: Study) -> dict[str, Any]:
    named = [{"family": f, "given": g} for f, g in authors(study)]
    # CSL has no flag for authors that are left out, and nobody is called "et al."
    more = "With further authors, whom the document does not name." if study.more_authors else ""
    notes = (f"ClinicalTrials.gov {study.nct}." if study.nct else "", more, study.note or "")
    date = study.published or (str(study.year) if study.year else "")
    item: dict[str, Any] = {
        "id": study.name,
        "type": "article-journal" if study.journal else "document",
        "title": study.title,
        "author": named or None,
        "container-title": study.journal,
        "volume": study.volume,
        "issue": study.issue,
        "page": study.pages,
        "issued": {"date-parts": [[int(part) for part in date.split("-")]]} if date else None,
        "DOI": study.doi,
        "PMID": study.pmid,
        "PMCID": study.pmc,
        "URL": address(study),
        "note": " ".join(note for note in notes if note) or None,
        "custom": {"bonekg": expand(study.id), "more-authors": study.more_authors},
    }
    return {name: value for name, value in item.items() if value is not None}


_LOSES = "claims; studies that a document names without any reference; arms and sizes"

FORMATS = (
    Format(
        "bibtex",
        "the studies as BibTeX",
        ("studies.bib",),
        "references",
        _LOSES,
        write_bibtex,
        "bibtexparser",
    ),
    Format(
        "csl-json",
        "the studies as CSL-JSON",
        ("studies.csl.json",),
        "references",
        _LOSES,
        write_csl,
        "citeproc-py",
    ),
)
