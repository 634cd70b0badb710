"""Who came in when: sides over the four phases as a heat map and a table, and what follows from it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dashboard.components.drawn import drawn
from dashboard.components.pieces import section
from dashboard.components.table import table
from dashboard.figures.heat import heat
from dashboard.pages.missing_frame import choose_challenge, found, framed
from matchmaker.kernel.errors import Message
from matchmaker.model.vocabulary import Sector
from matchmaker.services import labels
from matchmaker.services.disclosure import Edition
from matchmaker.services.phases import PhasesRequest, look_at_phases
from matchmaker.services.repeat import gaps_command

if TYPE_CHECKING:
    from dash.development.base_component import Component

    from dashboard.pages.answers import Answers
    from dashboard.texts import Words
    from matchmaker.services.gaps import GapsRequest
    from matchmaker.services.phases import First, PhasesResult, PhaseTable

COLUMNS = ("phases.kind", "phases.first", "phases.since", "phases.days", "phases.actors")
PUBLIC_COLUMNS = (*COLUMNS[:-1], "phases.organisations")


def phases(text: Words, answers: Answers, request: GapsRequest, _search: str) -> Component:
    """Show who came in when for the challenge that is asked about."""
    if request.challenge is None:
        return choose_challenge(text)
    wish = PhasesRequest(request.dataset, request.challenge, request.on, request.edition)
    answer = answers.ask(look_at_phases, wish, request.dataset)
    public = request.edition is Edition.PUBLIC
    # in the public edition much is not told: nothing found there does not mean that nothing is missing
    none = text.t("phases.none_told" if public else "phases.none")
    shown = _organisations(text, answer.table) if public else _heat(text, answer.table)
    return framed(
        text,
        text.t("phases.heading", title=answer.title),
        answer,
        [
            found(text, text.t("phases.findings"), answer.findings, none),
            section(text.t("phases.table"), *shown),
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


def _organisations(text: Words, found_table: PhaseTable) -> list[Component]:
    """Every side of the public edition; where no organisation is counted, nothing is shown and never zero."""
    phase_codes = [row.phase for row in found_table.phases]
    sides = [side.value for side in Sector]
    cells = [[_count(found_table, side, phase) for phase in phase_codes] for side in sides]
    names = [text.say(labels.sector(side)) for side in sides]
    columns = [text.say(Message(f"phase.{phase}")) for phase in phase_codes]
    caption, hidden = text.t("phases.caption_public"), text.t("phases.not_shown")
    rows = [
        [name, *(hidden if value is None else str(value) for value in row)]
        for name, row in zip(names, cells, strict=True)
    ]
    return [
        drawn(text, heat(names, columns, cells), caption, text.t("phases.no_organisations")),
        table(caption, [text.t("phases.side"), *columns], rows, frozenset({1, 2, 3, 4})),
    ]


def _count(found_table: PhaseTable, side: str, phase: str) -> int | None:
    cell = found_table.cell(side, phase)
    return None if cell is None else cell.actors


def _firsts(text: Words, answer: PhasesResult) -> list[Component]:
    kinds = answer.table.kinds
    if not kinds:
        return []
    public = answer.request.edition is Edition.PUBLIC
    headers = [text.t(code) for code in (PUBLIC_COLUMNS if public else COLUMNS)]
    rows = [_first(text, first, text.show(answer.kinds[first.code])) for first in kinds]
    caption = text.t("phases.firsts_public" if public else "phases.firsts_caption")
    return [section(text.t("phases.firsts"), table(caption, headers, rows, frozenset({3, 4})))]


def _first(text: Words, first: First, name: str) -> list[str]:
    return [
        name,
        text.say(Message(f"phase.{first.phase}")),
        text.t("phases.undated") if first.on is None else first.on.isoformat(),
        "–" if first.days is None else str(first.days),
        str(first.actors),
    ]
