"""The commands about people's rights: ``innsyn``, ``erase``, ``retention``, ``contact``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import orjson

from matchmaker.cli.exit_codes import Exit
from matchmaker.kernel.errors import Message, Param
from matchmaker.services import rights

if TYPE_CHECKING:
    from collections.abc import Callable

    from matchmaker.cli.commands import Session
    from matchmaker.cli.paper import Paper
    from matchmaker.kernel.messages import Catalogue
    from matchmaker.services.rights import ContactResult, EraseResult, InnsynResult, Item, RetentionResult
    from matchmaker.store.retention import Kept


_LONGEST = 1_000
"""Letters of one value that are shown on a page; ``--json`` shows all."""


def run_innsyn(session: Session) -> int:
    """Show everything that is kept about a person."""
    request = rights.InnsynRequest(session.options.person, session.options.dataset)
    session.show(rights.innsyn(session.store, request), innsyn)
    return Exit.OK


def run_erase(session: Session) -> int:
    """Erase a person, or tell what that would do."""
    options = session.options
    request = rights.EraseRequest(
        options.person, options.reason, session.author, options.dataset, preview=options.preview
    )
    session.show(rights.erase_person(session.store, request), erased)
    return Exit.OK


def run_retention(session: Session) -> int:
    """Set how long things are kept; tell what goes today, or take it away."""
    for purpose, days in session.options.set:
        rights.set_retention(session.store, purpose, days, session.author)
    if session.options.apply:
        result = rights.apply_retention(session.store, session.environment, session.author)
    else:
        result = rights.look_at_retention(session.store, session.environment)
    session.show(result, retention)
    return Exit.OK


def run_contact(session: Session) -> int:
    """Change how an actor is reached, and show it."""
    options = session.options
    request = rights.ContactRequest(
        options.dataset, options.actor, session.author, tuple(options.set), tuple(options.remove),
        options.source,
    )  # fmt: skip
    session.show(rights.change_contacts(session.store, request), contacts)
    return Exit.OK


def innsyn(result: InnsynResult, paper: Paper, words: Catalogue) -> None:
    """Everything that is kept about a person, part by part."""
    who: dict[str, Param] = {"id": result.id, "names": result.names, "datasets": result.datasets}
    paper.heading(words.say(Message("rights.heading", who)))
    for part in result.parts:
        paper.heading(words.term(f"rights.part_{part.name}"))
        paper.line(words.say(part.about))
        if not part.items:
            paper.line(words.term("rights.nothing"), indent=2)
        for item in part.items:
            _item(item, paper, words)
    paper.line()
    for note in result.notes:
        paper.line(words.say(note))


def _item(item: Item, paper: Paper, words: Catalogue) -> None:
    paper.line(f"- {words.say(item.where)}", indent=2)
    if not item.sure:
        paper.line(words.term("rights.maybe"), indent=4)
    for name, value in item.fields.items():
        paper.line(f"{name}: {_shown(value, words)}", indent=4)


def _shown(value: object, words: Catalogue) -> str:
    """A value as it is kept; JSON stays JSON, and what is too long for a page is told to be so."""
    if isinstance(value, float) and value.is_integer():
        return words.show(int(value))
    if isinstance(value, bool | float) or value is None:
        return words.show(value)
    text = orjson.dumps(value).decode() if isinstance(value, dict | list) else str(value)
    if len(text) <= _LONGEST:
        return text
    return words.say(Message("rights.long", {"count": len(text)}))


def erased(result: EraseResult, paper: Paper, words: Catalogue) -> None:
    """What was erased, or would be."""
    code = "rights.would_erase" if result.preview else "rights.erased"
    paper.line(words.say(Message(code, {"id": result.id, "name": result.name, "datasets": result.datasets})))
    counts = [[words.term(f"rights.found_{what}"), str(count)] for what, count in result.counts.items()]
    paper.table([words.term("rights.where"), words.term("rights.places")], counts)
    if result.entries:
        entries = tuple(map(str, result.entries))
        paper.line(words.say(Message("rights.entries", {"entries": entries})))
    for note in result.notes:
        paper.line(words.say(note))
    for one in result.look_at:
        paper.line(f"- {words.term(f'rights.found_{one.what}')}: {one.target} ({one.count})", indent=2)


def retention(result: RetentionResult, paper: Paper, words: Catalogue) -> None:
    """How long things are kept, and what goes."""
    headers = ("purpose", "days", "default", "count", "unknown", "next")
    paper.table(
        [words.term(f"retention.{name}") for name in headers],
        [
            [words.term(f"purpose.{one.purpose}"), str(one.days), str(one.default), str(one.count),
             str(one.unknown), one.next or "–"]
            for one in result.purposes
        ],
    )  # fmt: skip
    said = "retention.done" if result.applied else "retention.would"
    paper.heading(words.say(Message(said, {"count": len(result.due), "today": result.today})))
    for one in result.due:
        paper.line(f"- {_kept(one, words)}", indent=2)
    if result.unknown:
        paper.heading(words.term("retention.unknown_heading"))
    for one in result.unknown:
        paper.line(f"- {_kept(one, words)}", indent=2)
    for person in result.erased:
        paper.line()
        erased(person, paper, words)


def _kept(one: Kept, words: Catalogue) -> str:
    params: dict[str, Param] = {
        "purpose": Message(f"purpose.{one.purpose}"),
        "target": one.target,
        "goes": one.goes,
    }
    return words.say(Message("rights.goes" if one.goes else "rights.goes_unknown", params))


def contacts(result: ContactResult, paper: Paper, words: Catalogue) -> None:
    """How an actor is reached."""
    if not result.contacts:
        paper.line(words.say(Message("contact.none", {"dataset": result.dataset, "actor": result.actor})))
    paper.table(
        [words.term(f"contact.{name}") for name in ("channel", "value", "source", "at")],
        [[words.term(f"channel.{one.channel}"), one.value, one.source, one.at] for one in result.contacts],
    )


COMMANDS: dict[str, Callable[[Session], int]] = {
    "innsyn": run_innsyn,
    "erase": run_erase,
    "retention": run_retention,
    "contact": run_contact,
}
