"""One actor, contribution, tie or any other row, written in a form and kept as one step."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from matchmaker.kernel.errors import InputError, Message, Param, Severity, TableErrors
from matchmaker.kernel.rng import secret
from matchmaker.model import schema
from matchmaker.model.register import Register, records_of
from matchmaker.services.committing import CommitRequest, base_of, commit_difference
from matchmaker.sources.cells.words import slug
from matchmaker.sources.files.frames import read_table
from matchmaker.sources.files.grid import build_grid
from matchmaker.sources.files.layout import lay_out
from matchmaker.sources.sheets import sheets_of
from matchmaker.store.difference import Difference, TableDifference, between
from matchmaker.store.frames import FEATURES, frames_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pandas as pd

    from matchmaker.services.committing import CommitResult
    from matchmaker.services.kept import KeptWorkspace
    from matchmaker.sources.files.frames import TableRead

_OPEN = ("kinds", "contribution_types")
"""Tables whose ids are codes that other tables may use."""


@dataclass(frozen=True, slots=True)
class RowRequest:
    """A row as somebody has written it in a form."""

    dataset: str
    table: str
    """One of the schema's tables, e.g. ``actors``."""
    texts: Mapping[str, str]
    """Header → text, as it would stand in the spreadsheet; headers that are left out are empty."""
    author: str
    base: int
    """The version that the form was filled from; 0 for a dataset that lies as files."""
    key: tuple[str, ...] | None = None
    """What named the row before; ``None`` for a new one."""


def row_texts(workspace: KeptWorkspace, dataset: str, table: str, key: tuple[str, ...]) -> Mapping[str, str]:
    """Fill a form: header → text of one row, features too. Raises ``InputError`` (unknown_row)."""
    register = workspace.dataset(dataset).register
    found = _rows(register, table, key)
    if found.empty:
        raise InputError("unknown_row", {"sheet": schema.TABLES[table].title, "row": " ".join(key)})
    tables = register.tables()
    one = type(tables)({table: found.set_axis([2], axis=0)}, _features(register, table, key[0]))
    sheet = sheets_of(one).sheet(schema.TABLES[table].title)
    return dict(zip(sheet.headers, sheet.rows[0], strict=False))


def _rows(register: Register, table: str, key: tuple[str, ...]) -> pd.DataFrame:
    """The row that a key names, or none."""
    frame = register.frame(table)
    names = schema.TABLES[table].key
    for name, part in zip(names, key, strict=True):
        text = frame[name].astype(object).where(frame[name].notna(), "")
        frame = frame[text.map(_key_text) == part]
    return frame


def _key_text(value: object) -> str:
    return str(getattr(value, "date", lambda: value)())


def _features(register: Register, table: str, actor: str) -> pd.DataFrame:
    """What the actor has stated; nothing for rows of other tables."""
    features = register.features
    return features[features["actor"] == (actor if table == schema.ACTORS.name else "")]


def save_row(workspace: KeptWorkspace, request: RowRequest) -> CommitResult:
    """Keep a new or changed row as the dataset's next version.

    A new actor without an id gets one: of an organisation's name; of chance for a person, so that the id
    tells nobody's name.

    Raises
    ------
    TableErrors
        Something in the row, or between it and the others, is wrong; nothing is kept.
    InputError
        ``changed_meanwhile``, ``nothing_changed``, ``id_is_fixed`` when an id was written anew.
    """
    number = base_of(workspace, request.dataset, request.base, request.author)
    register, _ = workspace.store.register(request.dataset, number)
    spec = schema.TABLES[request.table]
    values = _with_id(register, spec, request)
    read = read_rows(register, spec, [values])
    before = register.frame(request.table).iloc[:0]
    stated = register.features.iloc[:0]
    if request.key is not None:
        before = _rows(register, request.table, request.key)
        stated = _features(register, request.table, request.key[0])
    tables = {request.table: TableDifference(before, read.frame)}
    if spec.features and (len(stated) or len(read.features)):
        tables[FEATURES] = TableDifference(stated, read.features)
    said = "row_changed" if request.key else "row_added"
    params: dict[str, Param] = {"sheet": spec.title, "row": _called(spec, values), "dataset": request.dataset}
    wish = CommitRequest(request.dataset, request.author, number)
    result = commit_difference(workspace, wish, Difference(tables), Message(f"step.{said}", params))
    return replace(result, actor=values["id"]) if spec is schema.ACTORS else result


def _called(spec: schema.Table, values: Mapping[str, str]) -> str:
    """What a row is called in the list of steps: its id, never a name."""
    names = [spec.column(name).header for name in spec.key]
    return " · ".join(filter(None, (values.get(name, "") for name in names)))


def _with_id(register: Register, spec: schema.Table, request: RowRequest) -> Mapping[str, str]:
    values = {name: text for name, text in request.texts.items() if text.strip()}
    if spec.key != ("id",):
        return values
    if request.key is not None:
        if values.get("id", request.key[0]) != request.key[0]:
            raise InputError("id_is_fixed", {"id": request.key[0]})
        return {**values, "id": request.key[0]}
    if values.get("id"):
        return values
    return {**values, "id": new_id(register, spec, values)}


def new_id(register: Register, spec: schema.Table, values: Mapping[str, str]) -> str:
    """Make an id for a row: of its name or title, by chance for a person, so that it tells nobody's name."""
    named = slug(values.get("navn", "") or values.get("tittel", ""))
    kind = register.kinds.get(values.get("type", ""))
    person = values.get("form", kind.form.value if kind else "") == "person"
    if not named or (spec is schema.ACTORS and person):
        return f"{'person' if person else spec.name}-{secret()[:8]}"
    taken = set(register.frame(spec.name)["id"].astype(str))
    number = 2
    candidate = named
    while candidate in taken:
        candidate, number = f"{named}-{number}", number + 1
    return candidate


def read_rows(register: Register, spec: schema.Table, rows: Sequence[Mapping[str, str]]) -> TableRead:
    """Read rows as a spreadsheet's, by header. Raises ``TableErrors`` with all that is wrong in them."""
    headers = [column.header for column in spec.columns]
    headers += [
        header for header in dict.fromkeys(name for row in rows for name in row) if header not in headers
    ]
    cells = [[row.get(name, "") for name in headers] for row in rows]
    grid = build_grid(spec.title, spec.title, [[headers, *cells]])
    added = {name: tuple(register.frame(name)["id"].astype(str)) for name in _OPEN}
    read = read_table(spec, grid, lay_out(spec, grid), added)
    if any(problem.severity is Severity.ERROR for problem in read.problems):
        raise TableErrors(read.problems)
    return read


def remove_row(workspace: KeptWorkspace, request: RowRequest) -> CommitResult:
    """Take a row away; with an actor goes everything that hangs on it. ``texts`` are not looked at.

    Raises ``InputError``: ``unknown_row``, ``changed_meanwhile``.
    """
    number = base_of(workspace, request.dataset, request.base, request.author)
    register, _ = workspace.store.register(request.dataset, number)
    key = request.key or ()
    found = _rows(register, request.table, key) if key else register.frame(request.table).iloc[:0]
    if found.empty:
        raise InputError("unknown_row", {"sheet": schema.TABLES[request.table].title, "row": " ".join(key)})
    if request.table == schema.ACTORS.name:
        difference = between(frames_of(register), frames_of(register.without_actors([key[0]])))
    else:
        difference = Difference({request.table: TableDifference(found, found.iloc[:0])})
    params: dict[str, Param] = {
        "sheet": schema.TABLES[request.table].title, "row": " · ".join(filter(None, key)),
        "dataset": request.dataset,
    }  # fmt: skip
    wish = CommitRequest(request.dataset, request.author, number)
    return commit_difference(workspace, wish, difference, Message("step.row_removed", params))


@dataclass(frozen=True, slots=True)
class RowInfo:
    """A row in a list: what names it, and its texts."""

    key: tuple[str, ...]
    values: Mapping[str, object]
    """Column name in the library → value; ``None`` is unknown."""


def list_rows(workspace: KeptWorkspace, dataset: str, table: str, actor: str = "") -> tuple[RowInfo, ...]:
    """Every row of a table, or those that name an actor. Raises ``InputError`` (unknown_dataset)."""
    frame = workspace.dataset(dataset).register.frame(table)
    if actor:
        spec = schema.TABLES[table]
        named = [column.name for column in spec.columns if column.target == "actors"]
        if spec is schema.ACTORS:
            named = ["id"]
        frame = frame[(frame[named].astype(object) == actor).any(axis=1)]
    names = schema.TABLES[table].key
    return tuple(
        RowInfo(tuple("" if row[name] is None else str(row[name]) for name in names), row)
        for row in records_of(frame)
    )
