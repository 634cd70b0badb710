"""What a process most resembles, as text: a function of a result and a catalogue, nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matchmaker.kernel.errors import Message

if TYPE_CHECKING:
    from matchmaker.cli.paper import Paper
    from matchmaker.kernel.messages import Catalogue
    from matchmaker.services.classify import ClassifyResult, Place, Reason


def show(result: ClassifyResult, paper: Paper, words: Catalogue) -> None:
    """The label with its reasons and places, what would change it, and what is known."""
    paper.heading(words.say(Message("classify.heading", {"title": result.title})))
    paper.line(words.say(result.message))
    paper.line(words.say(result.firmness))
    _reasons("classify.reasons", result.reasons, paper, words)
    _reasons("classify.reservations", result.reservations, paper, words)
    paper.heading(words.term("classify.turns"))
    for message in result.turn_messages:
        paper.line(f"- {words.say(message)}", indent=1)
    paper.heading(words.term("classify.told"))
    for told in result.told:
        paper.line(f"- {words.say(told.message)}", indent=1)
    paper.line()
    for note in result.notes:
        paper.line(words.say(note))


def _reasons(heading: str, reasons: tuple[Reason, ...], paper: Paper, words: Catalogue) -> None:
    if reasons:
        paper.heading(words.term(heading))
    for reason in reasons:
        places = words.join(place(one, words) for one in reason.places)
        end = f" [{places}]" if reason.places else ""
        paper.line(f"- {words.say(reason.message)}{end}", indent=1)


def place(one: Place, words: Catalogue) -> str:
    """A place in a document, in words."""
    document = Message(f"classify.document.{one.document.value}")
    return words.say(Message("classify.place", {"document": document, "lines": one.lines}))
