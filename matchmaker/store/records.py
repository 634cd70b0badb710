"""What is decided and said besides the datasets: each a record that keeps its earlier texts."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field, fields
from itertools import pairwise
from typing import TYPE_CHECKING, Any, ClassVar, TypeAlias

import orjson

from matchmaker.kernel.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from matchmaker.store.layout import Row
    from matchmaker.store.storage import Reading


@dataclass(frozen=True, slots=True, kw_only=True)
class Team:
    """A team as somebody has settled it: seats, who they are held for, and who must not, with reasons."""

    kind: ClassVar[str] = "team"
    dataset: str
    version: int
    """Version of the dataset it was made from."""
    challenge: str
    name: str
    seats: tuple[Mapping[str, Any], ...] = ()
    """Each ``{"id": seat, "actor": id, "role": …, "locked": …, "alternates": [ids, the next to be asked
    first]}``, or ``{"id": seat, "open": group}`` for an open chair. A seat of an older record has no id: it
    is called by its place, ``sete-1`` …"""
    excluded: tuple[Mapping[str, str], ...] = ()
    """Each ``{"actor": id, "reason": …}``."""
    run: str = ""
    """The run that suggested it; empty when it was made by hand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seating:
    """How an event was split into groups, round by round."""

    kind: ClassVar[str] = "plassering"
    dataset: str
    version: int
    event: str
    rounds: tuple[Mapping[str, Any], ...]
    """Each group name → actor ids, in order."""
    run: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draw:
    """A draw by lot for scarce seats."""

    kind: ClassVar[str] = "trekning"
    dataset: str
    version: int
    purpose: str
    seed: int
    drawn: tuple[str, ...]
    """Actor ids in the order drawn."""
    run: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Invitation:
    """An invitation to take a seat, and the answer."""

    kind: ClassVar[str] = "invitasjon"
    dataset: str
    team: str
    """Id of the team's record."""
    actor: str
    """Whom it is for; empty for an open chair, which is held for *group*."""
    seat: str = ""
    """Id of the seat within the team; empty in records from before seats had one."""
    group: str = ""
    """The affected group that an open chair is held for."""
    language: str = "nb"
    """Language of the letter."""
    terms: Mapping[str, Any] = field(default_factory=dict)
    """What the letter says, by field; empty in records from before letters were kept."""
    sent: str = ""
    """Date, ISO 8601; empty until it is sent."""
    answer: str = "venter"
    """``venter``, ``ja``, ``nei`` or ``ubesvart``."""
    answered: str = ""
    """Date of the answer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What somebody decided, why, and who."""

    kind: ClassVar[str] = "beslutning"
    about: str
    """Id of the record, run or challenge it decides on."""
    decided: str
    """What was decided, in words."""
    reason: str
    decided_by: str
    """Role or body that decided."""
    on: str
    """Date, ISO 8601."""
    archived: str = ""
    """Reference in the municipality's archive; archived documentation is restricted, never destroyed."""
    restricted: bool = False
    """Whether an erasure has touched it: then it is shown to those only who ask for it by id."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A remark about something."""

    kind: ClassVar[str] = "notat"
    about: str
    """Id of what it is about; empty for the workspace."""
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A question that was asked and its answer, kept so that it can be asked again."""

    kind: ClassVar[str] = "kjoring"
    service: str
    """``team`` or ``gaps``."""
    request: Mapping[str, Any]
    """With the dataset's version, the seed and the work budget."""
    result: Mapping[str, Any]
    data_version: str
    code_version: str
    rules_version: str
    today: str
    """The day on which it was asked, ISO 8601."""
    archived: str = ""
    restricted: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Different:
    """Two actors that somebody has said are not the same, so that nobody is asked again."""

    kind: ClassVar[str] = "ulike"
    dataset: str
    actors: tuple[str, ...]
    """Two ids, the lesser first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Retention:
    """How long something is kept for a purpose."""

    kind: ClassVar[str] = "frist"
    purpose: str
    days: int
    """Days after the date that counts for the purpose; see :mod:`matchmaker.store.retention`."""


Body: TypeAlias = Team | Seating | Draw | Invitation | Decision | Note | Run | Different | Retention
KINDS: Mapping[str, type[Body]] = {
    one.kind: one for one in (Team, Seating, Draw, Invitation, Decision, Note, Run, Different, Retention)
}
"""Every kind of record."""


@dataclass(frozen=True, slots=True)
class Record:
    """A record as it is now, or was in one revision."""

    id: str
    """``<kind>-<number>``."""
    revision: int
    """1, 2, 3 …"""
    body: Body | None
    """``None`` when it was taken away."""
    author: str
    at: str
    changed: tuple[str, ...] = field(default=())
    """Fields that differ from the revision before; filled in by :func:`history`."""


def text_of(body: Body) -> str:
    """Write a body as text."""
    return orjson.dumps({"kind": body.kind, **asdict(body)}, option=orjson.OPT_SORT_KEYS).decode()


def body_of(text: str) -> Body:
    """Read a body. Fields that a later tool has added are left out."""
    held = orjson.loads(text)
    made = KINDS[held.pop("kind")]
    known = {one.name: one for one in fields(made)}
    values = {name: _frozen(value) for name, value in held.items() if name in known}
    return made(**values)


def _frozen(value: Any) -> Any:  # noqa: ANN401 - any JSON value
    return tuple(map(_frozen, value)) if isinstance(value, list) else value


def _record(revision: Row) -> Record:
    body = None if revision["body"] is None else body_of(str(revision["body"]))
    number = int(str(revision["number"]))
    return Record(str(revision["record"]), number, body, str(revision["author"]), str(revision["at"]))


def get(reading: Reading, record: str) -> Record:
    """One record as it is now. Raises ``InputError`` (unknown_record)."""
    row = reading.get("record", record)
    if row is None or row["deleted"]:
        raise InputError("unknown_record", {"record": record})
    revision = reading.get("revision", record, int(str(row["revision"])))
    if revision is None:
        raise InputError("store_damaged", {"place": record, "where": str(row["revision"])})
    return _record(revision)


def of_kind(reading: Reading, kind: str) -> tuple[Record, ...]:
    """Every record of a kind that is there, oldest first."""
    rows = reading.rows("record", kind=kind, deleted=0)
    found = [get(reading, str(row["id"])) for row in rows]
    return tuple(sorted(found, key=lambda record: (len(record.id), record.id)))


def history(reading: Reading, record: str) -> tuple[Record, ...]:
    """Every revision of a record, oldest first, each with what it changed."""
    found = [_record(row) for row in reading.rows("revision", record=record)]
    if not found:
        raise InputError("unknown_record", {"record": record})
    told = found[:1]
    for before, now in pairwise(found):
        told.append(
            Record(now.id, now.revision, now.body, now.author, now.at, _changed(before.body, now.body))
        )
    return tuple(told)


def _changed(before: Body | None, now: Body | None) -> tuple[str, ...]:
    old, new = (asdict(body) if body else {} for body in (before, now))
    return tuple(name for name in {**old, **new} if old.get(name) != new.get(name))
