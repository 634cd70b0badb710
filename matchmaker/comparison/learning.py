"""Who can learn from whom: «har erfaring med» of one against «vil lære om» of another, near in size.

A pair is shown when both have said that they want contact. Pairs stand in the order of municipality numbers:
nothing is ranked, nobody is better. The documents call them sparring and following municipalities.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from matchmaker.kernel.errors import Message, Param
from matchmaker.model import municipalities
from matchmaker.model import vocabulary as v
from matchmaker.model.register import records_of
from matchmaker.model.schema import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from matchmaker.model.register import Register

FACTOR = 3.0
"""Two municipalities are near in size when the larger has at most so many times the people of the other."""


@dataclass(frozen=True, slots=True)
class Statement:
    """What one actor has said about one challenge or theme."""

    dataset: str
    actor: str
    name: str
    kind: str
    form: str
    municipality: str | None
    stance: str
    """``har_erfaring`` or ``vil_laere``."""
    challenge: str | None
    """Title of the challenge; ``None`` when it is about a theme."""
    themes: tuple[str, ...]
    """Themes of the challenge and of the row, in order of the alphabet."""
    wants_contact: bool | None
    """``None``: has not said."""
    reserved: bool
    synthetic: bool
    source: str | None


@dataclass(frozen=True, slots=True)
class LearningPair:
    """One who has experience and one who wants to learn, about the same."""

    experienced: Statement
    learner: Statement
    challenge: str | None
    """Title of the challenge that both mean; ``None`` when they share themes only."""
    themes: tuple[str, ...]
    """Themes that both mean, in the words of the one who has experience."""
    people: tuple[int | None, int | None]
    """Inhabitants where the one has experience, and where the other wants to learn; ``None`` is unknown."""
    ratio: float | None
    """The larger number of inhabitants divided by the smaller, ≥ 1; ``None`` when one is unknown."""
    near: bool | None
    """Whether the ratio is within the factor; ``None`` when it is unknown. It is shown, and hides nothing."""
    reasons: tuple[Message, ...]


@dataclass(frozen=True, slots=True)
class Learning:
    """Every pair that is shown, and how many are not."""

    pairs: tuple[LearningPair, ...]
    """By the municipality that wants to learn, the one with experience, then ids; municipalities that are not
    known stand last."""
    waiting: int
    """Pairs of which one has not said, or has said no, to contact."""
    alone: int
    """Statements that match nobody's."""


def statements_of(register: Register, dataset: str) -> tuple[Statement, ...]:
    """Every row of *læring*, in the register's order; none without that table.

    Parameters
    ----------
    register
        The dataset.
    dataset
        What it is called; challenges of two datasets are the same when their titles are.
    """
    actors = {str(row["id"]): row for row in records_of(register.actors)}
    challenges = {str(row["id"]): row for row in records_of(register.frame("challenges"))}
    return tuple(
        _statement(dataset, row, actors[row["actor"]], challenges.get(row["challenge"] or ""))
        for row in records_of(register.frame("learning"))
    )


def _statement(
    dataset: str, row: Mapping[str, object], actor: Mapping[str, object], about: Mapping[str, object] | None
) -> Statement:
    of_challenge = str(about["themes"]).split("|") if about and about["themes"] else []
    own = [str(row["theme"])] if row["theme"] else []
    wants, home, source = row["wants_contact"], actor["municipality"], row["source"]
    return Statement(
        dataset=dataset, actor=str(actor["id"]), name=str(actor["name"]), kind=str(actor["kind"]),
        form=str(actor["form"]), municipality=None if home is None else str(home), stance=str(row["stance"]),
        challenge=str(about["title"]) if about else None, themes=tuple(sorted({*of_challenge, *own})),
        wants_contact=None if wants is None else bool(wants), reserved=bool(actor["reserved"]),
        synthetic=bool(actor["synthetic"]), source=None if source is None else str(source),
    )  # fmt: skip


def learning_pairs(
    statements: Iterable[Statement], people: Mapping[str, int | None], factor: float = FACTOR
) -> Learning:
    """Find who can learn from whom.

    Two statements match when they are about a challenge of one title or share a theme (case, accents and
    spaces never matter), and when they are not of one municipality or one actor. Who is «reservert» is in no
    pair.

    Parameters
    ----------
    statements
        What actors have said, in any order; of several datasets where these are compared.
    people
        Inhabitants by municipality number; one that is not there is unknown.
    factor
        How many times as many people the larger may have and still be near in size, ≥ 1.

    Returns
    -------
    Learning
        Without statements there are no pairs, and nobody waits.
    """
    said = sorted((one for one in statements if not one.reserved), key=_order)
    by_subject: dict[str, list[Statement]] = defaultdict(list)
    for one in said:
        if one.stance == v.Stance.HAR_ERFARING:
            for subject in _subjects(one):
                by_subject[subject].append(one)
    found: list[LearningPair] = []
    matched: set[Statement] = set()
    waiting = 0
    for learner in said:
        if learner.stance != v.Stance.VIL_LAERE:
            continue
        for other in _candidates(learner, by_subject):
            matched |= {learner, other}
            if learner.wants_contact and other.wants_contact:
                found.append(_pair(other, learner, people, factor))
            else:
                waiting += 1
    found.sort(key=_place)
    return Learning(tuple(found), waiting, len(set(said) - matched))


def _order(one: Statement) -> tuple[str, str, str, str, str, tuple[str, ...]]:
    """Municipality number, the unknown last; then what tells one statement from another."""
    return (one.municipality or "~", one.dataset, one.actor, one.stance, one.challenge or "", one.themes)


def _place(pair: LearningPair) -> tuple[object, ...]:
    ends = (pair.learner, pair.experienced)
    return (*(end.municipality or "~" for end in ends), *map(_order, ends))


def _subjects(one: Statement) -> Iterator[str]:
    if one.challenge is not None:
        yield f"utfordring:{fold(one.challenge)}"
    yield from sorted({f"tema:{fold(theme)}" for theme in one.themes})


def _candidates(learner: Statement, by_subject: Mapping[str, list[Statement]]) -> Iterator[Statement]:
    seen: set[Statement] = set()
    for subject in _subjects(learner):
        for other in by_subject.get(subject, ()):
            own = (other.dataset, other.actor) == (learner.dataset, learner.actor)
            near_home = other.municipality is not None and other.municipality == learner.municipality
            if other not in seen and not own and not near_home:
                seen.add(other)
                yield other


def _pair(
    experienced: Statement, learner: Statement, people: Mapping[str, int | None], factor: float
) -> LearningPair:
    wanted = set(_subjects(learner))
    title = experienced.challenge
    shared = title if title is not None and f"utfordring:{fold(title)}" in wanted else None
    themes = tuple(theme for theme in experienced.themes if f"tema:{fold(theme)}" in wanted)
    sizes = (people.get(experienced.municipality or ""), people.get(learner.municipality or ""))
    larger, smaller = max(sizes[0] or 0, sizes[1] or 0), min(sizes[0] or 0, sizes[1] or 0)
    ratio = larger / smaller if smaller > 0 else None
    near = None if ratio is None else ratio <= factor
    same = Message("learning.same_theme", {"themes": themes})
    if shared is not None:
        same = Message("learning.same_challenge", {"challenge": shared})
    of_size = Message("learning.size_unknown")
    if ratio is not None:
        params: dict[str, Param] = {
            "one": municipalities.name(experienced.municipality or ""), "people_one": sizes[0],
            "other": municipalities.name(learner.municipality or ""), "people_other": sizes[1],
            "ratio": ratio, "factor": factor,
        }  # fmt: skip
        of_size = Message("learning.near_in_size" if near else "learning.not_near_in_size", params)
    reasons = (same, of_size, Message("learning.both_want"))
    return LearningPair(experienced, learner, shared, themes, sizes, ratio, near, reasons)
