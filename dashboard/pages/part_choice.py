"""The parts of a page: which one its address asks for, and the choice between them.

The browser keeps choice and address together by itself: an answer on its way from the server cannot turn a
page back that somebody has turned again meanwhile.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, TypeVar

import dash_mantine_components as dmc
from dash import Dash, Input, Output, State, dcc, html

from dashboard import state
from dashboard.components import ids
from dashboard.pages.browser import in_browser

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dash.development.base_component import Component

    from dashboard.texts import Words


class Named(Protocol):
    """What every part of a page has."""

    @property
    def code(self) -> str:
        """Its name in the address."""

    @property
    def title(self) -> str:
        """Code of what it is called."""


P = TypeVar("P", bound=Named)


def chosen(parts: Sequence[P], search: str | None) -> P:
    """The part that an address asks for; the first when it names none that exists."""
    named = state.one(search, state.PART)
    return next((part for part in parts if part.code == named), parts[0])


def part_choice(text: Words, parts: Sequence[Named], search: str) -> Component:
    """Choose which part of a page to look at; the address remembers it, but for the first."""
    choice = dmc.RadioGroup(
        html.Div([dmc.Radio(value=part.code, label=text.t(part.title)) for part in parts]),
        id=ids.PART, label=text.t("missing.part"), value=chosen(parts, search).code,
        className="part-choice",
    )  # fmt: skip
    return html.Div([choice, dcc.Store(id=ids.PART_CODES, data=[part.code for part in parts])])


def register(app: Dash) -> None:
    """Connect the choice and the address, on whichever page has parts."""
    in_browser(
        app,
        "turnTo",
        Output(ids.URL, "search", allow_duplicate=True),
        Input(ids.PART, "value"),
        State(ids.PART_CODES, "data"),
    )
    in_browser(
        app,
        "turnedTo",
        Output(ids.PART, "value"),
        Input(ids.URL, "search"),
        State(ids.PART_CODES, "data"),
        State(ids.PART, "value"),
    )
