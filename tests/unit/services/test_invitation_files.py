"""Letters as files: opened again and looked at, the same bytes for the same letter, contacts when asked."""

from __future__ import annotations

import time
from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import ZipFile

import docx
import pytest
from docx.oxml.ns import qn

from matchmaker.kernel.errors import InputError
from matchmaker.kernel.messages import LANGUAGES, Language, catalogue
from matchmaker.services.invitation import InvitationRequest, InvitationResult, write_invitations
from matchmaker.services.invitation_docx import LOCALES
from matchmaker.services.invitation_export import letter_file, write_letters
from matchmaker.services.invitation_text import Style, lines_of
from matchmaker.store.contacts import set_contact
from matchmaker.store.memory import MemoryStorage
from tests.invitations import ENVIRONMENT, TERMS, TODAY, team, workspace_on

if TYPE_CHECKING:
    from pathlib import Path

    from matchmaker.services.kept import KeptWorkspace

ADDRESS = "nabo@oppdiktet.example"


@pytest.fixture
def workspace() -> KeptWorkspace:
    made = workspace_on(MemoryStorage())
    for who, value in (("nabo", ADDRESS), ("ordforer", "ordforer@oppdiktet.example")):
        set_contact(made.store, "lite", who, "epost", value, "", "kari")
    return made


def letters(workspace: KeptWorkspace, language: Language = "nb") -> InvitationResult:
    request = InvitationRequest(team(workspace), TERMS, language=language)
    return write_invitations(workspace, request, ENVIRONMENT)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_word_file_has_headings_a_language_and_every_line(workspace: KeptWorkspace, language: Language):
    result = letters(workspace, language)
    words = catalogue(language)
    for letter in (result.letters[0], result.letters[1], result.letters[-1]):  # a person, a body, a chair
        name, content = letter_file(workspace, result, letter.seat, ENVIRONMENT)
        assert name == f"invitasjon-team-{result.request.team[5:]}-{letter.seat}-{language}.docx"
        opened = docx.Document(BytesIO(content))
        lines = lines_of(letter, words)
        levels = {Style.TITLE: "Heading 1", Style.HEADING: "Heading 2", Style.TEXT: "Normal"}
        told = [(one.style.name, one.text) for one in opened.paragraphs if one.style is not None]
        assert told == [(levels[line.style], line.text) for line in lines]
        assert opened.tables == []
        assert len(opened.inline_shapes) == 0
        tags = [one.get(qn("w:val")) for one in opened.styles.element.iter(qn("w:lang"))]
        assert tags == [LOCALES[language]]
        about = opened.core_properties
        assert (about.title, about.language, about.author) == (lines[0].text, LOCALES[language], "")
        assert about.created is not None
        assert about.created.date() == about.modified.date() == TODAY  # type: ignore[union-attr]


def test_the_same_letter_is_the_same_bytes(workspace: KeptWorkspace, monkeypatch: pytest.MonkeyPatch):
    result = letters(workspace)
    first = letter_file(workspace, result, "sete-1", ENVIRONMENT)
    later = time.localtime(2_000_000_000)
    monkeypatch.setattr(time, "localtime", lambda *_: later)
    monkeypatch.setattr(time, "time", lambda: 2_000_000_000.0)
    assert letter_file(workspace, result, "sete-1", ENVIRONMENT) == first
    with ZipFile(BytesIO(first[1])) as archive:
        assert {part.date_time for part in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_a_text_file_holds_the_same_lines(workspace: KeptWorkspace):
    result = letters(workspace)
    name, content = letter_file(workspace, result, "sete-1", ENVIRONMENT, as_format="text")
    text = content.decode()
    assert name.endswith("-sete-1-nb.txt")
    assert all(line.text in text for line in lines_of(result.letters[0], catalogue("nb")))
    assert text.endswith("\n")


def text_of(content: bytes) -> str:
    return "\n".join(one.text for one in docx.Document(BytesIO(content)).paragraphs)


def test_contact_details_are_read_when_asked_for_and_for_the_addressee_only(workspace: KeptWorkspace):
    result = letters(workspace)
    plain = text_of(letter_file(workspace, result, "sete-1", ENVIRONMENT)[1])
    assert "oppdiktet.example" not in plain
    asked = text_of(letter_file(workspace, result, "sete-1", ENVIRONMENT, contacts=True)[1])
    assert ADDRESS in asked
    # the body that appoints is the addressee, not the one it may appoint
    body = text_of(letter_file(workspace, result, "sete-2", ENVIRONMENT, contacts=True)[1])
    assert "oppdiktet.example" not in body
    assert ADDRESS not in repr(result)


def test_every_letter_goes_to_a_file_of_its_own(workspace: KeptWorkspace, tmp_path: Path):
    result = letters(workspace)
    written = write_letters(workspace, result, tmp_path / "brev", ENVIRONMENT, contacts=True)
    assert len(written.files) == len(set(written.files)) == len(result.letters)
    assert sorted(one.name for one in (tmp_path / "brev").iterdir()) == sorted(written.files)
    assert [note.code for note in written.notes] == ["invite.note_contacts"]
    assert not any(name in "".join(written.files).casefold() for name in ("nabo", "folkevalgt"))


def test_what_cannot_be_written_is_refused_before_anything_is(workspace: KeptWorkspace, tmp_path: Path):
    result = letters(workspace)
    with pytest.raises(InputError) as wrong:
        write_letters(workspace, result, tmp_path / "brev", ENVIRONMENT, as_format="pdf")
    assert wrong.value.code == "unknown_choice"
    assert not (tmp_path / "brev").exists()
    with pytest.raises(InputError) as wrong:
        letter_file(workspace, result, "sete-99", ENVIRONMENT)
    assert wrong.value.code == "unknown_seat"
