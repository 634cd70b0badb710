"""What a name says once its spelling is set aside, and whether two names can be one and the same.

A name is read as words that carry it, words that are often left out (legal form, «forening»), and marks:
numbers and single letters, which tell actors apart. Two names are alike when their words are the same in
any order, run together, shortened with a point, or misspelt once in one or two of them; a whole word more
or another number is another name. Whether a word is misspelt once is counted by rapidfuzz (optimal string
alignment, where two letters that have changed places are one mistake).
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from itertools import permutations
from typing import TYPE_CHECKING

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

from matchmaker.linkage.words import ABBREVIATIONS, GENERIC, INVENTED, LEGAL_FORMS, ROMAN, SILENT

if TYPE_CHECKING:
    from collections.abc import Container

_WORD = re.compile(r"[^\W\d_]+\.?|\d+")
_LETTERS = (("æ", "ae"), ("ä", "ae"), ("ø", "oe"), ("ö", "oe"), ("å", "aa"))
_DIGRAPHS = (("ae", "a"), ("oe", "o"), ("aa", "a"))
SHORTEST_PREFIX = 3
"""Letters that a shortened word («Frivilligsent.») must have left."""
_SHORT, _TYPICAL = 4, 5
_SHORTEST_STEM = 3
_MOST_WORDS_OFF = 2


@dataclass(frozen=True, slots=True)
class Name:
    """A name, read."""

    text: str
    """All its words, folded, in the order in which they stand."""
    words: tuple[str, ...]
    """Those that carry the name, without endings; never empty unless the name has no word at all."""
    joined: str
    """The same words with their endings and without blanks."""
    spelt: tuple[str, ...]
    """The same words with their endings, sorted."""
    extras: frozenset[str]
    """Legal form and words for an association."""
    marks: tuple[str, ...]
    """Numbers (without leading zeros) and single letters, sorted."""
    cut: frozenset[str]
    """Those of its words that are shortened with a point."""


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike two names are that can be one."""

    same: bool
    """Whether nothing but case, blanks, punctuation, order of words or the writing of æ, ø, å differs."""
    percent: int
    """rapidfuzz ``token_sort_ratio`` of the folded names, or ``ratio`` without blanks if higher; 0–100."""


def fold(text: str) -> str:
    """Small letters without accents; «å» and «aa», «ø», «oe» and «o», «æ», «ae» and «a» become one.

    >>> fold("Sætre ØVRE Bygdelag"), fold("Saetre Oevre bygdelag"), fold("Blåfjell"), fold("Blaafjell")
    ('satre ovre bygdelag', 'satre ovre bygdelag', 'blafjell', 'blafjell')
    """
    folded = unicodedata.normalize("NFC", text).casefold()
    for letter, plain in (*_LETTERS, *_DIGRAPHS):
        folded = folded.replace(letter, plain)
    return "".join(c for c in unicodedata.normalize("NFKD", folded) if not unicodedata.combining(c))


def _stem(word: str) -> str:
    """Without the ending of the definite form or the genitive: «biblioteket», «skolen», «Verdals».

    Crude, and the same for every name: «skole» and «skolen» both become «skol».
    """
    bare = _without_s(word)
    for ending in ("en", "et", "e") if bare == word else ("en", "et"):
        if bare.endswith(ending) and len(bare) - len(ending) >= _SHORTEST_STEM:
            return _without_s(bare.removesuffix(ending))
    return bare


def _without_s(word: str) -> str:
    return word[:-1] if len(word) > _TYPICAL and word.endswith("s") and not word.endswith("ss") else word


def parse(text: str) -> Name:
    """Read a name.

    >>> parse("Granli  Idrettslag AS").words, parse("GRANLI I.L.").words, parse("GranliIL").words
    (('granli', 'idrettslag'), ('granli', 'idrettslag'), ('granli', 'idrettslag'))
    >>> parse("Lag 012 B").marks, parse("9. klasse A").marks, parse("9b").marks
    (('12', 'B'), ('9', 'A'), ('9', 'B'))
    """
    words, extras, marks, cut = _sorted_out(text)
    carrying = words or extras
    stems = [_stem(word) for word in carrying]
    return Name(
        text=" ".join([*words, *extras, *sorted(marks)]),
        words=tuple(stems),
        joined=fold("".join(carrying)),
        spelt=tuple(sorted(carrying)),
        extras=frozenset(extras if words else ()),
        marks=tuple(sorted(marks)),
        cut=frozenset(_stem(word) for word in cut),
    )


def _sorted_out(text: str) -> tuple[list[str], list[str], list[str], list[str]]:
    """The words of a name: those that carry it, those often left out, its marks, and those cut short."""
    words: list[str] = []
    extras: list[str] = []
    marks: list[str] = []
    cut: list[str] = []
    for raw in _WORD.findall(_prepared(text)):
        if fold(raw.rstrip(".")) in SILENT:
            continue
        for word in _spelt_out(raw):
            if word.isdigit():
                marks.append(str(int(word)))
            elif len(word) == 1:
                marks.append(word.upper())
            elif word in LEGAL_FORMS or _stem(word) in GENERIC:
                extras.append(_stem(word))
            else:
                words.append(word)
                if raw.endswith(".") and len(word) >= SHORTEST_PREFIX and word == fold(raw[:-1]):
                    cut.append(word)
    return words, extras, marks, cut


def _prepared(text: str) -> str:
    """Small letters; «ÅsheimIL», «A/S» and «I.L.» as they would be with blanks and without signs."""
    plain = unicodedata.normalize("NFC", text)
    plain = re.sub(r"(?<=[a-zæøå])(?=[A-ZÆØÅ])", " ", plain).casefold()
    for mark in INVENTED:
        plain = plain.replace(mark, " ")
    plain = re.sub(r"\ba/s\b", "as", plain)
    plain = re.sub(r"\b([^\W\d])\.\s?([^\W\d])\.(?!\w)", r"\1\2", plain)
    return re.sub(r"\bå\b", " ", plain)


def _spelt_out(raw: str) -> tuple[str, ...]:
    """The folded word, or what a short form stands for."""
    word = fold(raw.rstrip("."))
    return ABBREVIATIONS.get(word, (ROMAN.get(word, word),))


def without(name: Name, home: frozenset[str]) -> tuple[str, ...]:
    """The carrying words without those of the actor's own municipality; all when nothing would be left.

    «Levanger Røde Kors» in Levanger is «Røde Kors», and «Biblioteket, Levanger kommune» «bibliotek».
    """
    left = tuple(word for word in name.words if word not in home)
    return left or name.words


def likeness(
    one: Name, other: Name, homes: tuple[frozenset[str], frozenset[str]], common: Container[str] = ()
) -> Likeness | None:
    """How alike two names are, or ``None`` when they are two names.

    Parameters
    ----------
    one, other
        The names.
    homes
        Folded words of the municipality of each actor, with «kommune»; empty when it is not known.
    common
        Words (without endings) that stand in several names: two of them are two words, even when only a
        letter tells them apart («Blåberget», «Bråberget»), and neither is taken for a misspelling.

    Returns
    -------
    Likeness or None
        ``None`` whenever marks differ, both have an extra word that the other lacks, or a carrying
        word has no counterpart. A name without any word is like no other.
    """
    apart = one.marks != other.marks or not (one.extras <= other.extras or other.extras <= one.extras)
    if apart or not one.words or not other.words:
        return None
    if one.spelt == other.spelt or one.joined == other.joined:
        return Likeness(one.extras == other.extras, percent(one, other))
    home = homes[0] | homes[1]
    cut = one.cut | other.cut
    pairs = (
        (one.words, other.words),
        (one.spelt, other.spelt),  # a mistake may stand in the ending
        (without(one, home), without(other, home)),
    )
    if any(_nearly(a, b, cut, common) for a, b in pairs):
        return Likeness(same=False, percent=percent(one, other))
    return None


def percent(one: Name, other: Name) -> int:
    """Likeness of two names as a whole, 0–100, rounded down."""
    joined = fuzz.ratio(one.text.replace(" ", ""), other.text.replace(" ", ""))
    return int(max(joined, fuzz.token_sort_ratio(one.text, other.text)))


def _nearly(
    one: tuple[str, ...], other: tuple[str, ...], cut: frozenset[str], common: Container[str]
) -> bool:
    """Whether the words that the two do not share can be taken for each other."""
    left = list((Counter(one) - Counter(other)).elements())
    right = list((Counter(other) - Counter(one)).elements())
    if len(left) != len(right) or len(left) > _MOST_WORDS_OFF:
        return False
    return any(
        all(_one_word(a, b, cut, common) for a, b in zip(left, order, strict=True))
        for order in permutations(right)
    )


def _one_word(one: str, other: str, cut: frozenset[str], common: Container[str]) -> bool:
    """Whether two words can be one: shortened with a point, or one mistake in writing apart."""
    short, long = sorted((one, other), key=len)
    if short in cut and long.startswith(short):
        return True
    if one in common and other in common:
        return False
    if OSA.distance(one, other, score_cutoff=1) != 1:
        return False
    # two letters may have changed places; another letter in so short a word makes another word
    return len(short) >= _TYPICAL or (len(short) == _SHORT and sorted(one) == sorted(other))
