"""Several people at one kept team, in random interleavings, beside a plain model."""

from __future__ import annotations

import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from matchmaker.kernel.errors import InputError, Message
from matchmaker.kernel.rng import generator
from matchmaker.services.invitation import InvitationRequest, keep_drafts
from matchmaker.services.invitation_answers import AnswerRequest, mark_sent, record_answer
from matchmaker.services.team_changes import NEW, TeamEdit, edit_team, put_back
from matchmaker.services.team_news import TeamMark, team_mark, team_news
from matchmaker.store import records
from tests.invitations import ENVIRONMENT, TERMS, team, workspace_on
from tests.store_data import Place
from tests.two_editors import (
    ACTS,
    ASKED,
    CHAIR,
    DAY,
    FREE,
    LETTERS,
    PER_PLACE,
    SEATS,
    SPARE,
    WHO,
    Model,
    Tally,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy as np

    from matchmaker.services.kept import KeptWorkspace


def stored(workspace: KeptWorkspace, record: str) -> dict[str, Any]:
    """What is kept of a team and its invitations, read from the record's own fields."""
    with workspace.store.reading() as reading:
        body: Any = records.get(reading, record).body
        letters: dict[str, Any] = {
            seat: records.get(reading, letter).body for seat, letter in LETTERS.items()
        }
    seats = {
        seat["id"]: (seat.get("actor"), bool(seat.get("locked")), seat.get("open"), seat.get("until"))
        for seat in body.seats
    }
    answers = {f"svar-{seat}": letter.answer for seat, letter in letters.items()}
    return {"navn": body.name, **seats, **answers}


@dataclass
class TeamEditor:
    """Somebody with the team open."""

    number: int
    workspace: KeptWorkspace
    record: str
    model: Model
    rng: np.random.Generator
    tally: Tally
    seen: dict[str, Any] = field(default_factory=dict)
    """As the panel was opened."""
    at: int = 0
    """How many changes the model had then."""
    mark: TeamMark = field(default_factory=lambda: TeamMark(0, 0))
    told: Counter[tuple[str, str]] = field(default_factory=Counter)
    heard_from: int = 0
    letters: dict[str, int] = field(default_factory=dict)
    latest: tuple[str, int, str, Any, Any] | None = None
    """(record, revision, part, before, after) of the last own change."""

    @property
    def who(self) -> str:
        return WHO[self.number]

    def arrive(self) -> None:
        """Open the page."""
        with self.workspace.store.reading() as reading:
            self.mark = team_mark(reading, self.record)
        self.heard_from = len(self.model.log)
        self.open()

    def open(self) -> None:
        """Open a panel: see how it stands now."""
        self.seen, self.at = dict(self.model.kept), len(self.model.log)
        with self.workspace.store.reading() as reading:
            self.revision = records.get(reading, self.record).revision
            self.letters = {seat: records.get(reading, one).revision for seat, one in LETTERS.items()}

    def look(self, own: tuple[str, int] | None = None) -> None:
        """Ask whether anything has come, as the page does by itself."""
        found = team_news(self.workspace, self.record, self.mark, own)
        self.mark = found.mark
        for change in found.changes:
            self.told[str(change.params["who"]), part_of(change)] += 1
            self.tally.told += 1

    def act(self) -> None:
        """Do something, after having looked at how it stands, or not."""
        draw = self.rng.random()
        if draw < 0.25:
            self.open()
        elif draw < 0.4:
            self.look()
        elif draw < 0.5 and self.latest is not None:
            self.undo()
        elif draw < 0.65:
            self.answer()
        else:
            self.edit()

    def edit(self) -> None:
        part, wanted, made = self._drawn()
        before = self.model.kept.get(part)
        since = self.model.by(part, self.at)
        beside = len(self.model.log) > self.at
        taken = self._cannot(part, wanted)
        verdict = "cannot" if taken else self.model.change(self.number, part, self.seen.get(part), wanted)
        try:
            found = edit_team(self.workspace, made, self.who)
        except InputError as wrong:
            if wrong.code != "changed_meanwhile":
                assert (verdict, wrong.code) == ("cannot", taken)  # noqa: PT017
                return
            assert verdict == "refused", (verdict, wrong)  # noqa: PT017
            self._refused(wrong, since)
            self._choose(part, wanted, made, wrong)
            return
        assert verdict in ("kept", "same"), (verdict, part, wanted, before)
        if verdict == "kept":
            self._kept(found.revision, self.record, part, (before, wanted), beside=beside)
            self.look((self.record, found.revision))

    def _drawn(self) -> tuple[str, Any, TeamEdit]:
        """A change: its part, what the part is to be, and the change as it is asked for."""
        draw, base = self.rng.random(), TeamEdit(self.record, self.revision)
        if draw < 0.15:
            name = f"navn {self.rng.integers(1000)}"
            return "navn", name, TeamEdit(self.record, self.revision, name=name)
        if draw < 0.25:
            day = date(2026, 12, int(self.rng.integers(1, 28)))
            actor, locked, held, _ = self.seen[CHAIR]
            return CHAIR, (actor, locked, held, day.isoformat()), _with(base, seat=CHAIR, until=day)
        if draw < 0.35:
            words = f"stol {self.rng.integers(1000)}"
            number = 1 + max(int(one[5:]) for one in self._ever() if one.startswith("sete-"))
            return f"sete-{number}", (None, False, words, None), _with(base, seat=NEW, held=words)
        part = FREE[self.rng.integers(len(FREE))]
        actor, locked, held, until = self.seen[part]
        if draw < 0.6:
            return part, (actor, not locked, held, until), _with(base, seat=part, locked=not locked)
        other = SPARE[self.rng.integers(len(SPARE))]
        return part, (other, locked, held, until), _with(base, seat=part, actor=other)

    def _ever(self) -> set[str]:
        return {*self.model.kept, *(part for _, part in self.model.log)}

    def _cannot(self, part: str, wanted: Any) -> str:
        """Why something cannot be, as the model sees it; empty where it can."""
        seen, now = self.seen.get(part), self.model.kept.get(part)
        if part not in FREE or wanted[0] == seen[0]:
            return ""
        if seen[1]:
            return "seat_is_locked"
        holders = [
            one[0] for name, one in self.model.kept.items() if name.startswith("sete-") and name != part
        ]
        return "seated_twice" if now == seen and wanted[0] in holders else ""

    def _refused(self, wrong: InputError, since: Counter[str]) -> None:
        changes: Any = wrong.params["changes"]
        assert Counter(str(one.params["who"]) for one in changes) == since
        assert wrong.params["both"]
        self.tally.refused += 1

    def _choose(self, part: str, wanted: Any, made: TeamEdit, wrong: InputError) -> None:
        """Keep mine over what was told, or take theirs."""
        if self.rng.random() < 0.5:
            self.open()
            return
        now = wrong.params["now"]
        assert isinstance(now, int)
        self.open()  # what they made of it has been told
        if (
            self._cannot(part, wanted)
            or part not in self.model.kept
            or ("sete" in part and made.actor is None)
        ):
            return  # the seat has another form by now; the person does it anew
        before = self.model.kept.get(part)
        theirs = self.model.kept[part]
        wanted = wanted if part == "navn" else (wanted[0], theirs[1], theirs[2], theirs[3])
        verdict = self.model.change(self.number, part, self.seen.get(part), wanted)
        found = edit_team(self.workspace, _with(made, since=now), self.who)
        if verdict == "kept":
            self.tally.mine += 1
            self._kept(found.revision, self.record, part, (before, wanted), beside=True)
            self.look((self.record, found.revision))

    def _kept(self, revision: int, record: str, part: str, values: tuple[Any, Any], *, beside: bool) -> None:
        self.tally.kept += 1
        self.tally.beside += beside
        self.latest = (record, revision, part, *values)

    def answer(self) -> None:
        seat = ASKED[self.rng.integers(len(ASKED))]
        part, wanted = f"svar-{seat}", ("ja", "nei", "ubesvart")[self.rng.integers(3)]
        since, beside = self.model.by(part, self.at), len(self.model.log) > self.at
        before = self.model.kept[part]
        verdict = self.model.change(self.number, part, self.seen[part], wanted)
        wish = AnswerRequest(LETTERS[seat], wanted, DAY, self.letters[seat])
        try:
            found = record_answer(self.workspace, wish, self.who)
        except InputError as wrong:
            assert (wrong.code, verdict) == ("changed_meanwhile", "refused")  # noqa: PT017
            self._refused(wrong, since)
            return
        assert verdict in ("kept", "same")
        if verdict == "kept":
            self._kept(found.revision, LETTERS[seat], part, (before, wanted), beside=beside)
            self.look((LETTERS[seat], found.revision))

    def undo(self) -> None:
        """Take back the last own change, where nobody has touched it since."""
        assert self.latest is not None
        record, revision, part, before, after = self.latest
        self.latest = None
        now = self.model.kept.get(part)
        holders = [
            one[0] for name, one in self.model.kept.items()
            if name.startswith("sete-") and name != part and one[0]
        ]  # fmt: skip
        moved = part.startswith("sete-") and before is not None and before[0] != after[0]
        twice = moved and before[0] in holders and now == after
        try:
            number = put_back(self.workspace, record, revision, self.who)
        except InputError as wrong:
            expected = "seated_twice" if twice else "changed_meanwhile"
            assert wrong.code == expected, wrong  # noqa: PT017
            assert twice or now not in (after, before)
            return
        assert not twice
        if now == before:
            return
        assert now == after
        if before is None:
            self.model.kept.pop(part)
        else:
            self.model.kept[part] = before
        self.model.log.append((self.number, part))
        self.tally.undone += 1
        self.look((record, number))


def _with(edit: TeamEdit, **parts: Any) -> TeamEdit:
    from dataclasses import replace

    return replace(edit, **parts)


def part_of(change: Message) -> str:
    """Which part a message tells of, as the model names it."""
    part = change.params.get("part")
    if not isinstance(part, Message):
        return f"svar-{ {'nabo': 'sete-1', 'ordforer': 'sete-2'}[str(change.params['name']).casefold()] }"
    return "navn" if part.code == "together.part_name" else f"sete-{part.params['number']}"


def team_trial(places: Callable[[], Place], interleavings: int, seed: int) -> Tally:
    """Let two or three edit one team in an order drawn from *seed*."""
    rng, tally, start = generator(seed, "team editors"), Tally(), time.perf_counter()
    for first in range(0, interleavings, PER_PLACE):
        place = places()
        workspace = workspace_on(place.open())
        record = team(workspace, SEATS)
        keep_drafts(workspace, InvitationRequest(record, TERMS, ASKED), ENVIRONMENT, "kari")
        mark_sent(workspace, tuple(LETTERS.values()), date(2026, 11, 22), "kari")
        model = Model(stored(workspace, record))
        for _ in range(first, min(first + PER_PLACE, interleavings)):
            _one_team(workspace, record, model, rng, tally)
        place.close()
    tally.seconds = time.perf_counter() - start
    return tally


def _one_team(
    workspace: KeptWorkspace, record: str, model: Model, rng: np.random.Generator, tally: Tally
) -> None:
    count = 3 if rng.random() < 0.3 else 2
    editors = [TeamEditor(number, workspace, record, model, rng, tally) for number in range(count)]
    for editor in editors:
        editor.arrive()
    for turn in rng.permutation(list(range(count)) * ACTS):
        editors[int(turn)].act()
        now = stored(workspace, record)
        assert now == model.kept, {one: (now.get(one), model.kept.get(one)) for one in {**now, **model.kept}
                                   if now.get(one) != model.kept.get(one)}  # fmt: skip
    for editor in editors:
        editor.look()
        others = Counter(
            (WHO[by], part) for by, part in model.log[editor.heard_from :] if by != editor.number
        )
        assert editor.told == others, (editor.told, others)
    tally.interleavings += 1
