"""What a network is like, as text."""

from __future__ import annotations

from math import floor, log10
from typing import TYPE_CHECKING, Final

from matchmaker.kernel.errors import Message
from matchmaker.services.labels import shown
from matchmaker.services.measures import VERDICTS

if TYPE_CHECKING:
    from matchmaker.cli.paper import Paper
    from matchmaker.kernel.errors import Param
    from matchmaker.kernel.messages import Catalogue
    from matchmaker.services.measures import MeasuresResult
    from matchmaker.services.measures_told import HeldTold, MeasureName, MeasureTold, StarTold, VoiceTold

_UNKNOWN = "–"
MOST_DECIMALS: Final = 6
"""Decimals of the smallest numbers; what is smaller still is nothing."""


def show(result: MeasuresResult, paper: Paper, words: Catalogue) -> None:
    """What was found, the numbers, what they mean, and what to know of them."""
    paper.heading(words.say(Message("measures.heading", {"dataset": result.request.network.dataset})))
    found = words.say(Message("measures.found", {"actors": result.actors, "ties": result.ties}))
    if result.unconnected is not None:
        found += " " + words.say(Message("measures.unconnected", {"count": result.unconnected}))
    paper.line(found)
    if result.star is not None:
        _star(result.star, paper, words)
    _whole([one for one in result.measures if one.level == "nettverk"], paper, words)
    for one in result.measures:
        if one.level != "nettverk":
            _each(one, paper, words)
    for one in result.measures:
        if one.held:
            _held(one, paper, words)
    if result.voices:
        _voices(result.voices, paper, words)
    if result.measures:
        _means(result.measures, paper, words)
    paper.line()
    for note in result.notes:
        paper.line(words.say(note))


def listed(names: tuple[MeasureName, ...], paper: Paper, words: Catalogue) -> None:
    """Every measure: code, title, plain sentence, range, source."""
    paper.heading(words.term("measures.list_heading"))
    for one in names:
        paper.line()
        paper.line(f"{one.name}: {words.say(one.title)}")
        paper.line(words.say(one.means), indent=2)
        params: dict[str, Param] = {"range": _range(one.low, one.high), "source": one.source}
        paper.line(words.say(Message("measures.list_line", params)), indent=2)
    paper.line()
    paper.line(words.say(Message("measures.list_verdicts", {"names": VERDICTS})))


def _range(low: float | None, high: float | None) -> Message:
    if low is None:
        return Message("measures.range_any")
    ends: dict[str, Param] = {
        "low": _whole_number(low),
        "high": None if high is None else _whole_number(high),
    }
    return Message("measures.range_up" if high is None else "measures.range", ends)


def _whole_number(value: float) -> int | float:
    return int(value) if value == int(value) else value


def _number(value: float | None, words: Catalogue) -> str:
    """A count as it is; below one, three decimals or two significant digits, so that few is not nothing."""
    if value is None:
        return _UNKNOWN
    if value == int(value):
        return words.number(value, 0)
    if abs(value) >= 1:
        return words.number(value, 2)
    return words.number(value, min(max(3, 1 - floor(log10(abs(value)))), MOST_DECIMALS))


def _between(low: float | None, high: float | None, words: Catalogue) -> str:
    if low is None or high is None:
        return _UNKNOWN
    ends: dict[str, Param] = {"low": _number(low, words), "high": _number(high, words)}
    return words.say(Message("measures.between", ends))


def _p(value: float | None, words: Catalogue) -> str:
    return _UNKNOWN if value is None else words.p_value(value)


def _star(star: StarTold, paper: Paper, words: Catalogue) -> None:
    paper.heading(f"{words.term('measures.star')}: {words.say(star.verdict)}")
    if star.share is None:
        paper.line(words.term("measures.star_none"))
        return
    params: dict[str, Param] = {
        "share": words.percent(star.share), "n": star.n, "expected": _percent(star.expected, words),
        "low": _percent(star.low, words), "high": _percent(star.high, words), "p": _p(star.p, words),
        "draws": star.draws, "null": star.null,
    }  # fmt: skip
    paper.line(words.say(Message("measures.star_share", params)))


def _percent(share: float | None, words: Catalogue) -> str:
    return _UNKNOWN if share is None else words.percent(share)


def _whole(measures: list[MeasureTold], paper: Paper, words: Catalogue) -> None:
    """Numbers of the whole network, beside what chance gives where that was asked for."""
    if not measures:
        return
    paper.heading(words.term("measures.whole"))
    chance = next((one.chance for one in measures if one.chance is not None), None)
    head = [words.term("measures.head_measure"), words.term("measures.head_value")]
    if chance is not None:
        params: dict[str, Param] = {"draws": chance.draws, "null": chance.null}
        paper.line(words.say(Message("measures.against", params)))
        head += [words.term("measures.head_chance"), words.term("measures.head_between"), "z",
                 words.term("measures.head_p"), words.term("measures.head_verdict")]  # fmt: skip
    paper.table(head, [_row(one, words, chance=chance is not None) for one in measures])
    for one in measures:
        if one.unsaid is not None:
            paper.line(f"{words.say(one.title)}: {words.say(one.unsaid)}", indent=1)


def _row(one: MeasureTold, words: Catalogue, *, chance: bool) -> list[str]:
    row = [words.say(one.title), _number(one.whole, words)]
    if not chance:
        return row
    held = one.chance
    if held is None:
        return [*row, *[_UNKNOWN] * 5]
    if held.kept or held.verdict is None:
        return [*row, _number(held.mean, words), *[_UNKNOWN] * 3, words.term("measures.kept")]
    z = _UNKNOWN if held.z is None else words.number(held.z, 1)
    return [*row, _number(held.mean, words), _between(held.low, held.high, words), z,
            _p(held.p_corrected, words), words.say(held.verdict)]  # fmt: skip


def _each(one: MeasureTold, paper: Paper, words: Catalogue) -> None:
    """The value of each side, or of each actor by name."""
    paper.heading(words.say(one.title))
    if one.unsaid is not None:
        paper.line(words.say(one.unsaid))
        return
    value = words.term("measures.head_value")
    if one.parts:
        rows = [
            [words.say(part.label), words.term("word.hidden") if part.hidden else _number(part.value, words)]
            for part in one.parts
        ]
        paper.table([words.term("measures.head_side"), value], rows)
        return
    if one.spread is not None:
        spread: dict[str, Param] = {"n": one.spread.n, **{name: _number(getattr(one.spread, name), words)
                                        for name in ("least", "median", "greatest")}}  # fmt: skip
        paper.line(words.say(Message("measures.spread", spread)))
    head = [words.term("measures.head_actor"), words.term("measures.head_kind"), value]
    paper.table(head, [
        [shown(actor.name, synthetic=actor.synthetic, words=words), words.show(actor.kind_label),
         _number(actor.value, words)]
        for actor in one.actors
    ])  # fmt: skip


def _held(one: MeasureTold, paper: Paper, words: Catalogue) -> None:
    """How a number comes out when shares of the ties are taken away."""
    paper.heading(words.say(Message("measures.held", {"title": one.title})))
    judged = any(each.same_share is not None for each in one.held)
    head = [words.term(code) for code in ("measures.head_how", "measures.head_mean", "measures.head_between")]
    head += [words.term("measures.head_same")] if judged else []
    paper.table(head, [_held_row(each, words, judged=judged) for each in one.held])


def _held_row(each: HeldTold, words: Catalogue, *, judged: bool) -> list[str]:
    how = Message("measures.held_how", {"how": each.how, "share": words.percent(each.share)})
    row = [words.say(how), _number(each.mean, words), _between(each.low, each.high, words)]
    if not judged:
        return row
    ends: dict[str, Param] = {"low": _percent(each.same_low, words), "high": _percent(each.same_high, words)}
    interval = words.say(Message("measures.between", ends))
    return [*row, f"{_percent(each.same_share, words)} ({interval}; n = {each.draws})"]


def _voices(voices: tuple[VoiceTold, ...], paper: Paper, words: Catalogue) -> None:
    """Each side's share of the seats against its share of position."""
    paper.heading(words.term("measures.voice"))
    paper.line(words.say(Message("measures.voice_means", {"draws": max(one.draws for one in voices)})))
    for position in dict.fromkeys(one.position for one in voices):
        mine = [one for one in voices if one.position == position]
        paper.line()
        paper.line(words.say(mine[0].position_label))
        codes = ("side", "seats", "seat_share", "position_share", "between", "p", "verdict")
        paper.table([words.term(f"measures.head_{code}") for code in codes],
                    [_voice_row(one, words) for one in mine])  # fmt: skip


def _voice_row(one: VoiceTold, words: Catalogue) -> list[str]:
    between = _UNKNOWN
    if one.low is not None and one.high is not None:
        ends: dict[str, Param] = {"low": words.percent(one.low), "high": words.percent(one.high)}
        between = words.say(Message("measures.between", ends))
    return [
        words.say(one.label), words.number(one.seats, 0), words.percent(one.seat_share),
        _percent(one.position_share, words), between, _p(one.p_corrected, words), words.say(one.verdict),
    ]  # fmt: skip


def _means(measures: tuple[MeasureTold, ...], paper: Paper, words: Catalogue) -> None:
    paper.heading(words.term("measures.means"))
    for one in measures:
        params: dict[str, Param] = {"title": one.title, "name": one.name, "means": one.means}
        paper.line(f"- {words.say(Message('measures.means_line', params))}", indent=1)
