"""Every text of the dashboard is there in three languages, and none is there for nothing."""

from __future__ import annotations

import ast
import re
from pathlib import Path

from babel.messages.pofile import read_po

import dashboard
from dashboard.texts import LOCALE, words

SOURCE = Path(dashboard.__file__).parent


def _catalogue(language: str) -> dict[str, str]:
    with (LOCALE / language / "LC_MESSAGES" / "dashboard.po").open("rb") as file:
        return {str(entry.id): str(entry.string) for entry in read_po(file) if entry.id}


def _trees() -> list[ast.Module]:
    return [ast.parse(path.read_text(encoding="utf-8")) for path in sorted(SOURCE.rglob("*.py"))]


def _constants() -> set[str]:
    return {
        node.value
        for tree in _trees()
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


def _in_templates() -> list[str]:
    """Codes that stand in the pages before the dashboard: every ``t("…")``."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(SOURCE.rglob("*.html"))]
    return [code for text in texts for code in re.findall(r"\bt\(\"([\w.]+)\"", text)]


def _said() -> list[ast.expr]:
    """First arguments of every ``….t(…)``."""
    return [
        node.args[0]
        for tree in _trees()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "t"
    ]


def test_the_three_languages_have_the_same_codes_and_no_empty_text() -> None:
    nb, nn, en = (_catalogue(language) for language in ("nb", "nn", "en"))
    assert len(nb) > 150
    assert nb.keys() == nn.keys() == en.keys()
    assert all(text.strip() for catalogue in (nb, nn, en) for text in catalogue.values())


def test_a_text_has_the_same_blanks_in_every_language() -> None:
    blanks = [
        {code: sorted(re.findall(r"{(\w+)}", text)) for code, text in _catalogue(language).items()}
        for language in ("nb", "nn", "en")
    ]
    assert blanks[0] == blanks[1] == blanks[2]


def test_every_text_that_is_said_exists() -> None:
    said = [code.value for code in _said() if isinstance(code, ast.Constant)]
    assert len(said) > 100
    assert len(_in_templates()) > 10
    assert {*said, *_in_templates()} <= _catalogue("nb").keys()


def test_codes_are_written_out_so_that_they_can_be_found() -> None:
    assert not [ast.dump(code) for code in _said() if isinstance(code, ast.JoinedStr)]


def test_no_text_is_there_for_nothing() -> None:
    assert set(_catalogue("nb")) - _constants() - set(_in_templates()) == set()


def test_nothing_is_called_representative() -> None:
    """Words and manners, 1."""
    for language in ("nb", "nn", "en"):
        assert not [t for t in _catalogue(language).values() if re.search(r"\brepresentativ", t.lower())]


def test_numbers_in_texts_follow_the_language() -> None:
    assert "1234,5" not in words("en").t("team.proven", points=1234.5)
    assert words("nb").t("team.proven", points=1.5).count("1,50") == 1
