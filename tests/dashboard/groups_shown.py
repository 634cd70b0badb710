"""Every part of the page «Gruppeinndeling», on the bundled event."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dash import dcc

from dashboard.components import group_ids
from dashboard.components.group_words import Names
from dashboard.pages import (
    groups_body,
    groups_desk,
    groups_panel,
    groups_rules,
    groups_steps,
    gruppeinndeling,
)
from dashboard.pages.groups_body import View
from dashboard.pages.groups_desk import Desk
from dashboard.pages.groups_steps import Kind, Step
from dashboard.texts import words

if TYPE_CHECKING:
    from dash.development.base_component import Component

    from dashboard.pages.answers import Answers

EVENT = "?datasett=sandnes_bootcamp&forsok=3000"
SEARCH = f"{EVENT}&vis=forslag"
"""A suggestion that takes no time, and is as good as that."""
MANY = f"{EVENT}&grupper=30&vis=forslag"


def desk(answers: Answers, *steps: Step, search: str = SEARCH) -> Desk:
    """The seating after some steps."""
    held = groups_steps.Steps(search, steps)
    return groups_desk.read_desk(
        answers,
        groups_desk.base_data(search, answers.workspace.version("sandnes_bootcamp") or 0),
        groups_steps.written(held),
    )


def body(answers: Answers, *steps: Step, view: View | None = None, search: str = SEARCH) -> list[Component]:
    """The groups, and what stands above and below them, after some steps."""
    text, here = words("nb"), desk(answers, *steps, search=search)
    split, seen = here.now.split, view or View()
    leaf = groups_body.leaf_of(split, seen)
    look = groups_body.look_of(split, seen, leaf, Names(text, here.register))
    return [
        *groups_body.above(text, split, look, here.offer.everybody),
        *groups_body.groups(text, leaf, look),
        *groups_body.below(text, split, seen, leaf, look),
    ]


def somebody(answers: Answers, group: int = 0) -> tuple[str, str]:
    """The first person of a group, and the group."""
    held = desk(answers).now.split.rounds[0].groups[group]
    return held.people[0].id, held.id


def everything(answers: Answers) -> list[Any]:
    """Whatever may stand on the page."""
    text = words("nb")
    person, _ = somebody(answers)
    sets = groups_rules.RuleSets((("a", "b"),))
    here = desk(answers)
    return [
        gruppeinndeling.layout(text, EVENT, answers),
        gruppeinndeling.seeking(text, SEARCH),
        gruppeinndeling.result(text, SEARCH, answers),
        body(answers, Step(Kind.ABSENT, person)),
        body(answers, search=MANY),
        groups_panel.panel(text, here, groups_panel.Chosen(person, 1)),
        groups_rules.rule_list(text, sets, {}, {}),
        dcc.Store(id=group_ids.FOUND),
    ]
