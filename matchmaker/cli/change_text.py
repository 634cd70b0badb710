"""What changed, as text: counts first, then figures with their intervals, then lists that are cut short."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matchmaker.kernel.errors import Message
from matchmaker.model import municipalities
from matchmaker.services import labels

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matchmaker.cli.paper import Paper
    from matchmaker.kernel.errors import Param
    from matchmaker.kernel.messages import Catalogue
    from matchmaker.services.change import ActorLine, ArenaLine, ChangeResult, Figure, QuantityLine, TieLine

MOST_SHOWN = 20
"""Lines of a list that are shown; the rest are counted."""


def show(result: ChangeResult, paper: Paper, words: Catalogue) -> None:
    """Everything that is told of a change."""
    paper.heading(words.term("changed.heading"))
    paper.line(words.say(result.summary))
    paper.line()
    paper.table(
        _heads(words, "changed.time", "changed.actors", "changed.ties"),
        [
            [words.show(time.label), words.number(time.actors, 0), words.number(time.ties, 0)]
            for time in result.times
        ],
    )
    _conditions(result, paper, words)
    _ties(result, paper, words)
    _quantities(result, paper, words)
    _series(result, paper, words)
    if result.arena is not None:
        _arena(result.arena, paper, words)
    _actors(result, paper, words)
    _found_again(result, paper, words)
    paper.line()
    for note in result.notes:
        paper.line(words.say(note))


def _heads(words: Catalogue, *codes: str) -> list[str]:
    return [words.term(code) for code in codes]


def _conditions(result: ChangeResult, paper: Paper, words: Catalogue) -> None:
    """Why the two are not compared, and how to mend it."""
    if result.comparable:
        return
    paper.heading(words.term("changed.not_comparable"))
    paper.table(
        _heads(
            words,
            "changed.municipality",
            "changed.condition",
            "changed.before",
            "changed.after",
            "changed.why",
        ),
        [
            [
                "–" if line.municipality is None else municipalities.name(line.municipality),
                words.say(line.label),
                _or_unstated(line.before, words),
                _or_unstated(line.after, words),
                words.term("changed.differs" if line.differs else "changed.unstated"),
            ]
            for line in result.conditions
        ],
    )
    for mend in dict.fromkeys(words.say(line.mend) for line in result.conditions):
        paper.line(f"- {mend}", indent=1)


def _or_unstated(value: object, words: Catalogue) -> str:
    return words.show(value) if isinstance(value, Message | str | tuple) else words.term("changed.unstated")


def _ties(result: ChangeResult, paper: Paper, words: Catalogue) -> None:
    ties = result.ties
    paper.heading(words.term("changed.ties_heading"))
    rows = [[words.say(one.label), words.number(one.count, 0)] for one in ties.turns]
    formed = [[f"  {words.say(one.label)}", words.number(one.count, 0)] for one in ties.formed if one.count]
    paper.table(_heads(words, "changed.turn", "changed.count"), [*rows[:1], *formed, *rows[1:]])
    shares = (("changed.overlap", ties.overlap), ("changed.overlap_stayed", ties.overlap_stayed))
    for code, share in shares:
        if share.value is not None:
            params: dict[str, Param] = {"share": words.percent(share.value), "of": share.of}
            paper.line(words.say(Message(code, params)))
    if ties.lines:
        paper.line()
        paper.table(
            _heads(words, "changed.pair", "changed.turn", "changed.before", "changed.after"),
            [_tie(line, words) for line in ties.lines[:MOST_SHOWN]],
        )
        _more(len(ties.lines), paper, words)


def _tie(line: TieLine, words: Catalogue) -> list[str]:
    turn = words.say(line.turn_label)
    if line.formed_label is not None:
        turn = f"{turn} ({words.say(line.formed_label)})"
    pair = f"{line.one_name} – {line.other_name}"
    return [pair, turn, words.number(line.before, 1), words.number(line.after, 1)]


def _more(count: int, paper: Paper, words: Catalogue) -> None:
    if count > MOST_SHOWN:
        paper.line(words.say(Message("changed.more", {"count": count - MOST_SHOWN})))


def _quantities(result: ChangeResult, paper: Paper, words: Catalogue) -> None:
    if not result.quantities:
        return
    paper.heading(words.term("changed.quantities_heading"))
    paper.table(
        _heads(words, "changed.quantity", "changed.before", "changed.after"),
        [
            [words.say(one.title), _figure(one.before, one, words), _figure(one.after, one, words)]
            for one in result.quantities
        ],
    )
    for why in dict.fromkeys(
        words.say(one.why)
        for line in result.quantities
        for one in (line.before, line.after)
        if one.why is not None
    ):
        paper.line(why)
    paper.heading(words.term("changed.tested_heading"))
    paper.table(
        _heads(
            words,
            "changed.quantity",
            "changed.change",
            "changed.interval",
            "changed.p",
            "changed.corrected",
            "changed.events",
            "changed.verdict",
        ),
        [_tested(one, words) for one in result.quantities if one.tested is not None],
    )
    for one in result.quantities:
        paper.line(f"{words.say(one.title)}: {words.say(one.means)}")


def _figure(one: Figure, line: QuantityLine, words: Catalogue) -> str:
    if one.value is None:
        return "–"
    value = _number(one.value, words, share=line.is_share)
    interval = _interval(one.interval, words, share=line.is_share)
    return f"{value} ({interval}; n\u00a0=\u00a0{words.number(one.ties, 0)})"


def _tested(line: QuantityLine, words: Catalogue) -> list[str]:
    """A row of the tests; the change of a share is in percentage points, which stands with its title."""
    one = line.tested
    if one is None:
        return []
    title = words.say(line.title)
    if line.is_share:
        params = {"title": title, "unit": words.term("changed.points")}
        title = words.say(Message("changed.titled", params))
    scale, decimals = (100, 1) if line.is_share else (1, 2)
    low, high = (None, None) if one.interval is None else one.interval
    ends = [_plain(end, scale, decimals, words) for end in (low, high)]
    return [
        title,
        _plain(one.value, scale, decimals, words),
        "–" if low is None else words.say(Message("changed.from_to", {"low": ends[0], "high": ends[1]})),
        "–" if one.p is None else words.p_value(one.p),
        "–" if one.corrected is None else words.p_value(one.corrected),
        words.number(one.events, 0),
        words.say(one.verdict),
    ]


def _plain(value: float | None, scale: int, decimals: int, words: Catalogue) -> str:
    """A change, with its sign."""
    if value is None:
        return "–"
    return ("+" if value > 0 else "") + words.number(scale * value, decimals)


def _number(value: float, words: Catalogue, *, share: bool) -> str:
    """A share as per cent, other quantities with two decimals."""
    return words.percent(value, 1) if share else words.number(value, 2)


def _interval(interval: tuple[float, float] | None, words: Catalogue, *, share: bool) -> str:
    if interval is None:
        return "–"
    low, high = (_number(end, words, share=share) for end in interval)
    return words.say(Message("changed.from_to", {"low": low, "high": high}))


def _series(result: ChangeResult, paper: Paper, words: Catalogue) -> None:
    if not result.points:
        return
    paper.heading(words.term("changed.series_heading"))
    paper.table(
        _heads(words, "changed.quantity", "changed.time", "changed.value"),
        [
            [
                words.say(line.title) if point is result.points[0] else "",
                point.day.isoformat(),
                _figure(point.figures[place], line, words),
            ]
            for place, line in enumerate(result.quantities)
            for point in result.points
        ],
    )
    paper.heading(words.term("changed.steps_heading"))
    turns = result.steps[0].turns
    paper.table(
        [
            words.term("changed.step"),
            *(words.say(one.label) for one in turns),
            words.term("changed.overlap_head"),
        ],
        [
            [
                f"{step.first.isoformat()} – {step.second.isoformat()}",
                *(words.number(one.count, 0) for one in step.turns),
                "–" if step.overlap.value is None else words.percent(step.overlap.value),
            ]
            for step in result.steps
        ],
    )


def _arena(arena: ArenaLine, paper: Paper, words: Catalogue) -> None:
    """What was seen among those who took part, and what chance gives."""
    paper.heading(words.say(Message("changed.arena_heading", {"challenge": arena.title})))
    counts = {"count": arena.took_part, "registered": arena.registered, "ties": arena.new_ties}
    paper.line(words.say(Message("changed.arena_seen", {**counts, "verdict": arena.verdict})))
    if arena.usual is not None and arena.expected is not None and arena.p is not None:
        chance = {"mean": words.number(arena.expected, 1), "p": words.p_value(arena.p)}
        low, high = (words.number(end, 0) for end in arena.usual)
        paper.line(words.say(Message("changed.arena_chance", {**chance, "low": low, "high": high})))


def _actors(result: ChangeResult, paper: Paper, words: Catalogue) -> None:
    actors = result.actors
    paper.heading(words.term("changed.actors_heading"))
    lists = (
        ("changed.came", actors.entered, actors.persons_entered),
        ("changed.went", actors.left, actors.persons_left),
        ("changed.remained", actors.stayed, actors.persons_stayed),
    )
    paper.table(
        _heads(words, "changed.turn", "changed.listed", "changed.persons"),
        [[words.term(code), words.number(len(lines), 0), words.show(count)] for code, lines, count in lists],
    )
    for code, lines, _ in lists[:2]:
        if lines:
            paper.line(f"{words.term(code)}:")
            _names(lines, paper, words)


def _names(lines: Sequence[ActorLine], paper: Paper, words: Catalogue) -> None:
    for line in lines[:MOST_SHOWN]:
        place = f", {municipalities.name(line.municipality)}" if line.municipality else ""
        name = labels.shown(line.name, synthetic=line.synthetic, words=words)
        paper.line(f"- {name} ({words.show(line.kind_label)}{place})", indent=1)
    _more(len(lines), paper, words)


def _found_again(result: ChangeResult, paper: Paper, words: Catalogue) -> None:
    if not result.alignment:
        return
    paper.heading(words.term("changed.found_again_heading"))
    paper.table(
        _heads(words, "changed.before", "changed.after", "changed.how"),
        [
            [f"{one.before_name} ({one.before})", f"{one.after_name} ({one.after})", words.say(one.how)]
            for one in result.alignment[:MOST_SHOWN]
        ],
    )
    _more(len(result.alignment), paper, words)
