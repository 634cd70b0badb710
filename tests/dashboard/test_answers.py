"""Answers are kept while what they rest on is unchanged, and not longer."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from dashboard.pages.answers import Answers
from matchmaker.kernel.errors import InputError
from matchmaker.services.environment import Environment
from matchmaker.services.gaps import GapsRequest
from matchmaker.services.network_scope import NetworkRequest
from matchmaker.services.network_view_scene import SceneRequest
from matchmaker.services.team import TeamRequest
from matchmaker.services.workspace import FolderWorkspace
from matchmaker.store.memory import MemoryStorage
from tests.dashboard.conftest import kept

if TYPE_CHECKING:
    from pathlib import Path

ACTORS = "id;navn;type;kommune\na;Alfa;frivillig;5038\nb;Beta;frivillig;5038\n"


def test_the_same_question_is_answered_once(answers: Answers) -> None:
    team, network = TeamRequest("innherred", "ensomhet"), NetworkRequest("innherred")
    assert answers.team(team) is answers.team(team)
    assert answers.networks.basis(network) is answers.networks.basis(network)
    view = SceneRequest(network)
    assert answers.networks.scene(view) is answers.networks.scene(view)


def test_errors_are_not_kept(answers: Answers) -> None:
    for _ in range(2):
        with pytest.raises(InputError):
            answers.gaps(GapsRequest("innherred", "finnes-ikke"))


def test_a_new_day_gives_a_new_answer() -> None:
    days = [date(2021, 6, 1), date(2025, 6, 1)]
    answers = Answers(kept(MemoryStorage()), Environment(lambda: days[0]))
    request = GapsRequest("sandnes_bootcamp", "byromsutvikling")
    before = answers.gaps(request)
    assert answers.gaps(request) is before
    days.pop(0)
    after = answers.gaps(request)
    # the population of 1 January 2021 and of 2025 differ (SSB table 07459)
    assert [f.population_share for f in after.findings] != [f.population_share for f in before.findings]


def test_a_changed_file_gives_a_new_answer(tmp_path: Path, environment: Environment) -> None:
    folder = tmp_path / "eget"
    folder.mkdir()
    (folder / "aktorer.csv").write_text(ACTORS, encoding="utf-8")
    answers = Answers(kept(MemoryStorage(), FolderWorkspace([tmp_path])), environment)
    request = SceneRequest(NetworkRequest("eget"))
    assert [node.id for node in answers.networks.scene(request).nodes] == ["a", "b"]
    (folder / "aktorer.csv").write_text(f"{ACTORS}c;Gamma;frivillig;5038\n", encoding="utf-8")
    assert [node.id for node in answers.networks.scene(request).nodes] == ["a", "b", "c"]
