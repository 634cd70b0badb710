"""One small register, worked through by hand in the tests of this folder."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from matchmaker.matching.team.posing import Wish, pose
from matchmaker.rules.constraints import Size
from tests.strategies import register_of

if TYPE_CHECKING:
    from matchmaker.matching.team.problem import TeamProblem
    from matchmaker.model.register import Register

ACTORS: list[dict[str, Any]] = [
    {"id": "a-ildsjel", "kind": "ildsjel", "municipality": "5038", "groups": "eldre", "hours": 40.0},
    {"id": "b-lag", "kind": "frivillig", "municipality": "5038"},
    {"id": "c-raad", "kind": "eldreraad", "municipality": "5038", "groups": "eldre|folkevalgte"},
    {"id": "d-nabo", "kind": "administrasjon", "municipality": "5037"},
    {"id": "e-fylke", "kind": "offentlig_partner"},
    {"id": "f-reservert", "kind": "tjeneste", "municipality": "5038", "reserved": True},
    {"id": "g-bedrift", "kind": "naeringsliv", "municipality": "5037"},
]
ROWS: dict[str, list[dict[str, Any]]] = {
    "actors": [{"name": row["id"], "synthetic": True, **row} for row in ACTORS],
    "contributions": [
        {"actor": "b-lag", "contribution": "lokaler", "grade": "god", "evidence": "dokumentert"}
    ],
    "ties": [
        {"tail": "a-ildsjel", "head": "b-lag", "relation": "kjenner", "strength": 1.0},
        {"tail": "b-lag", "head": "g-bedrift", "relation": "samarbeider", "strength": 3.0},
        {"tail": "e-fylke", "head": "b-lag", "relation": "finansierer", "strength": 0.5},
        {"tail": "f-reservert", "head": "b-lag", "relation": "samarbeider", "strength": 5.0},
        # employment is not having worked together as two parties
        {"tail": "a-ildsjel", "head": "d-nabo", "relation": "ansatt_i", "strength": 1.0},
    ],
    "challenges": [
        {"id": "sak", "title": "Sak", "levels": "politikk", "municipalities": "5038"},
        {"id": "annen", "title": "Annen sak", "levels": "tjeneste"},
    ],
    "needs": [
        {"challenge": "sak", "contribution": "lokaler", "count": 2.0, "importance": 1.0},
        {"challenge": "sak", "contribution": "lokalkunnskap", "count": 1.0, "importance": 3.0},
    ],
    "affected": [{"challenge": "sak", "group": "eldre", "name": "eldre"}],
    "involvements": [
        {"challenge": "annen", "actor": "a-ildsjel", "phase": "drive", "hours": 400.0},
        {"challenge": "annen", "actor": "b-lag", "phase": "drive", "hours": 30.0},
        {"challenge": "annen", "actor": "b-lag", "phase": "designe", "hours": 20.0},
        # hours nobody has stated, and hours given to this very challenge, deduct nothing
        {"challenge": "annen", "actor": "c-raad", "phase": "drive"},
        {"challenge": "sak", "actor": "e-fylke", "phase": "definere", "hours": 90.0},
    ],
}


@pytest.fixture
def register() -> Register:
    return register_of(ROWS)


@pytest.fixture
def problem(register: Register) -> TeamProblem:
    return pose(register, register.challenge("sak"), Wish((Size(2, 2),), seed=3))
