"""Ids of the forms on the page «Aktører og data»: actors, duplicates, versions. None is spelt elsewhere."""

from __future__ import annotations

from typing import Any, Final
from urllib.parse import quote

ACTORS_PART: Final = "data-aktorer"
ACTORS_LIST: Final = "data-aktorliste"
ACTORS_SHOWN: Final = "data-aktorliste-vist"
ACTORS_FILTER: Final = "data-aktorliste-sok"
ACTORS_SORT: Final = "data-aktorliste-sortering"
ACTORS_PAGE: Final = "data-aktorliste-side"
ACTORS_TABLE: Final = "data-aktorliste-rader"
ROWS: Final = "data-rader"
CONTACTS: Final = "data-kontakt"
CONTACTS_SHOWN: Final = "data-kontakt-vist"
CONTACTS_SAVE: Final = "data-kontakt-lagre"
CONTACTS_TOLD: Final = "data-kontakt-fortalt"

DUPLICATES_PART: Final = "data-dobbeltforinger"
DUPLICATES: Final = "data-dobbelt-forslag"
DUPLICATES_SHOWN: Final = "data-dobbelt-vist"
DUPLICATES_TOLD: Final = "data-dobbelt-fortalt"

VERSIONS_PART: Final = "data-versjoner"
VERSIONS: Final = "data-versjonsliste"
OLDER: Final = "data-eldre"
NEWER: Final = "data-nyere"
COMPARE: Final = "data-sammenlign"
DIFFERENCE: Final = "data-forskjell"
STEPS: Final = "data-steg"
COMMAND: Final = "data-kommando"


def slot(form: str) -> str:
    """Id of the place where a form stands, ``actor`` or ``row``."""
    return f"data-skjema-{form}"


def kept(form: str) -> str:
    """Id of what a form remembers: which row, from which version, and with which texts."""
    return f"data-skjema-{form}-husket"


def confirm(form: str) -> str:
    """Id of the place where a form asks whether a row is really to go."""
    return f"data-skjema-{form}-bekreft"


def form_heading(form: str) -> str:
    """Id of a form's heading."""
    return f"data-skjema-{form}-tittel"


def faults(form: str) -> str:
    """Id of the summary of what is wrong in a form."""
    return f"data-skjema-{form}-feil"


def save(form: str) -> str:
    """Id of the button that saves a form."""
    return f"data-skjema-{form}-lagre"


def list_heading(table: str) -> str:
    """Id of the heading over an actor's rows of a table."""
    return f"data-liste-{table}"


def field(form: object, header: object) -> dict[str, Any]:
    """Id of the field of a column, by its header; no spaces, so that ``aria-describedby`` can hold it."""
    safe = quote(header, safe="") if isinstance(header, str) else header
    return {"type": "field", "form": form, "header": safe}


def press(form: object, what: object) -> dict[str, Any]:
    """Id of a button of a form: ``ask``, ``remove``, ``keep``, ``fetch`` or ``rebase``."""
    return {"type": "press", "form": form, "what": what}


def sort(column: object) -> dict[str, Any]:
    """Id of the button that sorts the list of actors by a column."""
    return {"type": "data-sort", "column": column}


def step(direction: object) -> dict[str, Any]:
    """Id of the button that turns a page of the list of actors."""
    return {"type": "data-step", "direction": direction}


def stays(one: object, other: object) -> dict[str, Any]:
    """Id of the choice of which of two actors stays."""
    return {"type": "stays", "one": one, "other": other}


def pair(decision: object, one: object, other: object) -> dict[str, Any]:
    """Id of the button that decides over two actors: ``merge`` or ``different``."""
    return {"type": "pair", "decision": decision, "one": one, "other": other}


def contact(channel: object) -> dict[str, Any]:
    """Id of the field of a way to reach an actor: by its channel, or ``kilde``."""
    return {"type": "contact", "channel": channel}
