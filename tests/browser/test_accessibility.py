"""axe-core finds nothing at WCAG 2.1 A and AA, on every page, in every language, light and dark."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.browser.waiting import go

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, Page

RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]}}
TEAM = "?datasett=innherred&utfordring=ensomhet"
STATES = {
    "overview": "oversikt?datasett=innherred",
    "network": "nettverk?datasett=innherred",
    "actor": "nettverk?datasett=innherred&aktor=verdal-eldreraad",
    "no challenge": "inviteres",
    "team": f"inviteres{TEAM}&med=verdal-eldreraad&uten=ks",
    "impossible": f"inviteres{TEAM}&storrelse=3&minst=frivillig:3,politiker:2",
    "error": "inviteres?datasett=finnes_ikke&utfordring=x",
    "register": "naar-vi-ikke?datasett=innherred",
    "compared": "naar-vi-ikke?datasett=sandnes_bootcamp&utfordring=byromsutvikling&del=grupper",
    "public": "naar-vi-ikke?datasett=sandnes_bootcamp&utfordring=byromsutvikling&utgave=offentlig",
}

INNHERRED = "naar-vi-ikke?datasett=innherred&utfordring"
PARTS = {
    "combinations": "naar-vi-ikke?datasett=sandnes_bootcamp&utfordring=byromsutvikling&del=kombinasjoner",
    "phases": "naar-vi-ikke?datasett=sandnes_bootcamp&utfordring=byromsutvikling&del=faser",
    "funnel": f"{INNHERRED}=ensomhet&del=frafall",
    "outreach": f"{INNHERRED}=tronderlaan&del=veier",
    "rules": f"{INNHERRED}=ensomhet&del=regler",
    "trade-offs": f"inviteres{TEAM}&storrelse=4&del=avveininger",
    "other teams": f"inviteres{TEAM}&storrelse=4&del=andre",
    "why not": f"inviteres{TEAM}&del=hvorfor-ikke&aktor=ks",
    "settling": f"inviteres{TEAM}&uten=ks&del=invitasjon",
    "inviting": f"inviteres{TEAM}&del=invitasjon&beholdt=noe",
    "described": "inviteres?datasett=innherred&del=beskriv&tema=folkehelse&niva=tjeneste&berorte=eldre",
    "several errors": f"inviteres{TEAM}&med=finnes-ikke&regel=finnes_ikke",
    "process": "naar-vi-ikke?datasett=prosesser&utfordring=kommuneplan&del=prosess",
}
"""Parts of one page, made of the same pieces: each is looked at in one language."""


@pytest.fixture(scope="module")
def desk(browser: Browser) -> Iterator[Page]:
    """One window for many addresses, so that scripts are fetched once."""
    window = browser.new_context(viewport={"width": 1440, "height": 900}, bypass_csp=True)
    yield window.new_page()
    window.close()


def violations(page: Page) -> list[str]:
    found = Axe().run(page, options=RULES).response["violations"]
    return [f"{rule['id']}: {node['html'][:300]}" for rule in found for node in rule["nodes"]]


@pytest.mark.parametrize("language", ["nb", "nn"])
@pytest.mark.parametrize("state", list(STATES))
def test_no_violations_in_light_and_dark(state: str, language: str, desk: Page, address: str) -> None:
    assert in_both_schemes(desk, f"{address}/{language}/{STATES[state]}") == {"light": [], "dark": []}


@pytest.mark.parametrize("part", list(PARTS))
def test_no_violations_in_any_part(part: str, desk: Page, address: str) -> None:
    assert in_both_schemes(desk, f"{address}/nb/{PARTS[part]}") == {"light": [], "dark": []}


def in_both_schemes(desk: Page, where: str) -> dict[str | None, list[str]]:
    go(desk, where)
    found = {}
    for _ in range(2):
        scheme = desk.locator("html").get_attribute("data-mantine-color-scheme")
        found[scheme] = violations(desk)
        desk.locator("#fargevalg-knapp").press("Enter")
        expect(desk.locator("html")).not_to_have_attribute("data-mantine-color-scheme", scheme or "")
    return found


@pytest.mark.parametrize("state", ["overview", "actor", "team", "public"])
def test_no_violations_in_english(state: str, visit: Callable[..., Page]) -> None:
    page = visit(f"/en/{STATES[state]}", bypass_csp=True)
    assert violations(page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_violations_while_something_is_open(scheme: str, visit: Callable[..., Page]) -> None:
    page = visit(f"/nb/inviteres{TEAM}", color_scheme=scheme, bypass_csp=True)
    page.get_by_text("Minst så mange fra hver side").first.click()
    page.get_by_role("combobox", name="Utfordring").click()
    page.get_by_role("option").first.wait_for()
    assert violations(page) == []
    page.keyboard.press("Escape")
    page.get_by_role("combobox", name="Må være med").click()
    page.get_by_role("option").first.wait_for()
    assert violations(page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_violations_when_every_wish_and_need_is_open(scheme: str, visit: Callable[..., Page]) -> None:
    wishes = "behov=lokalkunnskap:1:2,nye_ideer:1:3&hver_for_seg=ks:verdal-eldreraad&vekt=need%3D5&holdt=noen"
    page = visit(f"/nb/inviteres{TEAM}&{wishes}", color_scheme=scheme, bypass_csp=True)
    expect(page.get_by_role("textbox", name="Antall: ").first).to_be_visible()
    expect(page.get_by_role("textbox", name="Poeng: ").first).to_be_visible()
    assert violations(page) == []


@pytest.mark.parametrize("state", ["overview", "network", "team", "compared"])
def test_no_violations_on_a_phone_with_the_menu_open(state: str, visit: Callable[..., Page]) -> None:
    page = visit(f"/nn/{STATES[state]}", width=390, bypass_csp=True)
    page.locator("[data-menu]").click()
    assert violations(page) == []


def test_axe_would_have_found_something(visit: Callable[..., Page]) -> None:
    page = visit("/nb/oversikt", bypass_csp=True)
    page.evaluate("document.querySelector('.menu-button').replaceChildren()")
    page.evaluate("document.querySelector('.lead').style.color = '#ddd'")
    assert any(rule.startswith("color-contrast") for rule in violations(page))
