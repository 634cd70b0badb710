"""A challenge that is described becomes one of the dataset's."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from matchmaker.kernel.errors import InputError
from matchmaker.services.describing import keep_described
from matchmaker.services.environment import Environment
from matchmaker.services.history import history
from matchmaker.services.kept import KeptWorkspace
from matchmaker.services.needs import NeedsRequest, draft
from matchmaker.services.workspace import FolderWorkspace
from matchmaker.store.memory import MemoryStorage
from matchmaker.store.store import Store

ASKED = NeedsRequest(
    "innherred", title=" Møteplass i Vinne ", themes=("folkehelse", "stedsutvikling"), levels=("politikk",),
    phase="definere", affected=("eldre over 80", "Øvre Vinne"), municipalities=("Verdal", "5037"),
)  # fmt: skip


@pytest.fixture
def workspace() -> KeptWorkspace:
    return KeptWorkspace(Store(MemoryStorage(), lambda: datetime.now(UTC)), FolderWorkspace())


def test_what_is_described_is_kept_and_needs_what_the_description_needed(workspace: KeptWorkspace) -> None:
    environment = Environment(lambda: date(2026, 11, 22))
    before = draft(workspace, ASKED, environment)
    kept = keep_described(workspace, ASKED, "planlegger")
    challenge = workspace.dataset("innherred").register.challenge(kept)
    assert (kept, challenge.title) == ("moteplass-i-vinne", "Møteplass i Vinne")
    assert challenge.municipalities == ("5037", "5038")
    assert (challenge.levels, challenge.themes, challenge.phase) == (ASKED.levels, ASKED.themes, ASKED.phase)
    assert {one.name for one in challenge.affected} == set(ASKED.affected)
    after = draft(workspace, NeedsRequest("innherred", kept), environment)
    assert [(one.contribution, one.count, one.importance) for one in after.drafted] == [
        (one.contribution, one.count, one.importance) for one in before.drafted
    ]
    assert not after.stated
    assert history(workspace).steps[-1].author == "planlegger"


def test_the_same_title_twice_is_two_challenges_and_the_first_is_as_it_was(workspace: KeptWorkspace) -> None:
    first = keep_described(workspace, ASKED, "a")
    second = keep_described(workspace, ASKED, "b")
    assert (first, second) == ("moteplass-i-vinne", "moteplass-i-vinne-2")
    assert workspace.dataset("innherred").register.challenge(first).themes == ASKED.themes


@pytest.mark.parametrize(
    ("request_", "code"),
    [
        (NeedsRequest("innherred", levels=("politikk",)), "needs_title"),
        (NeedsRequest("innherred", title="  ", levels=("politikk",)), "needs_title"),
        (NeedsRequest("innherred", title="Noe"), "needs_level"),
    ],
)
def test_without_a_title_or_a_level_nothing_is_kept(
    request_: NeedsRequest, code: str, workspace: KeptWorkspace
) -> None:
    with pytest.raises(InputError) as caught:
        keep_described(workspace, request_, "a")
    assert caught.value.code == code
    assert workspace.version("innherred") is None
