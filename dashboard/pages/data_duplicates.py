"""Dobbeltføringer: rows that may be one and the same actor, for somebody to merge or to keep apart."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, TypeAlias

import dash_mantine_components as dmc
from dash import ALL, Dash, Input, Output, State, ctx, dcc, html
from dash.exceptions import PreventUpdate

from dashboard import state
from dashboard.components import data_ids, ids
from dashboard.components.attributes import attr
from dashboard.components.errors import error_box, safely
from dashboard.components.icons import icon
from dashboard.components.pressed import pressed
from dashboard.components.table import table
from dashboard.pages import choices, data_address
from dashboard.pages.data_address import PAGE
from dashboard.pages.data_fields import label
from dashboard.pages.data_said import bumped, command, signature, told
from dashboard.pages.here import here
from matchmaker.kernel.errors import MatchmakerError
from matchmaker.services import labels
from matchmaker.services.duplicates import find_duplicates, merge, say_different
from matchmaker.services.editing import list_rows, row_texts

if TYPE_CHECKING:
    from dash.development.base_component import Component

    from dashboard.pages.answers import Answers
    from dashboard.texts import Words
    from matchmaker.services.duplicates import MergeResult, Suggestion
    from matchmaker.services.kept import KeptWorkspace

Shown: TypeAlias = "dict[str, Any] | None"
MOST_SHOWN: Final = 20
"""Suggestions shown at a time; the next come when these are decided."""
_SURE, _LIKELY = 0.95, 0.8
_SIDE_BY_SIDE: Final = ("contributions", "ties", "involvements", "roles")


def section(text: Words, search: str, answers: Answers) -> Component:
    """Make the part; nothing is looked for before somebody asks."""
    dataset = state.one(search, state.DATASET) or answers.first_dataset()
    return html.Section(
        [
            html.H2(text.t("duplicates.title"), tabIndex=-1),
            html.P(text.t("duplicates.lead"), className="muted"),
            _look(text, search),
            dcc.Store(id=data_ids.DUPLICATES_SHOWN),
            html.Div(id=data_ids.DUPLICATES_TOLD, className="told"),
            html.Div(id=data_ids.DUPLICATES, className="results",
                     **attr({"data-loading": text.t("duplicates.looking")})),
            command(text, "duplicates", (dataset,)),
        ],
        id=data_ids.DUPLICATES_PART, className="part",
    )  # fmt: skip


def _look(text: Words, search: str) -> html.Div:
    address = state.changed(search, data_address.DUPLICATES, data_address.SHOWN)
    change = f'{{"{data_address.DUPLICATES}": "{data_address.SHOWN}"}}'
    return html.Div(
        html.A(
            [icon("spark"), html.Span(text.t("duplicates.look"))],
            href=state.href(text.language, PAGE, address), className="button plain",
            **attr({"data-change": change}),
        )
    )  # fmt: skip


def register(app: Dash, answers: Answers) -> None:
    """Connect the part: the address says whether to look, each decision has it looked anew."""

    @app.callback(
        Output(data_ids.DUPLICATES, "children"),
        Output(data_ids.DUPLICATES_SHOWN, "data"),
        Input(ids.URL, "search"),
        Input(ids.CHANGED, "data"),
        State(ids.URL, "pathname"),
        State(data_ids.DUPLICATES_SHOWN, "data"),
    )
    def look(
        search: str | None, _changed: int | None, pathname: str, shown: Shown
    ) -> tuple[Component | list[Component], Shown]:
        text = here(PAGE, pathname)
        if state.one(search, data_address.DUPLICATES) != data_address.SHOWN:
            return [], None
        dataset = state.one(search, state.DATASET) or answers.first_dataset()
        moved = [event["prop_id"] for event in ctx.triggered] == [f"{ids.URL}.search"]
        if shown and moved and shown["dataset"] == dataset:
            raise PreventUpdate  # another part of the address has changed
        version = choices.readable(lambda: answers.workspace.version(dataset), None)
        told_of = {"dataset": dataset, "version": version or 0}
        return safely(text, lambda: suggestions(text, answers.workspace, dataset)), told_of

    @app.callback(
        Output(data_ids.DUPLICATES_TOLD, "children"),
        Output(ids.TO_CHANGED, "data", allow_duplicate=True),
        Input(data_ids.pair(ALL, ALL, ALL), "n_clicks"),
        State(data_ids.stays(ALL, ALL), "value"),
        State(data_ids.stays(ALL, ALL), "id"),
        State(data_ids.DUPLICATES_SHOWN, "data"),
        State(ids.AUTHOR, "data"),
        State(ids.CHANGED, "data"),
        State(ids.URL, "pathname"),
        prevent_initial_call=True,
    )
    def decide(
        _clicks: list[int | None], chosen: list[str], pairs: list[dict[str, str]], shown: Shown,
        author: str | None, changed: int | None, pathname: str,
    ) -> tuple[Component, int]:  # fmt: skip
        text = here(PAGE, pathname)
        which = pressed()
        if which is None or not shown:
            raise PreventUpdate
        one, other = which["one"], which["other"]
        stays = {(pair["one"], pair["other"]): value for pair, value in zip(pairs, chosen, strict=True)}
        keep = stays.get((one, other), one)
        where = (str(shown["dataset"]), int(shown["version"]))
        count = bumped(changed)
        who = signature(text, author)
        if which["decision"] == "merge":
            goes = other if keep == one else one
            return merged(text, answers.workspace, where, (keep, goes), who, str(count)), count
        return kept_apart(text, answers.workspace, where[0], (one, other), who, str(count)), count


def merged(
    text: Words,
    workspace: KeptWorkspace,
    where: tuple[str, int],
    pair: tuple[str, str],
    author: str,
    key: str,
) -> Component:
    """Merge two actors and tell what could not be kept; *where* is the dataset and the version shown."""
    dataset, _ = workspace.split(where[0])
    stays, goes = pair
    try:
        names = _names(workspace, dataset, pair)
        result = merge(workspace, dataset, stays, goes, author, where[1])
    except MatchmakerError as error:
        return error_box(text, error)
    title = text.t("duplicates.merged", goes=names[1], stays=names[0], version=result.committed.version)
    return told(title, *_dropped(text, result), key=f"merged {key}")


def _names(workspace: KeptWorkspace, dataset: str, pair: tuple[str, str]) -> list[str]:
    return [row_texts(workspace, dataset, "actors", (one,))["navn"] for one in pair]


def _dropped(text: Words, result: MergeResult) -> list[Component]:
    if not result.dropped:
        return [html.P(text.t("duplicates.nothing_lost"))]
    return [
        html.P(text.t("duplicates.lost")), html.Ul([html.Li(text.say(one)) for one in result.dropped]),
    ]  # fmt: skip


def kept_apart(
    text: Words, workspace: KeptWorkspace, dataset: str, pair: tuple[str, str], author: str, key: str
) -> Component:
    """Remember that two actors are not one, and say so."""
    dataset, _ = workspace.split(dataset)
    try:
        names = _names(workspace, dataset, pair)
        say_different(workspace, dataset, *pair, author)
    except MatchmakerError as error:
        return error_box(text, error)
    return told(text.t("duplicates.apart", one=names[0], other=names[1]), key=f"apart {key}")


def suggestions(text: Words, workspace: KeptWorkspace, dataset: str) -> Component:
    """Look for what may be written twice, and show it side by side."""
    found = find_duplicates(workspace, dataset)
    count = len(found.suggestions)
    said = text.t("duplicates.found", count=count) if count else text.t("duplicates.none_found")
    more = [html.P(text.t("duplicates.first", shown=MOST_SHOWN))] if count > MOST_SHOWN else []
    refused = [html.P(text.t("duplicates.refused_before", count=found.refused))] if found.refused else []
    return html.Div(
        [
            html.P(html.Strong(said), role="status"), *more, *refused,
            html.Ul([html.Li(_card(text, workspace, dataset, one)) for one in found.suggestions[:MOST_SHOWN]],
                    className="pairs"),
        ]
    )  # fmt: skip


def _card(text: Words, workspace: KeptWorkspace, dataset: str, one: Suggestion) -> html.Article:
    reasons = [html.Li(text.say(reason)) for reason in one.reasons]
    title = text.t("duplicates.pair", one=one.names[0], other=one.names[1])
    same = one.names[0] == one.names[1]
    options = [
        dmc.Radio(label=f"{name} ({actor})" if same else name, value=actor)
        for actor, name in zip(one.actors, one.names, strict=True)
    ]
    return html.Article(
        [
            html.Header([html.H3(title), html.P(_likely(text, one.score), className="tag")]),
            html.Ul(reasons, className="why"),
            _side_by_side(text, workspace, dataset, one),
            dmc.RadioGroup(
                options, id=data_ids.stays(*one.actors), value=one.keep, label=text.t("duplicates.who_stays"),
                description=text.t("duplicates.who_stays_help"), className="check-list",
            ),
            html.Div(
                [_button(text, "merge", one), _button(text, "different", one)], className="data-buttons"
            ),
        ],
        className="card pair-card",
    )  # fmt: skip


def _likely(text: Words, score: float) -> str:
    share = text.percent(score)
    if score >= _SURE:
        return text.t("duplicates.very_likely", share=share)
    return (
        text.t("duplicates.likely", share=share)
        if score >= _LIKELY
        else text.t("duplicates.possible", share=share)
    )


def _button(text: Words, decision: str, one: Suggestion) -> html.Button:
    said, look, picture = {
        "merge": (text.t("duplicates.merge"), "primary", "check"),
        "different": (text.t("duplicates.different"), "plain", "minus"),
    }[decision]
    names = text.t("duplicates.pair", one=one.names[0], other=one.names[1])
    return html.Button(
        [icon(picture), html.Span(said)], id=data_ids.pair(decision, *one.actors), type="button",
        className=f"button {look}",
        **attr({"aria-label": f"{said}: {names}"}),
    )  # fmt: skip


def _side_by_side(text: Words, workspace: KeptWorkspace, dataset: str, one: Suggestion) -> Component:
    """What the two say differently, and how much hangs on each."""
    two = [row_texts(workspace, dataset, "actors", (actor,)) for actor in one.actors]
    rows: list[list[Any]] = []
    for header in dict.fromkeys([*two[0], *two[1]]):
        said = [row.get(header, "") for row in two]
        if said[0] != said[1]:
            shown = [_value(text, header, value) for value in said]
            rows.append(
                [text.t("duplicates.id") if header == "id" else label(text, "actors", header), *shown]
            )
    for name in _SIDE_BY_SIDE:
        counts = [len(list_rows(workspace, dataset, name, actor)) for actor in one.actors]
        if any(counts):
            rows.append([labels.table_title(name), *(text.show(count) for count in counts)])
    return table(text.t("duplicates.differs"), [text.t("duplicates.field"), *one.names], rows)


def _value(text: Words, header: str, value: str) -> str:
    if not value:
        return text.t("data.unknown")
    return f"{labels.place(value)} ({value})" if header == "kommune" else value
