"""The command ``match`` with a real session: which question is asked, and how it is answered."""

from __future__ import annotations

import argparse
import json
from typing import TYPE_CHECKING, Any

import pytest

from matchmaker.cli.commands import Session
from matchmaker.cli.exit_codes import Exit
from matchmaker.cli.match import run_match
from matchmaker.cli.options_match import fill_match
from matchmaker.kernel.errors import Infeasible, InputError
from matchmaker.kernel.messages import catalogue

if TYPE_CHECKING:
    from pathlib import Path


def session(folder: Path, *written: str) -> Session:
    """A session as the command line makes it from options of ``match`` alone."""
    parser = argparse.ArgumentParser()
    fill_match(parser, catalogue("nb"))
    usual: dict[str, Any] = {
        "json": True, "lang": "nb", "author": "prøve", "data": [], "figures": None,
        "workspace": str(folder / "arbeid.db"),
    }  # fmt: skip
    return Session(parser.parse_args(["innherred", *written], argparse.Namespace(**usual)))


def asked(capsys: pytest.CaptureFixture[str], folder: Path, *written: str) -> Any:
    assert run_match(session(folder, *written)) == Exit.OK
    return json.loads(capsys.readouterr().out)


def test_supply(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    found = asked(capsys, tmp_path, "--supply", "--municipality", "5053", "--most", "3")
    assert len(found["idle"]) == 3
    assert {item["seat"]["municipality"] for item in found["idle"]} == {"5053"}


def test_a_local_communitys_request(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    found = asked(capsys, tmp_path, "--request", "fag_plan,lokaler", "--theme", "eldre", "--place", "ogndal")
    assert found["place"] == "Steinkjer"
    assert [reply["contribution"] for reply in found["replies"][:2]] == ["fag_plan", "lokaler"]
    assert asked(capsys, tmp_path, "--theme", "eldre", "--municipality", "Verdal")["replies"]


def test_an_actor(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    found = asked(capsys, tmp_path, "--actor", "maurtuva", "--most", "1")
    assert [best["challenge"] for best in found["challenges"]] == ["region"]


def test_several_challenges(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    found = asked(capsys, tmp_path, "--challenges", "skole,ensomhet", "--size", "3", "--hours", "10")
    assert {team["challenge"]: len(team["seats"]) for team in found["teams"]} == {"ensomhet": 3, "skole": 3}
    assert found["request"]["hours"] == 10.0
    loose = asked(capsys, tmp_path, "--challenges", "skole", "--size", "3", "--min-size", "1")
    assert loose["request"]["min_size"] == 1
    with pytest.raises(Infeasible):
        run_match(session(tmp_path, "--challenges", "skole", "--size", "500"))


def test_the_public_edition_and_no_question(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert asked(capsys, tmp_path, "--supply", "--edition", "offentlig")["idle"] == []
    with pytest.raises(InputError, match="match_what"):
        run_match(session(tmp_path))
