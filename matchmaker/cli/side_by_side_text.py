"""Municipalities side by side, as text: in the order of their numbers, whatever the figures are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matchmaker.kernel.errors import Message

if TYPE_CHECKING:
    from matchmaker.cli.paper import Paper
    from matchmaker.kernel.messages import Catalogue
    from matchmaker.services.region_told import RegionTold, TieCount
    from matchmaker.services.side_by_side import CompareResult, DifferenceRow, MunicipalityRow, QuantityRow

FITS = 5
"""Municipalities that stand beside each other on a hundred columns; more stand below each other."""
_SHOWN = 12
"""Contributions that nobody has and nobody needs, of which so many are named."""


def show(result: CompareResult, paper: Paper, words: Catalogue) -> None:
    """What was found, each municipality, what it is worth, and the region."""
    paper.heading(words.term("compare.heading"))
    paper.line(words.say(result.summary))
    if result.rows:
        _registered(result, paper, words)
        _figures(result, paper, words)
        _chance(result, paper, words)
        _pairs(result, paper, words)
    for region in result.regions:
        _region(region, paper, words)
    _explained(result, paper, words)
    paper.line()
    for note in result.notes:
        paper.line(words.say(note))


def _called(row: MunicipalityRow) -> str:
    return f"{row.number} {row.name}"


def _registered(result: CompareResult, paper: Paper, words: Catalogue) -> None:
    """How each network was registered."""
    paper.heading(words.term("compare.registered"))
    unsaid = words.term("compare.not_stated")
    body = []
    for row in result.rows:
        how = row.registered
        days = "–".join(words.show(one.isoformat()) if one else "" for one in (how.begun, how.ended))
        season = words.say(how.season_label) if how.season_label else unsaid
        rate = words.term("word.hidden") if how.rate_hidden else unsaid
        rate = rate if how.response_rate is None else words.percent(how.response_rate)
        period = days if how.begun or how.ended else unsaid
        body.append([_called(row), period, how.form or unsaid, how.boundary or unsaid, season, rate])
    named = ("municipality", "period", "form", "boundary", "season", "response")
    paper.table([words.term(f"compare.column.{name}") for name in named], body)


def _figures(result: CompareResult, paper: Paper, words: Catalogue) -> None:
    """Rows are quantities and columns municipalities, as long as there is room for them."""
    paper.heading(words.term("compare.figures"))
    labels = [words.term(f"compare.row.{name}") for name in ("inhabitants", "actors", "ties")]
    labels += [words.say(one.title) for one in result.measures]
    cells = [_cells(row, words) for row in result.rows]
    if len(result.rows) <= FITS:
        heads = ["", *(f"{row.number}\n{row.name}" for row in result.rows)]
        paper.table(heads, [list(line) for line in zip(labels, *cells, strict=True)])
    else:
        for row, column in zip(result.rows, cells, strict=True):
            paper.line(_called(row))
            flat = [cell.replace("\n", " ") for cell in column]
            paper.table(["", ""], [list(line) for line in zip(labels, flat, strict=True)])
    paper.line(words.term("compare.interval"))
    for row in result.rows:
        _unsaid(row, paper, words)


def _unsaid(row: MunicipalityRow, paper: Paper, words: Catalogue) -> None:
    """Why some of a municipality's quantities are not shown, each reason once."""
    reasons: dict[str, list[str]] = {}
    for one in row.quantities:
        if one.hidden is not None:
            reasons.setdefault(words.say(one.hidden), []).append(words.say(one.title))
    for reason, which in reasons.items():
        whole = len(which) == len(row.quantities)
        about = _called(row) if whole else f"{_called(row)}, {words.join(which)}"
        paper.line(f"{about}: {reason}", indent=1)


def _cells(row: MunicipalityRow, words: Catalogue) -> list[str]:
    ties = words.say(row.ties_hidden) if row.ties_hidden else words.show(row.ties)
    return [
        words.show(row.inhabitants), words.show(row.actors), ties,
        *(_value(one, words) for one in row.quantities),
    ]  # fmt: skip


def _value(one: QuantityRow, words: Catalogue) -> str:
    if one.value is None or one.interval is None:
        return "–"
    low, high = one.interval
    if one.share:
        ends = f"{words.number(100 * low, 0)}–{words.percent(high)}"
        return f"{words.percent(one.value)}\n{ends}\nn = {words.show(one.ties)}"
    ends = f"{words.number(low, 2)}–{words.number(high, 2)}"
    return f"{words.number(one.value, 2)}\n{ends}\nn = {words.show(one.ties)}"


def _chance(result: CompareResult, paper: Paper, words: Catalogue) -> None:
    """Each quantity that the null model leaves to chance, with what chance gives."""
    body = []
    for row in result.rows:
        for one in row.quantities:
            chance = one.chance
            if chance is None or chance.kept or chance.z is None or chance.z_interval is None:
                continue
            low, high = (_plain(end, words, share=one.share) for end in (chance.low, chance.high))
            seen, mean = (_plain(x, words, share=one.share) for x in (one.value or 0.0, chance.mean))
            z_low, z_high = (words.number(end, 1) for end in chance.z_interval)
            body.append([
                row.number, words.say(one.title), seen, f"{mean} ({low}–{high})",
                f"{words.number(chance.z, 1)} ({z_low} – {z_high})", _p(chance.p_corrected, words),
                words.say(chance.verdict),
            ])  # fmt: skip
    if not body:
        return
    paper.heading(words.say(Message("compare.chance", {"null": result.null})))
    named = ("municipality", "quantity", "seen", "expected", "z", "p", "verdict")
    paper.table([words.term(f"compare.column.{name}") for name in named], body)
    paper.line(words.term("compare.chance_means"))


def _pairs(result: CompareResult, paper: Paper, words: Catalogue) -> None:
    names = {row.number: _called(row) for row in result.rows}
    for pair in result.pairs:
        if pair.comparable:
            both = {"first": names[pair.first], "second": names[pair.second]}
            paper.heading(words.say(Message("compare.pair", both)))
            named = ("quantity", "difference", "interval", "p", "detectable", "verdict")
            paper.table(
                [words.term(f"compare.column.{name}") for name in named],
                [_difference(one, words) for one in pair.differences],
            )
    if any(pair.comparable for pair in result.pairs):
        paper.line(words.term("compare.difference_means"))
    apart = [pair for pair in result.pairs if not pair.comparable]
    if not apart:
        return
    paper.heading(words.term("compare.cannot"))
    for why in dict.fromkeys(words.join(map(words.say, pair.why)) for pair in apart):
        mine = [pair for pair in apart if words.join(map(words.say, pair.why)) == why]
        several = ", ".join(f"{pair.first} – {pair.second}" for pair in mine)
        paper.line(f"- {several}: {why}", indent=1)
    if any(pair.unstated for pair in apart):
        paper.line(f"→ {words.term('compare.mend_sheet')}", indent=1)
    if any(pair.differs for pair in apart):
        paper.line(f"→ {words.term('compare.mend_differs')}", indent=1)


def _difference(one: DifferenceRow, words: Catalogue) -> list[str]:
    title = words.say(one.title)
    if one.value is None or one.interval is None or one.detectable is None:
        said = words.say(one.hidden or one.verdict)
        return [title, "–", "–", "–", "–", said]
    value, low, high, least = (
        words.number(100 * x, 0) if one.share else words.number(x, 2)
        for x in (one.value, *one.interval, one.detectable)
    )
    return [title, value, f"{low} – {high}", _p(one.p_corrected, words), least, words.say(one.verdict)]


def _plain(value: float, words: Catalogue, *, share: bool) -> str:
    return words.percent(value) if share else words.number(value, 2)


def _p(p: float | None, words: Catalogue) -> str:
    if p is None:
        return "–"
    return f"< {words.number(0.001, 3)}" if p < 0.001 else words.number(p, 3)


def _region(region: RegionTold, paper: Paper, words: Catalogue) -> None:
    """The municipalities of one dataset as one network."""
    paper.heading(words.say(Message("compare.region", {"dataset": region.dataset})))
    counts = {(one.first, one.second): one.count for one in region.ties}
    if len(region.numbers) <= FITS + 3:
        body = [
            [
                first,
                *(_count(counts[min(first, other), max(first, other)], words) for other in region.numbers),
            ]
            for first in region.numbers
        ]
        paper.table([words.term("compare.region_ties"), *region.numbers], body)
    else:
        tied = [one for one in region.ties if one.first != one.second and one.count.ties != 0]
        paper.table(
            [words.term("compare.column.municipality"), "", words.term("compare.row.ties")],
            [[one.first, one.second, _count(one.count, words)] for one in tied],
        )
    beyond = _count(region.beyond, words)
    paper.line(words.say(Message("compare.beyond", {"ties": beyond})))
    absent, alone = ("sides_absent", region.sides_absent), ("sides_alone", region.sides_alone)
    for code, sides in (absent, alone):
        if sides:
            named = tuple(side.label for side in sides)
            paper.line(words.say(Message(f"compare.{code}{_of_whom(region)}", {"sides": named})))
    _gaps(region, paper, words)
    for code, shared in (("challenge", region.shared_challenges), ("theme", region.shared_themes)):
        if shared:
            paper.line(words.term(f"compare.shared_{code}"))
        for one in shared:
            paper.line(f"- {one.title}: {', '.join(one.numbers)}", indent=1)


def _of_whom(region: RegionTold) -> str:
    return "_organisations" if region.organisations_only else ""


def _gaps(region: RegionTold, paper: Paper, words: Catalogue) -> None:
    needed = [gap for gap in region.gaps if gap.needed_by]
    others = [gap for gap in region.gaps if not gap.needed_by]
    if needed:
        paper.line(words.term(f"compare.gaps_needed{_of_whom(region)}"))
    for gap in needed:
        titles = words.join(one.title for one in gap.needed_by)
        paper.line(f"- {words.show(gap.label)}: {titles}", indent=1)
    if others:
        named = tuple(gap.label for gap in others[:_SHOWN])
        more = len(others) - len(named)
        paper.line(words.say(Message(f"compare.gaps_other{_of_whom(region)}", {"contributions": named})))
        if more:
            paper.line(words.say(Message("compare.gaps_more", {"count": more})), indent=1)


def _count(count: TieCount, words: Catalogue) -> str:
    return words.say(count.hidden) if count.hidden else words.show(count.ties)


def _explained(result: CompareResult, paper: Paper, words: Catalogue) -> None:
    """What each quantity says, and what is not compared."""
    paper.heading(words.term("compare.means"))
    for one in result.measures:
        paper.line(f"- {words.say(one.title)}: {words.say(one.means)}", indent=1)
    paper.heading(words.term("compare.left_out"))
    reasons: dict[str, list[str]] = {}
    for left in result.left_out:
        reasons.setdefault(words.say(left.reason), []).append(words.say(left.title))
    for reason, titles in reasons.items():
        paper.line(f"- {words.join(titles)}: {reason}", indent=1)
