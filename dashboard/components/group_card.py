"""A group as a card: where it sits, who sits there, how it is made up, and which rules it breaks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dash import html

from dashboard.components import group_ids as ids
from dashboard.components.attributes import attr
from dashboard.components.group_makeup import Legend, makeup
from dashboard.components.icons import icon

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dash.development.base_component import Component

    from dashboard.components.group_words import Names
    from dashboard.texts import Words
    from matchmaker.services.groups_request import GroupSeats, PersonSeat


@dataclass(frozen=True)
class Look:
    """What all cards of a page have in common."""

    number: int
    """The round."""
    legend: Legend
    called: Mapping[str, str]
    """From a group's id to its name."""
    names: Names
    """What attributes and their values are called."""
    weakest: str = ""
    """The group with the most points against it; empty where all are as good."""
    wanted: str = ""
    """What somebody searches for, folded."""


def group_item(text: Words, group: GroupSeats, look: Look) -> html.Li:
    """Show a group in the list of groups, so that it can be drawn anew alone."""
    return html.Li(group_card(text, group, look), id=ids.card(group.id))


def group_card(text: Words, group: GroupSeats, look: Look) -> html.Article:
    """Show a group; people can be dragged to it, and each name opens what can be done with it."""
    where = " · ".join(filter(None, (group.room, group.challenge)))
    name = f"gruppe-{look.number}-{group.id}"
    tags = [html.Span(text.t("groups.weakest"), className="tag")] if group.id == look.weakest else []
    parts: list[Component] = [
        html.Header([
            html.H3(group.name, id=name),
            html.Span(_size(text, group), className="group-size"),
            *([html.P(where, className="group-where")] if where else []),
            *tags,
        ]),
        *([_broken(group, look)] if group.breaches else []),
        html.Ul([html.Li(chip(text, one, group.id, look)) for one in group.people], className="people"),
        html.P([icon("hand"), html.Span([text.t("groups.drop_here"), " ", text.t("groups.drop_swap")])],
               className="drop-hint", **attr({"aria-hidden": "true"})),
    ]  # fmt: skip
    if group.attributes:
        parts += [
            makeup(text, group.attributes, look.legend),
            html.P(text.t("groups.points", points=group.points), className="group-points"),
        ]
    return html.Article(
        parts,
        className="group-card broken" if group.breaches else "group-card",
        **attr({"aria-labelledby": name, "data-group": group.id, "data-round": str(look.number)}),
    )


def _size(text: Words, group: GroupSeats) -> str:
    return text.t("groups.size", count=len(group.people))


def _broken(group: GroupSeats, look: Look) -> html.Ul:
    return html.Ul(
        [html.Li([icon("warn"), html.Span(look.names.said(one))]) for one in group.breaches],
        className="rule-broken",
    )


def chip(text: Words, person: PersonSeat, group: str, look: Look) -> html.Button:
    """Somebody in a group: dragged with a mouse, opened by a press."""
    extra: list[Component] = []
    if person.stays:
        extra.append(
            html.Span([icon("lock"), html.Span(text.t("groups.locked"), className="visually-hidden")])
        )
    if person.told:
        came = text.t("groups.came_from", group=look.called.get(person.told, person.told))
        extra.append(html.Span(came, className="came-from"))
    found = bool(look.wanted) and look.wanted in person.name.casefold()
    return html.Button(
        [html.Span(person.name, className="person-name"), *extra] if extra else person.name,
        type="button",
        className="person found" if found else "person",
        draggable="true",
        **attr({"data-person": person.id, "data-name": person.name, "data-of": group,
                "data-at": str(look.number), "aria-haspopup": "dialog"}),
    )  # fmt: skip
