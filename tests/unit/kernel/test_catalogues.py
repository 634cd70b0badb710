"""Every sentence exists in bokmål, nynorsk and English, says only what it may, and is used.

Which codes the program uses is read from the program: from every string in it that begins with the family
of a code, from the families that are spelt with an f-string (``f"kind.{code}"``, expanded over the
vocabulary), from the errors it raises and the problems it reports, and from what argparse may say. The
blind spot: a code that is put together out of parts that no string shows. None is known; a test that only
dynamic families are expanded keeps it so.
"""

from __future__ import annotations

import ast
import re
import string
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from babel.messages.pofile import read_po

from matchmaker.comparison.comparable import LEFT_OUT, Comparable, Reason
from matchmaker.comparison.conditions import Condition
from matchmaker.comparison.side_by_side import Hidden
from matchmaker.comparison.turnover import Formed, Turn
from matchmaker.kernel.errors import Severity
from matchmaker.legitimacy.composition import Scope
from matchmaker.legitimacy.finding import Urgency
from matchmaker.measures.registry import MEASURES
from matchmaker.model import schema
from matchmaker.model import vocabulary as v
from matchmaker.representation.verdicts import Verdict
from matchmaker.services.disclosure import Edition
from matchmaker.solving.port import Status

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

ROOT = Path(__file__).parents[3]
LANGUAGES = ("nb", "nn", "en")
DOMAINS = {"matchmaker": ROOT / "matchmaker/kernel/locale", "dashboard": ROOT / "dashboard/locale"}
SOURCE = [*sorted((ROOT / "matchmaker").rglob("*.py")), *sorted((ROOT / "dashboard").rglob("*.py")),
          *sorted((ROOT / "matchmaker").rglob("*.j2")), ROOT / "scripts" / "build_docs.py"]  # fmt: skip


@cache
def sentences(domain: str, language: str) -> dict[str, str]:
    """Code → sentence of one catalogue, read from the ``.po`` file."""
    path = DOMAINS[domain] / language / "LC_MESSAGES" / f"{domain}.po"
    with path.open("rb") as file:
        return {str(m.id): str(m.string) for m in read_po(file) if m.id}


CATALOGUES = [(domain, language) for domain in DOMAINS for language in LANGUAGES]


# -- three languages alike ----------------------------------------------------------------------------


@pytest.mark.parametrize("domain", DOMAINS)
def test_the_three_languages_have_the_same_codes(domain: str) -> None:
    nb, nn, en = (set(sentences(domain, language)) for language in LANGUAGES)
    assert nb == nn == en
    assert len(nb) > 100


@pytest.mark.parametrize(("domain", "language"), CATALOGUES)
def test_no_sentence_is_empty(domain: str, language: str) -> None:
    assert [code for code, text in sentences(domain, language).items() if not text.strip()] == []


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


@pytest.mark.parametrize("domain", DOMAINS)
def test_the_three_languages_have_the_same_placeholders(domain: str) -> None:
    tables = [sentences(domain, language) for language in LANGUAGES]
    named = {
        c: [placeholders(table[c]) for table in tables] for c in tables[0] if not c.startswith("argparse.")
    }
    assert {code: found for code, found in named.items() if found[1:] != found[:-1]} == {}
    for code, text in tables[0].items():
        if code.startswith("argparse."):
            given = set(re.findall(r"%\([a-z_]+\)[rs]|%[rs]", code))  # a sentence may leave one out
            found = [set(re.findall(r"%\([a-z_]+\)[rs]|%[rs]", table[code])) for table in tables]
            assert found[0] == found[1] == found[2] <= given, text


@pytest.mark.parametrize(("domain", "language"), CATALOGUES)
def test_placeholders_are_names(domain: str, language: str) -> None:
    """``{}`` and ``{0}`` could not be filled in by name."""
    for code, text in sentences(domain, language).items():
        assert all(name.isidentifier() for name in placeholders(text)), (code, text)


@pytest.mark.parametrize("domain", DOMAINS)
def test_the_compiled_catalogue_is_the_written_one(domain: str) -> None:
    """An old ``.mo`` file would show old words: run ``make catalogues``."""
    import gettext

    for language in LANGUAGES:
        compiled = gettext.translation(domain, DOMAINS[domain], languages=[language])
        stale = [c for c, text in sentences(domain, language).items() if compiled.gettext(c) != text]
        assert stale == []


# -- real nynorsk, real bokmål, and words that are never used -----------------------------------------

ONLY_BOKMAAL = frozenset(
    {
        "ikke", "hvem", "hvor", "hvordan", "hvilke", "hvilken", "hvilket", "hvorfor", "noen", "noe", "fra",
        "bare", "mye", "flere", "uten", "mer", "være", "gjøre", "gjør", "sier", "vises", "brukes", "finnes",
        "deltar", "bidrar", "navn", "kilde", "kun",
    }
)  # fmt: skip
ONLY_NYNORSK = frozenset(
    {
        "ikkje", "kven", "korleis", "kvifor", "kva", "nokon", "noko", "frå", "berre", "mykje", "fleire",
        "utan", "meir", "vere", "gjere", "seier", "finst", "deltek", "bidreg", "kjelde", "ein", "eit", "dei",
        "eg", "desse",
    }
)  # fmt: skip
QUOTED = re.compile(r"[«“`\"‹][^«»“”`\"‹›]*[»”`\"›]")


def words(text: str) -> set[str]:
    """Whole words, lower case; what stands in quotation marks or braces is quoted, not said."""
    bare = QUOTED.sub(" ", re.sub(r"\{[^}]*\}", " ", text))
    return set(re.findall(r"[a-zæøåéòó_]+", bare.casefold()))


@pytest.mark.parametrize("domain", DOMAINS)
def test_nynorsk_is_nynorsk(domain: str) -> None:
    wrong = {
        code: found
        for code, text in sentences(domain, "nn").items()
        if (found := sorted(words(text) & ONLY_BOKMAAL))
    }
    assert wrong == {}


@pytest.mark.parametrize("domain", DOMAINS)
def test_bokmal_is_bokmal(domain: str) -> None:
    wrong = {
        code: found
        for code, text in sentences(domain, "nb").items()
        if (found := sorted(words(text) & ONLY_NYNORSK))
    }
    assert wrong == {}


@pytest.mark.parametrize("domain", DOMAINS)
def test_nynorsk_is_no_copy_of_bokmal(domain: str) -> None:
    """Where a sentence has a word that the two languages spell differently, the sentences differ."""
    nb, nn = sentences(domain, "nb"), sentences(domain, "nn")
    copied = [code for code, text in nb.items() if words(text) & ONLY_BOKMAAL and nn[code] == text]
    assert copied == []
    long = [code for code, text in nb.items() if len(text.split()) >= 8 and not code.startswith("argparse.")]
    same = [code for code in long if nn[code] == nb[code]]
    assert len(same) <= len(long) / 20, same


@pytest.mark.parametrize("domain", DOMAINS)
def test_english_is_english(domain: str) -> None:
    wrong = {
        code: found
        for code, text in sentences(domain, "en").items()
        if (
            found := sorted(
                words(text) & {"ikke", "hvem", "ikkje", "kven", "eller", "som", "på", "av", "til"}
            )
        )
    }
    assert wrong == {}


NEVER = {
    "nb": r"representativ|inhabil|nøkkelperson|nøkkelaktør|\bsvake?\b|svakhet|\bisolert|ekskluder"
    r"|\brangering",
    "nn": r"representativ|inhabil|ugild|nøkkelperson|nøkkelaktør|\bsvake?\b|svakheit|\bisolert|ekskluder"
    r"|rangering",
    "en": r"representative sample|is representative|disqualif|key (person|player)|\bweak\b|weakness"
    r"|isolated|ranking",
}
"""Words and manners: nothing is «representativ», nobody is inhabil, a key person, weak or isolated."""


@pytest.mark.parametrize(("domain", "language"), CATALOGUES)
def test_words_that_are_never_said(domain: str, language: str) -> None:
    said = {
        c: t for c, t in sentences(domain, language).items() if re.search(NEVER[language], t, re.IGNORECASE)
    }
    assert said == {}


@pytest.mark.parametrize("name", sorted(p.name for p in (ROOT / "matchmaker/services/templates").iterdir()))
def test_templates_have_no_words_of_their_own(name: str) -> None:
    """Every sentence of a template comes from the catalogue."""
    text = (ROOT / "matchmaker/services/templates" / name).read_text(encoding="utf-8")
    bare = re.sub(r"\{%.*?%\}|\{\{.*?\}\}|<style>.*?</style>|<[^>]*>", " ", text, flags=re.DOTALL)
    assert set(bare.split()) <= {"–", "·", "(", ")", ":", "n", "=", "/", "(–)", "samskaping"}, bare.split()
    assert not re.search("|".join(NEVER.values()), text, re.IGNORECASE)


def test_the_words_of_the_screens() -> None:
    """Words and manners, «The screens' words»."""
    nb = sentences("matchmaker", "nb")
    assert [nb[f"verdict.{code}"] for code in ("under", "over", "in_line", "too_few")] == [
        "færre enn forventet", "flere enn forventet", "ingen stor forskjell", "for få til å si",
    ]  # fmt: skip
    assert [nb[f"sector.{sector.value}"] for sector in v.Sector] == [
        "Innbyggere", "Næringsliv", "Frivillig sektor", "Folkevalgte", "Administrasjon",
        "Kommunale tjenester",
    ]  # fmt: skip
    assert nb["team.heading"].startswith("Forslag – avgjøres av ")
    assert nb["word.hidden"] == "skjult av personvernhensyn"
    assert nb["fewer_than_five"] == "færre enn 5"
    assert "plass holdt av til" in nb["chair.open"]
    assert "ingen registrerte relasjoner" in nb["finding.no_registered_ties"]


# -- every code that is used exists, and every code that exists is used ---------------------------------

FAMILIES: dict[str, Iterable[str]] = {
    "sector": [s.value for s in v.Sector],
    "kind": v.KINDS,
    "form": [f.value for f in v.Form],
    "level": [x.value for x in v.Level],
    "phase": [p.value for p in v.Phase],
    "grade": [g.value for g in v.Grade],
    "evidence": [e.value for e in v.Evidence],
    "contribution": v.CONTRIBUTIONS,
    "relation": [f"{r.value}.{way}" for r in v.Relation for way in ("out", "in")],
    "verdict": [x.value for x in Verdict],
    "urgency": [u.value for u in Urgency],
    "severity": [s.value for s in Severity],
    "status": [s.value for s in Status if s is not Status.INFEASIBLE],  # that is an error, not an answer
    "mode": [m.value for m in v.Mode],
    "group_mode": [m.value for m in v.GroupMode],
    "group_rule": [r.value for r in v.GroupRule],
    "season": [s.value for s in v.Season],
    "stance": [s.value for s in v.Stance],
    "origin": [o.value for o in v.Origin],
    "legal_basis": [basis.value for basis in v.LegalBasis],
    "column": {c.help or c.name for table in schema.TABLES.values() for c in table.columns},
    "table": schema.TABLES,
    "compared": [f"{one.value}{part}" for one in Comparable for part in ("", ".means")],
    "not_compared": [one.code for one in LEFT_OUT] + [f"reason.{one.value}" for one in Reason],
    "condition": [one.value for one in Condition],
    "hidden": [one.value for one in Hidden],
    "turn": [one.value for one in Turn],
    "formed": [one.value for one in Formed],
    "measure": [f"{m.spec.name}{part}" for m in MEASURES for part in ("", ".means")],
}
"""Families whose codes are spelt by the vocabulary."""


def literals(path: Path) -> Iterator[str]:
    """Every string in a file, an f-string as its parts joined by ``*``."""
    text = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        yield from re.findall(r"\"([^\"]+)\"", text)
        return
    module = ast.parse(text)
    joined = [node for node in ast.walk(module) if isinstance(node, ast.JoinedStr)]
    parts = {part for node in joined for part in node.values}
    for node in joined:
        yield "".join(str(p.value) if isinstance(p, ast.Constant) else "*" for p in node.values)
    for node in ast.walk(module):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in parts:
            yield node.value


@cache
def strings() -> frozenset[str]:
    return frozenset(text for path in SOURCE if path.exists() for text in literals(path) if len(text) < 120)


def used(code: str) -> bool:
    """Whether the program has a string that is, or may become, the code."""
    found = strings()
    if code in found:
        return True
    head, _, tail = code.partition(".")
    if head in ("error", "problem", "hint") and tail in found:
        return True  # raised or reported by its short name
    return any(
        re.fullmatch(re.escape(pattern).replace(r"\*", r"[a-z0-9_.]+"), code)
        for pattern in found
        if "." in (head := pattern.split("*")[0]) and "*" in pattern and code.startswith(head)
    )


@pytest.mark.parametrize("domain", ["matchmaker"])
def test_every_family_of_the_vocabulary_is_complete(domain: str) -> None:
    """A word for each code that a spreadsheet may hold."""
    known = set(sentences(domain, "nb"))
    lacking = [f"{f}.{code}" for f, codes in FAMILIES.items() for code in codes if f"{f}.{code}" not in known]
    assert lacking == []
    scopes = [f"note.scope_{scope.value}{public}" for scope in Scope for public in ("", "_public")]
    editions = [f"note.edition_{edition.value}" for edition in Edition]
    assert [code for code in (*scopes, *editions) if code not in known] == []


HEADS = re.compile(
    r"(argparse|attribute|certainty|chair|change|check|cli|column|contribution|demo|error|evidence|expected|"
    r"field|fill|finding|form|gaps|grade|hint|import|infeasible|kind|level|note|param|phase|plan|problem|"
    r"progress|reason|relation|remedy|report|sector|serve|severity|sex|status|table|team|template|term|"
    r"urgency|verdict|word|written)\.[a-z0-9_.]+"
)


def test_every_code_in_the_program_has_a_sentence() -> None:
    """Every whole string in the library that reads as a code of a family that the catalogue has."""
    known = set(sentences("matchmaker", "nb"))
    families = {code.split(".")[0] for code in known}
    library = {
        text
        for path in (ROOT / "matchmaker").rglob("*.py")
        for text in literals(path)
        if HEADS.fullmatch(text) and not text.endswith(".j2") and text.split(".")[0] in families
    }
    assert sorted(library - known) == []
    assert len(library) > 150


def raised() -> Iterator[tuple[str, str]]:
    """(family, short code) of every error raised and every problem reported, read from the calls."""
    for path in (ROOT / "matchmaker").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or not node.args:
                continue
            name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
            first = node.args[0]
            if not (isinstance(first, ast.Constant) and isinstance(first.value, str)):
                continue
            if name in ("InputError", "MatchmakerError", "Infeasible", "RefereeError"):
                yield "error", first.value
            elif name in ("Problem", "CellProblem"):
                yield "problem", first.value


def test_every_error_and_problem_has_a_sentence() -> None:
    known = set(sentences("matchmaker", "nb"))
    wanted = {f"{family}.{code}" for family, code in raised()}
    assert sorted(wanted - known) == []
    assert len(wanted) > 40


def test_no_sentence_is_left_over() -> None:
    """A sentence that nothing says misleads whoever translates next."""
    families = {f"{family}.{code}" for family, codes in FAMILIES.items() for code in codes}
    unused = [
        code
        for code in sentences("matchmaker", "nb")
        if code not in families and not code.startswith("argparse.") and not used(code)
    ]
    assert unused == []


def test_argparse_says_what_is_translated() -> None:
    """The keys are argparse's own sentences; another Python may word them otherwise."""
    import argparse
    import inspect

    source = inspect.getsource(argparse)
    keys = [
        code.removeprefix("argparse.")
        for code in sentences("matchmaker", "nb")
        if code.startswith("argparse.")
    ]
    squeezed = re.sub(r"['\"]\s*\n\s*['\"]", "", source)
    assert [key for key in keys if key not in squeezed] == []
