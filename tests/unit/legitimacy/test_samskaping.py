"""The table that says what is samskaping: rows, unknown answers, turns, and what the register shows."""

from __future__ import annotations

from datetime import date
from itertools import combinations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matchmaker.legitimacy.process_traits import Known, known_traits
from matchmaker.legitimacy.samskaping import Verdict, classify, verdict_of
from matchmaker.legitimacy.samskaping_rules import (
    NAMED,
    PRINCIPLE_PLACES,
    TABLES,
    Label,
    Row,
    Wording,
    label_of,
    possible_labels,
)
from matchmaker.model.register import Register
from matchmaker.model.vocabulary import TRAIT_ANSWERS, Trait
from tests.unit.small import actor, challenge, register

TABLE = TABLES[Wording.STRICT]
DECISIVE = tuple(dict.fromkeys(c.trait for row in TABLE for c in row.conditions))
TODAY = date(2026, 11, 22)
Given = dict[Trait, str]


def verdict(answers: Given, wording: Wording = Wording.STRICT) -> Verdict:
    return verdict_of([Known(trait, answers.get(trait)) for trait in Trait], wording)


def plainly(row: Row) -> Given:
    """The plain answers that make a row hold, nothing else known."""
    return {condition.trait: condition.answers[0] for condition in row.conditions}


partial = st.fixed_dictionaries(
    {}, optional={trait: st.sampled_from(TRAIT_ANSWERS[trait]) for trait in DECISIVE}
)
nearly_all = st.fixed_dictionaries(
    {trait: st.sampled_from((None, *TRAIT_ANSWERS[trait] * 2)) for trait in DECISIVE}
).map(lambda found: {trait: answer for trait, answer in found.items() if answer is not None})


# -- rows ----------------------------------------------------------------------------------------------


def test_the_table_is_the_one_that_the_documents_give() -> None:
    """Read from the documents by hand: row, label and lines, in the order in which rows are tried."""
    written = [(row.code, row.label.value, *(place.lines for place in row.places)) for row in TABLE]
    assert written == [
        ("moved_to_save", "oppgaveflytting", "47", "146"),
        ("sent_on_hearing", "horing", "45", "144"),
        ("programmed", "medvirkning", "46", "145"),
        ("framed", "medvirkning", "152", "156"),
        ("decided", "medvirkning", "148"),
        ("unequal", "medvirkning", "148"),
        ("both_define_and_solve", "samskaping", "3", "42"),
        ("together_over_time", "samskaping", "158"),
    ]


@pytest.mark.parametrize(
    ("trait", "answers", "label"),
    [
        (Trait.RAMME, ("kommunen", "folkevalgte"), Label.MEDVIRKNING),
        (Trait.RAMME, ("partene", "innbyggerne"), Label.FOR_LITE),
        (Trait.BESLUTNING, ("kommunen", "folkevalgte"), Label.MEDVIRKNING),
        (Trait.BESLUTNING, ("partene", "innbyggerne"), Label.FOR_LITE),
        (Trait.LIKEVERDIG, ("nei",), Label.MEDVIRKNING),
        (Trait.LIKEVERDIG, ("ja", "delvis"), Label.FOR_LITE),
    ],
)
def test_what_each_answer_alone_says(trait: Trait, answers: tuple[str, ...], label: Label) -> None:
    assert {verdict({trait: answer}).label for answer in answers} == {label}


@pytest.mark.parametrize("row", TABLE, ids=lambda row: row.code)
def test_each_row_is_reachable_and_decides(row: Row) -> None:
    found = verdict(plainly(row))
    assert found.label is row.label
    assert found.reasons[0].code == row.code
    assert found.reasons[0].places == row.places
    assert [one.trait for one in found.reasons[0].answers] == [c.trait for c in row.conditions]


@pytest.mark.parametrize("row", TABLE, ids=lambda row: row.code)
def test_a_row_does_not_hold_when_one_condition_fails_and_is_open_when_one_is_unknown(row: Row) -> None:
    for condition in row.conditions:
        answers = plainly(row)
        assert row.holds({**answers, condition.trait: condition.otherwise}) is False
        del answers[condition.trait]
        assert row.holds(answers) is None


@pytest.mark.parametrize(("first", "second"), list(combinations(TABLE, 2)), ids=lambda row: row.code)
def test_where_two_rows_hold_the_first_decides(first: Row, second: Row) -> None:
    found = verdict({**plainly(second), **plainly(first)})
    assert found.label is first.label
    told = {reason.code for reason in (*found.reasons, *found.reservations)}
    assert {first.code, second.code} <= told  # what points elsewhere is told as a reservation


def test_the_two_wordings_of_the_first_test() -> None:
    """A proposal that is not nearly finished: on hearing by SINTEF's wording, not by KS's."""
    answers = {Trait.FERDIG_LOSNING: "delvis", Trait.RAMME: "kommunen"}
    assert verdict(answers).label is Label.HORING
    assert verdict(answers, Wording.NEARLY_FINISHED).label is Label.MEDVIRKNING
    answers[Trait.FERDIG_LOSNING] = "ja"
    assert {verdict(answers, wording).label for wording in Wording} == {Label.HORING}


def test_partly_is_a_reservation_and_meets_the_conditions_of_samskaping_only() -> None:
    row = next(row for row in TABLE if row.code == "both_define_and_solve")
    found = verdict(dict.fromkeys(plainly(row), "delvis"))
    assert found.label is Label.SAMSKAPING
    assert [reason.code for reason in found.reservations] == ["partly"] * 4
    for trait in (Trait.FORHAANDSPROGRAMMERT, Trait.FLYTTER_OPPGAVER):
        assert verdict({trait: "delvis"}).label is Label.FOR_LITE


def test_principles_that_are_not_met_are_told_with_their_line() -> None:
    found = verdict({**plainly(TABLE[-1]), Trait.TILLIT: "nei", Trait.FRIVILLIG: "nei"})
    assert found.label is Label.SAMSKAPING
    assert [(r.code, r.places[0].lines) for r in found.reservations] == [
        ("principle", "208"), ("principle", "213"),
    ]  # fmt: skip
    assert [place.lines for place in PRINCIPLE_PLACES.values()] == [str(n) for n in range(208, 214)]


# -- unknown is never no -------------------------------------------------------------------------------


def test_nothing_known_is_too_little_and_everything_is_possible() -> None:
    found = verdict({})
    assert found.label is Label.FOR_LITE
    assert not found.firm
    assert set(found.possible) == {*NAMED, Label.INGEN}
    assert set(found.unknown) == set(DECISIVE)
    assert found.reasons == ()


def test_well_described_and_none_of_the_four() -> None:
    nothing = {condition.trait: condition.otherwise for row in TABLE for condition in row.conditions}
    found = verdict(nothing)
    assert found.label is Label.INGEN
    assert found.firm
    assert found.unknown == ()


def test_a_label_that_stands_whatever_the_unknown_answers_are_says_so() -> None:
    assert verdict({Trait.FLYTTER_OPPGAVER: "ja"}).firm
    ruled_out = {Trait.FLYTTER_OPPGAVER: "nei", Trait.FERDIG_LOSNING: "nei", Trait.BESLUTNING: "folkevalgte"}
    found = verdict(ruled_out)
    assert found.label is Label.MEDVIRKNING
    assert found.firm
    assert found.unknown == ()
    ruled_out.pop(Trait.FERDIG_LOSNING)
    found = verdict(ruled_out)
    assert found.possible == (Label.HORING, Label.MEDVIRKNING)
    assert found.unknown == (Trait.FERDIG_LOSNING,)


@settings(max_examples=60, deadline=None, derandomize=True)
@given(nearly_all)
def test_possible_labels_are_those_of_every_way_of_answering(answers: Given) -> None:
    unknown = [trait for trait in DECISIVE if trait not in answers][:6]
    for trait in DECISIVE:
        if trait not in answers and trait not in unknown:
            answers[trait] = TRAIT_ANSWERS[trait][-1]
    ways = product(*(TRAIT_ANSWERS[trait] for trait in unknown))
    tried = {label_of({**answers, **dict(zip(unknown, way, strict=True))}, TABLE) for way in ways}
    assert set(possible_labels(answers, TABLE)) == tried
    found = verdict(answers)
    assert found.firm == (tried == {found.label})
    mattering = {
        trait
        for way in product(*(TRAIT_ANSWERS[t] for t in unknown))
        for trait in unknown
        for other in TRAIT_ANSWERS[trait]
        if label_of(full := {**answers, **dict(zip(unknown, way, strict=True))}, TABLE)
        is not label_of({**full, trait: other}, TABLE)
    }
    assert mattering <= set(found.unknown) or found.firm


# -- what would change it -------------------------------------------------------------------------------


@settings(max_examples=80, deadline=None, derandomize=True)
@given(partial, st.sampled_from(Wording))
def test_a_turn_gives_its_label(answers: Given, wording: Wording) -> None:
    found = verdict(answers, wording)
    assert {turn.label for turn in found.turns} == {*NAMED} - {found.label}
    assert [len(t.changes) for t in found.turns] == sorted(len(t.changes) for t in found.turns)
    for turn in found.turns:
        changed = {**answers, **{one.trait: one.answer for one in turn.changes}}
        assert verdict(changed, wording).label is turn.label
        assert all(one.before == answers.get(one.trait) != one.answer for one in turn.changes)


@settings(max_examples=12, deadline=None, derandomize=True)
@given(partial)
def test_no_smaller_set_of_answers_gives_the_label(answers: Given) -> None:
    """Every set of one and two changes is tried; larger turns are checked for that much only."""
    shortest = {turn.label: len(turn.changes) for turn in verdict(answers).turns}
    for size in (1, 2):
        for traits in combinations(DECISIVE, size):
            for way in product(*(TRAIT_ANSWERS[trait] for trait in traits)):
                label = label_of({**answers, **dict(zip(traits, way, strict=True))}, TABLE)
                assert shortest.get(label, 0) <= size


# -- what the register shows ----------------------------------------------------------------------------


def process(*took_part: dict[str, object], traits: dict[str, str] | None = None) -> Register:
    return register(
        actors=[actor("lag"), actor("kommune", "administrasjon"), actor("bedrift", "naeringsliv")],
        challenges=[challenge()],
        involvements=[{"challenge": "sak", "actor": "lag", "phase": "definere", **one} for one in took_part],
        process=[{"challenge": "sak", "trait": t, "answer": a} for t, a in (traits or {}).items()],
    )


def shown(found: Register, on: date = TODAY) -> dict[str, tuple[str, bool]]:
    return {
        one.trait.value: (one.answer, one.derived)
        for one in known_traits(found, "sak", on)
        if one.answer is not None
    }


def test_both_sides_in_the_phases_are_shown_by_who_took_part() -> None:
    found = shown(
        process({}, {"actor": "kommune"}, {"phase": "drive"}, {"actor": "kommune", "phase": "drive"})
    )
    assert found == dict.fromkeys(
        ("offentlig_part", "privat_part", "definerer_sammen", "loser_sammen"), ("ja", True)
    )


def test_a_side_that_is_not_registered_is_unknown_and_not_absent() -> None:
    assert shown(process({}, {"actor": "bedrift", "phase": "drive"})) == {"privat_part": ("ja", True)}
    assert shown(process()) == {}


def test_sides_in_different_phases_do_not_solve_together() -> None:
    assert set(shown(process({"phase": "drive"}, {"actor": "kommune", "phase": "designe"}))) == {
        "offentlig_part", "privat_part",
    }  # fmt: skip


def test_who_only_observes_is_there_and_does_not_define() -> None:
    assert set(shown(process({}, {"actor": "kommune", "mode": "observere"}))) == {
        "offentlig_part", "privat_part",
    }  # fmt: skip


def test_the_role_in_which_somebody_took_part_decides_the_side() -> None:
    assert set(shown(process({"role": "politiker"}))) == {"offentlig_part"}


@pytest.mark.parametrize(("end", "over_time"), [("2026-03-31", False), ("2026-04-01", True)])
def test_dates_show_that_it_lasts(end: str, over_time: bool) -> None:
    first, last = date(2026, 1, 1), date.fromisoformat(end)
    found = process({"valid_from": first, "valid_to": last})
    assert ("over_tid" in shown(found)) is over_time
    assert "over_tid" not in shown(found, on=date(2026, 2, 1))  # what lies ahead is no evidence


def test_a_stated_answer_beats_what_the_register_shows() -> None:
    found = shown(process({}, {"actor": "kommune"}, traits={"definerer_sammen": "nei"}))
    assert found["definerer_sammen"] == ("nei", False)


def test_a_step_of_the_ladder_shows_who_set_the_frame_unless_that_is_stated() -> None:
    assert shown(process(traits={"stige": "dialog"}))["ramme"] == ("kommunen", True)
    assert shown(process(traits={"stige": "dialog", "ramme": "partene"}))["ramme"] == ("partene", False)
    assert classify(process(traits={"stige": "dagsorden"}), "sak", TODAY).label is Label.MEDVIRKNING


def test_what_is_described_later_does_not_count() -> None:
    made = register(
        actors=[actor("lag")], challenges=[challenge()],
        process=[
            {"challenge": "sak", "trait": "flytter_oppgaver", "answer": "ja", "date": date(2026, 6, 1)}
        ],
    )  # fmt: skip
    assert classify(made, "sak", date(2026, 5, 31)).label is Label.FOR_LITE
    assert classify(made, "sak", date(2026, 6, 1)).label is Label.OPPGAVEFLYTTING
