"""Everything that can be said against a build without the texts: shapes and checks."""

from __future__ import annotations

from bonekg.build.graphs import Build
from bonekg.checks.report import Report
from bonekg.checks.rules import run_checks
from bonekg.checks.shapes import validate

__all__ = ["review"]


def review(build: Build) -> Report:
    """Run all shapes and all checks.

    Returns:
        The findings of both, and how many rules were applied.
    """
    shapes, checks = validate(build), run_checks(build)
    return Report.of((*shapes.findings, *checks.findings), shapes.examined + checks.examined)
