"""Ids of the page «Gruppeinndeling». Parts of the composed ones may be wildcards."""

from __future__ import annotations

from typing import Any, Final

from dashboard.components import attributes

RESULT: Final = "grupper-svar"
WINDOW: Final = "grupper-vindu"
PENDING: Final = "grupper-bes-om"
ANSWER: Final = "grupper-funnet"
TICK: Final = "grupper-takt"
PROGRESS: Final = "grupper-framdrift"
FOUND: Final = "grupper-stoppet-ved"
STOP: Final = "grupper-stopp"

COUNT: Final = "grupper-antall"
ROUNDS: Final = "grupper-runder"
LEAST: Final = "grupper-minst"
MOST: Final = "grupper-mest"
ATTRIBUTES: Final = "grupper-egenskaper"
MEET: Final = "grupper-moetes"
VISIT: Final = "grupper-besok"
TIES: Final = "grupper-relasjoner"
SEPARATE: Final = "grupper-atskilt"
ABSENT: Final = "grupper-fravaer"
SEED: Final = "grupper-fro"
RULES: Final = "grupper-regler"
RULE_PEOPLE: Final = "grupper-regel-hvem"
RULE_TOGETHER: Final = "grupper-regel-sammen"
RULE_APART: Final = "grupper-regel-hver-for-seg"
PIN_PERSON: Final = "grupper-fast-hvem"
PIN_GROUP: Final = "grupper-fast-hvor"
PIN_ADD: Final = "grupper-fast-til"
RULE_LIST: Final = "grupper-regel-liste"
SUGGEST: Final = "grupper-foreslaa"
FORM: Final = "grupper-skjema"

STEPS: Final = "gruppe-steg"
BASE: Final = "gruppe-utgangspunkt"
ASKED: Final = "gruppe-flytt"
CHOSEN: Final = "gruppe-valgt"
COST: Final = "gruppe-kostnad"
UNDO: Final = "gruppe-angre"
REDO: Final = "gruppe-gjor-om"
REPAIR: Final = "gruppe-reparer"
PRINT: Final = "gruppe-skriv-ut"
SHEETS: Final = "gruppe-ark"
XLSX: Final = "gruppe-excel"
CSV: Final = "gruppe-csv"
FILE: Final = "gruppe-fil"
SAVE: Final = "gruppe-lagre"
TOLD: Final = "gruppe-fortalt"
ROUND: Final = "gruppe-runde"
FILTER: Final = "gruppe-sok"
LEAF: Final = "gruppe-side"
TOP: Final = "gruppe-over"
GROUPS: Final = "gruppe-kort"
AFTER: Final = "gruppe-under"
DRAWN: Final = "gruppe-tegnet"
DRAWING: Final = "gruppe-tegnes"
TABLE: Final = "gruppe-tabell"
PANEL: Final = "gruppe-person"
TO: Final = "gruppe-til"
WITH: Final = "gruppe-med"
MOVE: Final = "gruppe-flytt-knapp"
SWAP: Final = "gruppe-bytt-knapp"
LOCK: Final = "gruppe-las-knapp"
AWAY: Final = "gruppe-borte-knapp"
WHY: Final = "gruppe-hvorfor-knapp"
WHY_SAID: Final = "gruppe-hvorfor"
CLOSE: Final = "gruppe-lukk"


LOOK: Final = "gruppe-se-etter"
WATCH: Final = "gruppe-vakt"
HEARD: Final = "gruppe-hort"
NEWS: Final = "gruppe-nytt"
SEEN: Final = "gruppe-sett"
SHOW_NEWS: Final = "gruppe-vis-nytt"
CLOSE_NEWS: Final = "gruppe-lukk-nytt"
CHOICE: Final = "gruppe-hvis"
BEFORE: Final = "gruppe-for-valget"
UNCHOOSE: Final = "gruppe-angre-valget"


def mode(attribute: object) -> dict[str, Any]:
    """Id of the field for what is wanted of an attribute."""
    return {"type": "group-mode", "attribute": attribute}


def alone(attribute: object) -> dict[str, Any]:
    """Id of the field for whether nobody is to be alone of a value."""
    return {"type": "group-alone", "attribute": attribute}


def weight(attribute: object) -> dict[str, Any]:
    """Id of the field for how much an attribute counts."""
    return {"type": "group-weight", "attribute": attribute}


def rule_out(kind: object, number: object) -> dict[str, Any]:
    """Id of the button that takes a rule out of the form."""
    return {"type": "group-rule-out", "kind": kind, "number": number}


def turn(direction: object) -> dict[str, Any]:
    """Id of the button that turns to other groups."""
    return {"type": "group-turn", "direction": direction}


def back(person: object) -> dict[str, Any]:
    """Id of the button that says that somebody comes after all."""
    return {"type": "group-back", "person": person}


def card(group: object) -> dict[str, Any]:
    """Id of the place of a group among the groups."""
    return {"type": "group-card", "group": group}


def choice(keep: str, seen: object) -> dict[str, Any]:
    """Attributes of the button that says whose change is to stand; *seen* is the version that was told of."""
    return attributes.press(CHOICE, keep=keep, seen=str(seen))
