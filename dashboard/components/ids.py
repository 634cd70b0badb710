"""Every id on the screen. No other module spells one. Parts of the composed ones may be wildcards."""

from __future__ import annotations

from typing import Any, Final

HEADING: Final = "overskrift"
MAIN: Final = "hovedinnhold"
MENU: Final = "meny"
COMMAND: Final = "kommando"
COMMAND_TITLE: Final = "kommando-tittel"
DRAWING: Final = "tegneflate"
URL: Final = "url"
THEME: Final = "tema"
SCHEME: Final = "fargevalg"
SCHEME_BUTTON: Final = "fargevalg-knapp"
HEADER: Final = "topp"
PAGE: Final = "innhold"
FOOTER: Final = "bunn"
ROUTE: Final = "rute"
ANNOUNCE: Final = "kunngjoring"
SAID: Final = "sagt"
HISTORY: Final = "historikk"
UNDO: Final = "angre"

OVERVIEW_BODY: Final = "oversikt-innhold"
DATASET: Final = "datasett"

TEAM_RESULT: Final = "team-svar"
CHALLENGE: Final = "utfordring"
MIN_SIZE: Final = "minst-plasser"
MAX_SIZE: Final = "hoyst-plasser"
INCLUDE: Final = "maa-med"
EXCLUDE: Final = "ikke-med"
SUGGEST: Final = "foreslaa"

NETWORK_SUMMARY: Final = "nettverk-tekst"
NETWORK_DRAWING: Final = "nettverk-bilde"
NETWORK_TABLE: Final = "nettverk-tabell"
NETWORK_SHOWN: Final = "nettverk-vist"
NETWORK_STYLES: Final = "nettverk-stiler"
ACTOR_PANEL: Final = "aktorkort"
ACTOR: Final = "aktor"
MUNICIPALITY: Final = "kommune"
SECTORS: Final = "sider"
GRAPH: Final = "tegning"
TABLE_FILTER: Final = "tabell-sok"
TABLE_SORT: Final = "tabell-sortering"
TABLE_PAGE: Final = "tabell-side"
TABLE_BODY: Final = "tabell-rader"

AUTHOR: Final = "hvem"
AUTHOR_FIELD: Final = "hvem-felt"
CHANGED: Final = "endret"
STEPS_BAR: Final = "steg-linje"
DESK: Final = "data-bord"
TOLD: Final = "data-fortalt"
DROP: Final = "slipp-fil"
DROP_BUTTON: Final = "slipp-fil-knapp"
DROP_NAME: Final = "slipp-navn"
DROP_PLACE: Final = "slipp-kommune"
DROP_CONTACTS: Final = "slipp-kontakt"
DRAFTS: Final = "utkast-liste"
HELD: Final = "datasett-holdt"
HELD_COMMAND: Final = "datasett-kommando"
EDIT_HELD: Final = "datasett-rediger"
EXCEL: Final = "last-ned-excel"
DOWNLOAD: Final = "nedlasting"
DRAFT: Final = "utkast"
DRAFT_AT: Final = "utkast-tilstand"
DRAFT_HEAD: Final = "utkast-hode"
DRAFT_TOLD: Final = "utkast-fortalt"
DRAFT_PROBLEMS: Final = "utkast-feil"
DRAFT_SHEETS: Final = "utkast-ark"
DRAFT_END: Final = "utkast-slutt"
DRAFT_REASON: Final = "utkast-grunn"
GRID: Final = "rutenett"
GRID_FAULTS: Final = "rutenett-feil"
GRID_EDITS: Final = "rutenett-rettelser"
GRID_SENT: Final = "rutenett-sendt"
GRID_MARKED: Final = "rutenett-merket"
GRID_REFUSED: Final = "rutenett-avvist"
GRID_CELL: Final = "rutenett-celle"
ADD_ROW: Final = "rad-til"
REMOVE_ROWS: Final = "rader-bort"
WRITE_ANYWAY: Final = "skriv-likevel"
COLUMNS: Final = "kolonner"
COLUMN_PICK: Final = "kolonne-valgt"
COLUMN_NAME: Final = "kolonne-navn"
COLUMN_RENAME: Final = "kolonne-nytt-navn"
COLUMN_REMOVE: Final = "kolonne-bort"
COMMIT: Final = "lagre-versjon"
DISCARD: Final = "forkast"

GAPS_RESULT: Final = "mangler-svar"
GAPS_CHALLENGE: Final = "mangler-utfordring"
AGE_FROM: Final = "alder-fra"
AGE_TO: Final = "alder-til"
EDITION: Final = "utgave"
URGENCIES: Final = "hastegrad"
PART: Final = "del"


def go(key: object, search: object) -> dict[str, Any]:
    """Id of a button that changes the address's query to *search*; *key* tells it from others."""
    return {"type": "go", "key": key, "to": search}


def sort(column: object) -> dict[str, Any]:
    """Id of the button that sorts the table by a column."""
    return {"type": "sort", "column": column}


def step(direction: object) -> dict[str, Any]:
    """Id of the button that turns the table's page."""
    return {"type": "step", "direction": direction}


def at_least(sector: object) -> dict[str, Any]:
    """Id of the field for how many seats a side must have."""
    return {"type": "at-least", "sector": sector}


def step_way(way: object, number: object) -> dict[str, Any]:
    """Id of the button that undoes or redoes the step of a number; 0 when there is none."""
    return {"type": "step-way", "way": way, "number": number}


def throw(draft: object) -> dict[str, Any]:
    """Id of the button that throws a waiting draft away."""
    return {"type": "throw", "draft": draft}


def begin_anew(dataset: object) -> dict[str, Any]:
    """Id of the button that begins a draft from the present version of a dataset."""
    return {"type": "begin-anew", "dataset": dataset}
