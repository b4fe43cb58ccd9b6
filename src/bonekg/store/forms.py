"""How results are written: tables for people, SPARQL's own forms, RDF for graphs.

Every form is written piece by piece, so that a result of any size can go to a file or a pipe
without being held in memory.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice, zip_longest
from typing import TYPE_CHECKING, Any

from bonekg.arguments import check_texts
from bonekg.errors import ExportError, nearest, quoted
from bonekg.rdf import PREFIXES
from bonekg.store.terms import IRI, Value

if TYPE_CHECKING:
    from bonekg.store.terms import Term

__all__ = [
    "GRAPH_FORMS",
    "RESULT_FORMS",
    "VALUE_FORMS",
    "cell",
    "check_xml",
    "known_form",
    "write_boolean",
    "write_terms",
    "write_triples",
    "write_values",
]
__all__ += ["Values"]

VALUE_FORMS = ("table", "json", "jsonl", "csv", "tsv", "markdown")
RESULT_FORMS = ("sparql-json", "sparql-xml", "sparql-csv", "sparql-tsv")
GRAPH_FORMS = ("turtle", "ntriples", "jsonld", "rdfxml")
_ALIASES = {
    **{"json-ld": "jsonld", "n-triples": "ntriples", "nt": "ntriples", "ttl": "turtle"},
    **{"rdf/xml": "rdfxml", "xml": "sparql-xml", "md": "markdown", "srj": "sparql-json"},
    "application/sparql-results+json": "sparql-json",
    "application/sparql-results+xml": "sparql-xml",
    "text/csv": "sparql-csv",
    "text/tab-separated-values": "sparql-tsv",
    "text/turtle": "turtle",
    "application/n-triples": "ntriples",
    "application/ld+json": "jsonld",
    "application/rdf+xml": "rdfxml",
}
_FITTED = 1000  # rows that a table's widths are fitted to
_SHORTEST = 8  # characters that a column of a table keeps

Values = Sequence[Value]


def known_form(form: str, known: Sequence[str], what: str) -> str:
    """Give the name of a form, which may be given by an alias or a media type.

    Args:
        form: the name as given.
        known: the forms that fit.
        what: what is to be written, for the message.

    Raises:
        ExportError: if there is no such form.
        WrongTypeError: if it is no text.

    Examples:
        >>> known_form("ttl", GRAPH_FORMS, "triples")
        'turtle'
    """
    check_texts(form=form)
    name = _ALIASES.get(form.lower(), form.lower())
    if name in known:
        return name
    fitting = [alias for alias, name in _ALIASES.items() if name in known]
    near = nearest(form, [*known, *fitting], 1)
    hint = f"; did you mean {near[0]!r}?" if near else ""
    raise ExportError(
        f"no format of {what} is called {quoted(form)}; there are {', '.join(known)}{hint}"
    )


def write_values(
    form: str, columns: Sequence[str], rows: Iterable[Values], width: int | None = None
) -> Iterator[str]:
    r"""Write rows of Python values, IRIs as CURIEs.

    Args:
        form: one of `VALUE_FORMS`.
        columns: the names of the columns.
        rows: the rows.
        width: for a table, the characters that a line may have; cells are broken into lines.

    Yields:
        Pieces of text, each of whole lines without the last line's end.

    Raises:
        ExportError: if there is no such form.

    Examples:
        >>> print("\n".join(write_values("csv", ["a"], [(1,), (2,)])))
        a
        1
        2
    """
    writers: dict[str, Callable[[Sequence[str], Iterable[Values]], Iterator[str]]] = {
        "table": lambda columns, rows: _table(columns, rows, width),
        "json": _json,
        "jsonl": lambda columns, rows: (
            json.dumps(_record(columns, row), ensure_ascii=False) for row in rows
        ),
        "csv": lambda columns, rows: _separated(columns, rows, ","),
        "tsv": lambda columns, rows: _separated(columns, rows, "\t"),
        "markdown": _markdown,
    }
    return writers[known_form(form, VALUE_FORMS, "rows")](columns, rows)


def cell(value: Value) -> str:
    """Give a value as one line of text, an IRI as its CURIE."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return " ".join(str(_short(value)).splitlines())


def _short(value: Value) -> Any:
    return value.curie if isinstance(value, IRI) else value


def _table(columns: Sequence[str], rows: Iterable[Values], width: int | None) -> Iterator[str]:
    coming = iter(rows)
    first = [[cell(value) for value in row] for row in islice(coming, _FITTED)]
    wide = [max([len(name), *(len(row[i]) for row in first)]) for i, name in enumerate(columns)]
    if width and wide:
        while sum(wide) + 2 * (len(wide) - 1) > width and max(wide) > _SHORTEST:
            wide[wide.index(max(wide))] -= 1

    def line(row: Sequence[str]) -> str:
        return "  ".join(f"{t:<{w}}" for t, w in zip(row, wide, strict=True)).rstrip()

    def lines(row: Sequence[str]) -> str:
        return "\n".join(map(line, _wrapped(row, wide))) if width else line(row)

    yield lines(columns)
    yield "  ".join("-" * w for w in wide)
    yield from map(lines, first)
    for row in coming:
        yield lines([cell(value) for value in row])


def _wrapped(row: Sequence[str], wide: Sequence[int]) -> Iterator[tuple[str, ...]]:
    """Break the cells of a row into lines as wide as their columns."""
    from textwrap import wrap

    cells = [[text] if len(text) <= w else wrap(text, w) for text, w in zip(row, wide, strict=True)]
    yield from zip_longest(*cells, fillvalue="")


def _record(columns: Sequence[str], row: Values) -> dict[str, Any]:
    return {name: _json_value(value) for name, value in zip(columns, row, strict=True)}


def _json_value(value: Value) -> Any:
    # JSON has no number for these, and Python would write what no other reader takes
    if isinstance(value, float) and (value != value or value in (float("inf"), -float("inf"))):
        return {"nan": "NaN", "inf": "INF", "-inf": "-INF"}[str(value)]
    return _short(value)


def _json(columns: Sequence[str], rows: Iterable[Values]) -> Iterator[str]:
    before = None
    for row in rows:
        text = json.dumps(_record(columns, row), indent=2, ensure_ascii=False)
        piece = "\n".join(f"  {line}" for line in text.splitlines())
        yield "[" if before is None else f"{before},"
        before = piece
    if before is None:
        yield "[]"
    else:
        yield before
        yield "]"


def _separated(columns: Sequence[str], rows: Iterable[Values], delimiter: str) -> Iterator[str]:
    import csv
    import io

    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter, lineterminator="")
    writer.writerow(columns)
    yield out.getvalue()
    for row in rows:
        out.seek(0)
        out.truncate()
        writer.writerow([cell(value) for value in row])
        yield out.getvalue()


def _markdown(columns: Sequence[str], rows: Iterable[Values]) -> Iterator[str]:
    def line(cells: Iterable[str]) -> str:
        return f"| {' | '.join(text.replace('|', chr(92) + '|') for text in cells)} |"

    yield line(columns)
    yield line(["---"] * len(columns))
    for row in rows:
        yield line(cell(value) for value in row)


def write_terms(
    form: str, columns: Sequence[str], rows: Iterable[Sequence[Term | None]]
) -> Iterator[str]:
    """Write rows of RDF terms in a form of SPARQL 1.1: IRIs in full, datatypes, languages.

    Args:
        form: one of `RESULT_FORMS`.
        columns: the names of the columns.
        rows: the rows.

    Yields:
        Pieces of text, to be joined as they are.

    Raises:
        ExportError: if there is no such form, or a value has a character that XML cannot hold.
    """
    writers = {
        "sparql-json": _sparql_json,
        "sparql-xml": _sparql_xml,
        "sparql-csv": _sparql_csv,
        "sparql-tsv": _sparql_tsv,
    }
    return writers[known_form(form, RESULT_FORMS, "SPARQL results")](columns, rows)


def write_boolean(form: str, value: bool) -> str:
    """Write the answer of an ASK in one of `VALUE_FORMS` or `RESULT_FORMS`."""
    told = "true" if value else "false"
    if form == "sparql-json":
        return f'{{"head":{{}},"boolean":{told}}}\n'
    if form == "sparql-xml":
        return f"{_XML_HEAD}<head/><boolean>{told}</boolean></sparql>\n"
    return f"{told}\n"


def _json_term(term: Term) -> dict[str, Any]:
    from pyoxigraph import BlankNode, Literal, NamedNode

    if isinstance(term, NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, BlankNode):
        return {"type": "bnode", "value": term.value}
    if isinstance(term, Literal):
        told = {"type": "literal", "value": term.value}
        if term.language:
            tagged = {**told, "xml:lang": term.language}
            return tagged if term.direction is None else {**tagged, "its:dir": str(term.direction)}
        kind = term.datatype.value
        return told if kind.endswith("#string") else {**told, "datatype": kind}
    parts = (("subject", term.subject), ("predicate", term.predicate), ("object", term.object))
    return {"type": "triple", "value": {name: _json_term(part) for name, part in parts}}


def _sparql_json(columns: Sequence[str], rows: Iterable[Sequence[Term | None]]) -> Iterator[str]:
    yield f'{{"head":{json.dumps({"vars": list(columns)})},"results":{{"bindings":['
    separator = "\n"
    for row in rows:
        given = {n: _json_term(t) for n, t in zip(columns, row, strict=True) if t is not None}
        yield separator + json.dumps(given, ensure_ascii=False)
        separator = ",\n"
    yield "\n]}}\n"


_XML_HEAD = '<?xml version="1.0"?>\n<sparql xmlns="http://www.w3.org/2005/sparql-results#">'


_ITS = "http://www.w3.org/2005/11/its"
# What XML 1.0 allows in a text: https://www.w3.org/TR/xml/#charsets
_NOT_XML = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def check_xml(text: str, where: str) -> None:
    """Refuse a text that XML cannot carry.

    Args:
        text: the text.
        where: where it stands, for the message.

    Raises:
        ExportError: if it has a control character.
    """
    if found := _NOT_XML.search(text):
        sign = f"U+{ord(found[0]):04X}"
        raise ExportError(f"{where} holds {sign}, a control character, which XML cannot carry")


def _xml_text(text: str, quoted: bool = False) -> str:
    check_xml(text, "a value")
    for sign, written in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ("\r", "&#13;")):
        text = text.replace(sign, written)
    return text.replace('"', "&quot;") if quoted else text


def _xml_term(term: Term) -> str:
    from pyoxigraph import BlankNode, Literal, NamedNode

    if isinstance(term, NamedNode):
        return f"<uri>{_xml_text(term.value)}</uri>"
    if isinstance(term, BlankNode):
        return f"<bnode>{term.value}</bnode>"
    if isinstance(term, Literal):
        kind = term.datatype.value
        attribute = "" if kind.endswith("#string") else f' datatype="{_xml_text(kind, True)}"'
        if term.language:
            attribute = f' xml:lang="{term.language}"'
        if term.direction is not None:
            attribute += f' its:dir="{term.direction}" its:version="2.0" xmlns:its="{_ITS}"'
        return f"<literal{attribute}>{_xml_text(term.value)}</literal>"
    parts = (("subject", term.subject), ("predicate", term.predicate), ("object", term.object))
    inner = "".join(f"<{name}>{_xml_term(part)}</{name}>" for name, part in parts)
    return f"<triple>{inner}</triple>"


def _sparql_xml(columns: Sequence[str], rows: Iterable[Sequence[Term | None]]) -> Iterator[str]:
    variables = "".join(f'<variable name="{name}"/>' for name in columns)
    yield f"{_XML_HEAD}<head>{variables}</head><results>"
    for row in rows:
        bound = (
            f'<binding name="{name}">{_xml_term(term)}</binding>'
            for name, term in zip(columns, row, strict=True)
            if term is not None
        )
        yield f"\n<result>{''.join(bound)}</result>"
    yield "\n</results></sparql>\n"


def _sparql_csv(columns: Sequence[str], rows: Iterable[Sequence[Term | None]]) -> Iterator[str]:
    def field(term: Term | None) -> str:
        text = "" if term is None else str(getattr(term, "value", term))
        if term is not None and type(term).__name__ == "BlankNode":
            text = str(term)
        quoted = any(sign in text for sign in ',"\r\n')
        return '"' + text.replace('"', '""') + '"' if quoted else text

    yield ",".join(columns) + "\r\n"
    for row in rows:
        # readers skip an empty line: an only value that is empty is quoted
        yield (",".join(map(field, row)) or '""') + "\r\n"


def _sparql_tsv(columns: Sequence[str], rows: Iterable[Sequence[Term | None]]) -> Iterator[str]:
    yield "\t".join(f"?{name}" for name in columns) + "\n"
    for row in rows:
        fields = ("" if term is None else str(term).replace("\t", "\\t") for term in row)
        yield "\t".join(fields) + "\n"


def write_triples(form: str, triples: Iterable[Any], out: Any) -> None:
    """Write triples as RDF, with our prefixes where the form has prefixes.

    Args:
        form: one of `GRAPH_FORMS`.
        triples: the triples.
        out: a binary file.

    Raises:
        ExportError: if there is no such form, or a value has a character that XML cannot hold.
    """
    import pyoxigraph as ox

    formats = {
        "turtle": ox.RdfFormat.TURTLE,
        "ntriples": ox.RdfFormat.N_TRIPLES,
        "jsonld": ox.RdfFormat.JSON_LD,
        "rdfxml": ox.RdfFormat.RDF_XML,
    }
    name = known_form(form, GRAPH_FORMS, "triples")
    prefixes = None if name == "ntriples" else PREFIXES
    if name == "rdfxml":
        triples = _fit_for_xml(triples)
    ox.serialize(triples, out, format=formats[name], prefixes=prefixes)


def _fit_for_xml(triples: Iterable[Any]) -> Iterator[Any]:
    for triple in triples:
        check_xml(str(getattr(triple.object, "value", "")), f"a value of {triple.subject}")
        yield triple
