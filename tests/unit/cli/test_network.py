"""``network`` and ``actors`` through the command line, as text."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from matchmaker.cli.exit_codes import Exit
from matchmaker.cli.main import main
from matchmaker.cli.options_network import GROUPINGS
from matchmaker.kernel.messages import LANGUAGES
from matchmaker.services.network_view_divide import Grouping

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two rings of four bodies in two municipalities, one tie between them, and somebody alone."""
    rows = [f"{ring}{at};Lag {ring}{at};frivillig;{home}" for ring, home in (("a", "5038"), ("b", "5037"))
            for at in range(4)]  # fmt: skip
    ties = [f"{ring}{at};{ring}{(at + 1) % 4};samarbeider" for ring in "ab" for at in range(4)]
    own = tmp_path / "to ringer"
    own.mkdir()
    sheets = {"aktorer": ["id;navn;type;kommune", *rows, "c;Alene;kommunestyre;5038"],
              "relasjoner": ["fra_aktor;til_aktor;type", *ties, "a0;b0;samarbeider"]}  # fmt: skip
    for name, lines in sheets.items():
        (own / f"{name}.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return tmp_path


def said(folder: Path, capsys: pytest.CaptureFixture[str], *words: str) -> str:
    code = main([*words, "--data", str(folder), "--workspace", str(folder / "arbeid.db")])
    out = capsys.readouterr()
    assert code == Exit.OK, out.err
    return " ".join(out.out.split())


def test_a_network_in_words(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    whole = said(folder, capsys, "network", "to ringer", "--bridges", "--communities", "--measure", "degree")
    assert "Aktører: 9 · relasjoner: 9 · uten registrert relasjon: 1" in whole
    assert "holder deler sammen: 1 Lag a0 – Lag b0 (aktører på den minste siden: 4)" in whole
    way = said(folder, capsys, "network", "to ringer", "--around", "a2", "--way-to", "b2")
    assert "Korteste vei: 5 steg · slike veier: 4" in way
    near = said(folder, capsys, "network", "to ringer", "--around", "a2", "--steps", "1")
    assert "Aktører: 3 · relasjoner: 2" in near
    none = said(folder, capsys, "network", "to ringer", "--around", "a2", "--way-to", "c")
    assert "ingen registrert vei" in none


def test_actors_in_words_and_a_part_of_them(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    whole = said(folder, capsys, "actors", "to ringer", "--side", "politiker")
    assert "Aktører: 1" in whole
    assert "Alene Kommunestyre Folkevalgte Verdal 0 c" in whole
    for language in LANGUAGES:
        words = ("--municipality", "5037", "--lang", language, "--json")
        found = said(folder, capsys, "actors", "to ringer", *words)
        assert [one["id"] for one in json.loads(found)] == ["b0", "b1", "b2", "b3"]
    assert main(["actors", "finnes-ikke", "--workspace", str(folder / "arbeid.db")]) == Exit.BAD_INPUT


def test_the_options_know_every_way_to_gather() -> None:
    assert tuple(one.value for one in Grouping) == GROUPINGS
