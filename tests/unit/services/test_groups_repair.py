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


def test_a_seating_that_lets_people_meet_again_is_not_turned_over(
    bundled: FolderWorkspace, environment: Environment
) -> None:
    """Two rounds with the same groups: everybody meets again, and one no-show still moves two at most."""
    request = replace(REQUEST, rounds=2, meet_once=False, tries=100_000)
    first = [seat for seat in worded_seats(split_event(bundled, request, environment)) if seat[0] == 1]
    told = (*first, *((2, group, actor) for _, group, actor in first))
    asked = replace(REQUEST, rounds=2, absent=(told[10][2],), tries=20_000)
    split = repair_event(bundled, asked, told, environment)
    assert split.moved <= 4
    assert "groups.met_as_told" in {note.code for note in split.notes}
    assert not split.breaches


def test_a_wish_about_somebody_who_does_not_come_lapses(
    bundled: FolderWorkspace, environment: Environment, told: Seats
) -> None:
    gone, other = told[0][2], told[20][2]
    request = replace(REQUEST, apart=((gone, other),), absent=(gone,), tries=20_000)
    split = repair_event(bundled, request, told, environment)
    assert [note.code for note in split.notes if note.code == "groups.lapsed"] == ["groups.lapsed"]
    assert gone not in {actor for _, _, actor in worded_seats(split)}


def test_a_group_may_be_called_by_its_name(bundled: FolderWorkspace, environment: Environment) -> None:
    request = replace(REQUEST, pins=(("deltaker-001", "gruppe 3"),), tries=20_000)
    seats = worded_seats(split_event(bundled, request, environment))
    assert (1, "gruppe-03", "deltaker-001") in seats
