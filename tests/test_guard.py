"""What is refused before the engine sees it, and what is said of a query that does not run."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

import bonekg
from bonekg import errors
from bonekg.catalogue.queries import load_catalogue
from bonekg.store import guard
from bonekg.store.guard import MAX_DEPTH, MAX_OPERATORS, MAX_STEPS, check_query, decode_query
from bonekg.store.tokens import tokenize


def _nested(before: str, inner: str, after: str, count: int) -> str:
    return before * count + inner + after * count


# what makes the engine go deeper, by how many times it is repeated
_DEEP: dict[str, Callable[[int], str]] = {
    "groups": lambda n: f"ASK {_nested('{', '', '}', n)}",
    "patterns": lambda n: f"ASK {_nested('{ ?s ?p ?o ', '', '}', n)}",
    "parentheses": lambda n: f"SELECT ({_nested('(', '1', ')', n)} AS ?x) {{}}",
    "functions": lambda n: f"SELECT ({_nested('STR(', '1', ')', n)} AS ?x) {{}}",
    "exists": lambda n: f"ASK {{ {_nested('FILTER EXISTS { ', '', '}', n)} }}",
    "paths": lambda n: f"ASK {{ ?s {_nested('(', 'rdfs:subClassOf', ')*', n)} ?o }}",
    "lists": lambda n: f"ASK {{ {_nested('( ', '1', ' )', n)} ?p ?o }}",
    "blank nodes": lambda n: f"ASK {{ ?s ?p {_nested('[ a ', '1', ' ]', n)} }}",
    "graphs": lambda n: f"ASK {{ {_nested('GRAPH ?g { ', '', '}', n)} }}",
    "sub-selects": lambda n: f"SELECT * {{ {_nested('{ SELECT * { ', '', '} }', n)} }}",
    "triples": lambda n: f"ASK {{ {_nested('<<( ?s ?p ', '?o', ' )>>', n)} ?p ?o }}",
    "less than": lambda n: f"ASK {{ FILTER(1<{_nested('(', '2', ')', n)}>0) }}",
}
_LONG: dict[str, Callable[[int], str]] = {
    "patterns": lambda n: f"ASK {{ {'?s ?p ?o . ' * n}}}",
    "without a dot": lambda n: f"ASK {{ {'{?s ?p ?o}' * n}}}",
    "objects": lambda n: f"ASK {{ ?s ?p ?o{', ?o' * n} }}",
    "items": lambda n: f"ASK {{ ({' 1' * n}) ?p ?o }}",
    "items without a space": lambda n: f"ASK {{ ({'?a' * n}) ?p ?o }}",
    "optional": lambda n: f"ASK {{ ?s ?p ?o {'OPTIONAL{?s ?p ?o}' * n} }}",
    "bind": lambda n: f"ASK {{ {' '.join(f'BIND({i} AS ?x{i})' for i in range(n))} }}",
    "unions": lambda n: f"ASK {{ {{?s ?p ?o}}{'UNION{?s ?p ?o}' * n} }}",
    "described": lambda n: f"DESCRIBE{' <u:a>' * n}",
    "described names": lambda n: f"PREFIX u: <u:> DESCRIBE{' u:a' * n} {{ ?s ?p ?o }}",
    "ordered": lambda n: f"SELECT * {{}} ORDER BY{' (1)' * n}",
    "ordered by a function": lambda n: f"SELECT * {{}} ORDER BY {'NOW()' * n}",
    "ordered each way": lambda n: f"SELECT * {{}} ORDER BY {'ASC(1)DESC(2)' * n}",
    "ordered within": lambda n: f"ASK {{ {{ SELECT * {{}} ORDER BY {'(1)' * n} }} }}",
    "grouped": lambda n: f"SELECT (1 AS ?z) {{}} GROUP BY {'(1)' * n}",
    "having": lambda n: f"SELECT (1 AS ?z) {{}} GROUP BY ?y HAVING {'(1)' * n}",
    "steps": lambda n: f"ASK {{ ?s {'rdf:rest/' * n}rdf:first ?o }}",
}
_OPERATORS: dict[str, Callable[[int], str]] = {
    "plus": lambda n: f"SELECT (1{'+1' * n} AS ?x) {{}}",
    "or": lambda n: f"ASK {{ FILTER(true{'||true' * n}) }}",
    "not": lambda n: f"ASK {{ FILTER({'!' * n}true) }}",
    "minus": lambda n: f"SELECT (1{' - ?x' * n} AS ?y) {{}}",
    "alternatives": lambda n: f"ASK {{ ?s {'rdf:rest|' * n}rdf:first ?o }}",
    "behind less than": lambda n: f"ASK {{ FILTER(1<2{'+2' * n}&&3>2) }}",
}


@pytest.mark.parametrize("kind", _DEEP)
def test_depth(kind: str) -> None:
    make = _DEEP[kind]
    with pytest.raises(errors.QueryRefusedError, match=r"line 1, column \d+: brackets are nested"):
        check_query(make(MAX_DEPTH + 1))
    with pytest.raises(errors.QueryRefusedError):
        bonekg.load().query(make(3000))
    check_query(make(MAX_DEPTH // 2 - 2))


@pytest.mark.parametrize("kind", _LONG)
def test_steps(kind: str) -> None:
    with pytest.raises(errors.QueryRefusedError, match="joins more than 500 patterns"):
        check_query(_LONG[kind](MAX_STEPS + 2))
    check_query(_LONG[kind](MAX_STEPS // 4))


@pytest.mark.parametrize("kind", _OPERATORS)
def test_operators(kind: str) -> None:
    with pytest.raises(errors.QueryRefusedError, match="more than 2,000 operators"):
        check_query(_OPERATORS[kind](MAX_OPERATORS + 2))
    check_query(_OPERATORS[kind](MAX_OPERATORS - 20))


@pytest.mark.parametrize("mark", ['"', "'"])
def test_quotes_that_begin_no_text(mark: str) -> None:
    """Each is looked for to the end of the query: many of them take a time that grows fast."""
    with pytest.raises(errors.QueryRefusedError, match="more than 16 quotes begin a text that has"):
        check_query("ASK { " + f"{mark}\\" * 100_000)
    check_query("ASK { " + f"?s ?p {mark}a\\{mark}{mark} . " * 100 + "}")


def test_what_stands_behind_conditions_is_no_condition() -> None:
    within = "{ SELECT ?s { ?s ?p ?o } ORDER BY (?s) }"
    check_query(f"ASK {{ {within} {{ {'FILTER(1 = 1) ' * 300}}} }}")


_RUN = """
import sys, threading
import bonekg
from bonekg.store.base import EmbeddedStore
store = EmbeddedStore(data=b"<u:s> <u:p> <u:o> <u:g> .\\n")
def run():
    for query in sys.stdin.read().split("\\0"):
        try:
            store.query(query)
        except bonekg.errors.QueryError:
            pass
    print("alive")
threading.stack_size(int(sys.argv[1]))
thread = threading.Thread(target=run)
thread.start()
thread.join()
"""


@pytest.mark.parametrize("stack", [1, 8])
@pytest.mark.slow
def test_what_passes_does_not_overflow_the_stack(stack: int) -> None:
    """In a process of its own, since an overflow would end it; on the smallest stack, depth."""
    deep = [make(MAX_DEPTH // 3) for make in _DEEP.values()]
    long = [make(MAX_STEPS // 5 if name != "without a dot" else 60) for name, make in _LONG.items()]
    signs = [make(MAX_OPERATORS - 20) for make in _OPERATORS.values()]
    queries = deep if stack == 1 else [*deep, *long, *signs]
    command = [sys.executable, "-c", _RUN, str(stack << 20)]
    done = subprocess.run(command, input="\0".join(queries), capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (0, "alive\n"), done.stderr


@pytest.mark.parametrize(
    ("sign", "says"),
    [
        ("\ud800", "U+D800 is half of a pair of UTF-16 (a lone surrogate) and no character"),
        ("\udcff", "the byte 0xff is no character of UTF-8; write the query in UTF-8"),
    ],
)
def test_what_is_no_character_is_named(sign: str, says: str) -> None:
    with pytest.raises(errors.QueryRefusedError) as refused:
        check_query(f"ASK {{ ?x rdfs:label '{sign}' }}")
    assert says in str(refused.value)
    assert (refused.value.line, refused.value.column) == (1, 22)


def test_size_and_encodings() -> None:
    with pytest.raises(errors.QueryRefusedError, match="has 262,145 characters"):
        check_query("#" * 262_145)
    with pytest.raises(errors.QueryRefusedError, match=r"column 8: .*write the query in UTF-8"):
        check_query("ASK { '\udcff' ?p ?o }")
    text = "ASK { ?s ?p 'naïve – ✓' }"
    for encoding in ("utf-8", "utf-8-sig", "utf-16", "utf-32"):
        assert decode_query(text.encode(encoding)) == text
    with pytest.raises(errors.QueryRefusedError, match=r"not UTF-8 \(byte 16\)"):
        decode_query(text.encode("cp1252", "replace"))
    assert bonekg.load().query("\ufeffASK {}\r\n") is True


_SERVICE = [
    "ASK { SERVICE <http://127.0.0.1:9/> {} }",
    "ASK { service silent ?x {} }",
    "SELECT * { { SELECT * { GRAPH ?g { SeRvIcE<http://x/>{} } } } }",
    "ASK { ?s ?p '#' . SERVICE <http://x/> {} }",
    "ASK { # a comment\n SERVICE <http://x/> {} }",
    "ASK { ?s ?p 'it''s' SERVICE <http://x/> {} }",
    "ASK { ?s ?p '''\\''' ''' SERVICE <http://x/> {} }",
    "ASK { FILTER(1<2)SERVICE<u:x>{} FILTER(2>1) }",
    "ASK { FILTER(EXISTS { SERVICE <u:x> {} }) }",
]


@pytest.mark.parametrize("query", _SERVICE)
def test_other_servers_are_not_asked(query: str) -> None:
    with pytest.raises(errors.QueryRefusedError, match="SERVICE would ask another server"):
        check_query(query)


@pytest.mark.parametrize(
    "query",
    [
        "ASK { ?s ?p 'SERVICE <http://x/> {}' }",
        "ASK { ?service a <http://example.org/SERVICE> } # SERVICE <u:x> {}",
        'ASK { ?s ?p """SERVICE " <u:x>""" }',
        "PREFIX service: <u:> ASK { ?s a service:SERVICE }",
    ],
)
def test_the_word_alone_is_no_service(query: str) -> None:
    check_query(query)
    assert bonekg.load().query(query) is False


def test_a_comment_cannot_hide_behind_a_sign() -> None:
    hidden = "ASK { FILTER(1<2#>'''\n) SERVICE <u:x> {} #'''\n}"
    with pytest.raises(errors.QueryRefusedError, match="'<' may begin an IRI"):
        check_query(hidden)


def test_queries_of_the_catalogue_and_long_lists_pass() -> None:
    for query in load_catalogue().values():
        check_query(query.text)
    many = " ".join(f"<http://example.org/{n}>" for n in range(5000))
    check_query(f"SELECT * {{ VALUES ?x {{ {many} }} ?x ?p ?o }}")
    pairs = " ".join(f"(<u:{n}#a> <u:{n}#b>)" for n in range(3000))
    check_query(f"SELECT * {{ VALUES (?x ?y) {{ {pairs} }} ?x ?p ?y }}")
    check_query(f"ASK {{ FILTER(?x IN ({', '.join(map(str, range(5000)))})) }}")


_SIGNS = "{ } ( ) [ ] ?a <u:a> 'x' a:b 1 . ; , / | + ! # \" < > "
_WORDS = "OPTIONAL UNION FILTER VALUES AS SELECT DESCRIBE"
_PARTS = st.sampled_from(re.findall(r"\S+ ", f"{_SIGNS}{_WORDS} "))


@given(st.lists(_PARTS, max_size=60).map("".join), st.integers(1, 40))
def test_the_short_way_lets_nothing_pass_that_the_long_one_refuses(text: str, times: int) -> None:
    query = text * times
    if guard._is_plainly_small(query):
        guard._Counts(query).check()


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("a.b:c", "name a.b:c"),
        ("a.b c", "word a|sign .|word b|word c"),
        ("a.:b", "word a|sign .|name :b"),
        ("a.5e3.-b", "word a|number .5e3|sign .|sign -|word b"),
        ("UNDEF.x.y:", "name UNDEF.x.y:"),
        ("true.}", "word true|sign .|close }"),
    ],
)
def test_letters_and_dots_are_a_name_only_before_a_colon(text: str, tokens: str) -> None:
    assert "|".join(f"{token.kind} {token.text}" for token in tokenize(text)) == tokens


@given(st.lists(_PARTS, max_size=40).map("".join))
def test_tokens_leave_nothing_out(text: str) -> None:
    at = 0
    for token in tokenize(text):
        between = text[at : token.start]
        assert not between.strip() or "#" in between
        assert text[token.start : token.end] == token.text
        at = token.end


@pytest.mark.parametrize(
    ("query", "says", "place"),
    [
        ("ASK { ?c a bkgClaim }", "a colon is missing: bkg:Claim", (1, 12)),
        ("ASK { ?c rdfs label ?x }", "between a prefix and a name: rdfs:label", (1, 10)),
        ("ASK { ?c a bkg;Claim }", "between a prefix and a name: bkg:…", (1, 12)),
        ("ASK { ?c a Hormone }", "a name with its prefix, such as bkg:Hormone", (1, 12)),
        ("SELCT ?x { ?x a bkg:Claim }", "'SELCT' is no word .* did you mean SELECT", (1, 1)),
        ("ASK {\n  ?x a bgk:Claim }", "no prefix 'bgk:' .* mean bkg:.*`bonekg prefixes`", (2, 8)),
        ("ASK { ?x a nowhere:Claim }", "no prefix 'nowhere:'", (1, 12)),
        ("ASK { bkg:claim/001-070 ?p ?o }", r"write bkg\.claim:…", (1, 7)),
        ("ASK { ?s ?p ?o FILTR(?s) }", "did you mean FILTER", (1, 16)),
        ("ASK { ?s ?p 'open }", "a text begins here and does not end", (1, 13)),
        ("ASK { ?s ?p ?o ", r"'\{' is not closed", (1, 5)),
        ("ASK { ?s ?p ?o }}", r"'\}' closes nothing", (1, 17)),
        ("SELECT ?x (COUNT(?y) AS ?n) { ?x ?p ?y } GROUP BY ?y", "variable that is unbound", None),
        ("queries/claims.rq", "is the name of a file.*no such file", (None, None)),
        ("", "is empty", (None, None)),
        ("# nothing", "all of it is a comment", (None, None)),
    ],
)
def test_what_is_said_of_a_query_that_is_wrong(
    query: str, says: str, place: tuple[int | None, int | None] | None
) -> None:
    kg = bonekg.load()
    for limit in (None, 60):
        with pytest.raises(errors.QuerySyntaxError, match=says) as wrong:
            kg.query(query, timeout=limit)
        assert place is None or (wrong.value.line, wrong.value.column) == place
        assert len(str(wrong.value)) < 300
        assert "\n" not in str(wrong.value)


@pytest.mark.parametrize(
    "update",
    [
        "INSERT DATA { <u:a> <u:b> <u:c> }",
        "DELETE WHERE { ?s ?p ?o }",
        "# SELECT\nLOAD <http://x/>",
        "PREFIX x: <u:> CLEAR ALL",
        "WITH <u:g> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
    ],
)
def test_updates_are_refused(update: str) -> None:
    with pytest.raises(errors.QueryRefusedError, match="read-only"):
        bonekg.load().query(update)
