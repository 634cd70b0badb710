"""Long work on *Lær av hverandre*: how far it has come, the same answer, and what a stop leaves."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from plotly.utils import PlotlyJSONEncoder

from dashboard.components import learn_ids
from dashboard.pages import learn_parts
from dashboard.pages.answers import Answers
from dashboard.pages.laer_av_hverandre import result, worked_out
from dashboard.pages.proving import Proof
from dashboard.texts import words
from matchmaker.store.memory import MemoryStorage
from tests.dashboard.conftest import kept
from tests.large_region import REGION, large_region

if TYPE_CHECKING:
    from dash.development.base_component import Component

    from matchmaker.services.environment import Environment
    from matchmaker.services.workspace import FolderWorkspace

NB = words("nb")
SIDE = f"?datasett={REGION}&del=side&trekk=100"
LEAVING = f"?datasett={REGION}&del=slutter&trekk=100"


@pytest.fixture(scope="module")
def region(tmp_path_factory: pytest.TempPathFactory) -> FolderWorkspace:
    return large_region(tmp_path_factory.mktemp("region"))


@pytest.fixture
def fresh(region: FolderWorkspace, environment: Environment) -> Answers:
    """Answers that have not been asked anything."""
    return Answers(kept(MemoryStorage(), region), environment)


def written(shown: Component) -> str:
    return json.dumps(shown, cls=PlotlyJSONEncoder, sort_keys=True, ensure_ascii=False)


def is_under_way(shown: Component) -> bool:
    return learn_ids.PENDING in written(shown)


class Watched(Proof):
    """Keeps what it is told."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[int] = []

    def advance(self, done: int) -> None:
        super().advance(done)
        self.seen.append(done)


@pytest.mark.parametrize("search", [SIDE, LEAVING])
def test_long_work_is_followed_and_gives_the_same_answer(
    fresh: Answers, region: FolderWorkspace, environment: Environment, search: str
) -> None:
    assert is_under_way(result(NB, search, fresh))
    running = Watched()
    shown = worked_out(NB, search, fresh, running)
    assert running.total > 1
    assert running.seen[-1] == running.total
    assert running.seen == sorted(running.seen)
    at_once = Answers(kept(MemoryStorage(), region), environment)
    assert written(shown) == written(learn_parts.chosen(search).build(NB, at_once, search))
    assert written(result(NB, search, fresh)) == written(shown)  # known by now: it is shown at once


@pytest.mark.parametrize("search", [SIDE, LEAVING])
def test_what_was_stopped_shows_nothing_and_may_be_asked_for_again(fresh: Answers, search: str) -> None:
    running = Proof()
    running.stop()
    shown = written(worked_out(NB, search, fresh, running))
    assert NB.t("learn.stopped") in shown
    assert f'"href": "/nb/laer-av-hverandre{search}"' in shown
    assert is_under_way(result(NB, search, fresh))


@pytest.mark.parametrize("part", ["parer", "side", "region", "tid", "slutter"])
def test_a_small_network_is_answered_at_once(answers: Answers, part: str) -> None:
    assert not is_under_way(result(NB, f"?datasett=innherred&del={part}", answers))


def test_what_cannot_be_asked_is_told_and_nothing_is_begun(fresh: Answers) -> None:
    for wrong in (f"{SIDE}&nullmodell=ukjent", "?datasett=finnes-ikke&del=side"):
        shown = written(result(NB, wrong, fresh))
        assert "error-box" in shown
        assert learn_ids.PENDING not in shown
