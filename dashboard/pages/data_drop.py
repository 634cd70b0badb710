"""Where a file is dropped, and the drafts that wait."""

from __future__ import annotations

import binascii
from base64 import b64decode
from typing import TYPE_CHECKING, Final

import dash_mantine_components as dmc
from dash import ALL, Dash, Input, Output, State, dcc, html, no_update
from dash.exceptions import PreventUpdate

from dashboard import state
from dashboard.components import ids
from dashboard.components.attributes import attr
from dashboard.components.errors import error_box, safely
from dashboard.components.icons import icon
from dashboard.components.pieces import go_button, section
from dashboard.components.pressed import pressed
from dashboard.pages.data_said import announce, bumped, signature, when
from dashboard.pages.here import here
from matchmaker.kernel.errors import MatchmakerError
from matchmaker.services import drafts, dropping

if TYPE_CHECKING:
    from typing import Any

    from dash.development.base_component import Component

    from dashboard.pages.answers import Answers
    from dashboard.texts import Words
    from matchmaker.services.drafts import DraftInfo
    from matchmaker.services.dropping import DropRequest

PAGE = "aktorer-og-data"
MOST_MEGABYTES: Final = 20
"""Largest file, in millions of bytes; the browser turns larger ones away before they are sent."""
ENDINGS = ".xlsx,.xlsm,.csv,.tsv,.txt"


def drop_zone(text: Words, answers: Answers) -> Component:
    """Make the place where a file is dropped, with what may be said about it beforehand."""
    names = sorted({info.name for info in answers.datasets()})
    return section(
        text.t("drop.title"),
        html.Div(
            [
                html.Div(
                    dcc.Upload(
                        html.Div(
                            [
                                icon("upload"),
                                html.P(text.t("drop.here"), className="drop-text"),
                                html.Button(
                                    text.t("drop.choose"), type="button", className="button primary",
                                    id=ids.DROP_BUTTON,
                                ),
                                html.P(text.t("drop.kinds", most=MOST_MEGABYTES), className="muted small"),
                            ],
                            className="drop-inside",
                        ),
                        id=ids.DROP, accept=ENDINGS, className="drop", className_active="drop over",
                        style={}, style_active={}, style_reject={},
                    ),
                    className="drop-frame",
                    **attr({
                        "data-most-bytes": str(MOST_MEGABYTES * 1_000_000),
                        "data-too-large": text.t("drop.too_large", most=MOST_MEGABYTES),
                        "data-wrong-kind": text.t("drop.wrong_kind"),
                        "data-endings": ENDINGS,
                    }),
                ),
                html.Div(
                    [
                        html.H3(text.t("drop.about")),
                        dmc.Autocomplete(
                            id=ids.DROP_NAME, label=text.t("drop.name"), description=text.t("drop.name_hint"),
                            data=names, size="md", value="", inputProps={"maxLength": 60},
                            comboboxProps={"transitionProps": {"duration": 0}, "shadow": "md"},
                        ),
                        dmc.TextInput(
                            id=ids.DROP_PLACE, label=text.t("drop.place"),
                            description=text.t("drop.place_hint"), size="md", value="",
                            inputProps={"maxLength": 60},
                        ),
                        dmc.Checkbox(
                            id=ids.DROP_CONTACTS, label=text.t("drop.contacts"),
                            description=text.t("drop.contacts_hint"), checked=False,
                        ),
                    ],
                    className="form panel",
                    role="group",
                    **attr({"aria-label": text.t("drop.about")}),
                ),
            ],
            className="drop-and-form",
        ),
    )  # fmt: skip


def waiting(text: Words, answers: Answers) -> Component:
    """List the drafts that wait, each to be opened or thrown away; nothing when there are none."""
    found = drafts.list_drafts(answers.workspace)
    if not found:
        return html.Div()
    items = [_waiting(text, one) for one in reversed(found)]
    return section(text.t("drafts.title"), html.Ul(items, className="drafts"))


def _waiting(text: Words, one: DraftInfo) -> html.Li:
    search = state.query([(state.DATASET, one.dataset), (state.DRAFT, one.id)])
    name = text.t("drafts.of", draft=one.id, dataset=one.dataset)
    by = text.t("undo.by", who=one.author, when=when(text, one.at))
    return html.Li(
        [
            html.Div([html.Strong(name), html.Span(by, className="muted small")]),
            html.Div(
                [
                    go_button(f"open-{one.id}", search, text.t("drafts.open"), look="plain",
                              **{"aria-label": f"{text.t('drafts.open')}: {name}"}),
                    html.Button(
                        [icon("trash"), html.Span(text.t("drafts.throw"))], id=ids.throw(one.id),
                        type="button", className="button quiet",
                        **attr({"aria-label": f"{text.t('drafts.throw')}: {name}",
                                "data-confirm": text.t("drafts.throw_again"), "data-keep": "drafts"}),
                    ),
                ],
                className="row-buttons",
            ),
        ],
        className="panel draft-row",
    )  # fmt: skip


def request_of(
    text: Words, file: str, contents: str, about: tuple[str | None, str | None, bool | None],
    author: str | None,
) -> DropRequest:  # fmt: skip
    """Read what the browser sent.

    Parameters
    ----------
    text
        The words.
    file
        The file's name.
    contents
        The file as the browser writes it: a head, a comma and base64.
    about
        Name of the dataset, municipality of an ordinary list, and whether contact details are kept.
    author
        Who drops it.

    What is no base64 is an empty file, which the reader refuses.
    """
    try:
        content = b64decode(contents.partition(",")[2], validate=True)
    except (binascii.Error, ValueError):
        content = b""
    name, place, contacts = about
    return dropping.DropRequest(
        file=file, content=content, author=signature(text, author), dataset=(name or "").strip(),
        municipality=(place or "").strip() or None, keep_contacts=bool(contacts),
    )  # fmt: skip


def register(app: Dash, answers: Answers) -> None:
    """Connect the drop zone and the list of drafts."""

    @app.callback(
        Output(ids.TO_ADDRESS, "data", allow_duplicate=True),
        Output(ids.TO_CHANGED, "data", allow_duplicate=True),
        Output(ids.TOLD, "children", allow_duplicate=True),
        Output(ids.DROP, "contents"),
        Input(ids.DROP, "contents"),
        State(ids.DROP, "filename"),
        State(ids.DROP_NAME, "value"),
        State(ids.DROP_PLACE, "value"),
        State(ids.DROP_CONTACTS, "checked"),
        State(ids.AUTHOR, "data"),
        State(ids.CHANGED, "data"),
        State(ids.URL, "search"),
        State(ids.URL, "pathname"),
        prevent_initial_call=True,
    )
    def drop(*given: object) -> tuple[Any, ...]:
        values: tuple[Any, ...] = given
        contents, file, name, place, contacts, author, changed, search, pathname = values
        text = here(PAGE, pathname)
        if not contents or not file:
            raise PreventUpdate
        try:
            request = request_of(text, file, contents, (name, place, contacts), author)
            view = dropping.drop_file(answers.workspace, request)
        except MatchmakerError as error:
            return no_update, changed, error_box(text, error), None
        announce(text.t("drop.done", file=file, count=view.errors))
        return state.move(search, draft_address(view)), bumped(changed), "", None

    @app.callback(
        Output(ids.DRAFTS, "children"),
        Input(ids.CHANGED, "data"),
        Input(ids.URL, "search"),
        State(ids.URL, "pathname"),
    )
    def show(_changed: int | None, _search: str | None, pathname: str) -> Component:
        text = here(PAGE, pathname)
        return safely(text, lambda: waiting(text, answers))

    @app.callback(
        Output(ids.TO_CHANGED, "data", allow_duplicate=True),
        Input(ids.throw(ALL), "n_clicks"),
        State(ids.CHANGED, "data"),
        State(ids.URL, "pathname"),
        prevent_initial_call=True,
    )
    def throw(_clicks: list[int | None], changed: int | None, pathname: str) -> int:
        text = here(PAGE, pathname)
        which = pressed()
        if which is None:
            raise PreventUpdate
        drafts.discard(answers.workspace, which["draft"])
        announce(text.t("drafts.thrown", draft=which["draft"]))
        return bumped(changed)


def draft_address(view: drafts.DraftView) -> str:
    """Return the query that opens a draft, at the first sheet with something to mend."""
    draft = view.draft
    faulty = next((one.sheet for one in view.problems if one.sheet), None)
    return state.query([(state.DATASET, draft.dataset), (state.DRAFT, draft.id), (state.SHEET, faulty)])
