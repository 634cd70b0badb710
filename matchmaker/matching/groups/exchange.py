"""One try: people of two groups change places, or some move over, and back if it does not pay. Compiled.

Those who sit together move together; against a pair go two others, so that sizes hold.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from matchmaker.kernel.chance import below
from matchmaker.kernel.compiling import inlined, lean
from matchmaker.matching.groups.seats import WEAKEST, Fixed, Seats, join, leave
from matchmaker.matching.groups.weighing import HERE, NOBODY, THERE, weigh

MOST_EXTRA = 6
"""Further people tried as makeweight before an exchange is given up."""


_WANDER = 16
"""One try in so many looks at any group, whoever sits in it."""


_CLOSE = 6
"""How far on in an order of similar people a partner is drawn."""


class Rule(NamedTuple):
    """When a change is kept."""

    weights: np.ndarray
    """What one of each total weighs, shape (7,)."""
    order: np.ndarray
    """Totals in the order in which they are judged when nothing may get worse, shape (≤ 7,)."""
    odds: np.ndarray
    """−ln of evenly spaced chances, in 2⁻¹⁶."""


class Desk(NamedTuple):
    """Room for one exchange at a time: compiled code asks for no memory."""

    units: np.ndarray
    """Units of an exchange, those that go first."""
    before: np.ndarray
    change: np.ndarray
    """What an exchange changes; see :func:`~matchmaker.matching.groups.weighing.weigh`."""


def new_desk() -> Desk:
    """An empty desk."""
    return Desk(
        np.zeros(MOST_EXTRA + 2, dtype=np.int64), np.zeros(7, dtype=np.int64), np.zeros(9, dtype=np.int64)
    )


@inlined
def unit_size(fixed: Fixed, at: int, unit: int) -> int:
    """How many of a unit are there in round *at*."""
    size = 0
    for spot in range(fixed.unit_starts[unit], fixed.unit_starts[unit + 1]):
        size += fixed.present[at, fixed.units[spot]]
    return size


@inlined
def unit_allowed(fixed: Fixed, at: int, unit: int, group: int) -> bool:
    """Whether all of a unit may sit in a group."""
    for spot in range(fixed.unit_starts[unit], fixed.unit_starts[unit + 1]):
        person = fixed.units[spot]
        if fixed.present[at, person] and not fixed.allowed[at, person, group]:
            return False
    return True


@lean
def carry(fixed: Fixed, seats: Seats, at: int, unit: int, group: int) -> None:
    """Move a unit to a group; first all leave, so that nobody is counted against their own."""
    for spot in range(fixed.unit_starts[unit], fixed.unit_starts[unit + 1]):
        if fixed.present[at, fixed.units[spot]]:
            leave(fixed, seats, at, fixed.units[spot])
    for spot in range(fixed.unit_starts[unit], fixed.unit_starts[unit + 1]):
        if fixed.present[at, fixed.units[spot]]:
            join(fixed, seats, at, fixed.units[spot], group)


@inlined
def _outside(fixed: Fixed, at: int, group: int, size: int) -> int:
    """How far a size lies outside a group's bounds."""
    return max(fixed.least[at, group] - size, 0) + max(size - fixed.most[at, group], 0)


@inlined
def _sizes_hold(fixed: Fixed, seats: Seats, at: int, here: int, there: int, over: int) -> bool:
    """Whether *over* more people going from *here* to *there* leaves sizes no worse than they are."""
    before = _outside(fixed, at, here, seats.size[at, here]) + _outside(
        fixed, at, there, seats.size[at, there]
    )
    after = _outside(fixed, at, here, seats.size[at, here] - over)
    after += _outside(fixed, at, there, seats.size[at, there] + over)
    room = fixed.ceiling - 1
    return after <= before and seats.size[at, there] + over < room and seats.size[at, here] - over < room


@inlined
def draw_exchange(
    fixed: Fixed, seats: Seats, chance: np.ndarray, at: int, people: np.ndarray, units: np.ndarray
) -> tuple[int, int, int, int]:
    """Draw who changes places.

    *units* is filled with the units that go over and then those that come back; returned are how many go,
    how many units there are in all, and the two groups. Nothing goes when no exchange was found.
    """
    person = people[below(chance, len(people))]
    unit = fixed.unit_of[person]
    here = seats.seat[person, at]
    units[0] = unit
    over = unit_size(fixed, at, unit)
    if below(chance, _WANDER) == 0:  # a group that may be empty: nobody in it can be drawn
        there = below(chance, seats.size.shape[1])
        may = here != there and unit_allowed(fixed, at, unit, there)
        number = 1 if may and _sizes_hold(fixed, seats, at, here, there, over) else 0
        return number, number, here, there
    close = below(chance, 4) != 0 and fixed.alike.shape[0] > 0
    partner = _similar(fixed, chance, person) if close else people[below(chance, len(people))]
    if not fixed.present[at, partner]:
        return 0, 0, here, here
    other = fixed.unit_of[partner]
    there = seats.seat[partner, at]
    if here == there or not unit_allowed(fixed, at, unit, there):
        return 0, 0, here, there
    if not close and below(chance, 2) == 0 and _sizes_hold(fixed, seats, at, here, there, over):
        return 1, 1, here, there
    if not unit_allowed(fixed, at, other, here):
        return 0, 0, here, there
    units[1] = other
    over -= unit_size(fixed, at, other)
    going, total = _balanced(fixed, seats, chance, at, here, there, over, units)
    return going, total, here, there


@inlined
def _balanced(
    fixed: Fixed,
    seats: Seats,
    chance: np.ndarray,
    at: int,
    here: int,
    there: int,
    over: int,
    units: np.ndarray,
) -> tuple[int, int]:
    """Add makeweights to two units until sizes hold: how many go over and how many there are, or none.

    *over* is how many more go than come back so far.
    """
    going, total = 1, 2
    for _ in range(MOST_EXTRA):
        if _sizes_hold(fixed, seats, at, here, there, over):
            return going, total
        giver, taker = (there, here) if over > 0 else (here, there)
        extra = fixed.unit_of[seats.members[at, giver, below(chance, seats.size[at, giver])]]
        number = unit_size(fixed, at, extra)
        fits = number <= abs(over) and unit_allowed(fixed, at, extra, taker)
        for known in range(total):
            fits = fits and units[known] != extra
        if not fits:
            continue
        if over > 0:
            units[total] = extra
            over -= number
        else:
            units[total] = units[going]
            units[going] = extra
            going += 1
            over += number
        total += 1
    return (going, total) if _sizes_hold(fixed, seats, at, here, there, over) else (0, 0)


@inlined
def _similar(fixed: Fixed, chance: np.ndarray, person: int) -> int:
    """Somebody who counts in much the same as a person, or the person."""
    order = below(chance, fixed.alike.shape[0])
    step = below(chance, 2 * _CLOSE + 1) - _CLOSE
    count = fixed.alike.shape[1]
    return fixed.alike[order, (fixed.rank[order, person] + step + count) % count]


@inlined
def _first(fixed: Fixed, at: int, unit: int) -> int:
    """Somebody of a unit who is there."""
    for spot in range(fixed.unit_starts[unit], fixed.unit_starts[unit + 1]):
        if fixed.present[at, fixed.units[spot]]:
            return fixed.units[spot]
    return fixed.units[fixed.unit_starts[unit]]


@lean
def try_exchanges(
    fixed: Fixed,
    seats: Seats,
    chance: np.ndarray,
    rule: Rule,
    temperature: int,
    tries: int,
    people: np.ndarray,
    starts: np.ndarray,
    desk: Desk,
) -> int:
    """Try *tries* exchanges; returns how many were kept.

    Above temperature 0 a change is kept by Metropolis' rule on the weighted sum; at 0 when no total that is
    judged before the first one to get better gets worse, groups compared from the worst down (exact: what
    two groups gain or lose decides leximin).
    *people* and *starts*: who is there in each round, one round after another.
    """
    units, before, change = desk.units, desk.before, desk.change
    rounds = seats.seat.shape[1]
    kept = 0
    for _ in range(tries):
        at = below(chance, rounds)
        there_now = people[starts[at] : starts[at + 1]]
        if len(there_now) == 0:
            continue
        going, total, here, there = draw_exchange(fixed, seats, chance, at, there_now, units)
        if going == 0:
            continue
        person, other = _two(fixed, at, units, going, total)
        if person != NOBODY:
            weigh(fixed, seats, at, person, other, there, change)
        else:
            _made(fixed, seats, at, units, going, total, here, there, before, change)
        if temperature > 0:
            better = _drawn(rule, change, temperature, chance)
        else:
            better = _no_worse(rule, change, seats.cost[at, here], seats.cost[at, there])
        if better:
            kept += 1
            for one in range(total):
                carry(fixed, seats, at, units[one], there if one < going else here)
    return kept


@inlined
def _two(fixed: Fixed, at: int, units: np.ndarray, going: int, total: int) -> tuple[int, int]:
    """The one who goes and the one who comes back (or nobody), when there are no more than these."""
    if going > 1 or total > 2 or unit_size(fixed, at, units[0]) > 1:
        return NOBODY, NOBODY
    if total == 1:
        return _first(fixed, at, units[0]), NOBODY
    if unit_size(fixed, at, units[1]) > 1:
        return NOBODY, NOBODY
    return _first(fixed, at, units[0]), _first(fixed, at, units[1])


@lean
def _made(
    fixed: Fixed, seats: Seats, at: int, units: np.ndarray, going: int, total: int, here: int, there: int,
    before: np.ndarray, change: np.ndarray,
) -> None:  # fmt: skip
    """Fill *change* by making an exchange of several and unmaking it."""
    for one in range(7):
        before[one] = seats.totals[one]
    change[HERE], change[THERE] = -seats.cost[at, here], -seats.cost[at, there]
    for one in range(total):
        carry(fixed, seats, at, units[one], there if one < going else here)
    for one in range(7):
        change[one] = seats.totals[one] - before[one]
    change[HERE] += seats.cost[at, here]
    change[THERE] += seats.cost[at, there]
    for one in range(total - 1, -1, -1):
        carry(fixed, seats, at, units[one], here if one < going else there)


@inlined
def _drawn(rule: Rule, change: np.ndarray, temperature: int, chance: np.ndarray) -> bool:
    """Metropolis' rule in whole numbers."""
    worse = 0
    for total in range(7):
        worse += rule.weights[total] * change[total]
    if worse <= 0:
        return True
    return (worse << 16) <= temperature * rule.odds[below(chance, len(rule.odds))]


@inlined
def _no_worse(rule: Rule, change: np.ndarray, cost_here: int, cost_there: int) -> bool:
    """Whether the first total that changes gets better; true when none does."""
    for total in rule.order:
        if total == WEAKEST:
            now_here, now_there = cost_here + change[HERE], cost_there + change[THERE]
            was_worst, worst = max(cost_here, cost_there), max(now_here, now_there)
            if worst != was_worst:
                return worst < was_worst
            was_rest, rest = min(cost_here, cost_there), min(now_here, now_there)
            if rest != was_rest:
                return rest < was_rest
        elif change[total] != 0:
            return change[total] < 0
    return True
