"""The address is the state: what is asked can be read back from it, and from the command beside it."""

from __future__ import annotations

import contextlib
import shlex
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard import state
from matchmaker.cli import parser
from matchmaker.kernel.errors import Change, InputError, Message, Relaxation
from matchmaker.model.vocabulary import Sector
from matchmaker.services.disclosure import Edition
from matchmaker.services.gaps import GapsRequest
from matchmaker.services.network_view import NetworkRequest
from matchmaker.services.repeat import gaps_command, team_command
from matchmaker.services.team import TeamRequest

# what an id may look like: matchmaker.sources.cells.cells
IDS = st.from_regex(r"[A-Za-z0-9][A-Za-z0-9._:-]{0,12}", fullmatch=True)
# a dataset's name is a file's name: letters of any kind, spaces and signs that addresses must escape
NAMES = st.text(
    st.characters(categories=("L", "N"), include_characters=" -_.&=+%#?é"), min_size=1, max_size=15
)
LISTS = st.lists(IDS, unique=True, max_size=5).map(tuple)
LANGUAGES = st.sampled_from(("nb", "nn", "en"))


@st.composite
def team_requests(draw: st.DrawFn) -> TeamRequest:
    low = draw(st.integers(0, state.MOST_SEATS))
    sides = draw(st.lists(st.sampled_from([s.value for s in Sector]), unique=True))
    return TeamRequest(
        dataset=draw(NAMES),
        challenge=draw(IDS),
        min_size=low,
        max_size=draw(st.integers(0, state.MOST_SEATS)),
        include=draw(LISTS),
        exclude=draw(LISTS),
        at_least=tuple((side, draw(st.integers(1, state.MOST_SEATS))) for side in sides),
        seed=draw(st.integers(0, 999_999_999)),
    )


@st.composite
def gaps_requests(draw: st.DrawFn) -> GapsRequest:
    return GapsRequest(
        dataset=draw(NAMES),
        challenge=draw(st.none() | IDS),
        team=draw(LISTS),
        ages=draw(st.tuples(st.integers(0, 105), st.integers(0, 105))),
        on=draw(st.none() | st.dates(date(2000, 1, 1), date(2100, 1, 1))),
        edition=draw(st.sampled_from(Edition)),
    )


@given(team_requests())
def test_a_wish_for_a_team_survives_the_address(request: TeamRequest) -> None:
    assert state.team_request(state.team_query(request), "other") == request


@given(gaps_requests())
def test_a_question_about_gaps_survives_the_address(request: GapsRequest) -> None:
    assert state.gaps_request(state.gaps_query(request), "other") == request


@given(NAMES, st.none() | IDS, st.lists(IDS, unique=True).map(tuple), st.none() | IDS)
def test_a_network_and_its_selection_survive_the_address(
    dataset: str, municipality: str | None, sectors: tuple[str, ...], actor: str | None
) -> None:
    request = NetworkRequest(dataset, municipality, sectors)
    search = state.network_query(request, actor)
    assert state.network_request(search, "other") == request
    assert state.one(search, state.ACTOR) == actor


@given(team_requests(), LANGUAGES)
def test_the_command_beside_a_team_asks_for_the_same(request: TeamRequest, language: str) -> None:
    words = shlex.split(team_command(request, language))
    args = parser.build("nb").parse_args(words[1:])
    low = args.min_size if args.size is None else args.size
    high = args.max_size if args.size is None else args.size
    assert (args.dataset, args.challenge, low, high) == (
        request.dataset, request.challenge, request.min_size, request.max_size,
    )  # fmt: skip
    assert tuple(args.include) == request.include
    assert tuple(args.exclude) == request.exclude
    assert tuple(args.at_least) == request.at_least
    assert (args.seed, args.lang) == (request.seed, language)


@given(gaps_requests(), LANGUAGES)
def test_the_command_beside_the_gaps_asks_for_the_same(request: GapsRequest, language: str) -> None:
    words = shlex.split(gaps_command(request, language))
    args = parser.build("nb").parse_args(words[1:])
    assert (args.dataset, args.challenge, args.ages) == (request.dataset, request.challenge, request.ages)
    assert tuple(part for part in args.team.split(",") if part) == request.team
    assert args.on == (request.on.isoformat() if request.on else None)
    assert (args.edition, args.lang) == (request.edition.value, language)


@given(team_requests(), IDS)
def test_locking_twice_and_taking_back_a_swap_change_nothing(request: TeamRequest, actor: str) -> None:
    once = state.locked(request, actor)
    assert (actor in once.include) is (actor not in request.include)
    assert actor not in state.locked(once, actor).include or actor in request.include
    swapped = state.swapped(request, actor)
    assert actor in swapped.exclude
    assert actor not in swapped.include


@given(st.text(max_size=60))
def test_any_address_is_read_or_refused_in_words(text: str) -> None:
    for read in (state.team_request, state.gaps_request):
        with contextlib.suppress(InputError):
            read(text, "innherred")
    state.network_request(text, "innherred")
    assert state.route(text).language in ("nb", "nn", "en")


@pytest.mark.parametrize(
    ("search", "code"),
    [
        ("?storrelse=mange", "bad_size"),
        ("?storrelse=4-9999", "bad_size"),
        ("?minst=frivillig", "bad_size"),
        ("?aldre=unge", "bad_ages"),
    ],
)
def test_what_cannot_be_read_is_refused(search: str, code: str) -> None:
    read = state.gaps_request if code == "bad_ages" else state.team_request
    with pytest.raises(InputError) as caught:
        read(search, "innherred")
    assert caught.value.code == code


def test_a_relaxation_changes_every_part_it_names() -> None:
    wish = TeamRequest("d", "c", 8, 8, ("a", "b"), ("x",), (("frivillig", 3), ("politiker", 1)))
    said = Message("word.yes")
    changes = (
        Change("min_size", "set", 5, said),
        Change("max_size", "set", 9, said),
        Change("include", "remove", "a", said),
        Change("exclude", "remove", "x", said),
        Change("at_least", "set", "frivillig:2", said),
        Change("at_least", "set", "politiker:0", said),
    )
    assert state.relaxed(wish, Relaxation(changes)) == TeamRequest(
        "d", "c", 5, 9, ("b",), (), (("frivillig", 2),)
    )


@pytest.mark.parametrize(
    ("path", "language", "page"),
    [
        ("/nn/nettverk", "nn", "nettverk"),
        ("/en/naar-vi-ikke/", "en", "naar-vi-ikke"),
        ("/nb", "nb", None),
        ("/se/oversikt", "nb", None),
        ("/nb/oversikt/mer", "nb", None),
        (None, "nb", None),
    ],
)
def test_a_path_leads_to_a_page_or_nowhere(path: str | None, language: str, page: str | None) -> None:
    assert state.route(path) == state.Route(language, page)
