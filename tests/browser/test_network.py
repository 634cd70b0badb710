"""The network page explored by mouse and by keyboard: colours, surroundings, ways, groups, and back."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Page, expect

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
    page.keyboard.press("Escape")  # lets go of who the arrows are at
    page.keyboard.press("Escape")  # lets go of who is chosen
    expect(page).not_to_have_url(re.compile("aktor="))
    expect(page.locator(".actor-panel").get_by_role("heading", level=2)).to_have_text("Valgt aktør")
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Større")).to_be_focused()


PAN = "document.getElementById('tegning')._cyreg.cy.pan().x"


def test_a_mouse_drags_the_sheet_and_a_press_on_it_selects_nobody(visit: Callable[..., Page]) -> None:
    page = visit(f"{HERE}&kommune=5038")
    page.locator(".graph").scroll_into_view_if_needed()
    box = page.locator("#tegning").bounding_box()
    assert box
    before = page.evaluate(PAN)
    page.mouse.move(box["x"] + 6, box["y"] + 6)
    page.mouse.down()
    for step in range(1, 11):
        page.mouse.move(box["x"] + 6 + 12 * step, box["y"] + 6)
    page.mouse.up()
    assert page.evaluate(PAN) - before == pytest.approx(120, abs=1)
    page.wait_for_function("!document.querySelector('#tegning canvas').parentElement.style.transform")
    expect(page).not_to_have_url(re.compile("aktor="))


def test_no_two_labels_lie_on_each_other(visit: Callable[..., Page]) -> None:
    page = visit(HERE)
    boxes = page.evaluate("""() => document.getElementById('tegning')._cyreg.cy.nodes('.named').map((node) =>
      {
        const box = node.renderedBoundingBox({ includeNodes: false, includeEdges: false });
        return [box.x1, box.y1, box.x2, box.y2];
    })""")
    assert len(boxes) >= 5
    for i, (left, top, right, bottom) in enumerate(boxes):
        for x1, y1, x2, y2 in boxes[i + 1 :]:
            wide, high = min(right, x2) - max(left, x1), min(bottom, y2) - max(top, y1)
            assert wide <= 6 or high <= 6  # the halo may touch


def test_a_phone_shows_every_view_without_scrolling_sideways(visit: Callable[..., Page]) -> None:
    page = visit(f"{NEAR}&nabolag=2&farge=betweenness&slag=kommunestyre,eldreraad", width=390)
    settle(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_the_drawing_is_light_or_dark_as_the_page_is(visit: Callable[..., Page]) -> None:
    def line() -> str:
        said: str = page.evaluate(
            "document.querySelector('.__________cytoscape_container')._cyreg.cy.edges()[0].style('line-color')"
        )
        return said

    page = visit("/nb/nettverk?datasett=innherred", color_scheme="light")
    expect(page.locator(".graph canvas").first).to_be_visible()
    light = line()
    page.get_by_role("button", name="Mørk visning").click()
    page.wait_for_function(
        "was => document.querySelector('.__________cytoscape_container')._cyreg.cy.edges()[0]"
        ".style('line-color') !== was",
        arg=light,
    )
    dark = line()
    page = visit("/nb/nettverk?datasett=innherred", color_scheme="dark")  # as the machine is; nothing chosen
    expect(page.locator(".graph canvas").first).to_be_visible()
    assert line() == dark
