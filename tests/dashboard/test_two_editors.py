"""Two people on the pages: what is told, what is kept beside what, and that nothing that was made is gone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from dash.exceptions import PreventUpdate

from dashboard.pages import groups_saving, groups_watch, team_kept_save, team_needs
from dashboard.pages.groups_desk import base_data, read_desk
from dashboard.pages.groups_rebase import MINE, THEIRS
from dashboard.pages.inviteres import wanted
from dashboard.pages.team_kept import mark_data, mark_of
from dashboard.pages.team_kept_panel import ACTOR, CALLED, LOCKED
from dashboard.pages.team_kept_save import Pressed, Shown, shown_after
from dashboard.texts import words
from matchmaker.services.groups_keep import keep_together, told_seats
from matchmaker.services.team_view import view_team
from matchmaker.store.memory import MemoryStorage
from tests.dashboard.kept_shown import a_team, answers_on
from tests.invitations import workspace_on
from tests.two_editors import GROUPS, PEOPLE

if TYPE_CHECKING:
    from dashboard.pages.answers import Answers

TEXT = words("nb")


def said(shown: Any) -> str:
    """Everything a piece of a page says, in order."""
    if isinstance(shown, list | tuple):
        return " ".join(said(part) for part in shown)
    if isinstance(shown, str | int):
        return str(shown)
    return said(shown.children) if getattr(shown, "children", None) is not None else ""


SEARCH = "?datasett=lite&grupper=3&vis=lagret"


@pytest.fixture
def shared() -> Answers:
    """A kept team, and a kept seating in version 2."""
    answers = answers_on(workspace_on(MemoryStorage()))
    a_team(answers.workspace)
    places = tuple(sorted((1, GROUPS[number % 3], person) for number, person in enumerate(PEOPLE)))
    keep_together(answers.workspace, "lite", places, "kari")
    return answers


def press(
    answers: Answers, what: str, who: str, revision: int = 1, part: str = "navn", **fields: Any
) -> Shown:
    base = {"part": part, "revision": 1, "invitation": "", "letter": 0}
    seen = view_team(answers.workspace, "team-1").mark
    return shown_after(TEXT, answers, Pressed(what, part, "team-1", fields, base, seen, who))


def test_two_at_the_same_name_and_the_second_chooses(shared: Answers) -> None:
    press(shared, "name", "Nora", **{CALLED: "Noras team"})
    refused = press(shared, "name", "Ola", **{CALLED: "Olas team"})
    told = said(refused.conflict)
    assert "Nora endret navnet på teamet" in told
    assert "Olas team" in told
    assert refused.panel is Shown().panel  # what was typed stands as it is
    assert view_team(shared.workspace, "team-1").name == "Noras team"
    mine = shown_after(TEXT, shared, Pressed(
        "name over", "2", "team-1", {CALLED: "Olas team"}, {"part": "navn", "revision": 1},
        view_team(shared.workspace, "team-1").mark, "Ola",
    ))  # fmt: skip
    assert mine.conflict == ""
    assert view_team(shared.workspace, "team-1").name == "Olas team"
    press_undo = Pressed("undo", "team-1|3", "team-1", {}, {}, None, "Ola")
    assert "angret" in said(shown_after(TEXT, shared, press_undo).news)
    assert view_team(shared.workspace, "team-1").name == "Noras team"


def test_two_at_two_seats_are_both_kept_and_the_other_is_told_once(shared: Answers) -> None:
    before = view_team(shared.workspace, "team-1").mark
    press(shared, "seat", "Nora", part="sete-4", **{ACTOR: "lag", LOCKED: True})
    press(shared, "name", "Ola", **{CALLED: "Olas team"})
    seats = {seat.id: seat.locked for seat in view_team(shared.workspace, "team-1").seats}
    assert seats["sete-4"] is True
    box, mark = team_kept_save.banner(TEXT, shared, "team-1", before, mark_data(before))
    assert "Nora endret plass 4" in said(box)
    assert "Ola endret navnet" in said(box)
    with pytest.raises(PreventUpdate):
        team_kept_save.banner(TEXT, shared, "team-1", before, mark)


def test_a_mark_from_the_browser_is_read_or_is_none() -> None:
    assert mark_of(None) is None
    assert mark_of({"revision": "x"}) is None


def steps(*moves: tuple[str, str], version: int = 2) -> dict[str, Any]:
    done = [["flytt", person, group, 1] for person, group in moves]
    return {"search": SEARCH, "version": version, "done": done, "undone": [], "back": False}


def test_a_desk_stands_on_the_version_it_was_begun_from(shared: Answers) -> None:
    mine = steps(("nabo", "gruppe-02"))
    keep_together(shared.workspace, "lite", ((1, "gruppe-03", "nabo"),), "Nora")
    assert read_desk(shared, base_data(SEARCH, 3), mine).base.version == 2
    assert len(read_desk(shared, base_data(SEARCH, 3), None).base.seats) == 1


@pytest.mark.parametrize(("keep", "group"), [(MINE, "gruppe-02"), (THEIRS, "gruppe-03")])
def test_who_moved_the_same_person_is_told_and_the_choice_is_kept_with_the_rest(
    keep: str, group: str, shared: Answers
) -> None:
    theirs = steps(("nabo", "gruppe-03"))
    assert groups_saving.saved(TEXT, shared, base_data(SEARCH, 2), theirs, "Nora")[2] == 3
    mine = steps(("nabo", "gruppe-02"), ("venn", "gruppe-01"))
    _, refused, number = groups_saving.saved(TEXT, shared, base_data(SEARCH, 2), mine, "Ola")
    assert number == 0
    assert "Nora endret plassen til Nabo" in said(refused)
    made, base, told = groups_saving.chosen(TEXT, shared, base_data(SEARCH, 2), mine, keep, 3)
    assert "Angre valget" in said(told)
    assert groups_saving.saved(TEXT, shared, base, made, "Ola")[2] == 4
    kept = {person: where for _, where, person in told_seats(shared.workspace, "lite")}
    assert (kept["nabo"], kept["venn"]) == (group, "gruppe-01")


def test_what_others_moved_is_told_once_and_taken_in_under_mine(shared: Answers) -> None:
    groups_saving.saved(TEXT, shared, base_data(SEARCH, 2), steps(("nabo", "gruppe-03")), "Nora")
    mine = steps(("venn", "gruppe-01"))
    box, mark = groups_watch.banner(TEXT, shared, base_data(SEARCH, 2), mine, None)
    assert "Nora endret plassen til Nabo" in said(box)
    with pytest.raises(PreventUpdate):
        groups_watch.banner(TEXT, shared, base_data(SEARCH, 2), mine, mark)
    made, told, wrong = groups_watch.taken_in(TEXT, shared, base_data(SEARCH, 2), mine)
    assert wrong is None
    assert "Dine egne endringer (1)" in said(told)
    assert made["version"] == 3
    now = read_desk(shared, base_data(SEARCH, 3), made).now
    assert {(1, "gruppe-03", "nabo"), (1, "gruppe-01", "venn")} <= set(now.seats)


def test_needs_that_stand_as_they_should_are_left_in_peace(answers: Answers) -> None:
    search = "?datasett=innherred&utfordring=ensomhet"
    wish = wanted(search, answers)
    needs = team_needs.in_use(wish, team_needs.told(answers, wish))
    shown = [(code, count, str(step)) for code, count, step in needs]
    parts, counts, importances = team_needs.freshened(TEXT, wish, answers, shown)
    assert team_needs.LIST not in parts
    assert {type(one).__name__ for one in (*counts, *importances)} == {"NoUpdate"}
    parts, counts, _ = team_needs.freshened(TEXT, wish, answers, [(*shown[0][:1], 99, "1"), *shown[1:]])
    assert counts[0] == needs[0][1]
    parts, _, _ = team_needs.freshened(TEXT, wish, answers, shown[1:])
    assert team_needs.LIST in parts
