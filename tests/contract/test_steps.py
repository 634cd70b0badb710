"""Steps with names, tokens, undo and redo, over every storage."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from matchmaker.kernel.errors import InputError, Message
from matchmaker.store import records, steps
from matchmaker.store.gate import Action
from matchmaker.store.store import Store
from tests.store_data import NAME, Clock, change, dataset, findings, found, note, rows, state

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.store_data import Place


def done(store: Store) -> list[tuple[int, str, str, str]]:
    with store.reading() as reading:
        return [(one.number, one.name.code, one.author, one.state) for one in steps.steps(reading)]


def refused(attempt: Callable[[], object]) -> InputError:
    with pytest.raises(InputError) as wrong:
        attempt()
    return wrong.value


def test_a_step_has_a_name_an_author_and_what_it_changed(store: Store):
    found(store)
    names = Message("step.list", {"what": Message("step.note"), "who": ("a", 1, None), "n": 2.5})
    with store.step(names, "ola", "merke") as work:
        work.change("lite", 1, _edit())
        work.add(records.Note(about="lite", text="hei"))
    with store.reading() as reading:
        last = steps.steps(reading)[-1]
        assert steps.with_token(reading, "merke") == last
        assert steps.with_token(reading, "annet") is None
        assert steps.to_undo(reading) == last
        assert steps.to_redo(reading) is None
    assert last == steps.Step(
        2, names, "ola", "2026-11-22T09:00:02+00:00", steps.DONE,
        (steps.Change("dataset/lite", 1, 2), steps.Change("record/notat-1", 0, 1)),
    )  # fmt: skip


def _edit(**names: str) -> object:
    from tests.store_data import difference

    return difference(dataset(), dataset(rows(**(names or {"a": "Ny"}))))


def test_a_step_in_which_nothing_happens_is_no_step(store: Store):
    with store.step(NAME, "kari", "merke"):
        pass
    assert done(store) == []
    assert findings(store.storage) == []
    assert refused(lambda: store.undo("kari")).code == "nothing_to_undo"


def test_the_same_wish_is_not_done_twice(store: Store):
    def wish() -> None:
        with store.step(Message("step.note"), "kari", "merke-1") as work:
            work.add(records.Note(about="", text="en"))

    wish()
    wrong = refused(wish)
    assert (wrong.code, wrong.params) == ("done_already", {"step": 1, "name": Message("step.note")})
    assert len(done(store)) == 1
    store.undo("kari")
    assert refused(wish).code == "done_already"  # it was asked and done, and then undone


def test_a_wish_that_failed_may_be_asked_again(store: Store):
    def wish(fail: bool) -> None:
        with store.step(NAME, "kari", "merke-1") as work:
            work.add(records.Note(about="", text="en"))
            if fail:
                raise OSError

    with pytest.raises(OSError):  # noqa: PT011 - ours
        wish(fail=True)
    assert state(store) == {}
    wish(fail=False)
    assert list(state(store)) == ["notat/notat-1"]


def test_undo_and_redo_lead_through_the_same_states(store: Store):
    def whole() -> None:
        with store.step(NAME, "kari") as work:
            work.change("lite", 2, _after_two())
            record = work.add(records.Note(about="", text="i samme steg"))
            work.edit(record, 1, records.Note(about="", text="to ganger"))
            work.edit("notat-1", 1, records.Note(about="lite", text="endret"))

    def away() -> None:
        with store.step(NAME, "kari") as work:
            work.remove("notat-1", 2)
            work.take_away("lite")

    work = [
        lambda: found(store), lambda: note(store, "en"), lambda: change(store, 1, dataset(rows(a="Ny"))),
        whole, away, lambda: found(store, "annet"),
    ]  # fmt: skip
    states = [state(store)]
    for act in work:
        act()
        states.append(state(store))
    assert len({str(one) for one in states}) == len(states)
    for _ in range(2):
        for expected in states[-2::-1]:
            store.undo("ola")
            assert state(store) == expected
        assert refused(lambda: store.undo("ola")).code == "nothing_to_undo"
        for expected in states[1:]:
            store.redo("ola")
            assert state(store) == expected
        assert refused(lambda: store.redo("ola")).code == "nothing_to_redo"
    assert findings(store.storage) == []


def _after_two() -> object:
    from tests.store_data import difference

    return difference(dataset(rows(a="Ny")), dataset(rows(a="Ny", c="Og C")))


def test_what_was_undone_is_lost_when_other_work_is_done(store: Store):
    note(store, "en")
    note(store, "to")
    store.undo("kari")
    note(store, "tre")
    assert refused(lambda: store.redo("kari")).code == "nothing_to_redo"
    assert [body.text for body in state(store).values()] == ["en", "tre"]
    assert [row[3] for row in done(store)] == [steps.DONE, steps.PAST, steps.PAST, steps.DONE]
    store.undo("kari")
    store.undo("kari")
    assert state(store) == {}
    store.redo("kari")
    store.redo("kari")
    assert [body.text for body in state(store).values()] == ["en", "tre"]


def test_going_back_is_told_but_is_not_itself_undone(store: Store):
    note(store, "en")
    back = store.undo("ola")
    assert (back.author, back.name) == ("ola", Message("step.undo", {"step": Message("step.note")}))
    forth = store.redo("per")
    assert (forth.author, forth.name) == ("per", Message("step.redo", {"step": Message("step.note")}))
    assert done(store) == [
        (1, "step.note", "kari", steps.DONE), (2, "step.undo", "ola", steps.PAST),
        (3, "step.redo", "per", steps.PAST),
    ]  # fmt: skip


def test_undo_undoes_only_what_the_asker_saw(store: Store):
    note(store, "en")
    note(store, "to", "ola")
    wrong = refused(lambda: store.undo("kari", expected=1))
    assert wrong.code == "step_changed"
    assert wrong.params == {"step": Message("step.note"), "who": "ola", "when": "2026-11-22T09:00:02+00:00"}
    assert len(state(store)) == 2
    store.undo("kari", expected=2)
    assert refused(lambda: store.undo("kari", expected=2)).code == "step_changed"  # the same wish again
    assert refused(lambda: store.redo("kari", expected=1)).code == "step_changed"
    store.redo("kari", expected=2)
    assert len(state(store)) == 2


def test_steps_are_there_after_reopening(lasting: Place):
    store = Store(lasting.open(), Clock())
    note(store, "en")
    note(store, "to")
    store.undo("kari")
    kept = done(store)
    store.storage.close()
    again = Store(lasting.open(), Clock())
    assert done(again) == kept
    again.redo("kari")
    assert len(state(again)) == 2


def test_two_handles_share_one_way_back(place: Place):
    one, two = Store(place.open(), Clock()), Store(place.open(), Clock())
    note(one, "en")
    note(two, "to")
    one.undo("kari")
    two.undo("ola")
    assert state(one) == state(two) == {}
    assert refused(lambda: one.undo("kari")).code == "nothing_to_undo"


def test_contact_details_and_drafts_are_no_steps(store: Store):
    note(store, "en")
    with store.writing(Action.RESTORE) as writing:
        writing.put("draft", {"id": "u1", "dataset": "lite", "base": 1, "revision": 1, "body": "{}"})
    store.undo("kari")
    with store.reading() as reading:
        assert reading.get("draft", "u1") is not None
