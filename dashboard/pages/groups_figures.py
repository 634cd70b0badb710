"""What a seating is worth: each level beside the best that can be and seats at random, and who meets whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dash import html

from dashboard.components.group_words import LEVELS
from dashboard.components.pieces import facts, section
from dashboard.components.table import table

if TYPE_CHECKING:
    from dash.development.base_component import Component

    from dashboard.texts import Words
    from matchmaker.services.groups_request import Split


def figures(text: Words, split: Split) -> Component:
    """Show the levels as a table, and who meets again or never."""
    headers = [text.t("groups.level"), text.t("groups.now"), text.t("groups.best"), text.t("groups.random")]
    rows = [
        [
            text.t(LEVELS[one.level]),
            str(one.value),
            "–" if one.bound is None else str(one.bound),
            "–" if one.random is None else text.number(one.random, 1),
        ]
        for one in split.levels
    ]
    counted = [
        (text.t("groups.people_count"), str(split.people)),
        (text.t("groups.never_met"), str(split.never_met)),
    ]
    if len(split.rounds) > 1 or split.repeats:
        counted.insert(1, (text.t("groups.repeats"), str(split.repeats)))
    return section(
        text.t("groups.figures"),
        html.P(text.t("groups.figures_lead"), className="muted"),
        table(text.t("groups.figures_caption"), headers, rows, frozenset({1, 2, 3})),
        facts(counted),
    )
