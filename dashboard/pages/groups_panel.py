"""What can be done with one person: moved, swapped, locked, away, and why they sit there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from dash import Dash, Input, Output, State, html
from dash.exceptions import PreventUpdate

from dashboard.components import group_ids as ids
from dashboard.components import ids as common
from dashboard.components.attributes import attr
from dashboard.components.errors import safely
from dashboard.components.icons import icon
from dashboard.components.pickers import Option, single_picker
from dashboard.components.pressed import pressed
from dashboard.pages.groups_body import shown_round
from dashboard.pages.groups_desk import read_desk
from dashboard.pages.groups_steps import Kind
from dashboard.pages.here import here
from matchmaker.services.groups_explain import VERDICTS

if TYPE_CHECKING:
    from dash.development.base_component import Component

    from dashboard.pages.answers import Answers
    from dashboard.pages.groups_desk import Desk
    from dashboard.texts import Words


JUDGED: Final = {
    VERDICTS[-1]: "groups.verdict.bedre",
    VERDICTS[0]: "groups.verdict.like_god",
    VERDICTS[1]: "groups.verdict.darligere",
}
"""How another place compares, those that are better first."""
MOST_PLACES: Final = 15


@dataclass(frozen=True, slots=True)
class Chosen:
    """Somebody in a round, as a press on the name says."""

    person: str
    round: int

    @classmethod
    def read(cls, data: object) -> Chosen | None:
        """Read what the browser holds; ``None`` when nobody is chosen."""
        if not isinstance(data, dict):
            return None
        person, number = data.get("person"), data.get("round")
        return cls(person, number) if isinstance(person, str) and isinstance(number, int) else None


def panel(text: Words, desk: Desk, chosen: Chosen) -> Component | None:
    """Show what can be done with somebody; ``None`` when nobody of that id comes."""
    name = desk.offer.people.get(chosen.person)
    if name is None or chosen.person in desk.now.request.absent:
        return None
    part = shown_round(desk.now.split, chosen.round)
    mine = next((g for g in part.groups if any(one.id == chosen.person for one in g.people)), None)
    locked = chosen.person in dict(desk.now.request.pins)
    where = text.t("groups.sits_in", group=mine.name, round=part.number) if mine else text.t("groups.no_seat")
    groups: list[Option] = [
        {"value": group.id, "label": text.t("groups.option", group=group.name, count=len(group.people))}
        for group in part.groups
        if mine is None or group.id != mine.id
    ]
    others: list[Option] = [
        {"value": one.id, "label": f"{one.name} – {group.name}"}
        for group in part.groups
        if mine is not None and group.id != mine.id
        for one in group.people
    ]
    others.sort(key=lambda option: option["label"].casefold())
    lock = text.t("groups.unlock") if locked else text.t("groups.lock")
    buttons = [
        _button(ids.LOCK, "lock", lock, shut=mine is None and not locked),
        _button(ids.AWAY, "minus", text.t("groups.away")),
        _button(ids.WHY, "info", text.t("groups.why"), shut=mine is None),
        _button(ids.CLOSE, "check", text.t("groups.close")),
    ]
    return html.Div(
        [
            html.Div([html.H3(name, tabIndex=-1, **attr({"data-panel": f"{chosen.person} {chosen.round}"})),
                      html.P(where, className="muted")], className="person-head"),
            html.Div(
                [
                    single_picker(text, ids.TO, text.t("groups.move_to"), groups, None,
                                  text.t("groups.choose_group")),
                    _button(ids.MOVE, "arrow", text.t("groups.move"), look="plain"),
                    single_picker(text, ids.WITH, text.t("groups.swap_with"), others, None,
                                  text.t("form.search_actor")),
                    _button(ids.SWAP, "swap", text.t("groups.swap"), look="plain"),
                ],
                className="person-fields",
            ),
            html.Div(buttons, className="buttons"),
            html.Div(id=ids.WHY_SAID, className="person-why", role="status"),
        ],
        className="person-panel", role="dialog",
        **attr({"aria-label": text.t("groups.panel", person=name), "data-of-person": chosen.person}),
    )  # fmt: skip


def _button(which: str, picture: str, said: str, *, look: str = "quiet", shut: bool = False) -> html.Button:
    return html.Button([icon(picture), html.Span(said)], id=which, type="button", className=f"button {look}",
                       disabled=shut)  # fmt: skip


def register(app: Dash, answers: Answers, page: str) -> None:
    """Connect the panel and its buttons."""
    _register_panel(app, answers, page)

    @app.callback(
        Output(ids.ASKED, "data"),
        Output(ids.CHOSEN, "data"),
        Input(ids.MOVE, "n_clicks"),
        Input(ids.SWAP, "n_clicks"),
        Input(ids.LOCK, "n_clicks"),
        Input(ids.AWAY, "n_clicks"),
        Input(ids.CLOSE, "n_clicks"),
        State(ids.TO, "value"),
        State(ids.WITH, "value"),
        State(ids.CHOSEN, "data"),
        State(ids.STEPS, "data"),
        State(ids.BASE, "data"),
        State(common.URL, "pathname"),
        prevent_initial_call=True,
    )
    def act(*given: Any) -> tuple[Any, None]:  # noqa: ANN401 - as it comes from the browser
        to, other, data, steps, base, pathname = given[-6:]
        here(page, pathname)
        chosen, which = Chosen.read(data), pressed()
        if chosen is None or which is None:
            raise PreventUpdate
        step = asked(which, chosen, (to, other), lambda: read_desk(answers, base, steps))
        if step is None:
            raise PreventUpdate
        # a count makes two steps of the same kind two
        return (None if step == CLOSED else {"step": step, "count": sum(n or 0 for n in given[:5])}), None

    @app.callback(
        Output(ids.WHY_SAID, "children"),
        Input(ids.WHY, "n_clicks"),
        State(ids.CHOSEN, "data"),
        State(ids.STEPS, "data"),
        State(ids.BASE, "data"),
        State(common.URL, "pathname"),
        prevent_initial_call=True,
    )
    def why(clicks: int | None, data: object, steps: object, base: Any, pathname: str) -> Component:  # noqa: ANN401
        text, chosen = here(page, pathname), Chosen.read(data)
        if not clicks or chosen is None:
            raise PreventUpdate
        return safely(text, lambda: reasons(text, answers, read_desk(answers, base, steps), chosen))


CLOSED: list[Any] = []
"""No step: the panel is closed."""


def asked(pressed: str, chosen: Chosen, given: tuple[Any, Any], desk: Any) -> list[Any] | None:  # noqa: ANN401
    """The step that a button of the panel means; ``None`` when its field is empty.

    Parameters
    ----------
    pressed
        Id of the button.
    chosen
        Whom it is about.
    given
        The group and the person that are chosen in the fields.
    desk
        Gives the seating as it stands.
    """
    to, other = given
    if pressed == ids.CLOSE:
        return CLOSED
    if pressed == ids.MOVE:
        return [Kind.MOVE.value, chosen.person, str(to), chosen.round] if to else None
    if pressed == ids.SWAP:
        return [Kind.SWAP.value, chosen.person, str(other), chosen.round] if other else None
    if pressed == ids.AWAY:
        return [Kind.ABSENT.value, chosen.person, "", 0]
    now = desk().now
    if chosen.person in dict(now.request.pins):
        return [Kind.UNLOCK.value, chosen.person, "", 0]
    group = next((g for n, g, who in now.seats if n == chosen.round and who == chosen.person), None)
    return [Kind.LOCK.value, chosen.person, group, 0] if group else None


def _register_panel(app: Dash, answers: Answers, page: str) -> None:
    @app.callback(
        Output(ids.PANEL, "children"),
        Input(ids.CHOSEN, "data"),
        State(ids.STEPS, "data"),
        State(ids.BASE, "data"),
        State(common.URL, "pathname"),
        prevent_initial_call=True,
    )
    def show(data: object, steps: object, base: Any, pathname: str) -> Component | None:  # noqa: ANN401
        text, chosen = here(page, pathname), Chosen.read(data)
        if chosen is None:
            return None

        def build() -> Component:
            return panel(text, read_desk(answers, base, steps), chosen) or html.Div()

        return safely(text, build)


def reasons(text: Words, answers: Answers, desk: Desk, chosen: Chosen) -> Component:
    """Say why somebody sits where they do, and what the best other seats would cost."""
    found = answers.groups.explained(desk.now, chosen.person)
    bound = [html.Li(text.say(one)) for one in found.reasons]
    places = [
        html.Li([html.Strong(text.t(JUDGED[one.verdict])), " ", text.say(one.message)])
        for one in sorted(
            (one for one in found.places if one.round == chosen.round),
            key=lambda one: (list(JUDGED).index(one.verdict), one.group),
        )
    ]
    return html.Div(
        [
            html.P(text.say(found.summary)),
            *([html.Ul(bound)] if bound else []),
            *(
                [html.Details([html.Summary(text.t("groups.other_places")), html.Ul(places[:MOST_PLACES])])]
                if places
                else []
            ),
            *[html.P(text.say(note), className="muted") for note in found.notes],
        ]
    )
