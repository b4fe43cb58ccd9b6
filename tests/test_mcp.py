"""The tools for assistants, by a real session of the official SDK's client over stdio."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Awaitable, Callable
from typing import Any

import jsonschema
import pytest

import bonekg
from bonekg.errors import BoneKGError
from bonekg.mcp.resources import RESOURCES
from bonekg.mcp.tools import TOOLS, call, input_schema, output_schema

anyio = pytest.importorskip("anyio")
pytest.importorskip("mcp", reason="the extra mcp is not installed")

from mcp import ClientSession, StdioServerParameters  # noqa: E402
from mcp.client.stdio import stdio_client  # noqa: E402

EXAMPLES: dict[str, dict[str, Any]] = {
    "find": {"text": "vit d"},
    "show": {"thing": "melatonin"},
    "claims": {"about": "magnesium"},
    "why": {"subject": "melatonin", "object": "bone mineral density"},
    "paths": {"a": "melatonin", "b": "bone resorption"},
    "compare": {"thing": ["1 mg melatonin", "3 mg melatonin"]},
    "conflicts": {"about": "melatonin"},
    "run": {"name": "food-sources", "parameters": {"entity": "magnesium"}},
    "query": {"sparql": "SELECT ?c ?s { ?c a bkg:Claim ; bkg:states ?s } ORDER BY ?c"},
}
MOST = 60_000


@pytest.fixture(scope="module")
def kg() -> bonekg.KnowledgeGraph:
    return bonekg.load()


def in_session(work: Callable[[ClientSession], Awaitable[Any]]) -> Any:
    """Start `bonekg mcp` as an assistant does, and do something with it."""

    async def run() -> Any:
        how = StdioServerParameters(
            command=sys.executable, args=["-m", "bonekg", "mcp"], env=dict(os.environ)
        )
        async with stdio_client(how) as (given, taken), ClientSession(given, taken) as session:
            await session.initialize()
            return await work(session)

    return anyio.run(run)


@pytest.mark.slow
def test_tools_and_resources_over_stdio() -> None:
    async def work(session: ClientSession) -> Any:
        listed = await session.list_tools()
        resources = await session.list_resources()
        texts = {
            str(one.uri): (await session.read_resource(one.uri)).contents[0].model_dump()["text"]
            for one in resources.resources
        }
        replies = {name: await session.call_tool(name, given) for name, given in EXAMPLES.items()}
        wrong = await session.call_tool("why", {"subject": "qqqq", "object": "bone"})
        return listed.tools, texts, replies, wrong

    tools, texts, replies, wrong = in_session(work)
    assert [tool.name for tool in tools] == list(TOOLS)
    assert len(tools) <= 9
    assert all(tool.annotations.read_only_hint for tool in tools)
    assert set(texts) == set(RESOURCES)
    assert "food-sources" in texts["bonekg://catalogue"]
    assert "bkg:Claim" in texts["bonekg://vocabulary"]
    kg = bonekg.load()
    for name, reply in replies.items():
        assert not reply.is_error, (name, reply.content)
        assert reply.structured_content == json.loads(json.dumps(call(kg, name, EXAMPLES[name])))
        assert json.loads(reply.content[0].text) == reply.structured_content
    assert wrong.is_error
    assert "UnknownTermError" in wrong.content[0].text


@pytest.mark.parametrize("name", TOOLS)
def test_replies_are_as_their_schema_says(name: str, kg: bonekg.KnowledgeGraph) -> None:
    tool = TOOLS[name]
    jsonschema.Draft202012Validator(input_schema(tool)).validate(EXAMPLES[name])
    reply = call(kg, name, EXAMPLES[name])
    jsonschema.Draft202012Validator(output_schema(tool)).validate(reply)
    assert "Not medical advice" in reply["notice"]
    assert len(json.dumps(reply, ensure_ascii=False)) <= MOST


def told_claims(value: Any) -> list[dict[str, Any]]:
    """All claims of a reply, wherever they stand in it."""
    if isinstance(value, dict):
        own = [value] if "passage" in value else []
        return own + [found for item in value.values() for found in told_claims(item)]
    if isinstance(value, list):
        return [found for item in value for found in told_claims(item)]
    return []


@pytest.mark.parametrize("name", TOOLS)
def test_every_claim_has_its_passage_and_certainty(name: str, kg: bonekg.KnowledgeGraph) -> None:
    claims = told_claims(call(kg, name, EXAMPLES[name]))
    assert claims
    for told in claims:
        claim = kg.claim(told["claim"])
        assert told["certainty"] == claim.certainty
        assert told["evidence"] == claim.evidence_words
        passage = told["passage"]
        assert (passage["document"], passage["start"]) == (claim.document, claim.start)
        assert told["source"]


def test_what_is_cut_is_told_with_its_total(kg: bonekg.KnowledgeGraph) -> None:
    everything = len(kg.claims())
    reply = call(kg, "claims", {"limit": 3})
    assert reply["cut"][0] | {"how": ""} == {
        "what": "claims", "shown": 3, "total": everything, "how": "",
    }  # fmt: skip
    assert len(reply["answer"]["claims"]) == 3
    rows = call(kg, "query", {"sparql": "SELECT ?c { ?c a bkg:Claim }", "limit": 7})
    counted = kg.query("SELECT (COUNT(DISTINCT ?c) AS ?n) { ?c a bkg:Claim }")
    assert isinstance(counted, bonekg.Rows)
    assert (rows["cut"][0]["shown"], rows["cut"][0]["total"]) == (7, counted[0][0])
    run = call(kg, "run", {"name": "food-sources", "parameters": {"entity": "magnesium"}})
    assert run["answer"]["total"] == len(kg.run("food-sources", entity="magnesium"))
    small = call(kg, "conflicts", {"about": "melatonin", "limit": 100})
    assert small["cut"] == []
    assert len(small["answer"]["conflicts"]) == len(kg.conflicts(about="melatonin"))


def test_large_replies_are_cut_and_not_sent(kg: bonekg.KnowledgeGraph) -> None:
    for given in ({"limit": 100}, {"about": "bone", "limit": 100}):
        reply = call(kg, "claims", given)
        assert len(json.dumps(reply, ensure_ascii=False)) <= MOST
        assert reply["cut"][0]["total"] > reply["cut"][0]["shown"]


def test_why_tells_both_sides(kg: bonekg.KnowledgeGraph) -> None:
    reply = call(kg, "why", {"subject": "wine", "object": "bone"})
    sides = {side["side"]: side["total"] for side in reply["answer"]["sides"]}
    answer = kg.why("wine", "bone")
    assert sides == {name: len(s.voices) for name, s in answer.sides.items() if s.voices}
    assert any(told.startswith("against") for told in reply["counter_evidence"])
    assert any("alcohol-heavy-or-occasional" in told for told in reply["counter_evidence"])


def test_truth_values_and_triples(kg: bonekg.KnowledgeGraph) -> None:
    truth = call(kg, "query", {"sparql": "ASK { ?c a bkg:Claim }"})
    assert truth["answer"]["rows"] == [[True]]
    graph = call(kg, "query", {"sparql": "CONSTRUCT WHERE { ?c a bkg:Conflict }", "limit": 2})
    assert (len(graph["answer"]["rows"]), graph["answer"]["total"]) == (2, len(kg.conflicts()))
    unknown = call(kg, "query", {"sparql": "SELECT * { ?c a bkg:Clam }"})
    assert "bkg:Claim" in unknown["notes"][0]


WRONG: list[tuple[str, dict[str, Any]]] = [
    ("nothing", {}),
    ("why", {}),
    ("why", {"subject": "melatonin", "object": " "}),
    ("why", {"subject": "melatonin", "object": 3}),
    ("why", {"subject": "melatonin", "object": "bone", "colour": "red"}),
    ("claims", {"limit": 0}),
    ("claims", {"limit": "many"}),
    ("compare", {"thing": "melatonin"}),
    ("run", {"name": "no-such-query"}),
    ("run", {"name": "food-sources", "parameters": {"entity": "qqqq"}}),
    ("query", {"sparql": "DROP ALL"}),
    ("query", {"sparql": "SELECT * { SERVICE <http://127.0.0.1/> { ?s ?p ?o } }"}),
]


@pytest.mark.parametrize(("name", "given"), WRONG)
def test_errors_are_ours(name: str, given: dict[str, Any], kg: bonekg.KnowledgeGraph) -> None:
    with pytest.raises(BoneKGError):
        call(kg, name, given)


def test_a_client_may_end_it_while_its_input_is_open() -> None:
    pipe = subprocess.PIPE
    with subprocess.Popen([sys.executable, "-m", "bonekg", "mcp"], stdin=pipe, stdout=pipe) as it:
        assert it.stdin is not None
        assert it.stdout is not None
        asked = {"jsonrpc": "2.0", "id": 1, "method": "ping"}
        it.stdin.write(json.dumps(asked).encode() + b"\n")
        it.stdin.flush()
        assert it.stdout.readline()  # it waits for the next
        it.send_signal(signal.SIGTERM)
        assert it.wait(30) == -signal.SIGTERM
