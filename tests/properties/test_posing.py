"""From any Register to a team problem: the order of rows never matters, and the arrays fit together."""

from __future__ import annotations

from datetime import date

import numpy as np
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from matchmaker.matching.team.posing import Profile, Wish, pose
from matchmaker.matching.team.problem import CHARGES, TALLIES, TeamProblem
from matchmaker.matching.team.solution import solve_team
from matchmaker.matching.team.weights import Weights
from matchmaker.network.network import Network
from matchmaker.rules.constraints import AtLeast, AtMostEach, NoMajority, Size
from tests.strategies import Rows, register_of, register_rows
from tests.team_brute import every_team
from tests.team_trial import check

REGISTERS = settings(  # a Register takes some 50 ms to build
    max_examples=15, deadline=None, derandomize=True, database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)  # fmt: skip
WISH = Wish(
    (Size(1, 3), AtMostEach("type", 2), NoMajority("sektor")),
    Weights(reach=5.0),
    seed=4,
    profiles=(
        Profile("kjonn", {"kvinne": 0.5, "mann": 0.5}, {"a00": "kvinne", "a01": "mann", "a02": "mann"}),
    ),
    meeting="5037",
    on=date(2026, 11, 22),
    asked={"a00": 1, "a01": 5},
)


def assert_same_problem(one: TeamProblem, other: TeamProblem) -> None:
    for name in TeamProblem.__dataclass_fields__:
        mine, theirs = getattr(one, name), getattr(other, name)
        if name == "fits":
            np.testing.assert_array_equal(mine.matrix, theirs.matrix)
            assert mine.offers == theirs.offers
        elif name == "opens":
            assert [near.tolist() for near in mine] == [near.tolist() for near in theirs]
        elif name == "tallies":
            assert [(t.term, t.name, t.members.tolist(), t.steps) for t in mine] == [
                (t.term, t.name, t.members.tolist(), t.steps) for t in theirs
            ]
        elif name == "charges":
            assert [(c.term, c.points.tolist()) for c in mine] == [
                (c.term, c.points.tolist()) for c in theirs
            ]
        elif isinstance(mine, np.ndarray):
            np.testing.assert_array_equal(mine, theirs, err_msg=name)
            assert mine.dtype == theirs.dtype, name
        else:
            assert mine == theirs, name


@REGISTERS
@given(register_rows(), st.data())
def test_the_order_of_rows_does_not_change_the_posed_problem(rows: Rows, data: st.DataObject) -> None:
    shuffled = {name: data.draw(st.permutations(some)) for name, some in rows.items()}
    posed = []
    for table in (rows, shuffled):
        register = register_of(table)
        posed.append(pose(register, register.challenge("sak"), WISH))
        network = Network.from_register(register)
        assert list(network.ids) == sorted(row["id"] for row in rows["actors"])
    assert_same_problem(*posed)


@REGISTERS
@given(register_rows())
def test_a_posed_problem_is_what_the_solver_expects(rows: Rows) -> None:
    """Whatever the register, the arrays fit together, and the answer passes brute force."""
    register = register_of(rows)
    problem = pose(register, register.challenge("sak"), WISH)
    n = len(problem)
    reserved = {row["id"] for row in rows["actors"] if row["reserved"]}
    assert not reserved & set(problem.ids)
    assert list(problem.ids) == sorted(problem.ids)
    assert problem.fit.shape == (n, len(problem.needs))
    assert ((problem.fit >= 0) & (problem.fit <= 100)).all()
    assert [tally.term for tally in problem.tallies] == sorted(
        (tally.term for tally in problem.tallies), key=TALLIES.index
    )
    for tally in problem.tallies:
        assert tally.members.tolist() == sorted(set(tally.members.tolist()))
        assert list(tally.steps) == sorted(tally.steps, reverse=True)
        assert tally.steps[-1] >= 0 or len(tally.steps) >= min(3, len(tally.members))
    assert [charge.term for charge in problem.charges] == list(CHARGES)
    assert all((charge.points >= 0).all() and len(charge.points) == n for charge in problem.charges)
    assert (problem.pairs[:, 0] < problem.pairs[:, 1]).all()
    assert problem.pairs.tolist() == sorted(problem.pairs.tolist())
    assert (problem.tie_points >= 0).all()
    assert (problem.bridge_points >= 0).all()
    assert set(problem.facts) == set(problem.ids)
    assume(n > 0)
    check(problem, every_team(problem), solve_team(problem), "")


@REGISTERS
@given(register_rows())
def test_every_pair_is_a_new_bridge_or_deducted(rows: Rows) -> None:
    """Of the same side, or tied already: one deduction for each, and for no other pair."""
    register = register_of(rows)
    problem = pose(register, register.challenge("sak"), Wish((AtLeast("innbygger", 0),)))
    bridges = every_team(problem).terms["bridges"]
    tied = {tuple(pair) for pair in problem.pairs.tolist()}
    sides = [problem.facts[actor].get("sektor") for actor in problem.ids]
    for a in range(len(problem)):
        for b in range(a + 1, len(problem)):
            old = (a, b) in tied or (sides[a] is not None and sides[a] == sides[b])
            assert bridges[1 << a | 1 << b] == -100 * old
