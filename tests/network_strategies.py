"""Random networks for exchange, in the form in which every format can hold them."""

from __future__ import annotations

from datetime import date

from hypothesis import strategies as st

from matchmaker.sources.interchange.exchanged import Attribute, Exchanged, attribute, is_known
from matchmaker.sources.interchange.values import tidy

_LETTERS = st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cn"])
_SIGNS = st.text("aåø <>&\"'\\\n\t=+-#;,|%*0129.", min_size=1, max_size=8)
texts = (st.text(_LETTERS, min_size=1, max_size=8) | _SIGNS).map(tidy).filter(bool)
names = texts | st.sampled_from(["007", "1", "true", "2026-01-01", "node", "&#34;", "a b", "key"])
_NAMES = ["weight", "start", "end", "label", "spells", "directed ", "x", "egenskap: språk", "name", "a\nb"]
columns = st.sampled_from(_NAMES) | texts
_values = {
    "text": texts,
    "int": st.integers(-(2**63), 2**63 - 1),
    "float": st.floats(allow_nan=False, allow_infinity=False),
    "bool": st.booleans(),
    "date": st.dates(date(1, 1, 1), date(9999, 12, 31)),
}
RESERVED = {"id", "source", "target", "directed", "no_weight", "key"}
"""Words that some format has for something of its own."""


@st.composite
def _attributes(draw: st.DrawFn, count: int) -> tuple[Attribute, ...]:
    found = {}
    for name in draw(st.lists(columns, max_size=4, unique=True)):
        kind = draw(st.sampled_from(list(_values)))
        drawn = [draw(st.none() | _values[kind]) for _ in range(count)]
        plain = tidy(name)
        if plain not in RESERVED:
            found[plain] = attribute(plain, drawn)
    return tuple(sorted(filter(is_known, found.values()), key=lambda one: one.name))


@st.composite
def networks(draw: st.DrawFn) -> Exchanged:
    """Up to six nodes and eight ties, with attributes of every type, some of them unknown."""
    ids = draw(st.lists(names, max_size=6, unique=True))
    count = draw(st.integers(0, 8)) if ids else 0
    ends = [draw(st.integers(0, len(ids) - 1)) for _ in range(2 * count)]
    directed = draw(st.sampled_from(["all", "none", "some"]))
    ways = [directed == "all" or (directed == "some" and draw(st.booleans())) for _ in range(count)]
    return Exchanged(
        tuple(ids), tuple(ends[::2]), tuple(ends[1::2]), tuple(ways),
        draw(_attributes(len(ids))), draw(_attributes(count)),
    )  # fmt: skip
