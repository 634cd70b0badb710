"""A command as it is typed: the words, put together so that a shell reads them back as they were meant.

Imports nothing heavy.
"""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

from matchmaker.kernel.messages import DEFAULT_LANGUAGE, Language

if TYPE_CHECKING:
    from collections.abc import Sequence


def said(option: str, value: str) -> tuple[str, ...]:
    """Write an option with its value; one that begins with a dash would be taken for an option.

    >>> said("seed", "3"), said("seed", "-3")
    (('--seed', '3'), ('--seed=-3',))
    """
    return (f"--{option}={value}",) if value.startswith("-") else (f"--{option}", value)


def command(name: str, about: str | Sequence[str], options: Sequence[str]) -> str:
    """Write the whole command.

    What it is *about* (a dataset, or several words) stands before the options; last, and told from them,
    where one of its words begins with a dash.

    >>> command("gaps", "verdal", ["--lang", "nn"]), command("diff", ["-x", "1", "2"], [])
    ('matchmaker gaps verdal --lang nn', 'matchmaker diff -- -x 1 2')
    """
    words = [about] if isinstance(about, str) else list(about)
    if any(word.startswith("-") for word in words):
        return shlex.join(["matchmaker", *name.split(), *options, "--", *words])
    return shlex.join(["matchmaker", *name.split(), *words, *options])


def in_language(language: Language) -> list[str]:
    """Write the option that asks for a language; nothing for the usual one."""
    return [] if language == DEFAULT_LANGUAGE else ["--lang", language]
