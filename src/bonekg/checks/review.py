"""Everything that can be said against a build without the texts: shapes and checks."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from bonekg.build.collector import uncollected
from bonekg.build.graphs import Build
from bonekg.checks.report import Report
from bonekg.checks.rules import run_checks
from bonekg.checks.shapes import validate

__all__ = ["review"]


def review(build: Build) -> Report:
    """Run all shapes and all checks, side by side: the engine lets Python run meanwhile.

    Returns:
        The findings of both, and how many rules were applied.
    """
    with uncollected(), ThreadPoolExecutor(1) as beside:
        checked = beside.submit(run_checks, build)
        shapes = validate(build)
    checks = checked.result()
    return Report.of((*shapes.findings, *checks.findings), shapes.examined + checks.examined)
