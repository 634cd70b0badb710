"""Invented residents have the sex and age of their municipality, within sampling error."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import chisquare

from matchmaker.model.ages import AgeBand
from matchmaker.model.population import Population
from matchmaker.model.register import Register
from matchmaker.synthesis.cast import apportion
from matchmaker.synthesis.generate import generate
from matchmaker.synthesis.margins import Margins
from matchmaker.synthesis.plan import Plan

NUMBERS = ("5037", "5038", "5041")


@pytest.fixture(scope="module")
def residents(population: Population) -> pd.DataFrame:
    """20,000 actors in three municipalities, those who are residents and have stated both."""
    made = generate(Plan(NUMBERS, 20_000, 100, 1_000), population, seed=11)
    register = Register.from_tables(made.tables)
    actors = register.actors
    actors = actors[(actors["sector"] == "innbygger") & (actors["form"] == "person")]
    wide = register.features.astype(str).pivot_table(
        index="actor", columns="feature", values="value", aggfunc="first"
    )
    both = wide.dropna()
    both = both[~both.isin(["vil_ikke_oppgi"]).any(axis=1)]
    return actors.assign(id=actors["id"].astype(str)).set_index("id").join(both, how="inner")


@pytest.mark.parametrize("number", NUMBERS)
def test_sex_and_age_follow_the_figures(residents: pd.DataFrame, population: Population, number: str) -> None:
    """Chi-square of sex × age band against SSB 07459, 1 January 2026, 20 years and older; seed 11."""
    cells = population.cells
    cells = cells[(cells["area"] == number) & (cells["date"] == "2026-01-01") & (cells["age"] >= 20)]
    edges, labels = [19, 34, 49, 66, 79, 105], ["20-34", "35-49", "50-66", "67-79", "80+"]
    band = pd.cut(cells["age"], edges, labels=labels)
    expected = cells.groupby([cells["sex"], band], observed=True)["count"].sum()
    here = residents[residents["municipality"] == number]
    observed = here.groupby(["kjonn", "aldersgruppe"]).size().reindex(expected.index, fill_value=0)
    shares = expected.to_numpy() / expected.sum()
    assert len(here) > 500
    assert chisquare(observed.to_numpy(), shares * len(here)).pvalue > 0.01


def test_residents_are_spread_by_population(residents: pd.DataFrame) -> None:
    """SSB 07459, 1 January 2026, 20 years and older: Levanger 15 907, Verdal 12 011, Snåsa 1 686."""
    shares = residents["municipality"].astype(str).value_counts(normalize=True)
    everyone = 15_907 + 12_011 + 1_686
    assert shares["5037"] == pytest.approx(15_907 / everyone, abs=0.01)
    assert shares["5038"] == pytest.approx(12_011 / everyone, abs=0.01)
    assert shares["5041"] == pytest.approx(1_686 / everyone, abs=0.01)


def test_each_municipality_has_its_own_latest_figures() -> None:
    """Two areas, of which one was last counted a year before the other."""
    rows = [("5038", "2025-01-01", 30), ("5041", "2025-01-01", 10), ("5041", "2026-01-01", 20)]
    cells = pd.DataFrame(
        [(area, pd.Timestamp(day), "mann", 40, count) for area, day, count in rows],
        columns=["area", "date", "sex", "age", "count"],
    )
    figures = Population(cells, Population.empty().groups)
    margins = Margins.from_population(figures, ("5041", "5038"), AgeBand(20))
    assert margins.municipalities == ("5038", "5041")
    assert margins.totals.tolist() == [30, 20]
    assert margins.day.isoformat() == "2026-01-01"


@given(
    seats=st.integers(0, 10_000),
    weights=st.lists(st.floats(0.001, 1e6), min_size=1, max_size=12),
)
def test_seats_are_shared_out_within_one_of_the_exact_share(seats: int, weights: list[float]) -> None:
    counts = apportion(seats, weights)
    exact = seats * np.array(weights) / sum(weights)
    assert counts.sum() == seats
    assert np.abs(counts - exact).max() < 1 + 1e-6
