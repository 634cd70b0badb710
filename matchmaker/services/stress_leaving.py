"""Who might leave in a stress test: sides, kinds and roles by code or name, organisations by id."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from matchmaker.kernel.errors import InputError, Message
from matchmaker.kernel.messages import LANGUAGES, catalogue
from matchmaker.measures.resilience import elected_members
from matchmaker.model import vocabulary as v
from matchmaker.services import labels
from matchmaker.services.disclosure import Edition
from matchmaker.services.stress_result import Leavers
from matchmaker.services.stress_told import few

if TYPE_CHECKING:
    from matchmaker.model.register import Register
    from matchmaker.services.stress_result import StressRequest


class Leaving(NamedTuple):
    """Those who might leave."""

    leavers: tuple[Leavers, ...]
    mask: np.ndarray
    """Shape (n,)."""
    said: Message | None
    """Why nothing may or can be told of their leaving; ``None`` where it can."""


def leaving_of(register: Register, request: StressRequest) -> Leaving:
    """Find those who might leave.

    In the public edition one to four persons are hidden, in each of those named by themselves: one answer
    would otherwise follow from two. Nobody at all looks the same.

    Raises
    ------
    InputError
        ``unknown_leaver`` with the sides and kinds that are known. In the public edition a private person's
        id is as unknown as one that nobody has.
    """
    found = [_one(register, word, request.edition) for word in dict.fromkeys(request.leaving)] or [
        (Leavers("elected", None, Message("stress.elected"), None), elected_members(register))
    ]
    masks = [mask for _, mask in found]
    everybody: np.ndarray = np.logical_or.reduce(masks)
    public = request.edition is Edition.PUBLIC
    hidden = public and any(not mask.any() or few(register, mask, request.edition) for mask in masks)
    told = tuple(
        Leavers(one.basis, one.code, one.label, None if hidden else int(mask.sum())) for one, mask in found
    )
    return Leaving(told, everybody, _said(told, everybody, hidden=hidden))


def _said(told: tuple[Leavers, ...], mask: np.ndarray, *, hidden: bool) -> Message | None:
    if hidden:
        return Message("stress.few_or_none")
    if mask.any():
        return None
    if told[0].basis == "elected":
        return Message("stress.no_elected")
    return Message("stress.nobody_there", {"who": tuple(one.label for one in told)})


def _one(register: Register, word: str, edition: Edition) -> tuple[Leavers, np.ndarray]:
    """Those that one word means: a side, else a kind or role, else one actor."""
    text = word.strip().casefold()
    sides = {name: side.value for side in v.Sector for name in _names(f"sector.{side.value}", side.value)}
    kinds = {name: kind for kind in register.kinds for name in _kind_names(register, kind)}
    if text in sides:
        side = sides[text]
        mask = (register.actors["sector"].astype(str) == side).to_numpy()
        return Leavers("side", side, labels.sector(side), None), mask
    if text in kinds:
        kind = kinds[text]
        return Leavers("kind", kind, labels.kind(register, kind), None), _of_kind(register, kind)
    return _actor(register, word.strip(), edition)


def _names(code: str, value: str) -> set[str]:
    return {value, *(catalogue(language).term(code).casefold() for language in LANGUAGES)}


def _kind_names(register: Register, kind: str) -> set[str]:
    if kind in v.KINDS:
        return _names(f"kind.{kind}", kind)
    return {kind.casefold(), register.own_names.get(kind, kind).casefold()}


def _of_kind(register: Register, kind: str) -> np.ndarray:
    """Who is of a kind, or holds it as a further role."""
    roles = register.frame("roles")
    holders = roles["actor"].astype(str)[roles["kind"].astype(str) == kind]
    actors = register.actors
    mask: np.ndarray = (
        (actors["kind"].astype(str) == kind) | actors["id"].astype(str).isin(set(holders))
    ).to_numpy()
    return mask


def _actor(register: Register, actor: str, edition: Edition) -> tuple[Leavers, np.ndarray]:
    row = register.actor(actor) if actor in register else None
    person = row is not None and row.form == v.Form.PERSON.value
    if row is None or (person and edition is Edition.PUBLIC):
        sides = tuple(side.value for side in v.Sector)
        known = (*sides, *sorted(set(register.kinds) - set(sides)))
        raise InputError("unknown_leaver", {"leaver": actor, "known": known}, Message("hint.unknown_leaver"))
    mask = np.zeros(len(register), dtype=bool)
    mask[register.code(actor)] = True
    return Leavers("actor", None if person else row.id, labels.without_name(register, row), None), mask
