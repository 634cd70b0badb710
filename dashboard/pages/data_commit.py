"""The end of a draft: what would change, keep it as a version, or throw it away."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dash import Dash, Input, Output, State, html, no_update
from dash.exceptions import PreventUpdate

from dashboard import state
from dashboard.components import ids
from dashboard.components.attributes import attr
from dashboard.components.errors import error_box
from dashboard.components.icons import icon
from dashboard.components.pieces import callout, section
from dashboard.components.pressed import pressed
from dashboard.pages.data_difference import difference
from dashboard.pages.data_said import announce, bumped, command, dated, signature, told, when
from dashboard.pages.here import here
from matchmaker.kernel.errors import InputError, MatchmakerError, Message
from matchmaker.services import drafts
from matchmaker.services.committing import list_versions

if TYPE_CHECKING:
    from dash.development.base_component import Component

    from dashboard.pages.answers import Answers
    from dashboard.texts import Words
    from matchmaker.services.committing import CommitResult
    from matchmaker.services.comparing import SheetCounts
    from matchmaker.services.drafts import DraftView

PAGE = "aktorer-og-data"


def ending(text: Words, answers: Answers, view: DraftView) -> list[Component]:
    """Show what would change and the two ways out of a draft."""
    found = view.difference
    parts: list[Component] = []
    if found is not None:
        against = text.t("difference.against", number=found.base) if found.base else ""
        parts.append(
            section(
                text.t("difference.title"),
                *([html.P(against, className="muted")] if against else []),
                *_meanwhile(text, answers, view),
                *difference(text, found),
            )
        )
    source = view.draft.sheets.source or f"{view.draft.dataset}.xlsx"
    return [*parts, _buttons(text, view), command(text, "commit", (view.draft.dataset, source))]


def _meanwhile(text: Words, answers: Answers, view: DraftView) -> list[Component]:
    """Say which versions have come since the draft was begun."""
    draft = view.draft
    if not draft.base:
        return []
    later = [one for one in list_versions(answers.workspace, draft.dataset) if one.number > draft.base]
    if not later:
        return []
    items = [
        html.Li(
            text.t("draft.version_by", number=one.number, who=one.author, when=when(text, one.at),
                   step=text.say(one.step) if one.step else "–")
        )
        for one in later
    ]  # fmt: skip
    return [callout(html.P(text.t("draft.meanwhile", base=draft.base)), html.Ul(items), look="warn")]


def reason(text: Words, view: DraftView) -> str:
    """Say why a draft cannot be kept yet; empty when it can."""
    if view.errors:
        return text.t("commit.mend_first", count=view.errors)
    if view.draft.base and view.difference is not None and not view.difference.total:
        return text.t("commit.nothing_new", number=view.difference.base)
    return ""


def _buttons(text: Words, view: DraftView) -> html.Div:
    why = reason(text, view)
    shut = {"aria-disabled": "true"} if why else {}
    return html.Div(
        [
            html.Button(
                [icon("check"), html.Span(text.t("commit.keep"))], id=ids.COMMIT, type="button",
                className="button primary",
                **attr({"aria-describedby": ids.DRAFT_REASON, "data-after-cells": "1", **shut}),
            ),
            html.Button(
                [icon("trash"), html.Span(text.t("commit.discard"))], id=ids.DISCARD, type="button",
                className="button quiet", **attr({"data-confirm": text.t("drafts.throw_again")}),
            ),
            html.P(why or text.t("commit.ready"), id=ids.DRAFT_REASON, className="muted"),
        ],
        className="draft-buttons",
    )  # fmt: skip


def register(app: Dash, answers: Answers) -> None:
    """Connect the two ways out."""

    @app.callback(
        Output(ids.TO_ADDRESS, "data", allow_duplicate=True),
        Output(ids.TO_CHANGED, "data", allow_duplicate=True),
        Output(ids.TOLD, "children", allow_duplicate=True),
        Output(ids.DRAFT_TOLD, "children", allow_duplicate=True),
        Input(ids.COMMIT, "n_clicks"),
        Input(ids.DISCARD, "n_clicks"),
        State(ids.DRAFT_AT, "data"),
        State(ids.AUTHOR, "data"),
        State(ids.CHANGED, "data"),
        State(ids.URL, "search"),
        State(ids.URL, "pathname"),
        prevent_initial_call=True,
    )
    def end(*given: object) -> tuple[Any, ...]:
        values: tuple[Any, ...] = given
        *_, at, author, changed, search, pathname = values
        text = here(PAGE, pathname)
        name, which = state.one(search, state.DRAFT), pressed()
        if which is None or not name or not at or at["draft"] != name:
            raise PreventUpdate
        after = state.query([(state.DATASET, state.one(search, state.DATASET))])
        if which == ids.DISCARD:
            drafts.discard(answers.workspace, name)
            announce(text.t("drafts.thrown", draft=name))
            return state.move(search, after), bumped(changed), "", ""
        how = (at["revision"], signature(text, author), changed)
        return committed(text, answers, name, how, search)


def committed(
    text: Words, answers: Answers, name: str, how: tuple[int, str, Any], search: str | None
) -> tuple[Any, ...]:
    """Keep a draft; gives the address, the count of changes, what to tell, and what went wrong.

    Parameters
    ----------
    text, answers
        As everywhere.
    name
        The draft.
    how
        Its revision, who keeps it, and the count of changes so far.
    search
        The query of the address that it is asked from.
    """
    revision, who, changed = how
    try:
        view = drafts.open_draft(answers.workspace, name)
        if why := reason(text, view):
            announce(why)
            raise PreventUpdate
        result = drafts.commit_draft(answers.workspace, name, revision, who)
    except MatchmakerError as error:
        return no_update, bumped(changed), no_update, _refused(text, answers, name, error)
    reached = state.move(search, state.query([(state.DATASET, result.dataset)]))
    return reached, bumped(changed), _kept(text, result), ""


def _kept(text: Words, result: CommitResult) -> Component:
    rows = [
        html.Li(text.t("commit.sheet", sheet=one.sheet, parts=_parts(text, one))) for one in result.counts
    ]
    title = text.t("commit.done", dataset=result.dataset, number=result.version)
    announce(title)
    return told(title, html.Ul(rows, className="sheet-counts"), key=f"{result.dataset}-{result.version}")


def _parts(text: Words, one: SheetCounts) -> str:
    parts = (
        text.t("commit.added", count=one.added) if one.added else "",
        text.t("commit.changed", count=one.changed) if one.changed else "",
        text.t("commit.removed", count=one.removed) if one.removed else "",
    )
    return ", ".join(filter(None, parts))


def _refused(text: Words, answers: Answers, name: str, error: MatchmakerError) -> Component:
    """Tell what stopped it; when others have been there, who changed what, and the way on."""
    box = error_box(text, error)
    if not isinstance(error, InputError) or error.code != "changed_meanwhile":
        return box
    dataset = drafts.open_draft(answers.workspace, name).draft.dataset
    params = error.params["changes"]
    changes = params if isinstance(params, tuple) else ()
    told_ = [html.Li(text.say(dated(text, one))) for one in changes if isinstance(one, Message)]
    return html.Div(
        [
            html.H3(text.t("conflict.title"), tabIndex=-1, **attr({"data-arrive": f"conflict-{name}"})),
            html.P(text.t("conflict.lead", count=text.show(error.params["count"]))),
            html.Ul(told_),
            html.P(text.t("conflict.kept", draft=name)),
            html.Button(
                [icon("grid"), html.Span(text.t("conflict.anew"))], id=ids.begin_anew(dataset),
                type="button", className="button plain",
            ),
        ],
        className="callout warn",
        role="alert",
    )  # fmt: skip
