"""Hypothesis strategies that several test files share: small valid Registers.

Team problems, and what may be asked of a team, are drawn in ``tests/team_strategies.py``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from matchmaker.model import vocabulary as v
from matchmaker.model.register import Register
from matchmaker.model.tables import Tables, frame_from

if TYPE_CHECKING:
    from collections.abc import Mapping

Rows = dict[str, list[dict[str, Any]]]
"""A dataset as rows per table, before it is a Register; the order of the rows can be shuffled."""

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
