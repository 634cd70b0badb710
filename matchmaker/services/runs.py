"""Questions and their answers, kept so that anybody can ask again a year later and compare."""

from __future__ import annotations

from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date
from enum import Enum
from typing import TYPE_CHECKING, Any, get_args, get_type_hints

from matchmaker.kernel.errors import InputError, Message
from matchmaker.kernel.messages import catalogue
from matchmaker.services.committing import keep
from matchmaker.services.environment import Environment
from matchmaker.services.gaps import GapsRequest, find_gaps
from matchmaker.services.jsonable import jsonable
from matchmaker.services.kept import AT
from matchmaker.services.team import TeamRequest, suggest_team
from matchmaker.store import records
from matchmaker.store.records import Run

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from matchmaker.services.gaps import GapsResult
    from matchmaker.services.kept import KeptWorkspace
    from matchmaker.services.team import TeamResult

SERVICES = {"team": (TeamRequest, suggest_team), "gaps": (GapsRequest, find_gaps)}
"""What can be asked again, by name."""
_SAID = {"code", "params", "text"}
"""Fields of a message; its text may be worded anew and is not compared."""


@dataclass(frozen=True, slots=True)
class Kept:
    """An answer that was kept."""

    run: str
    """Id of the run."""
    answer: TeamResult | GapsResult


def keep_run(
    workspace: KeptWorkspace, request: TeamRequest | GapsRequest, environment: Environment, author: str
) -> Kept:
    """Ask, and keep question and answer. A dataset that lies as files is kept first.

    Raises what the service raises; then nothing but the dataset is kept.
    """
    service = next(name for name, (kind, _) in SERVICES.items() if isinstance(request, kind))
    number = keep(workspace, request.dataset, author)
    plain, _ = workspace.split(request.dataset)
    name = workspace.dataset(plain).info.name
    request = replace(request, dataset=f"{name}{AT}{number}")
    answer: TeamResult | GapsResult = SERVICES[service][1](workspace, request, environment)  # type: ignore[operator]
    run = Run(
        service=service, request=_plain(request), result=_plain(answer),
        data_version=_data_version(workspace, request),
        code_version=answer.code_version, rules_version=answer.rules_version,
        today=environment.today.isoformat(),
    )  # fmt: skip
    with workspace.store.step(Message("step.run", {"service": service, "dataset": name}), author) as work:
        return Kept(work.add(run), answer)


def _data_version(workspace: KeptWorkspace, request: TeamRequest | GapsRequest) -> str:
    """Fingerprint of the data asked; the run is kept in the house, so also for a public answer."""
    return workspace.dataset(request.dataset).register.fingerprint[:16]


def _plain(value: object) -> Mapping[str, Any]:
    found = jsonable(value, catalogue())
    return found if isinstance(found, dict) else {}


@dataclass(frozen=True, slots=True)
class ValueChange:
    """Something in an answer that is not as it was."""

    path: str
    """Where, e.g. ``seats[2].filled_by``."""
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Repetition:
    """A run asked again."""

    run: str
    equal: bool
    differences: tuple[ValueChange, ...]
    """What differs; empty when equal."""
    notes: tuple[Message, ...]
    """What may explain it: another version of the tool or its rules, somebody erased."""


def repeat(workspace: KeptWorkspace, run: str, environment: Environment) -> Repetition:
    """Ask a kept question again, of the same version of the data and as on the same day.

    Raises ``InputError``: ``unknown_record``; ``not_a_run``; what the service raises when the question can no
    longer be answered.
    """
    with workspace.store.reading() as reading:
        body = records.get(reading, run).body
    if not isinstance(body, Run):
        raise InputError("not_a_run", {"record": run})
    kind, service = SERVICES[body.service]
    request = request_of(kind, body.request)
    day = date.fromisoformat(body.today)
    then = Environment(lambda: day, environment.progress)
    answer = _plain(service(workspace, request, then))  # type: ignore[operator]
    versions = {**answer, "data_version": _data_version(workspace, request)}
    notes = []
    for name in ("data_version", "code_version", "rules_version"):
        before, after = str(getattr(body, name)), str(versions[name])
        if before != after:
            notes.append(Message(f"repeat.{name}", {"before": before, "after": after}))
    found = tuple(_differences(_thawed(body.result), answer, ""))
    return Repetition(run, not found, found, tuple(notes))


def _thawed(value: Any) -> Any:  # noqa: ANN401 - any JSON value
    """Lists were made tuples when the record was read."""
    if isinstance(value, dict):
        return {name: _thawed(item) for name, item in value.items()}
    return [_thawed(item) for item in value] if isinstance(value, tuple | list) else value


def _differences(before: Any, after: Any, path: str) -> Iterator[ValueChange]:  # noqa: ANN401
    if isinstance(before, dict) and isinstance(after, dict):
        message = set(before) == set(after) == _SAID
        for name in {**before, **after}:
            if not (message and name == "text") and not (not path and name == "code_version"):
                yield from _differences(before.get(name), after.get(name), f"{path}.{name}".lstrip("."))
    elif isinstance(before, list) and isinstance(after, list) and len(before) == len(after):
        for place, (old, new) in enumerate(zip(before, after, strict=True)):
            yield from _differences(old, new, f"{path}[{place}]")
    elif before != after:
        yield ValueChange(path, str(before), str(after))


def request_of(kind: type[Any], held: Mapping[str, Any]) -> Any:  # noqa: ANN401 - an instance of *kind*
    """Make a request again from its JSON values. Fields that are no more are left out."""
    hints = get_type_hints(kind, localns={"date": date})
    known = {one.name for one in fields(kind)}
    return kind(**{name: _typed(hints[name], value) for name, value in held.items() if name in known})


def _typed(hint: Any, value: Any) -> Any:  # noqa: ANN401
    if value is None:
        return None
    if isinstance(hint, type) and is_dataclass(hint):
        return request_of(hint, value)
    if isinstance(hint, type) and issubclass(hint, Enum):
        return hint(value)
    if date in (hint, *get_args(hint)):
        return date.fromisoformat(value)
    return _tuples(value)


def _tuples(value: Any) -> Any:  # noqa: ANN401
    return tuple(map(_tuples, value)) if isinstance(value, list | tuple) else value


@dataclass(frozen=True, slots=True)
class RunInfo:
    """A run in a list."""

    id: str
    service: str
    dataset: str
    author: str
    at: str


def list_runs(workspace: KeptWorkspace) -> tuple[RunInfo, ...]:
    """Every run that is kept, oldest first."""
    with workspace.store.reading() as reading:
        found = records.of_kind(reading, Run.kind)
    return tuple(
        RunInfo(one.id, one.body.service, str(one.body.request["dataset"]), one.author, one.at)
        for one in found
        if isinstance(one.body, Run)
    )
