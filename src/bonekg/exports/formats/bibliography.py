"""The studies as references: BibTeX and CSL-JSON, with what the documents give and no more."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, NamedTuple

from bonekg.exports.registry import Format

if TYPE_CHECKING:
    from bonekg.graph import KnowledgeGraph

__all__ = ["FORMATS", "Reference", "parse_citation", "read_references", "write_bibtex", "write_csl"]

_STUDIES = """
SELECT ?study ?key ?title ?authors ?citation ?year ?doi ?pmid ?pmc ?nct ?note WHERE {
  ?study a bkg:Study ; skos:prefLabel ?key .
  OPTIONAL { ?study dcterms:title ?title } OPTIONAL { ?study dcterms:creator ?authors }
  OPTIONAL { ?study dcterms:bibliographicCitation ?citation } OPTIONAL { ?study bkg:year ?year }
  OPTIONAL { ?study bkg:doi ?doi } OPTIONAL { ?study bkg:pmid ?pmid }
  OPTIONAL { ?study bkg:pmc ?pmc } OPTIONAL { ?study bkg:nct ?nct }
  OPTIONAL { ?study bkg:note ?note }
} ORDER BY ?key
"""
# `J Pineal Res. 2015 Sep;59(2):221-9.`, or `The Journal. 307: R970-R977, 2014.`
_YEAR_FIRST = re.compile(
    r"(?P<journal>.+?)\. (?P<year>\d{4})(?: (?P<month>[A-Z][a-z]{2})(?: (?P<day>\d{1,2}))?)?;"
    r"(?P<volume>\w+)(?:\((?P<issue>\w+)\))?:(?P<pages>[\w-]+)\.?$"
)
_YEAR_LAST = re.compile(
    r"(?P<journal>.+?)\. (?P<volume>\w+): (?P<pages>[\w-]+), (?P<year>\d{4})\.?$"
)
_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
_ESCAPED = {"\\": r"\textbackslash{}", **{sign: f"\\{sign}" for sign in "&%$#_{}"}}


class Reference(NamedTuple):
    """A study that can be looked up: it has a title, a citation or a public identifier.

    Attributes:
        key: its name, such as `amstrup-2015`.
        iri: the study's IRI.
        authors: family name and initials of each author whom the document names.
        others: whether the document leaves out further authors.
        parts: journal, year, month, day, volume, issue, pages, title, doi, pmid, pmc, nct, note;
            those that are known.
    """

    key: str
    iri: str
    authors: tuple[tuple[str, str], ...]
    others: bool
    parts: dict[str, str]


def read_references(graph: KnowledgeGraph) -> list[Reference]:
    """Give the studies that can be looked up, by key.

    A study that a document names without any reference has nothing to be cited by, and is left
    out.
    """
    found = []
    for iri, key, title, authors, citation, *numbers, note in graph.store.select(_STUDIES):
        known = dict(zip(("year", "doi", "pmid", "pmc", "nct"), numbers, strict=True))
        parts = parse_citation(str(citation)) if citation is not None else {}
        parts |= {name: str(value) for name, value in known.items() if value is not None}
        if not parts:
            continue
        parts |= {n: str(v) for n, v in (("title", title), ("note", note)) if v is not None}
        names, others = _authors(str(authors or ""))
        found.append(Reference(str(key), str(iri), names, others, parts))
    return found


def parse_citation(citation: str) -> dict[str, str]:
    """Take a journal reference apart; what fits neither usual form stands whole under `journal`.

    Examples:
        >>> parse_citation("J Pineal Res. 2015 Sep;59(2):221-9.")["pages"]
        '221-9'
    """
    made = _YEAR_FIRST.match(citation) or _YEAR_LAST.match(citation)
    if made is None:
        return {"journal": citation}
    return {name: value for name, value in made.groupdict().items() if value is not None}


def _authors(text: str) -> tuple[tuple[tuple[str, str], ...], bool]:
    names = [name.strip() for name in text.rstrip(".").split(",") if name.strip()]
    given = [name for name in names if name != "et al"]
    pairs = tuple((n.rpartition(" ")[0] or n, n.rpartition(" ")[2]) for n in given)
    return pairs, len(given) < len(names)


def write_bibtex(graph: KnowledgeGraph) -> dict[str, bytes]:
    """Write one BibTeX entry for each reference."""
    entries = [_bibtex(reference) for reference in read_references(graph)]
    return {"studies.bib": "\n".join(entries).encode("utf-8")}


def _bibtex(reference: Reference) -> str:
    parts = reference.parts
    names = [f"{family}, {initials}" for family, initials in reference.authors]
    fields = {
        "author": " and ".join([*names, *(["others"] if reference.others and names else [])]),
        "title": parts.get("title"),
        "journal": parts.get("journal"),
        "year": parts.get("year"),
        "month": parts.get("month", "").lower() or None,
        "volume": parts.get("volume"),
        "number": parts.get("issue"),
        "pages": parts["pages"].replace("-", "--") if "pages" in parts else None,
        "doi": parts.get("doi"),
        "pmid": parts.get("pmid"),
        "pmcid": parts.get("pmc"),
        "eprint": parts.get("nct"),
        "eprinttype": "clinicaltrials" if "nct" in parts else None,
        "url": reference.iri,
        "note": parts.get("note"),
    }
    kind = "article" if "volume" in parts else "misc"
    verbatim = ("month", "url", "doi")
    lines = [
        f"  {name} = {value}"
        if name == "month"
        else f"  {name} = {{{_plain(value, name in verbatim)}}}"
        for name, value in fields.items()
        if value
    ]
    return f"@{kind}{{{reference.key},\n" + ",\n".join(lines) + "\n}\n"


def _plain(value: str, verbatim: bool) -> str:
    return value if verbatim else "".join(_ESCAPED.get(sign, sign) for sign in value)


def write_csl(graph: KnowledgeGraph) -> dict[str, bytes]:
    """Write all references as CSL-JSON."""
    items = [_csl(reference) for reference in read_references(graph)]
    content = json.dumps(items, indent=2, ensure_ascii=False) + "\n"
    return {"studies.csl.json": content.encode("utf-8")}


def _csl(reference: Reference) -> dict[str, Any]:
    parts = reference.parts
    notes = [
        "Further authors are not named in the document." if reference.others else "",
        f"ClinicalTrials.gov {parts['nct']}." if "nct" in parts else "",
        parts.get("note", ""),
    ]
    item: dict[str, Any] = {
        "id": reference.key,
        "type": "article-journal" if "volume" in parts else "document",
        "title": parts.get("title"),
        "author": [{"family": f, "given": g} for f, g in reference.authors] or None,
        "container-title": parts.get("journal"),
        "volume": parts.get("volume"),
        "issue": parts.get("issue"),
        "page": parts.get("pages"),
        "DOI": parts.get("doi"),
        "PMID": parts.get("pmid"),
        "PMCID": parts.get("pmc"),
        "URL": reference.iri,
        "note": " ".join(note for note in notes if note) or None,
    }
    if "year" in parts:
        month = [_MONTHS.index(parts["month"]) + 1] if parts.get("month") in _MONTHS else []
        day = [int(parts["day"])] if month and "day" in parts else []
        item["issued"] = {"date-parts": [[int(parts["year"]), *month, *day]]}
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
