"""What stands in a form, what it was filled with, and what is wrong in it. Knows no component."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from dashboard.pages.data_address import Wish
from dashboard.pages.data_choices import FEATURES, apart
from dashboard.pages.data_said import dated
from matchmaker.kernel.errors import Message, Severity
from matchmaker.model import schema
from matchmaker.model import vocabulary as v
from matchmaker.services.editing import row_texts

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from dashboard.texts import Words
    from matchmaker.kernel.errors import InputError, Problem, TableErrors
    from matchmaker.services.kept import KeptWorkspace

FEATURE_BY_HEADER = {schema.FEATURE_HEADERS[name][0]: name for name in FEATURES}
"""Features that every form of an actor has a field for, by the header they are written under."""


@dataclass(frozen=True, slots=True)
class Filled:
    """A form as it was filled, and remembered by the browser."""

    wish: Wish
    base: int
    """The version it was filled from; 0 for a dataset that lies as files."""
    texts: Mapping[str, str]
    """Header → text."""

    def kept(self) -> dict[str, Any]:
        """Write as plain values."""
        one = self.wish
        key = list(one.key) if one.key is not None else None
        return {"dataset": one.dataset, "table": one.table, "key": key, "actor": one.actor,
                "base": self.base, "texts": dict(self.texts)}  # fmt: skip

    @classmethod
    def read(cls, held: Mapping[str, Any] | None) -> Filled | None:
        """Read plain values; ``None`` when no form is open, or no form could have left them."""
        if not held or held.get("table") not in schema.TABLES:
            return None
        key = tuple(map(str, held["key"])) if held["key"] is not None else None
        wish = Wish(str(held["dataset"]), held["table"], key, str(held["actor"]))
        return cls(wish, int(held["base"]), {str(name): str(text) for name, text in held["texts"].items()})


@dataclass(frozen=True, slots=True)
class Faults:
    """What is wrong in a form, in words."""

    at: Mapping[str, str] = field(default_factory=dict)
    """Header of the field → what is wrong there and how to mend it."""
    general: tuple[str, ...] = ()
    """What is no single field's."""
    meanwhile: tuple[str, ...] = ()
    """Who has changed what since the form was filled."""
    differs: tuple[tuple[str, str, str], ...] = ()
    """Header, text that is kept now, text in the form, where these are not the same."""
    gone: bool = False
    """Whether the row is no longer there."""


def filled(workspace: KeptWorkspace, text: Words, wish: Wish) -> Filled:
    """Fill a form from what is kept; a new row is empty, but for the actor that it hangs on.

    Raises ``InputError``: ``unknown_dataset``, ``unknown_row``.
    """
    base = workspace.version(wish.dataset) or 0
    if wish.key is not None:
        texts = row_texts(workspace, wish.dataset, wish.table, wish.key)
    else:
        first = schema.TABLES[wish.table].key[0]
        texts = {schema.TABLES[wish.table].column(first).header: wish.actor} if wish.actor else {}
    return Filled(wish, base, {name: _shown(text, name, value) for name, value in texts.items()})


def _shown(text: Words, header: str, value: str) -> str:
    if header in FEATURE_BY_HEADER and value == v.WITHHELD:
        return text.t("data.withheld")
    return value


def typed(held: Filled, fields: Iterable[Mapping[str, str]], values: Iterable[object]) -> dict[str, str]:
    """Read what stands in the fields now; what has no field stays as it was filled.

    Parameters
    ----------
    held
        The form.
    fields
        Ids of its fields.
    values
        What stands in them: text, a list of tags, or nothing.
    """
    now = {unquote(name["header"]): _text(value) for name, value in zip(fields, values, strict=True)}
    return {**held.texts, **now}


def _text(value: object) -> str:
    if isinstance(value, list):
        return "|".join(str(one).strip() for one in value if str(one).strip())
    return "" if value is None else str(value).strip()


def same(header: str, one: Mapping[str, str], other: Mapping[str, str]) -> bool:
    """Whether two forms say the same in a field; blanks around a text or a tag do not matter."""
    return apart(one.get(header, "")) == apart(other.get(header, ""))


def touched(held: Filled, now: Mapping[str, str]) -> list[str]:
    """Headers of the fields in which something else stands than the form was filled with."""
    return [header for header in {**held.texts, **now} if not same(header, held.texts, now)]


def rebased(held: Filled, now: Mapping[str, str], present: Filled) -> dict[str, str]:
    """Put what somebody has written onto what is kept now: fields they have not touched follow that."""
    mine = {header: now.get(header, "") for header in touched(held, now)}
    return {**present.texts, **mine}


def faults_of(text: Words, error: TableErrors, headers: Iterable[str]) -> Faults:
    """Sort the problems of a row to the fields they are about."""
    known = set(headers)
    at: dict[str, list[str]] = {}
    general = []
    for problem in error.problems:
        if problem.severity is not Severity.ERROR:
            continue
        said = _said(text, problem)
        if problem.column in known:
            at.setdefault(str(problem.column), []).append(said)
        else:
            general.append(said)
    return Faults({header: " ".join(found) for header, found in at.items()}, tuple(general))


def _said(text: Words, problem: Problem) -> str:
    if problem.code == "missing_value":
        return text.t("data.field_needed")
    said = text.say(problem.message)
    hint = f" {text.say(problem.hint)}" if problem.hint else ""
    return f"{said[:1].upper()}{said[1:]}.{hint}".replace("..", ".")


def meanwhile(text: Words, error: InputError, present: Filled | None, now: Mapping[str, str]) -> Faults:
    """Say who has changed what since the form was filled, and where the form differs from it."""
    changes = error.params.get("changes", ())
    told = tuple(
        text.say(dated(text, one)) for one in changes if isinstance(one, Message)
    ) if isinstance(changes, tuple) else ()  # fmt: skip
    differs: list[tuple[str, str, str]] = []
    if present is not None:
        differs = [
            (header, present.texts.get(header, ""), now.get(header, ""))
            for header in {**present.texts, **now}
            if not same(header, present.texts, now)
        ]
    return Faults(meanwhile=told, differs=tuple(differs), gone=present is None)
