"""The field's words as codes. What they are called on a screen is in the message catalogue.

Codes are Norwegian, ASCII and stable: they stand in people's spreadsheets. ``docs/glossary.md`` gives
each in bokmål, nynorsk and English.
"""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple


class Sector(StrEnum):
    """The six sides of samskaping (SINTEF 2023, ch. 4; KS)."""

    INNBYGGER = "innbygger"
    NAERINGSLIV = "naeringsliv"
    FRIVILLIG = "frivillig"
    POLITIKER = "politiker"
    ADMINISTRASJON = "administrasjon"
    TJENESTE = "tjeneste"


class Form(StrEnum):
    """Whether an actor is a person, a group of people, or an organisation."""

    PERSON = "person"
    GRUPPE = "gruppe"
    ORGANISASJON = "organisasjon"


class Level(StrEnum):
    """Where in the municipality a challenge belongs; several may hold (SINTEF 2023, ch. 5)."""

    POLITIKK = "politikk"
    ADMINISTRASJON = "administrasjon"
    TJENESTE = "tjeneste"


class Phase(StrEnum):
    """The four phases of KS's definition: define, design, implement, drive."""

    DEFINERE = "definere"
    DESIGNE = "designe"
    GJENNOMFORE = "gjennomfore"
    DRIVE = "drive"


class Mode(StrEnum):
    """How somebody takes part (SINTEF 2023, ch. 5.3)."""

    LEDE = "lede"
    BIDRA = "bidra"
    OBSERVERE = "observere"
    LEGGE_TIL_RETTE = "legge_til_rette"


class Step(StrEnum):
    """How far somebody has come in a process that people are invited to, first step first."""

    INVITERT = "invitert"
    PAAMELDT = "paameldt"
    MOETT = "moett"
    BIDRO = "bidro"
    BRUKT = "brukt"


class Trait(StrEnum):
    """What a process is described by when it is asked whether it is samskaping.

    Sources: KS (2022, seminar at Nordic Edge); SINTEF (2023), ch. 3.1-3.4 and 4; Torfing et al. (2014).
    """

    FERDIG_LOSNING = "ferdig_losning"
    FORHAANDSPROGRAMMERT = "forhaandsprogrammert"
    FLYTTER_OPPGAVER = "flytter_oppgaver"
    STIGE = "stige"
    RAMME = "ramme"
    BESLUTNING = "beslutning"
    OFFENTLIG_PART = "offentlig_part"
    PRIVAT_PART = "privat_part"
    DEFINERER_SAMMEN = "definerer_sammen"
    LOSER_SAMMEN = "loser_sammen"
    OVER_TID = "over_tid"
    FRIVILLIG = "frivillig"
    LIKEVERDIG = "likeverdig"
    FELLES_EIERSKAP = "felles_eierskap"
    LIKEVERDIG_SAMSPILL = "likeverdig_samspill"
    REPRESENTASJON = "representasjon"
    TILLIT = "tillit"


class Answer(StrEnum):
    """Answer to a question about a process; no answer is *unknown*, never *no*."""

    JA = "ja"
    DELVIS = "delvis"
    NEI = "nei"


class LadderStep(StrEnum):
    """The participation ladder, lowest step first (SINTEF 2023, ch. 3.3)."""

    INFORMASJON = "informasjon"
    KONSULTASJON = "konsultasjon"
    DIALOG = "dialog"
    DAGSORDEN = "dagsorden"
    MEDSTYRING = "medstyring"


class Who(StrEnum):
    """Who sets the frame of a process, or decides in the end."""

    KOMMUNEN = "kommunen"
    FOLKEVALGTE = "folkevalgte"
    PARTENE = "partene"
    INNBYGGERNE = "innbyggerne"


TRAIT_ANSWERS: dict[Trait, tuple[str, ...]] = {
    trait: tuple(
        answer.value
        for answer in (
            LadderStep if trait is Trait.STIGE
            else Who if trait in (Trait.RAMME, Trait.BESLUTNING)
            else Answer
        )
    )
    for trait in Trait
}  # fmt: skip
"""Each trait → the answers that it can have."""


class Grade(StrEnum):
    """How strong a contribution is."""

    NOE = "noe"
    GOD = "god"
    SAERLIG = "saerlig"


class GroupMode(StrEnum):
    """What is wanted of an attribute when people are put in groups."""

    SPRE = "spre"
    """As different as can be within each group."""
    BALANSER = "balanser"
    """Each group like the whole."""
    SAMLE = "samle"
    """The same in the same group."""
    IKKE_ALENE = "ikke_alene"
    """Nobody is the only one of theirs in a group: none or at least two."""
    IGNORER = "ignorer"


class GroupRule(StrEnum):
    """What must hold of where people sit."""

    SAMMEN = "sammen"
    FRA_HVERANDRE = "fra_hverandre"
    FAST_PLASS = "fast_plass"
    IKKE_GRUPPE = "ikke_gruppe"
    HABILITET = "habilitet"
    """Not in a group that works on a challenge in which one has a part."""


class Season(StrEnum):
    """When in the year a network was registered: what people remember of whom they met follows it."""

    VAAR = "vaar"
    SOMMER = "sommer"
    HOST = "host"
    VINTER = "vinter"


class Stance(StrEnum):
    """What an actor has said of a challenge or theme; never who is good or bad at it."""

    HAR_ERFARING = "har_erfaring"
    VIL_LAERE = "vil_laere"


class Evidence(StrEnum):
    """What a stated contribution rests on."""

    ANTATT = "antatt"
    OPPGITT = "oppgitt"
    DOKUMENTERT = "dokumentert"


class LegalBasis(StrEnum):
    """Behandlingsgrunnlag: why the data about a person may be kept (GDPR art. 6)."""

    SAMTYKKE = "samtykke"
    AVTALE = "avtale"
    RETTSLIG_FORPLIKTELSE = "rettslig_forpliktelse"
    ALLMENN_INTERESSE = "allmenn_interesse"
    BERETTIGET_INTERESSE = "berettiget_interesse"


class Origin(StrEnum):
    """Where a row comes from."""

    DOKUMENT = "dokument"
    LOV = "lov"
    FUNKSJON = "funksjon"
    REGISTER = "register"
    EGENREGISTRERT = "egenregistrert"
    LISTE = "liste"
    OPPDIKTET = "oppdiktet"


class RelationSpec(NamedTuple):
    """What a kind of tie means to the analyses."""

    symmetric: bool
    """Whether the tie goes both ways unless the row says otherwise."""
    collaboration: bool
    """Whether it says that two parties have worked together or can reach each other."""
    habilitet: bool
    """Whether it may raise a question of habilitet where a case has a party."""


class Relation(StrEnum):
    """Kinds of ties. Trust between persons is not a tie that the tool keeps."""

    SAMARBEIDER = "samarbeider"
    KJENNER = "kjenner"
    ARRANGERER_MED = "arrangerer_med"
    MEDLEM_AV = "medlem_av"
    DEL_AV = "del_av"
    REPRESENTERER = "representerer"
    ANSATT_I = "ansatt_i"
    LEDER = "leder"
    OPPNEVNER = "oppnevner"
    FINANSIERER = "finansierer"
    STYREVERV_I = "styreverv_i"
    NAERSTAENDE = "naerstaende"


RELATIONS: dict[Relation, RelationSpec] = {
    Relation.SAMARBEIDER: RelationSpec(symmetric=True, collaboration=True, habilitet=False),
    Relation.KJENNER: RelationSpec(symmetric=True, collaboration=True, habilitet=False),
    Relation.ARRANGERER_MED: RelationSpec(symmetric=True, collaboration=True, habilitet=False),
    Relation.MEDLEM_AV: RelationSpec(symmetric=False, collaboration=True, habilitet=False),
    Relation.DEL_AV: RelationSpec(symmetric=False, collaboration=False, habilitet=False),
    Relation.REPRESENTERER: RelationSpec(symmetric=False, collaboration=True, habilitet=False),
    Relation.ANSATT_I: RelationSpec(symmetric=False, collaboration=False, habilitet=True),
    Relation.LEDER: RelationSpec(symmetric=False, collaboration=False, habilitet=True),
    Relation.OPPNEVNER: RelationSpec(symmetric=False, collaboration=False, habilitet=False),
    Relation.FINANSIERER: RelationSpec(symmetric=False, collaboration=True, habilitet=False),
    Relation.STYREVERV_I: RelationSpec(symmetric=False, collaboration=False, habilitet=True),
    Relation.NAERSTAENDE: RelationSpec(symmetric=True, collaboration=False, habilitet=True),
}


class KindSpec(NamedTuple):
    """A kind of actor: finer than the sector, and open-ended (a dataset may add its own)."""

    sector: Sector
    """The side it belongs to unless a row says otherwise."""
    form: Form
    """Person, group or organisation unless a row says otherwise."""
    core: bool = True
    """Whether its presence means that the side itself is in the room. A university or a county
    belongs to a side without being the municipality's own voice there."""
    umbrella: bool = False
    """Whether it speaks for members who do not take part themselves."""
    council: bool = False
    """Whether it is one of the three councils of kommuneloven § 5-12."""


_P, _G, _O = Form.PERSON, Form.GRUPPE, Form.ORGANISASJON
_S = Sector

KINDS: dict[str, KindSpec] = {
    "innbygger": KindSpec(_S.INNBYGGER, _P),
    "ildsjel": KindSpec(_S.INNBYGGER, _P),
    "bruker": KindSpec(_S.INNBYGGER, _G),
    "paarorende": KindSpec(_S.INNBYGGER, _G),
    "foreldre": KindSpec(_S.INNBYGGER, _G),
    "ungdom": KindSpec(_S.INNBYGGER, _G),
    "elev": KindSpec(_S.INNBYGGER, _G),
    "elevraad": KindSpec(_S.INNBYGGER, _G),
    "student": KindSpec(_S.INNBYGGER, _G),
    "naeringsliv": KindSpec(_S.NAERINGSLIV, _O),
    "sosial_entreprenor": KindSpec(_S.NAERINGSLIV, _O),
    "naeringsforening": KindSpec(_S.NAERINGSLIV, _O, umbrella=True),
    "frivillig": KindSpec(_S.FRIVILLIG, _O),
    "frivilligsentral": KindSpec(_S.FRIVILLIG, _O, umbrella=True),
    "paraply": KindSpec(_S.FRIVILLIG, _O, umbrella=True),
    "velforening": KindSpec(_S.FRIVILLIG, _O),
    "bygdeforum": KindSpec(_S.FRIVILLIG, _O),
    "tros_livssyn": KindSpec(_S.FRIVILLIG, _O),
    "politiker": KindSpec(_S.POLITIKER, _P),
    "utvalg": KindSpec(_S.POLITIKER, _O),
    "kommunestyre": KindSpec(_S.POLITIKER, _O),
    "eldreraad": KindSpec(_S.POLITIKER, _O, core=False, council=True),
    "ungdomsraad": KindSpec(_S.POLITIKER, _O, core=False, council=True),
    "funksjonsraad": KindSpec(_S.POLITIKER, _O, core=False, council=True),
    "regionraad": KindSpec(_S.POLITIKER, _O, core=False),
    "administrasjon": KindSpec(_S.ADMINISTRASJON, _O),
    "fagperson": KindSpec(_S.ADMINISTRASJON, _P),
    "offentlig_partner": KindSpec(_S.ADMINISTRASJON, _O, core=False),
    "tjeneste": KindSpec(_S.TJENESTE, _O),
    "helse_omsorg": KindSpec(_S.TJENESTE, _O),
    "skole": KindSpec(_S.TJENESTE, _O),
    "kulturinstitusjon": KindSpec(_S.TJENESTE, _O, core=False),
    "kunnskapsmiljo": KindSpec(_S.TJENESTE, _O, core=False),
}

CONTRIBUTION_CLASSES = ("ressurs", "kunnskap", "innsats")
"""Resource, knowledge, effort (SINTEF 2023, ch. 2)."""

CONTRIBUTIONS: dict[str, str | None] = {
    "ressurs": None,
    "lokaler": "ressurs",
    "okonomi": "ressurs",
    "utstyr": "ressurs",
    "nettverk": "ressurs",
    "kunnskap": None,
    "lokalkunnskap": "kunnskap",
    "levd_erfaring": "kunnskap",
    "brukererfaring": "levd_erfaring",
    "paarorendeerfaring": "levd_erfaring",
    "behovskunnskap": "kunnskap",
    "behov_helse_omsorg": "behovskunnskap",
    "behov_oppvekst": "behovskunnskap",
    "saksbehandling": "kunnskap",
    "rammekunnskap": "kunnskap",
    "forskning": "kunnskap",
    "erfaring_samskaping": "kunnskap",
    "fagkompetanse": "kunnskap",
    "fag_helse": "fagkompetanse",
    "fag_folkehelse": "fagkompetanse",
    "fag_oppvekst": "fagkompetanse",
    "fag_pedagogikk": "fagkompetanse",
    "fag_plan": "fagkompetanse",
    "fag_kulturarv": "fagkompetanse",
    "fag_naering": "fagkompetanse",
    "fag_klima": "fagkompetanse",
    "fag_teknologi": "fagkompetanse",
    "innsats": None,
    "frivillig_innsats": "innsats",
    "ideutvikling": "innsats",
    "initiativ": "innsats",
    "mobilisering": "innsats",
    "tilrettelegging": "innsats",
    "koordinering": "innsats",
    "gjennomforing": "innsats",
    "forankring": "innsats",
}
"""Contribution type → the type it is a part of (SINTEF 2023, ch. 2.0 and 4; KS on Sandnes)."""

UNKNOWN = "ukjent"
"""Nobody has said. A value of its own: never zero, never a category."""
WITHHELD = "vil_ikke_oppgi"
"""«Ønsker ikke å oppgi»: asked, and declined to say."""
UNKNOWN_WORDS = (UNKNOWN, "ukjend", "unknown", "vet ikke", "veit ikkje", "not known")
"""What people write for :data:`UNKNOWN`; case, accents and spaces never matter."""
WITHHELD_WORDS = (
    WITHHELD, "ønsker ikke å oppgi", "ynskjer ikkje å oppgje", "vil ikke oppgi",
    "ønskjer ikkje å oppgi", "vil ikkje oppgi", "vil ikkje oppgje", "prefer not to say",
    "does not wish to say", "vil ikke svare", "vil ikkje svare", "prefer not to answer",
)  # fmt: skip
"""What people write for :data:`WITHHELD`."""

FEATURES_NEVER_KEPT = frozenset(
    {
        "etnisitet", "hudfarge", "rase", "religion", "livssyn", "tro", "helse", "helsetilstand", "diagnose",
        "funksjonsnedsettelse", "seksuell_orientering", "legning", "fagforening", "politisk_syn",
        "ensom", "ensomhet", "fodselsnummer", "personnummer", "tillit",
    }
)  # fmt: skip
"""Features of a person that the tool refuses to hold (GDPR art. 9; words and manners, People 5)."""
FEATURE_OF_ELECTED_ONLY = "parti"
"""Party is kept for elected members only, from the public record."""
