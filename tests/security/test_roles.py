"""Every role against every action, on a workspace that holds one invented person everywhere."""

from __future__ import annotations

import ast
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from matchmaker.kernel.errors import InputError
from matchmaker.kernel.messages import catalogue
from matchmaker.services import drafts, history, keeping, rights
from matchmaker.services.catalogue import overview
from matchmaker.services.committing import export_workbook, keep
from matchmaker.services.disclosure import Edition
from matchmaker.services.dropping import DropRequest, drop_file
from matchmaker.services.environment import Environment
from matchmaker.services.gaps import GapsRequest, find_gaps
from matchmaker.services.groups_keep import keep_seating
from matchmaker.services.invitation_answers import AnswerRequest, mark_sent, record_answer
from matchmaker.services.kept import KeptWorkspace, text_of_package
from matchmaker.services.roles import LEAST, Role, RoleGate, Who, may, permit
from matchmaker.services.runs import keep_run, list_runs
from matchmaker.services.workspace import FolderWorkspace
from matchmaker.sources.datapackage import Package
from matchmaker.sources.sheets import Contact
from matchmaker.store import records
from matchmaker.store.gate import STEPS, Action, action_of
from matchmaker.store.layout import TABLES
from matchmaker.store.memory import MemoryStorage
from matchmaker.store.store import Store
from tests import rights_data

if TYPE_CHECKING:
    from collections.abc import Callable

    from matchmaker.store.storage import Storage

ROOT = Path(__file__).parents[2]
ENVIRONMENT = Environment(lambda: date(2026, 11, 22))
NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
MADE: dict[str, str] = {}


class Ring:
    """A workspace that the invented person is in, seen by somebody with a role."""

    def __init__(self, role: Role | None, folder: Path) -> None:
        self.folder = folder
        self.storage = MemoryStorage()
        with self.storage.writing() as writing:
            for table, held in filled().items():
                for row in held:
                    writing.put(table, row)
        files = FolderWorkspace()
        who = None if role is None else Who("Innlogget Oppdiktet", role)
        self.workspace = KeptWorkspace(Store(self.storage, lambda: NOW, RoleGate(lambda: who)), files)


@cache
def filled() -> dict[str, Any]:
    """The rows of the workspace, worked out once."""
    storage = MemoryStorage()
    past = KeptWorkspace(Store(storage, lambda: NOW), FolderWorkspace())
    MADE.update(rights_data.fill(past.store))
    keeping.note(past, MADE["team"], "Til orientering.", "kari")
    with storage.writing() as writing:  # a whole description, as the services write it
        row = writing.get("dataset", "lite")
        assert row is not None
        writing.put("dataset", {**row, "about": text_of_package(Package(name="lite", title="Lite"))})
    held, base = drafts.sheets_held(past, "lite")
    contacts = (Contact("akt-a", "telefon", "90054321"),)
    assert drafts.begin(past, "lite", base, held, contacts, "kari").draft.id == "utkast-1"
    return rows(storage)


def public(ring: Ring) -> object:
    with ring.workspace.told_in_public():
        return find_gaps(ring.workspace, GapsRequest("lite", edition=Edition.PUBLIC), ENVIRONMENT)


def decision(ring: Ring) -> object:
    asked = keeping.DecisionRequest("sak", "Ja.", "Fordi.", "rådet", date(2026, 11, 22))
    return keeping.decide(ring.workspace, asked, "x")


def restored(ring: Ring) -> object:
    empty = KeptWorkspace(Store(MemoryStorage(), lambda: NOW), FolderWorkspace())
    file = ring.folder / "kopi.zip"
    keeping.back_up_to(empty, file)
    emptied = KeptWorkspace(Store(MemoryStorage(), lambda: NOW, ring.workspace.store.gate), FolderWorkspace())
    return keeping.restore_from(emptied, file)


def dropped(ring: Ring, **more: Any) -> object:
    content = b"Navn,E-post\nOppdiktet Listesen,a@example.org\n"
    return drop_file(ring.workspace, DropRequest("liste.csv", content, "x", "lite", "5038", **more))


def contact(ring: Ring) -> object:
    asked = rights.ContactRequest("lite", "akt-a", "x", set=(("telefon", "90000000"),), source="listen")
    return rights.change_contacts(ring.workspace.store, asked)


def erased(ring: Ring, *, preview: bool) -> object:
    asked = rights.EraseRequest(rights_data.ID, "ba om det", "x", "lite", preview)
    return rights.erase_person(ring.workspace.store, asked)


def commit_with_contacts(ring: Ring) -> object:
    return drafts.commit_draft(ring.workspace, "utkast-1", 1, "x")


EVERY: dict[str, tuple[Action, Callable[[Ring], object]]] = {
    "datasets": (Action.LIST, lambda r: r.workspace.datasets()),
    "version": (Action.LIST, lambda r: r.workspace.version("lite")),
    "about": (Action.READ, lambda r: r.workspace.about("lite")),
    "public": (Action.READ_PUBLIC, public),
    "overview": (Action.READ, lambda r: overview(r.workspace, "lite")),
    "of files": (Action.READ, lambda r: overview(r.workspace, "innherred")),
    "version 1": (Action.READ, lambda r: overview(r.workspace, "lite@1")),
    "workbook": (Action.READ, lambda r: export_workbook(r.workspace, "lite")),
    "working edition": (Action.READ, lambda r: find_gaps(r.workspace, GapsRequest("lite"), ENVIRONMENT)),
    "history": (Action.READ, lambda r: history.history(r.workspace)),
    "runs": (Action.READ, lambda r: list_runs(r.workspace)),
    "drafts": (Action.READ, lambda r: drafts.list_drafts(r.workspace)),
    "open draft": (Action.READ, lambda r: drafts.open_draft(r.workspace, "utkast-1")),
    "path": (Action.READ, lambda r: r.workspace.path("innherred")),
    "edit": (Action.DRAFT, lambda r: drafts.edit_dataset(r.workspace, "lite", "x")),
    "mend": (Action.DRAFT, lambda r: drafts.add_row(r.workspace, "utkast-1", 1, "aktører", "x")),
    "discard": (Action.DRAFT, lambda r: drafts.discard(r.workspace, "utkast-1")),
    "drop": (Action.DRAFT, dropped),
    "drop with contacts": (Action.CONTACTS, lambda r: dropped(r, keep_contacts=True)),
    "keep": (Action.CHANGE, lambda r: keep(r.workspace, "innherred", "x")),
    "commit with contacts": (Action.CONTACTS, commit_with_contacts),
    "undo": (Action.UNDO, lambda r: history.undo(r.workspace, "x")),
    "note": (Action.NOTE, lambda r: keeping.note(r.workspace, "sak", "Hei.", "x")),
    "decide": (Action.DECIDE, decision),
    "run": (Action.RUN, lambda r: keep_run(r.workspace, GapsRequest("lite"), ENVIRONMENT, "x")),
    "seating": (Action.TEAM, lambda r: keep_seating(r.workspace, "lite", ((1, "bord-1", "akt-a"),), "x")),
    "sent": (Action.INVITE, lambda r: mark_sent(r.workspace, (MADE["invitation"],), date(2026, 11, 1), "x")),
    "answer": (
        Action.INVITE,
        lambda r: record_answer(r.workspace, AnswerRequest(MADE["invitation"], "ja", date(2026, 11, 2)), "x"),
    ),
    "contact": (Action.CONTACTS, contact),
    "innsyn": (
        Action.INNSYN,
        lambda r: rights.innsyn(r.workspace.store, rights.InnsynRequest(rights_data.ID)),
    ),
    "erase preview": (Action.ERASE, lambda r: erased(r, preview=True)),
    "erase": (Action.ERASE, lambda r: erased(r, preview=False)),
    "retention": (Action.RETENTION, lambda r: rights.look_at_retention(r.workspace.store, ENVIRONMENT)),
    "set retention": (Action.RETENTION, lambda r: rights.set_retention(r.workspace.store, "utkast", 30, "x")),
    "apply retention": (
        Action.RETENTION,
        lambda r: rights.apply_retention(r.workspace.store, ENVIRONMENT, "x"),
    ),
    "audit": (Action.AUDIT, lambda r: history.verify_log(r.workspace)),
    "backup": (Action.BACKUP, lambda r: keeping.back_up_to(r.workspace, r.folder / "ny.zip")),
    "restore": (Action.RESTORE, restored),
}
"""What can be done → the action that it is, and how to do it."""
ROLES = (None, *Role)


def rows(storage: Storage) -> dict[str, Any]:
    with storage.reading() as reading:
        return {table: reading.rows(table) for table in TABLES}


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("what", EVERY)
def test_each_role_may_do_what_the_table_says_and_nothing_else(
    what: str, role: Role | None, tmp_path: Path
) -> None:
    action, go = EVERY[what]
    ring = Ring(role, tmp_path)
    before = rows(ring.storage)
    code = ""
    try:
        go(ring)
    except InputError as wrong:
        code = wrong.code
    if role is not None and may(role, action):
        assert code != "not_allowed"
        assert code in ("", "nothing_changed") or action is Action.INVITE, (
            code
        )  # that invitation hangs together with no seat
    else:
        assert code == "not_allowed"
        assert rows(ring.storage) == before
        assert not (tmp_path / "ny.zip").exists()


def test_every_action_is_tried_and_stands_in_the_table() -> None:
    assert {action for action, _ in EVERY.values()} == set(Action) == set(LEAST)


def test_each_role_may_all_that_the_one_before_it_may() -> None:
    allowed = [{action for action in Action if may(role, action)} for role in Role]
    assert allowed[0] == {Action.LIST, Action.READ_PUBLIC}
    assert allowed[0] < allowed[1] < allowed[2] == set(Action)


def test_every_step_that_has_a_name_is_an_action() -> None:
    """The catalogue holds exactly the names that are used, which another test sees to."""
    from babel.messages.pofile import read_po

    with (ROOT / "matchmaker/kernel/locale/nb/LC_MESSAGES/matchmaker.po").open("rb") as file:
        names = {str(one.id) for one in read_po(file) if str(one.id).startswith("step.")}
    assert names == set(STEPS)
    assert action_of("step.nobody_has_heard_of") is Action.RESTORE


def test_every_refusal_can_be_said_in_three_languages() -> None:
    for language in ("nb", "nn", "en"):
        words = catalogue(language)
        for action in Action:
            with pytest.raises(InputError) as wrong:
                permit(None, action)
            said = words.say(wrong.value.message)
            assert "{" not in said
            assert words.say(wrong.value.hint)


def test_no_service_goes_past_the_gate() -> None:
    """Outside the store nobody opens the storage itself, save to tidy up after what was let happen."""
    may_name = {"scrub"}
    found = []
    for path in sorted((ROOT / "matchmaker").rglob("*.py")):
        if "store" in path.relative_to(ROOT / "matchmaker").parts[0]:
            continue
        text = path.read_text(encoding="utf-8")
        for node in ast.walk(ast.parse(text)) if ".storage." in text else ():
            inner = node.value if isinstance(node, ast.Attribute) else None
            if isinstance(inner, ast.Attribute) and inner.attr == "storage" and node.attr not in may_name:
                found.append(f"{path.name}:{node.lineno}")
    assert found == []


def test_a_planner_cannot_undo_what_only_a_steward_may_do(tmp_path: Path) -> None:
    ring = Ring(Role.PLANNER, tmp_path)
    past = KeptWorkspace(Store(ring.storage, lambda: NOW), FolderWorkspace())
    rights.set_retention(past.store, "utkast", 30, "styre")
    before = rows(ring.storage)
    with pytest.raises(InputError) as wrong:
        history.undo(ring.workspace, "planke")
    assert wrong.value.code == "not_allowed"
    assert rows(ring.storage) == before


def test_what_is_done_is_signed_by_who_is_logged_in(tmp_path: Path) -> None:
    ring = Ring(Role.STEWARD, tmp_path)
    made = keeping.note(ring.workspace, "sak", "Hei.", "Ordføreren")
    contact(ring)
    erased(ring, preview=False)
    view = drafts.edit_dataset(ring.workspace, "lite", "Ordføreren")
    with ring.storage.reading() as reading:
        assert records.get(reading, made.id).author == "Innlogget Oppdiktet"
        assert reading.get("draft", view.draft.id)["author"] == "Innlogget Oppdiktet"  # type: ignore[index]
        assert "Ordføreren" not in str(rows(ring.storage))


def test_what_a_reader_is_told_names_nobody(tmp_path: Path) -> None:
    told = str(public(Ring(Role.READER, tmp_path)))
    assert not [trace for trace in (rights_data.NAME, rights_data.ID, rights_data.OTHER) if trace in told]
