"""The generated pages are what the generator makes now; the exercises are all answered, or said not to be."""

from __future__ import annotations

import importlib.util
import re
import sys
from pathlib import Path
from types import ModuleType

import pytest

from matchmaker.cli.exit_codes import Exit
from matchmaker.model import schema
from matchmaker.model import vocabulary as v

ROOT = Path(__file__).parents[2]


def load() -> ModuleType:
    """The script as a module; scripts are no package."""
    spec = importlib.util.spec_from_file_location("build_docs", ROOT / "scripts" / "build_docs.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["build_docs"] = module
    spec.loader.exec_module(module)
    return module


BUILD = load()


@pytest.mark.parametrize("name", sorted(BUILD.PAGES))
def test_no_page_is_stale(name: str) -> None:
    """Must show 3. When this fails: ``make docs``, and read what has changed."""
    made = BUILD.PAGES[name]().encode()
    assert (ROOT / "docs" / name).read_bytes() == made


def test_every_page_that_says_it_is_generated_is_tested() -> None:
    said = {
        path.name
        for path in (ROOT / "docs").glob("*.md")
        if re.search(r"(aget av|ade by) `scripts/build_docs.py`", path.read_text(encoding="utf-8"))
    }
    assert said == set(BUILD.PAGES)


def answers() -> dict[str, str]:
    """``exercise.number`` → what the page says under the question."""
    page = (ROOT / "docs" / "exercises.md").read_text(encoding="utf-8")
    found: dict[str, str] = {}
    for chapter in re.split(r"^## Gruppeoppgave ", page, flags=re.MULTILINE)[1:]:
        for section in re.split(r"^### ", chapter, flags=re.MULTILINE)[1:]:
            found[f"{chapter[0]}.{section[0]}"] = section
    return found


def test_the_sixteen_questions_are_there() -> None:
    """3 + 3 + 4 + 6 (SINTEF 2023, lines 354–356, 366–368, 380–383, 391–396)."""
    sizes = [sum(key.startswith(f"{n}.") for key in answers()) for n in range(1, 5)]
    assert sizes == [3, 3, 4, 6]
    lines = [int(question.line) for question in BUILD.questions()]
    assert lines == [354, 355, 356, 366, 367, 368, 380, 381, 382, 383, 391, 392, 393, 394, 395, 396]


@pytest.mark.parametrize("key", sorted(answers()))
def test_every_question_is_answered_or_said_not_to_be(key: str) -> None:
    said = answers()[key]
    if "**Besvares ikke av verktøyet.**" in said:
        assert len(said.split("verktøyet.**")[1].split()) >= 6  # and why
        assert "- **" not in said
    else:
        assert "\n- " in said or "\n| " in said


@pytest.mark.parametrize("key", ["1.1", "2.2", "3.2", "4.6"])
def test_who_is_answered_with_kinds_and_reasons(key: str) -> None:
    said = answers()[key]
    seats = re.findall(r"^- \*\*(.+?)\*\* \((.+?); (.+?)\)$", said, re.MULTILINE)
    assert len(seats) == 8
    assert len(re.findall(r"^  - ", said, re.MULTILINE)) >= 16
    assert "Forslag – avgjøres av" in said
    assert re.search(
        r"^`matchmaker team innherred --challenge [a-z]+ --size 8 --seed 0`$", said, re.MULTILINE
    )


def test_cooperation_between_municipalities_names_them_in_number_order() -> None:
    said = answers()["2.3"]
    named = [line.split("|")[1].strip() for line in said.splitlines() if line.startswith("| ")][1:]
    order = ["Steinkjer", "Levanger", "Verdal", "Snåsa", "Inderøy", "flere kommuner"]
    assert named == [place for place in order if place in named]
    assert len(named) >= 2
    assert "over en kommunegrense" in said


def test_the_glossary_has_every_code() -> None:
    page = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
    families = (
        v.Sector,
        v.Form,
        v.Level,
        v.Phase,
        v.Mode,
        v.Grade,
        v.Evidence,
        v.Relation,
        v.LegalBasis,
        v.Origin,
        v.GroupMode,
        v.GroupRule,
    )
    codes = [*v.KINDS, *v.CONTRIBUTIONS, *(code.value for family in families for code in family)]
    assert [code for code in codes if f"| `{code}` |" not in page] == []
    for table in schema.TABLES.values():
        for column in table.columns:
            assert f"| `{column.header}`" in page


def test_the_command_page_has_every_command_option_and_exit_code() -> None:
    page = (ROOT / "docs" / "cli.md").read_text(encoding="utf-8")
    for name, command in BUILD.commands(BUILD.build("nb")).items():
        section = page.split(f"## `matchmaker {name}`")[1].split("\n## ")[0]
        for action in command._actions:
            for option in action.option_strings:
                assert option in section
    for code in Exit:
        assert f"| {int(code)} | {code.name} |" in page
