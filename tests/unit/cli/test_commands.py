"""What each command prints and what it tells the shell."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from matchmaker.cli.exit_codes import Exit
from matchmaker.cli.main import main

ENSOMHET = ("team", "innherred", "--challenge", "ensomhet")
BROKEN = "id;navn;type\na;A;frivilig\na;B;skole\n"
WHOLE = "id;navn;type;kommune\na;A;frivillig;5038\nb;B;skole;5038\n"


@pytest.fixture
def table(tmp_path: Path):  # type: ignore[no-untyped-def]
    """Write a dataset of one table and give its folder."""

    def write(text: str) -> str:
        folder = tmp_path / "eget"
        folder.mkdir(exist_ok=True)
        (folder / "aktører.csv").write_text(text, encoding="utf-8")
        return str(folder)

    return write


def answer(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    code = main(words)
    said = capsys.readouterr()
    return code, said.out, said.err


def as_json(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, Any]:
    code, out, err = answer(capsys, *words, "--json")
    assert err == ""
    return code, json.loads(out)


# -- exit codes ---------------------------------------------------------------------------------------


def test_the_codes_are_distinct_and_as_documented() -> None:
    assert {code.name: int(code) for code in Exit} == {
        "OK": 0, "FINDINGS": 1, "BAD_INPUT": 2, "IMPOSSIBLE": 3, "INTERNAL": 70, "CANCELLED": 130,
    }  # fmt: skip


def test_done_is_nought(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert answer(capsys, *ENSOMHET)[0] == 0
    assert answer(capsys, "gaps", "innherred")[0] == 0  # findings alone do not fail
    assert answer(capsys, "check", "innherred")[0] == 0
    assert answer(capsys, "template", str(tmp_path / "mal"))[0] == 0
    assert answer(capsys, "--version")[0] == 0


def test_findings_are_one(capsys: pytest.CaptureFixture[str], table) -> None:  # type: ignore[no-untyped-def]
    assert answer(capsys, "check", table(BROKEN))[0] == 1
    one = table(WHOLE)  # a register of two: councils are missing, which is important
    assert answer(capsys, "gaps", one, "--fail-on", "viktig")[0] == 1
    assert answer(capsys, "gaps", one, "--fail-on", "merk")[0] == 1


def test_only_what_is_urgent_enough_fails(capsys: pytest.CaptureFixture[str]) -> None:
    """A team that covers every need but leaves a side of least importance out: noted, not important."""
    words = ("gaps", "innherred", "--challenge", "tronderlaan", "--suggest", "8")
    _, found = as_json(capsys, *words)
    assert "viktig" not in {f["severity"] for f in found["findings"]}
    assert "merk" in {f["severity"] for f in found["findings"]}
    assert answer(capsys, *words, "--fail-on", "viktig")[0] == 0
    assert answer(capsys, *words, "--fail-on", "merk")[0] == 1


@pytest.mark.parametrize(
    "words",
    [
        (),
        ("no-such-command",),
        ("team",),
        ("team", "innherred"),
        ("team", "no-such", "--challenge", "x"),
        ("team", "innherred", "--challenge", "no-such"),
        (*ENSOMHET, "--include", "no-such"),
        (*ENSOMHET, "--size", "many"),
        (*ENSOMHET, "--size", "0"),
        (*ENSOMHET, "--size", "-3"),
        (*ENSOMHET, "--min-size", "9", "--max-size", "3"),
        (*ENSOMHET, "--at-least", "politiker"),
        (*ENSOMHET, "--at-least", "politiker:x"),
        (*ENSOMHET, "--at-least", "politiker:0"),
        (*ENSOMHET, "--at-least", "no-such:1"),
        (*ENSOMHET, "--lang", "se"),
        (*ENSOMHET, "--no-such-option"),
        ("gaps", "innherred", "--ages", "old"),
        ("gaps", "innherred", "--ages", "30-20"),
        ("gaps", "innherred", "--on", "22.11.2026"),
        ("gaps", "innherred", "--on", "2026-13-01"),
        ("gaps", "innherred", "--edition", "hemmelig"),
        ("gaps", "innherred", "--fail-on", "alltid"),
        ("gaps", "innherred", "--suggest", "8"),
        ("gaps", "innherred", "--challenge", "ensomhet", "--suggest", "0"),
        ("gaps", "innherred", "--challenge", "ensomhet", "--team", "no-such"),
        ("check", "no-such"),
        ("import", "no-such.xlsx"),
        ("synth", "somewhere", "--municipalities", "9999"),
        ("synth", "somewhere", "--actors", "-1"),
        ("synth", "somewhere", "--actors", "3", "--ties", "5000"),
        ("serve", "--port", "eighty"),
    ],
    ids=" ".join,
)
def test_what_cannot_be_used_is_two_and_says_why(
    capsys: pytest.CaptureFixture[str],
    words: tuple[str, ...],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    code, out, err = answer(capsys, *words)
    assert code == 2
    assert out == ""
    assert len(err.strip()) > 20
    assert "Traceback" not in err
    assert list(tmp_path.iterdir()) == []  # nothing is half-written


def test_an_impossible_wish_is_three_with_what_would_work(capsys: pytest.CaptureFixture[str]) -> None:
    words = (*ENSOMHET, "--size", "1", "--include", "verdal-eldreraad", "--include", "verdal-administrasjon")
    code, out, err = answer(capsys, *words)
    assert (code, out) == (3, "")
    assert "Minste endringer som gjør det mulig" in err
    assert "Øk største størrelse fra 1 til 2" in err
    code, said = as_json(capsys, *words)
    assert code == 3
    assert said["error"] == "no_team_possible"
    assert said["relaxations"][0]["changes"][0]["message"]["text"]


def test_a_defect_is_seventy(tmp_path: Path) -> None:
    """A real one: an installation whose rule table has lost its header."""
    import os
    import shutil
    import subprocess
    import sys

    root = Path(__file__).parents[3]
    shutil.copytree(
        root / "matchmaker", tmp_path / "matchmaker", ignore=shutil.ignore_patterns("__pycache__")
    )
    (tmp_path / "data").symlink_to(root / "data")
    rules = tmp_path / "matchmaker" / "rules" / "expectations.csv"
    rules.write_text(rules.read_text(encoding="utf-8").replace("level,", "nonsense,"), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "matchmaker", *ENSOMHET], cwd=tmp_path, capture_output=True, text=True,
        check=False, env={**os.environ, "PYTHONPATH": str(tmp_path)},
    )  # fmt: skip
    assert done.returncode == 70
    assert done.stdout == ""
    assert "Traceback" not in done.stderr  # it may hold people's data; MATCHMAKER_TRACE=1 shows it
    assert "KeyError" in done.stderr


def test_what_the_system_refuses_is_said(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("x", encoding="utf-8")
    code, _, err = answer(capsys, "template", str(tmp_path / "taken"))
    assert code == 2
    assert "taken" in err


# -- output -------------------------------------------------------------------------------------------


def test_a_team_in_words(capsys: pytest.CaptureFixture[str]) -> None:
    _, out, err = answer(capsys, *ENSOMHET)
    assert err == ""
    assert "Forslag – avgjøres av kommunestyret" in out
    assert "Bevist best" in out
    _, said = as_json(capsys, *ENSOMHET)
    for seat in said["seats"]:
        assert seat["name"] in out
        assert seat["fill_how"]["text"] in out


def test_text_is_plain_when_piped(capsys: pytest.CaptureFixture[str]) -> None:
    for words in (ENSOMHET, ("gaps", "innherred"), ("check", "innherred"), ("--help",)):
        _, out, _ = answer(capsys, *words)
        assert "\x1b" not in out
        assert max(map(len, out.splitlines())) <= 120
    _, out, _ = answer(capsys, *ENSOMHET)
    assert max(map(len, out.splitlines())) <= 100


def test_check_shows_every_problem_with_its_place(capsys: pytest.CaptureFixture[str], table) -> None:  # type: ignore[no-untyped-def]
    _, out, _ = answer(capsys, "check", table(BROKEN))
    assert "rad 2, kolonne type" in out
    assert "rad 3, kolonne id" in out
    assert "2 feil" in out
    code, said = as_json(capsys, "check", table(BROKEN))
    assert code == 1
    assert [(p["code"], p["row"], p["column"]) for p in said["problems"]] == [
        ("unknown_code", 2, "type"), ("duplicate_key", 3, "id"),
    ]  # fmt: skip


def test_a_dataset_with_errors_cannot_be_used(capsys: pytest.CaptureFixture[str], table) -> None:  # type: ignore[no-untyped-def]
    code, _, err = answer(capsys, "gaps", table(BROKEN))
    assert code == 2
    assert "rad 2, kolonne type" in err
    code, said = as_json(capsys, "gaps", table(BROKEN))
    assert code == 2
    assert said["error"] == "tables_not_valid"
    assert len(said["problems"]) == 2


def test_gaps_for_a_named_team_for_a_suggested_one_and_for_those_who_took_part(
    capsys: pytest.CaptureFixture[str],
) -> None:
    team = "verdal-eldreraad,verdal-administrasjon"
    _, named = as_json(capsys, "gaps", "innherred", "--challenge", "ensomhet", "--team", team)
    assert (named["scope"], named["members"]) == ("team", 2)
    _, suggested = as_json(capsys, "gaps", "innherred", "--challenge", "ensomhet", "--suggest", "6")
    assert (suggested["scope"], suggested["members"]) == ("team", 6)
    _, took_part = as_json(capsys, "gaps", "innherred", "--challenge", "maurtuva")
    assert took_part["scope"] == "deltok"


def test_gaps_takes_ages_date_and_edition(capsys: pytest.CaptureFixture[str]) -> None:
    _, said = as_json(
        capsys, "gaps", "sandnes_bootcamp", "--ages", "16-25", "--on", "2024-06-01", "--edition", "offentlig"
    )
    assert said["request"]["ages"] == [16, 25]
    assert said["request"]["on"] == "2024-06-01"
    assert said["request"]["edition"] == "offentlig"
    assert said["members"] is None


@pytest.mark.parametrize(
    ("sizes", "expected"),
    [
        ((), (8, 8)),
        (("--size", "5"), (5, 5)),
        (("--min-size", "3"), (3, 8)),
        (("--min-size", "12"), (12, 12)),
        (("--max-size", "4"), (1, 4)),
        (("--min-size", "3", "--max-size", "5"), (3, 5)),
        (("--size", "5", "--max-size", "7"), (5, 7)),
    ],
)
def test_sizes(capsys: pytest.CaptureFixture[str], sizes: tuple[str, ...], expected: tuple[int, int]) -> None:
    code, said = as_json(capsys, *ENSOMHET, *sizes)
    assert code == 0
    assert (said["request"]["min_size"], said["request"]["max_size"]) == expected
    assert expected[0] <= len(said["seats"]) <= expected[1]


def test_wishes_reach_the_service(capsys: pytest.CaptureFixture[str]) -> None:
    _, said = as_json(
        capsys, *ENSOMHET, "--include", "verdal-eldreraad", "--exclude", "ks", "--at-least", "politiker:2",
        "--seed", "5", "--budget", "1000",
    )  # fmt: skip
    request = said["request"]
    assert request["include"] == ["verdal-eldreraad"]
    assert request["exclude"] == ["ks"]
    assert request["at_least"] == [["politiker", 2]]
    assert (request["seed"], request["budget"]) == (5, 1000)
    assert sum(seat["sector"] == "politiker" for seat in said["seats"]) >= 2


def test_a_folder_of_datasets_may_be_given_by_option_or_environment(
    capsys: pytest.CaptureFixture[str], table, monkeypatch: pytest.MonkeyPatch
) -> None:  # type: ignore[no-untyped-def]
    parent = str(Path(table(WHOLE)).parent)
    assert answer(capsys, "check", "eget")[0] == 2
    assert answer(capsys, "check", "eget", "--data", parent)[0] == 0
    monkeypatch.setenv("MATCHMAKER_DATA", parent)
    assert answer(capsys, "check", "eget")[0] == 0


# -- commands that write ------------------------------------------------------------------------------


def test_the_demo_writes_its_report_and_stops(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    report = tmp_path / "rapport.html"
    code, out, _ = answer(capsys, "demo", "--no-serve", "--report", str(report))
    assert code == 0
    assert "Forslag" in out
    assert "Hvem når vi ikke?" in out
    assert str(report) in out.replace("\n", "")
    assert report.read_text(encoding="utf-8").startswith("<!doctype html>")
    code, said = as_json(capsys, "demo", "--no-serve", "--report", str(report))
    assert set(said) == {"team", "gaps", "report"}


def test_an_invented_region_is_a_dataset(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    folder = tmp_path / "region"
    small = ("--actors", "800", "--contributions", "900", "--ties", "1200", "--involvements", "300",
             "--challenges", "4")  # fmt: skip
    code, said = as_json(capsys, "synth", str(folder), *small)
    assert code == 0
    assert "truth.json" in said["files"]
    assert sorted(said["files"]) == said["files"] == sorted(path.name for path in folder.iterdir())
    code, checked = as_json(capsys, "check", str(folder))
    assert code == 0
    rows = dict(checked["rows"])
    assert (rows["aktører"], rows["bidrag"], rows["relasjoner"]) == (800, 900, 1200)
    assert answer(capsys, "synth", str(folder), *small)[0] == 2  # nothing is written over


def test_an_ordinary_list_becomes_a_dataset(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """Invented names and addresses."""
    source = tmp_path / "liste.csv"
    source.write_text(
        "Navn;Organisasjon;Rolle;Sted;E-post;Merknad\n"
        "Ola Oppdiktet;Verdal kommune;rådgiver;Verdal;ola@example.no;ringer helst\n"
        "Kari Oppdiktet;Oppdiktet idrettslag;leder;Verdal;kari@example.no;\n",
        encoding="utf-8",
    )
    folder = tmp_path / "ny"
    code, out, _ = answer(capsys, "import", str(source), "--to", str(folder))
    assert code == 0
    assert "E-post" in out  # the guessed headers are shown
    written = "\n".join(path.read_text(encoding="utf-8-sig") for path in folder.glob("*.csv"))
    assert "example.no" not in written  # contact details are never kept
    assert "ringer helst" not in written  # nor notes unless they are asked for
    code, _, _ = answer(capsys, "check", str(folder))
    assert code in (0, 1)


def test_the_template_can_be_read_back(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    code, said = as_json(capsys, "template", str(tmp_path))
    assert (code, said["files"]) == (0, ["mal.xlsx"])
    code, out, _ = answer(capsys, "check", str(tmp_path / "mal.xlsx"))
    assert code == 0, out


# -- languages ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "words"),
    [("nb", "Hvem når vi ikke?"), ("nn", "Kven når vi ikkje?"), ("en", "Who")],
)
def test_answers_come_in_the_language_asked_for(
    capsys: pytest.CaptureFixture[str], language: str, words: str
) -> None:
    _, out, _ = answer(capsys, "gaps", "innherred", "--lang", language)
    assert words in out
    _, said = as_json(capsys, "gaps", "innherred", "--lang", language)
    assert said["findings"][0]["message"]["text"]


def test_the_environment_may_choose_the_language(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MATCHMAKER_LANG", "nn")
    assert "Kven" in answer(capsys, "gaps", "innherred")[1]
    assert "Who" in answer(capsys, "gaps", "innherred", "--lang", "en")[1]
    monkeypatch.setenv("MATCHMAKER_LANG", "klingon")
    assert "Hvem" in answer(capsys, "gaps", "innherred")[1]


def test_no_sentence_is_left_unfilled(capsys: pytest.CaptureFixture[str]) -> None:
    for language in ("nb", "nn", "en"):
        for words in (ENSOMHET, ("gaps", "innherred"), ("gaps", "sandnes_bootcamp"), ("check", "innherred")):
            _, out, _ = answer(capsys, *words, "--lang", language)
            assert not re.search(r"\{[a-z_]*\}|%\(|Message\(", out)
