"""Whole valid datasets, as a municipality could have them: what the round trips and the store are tried on.

``datasets()`` draws :class:`~matchmaker.model.tables.Tables` over all twenty tables that
``Register.from_tables`` takes. They are valid by construction and canonical: every text is one that
reading would give back (trimmed, composed, no control signs), so that a difference after a round trip is
a loss. They hold what gets lost: Norwegian letters, leading zeros, dates before spreadsheets begin, empty
cells, withheld answers, texts that look like formulas, numbers or escapes, floats that need all their
seventeen digits, ids that differ in case or hyphens alone, and rows that differ in one optional cell.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

import pandas as pd
from hypothesis import strategies as st

from matchmaker.model import schema
from matchmaker.model import vocabulary as v
from matchmaker.model.schema import CellType, Column
from matchmaker.model.tables import FEATURE_COLUMNS, Tables, frame_from, no_features
from matchmaker.sources.cells.identity import valid_orgnr
from matchmaker.sources.cells.screening import screen
from matchmaker.sources.writing import cell_text

Row = dict[str, Any]

IDS = ("lag-1", "lag1", "LAG1", "0301", "007", "1E5", "TRUE", "nan", "a:b.c_d", "person-1a2b3c4d", "None")
"""Ids that a spreadsheet, pandas or a comparison by folded words would take for something else."""
MUNICIPALITIES = ("0301", "1103", "5037", "5038")
ORGNRS = tuple(text for text in ("974760673", "971035854", "000000019", "837884942") if valid_orgnr(text))
ODD_TEXTS = (
    "Blåbærsyltetøy på Ørland", "Kåfjord – Gáivuotna", "=1+1", "+47 er landkoden", "-", "@lag", "'=x", "''",
    "'hei", "0301", "007", "1,5", "1.500", "1e5", "ja", "NaN", "None", "null", "nan", "2024-01-01",
    "12345678901234567890", "_x0041_", "_x005F_x0041_", "a;b,c|d", 'sitat "her"', "linje 1\nlinje 2", "a\tb",
    "<b>&amp;</b>", "😀", "sep=;", "#", "x" * 300,
)  # fmt: skip
ODD_NUMBERS = (0.0, 0.1 + 0.2, 1 / 3, 1.234, 1.25, 100.0, 999.999, 8783.999999999998)
ODD_DATES = (
    date(1800, 1, 1), date(1900, 1, 1), date(1900, 2, 28), date(1900, 3, 1), date(1904, 1, 1),
    date(2024, 2, 29), date(2200, 12, 31),
)  # fmt: skip
FEATURES: dict[str, tuple[str, ...]] = {
    "kjonn": ("kvinne", "mann", "annet", v.WITHHELD),
    "alder": ("0", "17", "120", v.WITHHELD),
    "aldersgruppe": ("18-34", "67+", v.WITHHELD),
    "sprak": ("norsk", "davvisámegiella", v.WITHHELD),
    "morsmal": ("=norsk", "ja", "007", v.WITHHELD),
}
"""Feature → canonical answers; *morsmal* has no header of its own."""
PARTIES = ("Senterpartiet", "Høyre", v.WITHHELD)


def _is_canonical(text: str) -> bool:
    return text != "" and screen(text) == text


def _is_kept(cell: float) -> bool:
    """Not eleven digits that are by chance built like an identity number, which no cell may hold."""
    text = cell_text(cell)
    return screen(text) == text or text.startswith("-")


_texts = st.one_of(
    st.sampled_from(ODD_TEXTS),
    st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cn"]), min_size=1, max_size=12)
    .map(screen)
    .filter(lambda text: isinstance(text, str) and _is_canonical(text)),
)
_tag = (
    st.sampled_from(("eldre", "ungdom", "å være på vei", "=a", "-b", "007", "kveld og helg"))
    | st.text("abcæøåÆØÅ '=+-@09", min_size=1, max_size=8).map(lambda text: " ".join(text.split()))
).filter(bool)
_ids = st.sampled_from(IDS) | st.from_regex(r"[A-Za-z0-9][A-Za-z0-9._:-]{0,8}", fullmatch=True)
_dates = st.sampled_from(ODD_DATES) | st.dates(date(1800, 1, 1), date(2200, 12, 31))


def _joined(parts: Iterable[object]) -> str:
    return "|".join(sorted({str(part) for part in parts}))


def _numbers(low: float, high: float) -> st.SearchStrategy[float]:
    odd = [number for number in ODD_NUMBERS if low <= number <= high]
    drawn = st.floats(low, high, allow_nan=False).map(lambda number: number + 0.0)
    return (st.sampled_from(odd) | drawn).filter(_is_kept)


def _cells(column: Column) -> st.SearchStrategy[Any]:
    """Canonical values of a column that stands alone; references and vocabularies are the caller's."""
    low = 0 if column.low is None else column.low
    high = 1e9 if column.high is None else column.high
    wholes = st.integers(int(low), int(high))
    found: dict[CellType, Callable[[], st.SearchStrategy[Any]]] = {
        CellType.ID: lambda: _ids,
        CellType.TEXT: lambda: _texts,
        CellType.CODE: lambda: st.sampled_from(column.codes),
        CellType.CODES: lambda: st.sets(st.sampled_from(column.codes), min_size=1).map(_joined),
        CellType.TAGS: lambda: st.sets(_tag, min_size=1, max_size=3).map(_joined).filter(_is_canonical),
        CellType.NUMBER: lambda: _numbers(low, high),
        CellType.WHOLE: lambda: wholes.map(float).filter(_is_kept),
        CellType.WHOLES: lambda: st.sets(wholes, min_size=1, max_size=3).map(
            lambda some: "|".join(map(str, sorted(some)))
        ),
        CellType.RANKED: lambda: st.lists(_ids, min_size=1, max_size=3, unique=True).map("|".join),
        CellType.DATE: lambda: _dates,
        CellType.YES_NO: st.booleans,
        CellType.MUNICIPALITY: lambda: st.sampled_from(MUNICIPALITIES),
        CellType.MUNICIPALITIES: lambda: st.sets(st.sampled_from(MUNICIPALITIES), min_size=1).map(_joined),
        CellType.ORGNR: lambda: st.sampled_from(ORGNRS),
    }
    return found[column.type]()


def _loose(table: schema.Table) -> st.SearchStrategy[Row]:
    """The cells of a row that hang on nothing else in the dataset; optional ones are often empty."""
    own = [column for column in table.columns if column.type is not CellType.REFERENCE]
    return st.fixed_dictionaries(
        {column.name: _cells(column) for column in own if column.required},
        optional={column.name: _cells(column) for column in own if not column.required},
    )


_LOOSE = {name: _loose(table) for name, table in schema.TABLES.items()}


class _Drawing:
    """One dataset on its way: what was drawn first is what the rest refers to."""

    def __init__(self, draw: st.DrawFn, max_actors: int) -> None:
        self.draw = draw
        self.kinds = self._new(v.KINDS)
        self.types = self._new(v.CONTRIBUTIONS)
        self.places = self.ids(0, 2)
        self.actors = self.ids(1, max_actors)
        self.challenges = self.ids(0, 2)
        self.groups = self.ids(0, 2)

    def ids(self, low: int, high: int) -> list[str]:
        count = self.draw(st.integers(low, high))
        return self.draw(st.lists(_ids, min_size=count, max_size=count, unique=True))

    def _new(self, known: Iterable[str]) -> list[str]:
        """Ids that a dataset adds to a vocabulary; one may differ from a known word in case alone."""
        own = _ids | st.sampled_from([word.upper() for word in known])
        taken = set(known)
        return self.draw(st.lists(own.filter(lambda new: new not in taken), max_size=2, unique=True))

    def some(self, pool: Iterable[str], *, optional: bool = False) -> Any:
        drawn = st.sampled_from(list(pool)) if pool else st.none()
        return self.draw(st.none() | drawn if optional else drawn)

    def kind(self, *, optional: bool = False) -> Any:
        return self.some([*self.kinds, *v.KINDS], optional=optional)

    def contribution(self) -> Any:
        return self.some([*self.types, *v.CONTRIBUTIONS])

    def group(self, *, optional: bool = True) -> Any:
        """A group of the event; where it has none, any id."""
        drawn = st.sampled_from(self.groups) if self.groups else _ids
        return self.draw(st.none() | drawn if optional else drawn)

    def rows(self, table: str, fill: Callable[[Row], Row], *, when: object = True) -> list[Row]:
        """Up to three rows, of which one per key is kept; none when what they hang on is not there."""
        # a list that stops by chance is nearly always short: how many is drawn first
        count = self.draw(st.integers(0, 3)) if when else 0
        drawn = [self.draw(_LOOSE[table]) for _ in range(count)]
        kept: dict[tuple[Any, ...], Row] = {}
        for row in drawn:
            full = _in_order({**row, **fill(row)})
            kept.setdefault(_key(table, full), full)
        return list(kept.values())

    def named(self, table: str, ids: list[str], fill: Callable[[Row], Row]) -> list[Row]:
        """One row per id."""
        rows = (self.draw(_LOOSE[table]) for _ in ids)
        return [_in_order({**row, **fill(row), "id": new}) for new, row in zip(ids, rows, strict=True)]


_SPANS = (("valid_from", "valid_to"), ("begun", "ended"), ("age_from", "age_to"), ("least", "most"),
          ("answered", "invited"))  # fmt: skip


def _in_order(row: Row) -> Row:
    """Turn periods, spans of age and sizes whose end is before their beginning."""
    for first, last in _SPANS:
        one, other = row.get(first), row.get(last)
        if one is not None and other is not None and other < one:
            row = {**row, first: other, last: one}
    return row


def _key(table: str, row: Row) -> tuple[Any, ...]:
    """What no two rows may share; a tie that goes both ways is the same from either end."""
    key: list[Any] = [row.get(name) for name in schema.TABLES[table].key]
    if table == "ties":
        stated = row.get("symmetric")
        both = v.RELATIONS[v.Relation(row["relation"])].symmetric if stated is None else stated
        key[:2] = sorted(key[:2]) if both else key[:2]
    return tuple(key)


def _tables(drawing: _Drawing) -> dict[str, list[Row]]:
    places = drawing.named("places", drawing.places, lambda _: {})
    home = {place["id"]: place["municipality"] for place in places}
    challenge = {"challenge": lambda: drawing.some(drawing.challenges)}
    actor = {"actor": lambda: drawing.some(drawing.actors)}
    place = {"place": lambda: drawing.some(drawing.places, optional=True)}
    kind, what = {"kind": drawing.kind}, {"contribution": drawing.contribution}

    def filled(*parts: Mapping[str, Callable[[], Any]]) -> Callable[[Row], Row]:
        return lambda _: {name: make() for part in parts for name, make in part.items()}

    def lives(row: Row) -> Row:
        where = drawing.some(drawing.places, optional=True)
        away = where is not None and row.get("municipality") not in (None, home[where])
        return {"kind": drawing.kind(), "place": None if away else where}

    def ends(_: Row) -> Row:
        tail, head = drawing.draw(st.permutations(drawing.actors))[:2]
        return {"tail": tail, "head": head}

    organisation = {"organisation": lambda: drawing.some(drawing.actors, optional=True)}
    role = {"role": lambda: drawing.kind(optional=True)}
    return {
        "actors": drawing.named("actors", drawing.actors, lives),
        "roles": drawing.rows("roles", filled(actor, kind, organisation)),
        "contributions": drawing.rows("contributions", filled(actor, what)),
        "ties": drawing.rows("ties", ends, when=len(drawing.actors) > 1),
        "challenges": drawing.named("challenges", drawing.challenges, lambda _: {}),
        "needs": drawing.rows("needs", filled(challenge, what), when=drawing.challenges),
        "affected": drawing.rows("affected", filled(challenge), when=drawing.challenges),
        "involvements": drawing.rows("involvements", filled(challenge, actor, role), when=drawing.challenges),
        "turnout": drawing.rows("turnout", filled(challenge), when=drawing.challenges),
        "process": _described(drawing, challenge),
        "population": drawing.rows("population", filled(place)),
        **_event(drawing),
        "collections": drawing.rows("collections", lambda _: {}),
        "learning": _learning(drawing),
        "places": places,
        "kinds": drawing.named("kinds", drawing.kinds, lambda _: {}),
        "contribution_types": _types(drawing),
        "priors": drawing.rows("priors", filled(kind, what)),
    }


def _learning(drawing: _Drawing) -> list[Row]:
    """Each statement is about a challenge or a theme."""

    def about(row: Row) -> Row:
        challenge = drawing.some(drawing.challenges, optional=bool(row.get("theme")))
        theme = row.get("theme") or (None if challenge else "samskaping")
        return {"actor": drawing.some(drawing.actors), "challenge": challenge, "theme": theme}

    return drawing.rows("learning", about)


def _described(drawing: _Drawing, challenge: Mapping[str, Callable[[], Any]]) -> list[Row]:
    """Each trait has an answer among those that it can have."""

    def answered(row: Row) -> Row:
        return {"challenge": challenge["challenge"](),
                "answer": drawing.some(v.TRAIT_ANSWERS[v.Trait(row["trait"])])}  # fmt: skip

    return drawing.rows("process", answered, when=drawing.challenges)


def _event(drawing: _Drawing) -> dict[str, list[Row]]:
    """Registrations, groups, rules and seatings that fit together."""

    def registered(row: Row) -> Row:
        actor = drawing.some(drawing.actors)
        wishes = drawing.draw(st.permutations(drawing.challenges)) if row.get("wishes") else []
        leader = drawing.some([one for one in drawing.actors if one != actor], optional=True)
        return {"actor": actor, "wishes": "|".join(wishes) or None, "leader": leader, "host": drawing.group()}

    def seated(row: Row) -> Row:
        group = drawing.group(optional=False) if row.get("event") is None else row["group"]
        return {"actor": drawing.some(drawing.actors), "group": group}

    return {
        "registrations": drawing.rows("registrations", registered),
        "event_groups": drawing.named(
            "event_groups",
            drawing.groups,
            lambda _: {"challenge": drawing.some(drawing.challenges, optional=True)},
        ),
        "grouping": drawing.rows("grouping", lambda _: {}),
        "group_rules": _rules(drawing),
        "seatings": drawing.rows("seatings", seated),
    }


def _rules(drawing: _Drawing) -> list[Row]:
    """Up to two rules, each about the actors that it needs and with what it speaks of."""
    several = {v.GroupRule.SAMMEN.value, v.GroupRule.FRA_HVERANDRE.value}
    possible = [
        rule.value for rule in v.GroupRule
        if (rule.value not in several or len(drawing.actors) > 1)
        and (rule is not v.GroupRule.HABILITET or drawing.challenges)
    ]  # fmt: skip
    rows = []
    for name in drawing.ids(0, 2):
        rule = drawing.some(possible)
        least = 2 if rule in several else 1
        people = st.lists(st.sampled_from(drawing.actors), min_size=least, max_size=3, unique=True)
        for actor in drawing.draw(people):
            about = {"id": name, "rule": rule, "actor": actor}
            about["group"] = drawing.group(optional=rule not in ("fast_plass", "ikke_gruppe"))
            about["challenge"] = drawing.some(drawing.challenges, optional=rule != "habilitet")
            rows.append({**drawing.draw(_LOOSE["group_rules"]), **about})
    return rows


def _types(drawing: _Drawing) -> list[Row]:
    """Each type of contribution is part of a known one or of one drawn before it: no circle."""
    parents = list(v.CONTRIBUTIONS)
    rows = drawing.named("contribution_types", drawing.types, lambda _: {})
    for row in rows:
        row["parent"] = drawing.some(parents)
        parents.append(row["id"])
    return rows


def _features(drawing: _Drawing, actors: list[Row]) -> pd.DataFrame:
    stated: list[tuple[int, str, str, str]] = []
    for number, actor in enumerate(actors, 2):
        asked = {**FEATURES, **({"parti": PARTIES} if actor["kind"] == "politiker" else {})}
        for feature in drawing.draw(st.lists(st.sampled_from(list(asked)), max_size=3, unique=True)):
            stated.append((number, actor["id"], feature, drawing.some(asked[feature])))
    if not stated:
        return no_features()
    numbers, *columns = zip(*stated, strict=True)
    frame = pd.DataFrame(dict(zip(FEATURE_COLUMNS, columns, strict=True)), index=list(numbers))
    return frame.astype("category")


@st.composite
def _datasets(draw: st.DrawFn, max_actors: int) -> Tables:
    drawing = _Drawing(draw, max_actors)
    rows = _tables(drawing)
    frames = {name: frame_from(name, some) for name, some in rows.items() if some}
    return Tables(frames, _features(drawing, rows["actors"]))


def datasets(max_actors: int = 5) -> st.SearchStrategy[Tables]:
    """Draw whole datasets that are valid and canonical; see the module.

    ``Register.from_tables`` takes each of them, and rows are numbered from 2 as in a spreadsheet. There
    are 1 to *max_actors* actors; any other table may be absent, and has at most three rows.
    """
    return _datasets(max_actors)
