"""Answers on their way while somebody goes on: nothing that was written or turned meanwhile is lost."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from playwright.sync_api import Page, Route, expect

from tests.browser.waiting import settle

if TYPE_CHECKING:
    from collections.abc import Callable

LATE = 700
"""Milliseconds that every answer is held back."""


def slowed(page: Page) -> Page:
    """Let every answer of the server come late."""

    def held(route: Route) -> None:
        answer = route.fetch()
        page.wait_for_timeout(LATE)
        route.fulfill(response=answer)

    page.route("**/_dash-update-component", held)
    return page


def test_the_second_word_is_kept_while_the_first_is_answered(visit: Callable[..., Page]) -> None:
    page = slowed(visit("/nb/laer-av-hverandre?datasett=innherred&del=tid"))
    page.get_by_role("combobox", name="Datoer").click()
    for day in ("2024-06-01", "2026-06-01"):
        page.keyboard.type(day, delay=60)
        page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("datoer=2024-06-01,2026-06-01"))
    settle(page)
    expect(page).to_have_url(re.compile("datoer=2024-06-01,2026-06-01"))
    page.go_back()
    settle(page)
    expect(page.locator(".mantine-TagsInput-pill")).to_have_text(["2024-06-01"])  # an address fills the form
    expect(page).to_have_url(re.compile("datoer=2024-06-01$"))


def test_arrows_turn_to_the_part_that_was_meant(visit: Callable[..., Page]) -> None:
    page = slowed(visit("/nb/inviteres?datasett=innherred"))
    page.get_by_role("radio", name="Team", exact=True).focus()
    for _ in range(4):
        page.keyboard.press("ArrowDown")
        page.wait_for_timeout(LATE // 3)
    meant = page.get_by_role("radio", name="Invitasjon", exact=True)
    expect(page).to_have_url(re.compile("del=invitasjon"))
    settle(page)
    page.wait_for_timeout(2 * LATE)
    expect(meant).to_be_checked()
    expect(meant).to_be_focused()
    page.go_back()
    expect(meant).not_to_be_checked()
