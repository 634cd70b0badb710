"""Whom the form for a team offers: everybody, or those looked for where they are too many for a list."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any, Final

from dash import Dash, Input, Output, State
from dash.exceptions import PreventUpdate

from dashboard.components import ids
from dashboard.components.pickers import actor_options
from dashboard.pages import choices
from dashboard.pages.here import here
from dashboard.pages.network_answers import MOST_FOUND, MOST_LISTED

if TYPE_CHECKING:
    from collections.abc import Collection

    from dashboard.components.pickers import Option
    from dashboard.pages.answers import Answers

FIELDS: Final = (ids.INCLUDE, ids.EXCLUDE, ids.PAIR_ONE, ids.PAIR_OTHER)


def able(answers: Answers, dataset: str) -> list[Option]:
    """List who may be asked for, as options."""
    return actor_options([actor for actor in choices.names(answers, dataset) if not actor.reserved])


def too_many(answers: Answers, dataset: str) -> bool:
    """Whether the actors are too many for a list, so that what is typed must be looked for here."""
    return len(choices.names(answers, dataset)) > MOST_LISTED


def offered(answers: Answers, dataset: str, chosen: Collection[str], wanted: str = "") -> list[Option]:
    """List whom a field offers.

    Parameters
    ----------
    answers, dataset
        Where they are read.
    chosen
        Actor ids that stand in the field.
    wanted
        What is typed in it.

    Returns
    -------
    list
        Everybody; where they are :func:`too_many`, those chosen and the first whose name holds *wanted*.
    """
    everybody = able(answers, dataset)
    if not too_many(answers, dataset):
        return everybody
    sought = wanted.casefold()
    held = [one for one in everybody if one["value"] in chosen]
    others = (one for one in everybody if one["value"] not in chosen and sought in one["label"].casefold())
    return [*held, *islice(others, MOST_FOUND)]


def register(app: Dash, answers: Answers, page: str) -> None:
    """Look for what is typed, where the actors are too many."""
    for field in FIELDS:
        _register_one(app, answers, page, field)


def _register_one(app: Dash, answers: Answers, page: str, field: str) -> None:
    @app.callback(
        Output(field, "data", allow_duplicate=True),
        Input(field, "searchValue"),
        State(field, "value"),
        State(ids.DATASET, "value"),
        State(ids.URL, "pathname"),
        prevent_initial_call=True,
    )
    def look(typed: str | None, chosen: Any, dataset: str | None, pathname: str) -> list[Option]:  # noqa: ANN401
        here(page, pathname)
        read = dataset or answers.first_dataset()
        if not too_many(answers, read):
            raise PreventUpdate
        return offered(answers, read, [chosen] if isinstance(chosen, str) else chosen or [], typed or "")
