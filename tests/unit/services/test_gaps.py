"""Who is missing, asked through the front door."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from matchmaker.kernel.errors import InputError
from matchmaker.kernel.messages import LANGUAGES, Language, catalogue
from matchmaker.legitimacy.finding import Urgency
from matchmaker.services.disclosure import Edition
from matchmaker.services.gaps import GapsRequest, find_gaps
from matchmaker.services.jsonable import jsonable
from matchmaker.services.team import TeamRequest, suggest_team

if TYPE_CHECKING:
    from matchmaker.services.environment import Environment
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
