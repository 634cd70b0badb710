"""Two municipalities, three residents, four politicians, a service, a county: what is posed of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.unit import small

if TYPE_CHECKING:
    from matchmaker.model.register import Register

HOME = {"a1": "5038", "a2": "5038", "a3": "5037", "b1": "5038", "b2": "5037", "b3": "5037", "b4": "5038"}
SEXES = {"a1": "kvinne", "a2": "mann", "a3": "kvinne", "b1": "kvinne"}
PARTIES = {"b1": "ap", "b2": "ap", "b3": "sp", "b4": "ukjent"}


def rich_register(
    area: str | None = "5037|5038", phase: str | None = "gjennomfore", need: str = "gjennomforing"
) -> Register:
    """Candidates a1, a2, a3, b1, b2, b3, b4, c (a service) and u (a county, of no municipality)."""
    kinds = {"a": "innbygger", "b": "politiker"}
    return small.register(
        features=[
            *((actor, "kjonn", sex) for actor, sex in SEXES.items()),
            *((actor, "parti", party) for actor, party in PARTIES.items()),
        ],
        actors=[
            *(
                small.actor(
                    name, kinds[name[0]], municipality=home, groups="ungdom" if name == "a1" else None
                )
                for name, home in HOME.items()
            ),
            small.actor("c", "tjeneste", municipality="5038", hours=10.0, unit="helse"),
            small.actor("u", "offentlig_partner"),
        ],
        ties=[
            {"tail": "a1", "head": "c", "relation": "samarbeider", "strength": 1.0},
            {"tail": "a1", "head": "b1", "relation": "kjenner", "strength": 4.0},
            {"tail": "b1", "head": "b2", "relation": "kjenner", "strength": 1.0},
        ],
        challenges=[small.challenge(municipalities=area, phase=phase)],
        needs=[{"challenge": "sak", "contribution": need}],
        affected=[{"challenge": "sak", "group": name, "name": name} for name in ("ungdom", "eldre")],
        involvements=[
            {"challenge": "sak", "actor": "a2", "phase": "drive", "valid_from": "2026-01-10"},
            {"challenge": "sak", "actor": "a2", "phase": "designe", "valid_from": "2025-01-10"},
            {"challenge": "sak", "actor": "b3", "phase": "designe"},
        ],
    )
