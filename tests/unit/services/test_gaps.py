"""Who is missing, asked through the front door."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from matchmaker.kernel.errors import InputError
from matchmaker.kernel.messages import LANGUAGES, Language, catalogue
from matchmaker.legitimacy.finding import Urgency
from matchmaker.services.disclosure import Edition
from matchmaker.services.funnel import FunnelRequest, follow_funnel
from matchmaker.services.gaps import GapsRequest, find_gaps
from matchmaker.services.intersections import IntersectionsRequest, find_intersections
from matchmaker.services.jsonable import jsonable
from matchmaker.services.outreach import OutreachRequest, plan_outreach
from matchmaker.services.phases import PhasesRequest, look_at_phases
from matchmaker.services.representation import RepresentationRequest, compare_groups
from matchmaker.services.rules import RulesRequest, check_rules
from matchmaker.services.runs import keep_run, repeat
from matchmaker.services.team import TeamRequest, suggest_team
from matchmaker.store import records

if TYPE_CHECKING:
    from matchmaker.services.environment import Environment
    from matchmaker.services.kept import KeptWorkspace
    from matchmaker.services.workspace import FolderWorkspace

TEAM = ("verdal-eldreraad", "verdal-administrasjon")


def test_the_three_scopes(bundled: FolderWorkspace, environment: Environment) -> None:
    scopes = {
        "register": GapsRequest("innherred"),
        "deltok": GapsRequest("innherred", "maurtuva"),
        "team": GapsRequest("innherred", "ensomhet", TEAM),
    }
    for scope, request in scopes.items():
        result = find_gaps(bundled, request, environment)
        assert result.scope == scope
        assert result.notes[0].code == f"note.scope_{scope}"
        assert result.notes[0].params["count"] == result.members
    askable = find_gaps(bundled, GapsRequest("innherred", "ensomhet"), environment)
    assert askable.scope == "register"  # nobody is registered as taking part: those who could be asked
    assert askable.title == bundled.dataset("innherred").register.challenge("ensomhet").title


def test_findings_have_what_a_reader_of_json_needs(
    bundled: FolderWorkspace, environment: Environment
) -> None:
    result = find_gaps(bundled, GapsRequest("sandnes_bootcamp"), environment)
    value = jsonable(result, catalogue("nb"))
    assert isinstance(value, dict)
    fields = {"code", "severity", "group", "n", "expected", "interval", "verdict", "remedy"}
    findings = value["findings"]
    assert isinstance(findings, list)
    for finding in findings:
        assert isinstance(finding, dict)
        assert fields <= set(finding)
        assert finding["severity"] in {urgency.value for urgency in Urgency}
        assert finding["message"]["text"]  # type: ignore[index,call-overload]
    compared = [f for f in findings if isinstance(f, dict) and f["code"] == "population_group"]
    assert compared
    for finding in compared:
        assert isinstance(finding["n"], int)
        assert isinstance(finding["expected"], float)
        low, high = finding["interval"]  # type: ignore[misc]
        assert 0 <= low <= finding["share"] <= high <= 1  # type: ignore[operator]
        assert finding["verdict"] in ("under", "over", "in_line", "too_few")


def test_the_most_urgent_comes_first(bundled: FolderWorkspace, environment: Environment) -> None:
    order = list(Urgency)
    for edition in Edition:
        for dataset in ("innherred", "sandnes_bootcamp"):
            result = find_gaps(bundled, GapsRequest(dataset, edition=edition), environment)
            ranks = [order.index(finding.severity) for finding in result.findings]
            assert ranks == sorted(ranks)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("edition", list(Edition))
def test_every_finding_can_be_said(
    bundled: FolderWorkspace, environment: Environment, language: Language, edition: Edition
) -> None:
    words = catalogue(language)
    for info in bundled.datasets():
        register = bundled.dataset(info.name).register
        for challenge in (None, *register.frame("challenges")["id"].astype(str)):
            result = find_gaps(bundled, GapsRequest(info.name, challenge, edition=edition), environment)
            for finding in result.findings:
                assert words.say(finding.message)
                assert all(words.say(remedy) for remedy in finding.remedy)
            assert all(words.say(note) for note in result.notes)


def test_the_day_is_the_environments_unless_it_is_stated(
    bundled: FolderWorkspace, environment: Environment
) -> None:
    """Figures of 1 January 2026 today, of 2021 for a process in the summer of that year."""

    def years(request: GapsRequest) -> set[Any]:
        found = find_gaps(bundled, request, environment).findings
        return {f.message.params["date"] for f in found if f.code == "population_group"}

    request = GapsRequest("sandnes_bootcamp")
    assert years(request) == {"2026-01-01"}
    assert years(replace(request, on=date(2021, 7, 1))) == {"2021-01-01"}
    assert find_gaps(bundled, request, replace(environment, clock=lambda: date(2021, 7, 1))) == find_gaps(
        bundled, request, replace(environment, clock=lambda: date(2021, 8, 1))
    )


@pytest.mark.parametrize(
    ("request_", "code"),
    [
        (GapsRequest("no-such"), "unknown_dataset"),
        (GapsRequest("innherred", "no-such"), "unknown_challenge"),
        (GapsRequest("innherred", "ensomhet", ("no-such",)), "unknown_actor"),
        (GapsRequest("innherred", ages=(20, 10)), "bad_ages"),
        (GapsRequest("innherred", ages=(-1, 10)), "bad_ages"),
    ],
)
def test_what_cannot_be_asked(
    bundled: FolderWorkspace, environment: Environment, request_: GapsRequest, code: str
) -> None:
    with pytest.raises(InputError) as wrong:
        find_gaps(bundled, request_, environment)
    assert wrong.value.code == code
    for language in LANGUAGES:
        assert catalogue(language).say(wrong.value.message)


def test_a_suggested_team_leaves_no_gap_that_it_could_have_filled(
    bundled: FolderWorkspace, environment: Environment
) -> None:
    """Eight seats for ensomhet cover every necessary need, and all sides but the least expected one."""
    wish = TeamRequest("innherred", "ensomhet")
    team = tuple(seat.filled_by for seat in suggest_team(bundled, wish, environment).seats)
    result = find_gaps(bundled, GapsRequest("innherred", "ensomhet", team), environment)
    important = {f.code for f in result.findings if f.severity is Urgency.IMPORTANT}
    assert important <= {"council_absent"}  # a seat never counts as having heard a council
    assert "need_uncovered" not in {f.code for f in result.findings}


def test_results_say_what_they_were_made_from(bundled: FolderWorkspace, environment: Environment) -> None:
    real = find_gaps(bundled, GapsRequest("innherred"), environment)
    invented = find_gaps(bundled, GapsRequest("sandnes_bootcamp"), environment)
    assert real.data_version == bundled.dataset("innherred").register.fingerprint[:16]
    assert real.rules_version
    assert real.code_version
    assert not real.synthetic
    assert invented.synthetic


QUESTIONS: dict[str, Any] = {
    "gaps": (find_gaps, GapsRequest("innherred", "maurtuva")),
    "phases": (look_at_phases, PhasesRequest("innherred", "maurtuva")),
    "funnel": (follow_funnel, FunnelRequest("innherred", "ensomhet")),
    "outreach": (plan_outreach, OutreachRequest("innherred", "maurtuva")),
    "representation": (compare_groups, RepresentationRequest("innherred", "maurtuva")),
    "intersections": (find_intersections, IntersectionsRequest("innherred", "maurtuva", draws=9)),
    "rules": (check_rules, RulesRequest("innherred", "maurtuva")),
}


@pytest.mark.parametrize("part", QUESTIONS)
def test_no_public_answer_holds_a_fingerprint_of_the_data(
    bundled: FolderWorkspace, environment: Environment, part: str
) -> None:
    """Whoever knows all but one answer could try the answers until it fits."""
    service, request = QUESTIONS[part]
    fingerprint = bundled.dataset("innherred").register.fingerprint[:16]
    assert service(bundled, request, environment).data_version == fingerprint
    public = service(bundled, replace(request, edition=Edition.PUBLIC), environment)
    assert public.data_version is None
    assert fingerprint not in json.dumps(jsonable(public, catalogue("nb")))


def test_a_kept_public_answer_can_be_repeated(kept: KeptWorkspace, environment: Environment) -> None:
    """The run has the version of the data; the answer that may leave the house has not."""
    run = keep_run(kept, GapsRequest("innherred", "maurtuva", edition=Edition.PUBLIC), environment, "Kari")
    assert run.answer.data_version is None
    again = repeat(kept, run.run, environment)
    assert (again.equal, again.differences, again.notes) == (True, (), ())
    with kept.store.reading() as reading:
        body = records.get(reading, run.run).body
    assert isinstance(body, records.Run)
    assert body.data_version == kept.dataset("innherred").register.fingerprint[:16]
