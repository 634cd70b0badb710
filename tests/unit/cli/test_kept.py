"""The commands that keep something, as a planner types them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from matchmaker.cli.main import main

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

TABLE = "id;navn;type;kommune\na;{name};frivillig;5038\nb;B;skole;5038\n"


@pytest.fixture
def run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., tuple[int, str, str]]:
    """Run a command in an empty folder; gives its code and what it wrote."""
    monkeypatch.chdir(tmp_path)

    def go(*words: str) -> tuple[int, str, str]:
        code = main(words)
        said = capsys.readouterr()
        return code, said.out, said.err

    return go


@pytest.fixture
def written(tmp_path: Path) -> Callable[[str], str]:
    """Write a dataset of one table and give its folder."""

    def write(name: str) -> str:
        folder = tmp_path / "eget"
        folder.mkdir(exist_ok=True)
        (folder / "aktører.csv").write_text(TABLE.format(name=name), encoding="utf-8")
        return str(folder)

    return write


def as_json(run: Callable[..., tuple[int, str, str]], *words: str) -> Any:
    code, out, err = run(*words, "--json")
    assert (code, err) == (0, "")
    return json.loads(out)


def test_asking_makes_no_workspace(run: Callable[..., tuple[int, str, str]], tmp_path: Path) -> None:
    run("team", "innherred", "--challenge", "ensomhet", "--size", "3")
    run("history")
    run("audit", "verify")
    assert list(tmp_path.iterdir()) == []


def test_a_dataset_is_taken_in_changed_compared_and_undone(
    run: Callable[..., tuple[int, str, str]], written: Callable[[str], str]
) -> None:
    assert run("commit", "lite", written("A"), "--as", "Kari")[0] == 0
    code, out, _ = run("commit", "lite", written("Nytt navn"), "--preview")
    assert code == 0
    assert "navn: A → Nytt navn" in out
    assert as_json(run, "versions", "lite")[-1]["number"] == 1
    assert run("commit", "lite", written("Nytt navn"), "--as", "Ola")[0] == 0
    difference = as_json(run, "diff", "lite", "1", "2")
    assert [row["action"] for row in difference["rows"]] == ["changed"]
    code, out, _ = run("history")
    assert "Kari" in out
    assert "«matchmaker undo» angrer steg 2" in out
    assert run("undo", "--step", "1")[0] == 2
    assert run("undo", "--step", "2")[0] == 0
    assert run("redo")[0] == 0
    assert [one["same_as"] for one in as_json(run, "versions", "lite")] == [None, None, 1, 2]


def test_a_conflict_is_told(run: Callable[..., tuple[int, str, str]], written: Callable[[str], str]) -> None:
    run("commit", "lite", written("A"), "--as", "Kari")
    run("commit", "lite", written("Karis"), "--as", "Kari")
    code, _, err = run("commit", "lite", written("Olas"), "--base", "1", "--as", "Ola")
    assert code == 2
    assert "Kari" in err
    assert as_json(run, "versions", "lite")[-1]["number"] == 2


def test_excel_out_and_in_again(run: Callable[..., tuple[int, str, str]], tmp_path: Path) -> None:
    assert run("commit", "innherred")[0] == 0
    assert run("export", "innherred", "ut.xlsx")[0] == 0
    assert as_json(run, "commit", "innherred", "ut.xlsx", "--preview")["total"] == 0
    code, _, err = run("commit", "innherred", "ut.xlsx")
    assert (code, err != "") == (2, True)
    assert (tmp_path / "samskaping.db").exists()
    assert as_json(run, "check", "innherred")["problems"] == []


def test_an_answer_is_kept_and_repeated(run: Callable[..., tuple[int, str, str]]) -> None:
    words = ("team", "innherred", "--challenge", "ensomhet", "--size", "4", "--keep")
    kept = as_json(run, *words)
    assert kept["answer"]["request"]["dataset"] == "innherred@1"
    assert as_json(run, "repeat", kept["run"])["equal"] is True
    assert run("gaps", "innherred", "--challenge", "ensomhet", "--keep")[0] == 0
    assert [one["service"] for one in as_json(run, "runs")] == ["team", "gaps"]
    code, out, _ = run("repeat", "kjoring-2")
    assert (code, "likt" in out) == (0, True)


def test_notes_and_decisions(run: Callable[..., tuple[int, str, str]]) -> None:
    assert as_json(run, "note", "Husk tolk", "--about", "ensomhet")["id"] == "notat-1"
    decided = ("decide", "kjoring-1", "--decided", "Ja", "--reason", "Fordi", "--by", "rådet")
    assert as_json(run, *decided, "--on", "2026-11-20")["id"] == "beslutning-1"
    assert run(*decided, "--on", "i går")[0] == 2
    assert run("note", " ")[0] == 2


def test_a_workspace_is_moved_by_backup(run: Callable[..., tuple[int, str, str]], tmp_path: Path) -> None:
    run("commit", "innherred")
    anchor = as_json(run, "audit", "verify")["anchor"]
    assert run("backup", "kopi.zip")[0] == 0
    assert run("restore", "kopi.zip", "--workspace", "mappe")[0] == 0
    assert as_json(run, "audit", "verify", "--workspace", "mappe", "--anchor", anchor)["findings"] == []
    assert run("restore", "kopi.zip")[0] == 2
    assert run("audit", "verify", "--anchor", "9 feil")[0] == 1
    assert (tmp_path / "mappe").is_dir()


def test_duplicates_are_merged_or_told_apart(
    run: Callable[..., tuple[int, str, str]], tmp_path: Path
) -> None:
    folder = tmp_path / "to"
    folder.mkdir()
    rows = "a;Stiklestad idrettslag;frivillig;5038\nb;STIKLESTAD IDRETTSLAG;frivillig;5038\n"
    (folder / "aktører.csv").write_text("id;navn;type;kommune\n" + rows, encoding="utf-8")
    run("commit", "to", str(folder))
    (found,) = as_json(run, "duplicates", "to")["suggestions"]
    assert found["actors"] == ["a", "b"]
    assert as_json(run, "duplicates", "to", "--different", "b", "a")["suggestions"] == []
    run("undo")
    code, out, _ = run("duplicates", "to", "--merge", "a", "b")
    assert (code, "versjon 2" in out) == (0, True)
    assert as_json(run, "duplicates", "to")["suggestions"] == []


@pytest.mark.parametrize("address", ["mysql://x/y", "postgresql://[feil"])
def test_a_workspace_of_another_kind_is_told(run: Callable[..., tuple[int, str, str]], address: str) -> None:
    code, _, err = run("history", "--workspace", address)
    assert (code, err != "") == (2, True)
