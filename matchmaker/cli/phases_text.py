"""Who came in when, as text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matchmaker.cli.text import show_findings
from matchmaker.kernel.errors import Message
from matchmaker.model import vocabulary as v
from matchmaker.services.disclosure import Edition

if TYPE_CHECKING:
    from matchmaker.cli.paper import Paper
    from matchmaker.kernel.messages import Catalogue
    from matchmaker.services.phases import First, PhasesResult


def show(result: PhasesResult, paper: Paper, words: Catalogue) -> None:
    """Write sides × phases, first involvements, ways to elected members, and the findings."""
    paper.heading(words.say(Message("phases.heading", {"title": result.title})))
    for note in result.notes:
        paper.line(words.say(note))
    _sides(result, paper, words)
    _firsts(result, paper, words)
    if result.contact is not None:
        found = result.contact
        params = {"citizens": found.citizens, "reached": found.reached, "direct": found.direct}
        code = "phases.contact" if found.took_part else "phases.contact_area"
        share = None if found.share is None else words.percent(found.share)
        paper.line()
        paper.line(words.say(Message(code, {**params, "share": share})))
    # in the public edition much is not told: nothing found there does not mean that nothing is missing
    if result.findings or result.request.edition is not Edition.PUBLIC:
        show_findings(result.findings, paper, words)


def _sides(result: PhasesResult, paper: Paper, words: Catalogue) -> None:
    phases = [phase.value for phase in v.Phase]
    public = result.request.edition is Edition.PUBLIC
    unknown = words.term("phases.not_shown") if public else "–"
    rows = []
    for side in v.Sector:
        cells = [result.table.cell(side.value, phase) for phase in phases]
        told = [unknown if cell is None else _count(cell.actors, cell.core) for cell in cells]
        rows.append([words.term(f"sector.{side.value}"), *told])
    lines = {row.phase: row for row in result.table.phases}
    nobody = words.term("phases.no_organisation" if public else "phases.nobody")
    everybody = [lines[phase].actors for phase in phases]
    total = words.term("phases.organisations" if public else "phases.actors")
    rows.append([total, *(nobody if n is None else str(n) for n in everybody)])
    if not public:
        for name, values in (
            ("evenness", [lines[phase].evenness for phase in phases]),
            ("gini", [lines[phase].gini for phase in phases]),
        ):
            rows.append([words.term(f"phases.{name}"), *(_decimal(value, words) for value in values)])
    paper.heading(words.term("phases.sides_public" if public else "phases.sides"))
    paper.table([words.term("phases.side"), *(words.term(f"phase.{phase}") for phase in phases)], rows)
    if public:
        return
    whole = {
        "evenness": _decimal(result.table.evenness, words),
        "gini": _decimal(result.table.gini, words),
    }
    paper.line(words.say(Message("phases.whole", whole)))


def _count(actors: int, core: int) -> str:
    """The number of actors, and in brackets how many are the side's own voice, where that is fewer."""
    return str(actors) if core == actors else f"{actors} ({core})"


def _decimal(value: float | None, words: Catalogue) -> str:
    return "–" if value is None else words.number(value, 2)


def _firsts(result: PhasesResult, paper: Paper, words: Catalogue) -> None:
    if not result.table.sides:
        return
    public = result.request.edition is Edition.PUBLIC
    paper.heading(words.term("phases.first_public" if public else "phases.first"))
    columns = ("who", "first_phase", "first_date", "undated", "organisations" if public else "number")
    rows = [_first(first, words.term(f"sector.{first.code}"), words) for first in result.table.sides]
    rows += [
        _first(first, f"  {words.show(result.kinds[first.code])}", words) for first in result.table.kinds
    ]
    paper.table([words.term(f"phases.{name}") for name in columns], rows)


def _first(first: First, name: str, words: Catalogue) -> list[str]:
    day = words.term("phases.unknown") if first.on is None else first.on.isoformat()
    return [name, words.term(f"phase.{first.phase}"), day, str(first.undated), str(first.actors)]
