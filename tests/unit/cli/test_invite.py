"""``matchmaker invite``, as a planner types it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, TypeAlias

import docx
import pytest

from matchmaker.cli.main import main
from matchmaker.cli.options_invite import BASES, MODES, PHASES, ROLES, seat
from matchmaker.kernel.messages import LANGUAGES, Language, catalogue
from matchmaker.model.vocabulary import LegalBasis, Mode, Phase
from matchmaker.services.invitation_terms import ELECTED_ROLES

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Run: TypeAlias = Callable[..., tuple[int, str, str]]

TEAM = ("invite", "keep-team", "innherred", "--challenge", "ensomhet", "--seat",
        "verdal-eldreraad:verdal-frivilligsentral")  # fmt: skip
TERMS = ("--expectation", "Delta på tre møter.", "--mandate", "Foreslå tiltak.", "--hours", "12")


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command in an empty folder; gives its code and what it wrote."""
    monkeypatch.chdir(tmp_path)

    def go(*words: str) -> tuple[int, str, str]:
        code = main(words)
        said = capsys.readouterr()
        return code, said.out, said.err

    return go


def as_json(run: Run, *words: str) -> Any:
    code, out, err = run(*words, "--json")
    assert (code, err) == (0, "")
    return json.loads(out)


def test_the_whole_way(run: Run, tmp_path: Path) -> None:
    assert run(*TEAM, "--as", "Kari")[0] == 0
    code, out, _ = run("invite", "draft", "team-1", *TERMS, "--to", "brev", "--letter", "nn")
    assert code == 0
    assert "invitasjon-1" in out
    (file,) = (tmp_path / "brev").iterdir()
    assert file.name == "invitasjon-team-1-sete-1-nn.docx"
    assert "Kvifor vi inviterer" in [one.text for one in docx.Document(str(file)).paragraphs]
    assert run("invite", "sent", "invitasjon-1", "--on", "2026-11-01")[0] == 0
    code, out, _ = run("invite", "answer", "invitasjon-1", "nei", "--on", "2026-11-05")
    assert code == 0
    assert "matchmaker invite next" in " ".join(out.split())
    code, out, _ = run("invite", "next", "invitasjon-1", "--reply-by", "2026-12-01", "--to", "neste",
                       "--format", "text")  # fmt: skip
    assert code == 0
    (file,) = (tmp_path / "neste").iterdir()
    assert "Svarfrist: 1. desember 2026" in file.read_text(encoding="utf-8")
    assert "Kvifor vi inviterer" in file.read_text(encoding="utf-8")  # in the language of the first
    rows = as_json(run, "invite", "list")["rows"]
    assert [(row["id"], row["answer"], row["sent"]) for row in rows] == [
        ("invitasjon-1", "nei", "2026-11-01"), ("invitasjon-2", "venter", ""),
    ]  # fmt: skip
    code, out, _ = run("history")
    assert "Registrerte svaret på invitasjon-1" in out
    assert run("undo")[0] == 0
    assert len(as_json(run, "invite", "list", "team-1")["rows"]) == 1


def test_an_unclear_invitation_is_refused_with_all_that_is_missing(run: Run, tmp_path: Path) -> None:
    run(*TEAM)
    code, out, err = run("invite", "draft", "team-1", "--to", "brev")
    assert (code, out) == (2, "")
    for field in ("Forventning", "Mandat", "Timer"):
        assert field in err
    assert not (tmp_path / "brev").exists()
    assert as_json(run, "invite", "list")["rows"] == []


def test_a_preview_keeps_nothing_and_shows_the_letter(run: Run) -> None:
    run(*TEAM)
    code, out, _ = run("invite", "draft", "team-1", *TERMS, "--preview", "--party")
    assert code == 0
    assert "Hva gruppen skal og kan gjøre" in out
    assert "Mulig habilitetsspørsmål" in out
    assert "Verktøyet sender ingenting" in out
    assert as_json(run, "invite", "list")["rows"] == []


def test_like_another_invitation(run: Run) -> None:
    run(*TEAM)
    run("invite", "draft", "team-1", *TERMS, "--when", "3. desember")
    held = as_json(run, "invite", "draft", "team-1", "--like", "invitasjon-1", "--hours", "6")
    terms = held["request"]["terms"]
    assert (terms["hours"], terms["when"], terms["mandate"]) == (6.0, "3. desember", "Foreslå tiltak.")


def test_a_team_as_a_run_suggested_it(run: Run) -> None:
    answer = as_json(run, "team", "innherred", "--challenge", "ensomhet", "--size", "3", "--keep")
    assert run("invite", "keep-team", "--run", answer["run"], "--name", "Ensomhet")[0] == 0
    held = as_json(run, "invite", "draft", "team-1", *TERMS)
    wanted = [seat["filled_by"] for seat in answer["answer"]["seats"]]
    assert [letter["actor"] for letter in held["letters"] if letter["actor"]] == wanted
    first = answer["answer"]["seats"][0]
    assert any(len(seat["alternates"]) > len(seat["others"]) for seat in answer["answer"]["seats"])
    run("invite", "sent", held["letters"][0]["invitation"])
    run("invite", "answer", held["letters"][0]["invitation"], "nei")
    after = as_json(run, "invite", "next", held["letters"][0]["invitation"])
    assert [letter["actor"] for letter in after["letters"]] == first["alternates"][:1]
    groups = [chair["group"] for chair in answer["answer"]["open_chairs"]]
    assert len(held["letters"]) == len(wanted) + len(groups)


def test_what_cannot_be_is_told(run: Run) -> None:
    assert run("invite", "keep-team", "innherred")[0] == 2
    assert run("invite", "draft", "team-7", *TERMS)[0] == 2
    run(*TEAM)
    assert run("invite", "draft", "team-1", *TERMS, "--reply-by", "i morgen")[0] == 2
    assert run("invite", "answer", "team-1", "ja")[0] == 2


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_action_has_help(run: Run, language: Language) -> None:
    usage = catalogue(language).term("cli.usage")
    for action in ((), *((one,) for one in ("keep-team", "draft", "sent", "answer", "next", "list"))):
        code, out, err = run("invite", *action, "--help", "--lang", language)
        assert (code, err) == (0, "")
        assert out.startswith(f"{usage} matchmaker invite")
        assert "None" not in out


def test_the_options_are_the_vocabularys() -> None:
    assert tuple(Phase) == PHASES
    assert tuple(Mode) == MODES
    assert tuple(LegalBasis) == BASES
    assert ELECTED_ROLES == ROLES


@pytest.mark.parametrize("text", ["", ":ola", "  "])
def test_a_seat_is_somebodys(text: str) -> None:
    with pytest.raises(ValueError, match=f"^{text}$"):
        seat(text)
