"""Hypothesis strategies for small team problems (``tests/team_draw.py`` makes them)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import strategies as st

from tests.team_draw import Shape, random_problem

if TYPE_CHECKING:
    from matchmaker.matching.team.problem import TeamProblem


@st.composite
def team_problems(draw: st.DrawFn, max_candidates: int = 12, *, possible: bool | None = None) -> TeamProblem:
    """A small problem whose demands some team meets (*possible*), need not meet, or either (``None``).

    What fails is shrunk in how many candidates, needs, tallies, pairs, organisations and demands there are.
    """
    shape = Shape(
        candidates=draw(st.integers(1, max_candidates) | st.just(max_candidates)),
        needs=draw(st.integers(0, 4)),
        tallies=draw(st.integers(0, 14)),
        pairs=draw(st.integers(0, 14)),
        organisations=draw(st.integers(0, 5)),
        demands=draw(st.integers(0, 7)),
        possible=draw(st.booleans()) if possible is None else possible,
    )
    return random_problem(draw(st.integers(0, 2**31 - 1)), shape)
