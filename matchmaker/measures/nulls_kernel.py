"""Compiled: ties in rows that can be switched in place, and random graphs of a given size.

Every tie has two slots, one at each end; a slot knows where its tie goes and which slot is its twin. Slots of
one node lie beside each other, so that the same arrays are the neighbours that a statistic reads. In a
directed network a node has its outgoing slots in the first half and its incoming ones in the second.

The order of random numbers is a part of the result: a change of it is a change of every drawn network.
"""

from __future__ import annotations

import numpy as np

from matchmaker.kernel.chance import below
from matchmaker.kernel.compiling import compiled

TRIANGLES = 8
"""In a directed network one turn of a circle of three comes to about twice as many switches."""
_MIX = np.uint64(0x9E3779B97F4A7C15)


@compiled
def exists(to: np.ndarray, first_out: np.ndarray, first_in: np.ndarray, tail: int, head: int) -> bool:
    """Say whether there is a tie from *tail* to *head*, reading the shorter of the two rows."""
    start, stop, wanted = first_out[tail], first_out[tail + 1], head
    if first_in[head + 1] - first_in[head] < stop - start:
        start, stop, wanted = first_in[head], first_in[head + 1], tail
    for slot in range(start, stop):  # noqa: SIM110 - compiled
        if to[slot] == wanted:
            return True
    return False


@compiled
def switch(
    state: np.ndarray, to: np.ndarray, twin: np.ndarray, owner: np.ndarray, first_out: np.ndarray,
    first_in: np.ndarray, kind: np.ndarray, starts: np.ndarray, members: np.ndarray, tries: int,
) -> int:  # fmt: skip
    """Let two ties exchange an end, *tries* times; what would be a loop or a second tie is not done.

    Both slots are of one *kind*, so that whatever belongs to a kind (the number of ties between two sides)
    stays. ``members[starts[k] : starts[k + 1]]`` are the slots of kind *k*. Returns the exchanges done.
    """
    half, done = len(to) // 2, 0
    directed = first_in[0] != first_out[0]
    for _ in range(tries):
        here = below(state, len(to))
        own = kind[here]
        there = members[starts[own] + below(state, starts[own + 1] - starts[own])]
        b, d, a, c = owner[here], owner[there], to[here], to[there]
        if a in (c, d) or b in (c, d):
            continue
        if directed and here >= half:
            taken = exists(to, first_out, first_in, c, b) or exists(to, first_out, first_in, a, d)
        else:
            taken = exists(to, first_out, first_in, b, c) or exists(to, first_out, first_in, d, a)
        if taken:
            continue
        at_a, at_c = twin[here], twin[there]
        to[here], to[there], to[at_a], to[at_c] = c, a, d, b
        twin[here], twin[at_c], twin[there], twin[at_a] = at_c, here, at_a, there
        done += 1
    return done


@compiled
def turn_circles(
    state: np.ndarray, to: np.ndarray, twin: np.ndarray, owner: np.ndarray, first_out: np.ndarray,
    first_in: np.ndarray, side: np.ndarray, tries: int,
) -> int:  # fmt: skip
    """Turn round directed circles of three ties, a → b → c → a, *tries* times; returns how many were turned.

    Exchanges alone cannot do it. Two of the three must be of one *side*: else the ties between sides change.
    """
    done = 0
    for _ in range(tries):
        ab = below(state, len(to) // 2)
        a, b = owner[ab], to[ab]
        ways = first_out[b + 1] - first_out[b]
        if ways == 0:
            continue
        bc = first_out[b] + below(state, ways)
        c, ca = to[bc], -1
        for slot in range(first_out[c], first_out[c + 1]):
            if to[slot] == a:
                ca = slot
        if ca < 0 or (side[a] != side[b] and side[b] != side[c] and side[c] != side[a]):
            continue
        if (
            exists(to, first_out, first_in, b, a)
            or exists(to, first_out, first_in, c, b)
            or exists(to, first_out, first_in, a, c)
        ):
            continue
        from_a, from_b, from_c = twin[ab], twin[bc], twin[ca]  # incoming slots at b, c and a
        to[ab], to[bc], to[ca] = c, a, b
        to[from_b], to[from_c], to[from_a] = a, b, c
        twin[ab], twin[from_b], twin[bc], twin[from_c] = from_b, ab, from_c, bc
        twin[ca], twin[from_a] = from_a, ca
        done += 1
    return done


@compiled
def rewire(
    state: np.ndarray, to: np.ndarray, twin: np.ndarray, owner: np.ndarray, first_out: np.ndarray,
    first_in: np.ndarray, kind: np.ndarray, starts: np.ndarray, members: np.ndarray, side: np.ndarray,
    tries: int,
) -> int:  # fmt: skip
    """Switch ties *tries* times in place; in a directed network circles of three are turned in between.

    Whether a turn is tried at all is left to chance: in a small network it might always succeed, and which
    way a circle goes would then depend on whether the number of steps is even.
    """
    if len(to) == 0:
        return 0
    if first_in[0] == first_out[0]:
        return switch(state, to, twin, owner, first_out, first_in, kind, starts, members, tries)
    done = 0
    for _ in range(tries // TRIANGLES):
        done += switch(
            state, to, twin, owner, first_out, first_in, kind, starts, members, below(state, 2 * TRIANGLES)
        )
        done += turn_circles(state, to, twin, owner, first_out, first_in, side, below(state, 2))
    return done


@compiled
def random_ties(state: np.ndarray, n: int, m: int, ways: int, tail: np.ndarray, head: np.ndarray) -> None:
    """Fill *tail* and *head* with *m* different ties among *n* nodes, every such set equally likely.

    *ways* is 2 in a directed network, where a pair can be tied in either direction, else 1. Where more than
    half of all possible ties are wanted, those that are not there are drawn.
    """
    most = n * (n - 1) * ways // 2
    wanted = m if 2 * m <= most else most - m
    room = 4
    while room < 2 * wanted:
        room *= 2
    table = np.full(room, -1, np.int64)
    found = 0
    while found < wanted:
        a, b = below(state, n), below(state, n)
        if a == b:
            continue
        if ways == 1 and a > b:
            a, b = b, a
        if _insert(table, a * n + b):
            if wanted == m:
                tail[found], head[found] = a, b
            found += 1
    if wanted != m:
        _all_but(table, n, ways, tail, head)


@compiled
def _all_but(table: np.ndarray, n: int, ways: int, tail: np.ndarray, head: np.ndarray) -> None:
    """Fill in every possible tie that is not in the table."""
    found = 0
    for a in range(n):
        for b in range(n):
            if (a < b or (ways == 2 and a != b)) and _insert(table, a * n + b):
                tail[found], head[found] = a, b
                found += 1
                table[_place(table, a * n + b)] = -1  # the last one put in: nothing lies behind it


@compiled
def _place(table: np.ndarray, key: int) -> int:
    """Where *key* lies in an open table, or the empty place where it would."""
    mask = len(table) - 1
    place = np.int64((np.uint64(key) * _MIX) >> np.uint64(33)) & mask
    while table[place] not in (-1, key):
        place = (place + 1) & mask
    return place  # type: ignore[return-value]  # Python sees a plain int


@compiled
def _insert(table: np.ndarray, key: int) -> bool:
    """Put *key* into an open table; whether it was new."""
    place = _place(table, key)
    new = table[place] != key
    table[place] = key
    return new
