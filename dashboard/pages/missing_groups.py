"""Participants compared with the population: per attribute an interval picture, a table, and the whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dash import html

from dashboard import state
from dashboard.components.attributes import attr
from dashboard.components.drawn import drawn
from dashboard.components.pieces import go_button, notes, section
from dashboard.components.table import table
from dashboard.figures.comparison import Row, dots
from dashboard.pages.missing_frame import framed
from matchmaker.kernel.errors import Message
from matchmaker.model.vocabulary import Step
from matchmaker.services.funnel import step_label
from matchmaker.services.gaps import INVITED_FROM, OLDEST
from matchmaker.services.repeat import gaps_command
from matchmaker.services.representation import RepresentationRequest, compare_groups

if TYPE_CHECKING:
    from collections.abc import Callable

    from dash.development.base_component import Component

    from dashboard.pages.answers import Answers
    from dashboard.texts import Words
    from matchmaker.services.gaps import GapsRequest
    from matchmaker.services.representation import (
        IndexValue,
        NotCompared,
        RepresentationRow,
        RepresentationTable,
    )

BY = ("kjonn", "aldersgruppe", "kjonn*aldersgruppe", "sted")
"""What the page compares by; the command line takes any attribute."""


def groups(text: Words, answers: Answers, request: GapsRequest, search: str) -> Component:
    """Compare those who are asked about, or those who came to a step that is counted, with the population."""
    asked = state.one(search, state.STEP)
    step = asked if request.challenge and asked in [one.value for one in Step] else None
    wish = RepresentationRequest(
        request.dataset, request.challenge, request.team, by=BY, ages=_ages(request), on=request.on,
        step=step, edition=request.edition,
    )  # fmt: skip
    answer = answers.ask(compare_groups, wish, request.dataset)
    return framed(
        text,
        text.say(Message("representation.heading", {"title": answer.title})),
        answer,
        [
            *_choice(text, search, answer.counted, step),
            *(_one(text, one) for one in answer.tables),
            *_others(text, answer.not_compared),
        ],
        gaps_command(request, text.language, "--by", ",".join(BY), *(("--step", step) if step else ())),
        text.t("funnel.synthetic") if step else "",
    )


def _ages(request: GapsRequest) -> tuple[int, int] | None:
    """The ages that are asked about; where nothing is said, the service finds those that were counted."""
    return None if request.ages == (INVITED_FROM, OLDEST) else request.ages


def _choice(text: Words, search: str, steps: tuple[str, ...], chosen: str | None) -> list[Component]:
    """Choose who is compared, where the organiser has counted the steps."""
    if not steps:
        return []
    names: dict[str | None, str] = {None: text.t("groups.registered")}
    names.update({step: text.say(step_label(step)) for step in steps})
    buttons = [
        go_button(
            f"step-{step}", state.changed(search, state.STEP, step), name, look="plain",
            **{"aria-pressed": "true" if step == chosen else "false"},
        )
        for step, name in names.items()
    ]  # fmt: skip
    label = text.t("groups.who")
    row = [html.Span(f"{label}:"), *buttons]
    return [html.Div(row, className="row-buttons", role="group", **attr({"aria-label": label}))]


def _one(text: Words, found: RepresentationTable) -> html.Section:
    label = text.show(found.label)
    counts = {"n": found.n, "unknown": found.unknown, "outside": found.outside}
    said = text.say(Message("representation.counts", {**counts, "population": found.population}))
    parts: list[Component] = [html.P(said), *([_notes(text, found)] if found.notes else [])]
    if found.rows:
        parts += [*_compared(text, found, label), *_whole(text, found)]
    return section(label[:1].upper() + label[1:], *parts, look="comparison")


def _notes(text: Words, found: RepresentationTable) -> html.Ul:
    return notes([text.say(note) for note in found.notes])


def _compared(text: Words, found: RepresentationTable, label: str) -> list[Component]:
    marks = [
        Row(text.show(row.label), row.compared.share, row.compared.interval, row.compared.population_share)
        for row in found.rows
    ]
    caption = text.t("compare.caption", attribute=label, n=found.n)
    figure = dots(marks, text.t("compare.people"), text.t("compare.population"))
    names = ("group", "count", "share", "verdict", "gap", "ratio", "p")
    headers = [text.say(Message(f"representation.{name}")) for name in names]
    parts: list[Component] = [
        drawn(text, figure, caption, text.t("compare.no_figure")),
        table(caption, headers, [_row(text, row) for row in found.rows], frozenset({1, 2, 4, 5, 6})),
    ]
    if found.unknown + found.outside:
        parts.append(_bounds(text, found))
    return parts


def _row(text: Words, row: RepresentationRow) -> list[str]:
    one = row.compared
    p = (
        "–"
        if one.p is None or one.p_corrected is None
        else f"{text.p_value(one.p)} ({text.p_value(one.p_corrected)})"
    )
    gap = row.smallest_gap
    return [
        text.show(row.label),
        f"{one.n} / {'–' if one.expected is None else text.number(one.expected, 1)}",
        _spread(one.share, one.interval, text.percent),
        text.say(Message(f"verdict.{one.verdict.value}")),
        text.say(Message("representation.none_shows")) if gap is None else text.number(100 * gap, 1),
        _spread(one.ratio, one.ratio_interval, lambda value: text.number(value, 2)),
        p,
    ]


def _spread(value: float | None, interval: tuple[float, float] | None, write: Callable[[float], str]) -> str:
    """Write a number with its interval in brackets."""
    if value is None:
        return "–"
    if interval is None:
        return write(value)
    return f"{write(value)} ({write(interval[0])}–{write(interval[1])})"


def _bounds(text: Words, found: RepresentationTable) -> html.Div:
    title = text.say(Message("representation.unknown_heading"))
    headers = [
        text.say(Message(f"representation.{name}")) for name in ("group", "bounds", "if_none", "if_all")
    ]
    rows = []
    for row in found.rows:
        one = row.compared
        if one.population is None:
            continue
        ends = "–" if one.share_bounds is None else "–".join(text.percent(end) for end in one.share_bounds)
        said = [text.say(Message(f"verdict.{verdict.value}")) for verdict in (one.if_none, one.if_all)]
        rows.append([text.show(row.label), ends, *said])
    return html.Div([html.H3(title), table(title, headers, rows, frozenset({1}))])


def _whole(text: Words, found: RepresentationTable) -> list[Component]:
    title = text.say(Message("representation.whole"))
    headers = [text.say(Message(f"representation.{name}")) for name in ("index", "value", "caution")]
    rows = [[text.say(one.label), _value(text, one), text.say(one.caution)] for one in found.indices]
    parts: list[Component] = []
    if found.exact is not None:
        code = "representation.exact" if found.exact.draws is None else "representation.exact_drawn"
        said = text.say(Message(code, {"p": text.p_value(found.exact.p), "draws": found.exact.draws}))
        parts.append(html.P(said))
    return [html.Details([html.Summary(title), *parts, table(title, headers, rows, frozenset({1}))])]


def _value(text: Words, one: IndexValue) -> str:
    if one.value is None:
        return "–"
    said = text.number(one.value, 3)
    if one.by_chance is None:
        return said
    by_chance = Message("representation.by_chance", {"value": text.number(one.by_chance, 3)})
    return f"{said} {text.say(by_chance)}"


def _others(text: Words, rows: tuple[NotCompared, ...]) -> list[Component]:
    if not rows:
        return []
    title = text.say(Message("representation.not_compared"))
    headers = [text.say(Message(f"representation.{name}")) for name in ("side", "persons", "others")]
    cells = [[text.say(row.label), str(row.persons), str(row.others)] for row in rows]
    return [section(title, table(title, headers, cells, frozenset({1, 2})))]
