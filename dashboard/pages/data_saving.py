"""A form is saved, or its row removed: what the services say, as something a form can show."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from dashboard.pages.data_address import Wish
from dashboard.pages.data_filled import Faults, Filled, faults_of, filled, meanwhile
from matchmaker.kernel.errors import InputError, TableErrors
from matchmaker.model import schema
from matchmaker.services.editing import RowRequest, list_rows, remove_row, save_row

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dashboard.texts import Words
    from matchmaker.services.kept import KeptWorkspace


@dataclass(frozen=True, slots=True)
class Saved:
    """A row was saved or removed."""

    dataset: str
    version: int
    wish: Wish | None
    """The actor that is shown then: the one saved, or the one the row hangs on; ``None`` for none."""


def save(
    workspace: KeptWorkspace, text: Words, held: Filled, now: Mapping[str, str], author: str
) -> Saved | Faults:
    """Save what stands in a form. What is wrong is returned, and nothing of it is saved.

    Parameters
    ----------
    workspace
        Where.
    text
        The words.
    held
        The form as it was filled.
    now
        Header → text, as it stands in the form.
    author
        Who is told in the log.
    """
    try:
        if held.wish.key is None and _there_already(workspace, held.wish, now):
            return Faults(general=(text.t("data.there_already"),))
        result = save_row(workspace, _request(workspace, held, now, author))
    except TableErrors as error:
        return faults_of(text, error, {**now, **held.texts, **_headers(held.wish)})
    except InputError as error:
        return _refused(workspace, text, held, now, error)
    actor = held.wish.actor or str(result.actor)
    return Saved(result.dataset, result.version, Wish(result.dataset, schema.ACTORS.name, (actor,), actor))


def _headers(wish: Wish) -> dict[str, str]:
    return {column.header: "" for column in schema.TABLES[wish.table].columns}


def _request(workspace: KeptWorkspace, held: Filled, now: Mapping[str, str], author: str) -> RowRequest:
    dataset, _ = workspace.split(held.wish.dataset)
    return RowRequest(dataset, held.wish.table, now, author, held.base, held.wish.key)


def _there_already(workspace: KeptWorkspace, wish: Wish, now: Mapping[str, str]) -> bool:
    """Whether a row of an actor is named just as a new one would be; dates are told apart by the services."""
    spec = schema.TABLES[wish.table]
    if not wish.actor:
        return False
    headers = [spec.column(name).header for name in spec.key]
    new = tuple(now.get(header, "") for header in headers)
    return any(row.key == new for row in list_rows(workspace, wish.dataset, wish.table, wish.actor))


def _refused(
    workspace: KeptWorkspace, text: Words, held: Filled, now: Mapping[str, str], error: InputError
) -> Faults:
    if error.code == "changed_meanwhile":
        return meanwhile(text, error, present(workspace, text, held.wish), now)
    if error.code == "nothing_changed":
        return Faults(general=(text.t("data.nothing_changed"),))
    said = (text.say(error.message), *((text.say(error.hint),) if error.hint else ()))
    return Faults(general=said)


def present(workspace: KeptWorkspace, text: Words, wish: Wish) -> Filled | None:
    """Fill the form anew from what is kept now; ``None`` when the row is no longer there."""
    plain, _ = workspace.split(wish.dataset)
    try:
        return filled(workspace, text, replace(wish, dataset=plain))
    except InputError:
        return None


def remove(workspace: KeptWorkspace, text: Words, held: Filled, author: str) -> Saved | Faults:
    """Remove the row of a form, and with an actor all that hangs on it; see :func:`save`."""
    try:
        result = remove_row(workspace, _request(workspace, held, {}, author))
    except InputError as error:
        return _refused(workspace, text, held, held.texts, error)
    if held.wish.table == schema.ACTORS.name:
        return Saved(result.dataset, result.version, None)
    actor = held.wish.actor
    return Saved(result.dataset, result.version, Wish(result.dataset, schema.ACTORS.name, (actor,), actor))


def hanging(workspace: KeptWorkspace, wish: Wish) -> dict[str, int]:
    """Count what goes with an actor, by the tables' names; tables with nothing are left out."""
    found = {}
    for name, spec in schema.TABLES.items():
        bearing = spec.bearing(schema.ACTORS.name)
        rows = list_rows(workspace, wish.dataset, name, wish.actor) if bearing else ()
        count = sum(wish.actor in [row.values[column] for column in bearing] for row in rows)
        if count:
            found[name] = count
    return found
