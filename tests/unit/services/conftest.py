"""A workspace that keeps, in a file of its own."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from matchmaker.services.kept import KeptWorkspace
from matchmaker.services.workspace import FolderWorkspace
from matchmaker.store.opening import open_storage
from matchmaker.store.store import Store

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NOW = datetime(2026, 11, 22, 10, 5, tzinfo=UTC)


@pytest.fixture
def kept(tmp_path: Path) -> Iterator[KeptWorkspace]:
    """Nothing is kept yet; the bundled datasets lie beside it as files."""
    storage = open_storage(str(tmp_path / "arbeid.db"))
    yield KeptWorkspace(Store(storage, lambda: NOW), FolderWorkspace())
    storage.close()
