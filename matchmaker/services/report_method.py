"""Method, sources and data protection in a report: what each number means, and what is left out and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

import matchmaker
from matchmaker.kernel.errors import Message
from matchmaker.rules.tables import RULES_VERSION
from matchmaker.services.report_challenge import sources
from matchmaker.services.report_content import Heading, Items, Section, Table, Text, number, text
from matchmaker.services.report_request import Part

if TYPE_CHECKING:
    from matchmaker.services.report_basis import Basis
    from matchmaker.services.report_content import Block

METHODS: tuple[tuple[Part, tuple[str, ...]], ...] = (
    (Part.TEAM, ("team", "fit")),
    (Part.GAPS, ("share", "expected", "verdict", "unknown")),
    (Part.AFFECTED, ("steps",)),
    (Part.PROCESS, ("process", "rules")),
    (Part.ACTIONS, ("outreach",)),
)
"""What is explained where a part is there."""
SHOWN_ELSEWHERE = ("note.figures", "note.scope_team", "note.scope_team_public", "note.scope_deltok_public",
                   "note.scope_register_public", "note.ages", "note.ages_from", "note.synthetic",
                   "note.not_representative")  # fmt: skip
"""Notes of the public edition that stand under method or findings."""


def method_section(basis: Basis) -> Section:
    """What the numbers mean, where they come from, and what the report can be made again from."""
    asked = basis.request.include
    names = [name for part, of in METHODS if part in asked for name in of]
    blocks: list[Block] = [
        Items((Message("report.method"), *(Message(f"report.method_{name}") for name in names))),
        Heading(Message("report.sources")),
    ]
    named = sources(basis)
    notes = basis.published.notes if basis.public else basis.gaps.notes
    figures = tuple(note for note in notes if note.code in ("note.figures", "note.ages", "note.ages_from"))
    blocks.append(Items(figures))
    blocks.append(Text(Message("report.no_sources")) if named is None else named)
    if basis.info.synthetic:
        said_of_it = Message("report.real", {"text": basis.info.synthetic})
        blocks += [Heading(Message("report.real_heading")), Text(said_of_it)]
    blocks += [_versions(basis), Heading(Message("report.read_more")), Items((Message("report.docs"),))]
    return Section("method", Message("report.basis"), tuple(blocks))


def seeds(basis: Basis) -> tuple[tuple[Message, int], ...]:
    """What was chosen by lot, with its seed; nothing where nothing was suggested."""
    if basis.suggested is None:
        return ()
    return ((Message("report.seed_team"), basis.request.seed),)


def data_version(basis: Basis) -> str | None:
    """The fingerprint of the data, in the working edition only."""
    return None if basis.public else basis.gaps.data_version


def _versions(basis: Basis) -> Table:
    version = basis.info.version
    rows = [
        (text(Message("report.version_dataset")), text(basis.request.dataset)),
        (text(Message("report.version_kept")), number(version)),
        (text(Message("report.version_data")), text(data_version(basis) or Message("report.not_told"))),
        (text(Message("report.version_rules")), text(RULES_VERSION)),
        (text(Message("report.version_code")), text(matchmaker.__version__)),
        *((text(what), text(str(seed))) for what, seed in seeds(basis)),
    ]
    if version is None:
        rows.pop(1)
    headers = (Message("report.version"), Message("report.answer"))
    return Table(Message("report.versions"), headers, tuple(rows))


def privacy_section(basis: Basis) -> Section:
    """What is left out and why, in words."""
    title = Message("report.part_privacy")
    if not basis.public:
        names = ("working", "contact", "law")
        return Section("privacy", title, (Items(tuple(Message(f"report.privacy_{one}") for one in names)),))
    own = ("persons", "texts", "suggestion", "fingerprint", "contact", "law")
    told = tuple(note for note in basis.published.notes if note.code not in SHOWN_ELSEWHERE)
    items = (*told, *(Message(f"report.privacy_{one}") for one in own))
    return Section("privacy", title, (Items(items),))
