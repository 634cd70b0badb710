"""Others change the seating that stands on the screen: it is told, and can be taken in with mine."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dash import Dash, Input, Output, State, dcc, html, no_update
from dash.exceptions import PreventUpdate

from dashboard.components import group_ids as ids
from dashboard.components import ids as common
from dashboard.components.attributes import press
from dashboard.components.errors import error_box
from dashboard.groups_state import KEPT, groups_query, groups_request, shown
from dashboard.pages.browser import in_browser
from dashboard.pages.groups_desk import read_desk
from dashboard.pages.groups_rebase import MINE, THEIRS, against, rebased
from dashboard.pages.groups_steps import read, written
from dashboard.pages.here import here
from dashboard.pages.together import asking, button, conflict, news, slot, told
from matchmaker.kernel.errors import MatchmakerError
from matchmaker.services.groups_request import GroupsRequest
from matchmaker.services.seating_news import Called, both_words, seating_news
from matchmaker.services.together import refusal

if TYPE_CHECKING:
    from collections.abc import Callable

    from dash.development.base_component import Component

    from dashboard.pages.answers import Answers
    from dashboard.texts import Words


def places() -> list[Component]:
    """Where it is told what others have done, and what the browser remembers for it."""
    return [
        slot(ids.NEWS), dcc.Store(id=ids.LOOK), dcc.Store(id=ids.HEARD), dcc.Store(id=ids.SEEN),
        dcc.Store(id=ids.BEFORE, storage_type="session"),
        *[dcc.Store(id=one) for one in (ids.SHOW_NEWS, ids.CLOSE_NEWS, ids.CHOICE, ids.UNCHOOSE)],
    ]  # fmt: skip


def version_of(base: Any, data: object) -> int | None:  # noqa: ANN401 - as it comes from the browser
    """The version that the seating on the screen is that of; ``None`` where none is there."""
    if not isinstance(base, dict) or not isinstance(base.get("search"), str):
        return None
    steps = read(data, base["search"])
    found = steps.version if steps.any and steps.version is not None else base.get("version")
    since = base.get("since")
    return since if isinstance(since, int) else found if isinstance(found, int) else None


def banner(
    text: Words,
    answers: Answers,
    base: Any,  # noqa: ANN401 - as it comes from the browser
    data: object,
    seen: object,
) -> tuple[Any, Any]:
    """What others have done since, to be told once: the box, and what it tells of. No news, no update."""
    version = version_of(base, data)
    if version is None:
        raise PreventUpdate
    dataset = read_dataset(answers, base)
    found = seating_news(answers.workspace, dataset, version)
    mark = [version, found.version]
    if mark == seen or found.version == version:
        raise PreventUpdate
    if not found.changes:
        return None, mark
    return news(text, found.changes, *_ways(text, dataset, base["search"])), mark


def _ways(text: Words, dataset: str, search: str) -> list[Component]:
    close = button(press(ids.CLOSE_NEWS), "check", text.t("together.close"), "quiet")
    if shown(search) == KEPT:
        return [button(press(ids.SHOW_NEWS), "arrow", text.t("together.show")), close]
    address = groups_query(GroupsRequest(dataset), KEPT)
    return [html.A(text.t("together.show"), href=address, target="_blank", className="button plain"), close]


def read_dataset(answers: Answers, base: Any) -> str:  # noqa: ANN401 - as it comes from the browser
    """The dataset that the seating is in, without a version."""
    return answers.workspace.split(groups_request(base["search"], answers.first_dataset()).dataset)[0]


def taken_in(
    text: Words,
    answers: Answers,
    base: Any,  # noqa: ANN401 - as it comes from the browser
    data: object,
) -> tuple[Any, Any, Any]:
    """Put what I have done onto what others have: steps, what is told, and the conflict if there is one."""
    try:
        desk = read_desk(answers, base, data)
        dataset = read_dataset(answers, base)
        found = seating_news(answers.workspace, dataset, version_of(base, data) or 0)
        merged = against(answers, desk, found.version)
        if merged.conflicts:
            called = Called.of(answers.workspace.dataset(dataset).register)
            wrong = refusal(dataset, found.changes, both_words(merged.conflicts, called), found.version)
            buttons = [
                button(ids.choice(THEIRS, found.version), "check", text.t("together.take_theirs")),
                button(ids.choice(MINE, found.version), "check", text.t("together.keep_mine")),
            ]
            return no_update, "", conflict(text, wrong, *buttons)
        steps = rebased(answers, desk, found.version)
    except MatchmakerError as error:
        return no_update, no_update, error_box(text, error)
    close = button(press(ids.CLOSE_NEWS), "check", text.t("together.close"), "quiet")
    said = (
        text.t("together.shown_with_mine", count=len(merged.mine)) if steps.any else text.t("together.shown")
    )
    return (written(steps) if steps.any else None), told(text, said, found.changes, close), None


def register(app: Dash, answers: Answers, page: str, draw: Callable[[Words, str], Component]) -> None:
    """Connect what tells of others; *draw* shows the seating of an address."""

    @app.callback(
        Output(ids.HEARD, "data"),
        Input(ids.LOOK, "data"),
        State(ids.BASE, "data"),
        State(ids.STEPS, "data"),
        State(ids.SEEN, "data"),
        State(common.URL, "pathname"),
        prevent_initial_call=True,
        running=asking(ids.WATCH),
    )
    def look(_asked: object, base: Any, data: object, seen: object, pathname: str) -> dict[str, Any]:  # noqa: ANN401
        text = here(page, pathname)
        try:
            box, mark = banner(text, answers, base, data, seen)
        except MatchmakerError:  # the dataset has been taken away; the next press says so
            raise PreventUpdate from None
        return {"since": mark[0], "box": box, "told": mark}

    # what was asked of another version than the one on the screen by now is not told
    in_browser(
        app, "newsSeating", Output(ids.NEWS, "children", allow_duplicate=True),
        Output(ids.SEEN, "data", allow_duplicate=True), Input(ids.HEARD, "data"), State(ids.BASE, "data"),
        State(ids.STEPS, "data"),
    )  # fmt: skip

    @app.callback(
        Output(ids.STEPS, "data", allow_duplicate=True),
        Output(ids.NEWS, "children", allow_duplicate=True),
        Output(ids.TOLD, "children", allow_duplicate=True),
        Output(ids.RESULT, "children", allow_duplicate=True),
        Input(ids.SHOW_NEWS, "data"),
        State(ids.STEPS, "data"),
        State(ids.BASE, "data"),
        State(common.URL, "pathname"),
        prevent_initial_call=True,
    )
    def take_in(asked: object, data: object, base: Any, pathname: str) -> tuple[Any, ...]:  # noqa: ANN401
        text = here(page, pathname)
        if not asked or not isinstance(base, dict):
            raise PreventUpdate
        steps, said, wrong = taken_in(text, answers, base, data)
        if wrong is not None:
            return steps, said, wrong, no_update
        return steps, said, no_update, draw(text, base["search"])

    @app.callback(
        Output(ids.NEWS, "children", allow_duplicate=True),
        Input(ids.CLOSE_NEWS, "data"),
        Input(ids.SUGGEST, "n_clicks"),
        prevent_initial_call=True,
    )
    def close(asked: object, clicks: int | None) -> str:
        """Put away what was told of others."""
        if not asked and not clicks:
            raise PreventUpdate
        return ""
