"""Which temperature for how many tries: found hot enough, cooled, warmed a little again, then at 0.

The steps depend on the planned number of tries and on what was counted while searching, never on a clock.
"""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from matchmaker.matching.groups.problem import GroupsProblem, Level
from matchmaker.matching.groups.seats import DIVERSITY, MEETINGS, RULES, TIES, TOLD, WEAKEST, WISHES

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator

TOTAL = {
    Level.WEAKEST: WEAKEST, Level.DIVERSITY: DIVERSITY, Level.MEETINGS: MEETINGS, Level.TIES: TIES,
    Level.WISHES: WISHES,
}  # fmt: skip
PIECE = 1 << 16
"""Tries between two looks at progress and clock."""
_LOWEST = 256
"""Weight of the lowest level; whole temperatures below it must still differ."""
_STEPS = 4
"""Each level weighs so many times the one below it."""
_PER_OCTAVE = 8
_EIGHTHS = (65536, 60097, 55109, 50535, 46341, 42495, 38968, 35734)
"""2^(−j/8) in 2⁻¹⁶: the temperature falls by an eighth of an octave at a time."""
_CHANCES = 4096
_PROBES, _MAIN, _CYCLE, _CYCLES = 200, 65, 10, 3
"""One try in so many looks for the heat at each octave; per cent for cooling, for each warming; warmings."""
_FREE = 10
"""It is hot enough where one try in so many is kept."""


_STIFF = 100
"""It is to be warmed again to where one try in so many was kept."""
_FIRMER = 4
"""How many times more than before a broken rule weighs in each warming."""
_FEWEST = 250
"""Tries at one temperature, at least, where there are few."""


_MOST = 24_000_000
"""Usual tries, at most."""
_SMALL = 64
"""Seats of an event that is small: it is shaken."""


class Step(NamedTuple):
    """Tries at one temperature."""

    temperature: int
    tries: int
    firm: int = 1
    """How many times as much as usual a broken rule weighs."""


class Seen(NamedTuple):
    """What came of a step."""

    kept: int
    """Exchanges that were kept."""
    broken: bool
    """Whether a rule is broken, meeting once among them."""


def usual_effort(problem: GroupsProblem) -> int:
    """Tries that give a good answer in a few seconds: in proportion to the seats, within bounds.

    Large events in which many sit together have fewer: several people move at each try then.
    """
    seats = int(problem.present.sum())
    most = _MOST // 3 if 4 * sum(map(len, problem.together)) > len(problem.people) else _MOST
    return min(max(seats * 40_000, 200_000), most)


def is_small(problem: GroupsProblem) -> bool:
    """Whether a shake can come from any seating to any other."""
    return int(problem.present.sum()) <= _SMALL


def anneals(problem: GroupsProblem, planned: int) -> Iterator[int]:
    """Split the tries among annealings: small events begin anew several times, and half is for shaking."""
    seats = int(problem.present.sum())
    if is_small(problem):
        planned //= 2
    one = max(2_000, seats * min(seats, 300) * 100)
    times = max(1, min(100, planned // one))
    for number in range(times):
        yield planned * (number + 1) // times - planned * number // times


def order_of(problem: GroupsProblem) -> np.ndarray:
    """Totals in the order in which they are judged."""
    first = [RULES, *([MEETINGS] if problem.meet_once else []), TOLD]
    rest = [TOTAL[level] for level in problem.order if TOTAL[level] not in first]
    return np.array([*first, *rest], dtype=np.int64)


def weights_of(problem: GroupsProblem) -> np.ndarray:
    """What each total weighs while the temperature falls; what cannot matter weighs nothing."""
    matters = {
        RULES: True, TOLD: problem.told is not None, WEAKEST: bool(problem.aspects),
        DIVERSITY: bool(problem.aspects), MEETINGS: problem.rounds + len(problem.past) > 1,
        TIES: bool(problem.ties), WISHES: bool(problem.wishes.any()),
    }  # fmt: skip
    heaviest = max((aspect.weight for aspect in problem.aspects), default=1)
    weights = np.zeros(7, dtype=np.int64)
    weight = _LOWEST
    rules = rules_of(problem)
    for total in reversed(order_of(problem).tolist()):
        if not matters[total] or total in rules:
            continue
        weights[total] = max(weight // (8 * heaviest), 1) if total == WEAKEST else weight
        weight *= 1 if total == WEAKEST else _STEPS  # a square weighs more the weaker the group is
    weights[[*rules]] = weight
    weights[RULES] *= _STEPS
    return weights


def rules_of(problem: GroupsProblem) -> tuple[int, ...]:
    """Totals that are rules and no levels."""
    return (RULES, MEETINGS) if problem.meet_once else (RULES,)


@cache
def odds() -> np.ndarray:
    """−ln of evenly spaced chances, computed in decimals so that no machine rounds otherwise."""
    spread = [-(Decimal(2 * one + 1) / Decimal(2 * _CHANCES)).ln() for one in range(_CHANCES)]
    return np.array([int(value * 65536) for value in spread], dtype=np.int64)


def schedule(weights: np.ndarray, planned: int) -> Generator[Step, Seen, None]:
    """Steps of one annealing of *planned* tries; after each one it is told what was seen."""
    top = 2 * int(weights[TOLD:].max(initial=_LOWEST))
    probe = planned // _PROBES
    left = planned
    hot = top
    while hot > _LOWEST and probe:
        seen = yield Step(hot, probe)
        left -= probe
        if seen.kept * _FREE < probe or left * 2 < planned:
            break
        hot >>= 1
    cold = max(min(hot >> 3, _LOWEST // 4), 1)
    warm = cold
    broken = False
    for step in _cooling(hot, cold, left * _MAIN // 100, 1):
        seen = yield step
        broken = seen.broken
        if seen.kept * _STIFF > step.tries:
            warm = step.temperature
    left -= left * _MAIN // 100
    firm = 1
    share = planned * _CYCLE // 100
    for _ in range(_CYCLES):
        if left < 2 * share or (firm > 1 and not broken):
            break
        firm *= _FIRMER if broken else 1
        for step in _cooling(min(warm * firm, hot), cold, share, firm):
            seen = yield step
            broken = seen.broken
        left -= share
    for tries in _pieces(left):
        yield Step(0, tries)


def _cooling(hot: int, cold: int, tries: int, firm: int) -> Iterator[Step]:
    temperatures: list[int] = []
    step = 0
    while not temperatures or temperatures[-1] > cold:
        temperatures.append((hot >> (step // _PER_OCTAVE)) * _EIGHTHS[step % _PER_OCTAVE] >> 16)
        step += 1
    temperatures = temperatures[:: max(1, len(temperatures) * _FEWEST // max(tries, 1))]
    for at, temperature in enumerate(temperatures):
        share = tries * (at + 1) // len(temperatures) - tries * at // len(temperatures)
        yield from (Step(max(temperature, 1), piece, firm) for piece in _pieces(share))


def _pieces(tries: int) -> Iterator[int]:
    while tries > 0:
        yield min(tries, PIECE)
        tries -= PIECE
