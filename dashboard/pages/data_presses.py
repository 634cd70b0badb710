"""What the buttons of a form do: save, ask before removing, remove, and the ways on after a conflict."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeAlias

from dash import ALL, Dash, Input, Output, State, no_update
from dash.exceptions import PreventUpdate

from dashboard import state
from dashboard.components import data_ids, ids
from dashboard.components.errors import safely
from dashboard.components.pressed import pressed
from dashboard.pages import data_address
from dashboard.pages.data_address import FORMS, PAGE
from dashboard.pages.data_filled import Faults, Filled, rebased, typed
from dashboard.pages.data_form import confirmation
from dashboard.pages.data_said import announce, bumped, signature
from dashboard.pages.data_saving import Saved, hanging, present, remove, save
from dashboard.pages.here import here

if TYPE_CHECKING:
    from dash.development.base_component import Component

    from dashboard.pages.answers import Answers

Show = Callable[..., "list[Component]"]
Plain: TypeAlias = "dict[str, Any] | None"
Ids: TypeAlias = "list[dict[str, str]]"
Asked: TypeAlias = "Component | list[Component]"


def register_presses(app: Dash, answers: Answers, show: Show) -> None:
    """Connect the buttons of both forms.

    Parameters
    ----------
    app, answers
        See :func:`dashboard.pages.routes.register`.
    show
        Makes a form; called with words, which form, what stands in it, query, faults, arrival.
    """
    for which in FORMS:
        _register_save(app, answers, show, which)
        _register_removal(app, answers, show, which)
        _register_conflict(app, answers, show, which)


def _outputs(which: str) -> list[Output]:
    """What a finished change touches: the form, what it remembers, the address, and everybody's count."""
    return [
        Output(data_ids.slot(which), "children", allow_duplicate=True),
        Output(data_ids.kept(which), "data", allow_duplicate=True),
        Output(ids.TO_ADDRESS, "data", allow_duplicate=True),
        Output(ids.TO_CHANGED, "data", allow_duplicate=True),
    ]


def _states(which: str) -> list[State]:
    return [
        State(data_ids.kept(which), "data"),
        State(data_ids.field(which, ALL), "id"),
        State(data_ids.field(which, ALL), "value"),
        State(ids.AUTHOR, "data"),
        State(ids.CHANGED, "data"),
        State(ids.URL, "search"),
        State(ids.URL, "pathname"),
    ]


def _register_save(app: Dash, answers: Answers, show: Show, which: str) -> None:
    @app.callback(
        *_outputs(which), Input(data_ids.save(which), "n_clicks"), *_states(which), prevent_initial_call=True
    )
    def keep(
        clicks: int | None, kept: Plain, fields: Ids, values: list[object], author: str | None,
        changed: int | None, search: str | None, pathname: str,
    ) -> tuple[Any, ...]:  # fmt: skip
        text = here(PAGE, pathname)
        held = Filled.read(kept)
        if not clicks or held is None:
            raise PreventUpdate
        now = typed(held, fields, values)
        said = save(answers.workspace, text, held, now, signature(text, author))
        if isinstance(said, Faults):
            shown = show(text, which, replace(held, texts=now), search, said, f"fault {clicks} {changed}")
            return shown, no_update, no_update, no_update
        done = replace(held, base=said.version, texts=now)
        return (
            no_update,
            done.kept(),
            *_done(said, search, changed, text.t("data.saved", version=said.version)),
        )


def _done(said: Saved, search: str | None, changed: int | None, announced: str) -> tuple[state.Move, int]:
    """Go where a change leads, and have it told."""
    announce(announced)
    return state.move(search, data_address.query(said.wish, search)), bumped(changed)


def _register_removal(app: Dash, answers: Answers, show: Show, which: str) -> None:
    @app.callback(
        Output(data_ids.confirm(which), "children"),
        Input(data_ids.press(which, ALL), "n_clicks"),
        State(data_ids.kept(which), "data"),
        State(ids.URL, "pathname"),
        prevent_initial_call=True,
    )
    def ask(clicks: list[int | None], kept: Plain, pathname: str) -> Asked:
        text = here(PAGE, pathname)
        held, button = Filled.read(kept), pressed()
        if held is None or button is None or button["what"] not in ("ask", "keep"):
            raise PreventUpdate
        if button["what"] == "keep":
            return []
        return safely(
            text,
            lambda: confirmation(
                text, held, which, hanging(answers.workspace, held.wish) if which == "actor" else {},
                f"remove {sum(count or 0 for count in clicks)}",
            ),
        )  # fmt: skip

    @app.callback(
        *_outputs(which), Input(data_ids.press(which, "remove"), "n_clicks"), *_states(which),
        prevent_initial_call=True,
    )  # fmt: skip
    def go(
        clicks: int | None, kept: Plain, fields: Ids, values: list[object], author: str | None,
        changed: int | None, search: str | None, pathname: str,
    ) -> tuple[Any, ...]:  # fmt: skip
        text = here(PAGE, pathname)
        held = Filled.read(kept)
        if not clicks or held is None:
            raise PreventUpdate
        said = remove(answers.workspace, text, held, signature(text, author))
        if isinstance(said, Faults):
            now = replace(held, texts=typed(held, fields, values))
            return show(text, which, now, search, said, f"fault {clicks}"), no_update, no_update, no_update
        return (
            no_update,
            no_update,
            *_done(said, search, changed, text.t("data.removed", version=said.version)),
        )


def _register_conflict(app: Dash, answers: Answers, show: Show, which: str) -> None:
    @app.callback(
        Output(data_ids.slot(which), "children", allow_duplicate=True),
        Output(data_ids.kept(which), "data", allow_duplicate=True),
        Input(data_ids.press(which, "rebase"), "n_clicks"),
        Input(data_ids.press(which, "fetch"), "n_clicks"),
        *_states(which),
        prevent_initial_call=True,
    )
    def on(
        _rebase: int | None, _fetch: int | None, kept: Plain, fields: Ids, values: list[object],
        _author: str | None, _changed: int | None, search: str | None, pathname: str,
    ) -> tuple[Any, Any]:  # fmt: skip
        text = here(PAGE, pathname)
        held, button = Filled.read(kept), pressed()
        if held is None or button is None:
            raise PreventUpdate
        now = present(answers.workspace, text, held.wish)
        if now is None:
            raise PreventUpdate
        mine = rebased(held, typed(held, fields, values), now) if button["what"] == "rebase" else now.texts
        announce(text.t("data.from_version", version=now.base))
        arrive = f"{button['what']} {now.base}"
        return show(text, which, replace(now, texts=mine), search, Faults(), arrive), now.kept()
