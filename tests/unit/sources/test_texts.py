"""Every code that the reading of tables can speak has a sentence in each language, and it formats."""

import re
from pathlib import Path

import pytest

import matchmaker.sources
from matchmaker.kernel.errors import Problem
from matchmaker.kernel.messages import LANGUAGES, catalogue
from matchmaker.model import schema
from matchmaker.sources.cells.cells import expectation
from matchmaker.sources.lists.list_headers import Certainty, Field
from matchmaker.sources.reading import read_dataset
from tests.sources_faults import workbook

SOURCE = "\n".join(
    path.read_text(encoding="utf-8")
    for path in sorted(Path(matchmaker.sources.__file__).parent.rglob("*.py"))
)
SPOKEN = sorted(
    set(re.findall(r'"((?:hint|expected|import|template)\.[a-z_0-9]+)"', SOURCE))
    | {f"problem.{code}" for code in re.findall(r'(?:CellProblem|_problem|Problem)\(\s*"([a-z_]+)"', SOURCE)}
    | {f"error.{code}" for code in re.findall(r'InputError\(\s*"([a-z_]+)"', SOURCE)}
    | {f"column.{column.name}" for table in schema.TABLES.values() for column in table.columns}
    | {f"table.{name}" for name in schema.TABLES}
    | {f"field.{field.value}" for field in Field}
    | {f"certainty.{certainty.value}" for certainty in Certainty}
    | {expectation(column).code for table in schema.TABLES.values() for column in table.columns}
)


def test_the_search_finds_the_codes():
    assert len(SPOKEN) > 180
    assert {"problem.national_id", "error.broken_workbook", "hint.did_you_mean", "column.kind"} <= set(SPOKEN)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_code_has_a_sentence(language):
    assert [code for code in SPOKEN if not catalogue(language).knows(code)] == []


@pytest.fixture(scope="module")
def problems(tmp_path_factory: pytest.TempPathFactory) -> tuple[Problem, ...]:
    return read_dataset(workbook.write(tmp_path_factory.mktemp("feil")))[1]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_forty_faults_can_be_said(language, problems):
    words = catalogue(language)
    for problem in problems:
        for message in (problem.message, problem.expected, problem.hint):
            if message is not None:
                assert "{" not in words.say(message)
