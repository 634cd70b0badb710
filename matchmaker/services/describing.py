"""A challenge that somebody has described becomes one of the dataset's: a team can be suggested for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matchmaker.kernel.errors import InputError, Message
from matchmaker.model import municipalities, schema
from matchmaker.services.committing import CommitRequest, base_of, commit_difference, present_register
from matchmaker.services.editing import new_id, read_rows
from matchmaker.sources.cells.words import slug
from matchmaker.store.difference import Difference, TableDifference

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matchmaker.kernel.errors import Param
    from matchmaker.model.register import Register
    from matchmaker.services.kept import KeptWorkspace
    from matchmaker.services.needs import NeedsRequest

_BETWEEN = "|"


def keep_described(workspace: KeptWorkspace, request: NeedsRequest, author: str) -> str:
    """Keep a described challenge, and the groups that it concerns, as the dataset's next version.

    Its needs are not written: they are drafted from what it is, until somebody states them.

    Parameters
    ----------
    workspace
        Where.
    request
        The description; one that names a challenge of the dataset describes nothing.
    author
        Who is told in the log.

    Returns
    -------
    str
        The challenge's id.

    Raises
    ------
    InputError
        ``needs_title`` without a title, ``needs_level`` without a level; ``unknown_dataset``,
        ``unknown_municipality``, ``not_allowed``.
    TableErrors
        What is wrong in the row.
    """
    title = (request.title or "").strip()
    if not title:
        raise InputError("needs_title", {}, Message("hint.needs_title"))
    if not request.levels:
        raise InputError("needs_level", {}, Message("hint.needs_level"))
    dataset, _ = workspace.split(request.dataset)
    _, held = present_register(workspace, dataset)
    number = base_of(workspace, dataset, held, author)
    register, _ = workspace.store.register(dataset, number)
    row = _row(register, request, title)
    tables = {"challenges": [row], "affected": _affected(row["id"], request.affected)}
    difference = Difference({
        name: TableDifference(
            register.frame(name).iloc[:0], read_rows(register, schema.TABLES[name], rows).frame
        )
        for name, rows in tables.items()
        if rows
    })  # fmt: skip
    said: dict[str, Param] = {"sheet": schema.CHALLENGES.title, "row": row["id"], "dataset": dataset}
    commit_difference(
        workspace, CommitRequest(dataset, author, number), difference, Message("step.row_added", said)
    )
    return row["id"]


def _row(register: Register, request: NeedsRequest, title: str) -> dict[str, str]:
    column = schema.CHALLENGES.column
    found = [municipalities.lookup(one) or one for one in request.municipalities]
    row = {
        "tittel": title,
        column("municipalities").header: _BETWEEN.join(found),
        column("levels").header: _BETWEEN.join(request.levels),
        column("themes").header: _BETWEEN.join(request.themes),
        column("phase").header: request.phase or "",
    }
    return {"id": new_id(register, schema.CHALLENGES, row), **row}


def _affected(challenge: str, groups: Sequence[str]) -> list[dict[str, str]]:
    names = [schema.AFFECTED.column(name).header for name in ("challenge", "group", "name")]
    return [
        dict(zip(names, (challenge, slug(group, "_") or f"gruppe_{number}", group), strict=True))
        for number, group in enumerate(groups, 1)
    ]
