"""The bound found in rounds, for some candidates at a time, against the whole relaxation."""

from __future__ import annotations

from dataclasses import replace

import pytest

from benchmarks.team_cases import team_case
from matchmaker.matching.team import bounding
from matchmaker.matching.team.bounding import bounds_of
from matchmaker.matching.team.programme import pose_programme
from matchmaker.rules.constraints import Company, Demand, NoMajority, NotAlone, Size
from matchmaker.solving.port import relaxed

DEMANDS: tuple[tuple[Demand, ...], ...] = (
    (Size(8, 8),),
    (Size(3, 6), NoMajority("sektor")),
    (Size(4, 8), Company("sikret", 2)),
    (Size(8, 8), NotAlone("sikret", 3)),
)


@pytest.mark.parametrize("seed", [3, 16, 31])
@pytest.mark.parametrize("demands", DEMANDS)
def test_no_bound_in_rounds_is_below_the_whole_relaxation(
    monkeypatch: pytest.MonkeyPatch, seed: int, demands: tuple[Demand, ...]
) -> None:
    """Neither for all teams nor for those with one candidate: these seeds once were."""
    monkeypatch.setattr(bounding, "DIRECT", 0)
    monkeypatch.setattr(bounding, "BEGIN", 8)
    monkeypatch.setattr(bounding, "MORE", 4)
    problem = team_case(60, seed, demands)
    facts = {
        a: {**problem.facts[a], "sikret": "nei" if i % 5 < 3 else "ja"} for i, a in enumerate(problem.ids)
    }
    # strong ties, so that pairs across the rounds matter
    problem = replace(problem, facts=facts, tie_points=10 * problem.tie_points)
    programme = pose_programme(problem).programme
    bounds, whole = bounds_of(problem), relaxed(programme)
    assert bounds is not None
    assert whole is not None
    assert whole.bound <= bounds.most + 1e-3
    for candidate in range(0, 60, 20):
        lower = programme.lower.copy()
        lower[candidate] = 1.0
        with_one = relaxed(replace(programme, lower=lower))
        if with_one is not None:
            assert with_one.bound <= bounds.most - bounds.loss[candidate] + 1e-3
