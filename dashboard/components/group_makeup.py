"""A group's make-up at a glance: a bar per attribute, numbers in words, and what lies outside."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from dash import html

from dashboard.components.attributes import attr
from dashboard.components.icons import icon
from dashboard.figures.groups import Mark, bar, marks
from matchmaker.model.vocabulary import GroupMode

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dash.development.base_component import Component

    from dashboard.components.group_words import Names
    from dashboard.texts import Words
    from matchmaker.services.groups_request import AttributeInGroup, Split, ValueCount

_SHARED: Final = frozenset({GroupMode.SPRE, GroupMode.BALANSER})
"""Ways in which a group is meant to have its share of each value."""


@dataclass(frozen=True)
class Legend:
    """How each value of each attribute is called and looks, the same in every group."""

    attributes: Mapping[str, str]
    values: Mapping[str, Mapping[str, str]]
    looks: Mapping[str, Mapping[str, Mark]]


def legend_of(split: Split, names: Names) -> Legend:
    """Give every value of a seating its name and look."""
    values: dict[str, dict[str, str]] = {}
    for part in split.rounds:
        for group in part.groups:
            for one in group.attributes:
                held = values.setdefault(one.attribute, {})
                for count in one.counts:
                    held.setdefault(count.value, names.value(one.attribute, count.value))
    return Legend(
        {code: names.attribute(code) for code in values},
        values,
        {code: marks(held) for code, held in values.items()},
    )


def key(text: Words, legend: Legend) -> html.Details:
    """Explain the short words in the bars."""
    rows = [
        html.Div(
            [
                html.Dt(legend.attributes[code]),
                html.Dd(
                    [
                        html.Span(
                            [_swatch(legend.looks[code][value]), html.Span(name)], className="mark-name"
                        )
                        for value, name in held.items()
                    ]
                ),
            ]
        )
        for code, held in legend.values.items()
    ]
    return html.Details(
        [html.Summary(text.t("groups.key")), html.Dl(rows, className="mark-key")], open=True,
        className="fold-narrow",
    )  # fmt: skip


def _swatch(mark: Mark) -> html.Span:
    return html.Span(
        mark.short, className="mark underlined" if mark.underlined else "mark",
        style={"backgroundColor": mark.colour, "color": mark.ink}, **attr({"aria-hidden": "true"}),
    )  # fmt: skip


def makeup(text: Words, attributes: tuple[AttributeInGroup, ...], legend: Legend) -> html.Div:
    """Show a group's make-up; in words for who cannot see it."""
    return html.Div([_row(text, one, legend) for one in attributes], className="makeup")


def _row(text: Words, one: AttributeInGroup, legend: Legend) -> html.Div:
    looks = legend.looks[one.attribute]
    parts: list[Component] = [
        html.Span(legend.attributes[one.attribute], className="makeup-name", **attr({"aria-hidden": "true"})),
        html.Img(
            src=bar([(looks[count.value], count.count) for count in one.counts if count.count]),
            alt=said(text, one, legend),
            className="bar",
        ),
    ]
    outside = outside_share(text, one, legend)
    if outside:
        parts.append(html.P([icon("warn"), html.Span(outside)], className="outside"))
    return html.Div(parts, className="makeup-row")


def said(text: Words, one: AttributeInGroup, legend: Legend) -> str:
    """An attribute of a group in words: «Kjønn: kvinner 3, menn 4»."""
    names = legend.values[one.attribute]
    counts = ", ".join(f"{names[count.value]} {count.count}" for count in one.counts if count.count)
    return text.t("groups.makeup", attribute=legend.attributes[one.attribute], counts=counts or "–")


def outside_share(text: Words, one: AttributeInGroup, legend: Legend) -> str:
    """Say which values a group has more or fewer of than its share; empty when none."""
    if one.mode not in _SHARED:
        return ""
    names = legend.values[one.attribute]
    found = [
        text.t("groups.outside_one", value=names[count.value], count=count.count, share=_share(count))
        for count in one.counts
        if count.value and not count.low <= count.count <= count.high
    ]
    return text.t("groups.outside", values="; ".join(found)) if found else ""


def _share(count: ValueCount) -> str:
    return str(count.low) if count.low == count.high else f"{count.low}–{count.high}"
