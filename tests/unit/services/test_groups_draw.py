"""A draw from promise to check, on the example event."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from matchmaker.kernel.chain import chain, read_chain
from matchmaker.kernel.errors import InputError
from matchmaker.matching.groups.draw import drawn_seed
from matchmaker.model.vocabulary import GroupMode
from matchmaker.services import groups_draw_document
from matchmaker.services.groups_draw import Committed, Revealed, commit_draw, read_salts, reveal_draw
from matchmaker.services.groups_draw_verify import Verification, VerifyRequest, verify_draw
from matchmaker.services.groups_request import AttributeWish, GroupsRequest

if TYPE_CHECKING:
    from matchmaker.services.environment import Environment
    from matchmaker.services.workspace import FolderWorkspace

EVENT = "sandnes_bootcamp"
WISH = GroupsRequest(
    EVENT, rounds=2, tries=20_000, attributes=(AttributeWish("type", GroupMode.SPRE, 3),), order=("mangfold",)
)


class Drawn:
    """One draw, promised and made."""

    def __init__(self, workspace: FolderWorkspace, environment: Environment) -> None:
        self.promised: Committed = commit_draw(workspace, WISH, environment, mix="seks terningkast")
        self.made: Revealed = reveal_draw(
            workspace, EVENT, self.promised.sealed, self.promised.salts, environment, mixed="3 1 6 6 2 4"
        )
        self.salts = read_salts(self.promised.salts)


@pytest.fixture(scope="module")
def draw(bundled: FolderWorkspace, environment: Environment) -> Drawn:
    return Drawn(bundled, environment)


def checked(
    content: bytes, environment: Environment, commitment: str = "", me: str = "", salt: str = ""
) -> Verification:
    return verify_draw(VerifyRequest(content, commitment, me, salt), environment)


def test_a_draw_as_promised_is_equal(draw: Drawn, environment: Environment) -> None:
    told = draw.promised.commitment
    found = checked(draw.made.document, environment, told.committed)
    assert found.equal
    assert found.findings == ()
    assert (found.committed, found.seed) == (told.committed, told.seed)
    assert found.document == draw.made.reveal.document
    assert (found.people, found.groups, found.rounds, found.tries) == (110, 14, 2, 20_000)
    assert found.rows == draw.made.reveal.rows == draw.made.document.count(b"\n")
    assert [note.code for note in found.notes] == ["note.draw_mixed"]
    assert sum(len(group.people) for one in draw.made.reveal.split.rounds for group in one.groups) == 220


def test_the_same_sealed_file_gives_the_same_bytes(
    draw: Drawn, bundled: FolderWorkspace, environment: Environment
) -> None:
    again = reveal_draw(
        bundled, EVENT, draw.promised.sealed, draw.promised.salts, environment, mixed="3 1 6 6 2 4"
    )
    assert again.document == draw.made.document
    assert again.reveal == draw.made.reveal


def test_what_is_mixed_in_decides_with_the_seed(
    draw: Drawn, bundled: FolderWorkspace, environment: Environment
) -> None:
    other = reveal_draw(bundled, EVENT, draw.promised.sealed, draw.promised.salts, environment, mixed="1 1 1")
    assert other.reveal.committed == draw.made.reveal.committed
    assert other.reveal.split.rounds != draw.made.reveal.split.rounds
    assert len({drawn_seed("a", ""), drawn_seed("a", "b"), drawn_seed("b", ""), drawn_seed("ab", "")}) == 4


def test_two_promises_have_nothing_in_common(
    draw: Drawn, bundled: FolderWorkspace, environment: Environment
) -> None:
    """Seed, nonce and salts are drawn anew: nobody can compute a promise from the data."""
    other = commit_draw(bundled, WISH, environment, seed="7")
    same_seed = commit_draw(bundled, WISH, environment, seed="7")
    told = {one.commitment.committed for one in (draw.promised, other, same_seed)}
    told |= {one.commitment.seed for one in (draw.promised, other, same_seed)}
    assert len(told) == 6
    assert not set(read_salts(other.salts).values()) & set(draw.salts.values())


def test_nothing_that_is_published_names_or_describes_anybody(draw: Drawn, bundled: FolderWorkspace) -> None:
    register = bundled.dataset(EVENT).register
    words = {str(one) for column in ("id", "name", "kind") for one in register.frame("actors")[column]}
    words |= {*draw.salts.values(), "kjonn", "aldersgruppe", "kvinne"}
    published = repr(draw.promised.commitment)
    for word in words:
        assert f'"{word}"' not in draw.made.document.decode()
        assert f"'{word}'" not in published
    sealed = json.loads(draw.promised.sealed)
    assert sealed["seed"] not in published
    assert sealed["nonce"] not in published
    assert not set(draw.salts) & set(draw.promised.sealed.decode().split('"'))


def test_a_person_finds_their_own_number_and_nobody_elses(draw: Drawn, environment: Environment) -> None:
    me, other = sorted(draw.salts)[:2]
    found = checked(draw.made.document, environment, me=me, salt=draw.salts[me])
    assert found.equal
    assert found.mine is not None
    seats = [
        group.id for one in draw.made.reveal.split.rounds for group in one.groups
        if me in [person.id for person in group.people]
    ]  # fmt: skip
    assert list(found.mine.groups) == seats
    row = read_chain(draw.made.document).row(found.mine.row)
    assert isinstance(row, dict)
    assert (row["kind"], row["number"]) == ("person", found.mine.number)
    wrong = checked(draw.made.document, environment, me=me, salt=draw.salts[other])
    assert not wrong.equal
    assert [one.code for one in wrong.findings] == ["draw.me_unknown"]


def test_who_takes_away_a_salt_takes_away_the_person_and_the_chain_holds(
    draw: Drawn, environment: Environment
) -> None:
    me = sorted(draw.salts)[5]
    left = b"".join(line for line in draw.promised.salts.splitlines(keepends=True) if me not in line.decode())
    assert me not in read_salts(left)
    assert checked(draw.made.document, environment, draw.promised.commitment.committed).equal
    guessed = list(read_salts(left).values())
    number = [checked(draw.made.document, environment, me=me, salt=salt).mine for salt in guessed[:2]]
    assert number == [None, None]


def test_the_seed_alone_may_have_been_published(draw: Drawn, environment: Environment) -> None:
    found = checked(draw.made.document, environment, draw.promised.commitment.seed)
    assert found.equal
    assert "note.draw_seed_only" in [note.code for note in found.notes]


def test_another_promise_is_not_this_one(draw: Drawn, environment: Environment) -> None:
    found = checked(draw.made.document, environment, "0" * 64)
    assert not found.equal
    assert [one.code for one in found.findings] == ["draw.other_commitment"]


def rewritten(draw: Drawn, kind: str, **changes: object) -> bytes:
    """The document with one row changed and all hashes made anew."""
    links = read_chain(draw.made.document)
    rows = [links.row(number) for number in range(1, len(links.lines) + 1)]
    return chain(
        [{**row, **changes} if isinstance(row, dict) and row["kind"] == kind else row for row in rows]
    )[0]  # type: ignore[dict-item]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"seed": "et annet"}, "draw.other_seed"),
        ({"nonce": "0"}, "draw.other_seed"),
        ({"mixed": ""}, "draw.mix_missing"),
        ({"mixed": "1 2 3"}, "draw.other_seating"),
        ({"done": 19_999}, "draw.other_effort"),
        ({"broken": 5}, "draw.miscounted"),
    ],
)
def test_a_result_that_was_made_up_is_found_out(
    draw: Drawn, environment: Environment, changes: dict[str, object], code: str
) -> None:
    content = rewritten(draw, "resultat", **changes)
    found = checked(content, environment, draw.promised.commitment.committed)
    assert not found.equal
    assert code in [one.code for one in found.findings]


def test_other_code_is_told_and_blamed_only_where_the_answer_is_another(
    draw: Drawn, environment: Environment
) -> None:
    same = checked(rewritten(draw, "hode", code="f" * 64, tool="9.9"), environment)
    assert same.equal  # another program that gives the same seating has kept the promise
    assert "note.draw_other_code" in [note.code for note in same.notes]
    links = read_chain(rewritten(draw, "hode", code="f" * 64, tool="9.9"))
    rows = [links.row(number) for number in range(1, len(links.lines) + 1)]
    seats = [row for row in rows if isinstance(row, dict) and row["kind"] == "plass"]
    swapped = {0: seats[1]["groups"], 1: seats[0]["groups"]}
    if seats[0]["groups"] == seats[1]["groups"]:
        pytest.fail("the first two sit together throughout")
    rows = [
        {**row, "groups": swapped[row["number"]]}
        if isinstance(row, dict) and row["kind"] == "plass" and row["number"] in (0, 1) else row
        for row in rows
    ]  # fmt: skip
    found = checked(chain(rows)[0], environment)
    assert {one.code for one in found.findings} >= {"draw.other_code", "draw.other_seating"}
    other = next(one for one in found.findings if one.code == "draw.other_code")
    assert str(other.params["tool"]).startswith("9.9")


def test_what_was_not_promised_is_refused(
    draw: Drawn, bundled: FolderWorkspace, environment: Environment
) -> None:
    sealed, salts = draw.promised.sealed, draw.promised.salts

    def code(dataset: str = EVENT, sealed: bytes = sealed, salts: bytes = salts, mixed: str = "1") -> str:
        with pytest.raises(InputError) as caught:
            reveal_draw(bundled, dataset, sealed, salts, environment, mixed=mixed)
        return caught.value.code

    held = json.loads(sealed)
    compact = {"separators": (",", ":"), "sort_keys": True, "ensure_ascii": False}
    assert code(dataset="innherred") == "draw_other_event"
    assert code(mixed="") == "draw_mix_missing"
    assert code(mixed="x" * 501) == code(mixed="to\nlinjer") == "draw_word_too_long"
    assert code(sealed=json.dumps(held | {"mix": ""}, **compact).encode()) == "draw_mix_unasked"  # type: ignore[arg-type]
    assert code(sealed=json.dumps(held | {"code": "0"}, **compact).encode()) == "draw_other_code"  # type: ignore[arg-type]
    assert code(sealed=json.dumps(held | {"seed": "0"}, **compact).encode()) == "draw_input_changed"  # type: ignore[arg-type]
    request = held["request"] | {"rounds": 3}
    assert code(sealed=json.dumps(held | {"request": request}, **compact).encode()) == "draw_input_changed"  # type: ignore[arg-type]
    for wrong in (b"", b"{}", b"nei", b"[" * 10**5, sealed[:-5], json.dumps(held).encode()):
        assert code(sealed=wrong) == "draw_bad_sealed"
    for wrong in (b"nei\n", b"{}\n", b"[]\n", b"[" * 10**5):
        assert code(salts=wrong) == "draw_bad_salts"
    assert code(salts=salts[salts.index(b"\n") + 1 :]) == "draw_people_changed"
    lines = salts.splitlines()
    other = json.dumps(json.loads(lines[0]) | {"salt": "0" * 32}).encode()
    assert code(salts=b"\n".join([other, *lines[1:]])) == "draw_input_changed"


def test_a_time_is_no_amount_of_work(bundled: FolderWorkspace, environment: Environment) -> None:
    for wish, code in ((replace(WISH, seconds=2.0), "draw_by_time"), (replace(WISH, tries=-1), "bad_effort")):
        with pytest.raises(InputError) as caught:
            commit_draw(bundled, wish, environment)
        assert caught.value.code == code
    with pytest.raises(InputError) as caught:
        commit_draw(bundled, WISH, environment, mix="x" * 501)
    assert caught.value.code == "draw_word_too_long"


class Impatient:
    """Cancels at once."""

    def start(self, total: int, what: str) -> None:
        """Take no notice."""

    def advance(self, done: int) -> None:
        """Take no notice."""

    def cancelled(self) -> bool:
        """Always."""
        return True


def test_a_cancelled_draw_is_no_draw(draw: Drawn, bundled: FolderWorkspace, environment: Environment) -> None:
    impatient = replace(environment, progress=Impatient())
    with pytest.raises(InputError) as caught:
        reveal_draw(bundled, EVENT, draw.promised.sealed, draw.promised.salts, impatient, mixed="1")
    assert caught.value.code == "draw_cancelled"
    with pytest.raises(InputError) as caught:
        checked(draw.made.document, impatient)
    assert caught.value.code == "draw_cancelled"


def test_a_salt_and_an_id_belong_together(draw: Drawn, environment: Environment) -> None:
    with pytest.raises(InputError) as caught:
        checked(draw.made.document, environment, me="noen")
    assert caught.value.code == "draw_salt_missing"


def test_the_digest_is_taken_over_the_code_that_searches(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A copy of the package with one changed letter in what decides, or in what does not."""
    real = groups_draw_document.files
    original = groups_draw_document.search_code.__wrapped__()
    copy = Path(shutil.copytree(Path(str(real("matchmaker.matching.groups"))), tmp_path / "groups"))
    below = Path(shutil.copytree(Path(str(real("matchmaker.kernel"))), tmp_path / "kernel"))
    monkeypatch.setattr(
        groups_draw_document, "files", lambda name: copy if name.endswith("groups") else below
    )
    assert groups_draw_document.search_code.__wrapped__() == original
    (copy / "referee.py").write_text("", encoding="utf-8")
    assert groups_draw_document.search_code.__wrapped__() == original
    searching = ("search", "coding", "exchange", "problem", "seats", "weighing")
    places = [copy / f"{name}.py" for name in searching]
    for place in (*places, below / "chance.py", below / "compiling.py", below / "rng.py"):
        text = place.read_text(encoding="utf-8")
        place.write_text(text + "#", encoding="utf-8")
        assert groups_draw_document.search_code.__wrapped__() != original, place.name
        place.write_text(text, encoding="utf-8")
