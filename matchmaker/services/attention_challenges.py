"""What needs attention in the challenges of a dataset: it rests on the data and the day alone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from matchmaker.kernel.errors import Message
from matchmaker.services.attention_items import AttentionItem, AttentionKind, Urgency, dated
from matchmaker.services.catalogue import overview
from matchmaker.services.disclosure import Edition
from matchmaker.services.gaps import GapsRequest, find_gaps
from matchmaker.services.repeat import gaps_command

if TYPE_CHECKING:
    from collections.abc import Iterator

    from matchmaker.services.catalogue import ChallengeInfo
    from matchmaker.services.environment import Environment
    from matchmaker.services.gaps import GapsResult
    from matchmaker.services.workspace import Workspace

UNCOVERED: Final = "need_uncovered"
"""Code of the finding that nobody covers a need."""
OLD_AFTER: Final = 731
"""Days after which a population figure is old: two years. A house rule; official figures come each year."""


@dataclass(frozen=True, slots=True)
class ChallengesRequest:
    """A question about what the challenges of a dataset lack."""

    dataset: str
    edition: Edition = Edition.WORKING


def challenges_attention(
    workspace: Workspace, request: ChallengesRequest, environment: Environment
) -> tuple[AttentionItem, ...]:
    """Ask about the gaps of each challenge, as they are asked about without a team, and sum them up.

    One item for the needs that nobody covers, and one for the other findings that are important, per
    challenge; one per source of population figures that are old. Nothing where a dataset has no challenges.
    In the public edition only published findings are looked at, so that nothing follows from a hidden count.

    Raises
    ------
    InputError
        As :func:`~matchmaker.services.gaps.find_gaps`; ``TableErrors`` for faulty files.
    """
    held = overview(workspace, request.dataset)
    items: list[AttentionItem] = []
    figures: set[tuple[str, str]] = set()
    for challenge in held.challenges:
        asked = GapsRequest(request.dataset, challenge.id, edition=request.edition)
        answer = find_gaps(workspace, asked, environment)
        items += _found(challenge, asked, answer)
        figures |= {
            (str(note.params["source"]), str(note.params["date"]))
            for note in answer.notes
            if note.code == "note.figures"
        }
    official = workspace.official_population()
    fetched = frozenset({official.source, *official.sources.values()})
    items += _old(figures, fetched, held.municipalities, environment.today)
    return tuple(items)


def _found(challenge: ChallengeInfo, asked: GapsRequest, answer: GapsResult) -> Iterator[AttentionItem]:
    """The needs that nobody covers, and what else is important."""
    needs = tuple(one for one in answer.findings if one.code == UNCOVERED)
    others = tuple(
        one for one in answer.findings if one.code != UNCOVERED and one.severity is Urgency.IMPORTANT
    )
    command = gaps_command(asked)
    if needs:
        most = Urgency.IMPORTANT if any(one.severity is Urgency.IMPORTANT for one in needs) else Urgency.NOTE
        labels = tuple(one.message.params["need"] for one in needs)
        said = Message("attention.needs", {"needs": labels, "count": len(needs)})
        yield AttentionItem(AttentionKind.NEED, challenge.id, most, said, len(needs), command,
                            challenge.id, challenge.title)  # fmt: skip
    if others:
        said = Message("attention.findings", {"count": len(others)})
        yield AttentionItem(AttentionKind.FINDING, challenge.id, Urgency.IMPORTANT, said, len(others),
                            command, challenge.id, challenge.title,
                            details=tuple(one.message for one in others))  # fmt: skip


def _old(
    figures: set[tuple[str, str]], official: frozenset[str], places: tuple[str, ...], today: date
) -> Iterator[AttentionItem]:
    """Figures that a comparison rests on and that are older than :data:`OLD_AFTER`."""
    limit = (today - timedelta(days=OLD_AFTER)).isoformat()
    for source, on in sorted(figures):
        if on < limit:
            said = Message("attention.old_figures", {"source": source, "date": dated(on)})
            fetch = " ".join(("matchmaker", "population", *places)) if source in official and places else ""
            yield AttentionItem(AttentionKind.POPULATION, f"{source} {on}", Urgency.INFO, said, 1, fetch)
