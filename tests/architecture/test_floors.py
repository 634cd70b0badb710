"""The house stands as it is drawn: floors, sizes, docstrings, and what no floor may do.

The checks read the source with :mod:`ast`. Their blind spots: a name that is built at run time
(``getattr(random, "seed")``), a module imported under another name twice removed, and what a library does
inside. The last is caught from the other side by :func:`test_no_service_touches_the_global_chance`.
"""

from __future__ import annotations

import ast
import random
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from matchmaker.services.actors import actor_card
from matchmaker.services.catalogue import overview
from matchmaker.services.gaps import GapsRequest, find_gaps
from matchmaker.services.network_scope import NetworkRequest
from matchmaker.services.network_view_basis import read_basis
from matchmaker.services.network_view_scene import SceneRequest, scene_of
from matchmaker.services.synth import SynthRequest, synthesise
from matchmaker.services.team import TeamRequest, suggest_team
from matchmaker.services.workspace import FolderWorkspace

if TYPE_CHECKING:
    from collections.abc import Iterator

    from matchmaker.services.environment import Environment

ROOT = Path(__file__).parents[2]
PACKAGES = ("matchmaker", "dashboard")
CODE = sorted(path for package in PACKAGES for path in (ROOT / package).rglob("*.py"))
ALL_CODE = sorted({*CODE, *(ROOT / "scripts").rglob("*.py"), *(ROOT / "benchmarks").rglob("*.py"),
                   *(ROOT / "tests").rglob("*.py")})  # fmt: skip
MOST_LINES, MOST_LINES_OF_A_FUNCTION = 450, 60
TOO_LONG: frozenset[str] = frozenset()
"""Functions (``file::name``) that are longer than allowed. May become shorter, never longer."""


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def below(*floors: str) -> list[Path]:
    """The library's files outside the given rooms."""
    rooms = tuple(f"matchmaker/{floor}" for floor in floors)
    return [
        path for path in CODE if named(path).startswith("matchmaker/") and not named(path).startswith(rooms)
    ]


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def dotted(node: ast.AST) -> str:
    """``np.random.seed`` of the expression, or what can be said of it."""
    if isinstance(node, ast.Attribute):
        return f"{dotted(node.value)}.{node.attr}"
    return node.id if isinstance(node, ast.Name) else ""


# -- floors -------------------------------------------------------------------------------------------


LINTER = Path(sys.executable).with_name("lint-imports")
"""Run as a command: called as a function it silences every logger that is there."""


def test_the_contracts_between_the_floors_hold() -> None:
    done = subprocess.run([LINTER, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
    assert re.search(r"Contracts: [1-9]\d* kept, 0 broken", done.stdout)


def test_a_broken_contract_would_be_seen(tmp_path: Path) -> None:
    """The same floors with one import turned upside down: the linter must say so."""
    house = tmp_path / "house"
    for floor, line in (("kernel", "from house import model"), ("model", "")):
        (house / floor).mkdir(parents=True)
        (house / floor / "__init__.py").write_text(line + "\n", encoding="utf-8")
    (house / "__init__.py").write_text("", encoding="utf-8")
    config = tmp_path / ".importlinter"
    config.write_text(
        "[importlinter]\nroot_package = house\n[importlinter:contract:1]\nname = floors\ntype = layers\n"
        "containers = house\nlayers =\n  model\n  kernel\n",
        encoding="utf-8",
    )
    done = subprocess.run([LINTER, "--config", config, "--no-cache"], cwd=tmp_path, capture_output=True,
                          text=True, check=False, env={"PYTHONPATH": str(tmp_path), "PATH": ""})  # fmt: skip
    assert done.returncode == 1
    assert "house.kernel is not allowed to import house.model" in done.stdout


# -- what no floor may do ------------------------------------------------------------------------------


def calls(path: Path) -> Iterator[str]:
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Call):
            yield dotted(node.func)


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


CLOCK = ("datetime.now", "datetime.today", "date.today", "datetime.utcnow", "time.time", "time.perf_counter",
         "time.monotonic", "time.localtime", "time.strftime")  # fmt: skip


@pytest.mark.parametrize("path", below("cli"), ids=named)
def test_the_library_neither_prints_nor_looks_at_the_clock_or_the_environment(path: Path) -> None:
    """What a service knows of the world it is told in its ``Environment``."""
    made = set(calls(path))
    assert not made & {"print", "input", "breakpoint"}
    assert not [name for name in made if name.endswith(CLOCK)]
    text = {dotted(node) for node in ast.walk(tree(path)) if isinstance(node, ast.Attribute)}
    assert not text & {"os.environ", "os.getenv", "sys.stdout", "sys.stderr", "sys.argv"}
    assert not {"os.environ", "os.getenv"} & set(imports(path))


@pytest.mark.parametrize("path", CODE, ids=named)
def test_chance_comes_from_the_kernel_only(path: Path) -> None:
    if named(path) == "matchmaker/kernel/rng.py":
        return
    brought = set(imports(path))
    assert not {"random", "secrets", "uuid"} & {name.split(".")[0] for name in brought}
    used = {dotted(node) for node in ast.walk(tree(path)) if isinstance(node, ast.Attribute)}
    made = {name for name in used if name.startswith(("np.random.", "numpy.random."))}
    assert made <= {"np.random.Generator"}
    assert not [name for name in calls(path) if name in ("hash", "id")]  # differ from run to run


def test_no_service_touches_the_global_chance(
    bundled: FolderWorkspace, environment: Environment, tmp_path: Path
) -> None:
    random.seed(17)
    np.random.seed(17)  # noqa: NPY002 - this is what must not be used
    before = random.getstate(), np.random.get_state()[1].tolist()  # type: ignore[index,union-attr] # noqa: NPY002
    suggest_team(bundled, TeamRequest("innherred", "ensomhet"), environment)
    find_gaps(bundled, GapsRequest("sandnes_bootcamp"), environment)
    scene_of(read_basis(bundled, NetworkRequest("innherred")), SceneRequest(NetworkRequest("innherred")))
    overview(bundled, "innherred")
    actor_card(bundled, "innherred", "verdal-eldreraad")
    wish = SynthRequest(str(tmp_path / "region"), ("5038", "5037"), 800, 900, 1200, 300, 3, seed=1)
    synthesise(bundled, wish, environment)
    after = random.getstate(), np.random.get_state()[1].tolist()  # type: ignore[index,union-attr] # noqa: NPY002
    assert before == after


# -- size, and words for what there is -----------------------------------------------------------------


def test_there_is_code_to_look_at() -> None:
    assert len(CODE) > 60


@pytest.mark.parametrize("path", ALL_CODE, ids=named)
def test_files_are_small_and_called_for_what_they_hold(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= MOST_LINES
    assert not re.fullmatch(r"(utils?|helpers?|common|misc|tools)", path.stem)


def functions(path: Path) -> Iterator[tuple[str, ast.FunctionDef | ast.AsyncFunctionDef]]:
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield f"{named(path)}::{node.name}", node


def test_functions_are_short() -> None:
    long = {n for path in ALL_CODE for n, node in functions(path) if length(node) > MOST_LINES_OF_A_FUNCTION}
    assert long == TOO_LONG


def length(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines from the name to the end; the docstring and functions inside, which count by themselves, not."""
    said = node.body[0]
    words = (said.end_lineno or 0) - said.lineno + 1 if ast.get_docstring(node) else 0
    inside = sum(
        (part.end_lineno or 0) - part.lineno + 1
        for part in node.body
        if isinstance(part, ast.FunctionDef | ast.AsyncFunctionDef)
    )
    return (node.end_lineno or 0) - node.lineno + 1 - words - inside


def public(path: Path) -> Iterator[tuple[str, ast.AST]]:
    """Modules, and the classes, functions and methods that may be used from outside."""
    module = tree(path)
    yield named(path), module
    waiting: list[tuple[str, ast.AST]] = [("", module)]
    while waiting:
        prefix, holder = waiting.pop()
        for node in ast.iter_child_nodes(holder):
            if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
                if node.name.startswith("_"):
                    continue
                yield f"{named(path)}::{prefix}{node.name}", node
                if isinstance(node, ast.ClassDef):
                    waiting.append((f"{prefix}{node.name}.", node))


def test_everything_public_says_what_it_is() -> None:
    silent = [
        name
        for path in CODE
        for name, node in public(path)
        if not ast.get_docstring(node)  # type: ignore[arg-type]
    ]
    assert silent == []


def test_no_public_function_takes_a_flag_by_position() -> None:
    """A boolean in a call says nothing; a keyword does."""
    flags = []
    for path in CODE:
        for name, node in public(path):
            if isinstance(node, ast.FunctionDef):
                flags += [
                    f"{name}({argument.arg})"
                    for argument in node.args.args
                    if isinstance(argument.annotation, ast.Name) and argument.annotation.id == "bool"
                ]
    assert flags == []


# -- the repository stands on its own -----------------------------------------------------------------

TEXT = (
    ".py",
    ".md",
    ".toml",
    ".csv",
    ".json",
    ".po",
    ".j2",
    ".css",
    ".js",
    ".sh",
    ".yml",
    ".yaml",
    ".txt",
    "",
)
LEFT_OUT = (".git", ".venv", ".mypy_cache", ".ruff_cache", ".pytest_cache", ".hypothesis", "__pycache__",
            "dist", "build", ".wheel-venv", "node_modules")  # fmt: skip
PLACES = re.compile(r"(?<![\w.])/(work|tmp|home|root|Users)/|\.\./shared|C:\\\\Users")
MAY_NAME_PLACES = {"tests/architecture/test_floors.py", "tests/data/test_datasets.py"}
"""They look for such places themselves."""


def repository() -> list[Path]:
    return [
        path
        for path in sorted(ROOT.rglob("*"))
        if path.is_file()
        and path.suffix in TEXT
        and not set(path.relative_to(ROOT).parts) & set(LEFT_OUT)
    ]  # fmt: skip


def test_no_file_names_a_place_on_somebodys_machine() -> None:
    found = [
        f"{named(path)}:{number}: {line.strip()[:100]}"
        for path in repository()
        if named(path) not in MAY_NAME_PLACES
        for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), 1)
        if PLACES.search(line)
    ]
    assert found == []


@pytest.mark.parametrize("line", ["see /work/main", "(/tmp/x)", '"../shared/seeds"', "/home/kari/liste.xlsx"])
def test_such_a_place_would_be_found(line: str) -> None:
    assert PLACES.search(line)


@pytest.mark.parametrize("line", ["sources/work.py", "https://x.no/work/1", "frame/tmp"])
def test_an_address_is_no_such_place(line: str) -> None:
    assert not PLACES.search(line)
