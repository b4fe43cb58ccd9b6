"""SSSOM: all mappings of terms, classes and predicates as one table.

The mappings are those of the graph; labels, sources and where each was read come from the tables of
`ontology/mappings`, where these have the row.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bonekg.exports.registry import Format
from bonekg.rdf import BASE, GRAPHS, PREFIXES, compact
from bonekg.resources import root
from bonekg.sources.mappings import Mapping, read_mappings

if TYPE_CHECKING:
    from bonekg.exports.source import Exported

__all__ = ["COLUMNS", "FORMATS", "mapping_rows", "write"]

COLUMNS = Mapping._fields[:-1]
_ELSEWHERE = {
    "bioregistry": "https://bioregistry.io/",
    "semapv": "https://w3id.org/semapv/vocab/",
}
_MAPPINGS = f"""
SELECT DISTINCT ?subject ?name ?match ?object WHERE {{
  VALUES ?match {{
    skos:exactMatch skos:closeMatch skos:broadMatch skos:narrowMatch skos:relatedMatch
  }}
  VALUES ?graph {{ <{GRAPHS["mappings"]}> <{GRAPHS["ontology"]}> }}
  GRAPH ?graph {{ ?subject ?match ?object }}
  ?subject rdfs:label ?name .
  # A mapping to a node of this graph says nothing of another vocabulary: tools that apply all
  # rows would merge the two nodes.
  FILTER(!STRSTARTS(STR(?object), "{BASE}"))
  FILTER NOT EXISTS {{ ?object bkg:kindOf bkg:Entity }}
}}
"""


def mapping_rows(graph: Exported) -> list[tuple[str, ...]]:
    """Give the mappings as rows of `COLUMNS`, sorted; what is not known is an empty cell."""
    listed = {
        (row.subject_id, row.predicate_id, row.object_id): row
        for file in sorted((root() / "ontology" / "mappings").glob("*.sssom.tsv"))
        for row in read_mappings(file)
    }
    rows: set[tuple[str, ...]] = set()
    for subject, name, match, other in graph.store.select(_MAPPINGS):
        key = (compact(str(subject)), compact(str(match)), compact(str(other)))
        known = listed.get(key)
        rows.add(
            (key[0], str(name), key[1], key[2], "", "semapv:UnspecifiedMatching", "", "")
            if known is None
            else tuple(known[:-1])
        )
    return sorted(rows)


def write(graph: Exported) -> dict[str, bytes]:
    """Write the table, with its prefixes and its terms of use before it."""
    from bonekg._version import __version__

    rows = mapping_rows(graph)
    used = {cell.partition(":")[0] for row in rows for cell in (row[0], row[2], row[3])}
    prefixes = {**{prefix: PREFIXES[prefix] for prefix in used}, **_ELSEWHERE}
    lines = [
        "# curie_map:",
        *(f'#   {prefix}: "{iri}"' for prefix, iri in sorted(prefixes.items())),
        f"# mapping_set_id: {BASE}mappings/bonekg",
        f'# mapping_set_version: "{__version__}"',
        "# mapping_set_title: Mappings of BoneKG to public vocabularies",
        "# license: https://creativecommons.org/licenses/by/4.0/",
        "\t".join(COLUMNS),
        *("\t".join(row) for row in rows),
    ]
    return {"bonekg.sssom.tsv": ("\n".join(lines) + "\n").encode("utf-8")}


FORMATS = (
    Format(
        "sssom",
        "the mappings to public vocabularies, as one SSSOM table",
        ("bonekg.sssom.tsv",),
        "each mapping with labels, justification, and the file in which the other term was read",
        "claims, terms without a mapping, background, derived edges",
        write,
        "sssom",
    ),
)
