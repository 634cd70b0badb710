"""The inner loop of the plain grouping problem: simulated annealing over exchanges and moves, in integers.

What makes it fast is what it does not look at. ``gain[g, i]`` is the sum of person *i*'s distances to the
people of group *g*; an exchange of *u* (in *a*) and *v* (in *b*) is worth ::

    (gain[b, u] − gain[a, u]) + (gain[a, v] − gain[b, v]) − 2 · distance[u, v]

Distances are not negative, so *u* can leave a whole group alone when its own part and the *reach* of that
group (the most that the second part is for anybody in it) do not come to the threshold. Reach is forgotten
when a group changes, and learnt again by the next search that finds nothing. The thought that most
exchanges need not be evaluated is Schulz's (*Annals of Operations Research*, 2024); bounds by group and the
annealing round it are our own. One threshold is drawn per person, not per exchange.

No floating point is used here: the same numbers come out on every machine.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from matchmaker.kernel.chance import below, next_word, shuffle
from matchmaker.kernel.compiling import compiled

VALUE, BEST, TAKEN = 0, 1, 2
"""Places in the tally: the value now, the best so far, the number of changes taken."""
LOG_BITS = 16
"""Logarithms are given in units of 2⁻¹⁶."""
_LOG_SHIFT, _START_SHIFT = np.uint64(52), np.uint64(16)
_START_MASK = np.uint64(0xFFFF)


class State(NamedTuple):
    """All that the loop reads and writes; whole numbers throughout."""

    distance: np.ndarray
    """People × people, the least distance taken off; ``int32`` or ``int64``."""
    least: np.ndarray
    """Fewest people of each group."""
    most: np.ndarray
    """Most people of each group."""
    group: np.ndarray
    """Each person's group."""
    place: np.ndarray
    """Each person's place in the list of the group."""
    members: np.ndarray
    """Groups × places: who is there; what stands after the group's size means nothing."""
    size: np.ndarray
    """People of each group."""
    gain: np.ndarray
    """Groups × people: sum of distances to the group; of the type of ``distance``."""
    own: np.ndarray
    """Each person's sum of distances to the own group."""
    reach: np.ndarray
    """Groups × groups: upper bound of (gain in the first − own) over the people of the second."""
    best: np.ndarray
    """The best grouping seen at the end of a sweep."""
    tally: np.ndarray
    """See :data:`VALUE`, :data:`BEST`, :data:`TAKEN`."""
    chance: np.ndarray
    """The state of the random numbers."""


@compiled
def count(state: State, unknown: int) -> None:
    """Count everything afresh from who is in which group. The best of the state is left alone.

    *unknown* is larger than any gain: the reach nobody has counted.
    """
    state.size[:] = 0
    state.gain[:, :] = 0
    state.reach[:, :] = unknown
    for i in range(len(state.group)):
        g = state.group[i]
        state.place[i] = state.size[g]
        state.members[g, state.size[g]] = i
        state.size[g] += 1
        state.gain[g] += state.distance[i]
    total = 0
    for i in range(len(state.group)):
        state.own[i] = state.gain[state.group[i], i]
        total += state.own[i]
    state.tally[VALUE] = total // 2


@compiled
def scatter(state: State, sizes: np.ndarray) -> None:
    """Give everybody a group at random, so that the groups get the given *sizes*. Nothing is counted."""
    k = 0
    for g in range(len(sizes)):
        for _ in range(sizes[g]):
            state.group[k] = g
            k += 1
    shuffle(state.chance, state.group)


@compiled
def _changed(
    members: np.ndarray, size: np.ndarray, gain: np.ndarray, own: np.ndarray, reach: np.ndarray,
    a: int, b: int, unknown: int,
) -> None:  # fmt: skip
    """Count anew what depends on who is in two groups."""
    for slot in range(size[a]):
        own[members[a, slot]] = gain[a, members[a, slot]]
    for slot in range(size[b]):
        own[members[b, slot]] = gain[b, members[b, slot]]
    for g in range(len(size)):
        reach[a, g] = reach[b, g] = unknown
        reach[g, a] = reach[g, b] = unknown


@compiled
def _exchange(
    distance: np.ndarray, group: np.ndarray, place: np.ndarray, members: np.ndarray, gain: np.ndarray,
    u: int, v: int,
) -> None:  # fmt: skip
    """Let two people of different groups change places."""
    a, b = np.int64(group[u]), np.int64(group[v])
    of_u, of_v, gain_a, gain_b = distance[u], distance[v], gain[a], gain[b]
    for i in range(len(group)):
        more = of_v[i] - of_u[i]
        gain_a[i] += more
        gain_b[i] -= more
    p, q = place[u], place[v]
    group[u], group[v] = b, a
    place[u], place[v] = q, p
    members[a, p], members[b, q] = v, u


@compiled
def _move(
    distance: np.ndarray, group: np.ndarray, place: np.ndarray, members: np.ndarray, size: np.ndarray,
    gain: np.ndarray, u: int, b: int,
) -> None:  # fmt: skip
    """Let one person go to another group."""
    a = np.int64(group[u])
    of_u, gain_a, gain_b = distance[u], gain[a], gain[b]
    for i in range(len(group)):
        gain_a[i] -= of_u[i]
        gain_b[i] += of_u[i]
    size[a] -= 1
    last = members[a, size[a]]
    members[a, place[u]] = last
    place[last] = place[u]
    members[b, size[b]] = u
    group[u], place[u] = b, size[b]
    size[b] += 1


@compiled
def sweep(  # noqa: C901 - one function: with the turn or the search for a partner apart it takes twice the time
    state: State, temperatures: np.ndarray, logs: np.ndarray, shift: int, unknown: int
) -> None:
    """Give everybody one turn at each of the *temperatures*, and remember the best grouping at a sweep's end.

    In a turn, the first move or exchange found that is worth more than a drawn threshold is taken.

    Parameters
    ----------
    state
        Is changed. ``tally[VALUE]`` must be the value of the grouping with *shift* in it.
    temperatures
        Not negative, in units of the distances. At 0 only what is better is taken.
    logs
        4096 values of −ln, times 2¹⁶: quantiles of the exponential distribution.
    shift
        What was taken off every distance: the price of a pair more when a group grows.
    unknown
        Larger than any gain.
    """
    distance, least, most, group, place = state.distance, state.least, state.most, state.group, state.place
    members, size, gain, own, reach = state.members, state.size, state.gain, state.own, state.reach
    chance, groups, value, taken = state.chance, len(state.size), state.tally[VALUE], 0
    for temperature in temperatures:
        for u in range(len(group)):
            word = next_word(chance)
            threshold = -((temperature * logs[np.int64(word >> _LOG_SHIFT)]) >> LOG_BITS)
            a: Any = np.int64(group[u])
            b: Any = np.int64(((word & _START_MASK) * np.uint64(groups)) >> _START_SHIFT)
            now, leaves, worth = np.int64(own[u]), size[a] > least[a], threshold
            gain_a, of_u, reach_a = gain[a], distance[u], reach[a]
            for _ in range(groups):
                b = b + 1 if b + 1 < groups else 0
                if b == a:
                    continue
                mine = np.int64(gain[b, u]) - now
                if leaves and size[b] < most[b]:
                    worth = mine + shift * (size[b] - size[a] + 1)
                    if worth > threshold:
                        _move(distance, group, place, members, size, gain, u, b)
                        break
                if mine + reach_a[b] <= threshold:
                    continue
                furthest = -unknown
                for slot in range(size[b]):
                    v = members[b, slot]
                    theirs = np.int64(gain_a[v]) - own[v]
                    furthest = max(furthest, theirs)
                    if mine + theirs <= threshold:
                        continue
                    worth = mine + theirs - 2 * np.int64(of_u[v])
                    if worth > threshold:
                        _exchange(distance, group, place, members, gain, u, v)
                        break
                if worth > threshold:
                    break
                reach_a[b] = furthest
            if worth > threshold:
                _changed(members, size, gain, own, reach, a, b, unknown)
                value += worth
                taken += 1
        if value > state.tally[BEST]:
            state.tally[BEST] = value
            state.best[:] = group
    state.tally[VALUE] = value
    state.tally[TAKEN] += taken


@compiled
def spread(state: State, samples: int) -> int:
    """Mean size of what a random exchange is worth in the grouping as it stands; at least 1."""
    n, total, found = len(state.group), 0, 0
    for _ in range(samples):
        u, v = below(state.chance, n), below(state.chance, n)
        a, b = state.group[u], state.group[v]
        if a != b:
            worth = np.int64(state.gain[b, u]) - state.own[u] + state.gain[a, v] - state.own[v]
            total += abs(worth - 2 * np.int64(state.distance[u, v]))
            found += 1
    return max(1, total // max(1, found))
