"""How to reach people: apart from everything that is analysed, and never in a version."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from matchmaker.kernel.errors import InputError
from matchmaker.store import people
from matchmaker.store.audit import CONTENTS, append, digest
from matchmaker.store.forgetting import Plan, forget, read_log
from matchmaker.store.gate import Action

if TYPE_CHECKING:
    from matchmaker.store.layout import Row
    from matchmaker.store.people import Contact
    from matchmaker.store.storage import Writing
    from matchmaker.store.store import Store

CHANNELS = ("epost", "telefon", "adresse")
"""Ways to reach somebody: e-mail, telephone, post."""
_ACTION = "kontakt"


def set_contact(
    store: Store, dataset: str, actor: str, channel: str, value: str, source: str, author: str
) -> Contact:
    """Keep one way to reach an actor, in place of what was there.

    Parameters
    ----------
    store
        What keeps.
    dataset, actor
        Who; the actor must be in the present version.
    channel
        One of :data:`CHANNELS`.
    value
        The address or number; what is around it is taken off.
    source
        Where it is from; may be empty.
    author
        Who sets it, for the log. The log holds a digest of the value, never the value.

    Raises
    ------
    InputError
        ``unknown_dataset``, ``unknown_actor``, ``unknown_channel``, ``contact_empty``.
    """
    _check(channel)
    if not value.strip():
        raise InputError("contact_empty", {"channel": channel})
    store.gate.permit(Action.CONTACTS)
    register, _ = store.register(dataset)
    register.code(actor)
    contact = people.Contact(dataset, actor, channel, value.strip(), source, store.now())
    with store.writing(Action.CONTACTS) as writing:
        replaced = write(writing, contact, store.gate.signed(author))
    if replaced:
        store.storage.scrub()
    return contact


def write(writing: Writing, contact: people.Contact, author: str) -> bool:
    """Keep one way to reach an actor within other changes; what is there already is left as it is.

    Returns whether another value was replaced: the storage is then to be scrubbed afterwards.
    """
    key = (contact.dataset, contact.actor, contact.channel)
    before = writing.get("contact", *key)
    if before is not None and before["value"] == contact.value:
        return False
    target, written = "contact/" + "/".join(key), digest(contact.value)
    detail = {"what": _ACTION, "author": author}
    row: Row = {**asdict(contact)}
    if before is None:
        writing.put("contact", row)
        append(writing, contact.at, _ACTION, {**detail, CONTENTS: {target: written}})
    else:
        plan = Plan(puts=[("contact", row)])
        plan.replaces(target, digest(str(before["value"])), written)
        forget(writing, contact.at, plan, read_log(writing, plan, _nobody), detail)
    return before is not None


def remove_contact(store: Store, dataset: str, actor: str, channel: str, author: str) -> None:
    """Take one way to reach an actor away, from the files too.

    A digest of a telephone number gives the number away to whoever tries them all, so the entries of the
    log that held it lose their detail.

    Raises
    ------
    InputError
        ``unknown_channel``, ``unknown_contact``.
    """
    _check(channel)
    with store.writing(Action.CONTACTS) as writing:
        row = writing.get("contact", dataset, actor, channel)
        if row is None:
            raise InputError("unknown_contact", {"dataset": dataset, "actor": actor, "channel": channel})
        plan = Plan(drops=[("contact", row)])
        plan.replaces(f"contact/{dataset}/{actor}/{channel}", digest(str(row["value"])), None)
        who = store.gate.signed(author)
        detail = {"what": _ACTION, "author": who, "removed": f"{dataset}/{actor}/{channel}"}
        forget(writing, store.now(), plan, read_log(writing, plan, _nobody), detail)
    store.storage.scrub()


def _nobody(_: object) -> bool:
    return False


def _check(channel: str) -> None:
    if channel not in CHANNELS:
        raise InputError("unknown_channel", {"channel": channel, "known": CHANNELS})
