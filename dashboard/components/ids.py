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
TO_ADDRESS: Final = "til-adressen"
"""Store on every page: the query that is asked for. Dash asks nothing when fields are drawn together with it;
the address is there before them, and each would ask for it as it is drawn."""
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
PRESENT: Final = "presenter"
PRESENT_BAR: Final = "presentasjon"
STAND_INS: Final = "roller-for-navn"
STAND_INS_ASKED: Final = "roller-spurt"
UNDO: Final = "angre"

OVERVIEW_BODY: Final = "oversikt-innhold"
OVERVIEW_DATASETS: Final = "oversikt-datasett"
OVERVIEW_ATTENTION: Final = "oversikt-oppmerksomhet"
OVERVIEW_REST: Final = "oversikt-resten"
OVERVIEW_COMMAND: Final = "oversikt-kommando"
OVERVIEW_ASKED: Final = "oversikt-spurt"
OVERVIEW_TOLD: Final = "oversikt-fortalt"
OVERVIEW_COUNTS: Final = "oversikt-antall"
DATASET: Final = "datasett"

TEAM_RESULT: Final = "team-svar"
CHALLENGE: Final = "utfordring"
MIN_SIZE: Final = "minst-plasser"
MAX_SIZE: Final = "hoyst-plasser"
INCLUDE: Final = "maa-med"
EXCLUDE: Final = "ikke-med"
SUGGEST: Final = "foreslaa"
TEAM_OFFERED: Final = "team-tilbud"
TEAM_WINDOW: Final = "team-vindu"
TEAM_PENDING: Final = "team-bevises"
TEAM_PROOF: Final = "team-bevis"
TEAM_BODY: Final = "team-plasser"
TEAM_NEEDS: Final = "team-behov"
STOP_PROOF: Final = "stopp-bevis"
EQUALITY: Final = "ingen-i-flertall"
MOST_UNIT: Final = "hoyst-per-enhet"
MOST_HOUSEHOLD: Final = "hoyst-per-husholdning"
COVER: Final = "maa-dekkes"
HOLD: Final = "holdte-stoler"
MEETING: Final = "motested"
HOURS: Final = "timer-per-plass"
LANGUAGES: Final = "team-sprak"
TEAM_RULES: Final = "team-regler"
PAIRS: Final = "par"
PAIR_ONE: Final = "par-den-ene"
PAIR_OTHER: Final = "par-den-andre"
PAIR_TOGETHER: Final = "par-sammen"
PAIR_APART: Final = "par-hver-for-seg"
WEIGHT_RESET: Final = "vekter-vanlige"
NEED_ADD: Final = "behov-til"
FRONT_PARTS: Final = "avveining-deler"
OTHERS_COUNT: Final = "andre-antall"
OTHERS_DISTANCE: Final = "andre-avstand"
OTHERS_WITHIN: Final = "andre-innen"
WHY_NOT_ACTOR: Final = "hvorfor-ikke-hvem"
KEEP_TEAM: Final = "behold-team"
KEEP_NAME: Final = "behold-navn"
KEEP_TOLD: Final = "behold-fortalt"
LETTER_LANGUAGE: Final = "brev-sprak"
LETTER_PARTY: Final = "brev-sak-med-part"
LETTER_SHOW: Final = "brev-vis"
LETTER_DRAFTS: Final = "brev-utkast"
LETTERS: Final = "brev"
LETTER_FILE: Final = "brev-fil"
DESCRIBE_TITLE: Final = "beskriv-tittel"
DESCRIBE_THEMES: Final = "beskriv-tema"
DESCRIBE_LEVELS: Final = "beskriv-nivaa"
DESCRIBE_PHASE: Final = "beskriv-fase"
DESCRIBE_AFFECTED: Final = "beskriv-berorte"
DESCRIBE_PLACES: Final = "beskriv-kommuner"
DESCRIBE_KEEP: Final = "beskriv-behold"
DESCRIBE_TOLD: Final = "beskriv-fortalt"
DESCRIBE: Final = "beskriv-vis"

NETWORK_SUMMARY: Final = "nettverk-tekst"
NETWORK_DRAWING: Final = "nettverk-bilde"
NETWORK_TABLE: Final = "nettverk-tabell"
NETWORK_SHOWN: Final = "nettverk-vist"
ACTOR_PANEL: Final = "aktorkort"
ACTOR: Final = "aktor"
MUNICIPALITY: Final = "kommune"
SECTORS: Final = "sider"
GRAPH: Final = "tegning"
TABLE_FILTER: Final = "tabell-sok"
TABLE_PAGE: Final = "tabell-side"
TABLE_BODY: Final = "tabell-rader"

AUTHOR: Final = "hvem"
AUTHOR_FIELD: Final = "hvem-felt"
CHANGED: Final = "endret"
TO_CHANGED: Final = "til-endret"
"""Store on every page: as ``TO_ADDRESS``, for the count of changes."""
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
REPORT_RESULT: Final = "rapport-innhold"
REPORT_CHALLENGE: Final = "rapport-utfordring"
REPORT_EDITION: Final = "rapport-utgave"
REPORT_PARTS: Final = "rapport-deler"
REPORT_KEPT: Final = "rapport-team"
REPORT_HTML: Final = "rapport-html"
REPORT_DOCX: Final = "rapport-docx"
REPORT_XLSX: Final = "rapport-xlsx"
REPORT_FILE: Final = "rapport-fil"
REPORT_TOLD: Final = "rapport-sagt"
EDITION: Final = "utgave"
URGENCIES: Final = "hastegrad"
PART: Final = "del"
PART_CODES: Final = "del-navn"


def asked(page: str) -> str:
    """Id of what the form of a page asked for last; each page's own, as its callback fills more with it."""
    return f"{page}-spurt"


def sort(column: object) -> dict[str, Any]:
    """Id of the button that sorts the table by a column."""
    return {"type": "sort", "column": column}


def step(direction: object) -> dict[str, Any]:
    """Id of the button that turns the table's page."""
    return {"type": "step", "direction": direction}


def at_least(sector: object) -> dict[str, Any]:
    """Id of the field for how many seats a side must have."""
    return {"type": "at-least", "sector": sector}


def weight(name: object) -> dict[str, Any]:
    """Id of the field for how much a part of the score counts."""
    return {"type": "weight", "name": name}


def reason(actor: object) -> dict[str, Any]:
    """Id of the field for why somebody is not to be asked."""
    return {"type": "reason", "actor": actor}


def term(name: object) -> dict[str, Any]:
    """Id of a field of what an invitation says."""
    return {"type": "term", "name": name}


def letter(seat: object) -> dict[str, Any]:
    """Id of the button that gives the letter to a seat as a file."""
    return {"type": "letter", "seat": seat}


def need_count(contribution: object) -> dict[str, Any]:
    """Id of the field for how many should bring a contribution."""
    return {"type": "need-count", "contribution": contribution}


def need_remove(contribution: object) -> dict[str, Any]:
    """Id of the button that takes a need away."""
    return {"type": "need-remove", "contribution": contribution}


def need_part(part: object) -> dict[str, Any]:
    """Id of a part of the needs that is drawn anew by itself."""
    return {"type": "need-part", "part": part}


def need_of(part: object) -> dict[str, Any]:
    """Id of what remembers whose needs are shown."""
    return {"type": "need-of", "part": part}


def need_importance(contribution: object) -> dict[str, Any]:
    """Id of the field for how important a need is."""
    return {"type": "need-importance", "contribution": contribution}


def step_way(way: object, number: object) -> dict[str, Any]:
    """Id of the button that undoes or redoes the step of a number; 0 when there is none."""
    return {"type": "step-way", "way": way, "number": number}


def throw(draft: object) -> dict[str, Any]:
    """Id of the button that throws a waiting draft away."""
    return {"type": "throw", "draft": draft}


def begin_anew(dataset: object) -> dict[str, Any]:
    """Id of the button that begins a draft from the present version of a dataset."""
    return {"type": "begin-anew", "dataset": dataset}
