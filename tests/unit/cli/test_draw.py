"""``draw`` and ``verify`` on the command line: promise, draw, check; files are never written over."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from matchmaker.cli.main import main

EVENT = "sandnes_bootcamp"
ROOT = Path(__file__).parents[3]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to stand in."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def answer(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str]:
    code = main(words)
    said = capsys.readouterr()
    return code, said.out + said.err


def as_json(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, Any]:
    code = main([*words, "--json"])
    said = capsys.readouterr()
    assert said.err == ""
    return code, json.loads(said.out)


def commit(capsys: pytest.CaptureFixture[str], *more: str) -> dict[str, Any]:
    words = ("draw", EVENT, "--rounds", "2", "--tries", "20000", "--commit", "lov.json", *more)
    code, told = as_json(capsys, *words)
    assert code == 0
    assert isinstance(told, dict)
    return told


def reveal(capsys: pytest.CaptureFixture[str], to: str = "trekning.json", *more: str) -> dict[str, Any]:
    code, told = as_json(capsys, "draw", EVENT, "--reveal", "lov.json", "--to", to, *more)
    assert code in (0, 1)
    assert isinstance(told, dict)
    return told


def test_promise_draw_and_check(capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    promised = commit(capsys, "--mix", "terninger")
    told = reveal(capsys, "trekning.json", "--mixed", "3 1 6")
    code, found = as_json(capsys, "verify", "trekning.json", "--commitment", promised["committed"])
    assert (code, found["equal"], found["findings"]) == (0, True, [])
    assert found["document"] == told["document"]
    assert told["split"]["rounds"]
    line = json.loads((folder / "lov.json.salter").read_text(encoding="utf-8").splitlines()[0])
    code, text = answer(capsys, "verify", "trekning.json", "--me", line["id"], "--salt", line["salt"])
    assert code == 0
    assert text.strip().startswith("Likt")
    assert "Dette er nummer" in text
    assert "Ingen sjekksum ble oppgitt" in text


def test_the_secret_files_are_the_owners_and_are_not_written_over(
    capsys: pytest.CaptureFixture[str], folder: Path
) -> None:
    words = ("draw", EVENT, "--rounds", "1", "--commit", "lov.json")
    code, text = answer(capsys, *words)
    assert code == 0
    sealed = (folder / "lov.json").read_bytes()
    secret = json.loads(sealed)
    assert secret["seed"] not in text
    assert secret["committed"] in text
    if os.name == "posix":
        for name in ("lov.json", "lov.json.salter"):
            assert stat.S_IMODE((folder / name).stat().st_mode) == 0o600
    code, text = answer(capsys, *words)
    assert code == 2
    assert "blir ikke skrevet over" in text
    (folder / "lov.json").unlink()
    assert answer(capsys, *words)[0] == 2  # the salts are still there
    assert not (folder / "lov.json").exists()


def test_the_seating_is_shown_kept_and_written_and_no_other_command_is_said_to_give_it(
    capsys: pytest.CaptureFixture[str], folder: Path
) -> None:
    commit(capsys)
    words = ("draw", EVENT, "--reveal", "lov.json", "--to", "trekning.json", "--keep", "--csv", "plasser.csv")
    code, text = answer(capsys, *words)
    assert code in (0, 1)
    assert "Trekningen er gjort" in text
    assert "matchmaker groups" not in text
    assert "plasser.csv" in text
    assert (folder / "plasser.csv").read_text(encoding="utf-8-sig").count("\n") == 2 * 110 + 1
    code, versions = as_json(capsys, "versions", EVENT)
    assert len(versions) == 2


def test_an_ordinary_list_is_drawn_too(capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    people = "".join(f"Oppdiktet Person{one};{('kvinne', 'mann')[one % 2]}\n" for one in range(24))
    (folder / "liste.csv").write_text("navn;kjonn\n" + people, encoding="utf-8")
    assert answer(capsys, "draw", "liste.csv", "--groups", "3", "--commit", "lov")[0] == 0
    assert answer(capsys, "draw", "liste.csv", "--reveal", "lov", "--to", "t.json")[0] in (0, 1)
    assert answer(capsys, "verify", "t.json")[0] == 0


def test_a_changed_document_ends_with_one_and_names_the_row(
    capsys: pytest.CaptureFixture[str], folder: Path
) -> None:
    commit(capsys)
    reveal(capsys)
    lines = (folder / "trekning.json").read_bytes().splitlines(keepends=True)
    lines[40] = lines[40].replace(b'"number":', b'"number": ')
    (folder / "annet.json").write_bytes(b"".join(lines))
    code, text = answer(capsys, "verify", "annet.json")
    assert code == 1
    assert text.strip().startswith("Ikke likt")
    assert "Rad 41" in text
    code, found = as_json(capsys, "verify", "trekning.json", "--commitment", "0" * 64)
    assert (code, found["equal"]) == (1, False)


@pytest.mark.parametrize(
    "words",
    [
        ("draw", EVENT),
        ("draw", EVENT, "--commit", "a", "--reveal", "b"),
        ("draw", EVENT, "--commit", "a", "--seconds", "3"),
        ("draw", EVENT, "--reveal", "borte.json", "--to", "x.json"),
        ("draw", EVENT, "--reveal", "a"),
        ("draw", EVENT, "--reveal", "a", "--to", "x.json", "--rounds", "3"),
        ("draw", "no-such", "--commit", "a"),
        ("verify",),
        ("verify", "borte.json"),
        ("verify", "."),
        ("verify", "tom.json"),
        ("verify", "tom.json", "--me", "noen"),
    ],
    ids=" ".join,
)
def test_what_cannot_be_used_is_two_and_says_why(
    capsys: pytest.CaptureFixture[str], folder: Path, words: tuple[str, ...]
) -> None:
    (folder / "tom.json").write_bytes(b"")
    code, text = answer(capsys, *words)
    assert code == 2
    assert text.strip()
    assert "Traceback" not in text
    assert sorted(path.name for path in folder.iterdir() if path.suffix != ".db") == ["tom.json"]


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_everything_is_said_in_three_languages(
    capsys: pytest.CaptureFixture[str], folder: Path, language: str
) -> None:
    lang = ("--lang", language)
    assert answer(capsys, "draw", EVENT, "--rounds", "1", "--tries", "2000", "--commit", "a", *lang)[0] == 0
    assert answer(capsys, "draw", EVENT, "--reveal", "a", "--to", "b", *lang)[0] in (0, 1)
    code, text = answer(capsys, "verify", "b", *lang)
    assert code == 0
    first = {"nb": "Likt", "nn": "Likt", "en": "Equal"}[language]
    assert text.strip().startswith(first)


def test_the_same_bytes_in_another_process_under_another_hash_seed(
    capsys: pytest.CaptureFixture[str], folder: Path
) -> None:
    commit(capsys)
    reveal(capsys, "her.json")
    words = ("draw", EVENT, "--reveal", "lov.json", "--to", "der.json")
    environment = {**os.environ, "PYTHONHASHSEED": "12345", "PYTHONPATH": str(ROOT)}
    done = subprocess.run([sys.executable, "-m", "matchmaker", *words], cwd=folder, env=environment,
                          capture_output=True, check=False)  # fmt: skip
    assert done.returncode in (0, 1), done.stderr
    assert (folder / "der.json").read_bytes() == (folder / "her.json").read_bytes()
