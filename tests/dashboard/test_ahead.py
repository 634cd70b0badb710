"""What is likely to be asked for first is there when it is asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from dashboard import network_state
from dashboard.pages import network_answers
from dashboard.pages.ahead import read_ahead
from dashboard.pages.answers import Answers
from matchmaker.services.kept import KeptWorkspace
from matchmaker.services.roles import RoleGate
from matchmaker.services.workspace import FolderWorkspace, bundled_data
from matchmaker.store.memory import MemoryStorage
from matchmaker.store.store import Store
from tests.security.conftest import Clock

if TYPE_CHECKING:
    from pathlib import Path

    from matchmaker.services.environment import Environment


def test_a_network_is_drawn_before_its_page_is_opened(
    tmp_path: Path, environment: Environment, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a_feil").mkdir()
    (tmp_path / "a_feil" / "aktorer.csv").write_text("id,navn\n")  # it cannot be read, and hinders nobody
    files = FolderWorkspace([tmp_path, bundled_data()])
    answers = Answers(KeptWorkspace(Store(MemoryStorage(), Clock()), files), environment)
    read_ahead(answers)

    def again(*_: object) -> None:
        raise AssertionError("drawn again")

    monkeypatch.setattr(network_answers, "scene_of", again)
    opened = network_state.shown("?datasett=vennesla", "vennesla").scene  # as the page asks
    assert answers.networks.scene(opened).actors == len(answers.workspace.dataset("vennesla").register)


def test_who_may_read_nothing_reads_nothing_ahead(environment: Environment) -> None:
    shut = Store(MemoryStorage(), Clock(), RoleGate(lambda: None))
    read_ahead(Answers(KeptWorkspace(shut, FolderWorkspace()), environment))
