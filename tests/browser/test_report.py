"""The page *Rapport*, in a browser: choose, read, take out, in both schemes and on a phone."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import Page, expect

from tests.browser.test_accessibility import violations

if TYPE_CHECKING:
    from collections.abc import Callable

KLIMA = "?datasett=vennesla&utfordring=klima&deler=team,gaps,process"


def test_a_report_is_chosen_read_and_taken_out(visit: Callable[..., Page], tmp_path: Path) -> None:
    page = visit(f"/nb/rapport{KLIMA}", bypass_csp=True, color_scheme="dark")
    expect(page.locator(".report h3").first).to_have_text("Hvem bør være i rommet?")
    page.get_by_role("radio", name="Offentlig versjon").click()
    expect(page).to_have_url(re.compile("utgave=offentlig"))
    expect(page.locator(".report-edition")).to_contain_text("Offentlig versjon")
    page.get_by_role("checkbox", name="Prosessen").click()
    expect(page).to_have_url(re.compile("deler=team,gaps(&|$)"))
    expect(page.locator("#kommando")).to_contain_text("--edition offentlig --include team,gaps")
    with page.expect_download() as taken:
        page.get_by_role("button", name="Last ned HTML").press("Enter")
    page.set_viewport_size({"width": 390, "height": 900})
    assert violations(page) == []
    file = tmp_path / taken.value.suggested_filename
    taken.value.save_as(file)
    assert file.name.startswith("rapport-vennesla-klima-offentlig-")
    alone = page.context.new_page()
    alone.set_content(file.read_text(encoding="utf-8"))
    assert violations(alone) == []
    for one in (page, alone):
        assert one.evaluate("document.documentElement.scrollWidth <= innerWidth")
