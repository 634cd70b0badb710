"""The numbers of *Side om side* as tables: the twin of the panels, and how each network was registered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dash import html

from dashboard.components.table import table
from dashboard.pages.learn_frame import place
from dashboard.pages.learn_numbers import amount, p_value, with_span

if TYPE_CHECKING:
    from dash.development.base_component import Component

    from dashboard.texts import Words
    from matchmaker.services.side_by_side import (
        CompareResult,
        MunicipalityRow,
        QuantityRow,
        Registered,
    )

CONDITIONS = 4
"""What must be alike: form, boundary, season, response rate."""


def numbers(text: Words, answer: CompareResult) -> list[Component]:
    """Make a table for each quantity; those of whom it cannot be said stand below it, with the reason."""
    return [part for at in range(len(answer.measures)) for part in _one(text, answer, at)]


def _one(text: Words, answer: CompareResult, at: int) -> list[Component]:
    title = text.say(answer.measures[at].title)
    codes = ["learn.municipality", "learn.value", "learn.counted"]
    if answer.request.draws:
        codes += ["learn.by_chance", "learn.verdict", "learn.p", "learn.z"]
    told: list[list[str]] = []
    hidden: dict[str, list[str]] = {}
    for row in answer.rows:
        one = row.quantities[at]
        if one.hidden is None:
            told.append([place(row.number), *_cells(text, one, answer)])
        else:
            hidden.setdefault(text.say(one.hidden), []).append(place(row.number))
    headers = [text.t(code) for code in codes]
    shown: list[Component] = [table(title, headers, told, frozenset({1, 2, 3, 5, 6}))] if told else []
    head = [] if told else [html.P(html.Strong(title))]
    return [*head, *shown, *(_hidden(text, why, tuple(where)) for why, where in hidden.items())]


def _hidden(text: Words, why: str, where: tuple[str, ...]) -> html.P:
    return html.P(text.t("learn.hidden_for", why=why, municipalities=where), className="muted")


def _cells(text: Words, one: QuantityRow, answer: CompareResult) -> list[str]:
    cells = [with_span(text, one.value, one.interval, share=one.share), text.show(one.ties)]
    return [*cells, *(_chance(text, one) if answer.request.draws else [])]


def _chance(text: Words, one: QuantityRow) -> list[str]:
    chance = one.chance
    if chance is None:
        return ["–"] * 4
    if chance.kept:
        return [amount(text, chance.mean, share=one.share), text.t("learn.kept"), "–", "–"]
    said = with_span(text, chance.mean, (chance.low, chance.high), share=one.share)
    p = text.t("learn.p_both", p=p_value(text, chance.p), corrected=p_value(text, chance.p_corrected))
    z = "–" if chance.z is None else text.number(chance.z, 1)
    return [said, text.say(chance.verdict), p, z]


def networks(text: Words, answer: CompareResult) -> list[Component]:
    """Tell how large the networks are, and how they were registered."""
    codes = ("learn.municipality", "learn.inhabitants", "learn.actors", "learn.ties", "learn.mean_degree")
    rows = [[place(row.number), *_size(text, row)] for row in answer.rows]
    sizes = table(text.t("learn.networks_caption"), [text.t(code) for code in codes], rows,
                  frozenset({1, 2, 3, 4}))  # fmt: skip
    return [sizes, html.P(text.t("learn.networks_reading")), _registered(text, answer)]


def _size(text: Words, row: MunicipalityRow) -> list[str]:
    return [
        text.show(row.inhabitants),
        text.show(row.actors),
        text.show(row.ties) if row.ties_hidden is None else text.say(row.ties_hidden),
        amount(text, row.mean_degree, share=False),
    ]


def _registered(text: Words, answer: CompareResult) -> Component:
    if all(len(row.registered.unstated) == CONDITIONS for row in answer.rows):
        return html.P(text.t("learn.none_registered"))
    codes = ("learn.municipality", "learn.period", "learn.form_used", "learn.boundary", "learn.season",
             "learn.response")  # fmt: skip
    rows = [[place(row.number), *_how(text, row.registered)] for row in answer.rows]
    return table(text.t("learn.registered_caption"), [text.t(code) for code in codes], rows, frozenset({5}))


def _how(text: Words, said: Registered) -> list[str]:
    unstated = text.t("learn.unstated")
    days = [day.isoformat() for day in (said.begun, said.ended) if day is not None]
    return [
        " – ".join(days) or unstated,
        said.form or unstated,
        said.boundary or unstated,
        unstated if said.season_label is None else text.say(said.season_label),
        unstated if said.response_rate is None else text.percent(said.response_rate),
    ]
