"""Real figures, and invented registers made from them."""

from pathlib import Path

import pandas as pd
import pytest

from matchmaker.model.population import Population
from matchmaker.model.register import Register
from matchmaker.synthesis.generate import Synthetic, generate
from matchmaker.synthesis.plan import Plan, Plants

FIGURES = Path(__file__).parents[3] / "data" / "population" / "folkemengde_07459.csv"
INNHERRED = ("5037", "5038", "5053", "5006", "5041")
MANY = Plants(
    silent_groups=9,
    uncovered_needs=11,
    thin_groups=4,
    thin_factor=0.5,
    thin_participants=150,
    missing_councils=6,
    brokers=12,
    conflicts=40,
    duplicates=30,
    missing_ties=300,
)
"""Of everything so much that one plant would have every chance to undo another."""


@pytest.fixture(scope="session")
def population() -> Population:
    """SSB table 07459, the municipalities that the tool comes with."""
    frame = pd.read_csv(FIGURES, dtype={"kommunenummer": str, "kjonn": str})
    return Population.from_ssb(frame, "Kilde: Statistisk sentralbyrå, tabell 07459")


@pytest.fixture(scope="session", params=["usual", "crowded"])
def synthetic(request: pytest.FixtureRequest, population: Population) -> Synthetic:
    """The plan as it is when nothing but places are asked for, and one full of plants."""
    if request.param == "usual":
        return generate(Plan(INNHERRED), population, seed=7)
    plan = Plan(INNHERRED, 4_000, 9_000, 16_000, 3_000, 12, plants=MANY)
    return generate(plan, population, seed=8)


@pytest.fixture(scope="session")
def register(synthetic: Synthetic) -> Register:
    return Register.from_tables(synthetic.tables)
