"""The way in and out of a shared dashboard, in a real browser: what it sends is what the guard demands."""

from __future__ import annotations

import threading
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import pytest
from argon2 import PasswordHasher
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect
from sqlalchemy import delete
from waitress.server import create_server

from dashboard.guard.book import SESSION
from dashboard.guard.config import Config, Place
from dashboard.guard.desk import Desk
from dashboard.guard.front import guarded
from dashboard.guard.keys import Key
from matchmaker.services.environment import Environment
from matchmaker.services.roles import Role
from tests.browser.conftest import _wait_until_quiet

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Page, Route

PASSWORD = "hest batteri stift"
HOSTILE = "<img src=x onerror=window.ramt=1>"


class Shared:
    """A shared dashboard on a free port."""

    def __init__(self, folder: Path) -> None:
        self.server = create_server(self._answer, host="127.0.0.1", port=0, threads=8)
        self.address = f"http://127.0.0.1:{self.server.effective_port}"
        place = Place("innherred", HOSTILE, str(folder / "innherred.db"))
        config = Config(
            f"{self.address}/verktoy", Key("x" * 40), folder / "kontoer.sqlite3", {"innherred": place}
        )
        clock: Callable[[], datetime] = lambda: datetime.now(UTC)  # noqa: E731 - one line is enough
        self.desk = Desk(config, clock, PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
        self.desk.accounts.add("kari", PASSWORD, HOSTILE)
        self.desk.accounts.grant("kari", "innherred", Role.PLANNER)
        self.served = guarded(config, Environment(lambda: date(2026, 11, 22)), clock, self.desk)

    def _answer(self, environ: dict[str, Any], start: Any) -> Any:
        return self.served(environ, start)


@pytest.fixture
def shared(tmp_path: Path) -> Iterator[Shared]:
    made = Shared(tmp_path)
    closing = threading.Event()

    def run() -> None:
        try:
            made.server.run()
        except (OSError, ValueError):
            if not closing.is_set():
                raise

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    yield made
    _wait_until_quiet(made.server)
    made.server.task_dispatcher.shutdown(timeout=5)
    closing.set()
    made.server.close()
    thread.join(timeout=5)


def faults(page: Page) -> list[str]:
    found = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]})
    return [one["id"] for one in found.response["violations"]]


@pytest.fixture
def inside(shared: Shared, visit: Callable[..., Page]) -> Page:
    """Logged in, on *Oversikt*, with a clock that can be turned forward."""
    there = "/verktoy/logg-inn?sprak=nb&til=/verktoy/innherred/nb/oversikt?datasett=x"
    page = visit(there, at=shared.address, awaited="401")
    page.get_by_label("Konto").fill("kari")
    page.get_by_label("Passord").fill(PASSWORD)
    page.clock.install()
    page.get_by_role("button", name="Logg inn").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Oversikt")
    return page


def test_whoever_is_away_is_told_before_the_log_in_ends_and_may_stay(shared: Shared, inside: Page) -> None:
    told = inside.locator("#logges-ut")
    inside.clock.fast_forward("27:30")
    inside.clock.run_for(6_000)
    expect(told).to_have_count(0)
    inside.clock.fast_forward("00:50")
    inside.clock.run_for(6_000)
    expect(told).to_contain_text("Du blir snart logget ut")
    expect(told).to_have_attribute("role", "alert")
    assert faults(inside) == []
    told.get_by_role("button", name="Bli innlogget").focus()
    inside.keyboard.press("Enter")
    inside.clock.run_for(6_000)
    expect(told).to_have_count(0)
    inside.clock.fast_forward("27:30")
    inside.keyboard.press("Shift")  # at work, though nothing was asked for
    inside.clock.fast_forward("02:20")
    inside.clock.run_for(6_000)
    expect(told).to_have_count(0)
    inside.clock.fast_forward("28:20")
    with shared.desk.book.writing() as writing:
        writing.execute(delete(SESSION))
    inside.keyboard.press("Shift")
    inside.clock.run_for(6_000)
    ended = inside.locator("#utlogget")
    expect(ended).to_contain_text("Du er logget ut")
    assert faults(inside) == []
    ended.get_by_role("link", name="Logg inn").click()
    inside.get_by_label("Konto").fill("kari")
    inside.get_by_label("Passord").fill(PASSWORD)
    inside.get_by_role("button", name="Logg inn").click()
    expect(inside).to_have_url(f"{shared.address}/verktoy/innherred/nb/oversikt?datasett=x")


def test_an_answer_that_comes_after_a_sleep_counts_from_when_it_was_asked(inside: Page) -> None:
    asked: list[Route] = []
    door = inside.locator("a[data-door]").get_attribute("data-door")
    inside.clock.fast_forward("27:30")
    inside.route(f"**{door}", lambda one: asked.append(one))
    inside.keyboard.press("Shift")
    with inside.expect_request(f"**{door}"):
        inside.clock.fast_forward("01:00")
    expect(inside.locator("#logges-ut")).to_have_count(0)
    before_the_sleep = asked.copy()
    assert before_the_sleep
    inside.clock.fast_forward("28:20")
    for one in before_the_sleep:
        with inside.expect_response(one.request.url):
            one.continue_()
    inside.clock.run_for(6_000)
    expect(inside.locator("#logges-ut")).to_contain_text("Du blir snart logget ut")


def test_in_by_keyboard_to_a_page_and_out_again(shared: Shared, visit: Callable[..., Page]) -> None:
    page = visit("/verktoy/logg-inn?til=/verktoy/innherred/nb/nettverk", width=390, at=shared.address)
    for language in ("nn", "en", "nb"):
        page.get_by_role("link", name={"nn": "Nynorsk", "en": "English", "nb": "Bokmål"}[language]).click()
        expect(page.locator("html")).to_have_attribute("lang", language)
        assert faults(page) == []
    page.get_by_label("Konto").focus()
    page.keyboard.type("kari")
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Nettverk")
    assert page.url.endswith("/verktoy/innherred/nb/nettverk")
    page.set_viewport_size({"width": 1440, "height": 900})
    page.get_by_role("link", name="Oversikt", exact=True).click()
    expect(page).to_have_url(f"{shared.address}/verktoy/innherred/nb/oversikt")
    expect(page.get_by_role("heading", level=1)).to_have_text("Oversikt")
    page.get_by_role("link", name="Arbeidsrom og utlogging").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Arbeidsrom")
    assert faults(page) == []
    expect(page.get_by_role("link", name=HOSTILE)).to_be_visible()
    assert page.evaluate("window.ramt") is None
    page.get_by_role("button", name="Logg ut").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Logg inn")
    page.goto(f"{shared.address}/verktoy/innherred/nb/oversikt")
    expect(page.get_by_role("heading", level=1)).to_have_text("Logg inn")
