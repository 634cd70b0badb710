"""Fields that are folded away are drawn when the page is idle, or as the fold is opened."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.waiting import go

if TYPE_CHECKING:
    from collections.abc import Callable

PAGE = "/nb/inviteres?datasett=innherred&utfordring=ensomhet"
NEVER_IDLE = "window.requestIdleCallback = () => 0"


def fold(page: Page, said: str) -> Locator:
    return page.locator("details").filter(has=page.locator("> summary", has_text=said))


@pytest.fixture
def busy(visit: Callable[..., Page]) -> Page:
    """A page that never has nothing to do."""
    page = visit("/nb/tilgjengelighet")
    page.add_init_script(NEVER_IDLE)
    go(page, page.url.replace("/nb/tilgjengelighet", PAGE))
    return page


def test_an_idle_page_has_drawn_what_is_folded_away(visit: Callable[..., Page]) -> None:
    page = visit(PAGE)
    more = fold(page, "Flere ønsker")
    expect(more).not_to_have_attribute("open", "")
    expect(more.locator("table.weights input")).to_have_count(19)
    expect(more.locator("span[hidden]")).to_have_count(0)


def test_the_keyboard_finds_every_field_of_a_fold_that_has_just_been_opened(busy: Page) -> None:
    sides = fold(busy, "Minst så mange fra hver side").first
    expect(sides.locator("input")).to_have_count(0)
    sides.locator("summary").focus()
    busy.keyboard.press("Enter")
    assert sides.locator("input").count() == 6  # at once: the next key is on its way
    busy.keyboard.press("Tab")
    expect(sides.locator("input").first).to_be_focused()
    busy.keyboard.type("2")
    busy.keyboard.press("Enter")
    expect(busy).to_have_url(re.compile("minst"))


def test_fields_that_are_not_drawn_are_asked_as_they_stand(busy: Page) -> None:
    busy.get_by_label("Høyst", exact=True).fill("9")
    busy.get_by_role("button", name="Foreslå team").click()
    expect(busy).to_have_url(re.compile(r"ensomhet&storrelse=8-9$"))  # and nothing from a fold


def test_a_fold_that_stands_open_is_drawn_at_once(busy: Page) -> None:
    go(busy, f"{busy.url}&timer=40")
    expect(busy.get_by_label("Timer per plass")).to_have_value("40")
