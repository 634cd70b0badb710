"""The scan against a slow search in plain Python that knows nothing of arrays, on tables of any shape."""

from __future__ import annotations

from fractions import Fraction
from itertools import chain, combinations, product
from math import log, prod

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matchmaker.kernel.rng import generator
from matchmaker.representation.scan import combinations as size_of
from matchmaker.representation.scan import scan
from matchmaker.representation.subsets import Levels, Search

TIE = 1e-9


def likelihood(c: int, n: int, share: Fraction) -> float:
    """Bernoulli log-likelihood ratio as it stands in the textbook, term by term."""
    b = float(n * share)
    own = c * log(c / b) if c else 0.0
    rest = (n - c) * log((n - c) / (n - b)) if n - c else 0.0
    return own + rest


def choices(levels: int, ordered: bool) -> list[tuple[int, ...]]:
    some = chain.from_iterable(combinations(range(levels), size) for size in range(1, levels + 1))
    return [one for one in some if not ordered or list(one) == list(range(one[0], one[-1] + 1))]


Ranked = list[tuple[float, tuple[int, int, Levels]]]


def every_score(observed: np.ndarray, population: np.ndarray, search: Search) -> Ranked:
    """Score of every sub-group that may be reported, with what it is and how complicated it is."""
    shape = observed.shape
    counts = {cell: int(observed[cell]) for cell in product(*map(range, shape))}
    people = {cell: int(population[cell]) for cell in counts}
    n, total = sum(counts.values()), sum(people.values())
    most, least = Fraction(str(search.most_share)), Fraction(str(search.least_expected))
    ranked = []
    for levels in product(*(choices(k, search.in_order(i)) for i, k in enumerate(shape))):
        cells = list(product(*levels))
        c, w = sum(map(counts.__getitem__, cells)), sum(map(people.__getitem__, cells))
        if not 0 < w < total or w > most * total or n * w < least * total or c * total >= n * w:
            continue
        used = [len(own) for own, k in zip(levels, shape, strict=True) if len(own) < k]
        cost = sum(search.attribute_cost + search.level_cost * (size - 1) for size in used)
        ranked.append((likelihood(c, n, Fraction(w, total)) - cost, (len(used), sum(used), levels)))
    return ranked


def the_best(ranked: Ranked, apart: list[Levels]) -> tuple[float, Levels] | None:
    """Best score and simplest best sub-group that shares no cell with those in *apart*."""
    cells = [set(product(*levels)) for levels in apart]
    left = [one for one in ranked if not any(own.intersection(product(*one[1][2])) for own in cells)]
    if not left:
        return None
    top = max(score for score, _ in left)
    return top, min(key for score, key in left if score >= top - TIE)[2]


@st.composite
def tables(draw: st.DrawFn) -> tuple[np.ndarray, np.ndarray]:
    """Observed and population counts: with empty cells, ties, cells nobody lives in, gaps."""
    shape = tuple(draw(st.lists(st.integers(1, 4), min_size=1, max_size=4)))
    many = prod(shape)
    most = draw(st.sampled_from((1, 3, 60)))
    observed = draw(st.lists(st.integers(0, most), min_size=many, max_size=many))
    population = draw(st.lists(st.sampled_from((0, 1, 1, 2, 5, 40)), min_size=many, max_size=many))
    if not any(population):
        population[0] = 1
    return np.array(observed).reshape(shape), np.array(population).reshape(shape)


@st.composite
def searches(draw: st.DrawFn) -> Search:
    ordered = tuple(draw(st.lists(st.booleans(), max_size=4)))
    least = draw(st.sampled_from((0.0, 1.0, 5.0)))
    costs = draw(st.sampled_from(((0.5, 2.0), (0.0, 0.0))))
    share = draw(st.sampled_from((0.5, 0.6, 1.0)))
    return Search(least, share, *costs, ordered=ordered)


def check(observed: np.ndarray, population: np.ndarray, search: Search, most: int) -> None:
    answer = scan(observed, population, generator(1, "property"), draws=0, search=search, most=most)
    assert answer.exact
    levels = [len(choices(k, search.in_order(i))) for i, k in enumerate(observed.shape)]
    assert answer.combinations == prod(levels) == size_of(observed.shape, search)
    ranked = every_score(observed, population, search)
    earlier: list[Levels] = []
    for place in range(most):
        wanted = the_best(ranked, earlier)
        if wanted is None:
            assert len(answer.found) == place
            return
        found = answer.found[place]
        assert found.score == pytest.approx(wanted[0], abs=1e-7)
        assert found.levels == wanted[1]
        cells = np.ix_(*found.levels)
        assert found.observed == observed[cells].sum()
        assert found.expected == pytest.approx(observed.sum() * population[cells].sum() / population.sum())
        earlier.append(found.levels)


@settings(max_examples=300)
@given(tables(), searches())
def test_scan_is_brute_force(table: tuple[np.ndarray, np.ndarray], search: Search) -> None:
    check(*table, search, most=3)


def test_scan_is_brute_force_on_the_largest_table() -> None:
    rng = generator(4, "largest")
    population = rng.integers(1, 50, (4, 4, 4, 4))
    observed = rng.multinomial(600, (population / population.sum()).ravel()).reshape(population.shape)
    observed[1:3, 2, 0, :] //= 4
    check(observed, population, Search(), most=1)


@settings(max_examples=100)
@given(tables(), searches())
def test_the_heuristic_never_finds_what_is_not_there(
    table: tuple[np.ndarray, np.ndarray], search: Search
) -> None:
    """Its score is that of the sub-group it names, and never above the best of all."""
    exact = scan(*table, generator(1, "exact"), draws=0, search=search)
    few = Search(
        search.least_expected, search.most_share, search.attribute_cost, search.level_cost, search.ordered, 0
    )
    other = scan(*table, generator(1, "heuristic"), draws=0, search=few)
    assert not other.exact
    assert len(other.found) <= min(len(exact.found), 1)
    for found in other.found:
        assert found.score <= exact.found[0].score + 1e-7
        cells = np.ix_(*found.levels)
        share = Fraction(int(table[1][cells].sum()), int(table[1].sum()))
        n = int(table[0].sum())
        assert found.likelihood == pytest.approx(likelihood(found.observed, n, share), abs=1e-7)
