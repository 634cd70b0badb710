"""Ids of the page «Lær av hverandre». None is spelt elsewhere."""

from __future__ import annotations

from typing import Any, Final

FORM: Final = "laer-skjema"
SHOWN: Final = "laer-skjema-vist"
RESULT: Final = "laer-svar"
WINDOW: Final = "laer-vindu"
PENDING: Final = "laer-bes-om"
ANSWER: Final = "laer-funnet"
TICK: Final = "laer-takt"
PROGRESS: Final = "laer-framdrift"
STOP: Final = "laer-stopp"


def field(name: object) -> dict[str, Any]:
    """Id of a field of the form; *name* is its key in the address."""
    return {"type": "laer-felt", "name": name}
