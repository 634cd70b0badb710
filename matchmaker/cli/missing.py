"""The commands about who is missing: ``gaps`` with its parts, ``rules``, ``classify``, ``population``.

What a part needs is imported when the part is asked for: most questions need none of them.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from matchmaker.cli import text
from matchmaker.cli.exit_codes import Exit
from matchmaker.kernel.errors import InputError, Message
from matchmaker.legitimacy.crossed import crossed_code
from matchmaker.legitimacy.finding import Urgency
from matchmaker.services.disclosure import Edition
from matchmaker.services.gaps import INVITED_FROM, OLDEST, GapsRequest, find_gaps
from matchmaker.services.jsonable import jsonable
from matchmaker.services.team import TeamRequest, suggest_team

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from matchmaker.cli.commands import Session
    from matchmaker.services.gaps import GapsResult


def run_gaps(session: Session) -> int:
    """Say who and what is missing, and the further parts that are asked for."""
    options = session.options
    request = gaps_request(session)
    if options.keep:
        from matchmaker.cli.kept import kept_answer

        return kept_answer(session, request, text.gaps)
    result = find_gaps(session.workspace, request, session.environment)
    parts = list(_parts(session, request))
    if options.json:
        answer = jsonable(result, session.words)
        more = {name: jsonable(part, session.words) for name, part, _ in parts}
        session.write_json({**answer, "parts": more} if more and isinstance(answer, dict) else answer)
    else:
        if request.edition is Edition.WORKING:  # else the findings stand in the edition, with its tables
            text.gaps(result, session.paper, session.words)
        for _, part, as_text in parts:
            as_text(part, session.paper, session.words)
    return _exit(result, options.fail_on)


def gaps_request(session: Session) -> GapsRequest:
    """The request that the options of ``gaps`` spell, a team suggested first where that is asked for."""
    options = session.options
    request = GapsRequest(
        dataset=options.dataset,
        challenge=options.challenge,
        team=_ids(options.team),
        ages=options.ages or (INVITED_FROM, OLDEST),
        on=day(options.on),
        edition=Edition(options.edition),
    )
    if options.suggest is None:
        return request
    if not options.challenge:
        raise InputError("suggest_needs_challenge")
    wish = TeamRequest(options.dataset, options.challenge, options.suggest, options.suggest)
    return replace(request, team=suggest_team(session.workspace, wish, session.environment).members)


def _ids(listed: str) -> tuple[str, ...]:
    return tuple(filter(None, listed.split(",")))


def day(written: str | None) -> date | None:
    """Read a day as it is written in an option. Raises ``InputError`` (bad_date)."""
    try:
        return date.fromisoformat(written) if written else None
    except ValueError as wrong:
        raise InputError("bad_date", {"value": written}) from wrong


def _exit(result: GapsResult, fail_on: str | None) -> int:
    if fail_on:
        order = list(Urgency)
        worst = order.index(Urgency(fail_on))
        if any(order.index(finding.severity) <= worst for finding in result.findings):
            return Exit.FINDINGS
    return Exit.OK


def _challenge(session: Session) -> str:
    """The challenge that a part is about. Raises ``InputError`` (part_needs_challenge)."""
    challenge: str | None = session.options.challenge
    if not challenge:
        raise InputError("part_needs_challenge", hint=Message("hint.part_needs_challenge"))
    return challenge


def _parts(session: Session, request: GapsRequest) -> Iterator[tuple[str, object, Callable[..., None]]]:
    """Each further part that is asked for: its name, its result, and what writes it."""
    if request.edition is Edition.PUBLIC:
        yield "public", *_public(session, request)
    for name, ask in _PARTS.items():
        # a step without attributes is compared by those that are counted at it
        if getattr(session.options, name) or (name == "by" and session.options.step):
            yield name, *ask(session, request)


def _public(session: Session, request: GapsRequest) -> tuple[object, Callable[..., None]]:
    from matchmaker.cli import public_text
    from matchmaker.services.public_edition import PublicRequest, public_edition

    wish = PublicRequest(
        request.dataset, request.challenge, request.team, request.ages, request.on,
        smallest_shown=session.options.smallest_shown,
    )  # fmt: skip
    return public_edition(session.workspace, wish, session.environment), public_text.show


def _groups(session: Session, request: GapsRequest) -> tuple[object, Callable[..., None]]:
    from matchmaker.cli import representation_text
    from matchmaker.services.representation import RepresentationRequest, compare_groups

    wish = RepresentationRequest(
        request.dataset, request.challenge, request.team, by=session.options.by or (),
        ages=session.options.ages,
        on=request.on, step=session.options.step, edition=request.edition,
    )  # fmt: skip
    return compare_groups(session.workspace, wish, session.environment), representation_text.show


def _intersections(session: Session, request: GapsRequest) -> tuple[object, Callable[..., None]]:
    from matchmaker.cli import intersections_text
    from matchmaker.services.intersections import IntersectionsRequest, find_intersections

    wish = IntersectionsRequest(
        request.dataset, request.challenge, request.team, ages=request.ages, on=request.on,
        seed=session.options.seed, edition=request.edition, by=_crossed(session),
    )  # fmt: skip
    return find_intersections(session.workspace, wish, session.environment), intersections_text.show


def _by(session: Session) -> tuple[str, ...]:
    """The attributes asked for, by their codes."""
    return tuple(dict.fromkeys(map(crossed_code, session.options.by or ())))


def _crossed(session: Session) -> tuple[str, ...]:
    """The attributes to cross, where at least two are named; else the usual ones."""
    named = tuple(dict.fromkeys(part for one in _by(session) for part in one.split("*")))
    return named if len(named) > 1 else ()


def _phases(session: Session, request: GapsRequest) -> tuple[object, Callable[..., None]]:
    from matchmaker.cli import phases_text
    from matchmaker.services.phases import PhasesRequest, look_at_phases

    wish = PhasesRequest(request.dataset, _challenge(session), request.on, request.edition)
    return look_at_phases(session.workspace, wish, session.environment), phases_text.show


def _funnel(session: Session, request: GapsRequest) -> tuple[object, Callable[..., None]]:
    from matchmaker.cli import funnel_text
    from matchmaker.services.funnel import FunnelRequest, follow_funnel

    wish = FunnelRequest(
        request.dataset, _challenge(session), _by(session), on=request.on, edition=request.edition
    )
    return follow_funnel(session.workspace, wish, session.environment), funnel_text.show


def _outreach(session: Session, request: GapsRequest) -> tuple[object, Callable[..., None]]:
    from matchmaker.cli import outreach_text
    from matchmaker.services.outreach import OutreachRequest, plan_outreach

    options = session.options
    wish = OutreachRequest(
        request.dataset, request.challenge, request.team, cap=options.cap, reach=options.reach,
        ages=request.ages, on=request.on, edition=request.edition,
    )  # fmt: skip
    return plan_outreach(session.workspace, wish, session.environment), outreach_text.show


_PARTS: dict[str, Callable[[Session, GapsRequest], tuple[object, Callable[..., None]]]] = {
    "by": _groups, "intersections": _intersections, "phases": _phases, "funnel": _funnel,
    "outreach": _outreach,
}  # fmt: skip


def run_rules(session: Session) -> int:
    """List the rules, or check them."""
    from matchmaker.cli import rules_text
    from matchmaker.services.rules import Act, Body, RulesRequest, check_rules, list_rules

    options = session.options
    if options.action == "list":
        session.show(list_rules(), rules_text.show_list)
        return Exit.OK
    if not options.dataset:
        raise InputError("rules_needs_dataset", hint=Message("hint.rules_needs_dataset"))
    request = RulesRequest(
        options.dataset, options.challenge, _ids(options.team), Body(options.body), options.party,
        day(options.on), tuple(options.rule), Act(options.act), as_if_elected=options.as_if_elected,
        confirmed=tuple(options.confirmed), place=options.place, council=options.council,
        months=options.months, signatures=options.signatures, proposal_to=options.proposal_to,
        edition=Edition(options.edition),
    )  # fmt: skip
    session.show(check_rules(session.workspace, request, session.environment), rules_text.show)
    return Exit.OK


def run_classify(session: Session) -> int:
    """Say what a process most resembles."""
    from matchmaker.cli import classify_text
    from matchmaker.services.classify import ClassifyRequest, Wording, classify_process

    options = session.options
    request = ClassifyRequest(options.dataset, options.challenge, Wording(options.wording), day(options.on))
    session.show(classify_process(session.workspace, request, session.environment), classify_text.show)
    return Exit.OK


def run_population(session: Session) -> int:
    """Give municipalities' figures, fetched from Statistics Norway where they are not here."""
    import time

    from matchmaker.cli import population_text
    from matchmaker.services.population import (
        FetchedFigures,
        PopulationRequest,
        StatisticsNorway,
        fetch_population,
    )

    options = session.options
    request = PopulationRequest(tuple(options.municipalities), tuple(options.year), refresh=options.refresh)
    with StatisticsNorway(time.monotonic, time.sleep, progress=session.environment.progress) as source:
        result = fetch_population(
            session.workspace, request, session.environment, source, FetchedFigures(session.figures)
        )
    session.show(result, population_text.show)
    return Exit.FINDINGS if result.missing else Exit.OK


COMMANDS: dict[str, Callable[[Session], int]] = {
    "gaps": run_gaps, "rules": run_rules, "classify": run_classify,
    "population": run_population,
}  # fmt: skip
