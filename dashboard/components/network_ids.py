"""Ids of the network page that :mod:`dashboard.components.ids` does not have. No other module spells one."""

from __future__ import annotations

from typing import Final

COLOUR: Final = "nettverk-farge"
SIZE: Final = "nettverk-omfang"
HIGHLIGHT: Final = "nettverk-fremhev"
GROUPING: Final = "nettverk-samlet"
KINDS: Final = "nettverk-slag"
CONTRIBUTIONS: Final = "nettverk-bidrag"
RELATIONS: Final = "nettverk-relasjoner"
SINCE: Final = "nettverk-fra"
UNTIL: Final = "nettverk-til"
MEANS: Final = "nettverk-betyr"
WAY_TO: Final = "nettverk-vei-til"
NEAR: Final = "nettverk-nabolag"
WAY: Final = "nettverk-vei"
WAY_DRAWN: Final = "nettverk-vei-tegnet"
CARD: Final = "nettverk-kort"
COMMAND: Final = "nettverk-kommando"
MORE: Final = "nettverk-flere-filtre"
EVERYBODY: Final = "nettverk-liste"
DRAWN: Final = "nettverk-tegnet"
LIFTED: Final = "nettverk-loftet"
TAPPED: Final = "nettverk-trykket"
PAINTED: Final = "nettverk-malt"
OFFERED: Final = "nettverk-tilbudt"
