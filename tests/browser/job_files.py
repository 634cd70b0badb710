"""Excel files as those with a job have them: ordinary headers, and some mess. Everybody is invented."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from itertools import pairwise
from typing import TYPE_CHECKING

from openpyxl import Workbook

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from playwright.sync_api import FilePayload

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def workbook(name: str, sheets: Mapping[str, Sequence[Sequence[object]]]) -> FilePayload:
    """A workbook as the browser is given it."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(list(row))
    sink = BytesIO()
    book.save(sink)
    return {"name": name, "mimeType": EXCEL, "buffer": sink.getvalue()}


LOCAL_ACTORS: tuple[tuple[str, str, str], ...] = (
    # name, what the planner calls it, kind
    ("Solbygda velforening", "Velforening", "velforening"),
    ("Solbygda skole", "Skole", "skole"),
    ("Solbygda frivilligsentral", "Frivilligsentral", "frivilligsentral"),
    ("Solbygda bibliotek", "Bibliotek", "kulturinstitusjon"),
    ("Solbygda historielag", "Lag/forening", "frivillig"),
    ("Solbygda IL", "Frivillig", "frivillig"),
    ("Solbygda Røde Kors", "Frivillig", "frivillig"),
    ("Matboden 1000", "Butikk", "naeringsliv"),
    ("Solbygda Bygg AS", "Bedrift", "naeringsliv"),
    ("Eldrerådet", "Råd", "eldreraad"),
    ("Ungdomsrådet", "Råd", "ungdomsraad"),
    ("Solbygda sykehjem", "Tjeneste", "helse_omsorg"),
    ("Folkehelsekoordinatoren", "Kommunen", "fagperson"),
    ("Kommunestyret", "Politikk", "kommunestyre"),
    ("Bygdeliv", "frivilig", "frivillig"),
    ("Solbygda Vekst", "Næringsliv", "naeringsliv"),
)
"""What stands in the planner's list. *Bygdeliv* is misspelt, and *Solbygda Vekst* might be a person."""
MISSPELT, ASKED = "Bygdeliv", "Solbygda Vekst"


def planners_list() -> FilePayload:
    """A list of local actors, with a title above it, blank lines, trailing spaces and Norwegian dates."""
    rows: list[list[object]] = [["Aktører i Solbygda – arbeidsliste"], [], [
        "Navn", "Type", "Hører til", "Sist kontakt", "Telefon", "Merknad",
    ]]  # fmt: skip
    for number, (name, word, kind) in enumerate(LOCAL_ACTORS):
        if number % 5 == 4:
            rows.append([])
        belongs = "Verdal kommune" if kind in ("skole", "kulturinstitusjon", "helse_omsorg") else None
        spaces = "  " if number % 3 == 0 else ""
        contact: object = "03.09.2025" if number % 2 else date(2025, 9, 3)
        rows.append([name + spaces, word, belongs, contact, None, "ring først" if number == 2 else None])
    return workbook("Aktører Solbygda.xlsx", {"Ark1": rows})


WOMEN, MEN, UNSAID = 24, 3, 2
"""How many of each took part in the analyst's event; the men are few enough to be hidden in public."""
STEPS = {"invitert": (200, 200), "påmeldt": (40, 12), "møtt": (WOMEN, MEN), "bidratt": (10, 3)}
"""Step → women and men, as the organiser counted them."""


def participants() -> list[list[object]]:
    """Who took part, by number: sex and age, and one whose kind is misspelt."""
    rows: list[list[object]] = [
        ["id", "navn", "type", "kommune", "kjønn", "alder", "behandlingsgrunnlag", "informert"]
    ]
    sexes = ["Kvinne"] * WOMEN + ["mann "] * MEN + [None] * UNSAID
    for number, sex in enumerate(sexes, 1):
        kind = "inbygger" if number == 5 else "innbygger"
        rows.append([
            f"deltaker-{number}", f"Oppdiktet deltaker nr. {number}", kind, "Verdal", sex,
            25 + (number * 7) % 60, "samtykke", "14.03.2026" if number % 2 else date(2026, 3, 14),
        ])  # fmt: skip
        if number % 11 == 0:
            rows.append([])
    return rows


def analysts_event() -> FilePayload:
    """An event with those who took part, and how many came to each step."""
    people = [row[0] for row in participants()[1:] if row]
    counted = [
        ["folkemote", step, "kjonn", sex, count]
        for step, counts in STEPS.items()
        for sex, count in zip(("kvinne", "mann"), counts, strict=True)
    ]
    return workbook("Folkemøtet.xlsx", {
        "aktører": participants(),
        "utfordringer": [
            ["id", "tittel", "kommuner", "nivå", "tema", "fase"],
            ["folkemote", "Folkemøtet om skolevei", "Verdal", "politikk", "trafikk", "definere"],
        ],
        "deltakelse": [["utfordring", "aktør", "fase"], *(["folkemote", one, "definere"] for one in people)],
        "deltakertall": [["utfordring", "steg", "egenskap", "gruppe", "antall"], *counted],
    })  # fmt: skip


TOWNS = {"5037": "Levanger", "5038": "Verdal", "5053": "Inderøy"}
_KINDS = ("frivillig", "velforening", "skole", "naeringsliv", "kommunestyre", "eldreraad", "administrasjon",
          "frivilligsentral", "helse_omsorg", "kulturinstitusjon")  # fmt: skip
EARLY, LATE = date(2024, 6, 1), date(2026, 6, 1)
"""The two days on which the council looks."""


def council_ties() -> list[tuple[str, str, date]]:
    """Who works with whom, since when: as many early ties in each municipality, and ever more late ones."""
    found = []
    for place, number in enumerate(TOWNS):
        names = [f"{number}-{kind}" for kind in _KINDS]
        found += [(one, other, date(2023, 1, 1)) for one, other in pairwise(names)]
        late = [(names[at], names[(at + 3) % len(names)]) for at in range(2 * place + 1)]
        found += [(one, other, date(2025, 5, 1)) for one, other in late]
    return found


def ties_on(number: str, day: date) -> int:
    """How many ties there are in a municipality on a day."""
    return sum(one.startswith(number) and begun <= day for one, _, begun in council_ties())


def councils_register() -> FilePayload:
    """Actors and ties of three municipalities at two times, how they were asked, and who wants to learn."""
    actors = [
        [f"{number}-{kind}", f"{town} {kind.replace('_', ' og ')}", kind.capitalize(), number]
        for number, town in TOWNS.items()
        for kind in _KINDS
    ]
    asked = [
        [number, day, "skjema A", "alle lag og tjenester", "vår", 40, 30]
        for number in TOWNS
        for day in ("01.05.2024", date(2026, 5, 1))
    ]
    return workbook("Regionen.xlsx", {
        "aktører": [["id", "navn", "type", "kommune"], *actors[:10], [], *actors[10:]],
        "relasjoner": [
            ["fra_aktor", "til_aktor", "type", "fra_dato"],
            *([a, b, "Samarbeider ", begun.strftime("%d.%m.%Y")] for a, b, begun in council_ties()),
        ],
        "innsamling": [["kommune", "fra_dato", "skjema", "avgrensning", "årstid", "spurt", "svart"], *asked],
        "læring": [
            ["aktør", "tema", "holdning", "ønsker_kontakt"],
            ["5038-administrasjon", "fraflytting", "har erfaring med", "ja"],
            ["5053-administrasjon", "fraflytting", "vil lære om", "ja"],
        ],
    })  # fmt: skip
