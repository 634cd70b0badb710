"""Which kinds of ties are counted where nobody picks out some, that it is said, and how to have the same."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from matchmaker.kernel.errors import InputError
from matchmaker.network.network import COLLABORATION, EVERY_RELATION
from matchmaker.services.change import ChangeRequest, change_over_time
from matchmaker.services.measures import MeasuresRequest, measure_network
from matchmaker.services.network_scope import EVERY, TOGETHER, NetworkRequest, relations_of, which_ties
from matchmaker.services.side_by_side import CompareRequest, compare
from matchmaker.services.stress import StressRequest, stress
from tests.unit.small import Shelf, actor, register

if TYPE_CHECKING:
    from matchmaker.kernel.errors import Message
    from matchmaker.services.environment import Environment

DAYS = (date(2024, 1, 1), date(2025, 1, 1))
EVERY_NOTE, SOME_NOTE = "note.every_relation", "note.collaboration_only"


def shelf() -> Shelf:
    """Two bodies that work together, and a third that one of them appoints."""
    actors = [actor(name, "frivillig", municipality="5038") for name in "abc"]
    pairs = (("a", "b", "samarbeider"), ("b", "c", "oppnevner"))
    return Shelf(register(actors=actors, ties=[
        {"tail": tail, "head": head, "relation": kind} for tail, head, kind in pairs
    ]))  # fmt: skip


def codes(notes: tuple[Message, ...]) -> set[str]:
    return {note.code for note in notes} & {EVERY_NOTE, SOME_NOTE}


def test_one_network_is_told_with_every_kind_unless_asked_otherwise(environment: Environment) -> None:
    for relations, ties, note in (((), 2, {EVERY_NOTE}), ((TOGETHER,), 1, {SOME_NOTE}),
                                  (("oppnevner",), 1, set())):  # fmt: skip
        network = NetworkRequest("lite", relations=relations)
        found = measure_network(shelf(), MeasuresRequest(network, ("density",)), environment)
        assert (found.ties, codes(found.notes)) == (ties, note)
        assert codes(stress(shelf(), StressRequest(network, draws=2), environment).notes) == note


def test_what_is_held_against_something_is_told_with_collaboration_unless_asked_otherwise(
    environment: Environment,
) -> None:
    for relations, ties, note in (((), 1, {SOME_NOTE}), ((EVERY,), 2, {EVERY_NOTE})):
        network = NetworkRequest("lite", relations=relations)
        found = change_over_time(shelf(), ChangeRequest(network, dates=DAYS), environment)
        assert (found.times[0].ties, codes(found.notes)) == (ties, note)
        held = CompareRequest(("lite",), relations=relations or (TOGETHER,), draws=0)
        assert codes(compare(shelf(), held, environment).notes) == note


def test_the_words_for_several_kinds() -> None:
    assert relations_of(NetworkRequest("", relations=(EVERY,))) == relations_of(NetworkRequest(""))
    assert relations_of(NetworkRequest("", relations=(TOGETHER,))) == COLLABORATION
    both = NetworkRequest("", relations=(TOGETHER, "oppnevner"))
    assert relations_of(both) == COLLABORATION | {"oppnevner"}
    assert [note.params for note in which_ties(EVERY_RELATION)] == [{"word": TOGETHER}]
    with pytest.raises(InputError) as told:
        relations_of(NetworkRequest("", relations=("venner",)))
    assert {EVERY, TOGETHER} < set(told.value.params["known"])  # type: ignore[arg-type]
