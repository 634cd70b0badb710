"""When a page is ready to be looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page


_DRAWN = """() => [...document.querySelectorAll('[data-graph]')]
  .every((one) => (document.getElementById(one.dataset.graph) || {})._cyreg)"""


def go(page: Page, url: str) -> None:
    """Load a page and wait until its answer is there."""
    page.goto(url)
    page.locator("h1").wait_for()
    settle(page)


def settle(page: Page) -> None:
    """Wait until nothing is being worked out any more, and networks are drawn, which comes after words."""
    page.wait_for_load_state("networkidle")
    page.locator(".loading").first.wait_for(state="detached")
    page.locator("[data-dash-is-loading]").first.wait_for(state="detached")
    page.wait_for_function(_DRAWN)
