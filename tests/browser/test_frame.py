"""What surrounds every page, in a real browser: shown to a room, the statement, before log-in, on paper."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.browser.test_door import Shared, shared  # noqa: F401 - a fixture
from tests.browser.waiting import settle

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page, Request

RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]}}
SANDNES = "datasett=sandnes_bootcamp&utfordring=byromsutvikling"
PERSON = re.compile(r"deltaker[ -]\d{3}", re.IGNORECASE)
"""What the invented private persons of the dataset are called, and their ids."""
SHOWN = """() => { const all = []; const main = document.getElementById('hovedinnhold');
  const texts = document.createTreeWalker(main, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) if (!texts.currentNode.parentElement.closest('.side, .form, .command'))
    all.push(texts.currentNode.data);
  main.querySelectorAll('[aria-label], [title]').forEach((e) => { if (!e.closest('.side, .form'))
    all.push(e.getAttribute('aria-label') || '', e.title || ''); });
  const box = main.querySelector('[data-graph]');
  const sheet = box && document.getElementById(box.dataset.graph);
  if (sheet && sheet._cyreg)
    sheet._cyreg.cy.nodes().forEach((n) => all.push(n.data('label'), n.data('said')));
  return all.join('\\n'); }"""


def faults(page: Page) -> list[str]:
    found = Axe().run(page, options=RULES).response["violations"]
    return [f"{rule['id']}: {node['html'][:200]}" for rule in found for node in rule["nodes"]]


def position(page: Page) -> tuple[int, int]:
    said = page.locator(".present-position")
    expect(said).to_have_text(re.compile(r"^\d+ av \d+$"))
    here, count = re.findall(r"\d+", said.inner_text())
    return int(here), int(count)


def steady(page: Page) -> tuple[int, int]:
    """Wait until what was measured is measured for good."""
    before = position(page)
    for _ in range(40):
        page.wait_for_timeout(160)
        if (now := position(page)) == before:
            return now
        before = now
    return before


def test_an_answer_is_shown_to_a_room_part_by_part_and_without_names(visit: Callable[..., Page]) -> None:
    page = visit(f"/nb/inviteres?{SANDNES}&storrelse=4", bypass_csp=True)
    expect(page.locator(".seat").first).to_be_visible()
    settle(page)
    page.locator("#presenter").focus()  # asks whom to hide, before the press
    page.wait_for_function("samskaping.names.knows('sandnes_bootcamp', 'nb')")
    before = page.locator("main").inner_text()
    assert PERSON.search(before)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(_asks(request)))
    took = page.evaluate(
        "() => { const from = performance.now(); document.getElementById('presenter').click();"
        " document.body.offsetHeight; return performance.now() - from; }"
    )
    assert took < 1000  # on a busy machine; 100 ms is measured in the benchmark
    expect(page.locator(".present-bar")).to_be_visible()
    expect(
        page.locator(".header, .side, .form.panel, .command, #bunn").locator("visible=true")
    ).to_have_count(0)
    assert "visning=presentasjon" in page.url
    assert page.evaluate("document.activeElement.id") == "hovedinnhold"
    here, count = steady(page)
    assert (here, count > 3) == (1, True)
    assert faults(page) == []
    said = page.locator("#kunngjoring")
    seen = []
    for number in range(1, count + 1):
        seen.append(page.locator("main").inner_text())
        assert not PERSON.search(seen[-1])
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        page.keyboard.press("ArrowRight" if number % 2 else "PageDown")
        if number < count:
            expect(page.locator(".present-position")).to_have_text(f"{number + 1} av {count}")
            expect(said).to_have_text(re.compile(f"^{number + 1} av {count}"))
    assert len({text.strip() for text in seen}) == count
    assert "Folkevalgt" in "".join(seen)
    assert not PERSON.search(page.evaluate(SHOWN))
    expect(page.locator(".present-banner")).to_have_text(re.compile("^Forslag"))
    page.get_by_role("button", name="Forrige").click()
    assert position(page)[0] == count - 1
    page.keyboard.press("Home")
    assert position(page)[0] == 1
    page.keyboard.press("Escape")
    expect(page.locator(".present-bar")).to_be_hidden()
    assert "visning" not in page.url
    expect(page.locator("#presenter")).to_be_focused()
    assert page.locator("main").inner_text() == before
    assert [one for one in asked if one] == []


def _asks(request: Request) -> str:
    return request.url if "_dash-update" in request.url else ""


@pytest.mark.parametrize(
    "where",
    [
        f"inviteres?{SANDNES}&storrelse=4&del=andre",
        "nettverk?datasett=sandnes_bootcamp", f"rapport?{SANDNES}&deler=challenge,team",
    ],
)  # fmt: skip
def test_no_private_person_is_named_on_the_wall(where: str, visit: Callable[..., Page]) -> None:
    page = visit(f"/nb/{where}&visning=presentasjon")
    assert steady(page)[0] == 1
    assert "visning=presentasjon" in page.url
    settle(page)
    assert not PERSON.search(page.evaluate(SHOWN))
    page.keyboard.press("Escape")
    assert PERSON.search(page.evaluate(SHOWN))  # they are there, and only hidden from the room


def test_a_new_answer_is_shown_as_the_one_before(visit: Callable[..., Page]) -> None:
    page = visit(
        f"/nb/naar-vi-ikke?{SANDNES}&visning=presentasjon", width=390, color_scheme="dark", bypass_csp=True
    )
    assert steady(page)[0] == 1
    expect(page.locator(".present-edition")).to_be_visible()
    assert faults(page) == []
    page.get_by_role("link", name="Offentlig versjon").click()
    expect(page.locator(".present-edition")).to_have_count(0)
    settle(page)
    assert steady(page)[1] > 1
    expect(page.locator(".header, .side").locator("visible=true")).to_have_count(0)
    assert "visning=presentasjon" in page.url
    assert "utgave=offentlig" in page.url
    page.get_by_role("button", name="Neste").click()
    assert position(page)[0] == 2
    page.get_by_role("button", name="Avslutt").click()
    expect(page.locator(".brand")).to_be_visible()
    assert "visning" not in page.url


def test_the_statement_is_reached_from_the_footer_in_three_languages(visit: Callable[..., Page]) -> None:
    page = visit("/nb/inviteres", width=320, bypass_csp=True)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.locator("footer").get_by_role("link", name="Tilgjengelighet").click()
    expect(page.locator("h1")).to_have_text("Tilgjengelighet")
    expect(page.locator("#presenter")).to_have_count(0)
    for language, title in (("nn", "Tilgjenge"), ("en", "Accessibility")):
        page.locator(f".languages a[lang={language}]").evaluate("link => link.click()")
        expect(page.locator("h1")).to_have_text(title)
        assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert faults(page) == []


def test_before_log_in_light_and_dark_follow_the_browser(shared: Shared, visit: Callable[..., Page]) -> None:  # noqa: F811
    grounds = {}
    for scheme in ("light", "dark"):
        page = visit("/verktoy/logg-inn?sprak=nb", width=390, at=shared.address, color_scheme=scheme)
        grounds[scheme] = page.evaluate("getComputedStyle(document.body).backgroundColor")
        assert scheme == "light" or faults(page) == []  # the light ones are looked at in test_door
        page.get_by_role("link", name="Tilgjengelighet").click()
        expect(page.locator("h1")).to_have_text("Tilgjengelighet")
        assert faults(page) == []
        page.goto(f"{shared.address}/verktoy/finnes-ikke/nb/oversikt")
        expect(page.get_by_role("heading", level=1)).to_have_text("Logg inn")
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert grounds["light"] != grounds["dark"]


def test_on_paper_there_is_the_answer_and_nothing_to_press(visit: Callable[..., Page]) -> None:
    page = visit(f"/nb/naar-vi-ikke?{SANDNES}&del=grupper", color_scheme="dark")
    page.emulate_media(media="print", color_scheme="dark")
    unwanted = page.locator(".header-slot, .button, .side, .part-choice, .present-bar, #bunn").locator(
        "visible=true"
    )
    expect(unwanted).to_have_count(0)
    found = page.evaluate(
        """() => ({ ground: getComputedStyle(document.body).backgroundColor,
          surfaces: [...document.querySelectorAll('.table-frame, .figure, .card')].map(
            (e) => getComputedStyle(e).backgroundColor).filter((c) => c !== 'rgb(255, 255, 255)'),
          cut: [...document.querySelectorAll('.table-frame')].filter(
            (e) => getComputedStyle(e).overflowY !== 'visible').length })"""
    )
    assert found == {"ground": "rgb(255, 255, 255)", "surfaces": [], "cut": 0}
    expect(page.locator("table").first).to_be_visible()
