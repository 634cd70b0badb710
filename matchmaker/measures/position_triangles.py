"""One pass over all triangles of a network, for the two measures of structural holes. Compiled."""

from __future__ import annotations

import numpy as np

from matchmaker.kernel.compiling import compiled


@compiled
def upward(starts: np.ndarray, nodes: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Where each tie stands in the other end's row, and each node's ties to nodes that have more ties.

    Ties between equals go to the later one. A triangle is then found once, from its least end, and no node
    has more than about √(2m) ties upward, however many it has.
    """
    n = len(starts) - 1
    back, up = np.empty(len(nodes), np.int64), np.empty(len(nodes) // 2, np.int64)
    free, borders = starts[:-1].copy(), np.zeros(n + 1, np.int64)
    found = 0
    for node in range(n):
        count = starts[node + 1] - starts[node]
        for k in range(starts[node], starts[node + 1]):
            other = nodes[k]
            back[k] = free[other]
            free[other] += 1
            others = starts[other + 1] - starts[other]
            if others > count or (others == count and other > node):
                up[found] = k
                found += 1
        borders[node + 1] = found
    return back, up, borders


@compiled
def shares(starts: np.ndarray, strength: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Each tie's strength as a share of its owner's sum, and as a share of its owner's greatest."""
    of_sum, of_most = np.empty(len(strength)), np.empty(len(strength))
    for node in range(len(starts) - 1):
        total, most = 0.0, 0.0
        for k in range(starts[node], starts[node + 1]):
            total += strength[k]
            most = max(most, strength[k])
        for k in range(starts[node], starts[node + 1]):
            of_sum[k], of_most[k] = strength[k] / total, strength[k] / most
    return of_sum, of_most


@compiled
def holes(starts: np.ndarray, nodes: np.ndarray, strength: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Of each tie p_ij + Σ_q p_iq p_qj, and of each node Σ_j Σ_q p_iq m_jq (see position_holes)."""
    n = len(starts) - 1
    back, up, borders = upward(starts, nodes)
    share, scaled = shares(starts, strength)
    spent, common, at = share.copy(), np.zeros(n), np.full(n, -1, np.int64)
    for a in range(n):
        for spot in range(borders[a], borders[a + 1]):
            at[nodes[up[spot]]] = up[spot]
        for spot in range(borders[a], borders[a + 1]):
            ab = up[spot]
            b, ba = nodes[ab], back[ab]
            for further in range(borders[b], borders[b + 1]):
                bc = up[further]
                c = nodes[bc]
                ac = at[c]
                if ac < 0:
                    continue
                ca, cb = back[ac], back[bc]
                spent[ab] += share[ac] * share[cb]
                spent[ba] += share[bc] * share[ca]
                spent[ac] += share[ab] * share[bc]
                spent[ca] += share[cb] * share[ba]
                spent[bc] += share[ba] * share[ac]
                spent[cb] += share[ca] * share[ab]
                common[a] += share[ab] * scaled[cb] + share[ac] * scaled[bc]
                common[b] += share[ba] * scaled[ca] + share[bc] * scaled[ac]
                common[c] += share[ca] * scaled[ba] + share[cb] * scaled[ab]
        for spot in range(borders[a], borders[a + 1]):
            at[nodes[up[spot]]] = -1
    return spent, common
