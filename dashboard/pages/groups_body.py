"""The seating itself: broken rules, groups as cards, who has no seat, figures, and a table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from dash import html

from dashboard.components import group_ids as ids
from dashboard.components.attributes import attr
from dashboard.components.group_card import Look, chip, group_item
from dashboard.components.group_makeup import key, legend_of, outside_share, said
from dashboard.components.icons import icon
from dashboard.components.pieces import callout
from dashboard.components.table import table
from dashboard.pages.groups_figures import figures
from matchmaker.services.groups_request import PersonSeat

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dash.development.base_component import Component

    from dashboard.components.group_words import Names
    from dashboard.texts import Words
    from matchmaker.services.groups_request import GroupSeats, RoundSeats, Split

PER_LEAF: Final = 24
"""Groups shown at a time."""
MOST_BROKEN: Final = 12
"""Broken rules told at the top; each stands in its group too."""


@dataclass(frozen=True)
class Everybody:
    """Who could come to an event."""

    names: Mapping[str, str]
    """By id, those who are absent too."""
    present: tuple[frozenset[str], ...]
    """Who is there in each round, unless absent."""

    def there(self, number: int) -> frozenset[str]:
        """Who is there in a round, unless absent."""
        return self.present[number - 1] if 1 <= number <= len(self.present) else frozenset()


@dataclass(frozen=True)
class View:
    """What of a seating is looked at."""

    round: int = 1
    wanted: str = ""
    leaf: int = 0
    table: bool = False
    """Whether the groups are shown as a table too."""

    @property
    def folded(self) -> str:
        """What is searched for, however it is written."""
        return self.wanted.strip().casefold()


def shown_round(split: Split, number: int) -> RoundSeats:
    """The round that is looked at; the first when there is no such."""
    return next((one for one in split.rounds if one.number == number), split.rounds[0])


@dataclass(frozen=True)
class Leaf:
    """The groups that are shown at a time."""

    part: RoundSeats
    groups: tuple[GroupSeats, ...]
    number: int
    last: int
    found: int
    """How many groups there are to page through."""
    weakest: str

    def changed(self, other: Leaf) -> tuple[GroupSeats, ...] | None:
        """Groups that look otherwise than in another; ``None`` when not the same groups are shown."""
        if [one.id for one in self.groups] != [one.id for one in other.groups]:
            return None
        return tuple(
            mine
            for mine, theirs in zip(self.groups, other.groups, strict=True)
            if mine != theirs or (mine.id == self.weakest) != (theirs.id == other.weakest)
        )


def leaf_of(split: Split, view: View) -> Leaf:
    """The groups of a seating that a view shows."""
    part = shown_round(split, view.round)
    groups = found(part, view.folded)
    last = max(0, -(-len(groups) // PER_LEAF) - 1)
    number = min(max(view.leaf, 0), last)
    page = groups[number * PER_LEAF : (number + 1) * PER_LEAF]
    return Leaf(part, tuple(page), number, last, len(groups), _weakest(part))


def look_of(split: Split, view: View, leaf: Leaf, names: Names) -> Look:
    """What all cards have in common."""
    called = {group.id: group.name for group in leaf.part.groups}
    return Look(leaf.part.number, legend_of(split, names), called, names, leaf.weakest, view.folded)


def above(text: Words, split: Split, look: Look, everybody: Everybody) -> list[Component]:
    """Show what is broken, and who has no seat."""
    return [*broken(text, split, look.names), without_seat(text, split, look, everybody)]


def groups(text: Words, leaf: Leaf, look: Look) -> list[Component]:
    """Show the groups as cards."""
    if not leaf.groups:
        return [html.P(text.t("groups.none_found"), className="muted")]
    return [
        *([key(text, look.legend)] if look.legend.values else []),
        html.Ul([group_item(text, group, look) for group in leaf.groups], className="groups"),
        *([_leaves(text, leaf)] if leaf.last else []),
    ]


def below(text: Words, split: Split, view: View, leaf: Leaf, look: Look) -> list[Component]:
    """Show the same groups as a table where that is asked for, and what the seating is worth."""
    listed = [_table(text, leaf.part, list(leaf.groups), look)] if view.table and leaf.groups else []
    return [*listed, figures(text, split)]


def found(part: RoundSeats, wanted: str) -> list[GroupSeats]:
    """Groups whose name, or somebody in which, has what is searched for; all when nothing is."""
    if not wanted:
        return list(part.groups)
    return [
        group
        for group in part.groups
        if wanted in group.name.casefold() or any(wanted in one.name.casefold() for one in group.people)
    ]


def _weakest(part: RoundSeats) -> str:
    points = {group.id: group.points for group in part.groups}
    if len(set(points.values())) < 2:
        return ""
    return min(points, key=lambda group: (-points[group], group))


def broken(text: Words, split: Split, names: Names) -> list[Component]:
    """Say which rules are broken, first and plainly; nothing when all are kept."""
    if not split.breaches:
        return []
    rules = [names.said(one) for one in split.breaches]
    more = len(rules) - MOST_BROKEN
    return [
        html.Div(
            [
                html.H3([icon("warn"), text.t("groups.broken", count=len(rules))]),
                html.Ul([html.Li(one) for one in rules[:MOST_BROKEN]]),
                *([html.P(text.t("groups.broken_more", count=more))] if more > 0 else []),
            ],
            className="callout warn broken-rules",
        )
    ]


def without_seat(text: Words, split: Split, look: Look, everybody: Everybody) -> html.Div:
    """Who comes and has no seat in the round, to be dragged to one; and who does not come."""
    people, number = everybody.names, look.number
    seated = {one.id for group in shown_round(split, number).groups for one in group.people}
    absent = [actor for actor in split.request.absent if actor in people]
    loose = everybody.there(number) - seated - set(absent)
    parts: list[Component] = []
    if loose:
        chips = [
            html.Li(chip(text, PersonSeat(actor, people[actor], stays=False, told=""), "", look))
            for actor in sorted(loose, key=lambda actor: (people[actor].casefold(), actor))
        ]
        parts.append(
            callout(
                html.P([html.Strong(text.t("groups.loose", count=len(loose))), " ",
                        text.t("groups.loose_hint")]),
                html.Ul(chips, className="people in-line"), look="warn",
            )
        )  # fmt: skip
    if absent:
        verb = text.t("groups.back")
        items = [
            html.Li(
                [
                    html.Span(people[actor]),
                    html.Button([icon("undo"), html.Span(verb)], id=ids.back(actor), type="button",
                                className="button quiet", **attr({"aria-label": f"{verb}: {people[actor]}"})),
                ]
            )
            for actor in absent
        ]  # fmt: skip
        parts.append(
            callout(html.P(html.Strong(text.t("groups.absent_are", count=len(absent)))),
                    html.Ul(items, className="told-list in-line"))
        )  # fmt: skip
    return html.Div(parts, className="without-seat")


def _leaves(text: Words, leaf: Leaf) -> html.Nav:
    def button(way: str, said_: str, *, shut: bool) -> html.Button:
        return html.Button(said_, id=ids.turn(way), type="button", className="button plain", disabled=shut)

    first, end = leaf.number * PER_LEAF + 1, min((leaf.number + 1) * PER_LEAF, leaf.found)
    return html.Nav(
        [
            button("back", text.t("table.previous"), shut=leaf.number == 0),
            html.Span(text.t("groups.leaf", first=first, last=end, count=leaf.found)),
            button("next", text.t("table.next"), shut=leaf.number == leaf.last),
        ],
        className="leaves",
        **attr({"aria-label": text.t("groups.leaves")}),
    )


def _table(text: Words, part: RoundSeats, groups: list[GroupSeats], look: Look) -> Component:
    headers = [
        text.t("groups.group"), text.t("groups.where"), text.t("groups.people"),
        text.t("groups.makeup_title"), text.t("groups.points_title"), text.t("groups.rules_broken"),
    ]  # fmt: skip
    rows = [
        [
            group.name,
            " · ".join(filter(None, (group.room, group.challenge))) or "–",
            [html.Span(one.name, className="line") for one in group.people] or "–",
            [html.Span(said(text, one, look.legend), className="line") for one in group.attributes]
            + [
                html.Span(outside, className="line")
                for one in group.attributes
                if (outside := outside_share(text, one, look.legend))
            ]
            or "–",
            str(group.points),
            [html.Span(look.names.said(one), className="line") for one in group.breaches] or "–",
        ]
        for group in groups
    ]
    return table(text.t("groups.table_caption", round=part.number), headers, rows, frozenset({4}))
