"""An event repaired, and somebody's seat explained: the bootcamp in Sandnes, end to end."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from matchmaker.kernel.errors import InputError
from matchmaker.kernel.messages import LANGUAGES, catalogue
from matchmaker.services.groups import split_event, worded_seats
from matchmaker.services.groups_explain import explain_person
from matchmaker.services.groups_repair import repair_event
from matchmaker.services.groups_request import GroupsRequest
from matchmaker.services.jsonable import jsonable

if TYPE_CHECKING:
    from matchmaker.services.environment import Environment
    from matchmaker.services.groups import Seats
    from matchmaker.services.workspace import FolderWorkspace

REQUEST = GroupsRequest("sandnes_bootcamp", tries=200_000)


@pytest.fixture(scope="module")
def told(bundled: FolderWorkspace, environment: Environment) -> Seats:
    return worded_seats(split_event(bundled, REQUEST, environment))


def test_a_no_show_moves_two_at_most(bundled: FolderWorkspace, environment: Environment, told: Seats) -> None:
    absent = told[10][2]
    split = repair_event(bundled, replace(REQUEST, absent=(absent,), tries=20_000), told, environment)
    now = worded_seats(split)
    assert absent not in {actor for _, _, actor in now}
    assert len(now) == len([seat for seat in told if seat[2] != absent])
    assert split.moved == len(set(now) - set(told)) <= 2
    assert not split.breaches
    assert split.notes[-1].code == "groups.repaired_proven"


def test_bad_work_is_refused(bundled: FolderWorkspace, environment: Environment, told: Seats) -> None:
    with pytest.raises(InputError) as raised:
        repair_event(bundled, replace(REQUEST, tries=-1), told, environment)
    assert raised.value.code == "bad_effort"


def test_reasons_tell_no_attribute(bundled: FolderWorkspace, environment: Environment, told: Seats) -> None:
    number, group, actor = told[0]
    found = explain_person(bundled, REQUEST, told, actor, environment)
    assert (found.seats[number - 1].group, len(found.places)) == (group, 13)
    register = bundled.dataset("sandnes_bootcamp").register
    row = register.actors.set_index(register.ids).loc[actor]
    for language in LANGUAGES:
        text = json.dumps(jsonable(found, catalogue(language)), ensure_ascii=False)
        own = json.dumps(jsonable(found.request, catalogue(language)), ensure_ascii=False)
        for column in ("sex", "age_group", "type"):
            if column in row and isinstance(row[column], str):
                assert f'"{row[column]}"' not in text.replace(own, "")


def test_who_does_not_come_has_no_reasons(
    bundled: FolderWorkspace, environment: Environment, told: Seats
) -> None:
    with pytest.raises(InputError) as raised:
        explain_person(bundled, REQUEST, told, "ingen-slik", environment)
    assert raised.value.code == "not_registered"
