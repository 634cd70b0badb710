"""What is likely to be asked for first is read while nobody waits for it."""

from __future__ import annotations

from contextlib import suppress
from threading import Thread
from typing import TYPE_CHECKING, Final

from dashboard import network_state
from matchmaker.kernel.errors import MatchmakerError

if TYPE_CHECKING:
    from dashboard.pages.answers import Answers

MOST: Final = 6
"""Datasets that are read ahead, by name: as many as there are networks kept."""


def begin_reading(answers: Answers) -> None:
    """Read ahead in a thread of its own."""
    Thread(target=read_ahead, args=(answers,), daemon=True).start()


def read_ahead(answers: Answers) -> None:
    """Read datasets and draw their networks, so that a large one is there when its page is opened.

    What cannot be read, or may not be, is told to whoever asks for it.
    """
    with suppress(MatchmakerError):
        for info in answers.datasets()[:MOST]:
            with suppress(MatchmakerError):
                answers.overview(info.name)
                answers.networks.scene(network_state.shown("", info.name).scene)
