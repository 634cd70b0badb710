"""Several people at the same: what tells that others have changed it, and how to choose where both have."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dash import Output, html

from dashboard.components.attributes import attr
from dashboard.components.icons import icon
from dashboard.components.table import table
from dashboard.pages.data_said import dated
from matchmaker.kernel.errors import Message

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dash.development.base_component import Component

    from dashboard.texts import Words
    from matchmaker.kernel.errors import InputError

MOST_SHOWN = 4
"""Changes of others that are told one by one; the rest are counted."""


def watch(which: str, store: str) -> html.Div:
    """Have the browser ask now and then whether others have changed what is shown (``together.js``).

    Parameters
    ----------
    which
        Id of the place itself; see :func:`asking`.
    store
        Id of the store that the question goes to.
    """
    return html.Div(id=which, hidden=True, title="", **attr({"data-watch": store}))


def asking(which: str) -> list[tuple[Output, str, str]]:
    """Have the browser know that a question is on its way, so that it does not ask another: ``running``."""
    return [(Output(which, "title"), "1", "")]


def slot(which: str) -> html.Div:
    """Make the place where it is told what others have done; it is read aloud when there is time for it."""
    return html.Div(id=which, className="together-slot", role="status", **attr({"aria-live": "polite"}))


def news(text: Words, changes: Sequence[Message], *buttons: Component) -> html.Div:
    """Tell what others have changed, with what can be done about it."""
    lines = [html.Li(text.say(dated(text, one))) for one in changes[-MOST_SHOWN:]]
    more = len(changes) - len(lines)
    return html.Div(
        [
            html.Div([icon("info"), html.Strong(text.t("together.news"))], className="together-title"),
            html.Ul(lines),
            *([html.P(text.t("together.more", count=more))] if more > 0 else []),
            html.Div(list(buttons), className="buttons"),
        ],
        className="together-news",
    )


def told(text: Words, said: str, changes: Sequence[Message], *buttons: Component) -> html.Div:
    """Tell what was done, and what others had done that stands beside it."""
    lines = [html.Li(text.say(dated(text, one))) for one in changes[:MOST_SHOWN]]
    more = len(changes) - len(lines)
    return html.Div(
        [
            html.P([icon("check"), html.Strong(said)], className="together-title"),
            *([html.P(text.t("together.also")), html.Ul(lines)] if lines else []),
            *([html.P(text.t("together.more", count=more))] if more > 0 else []),
            *([html.Div(list(buttons), className="buttons")] if buttons else []),
        ],
        className="together-told",
    )


def both(error: InputError) -> tuple[Message, ...]:
    """The parts that both have changed, of the error that says so."""
    return _messages(error.params.get("both"))


def changes_of(error: InputError) -> tuple[Message, ...]:
    """Who changed what, of the error that says so."""
    return _messages(error.params.get("changes"))


def _messages(value: object) -> tuple[Message, ...]:
    return tuple(one for one in value if isinstance(one, Message)) if isinstance(value, tuple) else ()


def conflict(text: Words, error: InputError, *buttons: Component) -> html.Div:
    """Tell that others have changed the same: who did what, theirs beside mine, and who is to have it."""
    rows: list[Any] = [
        [text.show(one.params[name]) for name in ("part", "before", "theirs", "mine")] for one in both(error)
    ]
    headers = [text.t("together.part"), text.t("together.before"), text.t("together.theirs"),
               text.t("together.mine")]  # fmt: skip
    return html.Div(
        [
            html.H3([icon("warn"), text.t("conflict.title")], tabIndex=-1, **attr({"data-arrive": "both"})),
            html.P(text.t("together.conflict_lead")),
            html.Ul([html.Li(text.say(dated(text, one))) for one in changes_of(error)[-MOST_SHOWN:]]),
            *([table(text.t("together.both_caption"), headers, rows)] if rows else []),
            html.Div(list(buttons), className="buttons"),
        ],
        className="callout warn together-conflict", role="alert",
    )  # fmt: skip


def button(asks: dict[str, Any], picture: str, said: str, look: str = "plain") -> html.Button:
    """Make a button of one of these boxes; *asks* is of :func:`~dashboard.components.attributes.press`."""
    return html.Button([icon(picture), html.Span(said)], type="button", className=f"button {look}", **asks)
