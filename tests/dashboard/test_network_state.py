"""The address of the network page: every view can be shared, and any address is read."""

from __future__ import annotations

import contextlib
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from dashboard import network_state, state
from dashboard.network_state import Shown
from matchmaker.kernel.errors import InputError
from matchmaker.services.network_scope import NetworkRequest
from matchmaker.services.network_view_divide import Grouping
from matchmaker.services.network_view_scene import SceneRequest

NAMES = st.text("abcæøå-_&=?#%/+ ", min_size=1, max_size=12).filter(str.strip)
IDS = st.text("abc0123_-", min_size=1, max_size=8)
LISTS = st.lists(IDS, unique=True, max_size=4).map(tuple)
DAYS = st.none() | st.dates(date(1990, 1, 1), date(2040, 1, 1))
NETWORKS = st.builds(
    NetworkRequest, NAMES, st.none() | IDS, sectors=LISTS, contributions=LISTS, relations=LISTS, since=DAYS,
    until=DAYS, kinds=LISTS,
)  # fmt: skip
KEYS = st.lists(st.builds("{}:{}".format, st.sampled_from(["side:5038", "gruppe", "navn"]), IDS), max_size=3)


@st.composite
def views(draw: st.DrawFn) -> Shown:
    """Views as the page makes them: surroundings and ways are those of the actor selected."""
    actor = draw(st.none() | IDS)
    steps, to = draw(st.sampled_from([(0, None), (1, None), (2, None), (0, "b")])) if actor else (0, None)
    scene = SceneRequest(
        draw(NETWORKS), draw(st.sampled_from(Grouping)), tuple(draw(KEYS)),
        actor if steps or to else None, steps, to,
    )  # fmt: skip
    return Shown(
        scene, actor, draw(IDS), draw(IDS), draw(st.booleans()), draw(IDS), draw(st.booleans()),
        draw(st.booleans()),
    )  # fmt: skip


@given(views())
def test_a_view_survives_the_address(wish: Shown) -> None:
    assert network_state.shown(network_state.query(wish), "other") == wish


@given(NETWORKS, st.none() | IDS)
def test_a_network_and_its_selection_survive_the_address(request: NetworkRequest, actor: str | None) -> None:
    search = network_state.network_query(request, actor)
    assert network_state.network_request(search, "other") == request
    assert state.one(search, state.ACTOR) == actor


@given(st.text(max_size=60))
def test_any_address_is_read_or_refused_in_words(text: str) -> None:
    with contextlib.suppress(InputError):
        network_state.shown(text, "innherred")


def test_the_picture_does_not_change_with_who_is_selected_or_how_the_table_is_sorted() -> None:
    plain = network_state.shown("?datasett=d", "")
    other = network_state.shown("?datasett=d&aktor=a&orden=degree:ned&liste=alle", "")
    assert network_state.picture_key(plain) == network_state.picture_key(other)
    near = network_state.shown("?datasett=d&aktor=a&nabolag=1", "")
    assert network_state.picture_key(near) != network_state.picture_key(plain)


def test_another_network_lets_groups_and_surroundings_go_and_keeps_the_colours() -> None:
    wish = network_state.shown("?datasett=d&inne=kommune:5038~gruppe:2&farge=degree&aktor=a&nabolag=2", "")
    assert wish.scene.inside == ("kommune:5038", "gruppe:2")
    other = network_state.of_network(wish, NetworkRequest("d", "5037"))
    assert (other.scene.inside, other.scene.around, other.scene.steps) == ((), None, 0)
    assert (other.colour, other.actor) == ("degree", "a")
