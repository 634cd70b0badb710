"""Answers on their way while somebody goes on: nothing that was written or turned meanwhile is lost."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.test_groups import CHIP, SEATED
from tests.browser.waiting import settle

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

LATE = 1_500
"""Milliseconds that every answer is held back."""


ASKED = re.compile("/_dash-update-component")
"""What the server is asked for as somebody goes on; a query stands behind it."""


@pytest.fixture
def slowly(visit: Callable[..., Page]) -> Iterator[Callable[[str], Page]]:
    """Open an address whose every answer from then on comes late."""
    opened: list[Page] = []

    def held(route: Route) -> None:
        answer = route.fetch()
        route.request.frame.page.wait_for_timeout(LATE)
        route.fulfill(response=answer)

    def open_(address: str) -> Page:
        page = visit(address)
        page.route(ASKED, held)
        opened.append(page)
        return page

    yield open_
    for page in opened:
        page.unroute_all(behavior="ignoreErrors")


def test_the_second_word_is_kept_while_the_first_is_answered(slowly: Callable[[str], Page]) -> None:
    page = slowly("/nb/laer-av-hverandre?datasett=innherred&del=tid")
    page.get_by_role("combobox", name="Datoer").click()
    for day in ("2024-06-01", "2026-06-01"):
        page.keyboard.type(day, delay=60)
        page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("datoer=2024-06-01,2026-06-01"))
    settle(page)
    expect(page).to_have_url(re.compile("datoer=2024-06-01,2026-06-01"))
    page.go_back()
    settle(page)
    days = page.locator(".mantine-TagsInput-pill")
    expect(days).to_have_count(0)
    page.go_forward()
    settle(page)
    expect(days).to_have_text(["2024-06-01", "2026-06-01"])  # an address fills the form
    expect(page).to_have_url(re.compile("datoer=2024-06-01,2026-06-01"))


def test_arrows_turn_to_the_part_that_was_meant(slowly: Callable[[str], Page]) -> None:
    page = slowly("/nb/inviteres?datasett=innherred")
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


def test_a_part_that_is_turned_to_while_a_form_is_answered_stays(
    slowly: Callable[[str], Page],
) -> None:
    page = slowly("/nb/naar-vi-ikke?datasett=innherred")
    page.get_by_role("combobox", name="Utfordring").click()
    with page.expect_request(ASKED):
        page.get_by_role("option").first.click()
    page.get_by_role("radio", name="Kombinasjoner").check()
    expect(page).to_have_url(re.compile("del=kombinasjoner.*utfordring=|utfordring=.*del=kombinasjoner"))
    settle(page)
    page.wait_for_timeout(2 * LATE)
    expect(page).to_have_url(re.compile("del=kombinasjoner.*utfordring=|utfordring=.*del=kombinasjoner"))
    expect(page.get_by_role("radio", name="Kombinasjoner")).to_be_checked()
    expect(page.get_by_role("combobox", name="Utfordring")).not_to_have_value("")


def test_what_is_asked_of_one_dataset_is_nothing_to_another(slowly: Callable[[str], Page]) -> None:
    page = slowly("/nb/naar-vi-ikke?datasett=innherred")
    page.get_by_role("combobox", name="Utfordring").click()
    with page.expect_request(ASKED):
        page.get_by_role("option").first.click()
    page.evaluate(
        "() => { history.pushState({}, '', '?datasett=vennesla');"
        " dispatchEvent(new CustomEvent('_dashprivate_pushstate')); }"
    )
    settle(page)
    page.wait_for_timeout(2 * LATE)
    expect(page).to_have_url(re.compile(r"\?datasett=vennesla$"))
    expect(page.get_by_role("combobox", name="Datasett")).to_have_value(re.compile("Vennesla|vennesla"))


def test_a_way_that_is_asked_for_while_the_panel_is_answered_is_shown(slowly: Callable[[str], Page]) -> None:
    page = slowly("/nb/nettverk?datasett=innherred&aktor=verdal-eldreraad")
    with page.expect_request(ASKED):
        page.get_by_role("button", name="Nabolag: 1 steg").click()
    page.get_by_role("combobox", name="Korteste vei til").fill("levanger kommunes")
    page.get_by_role("option", name="Levanger kommunestyre").click()
    expect(page.locator(".summary")).to_contain_text("Eldrerådet i Verdal – Verdal kommunestyre – ")
    expect(page.get_by_role("button", name="Nabolag: 1 steg")).to_have_attribute("aria-pressed", "false")


def test_a_panel_that_is_on_its_way_is_closed_by_escape(slowly: Callable[[str], Page]) -> None:
    page = slowly(f"/nb/{SEATED}")
    chip = page.locator(CHIP).first
    chip.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    settle(page)
    page.wait_for_timeout(2 * LATE)
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(chip).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog").get_by_role("heading").first).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(chip).to_be_focused()
