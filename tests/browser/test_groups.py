"""Gruppeinndeling: a facilitator drags, undoes, repairs, prints and saves; and does it by keyboard too."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.test_accessibility import in_both_schemes, violations
from tests.browser.test_walk import tab_to
from tests.browser.waiting import settle

if TYPE_CHECKING:
    from collections.abc import Callable

    from matchmaker.services.kept import KeptWorkspace

EVENT = "gruppeinndeling?datasett=sandnes_bootcamp&forsok=30000"
SEATED = f"{EVENT}&vis=forslag"
CARD, CHIP, COST = ".group-card", ".group-card .person", "#gruppe-kostnad"


def card(page: Page, number: int) -> Locator:
    return page.locator(CARD, has=page.get_by_role("heading", name=f"Gruppe {number}", exact=True))


def test_the_job_is_done_by_mouse(
    desk_address: tuple[str, KeptWorkspace], visit: Callable[..., Page]
) -> None:
    address, _ = desk_address
    page = visit("/nb/gruppeinndeling?datasett=sandnes_bootcamp", at=address)
    page.add_init_script("window.print = () => { window.printed = (window.printed || 0) + 1; }")
    page.reload()
    page.get_by_role("textbox", name="Antall runder").fill("2")
    page.get_by_role("button", name="Foreslå gruppeinndeling").click()
    stop = page.get_by_role("button", name="Stopp og vis den beste til nå")
    stop.click()
    expect(page.locator(CARD)).to_have_count(14)
    expect(page).to_have_url(re.compile("runder=2.*gjort="))
    expect(page.locator(".banner")).to_contain_text("avgjøres av")
    one = card(page, 1).locator(".person").first
    name = one.inner_text()
    one.drag_to(card(page, 2).get_by_role("heading"))
    expect(page.locator(COST)).to_contain_text(f"{name} er flyttet til Gruppe 2 i runde 1.")
    expect(page.locator("#kunngjoring")).to_contain_text(f"{name} er flyttet til Gruppe 2")
    expect(card(page, 2).locator(".person", has_text=name)).to_be_focused()
    page.keyboard.press("ControlOrMeta+z")
    expect(page.locator(COST)).to_contain_text("Angret:")
    expect(card(page, 1).locator(".person", has_text=name)).to_have_count(1)
    page.get_by_role("button", name="Gjør om").click()
    expect(card(page, 2).locator(".person", has_text=name)).to_have_count(1)
    settle(page)
    other = card(page, 3).locator(".person").first
    exchanged = other.inner_text()
    card(page, 2).locator(".person", has_text=name).drag_to(other)
    expect(page.locator(COST)).to_contain_text(f"{name} og {exchanged} har byttet plass")
    page.get_by_role("button", name="Skriv ut").click()
    page.wait_for_function("() => window.printed === 1")
    expect(page.locator(".print-round")).to_have_count(2)
    page.get_by_role("button", name="Lagre", exact=True).click()
    expect(page).to_have_url(re.compile("vis=lagret"))
    expect(page.locator(".group-board")).to_contain_text("lagret, i versjon 2 av datasettet")
    expect(card(page, 3).locator(".person", has_text=name)).to_have_count(1)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("nb", ("Flytt til", "Flytt", "Kommer ikke", "Reparer", "Reparert", "Angre")),
        ("nn", ("Flytt til", "Flytt", "Kjem ikkje", "Reparer", "Reparert", "Angre")),
    ],
)
def test_the_job_is_done_by_keyboard_alone(
    language: str, words: tuple[str, ...], visit: Callable[..., Page]
) -> None:
    move_to, move, away, repair, repaired, undo = words
    page = visit(f"/{language}/{EVENT}")
    tab_to(page, "Foreslå gruppeinndeling")
    page.keyboard.press("Enter")
    expect(page.locator(CARD)).to_have_count(14)
    name = card(page, 1).locator(".person").first.inner_text()
    tab_to(page, name)
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog").get_by_role("heading", name=name)).to_be_focused()
    tab_to(page, move_to)
    page.keyboard.type("Gruppe 2 ")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    tab_to(page, move, "button")
    page.keyboard.press("Enter")
    moved = card(page, 2).locator(".person", has_text=name)
    expect(moved).to_be_focused()
    expect(page.locator("#kunngjoring")).to_contain_text("Gruppe 2")
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_have_count(1)
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(moved).to_be_focused()
    page.keyboard.press("Enter")
    tab_to(page, away)
    page.keyboard.press("Enter")
    expect(page.locator(CHIP)).to_have_count(109)
    page.get_by_role("button", name=repair, exact=True).focus()
    page.keyboard.press("Enter")
    expect(page.locator(COST)).to_contain_text(repaired)
    for _ in range(3):
        page.get_by_role("button", name=undo, exact=True).press("Enter")
    expect(card(page, 1).locator(".person", has_text=name)).to_have_count(1)
    expect(page.locator(CHIP)).to_have_count(110)
    expect(page.locator("#gruppe-angre")).to_have_attribute("aria-disabled", "true")


def test_presses_that_come_in_one_moment_each_count(visit: Callable[..., Page]) -> None:
    page = visit(f"/nb/{SEATED}")
    expect(page.locator(CARD)).to_have_count(14)
    for left in (109, 108, 107):
        page.locator(CHIP).first.click()
        page.get_by_role("dialog").get_by_role("button", name="Kommer ikke").click()
        expect(page.locator(CHIP)).to_have_count(left)
    page.locator("#gruppe-angre").evaluate("undo => { for (let k = 0; k < 3; k += 1) undo.click(); }")
    expect(page.locator(CHIP)).to_have_count(110)
    page.locator("#gruppe-gjor-om").evaluate("redo => { redo.click(); redo.click(); }")
    expect(page.locator(CHIP)).to_have_count(108)


def test_a_name_is_found_and_what_was_moved_stands_after_a_reload(visit: Callable[..., Page]) -> None:
    page = visit(f"/nb/{SEATED}")
    page.get_by_label("Finn en person eller gruppe").fill("deltaker 042")
    expect(page.locator(CARD)).to_have_count(1)
    found = page.locator(".person.found")
    expect(found).to_have_count(1)
    found.click()
    page.get_by_role("dialog").get_by_role("button", name="Lås", exact=True).click()
    expect(page.locator(COST)).to_contain_text("er låst til")
    page.reload()
    expect(page.locator(COST)).to_contain_text("er låst til")


def test_no_violations_in_the_form_the_groups_and_the_panel(visit: Callable[..., Page], address: str) -> None:
    page = visit(f"/nb/{EVENT}", bypass_csp=True)
    page.locator("summary", has_text="Regler: sammen").click()
    assert violations(page) == []
    assert in_both_schemes(page, f"{address}/nn/{SEATED}") == {"light": [], "dark": []}
    page.locator(CHIP).first.click()
    page.get_by_role("dialog").get_by_role("button", name="Kvifor her?").click()
    page.locator(".person-why p").first.wait_for()
    page.get_by_label("Vis gruppene som tabell").check()
    expect(page.get_by_role("table").first).to_contain_text("Deltaker")
    assert violations(page) == []
    page.set_viewport_size({"width": 390, "height": 800})
    assert violations(page) == []
    assert page.evaluate("() => document.documentElement.scrollWidth") <= 390
