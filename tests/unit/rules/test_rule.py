"""The table of rules: whole, sourced, and worded as what it is."""

from __future__ import annotations

import csv
from importlib.resources import files

import pytest

from matchmaker.kernel.errors import InputError
from matchmaker.model import municipalities
from matchmaker.model import vocabulary as v
from matchmaker.rules.checking import FAMILIES
from matchmaker.rules.habilitet import RAISING
from matchmaker.rules.rule import Body, Mark, RuleSeverity, chosen, rules
from matchmaker.rules.tables import RULES_VERSION


def test_every_row_is_whole_and_has_a_source() -> None:
    text = (files("matchmaker.rules") / "rules.csv").read_text(encoding="utf-8")
    for row in csv.DictReader(text.splitlines()):
        assert None not in row, "a comma too many"
        assert row["persons"] in ("ja", "nei")
        for name, cell in row.items():
            assert cell == cell.strip()
            assert cell or name in ("in_force", "parameters"), (row["id"], name)


def test_ids_are_unique_and_every_family_is_known_and_used() -> None:
    ids = [rule.id for rule in rules()]
    assert len(set(ids)) == len(ids)
    assert {rule.family for rule in rules()} == set(FAMILIES)


def test_a_statutory_rule_names_a_paragraph_or_a_chapter() -> None:
    for rule in rules():
        stated = "§" in rule.paragraph or "kap." in rule.paragraph
        if rule.severity is RuleSeverity.STATUTORY:
            assert stated, rule.id
            assert "LOV-" in rule.paragraph, rule.id


def test_rules_for_elected_bodies_are_not_for_voluntary_groups() -> None:
    """Gender balance and the make-up of councils reach a voluntary group only as good practice."""
    for rule in rules():
        if rule.severity is RuleSeverity.STATUTORY and rule.persons and rule.family != "habilitet":
            assert rule.bodies
            assert not rule.is_for(Body.VOLUNTARY), rule.id


def test_codes_in_the_parameters_exist() -> None:
    for rule in rules():
        for name, value in rule.parameters.items():
            codes = value.split("|")
            if name in ("area", "areas"):
                assert all(municipalities.lookup(code) == code for code in codes)
            if name in ("kind", "kinds"):
                assert set(codes) <= set(v.KINDS)
            if name in ("public", "private"):
                assert set(codes) <= {sector.value for sector in v.Sector}
    (torfing,) = chosen(("offentlig_og_privat",))
    assert {*torfing.words("public"), *torfing.words("private")} == {s.value for s in v.Sector}


def test_every_relation_that_may_raise_the_question_has_its_ground_in_both_acts() -> None:
    for rule in rules():
        if rule.family == "habilitet":
            assert set(rule.parameters) == {"act", "part", *RAISING}
    assert {"styreverv_i", "leder", "ansatt_i", "naerstaende"} == RAISING


def test_sami_area_is_the_one_of_the_act() -> None:
    (rule,) = chosen(("samisk_konsultasjon",))
    assert {municipalities.name(code) for code in rule.words("areas")} == {"Snåsa", "Røyrvik", "Røros"}
    assert rule.mark is Mark.CHECK


def test_rules_are_chosen_in_the_order_of_the_table() -> None:
    ids = [rule.id for rule in rules()]
    assert [rule.id for rule in chosen(())] == ids
    assert [rule.id for rule in chosen((ids[5], ids[0]))] == [ids[0], ids[5]]
    with pytest.raises(InputError) as wrong:
        chosen(("finnes-ikke",))
    assert wrong.value.code == "unknown_rule"
    assert wrong.value.params["known"] == tuple(ids)


def test_the_version_says_that_the_rules_are_new() -> None:
    assert RULES_VERSION == "2026-11.3"
