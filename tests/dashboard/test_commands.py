"""Every page shows its command, and the command gives the same result as the page was drawn from.

Each page is opened as a browser opens it, in three languages; what the services answered meanwhile is noted
down; the command on the page is run by the real command line on the same workspace, and what it prints as
JSON is held against the answers, whole. Pages, their parts and the services they ask are found, not listed:
one that nobody has thought of fails here.
"""

from __future__ import annotations

import inspect
import json
import os
import shlex
import subprocess
import sys
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import wraps
from pathlib import Path
from types import FunctionType, ModuleType
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import quote

import pytest

import matchmaker
from dashboard.app import create_app
from dashboard.components import ids
from dashboard.pages.data_versions import MOST_LISTED
from matchmaker.cli import commands
from matchmaker.cli.exit_codes import Exit
from matchmaker.cli.main import main
from matchmaker.kernel.messages import LANGUAGES, Language, catalogue
from matchmaker.services import committing, groups_keep
from matchmaker.services.environment import Environment
from matchmaker.services.groups import split_event, worded_seats
from matchmaker.services.groups_request import GroupsRequest
from matchmaker.services.jsonable import jsonable, number
from matchmaker.services.kept import KeptWorkspace
from matchmaker.services.needs import NeedsResult
from matchmaker.services.repeat import needs_command
from matchmaker.services.settled_team import as_settled, keep_team
from matchmaker.services.team import TeamRequest, suggest_team
from matchmaker.services.workspace import FolderWorkspace, bundled_data
from matchmaker.store.opening import open_storage
from matchmaker.store.store import Store
from tests.dashboard import learn_data
from tests.dashboard.page_drawn import draw, pages_and_parts, pieces, words_in

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.dashboard.page_drawn import Drawn

NOW = datetime.fromisoformat("2026-11-22T12:00:00+01:00")
ENVIRONMENT = Environment(lambda: date(2026, 11, 22))
ODD = '-o\'bygd & "vår" $1'
"""A dataset with a name that a shell, and a command line, could take for something else."""
SAID = quote("Årets «møteplass», 'nr. 1' \"her\"")


# -- what a command's JSON holds of what a page was drawn from ------------------------------------------


class Held(NamedTuple):
    """Where the answer of a service stands in the JSON of a command."""

    command: str
    pick: Callable[[Any], Any] = lambda said: said


def _part(name: str) -> Held:
    return Held("gaps", lambda said: said["parts"][name])


def _field(command: str, name: str) -> Held:
    return Held(command, lambda said: said[name])


ANSWERED = {
    "list_nodes": Held("actors"), "list_versions": Held("versions"), "compare_versions": Held("diff"),
    "find_duplicates": Held("duplicates"), "history": Held("history"),
    "scene_of": _field("network", "scene"), "values_of": _field("network", "values"),
    "communities_in": _field("network", "communities"), "find_bridges": _field("network", "bridges"),
    "suggest_team": Held("team"), "team_front": Held("team"), "other_teams": Held("team"),
    "why_not_somebody": Held("team"), "draft": Held("needs"),
    "split_event": Held("groups"), "judge_seating": Held("groups"),
    "find_gaps": Held("gaps", lambda said: {key: value for key, value in said.items() if key != "parts"}),
    "compare_groups": _part("by"), "find_intersections": _part("intersections"),
    "look_at_phases": _part("phases"), "follow_funnel": _part("funnel"), "plan_outreach": _part("outreach"),
    "public_edition": _part("public"), "check_rules": Held("rules"), "classify_process": Held("classify"),
    "learn": Held("learn"), "compare": Held("compare"), "change_over_time": Held("change"),
    "stress": Held("stress"), "make_report": _field("report", "report"),
    "attention": _field("overview", "attention"),
}  # fmt: skip
"""Services whose answers a page shows: the whole answer is held against the command's."""
_CHOICES = "names and choices of a form, not an answer"
_WRITES = "writes, and answers nothing"
_BESIDE_IT = "how much there is of it in other datasets, each of which has its own page"
_EDITED = "of a kept team that several work on, seat by seat, and of what others have changed meanwhile"
_RIGHTS = "what whoever looks may see"
_BY_HAND = "of a seating that somebody is changing in the browser, which no command knows"
_OF_THE_VIEW = "what a view is made of; the view itself is compared"
BESIDE = {
    "first_answer": "the quick answer, which the proven one takes the place of; compared with that below",
    "overview": _CHOICES, "list_actors": _CHOICES, "kept_teams": _CHOICES, "told_seats": _CHOICES,
    "stand_ins": _CHOICES, "actor_card": _CHOICES, "row_texts": _CHOICES, "list_rows": _CHOICES,
    "read_basis": _OF_THE_VIEW, "case_of": _OF_THE_VIEW, "members_of": _OF_THE_VIEW, "within": _OF_THE_VIEW,
    "searched": _CHOICES,
    "explain_person": _BY_HAND, "repair_event": _BY_HAND, "name_at": _BY_HAND, "seating_news": _BY_HAND,
    "team_news": _EDITED, "view_team": _EDITED, "may_see_all": _RIGHTS, "dataset_attention": _BESIDE_IT,
    **dict.fromkeys(
        ("keep_drafts", "keep_team", "keep_described", "keep_together", "edit_team", "put_back", "mark_sent",
         "record_answer", "save_row", "remove_row", "merge", "say_different", "undo", "redo",
         "write_invitations", "letter_file", "export_workbook"), _WRITES),
}  # fmt: skip
"""Services that no command has to repeat, each with the reason."""
NO_ANSWER = {"export"}
"""Commands on a page that write a file."""


# -- which addresses are opened --------------------------------------------------------------------------

SMALL = "?datasett=en%20liten&utfordring=moteplass&storrelse=3"
GAPS = "?datasett=innherred&utfordring=ensomhet"
EVENT = "?datasett=sandnes_bootcamp&forsok=200"
REGION = "?datasett=region"
STRANGE = f"?datasett={quote(ODD)}"
PUBLIC, PERIOD = "&utgave=offentlig", "&fra=2024-01-01&til=2026-01-01"
WEIGHED = "&vekt=tie%3D2.5&dato=2026-05-01&timer=2.5&sammenlign=ingen"
SOMEBODY = "verdal-eldreraad,verdal-kommunestyre,ks"
ADDRESSES: dict[tuple[str, str], tuple[str, ...]] = {
    ("tilgjengelighet", ""): ("",),
    ("oversikt", ""): ("?datasett=innherred", f"{REGION}&vis=apen_stol", f"{STRANGE}{PUBLIC}"),
    ("aktorer-og-data", ""): (
        "?datasett=region", "?datasett=region&dobbelt=vis&versjoner=1-2", STRANGE, "?datasett=region@1",
        f"{STRANGE}&dobbelt=vis",
    ),
    ("nettverk", ""): (
        "?datasett=innherred&farge=nettverksgruppe&fremhev=uten_omvei",
        "?datasett=innherred&aktor=verdal-eldreraad&nabolag=2&farge=is_cut_point",
        "?datasett=innherred&aktor=verdal-eldreraad&vei-til=ks&samlet=nettverksgruppe",
        f"{STRANGE}&kommune=5037&sider=frivillig,tjeneste&slag=frivillig&relasjoner=samarbeid{PERIOD}",
        f"{STRANGE}&bidrag=lokalkunnskap&omfang=bridges_at",
    ),
    ("inviteres", "team"): (
        "?datasett=innherred&utfordring=ensomhet",
        f"{SMALL}&med=a1&uten=a2&hver_for_seg=a3:a4&fro=7&holdt={SAID}&holdt=-eldre{WEIGHED}",
        f"{SMALL}-4&minst=frivillig:1&ikke_flertall=sektor&organ=raad&innbyggerplasser=2&behov=lokaler:2:3",
    ),
    ("inviteres", "avveininger"): (SMALL, f"{SMALL}&deler=coverage,ties,reach"),
    ("inviteres", "andre"): (SMALL, f"{SMALL}&antall=2&avstand=1&innen=50"),
    ("inviteres", "hvorfor-ikke"): (SMALL, f"{SMALL}&aktor=a4", f"{SMALL}&aktor=a2&uten=a2"),
    ("inviteres", "invitasjon"): (SMALL, f"{SMALL}&uten=a2&fro=3", f"{SMALL}&beholdt=team-1"),
    ("inviteres", "beskriv"): (
        "?datasett=innherred&tema=ensomhet&niva=tjeneste&fase=designe",
        f"?datasett=innherred&tittel={SAID}&tema=-ung&tema={SAID}&berorte=eldre&kommuner=5038&kommuner=5037",
    ),
    ("gruppeinndeling", ""): (
        f"{EVENT}&vis=forslag",
        f"{EVENT}&vis=forslag&grupper=6&runder=2&egenskap=type%3Dspre:3&fro=4&relasjoner=fremmede&atskilt=ingen",
        "?datasett=sandnes_bootcamp&vis=lagret",
    ),
    ("naar-vi-ikke", "funn"): (GAPS, f"{GAPS}&team={SOMEBODY}&aldre=60-&dato=2026-05-01", STRANGE,
                               f"{GAPS}{PUBLIC}"),
    ("naar-vi-ikke", "grupper"): (GAPS, f"{GAPS}&steg=moett&aldre=13-19", f"{STRANGE}&utfordring=ute",
                                  f"{GAPS}{PUBLIC}"),
    ("naar-vi-ikke", "kombinasjoner"): (GAPS, f"{STRANGE}&aldre=18-", f"{GAPS}{PUBLIC}"),
    ("naar-vi-ikke", "faser"): (GAPS, f"{STRANGE}&utfordring=ute", f"{GAPS}{PUBLIC}&dato=2026-05-01"),
    ("naar-vi-ikke", "frafall"): (GAPS, f"{STRANGE}&utfordring=ute", f"{GAPS}{PUBLIC}"),
    ("naar-vi-ikke", "veier"): (GAPS, f"{GAPS}&team={SOMEBODY}", f"{STRANGE}{PUBLIC}"),
    ("naar-vi-ikke", "regler"): (GAPS, f"{GAPS}&team={SOMEBODY}{PUBLIC}", f"{STRANGE}&dato=2026-05-01"),
    ("naar-vi-ikke", "prosess"): (GAPS, f"{STRANGE}&utfordring=ute&dato=2026-05-01"),
    ("laer-av-hverandre", "parer"): ("", f"?i={quote(ODD)},region&ganger=1.5&dato=2026-05-01",
                                     f"{REGION}&i=region{PUBLIC}"),
    ("laer-av-hverandre", "side"): (
        f"{REGION}&trekk=20",
        f"{STRANGE}&kommuner=5038,5037&nullmodell=storrelse&fro=5&trekk=20&dato=2026-05-01",
        f"{REGION}&relasjoner=alle&trekk=0{PUBLIC}", f"{REGION}&relasjoner=samarbeider,finansierer&trekk=0",
    ),
    ("laer-av-hverandre", "region"): (REGION, f"{STRANGE}&relasjoner=alle{PUBLIC}"),
    ("laer-av-hverandre", "tid"): (
        REGION, f"{STRANGE}&datoer=2024-01-01,2026-01-01,2026-06-01&arena=ute&fro=2&kommune=5038",
        f"{STRANGE}&foer=region&relasjoner=alle", f"{REGION}&foer=1{PUBLIC}",
    ),
    ("laer-av-hverandre", "slutter"): (
        f"{REGION}&omganger=20",
        f"{STRANGE}&hvem=tjeneste,frivillig&andel=50&travleste=3&forslag=2&omganger=20",
        f"{REGION}&relasjoner=samarbeid&kommune=5037&fro=3&omganger=20{PUBLIC}",
    ),
    ("rapport", ""): (
        f"{GAPS}&deler=gaps,challenge", f"{SMALL}&beholdt=team-1&deler=team", f"{GAPS}{PUBLIC}&aldre=60-",
        f"{STRANGE}&deler=gaps&dato=2026-05-01", f"{GAPS}&team={SOMEBODY}&deler=team,gaps",
    ),
}  # fmt: skip
"""By page and part; each is opened in a language of its own, and every part in all three."""


def _opened() -> Iterator[Any]:
    for (page, part), addresses in ADDRESSES.items():
        every = [*addresses, *addresses[:1] * (len(LANGUAGES) - len(addresses))]
        for at, address in enumerate(every):
            with_part = f"{address or '?'}&del={part}" if part else address
            yield pytest.param(page, with_part, LANGUAGES[at % 3], id=f"{page}-{part or 'hele'}-{at}")


# -- noting down what the services answer ----------------------------------------------------------------


@dataclass(frozen=True)
class Noted:
    """One answer of a service."""

    service: str
    given: tuple[Any, ...]
    result: Any


def _services() -> Iterator[tuple[ModuleType, str, FunctionType]]:
    """Every service that a module of the dashboard asks, where it stands: those that take data."""
    for name, module in sorted(sys.modules.items()):
        if name.startswith("dashboard."):
            for called, value in sorted(vars(module).items()):
                inner = getattr(value, "__module__", "") or ""
                if isinstance(value, FunctionType) and inner.startswith("matchmaker.services."):
                    first = next(iter(inspect.signature(value).parameters), "")
                    if first in ("workspace", "basis"):
                        yield module, called, value


@pytest.fixture(scope="module")
def noted() -> Iterator[list[Noted]]:
    """Answers of services as pages get them; the pages do not notice."""
    book: list[Noted] = []
    same: dict[FunctionType, Callable[..., Any]] = {}

    def listened(service: FunctionType) -> Callable[..., Any]:
        @wraps(service)
        def answer(*given: Any, **more: Any) -> Any:
            result = service(*given, **more)
            book.append(Noted(service.__name__, given, result))
            return result

        return answer

    with pytest.MonkeyPatch.context() as patch:
        for module, called, service in list(_services()):
            patch.setattr(module, called, same.setdefault(service, listened(service)))
        yield book


# -- a workspace with something of everything -----------------------------------------------------------


_KINDS = ("frivillig", "innbygger", "kommunestyre", "tjeneste", "naeringsliv")
_SMALL = {
    "aktorer": ["id;navn;type;kommune;syntetisk",
                *(f"a{at};Lag \"{at}\" og 'venner', {at};{_KINDS[at % 5]};5038;ja" for at in range(10))],
    "utfordringer": ["id;tittel;kommuner;nivaa;tema", "moteplass;Møteplass, «ny»;5038;tjeneste;møteplasser"],
    "behov": ["utfordring;bidrag;antall;viktighet", "moteplass;lokaler;1;3", "moteplass;lokalkunnskap;2;2"],
    "bidrag": ["aktor;bidrag", *(f"a{at};{('lokaler', 'lokalkunnskap')[at % 2]}" for at in range(8))],
    "relasjoner": ["fra_aktor;til_aktor;type", *(f"a{at};a{at + 2};samarbeider" for at in range(8))],
}  # fmt: skip
"""Ten actors, among whom everything about a team is found in no time."""


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with datasets of files, and a workspace that keeps versions, a team and a seating."""
    folder = tmp_path_factory.mktemp("samme svar")
    files = folder / "filer"
    own = learn_data.write(files)
    odd = files / ODD
    odd.mkdir()
    for one in own.iterdir():
        (odd / one.name).write_bytes(one.read_bytes())
    small = files / "en liten"
    small.mkdir()
    for sheet, rows in _SMALL.items():
        (small / f"{sheet}.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    workspace = _workspace(folder)
    committing.keep(workspace, "region", "Planlegger")
    actors = own / "aktorer.csv"
    first, *rest = actors.read_text(encoding="utf-8").splitlines()
    twice = rest[0].replace("n5038-00", "n5038-99")
    actors.write_text("\n".join([first, *rest, twice]) + "\n", encoding="utf-8")
    committing.commit_path(workspace, committing.CommitRequest("region", "Planlegger", 1), own)
    event = GroupsRequest("sandnes_bootcamp", rounds=2, tries=100)
    seats = worded_seats(split_event(workspace, event, ENVIRONMENT))
    groups_keep.keep_seating(workspace, "sandnes_bootcamp", seats, "Planlegger")
    team = suggest_team(workspace, TeamRequest("en liten", "moteplass", 3, 3), ENVIRONMENT)
    keep_team(workspace, replace(as_settled(team), name="Det 'første' laget"), "Planlegger")
    return folder


def _workspace(folder: Path) -> KeptWorkspace:
    storage = open_storage(str(folder / "arbeid.db"))
    return KeptWorkspace(Store(storage, lambda: NOW), FolderWorkspace([folder / "filer", bundled_data()]))


@pytest.fixture(scope="module")
def workspace(desk: Path) -> Iterator[KeptWorkspace]:
    """The workspace that both the pages and the commands look into."""
    shared = _workspace(desk)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(commands, "open_workspace", lambda *_given: shared)
        patch.setattr(commands, "now", lambda: NOW)
        patch.chdir(desk)
        yield shared


# -- the tests --------------------------------------------------------------------------------------------


def test_every_page_and_part_is_opened() -> None:
    assert set(ADDRESSES) == set(pages_and_parts())


def test_every_service_that_a_page_asks_has_a_command_or_a_reason_why_not() -> None:
    asked = {service.__name__ for _, _, service in _services()}
    assert asked == {*ANSWERED, *BESIDE}


@pytest.mark.parametrize(("page", "address", "language"), list(_opened()))
def test_the_command_on_a_page_gives_what_the_page_was_drawn_from(
    page: str, address: str, language: Language, workspace: KeptWorkspace, noted: list[Noted],
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    noted.clear()
    drawn = draw(create_app(workspace, ENVIRONMENT), f"/{language}/{page}", address)
    answers = [one for one in noted if one.service in ANSWERED]
    assert [words_in(one) for one in pieces(drawn.root) if "error-box" in _look(one)] == []
    shown = [words_in(one) for one in drawn.find(ids.COMMAND)]
    assert len(shown) == bool(answers), [one.service for one in noted]
    beside = [needs_command(one.result.request, language) for one in answers
              if isinstance(one.result, NeedsResult) and not _named(shown, "needs")]  # fmt: skip
    said = {line: _run(line, capsys) for line in (*shown, *_hints(drawn), *beside)}
    words = catalogue(language)
    for one in answers:
        held = ANSWERED[one.service]
        (line,) = _named(said, held.command)
        expected = jsonable(_told(one, line), words)
        found = held.pick(said[line])
        assert (found[one.given[2]] if one.service == "values_of" else found) == expected, line
    _first_answers_are_surpassed(noted)


def _first_answers_are_surpassed(noted: list[Noted]) -> None:
    """A page's quick first answer is to the same question as the proven one, and no better."""
    proven = {one.result.request: one.result for one in noted if one.service == "suggest_team"}
    for one in noted:
        if one.service == "first_answer" and one.result.request in proven:
            assert one.result.objective <= proven[one.result.request].objective


def _look(one: Any) -> str:
    return getattr(one, "className", None) or ""


def _told(one: Noted, line: str) -> Any:
    """What a service answered, as far as the page shows it and the command says that it shows it."""
    words = shlex.split(line)
    if one.service == "values_of":
        ids_ = map(str, one.given[0].network.ids)
        return {actor: number(value) for actor, value in zip(ids_, one.result.tolist(), strict=True)}
    if one.service == "judge_seating":  # asked of one version, and told in the name of the dataset
        plain = one.result.request.dataset.partition("@")[0]
        return replace(one.result, request=replace(one.result.request, dataset=plain))
    if one.service == "attention" and "--kind" in words:
        kind = words[words.index("--kind") + 1]
        return replace(one.result, items=tuple(item for item in one.result.items if item.kind.value == kind))
    if one.service == "history":  # the page, and its command, show the latest
        return replace(one.result, steps=one.result.steps[-MOST_LISTED:])
    return one.result


def _hints(drawn: Drawn) -> list[str]:
    """Commands of single parts of a page, each beside what it is about."""
    beside = [one for one in pieces(drawn.root) if "command-hint" in _look(one)]
    return [words_in(code) for one in beside for code in pieces(one) if type(code).__name__ == "Code"]


def _named(lines: Any, command: str) -> list[str]:
    return [line for line in lines if shlex.split(line)[1] == command]


def _run(line: str, capsys: pytest.CaptureFixture[str]) -> Any:
    program, *words = shlex.split(line)
    assert program == "matchmaker"
    capsys.readouterr()
    code = main(["--json", *words])
    out = capsys.readouterr()
    assert code in (Exit.OK, Exit.FINDINGS), (line, out)
    answer = json.loads(out.out)
    assert words[0] in NO_ANSWER or "error" not in answer, line
    return answer


def test_as_typed_in_a_shell(
    workspace: KeptWorkspace, desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    address = f"{STRANGE}&kommune=5037&omfang=degree"
    drawn = draw(create_app(workspace, ENVIRONMENT), "/nn/nettverk", address)
    (line,) = [words_in(one) for one in drawn.find(ids.COMMAND)]
    shell = f'matchmaker() {{ "{sys.executable}" -m matchmaker --json "$@"; }}; {line}'
    places = {"MATCHMAKER_DATA": str(desk / "filer"), "MATCHMAKER_WORKSPACE": str(desk / "arbeid.db"),
              "PYTHONPATH": str(Path(matchmaker.__file__).parent.parent)}  # fmt: skip
    done = subprocess.run(["/bin/sh", "-c", shell], capture_output=True, check=True, text=True, cwd=desk,
                          env={**os.environ, **places})  # fmt: skip
    assert json.loads(done.stdout) == _run(line, capsys)
