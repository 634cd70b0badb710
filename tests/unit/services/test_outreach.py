"""Outreach plans, asked through the front door."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from matchmaker.cli.outreach_text import show
from matchmaker.cli.paper import Paper
from matchmaker.kernel.errors import InputError, Message
from matchmaker.kernel.messages import LANGUAGES, Language, catalogue
from matchmaker.services.disclosure import Edition
from matchmaker.services.jsonable import jsonable
from matchmaker.services.outreach import OutreachRequest, OutreachResult, plan_outreach
from matchmaker.services.outreach_scope import kinds_there, room_of
from tests.unit.small import LEVANGER, VERDAL, Shelf, actor, challenge, register

if TYPE_CHECKING:
    from matchmaker.services.environment import Environment
    from matchmaker.services.workspace import FolderWorkspace


def text(result: OutreachResult, language: Language = "nb") -> str:
    sheet = io.StringIO()
    show(result, Paper(sheet), catalogue(language))
    return " ".join(sheet.getvalue().split())


def verdal(**more: Any) -> Shelf:
    """An administration, an ildsjel and a Frivilligsentral, youth clubs, an open group, and a challenge."""
    here = {"municipality": VERDAL}
    ties = [
        ("kommunen", "sentral"), ("sentral", "klubb"), ("kommunen", "ola"), ("ola", "lag"),
        ("ola", "ungdommer"),
    ]  # fmt: skip
    return Shelf(
        register(
            actors=[
                actor("kommunen", "administrasjon", **here), actor("sentral", "frivilligsentral", **here),
                actor("ola", "ildsjel", **here), actor("klubb", "tjeneste", groups="unge", **here),
                actor("lag", groups="unge|eldre", **here),
                actor("ungdommer", "ungdom", groups="tause", **here), actor("fjernt", groups="tause", **here),
            ],
            ties=[{"tail": a, "head": b, "relation": "kjenner"} for a, b in ties],
            challenges=[challenge()],
            affected=[
                {"challenge": "sak", "group": group, "name": name}
                for group, name in (("unge", "unge i Vuku"), ("tause", "de tause"), ("ukjente", "de ukjente"))
            ],
            **more,
        )
    )  # fmt: skip


def test_a_plan_in_words(environment: Environment) -> None:
    result = plan_outreach(verdal(), OutreachRequest("lite", "sak"), environment)
    said = text(result)
    assert "Kommunen → Sentral → Klubb → åpen invitasjon til unge i Vuku" in said
    assert "Kommunen → Ola → Lag → åpen invitasjon til unge i Vuku" in said
    assert "Kommunen → Ola → åpen invitasjon til Ungdommer" in said
    assert "Fjernt kjenner gruppen. Ingen registrert relasjon fører dit: ta direkte kontakt." in said
    assert "Se etter slike aktører: Frivilligsentral" in said
    assert "Grupper i alt: 2, høyst 2 for samme person." in said
    assert "oppgir ingen navn" in said  # the service
    assert [gap.gap for gap in result.gaps] == ["tause", "ukjente", "unge"]
    by_gap = {gap.gap: gap for gap in result.gaps}
    assert [path.nodes for path in by_gap["tause"].paths] == [("kommunen", "ola", "ungdommer")]
    assert by_gap["tause"].paths[0].end_kind == "apen"
    assert by_gap["ukjente"].paths == ()
    asked = {ask.id: (ask.times, ask.cap, ask.gaps) for ask in result.brokers}
    assert asked == {"ola": (2, 2, ("tause", "unge")), "sentral": (1, None, ("unge",))}
    assert (result.status, result.gap, result.scope) == ("optimal", 0.0, "administrasjon")
    assert result.cost == result.bound == pytest.approx(3 + 2 * 1 + 1 + 0.2 + 3 * 0.2)


def test_the_public_edition_names_no_person_and_counts_none(environment: Environment) -> None:
    request = OutreachRequest("lite", "sak", edition=Edition.PUBLIC)
    result = plan_outreach(verdal(), request, environment)
    words = catalogue("nb")
    written = str(jsonable(result, words)) + text(result)
    assert "Ola" not in written
    assert "'ola'" not in written
    assert "Kommunen → Ildsjel i Verdal → Lag" in text(result)
    assert (result.cost, result.bound, result.gap) == (None, None, None)
    private = [ask for ask in result.brokers if ask.private]
    assert [(ask.id, ask.times) for ask in private] == [(None, None)]
    named = replace(request, team=("ola", "kommunen"))
    assert plan_outreach(verdal(), named, environment).request.team == ("kommunen",)


def test_whether_a_person_of_the_group_took_part_cannot_be_seen(environment: Environment) -> None:
    """The public plan has the same gaps whether the one who took part belongs to the group or not."""
    seen = set()
    for groups in (None, "tause"):
        made = register(
            actors=[actor("kari", "innbygger", municipality=VERDAL, groups=groups)],
            challenges=[challenge()],
            affected=[{"challenge": "sak", "group": "tause", "name": "de tause"}],
            involvements=[{"challenge": "sak", "actor": "kari", "phase": "designe"}],
        )
        request = OutreachRequest("lite", "sak", edition=Edition.PUBLIC)
        public = plan_outreach(Shelf(made), request, environment)
        seen.add(repr(replace(public, data_version="")))
        working = plan_outreach(Shelf(made), replace(request, edition=Edition.WORKING), environment)
        assert ("tause" in {gap.gap for gap in working.gaps if gap.why.code == "finding.group_absent"}) is (
            groups is None
        )
    assert len(seen) == 1


def test_persons_of_one_role_are_one_row_in_the_public_edition(environment: Environment) -> None:
    made = register(
        actors=[actor("kommunen", "administrasjon", municipality=VERDAL)]
        + [actor(f"p{n}", "ildsjel", municipality=VERDAL) for n in range(3)]
        + [actor(f"lag{n}", groups=f"g{n}") for n in range(3)],
        ties=[{"tail": "kommunen", "head": f"p{n}", "relation": "kjenner"} for n in range(3)]
        + [{"tail": f"p{n}", "head": f"lag{n}", "relation": "kjenner"} for n in range(3)],
    )
    request = OutreachRequest("lite", groups=("g0", "g1", "g2"))
    assert len(plan_outreach(Shelf(made), request, environment).brokers) == 3
    public = plan_outreach(Shelf(made), replace(request, edition=Edition.PUBLIC), environment)
    assert [ask.gaps for ask in public.brokers] == [("g0", "g1", "g2")]


def test_who_took_part_asks_else_the_team_that_is_named(environment: Environment) -> None:
    given = [{"challenge": "sak", "actor": "sentral", "phase": "designe"}]
    took_part = plan_outreach(verdal(involvements=given), OutreachRequest("lite", "sak"), environment)
    assert took_part.scope == "deltok"
    assert "Sentral → Klubb → åpen invitasjon til unge i Vuku" in text(took_part)
    team = plan_outreach(verdal(), OutreachRequest("lite", "sak", team=("ola", "lag")), environment)
    assert team.scope == "team"
    assert "unge" in {gap.gap for gap in team.gaps}  # the club speaks for them; no voice of their own
    assert "de som er med → Ola → åpen invitasjon til Ungdommer" in text(team)


def test_a_tie_that_has_ended_is_no_way(environment: Environment) -> None:
    ended = {"tail": "kommunen", "head": "klubb", "relation": "samarbeider", "valid_to": "2020-12-31"}
    made = register(actors=[actor("kommunen", "administrasjon"), actor("klubb", groups="unge")], ties=[ended])
    request = OutreachRequest("lite", groups=("unge",))
    assert plan_outreach(Shelf(made), request, environment).gaps[0].paths == ()
    then = replace(request, on=date(2020, 6, 1))
    assert [p.end for p in plan_outreach(Shelf(made), then, environment).gaps[0].paths] == ["klubb"]


def test_groups_that_fewer_came_from_are_planned_for(environment: Environment) -> None:
    """Sixty residents, all of them men, and nobody young among them."""
    people = [actor(f"p{n}", "innbygger", municipality=VERDAL) for n in range(60)]
    stated = [(f"p{n}", "kjonn", "mann") for n in range(60)]
    made = register(
        stated,
        actors=[*people, actor("kommunen", "administrasjon", municipality=VERDAL),
                actor("kvinnelag", groups="kvinner", municipality=VERDAL)],
        ties=[{"tail": "kommunen", "head": "kvinnelag", "relation": "samarbeider"}],
    )  # fmt: skip
    for edition in Edition:
        result = plan_outreach(Shelf(made), OutreachRequest("lite", edition=edition), environment)
        by_gap = {gap.gap: gap for gap in result.gaps}
        assert [path.end for path in by_gap["kjonn:kvinne"].paths] == ["kvinnelag"]
        assert "kjonn:mann" not in by_gap  # over never leads to anything
        assert f"eldreraad:{VERDAL}" in by_gap


def test_nobody_who_can_ask(environment: Environment) -> None:
    made = register(actors=[actor("lag", groups="unge", municipality=LEVANGER)])
    result = plan_outreach(Shelf(made), OutreachRequest("lite", groups=("unge",)), environment)
    assert result.gaps[0].paths == ()
    assert "outreach.no_asker" in {note.code for note in result.notes}
    empty = plan_outreach(Shelf(register(actors=[])), OutreachRequest("lite"), environment)
    assert empty.gaps == ()
    assert "Ingen grupper å planlegge for" in text(empty)


@pytest.mark.parametrize(
    ("wish", "code"),
    [
        ({"cap": 0}, "bad_outreach"), ({"reach": 0}, "bad_outreach"), ({"ages": (20, 10)}, "bad_ages"),
        ({"budget": -1}, "bad_budget"), ({"dataset": "no"}, "unknown_dataset"),
        ({"challenge": "no"}, "unknown_challenge"), ({"team": ("no",)}, "unknown_actor"),
    ],
)  # fmt: skip
def test_what_cannot_be_asked(environment: Environment, wish: dict[str, Any], code: str) -> None:
    with pytest.raises(InputError, match=code) as raised:
        plan_outreach(verdal(), replace(OutreachRequest("lite", "sak"), **wish), environment)
    for language in LANGUAGES:
        assert catalogue(language).say(raised.value.message)


@pytest.mark.parametrize(
    ("language", "edition"), [("nb", Edition.WORKING), ("nn", Edition.PUBLIC), ("en", Edition.WORKING)]
)
def test_challenges_of_innherred_have_plans_that_can_be_said(
    bundled: FolderWorkspace, environment: Environment, language: Language, edition: Edition
) -> None:
    made = bundled.dataset("innherred").register
    for what in ("ensomhet", "skole", "maurtuva"):
        result = plan_outreach(bundled, OutreachRequest("innherred", what, edition=edition), environment)
        assert result.status == "optimal"
        assert text(result, language)
        assert jsonable(result, catalogue(language))
        for gap in result.gaps:
            assert gap.paths or gap.advice
            assert gap.means
            for path in gap.paths:
                end = made.actors.iloc[made.code(path.end)]
                assert end["form"] != "person"
                assert end["kind"] not in ("bruker", "elev")
                assert set(path.nodes) <= set(made.ids)


def test_the_path_to_the_youth_council_of_inderoy(bundled: FolderWorkspace, environment: Environment) -> None:
    result = plan_outreach(bundled, OutreachRequest("innherred", "skole"), environment)
    by_gap = {gap.gap: gap for gap in result.gaps}
    council = by_gap["ungdomsraad:5053"]
    assert [path.nodes for path in council.paths] == [
        ("inderoy-administrasjon", "inderoy-kommunestyre", "inderoy-ungdomsraad")
    ]
    assert council.wanted == 1
    assert council.name == Message(
        "outreach.role", {"kind": Message("kind.ungdomsraad"), "municipality": "Inderøy"}
    )


def test_kinds_of_organisations_in_the_room_need_not_be_looked_for() -> None:
    """A person or a group of a kind is another matter: who is there must not be told by what is left out."""
    found = register(
        actors=[
            actor("central", "frivilligsentral", municipality=VERDAL),
            actor("youth", "ungdom", form="gruppe", municipality=VERDAL),
            actor("teacher", "skole", form="person", municipality=VERDAL),
            actor("home", "helse_omsorg", municipality=VERDAL),
        ]
    )
    room = room_of(found, None, ("central", "youth", "teacher"))
    assert kinds_there(room) == {"frivilligsentral"}
