"""Which table a sheet is by its headers: the sheets of an event must not take what is something else."""

from __future__ import annotations

import pytest

from matchmaker.model import schema
from matchmaker.model.event_tables import EVENT_TABLES
from matchmaker.sources.files.grid import build_grid
from matchmaker.sources.files.layout import lay_out, table_for
from matchmaker.sources.files.recognition import table_by_headers, table_held


@pytest.mark.parametrize(
    ("headers", "name"),
    [
        (("aktor", "onsker"), "registrations"),
        (("Aktør", "Ønsker", "Mindreårig", "Kilde"), "registrations"),
        (("actor", "wishes", "step_free"), "registrations"),
        (("aktor", "leder"), None),  # an organisation chart, perhaps
        (("aktor",), None),
        (("id", "navn", "minst", "mest"), "event_groups"),
        (("id", "rom"), "event_groups"),
        (("id", "navn"), None),  # whatever has a name
        (("id", "navn", "språk"), None),
        (("egenskap", "måte", "vekt"), "grouping"),
        (("id", "regel", "aktor"), "group_rules"),
        (("arrangement", "runde", "gruppe", "aktor"), "seatings"),
        (("runde", "gruppe", "aktor"), "seatings"),
    ],
)
def test_sheets_of_an_event_are_known_by_their_headers(headers: tuple[str, ...], name: str | None) -> None:
    found = table_by_headers(headers)
    assert (found and found.name) == name


@pytest.mark.parametrize("name", [table.name for table in schema.TABLES.values() if table.telling])
def test_what_tells_is_a_column(name: str) -> None:
    table = schema.TABLES[name]
    assert set(table.telling) < {column.name for column in table.columns}
    assert not set(table.telling) & {column.name for column in table.columns if column.required}


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Påmeldte", "registrations"), ("pameldte", "registrations"), ("deltakarar", "registrations"),
        ("Grupper", "event_groups"), ("bord", "event_groups"), ("gruppeeigenskapar", "grouping"),
        ("Grupperegler", "group_rules"), ("Plassering", "seatings"), ("plasseringar", "seatings"),
    ],
)  # fmt: skip
def test_titles_of_an_event(title: str, name: str) -> None:
    found = table_for(title)
    assert found is not None
    assert found.name == name


def test_an_ordinary_list_of_participants_is_no_registration() -> None:
    assert table_held("Påmeldte", ("Navn", "E-post")) is None
    assert table_held("Deltakere", ("Deltaker", "Organisasjon")) is None
    held = table_held("Påmeldte", ("Aktør", "Ønsker"))
    assert held is not None
    assert held.name == "registrations"


@pytest.mark.parametrize("table", EVENT_TABLES, ids=lambda table: table.name)
def test_every_header_of_an_event_is_read_in_its_own_column(table: schema.Table) -> None:
    for column in table.columns:
        for header in (column.header, column.name, *column.aliases):
            layout = lay_out(table, build_grid("x", "x", [[[header], ["1"]]]))
            assert list(layout.columns) == [column.name], header
