"""Needs drafted from what a challenge is: its theme, level, phase, area and affected groups.

A draft is a suggestion for the planner to keep, change or strike, made of the rows of
:mod:`matchmaker.rules.usual_needs` alone; title and description are not read. How rows become a draft:

* rows that ask for the same contribution are one need, with the greatest count and importance and all
  the reasons and sources;
* each affected group counts once, up to :data:`MOST_OF_ONE` for one contribution;
* a need that the challenge *states* is never drafted: what is stated wins;
* a wide need **gives way** to finer ones that fill it: whoever knows needs in health care knows needs, so
  «behovskunnskap» is left out where «behov_helse_omsorg» is stated or drafted for as many. The drafted
  finer ones then take over its reasons and at least its importance. Where the finer ones are fewer than
  it asks for, it stays. What the affected groups bring gives way to stated needs only: that users of a
  service are wanted says nothing of the others whom it concerns;
* a *finer* need is drafted although a wider one is stated: it says more than the statement does;
* the :data:`MOST` most important are kept; of equally important ones those with most conditions that speak
  for them, then by code.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from matchmaker.kernel.errors import Message
from matchmaker.needs.fit import ancestors
from matchmaker.rules.usual_needs import ANY, UsualNeed, When, usual_needs

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matchmaker.kernel.errors import Param
    from matchmaker.model.records import AffectedGroup, Challenge

MOST = 12
"""How many needs a draft has at most: more than a team of eight can be looked through for."""
MOST_OF_ONE = 3
"""How many a draft asks for of one contribution, however many groups are affected."""

Spoken: TypeAlias = "tuple[UsualNeed, tuple[str, ...]]"
"""A row, and what in the challenge it speaks to."""


@dataclass(frozen=True, slots=True)
class DraftedNeed:
    """A need that the tool suggests."""

    contribution: str
    """Contribution type."""
    count: int
    """How many should bring it, 1–3."""
    importance: int
    """1 useful, 2 important, 3 necessary."""
    reasons: tuple[Message, ...]
    """What in the challenge speaks for it, at least one."""
    sources: tuple[str, ...]
    """Where the rows are from, each once."""


def draft_needs(
    challenge: Challenge, parents: dict[str, str | None], table: Sequence[UsualNeed] | None = None
) -> tuple[DraftedNeed, ...]:
    """Draft what a challenge needs beyond what it states.

    Parameters
    ----------
    challenge
        What is to be solved. Unknown theme, level, phase or area gives no need by that condition.
    parents
        Contribution type → the type it is part of (``Register.contribution_parents``).
    table
        Rows to draft from; the tool's own when not given.

    Returns
    -------
    At most :data:`MOST`, most important first. Of a challenge of which nothing is known, what every
    challenge needs.
    """
    stated = {need.contribution: need.count for need in challenge.needs}
    spoken: dict[str, list[Spoken]] = {}
    for row in usual_needs() if table is None else table:
        if row.contribution not in stated and (met := _met(row, challenge)):
            spoken.setdefault(row.contribution, []).append((row, met))
    counts = {what: _count(rows) for what, rows in spoken.items()}
    kept = _without_filled(spoken, counts, stated, parents)
    drafted = [_need(what, counts[what], rows) for what, rows in kept.items()]
    drafted.sort(
        key=lambda need: (-need.importance, -_conditions(kept[need.contribution]), need.contribution)
    )
    return tuple(drafted[:MOST])


def unread_themes(challenge: Challenge, table: Sequence[UsualNeed] | None = None) -> tuple[str, ...]:
    """The themes of a challenge that no row knows, as they are written. They draft nothing."""
    rows = [row for row in (usual_needs() if table is None else table) if row.when is When.THEME]
    return tuple(theme for theme in challenge.themes if not any(row.means(theme) for row in rows))


def _met(row: UsualNeed, challenge: Challenge) -> tuple[str, ...]:
    """What in the challenge a row speaks to; empty when it does not hold."""
    match row.when:
        case When.THEME:
            return tuple(theme for theme in challenge.themes if row.means(theme))
        case When.LEVEL:
            return tuple(level for level in challenge.levels if level in row.words)
        case When.PHASE:
            return tuple(phase for phase in (challenge.phase,) if phase in row.words and phase)
        case When.AFFECTED:
            return tuple(group.name for group in challenge.affected if _concerns(row, group))
        case When.AREA:
            return challenge.municipalities if len(challenge.municipalities) > 1 else ()
        case When.ALWAYS:
            return ("",)


def _concerns(row: UsualNeed, group: AffectedGroup) -> bool:
    """By the group's id or the first word of its name: «foreldre til elevene» are parents, not pupils."""
    return ANY in row.words or row.means(group.group) or row.means(group.name.partition(" ")[0])


def _count(rows: list[Spoken]) -> int:
    return max(
        min(row.count * len(met), MOST_OF_ONE) if row.when is When.AFFECTED else row.count
        for row, met in rows
    )


def _conditions(rows: list[Spoken]) -> int:
    return len({(row.when, one) for row, met in rows for one in met})


def _without_filled(
    spoken: dict[str, list[Spoken]],
    counts: dict[str, int],
    stated: dict[str, int],
    parents: dict[str, str | None],
) -> dict[str, list[Spoken]]:
    """Leave out what finer needs fill, and hand its rows on to those of them that are drafted."""
    all_counts = {**counts, **stated}
    finer, filled = {}, set()
    for what, rows in spoken.items():
        of_groups = any(row.when is When.AFFECTED for row, _ in rows)
        others = (*(() if of_groups else spoken), *stated)
        finer[what] = [one for one in others if one != what and what in ancestors(one, parents)]
        if finer[what] and sum(all_counts[one] for one in finer[what]) >= counts[what]:
            filled.add(what)
    kept = {what: list(rows) for what, rows in spoken.items() if what not in filled}
    for what in sorted(filled):
        for one in finer[what]:
            if one in kept:
                kept[one] += spoken[what]
    return kept


def _need(what: str, count: int, rows: list[Spoken]) -> DraftedNeed:
    met: dict[When, dict[str, None]] = {}
    for row, ones in rows:
        met.setdefault(row.when, {}).update(dict.fromkeys(ones))
    return DraftedNeed(
        contribution=what,
        count=count,
        importance=max(row.importance for row, _ in rows),
        reasons=tuple(_reason(when, tuple(met[when])) for when in When if when in met),
        sources=tuple(dict.fromkeys(row.source for row, _ in rows)),
    )


def _reason(when: When, met: tuple[str, ...]) -> Message:
    params: dict[str, Param] = {}
    match when:
        case When.THEME:
            params = {"themes": met}
        case When.LEVEL:
            params = {"levels": tuple(Message(f"level.{level}") for level in met)}
        case When.PHASE:
            params = {"phase": Message(f"phase.{met[0]}")}
        case When.AFFECTED:
            params = {"count": len(met), "groups": met}
        case When.AREA:
            params = {"count": len(met)}
        case When.ALWAYS:
            pass
    return Message(f"drafted.{when.value}", params)
