"""Numbers that say who somebody is: organisation numbers are kept, national identity numbers never.

Control digits: Brønnøysundregistrene, «Organisasjonsnummeret» (modulus 11, weights 32765432);
Skatteetaten, «Slik er fødselsnummeret oppbygd» (two control digits, modulus 11).
"""

from __future__ import annotations

import re

_ORG = (3, 2, 7, 6, 5, 4, 3, 2)
_FIRST = (3, 7, 6, 1, 8, 9, 4, 5, 2)
_SECOND = (5, 4, 3, 2, 7, 6, 5, 4, 3, 2)
_ELEVEN = re.compile(r"(?<![0-9])([0-9]{6})[ \u00a0\u202f-]?([0-9]{5})(?![0-9])")
_TEN = re.compile(r"[0-9]{10}")


def _control(digits: str, weights: tuple[int, ...]) -> int:
    """Compute the control digit after *digits*; 10 when there can be none."""
    return -sum(int(digit) * weight for digit, weight in zip(digits, weights, strict=False)) % 11


def valid_orgnr(digits: str) -> bool:
    """Whether nine digits are an organisation number: the last one must be the control digit.

    >>> valid_orgnr("974760673"), valid_orgnr("974760674"), valid_orgnr("12")
    (True, False, False)
    """
    if not re.fullmatch(r"[0-9]{9}", digits) or digits == "000000000":
        return False
    return _control(digits, _ORG) == int(digits[8])


def _is_national_id(digits: str) -> bool:
    """Whether eleven digits are a fødselsnummer or D-number, by day, month and control digits."""
    day = int(digits[:2])
    if not 1 <= (day - 40 if day > 40 else day) <= 31 or digits[2:4] == "00":
        return False
    controls = (_control(digits, _FIRST), _control(digits, _SECOND))
    return controls == (int(digits[9]), int(digits[10]))


def holds_national_id(text: str) -> bool:
    """Whether a national identity number stands anywhere in *text*.

    Eleven digits, possibly with a space or hyphen after the sixth, whose two control digits are
    right; or ten digits alone in the cell that are one once the leading zero, which spreadsheets
    drop, is put back. An account number may by chance look like one (1 in 121).
    """
    if any(_is_national_id(first + last) for first, last in _ELEVEN.findall(text)):
        return True
    if not _TEN.fullmatch(text):
        return False
    return int(text[1:3]) % 40 in range(1, 13) and _is_national_id("0" + text)
