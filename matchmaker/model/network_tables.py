"""Two tables about networks: how one was registered, and who has experience or wants to learn."""

from __future__ import annotations

from dataclasses import replace

from matchmaker.model import vocabulary as v
from matchmaker.model.column import CHALLENGE, SOURCE, CellType, Column, Table, actor_column, codes_in

_T = CellType
_SEASON_WORDS = (
    ("vår", "vaar"), ("spring", "vaar"), ("sommar", "sommer"), ("summer", "sommer"), ("høst", "host"),
    ("haust", "host"), ("autumn", "host"), ("winter", "vinter"),
)  # fmt: skip

COLLECTIONS = Table(
    "collections", "innsamling", key=("municipality", "begun", "form"),
    aliases=("collections", "innsamlinger", "innsamlingar", "kartlegging"),
    telling=("form", "boundary", "season", "invited", "answered"),
    columns=(
        Column("municipality", "kommune", _T.MUNICIPALITY, required=True,
               aliases=("municipality", "kommunenr")),
        Column("begun", "fra_dato", _T.DATE, aliases=("fra", "frå", "from", "begun")),
        Column("ended", "til_dato", _T.DATE, aliases=("til", "to", "ended")),
        Column("form", "skjema", _T.TEXT, aliases=("form", "spørreskjema", "questionnaire"),
               help="collection_form"),
        Column("boundary", "avgrensning", _T.TEXT, aliases=("boundary", "avgrensing")),
        Column("season", "arstid", _T.CODE, aliases=("årstid", "season"), codes=codes_in(v.Season),
               spellings=_SEASON_WORDS),
        Column("invited", "spurt", _T.WHOLE, aliases=("invited", "invitert", "spurde"), low=0, high=10**7),
        Column("answered", "svart", _T.WHOLE, aliases=("answered", "svar", "svara"), low=0, high=10**7),
        SOURCE,
    ),
)  # fmt: skip
"""How a municipality's network was registered. Networks registered in different ways are not compared."""

_STANCE_WORDS = (
    ("har erfaring med", "har_erfaring"), ("has experience", "har_erfaring"),
    ("vil lære", "vil_laere"), ("vil lære om", "vil_laere"), ("ønsker å lære", "vil_laere"),
    ("ønskjer å lære", "vil_laere"), ("wants to learn", "vil_laere"),
)  # fmt: skip

LEARNING = Table(
    "learning", "læring", key=("actor", "challenge", "theme", "stance"),
    aliases=("learning", "laering", "laring", "erfaring"),
    columns=(
        actor_column(),
        replace(CHALLENGE, required=False, help="learning_challenge"),
        Column("theme", "tema", _T.TEXT, aliases=("theme", "emne")),
        Column("stance", "holdning", _T.CODE, required=True, aliases=("stance", "haldning", "erfaring"),
               codes=codes_in(v.Stance), spellings=_STANCE_WORDS),
        Column("wants_contact", "onsker_kontakt", _T.YES_NO,
               aliases=("ønsker_kontakt", "ønskjer_kontakt", "wants_contact")),
        SOURCE,
    ),
)  # fmt: skip
"""Who has experience with a challenge or theme, and who wants to learn about it; stated by the actor."""

NETWORK_TABLES = (COLLECTIONS, LEARNING)
