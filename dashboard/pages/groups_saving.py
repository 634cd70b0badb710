"""The seating is kept with what others have done; where both have moved the same people, somebody chooses."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from dash import Dash, Input, Output, State, html, no_update
from dash.exceptions import PreventUpdate

from dashboard import state
from dashboard.components import group_ids as ids
from dashboard.components import ids as common
from dashboard.components.attributes import press
from dashboard.components.errors import error_box
from dashboard.components.pieces import callout
from dashboard.groups_state import KEPT, groups_query, shown
from dashboard.pages.data_said import announce, command, signature
from dashboard.pages.groups_desk import read_desk, since_of
from dashboard.pages.groups_rebase import MINE, THEIRS, rebased
from dashboard.pages.groups_steps import written
from dashboard.pages.here import here
from dashboard.pages.together import button, conflict, told
from matchmaker.kernel.errors import InputError, MatchmakerError
from matchmaker.services.command_words import said as option
from matchmaker.services.groups_keep import keep_together
from matchmaker.services.groups_request import GroupsRequest

if TYPE_CHECKING:
    from collections.abc import Callable

    from dash.development.base_component import Component

    from dashboard.pages.answers import Answers
    from dashboard.texts import Words

NOTHING: Final = None
"""No steps: what was done by hand is kept now."""


def saved(
    text: Words,
    answers: Answers,
    base: Any,  # noqa: ANN401 - as it comes from the browser
    data: object,
    author: str,
) -> tuple[Any, Any, int]:
    """Keep the seating: the address of what is kept, what is to be told, and the version (0 for none)."""
    try:
        desk = read_desk(answers, base, data)
        now = desk.now
        since = since_of(base, desk)
        kept = keep_together(answers.workspace, now.request.dataset, now.seats, author, since)
    except MatchmakerError as error:
        return no_update, refused(text, error, str(base.get("search")) if isinstance(base, dict) else ""), 0
    said = text.t("groups.saved", number=kept.version)
    close = button(press(ids.CLOSE_NEWS), "check", text.t("together.close"), "quiet")
    return groups_query(now.request, KEPT), told(text, said, kept.others, close), kept.version


def refused(text: Words, error: MatchmakerError, search: str) -> Component:
    """Tell what stopped it; when others have moved the same people, who did what, and how to go on."""
    if not isinstance(error, InputError) or error.code != "changed_meanwhile":
        return error_box(text, error)
    seen = error.params.get("now", 0)
    buttons: list[Component] = [
        button(ids.choice(THEIRS, seen), "check", text.t("together.take_theirs")),
        button(ids.choice(MINE, seen), "check", text.t("together.keep_mine")),
    ]
    if shown(search) != KEPT:  # a whole other seating: theirs is looked at where it stands
        address = groups_query(GroupsRequest(str(error.params["dataset"])), KEPT)
        buttons[0] = html.A(text.t("together.see_theirs"), href=address, target="_blank",
                            className="button plain")  # fmt: skip
    return conflict(text, error, *buttons)


def register(app: Dash, answers: Answers, page: str, draw: Callable[[Words, str], Component]) -> None:
    """Connect «Lagre» and the choice; *draw* shows the seating of an address."""

    @app.callback(
        Output(common.TO_ADDRESS, "data", allow_duplicate=True),
        Output(ids.TOLD, "children", allow_duplicate=True),
        Output(ids.STEPS, "data", allow_duplicate=True),
        Output(ids.NEWS, "children", allow_duplicate=True),
        Output(ids.RESULT, "children", allow_duplicate=True),
        Input(ids.SAVE, "n_clicks"),
        State(common.AUTHOR, "data"),
        State(ids.STEPS, "data"),
        State(ids.BASE, "data"),
        State(common.URL, "search"),
        State(common.URL, "pathname"),
        prevent_initial_call=True,
    )
    def save(
        clicks: int | None, author: str | None, data: object, base: object, search: str | None, pathname: str
    ) -> tuple[Any, ...]:  # fmt: skip
        text = here(page, pathname)
        if not clicks:
            raise PreventUpdate
        address, said, number = saved(text, answers, base, data, signature(text, author))
        if not number:
            return no_update, said, no_update, no_update, no_update
        announce(text.t("groups.saved", number=number))
        if address == (search or ""):  # the address draws nothing anew when it stays as it is
            return no_update, "", NOTHING, said, draw(text, address)
        return state.move(search, address), "", NOTHING, said, no_update

    _register_choice(app, answers, page)


def _register_choice(app: Dash, answers: Answers, page: str) -> None:
    @app.callback(
        Output(ids.STEPS, "data", allow_duplicate=True),
        Output(ids.BASE, "data", allow_duplicate=True),
        Output(ids.TOLD, "children", allow_duplicate=True),
        Output(ids.BEFORE, "data"),
        Input(ids.CHOICE, "data"),
        State(ids.STEPS, "data"),
        State(ids.BASE, "data"),
        State(common.URL, "pathname"),
        prevent_initial_call=True,
    )
    def choose(said: dict[str, Any] | None, data: object, base: Any, pathname: str) -> tuple[Any, ...]:  # noqa: ANN401
        text = here(page, pathname)
        if not said:
            raise PreventUpdate
        return (*chosen(text, answers, base, data, said["keep"], int(said["seen"])),
                {"steps": data, "base": base})  # fmt: skip

    @app.callback(
        Output(ids.STEPS, "data", allow_duplicate=True),
        Output(ids.BASE, "data", allow_duplicate=True),
        Output(ids.TOLD, "children", allow_duplicate=True),
        Input(ids.UNCHOOSE, "data"),
        State(ids.BEFORE, "data"),
        State(common.URL, "pathname"),
        prevent_initial_call=True,
    )
    def unchoose(asked: object, before: Any, pathname: str) -> tuple[Any, ...]:  # noqa: ANN401
        text = here(page, pathname)
        if not asked or not isinstance(before, dict):
            raise PreventUpdate
        return before["steps"], before["base"], callout(html.P(text.t("together.unchosen")))


def chosen(
    text: Words, answers: Answers, base: Any, data: object, keep: str, seen: int  # noqa: ANN401
) -> tuple[Any, Any, Component]:  # fmt: skip
    """What I have done on top of what others have, after a choice: steps, where they begin, and what is told.

    Nothing is kept before «Lagre» is pressed.
    """
    back = button(press(ids.UNCHOOSE), "undo", text.t("together.unchoose"), "quiet")
    try:
        desk = read_desk(answers, base, data)
        if shown(desk.steps.search) != KEPT:
            return no_update, {**base, "since": seen}, told(text, text.t("together.replaces"), (), back)
        steps = rebased(answers, desk, seen, keep)
    except MatchmakerError as error:
        return no_update, no_update, error_box(text, error)
    said = text.t("together.kept_mine" if keep == MINE else "together.took_theirs")
    line = command(text, "groups", [desk.now.request.dataset], "--keep", *option("since", str(seen)))
    return (
        written(steps) if steps.any else NOTHING, {**base, "version": seen},
        html.Div([told(text, said, (), back), line]),
    )  # fmt: skip
