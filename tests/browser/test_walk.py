"""A planner's walk through the pages, by mouse and by keyboard alone."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Page, expect

from tests.browser.waiting import settle

if TYPE_CHECKING:
    from collections.abc import Callable

TEAM = "?datasett=innherred&utfordring=ensomhet"
IMPOSSIBLE = f"{TEAM}&storrelse=3&minst=frivillig:3,politiker:2"
SEATS = ".seats .seat:not(.chair)"
ACTORS = 163
"""Rows of data/innherred/aktorer.csv."""


_HERE = """() => new Promise(done => setTimeout(() => requestAnimationFrame(() => setTimeout(() => {
  const e = document.activeElement, l = e.labels && e.labels[0];
  done([(e.getAttribute('aria-label') || (l && l.textContent) || e.textContent).trim(),
        e.getAttribute('role') || e.tagName.toLowerCase()])}))))"""
"""Where focus is, a frame after the key: hands are never faster, a list tells later what was chosen."""


def tab_to(page: Page, name: str, role: str | None = None, most: int = 80) -> None:
    """Press Tab until what has the name has focus, as somebody without a mouse must."""
    for _ in range(most):
        page.keyboard.press("Tab")
        here = page.evaluate(_HERE)
        if here[0].startswith(name) and (role is None or here[1] == role):
            return
    pytest.fail(f"«{name}» was not reached with {most} presses of Tab")


def test_a_team_is_suggested_by_mouse(visit: Callable[..., Page]) -> None:
    page = visit("/")
    expect(page).to_have_url(re.compile("/nb/oversikt$"))
    page.get_by_role("link", name=re.compile("Hvem bør inviteres.*Ensomhet")).click()
    expect(page.locator(SEATS)).to_have_count(8)
    expect(page.locator(".banner")).to_contain_text("Forslag – avgjøres av kommunestyret")
    page.get_by_role("textbox", name="Minst", exact=True).fill("5")
    page.get_by_role("textbox", name="Høyst", exact=True).fill("6")
    page.get_by_role("button", name="Foreslå team").click()
    expect(page).to_have_url(re.compile("storrelse=5-6"))
    expect(page.locator(SEATS)).to_have_count(6)
    expect(page.get_by_role("status").filter(has_text="6 plasser foreslått")).to_be_attached()


def test_a_team_is_suggested_by_keyboard_alone(visit: Callable[..., Page]) -> None:
    page = visit("/nb/inviteres")
    expect(page.locator(SEATS)).to_have_count(0)
    tab_to(page, "Utfordring")
    page.keyboard.type("ensomhet")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    tab_to(page, "Høyst")
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("9")
    page.keyboard.press("Enter")
    expect(page.locator(SEATS)).to_have_count(9)
    tab_to(page, "Foreslå team")
    page.keyboard.press("Space")
    settle(page)
    tab_to(page, "Lås")
    page.keyboard.press("Enter")
    expect(page.locator(".seat.locked")).to_have_count(1)
    expect(page).to_have_url(re.compile("med="))
    tab_to(page, "Bytt")
    page.keyboard.press("Enter")
    expect(page.locator(".left-out li")).to_have_count(1)
    expect(page.locator(".left-out")).to_contain_text("begrunnelse gjenstår")


def test_the_form_keeps_focus_when_the_answer_comes(visit: Callable[..., Page]) -> None:
    page = visit(f"/nb/inviteres{TEAM}")
    field = page.get_by_role("textbox", name="Høyst", exact=True)
    field.fill("9")
    field.press("Enter")
    expect(page.locator(SEATS)).to_have_count(9)
    expect(field).to_be_focused()


def test_locking_and_swapping_can_be_taken_back(visit: Callable[..., Page]) -> None:
    page = visit(f"/nb/inviteres{TEAM}")
    names = page.locator(f"{SEATS} h3").all_inner_texts()
    expect(page.get_by_role("button", name="Angre")).to_be_hidden()
    page.get_by_role("button", name=f"Bytt: {names[0]}").click()
    expect(page.locator(f"{SEATS} h3").filter(has_text=names[0])).to_have_count(0)
    page.get_by_role("button", name="Angre").click()
    expect(page.locator(f"{SEATS} h3")).to_have_text(names)
    page.get_by_role("button", name=f"Lås: {names[1]}").click()
    expect(page.locator(".seat.locked")).to_have_count(1)
    page.go_back()
    expect(page.locator(".seat.locked")).to_have_count(0)
    expect(page.locator(f"{SEATS} h3")).to_have_text(names)


def test_an_impossible_wish_shows_ways_out_and_one_press_gives_a_team(visit: Callable[..., Page]) -> None:
    page = visit(f"/nb/inviteres{IMPOSSIBLE}")
    ways = page.locator(".ways-out button")
    expect(ways.first).to_be_visible()
    ways.first.click()
    expect(page.locator(SEATS).first).to_be_visible()
    expect(page.locator(".error-box")).to_have_count(0)


def test_the_form_follows_the_address(visit: Callable[..., Page]) -> None:
    page = visit(f"/nb/inviteres{IMPOSSIBLE}")
    page.locator(".ways-out button", has_text="Øk største størrelse").click()
    expect(page.get_by_role("textbox", name="Høyst", exact=True)).to_have_value("5")


def test_the_network_is_there_as_picture_and_as_table(visit: Callable[..., Page]) -> None:
    page = visit("/nb/nettverk?datasett=innherred")
    expect(page.locator(".graph canvas").first).to_be_visible()
    table = page.get_by_role("table")
    expect(table.locator("caption")).to_contain_text(f"av {ACTORS} aktører")
    expect(page.locator(".summary")).to_contain_text(f"{ACTORS} aktører")
    page.get_by_role("textbox", name="Søk i tabellen").fill("eldreråd")
    expect(table.locator("tbody tr")).to_have_count(5)
    page.get_by_role("button", name="Relasjoner").click()
    expect(page.get_by_role("columnheader", name="Relasjoner")).to_have_attribute("aria-sort", "ascending")


def test_an_actor_is_selected_from_the_table_the_search_and_the_picture(
    visit: Callable[..., Page],
) -> None:
    page = visit("/nb/nettverk?datasett=innherred")
    panel = page.locator(".actor-panel")
    page.get_by_role("table").get_by_role("link", name="Eldrerådet i Verdal").click()
    expect(panel.get_by_role("heading", level=2)).to_have_text("Eldrerådet i Verdal")
    expect(page).to_have_url(re.compile("aktor=verdal-eldreraad"))
    panel.get_by_role("link", name="Verdal kommunestyre").click()
    expect(panel.get_by_role("heading", level=2)).to_have_text("Verdal kommunestyre")
    page.get_by_role("heading", level=1).focus()
    tab_to(page, "Finn en aktør")
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("Frivilligsentralen i Verdal")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(panel.get_by_role("heading", level=2)).to_have_text("Frivilligsentralen i Verdal")
    spot = page.evaluate(
        """() => {const cy = document.getElementById('tegning')._cyreg.cy;
        const p = cy.getElementById('levanger-kommunestyre').renderedPosition(); return [p.x, p.y]}"""
    )
    page.locator(".graph").click(position={"x": spot[0], "y": spot[1]})
    expect(panel.get_by_role("heading", level=2)).to_have_text("Levanger kommunestyre")


def test_the_picture_is_enlarged_by_button_and_by_key(visit: Callable[..., Page]) -> None:
    page = visit("/nb/nettverk?datasett=innherred")
    zoom = "() => document.getElementById('tegning')._cyreg.cy.zoom()"
    start = page.evaluate(zoom)
    page.get_by_role("button", name="Større").click()
    assert page.evaluate(zoom) > start * 1.2
    page.get_by_role("button", name="Vis alt").click()
    assert page.evaluate(zoom) == pytest.approx(start, rel=0.05)
    page.locator(".graph").focus()
    page.keyboard.press("+")
    assert page.evaluate(zoom) > start * 1.2
    page.keyboard.press("0")
    assert page.evaluate(zoom) == pytest.approx(start, rel=0.05)


def test_the_network_is_narrowed_by_municipality_and_side(visit: Callable[..., Page]) -> None:
    page = visit("/nb/nettverk?datasett=innherred")
    page.get_by_text("Farger, størrelser og sider").click()
    page.get_by_role("checkbox", name="Innbyggere").uncheck()
    expect(page).to_have_url(re.compile("sider="))
    expect(page.get_by_role("table").locator("caption")).not_to_contain_text(str(ACTORS))
    expect(page.get_by_role("table").locator("tbody td", has_text="Innbyggere")).to_have_count(0)


def test_who_is_missing_is_asked_for_the_very_team(visit: Callable[..., Page]) -> None:
    page = visit(f"/nb/inviteres{TEAM}")
    page.get_by_role("link", name="Hvem når dette teamet ikke?").click()
    expect(page.get_by_role("heading", name=re.compile("Teamet på 8"))).to_be_visible()
    expect(page.locator(".finding").first).to_be_visible()
    page.get_by_role("radio", name="Offentlig versjon").check()
    expect(page).to_have_url(re.compile("utgave=offentlig"))
    expect(page.locator(".command-line")).to_contain_text("--edition offentlig")


def test_participants_are_compared_with_the_population(visit: Callable[..., Page]) -> None:
    page = visit("/nb/naar-vi-ikke?datasett=sandnes_bootcamp&utfordring=byromsutvikling")
    page.get_by_role("radio", name="Sammenligning med befolkningen").check()
    expect(page).to_have_url(re.compile("del=grupper"))
    expect(page.locator(".comparison .js-plotly-plot").first).to_be_visible()
    expect(page.locator(".comparison table").first).to_contain_text("kvinner")
    page.get_by_role("radio", name="Offentlig versjon").check()
    expect(page.locator(".results")).to_contain_text("færre enn 5")


def test_the_parts_are_gone_through_with_the_arrow_keys(visit: Callable[..., Page]) -> None:
    page = visit("/nb/naar-vi-ikke?datasett=innherred&utfordring=ensomhet&del=kombinasjoner")
    page.get_by_role("radio", name="Kombinasjoner").focus()
    for part, heading in (("Faser", "Hvem kom inn når"), ("Frafall", "Fra befolkning til beslutning")):
        page.keyboard.press("ArrowRight")
        expect(page.get_by_role("radio", name=part)).to_be_focused()
        expect(page.get_by_role("heading", name=re.compile(heading))).to_be_visible()
    expect(page).to_have_url(re.compile("del=frafall"))
    page.go_back()
    expect(page.get_by_role("radio", name="Faser")).to_be_checked()


def test_focus_moves_to_the_heading_and_the_title_follows(visit: Callable[..., Page]) -> None:
    page = visit(f"/nb/oversikt{TEAM}")
    page.get_by_role("navigation", name="Sider").get_by_role("link", name="Hvem når vi ikke?").click()
    expect(page.get_by_role("heading", level=1, name="Hvem når vi ikke?")).to_be_focused()
    expect(page).to_have_title("Hvem når vi ikke? – samskaping")
    expect(page).to_have_url(re.compile(r"utfordring=ensomhet"))


def test_the_language_changes_and_the_rest_stays(visit: Callable[..., Page]) -> None:
    page = visit(f"/nb/inviteres{TEAM}")
    page.get_by_role("link", name="Nynorsk").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Kven bør inviterast?")
    expect(page).to_have_url(re.compile(r"/nn/inviteres\?datasett=innherred&utfordring=ensomhet"))
    expect(page.locator("html")).to_have_attribute("lang", "nn")
    expect(page.locator(SEATS)).to_have_count(8)
    expect(page.locator(".banner")).to_contain_text("Framlegg")


def test_the_skip_link_leads_past_the_menu(visit: Callable[..., Page]) -> None:
    page = visit("/nb/oversikt")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Hopp til innholdet")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("main")).to_be_focused()


def test_light_and_dark_are_chosen_and_kept(visit: Callable[..., Page]) -> None:
    page = visit("/nb/oversikt", color_scheme="light")
    scheme = page.locator("html")
    expect(scheme).to_have_attribute("data-mantine-color-scheme", "light")
    page.get_by_role("button", name="Mørk visning").click()
    expect(scheme).to_have_attribute("data-mantine-color-scheme", "dark")
    expect(page.get_by_role("button", name="Mørk visning")).to_have_attribute("aria-pressed", "true")
    page.reload()
    expect(scheme).to_have_attribute("data-mantine-color-scheme", "dark")


def test_the_command_is_copied(visit: Callable[..., Page]) -> None:
    page = visit(f"/nb/inviteres{TEAM}", permissions=["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Kopier").click()
    expect(page.get_by_role("status").filter(has_text="Kommandoen er kopiert")).to_be_attached()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == "matchmaker team innherred --challenge ensomhet --size 8 --seed 0"


def test_on_a_phone_the_menu_is_one_press_away(visit: Callable[..., Page]) -> None:
    page = visit(f"/nn/inviteres{TEAM}", width=390)
    menu = page.locator("[data-menu]")
    expect(page.locator("#meny")).to_be_hidden()
    menu.click()
    expect(page.locator("#meny")).to_be_visible()
    expect(menu).to_have_attribute("aria-expanded", "true")
