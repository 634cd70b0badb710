"""A dataset becomes a network and a network a dataset, with the refusals of every other way in."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from matchmaker.kernel.errors import Severity, TableErrors
from matchmaker.kernel.messages import catalogue
from matchmaker.model.register import Register, records_of
from matchmaker.services.workspace import FolderWorkspace
from matchmaker.sources.interchange.exchanged import Exchanged, attribute
from matchmaker.sources.interchange.formats import Format, read_network, write_network
from matchmaker.sources.interchange.from_register import GROUNDS, from_register
from matchmaker.sources.interchange.to_tables import to_tables
from tests.unit.small import actor, register

DATASETS = ("innherred", "samskapende_kommunen", "vennesla")


def network(**more: object) -> Exchanged:
    """Two actors and a tie, with further attributes of the actors."""
    nodes = tuple(attribute(name, values) for name, values in sorted(more.items()))  # type: ignore[arg-type]
    return Exchanged(("lag", "raad"), (0,), (1,), (True,), nodes)


def codes(found: Exchanged, **stated: str) -> set[tuple[str, str | None]]:
    with pytest.raises(TableErrors) as caught:
        to_tables(found, "nett.graphml", **{"kind": "frivillig", "relation": "medlem_av", **stated})
    for problem in caught.value.problems:
        assert problem.file.startswith("nett.graphml")
        assert catalogue("nn").say(problem.message)
    return {(one.code, one.column) for one in caught.value.problems if one.severity is Severity.ERROR}


@pytest.mark.parametrize("wanted", [Format.GRAPHML, Format.GEXF, Format.PAJEK, Format.JSON])
@pytest.mark.parametrize("name", DATASETS)
def test_a_dataset_comes_back_through_every_format(name: str, wanted: Format) -> None:
    before = FolderWorkspace((Path("data"),)).dataset(name).register
    found, odd = read_network("nett", write_network(from_register(before), wanted), wanted)
    assert odd == ()
    after = Register.from_tables(to_tables(found, "nett").tables)
    for table in ("kinds", "places"):  # those in use, called by their ids
        ids = set(before.actors[{"kinds": "kind", "places": "place"}[table]].dropna().astype(str))
        wanted_ids = ids & set(before.frame(table)["id"].astype(str))
        assert set(after.frame(table)["id"].astype(str)) == wanted_ids
    for table, left in (("actors", GROUNDS), ("ties", frozenset[str]())):
        rows = [
            [
                {key: value for key, value in row.items() if key not in left}
                for row in records_of(one.frame(table))
            ]
            for one in (before, after)
        ]
        assert rows[0] == rows[1]
    assert after.features.astype(str).equals(before.features.astype(str))


def test_places_and_own_kinds_are_made_where_the_nodes_tell_enough() -> None:
    made = to_tables(
        network(sted=["skogn", None], kommune=["5037", None], type=["klubb", "eldreraad"],
                sektor=["frivillig", "politiker"]),
        "n", relation="medlem_av",
    ).tables  # fmt: skip
    assert records_of(made.frame("places"))[0]["municipality"] == "5037"
    assert [row["id"] for row in records_of(made.frame("kinds"))] == ["klubb"]
    assert codes(network(sted=["skogn", None])) == {("unknown_reference", "sted")}
    assert codes(network(sted=["skogn", "skogn"], kommune=["5037", "5038"])) == {
        ("unknown_reference", "sted")
    }
    assert codes(network(type=["klubb", "eldreraad"])) == {("unknown_code", "type")}


def test_attributes_become_columns_features_or_nothing() -> None:
    found = to_tables(
        network(kommune=["Verdal", "5037"], age_band=["13–19", None], yrke=["snekker", None], x=[1.0, 2.0],
                label=["Laget", None], Grupper=["eldre", None]),
        "nett.gexf", kind="frivillig", relation="medlem_av",
    )  # fmt: skip
    made = Register.from_tables(found.tables)
    assert list(made.actors["name"].astype(str)) == ["Laget", "raad"]
    assert list(made.actors["municipality"].astype(str)) == ["5038", "5037"]
    assert made.actors["groups"].astype(object).tolist()[0] == "eldre"
    assert made.stated("aldersgruppe") == {"lag": "13-19"}
    assert made.stated("yrke") == {"lag": "snekker"}
    assert set(made.features["feature"].astype(str)) == {"aldersgruppe", "yrke"}
    assert found.problems == ()


def test_what_is_never_kept_is_refused() -> None:
    assert codes(network(helse=["syk", None])) == {("feature_not_allowed", "helse")}
    assert codes(network(religion=["x", "y"], tillit=[1, 2])) == {
        ("feature_not_allowed", "religion"), ("feature_not_allowed", "tillit"),
    }  # fmt: skip
    assert codes(network(parti=["A", None])) == {("party_not_elected", "parti")}
    number = "01010012356"
    assert codes(network(merke=[number, None])) == {("national_id", "egenskap: merke")}
    bare = Exchanged((number, "raad"), (0,), (1,), (True,))
    assert {code for code, _ in codes(bare)} == {"national_id"}


def test_contact_details_and_notes_are_left_out_with_a_warning() -> None:
    found = to_tables(
        network(telefon=["900 12 345", None], kanal=["x@eksempel.example", None], merknad=["hemmelig", None]),
        "nett.json", kind="frivillig", relation="medlem_av",
    )  # fmt: skip
    assert {(one.code, one.column, one.severity) for one in found.problems} == {
        ("contact_left_out", "telefon", Severity.WARNING), ("contact_left_out", "kanal", Severity.WARNING),
        ("notes_left_out", "merknad", Severity.WARNING),
    }  # fmt: skip
    assert found.tables.features.empty


def test_ids_that_a_dataset_cannot_have_are_hashed_and_stay_as_names() -> None:
    found = to_tables(
        Exchanged(("Laget på Ås", "b"), (0,), (1,), (False,)), "n", kind="frivillig", relation="kjenner"
    )
    made = Register.from_tables(found.tables)
    names = dict(zip(made.actors["id"].astype(str), made.actors["name"].astype(str), strict=True))
    assert names["b"] == "b"
    (hashed,) = set(names) - {"b"}
    assert hashed.startswith("node-")
    assert names[hashed] == "Laget på Ås"
    (tie,) = records_of(made.frame("ties"))
    assert (tie["symmetric"], {tie["tail"], tie["head"]}) == (True, {"b", hashed})


def test_what_the_network_does_not_say_is_left_to_the_planner() -> None:
    found = to_tables(network(), "nett.net")
    assert (found.without_kind, found.without_relation) == (2, 1)
    assert found.problems == ()
    assert found.tables.frame("actors")["kind"].isna().all()


def test_ties_that_no_dataset_can_have() -> None:
    ties = (attribute("weight", [0.0, 1.0, -2.0, 1.0]),)
    found = Exchanged(("a", "b"), (0, 0, 0, 1), (1, 0, 1, 0), (False,) * 4, ties=ties)
    assert {code for code, _ in codes(found)} == {"out_of_range", "self_tie", "duplicate_tie"}


def test_periods_weights_and_sources_of_ties_are_kept() -> None:
    ties = (
        attribute("end", [date(2026, 5, 1)]), attribute("kilde", ["møte 1"]),
        attribute("relation", ["kjenner"]),
        attribute("start", [date(2026, 1, 1)]), attribute("tull", ["x"]), attribute("weight", [1.25]),
    )  # fmt: skip
    found = to_tables(Exchanged(("a", "b"), (0,), (1,), (False,), ties=ties), "n", kind="frivillig")
    (tie,) = records_of(Register.from_tables(found.tables).frame("ties"))
    assert (tie["valid_from"], tie["valid_to"], tie["strength"]) == (date(2026, 1, 1), date(2026, 5, 1), 1.25)
    assert (tie["relation"], tie["source"]) == ("kjenner", "møte 1")
    assert [(one.code, one.column) for one in found.problems] == [("unknown_column", "tull")]


def test_grounds_and_addresses_stay_at_home() -> None:
    person = actor("p", "innbygger", legal_basis="samtykke", basis_source="skjema", informed=date(2026, 1, 1),
                   source="sagt av x@eksempel.example på møtet", unit="Avdeling A")  # fmt: skip
    made = register([("p", "kjonn", "kvinne")], actors=[person, actor("lag")],
                    ties=[{"tail": "p", "head": "lag", "relation": "medlem_av"}])  # fmt: skip
    found = from_register(made)
    assert found.of_nodes("kjønn") == (None, "kvinne")
    assert found.of_nodes("enhet") == (None, "Avdeling A")
    written = write_network(found, Format.GRAPHML).decode()
    for secret in ("eksempel.example", "samtykke", "skjema", "informert"):
        assert secret not in written
    assert "sagt av" in written
    assert "sagt av" not in write_network(from_register(made, frozenset({"source"})), Format.GRAPHML).decode()
