"""Rows written in a form; duplicates merged or told apart; runs repeated."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from matchmaker.kernel.errors import InputError, Message, TableErrors
from matchmaker.services.committing import CommitRequest, commit
from matchmaker.services.duplicates import find_duplicates, merge, say_different
from matchmaker.services.editing import RowRequest, list_rows, remove_row, row_texts, save_row
from matchmaker.services.gaps import GapsRequest
from matchmaker.services.history import undo
from matchmaker.services.keeping import DecisionRequest, decide, note
from matchmaker.services.runs import keep_run, list_runs, repeat, request_of
from matchmaker.services.team import TeamRequest, suggest_team
from matchmaker.store import records
from tests.conftest import TODAY
from tests.unit.small import actor, tables

if TYPE_CHECKING:
    from matchmaker.services.environment import Environment
    from matchmaker.services.kept import KeptWorkspace


@pytest.fixture
def lite(kept: KeptWorkspace) -> KeptWorkspace:
    """Two actors, one contribution, one tie, one stated feature."""
    held = tables(
        [("a", "kjonn", "kvinne")],
        actors=[actor("a", "ildsjel"), actor("b")],
        contributions=[{"actor": "a", "contribution": "utstyr"}],
        ties=[{"tail": "a", "head": "b", "relation": "samarbeider"}],
    )
    commit(kept, CommitRequest("lite", "Kari"), held)
    return kept


def test_a_form_is_filled_and_saved(lite: KeptWorkspace) -> None:
    texts = row_texts(lite, "lite", "actors", ("a",))
    assert (texts["navn"], texts["kjønn"]) == ("A", "kvinne")
    request = RowRequest(
        "lite", "actors", {**texts, "navn": "Nytt", "kjønn": "ønsker ikke å oppgi"}, "Ola", 1, ("a",)
    )
    assert save_row(lite, request).version == 2
    found = lite.dataset("lite").register.actor("a")
    assert found.name == "Nytt"
    assert found.features == {"kjonn": "vil_ikke_oppgi"}
    with pytest.raises(InputError, match="nothing_changed"):
        save_row(lite, replace(request, base=2))


def test_what_is_emptied_becomes_unknown(lite: KeptWorkspace) -> None:
    texts = {**row_texts(lite, "lite", "actors", ("a",)), "kjønn": ""}
    save_row(lite, RowRequest("lite", "actors", texts, "Ola", 1, ("a",)))
    assert lite.dataset("lite").register.actor("a").features == {}


def test_a_new_actor_gets_an_id_that_tells_no_persons_name(lite: KeptWorkspace) -> None:
    save_row(lite, RowRequest("lite", "actors", {"navn": "Åsen vel", "type": "frivillig"}, "Ola", 1))
    save_row(lite, RowRequest("lite", "actors", {"navn": "Åsen vel", "type": "frivillig"}, "Ola", 2))
    save_row(lite, RowRequest("lite", "actors", {"navn": "Oppdiktet Prøve", "type": "ildsjel"}, "Ola", 3))
    ids = set(lite.dataset("lite").register.ids) - {"a", "b"}
    assert {"aasen-vel", "aasen-vel-2"} < ids
    (person,) = ids - {"aasen-vel", "aasen-vel-2"}
    assert person.startswith("person-")
    assert "oppdiktet" not in person


def test_faults_of_a_row_are_told_and_nothing_is_kept(lite: KeptWorkspace) -> None:
    wrong = {"navn": "Vel", "type": "frivilligg", "orgnr": "123"}
    with pytest.raises(TableErrors) as told:
        save_row(lite, RowRequest("lite", "actors", wrong, "Ola", 1))
    assert [(one.code, one.column) for one in told.value.problems] == [
        ("bad_orgnr", "orgnr"),
        ("unknown_code", "type"),
    ]
    lost = {"fra_aktor": "a", "til_aktor": "borte", "type": "samarbeider"}
    with pytest.raises(TableErrors) as told:
        save_row(lite, RowRequest("lite", "ties", lost, "Ola", 1))
    assert [one.code for one in told.value.problems] == ["unknown_reference"]
    with pytest.raises(InputError, match="id_is_fixed"):
        save_row(
            lite, RowRequest("lite", "actors", {"id": "c", "navn": "C", "type": "ildsjel"}, "Ola", 1, ("a",))
        )
    assert lite.version("lite") == 1


def test_two_who_edit_one_row_are_told(lite: KeptWorkspace) -> None:
    texts = row_texts(lite, "lite", "actors", ("a",))
    save_row(lite, RowRequest("lite", "actors", {**texts, "navn": "Karis"}, "Kari", 1, ("a",)))
    with pytest.raises(InputError, match="changed_meanwhile") as told:
        save_row(lite, RowRequest("lite", "actors", {**texts, "navn": "Olas"}, "Ola", 1, ("a",)))
    assert told.value.params["changes"][0].params["who"] == "Kari"
    assert lite.dataset("lite").register.actor("a").name == "Karis"


def test_rows_of_an_actor_are_listed_edited_and_removed(lite: KeptWorkspace) -> None:
    (tie,) = list_rows(lite, "lite", "ties", "b")
    texts = row_texts(lite, "lite", "ties", tie.key)
    save_row(lite, RowRequest("lite", "ties", {**texts, "type": "kjenner"}, "Ola", 1, tie.key))
    (tie,) = list_rows(lite, "lite", "ties", "a")
    assert tie.key[2] == "kjenner"
    remove_row(lite, RowRequest("lite", "ties", {}, "Ola", 2, tie.key))
    assert list_rows(lite, "lite", "ties") == ()
    remove_row(lite, RowRequest("lite", "actors", {}, "Ola", 3, ("a",)))
    assert [row.key for row in list_rows(lite, "lite", "actors")] == [("b",)]
    assert list_rows(lite, "lite", "contributions") == ()
    with pytest.raises(InputError, match="unknown_row"):
        remove_row(lite, RowRequest("lite", "actors", {}, "Ola", 4, ("a",)))
    for _ in range(3):
        undo(lite, "Ola")
    assert lite.dataset("lite").register.fingerprint == lite.dataset("lite@1").register.fingerprint


def test_a_dataset_of_files_is_kept_before_it_is_changed(kept: KeptWorkspace) -> None:
    row = {"navn": "Åsen vel", "type": "frivillig", "kommune": "Levanger"}
    assert save_row(kept, RowRequest("innherred", "actors", row, "Ola", 0)).version == 2


TWICE = [
    actor(id_, municipality="5038") | {"name": name}
    for id_, name in (
        ("stiklestad-il", "Stiklestad idrettslag"),
        ("stiklestad-il-2", "STIKLESTAD IDRETTSLAG"),
        ("leksdal-vel", "Leksdal velforening"),
    )
]


def test_duplicates_are_merged_as_one_step(kept: KeptWorkspace) -> None:
    held = tables(actors=TWICE, contributions=[{"actor": "stiklestad-il-2", "contribution": "utstyr"}])
    commit(kept, CommitRequest("lite", "Kari"), held)
    (found,) = find_duplicates(kept, "lite").suggestions
    assert found.actors == ("stiklestad-il", "stiklestad-il-2")
    merge(kept, "lite", "stiklestad-il", "stiklestad-il-2", "Kari", 1)
    register = kept.dataset("lite").register
    assert list(register.ids) == ["leksdal-vel", "stiklestad-il"]
    assert [one.contribution for one in register.contributions_of("stiklestad-il")] == ["utstyr"]
    assert find_duplicates(kept, "lite").suggestions == ()
    undo(kept, "Kari")
    assert len(kept.dataset("lite").register) == 3


def test_a_refused_pair_is_not_suggested_again(kept: KeptWorkspace) -> None:
    commit(kept, CommitRequest("lite", "Kari"), tables(actors=TWICE))
    say_different(kept, "lite", "stiklestad-il-2", "stiklestad-il", "Kari")
    say_different(kept, "lite", "stiklestad-il", "stiklestad-il-2", "Kari")
    found = find_duplicates(kept, "lite")
    assert (found.suggestions, found.refused) == ((), 1)
    undo(kept, "Kari")
    assert len(find_duplicates(kept, "lite").suggestions) == 1
    for wrong in (("stiklestad-il", "stiklestad-il"), ("stiklestad-il", "borte")):
        with pytest.raises(InputError):
            say_different(kept, "lite", *wrong, "Kari")


@pytest.mark.parametrize(
    "request_",
    [
        TeamRequest("innherred", "ensomhet", 4, 5, at_least=(("frivillig", 2),), seed=7),
        GapsRequest("innherred", "ensomhet", on=TODAY),
    ],
    ids=["team", "gaps"],
)
def test_a_run_is_repeated_and_equal(
    kept: KeptWorkspace, environment: Environment, request_: TeamRequest | GapsRequest
) -> None:
    made = keep_run(kept, request_, environment, "Kari")
    assert made.answer.request.dataset == "innherred@1"
    found = repeat(kept, made.run, environment)
    assert (found.equal, found.differences, found.notes) == (True, (), ())
    (listed,) = list_runs(kept)
    assert (listed.id, listed.dataset) == (made.run, "innherred@1")
    row = {"navn": "Åsen vel", "type": "frivillig", "kommune": "Levanger"}
    save_row(kept, RowRequest("innherred", "actors", row, "Ola", 1))
    assert repeat(kept, made.run, environment).equal, "it is asked of the version it was asked of"


def test_a_run_with_another_answer_shows_the_difference(
    kept: KeptWorkspace, environment: Environment
) -> None:
    made = keep_run(kept, TeamRequest("innherred", "ensomhet", 4, 4), environment, "Kari")
    with kept.store.reading() as reading:
        held = records.get(reading, made.run)
    assert isinstance(held.body, records.Run)
    other = replace(
        held.body, result={**held.body.result, "objective": 1.5, "code_version": "0.0"}, code_version="0.0"
    )
    with kept.store.step(Message("step.kept_notat"), "Kari") as work:
        work.edit(made.run, held.revision, other)
    found = repeat(kept, made.run, environment)
    assert not found.equal
    assert [(one.path, one.before) for one in found.differences] == [("objective", "1.5")]
    assert [one.code for one in found.notes] == ["repeat.code_version"]


def test_only_runs_are_repeated(kept: KeptWorkspace, environment: Environment) -> None:
    with pytest.raises(InputError, match="not_a_run"):
        repeat(kept, note(kept, "", "Hei", "Kari").id, environment)
    with pytest.raises(InputError, match="unknown_record"):
        repeat(kept, "kjoring-1", environment)


def test_a_request_is_the_same_after_json(kept: KeptWorkspace, environment: Environment) -> None:
    wish = TeamRequest(
        "innherred", "ensomhet", 4, 5, ("verdal-eldreraad",), at_least=(("frivillig", 2),),
        most_each=(("enhet", 1),), apart=(("verdal-lions", "ks"),), needs=(("lokalkunnskap", 1, 2),),
        on=date(2026, 5, 4), seed=3, budget=10_000,
    )  # fmt: skip
    made = keep_run(kept, wish, environment, "Kari")
    with pytest.raises(InputError, match="unknown_dataset"):
        keep_run(kept, replace(wish, dataset="borte"), environment, "Kari")
    with kept.store.reading() as reading:
        body = records.get(reading, made.run).body
    assert isinstance(body, records.Run)
    assert request_of(TeamRequest, body.request) == replace(wish, dataset="innherred@1")
    assert suggest_team(kept, request_of(TeamRequest, body.request), environment) == made.answer


def test_notes_and_decisions_say_something(kept: KeptWorkspace) -> None:
    with pytest.raises(InputError, match="empty_text"):
        note(kept, "", "  ", "Kari")
    with pytest.raises(InputError, match="empty_text"):
        decide(kept, DecisionRequest("kjoring-1", "Ja", "", "kommunestyret", TODAY), "Kari")
    made = decide(kept, DecisionRequest("kjoring-1", "Ja", "Fordi", "kommunestyret", TODAY, "26/1"), "Kari")
    with kept.store.reading() as reading:
        held = records.get(reading, made.id)
    assert held.body == records.Decision(
        about="kjoring-1",
        decided="Ja",
        reason="Fordi",
        decided_by="kommunestyret",
        on="2026-11-22",
        archived="26/1",
    )


def test_two_who_begin_from_the_same_files_do_not_overwrite_each_other(kept: KeptWorkspace) -> None:
    texts = row_texts(kept, "innherred", "actors", ("asen-bygdeforum",))
    karis, olas = ({**texts, "navn": name} for name in ("Karis", "Olas"))
    save_row(kept, RowRequest("innherred", "actors", karis, "Kari", 0, ("asen-bygdeforum",)))
    with pytest.raises(InputError, match="changed_meanwhile"):
        save_row(kept, RowRequest("innherred", "actors", olas, "Ola", 0, ("asen-bygdeforum",)))
    assert kept.dataset("innherred").register.actor("asen-bygdeforum").name == "Karis"
