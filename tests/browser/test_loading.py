"""Which large files pages fetch, in a real browser: only those that are used, and once."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from dashboard.components import ids
from tests.browser.waiting import settle

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

LARGE = ("plotly", "dash_ag_grid", "cytoscape.min", "async-graph")


def fetched(page: Page) -> set[str]:
    names: list[str] = page.evaluate("performance.getEntriesByType('resource').map((one) => one.name)")
    return {large for large in LARGE if any(large in name for name in names)}


def test_pages_fetch_what_they_use(visit: Callable[..., Page]) -> None:
    page = visit("/nb/aktorer-og-data?datasett=innherred")
    assert fetched(page) == set()
    page.get_by_role("link", name="Oversikt", exact=True).click()
    expect(page.locator("main .figure .js-plotly-plot .point").first).to_be_attached()
    assert fetched(page) == {"plotly"}
    page.get_by_role("link", name="Gruppeinndeling", exact=True).click()
    expect(page.locator("h1")).to_have_text("Gruppeinndeling")
    page.get_by_role("link", name="Oversikt", exact=True).click()
    expect(page.locator("main .figure .js-plotly-plot .point").first).to_be_attached()
    times = page.evaluate(
        "performance.getEntriesByType('resource').filter((one) => one.name.includes('plotly')).length"
    )
    assert times == 1


def test_light_and_dark_at_once_and_in_the_next_page(visit: Callable[..., Page]) -> None:
    page = visit("/nb/gruppeinndeling")
    button = page.locator("#fargevalg-knapp")
    shown = page.evaluate(
        """() => {document.getElementById('fargevalg-knapp').click();
        return document.documentElement.getAttribute('data-mantine-color-scheme')}"""
    )
    assert shown == "dark"
    expect(button).to_have_attribute("aria-pressed", "true")
    page.wait_for_function("localStorage.getItem('fargevalg') === '\"dark\"'")
    page.reload()
    expect(page.locator("html")).to_have_attribute("data-mantine-color-scheme", "dark")
    button.press("Enter")
    expect(page.locator("html")).to_have_attribute("data-mantine-color-scheme", "light")
    page.wait_for_function("localStorage.getItem('fargevalg') === '\"light\"'")


@pytest.mark.parametrize("page", ["oversikt", "nettverk", "gruppeinndeling", "naar-vi-ikke", "rapport"])
def test_a_form_that_is_drawn_asks_for_nothing(visit: Callable[..., Page], page: str) -> None:
    asked: list[str] = []
    window = visit("/nb/tilgjengelighet")
    window.on("request", lambda one: asked.append(one.post_data or ""))
    window.goto(window.url.replace("tilgjengelighet", f"{page}?datasett=innherred&utfordring=ensomhet"))
    window.locator("h1").wait_for()
    settle(window)
    window.wait_for_function("!document.querySelector('details span[hidden]')")  # also what is folded away
    settle(window)
    needless = (ids.TO_ADDRESS, ids.TO_CHANGED, "searchValue")
    assert [one[:120] for one in asked if any(each in one for each in needless)] == []


def test_the_same_may_be_asked_for_again(visit: Callable[..., Page]) -> None:
    page = visit("/nb/naar-vi-ikke?datasett=innherred&utfordring=ensomhet")
    for _ in range(2):
        page.get_by_role("radio", name="Offentlig versjon").check(force=True)
        expect(page).to_have_url(re.compile("utgave=offentlig"))
        settle(page)
        page.go_back()
        expect(page).not_to_have_url(re.compile("utgave=offentlig"))
        settle(page)
