"""Where the command begins: parse, ask, print, and tell the shell how it went."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from matchmaker.cli.exit_codes import Exit
from matchmaker.cli.parser import build, language_of
from matchmaker.kernel.messages import catalogue

if TYPE_CHECKING:
    from collections.abc import Sequence


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code. Nothing heavy is imported before a command is known."""
    words = list(sys.argv[1:] if argv is None else argv)
    try:
        code = _answer(words)
        sys.stdout.flush()  # here, so that a reader who has gone is noticed here
    except KeyboardInterrupt:
        sys.stderr.write("\n" + catalogue(language_of(words)).term("cli.cancelled") + "\n")
        return Exit.CANCELLED
    except BrokenPipeError:
        # the reader of a pipe has had enough; what Python still holds back must have somewhere to go
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return Exit.OK
    return code


def _answer(words: list[str]) -> int:
    try:
        options = build(language_of(words)).parse_args(words)
    except SystemExit as stop:  # help was asked for, or the command is not understood
        return int(stop.code or 0)
    from matchmaker.cli.commands import run

    return run(options)


if __name__ == "__main__":
    sys.exit(main())
