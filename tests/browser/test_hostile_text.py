"""Texts that are written to be run, on every page and in every file: they are text, without a policy's help.

The content security policy is set aside, so that it hides no hole.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import pytest

from dashboard import state
from dashboard.pages import learn_parts, missing_parts, team_parts
from matchmaker.store.memory import MemoryStorage
from tests.browser.conftest import served
from tests.browser.waiting import go
from tests.hostile_data import DATASET, fill, hostile

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

ABOUT = f"?datasett={DATASET}&utfordring=sak"
ADDRESSES = (
    *(f"{page}{ABOUT}" for page in state.PAGES),
    *(f"naar-vi-ikke{ABOUT}&del={part.code}" for part in missing_parts.PARTS),
    *(f"laer-av-hverandre{ABOUT}&i={DATASET}&del={part.code}&trekk=0" for part in learn_parts.PARTS),
    f"laer-av-hverandre{ABOUT}&i={DATASET}&del=tid&datoer=2025-01-01,2026-11-01&arena=sak",
    *(f"inviteres{ABOUT}&storrelse=3&del={part.code}" for part in team_parts.PARTS),
    f"nettverk{ABOUT}&aktor=akt-a&nabolag=1",
    f"nettverk{ABOUT}&samlet=nettverksgruppe",
    f"aktorer-og-data{ABOUT}&aktor=p0",
    f"aktorer-og-data{ABOUT}&utkast=utkast-1",
    f"aktorer-og-data{ABOUT}&versjoner=ja",
    f"aktorer-og-data{ABOUT}&dobbelt=ja",
    f"rapport{ABOUT}&utgave=offentlig",
)
"""Every page and part, with whatever is written to be run."""
KEYS = (
    "datasett", "utfordring", "aktor", "kommune", "sider", "del", "dato", "aldre", "utgave", "team", "utkast",
    "ark", "rad", "deler", "beholdt", "i", "kommuner", "relasjoner", "nullmodell", "trekk", "datoer", "foer",
    "arena", "hvem", "slag", "bidrag", "farge", "omfang", "samlet", "vis", "regel", "organ", "fro", "steg",
)  # fmt: skip
LOOK = r"""() => {
  const made = [...document.querySelectorAll(
    'img[src="x"], svg[onload], [onerror], a[href^="javascript:" i], script:not([src])')]
    .filter(one => one.outerHTML.includes('ran=')).map(one => one.outerHTML.slice(0, 120));
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  let bare = [], seen = 0;
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (node.parentElement.closest('script, style')) continue;
    for (const hit of node.data.matchAll(/w(\d+)w/g)) {
      seen += 1;
      if (node.data.slice(hit.index - 3, hit.index) !== '<b>') bare.push(node.data.slice(0, 120));
    }
    for (const hit of node.data.matchAll(/<img\/src/g)) seen += 1;
  }
  return {ran: window.ran ?? null, made, bare, seen};
}"""
HOVER = """() => {
  for (const plot of document.querySelectorAll('.js-plotly-plot'))
    (plot.data || []).forEach((trace, at) => {
      try { window.Plotly.Fx.hover(plot, [{curveNumber: at, pointNumber: 0}]); } catch (none) { }
    });
  return document.querySelectorAll('.js-plotly-plot').length;
}"""


class Watched:
    """A page in a browser that tells of every script, dialog and element that a text has made."""

    def __init__(self, browser: Browser, address: str, **more: Any) -> None:
        self.address = address
        self.context = browser.new_context(bypass_csp=True, viewport={"width": 1440, "height": 900}, **more)
        self.page = self.context.new_page()
        self.page.set_default_timeout(20_000)
        self.heard: list[str] = []
        self.seen = self.plots = 0
        self.page.on("dialog", self._dialog)

    def _dialog(self, dialog: Any) -> None:
        self.heard.append(dialog.message)
        dialog.dismiss()

    def open(self, path: str) -> None:
        go(self.page, f"{self.address}/nb/{path}")
        self.look(path)
        self.plots += self.page.evaluate(HOVER)
        self.look(path)

    def look(self, where: str) -> None:
        """Fail where a text was taken for anything but a text."""
        found = self.page.evaluate(LOOK)
        self.seen += found.pop("seen")
        assert found == {"ran": None, "made": [], "bare": []}, where
        assert self.heard == []


@pytest.fixture(scope="module")
def ill_willed() -> Iterator[str]:
    """A server that keeps what is written to be run."""
    with served(MemoryStorage()) as (address, workspace):
        fill(workspace.store)
        yield address


@pytest.fixture
def watched(browser: Browser, ill_willed: str) -> Iterator[Watched]:
    made = Watched(browser, ill_willed)
    yield made
    made.context.close()


def test_what_is_written_to_be_run_is_text_on_every_page(watched: Watched) -> None:
    for path in ADDRESSES:
        watched.open(path)
    assert watched.seen > 200
    assert watched.plots > 3


def test_what_stands_in_an_address_is_text(watched: Watched) -> None:
    every = "&".join(f"{key}={quote(hostile(9_000 + at))}" for at, key in enumerate(KEYS))
    for page in state.PAGES:
        watched.open(f"{page}?{every}")
        watched.open(f"{page}{ABOUT}&{every.split('&', 2)[2]}")
    watched.open(f"{quote(hostile(9_999))}?datasett=x")
    assert watched.seen > 5


def test_the_report_that_is_taken_out_runs_nothing(watched: Watched, tmp_path: Path) -> None:
    watched.open(f"rapport{ABOUT}")
    with watched.page.expect_download() as taken:
        watched.page.get_by_role("button", name="Last ned HTML").click()
    file = tmp_path / "rapport.html"
    taken.value.save_as(file)
    watched.page.goto(file.as_uri())
    watched.look("report.html")
    assert watched.seen > 20


def test_the_eye_sees_what_is_run_and_what_is_drawn(watched: Watched) -> None:
    """Else the tests above could not fail."""
    watched.page.goto(f"{watched.address}/nb/oversikt")
    watched.page.set_content(f"<p>{hostile(7)}</p>")
    found = watched.page.evaluate(LOOK)
    assert found["made"]
    assert found["bare"]
    assert found["ran"] == 7
    assert re.search(r"onerror|javascript", str(found["made"]))
