"""The tables of an event: who is registered, its groups, by what people are spread, rules, and who sat where.

An event is a dataset as any other: the participants are its actors.
"""

from __future__ import annotations

from dataclasses import replace

from matchmaker.model import vocabulary as v
from matchmaker.model.column import CHALLENGE, ID, SOURCE, CellType, Column, Table, actor_column, codes_in

_T = CellType
_ROUNDS = Column(
    "rounds", "runder", _T.WHOLES, aliases=("rounds", "rundar", "runde", "round"), low=1, high=100
)
_GROUP = Column("group", "gruppe", _T.ID, aliases=("group", "bord", "table"), help="event_group")

REGISTRATIONS = Table(
    "registrations", "påmeldte", key=("actor",),
    aliases=("registrations", "paameldte", "påmelding", "påmeldingar", "påmeldinger", "deltakere",
             "deltakarar", "participants"),
    telling=("rounds", "wishes", "household", "minor", "facilitator", "interprets", "needs_interpreter",
             "step_free", "host"),
    columns=(
        actor_column(),
        replace(_ROUNDS, help="rounds_here"),
        Column("wishes", "onsker", _T.RANKED,
               aliases=("ønsker", "ønske", "ønskjer", "wishes", "wish", "onsker_utfordring")),
        Column("leader", "leder", _T.REFERENCE, aliases=("leader", "leiar"), target="actors"),
        Column("household", "husstand", _T.TEXT, aliases=("household", "hushald", "husholdning")),
        Column("minor", "mindreaarig", _T.YES_NO, aliases=("mindreårig", "minor", "under_18")),
        Column("facilitator", "fasilitator", _T.YES_NO,
               aliases=("facilitator", "prosessleder", "prosessleiar"), default=False),
        Column("interprets", "tolk_for", _T.TAGS, aliases=("interprets", "tolkar", "tolker")),
        Column("needs_interpreter", "trenger_tolk", _T.TEXT, aliases=("needs_interpreter", "treng_tolk")),
        Column("step_free", "trinnfri", _T.YES_NO, aliases=("step_free", "trinnfritt"),
               help="needs_step_free"),
        Column("host", "vert_for", _T.ID, aliases=("host", "vert", "vertskap")),
        SOURCE,
    ),
)  # fmt: skip
"""Who is registered for the event. No rounds: all of them. Wishes are challenges, the first wish first."""

EVENT_GROUPS = Table(
    "event_groups", "grupper", key=("id",), aliases=("event_groups", "groups", "bord", "gruppebord"),
    telling=("least", "most", "challenge", "room", "facilitators", "step_free"),
    columns=(
        ID,
        Column("name", "navn", _T.TEXT, aliases=("name", "namn")),
        _ROUNDS,
        Column("least", "minst", _T.WHOLE, aliases=("least", "min", "minimum"), low=0, high=1000),
        Column("most", "mest", _T.WHOLE, aliases=("most", "max", "maks", "maksimum"), low=1, high=1000),
        replace(CHALLENGE, required=False, help="group_challenge"),
        Column("room", "rom", _T.TEXT, aliases=("room", "lokale")),
        Column("language", "sprak", _T.TEXT, aliases=("språk", "language")),
        Column("facilitators", "fasilitatorer", _T.WHOLE, aliases=("facilitators", "fasilitatorar"),
               low=0, high=20, default=0.0),
        Column("step_free", "trinnfri", _T.YES_NO, aliases=("step_free", "trinnfritt")),
        SOURCE,
    ),
)  # fmt: skip
"""The groups of the event, or its tables. No rounds: all of them. A size that is not stated is open."""

_MODE_WORDS = (
    ("spread", "spre"), ("diversify", "spre"), ("spreie", "spre"), ("balance", "balanser"),
    ("balansere", "balanser"), ("cluster", "samle"), ("saman", "samle"), ("no one alone", "ikke_alene"),
    ("ikkje åleine", "ikke_alene"), ("ikkje aleine", "ikke_alene"), ("ignore", "ignorer"),
    ("ignorere", "ignorer"),
)  # fmt: skip

GROUPING = Table(
    "grouping", "gruppeegenskaper", key=("attribute", "mode"), aliases=("grouping", "gruppeeigenskapar"),
    columns=(
        Column("attribute", "egenskap", _T.ID, required=True, aliases=("attribute", "eigenskap"),
               help="group_attribute"),
        Column("mode", "maate", _T.CODE, required=True, aliases=("måte", "mode"), codes=codes_in(v.GroupMode),
               spellings=_MODE_WORDS, help="group_mode"),
        Column("weight", "vekt", _T.WHOLE, aliases=("weight",), low=1, high=100, default=1.0),
        SOURCE,
    ),
)  # fmt: skip
"""By what people are spread, and how; see :mod:`matchmaker.model.attributes` for what an attribute may be."""

_RULE_WORDS = (
    ("saman", "sammen"), ("together", "sammen"), ("frå kvarandre", "fra_hverandre"),
    ("apart", "fra_hverandre"), ("fast plass", "fast_plass"), ("pinned", "fast_plass"),
    ("ikkje gruppe", "ikke_gruppe"), ("not group", "ikke_gruppe"), ("conflict of interest", "habilitet"),
)  # fmt: skip

GROUP_RULES = Table(
    "group_rules", "grupperegler", key=("id", "actor"), aliases=("group_rules", "gruppereglar"),
    columns=(
        replace(ID, help="rule_id"),
        Column("rule", "regel", _T.CODE, required=True, aliases=("rule",), codes=codes_in(v.GroupRule),
               spellings=_RULE_WORDS),
        actor_column(),
        _GROUP,
        replace(CHALLENGE, required=False, help="rule_challenge"),
        Column("reason", "begrunnelse", _T.TEXT, aliases=("reason", "grunngjeving")),
        SOURCE,
    ),
)  # fmt: skip
"""Who sits together, apart or in a certain group; several rows with one id are one rule about them all."""

SEATINGS = Table(
    "seatings", "plassering", key=("event", "round", "actor"),
    aliases=("seatings", "plasseringar", "plasseringer", "bordplassering"),
    columns=(
        Column("event", "arrangement", _T.TEXT, aliases=("event",)),
        Column("round", "runde", _T.WHOLE, required=True, aliases=("round",), low=1, high=100),
        replace(_GROUP, required=True),
        actor_column(),
        SOURCE,
    ),
)  # fmt: skip
"""Who sat in which group, in this event or, under its name, in an earlier one: who has met whom."""

EVENT_TABLES = (REGISTRATIONS, EVENT_GROUPS, GROUPING, GROUP_RULES, SEATINGS)
