"""What a dataset holds and what needs attention, as text: functions of a result and a catalogue."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from matchmaker.kernel.errors import Message
from matchmaker.services import labels
from matchmaker.services.attention import KIND_WORDS, NOTHING

if TYPE_CHECKING:
    from matchmaker.cli.paper import Paper
    from matchmaker.kernel.messages import Catalogue
    from matchmaker.services.attention import AttentionItem, AttentionResult
    from matchmaker.services.catalogue import ChallengeInfo, Overview
    from matchmaker.services.workspace import DatasetInfo


@dataclass(frozen=True, slots=True)
class Seen:
    """One dataset, as it is seen."""

    overview: Overview | None
    """What it holds; ``None`` in the public edition, where a total of persons is not told."""
    challenges: tuple[ChallengeInfo, ...]
    attention: AttentionResult
    kind: str
    """The one kind that was asked for; empty for all."""


@dataclass(frozen=True, slots=True)
class Counted:
    """A dataset in a list."""

    dataset: DatasetInfo
    attention: int | None
    """How many things need attention; ``None`` where its files have faults."""


def every(found: tuple[Counted, ...], paper: Paper, words: Catalogue) -> None:
    """Every dataset, with how much needs attention."""
    if not found:
        paper.line(words.term("overview.no_datasets"))
    headers = ("dataset", "title", "version", "attention")
    paper.table(
        [words.term(f"overview.{name}") for name in headers],
        [
            [one.dataset.name, one.dataset.title, words.show(one.dataset.version), words.show(one.attention)]
            for one in found
        ],
    )


def one(seen: Seen, paper: Paper, words: Catalogue) -> None:
    """One dataset: what it holds, what needs attention, the last decisions, challenges and sides."""
    paper.heading(seen.attention.title)
    if seen.overview is not None:
        if seen.overview.info.synthetic:
            paper.line(seen.overview.info.synthetic)
        _holds(seen.overview, paper, words)
    _attention(seen, paper, words)
    _decisions(seen.attention, paper, words)
    _challenges(seen.challenges, paper, words)
    if seen.overview is not None:
        _sides(seen.overview, paper, words)
    paper.line()
    for note in seen.attention.notes:
        paper.line(words.say(note))


def _holds(held: Overview, paper: Paper, words: Catalogue) -> None:
    rows = (
        ("overview.actors", held.actors),
        ("overview.contributions", held.contributions),
        ("overview.ties", held.ties),
        ("overview.challenge_count", len(held.challenges)),
        ("overview.municipalities", len(held.municipalities)),
    )
    headers = [words.term("overview.holds"), words.term("overview.number")]
    paper.table(headers, [[words.term(code), words.show(count)] for code, count in rows])


def _attention(seen: Seen, paper: Paper, words: Catalogue) -> None:
    paper.heading(words.term("overview.attention"))
    if not seen.attention.items:
        paper.line(
            words.term("overview.nothing_of_kind" if seen.kind else NOTHING[seen.attention.request.edition])
        )
    for item in seen.attention.items:
        _item(item, seen.attention.today, paper, words)


def _item(item: AttentionItem, today: str, paper: Paper, words: Catalogue) -> None:
    about = item.title or words.term(KIND_WORDS[item.kind])
    marks = [words.term(f"urgency.{item.urgency.value}")]
    if item.due:
        code = "overview.overdue" if item.due < today else "overview.due"
        marks.append(words.say(Message(code, {"date": item.due})))
    paper.line(f"- {about} ({'; '.join(marks)}): {words.say(item.message)}", indent=2)
    for detail in item.details:
        paper.line(f"· {words.say(detail)}", indent=6)
    do = words.say(item.do)
    if item.command:
        do = words.say(Message("overview.do", {"do": do, "command": item.command}))
    paper.line(f"→ {do}", indent=4)


def _decisions(result: AttentionResult, paper: Paper, words: Catalogue) -> None:
    paper.heading(words.term("overview.decisions"))
    if not result.decisions:
        paper.line(words.term("overview.no_decisions"))
    paper.table(
        [words.term(f"overview.{name}") for name in ("when", "what", "who")],
        [[one.on, words.say(one.message), one.who or "–"] for one in result.decisions],
    )


def _challenges(challenges: tuple[ChallengeInfo, ...], paper: Paper, words: Catalogue) -> None:
    paper.heading(words.term("overview.challenges"))
    if not challenges:
        paper.line(words.term("overview.no_challenges"))
    paper.table(
        ["ID", *(words.term(f"overview.{name}") for name in ("title", "needs", "groups"))],
        [[one.id, one.title, words.show(one.needs), words.show(one.affected)] for one in challenges],
    )


def _sides(held: Overview, paper: Paper, words: Catalogue) -> None:
    paper.line()
    paper.table(
        [words.term(f"overview.{name}") for name in ("side", "number")],
        [[words.say(labels.sector(code)), words.show(count)] for code, count in held.by_sector],
    )
