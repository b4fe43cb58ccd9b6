"""The tools of others that a test runs: where they are, and what happens where they are not.

`.ci/tools FOLDER` installs them; `BONEKG_TOOLS` names that folder. Each `tests/tools/<set>.txt` is
one virtual environment, since their requirements clash; `package.json` and `apt.txt` hold the
rest. Where a tool is missing a test is skipped with the reason, unless `BONEKG_NO_SKIP` is set.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

__all__ = ["SCRIPTS", "absent", "folder", "jena", "program", "run", "run_node", "run_python"]

SCRIPTS = Path(__file__).parent / "tools"


def absent(reason: str) -> None:
    """Skip the test, or fail it where nothing may be missing."""
    if os.environ.get("BONEKG_NO_SKIP"):
        pytest.fail(f"BONEKG_NO_SKIP is set and {reason}")
    pytest.skip(reason)


def folder() -> Path:
    """Give the folder that `.ci/tools` installed into."""
    named = os.environ.get("BONEKG_TOOLS")
    if not named:
        absent("BONEKG_TOOLS is not set; `.ci/tools FOLDER` installs the tools of others there")
    return Path(str(named))


def program(name: str) -> str:
    """Give the path of a program of the system."""
    found = shutil.which(name)
    if found is None:
        absent(f"{name} is not installed")
    return str(found)


def jena() -> str:
    """Give the class path of Debian's Jena.

    Its jena-core leaves out the messages of the Xerces that it holds, without which nothing runs;
    `.ci/tools` puts those of libxerces2-java beside it.
    """
    messages = folder() / "jena"
    jars = sorted(Path("/usr/share/java").glob("*.jar"))
    wanted = re.compile(
        r"(jena-[a-z0-9-]+|slf4j-(api|nop)|commons-(lang3|cli|io|codec|csv|compress)|thrift|gson|"
        r"guava|failureaccess|dexx.*|httpc[a-z]+|jackson-(core|databind|annotations)|jsonld-java|"
        r"titanium-json-ld|jakarta.json-api|protobuf)\.jar"
    )
    found = [str(jar) for jar in jars if wanted.fullmatch(jar.name)]
    if not messages.is_dir() or not any("jena-arq" in jar for jar in found):
        absent("Jena is not installed; `.ci/tools FOLDER` installs it, BONEKG_TOOLS names FOLDER")
    return ":".join([str(messages), *found])


def run_python(environment: str, script: str, *arguments: str | Path) -> Any:
    """Run `tests/tools/<script>` in one of the environments.

    Returns:
        What it prints, read as JSON.
    """
    python = folder() / environment / "bin" / "python"
    if not python.is_file():
        absent(f"{python} does not exist; `.ci/tools` makes it from tests/tools/{environment}.txt")
    return json.loads(run([python, SCRIPTS / script, *arguments]))


def run_node(script: str, *arguments: str | Path) -> Any:
    """Run `tests/tools/<script>` with Node.js and give what it prints, read as JSON."""
    modules = folder() / "node" / "node_modules"
    if not modules.is_dir():
        absent(f"{modules} does not exist; `.ci/tools` makes it from tests/tools/package.json")
    command = [program("node"), SCRIPTS / script, *arguments]
    return json.loads(run(command, {"NODE_PATH": str(modules)}))


def run(
    command: list[str | Path], environment: dict[str, str] | None = None, errors: bool = False
) -> str:
    """Run a command and give what it prints; if it fails, so does the test, with its last words.

    Args:
        command: the program and its arguments.
        environment: variables that it gets besides ours.
        errors: whether what it prints as errors counts too, as for a tool that counts there.
    """
    made = subprocess.run(
        [str(part) for part in command],
        capture_output=True,
        text=True,
        timeout=1800,
        env={**os.environ, **(environment or {})},
    )
    if made.returncode:
        words = (made.stdout + made.stderr)[-3000:]
        pytest.fail(f"{command[0]} ended with {made.returncode}:\n{words}")
    return made.stdout + made.stderr if errors else made.stdout
