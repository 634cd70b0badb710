"""What the latest change costs: each level before and after, and which rules break or hold again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from dash import html

from dashboard.components.group_words import LEVELS
from dashboard.components.icons import icon
from dashboard.pages.groups_steps import Kind, Step

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dash.development.base_component import Component

    from dashboard.components.group_words import Names
    from dashboard.texts import Words
    from matchmaker.services.groups_request import Split

_SAID: Final = {
    Kind.MOVE: "groups.did.flytt",
    Kind.SWAP: "groups.did.bytt",
    Kind.ABSENT: "groups.did.borte",
    Kind.PRESENT: "groups.did.kommer",
    Kind.LOCK: "groups.did.las",
    Kind.UNLOCK: "groups.did.las_opp",
}
_REPAIRED: Final = "groups.repaired"
MOST_MOVES: Final = 20
"""Moves of a repair that are told by name; the marks in the groups show all of them."""


@dataclass(frozen=True)
class Cost:
    """A change in words."""

    what: str
    levels: tuple[str, ...]
    broken: tuple[str, ...]
    mended: tuple[str, ...]
    moves: tuple[str, ...] = ()
    """Who is told another group, where rules were restored."""


@dataclass(frozen=True)
class Called:
    """What people, groups, attributes and values are called."""

    people: Mapping[str, str]
    groups: Mapping[str, str]
    names: Names


def cost_of(
    text: Words, step: Step, before: Split, after: Split, called: Called, *, undone: bool = False
) -> Cost:
    """Put a change into words.

    Parameters
    ----------
    text
        The words.
    step
        What was done, or undone.
    before, after
        The seating before and after.
    called
        Names.
    undone
        Whether the step was taken back.
    """
    told = _what(text, step, after, called)
    moves = _moves(text, after, called) if step.kind is Kind.REPAIR and not undone else ()
    return Cost(
        text.t("groups.undone", what=told) if undone else told,
        _levels(text, before, after),
        *_rules(before, after, called.names),
        moves,
    )


def _what(text: Words, step: Step, after: Split, called: Called) -> str:
    if step.kind is Kind.REPAIR:
        # whether fewer moves could have done it
        proven = [text.say(note) for note in after.notes if note.code.startswith(_REPAIRED)]
        return proven[0] if proven else text.t("groups.did.reparer", count=after.moved)
    other = called.groups.get(step.to) or called.people.get(step.to, step.to)
    person = called.people.get(step.person, step.person)
    return text.t(_SAID[step.kind], person=person, to=other, round=step.round)


def _levels(text: Words, before: Split, after: Split) -> tuple[str, ...]:
    earlier = {level.level: level.value for level in before.levels}
    return tuple(
        text.t(
            "groups.level_worse" if level.value > earlier[level.level] else "groups.level_better",
            level=text.t(LEVELS[level.level]), before=earlier[level.level], after=level.value,
        )
        for level in after.levels
        if level.value != earlier.get(level.level, level.value)
    )  # fmt: skip


def _rules(before: Split, after: Split, names: Names) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Rules that break by the change, and those that hold again."""
    earlier, now = ([names.said(one) for one in split.breaches] for split in (before, after))
    return (
        tuple(dict.fromkeys(one for one in now if one not in earlier)),
        tuple(dict.fromkeys(one for one in earlier if one not in now)),
    )


def _moves(text: Words, after: Split, called: Called) -> tuple[str, ...]:
    return tuple(
        text.t("groups.moved_one", person=one.name, before=called.groups.get(one.told, one.told),
               after=group.name, round=part.number)
        for part in after.rounds
        for group in part.groups
        for one in group.people
        if one.told
    )  # fmt: skip


def aloud(text: Words, cost: Cost) -> str:
    """The change as it is read aloud."""
    rules = text.t("groups.breaks", rules=" ".join(cost.broken)) if cost.broken else ""
    levels = cost.levels or (text.t("groups.level_same"),)
    return " ".join(filter(None, (cost.what, *levels, rules)))


def told(text: Words, cost: Cost) -> Component:
    """Show the change."""
    parts: list[Component] = [html.P(cost.what, className="cost-what")]
    levels = cost.levels or (text.t("groups.level_same"),)
    parts.append(html.Ul([html.Li(one) for one in levels], className="cost-levels"))
    if cost.broken:
        parts.append(_list(text.t("groups.now_broken"), cost.broken, "warn"))
    if cost.mended:
        parts.append(_list(text.t("groups.now_mended"), cost.mended, "check"))
    if cost.moves:
        parts.append(html.Ul([html.Li(one) for one in cost.moves[:MOST_MOVES]], className="cost-moves"))
    return html.Div(parts, className="cost broken" if cost.broken else "cost")


def _list(title: str, rules: tuple[str, ...], picture: str) -> html.Div:
    return html.Div(
        [
            html.P([icon(picture), html.Strong(title)]),
            html.Ul([html.Li(one) for one in rules], className="cost-rules"),
        ],
        className=f"cost-list {picture}",
    )
