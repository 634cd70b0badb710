"""What a valid table is, column by column. Readers, the template, the docs and the checks follow it.

A dataset has up to twenty-two tables; only *actors* is required. Each table and column has one name in
the library (English), one that is written (Norwegian) and others that are accepted.
"""

from __future__ import annotations

from matchmaker.model import vocabulary as v
from matchmaker.model.column import (
    CHALLENGE,
    ID,
    SOURCE,
    CellType,
    Column,
    Table,
    actor_column,
    codes_in,
    fold,
)
from matchmaker.model.event_tables import EVENT_TABLES, REGISTRATIONS
from matchmaker.model.network_tables import NETWORK_TABLES

__all__ = ["REGISTRATIONS", "CellType", "Column", "Table", "fold"]

_T = CellType
_FROM = Column("valid_from", "fra_dato", _T.DATE, aliases=("fra", "from", "valid_from", "from_date", "start"))
_TO = Column("valid_to", "til_dato", _T.DATE, aliases=("til", "to", "valid_to", "to_date", "slutt"))
_TIE_FROM = Column("valid_from", "fra_dato", _T.DATE, aliases=("valid_from", "from_date"))
_TIE_TO = Column("valid_to", "til_dato", _T.DATE, aliases=("valid_to", "to_date"))
_KIND = Column(
    "kind", "type", _T.CODE, required=True, aliases=("kind", "aktortype", "slag"),
    codes=tuple(v.KINDS), target="kinds",
)  # fmt: skip
_CONTRIBUTION = Column(
    "contribution", "bidrag", _T.CODE, required=True,
    aliases=("contribution", "bidragstype", "contribution_type"),
    codes=tuple(v.CONTRIBUTIONS), target="contribution_types",
)  # fmt: skip

ACTORS = Table(
    "actors", "aktører", key=("id",), features=True, aliases=("actors", "aktorer", "aktørar"),
    columns=(
        ID,
        Column("name", "navn", _T.TEXT, required=True, aliases=("name", "namn")),
        _KIND,
        Column("form", "form", _T.CODE, aliases=("entity",), codes=codes_in(v.Form)),
        Column("sector", "sektor", _T.CODE, aliases=("sector",), codes=codes_in(v.Sector)),
        Column("municipality", "kommune", _T.MUNICIPALITY,
               aliases=("municipality", "kommunenr", "kommunenummer")),
        Column("place", "sted", _T.REFERENCE, aliases=("place", "stad", "grend"), target="places"),
        Column("orgnr", "orgnr", _T.ORGNR,
               aliases=("organisasjonsnummer", "organisation_number", "org_nr")),
        Column("unit", "enhet", _T.TEXT, aliases=("unit", "eining")),
        Column("groups", "grupper", _T.TAGS, aliases=("groups", "gruppe")),
        Column("appointed_by", "oppnevnes_av", _T.TEXT, aliases=("appointed_by", "peikast_ut_av")),
        Column("hours", "kapasitet_timer", _T.NUMBER, aliases=("capacity_hours", "kapasitet", "timer"),
               low=0, high=8784),
        Column("available", "tilgjengelighet", _T.TAGS, aliases=("availability", "tilgjengelegheit")),
        Column("legal_basis", "behandlingsgrunnlag", _T.CODE, aliases=("legal_basis",),
               codes=codes_in(v.LegalBasis)),
        Column("basis_source", "grunnlag_kilde", _T.TEXT, aliases=("legal_basis_source",)),
        Column("informed", "informert_dato", _T.DATE, aliases=("informed", "informert", "date_informed")),
        Column("reserved", "reservert", _T.YES_NO, aliases=("reserved",), default=False),
        Column("synthetic", "syntetisk", _T.YES_NO, aliases=("synthetic", "oppdiktet"), default=False),
        Column("origin", "opphav", _T.CODE, aliases=("origin",), codes=codes_in(v.Origin)),
        SOURCE,
    ),
)  # fmt: skip

ROLES = Table(
    "roles", "roller", key=("actor", "kind", "organisation"), aliases=("roles",),
    columns=(
        actor_column(), _KIND,
        Column("organisation", "organisasjon", _T.REFERENCE, aliases=("organisation", "organization"),
               target="actors"),
        _FROM, _TO, SOURCE,
    ),
)  # fmt: skip

CONTRIBUTIONS = Table(
    "contributions", "bidrag", key=("actor", "contribution", "valid_from"), aliases=("contributions",),
    columns=(
        actor_column(), _CONTRIBUTION,
        Column("grade", "nivaa", _T.CODE, aliases=("level", "nivå", "grade"), codes=codes_in(v.Grade)),
        Column("evidence", "belegg", _T.CODE, aliases=("evidence",), codes=codes_in(v.Evidence)),
        _FROM, _TO, SOURCE,
    ),
)  # fmt: skip

TIES = Table(
    "ties", "relasjoner", key=("tail", "head", "relation", "valid_from", "valid_to"),
    aliases=("ties", "relations", "relasjonar", "edges"),
    columns=(
        Column("tail", "fra_aktor", _T.REFERENCE, required=True,
               aliases=("fra", "from", "source_actor", "from_actor"), target="actors"),
        Column("head", "til_aktor", _T.REFERENCE, required=True,
               aliases=("til", "to", "target", "to_actor"), target="actors"),
        Column("relation", "type", _T.CODE, required=True, aliases=("relation", "relasjon", "kind"),
               codes=codes_in(v.Relation)),
        Column("strength", "styrke", _T.NUMBER, aliases=("strength", "weight", "vekt"),
               low=0.001, high=1000, default=1.0),
        Column("symmetric", "gjensidig", _T.YES_NO, aliases=("symmetric", "mutual")),
        _TIE_FROM, _TIE_TO, SOURCE,
    ),
)  # fmt: skip

CHALLENGES = Table(
    "challenges", "utfordringer", key=("id",), aliases=("challenges", "utfordringar"),
    columns=(
        ID,
        Column("title", "tittel", _T.TEXT, required=True, aliases=("title",)),
        Column("description", "beskrivelse", _T.TEXT, aliases=("description", "beskriving")),
        Column("municipalities", "kommuner", _T.MUNICIPALITIES,
               aliases=("kommune", "municipality", "municipalities")),
        Column("levels", "nivaa", _T.CODES, required=True, aliases=("level", "levels", "nivå"),
               codes=codes_in(v.Level)),
        Column("themes", "tema", _T.TAGS, aliases=("theme", "themes")),
        Column("goals", "baerekraftsmaal", _T.WHOLES, aliases=("sdg", "goals", "bærekraftsmål"),
               low=1, high=17),
        Column("budget", "budsjett", _T.NUMBER, aliases=("budget",), low=0, high=1e12),
        Column("phase", "fase", _T.CODE, aliases=("phase",), codes=codes_in(v.Phase)),
        Column("framed_by", "ramme_satt_av", _T.TEXT, aliases=("framed_by",)),
        Column("decided_by", "besluttes_av", _T.TEXT, aliases=("decided_by",)),
        SOURCE,
    ),
)  # fmt: skip

NEEDS = Table(
    "needs", "behov", key=("challenge", "contribution"), aliases=("needs",),
    columns=(
        CHALLENGE, _CONTRIBUTION,
        Column("count", "antall", _T.WHOLE, aliases=("count", "talet", "how_many"),
               low=1, high=100, default=1),
        Column("importance", "viktighet", _T.WHOLE, aliases=("importance", "viktigheit"),
               low=1, high=3, default=2),
        Column("reason", "begrunnelse", _T.TEXT, aliases=("reason", "grunngjeving")),
        SOURCE,
    ),
)  # fmt: skip

AFFECTED = Table(
    "affected", "berørte", key=("challenge", "group"), aliases=("affected", "affected_groups", "berorte"),
    columns=(
        CHALLENGE,
        Column("group", "gruppe", _T.ID, required=True, aliases=("group",)),
        Column("name", "navn", _T.TEXT, required=True, aliases=("name", "namn")),
        Column("age_from", "alder_fra", _T.WHOLE, aliases=("age_from",), low=0, high=120),
        Column("age_to", "alder_til", _T.WHOLE, aliases=("age_to",), low=0, high=120),
        SOURCE,
    ),
)  # fmt: skip

INVOLVEMENTS = Table(
    "involvements", "deltakelse", key=("challenge", "actor", "phase", "role", "valid_from"),
    aliases=("involvements", "deltaking", "participation"),
    columns=(
        CHALLENGE, actor_column(),
        Column("phase", "fase", _T.CODE, required=True, aliases=("phase",), codes=codes_in(v.Phase)),
        Column("role", "rolle", _T.CODE, aliases=("role",), codes=tuple(v.KINDS), target="kinds"),
        Column("mode", "modus", _T.CODE, aliases=("mode",), codes=codes_in(v.Mode)),
        Column("hours", "timer", _T.NUMBER, aliases=("hours", "timar"), low=0, high=8784),
        _FROM, _TO, SOURCE,
    ),
)  # fmt: skip

_STEP_WORDS = tuple(
    (word, code.value)
    for code, words in (
        (v.Step.INVITERT, ("invited", "innbudt", "innbydd")),
        (v.Step.PAAMELDT, ("påmeld", "registered", "signed up")),
        (v.Step.MOETT, ("møtt", "møtte", "oppmøtt", "til stede", "til stades", "present", "attended")),
        (v.Step.BIDRO, ("bidratt", "bidrog", "bidrege", "contributed")),
        (v.Step.BRUKT, ("brukt i beslutningen", "brukt i avgjerda", "used", "used in the decision")),
    )
    for word in words
)
"""What the steps are called when people count them. «Deltok» may be two of them, and is none here."""

TURNOUT = Table(
    "turnout", "deltakertall", key=("challenge", "step", "attribute", "group", "date"),
    aliases=("turnout", "deltakartal", "oppmøte"),
    columns=(
        CHALLENGE,
        Column("step", "steg", _T.CODE, required=True, aliases=("step",), codes=codes_in(v.Step),
               spellings=_STEP_WORDS),
        Column("attribute", "egenskap", _T.ID, required=True, aliases=("attribute", "eigenskap")),
        Column("group", "gruppe", _T.TEXT, required=True, aliases=("group", "verdi", "value")),
        Column("count", "antall", _T.WHOLE, required=True, aliases=("count", "talet"), low=0, high=10**9),
        Column("date", "dato", _T.DATE, aliases=("date",)),
        SOURCE,
    ),
)  # fmt: skip
"""How many of each group came to each step: counted by the organiser, nobody named."""

PROCESS = Table(
    "process", "prosess", key=("challenge", "trait"), aliases=("process", "kjennetegn"),
    columns=(
        CHALLENGE,
        Column("trait", "kjennetegn", _T.CODE, required=True, aliases=("trait", "spørsmål", "kjenneteikn"),
               codes=codes_in(v.Trait)),
        Column("answer", "svar", _T.CODE, required=True, aliases=("answer",),
               codes=tuple(sorted({code for codes in v.TRAIT_ANSWERS.values() for code in codes}))),
        Column("date", "dato", _T.DATE, aliases=("date",)),
        SOURCE,
    ),
)  # fmt: skip
"""How a process is described, one trait a row; what is not answered is unknown."""

POPULATION = Table(
    "population", "befolkning", key=("municipality", "place", "date", "attribute", "group"),
    aliases=("population", "folketal"),
    columns=(
        Column("municipality", "kommune", _T.MUNICIPALITY, aliases=("municipality", "kommunenr")),
        Column("place", "sted", _T.REFERENCE, aliases=("place", "stad"), target="places"),
        Column("date", "dato", _T.DATE, required=True, aliases=("date",)),
        Column("attribute", "egenskap", _T.ID, required=True, aliases=("attribute", "eigenskap")),
        Column("group", "gruppe", _T.TEXT, required=True, aliases=("group", "verdi", "value")),
        Column("count", "antall", _T.WHOLE, required=True, aliases=("count", "talet"), low=0, high=10**10),
        Column("source", "kilde", _T.TEXT, required=True, aliases=("source", "kjelde")),
    ),
)  # fmt: skip

PLACES = Table(
    "places", "steder", key=("id",), aliases=("places", "stader"),
    columns=(
        ID,
        Column("name", "navn", _T.TEXT, required=True, aliases=("name", "namn")),
        Column("municipality", "kommune", _T.MUNICIPALITY, required=True, aliases=("municipality",)),
        SOURCE,
    ),
)  # fmt: skip

KINDS = Table(
    "kinds", "typer", key=("id",), aliases=("kinds", "aktortyper", "typar"),
    columns=(
        ID,
        Column("name", "navn", _T.TEXT, required=True, aliases=("name", "namn")),
        Column("sector", "sektor", _T.CODE, required=True, aliases=("sector",), codes=codes_in(v.Sector)),
        Column("form", "form", _T.CODE, codes=codes_in(v.Form), default=v.Form.ORGANISASJON.value),
        SOURCE,
    ),
)  # fmt: skip

CONTRIBUTION_TYPES = Table(
    "contribution_types", "bidragstyper", key=("id",), aliases=("contribution_types", "bidragstypar"),
    columns=(
        ID,
        Column("name", "navn", _T.TEXT, required=True, aliases=("name", "namn")),
        Column("parent", "del_av", _T.CODE, required=True, aliases=("parent", "overordnet"),
               codes=tuple(v.CONTRIBUTIONS), target="contribution_types"),
        SOURCE,
    ),
)  # fmt: skip

PRIORS = Table(
    "priors",
    "forventede_bidrag",
    key=("kind", "contribution"),
    aliases=("priors", "forventa_bidrag"),
    columns=(_KIND, _CONTRIBUTION, SOURCE),
)

TABLES: dict[str, Table] = {
    table.name: table
    for table in (
        ACTORS, ROLES, CONTRIBUTIONS, TIES, CHALLENGES, NEEDS, AFFECTED, INVOLVEMENTS, TURNOUT, PROCESS,
        POPULATION, *EVENT_TABLES, *NETWORK_TABLES, PLACES, KINDS, CONTRIBUTION_TYPES, PRIORS,
    )
}  # fmt: skip
"""Every table of a dataset, in the order in which it is written."""

FEATURE_HEADERS = {
    "kjonn": ("kjønn", "sex", "gender", "kjonn"),
    "aldersgruppe": ("aldersgruppe", "aldersgruppa", "age band", "age group", "age_band"),
    "alder": ("alder", "age"),
    "sprak": ("språk", "language", "sprak"),
    "utdanning": ("utdanning", "education"),
    "parti": ("parti", "party"),
}
"""Features that may stand under a plain header in *aktører*; others as ``egenskap: navn``."""
FEATURE_PREFIXES = ("egenskap:", "eigenskap:", "feature:")

ACTOR_ATTRIBUTES = {
    "type": "kind", "sektor": "sector", "sted": "place", "kommune": "municipality", "enhet": "unit",
    "grupper": "groups",
}  # fmt: skip
"""Attributes that stand in a column of the actor's own row, with that column; others are features."""

_ATTRIBUTES = {
    fold(word): code
    for code, words in (
        *((code, (name, *ACTORS.column(name).aliases)) for code, name in ACTOR_ATTRIBUTES.items()),
        *FEATURE_HEADERS.items(),
    )
    for word in (code, *words)
}


def attribute_code(text: str) -> str:
    """Find the attribute that a word means, as headers are read; another word stays as it is.

    >>> attribute_code("Kjønn"), attribute_code("age band"), attribute_code("stad"), attribute_code("yrke")
    ('kjonn', 'aldersgruppe', 'sted', 'yrke')
    >>> attribute_code("kind"), attribute_code("eining")
    ('type', 'enhet')
    """
    return _ATTRIBUTES.get(fold(text), text)
