"""The command ``report``: what it writes, and what it refuses."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from matchmaker.cli.exit_codes import Exit
from matchmaker.cli.options_report import FORMATS
from matchmaker.services import report
from tests.unit.cli.test_commands import answer, as_json

if TYPE_CHECKING:
    from pathlib import Path

BEGIN = {"html": b"<!doctype html>", "docx": b"PK", "xlsx": b"PK"}


def test_the_kinds_of_files_are_those_of_the_service() -> None:
    assert FORMATS == report.FORMATS


@pytest.mark.parametrize("to", FORMATS)
def test_a_report_is_written_where_it_is_asked_for(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, to: str
) -> None:
    file = tmp_path / "ny mappe" / f"sak.{to}"
    code, out, _ = answer(capsys, "report", "vennesla", "klima", "--to", to, "--output", str(file),
                          "--include", "gaps", "--on", "2026-11-22")  # fmt: skip
    assert code == Exit.OK
    assert file.name in out
    assert file.read_bytes().startswith(BEGIN[to])


def test_without_a_place_it_is_called_after_what_it_is_about(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    asked = ["vennesla", "klima", "--edition", "offentlig", "--include", "challenge"]
    code, said = as_json(capsys, "report", *asked, "--on", "2026-11-22", "--lang", "nn")
    assert code == Exit.OK
    assert said["written"]["files"] == ["rapport-vennesla-klima-offentlig-2026-11-22.html"]
    assert [part["code"] for part in said["report"]["sections"]] == ["challenge", "method", "privacy"]
    assert said["report"]["data_version"] is None
    assert 'lang="nn"' in (tmp_path / said["written"]["files"][0]).read_text(encoding="utf-8")


def test_a_part_that_no_report_has_is_refused_with_those_it_has(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = answer(capsys, "report", "vennesla", "klima", "--include", "tull")
    assert code == Exit.BAD_INPUT
    assert out == ""
    assert "«tull»" in err
    assert "challenge, team" in err
