"""The network page explored by mouse and by keyboard: colours, surroundings, ways, groups, and back."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_accessibility import violations
from tests.browser.waiting import settle

if TYPE_CHECKING:
    from collections.abc import Callable

HERE = "/nb/nettverk?datasett=innherred"
NEAR = f"{HERE}&aktor=verdal-eldreraad"


def chosen(page: Page, menu: str, option: str) -> None:
    page.get_by_role("combobox", name=menu).click()
    page.get_by_role("option", name=option, exact=True).click()


def test_colour_and_size_are_chosen_and_stand_in_address_legend_and_table(
    visit: Callable[..., Page],
) -> None:
    page = visit(HERE)
    page.get_by_text("Farger, størrelser og sider").click()
    chosen(page, "Farge viser", "Mellomposisjon")
    expect(page).to_have_url(re.compile("farge=betweenness"))
    expect(page.locator(".legend")).to_contain_text("Fargen viser Mellomposisjon")
    expect(page.get_by_role("columnheader", name="Mellomposisjon")).to_be_visible()
    expect(page.locator(".means")).to_contain_text("betyr ikke")
    page.get_by_role("checkbox", name="Fremhev relasjoner uten omvei").check()
    expect(page.locator(".summary")).to_contain_text("Relasjoner uten omvei i det som vises")
    page.go_back()
    expect(page.get_by_role("checkbox", name="Fremhev relasjoner uten omvei")).not_to_be_checked()
    page.get_by_role("button", name="Nullstill valgene").click()
    expect(page).to_have_url(re.compile(r"\?datasett=innherred$"))


def test_surroundings_and_the_way_to_another_are_shown_and_left_again(visit: Callable[..., Page]) -> None:
    page = visit(NEAR)
    rows = page.get_by_role("table").locator("tbody tr")
    page.get_by_role("button", name="Nabolag: 1 steg").click()
    expect(rows).to_have_count(2)
    expect(page.locator(".crumbs")).to_contain_text("Rundt Eldrerådet i Verdal")
    field = page.get_by_role("combobox", name="Korteste vei til")
    field.fill("levanger kommunes")
    page.get_by_role("option", name="Levanger kommunestyre").click()
    expect(page.locator(".summary")).to_contain_text("Eldrerådet i Verdal – Verdal kommunestyre – ")
    expect(rows).to_have_count(4)
    page.locator(".crumbs button").first.click()
    expect(page.locator(".crumbs")).to_have_count(0)


def test_the_drawing_is_walked_by_keys_and_left_by_escape(visit: Callable[..., Page]) -> None:
    page = visit(f"{HERE}&kommune=5038")
    page.locator(".graph").focus()
    page.keyboard.press("ArrowRight")
    first = page.locator("#kunngjoring").inner_text()
    page.keyboard.press("ArrowLeft")
    expect(page.locator("#kunngjoring")).not_to_have_text(first)
    name = page.locator("#kunngjoring").inner_text().split(".")[0]
    page.keyboard.press("Enter")
    expect(page.locator(".actor-panel").get_by_role("heading", level=2)).to_have_text(name)
    expect(page.locator(".graph")).to_be_focused()
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Større")).to_be_focused()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    "more",
    [
        "&farge=nettverksgruppe&fremhev=uten_omvei&slag=eldreraad",
        "&aktor=verdal-eldreraad&nabolag=2&farge=betweenness",
        "&sider=tjeneste&slag=eldreraad",
    ],
)
def test_no_violations_in_any_view(more: str, scheme: str, visit: Callable[..., Page]) -> None:
    page = visit(HERE + more, color_scheme=scheme, bypass_csp=True)
    assert violations(page) == []


def test_a_phone_shows_every_view_without_scrolling_sideways(visit: Callable[..., Page]) -> None:
    page = visit(f"{NEAR}&nabolag=2&farge=betweenness&slag=kommunestyre,eldreraad", width=390)
    settle(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
