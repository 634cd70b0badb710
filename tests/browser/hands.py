"""Two ways of using a page: with a mouse, and with a keyboard and nothing else.

A job is told once, in what a person means to do (press this, write that), and carried out by either. The
keyboard finds everything with Tab, as somebody without a mouse must: what cannot be reached, has no visible
focus, or leaves the focus nowhere when it has been used, fails.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Protocol

import pytest
from playwright.sync_api import TimeoutError as NotInTime
from playwright.sync_api import expect

from tests.browser.waiting import settle

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from playwright.sync_api import FilePayload, Locator, Page

    Name = str | re.Pattern[str]

MOST_WORDS = 6
MOST_STOPS = 120
"""Presses of Tab between two things that are used one after the other; more is no sensible order."""
SOON = 5_000
"""Milliseconds a page may take to say where focus is."""
_HERE = """() => {const e = document.activeElement, l = e.labels && e.labels[0];
  return (e.getAttribute('aria-label') || (l && l.textContent) || e.textContent || e.id || e.tagName)
    .trim().slice(0, 60)}"""
_IS_HERE = "e => document.activeElement === e"
_IS_BEHIND = """e => {const a = document.activeElement; return a === document.body ? false :
  Boolean(a.compareDocumentPosition(e) & Node.DOCUMENT_POSITION_PRECEDING)}"""
_SHOWS_FOCUS = """e => {if (!e.matches(':focus-visible')) return false;
  const drawn = s => (s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) > 0) || s.boxShadow !== 'none';
  const near = [e, e.parentElement, e.nextElementSibling, e.closest('.mantine-Input-input')];
  return near.filter(Boolean).some(one => drawn(getComputedStyle(one)))}"""
_IS_SOMEWHERE = "() => document.activeElement && document.activeElement !== document.body"


class Hands(Protocol):
    """What a person does on a page."""

    page: Page
    by: str
    """*mus* or *tastatur*."""

    def go(self, name: str) -> None:
        """Go to a page by the menu."""

    def press(self, role: str, name: Name) -> None:
        """Press a button, follow a link, tick a box, or open a fold."""

    def press_this(self, wanted: Locator) -> None:
        """Press what is found in another way than by its name."""

    def choose_radio(self, name: Name) -> None:
        """Choose one of several."""

    def write(self, name: Name, text: str) -> None:
        """Write in a field, in place of what stands there, and leave it as it is."""

    def write_words(self, name: Name, words: Sequence[str]) -> None:
        """Write several words in a field, each ended with Enter, in place of those that stand there."""

    def choose(self, name: Name, option: Name) -> None:
        """Choose from a list that opens."""

    def hand_over(self, button: Name, file: FilePayload) -> None:
        """Give the page a file."""

    def take(self, name: Name, folder: Path) -> Path:
        """Press a button that gives a file, and keep the file."""

    def write_cell(self, text: str) -> None:
        """Write in the cell of a grid that has focus."""

    def submit(self) -> None:
        """Say that a field is finished."""


def _field(page: Page, name: Name) -> Locator:
    """A field by its label; one that must be filled in has a star behind it."""
    if isinstance(name, str):
        name = re.compile(rf"^{re.escape(name)}( \*)?$")
    return page.get_by_label(name).first


def _cell(page: Page, text: str) -> None:
    """A cell is written in with the keyboard by everybody."""
    expect(page.locator(".ag-cell-focus")).to_be_visible()
    page.keyboard.press("Enter")
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type(text)
    page.keyboard.press("Enter")


def _write_words(page: Page, words: Sequence[str]) -> None:
    """Take away the words that stand in the field, and write others, each ended with Enter."""
    for _ in range(MOST_WORDS):
        page.keyboard.press("Backspace")
    for word in words:
        page.keyboard.type(word)
        page.keyboard.press("Enter")
    settle(page)


def _arrived(page: Page, name: str) -> None:
    """A page begins at its heading, whoever came and however."""
    expect(page.get_by_role("heading", level=1, name=name, exact=True)).to_be_focused()
    settle(page)


def _kept(page: Page, locator: Locator, folder: Path, do: str) -> Path:
    with page.expect_download() as coming:
        locator.click() if do == "click" else page.keyboard.press("Enter")
    file = folder / coming.value.suggested_filename
    coming.value.save_as(file)
    return file


class Mouse:
    """Clicks."""

    by = "mus"

    def __init__(self, page: Page) -> None:
        self.page = page

    def _find(self, role: str, name: Name) -> Locator:
        return self.page.get_by_role(role, name=name).first  # type: ignore[arg-type]

    def go(self, name: str) -> None:
        self.page.get_by_role("navigation").get_by_role("link", name=name, exact=True).click()
        _arrived(self.page, name)

    def press(self, role: str, name: Name) -> None:
        self.press_this(self._find(role, name))

    def press_this(self, wanted: Locator) -> None:
        wanted.click()
        settle(self.page)

    def choose_radio(self, name: Name) -> None:
        self.page.get_by_role("radio", name=name, exact=isinstance(name, str)).check()
        settle(self.page)

    def write(self, name: Name, text: str) -> None:
        _field(self.page, name).click()
        self.page.keyboard.press("ControlOrMeta+a")
        self.page.keyboard.type(text)

    def write_words(self, name: Name, words: Sequence[str]) -> None:
        self.write(name, "")
        _write_words(self.page, words)

    def choose(self, name: Name, option: Name) -> None:
        self._find("combobox", name).click()
        self.page.get_by_role("option", name=option, exact=isinstance(option, str)).first.click()
        settle(self.page)

    def hand_over(self, button: Name, file: FilePayload) -> None:
        with self.page.expect_file_chooser() as choosing:
            self._find("button", button).click()
        choosing.value.set_files([file])

    def take(self, name: Name, folder: Path) -> Path:
        return _kept(self.page, self._find("button", name), folder, "click")

    def write_cell(self, text: str) -> None:
        _cell(self.page, text)

    def submit(self) -> None:
        self.page.get_by_role("heading", level=1).click()
        settle(self.page)


class Keyboard:
    """Tab, arrows, Enter, Space and letters."""

    by = "tastatur"

    def __init__(self, page: Page) -> None:
        self.page = page

    def _go(self, wanted: Locator, what: str) -> None:
        """Press Tab, or Shift+Tab for what lies behind, until something has focus."""
        wanted.wait_for()
        page, stops = self.page, []
        if not wanted.evaluate(_IS_HERE):
            key = "Shift+Tab" if wanted.evaluate(_IS_BEHIND) else "Tab"
            for _ in range(MOST_STOPS):
                page.keyboard.press(key)
                if wanted.evaluate(_IS_HERE):
                    break
                stops.append(page.evaluate(_HERE))
            else:
                pytest.fail(f"{what} was not reached with {MOST_STOPS} presses of {key}; last: {stops[-5:]}")
        assert wanted.evaluate(_SHOWS_FOCUS), f"{what} has focus, and it cannot be seen"

    def _after(self, what: str) -> None:
        settle(self.page)
        try:
            self.page.wait_for_function(_IS_SOMEWHERE, timeout=SOON)
        except NotInTime:
            pytest.fail(f"focus was lost after {what}")

    def _find(self, role: str, name: Name) -> Locator:
        return self.page.get_by_role(role, name=name).first  # type: ignore[arg-type]

    def go(self, name: str) -> None:
        link = self.page.get_by_role("navigation").get_by_role("link", name=name, exact=True)
        self._go(link, f"link {name}")
        self.page.keyboard.press("Enter")
        _arrived(self.page, name)

    def press(self, role: str, name: Name) -> None:
        self._go(self._find(role, name), f"{role} {name}")
        self.page.keyboard.press("Space" if role == "checkbox" else "Enter")
        self._after(f"{role} {name}")

    def press_this(self, wanted: Locator) -> None:
        self._go(wanted, str(wanted))
        self.page.keyboard.press("Enter")
        self._after(str(wanted))

    def choose_radio(self, name: Name) -> None:
        wanted = self.page.get_by_role("radio", name=name, exact=isinstance(name, str))
        wanted.wait_for()
        if wanted.is_checked():
            return
        group = wanted.get_attribute("name")
        # of a group only the chosen one is a stop; the others are reached with the arrows
        chosen = self.page.locator(f'input[type=radio][name="{group}"]')
        stop = chosen.locator("xpath=self::*").and_(self.page.locator(":checked"))
        self._go(stop if stop.count() else chosen.first, f"radio {name}")
        for _ in range(chosen.count()):
            self.page.keyboard.press("ArrowDown")
            settle(self.page)
            if wanted.evaluate(_IS_HERE):
                break
        expect(wanted).to_be_checked()
        self._after(f"radio {name}")

    def write(self, name: Name, text: str) -> None:
        self._go(_field(self.page, name), f"field {name}")
        self.page.keyboard.press("ControlOrMeta+a")
        self.page.keyboard.type(text)

    def write_words(self, name: Name, words: Sequence[str]) -> None:
        self.write(name, "")
        _write_words(self.page, words)

    def choose(self, name: Name, option: Name) -> None:
        field = self._find("combobox", name)
        self._go(field, f"combobox {name}")
        if isinstance(option, str) and field.get_attribute("readonly") is None:
            self.page.keyboard.press("ControlOrMeta+a")
            self.page.keyboard.type(option)
        else:
            self.page.keyboard.press("Enter")
        wanted = self.page.get_by_role("option", name=option, exact=isinstance(option, str)).first
        wanted.wait_for()
        for _ in range(MOST_STOPS):
            if wanted.get_attribute("data-combobox-selected"):
                break
            self.page.keyboard.press("ArrowDown")
        else:
            pytest.fail(f"option {option} of {name} was not reached with the arrows")
        self.page.keyboard.press("Enter")
        self._after(f"combobox {name}")

    def hand_over(self, button: Name, file: FilePayload) -> None:
        self._go(self._find("button", button), f"button {button}")
        with self.page.expect_file_chooser() as choosing:
            self.page.wait_for_timeout(300)
            self.page.keyboard.press("Enter")
        choosing.value.set_files([file])

    def take(self, name: Name, folder: Path) -> Path:
        button = self._find("button", name)
        self._go(button, f"button {name}")
        file = _kept(self.page, button, folder, "Enter")
        self._after(f"button {name}")
        return file

    def write_cell(self, text: str) -> None:
        _cell(self.page, text)

    def submit(self) -> None:
        self.page.keyboard.press("Tab")
        self._after("a field")


HANDS: dict[str, type[Mouse | Keyboard]] = {"mus": Mouse, "tastatur": Keyboard}
