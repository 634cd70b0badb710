"""axe-core finds nothing at WCAG 2.1 A and AA, and every control has a name, on every page and state.

At the desk, on a phone and at 200 %, in light and dark; the languages by turns. ``AXE=all`` tries everything
in everything, which takes its time. Pages and parts are found: one without an address fails.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from dashboard import state
from matchmaker.kernel.messages import LANGUAGES
from matchmaker.store.opening import open_storage
from tests.browser import barriers
from tests.browser.barriers import (
    DESK,
    DOUBLE,
    EVERYTHING,
    PHONE,
    SCHEMES,
    TAGS,
    everywhere,
    in_scheme,
    resize,
)
from tests.browser.barriers import barriers as violations
from tests.browser.conftest import served
from tests.browser.reached import LONELY, PARTS, STATES, WISHES, address_of
from tests.browser.test_door import PASSWORD, Shared, shared  # noqa: F401 - a fixture
from tests.browser.two_browsers import CHAIR, TEAM, begin, button, hear, kept, prepared, two
from tests.browser.waiting import go, settle
from tests.dashboard.page_drawn import pages_and_parts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

OTHERS = {page: ("nn", "en")[at % 2] for at, page in enumerate(state.EVERY_PAGE)}
"""Nynorsk and English by turns; everything in all three with ``AXE=all``."""


@pytest.fixture(scope="module")
def desk(browser: Browser) -> Iterator[Page]:
    """One window for many addresses, so that scripts are fetched once."""
    window = browser.new_context(viewport={"width": 1440, "height": 900}, bypass_csp=True)
    yield window.new_page()
    window.close()


def in_both_schemes(desk: Page, where: str) -> dict[str, list[str]]:
    """What stands in the way at an address, in light and in dark, in the size that the page has."""
    go(desk, where)
    found = {}
    for scheme in SCHEMES:
        in_scheme(desk, scheme)
        found[scheme] = violations(desk)
    return found


def test_every_page_and_part_has_an_address() -> None:
    assert set(PARTS) == set(pages_and_parts())
    assert {page for page, _ in PARTS} == set(state.EVERY_PAGE)


@pytest.mark.parametrize(("page", "part"), list(PARTS))
def test_every_page_and_part_in_every_size_and_scheme(page: str, part: str, desk: Page, address: str) -> None:
    for language in LANGUAGES if EVERYTHING else ("nb",):
        go(desk, f"{address}/{language}/{address_of(page, part)}")
        assert everywhere(desk) == {}, language


@pytest.mark.parametrize("page", list(OTHERS))
def test_the_longer_words_of_another_language_on_a_phone(page: str, desk: Page, address: str) -> None:
    part = next(part for known, part in PARTS if known == page)
    go(desk, f"{address}/{OTHERS[page]}/{address_of(page, part)}")
    resize(desk, PHONE)
    assert violations(desk) == []


@pytest.mark.parametrize("name", list(STATES))
def test_states_that_an_address_leads_to(name: str, desk: Page, address: str) -> None:
    for language in LANGUAGES if EVERYTHING else ("nb",):
        go(desk, f"{address}/{language}/{STATES[name]}")
        assert everywhere(desk) == {}, language


@pytest.mark.parametrize("scheme", SCHEMES)
def test_while_a_list_is_open(scheme: str, visit: Callable[..., Page]) -> None:
    page = visit(f"/nb/inviteres?{LONELY}&{WISHES}", color_scheme=scheme, bypass_csp=True)
    page.get_by_text("Minst så mange fra hver side").first.click()
    page.get_by_role("combobox", name="Utfordring").click()
    page.get_by_role("option").first.wait_for()
    assert violations(page) == []
    page.keyboard.press("Escape")
    page.get_by_role("combobox", name="Må være med").click()
    page.get_by_role("option").first.wait_for()
    assert violations(page) == []
    page.keyboard.press("Escape")
    expect(page.get_by_role("textbox", name="Antall: ").first).to_be_visible()
    expect(page.get_by_role("textbox", name="Poeng: ").first).to_be_visible()
    resize(page, DOUBLE)
    assert violations(page) == []


def test_on_a_phone_with_the_menu_open(desk: Page, address: str) -> None:
    go(desk, f"{address}/nn/{address_of('oversikt', '')}")
    resize(desk, PHONE)
    desk.locator("[data-menu]").click()
    for scheme in SCHEMES:
        in_scheme(desk, scheme)
        assert violations(desk) == []


def test_before_and_after_log_in(shared: Shared, browser: Browser) -> None:  # noqa: F811
    with browser.new_context(bypass_csp=True, locale="nb-NO") as window:
        _through_the_door(window.new_page(), shared.address)


def _through_the_door(page: Page, address: str) -> None:
    go(page, f"{address}/verktoy/logg-inn")
    assert everywhere(page) == {}
    page.get_by_label("Konto").fill("kari")
    page.get_by_label("Passord").fill("feil")
    page.keyboard.press("Enter")
    page.get_by_role("alert").wait_for()
    assert everywhere(page) == {}
    page.get_by_label("Konto").fill("kari")
    page.get_by_label("Passord").fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Arbeidsrom")
    assert everywhere(page) == {}
    page.goto(f"{address}/verktoy/innherred/nb/oversikt")
    expect(page.get_by_role("heading", level=1)).to_have_text("Oversikt")
    settle(page)
    assert violations(page) == []


def test_what_two_editors_are_told(browser: Browser, tmp_path: Path) -> None:
    storage = open_storage(str(tmp_path / "team.db"))
    prepared(storage)
    noise: list[str] = []
    with served(storage) as (address, _), two(browser, address, TEAM, noise) as (one, other):
        keeps = [begin(page, CHAIR, f"Ungdomsrådet {number}") for number, page in enumerate((one, other))]
        assert violations(one) == []
        button(one, keeps[0], "#beholdt-panel").click()
        kept(one)
        button(other, keeps[1], "#beholdt-panel").click()
        expect(other.locator("#beholdt-begge")).to_contain_text("Andre har endret det samme")
        assert everywhere(other) == {}
        button(other, "Behold mine", "#beholdt-begge").click()
        kept(other)
        hear(one, "#beholdt-nytt", "Andre har endret dette")
        assert everywhere(one) == {}
    assert noise == []


# -- what the eye and the hand need ----------------------------------------------------------------------

PLACES = ("inviteres/team", "gruppeinndeling/", "nettverk/", "aktorer-og-data/")


@pytest.mark.parametrize("place", PLACES)
def test_focus_is_seen_and_nothing_moves_for_who_wants_it_still(place: str, desk: Page, address: str) -> None:
    desk.emulate_media(reduced_motion="reduce")
    page, part = place.split("/")
    go(desk, f"{address}/nb/{address_of(page, part)}")
    resize(desk, DESK)
    assert desk.evaluate(barriers.MOVING) == []
    desk.keyboard.press("Tab")
    kinds = barriers.focused(desk)
    assert [kind for kind, seen in kinds.items() if not seen] == []
    assert len(kinds) >= 5
    desk.emulate_media(reduced_motion="reduce", forced_colors="active")
    assert [kind for kind, seen in barriers.focused(desk).items() if not seen] == []
    assert desk.evaluate(barriers.BORDERLESS) == []
    desk.emulate_media(reduced_motion="no-preference", forced_colors="none")


def test_all_this_would_have_found_something(desk: Page, address: str) -> None:
    go(desk, f"{address}/nb/oversikt")
    resize(desk, PHONE)
    in_scheme(desk, "light")
    desk.evaluate(
        """() => { const [menu, lead] = ['.menu-button', '.lead'].map((one) => document.querySelector(one));
        menu.replaceChildren(); menu.removeAttribute('aria-label');
        document.querySelector('h1').style.color = '#ddd';
        lead.style.width = '700px';
        for (const one of ['a', 'b']) lead.insertAdjacentHTML('afterend', '<button>Samme</button>');
        lead.insertAdjacentHTML('afterend',
          '<button style="width: 40px; overflow: hidden; white-space: nowrap">Altfor lang tekst</button>');
        lead.insertAdjacentHTML('afterend', '<div data-graph="x" style="height: 9px">tegning</div>'); }"""
    )
    kinds = {one.split(":")[0].split(" for a ")[0] for one in violations(desk, TAGS)}
    assert kinds >= {"color-contrast", "no name", "2 of one name", "sideways", "cut off", "picture"}
