"""Why a query does not run, said so that it can be mended: what, where, and what is near.

The engine's own complaint often stands at the end of the text and lists all that might have
followed. So the usual slips are looked for in the query's tokens first; else the engine's reason is
given, shortened.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import islice, pairwise
from pathlib import Path

from bonekg.errors import QueryError, QueryRefusedError, QuerySyntaxError, nearest
from bonekg.rdf import PREFIXES, compact, expand
from bonekg.store.tokens import Token, line_and_column, tokens_of

__all__ = ["explain"]
__all__ += ["FORMS"]

FORMS = ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")
_UPDATES = frozenset(
    ("INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY", "WITH")
)
# The words of SPARQL's grammar; names of functions among them.
_KEYWORDS = frozenset(
    re.findall(
        r"\w+",
        "a abs add all as asc ask avg base bind bnode bound by ceil clear coalesce concat "
        "construct contains copy count create datatype day default delete desc describe distinct "
        "drop encode_for_uri exists false filter floor from graph group group_concat having hours "
        "if in insert into iri isblank isiri isliteral isnumeric isuri lang langmatches lcase "
        "limit load max md5 min minus minutes month move named not now offset optional order "
        "prefix rand reduced regex replace round sameterm sample seconds select separator service "
        "sha1 sha256 sha384 sha512 silent str strafter strbefore strdt strends strlang strlen "
        "strstarts struuid substr sum timezone to true tz ucase undef union uri using uuid values "
        "version where with year triple subject predicate object istriple haslang haslangdir "
        "langdir strlangdir ",
    )
)
_POSITION = re.compile(r"error at (\d+):(\d+): ?(.*)", re.DOTALL)
_SHORTEST = 3  # characters of a prefix that a word may begin with by no chance
_LOOKED_AT = 20_000  # tokens of a query in which its fault is looked for
_SIGNS = 8  # signs of the engine's list that are shown
_PATH = re.compile(r"[^\s{}<>?]+\.(?:rq|sparql|txt|ru)")


def explain(sparql: str, complaint: str) -> QueryError:
    """Turn the engine's complaint about a query into an error that says what to do.

    Args:
        sparql: the query.
        complaint: what the engine says of it.

    Returns:
        The error to raise: `QueryRefusedError` for an update, else `QuerySyntaxError`.

    Examples:
        >>> print(explain("SELCT ?x { ?x a bkg:Claim }", "error at 1:28: expected CONSTRUCT"))
        SPARQL syntax error at line 1, column 1: 'SELCT' is no word of SPARQL; did you mean SELECT?
        >>> print(explain("ASK { nope:x a ?y }", "error at 1:11: expected OPTIONAL"))
        SPARQL syntax error at line 1, column 7: no prefix 'nope:' is known; `bonekg prefixes` \
lists them, PREFIX declares your own
    """
    if not sparql.strip():
        return QuerySyntaxError("the query is empty")
    tokens = list(islice(tokens_of(sparql), _LOOKED_AT))
    if not tokens:
        return QuerySyntaxError("the query is empty: all of it is a comment")
    if _PATH.fullmatch(sparql.strip()):
        name = Path(sparql.strip())
        there = "" if name.is_file() else "; there is no such file here"
        return QuerySyntaxError(
            f"{str(name)!r} is the name of a file, not a query: `bonekg query - < {name}` runs "
            f"what is in one{there}"
        )
    found = (
        _update(tokens)
        or _open_text(tokens)
        or _unknown_prefix(tokens)
        or _slash(tokens)
        or _unknown_word(tokens)
    )
    if len(tokens) < _LOOKED_AT:  # else what is open may be closed later on
        found = found or _unbalanced(tokens)
    if found is not None:
        token, problem = found
        place = line_and_column(sparql, token.start)
        if token.text.upper() in _UPDATES and problem.startswith("the graph is"):
            return QueryRefusedError(problem, *place)
        return QuerySyntaxError(problem, *place)
    return _shortened(complaint)


_Found = tuple[Token, str] | None


def _update(tokens: list[Token]) -> _Found:
    words = [token for token in tokens if token.kind == "word" and token.depth == 0]
    first = next((t for t in words if t.text.upper() in (*_UPDATES, *FORMS)), None)
    if first is None or first.text.upper() in FORMS:
        return None
    return first, "the graph is read-only; SELECT, ASK, CONSTRUCT and DESCRIBE run"


def _open_text(tokens: list[Token]) -> _Found:
    quote = next((t for t in tokens if t.kind == "other" and t.text in "\"'"), None)
    return (quote, "a text begins here and does not end") if quote else None


def _unknown_prefix(tokens: list[Token]) -> _Found:
    declared = {
        after.text.partition(":")[0]
        for word, after in pairwise(tokens)
        if word.kind == "word" and word.text.upper() == "PREFIX"
    }
    known = {*PREFIXES, *declared}
    for token in tokens:
        prefix, colon, _ = token.text.partition(":")
        if token.kind == "name" and colon and prefix not in known and prefix != "_":
            near = nearest(prefix, known, 1)
            hint = f"; did you mean {near[0]}:?" if near else ""
            return token, (
                f"no prefix '{prefix}:' is known{hint}; `bonekg prefixes` lists them, PREFIX "
                "declares your own"
            )
    return None


def _slash(tokens: list[Token]) -> _Found:
    """Find an old-fashioned CURIE with a slash, which is no name of SPARQL."""
    for name, sign, after in zip(tokens, tokens[1:], tokens[2:], strict=False):
        near = name.end == sign.start and sign.end == after.start
        if name.kind != "name" or sign.text != "/" or not near or name.text[:1] == "_":
            continue
        prefix, _, local = name.text.partition(":")
        if after.kind not in ("number", "word") or prefix not in PREFIXES or not local:
            continue
        family = compact(f"{expand(name.text)}/x").partition(":")[0]
        if family != prefix and family in PREFIXES:
            return name, (
                f"a name of SPARQL has no slash: write {family}:… for {name.text}/…, or the whole "
                "IRI in <>"
            )
    return None


def _unknown_word(tokens: list[Token]) -> _Found:
    for token, after in zip(tokens, [*tokens[1:], None], strict=True):
        if token.kind == "word" and token.text.lower() not in _KEYWORDS:
            hint = _missing_colon(token.text, after) or _near_words(token)
            return token, f"{token.text!r} is no word of SPARQL{hint}"
    return None


def _missing_colon(word: str, after: Token | None) -> str:
    """Find a name with a prefix whose colon is missing: `bkgClaim`, `bkg Claim`, `bkg;Claim`."""
    if word in PREFIXES:
        name = after.text if after is not None and after.kind == "word" else "…"
        return f"; a colon stands between a prefix and a name: {word}:{name}"
    begun = [p for p in PREFIXES if len(p) >= _SHORTEST and word.startswith(p) and word != p]
    prefix = max(begun, key=len, default="")
    return f"; a colon is missing: {prefix}:{word[len(prefix) :]}" if prefix else ""


def _near_words(token: Token) -> str:
    near = [word.upper() for word in nearest(token.text, _KEYWORDS, 1)]
    if token.depth > 0:  # where most words are names
        near.append(f"a name with its prefix, such as bkg:{token.text}")
    return f"; did you mean {', or '.join(near)}?" if near else ""


def _unbalanced(tokens: list[Token]) -> _Found:
    pairs = {"{": "}", "(": ")", "[": "]", "{|": "|}", "<<": ">>", "<<(": ")>>"}
    inside: list[Token] = []
    for token in tokens:
        if token.kind == "open":
            inside.append(token)
        elif token.kind == "close":
            if not inside:
                return token, f"{token.text!r} closes nothing"
            opened = inside.pop()
            if pairs[opened.text] != token.text:
                return token, f"{token.text!r} stands where {pairs[opened.text]!r} is due"
    if inside:
        return inside[-1], f"{inside[-1].text!r} is not closed"
    return None


def _shortened(complaint: str) -> QuerySyntaxError:
    found = _POSITION.search(complaint)
    if not found:
        return QuerySyntaxError(" ".join(complaint.split()))
    said = " ".join(found[3].split())
    expected = re.fullmatch(r"expected (?:one of )?(.*)", said)
    if expected:
        said = _readable(expected[1]) or said
    return QuerySyntaxError(said, int(found[1]), int(found[2]))


def _readable(listed: str) -> str:
    """Give the engine's reason where it has one in words, else the first signs of its list."""
    parts = re.findall(r'"(?:[^"\\]|\\.)*"|\[[^\]]*\]|[^,\s][^,]*', listed)
    reasons = [part for part in parts if re.match(r"[A-Z][a-z]* [a-zA-Z]+ ", part)]
    if reasons:
        return _sentence(reasons)
    signs = [part for part in parts if not part.startswith("[")]
    if not signs:
        return "" if listed != "[_]" else "nothing can follow here, or something before it is wrong"
    return f"expected {' or '.join(signs[:_SIGNS])}{' …' if len(signs) > _SIGNS else ''}"


def _sentence(reasons: Iterable[str]) -> str:
    return "; ".join(reason[0].lower() + reason[1:] for reason in reasons)
