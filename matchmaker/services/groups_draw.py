"""A draw that can be checked: promised before the event, revealed after it.

Beforehand a secret seed and the whole input are fixed, and two hashes are published. Afterwards the seating
is searched for with that seed and nothing else, and a document tells all that is needed to search again.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, Any

import orjson

from matchmaker.kernel.canonical import canonical, read_canonical
from matchmaker.kernel.chain import read_chain
from matchmaker.kernel.errors import InputError, Message
from matchmaker.kernel.messages import catalogue
from matchmaker.kernel.rng import secret
from matchmaker.matching.groups.conflict import refuse_impossible
from matchmaker.matching.groups.draw import Veiled, drawn_seed, seed_commitment, veil
from matchmaker.matching.groups.draw_fields import LONGEST_WORD
from matchmaker.matching.groups.draw_reading import read_problem
from matchmaker.matching.groups.effort import Effort
from matchmaker.matching.groups.referee import judge, referee
from matchmaker.matching.groups.search import search, usual_effort
from matchmaker.model.vocabulary import GroupMode
from matchmaker.services.event import pose_event
from matchmaker.services.groups import answer
from matchmaker.services.groups_draw_document import (
    MOST_TRIES,
    Result,
    counted,
    new_head,
    read_head,
    write_problem,
    write_result,
)
from matchmaker.services.groups_request import AttributeWish, GroupsRequest, Split
from matchmaker.services.jsonable import jsonable

if TYPE_CHECKING:
    from matchmaker.services.environment import Environment
    from matchmaker.services.event import Event
    from matchmaker.services.groups_draw_document import Head
    from matchmaker.services.workspace import Workspace

_SEALED = ("request", "seed", "nonce", "mix", "committed", "tool", "code")


@dataclass(frozen=True, slots=True)
class Commitment:
    """What is published before the event; nothing here is secret or about anybody."""

    committed: str
    """Fixes everything: seed, input, effort, code, and what will be mixed in."""
    seed: str
    """Fixes the seed alone."""
    people: int
    groups: int
    rounds: int
    tries: int
    mix: str
    notes: tuple[Message, ...]


@dataclass(frozen=True, slots=True)
class Committed:
    """A draw that was promised."""

    commitment: Commitment
    sealed: bytes
    """The seed and what was asked: secret until the draw."""
    salts: bytes
    """One line per person, id and salt: what binds people to their numbers. Who takes a line away takes the
    person away."""


@dataclass(frozen=True, slots=True)
class Reveal:
    """What a draw came to."""

    committed: str
    seed: str
    """Commitment to the seed."""
    document: str
    """Last hash of the document: who publishes it cannot change the document."""
    rows: int
    split: Split
    """Who sits where. Its request alone does not give it again: the document does."""
    notes: tuple[Message, ...]


@dataclass(frozen=True, slots=True)
class Revealed:
    """A draw that was made."""

    reveal: Reveal
    document: bytes


def commit_draw(
    workspace: Workspace, request: GroupsRequest, environment: Environment, *, seed: str = "", mix: str = ""
) -> Committed:
    """Fix a draw before the event.

    Parameters
    ----------
    workspace
        Where the event is.
    request
        The event as for ``groups``; its ``seed`` plays no part.
    environment
        Not asked about anything: a promise has no clock.
    seed
        The secret seed; drawn when empty.
    mix
        What will be mixed in on the day, in words, so that nobody can have chosen the seed with the result in
        mind; empty for nothing.

    Raises
    ------
    InputError
        What :func:`~matchmaker.services.event.pose_event` refuses; ``draw_by_time`` (a time is no amount of
        work); ``draw_word_too_long``; ``draw_too_large``; ``bad_effort``.
    Infeasible
        Rules that cannot all be kept.
    """
    del environment
    if request.seconds is not None:
        raise InputError("draw_by_time", hint=Message("hint.draw_by_time"))
    _short(seed)
    _short(mix)
    seed, nonce = seed or secret(), secret()
    request = replace(request, seed=0)
    event = pose_event(workspace.dataset(request.dataset).register, request)
    refuse_impossible(event.problem, event.wishes)
    effort = _effort(event, request)
    request = replace(request, tries=effort.planned, done=effort.done)
    salts = {person: secret() for person in event.problem.people}
    veiled = veil(event.problem, salts)
    head = new_head(seed_commitment(seed, nonce), effort, mix)
    content, committed = write_problem(head, veiled)
    _readable(content)
    sealed: dict[str, Any] = {
        "request": jsonable(request, catalogue()), "seed": seed, "nonce": nonce, "mix": mix,
        "committed": committed, "code": head.code, "tool": head.made_by,
    }  # fmt: skip
    told = Commitment(
        committed, head.seed, len(event.problem.people), len(event.problem.groups), event.problem.rounds,
        effort.planned, mix, (*event.notes, Message("note.draw_secret"), _about_mixing(mix)),
    )  # fmt: skip
    lines = [canonical({"id": person, "salt": salt}) + b"\n" for person, salt in sorted(salts.items())]
    return Committed(told, canonical(sealed) + b"\n", b"".join(lines))


def _about_mixing(mix: str) -> Message:
    return Message("note.draw_mix", {"mix": mix}) if mix else Message("note.draw_no_mix")


def _short(word: str) -> None:
    if len(word) > LONGEST_WORD or not word.isprintable():
        raise InputError("draw_word_too_long", {"most": LONGEST_WORD})


def _effort(event: Event, request: GroupsRequest) -> Effort:
    planned = usual_effort(event.problem) if request.tries is None else request.tries
    done = planned if request.done is None else request.done
    if not 0 <= done <= planned <= MOST_TRIES:
        raise InputError("bad_effort", {"tries": planned, "done": done})
    return Effort(planned, done)


def _readable(content: bytes) -> None:
    """What is promised must be possible to check later; raises ``InputError`` (draw_too_large)."""
    links = read_chain(content)
    read_head(links)
    read_problem(links.row, 2, len(links.lines))


def reveal_draw(
    workspace: Workspace,
    dataset: str,
    sealed: bytes,
    salts: bytes,
    environment: Environment,
    *,
    mixed: str = "",
) -> Revealed:
    """Make the draw that was promised, and write the document that lets anybody make it again.

    Parameters
    ----------
    workspace
        Where the event is.
    dataset
        The event: must be the one that was promised.
    sealed, salts
        The two files that were kept secret.
    environment
        Follows the search.
    mixed
        What is mixed in on the day, word for word.

    Raises
    ------
    InputError
        ``draw_bad_sealed``, ``draw_bad_salts``: the files cannot be read; ``draw_other_event``;
        ``draw_mix_missing``, ``draw_mix_unasked``; ``draw_people_changed``, ``draw_input_changed``: the data
        are not as they were promised; ``draw_other_code``: the tool is not the one that was promised;
        ``draw_cancelled``.
    """
    secrets, request = _opened(sealed)
    if request.dataset != dataset:
        raise InputError("draw_other_event", {"dataset": dataset, "promised": request.dataset})
    _short(mixed)
    if bool(mixed) != bool(secrets["mix"]):
        code = "draw_mix_missing" if secrets["mix"] else "draw_mix_unasked"
        raise InputError(code, {"mix": secrets["mix"]}, Message(f"hint.{code}"))
    register = workspace.dataset(dataset).register
    event = pose_event(register, request)
    effort = Effort(request.tries or 0, request.done or 0)
    head = new_head(seed_commitment(secrets["seed"], secrets["nonce"]), effort, secrets["mix"])
    if head.code != secrets["code"]:
        versions = {"tool": secrets["tool"], "here": head.made_by}
        raise InputError("draw_other_code", versions, Message("hint.draw_other_code"))
    veiled = _as_promised(event, head, salts, secrets["committed"])
    first, committed = write_problem(head, veiled)
    seed = drawn_seed(secrets["seed"], mixed)
    found = search(veiled.problem, seed=seed, effort=effort, progress=environment.progress)
    if found.cancelled:
        raise InputError("draw_cancelled")
    account = referee(veiled.problem, found.seating, found.totals)
    result = Result(
        secrets["seed"], secrets["nonce"], mixed, found.effort.done, counted(account), found.seating
    )
    rows = first.count(b"\n")
    second, last = write_result(result, committed, rows)
    seating = veiled.unveiled(found.seating)
    split = answer(register, request, event, seating, judge(event.problem, seating), found)
    told = Reveal(
        committed, head.seed, last, rows + second.count(b"\n"), split, (Message("note.draw_not_anonymous"),)
    )
    return Revealed(told, first + second)


def _opened(sealed: bytes) -> tuple[dict[str, str], GroupsRequest]:
    """Read the sealed file. Raises ``InputError`` (draw_bad_sealed)."""
    try:
        held = read_canonical(sealed.removesuffix(b"\n"))
        if not isinstance(held, Mapping) or set(held) != set(_SEALED):
            raise ValueError("fields")
        return {name: str(held[name]) for name in _SEALED[1:]}, _request(held["request"])
    except (ValueError, TypeError, KeyError) as wrong:
        raise InputError("draw_bad_sealed", hint=Message("hint.draw_bad_sealed")) from wrong


def _request(held: Any) -> GroupsRequest:  # noqa: ANN401 - any JSON value
    """The request that was sealed; fields that are no more are left out."""
    known = {one.name for one in fields(GroupsRequest)}
    said = {name: _tuples(value) for name, value in held.items() if name in known}
    said["attributes"] = tuple(
        AttributeWish(one["attribute"], GroupMode(one["mode"]), one["weight"]) for one in held["attributes"]
    )
    return GroupsRequest(**said)


def _tuples(value: Any) -> Any:  # noqa: ANN401
    return tuple(map(_tuples, value)) if isinstance(value, list | tuple) else value


def read_salts(content: bytes) -> dict[str, str]:
    """Salts by id. Raises ``InputError`` (draw_bad_salts)."""
    found = {}
    try:
        for line in content.splitlines():
            one = orjson.loads(line)
            found[str(one["id"])] = str(one["salt"])
    except (ValueError, TypeError, KeyError) as wrong:
        raise InputError("draw_bad_salts", hint=Message("hint.draw_bad_salts")) from wrong
    return found


def _as_promised(event: Event, head: Head, content: bytes, committed: str) -> Veiled:
    """The veiled problem, if it is the one that was promised."""
    salts = read_salts(content)
    missing = len(set(event.problem.people) ^ set(salts))
    if missing:
        raise InputError("draw_people_changed", {"count": missing}, Message("hint.draw_input_changed"))
    veiled = veil(event.problem, salts)
    if write_problem(head, veiled)[1] != committed:
        raise InputError("draw_input_changed", hint=Message("hint.draw_input_changed"))
    return veiled
