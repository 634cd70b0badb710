"""Headings, cards, states and banners that every page is put together from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dash import dcc, html

from dashboard.components import ids
from dashboard.components.attributes import attr, go
from dashboard.components.icons import icon

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dash.development.base_component import Component

    from dashboard.texts import Words


def heading(title: str, lead: str) -> html.Header:
    """Make a page's one ``h1``, which takes focus after navigation, with a sentence on what it is for."""
    return html.Header(
        [html.H1(title, tabIndex=-1, id=ids.HEADING), html.P(lead, className="lead")], className="page-head"
    )


def section(title: str, *children: Component | str, look: str = "") -> html.Section:
    """Make a part of a page with its heading."""
    return html.Section([html.H2(title), *children], className=f"part {look}".strip())


def go_button(key: str, search: str, text: str, look: str = "quiet", picture: str | None = None,
              **more: str) -> html.Button:  # fmt: skip
    """Make a button that changes the address's query, and with it what is shown.

    Parameters
    ----------
    key
        Tells the button from others on the page.
    search
        The query it leads to.
    text
        What it says.
    look
        ``quiet``, ``plain`` or ``primary``.
    picture
        Icon before the text.
    **more
        Further attributes, such as ``aria-pressed``.
    """
    content = [icon(picture), html.Span(text)] if picture else html.Span(text)
    return html.Button(content, type="button", className=f"button {look}", **go(key, search), **attr(more))


def link(content: str | list[Any], address: str, **more: str) -> html.A:
    """Make a link within the dashboard; the page changes without being loaded anew.

    ``dcc.Link`` takes no ``aria-current`` and no ``lang``; this one does, and is an ordinary link to
    whoever opens it in a new tab.
    """
    return html.A(content, href=address, **attr({"data-internal": "1", **more}))


def link_button(text: str, address: str, look: str = "primary") -> html.A:
    """Make a link that looks like a button."""
    return link([html.Span(text), icon("arrow")], address, className=f"button {look}")


def banner(text: Words, decided_by: str | None) -> html.P:
    """Head a suggestion with who decides: «Forslag – avgjøres av …»."""
    said = text.t("banner.decided_by", role=decided_by) if decided_by else text.t("banner.decider_unknown")
    return html.P([icon("scale"), html.Strong(said)], className="banner")


def announcement(said: str) -> dcc.Store:
    """Have a sentence read aloud when what it stands in is shown."""
    return dcc.Store(id=ids.SAID, data=said)


def callout(*children: Component, look: str = "info") -> html.Div:
    """Set a piece of text apart; *look* is ``info`` or ``warn`` and never carries meaning alone."""
    return html.Div(list(children), className=f"callout {look}")


def empty(title: str, *children: Component) -> html.Div:
    """Say that there is nothing yet, and what to do about it."""
    return html.Div([html.H2(title), *children], className="empty")


def loading(text: str) -> html.Div:
    """Say that something is being worked out."""
    return html.Div(
        [html.Span(className="spinner", **attr({"aria-hidden": "true"})), html.P(text)],
        className="loading",
        role="status",
    )


def command_box(text: Words, command: str) -> html.Section:
    """Show the command that gives the same answer: «Samme svar på kommandolinjen»."""
    return html.Section(
        [
            html.H2(text.t("command.title"), id=ids.COMMAND_TITLE),
            html.Div(
                [
                    html.Code(
                        command,
                        id=ids.COMMAND,
                        tabIndex=0,
                        role="group",
                        **attr({"aria-labelledby": ids.COMMAND_TITLE}),
                    ),
                    html.Button(
                        [icon("copy"), text.t("command.copy")],
                        type="button",
                        className="button quiet",
                        **attr({"data-copy": ids.COMMAND, "data-copied": text.t("command.copied")}),
                    ),
                ],
                className="command-line",
            ),
        ],
        className="part command",
    )


def notes(items: Sequence[str]) -> html.Ul:
    """List what the reader should know about the basis."""
    return html.Ul([html.Li(item) for item in items], className="notes")


def facts(pairs: Sequence[tuple[str, Component | str | list[Any]]]) -> html.Dl:
    """List names and values."""
    return html.Dl([html.Div([html.Dt(name), html.Dd(value)]) for name, value in pairs], className="facts")
