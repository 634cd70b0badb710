"""Invent a region with planted truth, and write it as a dataset with ``truth.json`` beside the tables."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import orjson

from matchmaker.kernel.errors import Message
from matchmaker.model.tables import Tables, frame_from
from matchmaker.model.vocabulary import Season
from matchmaker.services.written import WriteResult
from matchmaker.sources.datapackage import Origin, Package
from matchmaker.synthesis.generate import generate
from matchmaker.synthesis.plan import Plan, Plants

if TYPE_CHECKING:
    import pandas as pd

    from matchmaker.services.environment import Environment
    from matchmaker.services.workspace import Workspace

TRUTH = "truth.json"
_FORMS = ("oppdiktet skjema 1", "oppdiktet skjema 2")
_ASKED, _ANSWERED = 100, 72


@dataclass(frozen=True, slots=True)
class SynthRequest:
    """A wish for an invented region; the numbers are rows in the tables."""

    target: str
    """Folder or dataset name to write."""
    municipalities: tuple[str, ...]
    actors: int
    contributions: int
    ties: int
    involvements: int
    challenges: int
    seed: int = 0
    duplicates: int = 3
    """Actors that are there twice, under two names."""


def synthesise(workspace: Workspace, request: SynthRequest, environment: Environment) -> WriteResult:
    """Write an invented region.

    Raises ``InputError``: see :func:`matchmaker.synthesis.generate.generate`, and ``dataset_exists``.
    """
    plan = Plan(
        request.municipalities,
        request.actors,
        request.contributions,
        request.ties,
        request.involvements,
        request.challenges,
        plants=Plants(duplicates=request.duplicates),
    )
    environment.progress.start(2, "progress.inventing")
    made = generate(plan, workspace.official_population(), seed=request.seed)
    environment.progress.advance(1)
    package = Package(
        name="oppdiktet-region",
        title=f"Oppdiktet region, frø {request.seed}",
        sources=(Origin(f"matchmaker synth --seed {request.seed}"),),
        synthetic="Alle aktører, bidrag, relasjoner og utfordringer er oppdiktet. Fordelingen på kjønn og "
        "alder følger SSBs folketall for kommunene.",
    )
    frames = {**made.tables.frames, "collections": _registered(plan)}
    folder = workspace.save(request.target, Tables(frames, made.tables.features), package)
    (folder / TRUTH).write_bytes(orjson.dumps(made.truth.as_dict(), option=orjson.OPT_INDENT_2) + b"\n")
    environment.progress.advance(2)
    names = tuple(sorted(path.name for path in folder.iterdir()))
    return WriteResult(str(folder), names, (Message("note.synthetic_dataset"),))


def _registered(plan: Plan) -> pd.DataFrame:
    """How the invented networks were registered: alike, but for one, so that both cases can be seen.

    The municipality with the greatest number has another form, where there are three or more.
    """
    numbers = sorted(plan.municipalities)
    return frame_from(
        "collections",
        [
            {
                "municipality": number, "form": _FORMS[len(numbers) > 2 and number == numbers[-1]],
                "boundary": "oppdiktet: alle i registeret", "season": Season.HOST.value,
                "invited": _ASKED, "answered": _ANSWERED, "source": "oppdiktet av matchmaker synth",
            }
            for number in numbers
        ],
    )  # fmt: skip
