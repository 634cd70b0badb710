"""What can be done with one seat of a kept team, in fields of its own that nobody else draws anew."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import dash_mantine_components as dmc
from dash import dcc, html

from dashboard.components import kept_ids as ids
from dashboard.components.attributes import attr
from dashboard.components.icons import icon
from dashboard.components.pickers import COMBOBOX, Option, actor_options, single_picker
from matchmaker.kernel.errors import Message
from matchmaker.services.invitation_answers import ANSWERS
from matchmaker.services.invitation_turns import Turn
from matchmaker.services.team_changes import NEW
from matchmaker.services.team_parts import NAME

if TYPE_CHECKING:
    from dash.development.base_component import Component

    from dashboard.pages.answers import Answers
    from dashboard.texts import Words
    from matchmaker.services.team_view import SeatView, TeamView

ACTOR, LOCKED, HELD, UNTIL, CALLED = "hvem", "last", "stol", "til", "navn"
SENT, ANSWER, ANSWERED = "sendt", "svar", "svart"
"""Fields of the panel."""


def panel(text: Words, answers: Answers, view: TeamView, part: str) -> Component | None:
    """Show the fields for a seat, a new chair or the name; ``None`` where there is no such seat."""
    seat = next((one for one in view.seats if one.id == part), None)
    if part == NAME:
        title, groups = text.t("kept.rename"), [_name(text, view)]
    elif part == NEW:
        title, groups = text.t("kept.add_chair"), [_chair(text, None)]
    elif seat is not None:
        title = text.t("kept.change_seat", number=seat.number, name=seat.name)
        groups = [_place(text, answers, view, seat)]
        if seat.held and not seat.actor:
            groups.append(_chair(text, seat))
        groups += _letter(text, answers, seat)
    else:
        return None
    base = {"part": part, "revision": view.mark.revision,
            "invitation": seat.state.invitation if seat else "",
            "letter": seat.state.revision if seat else 0}  # fmt: skip
    return html.Div(
        [
            html.H3(title, tabIndex=-1, **attr({"data-arrive": f"kept-{part}"})),
            dcc.Store(id=ids.base(part), data=base),
            *groups,
            html.Button(html.Span(text.t("together.close")), type="button", className="button quiet",
                        **ids.press("close", part)),
        ],
        className="form panel kept-panel", role="group", **attr({"aria-label": title}),
    )  # fmt: skip


def _button(what: str, key: str, picture: str, said: str) -> html.Button:
    return html.Button([icon(picture), html.Span(said)], type="button", className="button primary",
                       **ids.press(what, key))  # fmt: skip


def _name(text: Words, view: TeamView) -> Component:
    return html.Div(
        [
            dmc.TextInput(id=ids.field(CALLED), label=text.t("settle.name"), value=view.name, size="md"),
            _button("name", NAME, "check", text.t("kept.keep_name")),
        ],
        className="kept-fields",
    )


def _place(text: Words, answers: Answers, view: TeamView, seat: SeatView) -> Component:
    taken = {one.actor for one in view.seats if one.actor and one.id != seat.id}
    able = [one for one in answers.actors(view.dataset) if not one.reserved and one.id not in taken]
    return html.Div(
        [
            _who(text, actor_options(able), seat.actor),
            dmc.Checkbox(id=ids.field(LOCKED), label=text.t("kept.locked"), checked=seat.locked, size="md"),
            _button("seat", seat.id, "check", text.t("kept.keep_seat")),
        ],
        className="kept-fields",
    )  # fmt: skip


def _who(text: Words, options: list[Option], chosen: str) -> dmc.Select:
    field = single_picker(
        text, ACTOR, text.t("kept.who"), options, chosen or None, text.t("form.search_actor")
    )
    field.id = ids.field(ACTOR)
    return field


def _chair(text: Words, seat: SeatView | None) -> Component:
    key = seat.id if seat else NEW
    return html.Div(
        [
            dmc.TextInput(id=ids.field(HELD), label=text.t("kept.held_for"), size="md",
                          value=seat.name if seat else "", description=text.t("kept.held_hint")),
            dmc.TextInput(id=ids.field(UNTIL), label=text.t("kept.until"), value=seat.until if seat else "",
                          inputProps={"type": "date"}, size="md"),
            _button("chair", key, "check", text.t("kept.keep_chair" if seat else "kept.hold_chair")),
        ],
        className="kept-fields",
    )  # fmt: skip


def _letter(text: Words, answers: Answers, seat: SeatView) -> list[Component]:
    """Fields for an invitation that is written, or sent."""
    today = answers.environment.today.isoformat()
    if seat.state.turn is Turn.UTKAST:
        return [html.Div(
            [_day(text, SENT, text.t("kept.sent_on"), today),
             _button("sent", seat.id, "mail", text.t("kept.note_sent"))],
            className="kept-fields",
        )]  # fmt: skip
    if not seat.sent:
        return []
    options = [{"value": one, "label": text.say(Message(f"invite.answer_{one}"))} for one in ANSWERS]
    given = seat.answer if seat.answer in ANSWERS else None
    field = dmc.Select(id=ids.field(ANSWER), label=text.t("kept.answer", name=seat.asked), data=options,
                       value=given, size="md", withScrollArea=False, comboboxProps=COMBOBOX,
                       placeholder=text.t("letters.not_said"))  # fmt: skip
    return [html.Div(
        [field, _day(text, ANSWERED, text.t("kept.answered_on"), today),
         _button("answer", seat.id, "check", text.t("kept.note_answer"))],
        className="kept-fields",
    )]  # fmt: skip


def _day(text: Words, name: str, said: str, today: str) -> Any:  # noqa: ANN401 - the components are not typed
    return dmc.TextInput(id=ids.field(name), label=said, value=today, inputProps={"type": "date"}, size="md",
                         placeholder=text.t("kept.until"))  # fmt: skip
