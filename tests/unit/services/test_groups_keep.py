"""The seating people have been told: kept in a new version, found again, read from files."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import orjson
import pytest

from matchmaker.kernel.errors import InputError, TableErrors
from matchmaker.kernel.messages import catalogue
from matchmaker.model.vocabulary import GroupMode
from matchmaker.services.committing import CommitRequest, commit
from matchmaker.services.groups_export import seating_csv
from matchmaker.services.groups_keep import keep_seating, read_seating, told_seats
from matchmaker.services.groups_request import AttributeWish, GroupsRequest
from matchmaker.services.jsonable import jsonable
from matchmaker.services.kept import KeptWorkspace
from matchmaker.services.workspace import FolderWorkspace
from tests.unit.small import actor, tables
from tests.unit.splits import group, split

if TYPE_CHECKING:
    from matchmaker.services.groups import Seats

SEATS: Seats = ((1, "g1", "a"), (1, "g2", "b"), (2, "g2", "a"))
PEOPLE = [actor(name, form="person") for name in "abc"]
EARLIER = {"event": "Fjorårets", "round": 1, "group": "x", "actor": "a"}


def founded(kept: KeptWorkspace, groups: tuple[str, ...] = ()) -> KeptWorkspace:
    """A kept dataset with an earlier event, and the sheet *grupper* when there are *groups*."""
    more = {"event_groups": [{"id": one} for one in groups]} if groups else {}
    commit(kept, CommitRequest("lite", "meg"), tables(actors=PEOPLE, seatings=[EARLIER], **more))
    return kept


def test_a_seating_is_kept_in_a_new_version_and_found_again(kept: KeptWorkspace) -> None:
    founded(kept)
    assert told_seats(kept, "lite") == ()
    assert keep_seating(kept, "lite", SEATS, "meg") == 2
    assert told_seats(kept, "lite") == SEATS
    assert told_seats(kept, "lite@1") == ()


def test_the_seating_before_is_replaced_and_earlier_events_stay(kept: KeptWorkspace) -> None:
    founded(kept)
    keep_seating(kept, "lite", SEATS, "meg")
    assert keep_seating(kept, "lite", ((1, "g9", "c"),), "meg") == 3
    assert told_seats(kept, "lite") == ((1, "g9", "c"),)
    held = kept.dataset("lite").register.frame("seatings")
    assert held["event"].astype(object).dropna().tolist() == ["Fjorårets"]


def test_the_same_seating_again_is_no_new_version(kept: KeptWorkspace) -> None:
    founded(kept)
    assert [keep_seating(kept, "lite", SEATS, "meg") for _ in range(2)] == [2, 2]


def test_a_seating_that_somebody_else_has_kept_meanwhile_is_not_overwritten(kept: KeptWorkspace) -> None:
    founded(kept)
    keep_seating(kept, "lite", SEATS, "meg", 1)
    keep_seating(kept, "lite", ((1, "g9", "c"),), "hun", 2)
    with pytest.raises(InputError) as wrong:
        keep_seating(kept, "lite", ((1, "g8", "c"),), "meg", 2)
    assert wrong.value.code == "changed_meanwhile"
    assert told_seats(kept, "lite") == ((1, "g9", "c"),)


def test_a_dataset_that_lies_as_files_is_kept_first(kept: KeptWorkspace) -> None:
    seats = ((1, "gruppe-01", "deltaker-001"), (1, "gruppe-02", "deltaker-002"))
    assert keep_seating(kept, "sandnes_bootcamp", seats, "meg") == 2
    assert told_seats(kept, "sandnes_bootcamp") == seats


def pointed(kept: KeptWorkspace, folder: Path) -> KeptWorkspace:
    """The same store, with a dataset that is pointed at by its path."""
    return KeptWorkspace(kept.store, FolderWorkspace(opened={str(folder): folder}))


def test_files_pointed_at_are_kept_under_their_name_and_known_again(
    kept: KeptWorkspace, tmp_path: Path
) -> None:
    folder = tmp_path / "eget"
    folder.mkdir()
    file = folder / "aktører.csv"
    file.write_text("id;navn;type\na;A;frivillig\nb;B;frivillig\n", encoding="utf-8")
    assert keep_seating(pointed(kept, folder), str(folder), ((1, "g", "a"),), "meg") == 2
    assert keep_seating(pointed(kept, folder), str(folder), ((1, "g", "b"),), "meg") == 3
    assert told_seats(kept, "eget") == ((1, "g", "b"),)
    file.write_text("id;navn;type\na;A;frivillig\n", encoding="utf-8")
    with pytest.raises(InputError) as wrong:
        keep_seating(pointed(kept, folder), str(folder), ((1, "g", "a"),), "meg")
    assert wrong.value.code == "dataset_exists"
    assert told_seats(kept, "eget") == ((1, "g", "b"),)


def test_groups_that_the_sheet_does_not_have_are_refused_and_nothing_is_kept(kept: KeptWorkspace) -> None:
    founded(kept, ("g1", "g2"))
    with pytest.raises(InputError) as wrong:
        keep_seating(kept, "lite", ((1, "g1", "a"), (1, "g3", "b"), (1, "g4", "c")), "meg")
    assert (wrong.value.code, wrong.value.params["groups"]) == ("seating_other_groups", ("g3", "g4"))
    assert kept.version("lite") == 1
    with pytest.raises(InputError):
        keep_seating(kept, "sandnes_bootcamp", ((1, "nei", "deltaker-001"),), "meg")
    assert kept.version("sandnes_bootcamp") is None


@pytest.mark.parametrize("seats", [((1, "g1", "hvem"),), ((1, "g1", "a"), (1, "g2", "a"))])
def test_somebody_unknown_or_in_two_places_at_once_is_refused(kept: KeptWorkspace, seats: Seats) -> None:
    founded(kept)
    with pytest.raises(TableErrors):
        keep_seating(kept, "lite", seats, "meg")
    assert told_seats(kept, "lite") == ()


REQUEST = GroupsRequest(
    "lite", groups=2, attributes=(AttributeWish("type", GroupMode.SPRE, 3),), apart=(("a", "b"),),
    pins=(("a", "g1"),), meet_once=False, seconds=2.5, separations=(),
)  # fmt: skip
ANSWER = split(
    (group("g1", ("a", "=A")), group("g2", ("b", "B"))), (group("g2", ("a", "=A")),), request=REQUEST
)


@pytest.mark.parametrize("around", [False, True])
def test_an_answer_kept_as_json_is_a_seating_and_its_question(tmp_path: Path, *, around: bool) -> None:
    held = jsonable(ANSWER, catalogue())
    file = tmp_path / "svar.json"
    file.write_bytes(orjson.dumps({"split": held} if around else held))
    found = read_seating(file)
    assert (found.seats, found.request) == (SEATS, REQUEST)


def test_a_list_kept_as_csv_is_a_seating(tmp_path: Path) -> None:
    file = tmp_path / "liste.csv"
    file.write_bytes(seating_csv(ANSWER))
    found = read_seating(file)
    assert (found.seats, found.request) == (SEATS, None)


@pytest.mark.parametrize(
    "content",
    [
        b"", b"{}", b"{", b'{"rounds": 3, "request": {}}', b"navn;alder\na;3\n", b"\xff\xfe",
        b"runde;gruppe;id;navn\nx;g;a;A\n", b"runde;gruppe;id;navn\n1;;a;A\n", b"runde;gruppe;id;navn\n1;g\n",
        b'{"rounds": [], "request": {"dataset": "a", "attributes": [{"attribute": "x", "mode": "y"}]}}',
        b'{"rounds": [], "request": {}}', b"[1]",
    ],
)  # fmt: skip
def test_another_file_is_no_seating(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "fil"
    file.write_bytes(content)
    with pytest.raises(InputError) as wrong:
        read_seating(file)
    assert wrong.value.code == "not_a_seating"


def test_a_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(InputError) as wrong:
        read_seating(tmp_path / "nei.json")
    assert wrong.value.code == "not_found"
