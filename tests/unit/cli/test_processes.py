"""The command as the shell meets it: the same bytes every time, pipes that close, no stray colours."""

from __future__ import annotations

import os
import pty
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
DAY = ("--on", "2026-11-22")
SKOLE = ("team", "innherred", "--challenge", "skole", "--size", "4")
SMALL = ("--actors", "800", "--contributions", "900", "--ties", "1200", "--involvements", "300",
         "--challenges", "3", "--seed", "4")  # fmt: skip


def started(words: tuple[str, ...], seed: str, cwd: Path) -> subprocess.Popen[bytes]:
    environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)}
    environment.pop("PYTHONUNBUFFERED", None)
    return subprocess.Popen(
        [sys.executable, "-m", "matchmaker", *words], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        cwd=cwd, env=environment,
    )  # fmt: skip


def twice(words: tuple[str, ...], places: tuple[Path, Path]) -> list[bytes]:
    """What two processes with different hash seeds print."""
    running = [started(words, seed, place) for seed, place in zip(("0", "4242"), places, strict=True)]
    said = [process.communicate(timeout=300) for process in running]
    assert [(process.returncode, err) for process, (_, err) in zip(running, said, strict=True)] == [
        (0, b"")
    ] * 2
    return [out for out, _ in said]


@pytest.mark.parametrize(
    "words",
    [
        ("team", "innherred", "--challenge", "ensomhet", "--size", "8", "--json"),
        ("team", "sandnes_bootcamp", "--challenge", "*", "--seed", "3", "--json"),
        (*SKOLE, "--front", "coverage,reach", "--json"),
        (*SKOLE, "--alternatives", "2", "--json"),
        (*SKOLE, "--why-not", "ks", "--json"),
        ("gaps", "innherred", *DAY, "--json"),
        ("gaps", "sandnes_bootcamp", "--edition", "offentlig", *DAY, "--json"),
        ("check", "innherred", "--json"),
        ("groups", "sandnes_bootcamp", "--rounds", "1", "--seed", "3", "--json"),
    ],
    ids=lambda words: " ".join(
        (*words[:2], *(word for word in words if word.startswith("--") and word != "--json"))
    ),
)
def test_the_same_bytes_under_another_hash_seed(words: tuple[str, ...], tmp_path: Path) -> None:
    """Must show 5."""
    if "*" in words:
        from matchmaker.services.workspace import FolderWorkspace

        first = str(FolderWorkspace().dataset(words[1]).register.frame("challenges")["id"].iloc[0])
        words = tuple(first if word == "*" else word for word in words)
    one, other = twice(words, (tmp_path, tmp_path))
    assert one == other
    assert len(one) > 200


def test_an_invented_region_is_the_same_bytes_under_another_hash_seed(tmp_path: Path) -> None:
    """Must show 5, for ``synth``: what is printed, and every file."""
    places = (tmp_path / "a", tmp_path / "b")
    for place in places:
        place.mkdir()
    one, other = twice(("synth", "region", *SMALL, "--json"), places)
    assert one == other
    files = [{path.name: path.read_bytes() for path in (place / "region").iterdir()} for place in places]
    assert files[0] == files[1]
    assert len(files[0]) > 8


@pytest.mark.parametrize(
    "words",
    [("gaps", "innherred", "--json", *DAY), ("gaps", "innherred", *DAY), ("--version",)],
    ids=["much", "text", "little"],
)
def test_a_reader_that_goes_away_is_no_error(words: tuple[str, ...], tmp_path: Path) -> None:
    """``matchmaker gaps … | head -1``; little is held back until the end, much is written at once."""
    process = started(words, "0", tmp_path)
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.close()  # before anything is written, so that writing must fail
    err = process.stderr.read()
    process.stderr.close()
    assert process.wait(timeout=60) == 0
    assert err == b""


def test_output_is_plain_in_a_pipe_and_rich_on_a_terminal(tmp_path: Path) -> None:
    words = ("check", "innherred")
    process = started(words, "0", tmp_path)
    piped, _ = process.communicate(timeout=60)
    assert b"\x1b" not in piped
    lead, follow = pty.openpty()
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "TERM": "xterm-256color", "COLUMNS": "80"}
    for name in ("NO_COLOR", "FORCE_COLOR", "TTY_COMPATIBLE", "CI"):
        environment.pop(name, None)
    subprocess.run(
        [sys.executable, "-m", "matchmaker", *words], stdout=follow, check=True, cwd=tmp_path, env=environment
    )
    os.close(follow)
    shown = b""
    while True:
        try:
            part = os.read(lead, 65536)
        except OSError:
            break
        if not part:
            break
        shown += part
    os.close(lead)
    assert b"\x1b[1m" in shown  # headings are bold
    bare = re.sub(rb"\x1b\[[0-9;]*m", b"", shown)
    assert [line.split() for line in bare.split()] == [line.split() for line in piped.split()]


def test_no_colour_is_forced_into_a_pipe(tmp_path: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "TERM": "xterm-256color"}
    done = subprocess.run(
        [sys.executable, "-m", "matchmaker", "gaps", "innherred"],
        capture_output=True,
        check=True,
        cwd=tmp_path,
        env=environment,
    )
    assert b"\x1b" not in done.stdout
    assert b" \n" not in done.stdout  # nor spaces at the ends of lines
