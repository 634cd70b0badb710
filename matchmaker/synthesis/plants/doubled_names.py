"""Names for planted duplicates: invented, and written again in the ways in which real lists differ.

The stems are made up and may happen to be the name of a place; the persons have names that nobody has.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Mapping, Sequence

    import numpy as np

_FIRST_PARTS = (
    "Blå", "Bjørk", "Brå", "Fløy", "Grå", "Kråke", "Måne", "Rød", "Sjø", "Tåke", "Vær", "Ørne",
)  # fmt: skip
_LAST_PARTS = (
    "bekken", "berget", "dal", "haug", "lia", "mo", "myra", "nes", "tun", "vika", "voll", "åsen",
)  # fmt: skip
STEMS = tuple(first + last for first in _FIRST_PARTS for last in _LAST_PARTS)
"""What an invented association, business or family is called. All have æ, ø or å."""
_FLOWERS = (
    "Blåklokke", "Geitrams", "Hvitveis", "Løvetann", "Rødkløver", "Ryllik", "Røsslyng", "Smørblomst",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Activity:
    """What an organisation does, as its name says it."""

    word: str
    definite: str
    short: str


_VOLUNTARY = (
    Activity("bondekvinnelag", "bondekvinnelaget", "bondekv.lag"),
    Activity("bondelag", "bondelaget", "bondel."),
    Activity("bygdelag", "bygdelaget", "bygdel."),
    Activity("damekor", "damekoret", "damek."),
    Activity("fotballklubb", "fotballklubben", "FK"),
    Activity("historielag", "historielaget", "hist.lag"),
    Activity("idrettslag", "idrettslaget", "IL"),
    Activity("mannskor", "mannskoret", "mannsk."),
    Activity("pensjonistforening", "pensjonistforeningen", "pensjonistforen."),
    Activity("skolekorps", "skolekorpset", "skolek."),
    Activity("speidergruppe", "speidergruppen", "speidergr."),
    Activity("turlag", "turlaget", "turl."),
    Activity("ungdomslag", "ungdomslaget", "UL"),
    Activity("velforening", "velforeningen", "vel"),
)
_BUSINESS = (
    Activity("Bakeri", "Bakeriet", "Bak."),
    Activity("Bilverksted", "Bilverkstedet", "Bilverk."),
    Activity("Blomster", "Blomster", "Blomst."),
    Activity("Bygg", "Bygget", "Bygg."),
    Activity("Elektro", "Elektro", "Elek."),
    Activity("Gårdsmat", "Gårdsmaten", "Gårdsm."),
    Activity("Regnskap", "Regnskapet", "Regnsk."),
    Activity("Rørservice", "Rørservice", "Rørserv."),
    Activity("Transport", "Transport", "Transp."),
)
ACTIVITIES: Mapping[str, Sequence[Activity]] = {
    "frivillig": _VOLUNTARY,
    "naeringsliv": _BUSINESS,
    "innbygger": tuple(Activity(flower, flower, flower) for flower in _FLOWERS),
}
"""By kind of actor; a resident's is the given name."""


@dataclass(frozen=True, slots=True)
class Invented:
    """A name in its parts."""

    stem: str
    activity: Activity
    person: bool
    number: str = ""
    """Stands last; tells those apart that are otherwise called the same."""

    @property
    def plain(self) -> str:
        """The name as it should be written."""
        words = (self.activity.word, self.stem) if self.person else (self.stem, self.activity.word)
        return " ".join(filter(None, (*words, self.number)))


def invented(kind: str, count: int, rng: np.random.Generator) -> list[Invented]:
    """Draw *count* different names for actors of a kind; when all are used, further ones get numbers."""
    activities = ACTIVITIES[kind]
    order = rng.permutation(len(STEMS) * len(activities)).tolist()
    found = []
    for place in range(count):
        stem, activity = divmod(order[place % len(order)], len(activities))
        again = place // len(order)
        number = str(again + 1) if again else ""
        found.append(Invented(STEMS[stem], activities[activity], kind == "innbygger", number))
    return found


def misspelt(name: str, rng: np.random.Generator) -> str:
    """Make one mistake inside one word: two letters change places, one is lost, doubled or another."""
    words = name.split()
    long = [place for place, word in enumerate(words) if len(word) >= 4 and word.isalpha()]
    chosen = int(rng.choice(long))
    word = words[chosen]
    swaps = [place for place in range(1, len(word) - 1) if word[place] != word[place + 1]]
    at = int(rng.choice(swaps))
    other = "e" if word[at].casefold() != "e" else "a"
    words[chosen] = (
        f"{word[:at]}{word[at + 1]}{word[at]}{word[at + 2 :]}",
        f"{word[:at]}{word[at + 1 :]}",
        f"{word[:at]}{word[at]}{word[at:]}",
        f"{word[:at]}{other}{word[at + 1 :]}",
    )[int(rng.integers(4))]
    return " ".join(words)


def _spelt_out(name: str) -> str:
    for letter, plain in (("æ", "ae"), ("ø", "oe"), ("å", "aa"), ("Æ", "Ae"), ("Ø", "Oe"), ("Å", "Aa")):
        name = name.replace(letter, plain)
    return name


def _turned(name: Invented) -> str:
    if name.person:
        return f"{name.stem}, {name.activity.word}{name.number and ' ' + name.number}"
    return " ".join(filter(None, (name.activity.definite.capitalize(), name.stem, name.number)))


def _added(name: Invented, town: str, rng: np.random.Generator) -> str:
    if rng.integers(2):
        return f"{name.plain}, {town}"
    return f"{name.plain} {'AS' if name.activity in _BUSINESS else 'SA'}"


def _former(name: Invented) -> str:
    stem = STEMS[(STEMS.index(name.stem) + len(STEMS) // 2) % len(STEMS)]
    return " ".join(filter(None, (f"Gamle{stem.lower()}", name.activity.word, name.number)))


VARIANTS: Mapping[str, Callable[[Invented, str, np.random.Generator], str]] = {
    "store_bokstaver": lambda name, _, __: name.plain.upper(),
    "uten_mellomrom": lambda name, _, __: name.plain.replace(" ", "", 1),
    "stavefeil": lambda name, _, rng: misspelt(name.plain, rng),
    "ordstilling": lambda name, _, __: _turned(name),
    "utskrevet": lambda name, _, __: _spelt_out(name.plain),
    "flere_feil": lambda name, _, rng: misspelt(_spelt_out(_turned(name)), rng).upper(),
    "tillegg": _added,
    "forkortet": lambda name, _, __: " ".join(filter(None, (name.stem, name.activity.short, name.number))),
    "annet_navn": lambda name, _, __: _former(name),
}
"""Ways to write a name again: of the name, the municipality's name and a generator. The last has nothing
but its activity and the organisation number in common with the first."""
OF_PERSONS = ("store_bokstaver", "uten_mellomrom", "stavefeil", "ordstilling", "utskrevet")
"""Those that a person's name is written in."""


def lookalike(name: Invented, turn: int, taken: Container[str]) -> str:
    """Name another organisation so that it may be taken for this one: another activity, number or branch.

    A name that is *taken* is not given again; a branch's never is.
    """
    others = ACTIVITIES["naeringsliv" if name.activity in _BUSINESS else "frivillig"]
    after = others[(others.index(name.activity) + 1) % len(others)]
    branch = f"{name.plain} {('ski', 'Midtbyen', 'ungdom')[turn % 3]}"
    likely = (
        f"{name.stem} {after.word} {name.number}".strip(),
        f"{name.plain} B" if name.number else f"{name.plain} 2",
        branch,
    )[turn % 3]
    return branch if likely in taken else likely
