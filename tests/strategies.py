"""Hypothesis strategies that several test files share: team problems, wishes about a team, Registers.

Team problems are built directly as integer-coded arrays, so that what is tested is the matching and not
the way to it. They hold what makes such problems hard on purpose: equally good candidates, candidates
that are themselves organisations that others reach, all-zero fits, no need at all, a single candidate.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

import numpy as np
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from matchmaker.matching.team.problem import TeamProblem
from matchmaker.model import vocabulary as v
from matchmaker.model.register import Register
from matchmaker.model.tables import Tables, frame_from
from matchmaker.needs.fit import Fits
from matchmaker.rules.constraints import AtLeast, Constraint, Exclude, Include, Size

if TYPE_CHECKING:
    from collections.abc import Mapping

Rows = dict[str, list[dict[str, Any]]]
"""A dataset as rows per table, before it is a Register; the order of the rows can be shuffled."""

STRANGER = "ukjent-aktor"
"""An id that no drawn problem has among its candidates."""
SECTORS = ("innbygger", "frivillig", "tjeneste")
FIT_STEPS = (0, 0, 36, 48, 72, 72, 80, 100)
"""Hundredths; few different values, so that equal coverers are common."""
POINT_STEPS = (0, 600, 6_000, 10_000, 20_000, 30_000)


@st.composite
def constraints(draw: st.DrawFn, n: int) -> tuple[Constraint, ...]:
    """Wishes about a team of candidates ``a00`` …: sizes, names and sides; they are often impossible."""
    low = draw(st.integers(1, n + 1))
    high = draw(st.just(low) | st.integers(low, n + 2))
    names = [*_names(n), STRANGER]
    wanted = draw(st.lists(st.sampled_from(names), max_size=3, unique=True))
    barred = draw(st.lists(st.sampled_from(names), max_size=3, unique=True))
    sides = draw(st.dictionaries(st.sampled_from(SECTORS), st.integers(1, 4), max_size=2))
    return _wishes(low, high, wanted, barred, sides)


@st.composite
def possible_constraints(draw: st.DrawFn, sectors: tuple[str, ...]) -> tuple[Constraint, ...]:
    """Wishes that at least one team meets: a team is drawn first, and the wishes around it."""
    n = len(sectors)
    order = draw(st.permutations(range(n)))
    size = draw(st.integers(1, n))
    seated, others = order[:size], order[size:]
    low = draw(st.integers(1, size))
    high = draw(st.just(size) | st.integers(size, n + 1))
    names = _names(n)
    wanted = [names[i] for i in seated[: draw(st.integers(0, 2))]]
    barred = [names[i] for i in others[: draw(st.integers(0, 2))]]
    held = Counter(sectors[i] for i in seated)
    asked = draw(st.lists(st.sampled_from(sorted(held)), max_size=2, unique=True))
    return _wishes(low, high, wanted, barred, {side: draw(st.integers(1, held[side])) for side in asked})


def _names(n: int) -> list[str]:
    return [f"a{i:02d}" for i in range(n)]


def _wishes(
    low: int, high: int, wanted: list[str], barred: list[str], sides: Mapping[str, int]
) -> tuple[Constraint, ...]:
    return (
        Size(low, high),
        *(Include(actor) for actor in sorted(wanted)),
        *(Exclude(actor) for actor in sorted(barred)),
        *(AtLeast(sector, count) for sector, count in sorted(sides.items())),
    )


def _chance(draw: st.DrawFn, *shape: int) -> np.ndarray:
    return draw(arrays(np.bool_, shape, elements=st.booleans(), fill=st.nothing()))


def _steps(draw: st.DrawFn, steps: tuple[int, ...], *shape: int) -> np.ndarray:
    return draw(arrays(np.int64, shape, elements=st.sampled_from(steps), fill=st.nothing()))


@st.composite
def team_problems(draw: st.DrawFn, max_candidates: int = 14, *, possible: bool | None = None) -> TeamProblem:
    """A small team problem, whose wishes are *possible*, wild (often impossible) or either (``None``)."""
    n = draw(st.integers(1, max_candidates) | st.just(max_candidates))
    needs, sides, groups = (draw(st.integers(0, most)) for most in (4, 3, 2))
    sectors = tuple(draw(st.lists(st.sampled_from(SECTORS), min_size=n, max_size=n)))
    wishes = {True: possible_constraints(sectors), False: constraints(n)}
    kept = draw(st.booleans()) if possible is None else possible
    all_pairs = [(a, b) for a in range(n) for b in range(a + 1, n)]
    pairs = sorted(draw(st.lists(st.sampled_from(all_pairs), max_size=10, unique=True))) if n > 1 else []
    own, opens = _organisations(draw, n)
    fit_steps = draw(st.sampled_from((FIT_STEPS, FIT_STEPS, (0,), (80,))))
    return TeamProblem(
        ids=tuple(_names(n)),
        codes=np.arange(n),
        sectors=sectors,
        needs=tuple(f"behov-{d}" for d in range(needs)),
        need_points=_steps(draw, POINT_STEPS, needs),
        need_counts=_steps(draw, (1, 1, 2, 3), needs),
        fit=_steps(draw, fit_steps, n, needs),
        sides=SECTORS[:sides],
        side_points=_steps(draw, POINT_STEPS, sides),
        on_side=_chance(draw, n, sides),
        groups=tuple(f"gruppe-{g}" for g in range(groups)),
        group_points=draw(st.sampled_from(POINT_STEPS)),
        voices=_chance(draw, n, groups),
        pairs=np.array(pairs, dtype=np.int64).reshape(-1, 2),
        pair_points=_steps(draw, (0, 300, 600), len(pairs)),
        outside=tuple(f"org-{o}" for o in range(len(opens))),
        opens=opens,
        outside_as_candidate=own,
        reach_points=draw(st.sampled_from((0, 200, 5_000))),
        load_points=_steps(draw, (0, 0, 400, 4_000), n),
        constraints=draw(wishes[kept]),
        lots=_steps(draw, (0, 1, 7, 500_000, 1_048_575), n) if draw(st.booleans()) else _lots(draw, n),
        fits=Fits(np.zeros((n, needs)), {}),
    )


def _lots(draw: st.DrawFn, n: int) -> np.ndarray:
    return draw(arrays(np.int64, n, elements=st.integers(0, 2**20 - 1), fill=st.nothing()))


def _organisations(draw: st.DrawFn, n: int) -> tuple[np.ndarray, tuple[np.ndarray, ...]]:
    """Organisations that candidates are tied to: first some that are candidates, then some outside."""
    inside = sorted(draw(st.lists(st.integers(0, n - 1), max_size=3, unique=True))) if n > 1 else []
    own = [*inside, *([-1] * draw(st.integers(0, 3)))]
    near = []
    for place in own:
        others = [i for i in range(n) if i != place]
        near.append(sorted(draw(st.lists(st.sampled_from(others), min_size=1, max_size=4, unique=True))))
    return np.array(own, dtype=np.int64), tuple(np.array(some, dtype=np.int64) for some in near)


# -- Registers --------------------------------------------------------------------------------------


MUNICIPALITIES = ("5037", "5038", None)
GROUPS = (None, "eldre", "eldre|ungdom", "ungdom")
_GRADES = (None, *(grade.value for grade in v.Grade))
_EVIDENCE = (None, *(evidence.value for evidence in v.Evidence))


def _actor_rows(draw: st.DrawFn, ids: list[str]) -> list[dict[str, Any]]:
    return [
        {
            "id": actor,
            "name": f"Oppdiktet {actor}",
            "kind": draw(st.sampled_from(sorted(v.KINDS))),
            "municipality": draw(st.sampled_from(MUNICIPALITIES)),
            "groups": draw(st.sampled_from(GROUPS)),
            "hours": draw(st.sampled_from((None, 0.0, 40.0, 100.0))),
            "reserved": draw(st.sampled_from((None, False, True))),
            "synthetic": True,
        }
        for actor in ids
    ]


def _contribution_rows(draw: st.DrawFn, ids: list[str]) -> list[dict[str, Any]]:
    offered = st.tuples(st.sampled_from(ids), st.sampled_from(sorted(v.CONTRIBUTIONS)))
    return [
        {
            "actor": actor,
            "contribution": what,
            "grade": draw(st.sampled_from(_GRADES)),
            "evidence": draw(st.sampled_from(_EVIDENCE)),
            "source": draw(st.sampled_from((None, "liste", "intervju"))),
        }
        for actor, what in draw(st.lists(offered, max_size=12, unique=True))
    ]


def _tie_rows(draw: st.DrawFn, ids: list[str]) -> list[dict[str, Any]]:
    ends = st.tuples(st.sampled_from(ids), st.sampled_from(ids)).filter(lambda pair: pair[0] != pair[1])
    kinds = st.sampled_from([relation.value for relation in v.Relation])
    drawn = draw(st.lists(st.tuples(ends, kinds), max_size=12)) if len(ids) > 1 else []
    kept: dict[tuple[Any, ...], dict[str, Any]] = {}
    for (tail, head), relation in drawn:
        both = v.RELATIONS[v.Relation(relation)].symmetric
        key = (*(sorted((tail, head)) if both else (tail, head)), relation)
        # halves add up exactly, so a sum of strengths cannot hide behind rounding
        strength = draw(st.sampled_from((None, 0.5, 1.0, 3.0)))
        kept.setdefault(key, {"tail": tail, "head": head, "relation": relation, "strength": strength})
    return list(kept.values())


def _challenge_rows(draw: st.DrawFn, ids: list[str]) -> Rows:
    levels = draw(st.lists(st.sampled_from([x.value for x in v.Level]), min_size=1, unique=True))
    area = draw(st.sampled_from((None, "5037", "5037|5038")))
    needed = draw(st.lists(st.sampled_from(sorted(v.CONTRIBUTIONS)), max_size=4, unique=True))
    groups = draw(st.lists(st.sampled_from(("eldre", "ungdom", "foreldre")), max_size=2, unique=True))
    given = st.tuples(st.sampled_from(("sak", "annen")), st.sampled_from(ids))
    return {
        "challenges": [
            {"id": "sak", "title": "Sak", "levels": "|".join(sorted(levels)), "municipalities": area},
            {"id": "annen", "title": "Annen sak", "levels": "tjeneste"},
        ],
        "needs": [
            {
                "challenge": "sak",
                "contribution": need,
                "count": draw(st.sampled_from((None, 1.0, 2.0))),
                "importance": draw(st.sampled_from((None, 1.0, 3.0))),
            }
            for need in needed
        ],
        "affected": [{"challenge": "sak", "group": group, "name": group} for group in groups],
        "involvements": [
            {
                "challenge": challenge,
                "actor": actor,
                "phase": "drive",
                "hours": draw(st.sampled_from((None, 8.0, 50.0, 400.0))),
            }
            for challenge, actor in draw(st.lists(given, max_size=5, unique=True))
        ],
    }


@st.composite
def register_rows(draw: st.DrawFn, max_actors: int = 8) -> Rows:
    """Rows of a small valid dataset with the challenges ``sak`` and ``annen``."""
    ids = [f"a{i:02d}" for i in range(draw(st.integers(1, max_actors)))]
    return {
        "actors": _actor_rows(draw, ids),
        "contributions": _contribution_rows(draw, ids),
        "ties": _tie_rows(draw, ids),
        **_challenge_rows(draw, ids),
    }


def register_of(rows: Mapping[str, list[dict[str, Any]]]) -> Register:
    """A Register of rows given by table."""
    return Register.from_tables(Tables({name: frame_from(name, some) for name, some in rows.items()}))


def registers(max_actors: int = 8) -> st.SearchStrategy[Register]:
    """Small valid Registers with the challenge ``sak``."""
    return register_rows(max_actors).map(register_of)
