"""Hvem bør inviteres?: a planner pins, swaps, changes needs and wishes, and the score answers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from playwright.sync_api import Page, expect

from tests.browser.test_walk import TEAM, tab_to
from tests.browser.waiting import settle

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from matchmaker.services.kept import KeptWorkspace

PROOF = "#team-bevis"
NEEDS = ".needs-panel"


def fold(page: Page, name: str) -> None:
    """Open a fold from the keyboard."""
    page.locator("summary", has_text=name).first.focus()
    page.keyboard.press("Enter")


def test_the_first_answer_comes_before_the_proof_and_the_proof_says_what_it_changed(
    visit: Callable[..., Page],
) -> None:
    # a wish that no other test has, so that its proof is not known yet
    page = visit(f"/nb/inviteres{TEAM}&fro=4242&del=hvorfor-ikke")
    told = page.evaluate_handle(
        """() => {const told = []; new MutationObserver(() => {
          const e = document.getElementById('team-bevis'); const t = e && e.textContent;
          if (t && told[told.length - 1] !== t) told.push(t);
        }).observe(document.body, {childList: true, subtree: true, characterData: true}); return told}"""
    )
    page.get_by_role("radio", name="Team", exact=True).check()
    expect(page.locator(PROOF)).to_contain_text("Det er bevist")
    heard = told.json_value()
    assert heard[0].startswith("Foreløpig")
    assert "Det er bevist" in heard[-1]
    assert "foreløpige" in heard[-1]
    expect(page.locator(PROOF)).to_have_attribute("role", "status")
    page.reload()  # known by now
    expect(page.locator(PROOF)).to_contain_text("Det er bevist")
    expect(page.locator(PROOF)).not_to_contain_text("foreløpige")


def test_a_seat_is_pinned_and_let_go_by_keyboard(visit: Callable[..., Page]) -> None:
    page = visit(f"/nb/inviteres{TEAM}")
    tab_to(page, "Lås")
    page.keyboard.press("Enter")
    expect(page.locator(".seat.locked")).to_have_count(1)
    expect(page.locator(PROOF)).to_contain_text("Det er bevist")
    expect(page.get_by_role("button", name="Lås opp")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(".seat.locked")).to_have_count(0)


def test_who_comes_and_leaves_is_told_against_the_team_that_was_shown(visit: Callable[..., Page]) -> None:
    page, proof = visit(f"/nb/inviteres{TEAM}&fro=4243"), re.compile("Det er bevist")
    expect(page.locator(PROOF)).to_contain_text(proof)
    expect(page.locator(PROOF)).not_to_contain_text("forrige forslag")
    page.get_by_role("button", name="Bytt").first.click()
    changed = re.compile(r"Endret siden forrige forslag\. Inn: .+\. Ut: .+\.")
    expect(page.locator(PROOF)).to_contain_text(changed)
    expect(page.locator(PROOF)).to_contain_text(proof)
    expect(page.locator(PROOF)).to_contain_text(changed)


def test_needs_are_changed_added_and_given_back(visit: Callable[..., Page]) -> None:
    page = visit(f"/nb/inviteres{TEAM}")
    expect(page.locator(NEEDS)).to_contain_text("9 oppgitte behov")
    fold(page, "Hva trenger utfordringen?")
    count = page.get_by_role("textbox", name="Antall: nye ideer")
    count.fill("3")
    expect(page).to_have_url(re.compile("behov=.*ideutvikling:3:3"))
    expect(page.locator(NEEDS)).to_contain_text("9 behov, endret av deg")
    expect(count).to_have_value("3")
    expect(count).to_be_focused()
    page.get_by_role("button", name="Ta bort: nye ideer").click()
    expect(page).not_to_have_url(re.compile("ideutvikling"))
    expect(page.locator(NEEDS)).to_contain_text("8 behov")  # the list is made anew with the answer
    settle(page)
    page.get_by_role("combobox", name="Legg til et bidrag").fill("lokaler")
    page.get_by_role("option", name=re.compile("lokaler")).first.click()
    expect(page.locator(".need-list > li").last).to_contain_text("lagt til av deg")
    page.get_by_role("button", name="Tilbake til de oppgitte").click()
    expect(page).not_to_have_url(re.compile("behov="))
    expect(page.locator(".need-list > li")).to_have_count(9)


def test_how_important_a_need_is_decides_and_the_draft_can_be_used(visit: Callable[..., Page]) -> None:
    page = visit(f"/nb/inviteres{TEAM}")
    fold(page, "Hva trenger utfordringen?")
    page.get_by_role("combobox", name="Hvor viktig: mobilisering").click()
    page.get_by_role("option", name="Nyttig").click()
    expect(page).to_have_url(re.compile("mobilisering:1:1"))
    page.get_by_role("button", name="Bruk utkastet").click()
    expect(page.locator(NEEDS)).to_contain_text("utkast")
    expect(page.locator(".need-list .tag").first).to_be_visible()
    page.go_back()
    expect(page).to_have_url(re.compile("mobilisering:1:1"))


def test_more_wishes_go_to_the_address_and_come_back_from_it(visit: Callable[..., Page]) -> None:
    page = visit(f"/nb/inviteres{TEAM}")
    fold(page, "Flere ønsker")
    page.get_by_role("checkbox", name="Ingen side skal ha flertall").check()
    page.get_by_role("textbox", name="Høyst fra samme enhet").fill("1")
    page.get_by_role("combobox", name="Hold en åpen stol til").fill("en ungdom, Snåsa")
    page.keyboard.press("Enter")
    fold(page, "Hva teller mest?")
    page.get_by_role("textbox", name="Poeng: Par som har jobbet sammen").fill("2,5")
    page.get_by_role("button", name="Foreslå team").click()
    expect(page).to_have_url(re.compile("ikke_flertall=sektor.*vekt=tie%3D2.5"))
    expect(page.locator(".seat.chair", has_text="en ungdom, Snåsa")).to_be_visible()
    expect(page.locator(".command-line")).to_contain_text("--weight tie=2.5")
    page.reload()
    expect(page.get_by_role("checkbox", name="Ingen side skal ha flertall")).to_be_checked()
    expect(page.get_by_role("textbox", name="Poeng: Par som har jobbet sammen")).to_have_value("2,5")
    page.get_by_role("button", name="Tilbake til de vanlige").click()
    expect(page).not_to_have_url(re.compile("vekt="))
    expect(page.get_by_role("textbox", name="Poeng: Par som har jobbet sammen")).to_have_value("0,6")


def test_two_are_kept_apart_and_the_pair_is_taken_away(visit: Callable[..., Page]) -> None:
    page = visit(f"/nb/inviteres{TEAM}")
    fold(page, "Flere ønsker")
    for label, name in (("Den ene", "KS"), ("Den andre", "Innherred regionråd")):
        page.get_by_role("combobox", name=label).fill(name)
        page.get_by_role("option", name=name, exact=True).click()
    page.get_by_role("button", name="Hver for seg", exact=True).click()
    expect(page).to_have_url(re.compile("hver_for_seg=ks:"))
    expect(page.locator(".told-list", has_text="Høyst én av")).to_be_visible()
    page.get_by_role("button", name="Ta bort: Høyst én av").click()
    expect(page).not_to_have_url(re.compile("hver_for_seg"))


def test_a_rule_is_taken_out_and_in_again(visit: Callable[..., Page]) -> None:
    page = visit(f"/nb/inviteres{TEAM}")
    page.get_by_role("button", name="Ta ut: Leder og egen ansatt").click()
    expect(page).to_have_url(re.compile("uten_regel=leder_og_ansatt"))
    page.get_by_role("button", name="Ta inn igjen: Leder og egen ansatt").click()
    expect(page).not_to_have_url(re.compile("uten_regel"))


def test_the_parts_are_looked_at_one_by_one(visit: Callable[..., Page]) -> None:
    page = visit(f"/nb/inviteres{TEAM}&storrelse=4")
    page.get_by_role("radio", name="Avveininger").check()
    expect(page.locator(".js-plotly-plot").first).to_be_visible()
    rows = page.get_by_role("table", name="Team der ingen del").locator("tbody tr")
    expect(rows.nth(1)).to_be_visible()
    page.get_by_role("radio", name="Andre gode team").check()
    expect(
        page.get_by_role("table", name="Det beste teamet først").locator("tbody tr").nth(1)
    ).to_be_visible()
    page.get_by_role("button", name="Vis teamet: Team 2").click()
    expect(page.locator(".seat.locked")).to_have_count(4)
    expect(page.get_by_role("radio", name="Team", exact=True)).to_be_checked()


def test_why_not_is_asked_about_somebody(visit: Callable[..., Page]) -> None:
    page = visit(f"/nb/inviteres{TEAM}&del=hvorfor-ikke")
    page.get_by_role("combobox", name="Bidraget fra").fill("KS")
    page.get_by_role("option", name="KS", exact=True).click()
    expect(page.get_by_role("heading", name="Det minste som skal til")).to_be_visible()
    page.get_by_role("button", name="Ta med bidraget fra KS").click()
    expect(page.locator(".seat.locked h3")).to_have_text("KS")


def test_a_challenge_is_described_where_none_fits(visit: Callable[..., Page]) -> None:
    page = visit("/nb/inviteres?datasett=innherred")
    page.get_by_role("link", name="Beskriv en utfordring").click()
    page.get_by_role("combobox", name="Tema").fill("folkehelse")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Vis hva den trenger").click()
    expect(page).to_have_url(re.compile("del=beskriv.*tema=folkehelse"))
    expect(page.get_by_role("table", name="behov i utkastet").locator("tbody tr").first).to_be_visible()


def test_a_team_is_settled_with_a_reason_and_invited(
    visit: Callable[..., Page], desk_address: tuple[str, KeptWorkspace], tmp_path: Path
) -> None:
    at, _ = desk_address
    page = visit(f"/nb/inviteres{TEAM}&storrelse=3&uten=ks&del=invitasjon", at=at)
    keep = page.get_by_role("button", name="Ta vare på teamet")
    keep.click()
    expect(page.locator(".error-box")).to_be_visible()
    page.get_by_role("textbox", name="Hvorfor KS ikke skal spørres").fill("Er part i saken")
    keep.click()
    expect(page).to_have_url(re.compile("beholdt="))
    page.get_by_role("button", name="Vis invitasjonene").click()
    expect(page.locator(".error-box")).to_contain_text("Mandat")
    settle(page)  # nobody writes while the last answer is being drawn
    page.get_by_role("textbox", name="Forventning").fill("Møte fire ganger")
    page.get_by_role("textbox", name="Mandat").fill("Foreslå tiltak")
    page.get_by_role("textbox", name="Timer").last.fill("12")
    page.get_by_role("button", name="Vis invitasjonene").click()
    expect(page.locator("article.letter").first).to_contain_text("Møte fire ganger")
    with page.expect_download() as coming:
        page.get_by_role("button", name="Last ned som Word-fil").first.click()
    assert coming.value.suggested_filename.endswith(".docx")
    coming.value.save_as(tmp_path / "brev.docx")
    assert (tmp_path / "brev.docx").read_bytes()[:2] == b"PK"
    page.get_by_role("button", name="Behold som utkast").click()
    expect(page.get_by_role("heading", name="lagret som utkast")).to_be_visible()
