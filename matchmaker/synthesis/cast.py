"""Who is in an invented register: kinds in sensible shares, town halls, places, names."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from matchmaker.model import municipalities as klass
from matchmaker.model import vocabulary as v
from matchmaker.synthesis.plan import Plan, need

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from matchmaker.synthesis.margins import Margins

COUNCILS = tuple(kind for kind, spec in v.KINDS.items() if spec.council)
"""The statutory councils, which every municipality has unless it is planted that it lacks one."""
HALL = (
    "kommunestyre", "utvalg", "administrasjon", "helse_omsorg", "skole", "frivilligsentral", *COUNCILS,
)  # fmt: skip
"""One of each stands in every municipality: where the ties run together."""
RESIDENTS = ("innbygger", "ildsjel")
OFFICIALS = ("politiker", "fagperson")
VOLUNTARY = ("frivillig", "velforening", "frivilligsentral")
SHARES: Mapping[str, float] = {
    "innbygger": 0.60, "ildsjel": 0.04, "naeringsliv": 0.09, "sosial_entreprenor": 0.01,
    "frivillig": 0.12, "velforening": 0.02, "politiker": 0.03, "fagperson": 0.05,
    "tjeneste": 0.02, "helse_omsorg": 0.01, "skole": 0.01,
}  # fmt: skip
"""The others by kind. Assumed, not measured: most are residents, and all six sides are there."""
_KINDS = tuple(sorted({*HALL, *SHARES}))
_WORDS = {
    "administrasjon": "Kommuneadministrasjon", "eldreraad": "Eldreråd", "fagperson": "Fagperson",
    "frivillig": "Forening", "frivilligsentral": "Frivilligsentral", "funksjonsraad": "Funksjonsråd",
    "helse_omsorg": "Omsorgsenhet", "ildsjel": "Ildsjel", "innbygger": "Person",
    "kommunestyre": "Kommunestyre", "naeringsliv": "Bedrift", "politiker": "Folkevalgt",
    "skole": "Skole", "sosial_entreprenor": "Entreprenør", "tjeneste": "Tjeneste",
    "ungdomsraad": "Ungdomsråd", "utvalg": "Utvalg", "velforening": "Velforening",
}  # fmt: skip
_MOST_PLACES, _ACTORS_PER_PLACE, _NO_PLACE = 8, 40, 0.15
SUFFIX = "(oppdiktet)"
"""Ends every invented name."""


@dataclass(frozen=True)
class Cast:
    """The actors of an invented register, as arrays of one row per actor."""

    municipalities: tuple[str, ...]
    """Numbers, ascending."""
    kinds: tuple[str, ...]
    """The kinds in use, ascending."""
    kind: np.ndarray
    """Position of each actor's kind."""
    municipality: np.ndarray
    """Position of its municipality; actors stand municipality by municipality."""
    hall: np.ndarray
    """Whether it is a body of the town hall."""
    ids: np.ndarray
    """Ids, object."""
    names: np.ndarray
    """Names, object."""
    places: tuple[tuple[str, str, str], ...]
    """Id, name and municipality of each place."""
    place: np.ndarray
    """Position of each actor's place; −1 is unknown."""
    orgnr: Mapping[int, str] = field(default_factory=dict)
    """Organisation numbers by position, of those who have one: valid, and of nobody."""

    def __len__(self) -> int:
        return len(self.ids)

    def is_one_of(self, kinds: Collection[str]) -> np.ndarray:
        """Whether each actor is of one of *kinds*."""
        return np.isin(self.kind, [self.kinds.index(kind) for kind in kinds])

    @property
    def person(self) -> np.ndarray:
        """Whether each actor is a person."""
        return self.is_one_of([k for k in self.kinds if v.KINDS[k].form is v.Form.PERSON])

    def body(self, kind: str) -> np.ndarray:
        """Position of a body of each town hall, in the order of the municipalities; −1 is lacking."""
        found = np.full(len(self.municipalities), -1)
        rows = np.flatnonzero(self.hall & self.is_one_of([kind]))
        found[self.municipality[rows]] = rows
        return found


def build_cast(
    plan: Plan, margins: Margins, lacking: Collection[tuple[str, str]], rng: np.random.Generator
) -> Cast:
    """Make the actors of a plan.

    Parameters
    ----------
    plan, margins
        How many there are, and how people are spread over the municipalities.
    lacking
        Municipality and kind of councils that are left out.
    rng
        Draws the places.

    Raises
    ------
    InputError
        ``plan_too_small`` when there is no room for the town halls.
    """
    numbers = margins.municipalities
    bodies = [[kind for kind in HALL if (number, kind) not in lacking] for number in numbers]
    fixed = sum(map(len, bodies))
    need("actors", fixed, plan.actors)
    kinds: list[int] = []
    hall: list[bool] = []
    sizes = []
    for town, others in zip(bodies, apportion(plan.actors - fixed, margins.totals), strict=True):
        counts = apportion(int(others), list(SHARES.values()))
        rest = np.repeat([_KINDS.index(kind) for kind in SHARES], counts)
        kinds += [*(_KINDS.index(kind) for kind in town), *rest.tolist()]
        hall += [True] * len(town) + [False] * len(rest)
        sizes.append(len(town) + len(rest))
    kind, is_hall = np.array(kinds, dtype=np.int64), np.array(hall, dtype=bool)
    municipality = np.repeat(np.arange(len(numbers)), sizes)
    ids, names = _ids_and_names(kind)
    places, place = _places(numbers, sizes, rng)
    place[is_hall] = -1
    return Cast(numbers, _KINDS, kind, municipality, is_hall, ids, names, places, place)


def apportion(seats: int, weights: Sequence[float] | np.ndarray) -> np.ndarray:
    """Share whole *seats* out by weight (Hamilton: largest remainders; the first wins a tie).

    >>> apportion(10, [1, 1, 4]).tolist()
    [2, 2, 6]
    """
    exact = seats * np.asarray(weights, dtype=float) / np.sum(weights)
    counts: np.ndarray = np.floor(exact).astype(np.int64)
    # rounded, so that remainders that are equal are not told apart by the arithmetic
    order = np.argsort(np.round(counts - exact, 9), kind="stable")
    counts[order[: seats - counts.sum()]] += 1
    return counts


def _ids_and_names(kind: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Number the actors of each kind from 1; ``innbygger-00123``, ``Person 00123 (oppdiktet)``."""
    order = np.argsort(kind, kind="stable")
    counts = np.bincount(kind, minlength=len(_KINDS))
    number = np.empty(len(kind), dtype=np.int64)
    number[order] = np.arange(len(kind)) - np.repeat(np.cumsum(counts) - counts, counts) + 1
    width = max(4, len(str(len(kind))))
    stems = [code.replace("_", "-") for code in _KINDS]
    words = [_WORDS[code] for code in _KINDS]
    rows = list(zip(kind.tolist(), number.tolist(), strict=True))
    ids = np.array([f"{stems[k]}-{n:0{width}d}" for k, n in rows], dtype=object)
    names = np.array([f"{words[k]} {n:0{width}d} {SUFFIX}" for k, n in rows], dtype=object)
    return ids, names


def _places(
    numbers: Sequence[str], sizes: Sequence[int], rng: np.random.Generator
) -> tuple[tuple[tuple[str, str, str], ...], np.ndarray]:
    """Invent some places in each municipality, each smaller than the one before it."""
    places: list[tuple[str, str, str]] = []
    parts = [np.zeros(0, dtype=np.int64)]
    for number, size in zip(numbers, sizes, strict=True):
        count = int(np.clip(size // _ACTORS_PER_PLACE, 2, _MOST_PLACES))
        weights = 1 / np.arange(1, count + 1)
        drawn = len(places) + rng.choice(count, size=size, p=weights / weights.sum())
        parts.append(np.where(rng.random(size) < _NO_PLACE, -1, drawn))
        places += [
            (f"oppdiktet-{number}-{n}", f"Grend {n}, {klass.name(number)} {SUFFIX}", number)
            for n in range(1, count + 1)
        ]
    return tuple(places), np.concatenate(parts)
