"""``matchmaker stress`` through the command line."""

from __future__ import annotations

import json
import re
import sys
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from matchmaker.cli.exit_codes import Exit
from matchmaker.cli.main import main
from matchmaker.cli.paper import Paper
from matchmaker.cli.stress_text import show
from matchmaker.kernel.messages import LANGUAGES, Language, catalogue
from matchmaker.services.disclosure import Edition
from matchmaker.services.environment import Environment
from matchmaker.services.network_scope import NetworkRequest
from matchmaker.services.stress import StressRequest, stress
from tests.conftest import TODAY
from tests.unit.small import Shelf, actor, register

if TYPE_CHECKING:
    from pathlib import Path

    from matchmaker.model.register import Register


def run(folder: Path, *words: str) -> int:
    return main(["stress", *words, "--draws", "40", "--workspace", str(folder / "arbeid.db")])


def tie(one: str, other: str, relation: str = "samarbeider") -> dict[str, str]:
    return {"tail": one, "head": other, "relation": relation}


def town(persons: int = 7) -> Register:
    """Seven citizens behind seven elected, an umbrella, a service and a firm behind it."""
    people, members = ([f"{word}{n}" for n in range(persons)] for word in ("hemmelig", "valgt"))
    return register(
        actors=[
            *(actor(one, "ildsjel") for one in people), *(actor(one, "politiker") for one in members),
            actor("lag"), actor("paraply", "paraply"), actor("kontor", "tjeneste"),
            actor("firma", "naeringsliv"),
        ],
        ties=[
            *(tie(*pair) for pair in zip(people, members, strict=True)),
            *(tie(one, "lag") for one in members),
            tie("lag", "paraply", "medlem_av"), tie("lag", "kontor"), tie("kontor", "firma"),
        ],
        contributions=[{"actor": one, "contribution": "mobilisering"} for one in members],
    )  # fmt: skip


def test_a_planner_reads_what_holds_and_what_it_hangs_on(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ("samskapende_kommunen", "--leaving", "administrasjon", "--share", "0.4", "--connect", "2")
    assert run(tmp_path, *words) == Exit.OK
    said = capsys.readouterr().out
    assert "Kan gå ut: Administrasjon, 12" in said
    assert "19 av 20 trekninger" in said
    assert "Forslag – avgjøres av" in said
    assert " 2. " in said
    assert " 3. " not in said
    assert "Stjerne eller nett" in said
    assert "ingen spådom" in said
    assert not re.search(r"\bnan\b|stress\.|\{|svak|nøkkel", said)


def test_json_is_plain_and_the_same_again(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ("samskapende_kommunen", "--leaving", "administrasjon", "--share", "0.4", "--seed", "2", "--json")
    told = []
    for _ in range(2):
        assert run(tmp_path, *words) == Exit.OK
        told.append(capsys.readouterr().out)
    assert told[0] == told[1]
    found = json.loads(told[0])
    assert (found["kept"]["leaving"], found["kept"]["draws"], found["leavers"][0]["seats"]) == (5, 40, 12)


def test_the_options_choose_the_network(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    counts = []
    for more in ((), ("--municipality", "Verdal"), ("--side", "tjeneste"), ("--relation", "samarbeider")):
        assert run(tmp_path, "innherred", *more, "--json") == Exit.OK
        found = json.loads(capsys.readouterr().out)
        counts.append((found["actors"], found["pairs"]))
    assert counts[1][0] < counts[0][0]
    assert counts[2][0] == 24
    assert counts[3][0] == counts[0][0]
    assert counts[3][1] < counts[0][1]


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (("--leaving", "konge"), "velforening"),
        (("--municipality", "Atlantis"), "Atlantis"),
        (("--share", "2"), "fra 0 til 1"),
        (("--busiest", "0"), "minst 1"),
        (("--connect", "51"), "fra 0 til 50"),
        (("--relation", "venner"), "samarbeider"),
        (("--edition", "offentlig", "--leaving", "ingen-slik"), "privatperson"),
    ],
)
def test_what_is_wrong_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], more: tuple[str, ...], said: str
) -> None:
    assert run(tmp_path, "vennesla", *more) == Exit.BAD_INPUT
    assert said in capsys.readouterr().err


def test_without_elected_members_it_says_what_to_register(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(tmp_path, "vennesla") == Exit.OK
    said = capsys.readouterr().out
    assert "Registrer dem som aktører av typen Folkevalgt" in " ".join(said.split())
    assert "representerer medlemmer som ikke selv deltar" in said


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_is_there_in_each_language_and_edition(
    language: Language, capsys: pytest.CaptureFixture[str]
) -> None:
    environment, paper, words = Environment(lambda: TODAY), Paper(sys.stdout), catalogue(language)
    request = StressRequest(NetworkRequest("lite"), share=0.8, draws=40)
    for held in (town(), town(3), register(), register(actors=[actor("lag"), actor("v", "politiker")])):
        for edition in Edition:
            for more in ({"busiest": 4}, {"count": 0}, {"leaving": ("politiker", "bygdeforum")}):
                asked = replace(request, edition=edition, **more)
                show(stress(Shelf(held), asked, environment), paper, words)
    said = capsys.readouterr().out
    assert not re.search(r"\bnan\b|\{|\bNone\b(?! of)", said)


def test_the_public_edition_says_no_private_name(capsys: pytest.CaptureFixture[str]) -> None:
    request = StressRequest(NetworkRequest("lite"), share=0.8, draws=40, edition=Edition.PUBLIC)
    result = stress(Shelf(town()), request, Environment(lambda: TODAY))
    show(result, Paper(sys.stdout), catalogue("nb"))
    said = capsys.readouterr().out
    assert "Kan gå ut: Folkevalgte medlemmer, 7" in said
    assert "emmelig" not in said
    assert "algt0" not in said
    assert "Ildsjel" not in said  # who is not elected is not in the network
    assert "skjult av personvernhensyn" in said
