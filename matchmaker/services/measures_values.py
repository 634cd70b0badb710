"""The value of one measure: of the whole, of each side, or of each actor by name."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

import numpy as np

from matchmaker.kernel.errors import InputError, Message
from matchmaker.measures.spec import Asks, Level
from matchmaker.model.register import records_of
from matchmaker.services import labels
from matchmaker.services.jsonable import number
from matchmaker.services.measures_told import ActorValue, MeasureTold, PartValue, Spread, bare

if TYPE_CHECKING:
    from matchmaker.kernel.errors import Param
    from matchmaker.measures.case import Case
    from matchmaker.measures.spec import Measure
    from matchmaker.services.measures_scope import Measured

_ASKED: Final = {
    Asks.SIDES: "measures.asks_sides",
    Asks.DECIDERS: "measures.asks_deciders",
    Asks.TOWN_HALL: "measures.asks_town_hall",
    Asks.CITIZENS: "measures.asks_citizens",
    Asks.CONTRIBUTIONS: "measures.asks_contributions",
}


def value_of(measure: Measure, scope: Measured) -> MeasureTold:
    """Work out a measure, with why there is no value where there is none."""
    told = bare(measure)
    try:
        values = np.asarray(measure.of(scope.case), dtype=float)
    except InputError:  # the case lacks what the measure asks for
        return replace(told, unsaid=_why_not(measure, scope.case))
    if measure.spec.level is Level.NETWORK:
        told = replace(told, whole=number(float(values)))
    elif measure.spec.level is Level.PART:
        told = replace(told, parts=_parts(values, scope))
    else:
        actors = _actors(values, scope)
        told = replace(told, actors=actors, spread=_spread(actors))
    nothing = told.whole is None and told.spread is None and all(one.value is None for one in told.parts)
    return replace(told, unsaid=_why_not(measure, scope.case)) if nothing else told


def _parts(values: np.ndarray, scope: Measured) -> tuple[PartValue, ...]:
    names = scope.case.parts().names
    return tuple(
        PartValue(name, labels.sector(name), None if name in scope.hidden else number(float(value)),
                  name in scope.hidden)
        for name, value in zip(names, values, strict=True)
    )  # fmt: skip


def _actors(values: np.ndarray, scope: Measured) -> tuple[ActorValue, ...]:
    """Everybody who is measured, by name: never by value, for nobody is ranked."""
    register = scope.register
    rows = zip(records_of(register.actors), values, strict=True)
    found = [
        ActorValue(row["id"], row["name"], labels.kind(register, row["kind"]), row["sector"],
                   number(float(value)), row["synthetic"])
        for row, value in rows
    ]  # fmt: skip
    return tuple(sorted(found, key=lambda one: (one.name.casefold(), one.id)))


def _spread(actors: tuple[ActorValue, ...]) -> Spread | None:
    values = np.array([one.value for one in actors if one.value is not None])
    if not len(values):
        return None
    return Spread(len(values), float(values.min()), float(np.median(values)), float(values.max()))


def _why_not(measure: Measure, case: Case) -> Message:
    """What is not registered that the measure asks for; or that it has no meaning in so small a network."""
    lacking = _lacking(case)
    missed: tuple[Param, ...] = tuple(
        Message(_ASKED[one]) for one in Asks if one in measure.spec.asks and one in lacking
    )
    if missed:
        return Message("measures.lacks", {"what": missed})
    return Message("measures.not_defined", {"actors": len(case.network), "ties": len(case.network.tail)})


def _lacking(case: Case) -> set[Asks]:
    contributions = case.contributions
    none = {Asks.CONTRIBUTIONS} if contributions is None or not len(contributions.actor) else set()
    if case.sides is None:
        return none | set(Asks) - {Asks.CONTRIBUTIONS}
    there = {
        Asks.SIDES: (case.sides.of >= 0).any(), Asks.DECIDERS: case.deciders().any(),
        Asks.TOWN_HALL: case.town_hall().any(), Asks.CITIZENS: case.citizens().any(),
    }  # fmt: skip
    return none | {ask for ask, some in there.items() if not some}
