"""Networks read and written, and who can learn from whom, as text."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from matchmaker.cli import text
from matchmaker.kernel.errors import Message
from matchmaker.model import municipalities
from matchmaker.services.learning import shared_reasons

if TYPE_CHECKING:
    from matchmaker.cli.paper import Paper
    from matchmaker.kernel.messages import Catalogue
    from matchmaker.services.importing_network import NetworkImportResult
    from matchmaker.services.interchange import ExportResult
    from matchmaker.services.learning import Learner, LearningLine, LearnResult


def imported(result: NetworkImportResult, paper: Paper, words: Catalogue) -> None:
    """What a network file was read as, and what it does not say."""
    paper.heading(words.say(Message("import.heading", {"source": result.source})))
    params = {"actors": result.actors, "ties": result.ties}
    paper.line(words.say(Message("import.network_made", params)))
    for message in result.to_check:
        paper.line(f"- {words.say(message)}", indent=1)
    for message in result.lost:
        paper.line(words.say(message))
    if result.problems:
        text.problems(result.problems, paper, words)
    paper.line()
    text.written(result.written, paper, words)


def exported(result: ExportResult, paper: Paper, words: Catalogue) -> None:
    """What was written, and what is not in it."""
    for note in result.notes[:1]:
        paper.line(words.say(note))
    params = {"actors": result.nodes, "ties": result.ties}
    paper.line(words.say(Message("import.network_made", params)))
    for note in result.notes[1:]:
        paper.line(words.say(note))


def learning(result: LearnResult, paper: Paper, words: Catalogue) -> None:
    """Each pair with its reasons, in the order of municipality numbers."""
    paper.heading(words.term("learning.heading"))
    for note in result.notes:
        paper.line(words.say(note))
    if not result.pairs:
        paper.line(words.term("learning.none"), indent=1)
    for _, lines in groupby(result.pairs, key=lambda one: one.learner):
        _learner(tuple(lines), paper, words)


def _learner(lines: tuple[LearningLine, ...], paper: Paper, words: Catalogue) -> None:
    """Whom one can learn from; what holds for all of them is said once."""
    shared = shared_reasons(lines)
    for line in lines:
        params = {"learner": _end(line.learner, words), "experienced": _end(line.experienced, words)}
        paper.line(f"- {words.say(Message('learning.line', params))}", indent=1)
        for reason in line.reasons:
            if reason not in shared:
                paper.line(words.say(reason), indent=3)
    if shared:
        about = words.say(Message("learning.all_of_them", {"count": len(lines)}))
        paper.line(" ".join([about, *map(words.say, shared)]), indent=3)


def _end(end: Learner, words: Catalogue) -> str:
    name = words.show(end.name)
    place = f" ({end.municipality} {municipalities.name(end.municipality)})" if end.municipality else ""
    return name + place
