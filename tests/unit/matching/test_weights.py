"""What may be a weight, and that each takes its own term out."""

from __future__ import annotations

import math
from dataclasses import fields, replace
from typing import TYPE_CHECKING

import pytest

from matchmaker.kernel.errors import InputError
from matchmaker.matching.team.posing import Wish, pose
from matchmaker.matching.team.referee import score
from matchmaker.matching.team.solution import solve_team
from matchmaker.matching.team.weights import MOST_WEIGHT, Weights
from matchmaker.rules.constraints import Size

if TYPE_CHECKING:
    from matchmaker.model.register import Register

NAMES = [item.name for item in fields(Weights)]
TERM = {
    "need": "coverage", "ready": "ready", "side": "sides", "group": "groups", "voice": "voices",
    "inroad": "inroads",
    "kind": "kinds", "phase": "phases", "resource": "resources", "tie": "ties", "bridge": "bridges",
    "reach": "reach", "load": "load",
}  # fmt: skip
"""Weight → term, of those that count in the small register."""


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("wrong", [-0.1, math.nan, math.inf, -math.inf, MOST_WEIGHT + 1])
def test_weights_that_cannot_be_meant_are_refused(name: str, wrong: float) -> None:
    with pytest.raises(InputError, match="bad_weight") as raised:
        Weights(**{name: wrong})
    assert raised.value.params["name"] == name
    assert raised.value.params["most"] == MOST_WEIGHT


def test_a_full_strength_of_nothing_is_refused() -> None:
    with pytest.raises(InputError, match="bad_weight"):
        Weights(tie_cap=0.0)
    assert Weights(tie_cap=0.5).tie_cap == 0.5


def test_the_ends_are_allowed() -> None:
    for name in NAMES:
        assert getattr(Weights(**{name: MOST_WEIGHT}), name) == MOST_WEIGHT


@pytest.mark.parametrize("name", sorted(set(TERM) - {"ready"}))
def test_a_weight_of_zero_takes_its_own_term_out(register: Register, name: str) -> None:
    challenge = register.challenge("sak")
    full, without = (
        score(pose(register, challenge, Wish((Size(1, 4),), weights)), (0, 1))
        for weights in (Weights(), replace(Weights(), **{name: 0.0}))
    )
    assert full[TERM[name]] != 0
    assert without == {**full, TERM[name]: 0}


def test_without_weights_the_lot_alone_decides(register: Register) -> None:
    nothing = Weights(**{name: 0.0 for name in NAMES if name != "tie_cap"})
    problem = pose(register, register.challenge("sak"), Wish((Size(1, 4),), nothing))
    assert score(problem, (0, 1, 2, 3)).total == 0
    found = solve_team(problem)
    assert found is not None
    assert found.score.total == found.bound == 0
    # one seat, the smallest lot
    assert len(found.team) == 1
    assert problem.lots[found.team[0]] == problem.lots.min()
