"""Who came in when: sides over the four phases as a heat map and a table, and what follows from it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dashboard.components.drawn import drawn
from dashboard.components.pieces import section
from dashboard.components.table import table
from dashboard.figures.heat import heat
from dashboard.pages.missing_frame import choose_challenge, found, framed
from matchmaker.kernel.errors import Message
from matchmaker.services import labels
from matchmaker.services.phases import PhasesRequest, look_at_phases
from matchmaker.services.repeat import gaps_command

if TYPE_CHECKING:
    from dash.development.base_component import Component

    from dashboard.pages.answers import Answers
    from dashboard.texts import Words
    from matchmaker.services.gaps import GapsRequest
    from matchmaker.services.phases import First, PhasesResult, PhaseTable

COLUMNS = ("phases.kind", "phases.first", "phases.since", "phases.days", "phases.actors")


def phases(text: Words, answers: Answers, request: GapsRequest, _search: str) -> Component:
    """Show who came in when for the challenge that is asked about."""
    if request.challenge is None:
        return choose_challenge(text)
    wish = PhasesRequest(request.dataset, request.challenge, request.on, request.edition)
    answer = answers.ask(look_at_phases, wish, request.dataset)
    return framed(
        text,
        text.t("phases.heading", title=answer.title),
        answer,
        [
            found(text, text.t("phases.findings"), answer.findings, text.t("phases.none")),
            section(text.t("phases.table"), *_heat(text, answer.table)),
            *_firsts(text, answer),
        ],
        gaps_command(request, text.language, "--phases"),
    )


def _heat(text: Words, found_table: PhaseTable) -> list[Component]:
    sides = [first.code for first in found_table.sides]
    phase_codes = [row.phase for row in found_table.phases]
    cells = [[_count(found_table, side, phase) for phase in phase_codes] for side in sides]
    names = [text.say(labels.sector(side)) for side in sides]
    columns = [text.say(Message(f"phase.{phase}")) for phase in phase_codes]
    caption = text.t("phases.caption")
    nothing = text.t("phases.nobody")
    none = text.t("phases.unregistered")
    rows = [
        [name, *(none if value is None else str(value) for value in row)]
        for name, row in zip(names, cells, strict=True)
    ]
    even = [none if row.evenness is None else text.number(row.evenness, 2) for row in found_table.phases]
    figure = heat(names, columns, cells)
    parts: list[Component] = [drawn(text, figure, caption, nothing)]
    if rows:
        rows.append([text.t("phases.evenness"), *even])
        parts.append(table(caption, [text.t("phases.side"), *columns], rows, frozenset({1, 2, 3, 4})))
    return parts


def _count(found_table: PhaseTable, side: str, phase: str) -> int | None:
    cell = found_table.cell(side, phase)
    return None if cell is None else cell.actors


def _firsts(text: Words, answer: PhasesResult) -> list[Component]:
    kinds = answer.table.kinds
    if not kinds:
        return []
    headers = [text.t(code) for code in COLUMNS]
    rows = [_first(text, first, text.show(answer.kinds[first.code])) for first in kinds]
    return [section(text.t("phases.firsts"), table(text.t("phases.firsts_caption"), headers, rows,
                                                   frozenset({3, 4})))]  # fmt: skip


def _first(text: Words, first: First, name: str) -> list[str]:
    return [
        name,
        text.say(Message(f"phase.{first.phase}")),
        text.t("phases.undated") if first.on is None else first.on.isoformat(),
        "–" if first.days is None else str(first.days),
        str(first.actors),
    ]
