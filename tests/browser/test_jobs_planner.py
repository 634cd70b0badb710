"""A planner's job from an Excel file to the report: who should be in the room, why, who is missing, and how.

Told once; carried out by mouse and by keyboard alone, in bokmål and nynorsk.
"""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from docx import Document
from playwright.sync_api import expect

from matchmaker.kernel.errors import Message
from matchmaker.services.environment import Environment
from matchmaker.services.invitation_answers import list_invitations
from matchmaker.services.invitation_terms import field_label
from tests.browser.job_files import ASKED, LOCAL_ACTORS, MISSPELT, planners_list
from tests.browser.jobs import job, taken

if TYPE_CHECKING:
    from pathlib import Path

    from dashboard.texts import Words
    from matchmaker.services.invitation_answers import InvitationRow
    from matchmaker.services.kept import KeptWorkspace
    from tests.browser.hands import Hands

DATASET = "aktorer-solbygda"
SEATS = ".seats .seat:not(.chair)"
SIZE = 6
NAMES = {name for name, _, _ in LOCAL_ACTORS} | {"Verdal kommune"}
"""With the municipality, which some belong to."""
TITLE = "Møteplass i Solbygda"


@job("tastatur", "nn")
def test_a_planner_finds_who_should_be_in_the_room(
    hands: Hands, text: Words, workspace: KeptWorkspace, tmp_path: Path
) -> None:
    bring_the_list(hands, text, workspace)
    describe_the_challenge(hands, text, workspace)
    seats = suggest_a_team(hands, text)
    seats, swapped = lock_and_swap(hands, text, seats)
    invite(hands, text, workspace, (seats, swapped), tmp_path)
    report(hands, text, seats, tmp_path)


def bring_the_list(hands: Hands, text: Words, workspace: KeptWorkspace) -> None:
    """Drop the list, answer what it leaves open, keep it."""
    page = hands.page
    hands.write(text.t("data.author"), "planlegger i Verdal")
    hands.write(text.t("drop.place"), "Verdal")
    hands.hand_over(text.t("drop.choose"), planners_list())
    count = page.locator(".problems-count")
    expect(count).to_contain_text(re.compile(r"\b2\b"))
    expect(page.get_by_role("heading", name=re.compile(DATASET))).to_be_focused()
    for name, column, answer in ((ASKED, "form", "organisasjon"), (MISSPELT, "type", "frivillig")):
        problem = page.locator(".problem", has_text=re.compile(rf", {column}\b")).first
        hands.press_this(problem)
        row = page.locator(".ag-row", has=page.locator(".ag-cell-focus")).first
        expect(row).to_contain_text(name)
        hands.write_cell(answer)
        expect(page.locator(".problem", has_text=re.compile(rf", {column}\b"))).to_have_count(0)
    hands.press("button", text.t("commit.keep"))
    expect(page.locator(".told-box h2")).to_be_focused()
    actors = workspace.dataset(DATASET).register.actors
    kinds = dict(zip(actors["name"].astype(str), actors["kind"].astype(str), strict=True))
    assert kinds == {name: kind for name, _, kind in LOCAL_ACTORS} | {"Verdal kommune": "administrasjon"}
    persons = set(actors["name"].astype(str)[actors["form"] == "person"])
    assert persons == {"Folkehelsekoordinatoren"}  # a role, and nobody's name


def describe_the_challenge(hands: Hands, text: Words, workspace: KeptWorkspace) -> None:
    """Say what it is about, see what it needs, take it in."""
    page = hands.page
    hands.go(text.t("page.inviteres"))
    hands.press("link", text.t("parts.describe"))
    hands.write(text.t("describe.title"), TITLE)
    hands.write_words(text.t("describe.themes"), ["folkehelse", "stedsutvikling"])
    hands.write_words(text.t("describe.affected"), ["eldre som bor alene"])
    hands.choose(text.t("describe.levels"), text.say(Message("level.politikk")))
    hands.press("button", text.t("describe.show"))
    needs = page.locator(".results table tbody tr")
    expect(needs.first).to_be_visible()
    hands.press("button", text.t("describe.keep"))
    expect(page).to_have_url(re.compile("utfordring=moteplass-i-solbygda"))
    challenge = workspace.dataset(DATASET).register.challenge("moteplass-i-solbygda")
    assert (challenge.title, challenge.themes) == (TITLE, ("folkehelse", "stedsutvikling"))


def suggest_a_team(hands: Hands, text: Words) -> list[str]:
    """Ask for a team, and read why each has a seat and who is held a chair for."""
    page = hands.page
    for field in ("form.min_size", "form.max_size"):
        hands.write(text.t(field), str(SIZE))
    hands.press("button", text.t("inviteres.suggest"))
    names = team(hands)
    assert len(names) == SIZE
    assert set(names) <= NAMES
    expect(page.locator(f"{SEATS} .reasons li").first).not_to_be_empty()
    assert all(one.locator(".reasons li").count() for one in page.locator(SEATS).all())
    expect(page.locator(".banner")).to_be_visible()  # a suggestion, and who decides
    expect(page.locator(".seats .chair")).to_contain_text("eldre som bor alene")
    return names


def team(hands: Hands) -> list[str]:
    """Who has a seat, when the best team has been proven."""
    expect(hands.page.locator(".proving")).to_have_count(0)
    expect(hands.page.locator(SEATS)).to_have_count(SIZE)
    return hands.page.locator(f"{SEATS} h3").all_inner_texts()


def lock_and_swap(hands: Hands, text: Words, before: list[str]) -> tuple[list[str], str]:
    """Hold on to one seat, have another one filled by somebody else."""
    page = hands.page
    held, out = before[0], before[1]
    hands.press("button", f"{text.t('seat.lock')}: {held}")
    expect(page.locator(".seat.locked h3")).to_have_text(held)
    hands.press("button", f"{text.t('seat.swap')}: {out}")
    expect(page.locator(".left-out")).to_contain_text(out)
    after = team(hands)
    assert held in after
    assert out not in after
    return after, out


def invite(
    hands: Hands, text: Words, workspace: KeptWorkspace, who: tuple[list[str], str], folder: Path
) -> None:  # fmt: skip
    """Settle the team with a reason, write the invitations, keep them, and note that one was answered."""
    page, (seats, swapped) = hands.page, who
    hands.choose_radio(text.t("parts.invite"))
    hands.write(text.t("settle.reason", actor=swapped), "Spørres i neste runde")
    hands.press("button", text.t("settle.keep"))
    expect(page).to_have_url(re.compile("beholdt="))
    for field, said in (("expectation", "Møte tre kvelder"), ("mandate", "Foreslå tiltak"), ("hours", "9")):
        hands.write(text.say(field_label(field)), said)
    hands.press("button", text.t("letters.show"))
    letters = page.locator("article.letter")
    expect(letters.first).to_contain_text("Møte tre kvelder")
    file = hands.take(re.compile(f"^{text.t('letters.file')}"), folder)
    said = "\n".join(one.text for one in Document(str(file)).paragraphs)
    assert "Foreslå tiltak" in said
    hands.press("button", text.t("letters.keep"))
    expect(page.get_by_role("heading", name=text.t("letters.kept", count=letters.count()))).to_be_visible()
    assert {str(one.name) for one in invitations(workspace)} >= set(seats)
    first = next(one for one in invitations(workspace) if one.seat == "sete-1")
    note(hands, text, "kept.note_sent")
    expect(page.locator(".results")).to_contain_text(text.t("kept.was_sent", day="22.11.2026"))
    yes = text.say(Message("invite.answer_ja"))
    note(hands, text, "kept.note_answer", (text.t("kept.answer", name=str(first.name)), yes))
    expect(page.locator(".results")).to_contain_text(text.say(Message("invite.turn_besatt")))
    assert [one.answer for one in invitations(workspace) if one.seat == "sete-1"] == ["ja"]


def invitations(workspace: KeptWorkspace) -> tuple[InvitationRow, ...]:
    """Those that are kept."""
    return list_invitations(workspace, Environment(lambda: date(2026, 11, 22))).rows


def note(hands: Hands, text: Words, what: str, answer: tuple[str, str] | None = None) -> None:
    """Note on the first seat of the kept team that its letter is sent, or what was answered."""
    button = hands.page.get_by_role("button", name=text.t(what))
    if not button.count():
        hands.press("button", text.t("kept.change_seat", number=1, name="").strip())
    if answer:
        hands.choose(*answer)
    hands.press("button", text.t(what))


def report(hands: Hands, text: Words, seats: list[str], folder: Path) -> None:
    """Make the report of the kept team, and find in the files what stands on the page."""
    page = hands.page
    hands.press("link", text.t("settle.to_report"))
    shown = page.locator(".report")
    for name in seats:
        expect(shown).to_contain_text(name)
    for file in taken(hands, text, folder):
        assert TITLE in file
        assert [name for name in seats if name not in file] == []
