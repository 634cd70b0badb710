"""``change`` through the command line: tables, lists cut short, refusals, three languages."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest

from matchmaker.cli.change_text import MOST_SHOWN
from matchmaker.cli.exit_codes import Exit
from matchmaker.cli.main import main
from matchmaker.cli.options_change import SIDES
from matchmaker.kernel.messages import LANGUAGES
from matchmaker.model.vocabulary import Sector

if TYPE_CHECKING:
    from pathlib import Path

DAYS = ("--date", "2024-01-01", "--date", "2025-01-01")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Thirty associations and committees in a ring, and 25 ties across from the summer of 2024."""
    ids = [f"{side}{n:02d}" for side in "fu" for n in range(30)]
    kinds = {"f": "frivillig", "u": "utvalg"}
    actors = [f"{one},Lag {one},{kinds[one[0]]},5038,ja,Oppdiktet" for one in ids]
    ring = [f"{one},{ids[(place + 1) % 60]},samarbeider,,,Oppdiktet" for place, one in enumerate(ids)]
    new = [f"f{n:02d},u{(n + 3) % 30:02d},samarbeider,2024-06-01,,Oppdiktet" for n in range(25)]
    took_part = [f"sak,{side}{n:02d},definere,Oppdiktet" for side in "fu" for n in range(5)]
    form = "5038,2023-09-01,2023-10-01,A,alle lag,host,100,80,Oppdiktet"
    sheets = {
        "aktorer": ("id,navn,type,kommune,syntetisk,kilde", actors),
        "relasjoner": ("fra_aktor,til_aktor,type,fra_dato,til_dato,kilde", [*ring, *new]),
        "utfordringer": ("id,tittel,nivaa,kommuner,kilde", ["sak,Saken,tjeneste,5038,Oppdiktet"]),
        "deltakelse": ("utfordring,aktor,fase,kilde", took_part),
        "innsamling": (
            "kommune,fra_dato,til_dato,skjema,avgrensning,arstid,spurt,svart,kilde", [form],
        ),
    }  # fmt: skip
    for name, more in (("senere", new), ("tidligere", [])):
        (tmp_path / name).mkdir()
        for sheet, (head, rows) in sheets.items():
            kept = [*ring, *more] if sheet == "relasjoner" else rows
            (tmp_path / name / f"{sheet}.csv").write_text("\n".join([head, *kept, ""]), encoding="utf-8")
    return tmp_path


def run(folder: Path, *words: str) -> int:
    return main(["change", *words, "--data", str(folder), "--workspace", str(folder / "arbeid.db")])


def test_two_dates_as_text(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(folder, "senere", *DAYS, "--arena", "sak") == Exit.OK
    said = capsys.readouterr().out
    for words in ("25 kom til", "nydannet", "Hendelser", "prosentpoeng", "Etter «Saken»", "p er korrigert"):
        assert words in said
    assert f"… og {25 - MOST_SHOWN} til. --json gir alle." in said
    assert max(map(len, said.splitlines())) <= 100
    assert "nan" not in said


def test_days_that_go_backwards_are_refused_as_a_period_is(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(folder, "senere", *DAYS[2:], *DAYS[:2]) == Exit.BAD_INPUT
    refused = capsys.readouterr().err.splitlines()[0]
    period = ["--since", DAYS[3], "--until", DAYS[1]]
    data = ["--data", str(folder), "--workspace", str(folder / "arbeid.db")]
    assert main(["measures", "senere", *period, *data]) == Exit.BAD_INPUT
    assert capsys.readouterr().err.splitlines()[0] == refused


def test_a_series_as_text(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    days = (*DAYS[:2], "--date", "2024-07-01", *DAYS[2:])
    assert run(folder, "senere", *days, "--municipality", "Verdal") == Exit.OK
    said = capsys.readouterr().out
    assert "Over tid" in said
    assert "2024-01-01 – 2024-07-01" in said


def test_another_dataset_by_name_and_by_path(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for before in ("tidligere", str(folder / "tidligere")):
        assert run(folder, "senere", "--before", before, "--json") == Exit.OK
        found = json.loads(capsys.readouterr().out)
        assert found["comparable"]
        assert [line["formed"] for line in found["ties"]["lines"]] == ["nydannet"] * 25
        tested = {line["code"]: line["tested"] for line in found["quantities"]}
        assert tested["relasjoner_per_aktor"]["told"] == "forskjellig"
        assert tested["relasjoner_per_aktor"]["verdict"]["text"] == "endret"


def test_what_cannot_be_compared_and_how_to_mend_it(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sheet = folder / "tidligere" / "innsamling.csv"
    sheet.write_text(sheet.read_text(encoding="utf-8").replace("host,100,80", "vaar,100,"), encoding="utf-8")
    assert run(folder, "senere", "--before", "tidligere") == Exit.OK
    said = capsys.readouterr().out
    for words in (
        "Kan ikke sammenlignes",
        "årstid",
        "svarprosent",
        "80 prosent",
        "ikke oppgitt",
        "Fyll ut arket",
    ):
        assert words in said
    assert "p, korrigert" not in said


@pytest.mark.parametrize("language", LANGUAGES)
def test_three_languages(language: str, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for words in (("--before", "tidligere", "--edition", "offentlig"), (*DAYS, "--date", "2026-01-01")):
        assert run(folder, "senere", *words, "--arena", "sak", "--lang", language) == Exit.OK
        said = capsys.readouterr().out
        assert len(said) > 1000
        assert not re.search(r"[a-z]\.[a-z_]+\.|\b(changed|note|turn)\.[a-z]", said)
    sheet = folder / "tidligere" / "innsamling.csv"
    sheet.unlink()
    assert run(folder, "senere", "--before", "tidligere", "--lang", language) == Exit.OK
    assert not re.search(r"\b(changed|hint|condition)\.[a-z]", capsys.readouterr().out)
    assert main(["change", "--help", "--lang", language]) == Exit.OK


@pytest.mark.parametrize(
    "words",
    [
        (), ("--date", "2024-01-01"), ("--date", "i fjor", "--date", "2024-01-01"), ("--before", "senere"),
        (*DAYS, "--before", "tidligere"), (*DAYS, "--arena", "borte"), (*DAYS, "--relation", "hilser"),
    ],
)  # fmt: skip
def test_what_is_asked_wrongly_ends_in_bad_input(
    words: tuple[str, ...], folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(folder, "senere", *words) == Exit.BAD_INPUT
    assert capsys.readouterr().err.strip()


def test_the_sides_of_the_option_are_the_vocabulary_s() -> None:
    assert tuple(one.value for one in Sector) == SIDES
