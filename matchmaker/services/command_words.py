"""A command as it is typed: the words, put together so that a shell reads them back as they were meant.

Imports nothing heavy.
"""

from __future__ import annotations

import shlex

from matchmaker.kernel.messages import DEFAULT_LANGUAGE, Language


def said(option: str, value: str) -> tuple[str, ...]:
    """Write an option with its value; one that begins with a dash would be taken for an option.

    >>> said("seed", "3"), said("seed", "-3")
    (('--seed', '3'), ('--seed=-3',))
    """
    return (f"--{option}={value}",) if value.startswith("-") else (f"--{option}", value)


def command(name: str, dataset: str, options: list[str]) -> str:
    """Write the whole command; a dataset whose name begins with a dash stands last, told from an option."""
    if dataset.startswith("-"):
        return shlex.join(["matchmaker", *name.split(), *options, "--", dataset])
    return shlex.join(["matchmaker", *name.split(), dataset, *options])


def in_language(language: Language) -> list[str]:
    """Write the option that asks for a language; nothing for the usual one."""
    return [] if language == DEFAULT_LANGUAGE else ["--lang", language]
