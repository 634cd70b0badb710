"""``compare`` through the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from matchmaker.cli.exit_codes import Exit
from matchmaker.cli.main import main
from matchmaker.cli.options_side_by_side import NULLS
from matchmaker.cli.side_by_side_text import FITS
from matchmaker.kernel.messages import LANGUAGES
from matchmaker.measures.nulls import NullModel


@pytest.fixture(scope="module")
def region(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An invented region of three municipalities, one with another form."""
    folder = tmp_path_factory.mktemp("arbeid") / "region"
    words = ("synth", str(folder), "--municipalities", "5053,5037,5038", "--actors", "500", "--ties", "1500",
             "--contributions", "500", "--involvements", "300", "--challenges", "4")  # fmt: skip
    assert main([*words, "--workspace", str(folder.parent / "arbeid.db")]) == Exit.OK
    return folder


def run(folder: Path, *words: str) -> int:
    return main(["compare", str(folder), *words, "--workspace", str(folder.parent / "arbeid.db")])


def test_side_by_side_in_number_order(region: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(region, "--draws", "20", "--seed", "3") == Exit.OK
    said = capsys.readouterr().out
    heads = next(line for line in said.splitlines() if line.split() == ["5037", "5038", "5053"])
    assert heads
    assert "5038 Verdal mot 5037 Levanger" in said
    assert "5037 – 5053, 5038 – 5053: Ulikt: skjema." in said
    assert "kommunenummerrekkefølge" in said
    assert "Holdt fast: Hver aktør har like mange relasjoner" in said
    assert "n = " in said


def test_what_is_asked_for(region: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ("--municipality", "Verdal", "--municipality", "5037", "--relation", "samarbeider",
             "--draws", "20", "--against", "storrelse", "--on", "2026-01-01", "--edition", "offentlig",
             "--json")  # fmt: skip
    assert run(region, *words) == Exit.OK
    found = json.loads(capsys.readouterr().out)
    assert [row["number"] for row in found["rows"]] == ["5037", "5038"]
    assert found["request"]["relations"] == ["samarbeider"]
    assert found["request"]["null"] == "storrelse"
    assert found["request"]["on"] == "2026-01-01"
    assert found["data_version"] is None
    assert found["rows"][0]["quantities"][1]["chance"]["draws"] == 20


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language(region: Path, language: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(region, "--draws", "20", "--lang", language) == Exit.OK
    assert run(region, "--draws", "0", "--lang", language, "--edition", "offentlig") == Exit.OK
    said = capsys.readouterr().out
    assert "{" not in said
    assert "compare." not in said


def test_nothing_stated_tells_how_to_mend_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["compare", "innherred", "--draws", "0", "--workspace", str(tmp_path / "arbeid.db")]
    assert main(words) == Exit.OK
    said = " ".join(capsys.readouterr().out.split())
    assert "ingen to av dem kan sammenlignes" in said
    assert "Fyll arket «innsamling»" in said
    assert "Kan ikke sammenlignes" in said
    assert "Mot tilfeldighet" not in said


def test_more_than_fit_stand_below_each_other(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["compare", "prosesser", "--draws", "0", "--workspace", str(tmp_path / "arbeid.db")]
    assert main([*words, "--json"]) == Exit.OK
    numbers = [row["number"] for row in json.loads(capsys.readouterr().out)["rows"]]
    assert len(numbers) > FITS
    assert numbers == sorted(numbers)
    assert main(words) == Exit.OK
    said = capsys.readouterr().out
    places = [said.index(f"\n{number} ", said.index("Slik er nettverkene\n")) for number in numbers]
    assert places == sorted(places)


def test_everything_at_once_is_asked_to_be_narrowed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["compare", "--workspace", str(tmp_path / "arbeid.db")]) == Exit.BAD_INPUT
    said = capsys.readouterr().err
    assert "valgt to ganger" in said
    assert "Nevn bare ett av dem" in said


def test_the_null_models_are_the_librarys() -> None:
    assert sorted(NULLS) == sorted(one.value for one in NullModel)
    assert NULLS[0] == NullModel.DEGREE.value
