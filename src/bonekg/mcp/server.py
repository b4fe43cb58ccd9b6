"""The server: the tools and resources over the official SDK, on standard input and output."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, Any

import anyio
import mcp_types as types
from mcp.server.lowlevel import Server
from mcp.server.stdio import stdio_server

from bonekg._version import __version__
from bonekg.answers.render import NOT_ADVICE
from bonekg.errors import BoneKGError
from bonekg.mcp.resources import RESOURCES
from bonekg.mcp.tools import TOOLS, call, input_schema, output_schema

if TYPE_CHECKING:
    from mcp.server import ServerRequestContext

    from bonekg.graph import KnowledgeGraph

__all__ = ["make_server", "serve"]

_INSTRUCTIONS = (
    "An evidence graph of bone health: what web texts state, each claim with its speaker, passage, "
    "certainty and evidence, and what speaks against it. Look a term up with find, ask with why, "
    "read single claims with show. Tell who says it, how surely, what speaks against it and what "
    f"was cut. Read bonekg://what-goes-wrong before query. {NOT_ADVICE}"
)
_HINTS = types.ToolAnnotations(
    read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False
)


def make_server(load: Callable[[], KnowledgeGraph]) -> Server[Any]:
    """Make the server.

    Args:
        load: gives the graph; called when a tool is first called, so that the tools are listed
            at once.
    """
    graph = cache(load)
    one = anyio.CapacityLimiter(1)  # one after the other: all share what was looked up

    async def list_tools(
        context: ServerRequestContext[Any], given: types.PaginatedRequestParams | None
    ) -> types.ListToolsResult:
        return types.ListToolsResult(tools=_tools())

    async def call_tool(
        context: ServerRequestContext[Any], given: types.CallToolRequestParams
    ) -> types.CallToolResult:
        def answer() -> types.CallToolResult:
            return _result(graph(), given.name, given.arguments or {})

        return await anyio.to_thread.run_sync(answer, limiter=one)

    async def list_resources(
        context: ServerRequestContext[Any], given: types.PaginatedRequestParams | None
    ) -> types.ListResourcesResult:
        return types.ListResourcesResult(
            resources=[
                types.Resource(
                    uri=one.uri, name=one.name, description=one.help, mime_type="text/markdown"
                )
                for one in RESOURCES.values()
            ]
        )

    async def read_resource(
        context: ServerRequestContext[Any], given: types.ReadResourceRequestParams
    ) -> types.ReadResourceResult:
        uri = str(given.uri)
        if uri not in RESOURCES:
            raise ValueError(f"there is no {uri}; there are {', '.join(RESOURCES)}")
        text = await anyio.to_thread.run_sync(lambda: RESOURCES[uri].read(graph()), limiter=one)
        content = types.TextResourceContents(uri=uri, mime_type="text/markdown", text=text)
        return types.ReadResourceResult(contents=[content])

    return Server(
        "bonekg",
        version=__version__,
        title="BoneKG",
        instructions=_INSTRUCTIONS,
        on_list_tools=list_tools,
        on_call_tool=call_tool,
        on_list_resources=list_resources,
        on_read_resource=read_resource,
    )


@cache
def _tools() -> list[types.Tool]:
    return [
        types.Tool(
            name=tool.name,
            description=f"{tool.help} {NOT_ADVICE}",
            input_schema=input_schema(tool),
            output_schema=output_schema(tool),
            annotations=_HINTS,
        )
        for tool in TOOLS.values()
    ]


def _result(graph: KnowledgeGraph, name: str, given: dict[str, Any]) -> types.CallToolResult:
    """Call a tool; an error is told to the assistant, which can mend its call."""
    try:
        reply = call(graph, name, given)
    except BoneKGError as error:
        text = types.TextContent(type="text", text=f"{type(error).__name__}: {error}")
        return types.CallToolResult(content=[text], is_error=True)
    text = types.TextContent(type="text", text=json.dumps(reply, ensure_ascii=False))
    return types.CallToolResult(content=[text], structured_content=reply)


def serve(load: Callable[[], KnowledgeGraph]) -> None:
    """Serve on standard input and output until the input ends.

    Args:
        load: gives the graph, when it is first needed.
    """

    async def run() -> None:
        server = make_server(load)
        async with stdio_server() as (given, taken):
            await server.run(given, taken, server.create_initialization_options())

    anyio.run(run)
