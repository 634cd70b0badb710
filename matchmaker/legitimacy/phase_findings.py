"""Findings about who came in when: sides that did not define, kinds and politicians that come in last."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matchmaker.kernel.errors import Message, Param
from matchmaker.legitimacy.finding import Finding, Urgency
from matchmaker.legitimacy.phases import ORDER, PhaseTable
from matchmaker.model import vocabulary as v
from matchmaker.rules.tables import expected_sectors

if TYPE_CHECKING:
    from collections.abc import Iterator

    from matchmaker.model.records import Challenge
    from matchmaker.model.register import Register

DEFINE = v.Phase.DEFINERE.value
ELECTED = v.Sector.POLITIKER.value
MOST_KINDS = 6


def phase_findings(table: PhaseTable, challenge: Challenge, register: Register) -> Iterator[Finding]:
    """Everything that the table of sides × phases gives rise to.

    A phase with nobody registered gives an opinion about no side: it is said to be unknown instead.
    """
    yield from _unregistered(table, challenge)
    late = _politicians(table)
    yield from _defining(table, challenge, told={ELECTED} if late else set())
    yield from late
    yield from _last_kinds(table, register, told={kind for kind in _elected(table) if late})


def _unregistered(table: PhaseTable, challenge: Challenge) -> Iterator[Finding]:
    """Phases with nobody registered; not those that the challenge has not come to yet."""
    now = len(ORDER) if challenge.phase is None else ORDER.index(challenge.phase) + 1
    for phase in ORDER[:now]:
        if phase not in table.registered:
            yield Finding(
                "phase_unregistered", Urgency.INFO, phase,
                Message("finding.phase_unregistered", {"phase": Message(f"phase.{phase}")}),
                remedy=(Message("remedy.register_phase"),),
            )  # fmt: skip


def _defining(table: PhaseTable, challenge: Challenge, told: set[str]) -> Iterator[Finding]:
    """Sides that solve without having defined, and sides that define and are not there to solve.

    Those in *told* have a finding of their own.
    """
    if DEFINE not in table.registered or len(table.registered) < 2:
        return
    expected = {item.sector for item in expected_sectors(challenge.levels) if item.importance > 1}
    for first in table.sides:
        phases = table.voices(first.code)
        if not phases or first.code in told:
            continue
        if DEFINE not in phases:
            code, where = "side_not_defining", phases[0]
        elif phases == (DEFINE,):
            code, where = "side_only_defining", table.registered[-1]
        else:
            continue
        params: dict[str, Param] = {
            "side": Message(f"sector.{first.code}"),
            "phase": Message(f"phase.{where}"),
        }
        defining = next(row.actors for row in table.phases if row.phase == DEFINE)
        yield Finding(
            code,
            Urgency.IMPORTANT if first.code in expected else Urgency.NOTE,
            first.code,
            Message(f"finding.{code}", params),
            n=0 if code == "side_not_defining" else None,
            of=defining if code == "side_not_defining" else None,
            remedy=(Message(f"remedy.{code}", params),),
        )


def _elected(table: PhaseTable) -> set[str]:
    """Kinds that are the elected members' own voice."""
    kinds = {first.code for first in table.kinds if first.core}
    return {kind for kind in kinds if kind in v.KINDS and v.KINDS[kind].sector == ELECTED}


def _politicians(table: PhaseTable) -> tuple[Finding, ...]:
    """Elected members only in the last phase in which anybody is registered."""
    if len(table.registered) < 2 or table.voices(ELECTED) != table.registered[-1:]:
        return ()
    params: dict[str, Param] = {"phase": Message(f"phase.{table.registered[-1]}")}
    return (
        Finding(
            "politicians_last",
            Urgency.IMPORTANT,
            ELECTED,
            Message("finding.politicians_last", params),
            remedy=(Message("remedy.politicians_last"),),
        ),
    )


def _last_kinds(table: PhaseTable, register: Register, told: set[str]) -> Iterator[Finding]:
    """Kinds that only ever come in at the last phase in which anybody is registered."""
    if len(table.registered) < 2:
        return
    last = table.registered[-1]
    late = [first.code for first in table.kinds if first.phase == last and first.code not in told]
    if not late:
        return
    names: tuple[Param, ...] = tuple(
        Message(f"kind.{code}") if code in v.KINDS else register.own_names.get(code, code)
        for code in late[:MOST_KINDS]
    )
    code = "kinds_last" if len(late) > 1 else "kinds_last_one"
    yield Finding(
        "kinds_last",
        Urgency.NOTE,
        last,
        Message(f"finding.{code}", {"kinds": names, "phase": Message(f"phase.{last}"), "n": len(late)}),
        n=len(late),
        of=len(table.kinds),
        remedy=(Message(f"remedy.{code}"),),
    )
