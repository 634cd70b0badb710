"""Versjoner: every version of a dataset, what differs between two, and the last things that were done."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import dash_mantine_components as dmc
from dash import Dash, Input, Output, State, html
from dash.exceptions import PreventUpdate

from dashboard import state
from dashboard.components import data_ids, ids
from dashboard.components.attributes import attr
from dashboard.components.errors import safely
from dashboard.components.icons import icon
from dashboard.components.pieces import empty
from dashboard.components.table import Cell, table
from dashboard.pages import data_address
from dashboard.pages.data_address import PAGE
from dashboard.pages.data_difference import difference
from dashboard.pages.data_said import command, when
from dashboard.pages.here import here
from matchmaker.kernel.errors import Message
from matchmaker.services.committing import list_versions
from matchmaker.services.comparing import MOST_ROWS_SHOWN, compare_versions
from matchmaker.services.history import history

if TYPE_CHECKING:
    from dash.development.base_component import Component

    from dashboard.pages.answers import Answers
    from dashboard.texts import Words
    from matchmaker.services.committing import VersionInfo
    from matchmaker.services.history import History

MOST_LISTED: Final = 50
"""Versions, and steps, in a list; the newest come first."""
_STATES: Final = {
    "gjort": ("check", "step_state.gjort"), "angret": ("undo", "step_state.angret"),
    "forbi": ("minus", "step_state.forbi"),
}  # fmt: skip


def section(text: Words, _search: str, _answers: Answers) -> Component:
    """Make the part; what it shows is filled in."""
    return html.Section(
        [
            html.H2(text.t("versions.title"), tabIndex=-1),
            html.Div(id=data_ids.VERSIONS),
            html.Div(id=data_ids.DIFFERENCE, className="results",
                     **attr({"data-loading": text.t("versions.comparing"), "aria-live": "polite"})),
            html.Details([html.Summary(text.t("steps.title")), html.Div(id=data_ids.STEPS)]),
        ],
        id=data_ids.VERSIONS_PART, className="part",
    )  # fmt: skip


def register(app: Dash, answers: Answers) -> None:
    """Connect the part."""

    @app.callback(
        Output(data_ids.VERSIONS, "children"),
        Output(data_ids.STEPS, "children"),
        Input(ids.URL, "search"),
        Input(ids.CHANGED, "data"),
        State(ids.URL, "pathname"),
    )
    def show(search: str | None, _changed: int | None, pathname: str) -> tuple[Component, Component]:
        text = here(PAGE, pathname)
        return (
            safely(text, lambda: versions(text, search, answers)),
            safely(text, lambda: steps(text, history(answers.workspace))),
        )

    @app.callback(
        Output(data_ids.DIFFERENCE, "children"), Input(ids.URL, "search"), State(ids.URL, "pathname")
    )
    def compare(search: str | None, pathname: str) -> Component:
        text = here(PAGE, pathname)
        return safely(text, lambda: compared(text, search, answers))

    @app.callback(
        Output(ids.TO_ADDRESS, "data", allow_duplicate=True),
        Input(data_ids.COMPARE, "n_clicks"),
        State(data_ids.OLDER, "value"),
        State(data_ids.NEWER, "value"),
        State(ids.URL, "search"),
        State(ids.URL, "pathname"),
        prevent_initial_call=True,
    )
    def choose(clicks: int | None, older: str, newer: str, search: str | None, pathname: str) -> state.Move:
        here(PAGE, pathname)
        if not clicks or not older or not newer:
            raise PreventUpdate
        return state.move(search, state.changed(search, data_address.VERSIONS, f"{older}-{newer}"))


def _dataset(search: str | None, answers: Answers) -> str:
    name = state.one(search, state.DATASET) or answers.first_dataset()
    return answers.workspace.split(name)[0]


def versions(text: Words, search: str | None, answers: Answers) -> Component:
    """List the versions of the dataset of an address, the newest first."""
    dataset = _dataset(search, answers)
    if not dataset or answers.workspace.version(dataset) is None:
        return empty(text.t("versions.none"), html.P(text.t("versions.none_hint")))
    found = list_versions(answers.workspace, dataset)
    newest = found[::-1][:MOST_LISTED]
    headers = [
        text.t("versions.number"),
        text.t("versions.when"),
        text.t("versions.who"),
        text.t("versions.what"),
    ]
    caption = text.t("versions.caption", shown=len(newest), all=len(found))
    return html.Div(
        [
            table(caption, headers, [_version(text, one) for one in newest]),
            *([_choice(text, found, search)] if len(found) > 1 else []),
            command(text, "versions", (dataset,)),
        ],
        className="data-list",
    )  # fmt: skip


def _version(text: Words, one: VersionInfo) -> list[Cell]:
    same = text.t("versions.same_as", version=one.same_as) if one.same_as else ""
    done = text.say(one.step) if one.step else "–"
    tag = [" ", html.Span([icon("undo"), same], className="tag")] if same else []
    return [str(one.number), when(text, one.at), one.author, [done, *tag]]


def _choice(text: Words, found: tuple[VersionInfo, ...], search: str | None) -> html.Div:
    numbers = [str(one.number) for one in found[::-1]]
    options = [{"value": one, "label": text.t("versions.version", number=int(one))} for one in numbers]
    chosen = data_address.compared(search) or (found[-2].number, found[-1].number)

    def picker(which: str, label: str, value: int) -> dmc.Select:
        return dmc.Select(
            id=which, label=label, data=options, value=str(value), allowDeselect=False, size="md",
            withScrollArea=False, comboboxProps={"transitionProps": {"duration": 0}, "shadow": "md"},
        )  # fmt: skip

    return html.Div(
        [
            picker(data_ids.OLDER, text.t("versions.from"), chosen[0]),
            picker(data_ids.NEWER, text.t("versions.to"), chosen[1]),
            html.Button(
                [icon("swap"), html.Span(text.t("versions.compare"))], id=data_ids.COMPARE, type="button",
                className="button plain", **attr({"data-then": data_ids.OLDER}),
            ),
        ],
        className="version-choice", role="group", **attr({"aria-label": text.t("versions.compare")}),
    )  # fmt: skip


def compared(text: Words, search: str | None, answers: Answers) -> Component:
    """Show what differs between the two versions of an address; nothing when it names none."""
    pair = data_address.compared(search)
    dataset = _dataset(search, answers)
    if pair is None or answers.workspace.version(dataset) is None:
        return html.Div()
    found = compare_versions(answers.workspace, dataset, *pair)
    return html.Div(
        [
            html.H3(text.t("versions.difference", older=pair[0], newer=pair[1])),
            *difference(text, found, MOST_ROWS_SHOWN),
            command(text, "diff", (dataset, *map(str, pair))),
        ]
    )


def steps(text: Words, done: History) -> Component:
    """List the last things that were done in the workspace, the newest first."""
    if not done.steps:
        return html.P(text.t("steps.none"), className="muted")
    newest = done.steps[::-1][:MOST_LISTED]
    headers = [
        text.t("versions.when"),
        text.t("versions.who"),
        text.t("versions.what"),
        text.t("steps.state"),
    ]
    rows: list[list[Cell]] = [
        [when(text, one.at), one.author, text.say(one.name), _state(text, one.state)] for one in newest
    ]
    return html.Div(
        [
            table(text.t("steps.caption", shown=len(newest), all=len(done.steps)), headers, rows),
            command(text, "history", (), "--last", str(MOST_LISTED)),
        ],
        className="data-list",
    )


def _state(text: Words, which: str) -> list[Any]:
    picture, code = _STATES[which]
    return [icon(picture), " ", text.say(Message(code))]
