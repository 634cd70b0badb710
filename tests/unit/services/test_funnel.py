"""From population to decision, asked through the front door, and written as text."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from io import StringIO
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest

from matchmaker.cli import funnel_text
from matchmaker.cli.paper import Paper
from matchmaker.kernel.errors import InputError
from matchmaker.kernel.messages import LANGUAGES, Language, catalogue
from matchmaker.representation.verdicts import Verdict
from matchmaker.services.disclosure import Edition
from matchmaker.services.funnel import STEPS, FunnelRequest, FunnelResult, follow_funnel
from matchmaker.services.jsonable import jsonable
from tests.unit.small import VERDAL, Shelf, actor, challenge, official, register

if TYPE_CHECKING:
    from matchmaker.services.environment import Environment
    from matchmaker.services.workspace import FolderWorkspace

DEMO = FunnelRequest("innherred", "ensomhet")


def written(result: FunnelResult, language: Language = "nb") -> str:
    sheet = StringIO()
    funnel_text.show(result, Paper(sheet), catalogue(language))
    return sheet.getvalue()


def counted(step: str, group: str, count: int, attribute: str = "kjonn", **more: Any) -> dict[str, Any]:
    return {
        "challenge": "sak", "step": step, "attribute": attribute, "group": group, "count": count, **more,
    }  # fmt: skip


def shelf(*turnout: dict[str, Any]) -> Shelf:
    return Shelf(
        register(actors=[actor("club", municipality=VERDAL)], challenges=[challenge()], turnout=list(turnout))
    )


def ask(found: Shelf, environment: Environment, **more: Any) -> FunnelResult:
    return follow_funnel(found, FunnelRequest("lite", "sak", **more), environment)


# -- the demonstration ----------------------------------------------------------------------------------


def test_the_demonstration_loses_men_at_registration_and_nobody_else(
    bundled: FolderWorkspace, environment: Environment
) -> None:
    """What was planted in ``data/innherred/deltakertall.csv`` is found, and nothing that was not."""
    result = follow_funnel(bundled, DEMO, environment)
    (finding,) = result.findings
    assert finding.group == "kjonn:mann"
    assert (finding.n, finding.of) == (22, 190)
    assert {(group.group, group.lost_at) for one in result.attributes for group in one.groups} == {
        ("60-66", None), ("67-79", None), ("80+", None), ("kvinne", None), ("mann", "paameldt"),
        ("alle", None),
    }  # fmt: skip
    assert result.problems == ()


def test_the_demonstration_says_that_it_is_invented(
    bundled: FolderWorkspace, environment: Environment
) -> None:
    rows = bundled.dataset("innherred").register.turnout_of("ensomhet")
    assert {row.source for row in rows} == {"Oppdiktet for demonstrasjon"}
    result = follow_funnel(bundled, DEMO, environment)
    assert result.synthetic
    assert "Oppdiktet for demonstrasjon" in written(result)


def test_the_ages_and_the_date_are_those_of_the_process(
    bundled: FolderWorkspace, environment: Environment
) -> None:
    """The age groups that are counted tell the ages invited; the first count tells the date."""
    result = follow_funnel(bundled, DEMO, environment)
    assert result.on == date(2026, 2, 2)
    figures = official().counts([VERDAL], date(2026, 2, 2), "kjonn", (60, 105))
    assert figures is not None
    (sex,) = [one for one in result.attributes if one.attribute == "kjonn"]
    assert {group.group: group.steps[0].count for group in sex.groups} == dict(figures)
    asked = follow_funnel(bundled, replace(DEMO, ages=(13, 105), on=date(2025, 5, 1)), environment)
    wider = official().counts([VERDAL], date(2025, 5, 1), "kjonn", (13, 105))
    (sex,) = [one for one in asked.attributes if one.attribute == "kjonn"]
    assert {group.group: group.steps[0].count for group in sex.groups} == dict(wider or {})
    assert asked.on == date(2025, 5, 1)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("edition", list(Edition))
@pytest.mark.parametrize("name", ["ensomhet", "skole"])
def test_every_answer_can_be_said(
    bundled: FolderWorkspace, environment: Environment, name: str, edition: Edition, language: Language
) -> None:
    result = follow_funnel(bundled, FunnelRequest("innherred", name, edition=edition), environment)
    assert result.title in written(result, language)
    assert isinstance(jsonable(result, catalogue(language)), dict)


# -- what is asked for, and what is not stated ------------------------------------------------------------


def test_one_attribute_and_everybody(bundled: FolderWorkspace, environment: Environment) -> None:
    result = follow_funnel(bundled, replace(DEMO, by=("kjonn", "sprak")), environment)
    assert [one.attribute for one in result.attributes] == ["kjonn", "alle"]
    (note,) = [note for note in result.notes if note.code == "note.funnel_uncounted"]
    assert note.params["attributes"] == ("sprak",)


def test_steps_without_rows_are_not_stated(environment: Environment) -> None:
    result = ask(shelf(counted("moett", "kvinne", 8), counted("moett", "mann", 9)), environment)
    (sex,) = result.attributes
    assert [row.count for row in sex.groups[0].steps][1:] == [None, None, 8, None, None]
    assert [row.step for row in sex.groups[0].steps] == list(STEPS)
    (note,) = [note for note in result.notes if note.code == "note.funnel_blank"]
    assert len(note.params["steps"]) == 4  # type: ignore[arg-type]
    assert "ikke oppgitt" in written(result)
    assert "note.funnel_ages_missing" in {note.code for note in result.notes}
    assert not result.synthetic


def test_an_attribute_without_population_figures(environment: Environment) -> None:
    result = ask(
        shelf(counted("moett", "norsk", 8, "sprak"), counted("moett", "annet", 2, "sprak")), environment
    )
    assert "note.funnel_no_population" in {note.code for note in result.notes}
    assert result.on is None
    assert [row.count for group in result.attributes[0].groups for row in group.steps[:1]] == [None, None]


def test_what_is_odd_is_told(environment: Environment) -> None:
    odd = shelf(
        counted("invitert", "kvinne", 8), counted("moett", "kvinne", 9), counted("invitert", "mann", 7),
        counted("invitert", "mann", 7, date=pd.Timestamp(2026, 1, 1)),
        counted("invitert", "alle", 14, "alle"),
    )  # fmt: skip
    result = ask(odd, environment)
    assert [problem.code for problem in result.problems] == [
        "funnel.several_days", "funnel.grows", "funnel.differs",
    ]  # fmt: skip
    text = written(result)
    assert "kvinner: 9 ved steget «til stede», men bare 8 ved «invitert» før det." in text
    assert "gruppene er til sammen 15, men totalen er oppgitt til bare 14" in " ".join(text.split())


def test_nothing_counted_is_said_and_is_not_zero(environment: Environment) -> None:
    result = ask(shelf(), environment)
    assert (result.attributes, result.findings) == ((), ())
    assert [note.code for note in result.notes] == ["note.funnel_nothing", "note.edition_arbeidsversjon"]
    assert catalogue("nb").term("gaps.none") not in written(result)


def test_ages_in_the_wrong_order_and_unknown_names(environment: Environment) -> None:
    with pytest.raises(InputError):
        ask(shelf(), environment, ages=(60, 20))
    with pytest.raises(InputError):
        follow_funnel(shelf(), FunnelRequest("lite", "annen"), environment)


# -- the public edition -----------------------------------------------------------------------------------


def test_the_public_edition_is_the_same_whatever_was_counted(environment: Environment) -> None:
    shelves = [
        shelf(),
        shelf(counted("moett", "kvinne", 1)),
        shelf(counted("invitert", "kvinne", 40), counted("invitert", "mann", 40),
              counted("moett", "kvinne", 30), counted("moett", "mann", 2)),
        shelf(counted("moett", "norsk", 300, "sprak"), counted("bidro", "norsk", 400, "sprak")),
    ]  # fmt: skip
    found = [ask(one, environment, edition=Edition.PUBLIC) for one in shelves]
    assert len({repr(replace(answer, data_version="")) for answer in found}) == 1
    assert (found[0].attributes, found[0].findings, found[0].problems) == ((), (), ())
    assert "Se de vernede tabellene" in " ".join(written(found[0]).split())
    lost = ask(shelves[2], environment)  # the same figures in the working edition
    assert [row.verdict for row in lost.attributes[0].groups[1].steps][3] is Verdict.UNDER
