"""People's rights: see everything, be erased, not be kept for ever, and how somebody is reached."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from matchmaker.kernel.errors import Message, Param
from matchmaker.model import schema
from matchmaker.store import contacts, erasure, everything, people, retention
from matchmaker.store.frames import FEATURES, header, title
from matchmaker.store.gate import Action

if TYPE_CHECKING:
    from collections.abc import Mapping

    from matchmaker.services.environment import Environment
    from matchmaker.store.erasure import Found, Receipt
    from matchmaker.store.everything import Everything, Mention, RowKept
    from matchmaker.store.people import Contact
    from matchmaker.store.retention import Kept
    from matchmaker.store.store import Store


@dataclass(frozen=True, slots=True)
class InnsynRequest:
    """A wish to see everything that is kept about somebody."""

    person: str
    """An actor's id, or an exact name whatever its case."""
    dataset: str | None = None
    """Where the id or name is looked for; everywhere when ``None``."""


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that is kept about a person."""

    where: Message
    fields: Mapping[str, Any]
    """What is kept, by what it is called."""
    sure: bool = True
    """``False`` when it may be about somebody else with the same name."""


@dataclass(frozen=True, slots=True)
class Part:
    """One kind of things that are kept."""

    name: str
    about: Message
    """What this is and why it is there."""
    items: tuple[Item, ...]
    """Empty when nothing of it is kept."""


@dataclass(frozen=True, slots=True)
class InnsynResult:
    """Everything that is kept about a person."""

    id: str
    names: tuple[str, ...]
    """Every name they have had."""
    datasets: tuple[str, ...]
    parts: tuple[Part, ...]
    notes: tuple[Message, ...]
    """What to know before it is handed over."""


def innsyn(store: Store, request: InnsynRequest) -> InnsynResult:
    """Show everything that is kept about a person. Raises as :func:`matchmaker.store.people.find`."""
    with store.reading(Action.INNSYN) as reading:
        person = people.find(reading, request.person, request.dataset)
        found = everything.everything(reading, person)
    parts = {
        "basis": _basis(found),
        "rows": tuple(_row(one, person.id) for one in found.rows),
        "records": tuple(map(_record, found.records)),
        "steps": tuple(_mention("step", one) for one in found.steps),
        "log": tuple(_mention("entry", one) for one in found.entries),
        "drafts": tuple(_mention("draft", one) for one in found.drafts),
        "datasets": tuple(_mention("dataset", one) for one in found.datasets),
        "contacts": tuple(map(_contact, found.contacts)),
        "retention": tuple(map(_goes, found.retention)),
    }
    return InnsynResult(
        person.id, person.names, person.datasets,
        tuple(Part(name, Message(f"rights.about_{name}"), items) for name, items in parts.items()),
        (Message("rights.others"),),
    )  # fmt: skip


def _basis(found: Everything) -> tuple[Item, ...]:
    """Why the data may be kept, as every present row about the person says."""
    wanted = ("legal_basis", "basis_source", "informed", "reserved")
    rows = [
        (one.dataset, dict(one.row))
        for one in found.rows
        if one.now and one.table == schema.ACTORS.name and dict(one.row)["id"] == found.person.id
    ]
    return tuple(
        Item(
            Message("rights.where_basis", {"dataset": dataset}),
            {schema.ACTORS.column(name).header: row.get(name) for name in wanted},
        )
        for dataset, row in rows
    )


_OF_OTHERS = {schema.REGISTRATIONS.name: ("actor", "leader", "household", "source")}
"""Table → what is shown of somebody else's row that mentions the person: never what they need at an event."""


def _row(one: RowKept, person: str) -> Item:
    params: dict[str, Param] = {
        "dataset": one.dataset,
        "sheet": Message("rights.features") if one.table == FEATURES else title(one.table),
        "versions": tuple(map(str, one.versions)),
    }
    told = None if dict(one.row).get("actor") == person else _OF_OTHERS.get(one.table)
    fields = {header(one.table, name): value for name, value in one.row if told is None or name in told}
    return Item(Message("rights.where_row_now" if one.now else "rights.where_row_before", params), fields)


def _record(one: Mention) -> Item:
    params: dict[str, Param] = {"id": one.id, "who": one.author, "when": one.at}
    code = "rights.where_record_now" if one.now else "rights.where_record_before"
    return Item(Message(code, params), one.content or {}, one.sure)


def _mention(what: str, one: Mention) -> Item:
    params: dict[str, Param] = {"id": one.id, "who": one.author or None, "when": one.at, "kind": one.kind}
    content = one.content if isinstance(one.content, dict) else {"tekst": one.content} if one.content else {}
    return Item(Message(f"rights.where_{what}", params), content, one.sure)


def _contact(one: Contact) -> Item:
    params: dict[str, Param] = {"dataset": one.dataset, "when": one.at}
    return Item(Message("rights.where_contact", params), {one.channel: one.value, "kilde": one.source})


def _goes(one: Kept) -> Item:
    params: dict[str, Param] = {
        "purpose": Message(f"purpose.{one.purpose}"), "target": one.target, "goes": one.goes,
    }  # fmt: skip
    return Item(Message("rights.goes" if one.goes else "rights.goes_unknown", params), {})


@dataclass(frozen=True, slots=True)
class EraseRequest:
    """A wish to erase somebody."""

    person: str
    reason: str
    """Why; it stands in the log."""
    author: str
    dataset: str | None = None
    preview: bool = False
    """Whether only to tell what would happen."""


@dataclass(frozen=True, slots=True)
class EraseResult:
    """What was erased, or would be."""

    preview: bool
    id: str
    """The new id."""
    name: str
    """The new name."""
    datasets: tuple[str, ...]
    counts: Mapping[str, int]
    """Kind of place → how many were replaced."""
    replaced: tuple[Found, ...]
    look_at: tuple[Found, ...]
    """Left as they were, since they may be about somebody else: a person must look at them."""
    entries: tuple[int, ...]
    """Entries of the log that lost their detail."""
    archives: tuple[str, ...]
    """References in the archive, where the archive itself must restrict access."""
    notes: tuple[Message, ...]


def erase_person(store: Store, request: EraseRequest) -> EraseResult:
    """Erase a person, or tell what that would do. Raises as :func:`matchmaker.store.erasure.erase`."""
    if request.preview:
        with store.reading(Action.ERASE) as reading:
            receipt = erasure.preview(reading, people.find(reading, request.person, request.dataset))
    else:
        receipt = erasure.erase(
            store, request.person, dataset=request.dataset, reason=request.reason, author=request.author
        )
    return _erased(receipt)


def _erased(receipt: Receipt) -> EraseResult:
    notes = [Message("rights.not_undone"), Message("rights.backups")]
    if receipt.archives:
        notes.append(Message("rights.archived", {"archives": receipt.archives}))
    if receipt.look_at:
        notes.append(Message("rights.look_at", {"count": len(receipt.look_at)}))
    counts: dict[str, int] = {}
    for one in receipt.replaced:
        counts[one.what] = counts.get(one.what, 0) + 1
    return EraseResult(
        receipt.entry is None, receipt.id, receipt.name, receipt.datasets, counts, receipt.replaced,
        receipt.look_at, receipt.entries, receipt.archives, tuple(notes),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class PurposeShown:
    """One purpose and how long it allows."""

    purpose: str
    days: int
    default: int
    count: int
    """How many things are kept for it."""
    unknown: int
    """How many of them have no known date, and are never acted on."""
    next: str
    """The first day on which something goes, ISO 8601; empty when nothing does."""


@dataclass(frozen=True, slots=True)
class RetentionResult:
    """Purposes with their limits; what the job would do today, or has done."""

    today: str
    applied: bool
    purposes: tuple[PurposeShown, ...]
    due: tuple[Kept, ...]
    """What goes today, or has gone."""
    unknown: tuple[Kept, ...]
    """What has no known date."""
    erased: tuple[EraseResult, ...]
    """One per person who was erased."""


def look_at_retention(store: Store, environment: Environment) -> RetentionResult:
    """Tell exactly what the job would do today; nothing is changed."""
    with store.reading(Action.RETENTION) as reading:
        kept, days = retention.kept(reading), retention.days(reading)
    due = tuple(one for one in kept if one.due(environment.today))
    return _retention(environment, kept, days, due)


def apply_retention(store: Store, environment: Environment, author: str) -> RetentionResult:
    """Take away what is due today: in one change, and then in the files."""
    with store.writing(Action.RETENTION) as writing:
        done = retention.apply(writing, environment.today, store.gate.signed(author), store.now())
        kept, days = retention.kept(writing), retention.days(writing)
    if done.gone:
        store.storage.scrub()
    return _retention(environment, kept, days, done.gone, done.receipts, applied=True)


def set_retention(store: Store, purpose: str, days: int, author: str) -> None:
    """Set how long something is kept, as a step. Raises as :func:`matchmaker.store.retention.set_days`."""
    with store.step(Message("step.retention", {"purpose": purpose, "days": days}), author) as work:
        retention.set_days(work, purpose, days)


def _retention(
    environment: Environment, kept: tuple[Kept, ...], days: Mapping[str, int], due: tuple[Kept, ...],
    receipts: tuple[Receipt, ...] = (), *, applied: bool = False,
) -> RetentionResult:  # fmt: skip
    shown = []
    for purpose, allowed in days.items():
        mine = [one for one in kept if one.purpose == purpose]
        coming = [one.goes for one in mine if one.goes]
        shown.append(PurposeShown(purpose, allowed, retention.DAYS[purpose], len(mine),
                                  len(mine) - len(coming), min(coming, default="")))  # fmt: skip
    unknown = tuple(one for one in kept if not one.goes)
    return RetentionResult(environment.today.isoformat(), applied, tuple(shown), due, unknown,
                           tuple(map(_erased, receipts)))  # fmt: skip


@dataclass(frozen=True, slots=True)
class ContactRequest:
    """A wish to change how an actor is reached."""

    dataset: str
    actor: str
    author: str
    set: tuple[tuple[str, str], ...] = ()
    """(channel, value)."""
    remove: tuple[str, ...] = ()
    """Channels."""
    source: str = ""
    """Where what is set is from."""


@dataclass(frozen=True, slots=True)
class ContactResult:
    """How an actor is reached."""

    dataset: str
    actor: str
    contacts: tuple[Contact, ...]


def change_contacts(store: Store, request: ContactRequest) -> ContactResult:
    """Change how an actor is reached, one detail after the other, and tell how they are reached now.

    Raises as :func:`matchmaker.store.contacts.set_contact` and
    :func:`matchmaker.store.contacts.remove_contact`; what came before the error has been kept.
    """
    for channel, value in request.set:
        contacts.set_contact(store, request.dataset, request.actor, channel, value, request.source,
                             request.author)  # fmt: skip
    for channel in request.remove:
        contacts.remove_contact(store, request.dataset, request.actor, channel, request.author)
    with store.reading(Action.CONTACTS) as reading:
        held = people.contacts(reading, request.dataset, request.actor)
    return ContactResult(request.dataset, request.actor, held)
