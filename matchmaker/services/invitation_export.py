"""Letters written to files. Contact details are read here, when asked for, and nowhere before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matchmaker.kernel.errors import InputError, Message
from matchmaker.kernel.messages import catalogue
from matchmaker.services.invitation_docx import word_file
from matchmaker.services.invitation_letter import BODY, CHAIR
from matchmaker.services.invitation_text import lines_of, plain_text
from matchmaker.services.written import WriteResult
from matchmaker.store import people
from matchmaker.store.gate import Action

if TYPE_CHECKING:
    from pathlib import Path

    from matchmaker.services.environment import Environment
    from matchmaker.services.invitation import InvitationResult
    from matchmaker.services.invitation_letter import Letter
    from matchmaker.services.kept import KeptWorkspace
    from matchmaker.store.people import Contact

DOCX, TEXT = "docx", "text"
FORMATS = (DOCX, TEXT)
"""Kinds of files."""
_ENDINGS = {DOCX: "docx", TEXT: "txt"}


def letter_file(
    workspace: KeptWorkspace,
    result: InvitationResult,
    seat: str,
    environment: Environment,
    *,
    as_format: str = DOCX,
    contacts: bool = False,
) -> tuple[str, bytes]:
    """One letter as a file: its name, which tells the seat and nobody's name, and its bytes.

    Parameters
    ----------
    workspace
        Where contact details lie.
    result
        The letters.
    seat
        Which of them.
    environment
        Tells the day that the file says it was made on.
    as_format
        One of :data:`FORMATS`.
    contacts
        Whether the addressee's contact details are to stand in it. A person whom a body may appoint is not
        the addressee, so their details are never in the body's letter.

    Raises
    ------
    InputError
        ``unknown_choice`` for another format; ``unknown_seat`` for a seat without a letter.
    """
    if as_format not in FORMATS:
        label = Message("invite.field_format")
        raise InputError("unknown_choice", {"field": label, "value": as_format, "known": FORMATS})
    letters = {letter.seat: letter for letter in result.letters}
    if seat not in letters:
        raise InputError("unknown_seat", {"seat": seat, "known": tuple(letters)})
    language = result.request.language
    found = _contacts(workspace, result, letters[seat]) if contacts else ()
    lines = lines_of(letters[seat], catalogue(language), found)
    name = f"invitasjon-{result.request.team}-{seat}-{language}.{_ENDINGS[as_format]}"
    if as_format == DOCX:
        return name, word_file(lines, language, environment.today)
    return name, plain_text(lines).encode()


def write_letters(
    workspace: KeptWorkspace,
    result: InvitationResult,
    folder: Path,
    environment: Environment,
    *,
    as_format: str = DOCX,
    contacts: bool = False,
) -> WriteResult:
    """Write every letter to a folder, which is made when there is none; raises as :func:`letter_file`.

    All letters are made before the first is written. A file of the same name is replaced: it is the same
    seat's letter.
    """
    files = [
        letter_file(workspace, result, letter.seat, environment, as_format=as_format, contacts=contacts)
        for letter in result.letters
    ]
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files:
        (folder / name).write_bytes(content)
    note = (Message("invite.note_contacts"),) if contacts else ()
    return WriteResult(str(folder), tuple(name for name, _ in files), note)


def _contacts(workspace: KeptWorkspace, result: InvitationResult, letter: Letter) -> tuple[Contact, ...]:
    if letter.to in (BODY, CHAIR):
        return ()
    with workspace.store.reading(Action.CONTACTS) as reading:
        return people.contacts(reading, result.dataset, letter.actor)
