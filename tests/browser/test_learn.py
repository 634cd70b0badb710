"""*Lær av hverandre* in a browser: the parts, the forms and the way back; and nothing that axe-core finds."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from playwright.sync_api import Page, expect

from matchmaker.store.memory import MemoryStorage
from tests.browser.test_accessibility import violations
from tests.browser.waiting import settle
from tests.large_region import REGION, large_region

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from matchmaker.services.kept import KeptWorkspace

PAGE = "/nb/laer-av-hverandre?datasett=innherred"


def test_no_violations_on_a_phone_with_a_list_open(visit: Callable[..., Page]) -> None:
    page = visit(f"{PAGE.replace('/nb/', '/nn/')}&del=slutter", width=390, bypass_csp=True)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.get_by_role("combobox", name="Sider, typar eller organisasjonar").click()
    page.get_by_role("option").first.wait_for()
    assert violations(page) == []


def test_the_parts_the_forms_and_the_way_back(visit: Callable[..., Page]) -> None:
    page = visit(PAGE)
    page.get_by_role("radio", name="Side om side").check()
    expect(page.get_by_role("heading", level=2, name="Side om side")).to_be_visible()
    expect(page.locator(".panels .js-plotly-plot").first).to_be_visible()
    page.get_by_role("combobox", name="Trekninger").click()
    page.get_by_role("option", name="100", exact=True).click()
    expect(page).to_have_url(re.compile("trekk=100"))
    expect(page.locator(".command-line")).to_contain_text("--draws 100")
    page.get_by_role("radio", name="Hva om noen slutter?").check()
    share = page.get_by_role("textbox", name="Andel som slutter")
    share.fill("40")
    share.press("Tab")
    expect(page).to_have_url(re.compile("andel=40"))
    expect(page.locator(".command-line")).to_contain_text("--share 0.4")
    page.go_back()
    expect(share).to_have_value("100 %")
    page.go_back()
    expect(page.get_by_role("radio", name="Side om side")).to_be_checked()
    expect(page.get_by_role("combobox", name="Trekninger")).to_have_value("100")
    settle(page)
    page.emulate_media(media="print")
    expect(page.locator(".results .callout").first).to_be_visible()  # what cannot be compared, and why
    expect(page.locator(".results .notes")).to_be_visible()
    expect(page.locator(".side")).to_be_hidden()


def test_a_day_that_is_none_is_told_and_can_be_mended(visit: Callable[..., Page]) -> None:
    page = visit(f"{PAGE}&del=tid&datoer=2025-01-01,i+fjor")
    expect(page.get_by_role("alert")).to_contain_text("i fjor")
    for one in ("2025-01-01", "2026-01-01"):
        settle(page)
        page.get_by_role("combobox", name="Datoer").fill(one)
        page.get_by_role("combobox", name="Datoer").press("Enter")
    expect(page.get_by_role("heading", name=re.compile("Over tid: .* til 2026-"))).to_be_visible()
    settle(page)


def test_the_menu_stands_in_one_row(visit: Callable[..., Page]) -> None:
    page = visit(PAGE)
    for width in (1280, 1440):
        page.set_viewport_size({"width": width, "height": 900})
        tops = page.eval_on_selector_all(".nav a", "links => links.map(a => a.getBoundingClientRect().top)")
        assert len(tops) >= 7
        assert len(set(tops)) == 1


def test_long_work_is_followed_stopped_and_done_after_all(
    visit: Callable[..., Page], serve: Callable[..., tuple[str, KeptWorkspace]], tmp_path: Path
) -> None:
    there, _ = serve(MemoryStorage(), large_region(tmp_path))
    page = visit(f"/nb/laer-av-hverandre?datasett={REGION}&trekk=1000", at=there)
    page.get_by_role("radio", name="Side om side").check()
    expect(page.locator("progress")).to_be_visible()
    page.get_by_role("button", name="Stopp").click()
    expect(page.get_by_role("heading", name="Stoppet før svaret var klart")).to_be_visible()
    page.get_by_role("link", name="Regn ut på nytt").click()
    expect(page.locator("progress")).to_be_visible()
    page.get_by_role("radio", name="Hva om noen slutter?").check()  # nobody waits for the first now
    expect(page.get_by_role("heading", level=2, name="Hva om noen slutter?")).to_be_visible()
    settle(page)
    assert page.get_by_role("heading", name="Stoppet før svaret var klart").count() == 0
