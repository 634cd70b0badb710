"""``measures`` through the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from matchmaker.cli.exit_codes import Exit
from matchmaker.cli.main import main
from matchmaker.cli.options_measures import NULLS
from matchmaker.kernel.messages import LANGUAGES, catalogue
from matchmaker.measures.nulls import NullModel
from matchmaker.measures.registry import MEASURES


def run(folder: Path, *words: str) -> int:
    return main(["measures", *words, "--workspace", str(folder / "arbeid.db")])


def test_the_options_name_every_null_model() -> None:
    assert list(NULLS) == [one.value for one in NullModel]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_overview_as_text(tmp_path: Path, capsys: pytest.CaptureFixture[str], language: str) -> None:
    words = ("vennesla", "--against", "grad", "--draws", "39", "--lang", language)
    more = ("--missing",) if language == "nn" else ()
    assert run(tmp_path, *words, *more, "--measure", "cross_share", "--measure", "voice") == Exit.OK
    said = capsys.readouterr().out
    spoken = catalogue(language)  # type: ignore[arg-type]
    assert spoken.term("measure.cross_share") in said
    assert spoken.term("measures.voice") in said
    assert spoken.term("note.measures_registered")[:60] in said
    assert (spoken.term("unreported.aktorer") in said) == bool(more)
    assert run(tmp_path, "vennesla", "--draws", "39", "--lang", language) == Exit.OK
    said = capsys.readouterr().out
    assert spoken.term("measures.star") in said
    assert max(map(len, said.splitlines())) <= 100


def test_values_of_actors_stand_by_name(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(tmp_path, "vennesla", "--measure", "degree", "--measure", "e_i_of_side") == Exit.OK
    said = capsys.readouterr().out
    assert "Antall kontakter" in said
    assert "Folkevalgte" in said
    assert run(tmp_path, "vennesla", "--measure", "degree", "--json") == Exit.OK
    answer = json.loads(capsys.readouterr().out)
    names = [one["name"] for one in answer["measures"][0]["actors"]]
    assert names == sorted(names, key=str.casefold)
    assert all(name.split()[0] in said for name in names)


def test_the_list_needs_no_dataset(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(tmp_path, "--list") == Exit.OK
    said = capsys.readouterr().out
    assert [one.spec.name for one in MEASURES if f"\n{one.spec.name}: " not in said] == []
    assert "star_or_mesh" in said
    assert "Burt 1992" in said
    assert run(tmp_path, "--list", "--json") == Exit.OK
    listed = json.loads(capsys.readouterr().out)
    assert [one["name"] for one in listed] == [one.spec.name for one in MEASURES]
    assert run(tmp_path) == Exit.BAD_INPUT
    assert "--list" in capsys.readouterr().err


def test_processes_give_the_same_answer(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ("vennesla", "--measure", "direct_to_deciders", "--measure", "transitivity", "--against", "grad",
             "--draws", "60", "--json")  # fmt: skip
    assert run(tmp_path, *words) == Exit.OK
    here = capsys.readouterr().out
    assert run(tmp_path, *words, "--workers", "2") == Exit.OK
    assert capsys.readouterr().out == here
    assert run(tmp_path, *words, "--workers", "0") == Exit.BAD_INPUT


def test_a_part_of_the_network(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ("innherred", "--measure", "density", "--json")
    assert run(tmp_path, *words, "--municipality", "Verdal", "--since", "2020-01-01") == Exit.OK
    verdal = json.loads(capsys.readouterr().out)
    assert verdal["request"]["network"]["municipality"] == "5038"
    assert run(tmp_path, *words) == Exit.OK
    assert verdal["actors"] < json.loads(capsys.readouterr().out)["actors"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("vennesla", "--measure", "densty"), "density"),
        (("vennesla", "--municipality", "Atlantis"), "Atlantis"),
        (("vennesla", "--draws", "0"), "100"),
        (("borte",), "borte"),
    ],
)
def test_what_cannot_be_asked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], words: tuple[str, ...], said: str
) -> None:
    assert run(tmp_path, *words) == Exit.BAD_INPUT
    assert said in capsys.readouterr().err
