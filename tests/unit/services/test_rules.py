"""The rules, asked through the front door: from a dataset to answers, in both editions."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import lru_cache
from io import StringIO
from itertools import product
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matchmaker.cli.paper import Paper
from matchmaker.cli.rules_text import show, show_list
from matchmaker.kernel.errors import InputError
from matchmaker.kernel.messages import LANGUAGES, Language, catalogue
from matchmaker.services.disclosure import Edition
from matchmaker.services.environment import Environment
from matchmaker.services.jsonable import jsonable
from matchmaker.services.rules import (
    Act,
    Body,
    Mark,
    Outcome,
    RuleOutcome,
    RuleSeverity,
    RulesRequest,
    RulesResult,
    check_rules,
    list_rules,
)
from tests.unit.small import Shelf, actor, challenge, register

if TYPE_CHECKING:
    from matchmaker.model.register import Register
    from matchmaker.services.workspace import FolderWorkspace

TODAY = Environment(lambda: date(2026, 11, 22))
TEAM = ("anna", "bo", "cid", "raadet", "etaten")
TIES = (
    {"tail": "anna", "head": "firma", "relation": "styreverv_i"},
    {"tail": "anna", "head": "bo", "relation": "leder"},
)
PEOPLE_RULES = {
    "kjonnsbalanse_oppnevnt", "kjonnsbalanse_folkevalgt", "kjonnsbalanse_god_skikk", "eldreraad_flertall",
    "ungdomsraad_alder", "habilitet_1967", "habilitet_2025", "verdal_oppgaveutvalg", "offentlig_og_privat",
    "leder_og_ansatt", "mindreaarig_ikke_alene",
}  # fmt: skip


@lru_cache(maxsize=8)
def small(
    sexes: tuple[str, ...] = ("kvinne", "mann", "mann"),
    ages: str = "35-49",
    place: str = "vuku",
    tie: int = 0,
) -> Register:
    """Three persons, a council, a department and a firm in Verdal; only the persons' traits vary."""
    names = ("anna", "bo", "cid")
    return register(
        [*((n, "kjonn", sex) for n, sex in zip(names, sexes, strict=True) if sex),
         *((n, "aldersgruppe", ages) for n in names)],
        actors=[
            actor("anna", "politiker", municipality="5038", place=place),
            actor("bo", "innbygger", municipality="5038"), actor("cid", "fagperson", municipality="5038"),
            actor("raadet", "eldreraad", municipality="5038"),
            actor("etaten", "administrasjon", municipality="5038"), actor("firma", "naeringsliv"),
        ],
        places=[{"id": p, "name": p.capitalize(), "municipality": "5038"} for p in ("vuku", "vinne")],
        challenges=[challenge(themes="eldre")],
        affected=[{"challenge": "sak", "group": "eldre", "name": "eldre"}],
        ties=[TIES[tie]],
    )  # fmt: skip


def ask(data: Register, **more: Any) -> RulesResult:
    request = replace(RulesRequest("lite", "sak", TEAM), **more)
    return check_rules(Shelf(data), request, TODAY)


def answers(result: RulesResult, rule: str) -> list[RuleOutcome]:
    return [row for row in result.outcomes if row.rule == rule]


def outcome(result: RulesResult, rule: str) -> Outcome | None:
    (row,) = answers(result, rule)
    return row.outcome


def test_a_voluntary_group_is_not_an_elected_body() -> None:
    result = ask(small())
    assert outcome(result, "kjonnsbalanse_oppnevnt") is Outcome.NOT_APPLICABLE
    assert outcome(result, "kjonnsbalanse_folkevalgt") is Outcome.NOT_APPLICABLE
    assert outcome(result, "kjonnsbalanse_god_skikk") is Outcome.NOT_APPLICABLE
    asked = ask(small(), as_if_elected=True)
    (row,) = answers(asked, "kjonnsbalanse_god_skikk")
    assert row.outcome is Outcome.NEEDS_HUMAN  # two seats whose holders nobody knows
    assert row.severity is RuleSeverity.PRACTICE
    assert "rule.not_law" in [caveat.code for caveat in row.caveats]
    assert row.numbers == {"n": 5, "kvinne": 1, "mann": 2, "ukjent": 0, "minst": 2, "ikke_oppnevnt": 2}
    assert [remedy.code for remedy in row.remedy] == ["rule.balance.appoint"]
    said = catalogue("nb").say(row.message)
    assert "kvinner: 1, menn: 2 og ikke oppnevnt ennå: 2" in said
    assert "ikke oppgitt" not in said


def test_an_appointed_committee_is_held_to_the_ladder() -> None:
    people = ("anna", "bo", "cid")
    met = ask(small(), team=people, body=Body.APPOINTED)
    assert outcome(met, "kjonnsbalanse_oppnevnt") is Outcome.PASS
    short = ask(small(("mann", "mann", "mann")), team=people, body=Body.APPOINTED)
    (row,) = answers(short, "kjonnsbalanse_oppnevnt")
    assert row.outcome is Outcome.FAIL
    assert row.severity is RuleSeverity.STATUTORY
    assert "§ 28" in catalogue("nb").show(row.paragraph)
    assert row.caveats == ()
    unknown = ask(small(("mann", "mann", "")), team=people, body=Body.APPOINTED)
    assert outcome(unknown, "kjonnsbalanse_oppnevnt") is Outcome.NEEDS_HUMAN


def test_elected_bodies_say_check_at_source() -> None:
    result = ask(small(("mann", "mann", "mann")), team=("anna", "bo", "cid"), body=Body.ELECTED)
    (row,) = answers(result, "kjonnsbalanse_folkevalgt")
    assert row.outcome is Outcome.NEEDS_HUMAN
    assert row.mark is Mark.CHECK
    (caveat,) = row.caveats
    assert "sjekk mot kilden" in catalogue("nb").say(caveat)


def test_a_seat_never_counts_as_having_heard_a_council() -> None:
    result = ask(small())
    assert outcome(result, "eldreraad_hoert") is Outcome.NEEDS_HUMAN
    assert outcome(result, "ungdomsraad_hoert") is Outcome.NOT_APPLICABLE
    without = ask(small(), team=("anna", "bo"))
    (row,) = answers(without, "eldreraad_hoert")
    assert (row.outcome, row.message.code) == (Outcome.NEEDS_HUMAN, "rule.council.not_linked")
    heard = ask(small(), confirmed=("eldreraad_hoert",))
    assert outcome(heard, "eldreraad_hoert") is Outcome.PASS


def test_habilitet_names_the_tie_and_not_the_person() -> None:
    assert outcome(ask(small()), "habilitet_1967") is Outcome.NOT_APPLICABLE
    result = ask(small(), party="firma")
    (row,) = answers(result, "habilitet_1967")
    assert row.outcome is Outcome.NEEDS_HUMAN
    assert row.about == "anna:styreverv_i:firma"
    said = catalogue("nb").say(row.message)
    assert said.startswith("Mulig habilitetsspørsmål – vurderes av den det gjelder eller organet: ")
    assert "Folkevalgt har styreverv i Firma (§ 6 første ledd bokstav e)" in said
    assert "Anna" not in said
    assert outcome(result, "habilitet_2025") is Outcome.NOT_APPLICABLE
    later = ask(small(), party="firma", act=Act.OF_2025)
    assert outcome(later, "habilitet_1967") is Outcome.NOT_APPLICABLE
    (row,) = answers(later, "habilitet_2025")
    assert "§§ 25–29" in catalogue("nb").say(row.message)
    assert row.in_force is None
    assert "rule.check_at_source" in [caveat.code for caveat in row.caveats]


def test_verdals_rule_and_the_needed_signatures() -> None:
    elsewhere = ask(small(), place="vinne")
    assert outcome(elsewhere, "verdal_oppgaveutvalg") is Outcome.PASS
    local = ask(small(), place="vuku")
    assert outcome(local, "verdal_oppgaveutvalg") is Outcome.FAIL
    (row,) = answers(local, "verdal_oppgaveutvalg")
    assert "Vuku" in catalogue("nb").say(row.message)
    (row,) = answers(ask(small(), signatures=300), "innbyggerforslag")
    assert (row.outcome, row.about, row.numbers["minst"]) == (Outcome.PASS, "5038", 300)


@pytest.mark.parametrize(("number", "needed"), [("5041", 43), ("5036", 54), ("5053", 142), ("4649", 193),
                                                ("4223", 300), ("5037", 300), ("0301", 300)])  # fmt: skip
def test_signatures_needed_in_2026(number: str, needed: int) -> None:
    data = register(actors=[actor("etaten", "administrasjon", municipality=number)])
    for signatures, wanted in ((needed, Outcome.PASS), (needed - 1, Outcome.FAIL)):
        request = RulesRequest("lite", rules=("innbyggerforslag",), signatures=signatures)
        (row,) = check_rules(Shelf(data), request, TODAY).outcomes
        assert row.outcome is wanted
        assert row.numbers["minst"] == needed


def test_the_bundled_datasets(bundled: FolderWorkspace, environment: Environment) -> None:
    """Vennesla's own challenges have no budget; Innherred's loneliness concerns the elderly in Verdal."""
    result = check_rules(bundled, RulesRequest("vennesla", "klima"), environment)
    (route,) = answers(result, "vennesla_rute")
    assert (route.outcome, route.message.code) == (Outcome.NEEDS_HUMAN, "rule.route.no_budget")
    loneliness = check_rules(bundled, RulesRequest("innherred", "ensomhet"), environment)
    (council,) = answers(loneliness, "eldreraad_hoert")
    assert council.message.code == "rule.council.not_linked"
    assert outcome(loneliness, "samisk_konsultasjon") is Outcome.NOT_APPLICABLE
    whole = check_rules(bundled, RulesRequest("innherred"), environment)
    (sami,) = answers(whole, "samisk_konsultasjon")
    assert sami.outcome is Outcome.NEEDS_HUMAN
    assert "Snåsa" in catalogue("nb").say(sami.message)
    assert outcome(whole, "offentlig_og_privat") is Outcome.NOT_APPLICABLE  # nobody was named
    assert "note.rules_no_composition" in [note.code for note in whole.notes]


def test_those_who_took_part_are_the_composition(bundled: FolderWorkspace, environment: Environment) -> None:
    result = check_rules(bundled, RulesRequest("innherred", "rostadbrygga"), environment)
    assert outcome(result, "offentlig_og_privat") is Outcome.PASS
    assert result.notes[0].code == "note.scope_deltok"


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"rules": ("finnes-ikke",)}, "unknown_rule"),
        ({"confirmed": ("finnes-ikke",)}, "unknown_rule"),
        ({"party": "finnes-ikke"}, "unknown_actor"),
        ({"team": ("finnes-ikke",)}, "unknown_actor"),
        ({"challenge": "finnes-ikke"}, "unknown_challenge"),
        ({"place": "finnes-ikke"}, "unknown_place"),
        ({"council": "kommunestyre"}, "unknown_council"),
        ({"proposal_to": "staten"}, "unknown_proposal_to"),
        ({"signatures": -1}, "rules_number"),
        ({"months": 0}, "rules_number"),
    ],
)
def test_what_cannot_be_asked(wrong: dict[str, Any], code: str) -> None:
    with pytest.raises(InputError) as raised:
        ask(small(), **wrong)
    assert raised.value.code == code
    for language in LANGUAGES:
        assert catalogue(language).say(raised.value.message)


def test_answers_have_what_a_reader_of_json_needs() -> None:
    result = ask(small(), party="firma", as_if_elected=True)
    value = jsonable(result, catalogue("nb"))
    assert isinstance(value, dict)
    assert value["rules_version"] == "2026-11.3"
    assert value["synthetic"] is True
    rows = value["outcomes"]
    assert isinstance(rows, list)
    assert len(rows) == len(result.outcomes)
    for row in rows:
        assert isinstance(row, dict)
        assert row["outcome"] in {kind.value for kind in Outcome}
        assert row["paragraph"]
        assert row["source"]
        assert row["message"]["text"]  # type: ignore[index,call-overload]
    assert sum(result.counts.values()) == len(result.outcomes)


# -- the public edition ---------------------------------------------------------------------------------

QUESTIONS: tuple[dict[str, Any], ...] = (
    {"party": "firma", "as_if_elected": True, "place": "vuku"},
    {"body": Body.APPOINTED, "party": "bo"},
    {"body": Body.ELECTED, "team": ("anna", "bo", "cid")},
    {"body": Body.COUNCIL, "council": "eldreraad"},
    {"body": Body.COUNCIL, "council": "ungdomsraad", "months": 24},
    {"body": Body.PLAN, "as_if_elected": True, "act": Act.OF_2025, "party": "firma"},
)


def public(data: Register, question: dict[str, Any]) -> object:
    """All that the public edition says, but for the fingerprint of the data."""
    result = ask(data, edition=Edition.PUBLIC, **question)
    return jsonable(replace(result, data_version=""), catalogue("nb"))


@lru_cache
def usual(question: int) -> object:
    """What is said of the usual persons."""
    return public(small(), QUESTIONS[question])


@given(
    sexes=st.tuples(*(st.sampled_from(("kvinne", "mann", "")) for _ in range(3))),
    ages=st.sampled_from(("13-17", "13-19", "35-49", "67-79")),
    place=st.sampled_from(("vuku", "vinne")),
    tie=st.sampled_from((0, 1)),
)
@settings(max_examples=8)
def test_the_public_edition_is_the_same_whatever_the_persons_are(
    sexes: tuple[str, str, str], ages: str, place: str, tie: int
) -> None:
    for question in QUESTIONS:
        assert public(small(sexes, ages, place, tie), question) == usual(QUESTIONS.index(question))


@pytest.mark.parametrize("question", QUESTIONS)
def test_what_is_withheld_is_said_to_be(question: dict[str, Any]) -> None:
    result = ask(small(), edition=Edition.PUBLIC, **question)
    hidden = {row.rule for row in result.outcomes if row.hidden}
    assert hidden <= PEOPLE_RULES
    assert hidden
    for row in result.outcomes:
        assert (row.outcome is None) == row.hidden
        if row.hidden:
            assert row.message.code == "rule.withheld"
            assert (row.numbers, row.remedy, row.about) == ({}, (), "")
    assert not {"anna", "bo", "cid"} & {*result.request.team, result.request.party}
    assert not [note for note in result.notes if "count" in note.params]
    assert [row.rule for row in result.outcomes if row.rule not in PEOPLE_RULES] == [
        row.rule for row in ask(small(), **question).outcomes if row.rule not in PEOPLE_RULES
    ]


def test_organisations_are_never_hidden() -> None:
    seats = {"team": ("etaten", "firma", "raadet")}
    told = ask(small(), edition=Edition.PUBLIC, party="firma", **seats)
    assert not [row for row in told.outcomes if row.hidden]
    assert told.request.team == seats["team"]
    assert told.outcomes == ask(small(), party="firma", **seats).outcomes


# -- in words -----------------------------------------------------------------------------------------


def paper() -> tuple[Paper, StringIO]:
    stream = StringIO()
    return Paper(stream), stream


@pytest.mark.parametrize(("language", "question"), list(product(LANGUAGES, QUESTIONS)))
def test_every_answer_can_be_said(language: Language, question: dict[str, Any]) -> None:
    words = catalogue(language)
    for edition in Edition:
        result = ask(small(), edition=edition, **question)
        sheet, stream = paper()
        show(result, sheet, words)
        text = " ".join(stream.getvalue().split())
        for row in result.outcomes:
            assert " ".join(words.say(row.message).split()) in text
        assert "2026-11.3" in text


def test_the_text_puts_what_asks_something_first_and_names_the_law() -> None:
    sheet, stream = paper()
    result = ask(
        small(("mann", "mann", "mann")), team=("anna", "bo", "cid"), body=Body.APPOINTED, party="firma"
    )
    show(result, sheet, catalogue("nb"))
    text = stream.getvalue()
    order = [
        text.index(f"\n{head}\n")
        for head in ("Ikke oppfylt", "Må vurderes av et menneske", "Gjelder ikke her")
    ]
    assert order == sorted(order)
    assert "likestillings- og diskrimineringsloven" in text
    assert "Mulig habilitetsspørsmål" in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_list_of_rules_in_words(language: Language) -> None:
    listed = list_rules()
    sheet, stream = paper()
    show_list(listed, sheet, catalogue(language))
    text = stream.getvalue()
    for row in listed.rules:
        assert row.rule in text
        assert (row.why_not_posed is None) == row.posable
    unsure = [row.rule for row in listed.rules if row.mark is Mark.CHECK]
    caveat = catalogue(language).term("rule.check_at_source")
    assert " ".join(text.split()).count(caveat) == len(unsure) == 3
    assert jsonable(listed, catalogue(language))
