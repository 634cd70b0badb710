"""Municipalities two by two: how they differ, in words and figures, and why some cannot be compared."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from dash import html

from dashboard.components.pieces import callout, section
from dashboard.components.table import table
from dashboard.pages.learn_frame import place
from dashboard.pages.learn_numbers import gap, gap_cell, p_value
from matchmaker.kernel.errors import Message
from matchmaker.services import labels

if TYPE_CHECKING:
    from dash.development.base_component import Component

    from dashboard.texts import Words
    from matchmaker.services.side_by_side import CompareResult, DifferenceRow, PairRow

DIFFERENT = "forskjellig"
"""Code of a difference that is more than chance makes."""


def apart(text: Words, answer: CompareResult) -> list[Component]:
    """Say which cannot be compared, why, and what would mend it; those with one reason stand together."""
    by_reason: dict[tuple[str, ...], list[PairRow]] = defaultdict(list)
    for pair in answer.pairs:
        if not pair.comparable:
            by_reason[tuple(text.say(one) for one in pair.why)].append(pair)
    if not by_reason:
        return []
    boxes = [_apart(text, why, pairs, len(answer.pairs)) for why, pairs in by_reason.items()]
    return [section(text.t("learn.apart"), html.P(text.t("learn.apart_lead")), *boxes)]


def _apart(text: Words, why: tuple[str, ...], pairs: list[PairRow], every: int) -> Component:
    names = [both(text, pair) for pair in pairs]
    which: list[Component] = [html.P(html.Strong(names[0]))]
    if len(pairs) == every > 1:
        which = [html.P(html.Strong(text.t("learn.apart_every", count=every)))]
    elif len(pairs) > 1:
        said = html.Strong(text.t("learn.apart_several", count=len(pairs)))
        which = [html.P(said), html.P("; ".join(names))]
    return callout(
        *which,
        html.Ul([html.Li(one) for one in why]),
        html.P(text.t("learn.mend")),
        html.Ul([html.Li(one) for one in _mend(text, pairs)]),
    )


def _mend(text: Words, pairs: list[PairRow]) -> list[str]:
    """What would mend all of them: what they have in common, and where the sheet is empty, to fill it."""
    ways = [[text.say(one) for one in pair.mend] for pair in pairs]
    common = [said for said in ways[0] if all(said in other for other in ways)]
    if len(pairs) > 1 and pairs[0].unstated:
        common.insert(0, text.say(Message("compare.mend_sheet")))
    return list(dict.fromkeys(common))


def both(text: Words, pair: PairRow) -> str:
    """Name the two municipalities of a pair."""
    return text.t("learn.both", first=place(pair.first), second=place(pair.second))


def differences(text: Words, answer: CompareResult) -> list[Component]:
    """Tell how municipalities that can be compared differ, and where no difference is shown."""
    held = [pair for pair in answer.pairs if pair.comparable]
    if not held:
        return []
    return [
        section(
            text.t("learn.differences"),
            html.P(text.t("learn.differences_reading")),
            *(_pair(text, pair) for pair in held),
        )
    ]


def _pair(text: Words, pair: PairRow) -> html.Div:
    found = [one for one in pair.differences if one.told == DIFFERENT and one.value is not None]
    said = [html.Li(_said(text, pair, one)) for one in found]
    codes = ("learn.quantity", "learn.difference", "learn.verdict", "learn.p", "learn.detectable")
    rows = [[text.say(one.title), *_cells(text, one)] for one in pair.differences]
    caption = text.t(
        "learn.difference_caption", first=labels.place(pair.first), second=labels.place(pair.second)
    )
    shown = html.Ul(said) if said else html.P(text.t("learn.no_difference"))
    return html.Div(
        [
            html.H3(both(text, pair)),
            shown,
            html.Details(
                [
                    html.Summary(text.t("learn.as_table")),
                    table(caption, [text.t(code) for code in codes], rows, frozenset({1, 3, 4})),
                ]
            ),
        ],
        className="stacked",
    )


def _said(text: Words, pair: PairRow, one: DifferenceRow) -> str:
    value, interval = one.value or 0.0, one.interval or (0.0, 0.0)
    if value < 0:
        interval = (-interval[1], -interval[0])
    said, ends = gap(text, abs(value), interval, share=one.share)
    return text.t(
        "learn.higher" if value > 0 else "learn.lower",
        quantity=text.say(one.title), first=labels.place(pair.first), second=labels.place(pair.second),
        value=said, interval=ends,
    )  # fmt: skip


def _cells(text: Words, one: DifferenceRow) -> list[str]:
    if one.hidden is not None or one.value is None:
        return [text.say(one.hidden) if one.hidden else "–", text.say(one.verdict), "–", "–"]
    return [
        gap_cell(text, one.value, one.interval, share=one.share),
        text.say(one.verdict),
        text.t("learn.p_both", p=p_value(text, one.p), corrected=p_value(text, one.p_corrected)),
        gap_cell(text, one.detectable, None, share=one.share),
    ]
