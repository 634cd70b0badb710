"""The one invented row that each sheet of the template carries, so that nobody starts from nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matchmaker.kernel.errors import Message

if TYPE_CHECKING:
    from collections.abc import Mapping

NAME = Message("template.example_name")
SOURCE = Message("template.example_source")
TEXT = Message("template.example_text")

EXAMPLES: Mapping[str, Mapping[str, str | float | Message]] = {
    "actors": {
        "id": "eksempel-lag", "name": NAME, "kind": "frivillig", "form": "organisasjon",
        "sector": "frivillig", "municipality": "5038", "place": "eksempel-sted",
        "groups": "eksempel-gruppe", "appointed_by": TEXT, "hours": 20.0, "reserved": "nei",
        "synthetic": "ja", "origin": "oppdiktet", "source": SOURCE,
    },
    "roles": {
        "actor": "eksempel-lag", "kind": "frivillig", "valid_from": "2026-01-01", "source": SOURCE,
    },
    "contributions": {
        "actor": "eksempel-lag", "contribution": "lokaler", "grade": "god", "evidence": "oppgitt",
        "source": SOURCE,
    },
    "ties": {},
    "challenges": {
        "id": "eksempel-utfordring", "title": NAME, "description": TEXT, "municipalities": "5038",
        "levels": "tjeneste", "themes": "folkehelse", "goals": "3|11", "phase": "definere",
        "framed_by": TEXT, "decided_by": TEXT, "source": SOURCE,
    },
    "needs": {
        "challenge": "eksempel-utfordring", "contribution": "lokalkunnskap", "count": 1.0,
        "importance": 2.0, "reason": TEXT, "source": SOURCE,
    },
    "affected": {
        "challenge": "eksempel-utfordring", "group": "eksempel-gruppe", "name": NAME,
        "age_from": 60.0, "source": SOURCE,
    },
    "involvements": {
        "challenge": "eksempel-utfordring", "actor": "eksempel-lag", "phase": "definere",
        "role": "frivillig", "mode": "bidra", "hours": 4.0, "source": SOURCE,
    },
    "turnout": {},
    "process": {
        "challenge": "eksempel-utfordring", "trait": "over_tid", "answer": "ja", "source": SOURCE,
    },
    "population": {},
    "registrations": {
        "actor": "eksempel-lag", "wishes": "eksempel-utfordring", "facilitator": "nei",
        "host": "eksempel-bord", "source": SOURCE,
    },
    "event_groups": {
        "id": "eksempel-bord", "name": NAME, "least": 6.0, "most": 8.0, "challenge": "eksempel-utfordring",
        "room": TEXT, "facilitators": 0.0, "step_free": "ja", "source": SOURCE,
    },
    "grouping": {"attribute": "type", "mode": "spre", "weight": 1.0, "source": SOURCE},
    "group_rules": {
        "id": "eksempel-regel", "rule": "fast_plass", "actor": "eksempel-lag", "group": "eksempel-bord",
        "reason": TEXT, "source": SOURCE,
    },
    "seatings": {
        "event": NAME, "round": 1.0, "group": "eksempel-bord", "actor": "eksempel-lag", "source": SOURCE,
    },
    "collections": {
        "municipality": "5038", "begun": "2026-03-01", "ended": "2026-03-31", "form": TEXT, "boundary": TEXT,
        "season": "vaar", "source": SOURCE,
    },
    "learning": {
        "actor": "eksempel-lag", "challenge": "eksempel-utfordring", "stance": "vil_laere",
        "wants_contact": "ja", "source": SOURCE,
    },
    "places": {"id": "eksempel-sted", "name": NAME, "municipality": "5038", "source": SOURCE},
    "kinds": {
        "id": "eksempeltype", "name": NAME, "sector": "frivillig", "form": "organisasjon",
        "source": SOURCE,
    },
    "contribution_types": {
        "id": "eksempelbidrag", "name": NAME, "parent": "kunnskap", "source": SOURCE,
    },
    "priors": {"kind": "frivillig", "contribution": "lokalkunnskap", "source": SOURCE},
}  # fmt: skip
"""Table → column → value. A tie needs two actors, and an invented population figure or number of
participants could be taken for a real one: those three sheets have no example."""
