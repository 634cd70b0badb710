"""What went wrong, in words, with a way out; never a trace."""

from __future__ import annotations

import logging
import traceback
from pathlib import Path
from typing import TYPE_CHECKING

from dash import html

from dashboard.components.pieces import go_button
from dashboard.components.table import table
from matchmaker.kernel.errors import (
    Infeasible,
    MatchmakerError,
    Message,
    Relaxation,
    SeveralErrors,
    TableErrors,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from dash.development.base_component import Component

    from dashboard.texts import Words

_LOG = logging.getLogger("dashboard")
MOST_PROBLEMS = 200
"""Problems listed on the screen; ``matchmaker check`` lists them all."""


def safely(
    text: Words, build: Callable[[], Component], repair: Callable[[Relaxation], str] | None = None
) -> Component:
    """Build a piece of a page; when that fails, the error in its place.

    Parameters
    ----------
    text
        The words.
    build
        Makes the piece.
    repair
        From a set of changes to the query that carries them out, for wishes that cannot be met.
    """
    try:
        return build()
    except MatchmakerError as error:
        return error_box(text, error, repair)
    except Exception as error:  # noqa: BLE001 (the last guard: a page never shows a trace)
        _note(error)
        return _box(text, text.t("error.unexpected"), html.P(text.t("error.unexpected_hint")))


def error_box(
    text: Words, error: MatchmakerError, repair: Callable[[Relaxation], str] | None = None
) -> Component:
    """Show an error with its hint.

    An impossible wish has its conflict and its ways out as buttons, several errors are a list, and bad
    tables a table.
    """
    said = text.say(error.message)
    if isinstance(error, Infeasible):
        return _box(text, said, html.Div([*_conflict(text, error), _ways_out(text, error, repair)]))
    if isinstance(error, TableErrors):
        return _box(text, said, _problems(text, error))
    if isinstance(error, SeveralErrors):
        return _box(text, said, html.Ul([_told(text, one) for one in error.errors]))
    return _box(text, said, html.P(text.say(error.hint)) if error.hint else None)


def _box(text: Words, said: str, more: Component | None) -> html.Div:
    return html.Div(
        [html.H2(text.t("error.title")), html.P(said, className="said"), *([more] if more else [])],
        className="error-box",
        role="alert",
    )


def _told(text: Words, error: MatchmakerError) -> html.Li:
    hint = [" ", text.say(error.hint)] if error.hint else []
    return html.Li([text.say(error.message), *hint])


def _conflict(text: Words, error: Infeasible) -> list[Component]:
    if not error.conflict:
        return []
    said = text.say(Message("infeasible.conflict", {"count": len(error.conflict)}))
    return [html.P(said), html.Ul([html.Li(text.say(wish)) for wish in error.conflict])]


def _ways_out(text: Words, error: Infeasible, repair: Callable[[Relaxation], str] | None) -> Component:
    if not error.relaxations or repair is None:
        return html.P(text.t("error.no_way_out"))
    buttons = [
        html.Li(
            go_button(
                f"relax-{number}",
                repair(relaxation),
                text.show(tuple(change.message for change in relaxation.changes)),
                look="plain",
            )
        )
        for number, relaxation in enumerate(error.relaxations)
    ]
    return html.Div([html.P(text.t("error.ways_out")), html.Ul(buttons, className="ways-out")])


def _problems(text: Words, error: TableErrors) -> Component:
    rows = [
        [
            problem.file or problem.table,
            text.show(problem.row),
            problem.column or "–",
            text.say(problem.message),
            text.say(problem.hint) if problem.hint else "–",
        ]
        for problem in error.problems[:MOST_PROBLEMS]
    ]
    headers = [
        text.t("problems.file"), text.t("problems.row"), text.t("problems.column"),
        text.t("problems.problem"), text.t("problems.hint"),
    ]  # fmt: skip
    return table(text.t("problems.caption"), headers, rows, frozenset({1}))


def _note(error: Exception) -> None:
    """Log what kind of error and where; its text may name somebody and is left out."""
    frames = traceback.extract_tb(error.__traceback__)
    place = f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else "?"
    _LOG.error("unexpected %s at %s", type(error).__name__, place)
