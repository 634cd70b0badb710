"""What needs attention in a dataset and around it, and what was decided last: the planner's first look.

It counts nothing itself: gaps are those of :mod:`matchmaker.services.gaps`, seats and invitations those of
:mod:`matchmaker.services.invitation_turns`, times of keeping those of :mod:`matchmaker.services.rights`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, TypeVar

import matchmaker
from matchmaker.kernel.errors import InputError, Message
from matchmaker.kernel.messages import DEFAULT_LANGUAGE, Language
from matchmaker.services.attention_challenges import ChallengesRequest, challenges_attention
from matchmaker.services.attention_decisions import Decided, DecidedKind, last_decisions
from matchmaker.services.attention_items import (
    KIND_WORDS,
    NOTHING,
    AttentionItem,
    AttentionKind,
    Urgency,
    in_order,
)
from matchmaker.services.attention_kept import (
    RetentionRequest,
    data_attention,
    drafts_attention,
    retention_attention,
    state_of,
)
from matchmaker.services.attention_teams import teams_attention
from matchmaker.services.command_words import command, in_language
from matchmaker.services.disclosure import Edition, version_told
from matchmaker.services.kept import KeptWorkspace
from matchmaker.store.gate import Action

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from matchmaker.services.environment import Environment
    from matchmaker.services.workspace import Dataset, Workspace

__all__ = [
    "KIND_WORDS",
    "NOTHING",
    "AttentionItem",
    "AttentionKind",
    "AttentionRequest",
    "AttentionResult",
    "Decided",
    "DecidedKind",
    "Edition",
    "Urgency",
    "attention",
    "dataset_attention",
    "may_see_all",
    "overview_command",
]

Request = TypeVar("Request")
Result = TypeVar("Result")


class Ask(Protocol):
    """How a part of the answer is asked for: at once, or from what is kept for the same data."""

    def __call__(
        self, service: Callable[[Workspace, Request, Environment], Result], request: Request, dataset: str
    ) -> Result:
        """Give the service's answer to the request about the dataset."""


@dataclass(frozen=True, slots=True)
class AttentionRequest:
    """A question about what needs attention."""

    dataset: str
    edition: Edition = Edition.WORKING


@dataclass(frozen=True, slots=True)
class AttentionResult:
    """What needs attention, and the last decisions."""

    request: AttentionRequest
    title: str
    """The dataset's title."""
    items: tuple[AttentionItem, ...]
    """By the date they are due, those without one last; then by kind and id."""
    decisions: tuple[Decided, ...]
    """The last ten, newest first."""
    notes: tuple[Message, ...]
    """What is not told here, and why."""
    today: str
    """The day on which it was asked, ISO 8601."""
    data_version: str | None
    """Told in the working edition only."""
    code_version: str
    synthetic: bool
    """Whether any actor is invented."""


def attention(
    workspace: Workspace, request: AttentionRequest, environment: Environment, ask: Ask | None = None
) -> AttentionResult:
    """Say what needs attention, and what was decided last.

    In the public edition only what rests on published findings is told, with the dates of decisions; what
    concerns invitations, seats, persons, drafts and times of keeping is left out, and a note says so. How
    long things are kept is told to those alone who may see it.

    Parameters
    ----------
    workspace
        Where the dataset is found. One that does not keep has no teams, drafts or decisions.
    request
        Which dataset, in which edition.
    environment
        The day.
    ask
        How the costly parts are asked for, so that whoever asks often can keep them while the data is the
        same; each is asked anew when not given.

    Raises
    ------
    InputError
        Unknown dataset; ``not_allowed``. ``TableErrors`` for faulty files.
    """
    asking = ask or _plainly(workspace, environment)
    opened = workspace.dataset(request.dataset)
    items = list(dataset_attention(workspace, request, environment, asking))
    decisions: tuple[Decided, ...] = ()
    if isinstance(workspace, KeptWorkspace):
        if request.edition is Edition.WORKING:
            items += _around(workspace, request.dataset, asking)
        decisions = last_decisions(workspace, opened.info.name, _titles(opened), request.edition)
    return AttentionResult(
        request, opened.info.title, in_order(items), decisions, tuple(_notes(workspace, request, opened)),
        environment.today.isoformat(), version_told(opened.register, request.edition),
        matchmaker.__version__, _invented(opened),
    )  # fmt: skip


def dataset_attention(
    workspace: Workspace, request: AttentionRequest, environment: Environment, ask: Ask | None = None
) -> tuple[AttentionItem, ...]:
    """Say what needs attention in one dataset alone, without what concerns the whole workspace.

    Parameters and errors as for :func:`attention`.
    """
    asking = ask or _plainly(workspace, environment)
    asked = ChallengesRequest(request.dataset, request.edition)
    items = list(asking(challenges_attention, asked, request.dataset))
    if request.edition is Edition.WORKING:
        opened = workspace.dataset(request.dataset)
        items += data_attention(opened, request.dataset)
        if isinstance(workspace, KeptWorkspace):
            items += teams_attention(workspace, opened.info.name, opened.register, environment.today)
            items += drafts_attention(workspace, opened.info.name)
    return in_order(items)


def may_see_all(workspace: KeptWorkspace) -> bool:
    """Whether whoever asks may see the working edition; else there is the public one."""
    return _permitted(workspace, Action.READ)


def overview_command(
    request: AttentionRequest, kind: AttentionKind | None = None, language: Language = DEFAULT_LANGUAGE
) -> str:
    """Write the command that says the same."""
    words = [] if request.edition is Edition.WORKING else ["--edition", request.edition.value]
    words += [] if kind is None else ["--kind", kind.value]
    return command("overview", request.dataset, [*words, *in_language(language)])


def _plainly(workspace: Workspace, environment: Environment) -> Ask:
    def ask(
        service: Callable[[Workspace, Request, Environment], Result], request: Request, dataset: str
    ) -> Result:
        del dataset  # it stands in the request
        return service(workspace, request, environment)

    return ask


def _around(workspace: KeptWorkspace, dataset: str, ask: Ask) -> Iterator[AttentionItem]:
    """What waits in the workspace as a whole: drafts of what is no dataset yet, and times of keeping."""
    yield from drafts_attention(workspace, None)
    if _permitted(workspace, Action.RETENTION):
        yield from ask(retention_attention, RetentionRequest(dataset, state_of(workspace)), dataset)


def _permitted(workspace: KeptWorkspace, action: Action) -> bool:
    try:
        workspace.store.gate.permit(action)
    except InputError:
        return False
    return True


def _invented(opened: Dataset) -> bool:
    return bool(opened.register.actors["synthetic"].fillna(value=False).any())


def _titles(opened: Dataset) -> dict[str, str]:
    frame = opened.register.frame("challenges")
    return dict(zip(frame["id"].astype(str), frame["title"].astype(str), strict=True))


def _notes(workspace: Workspace, request: AttentionRequest, opened: Dataset) -> Iterator[Message]:
    if request.edition is Edition.PUBLIC:
        yield Message("attention.note_public")
    elif isinstance(workspace, KeptWorkspace) and not _permitted(workspace, Action.RETENTION):
        yield Message("attention.note_retention")
    if _invented(opened):
        yield Message("note.synthetic")
    yield Message(f"note.edition_{request.edition.value}")
