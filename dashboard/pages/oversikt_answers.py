"""What the overview asks: in which edition, what needs attention, and how much in each dataset."""

from __future__ import annotations

from contextlib import nullcontext
from typing import TYPE_CHECKING, Final

from dashboard import state
from dashboard.pages.standing import is_standing
from matchmaker.kernel.errors import InputError, MatchmakerError
from matchmaker.services.attention import (
    AttentionRequest,
    AttentionResult,
    Edition,
    attention,
    dataset_attention,
    may_see_all,
)

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from dashboard.pages.answers import Answers

MOST_COUNTED: Final = 12
"""Datasets beside the chosen one that are counted; the others stand without a number."""
MOST_KEPT: Final = 3
"""Of them, those that are kept in versions: a store holds few versions open at a time."""
MOST_CHALLENGES: Final = 12
"""A dataset with more challenges is counted when somebody looks at it: each challenge is a question."""


def wish(search: str | None, answers: Answers) -> AttentionRequest:
    """Read what an address asks for; whoever may see nothing else is shown the public edition.

    Raises ``InputError`` (bad_edition). The dataset is empty where there is none.
    """
    said = state.one(search, state.EDITION)
    if said is not None and said not in {known.value for known in Edition}:
        raise InputError("bad_edition", {"edition": said})
    usual = Edition.WORKING if may_see_all(answers.workspace) else Edition.PUBLIC
    dataset = state.one(search, state.DATASET) or answers.first_dataset()
    return AttentionRequest(dataset, Edition(said) if said else usual)


def told(answers: Answers, request: AttentionRequest) -> AttentionResult:
    """Say what needs attention; what rests on the data alone is kept with it. Raises ``InputError``."""
    with _reading(answers, request):
        return attention(answers.workspace, request, answers.environment, answers.ask)


def counts(answers: Answers, chosen: AttentionRequest) -> dict[str, int]:
    """How many things need attention in each dataset, where that is quickly told or it is the chosen one."""
    others = [info for info in answers.datasets() if info.name != chosen.dataset]
    kept = [info for info in others if info.version is not None][:MOST_KEPT]
    files = [info for info in others if info.version is None]
    names = [chosen.dataset, *(info.name for info in (*kept, *files)[:MOST_COUNTED])]
    found = {}
    for name in names:
        try:
            if name == chosen.dataset or len(answers.challenges(name)) <= MOST_CHALLENGES:
                found[name] = _count(answers, AttentionRequest(name, chosen.edition))
        except MatchmakerError:  # its own page says what is wrong with it
            continue
    return found


def _count(answers: Answers, request: AttentionRequest) -> int:
    with _reading(answers, request):
        return len(dataset_attention(answers.workspace, request, answers.environment, answers.ask))


def _reading(answers: Answers, request: AttentionRequest) -> AbstractContextManager[None]:
    """What it is to read: what may be told in public is for everybody."""
    return answers.workspace.told_in_public() if is_standing(request) else nullcontext()
