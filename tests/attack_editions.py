"""Random public editions with the truth behind them, made to be hard to protect.

Few persons, groups of very different sizes, answers that are missing or that everybody has given, steps at
which nearly nobody is lost, persons on other sides, teams, and a register that is the list of those present.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from typing import Any

import numpy as np
import pandas as pd

from matchmaker.kernel.messages import catalogue
from matchmaker.model import vocabulary as v
from matchmaker.model.counts import Counts
from matchmaker.model.population import Population
from matchmaker.model.register import Register
from matchmaker.model.tables import FEATURE_COLUMNS, Tables, frame_from
from matchmaker.services.disclosure import Edition
from matchmaker.services.environment import Environment
from matchmaker.services.gaps import GapsRequest, find_gaps
from matchmaker.services.jsonable import jsonable
from matchmaker.services.public_edition import PublicEdition, PublicRequest, public_edition
from tests.attack import BLANK, STEPS, Cell, Known
from tests.unit.small import VERDAL, Shelf

WHEN = Environment(lambda: date(2026, 11, 22))
GROUPS = {
    "kjonn": ("kvinne", "mann"),
    "aldersgruppe": ("13-19", "20-34", "35-49", "50-66", "67-79", "80+"),
    "sted": tuple(f"krets{i}" for i in range(8)),
    "utdanning": tuple(f"niva{i}" for i in range(8)),
}
Row = dict[str, Any]
Steps = dict[str, dict[str, dict[str, int]]]
"""Step → attribute → group → persons."""
NO_FIGURES = Population.empty()
EDITIONS = 6
"""Editions of each random dataset, since it is the dataset that takes time to make."""


@dataclass(frozen=True)
class Trial:
    """One random edition: what is published, what is true, and what an attacker may know besides."""

    published: dict[str, Any]
    """The public edition as JSON."""
    findings: list[dict[str, Any]]
    """The findings of the public edition of *gaps* about the same composition."""
    truth: dict[Cell, int]
    known: Known
    edition: PublicEdition


@dataclass(frozen=True)
class _Dataset:
    """A random dataset and what is true in it."""

    shelf: Shelf
    groups: dict[str, tuple[str, ...]]
    answers: dict[str, np.ndarray]
    steps: Steps
    others: dict[str, str]
    """Persons who are not residents, with their side."""
    actors: tuple[str, ...]
    same: bool
    """Whether the register's residents are those who were present."""


def trial(seed: int) -> Trial:
    """The edition of a seed: of those who took part, of the whole register, or of a team, in turn."""
    made = _dataset(seed // EDITIONS)
    rng = np.random.default_rng([20_261_122, seed, 1])
    smallest = int(rng.choice([3, 4, 5, 5, 5, 8]))
    size = int(rng.choice([4, 8, 12, 25]))
    asked = (
        PublicRequest("lite", "sak", smallest_shown=smallest),
        PublicRequest("lite", smallest_shown=smallest),
        PublicRequest("lite", "sak", tuple(sorted(rng.permutation(made.actors)[:size].tolist())),
                      smallest_shown=smallest),
    )[seed % 3]  # fmt: skip
    shelf = made.shelf
    edition = public_edition(shelf, asked, WHEN)
    published = jsonable(edition, _WORDS)
    assert isinstance(published, dict)
    inside = set(asked.team) or set(made.actors)
    people = len(next(iter(made.answers.values())))
    seated = np.array([f"p{i:03d}" in inside for i in range(people)], dtype=bool)
    answers = {name: some[seated] for name, some in made.answers.items()}
    sides = Counter(side for actor, side in made.others.items() if actor in inside)
    steps = made.steps if asked.challenge else {}
    truth = _truth(answers, made.groups, steps)
    truth |= {("sektor", "antall", side.value): sides[side.value] for side in v.Sector}
    linked = "same" if made.same and steps and not asked.team else ""
    # gaps has no setting: it stands beside the edition where the setting is the usual one; every tenth time
    beside = seed % 10 == 0 and smallest == 5
    return Trial(published, _gaps(shelf, asked) if beside else [], truth, Known(residents=linked), edition)


def _gaps(shelf: Shelf, asked: PublicRequest) -> list[dict[str, Any]]:
    request = GapsRequest("lite", asked.challenge, asked.team, edition=Edition.PUBLIC)
    found = jsonable(find_gaps(shelf, request, WHEN).findings, _WORDS)
    assert isinstance(found, list)
    return found  # type: ignore[return-value]


@lru_cache(maxsize=1)
def _dataset(seed: int) -> _Dataset:
    rng = np.random.default_rng([20_261_122, seed])
    attributes = ["kjonn", *(name for name in ("aldersgruppe", "sted", "utdanning") if rng.random() < 0.6)]
    groups = {name: _some(rng, GROUPS[name]) for name in attributes}
    people = int(rng.choice([rng.integers(0, 15), rng.integers(5, 40), rng.integers(20, 60), 140]))
    answers = {name: _answers(rng, groups[name], people) for name in attributes}
    took_part = bool(rng.random() < 0.7)
    same = took_part and bool(rng.random() < 0.6)
    steps = _steps(rng, answers, people, same=same) if rng.random() < 0.7 else {}
    rows, features, others = _actors(rng, answers, people)
    sheets = _sheets(rng, groups, steps, rows, took_part=took_part)
    frames = {"actors": frame_from("actors", rows), **sheets}
    register = Register.from_tables(Tables(frames, features) if features is not None else Tables(frames))
    actors = tuple(sorted(str(row["id"]) for row in rows))
    return _Dataset(_Shelf(register, NO_FIGURES), groups, answers, steps, others, actors, same)


@dataclass(frozen=True, eq=False)
class _Figures(Population):
    """Population figures that are added up once for all editions of a dataset."""

    @lru_cache(maxsize=32)  # noqa: B019 - as long as the last dataset
    def _added(self, areas: tuple[str, ...], on: date, attribute: str, ages: Any) -> Counts | None:
        return super().counts(areas, on, attribute, ages)

    def counts(self, areas: Any, on: date, attribute: str, ages: Any = None, **_: Any) -> Counts | None:
        return self._added(tuple(areas), on, attribute, ages)


@dataclass(frozen=True)
class _Shelf(Shelf):
    @cached_property
    def _own(self) -> Population:
        made = super().population("lite")
        return _Figures(made.cells, made.groups, made.source)

    def population(self, name: str) -> Population:
        return self._own


_WORDS = catalogue("nb")


def _some(rng: np.random.Generator, groups: tuple[str, ...]) -> tuple[str, ...]:
    """All sexes and ages; two to eight of the others."""
    return groups if groups[0][0] not in "kn" or len(groups) == 2 else groups[: int(rng.integers(2, 9))]


def _answers(rng: np.random.Generator, groups: tuple[str, ...], people: int) -> np.ndarray:
    """Everybody's answer; some groups are rare, some empty, and some answers are missing."""
    chances = rng.dirichlet(np.full(len(groups), rng.choice([0.3, 1.0, 5.0])))
    blank = rng.choice([0.0, 0.0, 0.04, 0.3])
    return rng.choice([*groups, BLANK], size=people, p=[*(chances * (1 - blank)), blank])


def _steps(rng: np.random.Generator, answers: dict[str, np.ndarray], people: int, *, same: bool) -> Steps:
    """Persons who fall away, few at a time, from the invited to those whose view was used."""
    before = int(rng.choice([0, 3, 40, 200]))
    more = {name: rng.choice(some, size=before) if people else some for name, some in answers.items()}
    everybody = {name: np.concatenate([answers[name], more[name]]) for name in answers}
    reached = np.ones(len(next(iter(everybody.values()))), dtype=bool)
    found: Steps = {}
    for step in STEPS:
        if step == "moett" and same:
            reached = np.arange(len(reached)) < people  # the register is the list of those present
        elif step != "invitert":
            kept = rng.choice([1.0, 0.98, 0.9, 0.5])
            chance = rng.random(len(reached)) < kept
            reached &= chance | (np.arange(len(reached)) < people) if same and step == "paameldt" else chance
        found[step] = {name: dict(Counter(some[reached].tolist())) for name, some in everybody.items()}
    left = rng.choice(STEPS) if rng.random() < 0.3 else ""
    return {step: counts for step, counts in found.items() if step != left}


def _actors(
    rng: np.random.Generator, answers: dict[str, np.ndarray], people: int
) -> tuple[list[Row], pd.DataFrame | None, dict[str, str]]:
    rows: list[Row] = [_actor(f"p{i:03d}", "innbygger") for i in range(people)]
    others: dict[str, str] = {}
    for kind, side in (("politiker", "politiker"), ("fagperson", "administrasjon"), ("skole", "")):
        for i in range(int(rng.choice([0, 1, 3, 6, 14]))):
            rows.append(_actor(f"{kind}{i:02d}", kind))
            if side:
                others[str(rows[-1]["id"])] = side
    rows.append(_actor("klubb", "frivillig"))
    if "sted" in answers:
        for row, place in zip(rows, answers["sted"], strict=False):
            row["place"] = None if place == BLANK else place
    stated = [
        (f"p{i:03d}", name, v.WITHHELD if value == BLANK else value)
        for name, some in answers.items()
        if name != "sted"
        for i, value in enumerate(some.tolist())
        if value != BLANK or rng.random() < 0.5
    ]
    columns = zip(*stated, strict=True) if stated else ((), (), ())
    made = {n: pd.Categorical(list(c)) for n, c in zip(FEATURE_COLUMNS, columns, strict=True)}
    frame = pd.DataFrame(made, index=pd.RangeIndex(2, len(stated) + 2)) if stated else None
    return rows, frame, others


def _actor(name: str, kind: str) -> Row:
    return {"id": name, "name": name.capitalize(), "kind": kind, "municipality": VERDAL, "synthetic": True}


def _sheets(
    rng: np.random.Generator,
    groups: dict[str, tuple[str, ...]],
    steps: Steps,
    rows: list[Row],
    *,
    took_part: bool,
) -> dict[str, pd.DataFrame]:
    found: dict[str, list[Row]] = {
        "population": [
            {"municipality": VERDAL, "date": "2026-01-01", "attribute": name, "group": group,
             "count": 1500.0 if place % 3 else 500.0, "source": "oppdiktet"}
            for name, some in groups.items()
            for place, group in enumerate(some)
        ],
        "turnout": [
            _counted(step, name, group, count)
            for step, tables in steps.items()
            for name, counts in tables.items()
            for group, count in _listed(rng, groups[name], counts)
        ],
        "challenges": [{"id": "sak", "title": "Saken", "levels": "tjeneste", "municipalities": VERDAL}],
        "places": [{"id": place, "name": place, "municipality": VERDAL} for place in groups.get("sted", ())],
    }  # fmt: skip
    if steps and rng.random() < 0.7:
        found["turnout"] += [
            _counted(step, "alle", "alle", sum(next(iter(tables.values())).values()))
            for step, tables in steps.items()
        ]
    if took_part:
        found["involvements"] = [
            {"challenge": "sak", "actor": row["id"], "phase": "definere"} for row in rows
        ]
    return {name: frame_from(name, some) for name, some in found.items() if some}


def _counted(step: str, attribute: str, group: str, count: int) -> Row:
    return {"challenge": "sak", "step": step, "attribute": attribute, "group": group, "count": float(count)}


def _listed(
    rng: np.random.Generator, groups: tuple[str, ...], counts: dict[str, int]
) -> list[tuple[str, int]]:
    """Every group with its count, nought included; those who have not answered when there are any."""
    rows = [(group, counts.get(group, 0)) for group in groups]
    return [*rows, (BLANK, counts.get(BLANK, 0))] if counts.get(BLANK) or rng.random() < 0.3 else rows


def _truth(
    answers: dict[str, np.ndarray], groups: dict[str, tuple[str, ...]], steps: Steps
) -> dict[Cell, int]:
    found: dict[Cell, int] = {}
    for name, some in answers.items():
        counts = Counter(some.tolist())
        found |= {(name, "residents", group): counts[group] for group in (*groups[name], BLANK)}
    for step, tables in steps.items():
        for name, counts_at in tables.items():
            found |= {(name, step, group): counts_at.get(group, 0) for group in (*groups[name], BLANK)}
    return found
