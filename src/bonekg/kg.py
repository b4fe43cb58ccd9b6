"""The knowledge graph as a user meets it: load, ask, look up, convert."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bonekg.lexicon import Hit, Lexicon
from bonekg.rows import Rows
from bonekg.store import EmbeddedStore

if TYPE_CHECKING:
    import networkx
    import pyoxigraph
    import rdflib

    from bonekg.answers import Why
    from bonekg.findings import Report
    from bonekg.flat import Claim

__all__ = ["KnowledgeGraph", "load"]

_CONFLICTS = """
SELECT ?conflict ?reason ?apparent ?states
  (GROUP_CONCAT(?key; SEPARATOR=", ") AS ?claims)
WHERE {
  { SELECT ?conflict ?reason ?apparent ?states ?key WHERE {
      ?conflict a bkg:Conflict ; bkg:reason/rdfs:label ?reason ; bkg:states ?states ;
        bkg:ground ?claim .
      OPTIONAL { ?conflict bkg:apparent ?given }
      BIND(COALESCE(?given, false) AS ?apparent)
      BIND(STRAFTER(STR(?claim), "/claim/") AS ?key)
  } ORDER BY ?conflict ?key }
}
GROUP BY ?conflict ?reason ?apparent ?states
ORDER BY ?conflict
"""


def load(path: str | Path | None = None) -> KnowledgeGraph:
    """Load the graph: embedded, offline, nothing cached, no server.

    Args:
        path: an N-Quads file; the package's own release by default.

    Raises:
        StoreError: if the file is missing, empty or not N-Quads.

    Examples:
        >>> import bonekg
        >>> kg = bonekg.load()
        >>> kg.query("ASK { ?claim a bkg:Claim }")
        True
    """
    return KnowledgeGraph(EmbeddedStore(Path(path) if path is not None else None))


class KnowledgeGraph:
    """A loaded graph.

    Args:
        store: where its statements are.
    """

    def __init__(self, store: EmbeddedStore) -> None:
        self.store = store

    @cached_property
    def lexicon(self) -> Lexicon:
        """All names of all terms."""
        return Lexicon(self.store)

    @cached_property
    def all_claims(self) -> list[Claim]:
        """All claims, flat, in the order of their keys."""
        from bonekg.flat import read_flat

        return read_flat(self.store)

    def query(self, sparql: str) -> Rows | bool | list[pyoxigraph.Triple]:
        """Run a SPARQL query; our prefixes are known already.

        Args:
            sparql: SELECT, ASK, CONSTRUCT or DESCRIBE.

        Returns:
            `Rows` for SELECT, True or False for ASK, triples for the others.

        Raises:
            QuerySyntaxError: if the text is not SPARQL, with line and column.
            QueryError: if it is an update or fails.

        Examples:
            >>> import bonekg
            >>> print(bonekg.load().query("SELECT ?n { CHEBI:16796 skos:prefLabel ?n }"))
            n
            ---------
            melatonin
            1 row
        """
        return self.store.query(sparql)

    def unknown_names(self, sparql: str) -> dict[str, list[str]]:
        """Find words of our vocabulary in a query that the graph does not have.

        Args:
            sparql: a query.

        Returns:
            Each `bkg:` name that the graph lacks → the nearest that it has.

        Examples:
            >>> import bonekg
            >>> bonekg.load().unknown_names("SELECT ?x { ?x a bkg:Clam }")
            {'bkg:Clam': ['bkg:Claim']}
        """
        import re

        from bonekg.errors import nearest
        from bonekg.namespaces import BASE

        rows = self.store.select(
            f"SELECT DISTINCT ?x {{ {{ ?x a ?t }} UNION {{ ?s ?x ?o }} "
            f'FILTER(STRSTARTS(STR(?x), "{BASE}")) }}'
        )
        known = {str(x).replace(BASE, "bkg:", 1) for (x,) in rows if "/" not in str(x)[len(BASE) :]}
        used = dict.fromkeys(re.findall(r"\bbkg:[A-Za-z]\w*", sparql))
        return {name: nearest(name, sorted(known), 1) for name in used if name not in known}

    def run(self, name: str, **parameters: object) -> Rows:
        """Run a query of the catalogue.

        Args:
            name: its name; `bonekg queries` lists them.
            parameters: values for its parameters; terms by name, synonym or CURIE.

        Raises:
            UnknownQueryError: if there is no such query.
            UnknownParameterError: if it has no such parameter.
            InvalidParameterError: if a value is missing or of the wrong type.
            TermError: if a term is unknown or ambiguous.
        """
        from bonekg.queries import bind, get_query

        query = get_query(name)
        return self.store.select(bind(query, parameters, lambda: self.lexicon))

    def find(self, text: str, limit: int = 10) -> list[Hit]:
        """Look for terms by name, synonym, abbreviation, CURIE or misspelling, best first.

        Examples:
            >>> import bonekg
            >>> bonekg.load().find("melatonine", limit=1)[0].name
            'melatonin'
        """
        return self.lexicon.find(text, limit)

    def claims(
        self,
        subject: str | None = None,
        object: str | None = None,
        about: str | None = None,
        document: str | None = None,
        kind: str | None = None,
    ) -> list[Claim]:
        """Give the claims that fit, terms with all that is under them.

        Args:
            subject: a term that the claim is about.
            object: a term that the claim relates it to.
            about: a term on either side.
            document: a document's slug, such as `001`.
            kind: a kind of claim, such as `effect`.

        Raises:
            TermError: if a term is unknown or ambiguous.
        """
        found: Iterable[Claim] = self.all_claims
        if subject is not None:
            subjects = self._under(subject)
            found = [claim for claim in found if claim.subject_id in subjects]
        if object is not None:
            objects = self._under(object)
            found = [claim for claim in found if claim.object_id in objects]
        if about is not None:
            either = self._under(about)
            found = [c for c in found if c.subject_id in either or c.object_id in either]
        if document is not None:
            found = [claim for claim in found if claim.document.startswith(f"{document}_")]
        if kind is not None:
            found = [claim for claim in found if claim.kind == kind]
        return list(found)

    def why(self, subject: str, object: str, documents: str | Path | None = None) -> Why:
        """Say what the documents hold for, against and open on one thing's effect on another.

        Args:
            subject: a term by name, synonym or CURIE.
            object: a term by name, synonym or CURIE.
            documents: the folder of the texts, to show passages in full; `BONEKG_DOCUMENTS` else.

        Raises:
            TermError: if a term is unknown or ambiguous.
        """
        from bonekg.answers import why

        passages = self._passages(documents)
        return why(subject, object, self.all_claims, self.lexicon, self.store, passages)

    def conflicts(self, about: str | None = None) -> Rows:
        """Give the reviewed conflicts between claims.

        Args:
            about: a term that at least one of the claims is about, with all that is under it.

        Returns:
            Rows of conflict, reason, apparent (whether both sides can hold), states, claims.

        Raises:
            TermError: if the term is unknown or ambiguous.
        """
        rows = self.store.select(_CONFLICTS)
        if about is None:
            return rows
        wanted = {claim.id for claim in self.claims(about=about)}
        at = rows.columns.index("claims")
        return Rows(rows.columns, [r for r in rows if wanted & set(str(r[at]).split(", "))])

    def export(self, form: str, path: str | Path) -> list[Path]:
        """Write the graph in a format of the registry, whole or not at all.

        Args:
            form: the format's name; `bonekg export --help` lists them.
            path: the file, or for formats of several files the folder.

        Returns:
            The files written.

        Raises:
            ExportError: if there is no such format, or the path cannot be written.
        """
        from bonekg.errors import ExportError
        from bonekg.exports import get_format
        from bonekg.resources import write_aside

        chosen = get_format(form)
        target = Path(path)
        written: list[Path] = []
        for name, content in chosen.write(self).items():
            file = target if len(chosen.files) == 1 else target / name
            try:
                write_aside(file, content)
            except OSError as error:
                raise ExportError(f"{file} cannot be written: {error.strerror}") from error
            written.append(file)
        return written

    def to_rdflib(self) -> rdflib.Dataset:
        """Give the graph as an rdflib Dataset with its named graphs, our prefixes bound."""
        import rdflib

        from bonekg.namespaces import PREFIXES

        dataset = rdflib.Dataset(default_union=True)
        dataset.parse(data=self.nquads(), format="nquads")
        for prefix, iri in PREFIXES.items():
            dataset.bind(prefix, iri, replace=True)
        return dataset

    def to_networkx(self) -> networkx.MultiDiGraph[Any]:
        """Give terms as nodes and claims as edges; each edge has its claim's key and context."""
        from bonekg.networks import claims_network

        return claims_network(self)

    def nquads(self) -> bytes:
        """Give the whole graph as sorted N-Quads."""
        return self.store.nquads()

    def validate(self) -> Report:
        """Check the sources against shapes and checks.

        Returns:
            The findings, with file and line; `ok` if something was checked and nothing found.
        """
        from bonekg.build import build
        from bonekg.review import review

        return review(build())

    def verify(self, documents: str | Path | None = None) -> Report:
        """Check every passage, quote and cue against the texts, character by character.

        Args:
            documents: the folder of the texts; `BONEKG_DOCUMENTS` by default.

        Raises:
            DocumentError: if no folder is known.
        """
        from bonekg.documents import documents_folder
        from bonekg.errors import DocumentError
        from bonekg.verification import verify
        from bonekg.vocabulary import Vocabulary

        folder = documents_folder(documents)
        if folder is None:
            raise DocumentError("name the folder of the texts, or set BONEKG_DOCUMENTS")
        return verify(Vocabulary(), folder)

    def _under(self, name: str) -> set[str]:
        term = self.lexicon.resolve(name)
        rows = self.store.select(f"SELECT ?x WHERE {{ ?x rdfs:subClassOf* <{term}> }}")
        from bonekg.namespaces import compact

        return {compact(term), *(compact(str(x)) for (x,) in rows)}

    def _passages(self, documents: str | Path | None) -> dict[str, str]:
        from bonekg.documents import documents_folder, load_documents, read_text

        folder = documents_folder(documents)
        if folder is None:
            return {}
        texts = {d.file: read_text(d, folder) for d in load_documents().values()}
        return {c.id: texts[c.document][c.start : c.end] for c in self.all_claims}
