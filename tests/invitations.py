"""What the tests of invitations share: a small invented dataset, a settled team, and full terms."""

from __future__ import annotations

from datetime import UTC, date, datetime
from functools import cache
from typing import TYPE_CHECKING, Any

from matchmaker.kernel.errors import Message
from matchmaker.services.environment import Environment
from matchmaker.services.invitation import Terms
from matchmaker.services.kept import KeptWorkspace
from matchmaker.services.settled_team import KeepTeamRequest, SettledSeat, keep_team
from matchmaker.services.workspace import FolderWorkspace
from matchmaker.store.store import Store
from tests.unit.small import actor, challenge, register

if TYPE_CHECKING:
    from matchmaker.model.register import Register
    from matchmaker.store.storage import Storage

TODAY = date(2026, 11, 22)
ENVIRONMENT = Environment(lambda: TODAY)
TERMS = Terms(expectation="Delta på tre møter.", mandate="Foreslå tiltak for inntil 50 000 kr.", hours=12.0)
ACTORS = (
    actor("nabo", "innbygger", form="person", legal_basis="allmenn_interesse", groups="enslige"),
    actor("venn", "innbygger", form="person"),
    actor("kjenning", "innbygger", form="person"),
    actor("reservert", "innbygger", form="person", reserved=True),
    actor("ordforer", "politiker", form="person", appointed_by="Verdal kommunestyre"),
    actor("folkevalgt", "politiker", form="person"),
    actor("lag", "frivillig"),
    actor("sentral", "frivilligsentral"),
    actor("bedrift", "naeringsliv"),
    actor("raad", "eldreraad", appointed_by="eldrerådet"),
    actor("ungdom", "ungdom"),
    actor("saksbehandler", "administrasjon"),
    actor("skole", "skole"),
)
FEATURES = [
    ("nabo", "kjonn", "kvinne"), ("nabo", "aldersgruppe", "67-79"), ("venn", "kjonn", "mann"),
    ("kjenning", "kjonn", "vil_ikke_oppgi"),
]  # fmt: skip
SEATS = (
    SettledSeat("nabo", ("reservert", "venn", "kjenning")), SettledSeat("ordforer"),
    SettledSeat("folkevalgt"), SettledSeat("lag"), SettledSeat("bedrift"), SettledSeat("raad"),
    SettledSeat("ungdom"), SettledSeat("saksbehandler"), SettledSeat("skole"), SettledSeat("sentral"),
)  # fmt: skip
"""Of every side, and of every way in which a seat is filled."""


def data(**more: Any) -> Register:
    """The dataset; *more* replaces tables."""
    tables: dict[str, Any] = {
        "actors": list(ACTORS),
        "challenges": [challenge(phase="definere", decided_by="kommunestyret")],
        "affected": [{"challenge": "sak", "group": "unge", "name": "ungdom i Verdal"}],
    }
    return register(FEATURES, **{**tables, **more})


@cache
def _usual() -> Register:
    return data()


def workspace_on(storage: Storage, dataset: Register | None = None) -> KeptWorkspace:
    """A workspace that keeps a dataset as «lite»; the usual one is made once."""
    store = Store(storage, lambda: datetime(2026, 11, 22, 10, 5, tzinfo=UTC))
    with store.step(Message("step.founded", {"dataset": "lite"}), "kari") as work:
        work.found("lite", dataset or _usual(), "")
    return KeptWorkspace(store, FolderWorkspace())


def team(workspace: KeptWorkspace, seats: tuple[SettledSeat, ...] = SEATS, **more: Any) -> str:
    """Keep a team with an open chair; gives the record's id."""
    wish = {"open": ("unge",), **more}
    return keep_team(workspace, KeepTeamRequest("lite", "sak", seats, **wish), "kari").id
