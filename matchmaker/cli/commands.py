"""One function per command: options → request → result → text or JSON."""

from __future__ import annotations

import os
import sys
from datetime import datetime
from functools import cached_property
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import orjson

from matchmaker.cli import text
from matchmaker.cli.exit_codes import Exit
from matchmaker.cli.following import Following
from matchmaker.cli.paper import Paper
from matchmaker.cli.parser import (
    AUTHOR_VARIABLE,
    DATA_VARIABLE,
    FIGURES,
    FIGURES_VARIABLE,
    TRACE_VARIABLE,
    WORKSPACE,
    WORKSPACE_VARIABLE,
)
from matchmaker.kernel.errors import Infeasible, InputError, MatchmakerError, Message, SeveralErrors
from matchmaker.kernel.messages import Catalogue, catalogue
from matchmaker.services.checking import check_dataset, check_kept
from matchmaker.services.disclosure import Edition
from matchmaker.services.environment import Environment
from matchmaker.services.gaps import GapsRequest, find_gaps
from matchmaker.services.jsonable import Json, jsonable
from matchmaker.services.opening import open_workspace
from matchmaker.services.team import TeamRequest, suggest_team
from matchmaker.services.workspace import FolderWorkspace, bundled_data

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable

    from matchmaker.services.kept import KeptWorkspace
    from matchmaker.services.workspace import Dataset
    from matchmaker.store.store import Store

DEMO_DATASET, DEMO_CHALLENGE = "innherred", "ensomhet"


class Session:
    """What every command needs: the workspace, the words, and where to write."""

    def __init__(self, options: argparse.Namespace) -> None:
        self.options = options
        self.words: Catalogue = catalogue(options.lang)
        self.paper = Paper(sys.stdout)
        self.following = Following(sys.stderr, self.words)
        self.environment = Environment(lambda: now().date(), self.following, monotonic)
        self.held: dict[str, Dataset] = {}
        """Datasets that were read into memory, under the words by which the command means them."""
        self.author: str = options.author or os.environ.get(AUTHOR_VARIABLE) or self.words.term("word.nobody")

    @cached_property
    def workspace(self) -> KeptWorkspace:
        """Where datasets are found and kept. Raises ``InputError`` for an address of something else."""
        options = self.options
        places = [*options.data, *filter(None, os.environ.get(DATA_VARIABLE, "").split(os.pathsep))]
        asked = [*(getattr(options, name, "") or "" for name in ("dataset", "before")),
                 *getattr(options, "datasets", ())]  # fmt: skip
        files = FolderWorkspace(
            [*map(Path, places), bundled_data()],
            opened={name: Path(name) for name in asked if name and Path(name).exists()},
            fetched=self.figures,
            held=self.held,
        )
        address = options.workspace or os.environ.get(WORKSPACE_VARIABLE) or WORKSPACE
        return open_workspace(address, files, now)

    @property
    def figures(self) -> Path:
        """The folder of population figures that were fetched."""
        return Path(self.options.figures or os.environ.get(FIGURES_VARIABLE) or FIGURES)

    @property
    def store(self) -> Store:
        """What keeps."""
        return self.workspace.store

    def show(self, result: object, as_text: Callable[..., None]) -> None:
        """Print a result as JSON when asked for, else as text."""
        if self.options.json:
            self.write_json(jsonable(result, self.words))
        else:
            as_text(result, self.paper, self.words)

    def write_json(self, value: object) -> None:
        """Print one JSON document."""
        sys.stdout.write(orjson.dumps(value, option=orjson.OPT_INDENT_2).decode() + "\n")


def now() -> datetime:
    """Day and time, from the clock; this is the only place below the dashboard that looks at it."""
    return datetime.now(ZoneInfo("Europe/Oslo"))


def run(options: argparse.Namespace) -> int:
    """Run a parsed command, turning the library's errors into words and exit codes."""
    session = Session(options)
    try:
        return _command(options.command)(session)
    except Infeasible as wrong:
        return _failed(session, wrong, Exit.IMPOSSIBLE)
    except InputError as wrong:
        return _failed(session, wrong, Exit.BAD_INPUT)
    except BrokenPipeError:
        raise
    except OSError as wrong:  # a folder that is a file, a full disk, a port that is taken
        what = {"what": str(wrong.filename or "–"), "reason": wrong.strerror or type(wrong).__name__}
        return _failed(session, InputError("system_refused", what), Exit.BAD_INPUT)
    except MatchmakerError as wrong:
        sys.stderr.write(session.words.say(wrong.message) + "\n")
        return Exit.INTERNAL
    except Exception as wrong:  # noqa: BLE001 - whatever it is, a planner gets a sentence and a code
        return _defect(session, wrong)


def _command(name: str) -> Callable[[Session], int]:
    """Find a command; a family of commands is imported when one of them is asked for."""
    if name in COMMANDS:
        return COMMANDS[name]
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

    return (
        accounts.COMMANDS | change.COMMANDS
        | draw.COMMANDS | groups.COMMANDS | interchange.COMMANDS | invite.COMMANDS | kept.COMMANDS
        | match.COMMANDS | measures.COMMANDS | missing.COMMANDS | needs.COMMANDS
        | network.COMMANDS | overview.COMMANDS | report.COMMANDS | rights.COMMANDS
        | side_by_side.COMMANDS | stress.COMMANDS | team.COMMANDS
    )[name]  # fmt: skip


def _defect(session: Session, wrong: Exception) -> int:
    """Say that the program is at fault. The trace may hold people's data, so it is shown on request only."""
    sys.stderr.write(session.words.say(Message("error.internal", {"what": type(wrong).__name__})) + "\n")
    if os.environ.get(TRACE_VARIABLE):
        import traceback

        traceback.print_exception(wrong)
    return Exit.INTERNAL


def _failed(session: Session, wrong: InputError | Infeasible, code: Exit) -> int:
    if session.options.json:
        session.write_json(_told(wrong, session.words))
    else:
        text.error(wrong, Paper(sys.stderr), session.words)
    return code


def _told(wrong: InputError | Infeasible, words: Catalogue) -> dict[str, Json]:
    """An error as data, with all that it carries; *field* says which part of the request is meant."""
    answer: dict[str, Json] = {"error": wrong.code, "text": words.say(wrong.message)}
    if "field" in wrong.params:
        answer["field"] = jsonable(wrong.params["field"], words)
    for name in ("problems", "conflict", "relaxations", "hint"):
        if getattr(wrong, name, None) is not None:
            answer[name] = jsonable(getattr(wrong, name), words)
    if isinstance(wrong, SeveralErrors):
        answer["errors"] = [_told(one, words) for one in wrong.errors]
    return answer


def _check(session: Session) -> int:
    workspace, dataset = session.workspace, session.options.dataset
    kept = workspace.version(dataset) is not None
    result = check_kept(workspace, dataset) if kept else check_dataset(workspace.path(dataset))
    session.show(result, text.check)
    return Exit.FINDINGS if result.errors else Exit.OK


def _import(session: Session) -> int:
    from matchmaker.services.importing import ImportRequest, import_list
    from matchmaker.services.importing_network import is_network

    options = session.options
    request = ImportRequest(
        file=options.file,
        target=options.to or f"./{Path(options.file).stem}",
        municipality=options.municipality,
        kind=options.kind,
        keep_notes=options.keep_notes,
        columns=tuple(options.map),
        relation=options.relation,
    )
    if is_network(options.file):
        from matchmaker.cli.interchange import run_import_network

        return run_import_network(session, request)
    session.show(import_list(session.workspace, request), text.imported)
    return Exit.OK


def _template(session: Session) -> int:
    from matchmaker.services.importing import write_template

    session.show(write_template(Path(session.options.folder), session.words.language), text.written)
    return Exit.OK


def _synth(session: Session) -> int:
    from matchmaker.services.synth import SynthRequest, synthesise

    options = session.options
    request = SynthRequest(
        target=options.folder,
        municipalities=tuple(filter(None, options.municipalities.split(","))),
        actors=options.actors,
        contributions=options.contributions,
        ties=options.ties,
        involvements=options.involvements,
        challenges=options.challenges,
        seed=options.seed,
        duplicates=options.duplicates,
    )
    session.show(synthesise(session.workspace, request, session.environment), text.written)
    return Exit.OK


def _demo(session: Session) -> int:
    from matchmaker.services.report import ReportRequest, make_report, write_report

    options = session.options
    wish = TeamRequest(DEMO_DATASET, DEMO_CHALLENGE)
    suggested = suggest_team(session.workspace, wish, session.environment)
    question = GapsRequest(DEMO_DATASET, DEMO_CHALLENGE, suggested.members)
    missing = find_gaps(session.workspace, question, session.environment)
    whole = ReportRequest(
        DEMO_DATASET, DEMO_CHALLENGE, Edition.PUBLIC, team=suggested.members, language=session.words.language
    )
    report = Path(options.report)
    write_report(make_report(session.workspace, whole, session.environment), report, "html")
    if options.json:
        answer = {"team": suggested, "gaps": missing, "report": str(report)}
        session.write_json(jsonable(answer, session.words))
    else:
        text.team(suggested, session.paper, session.words)
        text.gaps(missing, session.paper, session.words)
        session.paper.line()
        session.paper.line(session.words.say(Message("demo.report", {"file": str(report)})))
    if options.no_serve:
        return Exit.OK
    from matchmaker.cli.accounts import run_serve

    return run_serve(session)


COMMANDS: dict[str, Callable[[Session], int]] = {
    "check": _check,
    "import": _import,
    "template": _template,
    "synth": _synth,
    "demo": _demo,
}
