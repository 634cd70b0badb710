"""Networks with sides for the tests of mixing and brokerage: the frozen ones and drawn ones."""

from __future__ import annotations

import csv
from functools import cache
from itertools import permutations
from pathlib import Path

import numpy as np

from matchmaker.kernel.rng import generator
from matchmaker.measures.brokerage import ROLES, Role
from matchmaker.network.network import Network
from matchmaker.network.parts import Parts

FOLDER = Path(__file__).parents[2] / "oracles" / "brokerage"


@cache
def rows(table: str) -> dict[str, list[dict[str, str]]]:
    """Rows of a frozen table by network."""
    found: dict[str, list[dict[str, str]]] = {}
    with (FOLDER / f"{table}.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            found.setdefault(row["network"], []).append(row)
    return found


FROZEN = tuple(rows("nodes"))


@cache
def frozen(name: str) -> tuple[Network, Parts]:
    """A network whose brokerage R has counted."""
    ties = rows("ties")[name]
    ends = np.array([[int(row["tail"]), int(row["head"])] for row in ties]).T
    ids = [row["node"] for row in rows("nodes")[name]]
    network = Network.from_ties(ids, *ends, directed=ties[0]["directed"] == "1")
    return network, Parts.from_values([row["part"] for row in rows("nodes")[name]])


def values(name: str, what: str) -> np.ndarray:
    """What R says, shape (n + 1, 5): every node, then the network. NA, which R says of 0 / 0, is nan."""
    columns = [f"{what}_{role}" for role in ("w_I", "w_O", "b_IO", "b_OI", "b_O")]
    read = [[row[c] for c in columns] for row in rows("values")[name]]
    return np.array([["nan" if cell == "NA" else cell for cell in row] for row in read], dtype=float)


def drawn(seed: int, n: int, m: int, parts: int, *, directed: bool) -> tuple[Network, Parts]:
    """A drawn network of which a few actors' side is not known."""
    rng = generator(seed, "mixing cases")
    network = Network.from_ties(
        [f"a{k:03}" for k in range(n)], *rng.integers(0, n, (2, m)), directed=directed
    )
    of = rng.integers(-1, parts, n)
    return network, Parts(tuple("pqrst"[:parts]), of)


def role_of(first: int, own: int, last: int) -> Role:
    """The five roles as Gould and Fernandez describe them."""
    if first == own == last:
        return Role.COORDINATOR
    if first == last:
        return Role.ITINERANT
    if first == own:
        return Role.REPRESENTATIVE
    return Role.GATEKEEPER if own == last else Role.LIAISON


def by_loop(network: Network, parts: Parts) -> np.ndarray:
    """Brokerage by a plain triple loop; a row of nan where the side is not known."""
    ties = set(zip(network.tail.tolist(), network.head.tolist(), strict=True))
    if not network.directed:
        ties |= {(b, a) for a, b in ties}
    found = np.zeros((len(network), 5))
    part = parts.of.tolist()
    known = [node for node in range(len(network)) if part[node] >= 0]
    near = {v: [a for a in known if (a, v) in ties or (v, a) in ties] for v in known}
    for v in known:
        for a, b in permutations(near[v], 2):
            if (a, v) in ties and (v, b) in ties and (a, b) not in ties:
                found[v, ROLES.index(role_of(part[a], part[v], part[b]))] += 1
    found[parts.of < 0] = np.nan
    return found
