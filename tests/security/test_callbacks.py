"""Every callback that writes is an action in the table of roles; and none answers who is not let in."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from matchmaker.services.roles import Role, may
from matchmaker.store.gate import Action
from tests.security.calls import callbacks, writing_callbacks
from tests.security.conftest import OTHER, OWN, House
from tests.security.test_readers import press

if TYPE_CHECKING:
    from pathlib import Path

WRITES = {
    "data_commit.end": Action.CHANGE,
    "data_contacts.save": Action.CONTACTS,
    "data_drop.drop": Action.DRAFT,
    "data_drop.throw": Action.DRAFT,
    "data_duplicates.decide": Action.CHANGE,
    "data_held.edit": Action.DRAFT,
    "data_presses.go": Action.CHANGE,
    "data_presses.keep": Action.CHANGE,
    "data_undo.go": Action.UNDO,
    "groups_saving.save": Action.TEAM,
    "team_describe.keep": Action.CHANGE,
    "team_kept_save.act": Action.TEAM,
    "team_letters.show": Action.INVITE,
    "team_settle.keep": Action.TEAM,
}
"""Callback that writes → what it is to do it; the store asks for it, whatever the page shows."""
READS = {
    "actor_table.leaf": "a page of a table is no step of the store",
    "network_table.leaf": "a page of a table is no step of the store",
    "data_actors.draw": "shows the form with whose press `data_presses.keep` saves",
    "data_contacts.show": "shows the form that `data_contacts.save` saves",
    "data_draft.show": "shows the draft that other callbacks mend",
    "gruppeinndeling.seek": "shows the board that `groups_saving.save` keeps",
    "gruppeinndeling.show": "shows the board that `groups_saving.save` keeps",
}
"""Callbacks whose calls look as if they wrote, and why they do not."""


def test_every_callback_that_writes_is_an_action_that_no_reader_may_do() -> None:
    """A new one without a row fails here, until somebody has said what it is to do it."""
    found = set(writing_callbacks())
    assert found - set(READS) == set(WRITES)
    assert len(callbacks()) > 60
    assert not [name for name, action in WRITES.items() if may(Role.READER, action)]


@pytest.fixture
def neighbour(tmp_path: Path) -> House:
    made = House(tmp_path)
    made.desk.accounts.grant("ingen", OTHER, Role.STEWARD)
    return made


def test_a_steward_next_door_is_answered_by_no_callback_and_no_route(neighbour: House) -> None:
    inside, next_door = neighbour.somebody("planke"), neighbour.somebody("ingen")
    assert next_door.get(f"/{OTHER}/nb/oversikt").status_code == 200
    listed = inside.get(f"/{OWN}/_dash-dependencies").get_json()
    assert len(listed) > 60
    told = set()
    for one in listed:
        answer = press(next_door, one, "oversikt", "")
        told.add((answer.status_code, answer.data, tuple(sorted(answer.headers))))
    assert len(told) == 1
    assert told.pop()[0] == 404


def test_the_token_and_the_session_of_another_are_worth_nothing(neighbour: House) -> None:
    one, other = neighbour.somebody("planke"), neighbour.somebody("ingen")
    headers = {**one.headers, "X-Samskaping-Token": other.token}
    assert one.call("x.y", [], headers=headers).status_code == 403
    one.client, other.client = other.client, one.client
    assert one.call("x.y", []).status_code == 404
