"""Quantities before and after, and whether they changed more than chance makes them."""

from __future__ import annotations

from math import isnan
from typing import TYPE_CHECKING

from matchmaker.comparison.change import WHOLE, both_times
from matchmaker.comparison.differences import Told
from matchmaker.comparison.estimates import LEAST_ACTORS, LEAST_TIES, estimates
from matchmaker.comparison.paired import PAIRED, changes
from matchmaker.kernel.errors import Message
from matchmaker.kernel.several_tests import benjamini_hochberg
from matchmaker.measures.case import Case
from matchmaker.services.change_result import Figure, Point, QuantityLine, Step, Tested
from matchmaker.services.change_told import formed_of, overlap_of, turns_of
from matchmaker.services.jsonable import number

if TYPE_CHECKING:
    from collections.abc import Collection

    from matchmaker.comparison.change import Series
    from matchmaker.comparison.estimates import Estimate
    from matchmaker.comparison.paired import Changed
    from matchmaker.comparison.turnover import Turnover
    from matchmaker.model.register import Register

ALPHA = 0.05
"""Share of false ones among the changes that are told."""
VERDICTS = {
    Told.DIFFERENT: Message("changed.different"),
    Told.NOT_SHOWN: Message("changed.not_shown"),
    Told.TOO_FEW: Message("verdict.too_few"),
}
"""What is said of a change that was tested."""


def quantity_lines(
    before: Register, after: Register, relations: Collection[str], found: Turnover, seed: int
) -> tuple[QuantityLine, ...]:
    """Tell every quantity of the two networks, and of those whose change can be tested what came of that."""
    tested = changes(*both_times(before, after, found, seed), PAIRED, ALPHA)
    corrected = benjamini_hochberg([one.p for one in tested])
    told = {one.measure: _tested(one, p) for one, p in zip(tested, corrected, strict=True)}
    figures = zip(WHOLE, _figures(before, relations), _figures(after, relations), strict=True)
    return tuple(
        QuantityLine(
            code=measure.value,
            title=Message(f"compared.{measure.value}"),
            means=Message(f"compared.{measure.value}.means"),
            is_share=measure.is_share,
            before=then,
            after=now,
            tested=told.get(measure),
        )
        for measure, then, now in figures
    )


def points_of(found: Series) -> tuple[Point, ...]:
    """The quantities at each of many dates."""
    rows = zip(found.days, found.estimates, strict=True)
    return tuple(Point(day, tuple(map(figure, row))) for day, row in rows)


def steps_of(found: Series) -> tuple[Step, ...]:
    """What came and went from each date to the next."""
    rows = zip(found.days[:-1], found.days[1:], found.turnovers, strict=True)
    return tuple(Step(one, other, turns_of(row), formed_of(row), overlap_of(row)) for one, other, row in rows)


def figure(seen: Estimate) -> Figure:
    """One quantity at one time; an interval only where there is enough for one."""
    value = number(seen.value)
    why: Message | None = None
    if value is None:
        why = Message("changed.nothing_to_count")
    elif not seen.enough:
        why = Message("changed.too_small", {"actors": LEAST_ACTORS, "ties": LEAST_TIES})
        if seen.actors >= LEAST_ACTORS and seen.ties >= LEAST_TIES:
            why = Message("changed.no_variation")
    return Figure(value, None if why else seen.interval, seen.actors, seen.ties, why)


def known_interval(interval: tuple[float, float]) -> tuple[float, float] | None:
    """The interval, or nothing where it cannot be said."""
    return None if any(map(isnan, interval)) else interval


def _figures(register: Register, relations: Collection[str]) -> tuple[Figure, ...]:
    return tuple(map(figure, estimates(Case.from_register(register, relations), WHOLE, 1 - ALPHA)))


def _tested(one: Changed, corrected: float) -> Tested:
    """A change that is told only because several were tested is not told."""
    told = Told.NOT_SHOWN if one.told is Told.DIFFERENT and corrected > ALPHA else one.told
    return Tested(
        before=number(one.before),
        after=number(one.after),
        value=number(one.value),
        interval=known_interval(one.interval),
        p=number(one.p),
        corrected=number(corrected),
        events=one.events,
        told=told.value,
        verdict=VERDICTS[told],
    )
