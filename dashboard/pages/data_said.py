"""What the parts of «Aktører og data» have in common: who writes, when, and telling what happened."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from dash import html, set_props

from dashboard.components import ids
from dashboard.components.attributes import attr
from dashboard.components.icons import icon
from matchmaker.kernel.errors import Message
from matchmaker.services import command_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dash.development.base_component import Component

    from dashboard.texts import Words

MOST_LETTERS = 80
"""Letters of a name or role that are kept."""


def announce(said: str) -> None:
    """Have a sentence read aloud. Only within a callback."""
    set_props(ids.ANNOUNCE, {"children": said})


def signature(text: Words, author: str | None) -> str:
    """Who is told in the log: what stands in the field, or that no name was given."""
    return (author or "").strip()[:MOST_LETTERS] or text.t("data.nameless")


def when(text: Words, at: str) -> str:
    """Write a date and time as people do; what cannot be read stands as it is."""
    try:
        moment = datetime.fromisoformat(at)
    except ValueError:
        return at
    return text.t("data.when", day=moment.strftime("%d.%m.%Y"), time=moment.strftime("%H:%M"))


def dated(text: Words, message: Message) -> Message:
    """Give a message's moment the form that people know."""
    moment = message.params.get("when")
    if not isinstance(moment, str):
        return message
    return Message(message.code, {**message.params, "when": when(text, moment)})


def bumped(changed: object) -> int:
    """Return the next count of :data:`~dashboard.components.ids.CHANGED`."""
    return changed + 1 if isinstance(changed, int) else 1


def command(text: Words, name: str, about: Sequence[str], *options: str) -> html.P:
    """Show what does the same on the command line, in the reader's language."""
    line = command_words.command(name, about, [*options, *command_words.in_language(text.language)])
    return html.P([text.t("data.command"), " ", html.Code(line)], className="command-hint")


def told(title: str, *more: Component | str, key: str) -> html.Div:
    """Tell what was done, in a box that takes focus; *key* tells it from the one before."""
    return html.Div(
        [html.H2([icon("check"), title], tabIndex=-1, **attr({"data-arrive": key})), *more],
        className="told-box",
    )
