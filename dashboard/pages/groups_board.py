"""The desk of a seating: undo, repair and files, the round, the groups, and what a change costs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import dash_mantine_components as dmc
from dash import ALL, Dash, Input, Output, State, ctx, dcc, html, no_update
from dash.exceptions import PreventUpdate

from dashboard.components import group_ids as ids
from dashboard.components import ids as common
from dashboard.components.attributes import attr
from dashboard.components.errors import safely
from dashboard.components.group_card import group_card
from dashboard.components.group_words import Names
from dashboard.components.icons import icon
from dashboard.components.leaves import turned_to
from dashboard.components.pieces import announcement, callout, command_box, notes
from dashboard.groups_state import KEPT, groups_query, shown
from dashboard.pages.browser import in_browser
from dashboard.pages.data_said import announce
from dashboard.pages.groups_body import View, above, below, groups, leaf_of, look_of
from dashboard.pages.groups_cost import Called, aloud, cost_of, told
from dashboard.pages.groups_desk import base_data, read_desk
from dashboard.pages.groups_form import Offer
from dashboard.pages.groups_questions import questions
from dashboard.pages.groups_steps import read, written
from dashboard.pages.here import here
from dashboard.pages.together import watch
from matchmaker.services.groups_request import GroupsRequest
from matchmaker.services.groups_spelling import repeating, spell

if TYPE_CHECKING:
    from dash.development.base_component import Component

    from dashboard.pages.answers import Answers
    from dashboard.pages.groups_answers import Standing
    from dashboard.pages.groups_body import Leaf
    from dashboard.pages.groups_desk import Desk
    from dashboard.texts import Words
    from matchmaker.services.groups_request import GroupSeats


def board(text: Words, answers: Answers, search: str, base: Standing) -> Component:
    """Show a seating to work with.

    Parameters
    ----------
    text, answers
        As everywhere.
    search
        Address of the seating.
    base
        The seating before anything was changed.
    """
    split = base.split
    version = (
        base.version if base.version is not None else answers.workspace.version(base.request.dataset) or 0
    )
    register = answers.workspace.dataset(base.request.dataset).register
    offer, names = Offer(register, base.request), Names(text, register)
    repeat = repeating(base.request, split.tries, split.done) if split.cancelled else base.request
    as_told = ("--as-told",) if shown(search) == KEPT else ()
    return html.Div(
        [
            announcement(text.t("groups.announce", people=split.people, groups=len(split.rounds[0].groups),
                                rounds=len(split.rounds))),
            dcc.Store(id=ids.BASE, data=base_data(search, version)),
            dcc.Store(id=ids.ASKED),
            dcc.Store(id=ids.CHOSEN),
            dcc.Store(id=ids.LEAF, data=0),
            dcc.Store(id=ids.DRAWN),
            dcc.Store(id=ids.DRAWING),
            watch(ids.WATCH, ids.LOOK),
            html.Div([html.P([icon("scale"), html.Strong(text.say(split.heading))], className="banner"),
                      *([html.Span(text.t("groups.synthetic"), className="tag")] if split.synthetic else [])],
                     className="group-head"),
            *([callout(html.P(text.t("groups.cut_short")))] if split.cancelled else []),
            *([callout(html.P(text.t("groups.is_kept", version=version)))] if shown(search) == KEPT
              else replaced(text, answers, base)),
            *questions(text, split, base.request, offer.wishes, names),
            toolbar(text),
            html.Div([_rounds(text, base), _filter(text), _tabled(text)], className="group-view"),
            html.Div(id=ids.TOP),
            html.Div(id=ids.GROUPS, className="group-body"),
            html.Div(id=ids.AFTER, className="group-after"),
            html.Div(id=ids.PANEL, className="panel-slot"),
            *([notes([names.said(note) for note in split.notes])] if split.notes else []),
            command_box(text, spell(repeat, text.language, *as_told)),
            html.P(text.t("groups.command_hint"), className="muted command"),
            html.Div(id=ids.SHEETS, className="print-sheets"),
            dcc.Download(id=ids.FILE),
        ],
        className="group-board",
    )  # fmt: skip


def replaced(text: Words, answers: Answers, base: Standing) -> list[Component]:
    """Say that a seating is kept already, which this one would replace; nothing where none is."""
    if not answers.groups.told(base.request.dataset, base.version):
        return []
    address = groups_query(GroupsRequest(base.request.dataset), KEPT)
    return [
        callout(html.P([text.t("groups.replaces"), " ", html.A(text.t("groups.show_kept"), href=address,
                                                               target="_blank")]))
    ]  # fmt: skip


def toolbar(text: Words) -> html.Div:
    """Make the bar; what the latest change costs stands in it, and is read aloud."""
    ways = [
        _tool(ids.UNDO, "undo", text.t("groups.undo"), "plain", **{"aria-keyshortcuts": "Control+Z"}),
        _tool(ids.REDO, "redo", text.t("groups.redo"), "plain", **{"aria-keyshortcuts": "Control+Y"}),
        _tool(ids.REPAIR, "fit", text.t("groups.repair"), "plain"),
    ]
    files = [
        _tool(ids.PRINT, "grid", text.t("groups.print")),
        _tool(ids.XLSX, "download", text.t("groups.xlsx")),
        _tool(ids.CSV, "download", text.t("groups.csv")),
        _tool(ids.SAVE, "check", text.t("groups.save"), "primary"),
    ]
    return html.Div(
        [
            html.Div([html.Div(ways, className="buttons"), html.Div(files, className="buttons")],
                     className="group-tools", role="group", **attr({"aria-label": text.t("groups.tools")})),
            html.Div(html.P(text.t("groups.how"), className="muted"), id=ids.COST, className="cost-slot"),
            html.Div(id=ids.TOLD, className="cost-slot"),
        ],
        className="group-bar",
    )  # fmt: skip


def _tool(which: str, picture: str, said: str, look: str = "quiet", **more: str) -> html.Button:
    return html.Button([icon(picture), html.Span(said)], id=which, type="button", className=f"button {look}",
                       **attr(more))  # fmt: skip


def _rounds(text: Words, base: Standing) -> dmc.RadioGroup:
    options = [
        dmc.Radio(value=str(part.number), label=text.t("groups.round", number=part.number))
        for part in base.split.rounds
    ]
    return dmc.RadioGroup(
        html.Div(options), id=ids.ROUND, label=text.t("groups.round_choice"), value="1",
        className="part-choice" if len(options) > 1 else "part-choice single",
    )  # fmt: skip


def _filter(text: Words) -> dmc.TextInput:
    return dmc.TextInput(id=ids.FILTER, label=text.t("groups.find"), value="", debounce=250, size="md",
                         className="table-filter", placeholder=text.t("groups.find_hint"))  # fmt: skip


def _tabled(text: Words) -> dmc.Checkbox:
    return dmc.Checkbox(id=ids.TABLE, label=text.t("groups.as_table"), checked=False, size="md")


def cost(text: Words, answers: Answers, desk: Desk, names: Names) -> Component:
    """What the latest change costs, shown and read aloud."""
    steps = desk.steps
    undone = steps.back and bool(steps.undone)
    if not undone and not steps.done:
        return html.P(text.t("groups.how"), className="muted")
    step = steps.undone[-1] if undone else steps.done[-1]
    other = (*steps.done, step) if undone else steps.done[:-1]
    before = answers.groups.after(desk.base, other)
    groups = {g.id: g.name for part in desk.now.split.rounds for g in part.groups}
    called = Called(desk.offer.people, groups, names)
    found = cost_of(text, step, before.split, desk.now.split, called, undone=undone)
    announce(aloud(text, found))
    return told(text, found)


_SEEN: Final = (
    Input(ids.ROUND, "value"), Input(ids.LEAF, "data"), Input(ids.FILTER, "value"),
    Input(ids.TABLE, "checked"),
)  # fmt: skip


def register(app: Dash, answers: Answers, page: str) -> None:
    """Connect the desk."""
    _register_steps(app)
    _register_view(app)

    @app.callback(
        Output(ids.card(ALL), "children"),
        *[Output(which, "children") for which in (ids.GROUPS, ids.TOP, ids.AFTER, ids.COST)],
        Output(ids.DRAWN, "data"),
        Output(ids.UNDO, "aria-disabled"),
        Output(ids.REDO, "aria-disabled"),
        Input(ids.DRAWING, "data"),
        State(ids.BASE, "data"),
        State(ids.DRAWN, "data"),
        State(common.URL, "pathname"),
        prevent_initial_call=True,
    )
    def draw(asked: Any, base: Any, drawn: object, pathname: str) -> tuple[Any, ...]:  # noqa: ANN401
        text = here(page, pathname)
        if not isinstance(asked, dict):
            raise PreventUpdate
        anew, *rest = drawing(text, answers, base, asked, None if asked.get("whole") else drawn)
        return [anew.get(one["id"]["group"], no_update) for one in ctx.outputs_list[0]], *rest


def view_of(seen: object) -> View:
    """What is looked at, as the browser says it."""
    number, leaf, wanted, table = (
        seen if isinstance(seen, list) and len(seen) == len(_SEEN) else (1, 0, "", 0)
    )
    return View(int(number or 1), str(wanted or ""), int(leaf or 0), bool(table))


def drawing(
    text: Words,
    answers: Answers,
    base: Any,  # noqa: ANN401 - as it comes from the browser
    asked: dict[str, Any],
    drawn: object,
) -> tuple[Any, ...]:
    """Draw a seating: single cards by group, all groups, what stands above and below, the cost, and so on.

    Where the same groups are on the screen already, only those that look otherwise are drawn anew, and all
    of them as a list are left as they are.

    Parameters
    ----------
    text, answers
        As everywhere.
    base
        Where the seating began, as the browser holds it.
    asked
        The steps since, what is looked at, and the mark of this question.
    drawn
        What is on the screen, as this function told it; ``None`` when nothing is.
    """
    data, view = asked.get("steps"), view_of(asked.get("view"))
    steps = read(data, base["search"] if isinstance(base, dict) else "")
    shut = ("false" if steps.done else "true", "false" if steps.undone else "true")
    made: list[Any] = []

    def build() -> Component:
        desk = read_desk(answers, base, data)
        names, split = Names(text, desk.register), desk.now.split
        leaf = leaf_of(split, view)
        look = look_of(split, view, leaf, names)
        changed = _changed(answers, desk, view, leaf, drawn)
        cards = {group.id: group_card(text, group, look) for group in changed or ()}
        made.extend((
            cards, groups(text, leaf, look) if changed is None else no_update,
            below(text, split, view, leaf, look), cost(text, answers, desk, names),
            {"at": asked.get("at"), "view": _seen(view), "steps": written(desk.steps),
             "version": desk.base.version},
        ))  # fmt: skip
        return html.Div(above(text, split, look, desk.offer.everybody))

    top = safely(text, build)
    cards, anew, *rest = made or [{}, "", "", "", {"at": asked.get("at")}]
    return cards, anew, top, *rest, *shut


def _seen(view: View) -> list[Any]:
    return [view.round, view.folded, view.leaf]


def _changed(
    answers: Answers, desk: Desk, view: View, leaf: Leaf, drawn: object
) -> tuple[GroupSeats, ...] | None:
    """Groups to be drawn anew; ``None`` when all of them are."""
    if not isinstance(drawn, dict) or drawn.get("view") != _seen(view):
        return None
    before = read(drawn.get("steps"), desk.steps.search)
    if written(before) != drawn.get("steps") or drawn.get("version") != desk.base.version:
        return None
    return leaf.changed(leaf_of(answers.groups.after(desk.base, before.done).split, view))


def _register_steps(app: Dash) -> None:
    pressed = (Input(ids.UNDO, "n_clicks"), Input(ids.REDO, "n_clicks"), Input(ids.REPAIR, "n_clicks"))
    in_browser(
        app, "steps", Output(ids.STEPS, "data"), Input(ids.ASKED, "data"), *pressed,
        Input(ids.back(ALL), "n_clicks"), State(ids.STEPS, "data"), State(ids.BASE, "data"),
    )  # fmt: skip
    in_browser(
        app, "draw", Output(ids.DRAWING, "data"), Input(ids.STEPS, "data"), *_SEEN,
        Input(ids.BASE, "data"), Input(ids.DRAWN, "data"), State(ids.DRAWING, "data"),
    )  # fmt: skip


def _register_view(app: Dash) -> None:
    @app.callback(
        Output(ids.LEAF, "data"),
        Input(ids.turn(ALL), "n_clicks"),
        Input(ids.FILTER, "value"),
        Input(ids.ROUND, "value"),
        State(ids.LEAF, "data"),
        prevent_initial_call=True,
    )
    def leaf(_clicks: list[int | None], _wanted: str, _round: str, number: int) -> int:
        return turned_to(number or 0)
