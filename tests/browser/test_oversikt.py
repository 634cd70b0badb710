"""The overview in a browser: the list, its kinds by keyboard, and where it leads; on a phone too."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from playwright.sync_api import Page, expect

from tests.browser.test_accessibility import violations
from tests.browser.waiting import settle

if TYPE_CHECKING:
    from collections.abc import Callable


def test_the_list_is_narrowed_by_keyboard_and_leads_on(visit: Callable[..., Page]) -> None:
    page = visit("/nb/oversikt?datasett=prosesser", bypass_csp=True, color_scheme="dark")
    rows = page.locator(".attention-item")
    expect(rows).to_have_count(10)
    expect(page.locator(".choice[aria-current] .choice-count")).to_have_text("Trenger oppmerksomhet: 21")
    every = page.get_by_role("button", name="Vis alle (21)")
    every.focus()
    page.keyboard.press("Enter")
    expect(rows).to_have_count(21)
    expect(page).to_have_url(re.compile("vis=alle"))
    expect(page.get_by_role("button", name="Vis de 10 første")).to_be_focused()
    kind = page.get_by_role("button", name="Hvem dere ikke når (21)")
    kind.press("Space")
    expect(kind).to_have_attribute("aria-pressed", "true")
    expect(page.locator("#kommando")).to_contain_text("matchmaker overview prosesser --kind funn")
    rows.first.locator("summary").press("Enter")
    expect(rows.first.locator("details li").first).to_be_visible()
    page.set_viewport_size({"width": 390, "height": 900})
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    rows.first.get_by_role("link").press("Enter")
    expect(page).to_have_url(re.compile("naar-vi-ikke.*utfordring="))
    expect(page.locator("h1")).to_be_focused()
    settle(page)
