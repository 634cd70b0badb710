"""The table of usual needs: every code means something, every row can be looked up where it says."""

from __future__ import annotations

import csv
import re
from importlib.resources import files

import pytest

from matchmaker.model import vocabulary as v
from matchmaker.rules.usual_needs import ANY, UsualNeed, When, usual_needs

SEVERAL = "flere"
"""The one value of *area*: a challenge of more than one municipality."""
OWN_ASSUMPTION = "Verktøyets egen antakelse"
"""The source of what stands in no document."""
CHAPTERS = {
    "2": (74, 88), "2.1": (90, 104), "2.2": (110, 127), "3": (129, 148), "3.1": (150, 160), "4": (164, 174),
    "4.1": (176, 191), "4.2": (193, 201), "4.3": (204, 213), "5": (215, 221), "5.1": (223, 257),
    "5.2": (261, 282), "5.3": (284, 298), "5.4": (302, 308), "6": (310, 323), "6.1": (325, 338),
}  # fmt: skip
"""First and last line of each chapter of SINTEF 2023 (the text of the course, 396 lines)."""
EXERCISES = {"1": (342, 356), "2": (358, 368), "3": (370, 383), "4": (385, 396)}
OTHERS = {"KS om Sandnes": 38, "KS, seminar på Nordic Edge Expo": 49, "Vennesla": 37}
"""The other documents and how many lines they have."""


def test_every_row_is_whole_and_has_a_source() -> None:
    text = (files("matchmaker.rules") / "usual_needs.csv").read_text(encoding="utf-8")
    rows = list(csv.DictReader(text.splitlines()))
    assert len(rows) == len(usual_needs()) > 50
    for row in rows:
        assert None not in row, "a comma too many"
        assert all(cell == cell.strip() for cell in row.values()), row
        assert all(row[name] for name in ("when", "contribution", "count", "importance", "source")), row
        assert bool(row["value"]) == (row["when"] != "always"), row


def test_every_code_is_in_the_vocabulary() -> None:
    for row in usual_needs():
        assert row.contribution in v.CONTRIBUTIONS
        # a whole class (resource, knowledge, effort) says too little to be looked for
        assert row.contribution not in v.CONTRIBUTION_CLASSES
        assert row.count in {1, 2, 3}
        assert row.importance in {1, 2, 3}
        if row.when is When.LEVEL:
            assert set(row.words) <= {level.value for level in v.Level}
        if row.when is When.PHASE:
            assert set(row.words) <= {phase.value for phase in v.Phase}
        if row.when is When.AREA:
            assert row.words == (SEVERAL,)


def test_nothing_is_said_twice_about_one_word() -> None:
    said = [(row.when, word, row.contribution) for row in usual_needs() for word in row.words or ("",)]
    assert len(set(said)) == len(said)


def places(source: str) -> list[tuple[str, list[int]]]:
    """(chapter, exercise or document, lines) of each part of a source."""
    found, document = [], ""
    for part in source.split("; "):
        where, _, lines = part.rpartition(", linje ")
        document, _, chapter = where.rpartition(", kap. ") if ", kap. " in where else ("", "", where)
        found.append((chapter.removeprefix("kap. "), [int(n) for n in re.findall(r"\d+", lines)]))
        assert document in ("", "SINTEF 2023"), source
    return found


@pytest.mark.parametrize("row", usual_needs(), ids=lambda row: f"{row.when}-{row.contribution}")
def test_the_lines_lie_in_the_chapter_that_is_named(row: UsualNeed) -> None:
    if row.source == OWN_ASSUMPTION:
        return
    for where, lines in places(row.source):
        exercise = re.fullmatch(r"(?:SINTEF 2023, )?gruppeoppgave (\d)", where)
        if exercise:
            low, high = EXERCISES[exercise[1]]
        elif where in OTHERS:
            low, high = 1, OTHERS[where]
        else:
            low, high = CHAPTERS[where]
        assert lines
        assert all(low <= line <= high for line in lines), row


def test_few_rows_are_the_tools_own() -> None:
    own = [row for row in usual_needs() if row.source == OWN_ASSUMPTION]
    assert 0 < len(own) <= len(usual_needs()) / 10


def test_no_row_speaks_of_one_exercise_only() -> None:
    """Rows are general: none of the exercises' own words, places or buildings is a condition."""
    words = " ".join(word.casefold() for row in usual_needs() for word in row.words)
    for own in ("trønderlån", "innherred", "verdal", "inderøy", "snåsa", "levanger", "steinkjer", "60"):
        assert own not in words


def by(when: When, word: str) -> dict[str, int]:
    """Contribution → importance of the rows that a word meets."""
    if when in (When.THEME, When.AFFECTED):
        rows = [row for row in usual_needs() if row.when is when and row.means(word)]
    else:
        rows = [row for row in usual_needs() if row.when is when and word in row.words]
    return {row.contribution: row.importance for row in rows}


def test_what_the_documents_say_at_each_level() -> None:
    # lines 170 and 253; 171; 172 and 286
    assert by(When.LEVEL, "politikk").items() >= {"forankring": 3, "ideutvikling": 3}.items()
    assert by(When.LEVEL, "administrasjon").items() >= {"koordinering": 2, "fagkompetanse": 2}.items()
    assert by(When.LEVEL, "tjeneste").items() >= {"behovskunnskap": 3, "gjennomforing": 3}.items()


def test_what_the_documents_say_in_each_phase() -> None:
    for phase in v.Phase:
        assert by(When.PHASE, phase.value)
    assert "gjennomforing" in by(When.PHASE, "gjennomfore")  # line 172: able to realise
    assert by(When.PHASE, "definere")["levd_erfaring"] == 3  # line 212: involve those it concerns


def test_whoever_is_affected_is_asked_for() -> None:
    rows = [row for row in usual_needs() if row.when is When.AFFECTED and ANY in row.words]
    assert [(row.contribution, row.importance) for row in rows] == [("levd_erfaring", 3)]


SPELLINGS = [
    ("eldre", "behov_helse_omsorg"), ("Eldreomsorg", "behov_helse_omsorg"), ("ensomhet", "mobilisering"),
    ("Einsemd", "mobilisering"), ("folkehelse", "fag_folkehelse"), ("barn og unges oppvekst", "fag_oppvekst"),
    ("skule", "fag_pedagogikk"), ("klimatilpasning", "fag_klima"), ("by- og sentrumsutvikling", "fag_plan"),
    ("Kulturarv", "fag_kulturarv"), ("stadutvikling", "lokalkunnskap"), ("NÆRING", "fag_naering"),
    ("naering", "fag_naering"), ("Steds- og næringsutvikling", "fag_naering"), ("flaum", "fag_teknologi"),
    ("samskaping", "erfaring_samskaping"), ("regionsamarbeid", "koordinering"),
]  # fmt: skip


@pytest.mark.parametrize(("theme", "contribution"), SPELLINGS)
def test_themes_are_known_by_several_spellings(theme: str, contribution: str) -> None:
    assert contribution in by(When.THEME, theme)


@pytest.mark.parametrize("theme", ["", " ", "romfart", "foreldre", "planet", "versjon"])
def test_a_word_that_only_holds_another_is_not_it(theme: str) -> None:
    """«foreldre» ends in «eldre», «planet» begins with «plan»: neither is meant."""
    assert by(When.THEME, theme) == {}
