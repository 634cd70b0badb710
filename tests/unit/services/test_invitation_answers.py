"""Answers: kept with their date, the next alternate called, the way back, the funnel; over every storage."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from matchmaker.kernel.errors import InputError, Message
from matchmaker.kernel.messages import LANGUAGES, catalogue
from matchmaker.services import history
from matchmaker.services.disclosure import Edition
from matchmaker.services.funnel import FunnelRequest, follow_funnel
from matchmaker.services.invitation import InvitationRequest, keep_drafts, write_invitations
from matchmaker.services.invitation_answers import (
    AnswerRequest,
    AnswerResult,
    invite_next,
    list_invitations,
    mark_sent,
    record_answer,
)
from matchmaker.services.invitation_turnout import turnout_from_answers
from matchmaker.services.invitation_turns import Turn, invitations_of, seat_states
from matchmaker.services.rights import EraseRequest, erase_person
from matchmaker.services.settled_team import KeepTeamRequest, SettledSeat, keep_team, settled
from matchmaker.store import records
from matchmaker.store.memory import MemoryStorage
from tests.invitations import ACTORS, ENVIRONMENT, SEATS, TERMS, TODAY, data, team, workspace_on
from tests.store_data import difference, findings
from tests.unit.small import challenge

if TYPE_CHECKING:
    from matchmaker.services.invitation_turns import SeatState
    from matchmaker.services.kept import KeptWorkspace
    from matchmaker.store.storage import Storage

FIRST = ("sete-1",)
NEIGHBOUR = SettledSeat("nabo", ("reservert", "venn", "kjenning"))


@pytest.fixture
def workspace() -> KeptWorkspace:
    return workspace_on(MemoryStorage())


def draft(
    workspace: KeptWorkspace, record: str, seats: tuple[str, ...] = FIRST, **more: Any
) -> tuple[str, ...]:
    """Write and keep drafts; gives their ids."""
    request = InvitationRequest(record, replace(TERMS, **more), seats)
    return tuple(one.invitation for one in keep_drafts(workspace, request, ENVIRONMENT, "kari").letters)


def answer(workspace: KeptWorkspace, one: str, said: str, on: date = TODAY, **more: Any) -> AnswerResult:
    return record_answer(workspace, AnswerRequest(one, said, on, **more), "kari")


def state(workspace: KeptWorkspace, record: str, seat: str = "sete-1") -> SeatState:
    with workspace.store.reading() as reading:
        held, asked = settled(reading, record), invitations_of(reading, record)
    found = seat_states(held, asked, workspace.dataset("lite").register)
    return next(one for one in found if one.seat == seat)


def test_the_whole_way_over_every_storage(storage: Storage):
    """Draft, sent, no, the next alternate, no answer, the next, yes; every step named, the log whole."""
    workspace = workspace_on(storage)
    record = team(workspace)
    (first,) = draft(workspace, record)
    assert state(workspace, record).turn is Turn.UTKAST
    assert mark_sent(workspace, (first,), TODAY, "kari") == 1
    assert state(workspace, record).turn is Turn.VENTER
    said = answer(workspace, first, "nei")
    assert (said.state.turn, said.state.actor) == (Turn.NESTE, "venn")  # whoever is reserved is passed over
    assert said.message.code == "invite.next"
    (letter,) = invite_next(workspace, first, ENVIRONMENT, "kari").letters
    assert letter.actor == "venn"
    mark_sent(workspace, (letter.invitation,), TODAY, "kari")
    said = answer(workspace, letter.invitation, "ubesvart")
    assert said.state.actor == "kjenning"
    (last,) = invite_next(workspace, letter.invitation, ENVIRONMENT, "kari").letters
    mark_sent(workspace, (last.invitation,), TODAY, "kari")
    said = answer(workspace, last.invitation, "ja")
    assert (said.state.turn, said.message.code) == (Turn.BESATT, "invite.taken")
    with workspace.store.reading() as reading:
        names = [step.name for step in history.history(workspace).steps]
        body = records.get(reading, last.invitation).body
    assert isinstance(body, records.Invitation)
    assert (body.actor, body.answer, body.answered, body.seat) == ("kjenning", "ja", "2026-11-22", "sete-1")
    assert [name.code for name in names].count("step.answer") == 3
    for language in LANGUAGES:
        assert all(catalogue(language).say(name) for name in names)
        assert catalogue(language).say(said.message)
    assert findings(storage) == []


def test_nobody_left_is_an_open_chair_and_a_word_of_what_to_do(workspace: KeptWorkspace):
    record = team(workspace, (SettledSeat("nabo"),))
    (one,) = draft(workspace, record)
    mark_sent(workspace, (one,), TODAY, "kari")
    said = answer(workspace, one, "nei")
    assert (said.state.turn, said.message.code) == (Turn.TOM, "invite.no_alternate")
    with pytest.raises(InputError) as wrong:
        invite_next(workspace, one, ENVIRONMENT, "kari")
    assert wrong.value.code == "no_alternate"
    assert wrong.value.hint is not None
    result = write_invitations(workspace, InvitationRequest(record, TERMS), ENVIRONMENT)
    assert [letter.to for letter in result.letters] == ["stol"]
    assert {"invite.no_alternate"} <= {note.code for note in result.notes}


def test_an_alternate_who_sits_elsewhere_or_is_excluded_or_was_asked_is_passed_over(workspace: KeptWorkspace):
    seats = (SettledSeat("nabo", ("lag", "bedrift", "venn", "kjenning")), SettledSeat("lag"))
    record = team(workspace, seats, excluded=(("bedrift", "Selger til kommunen i denne saken."),))
    (one,) = draft(workspace, record)
    mark_sent(workspace, (one,), TODAY, "kari")
    assert answer(workspace, one, "nei").state.actor == "venn"
    other = team(workspace, (SettledSeat("nabo", ("venn", "kjenning")), SettledSeat("skole", ("venn",))))
    first, second = draft(workspace, other, ("sete-1", "sete-2"))
    mark_sent(workspace, (first, second), TODAY, "kari")
    answer(workspace, second, "nei")
    invite_next(workspace, second, ENVIRONMENT, "kari")  # asks venn
    assert answer(workspace, first, "nei").state.actor == "kjenning"


def test_the_next_letter_says_the_same_but_for_what_was_the_others(workspace: KeptWorkspace):
    record = team(workspace)
    (one,) = draft(workspace, record, when="3. desember", reply_by=date(2026, 11, 25), basis="samtykke")
    mark_sent(workspace, (one,), TODAY, "kari")
    answer(workspace, one, "nei")
    later = date(2026, 12, 2)
    terms = invite_next(workspace, one, ENVIRONMENT, "kari", later).request.terms
    assert terms == replace(TERMS, when="3. desember", reply_by=later)


def test_a_draft_is_written_anew_and_not_twice(workspace: KeptWorkspace):
    record = team(workspace)
    first = draft(workspace, record, ())
    assert len(set(first)) == len(SEATS) + 1
    assert draft(workspace, record, (), where="Rådhuset") == first
    with workspace.store.reading() as reading:
        revisions = records.history(reading, first[0])
    assert [one.changed for one in revisions] == [(), ("terms",)]


def test_only_open_seats_can_be_invited_to(workspace: KeptWorkspace):
    record = team(workspace)
    (one,) = draft(workspace, record)
    mark_sent(workspace, (one,), TODAY, "kari")
    with pytest.raises(InputError) as wrong:
        draft(workspace, record)
    assert wrong.value.code == "seat_not_open"
    everybody = draft(workspace, record, ())
    assert one not in everybody
    mark_sent(workspace, everybody, TODAY, "kari")
    with pytest.raises(InputError) as wrong:
        draft(workspace, record, ())
    assert wrong.value.code == "nobody_to_invite"
    with pytest.raises(InputError) as wrong:
        invite_next(workspace, one, ENVIRONMENT, "kari")
    assert wrong.value.code == "seat_not_open"


def test_a_late_yes_beside_the_next_alternates_invitation_is_told(workspace: KeptWorkspace):
    record = team(workspace)
    (one,) = draft(workspace, record)
    mark_sent(workspace, (one,), TODAY, "kari")
    answer(workspace, one, "ubesvart")
    (other,) = invite_next(workspace, one, ENVIRONMENT, "kari").letters
    mark_sent(workspace, (other.invitation,), TODAY, "kari")
    late = answer(workspace, one, "ja")
    assert (late.message.code, late.message.params["invitations"]) == (
        "invite.taken_twice", (other.invitation,),
    )  # fmt: skip
    assert answer(workspace, other.invitation, "nei").message.code == "invite.others_wait"


def test_an_answer_has_its_order_and_its_place(workspace: KeptWorkspace):
    record = team(workspace)
    (one,) = draft(workspace, record)
    cases = [(one, "ja", TODAY, "not_sent"), (record, "ja", TODAY, "not_an_invitation"),
             (one, "kanskje", TODAY, "unknown_choice"),
             ("invitasjon-9", "ja", TODAY, "unknown_record")]  # fmt: skip
    for invitation, said, on, code in cases:
        with pytest.raises(InputError) as wrong:
            answer(workspace, invitation, said, on)
        assert wrong.value.code == code
    mark_sent(workspace, (one,), TODAY, "kari")
    for act, code in (
        (lambda: answer(workspace, one, "ja", date(2026, 11, 1)), "answered_before_sent"),
        (lambda: mark_sent(workspace, (one,), TODAY, "kari"), "already_sent"),
    ):
        with pytest.raises(InputError) as wrong:
            act()
        assert wrong.value.code == code


def test_whoever_comes_second_overwrites_nothing(workspace: KeptWorkspace):
    record = team(workspace)
    (one,) = draft(workspace, record)
    mark_sent(workspace, (one,), TODAY, "kari")
    seen = list_invitations(workspace, ENVIRONMENT, record).rows[0].revision
    answer(workspace, one, "ja", expected=seen)
    with pytest.raises(InputError) as wrong:
        answer(workspace, one, "nei", expected=seen)
    assert wrong.value.code == "changed_meanwhile"
    assert list_invitations(workspace, ENVIRONMENT, record).rows[0].answer == "ja"


def test_every_step_has_a_way_back(workspace: KeptWorkspace):
    record = team(workspace)
    (one,) = draft(workspace, record)
    mark_sent(workspace, (one,), TODAY, "kari")
    answer(workspace, one, "nei")
    history.undo(workspace, "kari")
    assert state(workspace, record).turn is Turn.VENTER
    history.undo(workspace, "kari")
    assert state(workspace, record).turn is Turn.UTKAST
    history.undo(workspace, "kari")
    assert state(workspace, record) == replace(state(workspace, record), turn=Turn.NESTE, invitation="")


def test_who_has_asked_not_to_be_asked_is_not(workspace: KeptWorkspace):
    record = team(workspace)
    (one,) = draft(workspace, record)
    rows = [{**row, "reserved": row["id"] in ("nabo", "reservert")} for row in _rows()]
    _commit(workspace, rows)
    with pytest.raises(InputError) as wrong:
        mark_sent(workspace, (one,), TODAY, "kari")
    assert wrong.value.code == "seat_is_reserved"


def test_the_present_version_counts(workspace: KeptWorkspace):
    record = team(workspace)
    _commit(workspace, [{**row, "reserved": row["id"] in ("nabo", "reservert")} for row in _rows()])
    result = write_invitations(workspace, InvitationRequest(record, TERMS, FIRST), ENVIRONMENT)
    assert [letter.actor for letter in result.letters] == ["venn"]
    assert "invite.note_newer" in {note.code for note in result.notes}


def _rows() -> list[dict[str, Any]]:
    return [dict(row) for row in ACTORS]


def _commit(workspace: KeptWorkspace, rows: list[dict[str, Any]]) -> None:
    before, number = workspace.store.register("lite")
    after = data(actors=rows)
    with workspace.store.step(Message("step.edited", {"dataset": "lite"}), "kari") as work:
        work.change("lite", number, difference(before, after))


def test_what_is_overdue_is_told(workspace: KeptWorkspace):
    record = team(workspace)
    one, other = draft(workspace, record, ("sete-1", "sete-4"), reply_by=date(2026, 11, 21))
    mark_sent(workspace, (one, other), date(2026, 11, 1), "kari")
    answer(workspace, other, "ja")
    found = list_invitations(workspace, ENVIRONMENT)
    assert [(row.id, row.overdue) for row in found.rows] == [(one, True), (other, False)]
    assert found.notes[0].params["invitations"] == (one,)
    draft(workspace, record, (f"sete-{len(SEATS) + 1}",))
    assert list_invitations(workspace, ENVIRONMENT).rows[-1].name == "ungdom i Verdal"


def test_who_is_erased_is_no_alternate_any_more(workspace: KeptWorkspace):
    record = team(workspace)
    (one,) = draft(workspace, record)
    mark_sent(workspace, (one,), TODAY, "kari")
    erase_person(workspace.store, EraseRequest("venn", "Ønsker det", "kari"))
    assert answer(workspace, one, "nei").state.actor == "kjenning"
    with workspace.store.reading() as reading:
        alternates = settled(reading, record).seats[0]["alternates"]
    assert "venn" not in alternates
    assert alternates[1].startswith("slettet-")


# -- old records ---------------------------------------------------------------------------------------


def test_records_from_before_seats_had_ids_are_read(workspace: KeptWorkspace):
    held = '{"kind":"invitasjon","dataset":"lite","team":"team-1","actor":"nabo","sent":"2026-11-01"}'
    body = records.body_of(held)
    assert isinstance(body, records.Invitation)
    assert (body.seat, body.terms, body.answer) == ("", {}, "venter")
    old = records.Team(dataset="lite", version=1, challenge="sak", name="x",
                       seats=({"actor": "nabo", "role": "innbygger"}, {"open": "unge"}))  # fmt: skip
    with workspace.store.step(Message("step.kept_team", {"dataset": "lite"}), "kari") as work:
        record = work.add(old)
        one = work.add(replace(body, team=record))
    assert [state(workspace, record, seat).turn for seat in ("sete-1", "sete-2")] == [Turn.VENTER, Turn.NESTE]
    assert answer(workspace, one, "nei").state.turn is Turn.TOM


# -- teams ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("more", "code"), [
    ({"seats": (), "open": ()}, "team_without_seats"),
    ({"seats": (SettledSeat("nabo"), SettledSeat("nabo"))}, "seated_twice"),
    ({"seats": (SettledSeat("reservert"),)}, "seat_is_reserved"),
    ({"seats": (SettledSeat("ukjent"),)}, "unknown_actor"),
    ({"seats": (SettledSeat("nabo", ("ukjent",)),)}, "unknown_actor"),
    ({"excluded": (("nabo", "fordi"),)}, "seat_is_excluded"),
    ({"excluded": (("venn", " "),)}, "excluded_without_reason"),
    ({"open": ("eldre",)}, "unknown_group"), ({"challenge": "annen"}, "unknown_challenge"),
])  # fmt: skip
def test_a_team_that_cannot_be_is_not_kept(workspace: KeptWorkspace, more: dict[str, Any], code: str):
    wish = {"dataset": "lite", "challenge": "sak", "seats": (NEIGHBOUR,), **more}
    with pytest.raises(InputError) as wrong:
        keep_team(workspace, KeepTeamRequest(**wish), "kari")
    assert wrong.value.code == code
    with workspace.store.reading() as reading:
        assert records.of_kind(reading, "team") == ()


def test_a_team_says_which_version_and_challenge_it_is_for(workspace: KeptWorkspace):
    record = team(workspace)
    with workspace.store.reading() as reading:
        kept = settled(reading, record)
    assert (kept.dataset, kept.version, kept.challenge, kept.name) == ("lite", 1, "sak", "Saken")
    assert kept.seats[0] == {
        "id": "sete-1", "actor": "nabo", "role": "innbygger", "alternates": ["reservert", "venn", "kjenning"],
    }  # fmt: skip
    assert kept.seats[-1] == {"id": f"sete-{len(SEATS) + 1}", "open": "unge"}


# -- the funnel ----------------------------------------------------------------------------------------

PEOPLE = (SettledSeat("nabo"), SettledSeat("venn"), SettledSeat("kjenning"), SettledSeat("lag"),
          SettledSeat("ordforer"), SettledSeat("folkevalgt"))  # fmt: skip


def counts(workspace: KeptWorkspace) -> dict[tuple[str, str, str], int]:
    rows = turnout_from_answers(workspace, "lite", "sak").rows
    return {(row.step, row.attribute, row.group): row.count for row in rows}


def test_answers_of_residents_feed_the_funnel(workspace: KeptWorkspace):
    record = team(workspace, PEOPLE)
    drafts = draft(workspace, record, ())
    assert counts(workspace) == {}  # a draft has been sent to nobody
    mark_sent(workspace, drafts, TODAY, "kari")
    assert counts(workspace)["invitert", "alle", "alle"] == 3  # no organisation, no elected member
    assert not any(step == "paameldt" for step, _, _ in counts(workspace))  # unknown, not zero
    answer(workspace, drafts[0], "ja")
    answer(workspace, drafts[3], "ja")
    found = counts(workspace)
    assert found["paameldt", "alle", "alle"] == 1
    invited = {group: n for (step, name, group), n in found.items() if (step, name) == ("invitert", "kjonn")}
    assert invited == {"kvinne": 1, "mann": 1, "ukjent": 1}  # who does not wish to say is unknown
    assert found["paameldt", "kjonn", "mann"] == 0
    told = follow_funnel(workspace, FunnelRequest("lite", "sak"), ENVIRONMENT)
    codes = [note.code for note in told.notes]
    assert {"note.funnel_from_answers", "note.funnel_waiting"} <= set(codes)
    assert told.synthetic
    (whole,) = (one for one in told.attributes if one.attribute == "alle")
    assert whole is told.attributes[-1]
    public = follow_funnel(workspace, FunnelRequest("lite", "sak", edition=Edition.PUBLIC), ENVIRONMENT)
    assert public.attributes == ()
    assert "note.funnel_from_answers" not in {note.code for note in public.notes}


def test_somebody_asked_twice_is_one(workspace: KeptWorkspace):
    for _ in range(2):
        drafts = draft(workspace, team(workspace, PEOPLE[:1]))
        mark_sent(workspace, drafts, TODAY, "kari")
        answer(workspace, drafts[0], "ja")
    found = counts(workspace)
    assert (found["invitert", "alle", "alle"], found["paameldt", "alle", "alle"]) == (1, 1)


def test_what_the_organiser_has_counted_stays():
    counted = [
        {"challenge": "sak", "step": "invitert", "attribute": "alle", "group": "alle", "count": 40},
        {"challenge": "sak", "step": "moett", "attribute": "aldersgruppe", "group": "16-25", "count": 7},
        {"challenge": "sak", "step": "moett", "attribute": "aldersgruppe", "group": "26-99", "count": 9},
    ]
    workspace = workspace_on(MemoryStorage(), data(turnout=counted, challenges=[challenge()]))
    drafts = draft(workspace, team(workspace, PEOPLE, open=()), ())
    mark_sent(workspace, drafts, TODAY, "kari")
    answer(workspace, drafts[0], "ja")
    told = follow_funnel(workspace, FunnelRequest("lite", "sak"), ENVIRONMENT)
    (note,) = (one for one in told.notes if one.code == "note.funnel_from_answers")
    assert [one.code for one in note.params["steps"]] == ["step.paameldt"]  # type: ignore[union-attr]
    ages = next(one for one in told.attributes if one.attribute == "aldersgruppe")
    assert {group.group for group in ages.groups} == {"16-25", "26-99"}  # other bands would not fit beside


def test_without_invitations_the_funnel_is_as_before(workspace: KeptWorkspace):
    told = follow_funnel(workspace, FunnelRequest("lite", "sak"), ENVIRONMENT)
    assert "note.funnel_nothing" in {note.code for note in told.notes}
    assert follow_funnel(workspace.files, FunnelRequest("innherred", "ensomhet"), ENVIRONMENT).title
