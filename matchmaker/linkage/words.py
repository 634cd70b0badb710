"""Words in names of Norwegian organisations that tell little or are written in several ways.

House lists, made from how associations, businesses and municipal services are commonly written; not
exhaustive. All are folded as :func:`matchmaker.linkage.names.parse` folds names.
"""

from __future__ import annotations

LEGAL_FORMS = frozenset(
    {
        "al", "ans", "as", "asa", "ba", "da", "enk", "hf", "iks", "kf", "ks", "nuf", "sa", "sf", "sti",
        "stiftelsen",
    }
)  # fmt: skip
"""Legal forms: often left out. Two different ones tell organisations apart."""
GENERIC = frozenset({"forening", "foreninga", "klubb", "klubba", "lag", "org", "organisasjon"})
"""Words for an association: often left out. Two different ones tell organisations apart."""
SILENT = frozenset(
    {"av", "for", "fra", "i", "no", "nr", "nummer", "og", "pa", "the", "til", "ved"}
)  # fmt: skip
"""Small words that are left out, or written as a sign."""
INVENTED = ("(oppdiktet)", "(oppdikta)", "(syntetisk)")
"""Marks of invented actors: no part of the name."""
ABBREVIATIONS: dict[str, tuple[str, ...]] = {
    "avd": ("avdeling",),
    "barneh": ("barnehage",),
    "bhg": ("barnehage",),
    "bibl": ("bibliotek",),
    "bk": ("ballklubb",),
    "br": ("brodrene",),
    "fau": ("foreldreradet", "arbeidsutvalg"),
    "fk": ("fotballklubb",),
    "foren": ("forening",),
    "frivsentral": ("frivilligsentral",),
    "idrettsl": ("idrettslag",),
    "il": ("idrettslag",),
    "komm": ("kommune",),
    "mek": ("mekanisk",),
    "sfo": ("skolefritidsordning",),
    "st": ("sankt",),
    "ul": ("ungdomslag",),
    "uskole": ("ungdomsskole",),
    "vel": ("velforening",),
    "vgs": ("videregaende", "skole"),
}
"""Common short forms and what they stand for. Those with two usual meanings (SK, IF) are left alone."""
ROMAN = {"ii": "2", "iii": "3", "iv": "4", "vi": "6", "vii": "7", "viii": "8", "ix": "9"}
"""Roman numerals that cannot be taken for a word or a letter."""
