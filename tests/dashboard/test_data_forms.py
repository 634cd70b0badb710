"""Forms on «Aktører og data»: addresses, fields, what is kept in mind, what is refused."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import dash_mantine_components as dmc
import pytest
from dash import html

from dashboard.components import data_ids
from dashboard.pages import data_choices, data_contacts, data_duplicates, data_saving, data_versions
from dashboard.pages.answers import Answers
from dashboard.pages.data_address import PARTS, Wish, compared, query, wish
from dashboard.pages.data_fields import LABELS, Basis, column_field, feature_field
from dashboard.pages.data_filled import Faults, Filled, filled, rebased, touched, typed
from dashboard.texts import words
from matchmaker.kernel.errors import InputError
from matchmaker.model import schema
from matchmaker.model import vocabulary as v
from matchmaker.services.duplicates import find_duplicates
from matchmaker.services.editing import list_rows, row_texts
from matchmaker.services.environment import Environment
from matchmaker.services.history import history
from matchmaker.services.kept import KeptWorkspace
from matchmaker.services.rights import ContactRequest, change_contacts
from matchmaker.services.workspace import FolderWorkspace
from matchmaker.store.memory import MemoryStorage
from matchmaker.store.store import Store

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from dash.development.base_component import Component

TEXT = words("nb")
COUNCIL = Wish("innherred", "actors", ("verdal-eldreraad",), "verdal-eldreraad")
NEW = Wish("innherred", "actors", None, "")


@pytest.fixture
def kept() -> KeptWorkspace:
    return KeptWorkspace(
        Store(MemoryStorage(), lambda: datetime(2026, 11, 22, 12, tzinfo=UTC)), FolderWorkspace()
    )


def found(component: Any, kind: type) -> Iterator[Any]:
    """Every component of a kind in a tree."""
    if isinstance(component, list | tuple):
        for child in component:
            yield from found(child, kind)
        return
    if isinstance(component, kind):
        yield component
    if getattr(component, "children", None) is not None:
        yield from found(component.children, kind)


def said(component: Component) -> str:
    if isinstance(component, str):
        return component
    inside = getattr(component, "children", None)
    parts = inside if isinstance(inside, list | tuple) else [inside] if inside is not None else []
    return " ".join(said(part) for part in parts if not isinstance(part, int))


def saved(kept: KeptWorkspace, held: Filled, author: str = "kari", **texts: str) -> data_saving.Saved:
    done = data_saving.save(kept, TEXT, held, {**held.texts, **texts}, author)
    assert isinstance(done, data_saving.Saved), done
    return done


def refused(kept: KeptWorkspace, held: Filled, author: str = "kari", **texts: str) -> Faults:
    done = data_saving.save(kept, TEXT, held, {**held.texts, **texts}, author)
    assert isinstance(done, Faults), done
    return done


# -- addresses ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "one",
    [
        NEW,
        COUNCIL,
        Wish("innherred", "contributions", None, "verdal-eldreraad"),
        Wish("innherred", "contributions", ("verdal-eldreraad", "nettverk", ""), "verdal-eldreraad"),
        Wish("innherred", "ties", ("a", "b", "samarbeider", "2020-01-01", ""), "b"),
    ],
)
def test_a_form_has_an_address_and_the_address_gives_the_form(one: Wish) -> None:
    address = query(one, "?datasett=innherred&utkast=utkast-3&versjoner=1-2")
    assert wish("actor" if one.table == "actors" else "row", address, "annet") == one
    assert "utkast=utkast-3" in address
    assert "versjoner=1-2" in address
    assert query(None, address) == "?datasett=innherred&utkast=utkast-3&versjoner=1-2"


@pytest.mark.parametrize(
    "address",
    ["", "?ny=ties", "?aktor=a&ny=challenges", "?aktor=a&rad=ties~b", "?aktor=a&rad=actors~a", "?rad=x"],
)
def test_an_address_that_names_no_row_opens_no_form_for_one(address: str) -> None:
    assert wish("row", address, "innherred") is None


@pytest.mark.parametrize(
    ("address", "pair"),
    [("?versjoner=1-2", (1, 2)), ("?versjoner=12-3", (3, 12)), ("?versjoner=2-2", None),
     ("?versjoner=x-1", None),
     ("?versjoner=1", None), ("", None)],
)  # fmt: skip
def test_two_versions_are_read_the_older_first(address: str, pair: tuple[int, int] | None) -> None:
    assert compared(address) == pair


# -- fields -------------------------------------------------------------------------------------------


def test_every_column_of_the_forms_has_a_label_and_a_field(kept: KeptWorkspace) -> None:
    basis = Basis(TEXT, "actor", kept.dataset("innherred").register, ())
    for table in ("actors", *PARTS):
        for column in schema.TABLES[table].columns:
            if column.name in ("id", "actor"):
                continue
            assert column.name in LABELS
            made: Any = column_field(basis, table, column, "", None)
            assert made.label == TEXT.t(LABELS[column.name])
            assert not made.value  # nothing is filled in beforehand
            assert " " not in data_ids.field("actor", column.header)["header"]


def test_kinds_stand_under_the_six_sides_in_words(kept: KeptWorkspace) -> None:
    groups = data_choices.kinds(TEXT, kept.dataset("innherred").register)
    assert [group["group"] for group in groups] == [
        "Innbyggere", "Næringsliv", "Frivillig sektor", "Folkevalgte", "Administrasjon",
        "Kommunale tjenester",
    ]  # fmt: skip
    codes = [item["value"] for group in groups for item in group["items"]]
    assert set(v.KINDS) <= set(codes)
    assert len(codes) == len(set(codes))
    assert not {item["label"] for group in groups for item in group["items"]} & set(v.KINDS)


def test_every_contribution_stands_once_under_its_class(kept: KeptWorkspace) -> None:
    groups = data_choices.contributions(TEXT, kept.dataset("innherred").register)
    where = {item["value"]: group["group"] for group in groups for item in group["items"]}
    assert set(v.CONTRIBUTIONS) <= set(where)
    assert where["brukererfaring"] == where["kunnskap"] == "kunnskap"


def test_a_code_that_is_not_known_stays_in_its_field(kept: KeptWorkspace) -> None:
    basis = Basis(TEXT, "actor", kept.dataset("innherred").register, ())
    made: Any = column_field(basis, "actors", schema.ACTORS.column("kind"), "helt_ny", "Ukjent")
    assert made.value == "helt_ny"
    assert {"value": "helt_ny", "label": "helt_ny"} in made.data
    assert made.error == "Ukjent"


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_declining_to_say_is_a_choice_that_the_reader_knows(language: Any, kept: KeptWorkspace) -> None:
    text = words(language)
    register = kept.dataset("sandnes_bootcamp").register
    made: Any = feature_field(Basis(text, "actor", register, ()), "kjønn", "", None)
    assert made.data[0] == text.t("data.withheld")
    assert {"kvinne", "mann"} <= set(made.data)
    new = Wish("sandnes_bootcamp", "actors", None, "")
    texts = {"navn": "Deltaker 901", "type": "innbygger", "kjønn": text.t("data.withheld")}
    done = data_saving.save(kept, text, filled(kept, text, new), texts, "kari")
    assert isinstance(done, data_saving.Saved)
    assert done.wish is not None
    assert row_texts(kept, "sandnes_bootcamp", "actors", (done.wish.actor,))["kjønn"] == v.WITHHELD
    assert filled(kept, text, done.wish).texts["kjønn"] == text.t("data.withheld")


# -- what a form keeps in mind ------------------------------------------------------------------------


def test_what_a_form_keeps_in_mind_comes_back_the_same(kept: KeptWorkspace) -> None:
    for one in (NEW, COUNCIL, Wish("innherred", "ties", None, "verdal-eldreraad")):
        held = filled(kept, TEXT, one)
        assert Filled.read(json.loads(json.dumps(held.kept()))) == held
    assert Filled.read(None) is None


def test_a_new_form_is_empty_but_for_the_actor_that_it_hangs_on(kept: KeptWorkspace) -> None:
    assert filled(kept, TEXT, NEW).texts == {}
    assert filled(kept, TEXT, Wish("innherred", "contributions", None, "x")).texts == {"aktor": "x"}
    assert filled(kept, TEXT, Wish("innherred", "ties", None, "x")).texts == {"fra_aktor": "x"}


def test_fields_are_touched_when_something_else_stands_in_them() -> None:
    held = Filled(NEW, 1, {"navn": "A", "grupper": "a|b", "kilde": "x"})
    ids = [data_ids.field("actor", name) for name in ("navn", "grupper", "egenskap: hobby")]
    assert touched(held, typed(held, ids, ["A", ["a", " b "], None])) == []
    now = typed(held, ids, ["B", ["a"], "sjakk"])
    assert touched(held, now) == ["navn", "grupper", "egenskap: hobby"]
    assert now == {"navn": "B", "grupper": "a", "kilde": "x", "egenskap: hobby": "sjakk"}


def test_what_somebody_has_written_is_put_onto_what_others_have_saved() -> None:
    held = Filled(NEW, 1, {"navn": "A", "enhet": "gammel", "kilde": "x"})
    present = Filled(NEW, 2, {"navn": "A", "enhet": "deres", "kilde": "deres"})
    mine = rebased(held, {"navn": "Min", "enhet": "gammel", "kilde": "min"}, present)
    assert mine == {"navn": "Min", "enhet": "deres", "kilde": "min"}


# -- saving -------------------------------------------------------------------------------------------


def test_every_fault_is_told_at_its_field(kept: KeptWorkspace) -> None:
    wrong = {
        "type": "frivillig",
        "orgnr": "123456789",
        "kapasitet_timer": "-3",
        "informert_dato": "32.1.2026",
    }
    faults = refused(kept, filled(kept, TEXT, NEW), **wrong)
    assert set(faults.at) == {"navn", "orgnr", "kapasitet_timer", "informert_dato"}
    assert faults.at["navn"] == "Feltet må fylles ut."
    assert "Kontrollsifferet" in faults.at["orgnr"]
    assert faults.general == ()
    assert len(kept.dataset("innherred").register.actors) == 163


def test_a_fault_between_rows_is_told_at_its_field_too(kept: KeptWorkspace) -> None:
    faults = refused(kept, filled(kept, TEXT, NEW), navn="Lag", type="frivillig", parti="Sp")
    assert set(faults.at) == {"parti"}


def test_a_new_actor_is_saved_and_then_shown(kept: KeptWorkspace) -> None:
    done = saved(kept, filled(kept, TEXT, NEW), navn="Bokkafeen i Verdal", type="frivillig")
    assert done.wish == Wish("innherred", "actors", ("bokkafeen-i-verdal",), "bokkafeen-i-verdal")
    assert done.version == 2
    person = saved(kept, filled(kept, TEXT, NEW), navn="Oppdiktet Person", type="innbygger")
    assert person.wish is not None
    assert person.wish.actor.startswith("person-")  # a person's id tells nobody's name


def test_nothing_changed_is_said_and_makes_no_version(kept: KeptWorkspace) -> None:
    faults = refused(kept, filled(kept, TEXT, COUNCIL))
    assert faults.general == (TEXT.t("data.nothing_changed"),)
    assert kept.version("innherred") == 1


def test_the_same_contribution_again_is_told_from_a_conflict(kept: KeptWorkspace) -> None:
    new = filled(kept, TEXT, Wish("innherred", "contributions", None, "verdal-eldreraad"))
    saved(kept, new, bidrag="lokaler")
    again = refused(kept, filled(kept, TEXT, new.wish), bidrag="lokaler")
    assert again.general == (TEXT.t("data.there_already"),)
    assert again.meanwhile == ()


@pytest.mark.parametrize("taken_in", [False, True], ids=["files", "kept"])
def test_two_edit_the_same_and_the_second_is_told(taken_in: bool, kept: KeptWorkspace) -> None:
    if taken_in:
        saved(kept, filled(kept, TEXT, NEW), navn="Lag", type="frivillig")
    one, other = filled(kept, TEXT, COUNCIL), filled(kept, TEXT, COUNCIL)
    saved(kept, one, "kari", enhet="Kari skrev dette")
    faults = refused(kept, other, "ola", enhet="Ola skrev dette", oppnevnes_av="Ola")
    assert len(faults.meanwhile) == 1
    for part in ("kari", "aktører", "verdal-eldreraad", "enhet", "22.11.2026"):
        assert part in faults.meanwhile[0]
    assert ("enhet", "Kari skrev dette", "Ola skrev dette") in faults.differs
    assert row_texts(kept, "innherred", "actors", COUNCIL.key or ())["enhet"] == "Kari skrev dette"
    # and the way on: what Ola has written, on what Kari has saved
    present = data_saving.present(kept, TEXT, COUNCIL)
    assert present is not None
    mine = rebased(other, {**other.texts, "oppnevnes_av": "Ola"}, present)
    saved(kept, present, "ola", **mine)
    now = row_texts(kept, "innherred", "actors", COUNCIL.key or ())
    assert (now["enhet"], now["oppnevnes_av"]) == ("Kari skrev dette", "Ola")


def test_a_row_that_is_gone_is_told_from_one_that_is_changed(kept: KeptWorkspace) -> None:
    one, other = filled(kept, TEXT, COUNCIL), filled(kept, TEXT, COUNCIL)
    assert isinstance(data_saving.remove(kept, TEXT, one, "kari"), data_saving.Saved)
    faults = refused(kept, other, "ola", enhet="x")
    assert faults.gone
    assert "kari" in faults.meanwhile[0]


def test_what_goes_with_an_actor_is_counted_and_goes(kept: KeptWorkspace) -> None:
    expected = {
        name: len(list_rows(kept, "innherred", name, COUNCIL.actor))
        for name in ("roles", "contributions", "ties", "involvements")
    }
    assert expected["ties"] == 1
    assert data_saving.hanging(kept, COUNCIL) == {name: n for name, n in expected.items() if n}
    done = data_saving.remove(kept, TEXT, filled(kept, TEXT, COUNCIL), "kari")
    assert isinstance(done, data_saving.Saved)
    assert done.wish is None
    assert list_rows(kept, "innherred", "contributions", COUNCIL.actor) == ()
    with pytest.raises(InputError, match="unknown_row"):
        row_texts(kept, "innherred", "actors", COUNCIL.key or ())


# -- duplicates and versions --------------------------------------------------------------------------


def doubled(kept: KeptWorkspace) -> None:
    texts: Mapping[str, str] = {"type": "frivillig", "kommune": "5038"}
    for name, board in (("Garnes Ungdomslag", "Nord"), ("Ungdomslaget Garnes", "Sør")):
        saved(kept, filled(kept, TEXT, NEW), navn=name, oppnevnes_av=board, **texts)


def test_a_suggestion_shows_what_differs_and_who_is_proposed_to_stay(kept: KeptWorkspace) -> None:
    doubled(kept)
    shown = data_duplicates.suggestions(TEXT, kept, "innherred")
    cards = list(found(shown, html.Article))
    assert len(cards) == 1
    words_of = said(cards[0])
    for part in ("Garnes Ungdomslag", "Ungdomslaget Garnes", "Nord", "Sør", "(80\u00a0%)"):
        assert part in words_of
    assert "5038" not in words_of  # what is alike is left out


def test_after_a_merge_what_could_not_be_kept_is_said(kept: KeptWorkspace) -> None:
    doubled(kept)
    pair = ("garnes-ungdomslag", "ungdomslaget-garnes")
    told = data_duplicates.merged(TEXT, kept, ("innherred", 3), pair, "kari", "1")
    assert "Ungdomslaget Garnes er slått sammen med Garnes Ungdomslag" in said(told)
    assert "Sør" in said(told)
    assert find_duplicates(kept, "innherred").suggestions == ()
    again = data_duplicates.merged(TEXT, kept, ("innherred", 3), pair, "ola", "2")
    assert getattr(again, "className", "") == "error-box"  # the second of two is told


def test_a_refused_pair_is_counted_and_not_suggested_again(kept: KeptWorkspace) -> None:
    doubled(kept)
    pair = ("garnes-ungdomslag", "ungdomslaget-garnes")
    assert [one.actors for one in find_duplicates(kept, "innherred").suggestions] == [pair]
    data_duplicates.kept_apart(TEXT, kept, "innherred", pair, "kari", "1")
    shown = said(data_duplicates.suggestions(TEXT, kept, "innherred"))
    assert TEXT.t("duplicates.none_found") in shown
    assert TEXT.t("duplicates.refused_before", count=1) in shown


def test_versions_say_which_earlier_one_an_undo_brought_back(kept: KeptWorkspace) -> None:
    saved(kept, filled(kept, TEXT, NEW), navn="Lag", type="frivillig")
    saved(kept, filled(kept, TEXT, COUNCIL), enhet="x")
    kept.store.undo("kari", None)

    answers = Answers(kept, Environment(lambda: date(2026, 11, 22)))
    shown = said(data_versions.versions(TEXT, "?datasett=innherred", answers))
    assert "likt versjon 2" in shown
    states = said(data_versions.steps(TEXT, history(kept)))
    assert "angret" in states


# -- contact details ----------------------------------------------------------------------------------


def reached(kept: KeptWorkspace) -> dict[str, tuple[str, str]]:
    held = change_contacts(kept.store, ContactRequest("innherred", "lag", "")).contacts
    return {one.channel: (one.value, one.source) for one in held}


def test_contact_details_are_kept_apart_and_taken_away_when_emptied(kept: KeptWorkspace) -> None:
    saved(kept, filled(kept, TEXT, NEW), navn="Lag", type="frivillig")
    request = ContactRequest("innherred", "lag", "kari")

    def write(**written: str) -> str:
        return said(data_contacts.saved(TEXT, kept, request, written))

    written = {"epost": "post@lag.example", "telefon": "12 34 56 78", "adresse": "", "kilde": "lagets side"}
    assert TEXT.t("contacts.saved") in write(**written)
    assert reached(kept) == {
        "epost": ("post@lag.example", "lagets side"), "telefon": ("12 34 56 78", "lagets side"),
    }  # fmt: skip
    assert TEXT.t("data.nothing_changed") in write(**written)
    write(**{**written, "telefon": ""})
    assert set(reached(kept)) == {"epost"}
    assert kept.version("innherred") == 2  # in no version
    part = data_contacts.contacts(TEXT, kept, "innherred", "lag")
    assert [field.value for field in found(part, dmc.TextInput)] == [
        "post@lag.example",
        "",
        "",
        "lagets side",
    ]


def test_files_have_no_contact_details_yet(kept: KeptWorkspace) -> None:
    part = data_contacts.contacts(TEXT, kept, "innherred", "verdal-eldreraad")
    assert TEXT.t("contacts.keep_first") in said(part)
    assert list(found(part, dmc.TextInput)) == []
