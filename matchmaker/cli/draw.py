"""The commands ``draw`` and ``verify``: a draw promised beforehand, made afterwards, checked by all."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from matchmaker.cli import draw_text as text
from matchmaker.cli.exit_codes import Exit
from matchmaker.cli.groups import check_complete, groups_request, keep_and_write, read_list
from matchmaker.kernel.errors import InputError, Message
from matchmaker.services import groups_draw
from matchmaker.services.groups_called import with_ids
from matchmaker.services.groups_draw_document import MOST_BYTES
from matchmaker.services.groups_draw_verify import VerifyRequest, verify_draw
from matchmaker.services.groups_spelling import SPELLINGS

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable

    from matchmaker.cli.commands import Session
    from matchmaker.cli.paper import Paper
    from matchmaker.kernel.messages import Catalogue

SALTS = ".salter"
"""What the file of salts is called after the sealed file, unless something else is said."""


def run_draw(session: Session) -> int:
    """Promise a draw, or make the one that was promised."""
    return _commit(session) if session.options.commit else _reveal(session)


def _commit(session: Session) -> int:
    options = session.options
    read_list(session)
    seed = "" if options.seed is None else str(options.seed)
    request, _ = with_ids(session.workspace, groups_request(options))
    made = groups_draw.commit_draw(
        session.workspace, request, session.environment, seed=seed, mix=options.mix
    )
    sealed, salts = Path(options.commit), _salts(options)
    _write({sealed: made.sealed, salts: made.salts})

    def told(_result: object, paper: Paper, words: Catalogue) -> None:
        text.committed(made.commitment, paper, words)
        paper.line(words.say(Message("draw.kept_secret", {"sealed": str(sealed), "salts": str(salts)})))

    session.show(made.commitment, told)
    return Exit.OK


def _salts(options: argparse.Namespace) -> Path:
    return Path(options.salts or f"{options.commit or options.reveal}{SALTS}")


def _reveal(session: Session) -> int:
    options = session.options
    late = [f"--{one.option}" for one in SPELLINGS if getattr(options, one.field, None) is not None]
    if late:
        raise InputError("draw_options_at_reveal", {"options": tuple(late)})
    if not options.to:
        raise InputError("draw_without_target")
    file = Path(options.to)
    _free(file)
    listed = read_list(session)
    if options.keep:
        check_complete(session, listed)
    sealed, salts = _read(Path(options.reveal)), _read(_salts(options))
    made = groups_draw.reveal_draw(
        session.workspace, options.dataset, sealed, salts, session.environment, mixed=options.mixed
    )
    _write({file: made.document})
    said = keep_and_write(session, made.reveal.split, listed)

    def told(_result: object, paper: Paper, words: Catalogue) -> None:
        text.revealed(made.reveal, str(file), paper, words)
        for message in said:
            paper.line(words.say(message))

    session.show(made.reveal, told)
    return Exit.FINDINGS if made.reveal.split.breaches else Exit.OK


def run_verify(session: Session) -> int:
    """Check a draw; ends with 1 when it is not equal."""
    options = session.options
    request = VerifyRequest(_read(Path(options.file)), options.commitment, options.me, options.salt)
    found = verify_draw(request, session.environment)
    session.show(found, text.verified)
    return Exit.OK if found.equal else Exit.FINDINGS


def _read(path: Path) -> bytes:
    """Read a file, never more of it than any draw has. Raises ``InputError`` (draw_too_large)."""
    with path.open("rb") as file:
        content = file.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise InputError(
            "draw_too_large", {"what": Message("draw.what_bytes"), "number": len(content), "most": MOST_BYTES}
        )
    return content


def _free(path: Path) -> None:
    if path.exists():
        raise InputError("draw_file_exists", {"file": str(path)}, Message("hint.draw_file_exists"))


def _write(contents: dict[Path, bytes]) -> None:
    """Write files that nobody but their owner may read, and none that is there already: it may be a seed."""
    for path in contents:
        _free(path)
    for path, content in contents.items():
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(content)


COMMANDS: dict[str, Callable[[Session], int]] = {"draw": run_draw, "verify": run_verify}
