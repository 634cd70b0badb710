"""The public edition: a fixed list of tables, protected together, and the findings that may be told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dash import html

from dashboard.components.finding import finding_card
from dashboard.components.pieces import notes, section
from dashboard.components.table import table
from dashboard.pages.missing_frame import framed
from matchmaker.kernel.errors import Message
from matchmaker.services.public_edition import PublicRequest, Shown, public_edition
from matchmaker.services.repeat import gaps_command

if TYPE_CHECKING:
    from dash.development.base_component import Component

    from dashboard.pages.answers import Answers
    from dashboard.texts import Words
    from matchmaker.services.gaps import GapsRequest
    from matchmaker.services.public_edition import PublicEdition, PublicRow, PublicTable


def public(text: Words, answers: Answers, request: GapsRequest, _search: str) -> Component:
    """Show what may be told in public about what is asked."""
    wish = PublicRequest(request.dataset, request.challenge, request.team, request.ages, request.on)
    answer = answers.ask(public_edition, wish, request.dataset)
    smallest = answer.request.smallest_shown
    return framed(
        text,
        text.say(Message("public.heading", {"title": answer.title})),
        answer,
        [
            *_seats(text, answer),
            *(_table(text, one, smallest) for one in answer.tables),
            *_findings(text, answer),
        ],
        gaps_command(request, text.language),
    )


def _seats(text: Words, answer: PublicEdition) -> list[Component]:
    if not answer.seats:
        return []
    items = [
        html.Li(f"{text.show(seat.name)} · {text.say(seat.sector)} · {text.say(seat.fill_how)}")
        for seat in answer.seats
    ]
    return [section(text.say(Message("public.seats")), html.Ul(items))]


def _findings(text: Words, answer: PublicEdition) -> list[Component]:
    if not answer.findings:
        return []
    cards = [finding_card(text, finding) for finding in answer.findings]
    return [section(text.say(Message("public.findings")), html.Ul(cards, className="findings"))]


def _table(text: Words, found: PublicTable, smallest: int) -> html.Section:
    title = text.say(found.title)
    parts: list[Component] = []
    if found.rows:
        compared = any(row.population_share is not None for row in found.rows)
        more = ("share", "population", "verdict") if compared else ()
        headers = [
            text.say(Message("public.group")),
            *(text.show(label) for label in found.labels),
            *(text.say(Message(f"public.{name}")) for name in more),
        ]
        several = len(found.columns) > 1
        rows = [_row(text, row, smallest, several=several, compared=compared) for row in found.rows]
        if len(rows) > 1:  # a total of one row is the row again
            hidden = any(row.state is not Shown.SHOWN for row in found.rows)
            whole = text.say(Message("public.total_with_hidden" if hidden else "public.total"))
            rows.append([whole, *(text.show(total) for total in found.totals), *("" for _ in more)])
        parts.append(table(title, headers, rows, frozenset(range(1, 1 + len(found.columns)))))
    return section(title, *parts, notes([text.say(note) for note in found.notes]))


def _row(text: Words, row: PublicRow, smallest: int, *, several: bool, compared: bool) -> list[str]:
    few = text.say(Message("public.fewer", {"smallest": smallest}))
    mark = few if row.state is Shown.FEW and not several else text.say(Message("word.hidden"))
    cells = [text.show(row.label), *(mark if n is None else text.show(n) for n in row.counts)]
    if not compared:
        return cells
    share = "–"
    if row.share is not None and row.interval is not None:
        low, high = (text.percent(end) for end in row.interval)
        share = f"{text.percent(row.share)} ({low}–{high})"
    population = "–" if row.population_share is None else text.percent(row.population_share)
    return [*cells, share, population, "–" if row.verdict is None else text.say(row.verdict)]
