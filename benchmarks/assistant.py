"""How soon `bonekg mcp` gives its first list of tools, beside the import of the SDK alone.

`PYTHONPATH=src python benchmarks/assistant.py`, on a machine that does nothing else.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time

import anyio
from mcp import ClientSession, StdioServerParameters
from mcp.client.stdio import stdio_client

_TIMES = 5


async def _listed() -> None:
    how = StdioServerParameters(
        command=sys.executable, args=["-m", "bonekg", "mcp"], env=dict(os.environ)
    )
    async with stdio_client(how) as (given, taken), ClientSession(given, taken) as session:
        await session.initialize()
        await session.list_tools()


def main() -> None:
    """Print the least of some runs of each."""
    lists, imports = [], []
    for _ in range(_TIMES):
        begun = time.perf_counter()
        anyio.run(_listed)
        between = time.perf_counter()
        subprocess.run([sys.executable, "-c", "import mcp.server.lowlevel"], check=True)
        lists.append(between - begun)
        imports.append(time.perf_counter() - between)
    least, alone = min(lists), min(imports)
    print(
        f"first list of tools {least:.2f} s, import of the SDK {alone:.2f} s: {least / alone:.2f}"
    )


if __name__ == "__main__":
    main()
