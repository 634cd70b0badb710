"""The suggestion: a good team at once, and the best when it has been proven, told where the reader is."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from dash import Dash, Input, Output, State, dcc, html, no_update
from dash.exceptions import PreventUpdate

from dashboard.components import ids
from dashboard.components.attributes import attr
from dashboard.components.errors import safely
from dashboard.components.icons import icon
from dashboard.components.pieces import announcement, banner
from dashboard.pages.here import here
from dashboard.pages.long_work import register_stop
from dashboard.pages.team_body import team_body
from dashboard.pages.team_form import wanted

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dash.development.base_component import Component

    from dashboard.pages.answers import Answers
    from dashboard.pages.proving import Proof
    from dashboard.texts import Words
    from matchmaker.services.team import TeamResult
    from matchmaker.services.team_wish import TeamRequest

PROVEN = "optimal"


def team(
    text: Words, answers: Answers, wish: TeamRequest, search: str, former: tuple[str, ...] = ()
) -> Component:
    """Show a good team; the proof is asked for when this stands on the screen, unless it is there already.

    The *former* team, if one was shown before, is where the search begins, and what the answer is told
    against. Raises ``InputError`` or ``Infeasible``.
    """
    proven = answers.proven(wish)
    found = proven or answers.first_team(wish, former)
    pending = {"search": search, "former": list(former)}
    called = names(answers, wish)
    said = proof(text, found) if proven else provisional(text, found)
    return html.Div(
        [
            announcement(text.t("team.announce", seats=len(found.seats), challenge=found.challenge_title)),
            banner(text, found.decided_by),
            html.Div([said, *moved(text, found, former, called)], id=ids.TEAM_PROOF, role="status"),
            html.Div(team_body(text, found, called), id=ids.TEAM_BODY, className="answer-body"),
            *([] if proven else [dcc.Store(id=ids.TEAM_PENDING, data=pending)]),
        ]
    )


def former_team(answers: Answers, wish: TeamRequest, search: str, visited: Sequence[str]) -> tuple[str, ...]:
    """Who had a seat in the team that was shown before, for the same challenge; nobody if none was.

    Parameters
    ----------
    answers, wish
        The answers so far, and what is asked for now.
    search
        The address's query now.
    visited
        The queries of the page until now, the latest last; the present one may be among them.
    """
    before = next((one for one in reversed(visited) if one != search), None)
    if before is None:
        return ()
    earlier = wanted(before, answers)
    if (earlier.dataset, earlier.challenge) != (wish.dataset, wish.challenge) or earlier == wish:
        return ()
    return answers.shown(earlier)


def moved(
    text: Words, found: TeamResult, former: tuple[str, ...], called: Mapping[str, str]
) -> list[Component]:
    """Say whose seats have changed since the team that was shown before; nothing when none was."""
    if not former:
        return []
    leave = [actor for actor in former if actor not in found.members]
    come = [actor for actor in found.members if actor not in former]
    if not (leave or come):
        return [html.P(text.t("team.same_as_former"), className="muted")]
    said = [
        text.t(code, names=text.show(tuple(called.get(actor, actor) for actor in actors)))
        for code, actors in (("team.come", come), ("team.leave", leave))
        if actors
    ]
    return [html.P(" ".join([text.t("team.since_former"), *said]), className="muted")]


def names(answers: Answers, wish: TeamRequest) -> dict[str, str]:
    """What the dataset's actors are called."""
    return {actor.id: actor.name for actor in answers.actors(wish.dataset)}


def provisional(text: Words, found: TeamResult) -> Component:
    """Say how far from the best the first answer can be, and that the proof is under way."""
    points = text.number(found.objective, 1)
    if found.gap is None:
        said = text.t("team.first_unknown", points=points)
    elif found.gap == 0:
        said = text.t("team.first_best", points=points)
    else:
        # rounded up: the promise must hold
        said = text.t("team.first", points=points, gap=text.number(found.gap + 0.049, 1))
    return html.Div(
        [
            html.P(
                [html.Span(className="spinner small", **attr({"aria-hidden": "true"})), html.Span(said)],
                className="proof",
            ),
            html.Button(text.t("team.stop"), id=ids.STOP_PROOF, type="button", className="button quiet"),
        ],
        className="proving",
    )


def proof(text: Words, found: TeamResult, before: TeamResult | None = None) -> Component:
    """Say how good the suggestion is known to be, and what has changed since the answer *before*."""
    said = [html.P([icon("check"), html.Span(_known(text, found))], className="proof")]
    if before is not None:
        said.append(html.P(_since(text, found, before), className="muted"))
    return html.Div(said)


def _since(text: Words, found: TeamResult, before: TeamResult) -> str:
    """Say what has changed since the first answer, and whether lots decided among equals."""
    count = max(len(set(found.members) - set(before.members)), len(set(before.members) - set(found.members)))
    if not count:
        return text.t("team.unchanged")
    if found.objective == before.objective:
        return text.t("team.drawn", count=count, seed=str(found.request.seed))
    return text.t("team.changed", count=count)


def _known(text: Words, found: TeamResult) -> str:
    points = text.number(found.objective, 1)
    if found.status == PROVEN:
        return text.t("team.proven", points=points)
    if found.bound is None or found.gap is None:
        return text.t("team.unproven", points=points)
    return text.t(
        "team.within", points=points, bound=text.number(found.bound, 1), gap=text.number(found.gap, 1)
    )


def same_team(found: TeamResult, before: TeamResult) -> bool:
    """Whether nothing on the screen differs but how good the team is known to be."""
    return replace(found, status=before.status, bound=before.bound, gap=before.gap) == before


def proven(
    text: Words, wish: TeamRequest, answers: Answers, running: Proof, former: tuple[str, ...] = ()
) -> tuple[Component, list[Component] | None]:
    """Work out the best team; what the proof says, and the seats, ``None`` where they stand as they are.

    Raises ``InputError`` or ``Infeasible``, as the first answer does.
    """
    before = answers.first_team(wish, former)
    found, called = answers.team(wish, running), names(answers, wish)
    said = html.Div([proof(text, found, before), *moved(text, found, former, called)])
    return said, None if same_team(found, before) else team_body(text, found, called)


def register(app: Dash, answers: Answers, page: str) -> None:
    """Connect the proof: it begins when a first answer stands on the screen, and can be stopped."""

    @app.callback(
        Output(ids.TEAM_PROOF, "children"),
        Output(ids.TEAM_BODY, "children"),
        Input(ids.TEAM_PENDING, "data"),
        State(ids.TEAM_WINDOW, "data"),
        State(ids.URL, "pathname"),
    )
    def prove(pending: dict[str, Any], window: int, pathname: str) -> tuple[Any, Any]:
        text = here(page, pathname)
        running = answers.proofs.begin(int(window))
        seats: Any = no_update

        def build() -> Component:
            nonlocal seats
            wish, former = wanted(pending["search"], answers), tuple(map(str, pending["former"]))
            said, body = proven(text, wish, answers, running, former)
            seats = no_update if body is None else body
            return said

        shown = safely(text, build)
        answers.proofs.end(int(window), running)
        if running.outdated:
            raise PreventUpdate
        return shown, seats

    register_stop(app, answers.proofs, ids.STOP_PROOF, ids.TEAM_WINDOW)
