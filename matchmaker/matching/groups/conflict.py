"""Which rules of an event cannot all be kept: the smallest set of such.

A set of rules is impossible when no seating of some round keeps all of it. The smallest is found by implicit
hitting sets (Ignatiev, Previti, Liffiton and Marques-Silva 2015, "Smallest MUS extraction with minimal
hitting set dualization", CP): every seating leaves some rules unkept, and every impossible set holds one of
those; the smallest set of rules that holds one of each is tried, and either no seating keeps it, and it is
the answer, or a seating that does leaves further rules unkept. Both steps are small programmes. What is
simple to see (sizes that do not add up, more apart than there are groups, places that collide) is looked at
first, and ends the search as soon as nothing smaller is possible.

Where several sets are smallest, the one is named of which a person can most easily change something: names
and pairs before limits, limits before sizes.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from matchmaker.kernel.errors import Infeasible
from matchmaker.matching.groups.conflict_relaxation import relaxations
from matchmaker.matching.groups.conflict_rounds import across_rounds
from matchmaker.matching.groups.conflict_rules import APART, OUTS, PINS, SIZES, TOGETHER, Rule, rules_of
from matchmaker.matching.groups.conflict_suspects import suspects
from matchmaker.matching.groups.conflict_words import said_of
from matchmaker.matching.groups.feasible import Round
from matchmaker.solving.port import Rows, Status, solve

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from matchmaker.matching.groups.problem import GroupsProblem
    from matchmaker.matching.groups.wishes import GroupWish

NODES = 400
"""Nodes of the search tree for one question about a round."""
QUESTIONS = 150
"""Questions about a round before its smallest set is no longer looked for."""
MOST_NUMBERS = 30_000
"""A round whose rules make a programme with more numbers than these is only looked at for what is simple to
see: see ``benchmarks/repair.py`` for what that is in people and groups."""
MOST_SOFT = 3_000
"""A round with more is not searched for a smaller set than what is simple to see."""


@dataclass(frozen=True)
class Conflict:
    """Rules that cannot all be kept."""

    rules: tuple[Rule, ...]
    """The set; empty when none was found."""
    at: int
    """The round in which they cannot, from 0; −1 when it takes several rounds, or none was found."""
    smallest: bool
    """Whether it is proven that no fewer rules are impossible together."""
    searched: bool
    """Whether all was looked at: then an empty set means that each round can be seated. Otherwise not more
    than what is simple to see was ruled out."""

    @property
    def wishes(self) -> tuple[GroupWish, ...]:
        """The same as wishes."""
        return tuple(rule.wish for rule in self.rules)


def find_conflict(
    problem: GroupsProblem, wishes: Sequence[GroupWish] = (), *, budget: int = QUESTIONS
) -> Conflict:
    """The smallest set of rules that cannot all be kept.

    Rounds are looked at one by one. What ties them together, ``meet_once`` and ``visit_once``, is held
    against simple counts only (:func:`~matchmaker.matching.groups.conflict_rounds.across_rounds`): no set
    found is no proof that some seating keeps these.

    Parameters
    ----------
    problem
        The event. That somebody is absent is no rule, nor how many groups there are.
    wishes
        The rules as they were asked for; rules of the problem that stand in none become rules of their own.
    budget
        Questions about each round (linear programmes in whole numbers).
    """
    rules = rules_of(problem, wishes)
    best: Conflict | None = None
    searched = True
    for at in _different(problem):
        found = _of_round(Round(problem, at, rules), budget, len(best.rules) if best else len(rules) + 1)
        searched &= found.searched
        if found.rules and (best is None or _weight(found.rules) < _weight(best.rules)):
            best = found
    over = across_rounds(problem, rules)
    if over and (best is None or len(over) < len(best.rules)):
        best = Conflict(over, -1, smallest=len(over) == 1, searched=True)
    if best is None:
        return Conflict((), -1, smallest=False, searched=searched)
    return Conflict(best.rules, best.at, best.smallest and (searched or len(best.rules) == 1), searched)


def refuse_impossible(
    problem: GroupsProblem,
    wishes: Sequence[GroupWish] = (),
    *,
    names: Sequence[str] = (),
    groups: Sequence[str] = (),
) -> None:
    """Raise when rules cannot all be kept; see :func:`find_conflict`.

    Parameters
    ----------
    problem, wishes
        As there.
    names, groups
        What people and groups are called, in the order of the problem; their ids when empty.

    Raises
    ------
    Infeasible
        ``groups_impossible``, with the rules as messages (``konflikt.<kind>``) and the smallest changes known
        to make each round possible.
    """
    found = find_conflict(problem, wishes)
    if not found.rules:
        return
    said = said_of(problem, names, groups)
    ways = relaxations(problem, rules_of(problem, wishes), found.rules, said)
    params = {"count": len(found.rules), "round": found.at + 1}
    code = "groups_impossible" if found.at >= 0 else "groups_impossible_rounds"
    raise Infeasible(code, ways, params, tuple(said.rule(rule) for rule in found.rules))


def _different(problem: GroupsProblem) -> Iterator[int]:
    """The first of each kind of round: rounds with the same people, groups and rules answer the same."""
    seen = set()
    for at in range(problem.rounds):
        arrays = [problem.present[at], problem.least[at], problem.most[at], problem.allowed[at]]
        arrays += [table for limit in problem.limits for table in (limit.low[at], limit.high[at])]
        name = b"|".join(np.ascontiguousarray(array).tobytes() for array in arrays)
        if name not in seen:
            seen.add(name)
            yield at


def _blame(rule: Rule) -> int:
    """How late a rule is to be named among equals."""
    order = ((*PINS, *OUTS), (*APART, TOGETHER))
    for place, kinds in enumerate(order):
        if rule.kind in kinds:
            return place
    return 3 if rule.kind == SIZES else 2


def _weight(rules: Sequence[Rule]) -> tuple[int, int]:
    return len(rules), sum(map(_blame, rules))


class _Asked:
    """Questions about a round that have been answered, and how many more may be asked."""

    def __init__(self, held: Round, budget: int) -> None:
        self._held = held
        self._known: dict[frozenset[int], bool | None] = {}
        self.left = budget

    def possible(self, rules: frozenset[int]) -> bool | None:
        """Whether some seating keeps these; ``None`` when that was not found out."""
        if rules not in self._known:
            if self.left <= 0 or self._held.size(rules) > MOST_NUMBERS:
                return None
            self.left -= 1
            answer = self._held.ask(rules, budget=NODES)
            self._known[rules] = None
            if answer.status is Status.INFEASIBLE:
                self._known[rules] = False
            elif answer.seats is not None:
                self._known[rules] = True
        return self._known[rules]

    def kept_with(self, rules: frozenset[int]) -> frozenset[int] | None:
        """Rules that a seating keeps which keeps all of *rules*; ``None`` when no seating was found."""
        self.left -= 1
        others = frozenset(range(len(self._held.rules))) - rules
        answer = self._held.ask(rules, others, budget=NODES // 8)
        if answer.seats is None:
            answer = self._held.ask(rules, budget=NODES)
        if answer.seats is None:
            return None
        return frozenset(np.flatnonzero(self._held.kept(answer.seats)).tolist())


def _of_round(held: Round, budget: int, fewer_than: int) -> Conflict:
    """The smallest set of one round, if it has fewer rules than so many or as many."""
    everything = frozenset(range(len(held.rules)))
    asked = _Asked(held, budget)
    small = held.size(everything) <= MOST_NUMBERS
    whole = asked.possible(everything) if small else None
    if whole:
        return Conflict((), -1, smallest=False, searched=True)
    found: frozenset[int] | None = None
    for suspected in suspects(held):
        if asked.possible(suspected) is False:
            found = suspected
            break
    if found is None:
        if whole is None:
            return Conflict((), -1, smallest=False, searched=False)
        found = _quarrel(
            asked, frozenset(), tuple(sorted(everything, key=lambda r: (_blame(held.rules[r]), r)))
        )
    proven = len(found) == 1
    small_enough = held.size(everything) <= MOST_SOFT
    if not proven and small_enough and len(found) <= fewer_than:
        found, proven = _smallest(held, asked, found)
    return Conflict(tuple(held.rules[rule] for rule in sorted(found)), held.at, proven, searched=small)


def _quarrel(asked: _Asked, kept: frozenset[int], blamed: tuple[int, ...]) -> frozenset[int]:
    """An impossible set of which every rule is needed (QuickXplain, Junker 2004).

    All of *blamed* cannot be had with *kept*, and *kept* alone can. What was not found out counts as
    possible, so that the set may hold a rule too many and never one too few.
    """
    if len(blamed) == 1:
        return frozenset(blamed)
    early, late = blamed[: len(blamed) // 2], blamed[len(blamed) // 2 :]
    of_late: frozenset[int] = frozenset()
    if asked.possible(kept | frozenset(early)) is not False:
        of_late = _quarrel(asked, kept | frozenset(early), late)
    if of_late and asked.possible(kept | of_late) is False:
        return of_late
    return of_late | _quarrel(asked, kept | of_late, early)


def _smallest(held: Round, asked: _Asked, found: frozenset[int]) -> tuple[frozenset[int], bool]:
    """A smallest impossible set, begun with one that is known; and whether it is proven to be smallest."""
    unkept: list[frozenset[int]] = []
    everything = frozenset(range(len(held.rules)))
    while asked.left > 0:
        tried = _hitting(held, unkept)
        if tried is None or len(tried) >= len(found):
            return _sooner(tried, found, asked, held), True
        possible = asked.possible(tried)
        if possible is False:
            return tried, True
        kept = asked.kept_with(tried)
        if possible is None or kept is None:
            return found, False
        if kept == everything:  # cannot be: all were found impossible
            return found, False
        unkept.append(everything - kept)
    return found, False


def _sooner(
    tried: frozenset[int] | None, found: frozenset[int], asked: _Asked, held: Round
) -> frozenset[int]:
    """Of two sets of the same size the one that is rather named, if it is impossible."""
    if tried is None or len(tried) > len(found):
        return found
    sooner = sum(_blame(held.rules[rule]) for rule in tried) < sum(_blame(held.rules[rule]) for rule in found)
    return tried if sooner and asked.possible(tried) is False else found


def _hitting(held: Round, sets: list[frozenset[int]]) -> frozenset[int] | None:
    """The smallest set of rules that holds one of each of *sets*; of such, what is rather named."""
    if not sets:
        return frozenset()
    columns = sorted({rule for one in sets for rule in one})
    place = {rule: at for at, rule in enumerate(columns)}
    rows = Rows()
    for one in sets:
        mine = sorted(place[rule] for rule in one)
        rows.add(mine, [1.0] * len(mine), 1.0)
    step = 4 * len(columns) + 1  # one rule more always weighs more than any difference in blame
    gain = [-float(step + _blame(held.rules[rule])) for rule in columns]
    answer = solve(rows.programme(gain, [0.0] * len(columns), [1.0] * len(columns), [True] * len(columns)))
    if answer.x is None or answer.status is not Status.OPTIMAL:
        return None
    return frozenset(columns[at] for at in np.flatnonzero(answer.x > 0.5).tolist())
