"""The overview without a browser: what is listed, where it leads, who sees what, and what is told when."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from dash import html

from dashboard import state
from dashboard.pages import oversikt, routes
from dashboard.pages.answers import Answers
from dashboard.pages.oversikt_answers import counts, told, wish
from dashboard.pages.oversikt_attention import FIRST, chosen, dotted, place, shown
from dashboard.texts import words
from matchmaker.kernel.errors import Message
from matchmaker.services import drafts
from matchmaker.services.attention import (
    AttentionItem,
    AttentionKind,
    AttentionRequest,
    Edition,
    Urgency,
    attention,
)
from matchmaker.services.environment import Environment
from matchmaker.services.invitation import InvitationRequest, keep_drafts
from matchmaker.services.invitation_answers import mark_sent
from matchmaker.services.invitation_turns import invitations_of
from matchmaker.services.kept import KeptWorkspace
from matchmaker.services.roles import Role, RoleGate, Who
from matchmaker.services.workspace import FolderWorkspace
from matchmaker.store.memory import MemoryStorage
from matchmaker.store.store import Store
from tests.dashboard.test_pages import ways
from tests.invitations import TERMS, team, workspace_on

LITE = "?datasett=lite"
DAY = date(2026, 11, 22)
NO_FILES = FolderWorkspace([Path("finnes-ikke")])


@pytest.fixture(scope="module")
def full() -> Answers:
    """A workspace with a settled team, an invitation that is late, and a draft."""
    workspace = workspace_on(MemoryStorage())
    record = team(workspace)
    asked = InvitationRequest(record, replace(TERMS, reply_by=date(2026, 11, 12)), seats=("sete-2",))
    keep_drafts(workspace, asked, Environment(lambda: DAY), "kari")
    with workspace.store.reading() as reading:
        mark_sent(workspace, tuple(one.id for one, _ in invitations_of(reading)), date(2026, 11, 1), "kari")
    drafts.edit_dataset(workspace, "lite", "Kari i Plan")
    return Answers(workspace, Environment(lambda: DAY))


def said(part: Any) -> str:
    if isinstance(part, list | tuple):
        return " ".join(said(one) for one in part)
    if isinstance(part, str | int):
        return str(part)
    return said(part.children) if getattr(part, "children", None) is not None else ""


def links(part: Any) -> list[str]:
    parts = part if isinstance(part, tuple | list) else [part]
    return [one.href for top in parts for one in top._traverse() if isinstance(one, html.A)]


def item(kind: AttentionKind, name: str = "a") -> AttentionItem:
    return AttentionItem(kind, name, Urgency.NOTE, Message("overview.nothing"), 1, "matchmaker x",
                         "sak", "Saken", record="team-1")  # fmt: skip


# -- the list -----------------------------------------------------------------------------------------


def test_what_waits_is_listed_with_its_date_and_leads_to_where_it_is_done(full: Answers) -> None:
    part = oversikt.attention(words("nb"), LITE, full)
    text = said(part)
    assert "Frist var 12.11.2026" in text
    assert "Plass holdt av til ungdom i Verdal." in text
    assert "Et team for «Saken» ble bestemt" in text
    addresses = links(part)
    assert "/nb/inviteres?datasett=lite&utfordring=sak&del=invitasjon&beholdt=team-1" in addresses
    assert "/nb/aktorer-og-data?datasett=lite&utkast=utkast-1" in addresses
    assert said(oversikt.command(words("nn"), LITE, full)).count("matchmaker overview lite --lang nn") == 1


@pytest.mark.parametrize("kind", AttentionKind)
def test_every_link_leads_to_a_page_that_can_be_made(kind: AttentionKind, full: Answers) -> None:
    for edition in Edition:
        address = place(words("nb"), item(kind), AttentionRequest("lite", edition))
        if address is None:
            assert kind in (AttentionKind.RETENTION, AttentionKind.POPULATION)
            continue
        path, _, query = address.partition("?")
        assert state.route(path).page is not None
        assert state.one(query, state.DATASET) == "lite"
        routes.page(path, f"?{query}", full)


def test_the_first_ten_are_shown_and_the_rest_a_press_away() -> None:
    kinds = (AttentionKind.NEED, AttentionKind.FINDING)
    many = tuple(item(kind, f"{n:02}") for kind in kinds for n in range(8))
    assert shown(LITE, many) == many[:FIRST]
    assert shown("?vis=alle", many) == many
    assert shown("?vis=funn", many) == many[8:]
    assert shown("?vis=stol", many) == ()
    assert shown("?vis=finnes_ikke", many) == many[:FIRST]
    assert (chosen("?vis=funn"), chosen("?vis=alle"), chosen(None)) == (AttentionKind.FINDING, None, None)


def test_a_long_list_has_a_choice_of_kinds_that_keeps_the_rest_of_the_address(answers: Answers) -> None:
    search = "?datasett=prosesser"
    part = oversikt.attention(words("nb"), search, answers)
    made = ways(part)
    assert "Alle typer (21)" in said(part)
    assert made["attention-funn"] == f"{search}&vis=funn"
    assert made["attention-all"] == f"{search}&vis=alle"
    assert len([one for one in part._traverse() if isinstance(one, html.Details)]) == FIRST
    every = oversikt.attention(words("nb"), f"{search}&vis=alle", answers)
    assert ways(every)["attention-all"] == search
    assert "--kind funn" in said(oversikt.command(words("nb"), f"{search}&vis=funn", answers))


def test_dates_are_written_as_people_do() -> None:
    assert dotted("2026-01-09T12:00:00") == "09.01.2026"


# -- what is there when nothing is --------------------------------------------------------------------


def test_where_nothing_waits_and_nothing_is_decided_the_page_says_what_comes_there(tmp_path: Path) -> None:
    (tmp_path / "tom").mkdir()
    (tmp_path / "tom" / "aktorer.csv").write_text("id;navn;slag\nlag;Laget;frivillig\n", encoding="utf-8")
    workspace = KeptWorkspace(Store(MemoryStorage(), lambda: datetime.now(UTC)), FolderWorkspace([tmp_path]))
    some = Answers(workspace, Environment(lambda: DAY))
    text = said(oversikt.attention(words("nb"), "", some))
    assert "Ingenting trenger oppmerksomhet nå." in text
    assert "Ingen avgjørelser ennå." in text
    assert "Skriv dem i arket «utfordringer»" in said(oversikt.body(words("nb"), "", some))
    assert counts(some, AttentionRequest("tom")) == {"tom": 0}
    assert "Ingenting trenger oppmerksomhet" in said(oversikt.datasets(words("nb"), "", some, {"tom": 0}))


def test_without_any_dataset_there_is_no_list_and_no_command(tmp_path: Path) -> None:
    workspace = KeptWorkspace(Store(MemoryStorage(), lambda: datetime.now(UTC)), FolderWorkspace([tmp_path]))
    nothing = Answers(workspace, Environment(lambda: DAY))
    assert "matchmaker import" in said(oversikt.body(words("nb"), "", nothing))
    for part in (oversikt.attention, oversikt.command):
        assert said(part(words("nb"), "", nothing)) == ""


def test_what_is_wrong_with_the_address_is_told_once(answers: Answers) -> None:
    search = "?datasett=finnes_ikke"
    above, below = oversikt.body(words("nb"), search, answers)
    assert "finnes_ikke" in said(above)
    assert said(below) == ""
    listed = oversikt.quietly(words("nb"), lambda: oversikt.attention(words("nb"), search, answers))
    assert said(listed) == ""
    assert "error-box" in str(oversikt.body(words("nb"), "?utgave=tull", answers)[0])
    assert "error-box" not in str(oversikt.datasets(words("nb"), "?utgave=tull", answers, {}))


# -- all datasets -------------------------------------------------------------------------------------


def test_each_dataset_says_how_much_in_it_needs_attention(answers: Answers) -> None:
    found = counts(answers, AttentionRequest("vennesla"))
    quick = {info.name for info in answers.datasets()} - {"prosesser"}  # it has 21 challenges
    assert set(found) == quick
    assert counts(answers, AttentionRequest("prosesser"))["prosesser"] == 21
    assert found["vennesla"] == len(told(answers, AttentionRequest("vennesla")).items)
    shown_ = oversikt.datasets(words("en"), "?datasett=vennesla", answers, found)
    assert f"Needs attention: {found['vennesla']}" in said(shown_)
    (now,) = [one for one in shown_._traverse() if getattr(one, "aria-current", None)]
    assert "vennesla" in now.href


def test_counts_that_a_browser_sends_are_read_as_counts() -> None:
    assert oversikt.known({"a": 3, "b": "3", "c": {"x": 1}, "d": True}) == {"a": 3}
    assert oversikt.known("tull") == oversikt.known(None) == {}


def test_the_page_says_what_the_service_says(answers: Answers) -> None:
    asked = AttentionRequest("innherred")
    assert told(answers, asked) == attention(answers.workspace, asked, answers.environment)


# -- who sees what ------------------------------------------------------------------------------------


def seen_by(full: Answers, role: Role) -> Answers:
    gate = RoleGate(lambda: Who("Noen Oppdiktet", role))
    store = Store(full.workspace.store.storage, lambda: datetime.now(UTC), gate)
    return Answers(KeptWorkspace(store, NO_FILES), full.environment)


def test_a_reader_is_shown_the_public_edition_at_once_and_no_person(full: Answers) -> None:
    reader, text = seen_by(full, Role.READER), words("nb")
    assert wish(LITE, reader) == AttentionRequest("lite", Edition.PUBLIC)
    counted = counts(reader, wish(LITE, reader))
    parts = [
        *oversikt.body(text, LITE, reader), oversikt.attention(text, LITE, reader),
        oversikt.command(text, LITE, reader), oversikt.datasets(text, LITE, reader, counted),
    ]  # fmt: skip
    shown_ = said(parts)
    assert "Dette er den offentlige versjonen" in shown_
    assert "matchmaker overview lite --edition offentlig" in shown_
    assert "Et team for «Saken» ble bestemt" in shown_
    for secret in ("kari", "Kari", "Nabo", "Invitasjoner", "13 aktører", "error-box"):
        assert secret not in shown_
    assert all("utgave=offentlig" in one for one in links(parts[:3]) if "naar-vi-ikke" in one)
    assert not [one for one in links(parts) if "inviteres" in one]


def test_nothing_told_in_public_is_not_said_to_be_nothing(answers: Answers) -> None:
    """In Sandnes persons are there from some sides: which sides are not is not told in public."""
    search = "?datasett=sandnes_bootcamp&utgave=offentlig"
    text = said(oversikt.attention(words("nb"), search, answers))
    assert "Ingenting som kan fortelles offentlig" in text
    chosen_ = said(oversikt.datasets(words("nb"), search, answers, {"sandnes_bootcamp": 0}))
    assert "Ingenting" not in chosen_


def test_a_reader_who_asks_for_the_working_edition_is_told_why_not(full: Answers) -> None:
    reader = seen_by(full, Role.READER)
    search = f"{LITE}&utgave=arbeidsversjon"
    assert "Det krever rollen" in said(oversikt.body(words("nb"), search, reader)[0])
    listed = oversikt.quietly(words("nb"), lambda: oversikt.attention(words("nb"), search, reader))
    assert said(listed) == ""


def test_a_planner_sees_everything_but_how_long_things_are_kept(full: Answers) -> None:
    planner = seen_by(full, Role.PLANNER)
    assert wish(LITE, planner).edition is Edition.WORKING
    assert "Det som gjelder lagringstid, ser forvalteren." in said(
        oversikt.attention(words("nb"), LITE, planner)
    )
    steward = seen_by(full, Role.STEWARD)
    told_ = told(steward, AttentionRequest("lite"))
    assert [one for one in told_.items if one.kind is AttentionKind.RETENTION]


def test_what_a_steward_was_told_is_not_kept_for_a_planner(full: Answers) -> None:
    """The costly parts are kept with the data; who may see them is asked each time."""
    workspace = full.workspace
    now = [Role.STEWARD]
    store = Store(workspace.store.storage, lambda: datetime.now(UTC), RoleGate(lambda: Who("N", now[0])))
    shared = Answers(KeptWorkspace(store, NO_FILES), full.environment)
    kinds = []
    for role in (Role.STEWARD, Role.PLANNER):
        now[0] = role
        kinds.append({one.kind for one in told(shared, AttentionRequest("lite")).items})
    assert AttentionKind.RETENTION in kinds[0]
    assert AttentionKind.RETENTION not in kinds[1]


def test_what_is_kept_is_let_go_when_something_is_done() -> None:
    workspace = workspace_on(MemoryStorage())
    mine = Answers(workspace, Environment(lambda: DAY))
    assert not told(mine, AttentionRequest("lite")).decisions[1:]
    drafts.edit_dataset(workspace, "lite", "Kari i Plan")
    found = told(mine, AttentionRequest("lite"))
    assert {one.kind for one in found.items} >= {AttentionKind.DRAFT, AttentionKind.RETENTION}
    drafts.discard(workspace, "utkast-1")
    after = told(mine, AttentionRequest("lite"))
    assert not {one.kind for one in after.items} & {AttentionKind.DRAFT, AttentionKind.RETENTION}
    team(workspace)
    assert [one.kind.value for one in told(mine, AttentionRequest("lite")).decisions] == ["team", "versjon"]
