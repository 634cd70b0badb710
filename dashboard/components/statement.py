"""What the tool can tell for an accessibility statement, in no layout: the dashboard and the guard show it.

The statement itself belongs to the body that offers the dashboard. What stands here is what was tried, with
what, and what is known to fall short; a test holds the versions against what the tests run with.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

import matchmaker
from matchmaker.services.invitation_letter import day_of

if TYPE_CHECKING:
    from dashboard.state import Outside
    from dashboard.texts import Words

TRIED_ON: Final = date(2026, 11, 23)
"""The day on which what stands here was last held against the tests and the code."""
AXE: Final = "4.12.1"
"""Version of axe-core that looked at the pages."""
BROWSER: Final = "Chromium 156"
REGISTER: Final = "https://uustatus.no"
"""Where public bodies keep their statements."""
AUTHORITY: Final = "https://www.uutilsynet.no"
TRIED: Final = (
    "statement.tried.axe", "statement.tried.keyboard", "statement.tried.narrow", "statement.tried.contrast",
    "statement.tried.pictures", "statement.tried.motion",
)  # fmt: skip
SHORT: Final = (
    "statement.short.readers", "statement.short.browsers", "statement.short.people",
    "statement.short.drawing", "statement.short.figures", "statement.short.tables", "statement.short.files",
    "statement.short.session", "statement.short.newer",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the page."""

    title: str
    said: tuple[str, ...] = ()
    """Paragraphs."""
    points: tuple[str, ...] = ()
    links: tuple[tuple[str, str], ...] = ()
    """What each is called, and where it leads."""


def statement(text: Words, outside: Outside) -> tuple[Part, ...]:
    """Say who answers for the statement, how to report a barrier, what was tried, and what falls short.

    Parameters
    ----------
    text
        The words.
    outside
        Holds the address and the contact of whoever offers the dashboard; what is empty is told as missing.
    """
    return (
        _owner(text, outside.statement), _report(text, outside.contact), _tried(text), _short(text),
        _version(text),
    )  # fmt: skip


def _owner(text: Words, own: str) -> Part:
    links = ((text.t("statement.own"), own),) if own else ()
    missing = () if own else (text.t("statement.own_missing"),)
    return Part(
        text.t("statement.owner"),
        (text.t("statement.owner_said"), text.t("statement.owner_law"), *missing),
        links=(*links, (text.t("statement.register"), REGISTER), (text.t("statement.authority"), AUTHORITY)),
    )


def _report(text: Words, contact: str) -> Part:
    said = text.t("statement.contact", contact=contact) if contact else text.t("statement.contact_missing")
    return Part(text.t("statement.report"), (said, text.t("statement.report_what")))


def _tried(text: Words) -> Part:
    basis = text.t("statement.tried_with", axe=AXE, browser=BROWSER)
    return Part(
        text.t("statement.tried"), (text.t("statement.tried_lead"), basis), tuple(text.t(c) for c in TRIED)
    )


def _short(text: Words) -> Part:
    return Part(text.t("statement.short"), (text.t("statement.short_lead"),), tuple(text.t(c) for c in SHORT))


def _version(text: Words) -> Part:
    said = text.t("statement.version_said", version=matchmaker.__version__, day=text.say(day_of(TRIED_ON)))
    return Part(text.t("statement.version"), (said, text.t("statement.no_command")))
