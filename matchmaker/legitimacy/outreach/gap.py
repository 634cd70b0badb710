"""A gap that outreach is planned for, and what the register knows a group by."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from matchmaker.kernel.errors import InputError
from matchmaker.legitimacy.population import AGE_GROUP
from matchmaker.model.ages import TOP_AGE, AgeBand
from matchmaker.rules.affected import is_for
from matchmaker.rules.tables import councils, priors

if TYPE_CHECKING:
    from matchmaker.model.register import Register

AGES: dict[str, tuple[int, int]] = {
    "barn": (0, 17),
    "elever": (6, 18),
    "ungdom": (13, 25),
    "unge": (13, 25),
    "student": (18, 30),
    "studenter": (18, 30),
    "eldre": (65, TOP_AGE),
    "eldre_60": (60, TOP_AGE),
    "pensjonister": (62, TOP_AGE),
}
"""Ages that a tag stands for where the dataset's sheet of affected groups states none. This tool's reading of
everyday words; an actor's *grupper* are what the organiser or the actor stated."""
WORDS: dict[str, tuple[str, ...]] = {
    "kjonn:kvinne": ("kvinne", "kvinner"),
    "kjonn:mann": ("mann", "menn"),
}
"""Tags by which categories are known that are not themselves tags."""
YOUNG, OLD = 20, 60
CARE = frozenset({"funksjonsnedsettelse", "paarorende", "brukere", "pasienter"})
BUSINESS = frozenset({"naeringsdrivende", "bedrifter", "naeringsliv", "ansatte", "eiere"})
ELSEWHERE = frozenset({"innvandrere", "flyktninger", "nyankomne", "minoritetsspraklige"})
MOST_KINDS = 4
MEANS = ("tolk", "transport", "motetid", "barnepass", "godtgjoring", "tilrettelegging")
"""The practical means that a plan names (words and manners, People 13), as message codes ``means.<code>``."""


@dataclass(frozen=True, slots=True)
class Gap:
    """A group that nobody in the room belongs to or speaks for, or that fewer came from than expected."""

    key: str
    """A group tag, ``attribute:category``, or ``council:municipality``."""
    tags: tuple[str, ...]
    """Tags in actors' *grupper* that say that they know the group, ascending."""
    ages: tuple[int, int] | None = None
    """The group's ages, where it is an age group."""
    place: str | None = None
    """Id of the place, where the group is those who live there."""
    council: tuple[str, str] | None = None
    """Kind of council and municipality, where it is a council that is not there."""


def gap_of(register: Register, key: str) -> Gap:
    """Read a gap's key: a group tag, ``attribute:category`` or ``council:municipality``.

    A key that nothing in the register fits is a gap too: nobody is known to reach it.
    """
    attribute, _, category = key.partition(":")
    for council in councils():
        if category and attribute == council.kind:
            return Gap(
                key, tuple(sorted(council.groups)), _together(council.groups), council=(attribute, category)
            )
    if not category:
        return Gap(key, (key,), _stated(register).get(key, AGES.get(key)))
    if attribute == "sted":
        return Gap(key, (), place=category)
    if attribute == AGE_GROUP:
        return _age_gap(register, key, category)
    return Gap(key, tuple(sorted({category, key, *WORDS.get(key, ())})))


def _together(tags: tuple[str, ...]) -> tuple[int, int] | None:
    """Ages of several groups together; none where none of them is an age group."""
    known = [AGES[tag] for tag in tags if tag in AGES]
    return (min(low for low, _ in known), max(high for _, high in known)) if known else None


def _age_gap(register: Register, key: str, category: str) -> Gap:
    try:
        band = AgeBand.parse(category)
    except InputError:
        return Gap(key, (category,))
    known = {**AGES, **_stated(register)}
    fitting = (tag for tag, (low, high) in known.items() if low <= band.high and band.low <= high)
    return Gap(key, tuple(sorted(fitting)), (band.low, band.high))


def _stated(register: Register) -> dict[str, tuple[int, int]]:
    """Ages of the groups for which the sheet of affected groups states any; the widest where several do."""
    frame = register.frame("affected").astype({"group": object})
    frame = frame[frame["age_from"].notna() | frame["age_to"].notna()]
    lows = frame["age_from"].fillna(0).groupby(frame["group"]).min()
    highs = frame["age_to"].fillna(TOP_AGE).groupby(frame["group"]).max()
    return {str(tag): (int(lows[tag]), int(highs[tag])) for tag in sorted(lows.index)}


def kinds_to_look_for(gap: Gap, there: frozenset[str] = frozenset()) -> tuple[str, ...]:
    """Kinds of actors that usually know such a group, from the rule tables; never an actor.

    Councils whose matters the group's are, then kinds that usually know the needs of such people, then those
    that usually mobilise. The kinds are of organisations: who works for a group is asked, not who is in it.
    Those that are *there* already need not be looked for.
    """
    wanted = []
    if gap.place is not None:
        wanted.append("lokalkunnskap")
    if _young(gap):
        wanted.append("behov_oppvekst")
    if _old(gap) or CARE.intersection(gap.tags):
        wanted.append("behov_helse_omsorg")
    ages = () if gap.ages is None else (gap.ages,)
    found = [council.kind for council in councils() if is_for(council, set(gap.tags), ages)]
    if BUSINESS.intersection(gap.tags):
        found.append("naeringsforening")
    for contribution in (*wanted, "nettverk", "lokalkunnskap"):
        found += [
            prior.kind
            for prior in priors()
            if prior.contribution == contribution and prior.kind not in ("innbygger", "ildsjel")
        ]
    return tuple(kind for kind in dict.fromkeys(found) if kind not in there)[:MOST_KINDS]


def means_for(gap: Gap) -> tuple[str, ...]:
    """Practical means that fit a group; every one of them as a question where nothing tells.

    Time of meeting and compensation always, since whoever is not paid to be there gives their own time.
    """
    fitting = {"motetid", "godtgjoring"}
    if _young(gap) or gap.place is not None:
        fitting.add("transport")
    if _old(gap) or CARE.intersection(gap.tags):
        fitting |= {"transport", "tilrettelegging"}
    if "foreldre" in gap.tags or "smaabarnsforeldre" in gap.tags:
        fitting.add("barnepass")
    if gap.key.startswith("sprak:") or ELSEWHERE.intersection(gap.tags):
        fitting |= {"tolk", "barnepass"}
    told = len(fitting) > 2 or BUSINESS.intersection(gap.tags)
    return tuple(code for code in MEANS if not told or code in fitting)


def _young(gap: Gap) -> bool:
    return gap.ages is not None and gap.ages[0] < YOUNG


def _old(gap: Gap) -> bool:
    return gap.ages is not None and gap.ages[1] >= OLD
