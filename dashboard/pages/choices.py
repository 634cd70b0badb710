"""What there is to choose from in a form. What cannot be read gives nothing to choose from.

The answer beside the form says what is wrong; the form stays, so that something else can be chosen.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from matchmaker.kernel.errors import MatchmakerError

if TYPE_CHECKING:
    from collections.abc import Callable

    from dashboard.pages.answers import Answers
    from matchmaker.services.actors import ActorName
    from matchmaker.services.catalogue import ChallengeInfo

Read = TypeVar("Read")


def readable(read: Callable[[], Read], otherwise: Read) -> Read:
    """Return what is read, or *otherwise* when it cannot be."""
    try:
        return read()
    except MatchmakerError:
        return otherwise


def challenges(answers: Answers, dataset: str) -> tuple[ChallengeInfo, ...]:
    """Return a dataset's challenges."""
    return readable(lambda: answers.challenges(dataset), ())


def municipalities(answers: Answers, dataset: str) -> tuple[str, ...]:
    """Return a dataset's municipality numbers, in number order."""
    return readable(lambda: answers.overview(dataset).municipalities, ())


def names(answers: Answers, dataset: str) -> tuple[ActorName, ...]:
    """Return a dataset's actors, by name."""
    return readable(lambda: answers.actors(dataset), ())
