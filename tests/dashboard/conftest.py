"""The dashboard on the bundled datasets, as it is served."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest

from dashboard.app import create_app
from dashboard.pages.answers import Answers
from matchmaker.services.environment import Environment
from matchmaker.services.kept import KeptWorkspace
from matchmaker.services.workspace import FolderWorkspace
from matchmaker.store.memory import MemoryStorage
from matchmaker.store.opening import open_storage
from matchmaker.store.store import Store

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from dash import Dash

    from matchmaker.store.storage import Storage


@pytest.fixture(scope="session")
def environment() -> Environment:
    return Environment(lambda: date(2026, 11, 22))


def kept(storage: Storage, files: FolderWorkspace | None = None) -> KeptWorkspace:
    """A workspace over a storage, beside the bundled datasets or other files."""
    return KeptWorkspace(Store(storage, lambda: datetime.now(UTC)), files or FolderWorkspace())


@pytest.fixture(scope="session")
def workspace() -> KeptWorkspace:
    """Nothing is kept in it: tests that write have one of their own."""
    return kept(MemoryStorage())


@pytest.fixture
def desk(tmp_path: Path, environment: Environment) -> Iterator[Answers]:
    """Answers over a workspace of one test's own, in a SQLite file."""
    storage = open_storage(str(tmp_path / "arbeid.db"))
    yield Answers(kept(storage), environment)
    storage.close()


@pytest.fixture(scope="session")
def answers(workspace: KeptWorkspace, environment: Environment) -> Answers:
    return Answers(workspace, environment)


@pytest.fixture(scope="session")
def app(workspace: KeptWorkspace, environment: Environment) -> Dash:
    return create_app(workspace, environment)
