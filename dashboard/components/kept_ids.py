"""Ids of a kept team on «Hvem bør inviteres?». Parts of the composed ones may be wildcards."""

from __future__ import annotations

from typing import Any, Final

from dashboard.components import attributes

LIST: Final = "beholdt-liste"
SEEN: Final = "beholdt-sett"
TOLD: Final = "beholdt-fortalt"
"""How far the reader has been told, which may be further than what is shown."""
LOOK: Final = "beholdt-se-etter"
WATCH: Final = "beholdt-vakt"
HEARD: Final = "beholdt-hort"
NEWS: Final = "beholdt-nytt"
CONFLICT: Final = "beholdt-begge"
PANEL: Final = "beholdt-panel"
COMMAND: Final = "beholdt-kommando"
PRESSED: Final = "beholdt-trykk"


def press(what: str, key: object) -> dict[str, Any]:
    """Attributes of a button: what it does, and with which seat, revision or invitation."""
    return attributes.press(PRESSED, what=what, key=str(key))


def field(name: object) -> dict[str, Any]:
    """Id of a field of the panel."""
    return {"type": "kept-field", "name": name}


def base(part: object) -> dict[str, Any]:
    """Id of what the panel remembers of how it stood when it was opened."""
    return {"type": "kept-base", "part": part}
