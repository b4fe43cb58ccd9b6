"""Everything that can be said against a build without the texts: shapes, checks, conflicts."""

from __future__ import annotations

from bonekg.build.conflicts import REVIEW_RULES, unreviewed
from bonekg.build.graphs import Build
from bonekg.checks.report import Report
from bonekg.checks.rules import run_checks
from bonekg.checks.shapes import validate

__all__ = ["review"]


def review(build: Build) -> Report:
    """Run all shapes, all checks and the review of conflicts.

    Returns:
        The findings of all, and how many rules were applied.
    """
    shapes, checks = validate(build), run_checks(build)
    findings = (*shapes.findings, *checks.findings, *unreviewed(build))
    return Report.of(findings, shapes.examined + checks.examined + len(REVIEW_RULES))
