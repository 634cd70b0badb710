"""The election stress test as text: what is kept, whom to connect now, what the network hangs on."""

from __future__ import annotations

from math import isclose
from typing import TYPE_CHECKING

from matchmaker.kernel.errors import Message
from matchmaker.services.labels import shown

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matchmaker.cli.paper import Paper
    from matchmaker.kernel.errors import Param
    from matchmaker.kernel.messages import Catalogue
    from matchmaker.services.stress import StressResult
    from matchmaker.services.stress_result import (
        CitizensCut,
        Connection,
        End,
        Figure,
        InDraws,
        Kept,
        ServiceLoss,
        ShapeTold,
    )


def show(result: StressResult, paper: Paper, words: Catalogue) -> None:
    """Everything that was asked, each part under its heading."""
    paper.heading(words.say(Message("stress.heading", {"dataset": result.request.network.dataset})))
    if result.actors is not None:
        paper.line(words.say(Message("stress.actors", {"actors": result.actors, "pairs": result.pairs})))
    _leaving(result, paper, words)
    _connections(result, paper, words)
    paper.heading(words.term("stress.hangs"))
    _shape(result.shape, paper, words)
    _umbrellas(result, paper, words)
    _busiest(result, paper, words)
    _services(result.services, paper, words)
    paper.line()
    for note in result.notes:
        paper.line(words.say(note))


def _leaving(result: StressResult, paper: Paper, words: Catalogue) -> None:
    """Who might leave, and what is kept."""
    for one in result.leavers:
        seats = words.term("word.hidden") if one.seats is None else words.show(one.seats)
        who = Message("stress.may_leave", {"who": one.label, "seats": seats})
        paper.line(f"- {words.say(who)}", indent=1)
    if result.said is not None:
        paper.line(words.say(result.said))
    if result.kept is not None:
        _kept(result.kept, result.request.share, paper, words)


def _kept(kept: Kept, share: float, paper: Paper, words: Catalogue) -> None:
    leaves = Message("stress.leaves", {"leaving": kept.leaving, "share": words.percent(share)})
    paper.line(words.say(leaves))
    if kept.pairs is None:
        paper.line(words.say(kept.said) if kept.said else "")
    else:
        told = {"kept": _percent(kept.pairs, words)}
        paper.line(words.say(Message("stress.kept", told)))
    paper.line(_citizens(kept.citizens, words))
    _in_draws("stress.cut_sides", "stress.no_cut_sides", kept.cut_sides, paper, words)
    _in_draws("stress.lost", "stress.none_lost", kept.lost_contributions, paper, words)


def _in_draws(heading: str, none: str, found: Sequence[InDraws], paper: Paper, words: Catalogue) -> None:
    """What happens in some of the draws, each with its share and interval; in the only one, by name alone."""
    if not found:
        paper.line(words.term(none))
        return
    paper.line(words.term(heading))
    for one in found:
        told: dict[str, Param] = {
            "what": one.label, "count": one.count, "draws": one.n, "share": words.percent(one.share),
            "low": words.percent(one.low), "high": words.percent(one.high),
        }  # fmt: skip
        line = words.say(Message("stress.in_draws", told)) if one.n > 1 else words.show(one.label)
        paper.line(f"- {line}", indent=1)


def _citizens(citizens: CitizensCut, words: Catalogue) -> str:
    if citizens.had is None or citizens.cut is None:
        return words.say(citizens.said) if citizens.said else ""
    told: dict[str, Param] = {"cut": _number(citizens.cut, words), "had": _number(citizens.had, words)}
    return words.say(Message("stress.citizens", told))


def _connections(result: StressResult, paper: Paper, words: Catalogue) -> None:
    """«Forslag – avgjøres av …», and each connection with what it keeps."""
    paper.heading(f"{words.term('stress.connect_now')}: {words.say(result.heading)}")
    if result.no_connections is not None:
        paper.line(words.say(result.no_connections))
    for number, one in enumerate(result.connections, start=1):
        _connection(number, one, paper, words)


def _connection(number: int, one: Connection, paper: Paper, words: Catalogue) -> None:
    paper.line(f"{number}. {_end(one.one, words)} – {_end(one.other, words)}", indent=1)
    gained = words.term("fewer_than_five") if one.gained is None else _number(one.gained, words)
    said = words.say(Message("stress.gains", {"gained": gained}))
    if one.kept is not None:
        said = f"{said} {words.say(Message('stress.then_kept', {'kept': _percent(one.kept, words)}))}"
    paper.line(said, indent=4)
    for end in (one.one, one.other):
        if end.others is None or end.others:
            others = words.term("fewer_than_five") if end.others is None else words.show(end.others)
            as_good = Message("stress.as_good", {"end": end.name, "others": others})
            paper.line(words.say(as_good), indent=4)


def _end(end: End, words: Catalogue) -> str:
    """Name and kind; a person of the public edition is called by the kind alone."""
    kind = words.show(end.kind_label)
    if end.actor is None:
        return kind
    return f"{shown(words.show(end.name), synthetic=end.synthetic, words=words)} ({kind})"


def _shape(shape: ShapeTold, paper: Paper, words: Catalogue) -> None:
    paper.line(words.say(Message("stress.shape", {"verdict": shape.verdict})))
    if shape.said is not None:
        paper.line(words.say(shape.said))
    if shape.share is None:
        return
    share = words.percent(shape.share)
    said = Message("stress.shape_share_public", {"share": share})
    if shape.n is not None:
        said = Message("stress.shape_share", {"share": share, "n": shape.n})
    paper.line(words.say(said), indent=2)
    if shape.expected is None or shape.chance is None or shape.p is None or shape.p_interval is None:
        return
    told: dict[str, Param] = {
        "expected": words.percent(shape.expected),
        "low": words.percent(shape.chance[0]), "high": words.percent(shape.chance[1]),
        "p": words.p_value(shape.p), "p_low": words.p_value(shape.p_interval[0]),
        "p_high": words.p_value(shape.p_interval[1]), "draws": shape.draws, "null": shape.null,
    }  # fmt: skip
    paper.line(words.say(Message("stress.shape_chance", told)), indent=2)


def _umbrellas(result: StressResult, paper: Paper, words: Catalogue) -> None:
    found = result.umbrellas
    if not found.n:
        paper.line(words.term("stress.no_umbrellas"))
        return
    told: dict[str, Param] = {
        "n": found.n, "silent": len(found.silent), "heard": found.heard, "unknown": found.unknown,
    }  # fmt: skip
    paper.line(words.say(Message("stress.umbrellas", told)))
    for one in found.silent:
        paper.line(f"- {words.say(one.message)}", indent=2)


def _busiest(result: StressResult, paper: Paper, words: Catalogue) -> None:
    paper.heading(words.say(Message("stress.busiest", {"busiest": result.busiest.busiest})))
    if result.busiest.said is not None:
        paper.line(words.say(result.busiest.said))
    if result.busiest.kept is not None:
        paper.line(words.say(Message("stress.kept", {"kept": words.percent(result.busiest.kept)})))


def _services(services: Sequence[ServiceLoss], paper: Paper, words: Catalogue) -> None:
    """One line for each service whose loss costs anything, by name; the others by number."""
    paper.heading(words.term("stress.services"))
    if not services:
        paper.line(words.term("stress.no_services"))
    costly = [one for one in services if one.kept != 1 or one.cut_sides or one.lost_contributions]
    paper.table(
        [words.term(f"stress.{column}") for column in ("service", "keeps", "cut", "goes")],
        [
            [
                shown(one.name, synthetic=one.synthetic, words=words),
                words.show(None) if one.kept is None else words.percent(one.kept),
                _cut(one, words),
                words.show(one.lost_contributions),
            ]
            for one in costly
        ],
    )
    if len(costly) < len(services):
        paper.line(words.say(Message("stress.other_services", {"count": len(services) - len(costly)})))


def _cut(one: ServiceLoss, words: Catalogue) -> str:
    """Citizens and sides that are cut off, as a list."""
    cut = one.citizens.cut
    number = _number(cut, words) if cut is not None and cut.mean else None
    citizens = [] if number is None else [words.say(Message("stress.citizens_cut", {"cut": number}))]
    return words.join([*citizens, *(words.say(side) for side in one.cut_sides)])


def _percent(figure: Figure, words: Catalogue) -> str:
    """A share with what nineteen of twenty draws lie between."""
    if isclose(figure.low, figure.high):
        return words.percent(figure.mean)
    return _between(words.percent(figure.mean), words.percent(figure.low), words.percent(figure.high), words)


def _number(figure: Figure, words: Catalogue) -> str:
    if isclose(figure.low, figure.high):
        return words.number(figure.mean, 0)
    return _between(words.number(figure.mean), words.number(figure.low), words.number(figure.high), words)


def _between(mean: str, low: str, high: str, words: Catalogue) -> str:
    return words.say(Message("stress.between", {"mean": mean, "low": low, "high": high}))
