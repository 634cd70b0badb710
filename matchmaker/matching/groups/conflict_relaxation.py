"""What would make an impossible event possible: the smallest changes that can be said simply.

Each is one change to one thing: groups or seats more or fewer, or one rule given up. All of those named have
been tried: with the change some seating of every round keeps all rules that are left. Where no single change
does, the fewest rules found that have to be given up together are one answer.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from matchmaker.kernel.errors import Change, Message, Relaxation
from matchmaker.matching.groups.conflict_rules import SIZES, rules_of
from matchmaker.matching.groups.feasible import Round

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from matchmaker.matching.groups.conflict_rules import Rule
    from matchmaker.matching.groups.conflict_words import Said
    from matchmaker.matching.groups.problem import GroupsProblem

MOST_WAYS = 4
_MOST_TRIED = 8
_NODES = 200
_MOST_MORE = 50
"""Groups that are added at most."""
_MOST_NUMBERS = 5_000


def relaxations(
    problem: GroupsProblem, rules: Sequence[Rule], conflict: Sequence[Rule], said: Said
) -> tuple[Relaxation, ...]:
    """Changes that make every round possible, those that give up least first; at most four.

    Parameters
    ----------
    problem, rules
        The event and all its rules.
    conflict
        The rules that cannot all be kept.
    said
        What people and groups are called.

    Returns
    -------
    tuple[Relaxation, ...]
        Empty where none of what is tried helps, and for events too large to be asked about.
    """
    wide = max((Round(problem, at, rules).size(range(len(rules))) for at in range(problem.rounds)), default=0)
    if wide > _MOST_NUMBERS:
        return ()
    found: list[Relaxation] = []
    if any(rule.kind == SIZES for rule in conflict) or any(
        rule.pairs or rule.limit or rule.blocked is not None for rule in conflict
    ):
        found += [
            Relaxation((change,))
            for changed, change in _sizes(problem)
            if _all_possible(changed, rules_of(changed))
        ]
    places = {id_: place for place, id_ in enumerate(map(_key, rules))}
    for rule in conflict[:_MOST_TRIED]:
        if rule.kind != SIZES and _key(rule) in places:
            left = [one for place, one in enumerate(rules) if place != places[_key(rule)]]
            if _all_possible(problem, left):
                found.append(Relaxation((said.dropped(rule),)))
    return tuple(found[:MOST_WAYS]) or _several(problem, rules, said)


def _key(rule: Rule) -> tuple[object, ...]:
    wish = rule.wish
    return wish.kind, wish.people, wish.groups, rule.limit.code if rule.limit else "", str(dict(rule.params))


def _sizes(problem: GroupsProblem) -> Iterator[tuple[GroupsProblem, Change]]:
    """Seats more, seats fewer, groups more, groups fewer: one each, or as many as the people need."""
    held, there = problem.most > 0, problem.present.sum(axis=1)
    wide = np.maximum(held.sum(axis=1), 1)
    short = there - problem.most.sum(axis=1)
    spare = problem.least.sum(axis=1) - there
    most, least = int(problem.most.max(initial=0)), int(problem.least[held].min()) if held.any() else 0
    step = max(1, int((-(-short // wide)).max(initial=0)))
    yield replace(problem, most=problem.most + step * held), _set("most", "flere_plasser", most, most + step)
    step = max(1, int((-(-spare // wide)).max(initial=0)))
    if least >= step:
        eased = replace(problem, least=np.maximum(problem.least - step, 0))
        yield eased, _set("least", "mindre_minst", least, least - step)
    count = len(problem.groups)
    if not count or not problem.rounds:
        return
    step = max(1, -(-int(short.max(initial=0)) // max(1, int(problem.most[:, -1].min()))))
    wider = problem
    for _ in range(min(step, _MOST_MORE)):
        wider = _one_more(wider)
    yield wider, _set("groups", "flere_grupper", count, count + min(step, _MOST_MORE))
    step = max(1, -(-int(spare.max(initial=0)) // max(1, int(problem.least[:, -1].min()))))
    if step < count:
        yield _fewer(problem, count - step), _set("groups", "farre_grupper", count, count - step)


def _set(field: str, code: str, before: int, after: int) -> Change:
    return Change(field, "set", after, Message(f"konflikt.{code}", {"before": before, "after": after}))


def _fewer(problem: GroupsProblem, count: int) -> GroupsProblem:
    """The event with its first groups only."""
    limits = tuple(replace(one, low=one.low[:, :count], high=one.high[:, :count]) for one in problem.limits)
    challenge = problem.challenge[:, :count] if problem.challenge.size else problem.challenge
    return replace(
        problem, groups=problem.groups[:count], least=problem.least[:, :count], most=problem.most[:, :count],
        allowed=problem.allowed[..., :count], limits=limits, challenge=challenge,
    )  # fmt: skip


def _one_more(problem: GroupsProblem) -> GroupsProblem:
    """The event with one group more, like the last but open to everybody."""

    def wider(table: np.ndarray) -> np.ndarray:
        return np.concatenate([table, table[..., -1:]], axis=-1)

    allowed = np.concatenate([problem.allowed, np.ones_like(problem.allowed[..., -1:])], axis=-1)
    blocked_before = problem.allowed.sum(axis=2) == 1
    allowed[..., -1] &= ~blocked_before  # who is pinned stays pinned
    name = f"{problem.groups[-1]}+"
    limits = tuple(replace(one, low=wider(one.low), high=wider(one.high)) for one in problem.limits)
    challenge = wider(problem.challenge) if problem.challenge.size else problem.challenge
    return replace(
        problem, groups=(*problem.groups, name), least=wider(problem.least), most=wider(problem.most),
        allowed=allowed, limits=limits, challenge=challenge,
    )  # fmt: skip


def _all_possible(problem: GroupsProblem, rules: Sequence[Rule]) -> bool:
    """Whether every round has a seating that keeps all of the rules; not found out counts as no."""
    return all(
        Round(problem, at, rules).ask(range(len(rules)), budget=_NODES).seats is not None
        for at in range(problem.rounds)
    )


def _several(problem: GroupsProblem, rules: Sequence[Rule], said: Said) -> tuple[Relaxation, ...]:
    """Rules to be given up together: those that the best seating of each round found leaves unkept."""
    dropped: set[int] = set()
    for at in range(problem.rounds):
        held = Round(problem, at, rules)
        answer = held.ask((), [rule for rule in range(len(rules)) if rule not in dropped], budget=_NODES)
        if answer.seats is None:
            return ()
        dropped |= set(np.flatnonzero(~held.kept(answer.seats)).tolist())
    changes = tuple(said.dropped(rules[rule]) for rule in sorted(dropped))
    return (Relaxation(changes),) if changes else ()
