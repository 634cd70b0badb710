"""The command ``overview``: what the page *Oversikt* says, as text and as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from matchmaker.cli.exit_codes import Exit
from matchmaker.cli.options_overview import KINDS
from matchmaker.services.attention import AttentionKind
from tests.unit.cli.test_commands import answer, as_json

if TYPE_CHECKING:
    from pathlib import Path


def test_the_kinds_are_those_of_the_service() -> None:
    assert tuple(kind.value for kind in AttentionKind) == KINDS


@pytest.fixture(autouse=True)
def _at_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize(
    ("language", "heading"),
    [("nb", "Trenger oppmerksomhet"), ("nn", "Treng merksemd"), ("en", "Needs attention")],
)
def test_a_dataset_is_told_in_the_order_of_the_page(
    capsys: pytest.CaptureFixture[str], language: str, heading: str
) -> None:
    code, out, _ = answer(capsys, "overview", "vennesla", "--lang", language)
    assert code == Exit.OK
    assert heading in out
    assert "matchmaker gaps vennesla --challenge klima" in out
    assert "{" not in out


def test_json_holds_what_the_dataset_holds_and_what_waits(capsys: pytest.CaptureFixture[str]) -> None:
    code, said = as_json(capsys, "overview", "vennesla")
    assert code == Exit.OK
    assert said["overview"]["actors"] == 11
    assert [one["id"] for one in said["challenges"]] == ["demografi", "klima", "utenforskap"]
    kinds = [one["kind"] for one in said["attention"]["items"]]
    assert kinds == ["behov"] * 3 + ["funn"] * 3
    assert said["attention"]["decisions"] == []
    _, some = as_json(capsys, "overview", "vennesla", "--kind", "funn")
    assert some["attention"]["items"] == said["attention"]["items"][3:]
    _, public = as_json(capsys, "overview", "vennesla", "--edition", "offentlig")
    assert public["overview"] is None
    assert public["attention"]["data_version"] is None
    assert [one["id"] for one in public["challenges"]] == [one["id"] for one in said["challenges"]]


def test_without_a_dataset_every_one_is_listed_with_how_much_waits(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    (tmp_path / "feil").mkdir()
    (tmp_path / "feil" / "aktorer.csv").write_text("id;navn;slag\na;A;finnes_ikke\n", encoding="utf-8")
    code, out, _ = answer(capsys, "overview", "--kind", "behov", "--data", str(tmp_path))
    assert code == Exit.OK
    told = {line.split()[0]: line.split()[-1] for line in out.splitlines() if line[:1].strip()}
    assert (told["vennesla"], told["innherred"], told["feil"]) == ("3", "0", "–")


def test_what_was_settled_is_told_with_who(capsys: pytest.CaptureFixture[str]) -> None:
    answer(capsys, "invite", "keep-team", "vennesla", "--challenge", "klima", "--seat", "vennesla-kommune",
           "--hold", "ungdom", "--as", "Planleggeren")  # fmt: skip
    code, out, _ = answer(capsys, "overview", "vennesla", "--kind", "stol")
    assert code == Exit.OK
    assert "Plass holdt av til ungdom." in out
    assert "Planleggeren" in out
    assert "Ingen dekker behovet" not in out
    _, nothing, _ = answer(capsys, "overview", "vennesla", "--kind", "utkast")
    assert "Ingenting av dette trenger oppmerksomhet nå." in nothing


def test_a_dataset_that_is_not_there_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = answer(capsys, "overview", "finnes_ikke")
    assert (code, out) == (Exit.BAD_INPUT, "")
    assert "finnes_ikke" in err
