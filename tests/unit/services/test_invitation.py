"""Letters of invitation: refused while unclear, in three languages, nothing made up, nobody described."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from matchmaker.kernel.errors import InputError, Message
from matchmaker.kernel.messages import LANGUAGES, Language, catalogue
from matchmaker.model.vocabulary import Sector
from matchmaker.services.invitation import (
    InvitationRequest,
    InvitationResult,
    Terms,
    keep_drafts,
    write_invitations,
)
from matchmaker.services.invitation_answers import AnswerRequest, mark_sent, record_answer
from matchmaker.services.invitation_motives import MOTIVES, motives_of
from matchmaker.services.invitation_terms import REQUIRED, plain_terms, terms_of
from matchmaker.services.invitation_text import Style, lines_of, plain_text
from matchmaker.services.jsonable import jsonable
from matchmaker.services.settled_team import SettledSeat
from matchmaker.store.memory import MemoryStorage
from tests.invitations import ENVIRONMENT, SEATS, TERMS, TODAY, data, team, workspace_on
from tests.unit.small import actor, challenge

if TYPE_CHECKING:
    from matchmaker.services.kept import KeptWorkspace

FULL = replace(
    TERMS, mode="bidra", role="ombud", when="3. desember kl. 18-20", where="Rådhuset", fee="500 kr møtet",
    travel="Vi dekker reisen.", interpreter="Ved behov.", access="Teleslynge.", sender="Verdal kommune",
    contact_point="samskaping@oppdiktet.example", privacy_contact="personvern@oppdiktet.example",
    basis="allmenn_interesse", reply_by=date(2026, 12, 1),
)  # fmt: skip


@pytest.fixture
def workspace() -> KeptWorkspace:
    return workspace_on(MemoryStorage())


def ask(workspace: KeptWorkspace, terms: Terms = TERMS, **more: Any) -> InvitationResult:
    wish = {"seats": (), **more}
    return write_invitations(workspace, InvitationRequest(team(workspace), terms, **wish), ENVIRONMENT)


def texts(result: InvitationResult, language: Language = "nb") -> dict[str, str]:
    """Seat's actor, or its group → the letter as text."""
    words = catalogue(language)
    return {one.actor or one.group: plain_text(lines_of(one, words)) for one in result.letters}


@pytest.mark.parametrize("lacking", [("expectation",), ("mandate",), ("hours",), REQUIRED])
def test_refused_with_everything_that_is_missing(workspace: KeptWorkspace, lacking: tuple[str, ...]):
    empty = {name: None if name == "hours" else "  " for name in lacking}
    request = InvitationRequest(team(workspace), replace(TERMS, **empty))
    before = _records(workspace)
    for act in (write_invitations, lambda *a: keep_drafts(*a, "kari")):
        with pytest.raises(InputError) as wrong:
            act(workspace, request, ENVIRONMENT)
        assert wrong.value.code == "invitation_incomplete"
        assert wrong.value.params["fields"] == tuple(Message(f"invite.field_{name}") for name in lacking)
        assert all(catalogue(one).say(wrong.value.message) for one in LANGUAGES)
    assert before == _records(workspace)


def _records(workspace: KeptWorkspace) -> list[str]:
    with workspace.store.reading() as reading:
        return [str(row["id"]) for row in reading.rows("record")]


@pytest.mark.parametrize("hours", [0.0, -1.0, float("nan"), float("inf"), 9_000.0])
def test_hours_that_cannot_be_are_refused(workspace: KeptWorkspace, hours: float):
    with pytest.raises(InputError) as wrong:
        ask(workspace, replace(TERMS, hours=hours))
    assert wrong.value.code == "bad_invitation_hours"
    assert all(catalogue(one).say(wrong.value.message) for one in LANGUAGES)


@pytest.mark.parametrize(("more", "code"), [
    ({"phase": "senere"}, "unknown_choice"), ({"mode": "sove"}, "unknown_choice"),
    ({"role": "sjef"}, "unknown_choice"), ({"basis": "vane"}, "unknown_choice"),
])  # fmt: skip
def test_what_cannot_be_is_refused(workspace: KeptWorkspace, more: dict[str, Any], code: str):
    with pytest.raises(InputError) as wrong:
        ask(workspace, replace(TERMS, **more))
    assert wrong.value.code == code
    assert all(catalogue(one).say(wrong.value.message) for one in LANGUAGES)


@pytest.mark.parametrize(("more", "code"), [
    ({"seats": ("sete-99",)}, "unknown_seat"), ({"motives": (("sete-99", "familie"),)}, "unknown_seat"),
    ({"motives": (("sete-1", "oppdrag"),)}, "unknown_motive"), ({"language": "se"}, "unknown_language"),
])  # fmt: skip
def test_what_does_not_exist_is_refused(workspace: KeptWorkspace, more: dict[str, Any], code: str):
    with pytest.raises(InputError) as wrong:
        ask(workspace, **more)
    assert wrong.value.code == code


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_letter_says_what_it_must(workspace: KeptWorkspace, language: Language):
    """Expectation, mandate, hours, phase, mode, role, who decides, and the practical things."""
    result, words = ask(workspace, FULL, language=language), catalogue(language)
    for letter in result.letters:
        lines = lines_of(letter, words)
        text = plain_text(lines)
        headings = [line.text for line in lines if line.style is Style.HEADING]
        assert headings == [
            words.term(f"invite.head_{one}")
            for one in ("why", "expectation", "mandate", "time", "part", "decides", "practical", "reply",
                        "privacy")
        ]  # fmt: skip
        assert [line.style for line in lines].count(Style.TITLE) == 1
        for said in (FULL.expectation, FULL.mandate, "12", FULL.when, FULL.where, "kommunestyret", FULL.fee,
                     FULL.travel, FULL.interpreter, FULL.access, FULL.sender, FULL.contact_point,
                     FULL.privacy_contact, words.term("phase.definere"), "2026", "730",
                     words.term("legal_basis.allmenn_interesse")):  # fmt: skip
            assert said in text, (letter.seat, said)
        blank = words.say(Message("invite.fill", {"label": "x"})).removeprefix("x")
        assert blank not in text
        assert letter.blank == ()
    assert "invite.note_fill" not in {note.code for note in result.notes}


def test_what_nobody_has_said_is_asked_for_and_never_made_up(workspace: KeptWorkspace):
    result = ask(workspace)
    text = texts(result)["nabo"]
    for label in ("Tid", "Sted", "Svarfrist", "Godtgjøring", "Reise", "Tolk", "Tilrettelegging", "Avsender"):
        assert f"{label}: [fylles ut]" in text
    (note,) = (one for one in result.notes if one.code == "invite.note_fill")
    blank = {label.code for letter in result.letters for label in letter.blank}
    assert {label.code for label in note.params["fields"]} == blank  # type: ignore[union-attr]
    # the register says why the neighbour's data may be kept, and nothing of the others'
    assert "Behandlingsgrunnlag: oppgave i allmennhetens interesse" in text
    assert "Behandlingsgrunnlag: [fylles ut]" in texts(result)["lag"]


def test_a_challenge_that_says_nothing_leaves_it_open_who_decides():
    workspace = workspace_on(MemoryStorage(), data(challenges=[challenge()]))
    text = texts(ask(workspace))["lag"]
    assert "Bestemmer til slutt: [fylles ut]" in text
    assert "Fase: [fylles ut]" in text


def test_each_way_of_filling_a_seat_has_its_letter(workspace: KeptWorkspace):
    result = ask(workspace)
    told = {one.actor or one.group: one.to for one in result.letters}
    assert told == {
        "nabo": "person", "folkevalgt": "person", "ordforer": "organ", "raad": "organ",
        "lag": "organisasjon", "bedrift": "organisasjon", "saksbehandler": "organisasjon",
        "skole": "organisasjon", "sentral": "organisasjon", "ungdom": "gruppe", "ungdom i Verdal": "stol",
    }  # fmt: skip
    said = texts(result)
    assert "Hei Nabo!" in said["nabo"]
    assert "du" in said["nabo"].split()
    assert "Til den som oppnevner: Verdal kommunestyre" in said["ordforer"]
    assert "Ordforer" not in said["ordforer"]  # whom the body appoints is the body's to say
    assert "plass holdt av til ungdom i Verdal" in said["ungdom i Verdal"]
    for who, text in said.items():
        assert ("Mottakeren er oppdiktet" in text) == (who != "ungdom i Verdal")


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_of_a_person_is_printed(workspace: KeptWorkspace, language: Language):
    """Neither what they have stated nor the groups they belong to; only the name, to themselves."""
    result = ask(workspace, FULL, language=language)
    for who, text in texts(result, language).items():
        for word in ("kvinne", "67-79", "enslige", "mann", "vil_ikke_oppgi"):
            assert word not in text.casefold()
        for other in ("Nabo", "Venn", "Kjenning", "Folkevalgt"):
            assert (other in text.split("\n")[5 if who else 0]) <= (who == other.casefold())


NEEDS = [
    {"challenge": "sak", "contribution": what, "importance": importance}
    for what, importance in (("fag_kulturarv", 1), ("lokaler", 3), ("utstyr", 2), ("koordinering", 2))
]
HELD = [
    {"actor": "nabo", "contribution": "lokaler"}, {"actor": "nabo", "contribution": "utstyr"},
    {"actor": "nabo", "contribution": "koordinering"}, {"actor": "nabo", "contribution": "fag_kulturarv"},
    {"actor": "venn", "contribution": "utstyr"}, {"actor": "folkevalgt", "contribution": "fagkompetanse"},
    {"actor": "ordforer", "contribution": "koordinering"}, {"actor": "ungdom", "contribution": "utstyr"},
]  # fmt: skip


def with_needs() -> KeptWorkspace:
    return workspace_on(MemoryStorage(), data(needs=NEEDS, contributions=HELD))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_letter_says_what_the_seat_is_asked_to_bring(language: Language):
    workspace, words = with_needs(), catalogue(language)
    said = texts(ask(workspace, language=language), language)

    def line(code: str, *needs: str) -> str:
        labels = tuple(Message(f"contribution.{need}") for need in needs)
        return words.say(Message(f"invite.asked_{code}", {"needs": labels}))

    # the most important first, three at most
    assert line("du", "lokaler", "koordinering", "utstyr") in said["nabo"]
    # professional skill is not building conservation: it is asked for as what it is
    assert line("du", "fagkompetanse") in said["folkevalgt"]
    assert line("organ", "koordinering") in said["ordforer"]
    assert line("dere", "utstyr") in said["ungdom"]
    assert words.term("invite.asked_stol") in said["ungdom i Verdal"]


def test_what_a_seat_was_suggested_for_goes_before_and_follows_the_seat_as_far_as_it_fits():
    workspace = with_needs()
    seats = (
        SettledSeat("nabo", ("venn",), ("fag_kulturarv", "utstyr")),
        SettledSeat("lag", (), ("noe som er borte",)),
        SettledSeat("ordforer", (), ("lokaler",)),
    )
    kept = team(workspace, seats)

    def asked() -> dict[str, Message]:
        result = write_invitations(workspace, InvitationRequest(kept, TERMS), ENVIRONMENT)
        return {letter.actor: letter.parts[1].lines[1] for letter in result.letters if letter.actor}

    def wish(*needs: str) -> tuple[Message, ...]:
        return tuple(Message(f"contribution.{need}") for need in needs)

    first = asked()
    assert first["nabo"].params["needs"] == wish("fag_kulturarv", "utstyr")
    assert first["ordforer"].params["needs"] == wish("koordinering")  # nothing else of theirs is needed
    drafts = keep_drafts(workspace, InvitationRequest(kept, TERMS, ("sete-1",)), ENVIRONMENT, "kari")
    (draft,) = drafts.letters
    mark_sent(workspace, (draft.invitation,), TODAY, "kari")
    record_answer(workspace, AnswerRequest(draft.invitation, "nei", TODAY), "kari")
    assert asked()["venn"].params["needs"] == wish("utstyr")  # the neighbour's building conservation is not


def test_where_nothing_needed_is_known_the_letter_leaves_it_to_be_agreed_on():
    workspace = workspace_on(MemoryStorage(), data(needs=[NEEDS[0]]))
    said = texts(ask(workspace))
    assert "Hva plassen særlig skal bidra med, blir vi enige om sammen." in said["nabo"]
    assert "ber deg bidra med" not in said["nabo"]


def test_the_wording_follows_the_motive(workspace: KeptWorkspace):
    stated = ask(workspace, motives=(("sete-3", "innovasjon"), ("sete-5", "oppdrag"), ("sete-1", "familie")))
    words = catalogue("nb")
    said = texts(stated)
    for who, code in (("folkevalgt", "politiker_innovasjon"), ("bedrift", "naeringsliv_oppdrag"),
                      ("nabo", "innbygger_familie"), ("lag", "frivillig_ressurser_og_ideer")):  # fmt: skip
        assert words.term(f"invite.motive_{code}") in said[who]
    assert words.term("invite.procurement") in said["bedrift"]
    assert words.term("invite.procurement") not in said["lag"]
    (assumed,) = (one for one in stated.notes if one.code == "invite.note_motive")
    assert not {"sete-1", "sete-3", "sete-5"} & set(assumed.params["seats"])  # type: ignore[arg-type]
    assert "SINTEF 2023, kap. 2.1, linje 82" in assumed.params["sources"]  # type: ignore[operator]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("sector", [one.value for one in Sector])
def test_every_side_has_motives_with_a_source_and_a_sentence(sector: str, language: Language):
    assert motives_of(sector)
    for motive in MOTIVES:
        assert motive.source.startswith("SINTEF 2023, kap. ")
        assert catalogue(language).term(f"invite.motive_{motive.sector}_{motive.code}")


@pytest.mark.parametrize(("role", "warned"), [
    ("ombud", False), ("leder", False), ("styring", True), ("arbeidsgiver", True),
])  # fmt: skip
def test_an_elected_members_role_is_clarified(workspace: KeptWorkspace, role: str, warned: bool):
    result = ask(workspace, replace(TERMS, role=role, mode="observere"))
    codes = [note.code for note in result.notes]
    assert ("invite.note_role" in codes) == warned
    assert "invite.note_role_open" not in codes
    said, words = texts(result), catalogue("nb")
    assert words.term(f"invite.role_{role}_du") in said["folkevalgt"]
    assert words.term(f"invite.role_{role}_dere") in said["ordforer"]
    assert not any("folkevalgt" in said[who] for who in ("nabo", "lag"))
    assert words.term(f"invite.role_{role}_dere") not in said["raad"]  # a council has its own right to speak


def test_role_and_mode_that_nobody_has_agreed_on_are_asked_for(workspace: KeptWorkspace):
    codes = {note.code for note in ask(workspace).notes}
    assert {"invite.note_role_open", "invite.note_mode_open"} <= codes


def test_what_to_think_of_first_is_told(workspace: KeptWorkspace):
    result = ask(workspace, replace(TERMS, reply_by=date(2026, 11, 1)))
    seats = {note.code: note.params.get("seats") for note in result.notes}
    assert seats["invite.note_procurement"] == ("sete-5",)  # a supplier in the phase of defining
    assert seats["invite.note_minors"] == ("sete-7",)
    assert seats["invite.note_open"] == ("sete-7", "sete-11")
    assert seats["invite.note_appointed"] == ("sete-2", "sete-6")
    assert "invite.note_reply_past" in seats
    late = ask(workspace, replace(TERMS, phase="drive"))
    assert "invite.note_procurement" not in {note.code for note in late.notes}


def test_councils_and_umbrellas_are_told_what_their_seat_is(workspace: KeptWorkspace):
    said, words = texts(ask(workspace)), catalogue("nb")
    assert [who for who, text in said.items() if words.term("invite.council") in text] == ["raad"]
    assert [who for who, text in said.items() if words.term("invite.umbrella") in text] == ["sentral"]


def test_habilitet_is_named_only_where_a_case_with_a_party_is_expected(workspace: KeptWorkspace):
    words = catalogue("nb").term("invite.habilitet")
    assert words == "Mulig habilitetsspørsmål – vurderes av den det gjelder eller organet."
    assert not any(words in text for text in texts(ask(workspace)).values())
    assert all(words in text for text in texts(ask(workspace, replace(TERMS, case_with_party=True))).values())


def test_text_of_the_planners_own_is_never_a_template(workspace: KeptWorkspace):
    said = texts(ask(workspace, replace(TERMS, mandate="Bruk {hours} og %s {0}")))
    assert "Bruk {hours} og %s {0}" in said["lag"]


def test_terms_survive_a_record():
    for terms in (TERMS, FULL):
        assert terms_of({**plain_terms(terms), "motive": "familie", "later": 1}) == terms


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_answer_is_json(workspace: KeptWorkspace, language: Language):
    held = jsonable(ask(workspace, FULL), catalogue(language))
    assert isinstance(held, dict)
    assert len(held["letters"]) == len(SEATS) + 1  # type: ignore[arg-type]
    assert held["synthetic"] is True


def test_the_same_is_asked_twice_and_said_twice(workspace: KeptWorkspace):
    record = team(workspace)
    request = InvitationRequest(record, FULL)
    first, second = (write_invitations(workspace, request, ENVIRONMENT) for _ in range(2))
    assert first == second
    assert _records(workspace) == [record]  # asking keeps nothing


def test_somebody_real_is_not_called_invented():
    row = {**actor("lag"), "synthetic": False}
    workspace = workspace_on(MemoryStorage(), data(actors=[row]))
    request = InvitationRequest(team(workspace, (SettledSeat("lag"),), open=()), TERMS)
    result = write_invitations(workspace, request, ENVIRONMENT)
    assert not result.synthetic
    assert "oppdiktet" not in texts(result)["lag"]
