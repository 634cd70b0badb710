"""The commands about people's rights: what they print, in three languages and as JSON."""

from __future__ import annotations

import json
import re
from pathlib import Path
from shutil import copy
from typing import Any

import pytest

from matchmaker.cli.exit_codes import Exit
from matchmaker.cli.main import main
from matchmaker.kernel.messages import LANGUAGES
from matchmaker.store.opening import open_storage
from matchmaker.store.store import Store
from tests.rights_data import EMAIL, ID, NAME, OLD_NAME, PHONE, fill
from tests.store_data import Clock


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace in a file, with the person everywhere."""
    path = tmp_path_factory.mktemp("fylt") / "base.db"
    storage = open_storage(str(path))
    fill(Store(storage, Clock()))
    storage.close()
    return path


@pytest.fixture
def place(filled: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A copy of it that the commands use."""
    monkeypatch.setenv("MATCHMAKER_WORKSPACE", str(tmp_path / "base.db"))
    monkeypatch.setenv("COLUMNS", "200")
    return str(copy(filled, tmp_path / "base.db"))


def answer(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str]:
    code = main(words)
    said = capsys.readouterr()
    assert "Traceback" not in said.err
    return code, said.out + said.err


def as_json(capsys: pytest.CaptureFixture[str], *words: str) -> Any:
    code, out = answer(capsys, *words, "--json")
    assert code == Exit.OK
    return json.loads(out)


def one_line(text: str) -> str:
    return re.sub(r"\s+", " ", text)


def test_innsyn_shows_every_part_with_words(place: str, capsys: pytest.CaptureFixture[str]) -> None:
    result = as_json(capsys, "innsyn", OLD_NAME.upper())
    assert (result["id"], result["names"]) == (ID, sorted((NAME, OLD_NAME)))
    parts = {part["name"]: part for part in result["parts"]}
    assert {name for name, part in parts.items() if part["items"]} == set(parts) == {
        "basis", "rows", "records", "steps", "log", "drafts", "datasets", "contacts", "retention",
    }  # fmt: skip
    assert parts["basis"]["items"][0]["fields"] == {
        "behandlingsgrunnlag": "samtykke", "grunnlag_kilde": f"skjema fra {NAME}", "informert_dato": None,
        "reservert": False,
    }  # fmt: skip
    assert all(part["about"]["text"] for part in parts.values())
    (led,) = [one["fields"] for one in parts["rows"]["items"] if one["fields"].get("aktor") == "zz-annen"
              and "leder" in one["fields"] and one["fields"]["husstand"] == f"bor hos {NAME}"]  # fmt: skip
    assert set(led) == {"aktor", "leder", "husstand"}  # not what somebody else needs at an event
    shown = json.dumps(parts["contacts"], ensure_ascii=False)
    assert EMAIL in shown
    assert PHONE in shown


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_command_speaks_every_language(
    place: str, capsys: pytest.CaptureFixture[str], language: str
) -> None:
    lang = ("--lang", language)
    for words in (
        ("innsyn", ID), ("erase", ID, "--reason", "x", "--preview"), ("retention",),
        ("contact", "lite", ID), ("contact", "lite", "akt-b"), ("retention", "--set", "notat=0", "--preview"),
    ):  # fmt: skip
        code, said = answer(capsys, *words, *lang)
        assert code == Exit.OK, said
        assert len(said) > 20
    code, said = answer(capsys, "innsyn", ID, *lang)
    assert NAME in said
    assert OLD_NAME in said


def test_erase_with_a_preview_first(place: str, capsys: pytest.CaptureFixture[str]) -> None:
    told = as_json(capsys, "erase", NAME, "--reason", "bedt om det", "--preview")
    assert told["preview"]
    assert as_json(capsys, "innsyn", ID)["id"] == ID
    code, said = answer(capsys, "erase", NAME, "--reason", f"{NAME} har bedt om det", "--as", "kari")
    assert code == Exit.OK
    assert NAME not in said
    assert "26/123-4 og 26/123-5" in one_line(said)
    assert "arkivlova § 13" in one_line(said)
    found = re.search(r"slettet-[0-9a-f]{6}", said)
    assert found is not None
    for words in (("innsyn", ID), ("innsyn", NAME), ("erase", found[0], "--reason", "x")):
        code, said = answer(capsys, *words)
        assert code == Exit.BAD_INPUT
    after = as_json(capsys, "innsyn", found[0])
    text = json.dumps(after, ensure_ascii=False)
    assert not [trace for trace in (ID, NAME, OLD_NAME, EMAIL, PHONE) if trace in text]
    assert after["parts"][0]["items"][0]["fields"]["reservert"] is True
    content = b"".join(one.read_bytes() for one in Path(place).parent.glob("base.db*"))
    assert not [trace for trace in (ID, NAME, OLD_NAME, EMAIL, PHONE) if trace.encode() in content]


def test_an_organisation_is_refused_with_a_hint(place: str, capsys: pytest.CaptureFixture[str]) -> None:
    code, said = answer(capsys, "erase", "akt-a", "--reason", "x")
    assert code == Exit.BAD_INPUT
    assert "ikke registrert som en person" in said
    assert "Organisasjoner, råd og grupper" in said


def test_a_reason_is_required(place: str, capsys: pytest.CaptureFixture[str]) -> None:
    code, said = answer(capsys, "erase", ID)
    assert code == Exit.BAD_INPUT
    assert "--reason" in said


def test_retention_shows_and_acts(place: str, capsys: pytest.CaptureFixture[str]) -> None:
    shown = as_json(capsys, "retention", "--set", "notat=0", "--set", "kontakt=0")
    assert not shown["applied"]
    assert [(one["purpose"], one["days"], one["default"]) for one in shown["purposes"][:4]] == [
        ("utkast", 30, 30), ("kontakt", 0, 730), ("invitasjon", 730, 730), ("notat", 0, 1095),
    ]  # fmt: skip
    due = {one["purpose"] for one in shown["due"]}
    assert due >= {"notat", "kontakt"}
    assert {one["target"] for one in shown["unknown"]} == {ID, "zz-annen"}
    done = as_json(capsys, "retention", "--apply")
    assert done["applied"]
    assert done["due"] == shown["due"]
    again = as_json(capsys, "retention", "--preview")
    assert again["due"] == []
    _, said = answer(capsys, "contact", "lite", ID)
    assert "Ingen kontaktopplysninger" in said


@pytest.mark.parametrize("words", [
    ("retention", "--set", "vedtak=3"), ("retention", "--set", "notat=-1"),
    ("contact", "lite", ID, "--set", "fax=1"),
    ("contact", "lite", "ingen", "--set", "epost=a@b"), ("contact", "lite", ID, "--remove", "adresse"),
])  # fmt: skip
def test_what_cannot_be_done_is_said(
    place: str, capsys: pytest.CaptureFixture[str], words: tuple[str, ...]
) -> None:
    code, said = answer(capsys, *words)
    assert code == Exit.BAD_INPUT
    assert len(said) > 20


@pytest.mark.parametrize("words", [
    ("retention", "--set", "notat"), ("retention", "--set", "notat=x"), ("retention", "--apply", "--preview"),
    ("contact", "lite", ID, "--set", "epost"),
])  # fmt: skip
def test_what_cannot_be_read_is_said(
    place: str, capsys: pytest.CaptureFixture[str], words: tuple[str, ...]
) -> None:
    code, said = answer(capsys, *words)
    assert code == Exit.BAD_INPUT
    assert "Kommandoen er ikke forstått" in said
    assert "not allowed" not in said


def test_contacts_are_set_shown_and_removed(place: str, capsys: pytest.CaptureFixture[str]) -> None:
    held = as_json(
        capsys, "contact", "lite", "akt-b", "--set", "adresse=Oppdiktet gate 1", "--source", "nettsiden"
    )
    (one,) = held["contacts"]
    assert (one["channel"], one["value"], one["source"]) == ("adresse", "Oppdiktet gate 1", "nettsiden")
    assert as_json(capsys, "contact", "lite", "akt-b", "--remove", "adresse")["contacts"] == []
    assert as_json(capsys, "audit", "verify")["findings"] == []
