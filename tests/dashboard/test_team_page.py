"""Hvem bør inviteres?: first answer and proof, needs, wishes, trade-offs, a challenge that is described."""

from __future__ import annotations

import threading
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from dash import dcc, html

from dashboard import state
from dashboard.components import ids
from dashboard.components.drawn import Picture
from dashboard.components.errors import safely
from dashboard.pages import (
    inviteres,
    team_answer,
    team_body,
    team_describe,
    team_different,
    team_front,
    team_more,
    team_needs,
    team_pairs,
    team_parts,
)
from dashboard.pages.answers import Answers
from dashboard.pages.proving import Proof, Proofs
from dashboard.pages.team_fields import FIELDS, WEIGHTS, asked, standing
from dashboard.team_state import team_query, team_request
from dashboard.texts import words
from matchmaker.kernel.errors import InputError, Message, SeveralErrors
from matchmaker.services.team import TeamRequest
from tests.dashboard.test_pages import said, ways

if TYPE_CHECKING:
    from dash.development.base_component import Component

    from matchmaker.services.environment import Environment
    from matchmaker.services.kept import KeptWorkspace

TEAM = "?datasett=innherred&utfordring=ensomhet"
WISH = TeamRequest("innherred", "ensomhet")
SMALL = TeamRequest("innherred", "ensomhet", 4, 4)


@pytest.fixture
def fresh(workspace: KeptWorkspace, environment: Environment) -> Answers:
    """Nothing is answered yet."""
    return Answers(workspace, environment)


def found(shown: Component, kind: type) -> list[Any]:
    return [part for part in shown._traverse() if isinstance(part, kind)]


def going(shown: Component) -> dict[str, str]:
    return ways(shown)


# -- the first answer, and the proof ------------------------------------------------------------------


def test_a_first_answer_stands_at_once_and_asks_for_its_proof(fresh: Answers) -> None:
    shown = inviteres.result(words("nb"), TEAM, fresh)
    assert fresh.proven(WISH) is None
    assert "Foreløpig" in said(shown)
    pending = {"search": TEAM, "former": []}
    assert [part.data for part in found(shown, dcc.Store) if part.id == ids.TEAM_PENDING] == [pending]


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_the_promise_of_the_first_answer_holds(language: str, fresh: Answers) -> None:
    first = fresh.first_team(SMALL)
    best = fresh.team(SMALL)
    assert first.gap is not None
    assert best.objective <= first.objective + first.gap + 1e-9
    assert said(team_answer.provisional(words(language), first))


def test_what_is_told_of_the_gap_is_never_too_little(fresh: Answers) -> None:
    first = replace(fresh.first_team(SMALL), gap=0.21)
    assert "0,3 fra det beste" in said(team_answer.provisional(words("nb"), first))


def test_a_first_answer_begins_from_the_team_shown_before_and_names_who_comes_and_leaves(
    fresh: Answers,
) -> None:
    text, before = words("nb"), team_query(SMALL)
    inviteres.result(text, before, fresh)
    former = fresh.shown(SMALL)
    wish = replace(SMALL, exclude=former[:1])
    search = team_query(wish)
    for visited in ([before], [before, search]):  # the browser may have noted the new address or not
        assert team_answer.former_team(fresh, wish, search, visited) == former
    shown = inviteres.result(text, search, fresh, [before])
    called, first = team_answer.names(fresh, wish), fresh.first_team(wish, former)
    (come,) = {*first.members} - {*former}
    assert f"Endret siden forrige forslag. Inn: {called[come]}. Ut: {called[former[0]]}." in said(shown)
    pending = [part.data for part in found(shown, dcc.Store) if part.id == ids.TEAM_PENDING]
    assert pending == [{"search": search, "former": [*former]}]
    proven, _ = team_answer.proven(text, wish, fresh, Proof(), former)
    assert "Endret siden forrige forslag." in said(proven)
    same = inviteres.result(text, team_query(replace(SMALL, seed=7)), fresh, [before])
    assert "forrige forslag" in said(same)


def test_a_team_for_another_challenge_is_no_former_team(fresh: Answers) -> None:
    before = team_query(SMALL)
    inviteres.result(words("nb"), before, fresh)
    other = replace(SMALL, challenge="skole")
    for wish, visited in (
        (other, [before]),
        (SMALL, []),
        (SMALL, [before]),
        (replace(SMALL, seed=1), ["?x=1"]),
    ):
        assert team_answer.former_team(fresh, wish, team_query(wish), visited) == ()
        assert "forrige forslag" not in said(inviteres.result(words("nb"), team_query(wish), fresh, visited))


def test_the_proof_says_that_nothing_has_changed_and_leaves_the_seats(fresh: Answers) -> None:
    shown, seats = team_answer.proven(words("nb"), SMALL, fresh, Proof())
    first, best = fresh.first_team(SMALL), fresh.team(SMALL)
    assert "Det er bevist" in said(shown)
    assert (seats is None) is team_answer.same_team(best, first)
    again = inviteres.result(words("nb"), team_query(SMALL), fresh)
    assert "Foreløpig" not in said(again)
    assert not [part for part in found(again, dcc.Store) if part.id == ids.TEAM_PENDING]


def test_the_proof_says_how_many_seats_have_changed(fresh: Answers) -> None:
    best = fresh.team(SMALL)
    before = replace(best, seats=(replace(best.seats[0], filled_by="en-annen"), *best.seats[1:]))
    assert not team_answer.same_team(best, before)
    assert "loddtrekning (frø 0)" in said(team_answer.proof(words("nb"), best, before))
    worse = replace(before, objective=best.objective - 1)
    assert "foreløpige forslaget: 1." in said(team_answer.proof(words("nb"), best, worse))
    assert "de samme" in said(team_answer.proof(words("nb"), best, best))


def test_a_proof_that_is_stopped_tells_how_far_it_came_and_is_not_kept(fresh: Answers) -> None:
    running = Proof()
    running.stop()
    stopped = fresh.team(SMALL, running)
    assert stopped.status == "cancelled"
    assert "stoppet før det var avgjort" in said(team_answer.proof(words("nb"), stopped))
    assert fresh.proven(SMALL) is None
    assert fresh.team(SMALL).status == "optimal"


def test_a_proof_is_let_go_when_its_window_asks_for_something_else() -> None:
    proofs = Proofs()
    here, there = proofs.window(), proofs.window()
    first, other = proofs.begin(here), proofs.begin(there)
    second = proofs.begin(here)
    assert (first.cancelled(), first.outdated) == (True, True)
    assert (second.cancelled(), other.cancelled()) == (False, False)
    proofs.end(here, first)  # late: the second still runs
    proofs.stop(here)
    assert (second.cancelled(), second.outdated) == (True, False)
    proofs.end(here, second)
    proofs.stop(here)
    proofs.let_go(there)
    assert (other.cancelled(), other.outdated) == (True, True)


def test_windows_are_told_apart_however_many_open_at_once() -> None:
    proofs, given = Proofs(), []
    crowd = [threading.Thread(target=lambda: given.append(proofs.window())) for _ in range(20)]
    for one in crowd:
        one.start()
    for one in crowd:
        one.join()
    assert len(set(given)) == 20


# -- the needs ----------------------------------------------------------------------------------------


def test_the_needs_stand_with_reasons_and_sources(answers: Answers) -> None:
    told = team_needs.told(answers, WISH)
    shown = said(team_needs.needs_panel(words("nb"), WISH, answers))
    assert told.stated
    for line in told.stated:
        assert words("nb").show(line.label) in shown
        assert all(source in shown for source in line.sources)
    assert "utkast fra verktøyet" not in shown


def test_the_draft_is_taken_and_given_back(answers: Answers) -> None:
    told = team_needs.told(answers, WISH)
    drafted = going(team_needs.needs_panel(words("nb"), WISH, answers))["needs-draft"]
    wish = team_request(drafted, "")
    assert wish.needs == tuple((line.contribution, line.count, line.importance) for line in told.drafted)
    panel = team_needs.needs_panel(words("nb"), wish, answers)
    assert "utkast" in said(panel)
    assert team_request(going(panel)["needs-own"], "") == WISH


def test_a_need_that_is_taken_away_is_gone_and_the_last_one_stays(answers: Answers) -> None:
    first, *rest = team_needs.own(team_needs.told(answers, WISH))
    assert team_needs.without((first, *rest), first[0]) == tuple(rest)
    assert team_needs.without((first,), first[0]) == (first,)
    for needs in ((first, *rest), (first,)):
        wish = replace(WISH, needs=needs)
        shown = team_needs.need_list(words("nb"), wish, team_needs.told(answers, wish), answers)
        ways = [part for part in shown._traverse() if isinstance(part, html.Button)]
        assert [part.id["contribution"] for part in ways] == [
            one[0] for one in needs if rest and len(needs) > 1
        ]


def test_what_stands_in_the_fields_becomes_the_needs() -> None:
    needs = (("a", 1, 2), ("b", 2, 3))
    assert team_needs.changed(needs, {"a": 3, "b": ""}, {"a": "1", "b": None}, None) == (
        ("a", 3, 1),
        ("b", 2, 3),
    )
    assert team_needs.changed(needs, {"a": 999, "b": -2}, {"a": "9"}, "c") == (
        ("a", team_needs.MOST_WANTED, 2), ("b", 1, 3), ("c", *team_needs.ADDED),
    )  # fmt: skip
    assert team_needs.changed(needs, {}, {}, "a") == needs


def test_needs_as_they_were_are_left_out_of_the_address(answers: Answers) -> None:
    told = team_needs.told(answers, WISH)
    own = team_needs.own(told)
    assert team_needs.with_needs(WISH, own, told) == WISH
    assert team_needs.in_use(replace(WISH, needs=(own[0], own[0])), told) == (own[0],)


@pytest.mark.parametrize("search", ["", "?datasett=finnes_ikke&utfordring=x", f"{TEAM}&del=andre"])
def test_where_no_team_is_asked_for_no_needs_stand(search: str, answers: Answers) -> None:
    assert inviteres.needed(words("nb"), search, answers) is None


# -- the form -----------------------------------------------------------------------------------------


def values(wish: TeamRequest, **changed: Any) -> list[Any]:
    """What stands in the fields for a wish, some of it changed by the name of its id."""
    named = {getattr(ids, name): value for name, value in changed.items() if name.isupper()}
    return [named.get(field.id, value) if isinstance(field.id, str) else changed.get(field.id["type"], value)
            for field, value in zip(FIELDS, standing(wish), strict=True)]  # fmt: skip


def test_every_field_changes_the_wish() -> None:
    sides = ["", 0, 2, 1, "", ""]
    points = [20 if name == "need" else "" for name in WEIGHTS]
    wish = asked(
        WISH, (5, 6),
        values(WISH, INCLUDE=["a"], EXCLUDE=["b"], EQUALITY=True, MOST_UNIT=1, MOST_HOUSEHOLD=2,
               COVER=["lokaler"], HOLD=[" en ungdom, Snåsa "], MEETING="5038", HOURS=12.5,
               LANGUAGES=["norsk"], TEAM_RULES=["mindreaarig_ikke_alene"],
               **{"at-least": sides, "weight": points}),
    )  # fmt: skip
    assert wish == TeamRequest(
        "innherred", "ensomhet", 5, 6, include=("a",), exclude=("b",),
        at_least=(("frivillig", 2), ("politiker", 1)), no_majority=("sektor",),
        most_each=(("enhet", 1), ("husholdning", 2)), cover=(("lokaler", 1),), hold=("en ungdom, Snåsa",),
        meeting="5038", hours=12.5, languages=("norsk",), rules=("mindreaarig_ikke_alene",),
        weights=replace(WISH.weights, need=20.0),
    )  # fmt: skip


def test_an_empty_size_follows_the_other() -> None:
    def sizes(low: object, high: object) -> tuple[int, int]:
        wish = asked(replace(WISH, min_size=4, max_size=9), (low, high), values(WISH))
        return wish.min_size, wish.max_size

    assert [sizes("", 6), sizes(6, ""), sizes("", ""), sizes(3, 5)] == [(6, 6), (6, 6), (4, 9), (3, 5)]


def test_what_the_form_does_not_hold_is_kept_and_another_challenge_lets_needs_go() -> None:
    before = replace(WISH, seed=7, compare=("kjonn",), needs=(("lokaler", 1, 2),), cover=(("lokaler", 2),))
    assert asked(before, (8, 8), values(before)) == before
    other = asked(before, (8, 8), values(before, CHALLENGE="region"))
    assert (other.challenge, other.needs, other.cover, other.seed) == ("region", (), (), 7)


def test_points_that_cannot_be_are_not_asked_for() -> None:
    assert asked(WISH, (8, 8), values(WISH, weight=[5000 for _ in WEIGHTS])) == WISH


def test_every_weight_has_its_own_words() -> None:
    assert set(team_more.NAMES) == set(WEIGHTS)
    for language in ("nb", "nn", "en"):
        called = [words(language).t(code) for code in team_more.NAMES.values()]
        assert len(set(called)) == len(called)


def test_pairs_are_made_turned_and_taken_back() -> None:
    together = team_pairs.paired(WISH, "a", "b", apart=False)
    assert together.together == (("a", "b"),)
    turned = team_pairs.paired(together, "b", "a", apart=True)
    assert (turned.together, turned.apart) == ((), (("b", "a"),))
    assert (
        team_pairs.paired(WISH, "a", "a", apart=True)
        == team_pairs.paired(WISH, None, "a", apart=False)
        == WISH
    )
    shown = team_pairs.pairs(words("nb"), turned, {"a": "Alfa", "b": "Beta"})
    assert "Høyst én av: Beta og Alfa" in said(shown)
    assert team_request(going(shown)["apart-b-a"], "") == WISH


# -- the seats ----------------------------------------------------------------------------------------


def test_the_rules_are_named_and_can_be_taken_out_and_in_again(fresh: Answers) -> None:
    shown = inviteres.result(words("nb"), TEAM, fresh)
    assert words("nb").say(Message("rule.title.leder_og_ansatt")) in said(shown)
    without = team_request(going(shown)["rule-leder_og_ansatt"], "")
    assert without == replace(WISH, rules=())
    again = inviteres.result(words("nb"), team_query(without), fresh)
    assert "Tatt ut" in said(again)
    assert team_request(going(again)["rule-leder_og_ansatt"], "") == WISH


def test_a_team_that_cannot_implement_says_what_to_do(fresh: Answers) -> None:
    team = fresh.first_team(SMALL)
    shown = html.Div(team_body.team_body(words("nb"), replace(team, ready=False), {}))
    assert "Ingen i teamet kan gjennomføre ennå" in said(shown)
    wish = team_request(going(shown)["ready"], "")
    assert wish == replace(SMALL, cover=(("gjennomforing", 1),))
    assert fresh.first_team(wish).ready
    asked_for = html.Div(team_body.team_body(words("nb"), replace(team, ready=False, request=wish), {}))
    assert "ready" not in going(asked_for)
    assert "Teamet kan gjennomføre" in said(
        html.Div(team_body.team_body(words("nb"), replace(team, ready=True), {}))
    )


def test_a_chair_that_is_held_stands_in_the_planners_own_words(fresh: Answers) -> None:
    shown = inviteres.result(words("nb"), team_query(replace(WISH, hold=("en ungdom, Snåsa",))), fresh)
    assert "plass holdt av til en ungdom, Snåsa" in said(shown)


def test_several_things_that_are_wrong_are_told_as_a_list(fresh: Answers) -> None:
    wrong = f"{TEAM}&med=finnes-ikke&minst_med=finnes_ikke%3Dja:1&regel=finnes_ikke"
    with pytest.raises(SeveralErrors) as caught:
        fresh.first_team(team_request(wrong, ""))
    shown = inviteres.result(words("nb"), wrong, fresh)
    assert len(found(shown, html.Li)) == len(caught.value.errors) > 1
    assert all(words("nb").say(error.message) in said(shown) for error in caught.value.errors)


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_a_wish_that_cannot_be_read_is_told_in_words(language: str, fresh: Answers) -> None:
    shown = said(inviteres.result(words(language), f"{TEAM}&timer=mange", fresh))
    assert "timer" in shown
    assert "mange" in shown


# -- the other parts ----------------------------------------------------------------------------------


def test_every_part_has_a_name_of_its_own() -> None:
    codes = [part.code for part in team_parts.PARTS]
    assert len(set(codes)) == len(codes)
    assert team_parts.chosen("?del=finnes-ikke") is team_parts.PARTS[0]
    assert [team_parts.chosen(f"?del={code}").code for code in codes] == codes


def test_the_front_is_a_picture_and_the_same_table(fresh: Answers) -> None:
    search = f"{team_query(SMALL)}&del=avveininger&deler=coverage,groups"
    shown = inviteres.result(words("nb"), search, fresh)
    (graph,) = found(shown, Picture)
    (table,) = found(shown, html.Table)
    drawn = graph.figure["data"][0]
    rows = table.children[2].children
    shown_values = [[said(cell) for cell in row.children[1:3]] for row in rows]
    text = words("nb")
    assert shown_values == [
        [text.number(x, 1), text.number(y, 1)] for x, y in zip(drawn["x"], drawn["y"], strict=True)
    ]
    assert drawn["text"] == [said(row.children[0]) for row in rows]
    assert "--front coverage,groups" in said(shown)
    locked = team_request(going(shown)["team-2"], "")
    assert set(fresh.team(locked).members) == set(locked.include)


def test_one_part_alone_is_no_front(fresh: Answers) -> None:
    assert "Velg minst to deler" in said(
        inviteres.result(words("nb"), f"{TEAM}&del=avveininger&deler=coverage", fresh)
    )
    assert team_front.by("?deler=load,asked") == ("load", "asked")
    assert team_front.by("") == team_front.USUAL


def test_other_teams_differ_by_as_many_seats_as_asked(fresh: Answers) -> None:
    search = f"{team_query(SMALL)}&del=andre&antall=2&avstand=2&innen=30"
    shown = inviteres.result(words("nb"), search, fresh)
    (table,) = found(shown, html.Table)
    assert len(table.children[2].children) == 3
    first, second = (set(team_request(going(shown)[f"team-{n}"], "").include) for n in (1, 2))
    assert len(first - second) >= 2
    assert "--alternatives 2 --different 2 --within 30" in said(shown)
    assert team_different.chosen("?antall=mange&avstand=0&innen=999") == (3, 1, 100)


def test_why_not_is_answered_about_the_contribution(fresh: Answers) -> None:
    plain = inviteres.result(words("nb"), f"{TEAM}&del=hvorfor-ikke", fresh)
    assert "Velg en aktør" in said(plain)
    shown = inviteres.result(words("nb"), f"{TEAM}&del=hvorfor-ikke&aktor=ks", fresh)
    assert "Bidraget fra KS" in said(shown) or "bidraget fra KS" in said(shown)
    assert "--why-not ks" in said(shown)
    assert "ks" in team_request(going(shown)["missed-lock"], "").include


def test_a_described_challenge_is_drafted_from_its_address(answers: Answers) -> None:
    values_ = {
        team_describe.TITLE: " Et sted ", team_describe.THEMES: ["folkehelse", "kultur, idrett"],
        team_describe.LEVELS: ["tjeneste"], team_describe.PHASE: "designe", team_describe.AFFECTED: ["eldre"],
        team_describe.PLACES: ["5038"],
    }  # fmt: skip
    search = team_describe.query("innherred", values_)
    request = team_describe.described(search, "innherred")
    assert (request.title, request.themes, request.levels) == (
        "Et sted",
        ("folkehelse", "kultur, idrett"),
        ("tjeneste",),
    )
    assert (request.phase, request.affected, request.municipalities) == ("designe", ("eldre",), ("5038",))
    assert state.one(search, state.PART) == team_describe.CODE
    shown = inviteres.result(words("nb"), search, answers)
    assert "behov i utkastet" in said(shown)
    assert "Aktører og data" in said(shown)
    (table,) = found(shown, html.Table)
    assert table.children[2].children


def test_a_challenge_of_which_nothing_is_said_is_asked_about(answers: Answers) -> None:
    shown = inviteres.result(words("nb"), "?datasett=innherred&del=beskriv&tittel=Noe", answers)
    assert "Fyll ut minst ett" in said(shown)


def test_an_error_with_a_hint_keeps_it_in_a_list() -> None:
    errors = [InputError("needs_nothing", hint=Message("hint.needs_nothing")), InputError("needs_nothing")]

    def fail() -> Component:
        raise SeveralErrors(errors)

    shown = said(safely(words("nb"), fail))
    assert words("nb").say(Message("hint.needs_nothing")) in shown
