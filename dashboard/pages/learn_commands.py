"""The commands that give what the page *Lær av hverandre* shows."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

from dashboard.learn_state import PLAIN_COMPARE, PLAIN_STRESS
from matchmaker.services.command_words import command, in_language, said
from matchmaker.services.disclosure import Edition
from matchmaker.services.learning import FACTOR
from matchmaker.services.network_scope import EVERY

if TYPE_CHECKING:
    from collections.abc import Iterable

    from matchmaker.kernel.messages import Language
    from matchmaker.services.change import ChangeRequest
    from matchmaker.services.learning import LearnRequest
    from matchmaker.services.network_scope import NetworkRequest
    from matchmaker.services.side_by_side import CompareRequest
    from matchmaker.services.stress import StressRequest


def learn_command(request: LearnRequest, language: Language) -> str:
    """Write the command for learning pairs."""
    words = _unless("factor", repr(request.factor), repr(FACTOR))
    words += _day(request.on.isoformat() if request.on else None)
    return _several("learn", request.datasets, words, request.edition, language)


def compare_command(request: CompareRequest, language: Language) -> str:
    """Write the command for municipalities side by side."""
    relations = request.relations or (EVERY,)
    words = _each("municipality", request.municipalities)
    words += [] if relations == PLAIN_COMPARE.relations else _each("relation", relations)
    words += _day(request.on.isoformat() if request.on else None)
    words += _unless("against", request.null.value, PLAIN_COMPARE.null.value)
    words += _unless("draws", str(request.draws), str(PLAIN_COMPARE.draws))
    words += _unless("seed", str(request.seed), "0")
    return _several("compare", request.datasets, words, request.edition, language)


def change_command(request: ChangeRequest, language: Language) -> str:
    """Write the command for what changed; the days are always told."""
    words = [*said("before", request.before)] if request.before else []
    words += _each("date", (one.isoformat() for one in request.dates))
    words += [*said("arena", request.arena)] if request.arena else []
    words += _unless("seed", str(request.seed), "0")
    return _one("change", request.network, words, request.edition, language)


def stress_command(request: StressRequest, language: Language) -> str:
    """Write the command for what if somebody leaves."""
    plain = PLAIN_STRESS
    words = _each("leaving", request.leaving)
    words += _unless("share", repr(request.share), repr(plain.share))
    words += _unless("busiest", str(request.busiest), str(plain.busiest))
    words += _unless("connect", str(request.count), str(plain.count))
    words += _unless("draws", str(request.draws), str(plain.draws))
    words += _unless("seed", str(request.seed), str(plain.seed))
    return _one("stress", request.network, words, request.edition, language)


def _one(
    name: str, network: NetworkRequest, words: list[str], edition: Edition, language: Language
) -> str:  # fmt: skip
    place = [*said("municipality", network.municipality)] if network.municipality else []
    relations = _each("relation", network.relations)
    ends = [*_edition(edition), *in_language(language)]
    return command(name, network.dataset, [*words, *place, *relations, *ends])


def _several(
    name: str, datasets: Iterable[str], words: list[str], edition: Edition, language: Language
) -> str:  # fmt: skip
    """Several datasets stand first; where the name of one begins with a dash, all stand last."""
    named, ends = list(datasets), [*words, *_edition(edition), *in_language(language)]
    if any(one.startswith("-") for one in named):
        return shlex.join(["matchmaker", name, *ends, "--", *named])
    return shlex.join(["matchmaker", name, *named, *ends])


def _unless(option: str, value: str, usual: str) -> list[str]:
    return [] if value == usual else [*said(option, value)]


def _each(option: str, values: Iterable[str]) -> list[str]:
    return [word for value in values for word in said(option, value)]


def _day(on: str | None) -> list[str]:
    return [*said("on", on)] if on else []


def _edition(edition: Edition) -> list[str]:
    return [] if edition is Edition.WORKING else [*said("edition", edition.value)]
