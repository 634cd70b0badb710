"""What needs attention and what was decided last: what is told, in which order, and to whom."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import pytest

from matchmaker.kernel.errors import InputError, Message, Problem, Severity
from matchmaker.kernel.messages import LANGUAGES, catalogue
from matchmaker.services import drafts, history
from matchmaker.services.attention import (
    AttentionKind,
    AttentionRequest,
    AttentionResult,
    DecidedKind,
    Urgency,
    attention,
    dataset_attention,
    may_see_all,
    overview_command,
)
from matchmaker.services.attention_items import DO, KIND_WORDS, AttentionItem, in_order
from matchmaker.services.disclosure import Edition
from matchmaker.services.environment import Environment
from matchmaker.services.gaps import GapsRequest, find_gaps
from matchmaker.services.groups_keep import keep_seating
from matchmaker.services.invitation import InvitationRequest, keep_drafts
from matchmaker.services.invitation_answers import AnswerRequest, mark_sent, record_answer
from matchmaker.services.invitation_turns import invitations_of
from matchmaker.services.jsonable import jsonable
from matchmaker.services.keeping import DecisionRequest, decide
from matchmaker.services.kept import KeptWorkspace
from matchmaker.services.rights import EraseRequest, erase_person
from matchmaker.services.roles import Role, RoleGate, Who
from matchmaker.services.workspace import Dataset, DatasetInfo, FolderWorkspace
from matchmaker.store.memory import MemoryStorage
from matchmaker.store.store import Store
from tests.invitations import ACTORS, ENVIRONMENT, TERMS, TODAY, data, team, workspace_on
from tests.unit.small import Shelf, actor, challenge, register

if TYPE_CHECKING:
    from matchmaker.model.register import Register

LITE = AttentionRequest("lite")
PUBLIC = AttentionRequest("lite", Edition.PUBLIC)


@pytest.fixture
def workspace() -> KeptWorkspace:
    return workspace_on(MemoryStorage())


def on(day: str) -> Environment:
    return Environment(lambda: date.fromisoformat(day))


def of_kind(answer: AttentionResult, kind: AttentionKind) -> tuple[AttentionItem, ...]:
    return tuple(item for item in answer.items if item.kind is kind)


def codes(items: tuple[AttentionItem, ...]) -> list[tuple[str, int, str]]:
    return [(item.message.code, item.count, item.due) for item in items]


def invite(workspace: KeptWorkspace, record: str, seats: tuple[str, ...], reply_by: date | None) -> list[str]:
    """Write and send invitations; gives their ids."""
    with workspace.store.reading() as reading:
        before = {one.id for one, _ in invitations_of(reading)}
    keep_drafts(workspace, InvitationRequest(record, replace(TERMS, reply_by=reply_by), seats=seats),
                ENVIRONMENT, "kari")  # fmt: skip
    with workspace.store.reading() as reading:
        made = [one.id for one, _ in invitations_of(reading) if one.id not in before]
    mark_sent(workspace, tuple(made), date(2026, 11, 1), "kari")
    return made


# -- gaps ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("edition", Edition)
@pytest.mark.parametrize("dataset", ["vennesla", "sandnes_bootcamp"])
def test_gaps_are_those_that_the_analyst_finds(dataset: str, edition: Edition) -> None:
    files = FolderWorkspace()
    answer = attention(files, AttentionRequest(dataset, edition), ENVIRONMENT)
    frame = files.dataset(dataset).register.frame("challenges")
    for one in frame["id"].astype(str):
        found = find_gaps(files, GapsRequest(dataset, one, edition=edition), ENVIRONMENT).findings
        needs = [f for f in found if f.code == "need_uncovered"]
        others = [f.message for f in found if f.severity is Urgency.IMPORTANT and f.code != "need_uncovered"]
        mine = {item.kind: item for item in answer.items if item.challenge == one}
        assert mine[AttentionKind.NEED].count == len(needs) if needs else AttentionKind.NEED not in mine
        if needs:
            labels = tuple(f.message.params["need"] for f in needs)
            assert mine[AttentionKind.NEED].message.params["needs"] == labels
        told = mine[AttentionKind.FINDING].details if AttentionKind.FINDING in mine else ()
        assert list(told) == others
        assert (
            f"matchmaker gaps {dataset} --challenge {one}"
            in {item.command.split(" --edition")[0] for item in mine.values()}
            or not mine
        )
    assert answer.decisions == ()


def test_a_need_of_little_importance_is_no_alarm() -> None:
    needs = [{"challenge": "sak", "contribution": "lokaler", "importance": 1}]
    shelf = Shelf(register(actors=[actor("a")], challenges=[challenge()], needs=needs))
    (item,) = of_kind(attention(shelf, LITE, ENVIRONMENT), AttentionKind.NEED)
    assert (item.urgency, item.count, item.title) == (Urgency.NOTE, 1, "Saken")


def test_old_population_figures_are_told_with_their_date() -> None:
    people = [actor(f"p-{n}", "innbygger", form="person", municipality="5038") for n in range(8)]
    sheet = [{"municipality": "5038", "date": "2023-01-01", "attribute": "sprak", "group": group,
              "count": 100.0, "source": "Egen telling"} for group in ("norsk", "annet")]  # fmt: skip
    stated = [(f"p-{n}", "sprak", "norsk") for n in range(8)]
    shelf = Shelf(register(stated, actors=people, challenges=[challenge()], population=sheet))
    (item,) = of_kind(attention(shelf, LITE, on("2026-11-22")), AttentionKind.POPULATION)
    assert item.message.params["source"] == "Egen telling"
    assert item.command == ""
    assert "1. januar 2023" in catalogue("nb").say(item.message)
    assert of_kind(attention(shelf, LITE, on("2024-06-01")), AttentionKind.POPULATION) == ()


# -- teams --------------------------------------------------------------------------------------------


def test_a_settled_team_waits_for_invitations_and_holds_a_chair(workspace: KeptWorkspace) -> None:
    record = team(workspace)
    answer = attention(workspace, LITE, ENVIRONMENT)
    assert codes(of_kind(answer, AttentionKind.INVITATION)) == [("attention.not_invited", 10, "")]
    (chair,) = of_kind(answer, AttentionKind.CHAIR)
    assert chair.message == Message("attention.chairs", {"groups": ("ungdom i Verdal",)})
    assert (chair.record, chair.challenge, chair.title) == (record, "sak", "Saken")
    assert chair.command == f"matchmaker invite list {record}"


def test_invitations_are_told_when_the_time_limit_is_near_and_when_it_has_passed(
    workspace: KeptWorkspace,
) -> None:
    record = team(workspace)
    late = invite(workspace, record, ("sete-2", "sete-3"), date(2026, 11, 10))
    invite(workspace, record, ("sete-4",), date(2026, 11, 25))
    invite(workspace, record, ("sete-5",), date(2026, 12, 24))
    invite(workspace, record, ("sete-6",), None)

    def told(day: str) -> list[tuple[str, int, str]]:
        found = of_kind(attention(workspace, LITE, on(day)), AttentionKind.INVITATION)
        return [one for one in codes(found) if one[0] != "attention.not_invited"]

    both = [("attention.invitations_late", 2, "2026-11-10"), ("attention.invitations_near", 1, "2026-11-25")]
    assert told("2026-11-22") == both
    assert told("2026-11-10") == [("attention.invitations_near", 2, "2026-11-10")]
    assert told("2026-11-02") == []
    record_answer(workspace, AnswerRequest(late[0], "ja", date(2026, 11, 9)), "kari")
    assert told("2026-11-22") == [("attention.invitations_late", 1, "2026-11-10"), both[1]]


def test_a_held_chair_has_the_date_of_its_invitation_until_somebody_says_yes(
    workspace: KeptWorkspace,
) -> None:
    record = team(workspace)
    (asked,) = invite(workspace, record, ("sete-11",), date(2026, 12, 24))
    (chair,) = of_kind(attention(workspace, LITE, ENVIRONMENT), AttentionKind.CHAIR)
    assert (chair.message.code, chair.due) == ("attention.chairs_until", "2026-12-24")
    record_answer(workspace, AnswerRequest(asked, "ja", TODAY), "kari")
    assert of_kind(attention(workspace, LITE, ENVIRONMENT), AttentionKind.CHAIR) == ()


def test_a_seat_that_nobody_is_left_to_ask_for_is_important(workspace: KeptWorkspace) -> None:
    record = team(workspace, open=())
    (asked,) = invite(workspace, record, ("sete-4",), None)
    record_answer(workspace, AnswerRequest(asked, "nei", TODAY), "kari")
    (chair,) = of_kind(attention(workspace, LITE, ENVIRONMENT), AttentionKind.CHAIR)
    assert (chair.message.code, chair.count, chair.urgency) == (
        "attention.nobody_left", 1, Urgency.IMPORTANT,
    )  # fmt: skip


def test_letters_that_are_written_and_not_sent_are_told(workspace: KeptWorkspace) -> None:
    record = team(workspace)
    keep_drafts(workspace, InvitationRequest(record, TERMS, seats=("sete-2",)), ENVIRONMENT, "kari")
    found = of_kind(attention(workspace, LITE, ENVIRONMENT), AttentionKind.INVITATION)
    assert ("attention.not_sent", 1, "") in codes(found)


def test_only_the_last_team_of_a_challenge_is_asked_whose_turn_it_is(workspace: KeptWorkspace) -> None:
    first = team(workspace)
    invite(workspace, first, ("sete-2",), date(2026, 11, 10))
    second = team(workspace)
    items = attention(workspace, LITE, ENVIRONMENT).items
    assert {item.record for item in items if item.kind is AttentionKind.CHAIR} == {second}
    late = [item.record for item in items if item.message.code == "attention.invitations_late"]
    assert late == [first]


# -- what is kept about people and data ---------------------------------------------------------------


def test_a_draft_waits_and_then_its_time_runs_out(workspace: KeptWorkspace) -> None:
    view = drafts.edit_dataset(workspace, "lite", "Kari i Plan")
    (item,) = of_kind(attention(workspace, LITE, ENVIRONMENT), AttentionKind.DRAFT)
    assert (item.record, item.message.params["who"]) == (view.draft.id, "Kari i Plan")

    def gone(day: str) -> list[tuple[str, int, str]]:
        return codes(of_kind(attention(workspace, LITE, on(day)), AttentionKind.RETENTION))

    assert gone("2026-11-21") == []
    assert gone("2026-11-22") == [("attention.goes_soon", 1, "2026-12-22")]
    assert gone("2026-12-22") == [("attention.goes_now", 1, "2026-12-22")]


def test_a_draft_of_what_is_no_dataset_yet_is_told_with_every_dataset(workspace: KeptWorkspace) -> None:
    held, _ = drafts.sheets_held(workspace, "lite")
    drafts.begin(workspace, "ny", 0, held, (), "kari")
    drafts.begin(workspace, "vennesla", 0, held, (), "kari")
    (item,) = of_kind(attention(workspace, LITE, ENVIRONMENT), AttentionKind.DRAFT)
    assert item.message.params["dataset"] == "ny"
    alone = dataset_attention(workspace, LITE, ENVIRONMENT)
    assert [one for one in alone if one.kind in (AttentionKind.DRAFT, AttentionKind.RETENTION)] == []


def test_persons_who_may_not_have_been_told_are_counted_and_the_invented_are_not() -> None:
    people = [
        actor("a", "innbygger", form="person", synthetic=False),
        actor("b", "innbygger", form="person", synthetic=False, informed="2026-10-01"),
        actor("c", "innbygger", form="person"),
        actor("lag", synthetic=False),
    ]
    answer = attention(Shelf(register(actors=people)), LITE, ENVIRONMENT)
    assert codes(answer.items) == [("attention.not_informed", 1, "")]


def test_what_looked_odd_is_told() -> None:
    odd = Problem("unknown_code", "actors", severity=Severity.WARNING)
    held = Dataset(DatasetInfo("lite", "Lite", "", ()), register(actors=[actor("a")]), (odd, odd))
    (item,) = attention(FolderWorkspace(held={"lite": held}), LITE, ENVIRONMENT).items
    assert (item.kind, item.count, item.command) == (AttentionKind.DATA, 2, "matchmaker check lite")


def test_where_nothing_is_wrong_nothing_is_told() -> None:
    answer = attention(Shelf(register(actors=[actor("a")])), LITE, ENVIRONMENT)
    assert (answer.items, answer.decisions) == ((), ())
    assert attention(Shelf(register()), LITE, ENVIRONMENT).items == ()


def test_a_dataset_that_is_not_there_is_an_error(workspace: KeptWorkspace) -> None:
    with pytest.raises(InputError) as wrong:
        attention(workspace, AttentionRequest("finnes_ikke"), ENVIRONMENT)
    assert wrong.value.code == "unknown_dataset"


# -- order --------------------------------------------------------------------------------------------


def test_items_stand_by_date_then_kind_then_id() -> None:
    def item(kind: AttentionKind, name: str, due: str = "") -> AttentionItem:
        return AttentionItem(kind, name, Urgency.NOTE, Message("overview.nothing"), 1, "", due=due)

    wanted = [
        item(AttentionKind.RETENTION, "a", "2026-01-01"), item(AttentionKind.INVITATION, "a", "2026-02-01"),
        item(AttentionKind.CHAIR, "a", "2026-02-01"), item(AttentionKind.CHAIR, "b", "2026-02-01"),
        item(AttentionKind.INVITATION, "z"), item(AttentionKind.NEED, "a"), item(AttentionKind.DATA, "a"),
    ]  # fmt: skip
    assert list(in_order(reversed(wanted))) == wanted
    assert list(in_order(wanted[3:] + wanted[:3])) == wanted


# -- decisions ----------------------------------------------------------------------------------------


class Ticking:
    """A minute later each time it is asked."""

    def __init__(self) -> None:
        self._asked = 0

    def __call__(self) -> datetime:
        self._asked += 1
        return datetime(2026, 11, 1 + self._asked // 50, 9, self._asked % 50, tzinfo=UTC)


def ticking(dataset: Register | None = None) -> KeptWorkspace:
    store = Store(MemoryStorage(), Ticking())
    with store.step(Message("step.founded", {"dataset": "lite"}), "kari") as work:
        work.found("lite", dataset or data(), "")
    return KeptWorkspace(store, FolderWorkspace())


def decided(workspace: KeptWorkspace, request: AttentionRequest = LITE) -> list[tuple[str, str]]:
    answer = attention(workspace, request, ENVIRONMENT)
    return [(one.kind.value, one.who) for one in answer.decisions]


def test_the_last_decisions_stand_newest_first_with_who() -> None:
    workspace = ticking()
    record = team(workspace)
    keep_seating(workspace, "lite", ((1, "bord-1", "nabo"), (1, "bord-1", "venn")), "ola")
    settled = DecisionRequest(record, "Teamet settes ned", "Bredt", "Kommunestyret", date(2026, 11, 20))
    decide(workspace, settled, "kari")
    decide(workspace, DecisionRequest("en annen sak", "Noe", "Fordi", "Noen", date(2026, 11, 21)), "kari")
    wanted = [("beslutning", "Kommunestyret"), ("grupper", "ola"), ("team", "kari"), ("versjon", "kari")]
    assert decided(workspace) == wanted
    first = attention(workspace, LITE, ENVIRONMENT).decisions[0]
    assert (first.on, first.challenge) == ("2026-11-20", "sak")
    assert "Teamet settes ned" in catalogue("nb").say(first.message)


def test_what_is_undone_is_told_as_that() -> None:
    workspace = ticking()
    team(workspace)
    history.undo(workspace, "kari")
    assert [kind for kind, _ in decided(workspace)] == ["versjon"]
    keep_seating(workspace, "lite", ((1, "bord-1", "nabo"),), "ola")
    history.undo(workspace, "per")
    newest = attention(workspace, LITE, ENVIRONMENT).decisions[0]
    assert (newest.message.code, newest.message.params["same"]) == ("decided.version_again", 1)


def test_an_erasure_is_told_without_whom_it_was_about() -> None:
    workspace = ticking()
    erase_person(workspace.store, EraseRequest("nabo", "ba om det", "Forvalteren", "lite"))
    answer = attention(workspace, LITE, ENVIRONMENT)
    (erased,) = [one for one in answer.decisions if one.kind is DecidedKind.ERASURE]
    assert erased.who == "Forvalteren"
    said = str(jsonable(erased, catalogue("nb")))
    assert "nabo" not in said.casefold()
    assert "slettet-" not in said


def test_no_more_than_ten_are_told() -> None:
    workspace = ticking()
    made = [team(workspace) for _ in range(12)]
    told = attention(workspace, LITE, ENVIRONMENT).decisions
    assert [one.id for one in told] == made[:1:-1]


# -- editions and roles -------------------------------------------------------------------------------


def filled() -> KeptWorkspace:
    """A workspace in which everything waits."""
    real = [{**one, "synthetic": False} for one in ACTORS]
    workspace = ticking(data(actors=real))
    record = team(workspace, name="Laget til Nabo")
    invite(workspace, record, ("sete-1", "sete-2"), date(2026, 11, 10))
    decide(
        workspace,
        DecisionRequest(record, "Nabo skal være med", "Nabo kan det", "Kommunestyret", TODAY),
        "kari",
    )
    drafts.edit_dataset(workspace, "lite", "Kari i Plan")
    erase_person(workspace.store, EraseRequest("kjenning", "ba om det", "Forvalteren", "lite"))
    return workspace


def test_the_public_edition_tells_of_no_person_seat_or_signature() -> None:
    workspace = filled()
    working, public = (attention(workspace, one, ENVIRONMENT) for one in (LITE, PUBLIC))
    assert {item.kind for item in working.items} >= {
        AttentionKind.INVITATION, AttentionKind.CHAIR, AttentionKind.INFORMED, AttentionKind.DRAFT,
    }  # fmt: skip
    assert {item.kind for item in public.items} <= {
        AttentionKind.NEED, AttentionKind.FINDING, AttentionKind.POPULATION,
    }  # fmt: skip
    assert {one.kind for one in public.decisions} == {
        DecidedKind.TEAM, DecidedKind.DECISION, DecidedKind.VERSION,
    }  # fmt: skip
    assert {one.who for one in public.decisions} == {"", "Kommunestyret"}
    assert all(len(one.at) == 10 for one in public.decisions)
    assert public.data_version is None
    said = str(jsonable(public, catalogue("nb")))
    for secret in ("nabo", "kari", "Nabo", "Forvalteren", "slettet-", "Laget til"):
        assert secret not in said
    assert Message("attention.note_public") in public.notes


def role(workspace: KeptWorkspace, which: Role) -> KeptWorkspace:
    gate = RoleGate(lambda: Who("Noen Oppdiktet", which))
    return KeptWorkspace(Store(workspace.store.storage, Ticking(), gate), FolderWorkspace())


def test_a_reader_is_told_what_is_public_and_nothing_else() -> None:
    reader = role(filled(), Role.READER)
    with pytest.raises(InputError) as wrong:
        attention(reader, LITE, ENVIRONMENT)
    assert wrong.value.code == "not_allowed"
    with reader.told_in_public():
        told = attention(reader, PUBLIC, ENVIRONMENT)
    assert told.decisions
    assert not may_see_all(reader)


def test_how_long_things_are_kept_is_told_to_the_steward_alone() -> None:
    workspace = filled()
    steward, planner = (
        attention(role(workspace, one), LITE, ENVIRONMENT) for one in (Role.STEWARD, Role.PLANNER)
    )
    assert of_kind(steward, AttentionKind.RETENTION)
    assert not of_kind(planner, AttentionKind.RETENTION)
    assert Message("attention.note_retention") in planner.notes
    assert Message("attention.note_retention") not in steward.notes
    assert may_see_all(role(workspace, Role.PLANNER))


# -- parts that are kept, and words -------------------------------------------------------------------


def test_the_costly_parts_are_asked_for_as_the_asker_says(workspace: KeptWorkspace) -> None:
    asked: list[str] = []

    def ask(service: Any, request: Any, dataset: str) -> Any:
        asked.append(f"{service.__name__} {dataset}")
        return service(workspace, request, ENVIRONMENT)

    assert attention(workspace, LITE, ENVIRONMENT, ask) == attention(workspace, LITE, ENVIRONMENT)
    assert asked == ["challenges_attention lite", "retention_attention lite"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_can_be_said(language: Any) -> None:
    words = catalogue(language)
    workspace = filled()
    for request in (LITE, PUBLIC):
        answer = attention(workspace, request, on("2026-12-22"))
        said = [
            *(message for item in answer.items for message in (item.message, item.do, *item.details)),
            *(one.message for one in answer.decisions), *answer.notes,
        ]  # fmt: skip
        assert all(words.say(one) and "{" not in words.say(one) for one in said)
    for code in (*DO.values(), *KIND_WORDS.values()):
        assert words.term(code)
    assert set(DO) == set(KIND_WORDS) == set(AttentionKind)


def test_the_command_says_the_same_again() -> None:
    assert overview_command(LITE) == "matchmaker overview lite"
    asked = overview_command(PUBLIC, AttentionKind.NEED, "nn")
    assert asked == "matchmaker overview lite --edition offentlig --kind behov --lang nn"
