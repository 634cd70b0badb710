"""Help that answers at once, in three languages, and says everything."""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path

import pytest

from matchmaker.cli import (
    accounts,
    change,
    draw,
    groups,
    interchange,
    invite,
    kept,
    match,
    measures,
    missing,
    needs,
    network,
    overview,
    report,
    rights,
    side_by_side,
    stress,
    team,
)
from matchmaker.cli import commands as plain
from matchmaker.cli.exit_codes import Exit
from matchmaker.cli.main import main
from matchmaker.cli.parser import build, language_of
from matchmaker.cli.values import ages
from matchmaker.kernel.messages import LANGUAGES, Language
from matchmaker.services.team_spelling import count_of

ROOT = Path(__file__).parents[3]
FAMILIES = (
    plain, accounts, change, draw, groups, interchange, invite, kept, match, measures, missing, needs,
    network, overview, report, rights, side_by_side, stress, team,
)  # fmt: skip


def commands(language: Language) -> dict[str, argparse.ArgumentParser]:
    """The parser of each command."""
    (action,) = (a for a in build(language)._actions if isinstance(a, argparse._SubParsersAction))
    return dict(action.choices)


def test_every_command_is_parsed_and_run() -> None:
    assert sorted(commands("nb")) == sorted(name for family in FAMILIES for name in family.COMMANDS)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_command_and_option_is_explained(language: Language) -> None:
    for name, parser in commands(language).items():
        assert parser.description, name
        for action in parser._actions:
            assert action.help, f"{name} {action.option_strings or action.dest}"
        assert "option_strings" not in parser.format_help(), name


def test_every_option_has_words_of_its_own_in_each_language() -> None:
    helps = {}
    for language in LANGUAGES:
        helps[language] = [
            (name, action.dest, action.help)
            for name, parser in commands(language).items()
            for action in parser._actions
        ]
    for nb, nn, en in zip(*helps.values(), strict=True):
        assert nb[:2] == nn[:2] == en[:2]
        assert nb[2] != en[2]


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("nb", ("Bruk:", "Kommandoer", "foreslå et team", "Sluttkoder")),
        ("nn", ("Bruk:", "Kommandoar", "føreslå eit team", "Sluttkodar")),
        ("en", ("Usage:", "Commands", "suggest a team", "Exit codes")),
    ],
)
def test_help_speaks(capsys: pytest.CaptureFixture[str], language: Language, words: tuple[str, ...]) -> None:
    for argv in (["--help", f"--lang={language}"], ["team", "--help", "--lang", language]):
        assert main(argv) == 0
        said = capsys.readouterr().out
        assert said.startswith(words[0])
    assert main(["--lang", language, "--help"]) in (0, 2)
    capsys.readouterr()
    main(["--help", f"--lang={language}"])
    said = capsys.readouterr().out
    for word in words:
        assert word in said
    for code in Exit:
        assert f" {int(code)} " in said.replace(":", " ").replace(",", " ")


@pytest.mark.parametrize(
    "argv",
    [["--help"], ["team", "--help"], ["groups", "--help"], ["draw", "--help"], ["--version"], ["team"]],
)
def test_help_loads_nothing_heavy(argv: list[str]) -> None:
    """Must show 1: ``matchmaker --help`` imports neither pandas nor dash; nor numpy, scipy or rich."""
    script = (
        "import sys; from matchmaker.cli.main import main; main(sys.argv[1:]);"
        "print('LOADED', sorted({name.split('.')[0] for name in sys.modules}))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, *argv], capture_output=True, text=True, check=True, cwd=ROOT
    )
    loaded = done.stdout.rsplit("LOADED", 1)[1]
    for heavy in (
        "pandas",
        "numpy",
        "scipy",
        "dash",
        "plotly",
        "highspy",
        "openpyxl",
        "networkx",
        "dashboard",
    ):
        assert f"'{heavy}'" not in loaded


@pytest.mark.parametrize("name", sorted(name for family in FAMILIES for name in family.COMMANDS))
@pytest.mark.parametrize("file", ["README.md", "LESMEG.md"])
def test_the_front_page_names_every_command(name: str, file: str) -> None:
    assert f"matchmaker {name}" in (ROOT / file).read_text(encoding="utf-8")


@pytest.mark.parametrize("file", ["README.md", "LESMEG.md"])
def test_the_front_page_lists_every_exit_code(file: str) -> None:
    text = (ROOT / file).read_text(encoding="utf-8")
    for code in Exit:
        assert f"| {int(code)} " in text or f"| `{int(code)}`" in text, code


def test_the_language_is_found_before_parsing() -> None:
    assert language_of(["--lang", "nn"]) == "nn"
    assert language_of(["team", "--lang=en"]) == "en"
    assert language_of(["--lang", "xx"]) == language_of(["--lang"]) == language_of([]) == "nb"


def test_small_words_are_read() -> None:
    assert count_of("politiker:2") == ("politiker", 2)
    assert ages("13-") == (13, 105)
    assert ages("16-25") == (16, 25)
    for reader, wrong in (
        (count_of, "x"),
        (count_of, "x:y"),
        (count_of, "x:0"),
        (ages, ""),
        (ages, "-"),
        (ages, "a-b"),
    ):
        with pytest.raises(ValueError):  # noqa: PT011 - argparse asks for nothing finer
            reader(wrong)
