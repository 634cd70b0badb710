"""Instances of the maximally diverse grouping problem: a reader of the families' files, and look-alikes.

A file's first line is ``n g ss|ds least most least most …``, then ``i j distance`` for pairs, from 0; it may
be compressed (``.gz``). ``reference.csv`` beside the files gives ``instance`` and ``best``.

The look-alikes have the sizes and distances of the families RanReal (0–100, three decimals), RanInt (whole
0–100), Geo (distances in a cube of side 100 with 2–21 dimensions, three decimals) and MDG-a (whole 0–10).
They are not the published instances, and what is found on them is compared among methods only.
"""

from __future__ import annotations

import csv
import gzip
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SHAPES = {
    10: (2, 5, 4, 6), 12: (4, 3, 2, 5), 30: (5, 6, 5, 10), 60: (6, 10, 8, 14), 120: (10, 12, 8, 16),
    240: (12, 20, 15, 25), 480: (20, 24, 18, 30), 960: (24, 40, 32, 48), 2000: (100, 20, 13, 27),
}  # fmt: skip
"""By n: groups, size, and the range of free sizes."""
SECONDS = {120: 3.0, 240: 20.0, 480: 120.0, 960: 600.0, 2000: 300.0}
"""Time limits of the literature by n (at 2,000 a quarter of it); smaller ones get one second."""


@dataclass(frozen=True)
class Instance:
    """One problem, and the best value known of it (``None``: nobody has said)."""

    name: str
    distances: np.ndarray
    sizes: tuple[tuple[int, int], ...]
    best: float | None = None

    @property
    def kind(self) -> str:
        """``Geo ds`` and the like: the family, and whether sizes are free."""
        return f"{self.name.split('_')[0]} {'ss' if all(a == b for a, b in self.sizes) else 'ds'}"

    @property
    def seconds(self) -> float:
        """The limit for one run."""
        return next((SECONDS[n] for n in sorted(SECONDS, reverse=True) if n <= len(self.distances)), 1.0)


def read(path: Path, best: float | None = None) -> Instance:
    """Read one file."""
    with gzip.open(path, "rt") if path.suffix == ".gz" else path.open(encoding="ascii") as lines:
        first = next(iter(lines)).split()
        pairs = np.loadtxt(lines, ndmin=2)
    people, groups = int(first[0]), int(first[1])
    bounds = np.array([int(word) for word in first[3:]], dtype=int).reshape(-1, 2)
    if len(bounds) != groups or len(pairs) != people * (people - 1) // 2:
        raise ValueError(f"{path.name}: {len(bounds)} groups of {groups}, {len(pairs)} pairs")
    distances = np.zeros((people, people))
    i, j = pairs[:, 0].astype(int), pairs[:, 1].astype(int)
    distances[i, j] = distances[j, i] = pairs[:, 2]
    sizes = tuple((int(least), int(most)) for least, most in bounds)
    return Instance(path.name.split(".")[0], distances, sizes, best)


def read_folder(folder: Path) -> Iterator[Instance]:
    """Every ``*.txt`` and ``*.txt.gz`` of a folder, small ones first, with the best values known."""
    known: dict[str, float] = {}
    if (folder / "reference.csv").exists():
        with (folder / "reference.csv").open(encoding="utf-8", newline="") as lines:
            known = {row["instance"]: float(row["best"]) for row in csv.DictReader(lines)}
    for path in sorted([*folder.glob("*.txt"), *folder.glob("*.txt.gz")], key=_order):
        yield read(path, known.get(path.name.split(".")[0]))


def _order(path: Path) -> tuple[str, str]:
    """By the part of the name that says n, then by name."""
    return (next((part for part in path.name.split("_") if part[:1] == "n"), ""), path.name)


def look_alike(family: str, people: int, *, free: bool, seed: int) -> Instance:
    """Draw an instance of a family."""
    chance = np.random.default_rng([seed, people, sum(map(ord, family))])
    groups, size, low, high = SHAPES[people]
    if family == "Geo":
        points = chance.uniform(0, 100, (people, int(chance.integers(2, 22))))
        square = ((points[:, None, :] - points[None, :, :]) ** 2).sum(axis=2)
        drawn = np.sqrt(square).round(3)
    elif family == "RanReal":
        drawn = chance.uniform(0, 100, (people, people)).round(3)
    else:
        drawn = chance.integers(0, {"RanInt": 101, "MDG-a": 11}[family], (people, people)).astype(float)
    upper = np.triu(drawn, 1)
    sizes = _bounds(chance, people, groups, size, low, high) if free else ((size, size),) * groups
    kind = "ds" if free else "ss"
    return Instance(f"{family}_n{people:03}_{kind}_look-alike-{seed}", upper + upper.T, sizes)


def _bounds(
    chance: np.random.Generator, people: int, groups: int, size: int, low: int, high: int
) -> tuple[tuple[int, int], ...]:
    while True:
        least, most = chance.integers(low, size + 1, groups), chance.integers(size, high + 1, groups)
        if least.sum() <= people <= most.sum():
            return tuple((int(a), int(b)) for a, b in zip(least, most, strict=True))
