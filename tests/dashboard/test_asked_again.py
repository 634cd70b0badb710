"""What a page writes as a command is read by the command line as the very same request, field by field.

``team`` and ``groups`` have tests of their own (``tests/unit/cli``).
"""

from __future__ import annotations

import shlex
from dataclasses import fields, replace
from datetime import date
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

from dashboard.pages import learn_commands as learning
from matchmaker.cli import change, interchange, needs, network, parser, report, side_by_side, stress
from matchmaker.cli.missing import gaps_request
from matchmaker.kernel.messages import LANGUAGES, Language
from matchmaker.services.change import ChangeRequest
from matchmaker.services.disclosure import Edition
from matchmaker.services.gaps import GapsRequest
from matchmaker.services.learning import LearnRequest
from matchmaker.services.needs import NeedsRequest
from matchmaker.services.network_scope import EVERY, TOGETHER, NetworkRequest
from matchmaker.services.network_shown import ViewRequest
from matchmaker.services.network_view_command import actors_command, network_command
from matchmaker.services.network_view_divide import Grouping
from matchmaker.services.network_view_scene import SceneRequest
from matchmaker.services.repeat import gaps_command, needs_command
from matchmaker.services.report_command import report_command
from matchmaker.services.report_request import NO_TEAM, Part, ReportRequest
from matchmaker.services.side_by_side import CompareRequest, NullModel
from matchmaker.services.stress import StressRequest

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable

DAY, PUBLIC, ODD = date(2026, 5, 1), Edition.PUBLIC, '-o\'b «y» "$1" *'
NAMES = ("verdal", ODD)
PLACE = NetworkRequest(ODD, municipality="5038", relations=("samarbeider",))
WIDE = replace(PLACE, sectors=("frivillig", "tjeneste"), kinds=("ks",), contributions=("lokaler",), since=DAY,
               until=date(2026, 6, 1))  # fmt: skip


class Asked(NamedTuple):
    """A request in its plain form, others by what differs, how it is written, and how it is read."""

    plain: Any
    otherwise: dict[str, tuple[Any, ...]]
    """Field → values that a page may ask for besides."""
    write: Callable[[Any, Language], str]
    read: Callable[[argparse.Namespace], Any]


ASKED = {
    "gaps": Asked(
        GapsRequest("verdal"),
        {"dataset": NAMES, "challenge": ("sak", "-sak"), "team": (("a",), ("a", "-b")), "on": (DAY,),
         "ages": ((13, 19), (60, 200), (0, 200)), "edition": (PUBLIC,)},
        gaps_command, lambda options: gaps_request(SimpleNamespace(options=options)),  # type: ignore[arg-type]
    ),
    "needs": Asked(
        NeedsRequest("verdal"),
        {"dataset": NAMES, "challenge": ("sak",), "title": (ODD,), "themes": ((ODD, "ung"),),
         "levels": (("tjeneste", "politikk"),), "phase": ("designe",), "affected": ((ODD,),), "on": (DAY,),
         "municipalities": (("5038", "5037"),), "edition": (PUBLIC,)},
        needs_command, needs.needs_request,
    ),
    "learn": Asked(
        LearnRequest(), {"datasets": (NAMES,), "factor": (1.23456789,), "on": (DAY,), "edition": (PUBLIC,)},
        learning.learn_command, interchange.learn_request,
    ),
    "compare": Asked(
        CompareRequest(),
        {"datasets": (NAMES,), "municipalities": (("5038", "5037"),), "on": (DAY,), "draws": (0, 20),
         "relations": ((), ("samarbeider", TOGETHER)), "null": tuple(NullModel), "seed": (3, -3),
         "edition": (PUBLIC,)},
        learning.compare_command, side_by_side.compare_request,
    ),
    "change": Asked(
        ChangeRequest(NetworkRequest("verdal")),
        {"network": (PLACE, NetworkRequest("a", relations=(EVERY,))), "before": ("3", ODD), "seed": (7,),
         "dates": ((DAY, date(2026, 6, 1)),), "arena": ("-sak",), "edition": (PUBLIC,)},
        learning.change_command, change.change_request,
    ),
    "stress": Asked(
        StressRequest(NetworkRequest("verdal")),
        {"network": (PLACE,), "leaving": (("tjeneste", "-x"),), "share": (0.123456789, 0.0), "busiest": (3,),
         "count": (0,), "draws": (20,), "seed": (-1,), "edition": (PUBLIC,)},
        learning.stress_command, stress.stress_request,
    ),
    "network": Asked(
        ViewRequest(SceneRequest(NetworkRequest("verdal"))),
        {"scene": (
            SceneRequest(WIDE, Grouping.COMMUNITY, inside=("sted:5038", "tie:a b")),
            SceneRequest(NetworkRequest("a"), around="-x", steps=2),
            SceneRequest(NetworkRequest("a"), to="y"),
         ), "measures": (("degree", "bridges_at"),), "communities": (True,), "bridges": (True,)},
        network_command, network.view_request,
    ),
    "actors": Asked(
        NetworkRequest("verdal"),
        {"dataset": NAMES, "municipality": ("5038",), "sectors": (("frivillig",),), "kinds": (("ks",),),
         "contributions": (("lokaler",),), "relations": ((EVERY,),), "since": (DAY,), "until": (DAY,)},
        actors_command, network.scope,
    ),
    "report": Asked(
        ReportRequest("verdal", "sak"),
        {"dataset": NAMES, "challenge": (None, "-sak"), "edition": (PUBLIC,), "team": (("a", "-b"),),
         "include": ((Part.GAPS,),), "kept": ("team-1", NO_TEAM), "size": (3,), "seed": (7, -7),
         "ages": ((13, 19),), "on": (DAY,), "language": ("nn", "en")},
        lambda request, _language: report_command(request),
        lambda options: report.report_request(options, options.lang),
    ),
}  # fmt: skip
CASES = [(name, field, value) for name, asked in ASKED.items() for field, values in asked.otherwise.items()
         for value in values]  # fmt: skip


@pytest.mark.parametrize("name", ASKED)
def test_every_field_of_a_request_is_tried(name: str) -> None:
    assert {one.name for one in fields(ASKED[name].plain)} == ASKED[name].otherwise.keys()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ASKED)
def test_a_plain_request_comes_back(name: str, language: Language) -> None:
    asked = ASKED[name]
    request = replace(asked.plain, language=language) if name == "report" else asked.plain
    options = parser.build("nb").parse_args(shlex.split(asked.write(request, language))[1:])
    assert (options.command, options.lang, asked.read(options)) == (name, language, request)


@pytest.mark.parametrize(("name", "field", "value"), CASES)
def test_each_field_comes_back(name: str, field: str, value: object) -> None:
    asked = ASKED[name]
    request = replace(asked.plain, **{field: value})
    options = parser.build("nb").parse_args(shlex.split(asked.write(request, "nb"))[1:])
    assert asked.read(options) == request
