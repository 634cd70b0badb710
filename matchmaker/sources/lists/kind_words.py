"""Kinds of actors proposed from words in a role or an organisation's name. The rules are all here.

A rule is a pattern of words, the kind it speaks for, and where the connection comes from. The first
rule that fits wins, so the particular stand before the general. Nothing is concluded from a person's
name. A word that no rule knows gives no kind: the planner is asked.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from matchmaker.model import vocabulary as v
from matchmaker.model.vocabulary import Relation


class KindRule(NamedTuple):
    """One rule."""

    pattern: re.Pattern[str]
    """Searched for in the text in small letters."""
    kind: str
    """Code of the kind it speaks for."""
    source: str
    """Where the connection is taken from."""


class KindGuess(NamedTuple):
    """What a text was taken for, and by which word."""

    kind: str
    word: str
    source: str


_SINTEF = "SINTEF 2023, kap. 4"
_COUNCILS = "kommuneloven § 5-12"
_USAGE = "vanlig språkbruk"


def _rules(*rows: tuple[str, str, str]) -> tuple[KindRule, ...]:
    return tuple(KindRule(re.compile(pattern), kind, source) for pattern, kind, source in rows)


_COMMON = (
    (r"\w*eldrer[åa]a?d\w*", "eldreraad", _COUNCILS),
    (r"\w*ungdomsr[åa]a?d\w*", "ungdomsraad", _COUNCILS),
    (
        r"funksjonsr[åa]d\w*|r[åa]d(et)? for (personer|personar|menneske\w*) med \w*funksjons\w*",
        "funksjonsraad", _COUNCILS,
    ),
    (r"\w*regionr[åa]d\w*", "regionraad", _USAGE),
    (r"\w*elevr[åa]d\w*", "elevraad", _USAGE),
    (r"sosial\w* entrepren\w+|social entrepreneur\w*", "sosial_entreprenor", _SINTEF),
    (r"\w*frivillig(hets)?sentral\w*", "frivilligsentral", _SINTEF),
    (r"n[æa]e?rings(forening|foreining|forum|hage)\w*|handelsst[ao]nd\w*", "naeringsforening", _SINTEF),
    ((r"(universitet|h[øo][gy]s?e?skol|h[øo]gskul)\w*|ntnu|sintef|\bforsk(er|ar|ning|ing)\w*|professor"
     r"|researcher|university"), "kunnskapsmiljo", _SINTEF),
)  # fmt: skip

_ROLES = _rules(
    *_COMMON,
    ((r"(vara)?ordf[øo]rer\w*|(vara)?ordf[øo]rar|kommunestyre\w*|formannskap\w*|folkeval[gd]\w*|politi[k]\w*"
     r"|utvalgs(leder|medlem)\w*|utvals(leiar|medlem)\w*|gruppeleder|mayor|councillor|politician"),
     "politiker", _SINTEF),
    (r"rektor\w*|l[æa]e?r(er|ar)\b|inspekt[øo]r\w*|sfo-?\w*|teacher|principal", "skole", _SINTEF),
    ((r"\w*sjuk(e)?pleiar\w*|\w*sykepleier\w*|\w*lege\b|helse(fag|arbeid|sekret)\w*|ergoterapeut"
     r"|fysioterapeut|vernepleier|vernepleiar|nurse|doctor|hjemmetjeneste\w*"), "helse_omsorg", _SINTEF),
    (r"\bstudent\w*", "student", _SINTEF),
    (r"\belev\w*|pupil", "elev", _SINTEF),
    (r"p[åa]a?r[øo]rende|p[åa]a?r[øo]rande|next of kin", "paarorende", _SINTEF),
    (r"foreldre\w*|forelder|\bfau\b\w*|foresatt|f[øo]resett|parent", "foreldre", _SINTEF),
    (r"\bungdom\w*|\bunge\b|youth", "ungdom", _SINTEF),
    (r"ildsjel\w*|eldsjel\w*|enthusiast", "ildsjel", _SINTEF),
    (r"innbygger\w*|innbyggjar\w*|resident|citizen|privatperson|nabo|beboer|bebuar", "innbygger", _SINTEF),
    (r"kommunedirekt[øo]r\w*|r[åa]dmann|kommunalsjef\w*|kommunalleder|assisterende kommune\w*",
     "administrasjon", _USAGE),
    ((r"\w*planlegger\w*|\w*planleggar\w*|\w*r[åa]dgiver\w*|\w*r[åa]dgjevar\w*|saksbehand\w*"
     r"|sakshandsam\w*|\w*koordinator\w*|ingeni[øo]r\w*|arkitekt\w*|planner"
     r"|advis[eo]r|konsulent i kommunen"), "fagperson", _SINTEF),
    ((r"gr[üu]nder\w*|daglig leder|dagleg leiar|n[æa]e?ringsdrivende|bonde|butikkeier|bedriftseier"
     r"|entrepren[øo]r\w*|entrepreneur"), "naeringsliv", _SINTEF),
    (r"frivillig\w*|volunteer|lagsleder|trener|trenar", "frivillig", _SINTEF),
)  # fmt: skip

_ORGANISATIONS = _rules(
    *_COMMON,
    (r"kommunestyre\w*", "kommunestyre", _USAGE),
    (r"\w*formannskap\w*|\w*(utvalg|utvalet?)(et)?\b", "utvalg",
     _USAGE),
    (r"\b\w*vel(forening|foreining|lag)\w*|\bvel\b", "velforening", _USAGE),
    (r"\w*bygdeforum\w*|\w*bygdeutvalg\w*|\w*lokalutvalg\w*|\w*grendeutvalg\w*", "bygdeforum", _SINTEF),
    ((r"\w*menighet\w*|\w*kyrkjelyd\w*|\bkirken?\b|\bkirkelig\w*|\bkyrkj[ea]\b|\bsokn(et)?\b|trossamfunn\w*|trussamfunn\w*"
     r"|human-?etisk\w*|mosk[eé]\w*"), "tros_livssyn", _USAGE),
    ((r"fylkeskommune\w*|statsforvaltar\w*|statsforvalter\w*|\bnav\b|\w*politi(et|distrikt|stasjon)?\b"
     r"|helseforetak\w*|sykehus\w*|sjukehus\w*"), "offentlig_partner", _SINTEF),
    ((r"\w*bibliotek\w*|\w*muse(um|et)\w*|kultur(hus|sent(er|re))\w*|teater\w*|kulturskole\w*|kulturskule\w*"
     r"|\bkino(en)?\b|kulturinstitusjon\w*"), "kulturinstitusjon", _SINTEF),
    (r"folkeh[øo][gy]s?ko?u?le?\w*", "kunnskapsmiljo", _USAGE),
    (r"\w*skole\w*|\w*skule\w*|\bsfo\b|\boppvekst(sent(er|re)\w*)?\b|school", "skole", _SINTEF),
    (r"\w*barnehage\w*|\w*tjenesten?\b|\w*tenest[ea]\b|\w*fritidsklubb\w*", "tjeneste", _SINTEF),
    (r"samvirkelag\w*", "naeringsliv", _USAGE),
    ((r"\w*sykehjem\w*|\w*sjukeheim\w*|\w*helsehus\w*|\w*helsestasjon\w*|\w*omsorg\w*|hjemmesykepleie\w*"
     r"|\w*legesenter\w*|\w*legekontor\w*|\bdps\b|velferdssent(er|re)\w*|dagsent(er|re)\w*"),
     "helse_omsorg", _SINTEF),
    ((r"\b\w*(idretts|historie|sanitets|pensjonist|musikk|mannskor|kor|korps|ungdoms|bonde|bygde|jakt|"
     r"turist|speider|speidar|teater|skyttar|skytter|ski|fotball)?"
     r"(?<!trønde)(lag|forening|foreining|klubb|korps|forbund)(et|a|en)?\b|\bil\b|r[øo]de kors|lions|rotary"
     r"|\b4h\b|sanitetsforening\w*|\bkor\b"
     r"|(bygde|manns?|barne|kyrkje|kirke|jente|gutte|dame|blanda)kor(et)?\b"
     r"|frivillig\w*|society|club"), "frivillig", _SINTEF),
    ((r"\b(as|asa|ans|da|enk|ba|sa)\b$|\bbedrift\w*|\w*butikk\w*|\w*sparebank\w*|\w*bank(en)?\b|\w*kj[øo]pesent(er|re)\w*|\w*kaf[eé]\w*"
     r"|\w*hotell?\w*|\bfirma\b|\w*entrepren[øo]r\w*|\bltd\b"), "naeringsliv",
     _USAGE),
    (r"\bkommunen?\b|rådhuset|municipality", "administrasjon", _SINTEF),
)  # fmt: skip

_FORMS = frozenset({"as", "asa", "ans", "da", "enk", "ba", "sa", "kor", "il"})
"""Words that are also ends of names, so that alone they count in capitals only."""
_TELLING = re.compile(
    r"\w*menighet\w*|\w*kyrkjelyd\w*|\bkirke\w*|\bkyrkje\w*|trossamfunn\w*|trussamfunn\w*|mosk[eé]\w*"
    r"|human-?etisk\w*|\bparti\b|\w+partiet|\bh[øo]g?yre\b|\bvenstre\b|\brødt\b|\bsv\b|\bkrf\b|\bfrp\b"
    r"|\bmdg\b|fagforening\w*|fagforeining\w*|fagforbundet|\blo\b|\w*legeforening\w*|pasientforening\w*"
)


def kind_of_role(text: str) -> KindGuess | None:
    """Propose a kind for somebody with this role; ``None`` when no rule knows the words.

    >>> kind_of_role("Rektor").kind, kind_of_role("Varaordfører").kind, kind_of_role("kasserer")
    ('skole', 'politiker', None)
    """
    return _first(_ROLES, text)


def kind_of_organisation(text: str) -> KindGuess | None:
    """Propose a kind for an organisation of this name; ``None`` when no rule knows the words.

    >>> kind_of_organisation("Verdal historielag").kind, kind_of_organisation("Fjellbygg AS").kind
    ('frivillig', 'naeringsliv')
    """
    return _first(_ORGANISATIONS, text)


def _first(rules: tuple[KindRule, ...], text: str) -> KindGuess | None:
    folded = " ".join(text.casefold().split())
    for rule in rules:
        found = rule.pattern.search(folded)
        if found:
            return KindGuess(rule.kind, found.group(0), rule.source)
    return None


def names_a_body(name: str) -> KindGuess | None:
    """Propose a kind for a name that stands alone, when it is clearly an organisation's.

    Company forms count in capitals only: ``AS`` is one, the last syllable of a person's name is not.

    >>> names_a_body("Fjellbygg AS") is None, names_a_body("Kim As") is None
    (False, True)
    """
    guess = kind_of_organisation(name)
    if guess is not None and guess.word in _FORMS and guess.word.upper() not in name:
        return None
    return guess


def names_a_role(name: str) -> KindGuess | None:
    """Propose a kind for a name that is nothing but a role: a seat that nobody is named for.

    >>> names_a_role("Folkehelsekoordinatoren").kind, names_a_role("Oppdiktet Bonde")
    ('fagperson', None)
    """
    guess = kind_of_role(name)
    return guess if guess is not None and guess.word == " ".join(name.casefold().split()) else None


def membership_tells(organisation: str) -> bool:
    """Say whether belonging to an organisation may tell a person's faith, party, union or health.

    >>> membership_tells("Verdal menighet"), membership_tells("Verdal historielag")
    (True, False)
    """
    return bool(_TELLING.search(" ".join(organisation.casefold().split())))


def relation_to(kind: str | None, organisation: str, own: str | None = None) -> Relation:
    """Say how a person named beside an organisation belongs to it.

    Parameters
    ----------
    kind
        The organisation's kind; ``None`` when it is not known.
    organisation
        Its name.
    own
        The person's own kind; ``None`` when it is not known.

    Returns
    -------
    Relation
        ``medlem_av`` for voluntary organisations, ``ansatt_i`` for the municipality, business and
        institutions; ``representerer`` for elected bodies and councils, for elected members,
        residents and pupils, where the kind is not known, and wherever membership would tell more
        than a list of participants should.
    """
    if kind is None or membership_tells(organisation):
        return Relation.REPRESENTERER
    if own in v.KINDS and v.KINDS[own].sector in (v.Sector.POLITIKER, v.Sector.INNBYGGER):
        return Relation.REPRESENTERER
    sector = v.KINDS[kind].sector if kind in v.KINDS else None
    if sector is v.Sector.FRIVILLIG:
        return Relation.MEDLEM_AV
    if sector in (v.Sector.NAERINGSLIV, v.Sector.ADMINISTRASJON, v.Sector.TJENESTE):
        return Relation.ANSATT_I
    return Relation.REPRESENTERER
