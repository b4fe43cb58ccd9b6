"""Fixtures that several tests share."""

from __future__ import annotations

import os
from pathlib import Path

import hypothesis
import pytest
from pytest_socket import disable_socket

from bonekg.build.graphs import Build, build
from bonekg.resources import root

# No test fails because the machine is busy.
hypothesis.settings.register_profile("untimed", deadline=None)
hypothesis.settings.load_profile("untimed")


# Examples that check the whole graph.
_SLOW = ("bonekg.curation.validate", "bonekg.graph.KnowledgeGraph.validate")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the examples that take seconds, which cannot be marked where they stand."""
    for item in items:
        if item.name in _SLOW:
            item.add_marker(pytest.mark.slow)


@pytest.fixture(scope="session", autouse=True)
def _cache(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Saved graphs are kept for the run of the tests only, not with those of the user."""
    os.environ["BONEKG_CACHE"] = str(tmp_path_factory.getbasetemp() / "bonekg-cache")


@pytest.fixture(autouse=True)
def _offline(request: pytest.FixtureRequest) -> None:
    """No test reaches a network; those of a remote store may reach this machine only."""
    if "loopback" not in request.keywords:
        disable_socket(allow_unix_socket=True)


@pytest.fixture(scope="session")
def sources() -> Path:
    """The folder with ontology/, data/ and queries/."""
    return root()


@pytest.fixture(scope="session")
def built() -> Build:
    """The dataset as the sources give it."""
    return build()


@pytest.fixture(scope="session")
def documents() -> Path:
    """The folder of the documents' texts, where they are at hand."""
    named = os.environ.get("BONEKG_DOCUMENTS")
    if not named:
        pytest.skip("BONEKG_DOCUMENTS is not set; the texts are not part of the project")
    return Path(named).resolve()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print what tests recorded as `figure`: what tools of others counted, how long it took."""
    for report in terminalreporter.getreports("passed"):
        for name, value in report.user_properties:
            if name == "figure" and report.when == "call":
                terminalreporter.write_line(str(value))
