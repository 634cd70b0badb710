"""A network from another tool becomes a dataset: the same request as for a list, the same refusals."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from matchmaker.kernel.errors import InputError, Message
from matchmaker.model import vocabulary as v
from matchmaker.services.written import WriteResult
from matchmaker.sources.datapackage import Origin, Package
from matchmaker.sources.files.csv_files import read_bytes
from matchmaker.sources.interchange.formats import NETWORK_ENDINGS, read_network
from matchmaker.sources.interchange.gathering import MOST_BYTES
from matchmaker.sources.interchange.to_tables import to_tables
from matchmaker.sources.lists.plain_list import home_of

if TYPE_CHECKING:
    from matchmaker.kernel.errors import Problem
    from matchmaker.services.importing import ImportRequest
    from matchmaker.services.workspace import Workspace


@dataclass(frozen=True, slots=True)
class NetworkImportResult:
    """What was read and written."""

    source: str
    """The file as the planner knows it."""
    actors: int
    ties: int
    to_check: tuple[Message, ...]
    """What the planner must state: kinds and relations that the network does not say."""
    lost: tuple[Message, ...]
    """What a network file may say and a dataset does not keep."""
    problems: tuple[Problem, ...]
    """What was left out or looks odd; nothing that was wrong, since then nothing is written."""
    written: WriteResult
    usable: bool
    """Whether every actor has a kind and every tie a relation, so that the dataset can be used as it is."""


def is_network(file: str) -> bool:
    """Whether a file's ending is one that nothing but a network has."""
    return Path(file).suffix.casefold() in NETWORK_ENDINGS


def import_network(workspace: Workspace, request: ImportRequest) -> NetworkImportResult:
    """Read a network file and write a dataset; nothing is written when anything is wrong.

    Raises
    ------
    TableErrors
        With every problem of the file, or of the cells that it would give.
    InputError
        ``not_found``, ``list_option``, ``unknown_kind``, ``unknown_relation``, ``unknown_municipality``,
        ``dataset_exists``, and what :func:`~matchmaker.sources.interchange.formats.read_network` raises.
    """
    _check(request)
    path = Path(request.file)
    if not path.is_file():
        raise InputError("not_found", {"path": request.file}, Message("hint.not_found"))
    network, odd = read_network(path.name, read_bytes(path, MOST_BYTES))
    found = to_tables(
        network, path.name, kind=request.kind, relation=request.relation,
        municipality=home_of(request.municipality),
    )  # fmt: skip
    package = Package(title=Path(request.target).name, sources=(Origin(path.name),))
    folder = workspace.save(request.target, found.tables, package)
    names = tuple(sorted(one.name for one in folder.iterdir()))
    usable = not found.without_kind and not found.without_relation
    after = Message("import.next" if usable else "import.complete_network", {"folder": str(folder)})
    return NetworkImportResult(
        source=path.name,
        actors=len(network.ids),
        ties=len(network.tail),
        to_check=tuple(
            Message(f"import.without_{what}", {"count": count})
            for what, count in (("kind", found.without_kind), ("relation", found.without_relation))
            if count
        ),
        lost=(
            *((Message("import.lost_drawn", {"attributes": found.drawn}),) if found.drawn else ()),
            Message("import.lost_whole"),
        ),
        problems=(*odd, *found.problems),
        written=WriteResult(str(folder), names, (after,)),
        usable=usable,
    )


def _check(request: ImportRequest) -> None:
    for option, used in (("--map", bool(request.columns)), ("--keep-notes", request.keep_notes)):
        if used:
            raise InputError("list_option", {"option": option})
    relations = tuple(one.value for one in v.Relation)
    for code, value, known in (
        ("unknown_kind", request.kind, tuple(v.KINDS)), ("unknown_relation", request.relation, relations),
    ):  # fmt: skip
        if value is not None and value not in known:
            raise InputError(code, {code.removeprefix("unknown_"): value, "known": known})
