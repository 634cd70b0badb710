"""How to reach people: apart from everything that is analysed, and never in a version."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matchmaker.kernel.errors import InputError
from matchmaker.store import people
from matchmaker.store.audit import CONTENTS, append, digest
from matchmaker.store.forgetting import Plan, forget, read_log

if TYPE_CHECKING:
    from matchmaker.store.people import Contact
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
    register, _ = store.register(dataset)
    register.code(actor)
    with store.writing() as writing:
        before = writing.get("contact", dataset, actor, channel)
        at, target = store.now(), f"contact/{dataset}/{actor}/{channel}"
        written = digest(value.strip())
        detail = {"what": _ACTION, "author": author}
        row = {"dataset": dataset, "actor": actor, "channel": channel, "value": value.strip(),
               "source": source, "at": at}  # fmt: skip
        if before is None:
            writing.put("contact", {**row})
            append(writing, at, _ACTION, {**detail, CONTENTS: {target: written}})
        else:
            plan = Plan(puts=[("contact", {**row})])
            plan.replaces(target, digest(str(before["value"])), written)
            forget(writing, at, plan, read_log(writing, plan, _nobody), detail)
    if before is not None:
        store.storage.scrub()
    return people.Contact(**row)


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
    with store.writing() as writing:
        row = writing.get("contact", dataset, actor, channel)
        if row is None:
            raise InputError("unknown_contact", {"dataset": dataset, "actor": actor, "channel": channel})
        plan = Plan(drops=[("contact", row)])
        plan.replaces(f"contact/{dataset}/{actor}/{channel}", digest(str(row["value"])), None)
        detail = {"what": _ACTION, "author": author, "removed": f"{dataset}/{actor}/{channel}"}
        forget(writing, store.now(), plan, read_log(writing, plan, _nobody), detail)
    store.storage.scrub()


def _nobody(_: object) -> bool:
    return False


def _check(channel: str) -> None:
    if channel not in CHANNELS:
        raise InputError("unknown_channel", {"channel": channel, "known": CHANNELS})
