"""Many cross tables at once: each cell says what ``compare`` says of it."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matchmaker.kernel.errors import MatchmakerError
from matchmaker.kernel.rng import generator
from matchmaker.representation.cells import Draw, intervals, p_values
from matchmaker.representation.combinations import UNKNOWN, CrossTable, cross_tables
from matchmaker.representation.comparison import GroupRow, compare
from matchmaker.representation.exact import binomial_p, hypergeometric_interval, hypergeometric_p, wilson
from matchmaker.representation.verdicts import Rule, Verdict, family_of, verdict_alone

SHAPE = (2, 4, 3)


def crowd(people: int, blank: float, seed: int = 1, size: int = 40) -> tuple[np.ndarray, np.ndarray]:
    """People with a lopsided first attribute, some answers missing, and a population with an empty cell."""
    rng = generator(seed, "crowd")
    population = rng.integers(1, size, SHAPE) * 10
    population[1, 3, 2] = 0
    shares = population * np.array([1.0, 0.5])[:, None, None]
    cells = rng.choice(shares.size, size=people, p=(shares / shares.sum()).ravel())
    codes = np.stack(np.unravel_index(cells, SHAPE), axis=1)
    codes[rng.random(codes.shape) < blank] = UNKNOWN
    return codes, population


def bounded(row: GroupRow, table: CrossTable, cell: tuple[int, ...], total: int, family: int) -> Verdict:
    """The verdict on a cell that holds whoever of those who could belong to it does, one cell at a time."""
    if not table.unknown:
        return row.verdict
    group, everyone, rule = row.population, table.n + table.unknown, Rule(family=family)
    assert group is not None
    low = max(row.n, everyone - (total - group))
    high = min(row.n + int(table.possible[cell]), group)
    found = {row.verdict, *(verdict_alone(k, everyone, group, total, rule) for k in (low, high))}
    return found.pop() if len(found) == 1 else Verdict.TOO_FEW


def agrees(table: CrossTable, population: np.ndarray) -> None:
    others = tuple(place for place in range(population.ndim) if place not in table.attributes)
    people = population.sum(axis=others)
    cells = [str(cell) for cell in np.ndindex(people.shape)]
    observed = dict(zip(cells, table.observed.ravel().tolist(), strict=True))
    persons = dict(zip(cells, people.ravel().tolist(), strict=True))
    answer = compare("x", observed, persons, unknown=0)
    strict = compare("x", observed, persons, unknown=table.unknown)
    assert answer.n == table.n
    for cell, row in zip(np.ndindex(people.shape), answer.rows, strict=True):
        own = table.verdict(*cell)
        assert own is bounded(row, table, cell, sum(persons.values()), family_of(persons))
        # with fewer who could belong, more can be said and nothing else
        assert strict.row(row.group).verdict in (own, Verdict.TOO_FEW)
        for mine, theirs in ((table.p, row.p), (table.p_corrected, row.p_corrected)):
            wanted = np.nan if theirs is None else theirs
            assert mine[cell] == pytest.approx(wanted, rel=1e-6, abs=1e-12, nan_ok=True)
        if row.interval is not None:
            assert (table.low[cell], table.high[cell]) == pytest.approx(row.interval, abs=1e-9)
            assert table.expected[cell] == pytest.approx(row.expected)


@pytest.mark.parametrize(
    ("people", "blank", "size"),
    [(300, 0.0, 4000), (300, 0.1, 4000), (2500, 0.05, 40000), (150, 0.02, 40), (0, 0.0, 40), (40, 1.0, 40)],
)
def test_every_cell_says_what_compare_says(people: int, blank: float, size: int) -> None:
    """With and without replacement, with and without unknown answers, below and above 2,000 people."""
    codes, population = crowd(people, blank, size=size)
    tables = list(cross_tables(codes, population, ways=(1, 2, 3)))
    wanted = [chosen for ways in (1, 2, 3) for chosen in combinations(range(3), ways)]
    assert [table.attributes for table in tables] == wanted
    for table in tables:
        agrees(table, population)


def test_something_is_found_and_something_is_not() -> None:
    """The comparison above would be empty if every verdict were the same."""
    codes, population = crowd(2500, 0.01, size=40000)
    found = {number for table in cross_tables(codes, population) for number in table.verdicts.ravel()}
    assert len(found) >= 3


def test_counts_by_hand() -> None:
    codes = np.array([[0, 1], [0, 1], [1, 0], [UNKNOWN, 0], [1, UNKNOWN]])
    (table,) = cross_tables(codes, np.full((2, 2), 100))
    assert table.observed.tolist() == [[0, 2], [1, 0]]
    assert (table.n, table.unknown) == (3, 2)
    assert table.possible.tolist() == [[1, 0], [2, 1]]  # (?, 0) in either row, (1, ?) in either column
    assert table.expected.tolist() == [[0.75, 0.75], [0.75, 0.75]]
    assert table.verdict(0, 1) is Verdict.TOO_FEW


def test_codes_without_a_place_in_the_population_are_refused() -> None:
    for codes in (np.array([[0, 4]]), np.array([[-2, 0]]), np.array([[0, 0, 0]]), np.array([0, 0])):
        with pytest.raises(MatchmakerError, match="codes_not_valid"):
            list(cross_tables(codes, np.full((2, 4), 10)))


@settings(max_examples=150)
@given(st.integers(1, 60), st.integers(2, 300), st.data())
def test_tests_and_intervals_are_the_scalar_ones(n: int, total: int, data: st.DataObject) -> None:
    """Ties included: small numbers have many outcomes that are equally likely."""
    group = data.draw(st.integers(1, total - 1))
    k = data.draw(st.integers(max(0, n - (total - group)) if n <= total else 0, min(n, group)))
    draw = Draw(n, total, np.array([group]))
    p = p_values(np.array([k]), draw)[0]
    low, high = (float(end[0]) for end in intervals(np.array([k]), draw, 0.95))
    if draw.finite:
        assert p == pytest.approx(hypergeometric_p(k, n, group, total), rel=1e-6)
        assert (low, high) == pytest.approx(hypergeometric_interval(k, n, total))
    else:
        assert p == pytest.approx(binomial_p(k, n, group / total), rel=1e-6)
        assert (low, high) == pytest.approx(wilson(k, n))
