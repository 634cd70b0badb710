"""The rule tables: every code means something, every row says where it comes from."""

from __future__ import annotations

import csv
from importlib.resources import files

import pytest

from matchmaker.model import vocabulary as v
from matchmaker.rules.tables import councils, expectations, expected_sectors, priors

TABLES = ("expectations", "priors", "councils")


def rows(name: str) -> list[dict[str, str]]:
    text = (files("matchmaker.rules") / f"{name}.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


@pytest.mark.parametrize("name", TABLES)
def test_every_row_is_whole_and_has_a_source(name: str) -> None:
    assert rows(name)
    for row in rows(name):
        assert None not in row, "a comma too many"
        assert all(cell == cell.strip() for cell in row.values()), row
        assert all(cell for column, cell in row.items() if column not in ("age_from", "age_to")), row
        assert row.get("source") or (row["law"] and row["checked"] in {"V", "K"})


def test_nothing_is_said_twice() -> None:
    expected = [(item.level, item.sector) for item in expectations()]
    assert len(set(expected)) == len(expected)
    usual = [(item.kind, item.contribution) for item in priors()]
    assert len(set(usual)) == len(usual)


def test_every_code_is_in_the_vocabulary() -> None:
    for item in expectations():
        assert item.level in {level.value for level in v.Level}
        assert item.sector in {sector.value for sector in v.Sector}
        assert item.importance in {1, 2, 3}
    for prior in priors():
        assert prior.kind in v.KINDS
        assert prior.contribution in v.CONTRIBUTIONS
        # a whole class (resource, knowledge, effort) says too little to be an offer of anything
        assert prior.contribution not in v.CONTRIBUTION_CLASSES


def test_every_side_has_a_stated_importance_at_every_level() -> None:
    for level in v.Level:
        assert {item.sector for item in expected_sectors((level.value,))} == {s.value for s in v.Sector}


def test_residents_are_what_defines_samskaping_at_every_level() -> None:
    # SINTEF 2023, ch. 5.1–5.3 (lines 225, 263, 286): samskaping with residents at each level
    for level in v.Level:
        held = {item.sector: item.importance for item in expected_sectors((level.value,))}
        assert held["innbygger"] == 3


def test_the_councils_are_those_of_the_law_and_of_the_vocabulary() -> None:
    # kommuneloven § 5-12: eldreråd, råd for personer med funksjonsnedsettelse, ungdomsråd
    assert {council.kind for council in councils()} == {"eldreraad", "funksjonsraad", "ungdomsraad"}
    assert {council.kind for council in councils()} == {k for k, spec in v.KINDS.items() if spec.council}
    for council in councils():
        assert "5-12" in council.law
        assert all(group and group == group.strip() for group in council.groups)


def test_several_levels_keep_the_most_important_expectation_per_side() -> None:
    # by the table: service is 2 at policy, 1 at administration, 3 at service;
    # politicians 3, 2, 1; business 1, 2, 1
    both = {i.sector: (i.importance, i.level) for i in expected_sectors(("politikk", "administrasjon"))}
    assert both["tjeneste"] == (2, "politikk")
    assert both["politiker"] == (3, "politikk")
    assert both["naeringsliv"] == (2, "administrasjon")
    assert expected_sectors(("administrasjon", "politikk")) == expected_sectors(
        ("politikk", "administrasjon")
    )
    assert [i.sector for i in expected_sectors(("tjeneste",))] == sorted(s.value for s in v.Sector)


def test_no_level_expects_nobody() -> None:
    assert expected_sectors(()) == ()
