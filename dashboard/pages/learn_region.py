"""The region as a network of networks: ties across municipalities, what nobody has, what several share."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from dash import html

from dashboard.components.drawn import drawn
from dashboard.components.pieces import callout, empty, section
from dashboard.components.table import table
from dashboard.figures.heat import heat
from dashboard.learn_state import compare_request
from dashboard.pages.learn_commands import compare_command
from dashboard.pages.learn_frame import framed, place
from dashboard.pages.learn_side import nobody
from matchmaker.services import labels
from matchmaker.services.side_by_side import compare

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dash.development.base_component import Component

    from dashboard.pages.answers import Answers
    from dashboard.texts import Words
    from matchmaker.services.region_told import RegionTold, SharedTold, TieCount
    from matchmaker.services.side_by_side import CompareResult


def build(text: Words, answers: Answers, search: str) -> Component:
    """Show municipalities as one network."""
    request = replace(compare_request(search, answers.first_dataset()), draws=0)
    answer = answers.ask(compare, request, *request.datasets)
    return framed(
        text,
        text.t("learn.region"),
        [_summary(text, one) for one in answer.regions],
        answer,
        _content(text, answer),
        compare_command(request, text.language),
    )


def _content(text: Words, answer: CompareResult) -> list[Component]:
    if not answer.rows:
        return [nobody(text)]
    if not answer.regions:
        return [empty(text.t("learn.no_region"), html.P(text.t("learn.no_region_hint")))]
    return [part for one in answer.regions for part in _region(text, one, alone=len(answer.regions) == 1)]


def _summary(text: Words, told: RegionTold) -> str:
    across = [one.count.ties for one in told.ties if one.first != one.second]
    some = sum(count != 0 for count in across)
    if any(count is None for count in across):
        return text.t("learn.region_summary_few", municipalities=len(told.numbers), pairs=len(across),
                      some=some)  # fmt: skip
    return text.t("learn.region_summary", municipalities=len(told.numbers), pairs=len(across), some=some,
                  ties=sum(count or 0 for count in across))  # fmt: skip


def _region(text: Words, told: RegionTold, *, alone: bool) -> list[Component]:
    heads = [] if alone else [html.H2(told.dataset)]
    return [
        *heads,
        section(text.t("learn.matrix"), *_matrix(text, told)),
        section(text.t("learn.nobody_has"), *_gaps(text, told)),
        section(text.t("learn.sides"), *_sides(text, told)),
        section(text.t("learn.shared"), *_shared(text, told)),
    ]


def _matrix(text: Words, told: RegionTold) -> list[Component]:
    counts = {frozenset((one.first, one.second)): one.count for one in told.ties}
    cells = [[counts[frozenset((one, other))] for other in told.numbers] for one in told.numbers]
    names = [labels.place(number) for number in told.numbers]
    rows = [
        [place(number), *(_count(text, cell) for cell in row)]
        for number, row in zip(told.numbers, cells, strict=True)
    ]
    caption = text.t("learn.matrix_caption")
    figure = heat(names, names, [[cell.ties for cell in row] for row in cells])
    return [
        html.P(text.t("learn.matrix_reading")),
        drawn(text, figure, caption, text.t("learn.nothing_drawn")),
        table(caption, [text.t("learn.municipality"), *names], rows,
              frozenset(range(1, 1 + len(names)))),
        html.P(text.t("learn.beyond", ties=_count(text, told.beyond))),
    ]  # fmt: skip


def _count(text: Words, cell: TieCount) -> str:
    return text.show(cell.ties) if cell.hidden is None else text.say(cell.hidden)


def _gaps(text: Words, told: RegionTold) -> list[Component]:
    if not told.gaps:
        return [callout(html.P(text.t("learn.no_gaps")))]
    needed = [one for one in told.gaps if one.needed_by]
    others = [one for one in told.gaps if not one.needed_by]
    parts: list[Component] = []
    if needed:
        rows = [
            [text.show(one.label), text.show(tuple(challenge.title for challenge in one.needed_by))]
            for one in needed
        ]
        headers = [text.t("learn.contribution"), text.t("learn.needed_by")]
        parts.append(table(text.t("learn.gaps_caption"), headers, rows))
    if others:
        named = text.show(tuple(text.show(one.label) for one in others))
        parts.append(html.P(text.t("learn.gaps_others", contributions=named)))
    return parts


def _sides(text: Words, told: RegionTold) -> list[Component]:
    parts: list[Component] = []
    if told.sides_absent:
        named = text.show(tuple(text.say(one.label) for one in told.sides_absent))
        parts.append(html.P(text.t("learn.sides_absent", sides=named)))
    if told.sides_alone:
        named = text.show(tuple(text.say(one.label) for one in told.sides_alone))
        parts.append(html.P(text.t("learn.sides_alone", sides=named)))
    return parts or [html.P(text.t("learn.sides_all"))]


def _shared(text: Words, told: RegionTold) -> list[Component]:
    parts: list[Component] = [
        *_several(text, "learn.shared_challenges", told.shared_challenges),
        *_several(text, "learn.shared_themes", told.shared_themes),
    ]
    return parts or [html.P(text.t("learn.none_shared"))]


def _several(text: Words, caption: str, found: Sequence[SharedTold]) -> list[Component]:
    if not found:
        return []
    headers = [text.t("learn.shared_what"), text.t("learn.municipalities")]
    rows = [[one.title, text.show(tuple(place(number) for number in one.numbers))] for one in found]
    return [table(text.t(caption), headers, rows)]
