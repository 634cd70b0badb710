"""Gruppeinndeling: what the page shows of an event, of a change by hand, of a repair and on paper."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from dash import html

from dashboard import state
from dashboard.components.group_makeup import Legend, legend_of, outside_share
from dashboard.components.group_words import Names
from dashboard.figures.groups import marks
from dashboard.groups_state import KEPT, groups_query, groups_request
from dashboard.pages import (
    groups_board,
    groups_body,
    groups_files,
    groups_panel,
    groups_saving,
    gruppeinndeling,
)
from dashboard.pages.groups_answers import repeating
from dashboard.pages.groups_body import View
from dashboard.pages.groups_cost import Called, aloud, cost_of
from dashboard.pages.groups_desk import base_data
from dashboard.pages.groups_fields import Given, asked
from dashboard.pages.groups_form import Offer
from dashboard.pages.groups_relaxed import relaxed
from dashboard.pages.groups_steps import Kind, Step
from dashboard.texts import words
from matchmaker.kernel.errors import Infeasible
from matchmaker.model.vocabulary import GroupMode
from matchmaker.services.groups_export import seating_csv
from matchmaker.services.groups_request import AttributeInGroup, AttributeWish, GroupsRequest, ValueCount
from tests.dashboard.groups_shown import EVENT, MANY, SEARCH, body, desk, somebody
from tests.dashboard.test_pages import said, ways

if TYPE_CHECKING:
    from dashboard.pages.answers import Answers

TEXT = words("nb")
PEOPLE = 110
STATED = ("kvinne", "Kvinner", "Folkevalgt", "20-34", "Diktabyen")
"""Words for what the invented people have stated."""


def names_of(answers: Answers) -> Names:
    return Names(TEXT, answers.workspace.dataset("sandnes_bootcamp").register)


def told(answers: Answers, *steps: Step, undone: bool = False) -> Any:
    """The cost of the last of some steps."""
    before, after = desk(answers, *steps[:-1]), desk(answers, *steps)
    groups = {group.id: group.name for group in after.now.split.rounds[0].groups}
    called = Called(after.offer.people, groups, names_of(answers))
    return cost_of(TEXT, steps[-1], before.now.split, after.now.split, called, undone=undone)


def test_everybody_has_a_chip_in_one_card_and_a_line_in_the_table(answers: Answers) -> None:
    shown = body(answers, view=View(table=True))
    chips = [
        part.to_plotly_json()["props"]["data-person"]
        for part in html.Div(shown)._traverse()
        if isinstance(part, html.Button) and "data-person" in part.to_plotly_json()["props"]
    ]
    assert len(chips) == len(set(chips)) == PEOPLE
    everything = said(shown)
    assert everything.count("Deltaker 001 (oppdiktet)") == 2
    assert "Gruppe 14" in everything
    assert "Tilfeldig plassering" in everything


def test_an_event_of_many_groups_is_shown_a_leaf_at_a_time_and_a_name_finds_its_group(
    answers: Answers,
) -> None:
    first, second = (said(body(answers, search=MANY, view=View(leaf=leaf))) for leaf in (0, 9))
    assert "Gruppe 1–24 av 30" in first
    assert "Gruppe 25–30 av 30" in second
    part = desk(answers, search=MANY).now.split.rounds[0]
    found = groups_body.found(part, "deltaker 042")
    assert [any(one.id == "deltaker-042" for one in group.people) for group in found] == [True]
    assert groups_body.found(part, "nobody has this name") == []
    assert "Ingen gruppe eller person" in said(body(answers, view=View(wanted="qqq")))


def test_what_lies_outside_its_share_is_said_in_words() -> None:
    one = AttributeInGroup(
        "kjonn", GroupMode.BALANSER, 4,
        (ValueCount("kvinne", 1, 3, 4), ValueCount("mann", 4, 3, 4), ValueCount("", 2, 0, 2)),
    )  # fmt: skip
    legend = legend_like(one)
    assert outside_share(TEXT, one, legend) == "Utenfor forventet: kvinne: 1 (ventet 3–4)"
    gathered = AttributeInGroup("kjonn", GroupMode.SAMLE, 0, one.counts)
    assert outside_share(TEXT, gathered, legend) == ""


def legend_like(one: AttributeInGroup) -> Any:
    values = {count.value: count.value for count in one.counts}
    return Legend({one.attribute: "Kjønn"}, {one.attribute: values}, {one.attribute: marks(values)})


def test_values_are_called_by_their_names(answers: Answers) -> None:
    legend = legend_of(desk(answers).now.split, names_of(answers))
    assert legend.attributes["type"] == "Slag aktør"
    assert legend.values["kjonn"] == {"kvinne": "Kvinner", "mann": "Menn"}
    assert legend.values["type"]["politiker"] == "Folkevalgt"


def test_a_move_tells_each_level_before_and_after_and_the_rule_it_breaks(answers: Answers) -> None:
    person, _ = somebody(answers)
    _, other = somebody(answers, 1)
    full = [Step(Kind.MOVE, somebody(answers, at)[0], other, 1) for at in (2, 3)]
    cost = told(answers, *full, Step(Kind.MOVE, person, other, 1))
    assert "er flyttet til Gruppe 2 i runde 1" in cost.what
    assert cost.broken
    assert any("→" in one and ("dårligere" in one or "bedre" in one) for one in cost.levels)
    assert "Regler som brytes" in aloud(TEXT, cost)
    back = told(answers, *full, Step(Kind.MOVE, person, other, 1), Step(Kind.MOVE, person, "gruppe-01", 1))
    assert set(back.mended) >= set(cost.broken) - set(back.broken)
    assert back.mended


def test_an_undone_move_is_told_as_undone(answers: Answers) -> None:
    person, _ = somebody(answers)
    step = Step(Kind.SWAP, person, somebody(answers, 1)[0], 1)
    assert told(answers, step, undone=True).what.startswith("Angret: ")


def test_a_move_into_ones_own_group_changes_nothing(answers: Answers) -> None:
    person, group = somebody(answers)
    cost = told(answers, Step(Kind.MOVE, person, group, 1))
    assert (cost.levels, cost.broken, cost.mended) == ((), (), ())
    assert "Ingen av målene endret seg" in aloud(TEXT, cost)


def test_who_does_not_come_is_listed_and_whoever_comes_after_all_waits_for_a_seat(answers: Answers) -> None:
    person, _ = somebody(answers)
    gone = said(body(answers, Step(Kind.ABSENT, person)))
    assert "Kommer ikke: 1" in gone
    back = said(body(answers, Step(Kind.ABSENT, person), Step(Kind.PRESENT, person)))
    assert "Har ingen plass i denne runden: 1" in back


def test_repair_moves_few_and_marks_them(answers: Answers) -> None:
    smallest = min(desk(answers).now.split.rounds[0].groups, key=lambda group: (len(group.people), group.id))
    gone = [Step(Kind.ABSENT, one.id) for one in smallest.people[:1]]
    here = desk(answers, *gone, Step(Kind.REPAIR))
    before = desk(answers).now.split
    assert not [one for one in here.now.split.breaches if one not in before.breaches]
    assert here.now.split.people == PEOPLE - 1
    assert here.now.split.moved <= 2
    marked = [one.told for group in here.now.split.rounds[0].groups for one in group.people if one.told]
    assert len(marked) == here.now.split.moved
    assert "Reparert" in told(answers, *gone, Step(Kind.REPAIR)).what


def test_a_lock_shows_and_can_be_taken_away(answers: Answers) -> None:
    person, group = somebody(answers)
    here = desk(answers, Step(Kind.LOCK, person, group))
    assert here.now.request.pins == ((person, group),)
    panel = said(groups_panel.panel(TEXT, here, groups_panel.Chosen(person, 1)))
    assert "Lås opp" in panel
    assert "fast plass" in said(body(answers, Step(Kind.LOCK, person, group)))
    step = groups_panel.asked("gruppe-las-knapp", groups_panel.Chosen(person, 1), (None, None), lambda: here)
    assert step == ["las_opp", person, "", 0]


def test_the_panel_of_somebody_who_is_not_there(answers: Answers) -> None:
    assert groups_panel.panel(TEXT, desk(answers), groups_panel.Chosen("nobody", 1)) is None
    assert groups_panel.Chosen.read({"person": 3}) is None
    assert groups_panel.asked("gruppe-flytt-knapp", groups_panel.Chosen("a", 1), (None, None), None) is None


def test_why_somebody_sits_there_says_nothing_of_who_they_are(answers: Answers) -> None:
    person, _ = somebody(answers)
    shown = said(groups_panel.reasons(TEXT, answers, desk(answers), groups_panel.Chosen(person, 1)))
    assert "Gruppe" in shown
    assert not [word for word in STATED if word in shown]


def test_paper_and_files_hold_names_and_no_attribute(answers: Answers) -> None:
    split = desk(answers).now.split
    paper, listed = said(groups_files.sheets(TEXT, split)), seating_csv(split).decode("utf-8-sig")
    for content in (paper, listed):
        assert content.count("Deltaker ") == PEOPLE
        assert not [word for word in STATED if word in content]


def test_a_seating_is_kept_and_shown_again_and_who_was_first_is_told(desk_answers: Answers) -> None:
    answers = desk_answers
    person, _ = somebody(answers)
    data = {"search": SEARCH, "done": [["flytt", person, "gruppe-02", 1]], "undone": [], "back": False}
    address, _, number = groups_saving.saved(TEXT, answers, base_data(SEARCH, 0), data, "kari")
    assert (state.one(address, "vis"), number) == (KEPT, 2)
    seats = answers.groups.told("sandnes_bootcamp")
    assert (1, "gruppe-02", person) in seats
    kept = desk(answers, search=address)
    assert kept.now.seats == seats
    # somebody else began from the same files
    _, refused, number = groups_saving.saved(TEXT, answers, base_data(SEARCH, 1), {**data, "done": []}, "ola")
    assert "kari" in said(refused)
    assert number == 0
    assert answers.groups.told("sandnes_bootcamp") == seats


@pytest.fixture
def desk_answers(desk: Answers) -> Answers:
    """Answers over a workspace of one test's own."""
    return desk


def test_the_form_says_what_is_usual_and_leaves_it_out_of_the_address(answers: Answers) -> None:
    register = answers.workspace.dataset("sandnes_bootcamp").register
    plain = GroupsRequest("sandnes_bootcamp")
    offer = Offer(register, plain)
    mine = {wish.attribute: wish for wish in offer.wishes if wish.mode is not GroupMode.IKKE_ALENE}
    alone = {wish.attribute for wish in offer.wishes if wish.mode is GroupMode.IKKE_ALENE}
    given = Given(
        ("", "", "", ""), offer.attributes,
        [mine[a].mode.value if a in mine else "ignorer" for a in offer.attributes],
        [a in alone for a in offer.attributes],
        [mine[a].weight if a in mine else 1 for a in offer.attributes],
        {}, [], "-", "ingen", ["enhet", "leder", "husstand"], False, "",
    )  # fmt: skip
    assert asked(plain, given, register) == plain
    nothing = [False] * len(offer.attributes)
    none = Given(*given_with(given, modes=["ignorer"] * len(offer.attributes), alone=nothing))
    assert {wish.mode for wish in asked(plain, none, register).attributes} == {GroupMode.IGNORER}
    other = Given(*given_with(given, numbers=(10, 3, 5, 12), meet="ja", visit=True, absent=["deltaker-001"]))
    wish = asked(plain, other, register)
    assert (wish.groups, wish.rounds, wish.least, wish.most) == (10, 3, 5, 12)
    assert (wish.meet_once, wish.visit_once, wish.absent) == (True, True, ("deltaker-001",))
    assert groups_request(groups_query(wish), "") == wish


def given_with(given: Given, **changes: Any) -> list[Any]:
    return [changes.get(name, getattr(given, name)) for name in Given.__dataclass_fields__]


def test_a_question_has_a_button_for_each_answer(answers: Answers) -> None:
    wish = groups_request(EVENT, "")
    both = tuple(AttributeWish("type", mode) for mode in (GroupMode.SPRE, GroupMode.IKKE_ALENE))
    search = groups_query(GroupsRequest(wish.dataset, attributes=both, tries=3000), "forslag")
    board = groups_board.board(TEXT, answers, search, answers.groups.base(search, ""))
    assert "spres jevnt, eller ikke alene?" in said(board)
    modes = [[one.mode for one in groups_request(to, "").attributes] for to in ways(board).values()]
    assert modes == [[GroupMode.SPRE], [GroupMode.IKKE_ALENE]]


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_the_page_in_every_language(language: Any, answers: Answers) -> None:
    text = words(language)
    assert said(gruppeinndeling.layout(text, EVENT, answers))
    answers.groups.suggested(groups_request(SEARCH, ""))
    shown = gruppeinndeling.result(text, SEARCH, answers)
    assert "matchmaker groups sandnes_bootcamp" in said(shown)
    assert text.t("groups.repair") in said(shown)


def test_before_anything_is_suggested_the_page_says_what_to_do(answers: Answers) -> None:
    ready = said(gruppeinndeling.result(TEXT, EVENT, answers))
    assert "110 deltakere og 14 grupper" in ready
    nobody = said(gruppeinndeling.result(TEXT, "?datasett=innherred", answers))
    assert "Ingen deltakere å dele inn ennå" in nobody
    assert "Aktører og data" in nobody


def test_rules_that_cannot_all_be_kept_have_ways_out(answers: Answers) -> None:
    pair = "deltaker-001,deltaker-002"
    search = f"{EVENT}&sammen={pair}&hver_for_seg={pair}&vis=forslag"
    with pytest.raises(Infeasible) as refused:
        answers.groups.base(search, "")
    plain = groups_request(search, "")
    eased = [relaxed(plain, way) for way in refused.value.relaxations]
    assert any(wish.together != plain.together or wish.apart != plain.apart for wish in eased)
    for wish in eased:
        assert answers.groups.suggested(wish).people == PEOPLE


def test_a_search_that_was_stopped_can_be_had_again(answers: Answers) -> None:
    class Impatient:
        """Cancels at the first look."""

        def start(self, total: int, what: str) -> None:
            """Take no notice."""

        def advance(self, done: int) -> None:
            """Take no notice."""

        def cancelled(self) -> bool:
            """At once."""
            return True

    wish = GroupsRequest("sandnes_bootcamp", seed=77, tries=400_000)
    split = answers.groups.suggested(wish, Impatient())
    assert split.cancelled
    assert answers.groups.known(wish) is None
    assert answers.groups.known(repeating(wish, split)) == split
    assert groups_request(groups_query(repeating(wish, split)), "") == repeating(wish, split)
