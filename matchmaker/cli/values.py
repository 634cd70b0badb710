"""Values of options, read from text; what cannot be read is a ``ValueError``, which the parser tells."""

from __future__ import annotations


def column(text: str) -> tuple[str, str]:
    """Read ``Overskrift=felt``. Raises ``ValueError`` for anything else."""
    header, field = text.split("=", 1)
    return header, field


def ages(text: str) -> tuple[int, int]:
    """Read ``13-``, ``16-25`` or ``60``. Raises ``ValueError`` for anything else.

    >>> ages("13-"), ages("16-25"), ages("60")
    ((13, 105), (16, 25), (60, 60))
    """
    low, dash, high = text.partition("-")
    return int(low), int(high) if high else (105 if dash else int(low))


def names(text: str) -> tuple[str, ...]:
    """Read ``kjonn,aldersgruppe``, each name once. Raises ``ValueError`` for no name at all.

    >>> names("kjonn, aldersgruppe,kjonn")
    ('kjonn', 'aldersgruppe')
    """
    found = tuple(dict.fromkeys(filter(None, (part.strip() for part in text.split(",")))))
    if not found:
        raise ValueError(text)
    return found
