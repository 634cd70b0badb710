"""A dataset's network as a file for other tools; the other way is :mod:`matchmaker.services.importing`."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import matchmaker
from matchmaker.kernel.errors import Message
from matchmaker.services.disclosure import Edition, network_told, version_told
from matchmaker.sources.interchange.formats import Format, write_network
from matchmaker.sources.interchange.from_register import SOURCES, from_register

if TYPE_CHECKING:
    from matchmaker.model.register import Register
    from matchmaker.services.environment import Environment
    from matchmaker.services.workspace import Workspace
    from matchmaker.sources.interchange.exchanged import Exchanged

__all__ = ["ExportRequest", "ExportResult", "Format", "export_network", "network_content"]


@dataclass(frozen=True, slots=True)
class ExportRequest:
    """A wish to write a dataset's network to a file."""

    dataset: str
    format: Format
    file: str
    """File to write; one that is there is replaced."""
    edition: Edition = Edition.WORKING


@dataclass(frozen=True, slots=True)
class ExportResult:
    """What was written."""

    request: ExportRequest
    nodes: int
    ties: int
    notes: tuple[Message, ...]
    data_version: str | None
    """Told in the working edition only."""
    code_version: str
    synthetic: bool
    """Whether any actor in the file is invented."""


def export_network(workspace: Workspace, request: ExportRequest, environment: Environment) -> ExportResult:
    """Write a dataset's actors and ties in a format for networks.

    The working edition holds what *aktører* and *relasjoner* hold, but for the grounds for keeping data. The
    public edition holds no private person and no free text about sources; how many persons that leaves out is
    not told. Contact details are in neither: they are not part of a dataset.

    Raises
    ------
    InputError
        Unknown dataset.
    """
    del environment  # nothing of it depends on the day
    register = network_told(workspace.dataset(request.dataset).register, request.edition)
    network = _network(register, request.edition)
    path = Path(request.file)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(write_network(network, request.format))
    synthetic = bool(register.actors["synthetic"].any())
    return ExportResult(
        request=request,
        nodes=len(network.ids),
        ties=len(network.tail),
        notes=(
            Message("export.network_done", {"dataset": request.dataset, "file": request.file}),
            *((Message("note.edges_ties_only"),) if request.format is Format.EDGES else ()),
            *((Message("note.persons_left_out"),) if request.edition is Edition.PUBLIC else ()),
            *((Message("note.synthetic"),) if synthetic else ()),
            Message("note.network_file_working" if request.edition is Edition.WORKING
                    else f"note.edition_{request.edition.value}"),
        ),
        data_version=version_told(register, request.edition),
        code_version=matchmaker.__version__,
        synthetic=synthetic,
    )  # fmt: skip


def network_content(
    workspace: Workspace, dataset: str, wanted: Format, edition: Edition = Edition.WORKING
) -> bytes:
    """The same file as :func:`export_network` writes, in memory, e.g. for a download."""
    register = network_told(workspace.dataset(dataset).register, edition)
    return write_network(_network(register, edition), wanted)


def _network(register: Register, edition: Edition) -> Exchanged:
    return from_register(register, SOURCES if edition is Edition.PUBLIC else frozenset())
