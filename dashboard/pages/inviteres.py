"""Hvem bør inviteres?: a wish for a team, and the suggestion with its reasons."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dash import ALL, Dash, Input, Output, State, ctx, dcc, html, no_update
from dash.exceptions import PreventUpdate

from dashboard import state
from dashboard.components import ids
from dashboard.components.attributes import attr
from dashboard.components.errors import safely
from dashboard.components.pickers import challenge_options
from dashboard.components.pieces import empty, heading, link, link_button, loading
from dashboard.pages import (
    choices,
    team_actors,
    team_answer,
    team_describe,
    team_different,
    team_front,
    team_letters,
    team_missed,
    team_needs,
    team_pairs,
    team_parts,
    team_settle,
)
from dashboard.pages.browser import in_browser
from dashboard.pages.choices import readable
from dashboard.pages.filling import asked_store, each, filled
from dashboard.pages.here import here
from dashboard.pages.part_choice import part_choice
from dashboard.pages.team_fields import FIELDS, asked, standing
from dashboard.pages.team_form import form, wanted
from dashboard.pages.team_more import contributions, places
from dashboard.team_state import WEIGHTS, relaxed, team_query, team_request

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dash.development.base_component import Component

    from dashboard.pages.answers import Answers
    from dashboard.texts import Words
    from matchmaker.kernel.errors import Relaxation
    from matchmaker.services.team_wish import TeamRequest

PAGE = "inviteres"


def layout(text: Words, search: str, answers: Answers) -> list[Component]:
    """Make the page; the suggestion is filled in when it has been worked out."""
    return [
        heading(text.t("page.inviteres"), text.t("inviteres.lead")),
        dcc.Store(id=ids.TEAM_WINDOW, data=answers.proofs.window()),
        dcc.Store(id=ids.TEAM_OFFERED, data=wanted(search, answers).dataset),
        asked_store(PAGE, held(wanted(search, answers))),
        part_choice(text, team_parts.PARTS, search),
        html.Div(
            [
                html.Div(safely(text, lambda: form(text, search, answers)), className="side"),
                html.Div(
                    [
                        html.Div(id=ids.TEAM_NEEDS),
                        html.Div(loading(text.t("inviteres.working")), id=ids.TEAM_RESULT,
                                 className="results", **attr({"data-loading": text.t("inviteres.working")})),
                    ],
                    className="main-column",
                ),
            ],
            className="two-columns",
        ),
    ]  # fmt: skip


def register(app: Dash, answers: Answers) -> None:
    """Connect the page: the form changes the address, the address decides what is suggested."""
    _register_answer(app, answers)
    _register_form(app, answers)
    _register_refill(app, answers)
    team_actors.register(app, answers, PAGE)
    team_answer.register(app, answers, PAGE)
    team_needs.register(app, answers, lambda search: wanted(search, answers))
    team_pairs.register(app, lambda search: wanted(search, answers))
    team_describe.register(app, answers)
    for part in (team_front, team_different, team_missed):
        part.register(app)
    team_settle.register(app, answers, PAGE)
    team_letters.register(app, answers, PAGE)


def _register_answer(app: Dash, answers: Answers) -> None:
    @app.callback(
        Output(ids.TEAM_RESULT, "children"),
        Input(ids.URL, "search"),
        State(ids.URL, "pathname"),
        State(ids.TEAM_WINDOW, "data"),
        State(ids.HISTORY, "data"),
    )
    def show(search: str | None, pathname: str, window: int, history: dict[str, Any] | None) -> Component:
        text = here(PAGE, pathname)
        answers.proofs.let_go(int(window))
        visited = history["list"] if history and history["path"] == pathname else []
        return result(text, search or "", answers, visited)

    @app.callback(
        Output(ids.TEAM_NEEDS, "children"),
        Output(ids.need_part(ALL), "children"),
        Output(ids.need_count(ALL), "value"),
        Output(ids.need_importance(ALL), "value"),
        Input(ids.URL, "search"),
        State(ids.URL, "pathname"),
        State(ids.need_of(ALL), "data"),
        State(ids.need_count(ALL), "value"),
        State(ids.need_importance(ALL), "value"),
    )
    def needs(
        search: str | None, pathname: str, whose: list[Any], counts: list[Any], steps: list[Any]
    ) -> tuple[Any, ...]:  # fmt: skip
        """Draw the needs of another challenge anew; of the same one, only what has become different."""
        text = here(PAGE, pathname)
        parts, fields, _ = ctx.outputs_list[1:]
        quiet = [[no_update] * len(one) for one in ctx.outputs_list[1:]]
        wish = wanted(search, answers)
        panel = needed(text, search or "", answers)
        if panel is None or whose != [team_needs.whose(text, wish)]:
            return panel, *quiet
        codes = [one["id"]["contribution"] for one in fields]
        shown = list(zip(codes, counts, steps, strict=True))
        made, numbers, importances = team_needs.freshened(text, wish, answers, shown)
        return no_update, [made.get(one["id"]["part"], no_update) for one in parts], numbers, importances


def _register_form(app: Dash, answers: Answers) -> None:
    @app.callback(
        Output(ids.TO_ADDRESS, "data", allow_duplicate=True),
        Output(ids.asked(PAGE), "data", allow_duplicate=True),
        Input(ids.SUGGEST, "n_clicks"),
        State(ids.MIN_SIZE, "value"),
        State(ids.MAX_SIZE, "value"),
        *[State(field.id, field.prop) for field in FIELDS],
        State(ids.URL, "search"),
        prevent_initial_call=True,
    )
    def ask(
        clicks: int | None, low: object, high: object, *given: Any  # noqa: ANN401
    ) -> tuple[state.Move, list[Any]]:  # fmt: skip
        if not clicks:
            raise PreventUpdate
        *values, search = given
        wish = asked(wanted(search, answers), (low, high), values)
        return _if_new(team_query(wish), search), [low, high, *values]

    @app.callback(
        Output(ids.TO_ADDRESS, "data", allow_duplicate=True),
        Input(ids.WEIGHT_RESET, "n_clicks"),
        State(ids.URL, "search"),
        prevent_initial_call=True,
    )
    def usual(clicks: int | None, search: str | None) -> state.Move:
        if not clicks:
            raise PreventUpdate
        return _if_new(state.changed(search, WEIGHTS, None), search)

    in_browser(
        app,
        "undo",
        Output(ids.URL, "search", allow_duplicate=True),
        Input(ids.UNDO, "n_clicks"),
        State(ids.HISTORY, "data"),
    )


def _register_refill(app: Dash, answers: Answers) -> None:
    lists = (
        ids.CHALLENGE, ids.INCLUDE, ids.EXCLUDE, ids.PAIR_ONE, ids.PAIR_OTHER, ids.COVER, ids.MEETING,
    )  # fmt: skip

    @app.callback(
        *[Output(which, "data") for which in lists],
        Output(ids.TEAM_OFFERED, "data"),
        Output(ids.PAIRS, "children"),
        Output(ids.MIN_SIZE, "value"),
        Output(ids.MAX_SIZE, "value"),
        *[Output(field.id, field.prop) for field in FIELDS],
        Output(ids.asked(PAGE), "data"),
        Input(ids.URL, "search"),
        State(ids.URL, "pathname"),
        State(ids.asked(PAGE), "data"),
        State(ids.TEAM_OFFERED, "data"),
        State(ids.INCLUDE, "value"),
        State(ids.EXCLUDE, "value"),
        prevent_initial_call=True,
    )
    def refill(search: str | None, pathname: str, asked: list[Any] | None, *known: Any) -> list[Any]:  # noqa: ANN401
        text, wish = here(PAGE, pathname), wanted(search, answers)
        called = {actor.id: actor.name for actor in choices.names(answers, wish.dataset)}
        challenges = challenge_options(choices.challenges(answers, wish.dataset))
        lists, pairs = _lists(text, wish, answers, *known), team_pairs.pairs(text, wish, called)
        return each([challenges, *lists, pairs, *filled(held(wish), asked)])


def held(wish: TeamRequest) -> list[Any]:
    """What stands in each field for a wish: the size first."""
    return [wish.min_size, wish.max_size, *standing(wish)]


def _lists(text: Words, wish: TeamRequest, answers: Answers, known: str | None, *chosen: Any) -> list[Any]:  # noqa: ANN401
    """What there is to choose from, and whose it is; only what is new when that dataset's is there already.

    *Chosen* is what stands in the fields for those to include and to exclude.
    """
    if wish.dataset == known and not team_actors.too_many(answers, wish.dataset):
        return [no_update] * 7
    asked = (wish.include, wish.exclude)
    fields = [
        team_actors.offered(answers, wish.dataset, {*held, *(stands or ())})
        for held, stands in zip(asked, chosen, strict=True)
    ]
    if wish.dataset == known:
        return [*fields, *[no_update] * 5]
    anybody = team_actors.offered(answers, wish.dataset, ())
    rest = contributions(text, answers, wish.dataset), places(answers, wish.dataset), wish.dataset
    return [*fields, anybody, anybody, *rest]


def _if_new(search: str, before: str | None) -> state.Move:
    if search == (before or ""):
        raise PreventUpdate
    return state.move(before, search)


def result(text: Words, search: str, answers: Answers, visited: Sequence[str] = ()) -> Component:
    """Show the part of the page that an address asks for; what went wrong, in its place.

    *Visited* are the page's addresses until now, the latest last: a suggestion begins from the one before.
    """

    def build() -> Component:
        part = team_parts.chosen(search)
        wish = team_request(search, answers.first_dataset())
        if not wish.dataset:
            return empty(text.t("oversikt.empty"), html.P(text.t("oversikt.empty_hint")))
        if part.challenge and not wish.challenge:
            return _choose_challenge(text, wish.dataset, answers)
        if part is team_parts.PARTS[0]:
            former = team_answer.former_team(answers, wish, search, visited)
            return team_answer.team(text, answers, wish, search, former)
        return part.build(text, answers, wish, search)

    def repair(relaxation: Relaxation) -> str:
        wish = team_request(search, answers.first_dataset())
        return team_query(relaxed(wish, relaxation))

    return safely(text, build, repair)


def needed(text: Words, search: str, answers: Answers) -> Component | None:
    """Show what the challenge needs, where a team is asked for; what cannot be read is told by the answer."""
    wish = wanted(search, answers)
    if not wish.challenge or team_parts.chosen(search) is not team_parts.PARTS[0]:
        return None
    return readable(lambda: team_needs.needs_panel(text, wish, answers), None)


def _choose_challenge(text: Words, dataset: str, answers: Answers) -> Component:
    def to(more: list[tuple[str, str | None]]) -> str:
        return state.href(text.language, PAGE, state.query([(state.DATASET, dataset), *more]))

    found = answers.overview(dataset).challenges
    items = [
        html.Li(link(option["label"], to([(state.CHALLENGE, option["value"])])))
        for option in challenge_options(found)
    ]
    describe = to([(state.PART, team_describe.CODE)])
    if not items:
        return empty(
            text.t("report.no_challenges"), html.P(text.t("inviteres.no_challenges")),
            link_button(text.t("parts.describe"), describe),
        )  # fmt: skip
    return empty(
        text.t("inviteres.choose"), html.P(text.t("inviteres.choose_hint")), html.Ul(items),
        html.P([text.t("inviteres.none_fits"), " ",
                link(text.t("parts.describe"), describe)]),
    )  # fmt: skip
