"""The seating that somebody works with: where it began, what has been done, and how it stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from dash.exceptions import PreventUpdate

from dashboard.groups_state import KEPT, shown
from dashboard.pages.groups_form import Offer
from dashboard.pages.groups_steps import MOST_STEPS, Steps, read

if TYPE_CHECKING:
    from dashboard.pages.answers import Answers
    from dashboard.pages.groups_answers import Standing
    from matchmaker.model.register import Register


@dataclass(frozen=True)
class Desk:
    """A seating as it stands."""

    register: Register
    offer: Offer
    steps: Steps
    base: Standing
    now: Standing


def base_data(search: str, version: int) -> dict[str, Any]:
    """What the browser holds of where a seating began: its address, the version, how many steps at most."""
    return {"search": search, "version": version, "most": MOST_STEPS}


def since_of(base: Any, desk: Desk) -> int | None:  # noqa: ANN401 - as it comes from the browser
    """The version that a seating is kept on: the one it was made from, or a later one that was looked at.

    The later one is that of a seating which somebody has chosen to replace.
    """
    since = base.get("since")
    return since if isinstance(since, int) and shown(desk.steps.search) != KEPT else desk.base.version


def read_desk(answers: Answers, base: Any, data: object) -> Desk:  # noqa: ANN401 - as it comes from the browser
    """Read the seating that stands on the screen. Raises what the services raise.

    Parameters
    ----------
    answers
        The services.
    base
        What :func:`base_data` wrote; nothing is updated where it is missing.
    data
        The steps, as the browser holds them.
    """
    if not isinstance(base, dict) or not isinstance(base.get("search"), str):
        raise PreventUpdate
    search = base["search"]
    steps = read(data, search)
    version = steps.version if steps.any and steps.version is not None else base.get("version")
    version = version if isinstance(version, int) else None
    began = answers.groups.base(search, answers.first_dataset(), version)
    now = answers.groups.after(began, steps.done)
    register = answers.workspace.dataset(answers.groups.name_at(began.request.dataset, version)).register
    return Desk(register, Offer(register, began.request), steps, began, now)
