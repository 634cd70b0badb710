"""What many tests share: the bundled datasets, a fixed day, and Hypothesis without a stopwatch."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import settings

from matchmaker.services.environment import Environment
from matchmaker.services.workspace import FolderWorkspace

pytest_plugins = ["tests.postgres", "tests.store_places"]
"""One PostgreSQL server per process, and storages of every kind."""

TODAY = date(2026, 11, 22)
"""The day on which tests ask; the bundled figures are of 1 January 2020–2026 (SSB table 07459)."""

# a slow machine is no failing test; what is drawn is the same on every run
settings.register_profile("house", deadline=None, derandomize=True, database=None)
settings.load_profile("house")


@pytest.fixture(scope="session")
def bundled() -> FolderWorkspace:
    """The datasets that come with the tool."""
    return FolderWorkspace()


@pytest.fixture(scope="session")
def environment() -> Environment:
    """A fixed day, and nobody who follows the work."""
    return Environment(lambda: TODAY)
