"""Where the tests of accessibility go: every page and part, and states that a page can be brought into."""

from __future__ import annotations

from typing import Final

SANDNES: Final = "datasett=sandnes_bootcamp&utfordring=byromsutvikling"
LONELY: Final = "datasett=innherred&utfordring=ensomhet"
LEARN: Final = "datasett=innherred"
PARTS: Final[dict[tuple[str, str], str]] = {
    ("oversikt", ""): "datasett=innherred",
    ("aktorer-og-data", ""): "datasett=innherred&aktor=verdal-eldreraad",
    ("nettverk", ""): "datasett=innherred&farge=nettverksgruppe&fremhev=uten_omvei",
    ("inviteres", "team"): f"{LONELY}&med=verdal-eldreraad&uten=ks",
    ("inviteres", "avveininger"): f"{LONELY}&storrelse=4",
    ("inviteres", "andre"): f"{LONELY}&storrelse=4",
    ("inviteres", "hvorfor-ikke"): f"{LONELY}&aktor=ks",
    ("inviteres", "invitasjon"): f"{LONELY}&uten=ks",
    ("inviteres", "beskriv"): "datasett=innherred&tema=folkehelse&niva=tjeneste&berorte=eldre",
    ("gruppeinndeling", ""): "datasett=sandnes_bootcamp&forsok=300&vis=forslag",
    ("naar-vi-ikke", "funn"): SANDNES,
    ("naar-vi-ikke", "grupper"): SANDNES,
    ("naar-vi-ikke", "kombinasjoner"): SANDNES,
    ("naar-vi-ikke", "faser"): SANDNES,
    ("naar-vi-ikke", "frafall"): LONELY,
    ("naar-vi-ikke", "veier"): "datasett=innherred&utfordring=tronderlaan",
    ("naar-vi-ikke", "regler"): LONELY,
    ("naar-vi-ikke", "prosess"): "datasett=prosesser&utfordring=kommuneplan",
    ("laer-av-hverandre", "parer"): LEARN,
    ("laer-av-hverandre", "side"): f"{LEARN}&relasjoner=alle&trekk=50",
    ("laer-av-hverandre", "region"): LEARN,
    ("laer-av-hverandre", "tid"): f"{LEARN}&datoer=2024-01-01,2025-01-01,2026-01-01",
    ("laer-av-hverandre", "slutter"): f"{LEARN}&hvem=politiker&andel=50",
    ("rapport", ""): "datasett=vennesla&utfordring=klima&deler=team,gaps,process",
    ("tilgjengelighet", ""): "",
}
"""An address for every page and each of its parts."""
STATES: Final[dict[str, str]] = {
    "way between two": "nettverk?datasett=innherred&aktor=verdal-eldreraad&vei-til=ks",
    "surroundings": "nettverk?datasett=innherred&aktor=verdal-eldreraad&nabolag=2&farge=betweenness",
    "drilled down": "nettverk?datasett=innherred&sider=tjeneste&slag=eldreraad",
    "no challenge": "inviteres",
    "impossible": f"inviteres?{LONELY}&storrelse=3&minst=frivillig:3,politiker:2",
    "several errors": f"inviteres?{LONELY}&med=finnes-ikke&regel=finnes_ikke",
    "unknown dataset": "naar-vi-ikke?datasett=finnes_ikke&utfordring=x",
    "no such page": "finnes-ikke",
    "inviting": f"inviteres?{LONELY}&del=invitasjon&beholdt=noe",
    "event": "gruppeinndeling?datasett=sandnes_bootcamp&forsok=300",
    "without a challenge": "naar-vi-ikke?datasett=innherred",
    "public": f"naar-vi-ikke?{SANDNES}&utgave=offentlig",
    "public report": "rapport?datasett=vennesla&utfordring=klima&deler=team,gaps,process&utgave=offentlig",
    "shown to a room": f"naar-vi-ikke?{SANDNES}&visning=presentasjon",
    "all that needs attention": "oversikt?datasett=sandnes_bootcamp&vis=alle",
}
"""States that an address leads to, beside the parts."""
WISHES: Final = (
    "behov=lokalkunnskap:1:2,nye_ideer:1:3&hver_for_seg=ks:verdal-eldreraad&vekt=need%3D5&holdt=noen"
)


def address_of(page: str, part: str) -> str:
    """The address of a part, after the language."""
    asked = "&".join(filter(None, (PARTS[page, part], part and f"del={part}")))
    return f"{page}?{asked}" if asked else page
