"""How an actor is reached: apart from everything that is analysed, in no version, and in no export."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import dash_mantine_components as dmc
from dash import ALL, Dash, Input, Output, State, dcc, html
from dash.exceptions import PreventUpdate

from dashboard.components import data_ids, ids
from dashboard.components.attributes import attr
from dashboard.components.errors import error_box, safely
from dashboard.components.icons import icon
from dashboard.pages import data_address
from dashboard.pages.data_address import PAGE
from dashboard.pages.data_said import signature
from dashboard.pages.here import here
from matchmaker.kernel.errors import MatchmakerError, Message
from matchmaker.services.rights import ContactRequest, change_contacts

if TYPE_CHECKING:
    from dash.development.base_component import Component

    from dashboard.pages.answers import Answers
    from dashboard.texts import Words
    from matchmaker.services.kept import KeptWorkspace

CHANNELS: Final = {
    "epost": Message("channel.epost"), "telefon": Message("channel.telefon"),
    "adresse": Message("channel.adresse"),
}  # fmt: skip
_SOURCE: Final = "kilde"
_APART: Final = "\n"


def slots() -> list[Component]:
    """Make the place where the part stands once an actor is chosen."""
    return [dcc.Store(id=data_ids.CONTACTS_SHOWN), html.Div(id=data_ids.CONTACTS)]


def contacts(text: Words, workspace: KeptWorkspace, dataset: str, actor: str) -> Component:
    """Show how an actor is reached, folded; a dataset that lies as files has no contact details."""
    plain, _ = workspace.split(dataset)
    if workspace.version(plain) is None:
        inside: list[Component] = [html.P(text.t("contacts.keep_first"))]
    else:
        held = change_contacts(workspace.store, ContactRequest(plain, actor, "")).contacts
        values = {one.channel: one.value for one in held}
        fields = [
            dmc.TextInput(
                id=data_ids.contact(channel), label=_capital(text.say(said)), size="md",
                value=values.get(channel, ""), placeholder=text.t("data.unknown"),
            )
            for channel, said in CHANNELS.items()
        ]  # fmt: skip
        source = dmc.TextInput(
            id=data_ids.contact(_SOURCE), label=text.t("contacts.source"), size="md",
            value=next((one.source for one in held if one.source), ""), placeholder=text.t("data.unknown"),
        )  # fmt: skip
        save = html.Button([icon("check"), html.Span(text.t("contacts.save"))], id=data_ids.CONTACTS_SAVE,
                           type="button", className="button plain")  # fmt: skip
        inside = [
            html.Div([*fields, source], className="data-fields"), html.Div(save, className="data-buttons"),
            html.Div(id=data_ids.CONTACTS_TOLD, **attr({"aria-live": "polite"})),
        ]  # fmt: skip
    return html.Details(
        [
            html.Summary(text.t("contacts.title")),
            html.P(text.t("contacts.lead"), className="muted"),
            html.Div(
                inside, className="form data-form", role="group",
                **attr({"aria-label": text.t("contacts.title"), "data-submit": data_ids.CONTACTS_SAVE}),
            ),
        ],
        className="panel contacts",
    )  # fmt: skip


def register(app: Dash, answers: Answers) -> None:
    """Connect the part."""

    @app.callback(
        Output(data_ids.CONTACTS, "children"),
        Output(data_ids.CONTACTS_SHOWN, "data"),
        Input(ids.URL, "search"),
        Input(ids.CHANGED, "data"),
        State(ids.URL, "pathname"),
        State(data_ids.CONTACTS_SHOWN, "data"),
    )
    def show(
        search: str | None, _changed: int | None, pathname: str, shown: str | None
    ) -> tuple[Component | list[Component], str]:
        text = here(PAGE, pathname)
        wish = data_address.wish("actor", search, answers.first_dataset())
        if wish is None or wish.key is None:
            return [], ""
        kept = answers.workspace.version(wish.dataset) is not None
        now = _APART.join((wish.dataset, wish.actor, str(kept)))
        if now == shown:  # what somebody is writing is left alone
            raise PreventUpdate
        return safely(text, lambda: contacts(text, answers.workspace, wish.dataset, wish.actor)), now

    @app.callback(
        Output(data_ids.CONTACTS_TOLD, "children"),
        Input(data_ids.CONTACTS_SAVE, "n_clicks"),
        State(data_ids.contact(ALL), "id"),
        State(data_ids.contact(ALL), "value"),
        State(data_ids.CONTACTS_SHOWN, "data"),
        State(ids.AUTHOR, "data"),
        State(ids.URL, "pathname"),
        prevent_initial_call=True,
    )
    def save(
        clicks: int | None, fields: list[dict[str, str]], values: list[str | None], shown: str | None,
        author: str | None, pathname: str,
    ) -> Component:  # fmt: skip
        text = here(PAGE, pathname)
        if not clicks or not shown:
            raise PreventUpdate
        dataset, actor, _ = shown.split(_APART)
        pairs = zip(fields, values, strict=True)
        written = {field["channel"]: (value or "").strip() for field, value in pairs}
        who = signature(text, author)
        return saved(text, answers.workspace, ContactRequest(dataset, actor, who), written)


def saved(
    text: Words, workspace: KeptWorkspace, request: ContactRequest, written: dict[str, str]
) -> Component:
    """Keep what is written and take away what is emptied; says what was done.

    Parameters
    ----------
    text
        The words.
    workspace
        Where.
    request
        Whose, and who writes; it changes nothing by itself.
    written
        Channel → value, and where it is from under ``kilde``.
    """
    dataset, _ = workspace.split(request.dataset)
    source = written.get(_SOURCE, "")
    try:
        plain = ContactRequest(dataset, request.actor, request.author)
        held = {one.channel: one for one in change_contacts(workspace.store, plain).contacts}
        now = {channel: (one.value, one.source) for channel, one in held.items()}
        new = {channel: written.get(channel, "") for channel in CHANNELS}
        put = tuple((ch, value) for ch, value in new.items() if value and now.get(ch) != (value, source))
        gone = tuple(channel for channel, value in new.items() if not value and channel in held)
        change = ContactRequest(dataset, request.actor, request.author, put, gone, source)
        change_contacts(workspace.store, change)
    except MatchmakerError as error:
        return error_box(text, error)
    done = text.t("contacts.saved") if change.set or change.remove else text.t("data.nothing_changed")
    return html.P([icon("check"), " ", done])


def _capital(said: str) -> str:
    return said[:1].upper() + said[1:]
