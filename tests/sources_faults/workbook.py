"""A workbook with forty planted faults. What each should be reported as stands beside it.

``Planted(value, code)`` in a row is a cell with a fault; a header may be planted as well. The list of
what is expected is collected from the same rows that are written, so the two cannot drift apart.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from openpyxl import Workbook

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FILE = "forti_feil.xlsx"
SYNTHETIC_ID = "01819012365"
"""A test number (month + 80, as Skatteetaten's synthetic population has), so it is nobody's."""

Expected: TypeAlias = tuple[str, str, int | None, str | None]
"""Code, sheet, row, column as the planner reads them."""


@dataclass(frozen=True)
class Planted:
    """A faulty cell or header."""

    value: object
    code: str


@dataclass(frozen=True)
class PlantedSheet:
    """A fault of a whole sheet."""

    code: str
    column: str | None = None


Cell: TypeAlias = str | float | Planted | None

P = Planted
SHEETS: dict[str, list[list[Cell]]] = {
    "aktører": [
        ["id", "navn", "type", "form", "kommune", "sted", "orgnr", "kapasitet_timer", "informert_dato",
         "reservert", "kilde", "alder", "parti", P("Name", "duplicate_column"),
         P("egenskap: Helse", "feature_not_allowed"), P("Telefon", "unknown_column")],
        ["a1", "Lag 1", "frivillig", None, 5038, "vuku", "974760673", 10, "01.02.2025", "ja", "k"],
        [P("Lag nummer 2", "not_an_id"), "Lag 2", "frivillig"],
        ["a3", P(None, "missing_value"), "frivillig"],
        ["a4", "Lag 4", P("naeringsliv AS", "unknown_code")],
        ["a5", "Lag 5", "frivillig", P("persn", "unknown_code")],
        ["a6", "Lag 6", "frivillig", None, P("Atlantis", "unknown_municipality")],
        ["a7", "Lag 7", "frivillig", None, "Inderøy"],
        ["a8", "Lag 8", "frivillig", None, 5038, P("vukku", "unknown_reference")],
        ["a9", "Lag 9", "frivillig", None, None, None, P("974760674", "bad_orgnr")],
        ["a10", "Lag 10", "frivillig", None, None, None, P("97476067", "bad_orgnr"), P("mange",
        "not_a_number")],
        ["a11", "Lag 11", "frivillig", None, None, None, None, P(-5, "out_of_range")],
        ["a12", "Lag 12", "frivillig", None, None, None, None, P("1.500", "ambiguous_number")],
        ["a13", "Lag 13", "frivillig", None, None, None, None, 5, P("31.02.2025", "not_a_date")],
        ["a14", "Lag 14", "frivillig", None, None, None, None, 5, P(2025, "not_a_date")],
        ["a15", "Lag 15", "frivillig", None, None, None, None, 5, None, P("kanskje", "not_yes_no")],
        ["a16", "Lag 16", "frivillig", None, None, None, None, 5, None, None,
         P(f"ring {SYNTHETIC_ID}", "national_id")],
        ["a17", P("#REF!", "formula_error"), "frivillig"],
        ["a18", "Lag 18", "frivillig", None, None, None, None, P("=SUM(A1:A2)", "formula_error")],
        ["a19", P("Lag_x0007_19", "control_characters"), "frivillig"],
        ["a20", P("x" * 10_001, "too_long"), "frivillig"],
        [P("a1", "duplicate_key"), "Lag 1 igjen", "frivillig"],
        [P(None, "missing_value"), "Lag 22", "frivillig"],
        ["a23", "Person 23", "innbygger", None, None, None, None, None, None, None, None,
         P(140, "out_of_range")],
        [],
        ["a25", "Lag 25", "frivillig", None, 301, P("vuku", "place_elsewhere")],
        ["a26", "Person 26", "innbygger", None, None, None, None, None, None, None, None, 40,
         P("Et parti", "party_not_elected")],
        ["a27", "Lag 27", "frivillig", *[None] * 13, P("løst notat", "extra_cells")],
    ],
    "steder": [["id", "navn", "kommune"], ["vuku", "Vuku", "Verdal"]],
    "Relasjonar": [
        ["fra", "til", "type", "styrke", "fra_dato", "til_dato"],
        ["a1", "a3", "samarbeider", 1],
        [P("a99", "unknown_reference"), "a3", "samarbeider", 1],
        ["a4", P("a4", "self_tie"), "samarbeider", 1],
        [P("a3", "duplicate_tie"), "a1", "samarbeider", 2],
        ["a5", "a6", "kjenner", 1, "01.01.2025", P("2024-01-01", "dates_reversed")],
        ["a6", "a7", "kjenner", P(0, "out_of_range")],
        ["a7", "a8", P(None, "missing_value"), 1],
    ],
    "utfordringer": [
        ["id", "tittel", "nivaa", "baerekraftsmaal"],
        ["u1", "Utfordring", "tjeneste|politikk", "3, 11"],
        ["u2", "Utfordring", P("tjeneste|stortinget", "unknown_code"), "3|17"],
    ],
    "behov": [
        ["utfordring", "bidrag", "antall"],
        ["u1", "lokaler", P(1.5, "not_whole")],
        ["u1", P("lokalerr", "unknown_code"), 1],
    ],
    "berørte": [
        ["utfordring", "gruppe", "navn", "alder_fra", "alder_til"],
        ["u1", "eldre", "Eldre", 80, P(60, "ages_reversed")],
    ],
    "deltakelse": [["utfordring", "aktor", "rolle"], ["u1", "a1", "frivillig"]],
    "Møtenotater": [["dato", "hva"], ["i går", "alt"]],
}  # fmt: skip
WHOLE_SHEETS = {
    "deltakelse": PlantedSheet("missing_column", "fase"),
    "Møtenotater": PlantedSheet("unknown_table"),
}


def write(folder: Path) -> Path:
    """Write the workbook and return its path."""
    book = Workbook()
    book.remove(book.active)
    for name, rows in SHEETS.items():
        page = book.create_sheet(name)
        for number, row in enumerate(rows, 1):
            for column, cell in enumerate(row, 1):
                value = cell.value if isinstance(cell, Planted) else cell
                if value is not None:
                    page.cell(number, column, value)
    path = folder / FILE
    book.save(path)
    return path


def expected() -> list[Expected]:
    """What should be found, in any order."""
    return sorted(_expected(), key=repr)


def _expected() -> Iterator[Expected]:
    for sheet, rows in SHEETS.items():
        label = f"{FILE} › {sheet}"
        if sheet in WHOLE_SHEETS:
            fault = WHOLE_SHEETS[sheet]
            yield fault.code, label, None, fault.column
        headers = [cell.value if isinstance(cell, Planted) else cell for cell in rows[0]]
        for number, row in enumerate(rows, 1):
            for column, cell in enumerate(row):
                if not isinstance(cell, Planted):
                    continue
                header = str(headers[column]) if column < len(headers) else None
                yield cell.code, label, None if number == 1 else number, header
