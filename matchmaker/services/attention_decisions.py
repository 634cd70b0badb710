"""The last decisions: teams settled, groupings and versions kept, what was decided, and erasures."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

import orjson

from matchmaker.kernel.errors import InputError, Message
from matchmaker.services.committing import list_versions
from matchmaker.services.disclosure import Edition
from matchmaker.store import records
from matchmaker.store.audit import ERASURE
from matchmaker.store.records import Decision, Run, Team

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from matchmaker.services.kept import KeptWorkspace
    from matchmaker.store.storage import Reading

MOST: Final = 10
"""So many are told, the newest."""
_SEATED: Final = "step.seated"


class DecidedKind(StrEnum):
    """What kind of decision it was."""

    DECISION = "beslutning"
    TEAM = "team"
    GROUPS = "grupper"
    VERSION = "versjon"
    ERASURE = "sletting"


@dataclass(frozen=True, slots=True)
class Decided:
    """One thing that was decided or done. It names no person but whoever signed it."""

    kind: DecidedKind
    id: str
    """Id of the record; number of the version or of the entry in the log."""
    at: str
    """Date, and time where it is known, ISO 8601."""
    message: Message
    who: str
    """Role or signature as it was kept; empty where it is not told or not known."""
    challenge: str | None = None
    """The challenge it concerns, where it is about one."""

    @property
    def on(self) -> str:
        """The date alone."""
        return self.at[:10]


def last_decisions(
    workspace: KeptWorkspace, dataset: str, titles: Mapping[str, str], edition: Edition
) -> tuple[Decided, ...]:
    """The last decisions about a dataset, newest first; of the same moment, by kind and id.

    In the public edition without signatures, which may be private persons' names, without erasures, and
    without what was decided in words: who decided is told as a role or body, as in the public report.
    Restricted decisions are left out of both.

    Parameters
    ----------
    workspace
        Where they are kept.
    dataset
        Its name, without a version.
    titles
        Title of each of its challenges, by id.
    edition
        Which edition.
    """
    public = edition is Edition.PUBLIC
    with workspace.store.reading() as reading:
        found = [
            *_teams(reading, dataset, titles),
            *_decisions(reading, dataset, titles, public),
            *(() if public else _erasures(reading)),
        ]
    if workspace.version(dataset) is not None:
        found += _versions(workspace, dataset)
    rank = {kind: place for place, kind in enumerate(DecidedKind)}
    found.sort(key=lambda one: (rank[one.kind], one.id))
    found.sort(key=lambda one: (one.on, one.at), reverse=True)  # stable: kind and id decide among equals
    return tuple(_unsigned(one) if public else one for one in found[:MOST])


def _unsigned(one: Decided) -> Decided:
    who = one.who if one.kind is DecidedKind.DECISION else ""
    return Decided(one.kind, one.id, one.on, one.message, who, one.challenge)


def _teams(reading: Reading, dataset: str, titles: Mapping[str, str]) -> Iterator[Decided]:
    for one in records.of_kind(reading, Team.kind):
        if isinstance(one.body, Team) and one.body.dataset == dataset:
            challenge = one.body.challenge
            said = Message("decided.team", {"challenge": titles.get(challenge, challenge)})
            yield Decided(DecidedKind.TEAM, one.id, one.at, said, one.author, challenge)


def _decisions(
    reading: Reading,
    dataset: str,
    titles: Mapping[str, str],
    public: bool,  # noqa: FBT001
) -> Iterator[Decided]:
    for one in records.of_kind(reading, Decision.kind):
        body = one.body
        if not isinstance(body, Decision) or body.restricted:
            continue
        about = _about(reading, body.about, dataset, titles)
        if about is None:
            continue
        named = {"about": titles.get(about, body.about)}
        said = Message("decided.decision", named)
        if not public:
            said = Message("decided.decision_words", {**named, "decided": body.decided})
        yield Decided(DecidedKind.DECISION, one.id, body.on, said, body.decided_by, about or None)


def _about(reading: Reading, about: str, dataset: str, titles: Mapping[str, str]) -> str | None:
    """The challenge that a decision concerns; empty for the dataset as a whole, ``None`` for another."""
    if about in titles:
        return about
    if about == dataset:
        return ""
    try:
        body = records.get(reading, about).body
    except InputError:
        return None
    if isinstance(body, Team):
        return body.challenge if body.dataset == dataset else None
    if isinstance(body, Run):
        same = str(body.request.get("dataset")).partition("@")[0] == dataset
        return str(body.request.get("challenge") or "") if same else None
    return None


def _versions(workspace: KeptWorkspace, dataset: str) -> Iterator[Decided]:
    for one in list_versions(workspace, dataset):
        kind, code, more = DecidedKind.VERSION, "decided.version", {"version": one.number}
        if one.same_as is not None:
            code, more = "decided.version_again", {**more, "same": one.same_as}
        elif one.step is not None and one.step.code == _SEATED:
            kind, code = DecidedKind.GROUPS, "decided.groups"
        yield Decided(kind, str(one.number), one.at, Message(code, dict(more)), one.author)


def _erasures(reading: Reading) -> Iterator[Decided]:
    """Entries of the log about what was taken away; of whom is told nowhere."""
    for row in reading.rows("audit", action=ERASURE):
        number = int(str(row["number"]))
        told = reading.get("audit_detail", number)
        detail = orjson.loads(str(told["detail"])) if told is not None and told["detail"] is not None else {}
        code = "decided.time_was_up" if "retention" in detail else "decided.erased"
        yield Decided(DecidedKind.ERASURE, str(number), str(row["at"]), Message(code),
                      str(detail.get("author", "")))  # fmt: skip
