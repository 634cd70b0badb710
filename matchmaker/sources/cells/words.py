"""How words are compared: headers, codes and names as people spell them."""

from __future__ import annotations

import re
import unicodedata
from difflib import get_close_matches
from typing import TYPE_CHECKING

from matchmaker.model.schema import fold

if TYPE_CHECKING:
    from collections.abc import Iterable

_SLUG_LETTERS = str.maketrans({"æ": "ae", "ø": "o", "å": "aa", "ä": "ae", "ö": "o", "đ": "d", "ŋ": "n"})
_MOST_CANDIDATES = 5_000


def match_key(text: str) -> str:
    """Reduce a word to what must match: as ``schema.fold``, and *å* equals *aa*.

    >>> match_key("Pårørende") == match_key("paarorende"), match_key("Eldreråd")
    (True, 'eldrerad')
    """
    return fold(text).replace("aa", "a")


def nearest(text: str, candidates: Iterable[str], cutoff: float = 0.6) -> str | None:
    """Find the candidate most like *text*, or ``None`` when none is near.

    Parameters
    ----------
    text
        What somebody wrote.
    candidates
        Words that would have been right; among equally near ones the first wins.
    cutoff
        How alike they must be, 0–1 (``difflib`` ratio of the match keys).
    """
    by_key: dict[str, str] = {}
    for candidate in candidates:
        by_key.setdefault(match_key(candidate), candidate)
        if len(by_key) >= _MOST_CANDIDATES:
            break
    found = get_close_matches(match_key(text)[:100], list(by_key), n=1, cutoff=cutoff)
    return by_key[found[0]] if found else None


def slug(text: str, joint: str = "-") -> str:
    """Make an id of a name: small ASCII letters, digits and *joint*; empty when nothing is left.

    >>> slug("Verdal eldreråd"), slug("Ytterøya – vel & lag"), slug("«»")
    ('verdal-eldreraad', 'ytteroya-vel-lag', '')
    """
    plain = unicodedata.normalize("NFC", text).casefold().translate(_SLUG_LETTERS)
    plain = unicodedata.normalize("NFKD", plain).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", joint, plain).strip(joint)
