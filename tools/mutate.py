"""Mutation run over the core: small faults are put in, and the tests of that part must notice.

usage: tools/mutate.py [--most N] [--minutes N] [--seed N] [--least PERCENT] [--part NAME] [--list]

The core is what decides what a claim means: sources, build, the rules of `ontology/rules`, paths,
what a question takes in, and the signs and qualifiers that exports write. Faults are made from the
syntax tree of a module (a comparison, a connective, a constant, a returned value, a statement left
out) or from the text of a rule (a value swapped, a condition left out). They are put into a copy of
the checkout, one at a time; the checkout itself is not touched. Survivors are printed with file and
line; the exit status is 1 if fewer than `--least` percent are noticed.

Run it on an idle machine, from the root of a checkout, in the environment that runs the tests.
"""

from __future__ import annotations

import argparse
import ast
import copy
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
_COPIED = ("src", "tests", "ontology", "data", "queries", "tools", "docs")
_WORLDS = ("tests/test_another_world.py", "tests/test_answers.py")


class Part(NamedTuple):
    """A part of the core and the tests that must notice a fault in it, the quickest first.

    Attributes:
        files: where faults are put.
        tests: what must notice them.
        slow: whether the tests that are marked slow are run, too.
    """

    files: tuple[str, ...]
    tests: tuple[str, ...]
    slow: bool = False


PARTS: dict[str, Part] = {
    "sources": Part(
        ("src/bonekg/sources/claims.py", "src/bonekg/sources/records.py",
         "src/bonekg/sources/passages.py", "src/bonekg/checks/texts.py"),
        ("tests/test_sources.py", "tests/test_passages.py", "tests/test_verification.py",
         "tests/test_another_world.py"),
    ),
    "build": Part(
        ("src/bonekg/build/rules.py", "src/bonekg/build/graphs.py"),
        ("tests/test_rules.py", "tests/test_derived_edges.py", *_WORLDS, "tests/test_build.py"),
        slow=True,
    ),
    "rules": Part(("ontology/rules/*.rq",), ("tests/test_rules.py", *_WORLDS,
                                             "tests/test_derived_edges.py")),
    "paths": Part(
        ("src/bonekg/paths/*.py",),
        ("tests/test_derived_edges.py", "tests/test_another_world.py", "tests/test_paths.py",
         "tests/test_paths_told.py"),
    ),
    "answers": Part(
        ("src/bonekg/answers/scope.py", "src/bonekg/answers/question.py"),
        (*_WORLDS, "tests/test_one_answer.py"),
    ),
    "exports": Part(
        ("src/bonekg/exports/formats/kgx.py", "src/bonekg/exports/biolink.py",
         "src/bonekg/exports/network.py"),
        ("tests/test_another_world.py", "tests/test_exports_kgx.py",
         "tests/test_exports_networks.py"),
        slow=True,
    ),
}  # fmt: skip


class Mutant(NamedTuple):
    """One fault.

    Attributes:
        part: the part of the core.
        file: where it is, from the root.
        line: in which line.
        what: what was done.
        text: the whole file with the fault.
    """

    part: str
    file: str
    line: int
    what: str
    text: str


_COMPARED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Eq: ast.NotEq, ast.NotEq: ast.Eq, ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE,
    ast.GtE: ast.Gt, ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
}  # fmt: skip


def _changes(node: ast.AST) -> Iterator[tuple[str, Callable[[ast.AST], ast.AST]]]:
    """Give the faults that can be made at a node: what, and how to change a copy of it."""
    if isinstance(node, ast.Compare) and type(node.ops[0]) in _COMPARED:
        yield "comparison turned", _turn_comparison
    elif isinstance(node, ast.BoolOp):
        yield "and/or exchanged", _exchange
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        yield "not left out", lambda n: n.operand  # type: ignore[attr-defined]
    elif isinstance(node, ast.Constant) and isinstance(node.value, bool | int | str):
        yield f"constant {str(node.value)[:30]!r} changed", _change_constant
    elif isinstance(node, ast.Return) and node.value is not None:
        if not (isinstance(node.value, ast.Constant) and node.value.value is None):
            yield "None returned", lambda n: ast.Return(ast.Constant(None))
    elif isinstance(node, ast.Assign | ast.AugAssign | ast.Continue) or (
        isinstance(node, ast.Expr) and isinstance(node.value, ast.Call)
    ):
        yield "statement left out", lambda n: ast.Pass()


def _turn_comparison(node: ast.AST) -> ast.AST:
    assert isinstance(node, ast.Compare)
    node.ops[0] = _COMPARED[type(node.ops[0])]()
    return node


def _exchange(node: ast.AST) -> ast.AST:
    assert isinstance(node, ast.BoolOp)
    node.op = ast.Or() if isinstance(node.op, ast.And) else ast.And()
    return node


def _change_constant(node: ast.AST) -> ast.AST:
    assert isinstance(node, ast.Constant)
    value = node.value
    if isinstance(value, bool):
        return ast.Constant(not value)
    if isinstance(value, int):
        return ast.Constant(value + 1)
    signs = {"+": "-", "-": "+"}
    text = str(value) if isinstance(value, str) else repr(value)
    return ast.Constant(signs.get(text, f"{text}x"))


def _nodes(tree: ast.Module) -> Iterator[ast.AST]:
    """Give the nodes at which a fault can be noticed: no docstrings, types, imports or names."""
    hidden: set[int] = set()
    for node in ast.walk(tree):
        body = getattr(node, "body", None)
        if isinstance(body, list) and body and isinstance(body[0], ast.Expr):
            hidden.add(id(getattr(body[0], "value", None)))
        outer = [getattr(node, name, None) for name in ("annotation", "returns")]
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]).startswith("__"):
            outer.append(node)
        if isinstance(node, ast.Raise | ast.JoinedStr):
            outer.append(node)  # the wording of messages is not the core
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            outer.append(node)
        for each in outer:
            if each is not None:
                hidden |= {id(below) for below in ast.walk(each)}
    yield from (node for node in ast.walk(tree) if id(node) not in hidden)


class _Replace(ast.NodeTransformer):
    def __init__(self, at: int, change: Callable[[ast.AST], ast.AST]) -> None:
        self.at, self.change, self.seen = at, change, -1

    def visit(self, node: ast.AST) -> ast.AST:
        if getattr(node, "number", None) == self.at:
            return ast.fix_missing_locations(ast.copy_location(self.change(node), node))
        return self.generic_visit(node)


def python_mutants(part: str, file: Path) -> Iterator[Mutant]:
    """Give all faults of a module."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    for number, node in enumerate(ast.walk(tree)):
        node.number = number  # type: ignore[attr-defined]
    for node in _nodes(tree):
        for what, change in _changes(node):
            made = _Replace(node.number, change).visit(copy.deepcopy(tree))  # type: ignore[attr-defined]
            line = getattr(node, "lineno", 0)
            yield Mutant(part, str(file.relative_to(ROOT)), line, what, ast.unparse(made))


_SWAPS = [
    ("bkg:Raises", "bkg:Lowers"), ("bkg:Good", "bkg:Bad"), ('"higher"', '"lower"'),
    ("bkg:Affirmed", "bkg:Denied"), ("bkg:takesInAsAgent", "bkg:takesInAsTarget"),
    ("bkg:actsFor", "bkg:standsFor"), ("bkg:subject", "bkg:object"), ("bkg:agent", "bkg:target"),
    ('"+"', '"-"'), ("bkg:Null", "bkg:Open"), ("&&", "||"), (" != ", " = "), (" true", " false"),
]  # fmt: skip


def rule_mutants(part: str, file: Path) -> Iterator[Mutant]:
    """Give all faults of a rule: one value swapped for its opposite, or one condition left out."""
    text = file.read_text(encoding="utf-8")
    start = text.rindex("#+")
    name = str(file.relative_to(ROOT))

    def made(begin: int, end: int, instead: str, what: str) -> Mutant:
        line = text.count("\n", 0, begin) + 1
        return Mutant(part, name, line, what, text[:begin] + instead + text[end:])

    for one, other in _SWAPS:
        for old, new in ((one, other), (other, one)):
            for found in re.finditer(re.escape(old) + r"(?!\w)", text[start:]):
                yield made(start + found.start(), start + found.end(), new, f"{old} → {new}")
    for found in re.finditer(r"FILTER *(?:NOT EXISTS *)?(?=[({])|OPTIONAL *(?=\{)", text[start:]):
        begin = start + found.start()
        end = _closing(text, start + found.end())
        yield made(begin, end, "", f"{found[0].strip()} left out")


def _closing(text: str, at: int) -> int:
    """Give the place after the bracket that closes the one at a place."""
    depth = 0
    for place in range(at, len(text)):
        depth += text[place] in "({"
        depth -= text[place] in ")}"
        if depth == 0:
            return place + 1
    raise ValueError(f"no bracket closes the one at {at}")


def all_mutants(parts: dict[str, Part]) -> list[Mutant]:
    """Give every fault of some parts, in a fixed order."""
    found: list[Mutant] = []
    for name, part in parts.items():
        for pattern in part.files:
            for file in sorted(ROOT.glob(pattern)):
                make = rule_mutants if file.suffix == ".rq" else python_mutants
                found += make(name, file)
    return found


def _sample(mutants: list[Mutant], most: int, seed: int) -> list[Mutant]:
    """Take as many of each part as its share of all asks for, and one at least."""
    chosen: list[Mutant] = []
    order = random.Random(seed)
    for name in dict.fromkeys(mutant.part for mutant in mutants):
        own = [mutant for mutant in mutants if mutant.part == name]
        share = max(1, round(most * len(own) / len(mutants)))
        chosen += order.sample(own, min(share, len(own)))
    order.shuffle(chosen)
    return chosen[:most]


def _run(place: Path, part: Part, limit: float | None) -> str:
    """Run the tests of a part in a copy; give `passed`, or how they failed."""
    path = os.pathsep.join(str(place / name) for name in ("src", "tests"))
    command = [sys.executable, "-m", "pytest", "-x", "-q", "-n0", "-p", "no:cacheprovider"]
    command += [*(["-m", ""] if part.slow else []), *part.tests]
    env = {**os.environ, "PYTHONPATH": path, "PYTHONDONTWRITEBYTECODE": "1"}
    try:
        done = subprocess.run(
            command, cwd=place, env=env, capture_output=True, timeout=limit, check=False, text=True
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        return "ran too long"
    return "passed" if done.returncode == 0 else (done.stdout + done.stderr)[-2000:]


def run(mutants: list[Mutant], parts: dict[str, Part], minutes: float) -> list[tuple[Mutant, bool]]:
    """Put in one fault after the other; give each with whether it was noticed."""
    outcome: list[tuple[Mutant, bool]] = []
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "checkout"
        place.mkdir()
        for name in _COPIED:
            shutil.copytree(ROOT / name, place / name)
        for file in (*ROOT.glob("*.toml"), *ROOT.glob("*.md"), *ROOT.glob("*.cff")):
            shutil.copy(file, place)
        limits: dict[str, float] = {}
        for name in dict.fromkeys(mutant.part for mutant in mutants):
            began = time.monotonic()
            said = _run(place, parts[name], None)
            if said != "passed":
                raise SystemExit(f"the tests of {name} fail without a fault:\n{said}")
            limits[name] = 60 + 4 * (time.monotonic() - began)
        until = time.monotonic() + 60 * minutes
        for number, mutant in enumerate(mutants, 1):
            if time.monotonic() > until:
                print(f"out of time after {number - 1} of {len(mutants)}")
                break
            file = place / mutant.file
            kept = file.read_text(encoding="utf-8")
            file.write_text(mutant.text, encoding="utf-8")
            said = _run(place, parts[mutant.part], limits[mutant.part])
            file.write_text(kept, encoding="utf-8")
            outcome.append((mutant, said != "passed"))
            mark = "SURVIVED" if said == "passed" else "noticed "
            print(f"{number:4} {mark} {mutant.file}:{mutant.line}  {mutant.what}", flush=True)
    return outcome


def main() -> int:
    given = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    given.add_argument("--most", type=int, default=60, help="how many faults at most")
    given.add_argument("--minutes", type=float, default=60, help="at most, from the first fault on")
    given.add_argument("--seed", type=int, default=1, help="which sample")
    given.add_argument("--least", type=float, default=90, help="percent that must be noticed")
    given.add_argument("--part", choices=PARTS, help="one part only")
    given.add_argument("--list", action="store_true", help="count the faults of each part")
    asked = given.parse_args()
    parts = {asked.part: PARTS[asked.part]} if asked.part else PARTS
    mutants = all_mutants(parts)
    if asked.list:
        for name in parts:
            print(f"{name}: {sum(mutant.part == name for mutant in mutants)}")
        return 0
    chosen = _sample(mutants, asked.most, asked.seed)
    outcome = run(chosen, parts, asked.minutes)
    noticed = sum(caught for _, caught in outcome)
    score = 100 * noticed / len(outcome) if outcome else 0.0
    print(f"{noticed} of {len(outcome)} noticed: {score:.0f} % (seed {asked.seed})")
    return 0 if score >= asked.least else 1


if __name__ == "__main__":
    sys.exit(main())
