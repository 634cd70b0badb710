"""The commands about who is missing: what they print, in words and as JSON, and what they tell the shell."""

from __future__ import annotations

import json
from typing import Any

import pytest

from matchmaker.cli.exit_codes import Exit
from matchmaker.cli.main import main

ABOUT = ("innherred", "--challenge", "ensomhet")
PARTS = ("--intersections", "--phases", "--funnel", "--outreach")


def answer(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    code = main(words)
    said = capsys.readouterr()
    return code, said.out, said.err


def as_json(capsys: pytest.CaptureFixture[str], *words: str) -> Any:
    code, out, err = answer(capsys, *words, "--json")
    assert (code, err) == (Exit.OK, "")
    return json.loads(out)


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_gaps_grows_the_parts_that_are_asked_for(capsys: pytest.CaptureFixture[str], language: str) -> None:
    plain = answer(capsys, "gaps", *ABOUT, "--lang", language)[1]
    code, grown, err = answer(capsys, "gaps", *ABOUT, *PARTS, "--by", "kjonn", "--lang", language)
    assert (code, err) == (Exit.OK, "")
    assert grown.startswith(plain)
    assert len(grown) > len(plain)


def test_parts_stand_beside_the_findings_in_json(capsys: pytest.CaptureFixture[str]) -> None:
    plain = as_json(capsys, "gaps", *ABOUT)
    assert "parts" not in plain
    grown = as_json(capsys, "gaps", *ABOUT, *PARTS, "--by", "kjonn,aldersgruppe")
    parts = grown.pop("parts")
    assert grown == plain
    assert list(parts) == ["by", "intersections", "phases", "funnel", "outreach"]
    assert [table["attribute"] for table in parts["by"]["tables"]] == ["kjonn", "aldersgruppe"]


@pytest.mark.parametrize("part", ["--phases", "--funnel"])
def test_a_part_about_one_challenge_asks_for_it(capsys: pytest.CaptureFixture[str], part: str) -> None:
    code, out, err = answer(capsys, "gaps", "innherred", part)
    assert (code, out) == (Exit.BAD_INPUT, "")
    assert "--challenge" in err


def test_a_step_alone_asks_for_the_tables_of_that_step(capsys: pytest.CaptureFixture[str]) -> None:
    step = ("gaps", "prosesser", "--challenge", "kommuneplan", "--step", "moett")
    tables = as_json(capsys, *step)["parts"]["by"]["tables"]
    assert tables
    assert {"kjonn"} <= {table["attribute"] for table in tables}


def test_attributes_are_known_by_the_words_for_them(capsys: pytest.CaptureFixture[str]) -> None:
    one = as_json(capsys, "gaps", *ABOUT, "--by", "kjønn", "--intersections")
    other = as_json(capsys, "gaps", *ABOUT, "--by", "kjonn", "--intersections")
    assert one["parts"]["by"]["tables"] == other["parts"]["by"]["tables"]
    code, out, err = answer(capsys, "gaps", *ABOUT, "--by", "skostørrelse")
    assert (code, out) == (Exit.BAD_INPUT, "")
    assert "kjonn" in err


def test_the_public_edition_is_the_fixed_list_of_tables(capsys: pytest.CaptureFixture[str]) -> None:
    asked = ("gaps", "sandnes_bootcamp", "--challenge", "byromsutvikling", "--edition", "offentlig")
    assert as_json(capsys, *asked)["parts"]["public"]["tables"]
    code, out, _ = answer(capsys, *asked)
    assert code == Exit.OK
    assert "færre enn 5" in out


def test_rules_are_listed_and_checked(capsys: pytest.CaptureFixture[str]) -> None:
    listed = as_json(capsys, "rules", "list")
    checked = as_json(capsys, "rules", "check", *ABOUT)
    assert {row["rule"] for row in checked["outcomes"]} == {row["rule"] for row in listed["rules"]}
    one = as_json(capsys, "rules", "check", *ABOUT, "--rule", listed["rules"][0]["rule"])
    assert {row["rule"] for row in one["outcomes"]} == {listed["rules"][0]["rule"]}


def test_rules_check_asks_for_a_dataset(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = answer(capsys, "rules", "check")
    assert (code, out) == (Exit.BAD_INPUT, "")
    assert "rules list" in err


def test_a_process_is_classified(capsys: pytest.CaptureFixture[str]) -> None:
    told = as_json(capsys, "classify", "prosesser", "--challenge", "kommuneplan")
    assert told["label"] == "medvirkning"
    assert "ligner den mest på" in answer(capsys, "classify", "prosesser", "--challenge", "kommuneplan")[1]


def test_a_day_that_is_none_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    for words in (("gaps", *ABOUT), ("rules", "check", *ABOUT), ("classify", *ABOUT)):
        code, _, err = answer(capsys, *words, "--on", "i går")
        assert code == Exit.BAD_INPUT
        assert "i går" in err
