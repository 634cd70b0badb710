"""What the front pages tell people to type works: it is read out of them and typed."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from openpyxl import Workbook

from matchmaker.cli.main import main
from matchmaker.cli.parser import build

ROOT = Path(__file__).parents[2]
PAGES = ("README.md", "LESMEG.md")
FENCE = re.compile(r"^```(\w+)\n(.*?)^```", re.MULTILINE | re.DOTALL)
TABLE = re.compile(r"^`([a-zæøå_]+\.csv)`[^\n]*\s+```csv\n(.*?)^```", re.MULTILINE | re.DOTALL)


BUNDLED = {"innherred", "sandnes_bootcamp", "prosesser"}
"""Datasets that come with the tool; every other one is the reader's own."""

REDIRECTED = re.compile(r" > [\w.]+$")
"""Where the shell is to put the answer is the shell's affair."""


def typed(page: str) -> list[list[str]]:
    """Every line of every console fence, as words."""
    text = (ROOT / page).read_text(encoding="utf-8")
    return [
        shlex.split(REDIRECTED.sub("", line.removeprefix("$ ")), comments=True)
        for language, body in FENCE.findall(text)
        if language == "console"
        for line in body.splitlines()
        if line.strip() and not line.startswith((" ", "#"))
    ]


COMMANDS = [
    pytest.param(words, id=f"{page}: {' '.join(words)}")
    for page in PAGES
    for words in typed(page)
    if words[0] == "matchmaker"
]


@pytest.mark.parametrize("words", COMMANDS)
def test_every_command_can_be_parsed(words: list[str]) -> None:
    options = build("nb").parse_args(words[1:])
    assert options.command == words[1]


@pytest.mark.parametrize("page", PAGES)
def test_every_other_line_begins_with_a_program_that_is_meant(page: str) -> None:
    others = {words[0] for words in typed(page)} - {"matchmaker"}
    assert others <= {"make", "uvx", "pipx", "pip", "python", "python3", "git", "cd", "uv"}
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    assert {words[1] for words in typed(page) if words[0] == "make"} <= targets
    assert ["make", "demo"] in typed(page)
    assert ["make", "test"] in typed(page)


LIST = (
    ("Navn", "Organisasjon", "Rolle", "Sted", "E-post", "Merknad"),
    ("Ola Oppdiktet", "Verdal kommune", "rådgiver", "Verdal", "ola@example.no", "oppdiktet"),
    ("Kari Oppdiktet", "Oppdiktet idrettslag", "leder", "Verdal", "kari@example.no", ""),
    ("Per Oppdiktet", "Oppdiktet skole", "rektor", "Verdal", "", ""),
    ("Liv Oppdiktet", "", "innbygger", "Verdal", "", ""),
    ("Siri Oppdiktet", "Verdal kommunestyre", "ordfører", "Verdal", "", ""),
    ("Nils Oppdiktet", "Oppdiktet Bakeri AS", "daglig leder", "Verdal", "", ""),
)
"""An ordinary list; everybody in it is invented."""


def walk(page: str) -> tuple[list[list[str]], dict[str, str]]:
    """The planner's first ten minutes: the commands on their own dataset, and the tables they write."""
    own = [
        words
        for words in typed(page)
        if words[0] == "matchmaker"
        and words[1] in ("import", "check", "gaps", "team", "classify")
        and not BUNDLED.intersection(words)
    ]
    return own, dict(TABLE.findall((ROOT / page).read_text(encoding="utf-8")))


@pytest.mark.parametrize("page", PAGES)
def test_the_first_ten_minutes(
    page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    book = Workbook()
    for row in LIST:
        book.active.append(row)
    book.save(tmp_path / "LISTE.xlsx")
    commands, tables = walk(page)
    kinds = [words[1] for words in commands]
    assert kinds[0] == "import"
    assert {"import", "check", "gaps", "team", "classify"} <= set(kinds)
    folder = None
    for words in commands:
        if words[1] == "check" and words[2].startswith("mal"):
            main(["template", str(Path(words[2]).parent)])
        code = main(words[1:])
        said = capsys.readouterr()
        assert code == 0, f"{words}: {said.out}{said.err}"
        if words[1] == "import":
            folder = Path(words[words.index("--to") + 1]) if "--to" in words else Path(Path(words[2]).stem)
            assert (folder / "aktorer.csv").exists()
        if words[1] == "gaps" and folder and "--challenge" not in words:
            for name, text in tables.items():  # step 4: the challenge is described
                (folder / name).write_text(text, encoding="utf-8")
    assert {"utfordringer.csv", "behov.csv", "berorte.csv", "deltakertall.csv", "prosess.csv"} == set(tables)


KEEPING = ("commit", "repeat", "export", "history", "audit", "backup")


@pytest.mark.parametrize("page", PAGES)
def test_the_examples_on_the_bundled_dataset_run_in_their_order(
    page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    ran = set()
    for words in typed(page):
        bundled = words[0] == "matchmaker" and BUNDLED.intersection(words[2:4])
        if bundled or (words[0] == "matchmaker" and words[1] in KEEPING):
            code = main(words[1:])
            said = capsys.readouterr()
            assert code in (0, 1), f"{words}: {said.err}"
            assert code == 0 or "--fail-on" in words
            ran.add(words[1])
    assert {"team", "gaps", "rules", "classify", *KEEPING} <= ran


@pytest.mark.parametrize("page", PAGES)
def test_files_that_are_pointed_to_exist(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    links = re.findall(r"\]\(((?!https?:|#|mailto:)[^)#\s]+)", text)
    assert links
    assert [link for link in links if not (ROOT / link).exists()] == []
