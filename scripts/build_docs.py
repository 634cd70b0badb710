"""Write the pages that are generated: ``exercises.md``, ``glossary.md``, ``cli.md``, ``network-measures.md``.

Run with ``make docs``. A test compares the pages with what this makes, byte by byte. The answers to the
exercises are the services' own; what stands in ``scripts/exercises.csv`` are the questions of the course
document (SINTEF 2023, lines 342–396) and why some of them are not answered.
"""

from __future__ import annotations

import argparse
import csv
import sys
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from matchmaker.cli.exit_codes import Exit
from matchmaker.cli.parser import build
from matchmaker.cli.text import decided_by, numbers
from matchmaker.kernel.messages import LANGUAGES, catalogue
from matchmaker.model import municipalities, schema
from matchmaker.model import vocabulary as v
from matchmaker.services.environment import Environment
from matchmaker.services.gaps import GapsRequest, GapsResult, find_gaps
from matchmaker.services.network_scope import NetworkRequest
from matchmaker.services.network_view_basis import read_basis
from matchmaker.services.network_view_scene import SceneRequest, scene_of
from matchmaker.services.repeat import team_command
from matchmaker.services.team import TeamRequest, TeamResult, suggest_team
from matchmaker.services.workspace import FolderWorkspace

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from matchmaker.services.seats import Seat

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "scripts"))  # scripts are no package
from measure_pages import network_measures  # noqa: E402

DATASET = "innherred"
ON = date(2026, 1, 1)
"""The day on which the population figures are published; so that the pages do not change with the clock."""
WORDS = catalogue("nb")
NOT_ANSWERED = "**Besvares ikke av verktøyet.**"


# -- docs/exercises.md --------------------------------------------------------------------------------


@dataclass(frozen=True)
class Question:
    """One row of ``exercises.csv``."""

    exercise: str
    title: str
    challenge: str
    number: str
    line: str
    question: str
    answer: str
    """Which of :data:`ANSWERS`; empty when the tool does not answer."""
    note: str


def questions() -> tuple[Question, ...]:
    """The sixteen questions, in the order of the course document."""
    with (ROOT / "scripts" / "exercises.csv").open(encoding="utf-8", newline="") as file:
        return tuple(Question(**row) for row in csv.DictReader(file))


@dataclass(frozen=True)
class Answered:
    """The services' answers to the four exercises."""

    teams: dict[str, TeamResult]
    gaps: dict[str, GapsResult]
    workspace: FolderWorkspace


def ask() -> Answered:
    """Ask for a team of eight for each exercise, and for what each team lacks."""
    workspace, environment = FolderWorkspace(), Environment(lambda: ON)
    teams, gaps = {}, {}
    for name in dict.fromkeys(question.challenge for question in questions()):
        team = teams[name] = suggest_team(workspace, TeamRequest(DATASET, name), environment)
        seated = tuple(seat.filled_by for seat in team.seats)
        gaps[name] = find_gaps(workspace, GapsRequest(DATASET, name, seated), environment)
    return Answered(teams, gaps, workspace)


def exercises() -> str:
    """The page that answers the sixteen questions."""
    answered = ask()
    lines = [
        "# Gruppeoppgavene fra kurset, besvart av verktøyet",
        "",
        (
            "Denne siden er laget av `scripts/build_docs.py` og skal ikke rettes for hånd. Spørsmålene er "
            "kursdokumentets egne (SINTEF 2023, gruppeoppgave 1–4; linjenummer i parentes). Svarene er "
            f"det verktøyet sier om datasettet `{DATASET}` per {ON.isoformat()}: forslag, regnet ut av det "
            "som er registrert. De som har ansvar for prosessen, avgjør."
        ),
    ]
    last = ""
    for question in questions():
        if question.exercise != last:
            last = question.exercise
            lines += ["", f"## Gruppeoppgave {question.exercise} – {question.title}"]
        lines += ["", f"### {question.number}. {question.question}", "", f"*(linje {question.line})*", ""]
        lines += [*answer(question, answered)]
    return "\n".join(lines) + "\n"


def answer(question: Question, answered: Answered) -> Iterator[str]:
    """What the tool says to one question."""
    if not question.answer:
        yield f"{NOT_ANSWERED} {question.note}"
        return
    if question.note:
        yield question.note
        yield ""
    for part in ANSWERS[question.answer]:
        yield from part(question.challenge, answered)


def team(name: str, answered: Answered) -> Iterator[str]:
    """The suggested team with kinds and reasons, and the command that gives it."""
    result = answered.teams[name]
    yield f"**{decided_by(result, WORDS)}.** {WORDS.term(f'status.{result.status}')}"
    yield ""
    for seat in result.seats:
        yield f"- **{seat.name}** ({WORDS.show(seat.kind_label)}; {WORDS.say(seat.fill_how)})"
        yield from (f"  - {WORDS.say(reason)}" for reason in seat.reasons)
    for chair in result.open_chairs:
        yield f"- {WORDS.say(chair.message)}"
    yield ""
    yield from table(
        [WORDS.term(f"team.{head}") for head in ("need", "importance", "wanted", "seats", "best_fit")],
        (
            [WORDS.show(n.label), str(n.importance), str(n.wanted), str(len(n.seats)), WORDS.show(n.best_fit)]
            for n in result.needs
        ),
    )
    yield ""
    yield f"`{team_command(result.request)}`"


def gaps(name: str, answered: Answered) -> Iterator[str]:
    """What the team lacks, most urgent first."""
    result = answered.gaps[name]
    for finding in result.findings:
        urgency = WORDS.term(f"urgency.{finding.severity.value}")
        yield f"- *{urgency}:* {WORDS.say(finding.message)}{numbers(finding, WORDS)}"
        yield from (f"  - {WORDS.say(remedy)}" for remedy in finding.remedy)
    if not result.findings:
        yield WORDS.term("gaps.none")


def across(name: str, answered: Answered) -> Iterator[str]:
    """Municipalities of the team, and registered ties of its members across their borders."""
    seats = answered.teams[name].seats
    yield from table(("Kommune", "Plasser i teamet"), by_municipality(seats))
    request = NetworkRequest(DATASET)
    view = scene_of(read_basis(answered.workspace, request), SceneRequest(request))
    nodes = {node.id: node for node in view.nodes}
    seated = {seat.filled_by for seat in seats}
    ties = [
        f"- {nodes[link.tail].name} ({home(nodes[link.tail].municipality)}) og {nodes[link.head].name} "
        f"({home(nodes[link.head].municipality)})"
        for link in view.links
        if {link.tail, link.head} & seated and nodes[link.tail].municipality != nodes[link.head].municipality
    ]
    yield ""
    yield "Relasjoner fra teamet over en kommunegrense, eller til noen som hører til flere kommuner:"
    yield ""
    yield from ties or ["- ingen registrerte"]


def by_municipality(seats: Sequence[Seat]) -> Iterator[list[str]]:
    """One row per municipality in number order, those above the municipalities last."""
    for number in sorted({seat.municipality or "~" for seat in seats}):
        mine = [seat.name for seat in seats if (seat.municipality or "~") == number]
        yield [home(None if number == "~" else number), WORDS.join(mine)]


def home(municipality: str | None) -> str:
    """What a municipality is called; somebody without one belongs to several."""
    return municipalities.name(municipality) if municipality else "flere kommuner"


def cases(_name: str, answered: Answered) -> Iterator[str]:
    """What is registered as samskaping: challenges in which somebody took part."""
    register = answered.workspace.dataset(DATASET).register
    rows = []
    for name in register.frame("challenges")["id"].astype(str):
        case = register.challenge(name)
        if register.involvements_in(name):
            levels = WORDS.join(WORDS.term(f"level.{level}").lower() for level in case.levels)
            places = WORDS.join(municipalities.name(number) for number in sorted(case.municipalities))
            row = [places, case.title, ", ".join(case.themes), levels]
            rows.append((sorted(case.municipalities), row))
    in_order = [row for _, row in sorted(rows)]  # by municipality number, and never by a measure
    yield from table(("Kommune", "Registrert som", "Tema", "Nivå"), in_order)


def elected(_name: str, answered: Answered) -> Iterator[str]:
    """What seats for elected members bring to the four teams."""
    for result in answered.teams.values():
        for seat in result.seats:
            if seat.sector == v.Sector.POLITIKER:
                yield f"- **{seat.name}** i teamet for «{result.challenge_title}»"
                yield from (f"  - {WORDS.say(reason)}" for reason in seat.reasons)


def experience(name: str, answered: Answered) -> Iterator[str]:
    """Who in the team covers the need for experience with samskaping."""
    result = answered.teams[name]
    need = next(item for item in result.needs if item.contribution == "erfaring_samskaping")
    by_id = {seat.filled_by: seat for seat in result.seats}
    yield from table(("Kommune", "Plasser med erfaring"), by_municipality([by_id[i] for i in need.seats]))
    yield ""
    yield f"Behovet er {need.wanted}; {len(need.seats)} av plassene dekker det."


ANSWERS: dict[str, tuple[Callable[[str, Answered], Iterator[str]], ...]] = {
    "team": (team,),
    "gaps": (gaps,),
    "both": (team, lambda _name, _answered: iter(("",)), gaps),
    "across": (across,),
    "cases": (cases,),
    "elected": (elected,),
    "experience": (experience,),
}


def table(headers: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """A Markdown table."""
    yield f"| {' | '.join(headers)} |"
    yield f"|{'---|' * len(headers)}"
    for row in rows:
        yield f"| {' | '.join(cell.replace('|', '/') for cell in row)} |"


# -- docs/glossary.md ---------------------------------------------------------------------------------

GLOSSARY: dict[str, tuple[str, Sequence[str]]] = {
    "Sider": ("sector", [s.value for s in v.Sector]),
    "Slag aktører": ("kind", list(v.KINDS)),
    "Form": ("form", [f.value for f in v.Form]),
    "Bidrag": ("contribution", list(v.CONTRIBUTIONS)),
    "Hvor sterkt et bidrag er": ("grade", [g.value for g in v.Grade]),
    "Hva det hviler på": ("evidence", [e.value for e in v.Evidence]),
    "Relasjoner (sett fra den det går ut fra)": ("relation", [f"{r.value}.out" for r in v.Relation]),
    "Nivå": ("level", [x.value for x in v.Level]),
    "Fase": ("phase", [p.value for p in v.Phase]),
    "Hvor langt noen er kommet": ("step", [x.value for x in v.Step]),
    "Kjennetegn ved en prosess": ("trait", [x.value for x in v.Trait]),
    "Svar om en prosess": ("answer", [x.value for kind in (v.Answer, v.LadderStep, v.Who) for x in kind]),
    "Hvordan noen deltar": ("mode", [m.value for m in v.Mode]),
    "Hva som ønskes av en egenskap i gruppene": ("group_mode", [m.value for m in v.GroupMode]),
    "Regler om grupper": ("group_rule", [rule.value for rule in v.GroupRule]),
    "Årstider": ("season", [season.value for season in v.Season]),
    "Erfaring og læring": ("stance", [stance.value for stance in v.Stance]),
    "Behandlingsgrunnlag": ("legal_basis", [basis.value for basis in v.LegalBasis]),
    "Opphav": ("origin", [o.value for o in v.Origin]),
    "Sammenligning med befolkningen": ("verdict", ["under", "over", "in_line", "too_few"]),
}
"""Heading → family of codes in the catalogue, and the codes in their own order."""


def glossary() -> str:
    """The field's codes with their words in three languages, and the sheets with their columns."""
    lines = [
        "# Ordliste",
        "",
        (
            "Laget av `scripts/build_docs.py`. Kodene står i regnearkene og endres ikke; ordene er det "
            "skjermen sier på bokmål, nynorsk og engelsk."
        ),
    ]
    spoken = [catalogue(language) for language in LANGUAGES]
    for heading, (family, codes) in GLOSSARY.items():
        lines += ["", f"## {heading}", ""]
        rows = (
            [f"`{code.removesuffix('.out')}`", *(words.term(f"{family}.{code}") for words in spoken)]
            for code in codes
        )
        lines += table(("kode", "bokmål", "nynorsk", "English"), rows)
    lines += ["", "## Arkene", "", ("Overskriftene godtas på norsk og engelsk; store bokstaver, mellomrom og "
              "understrek betyr ingenting. * må fylles ut.")]  # fmt: skip
    for spec in schema.TABLES.values():
        lines += ["", f"### {spec.title} / {spec.name}", "", WORDS.term(f"table.{spec.name}"), ""]
        lines += table(("kolonne", "godtas også", "betyr"), (column_row(column) for column in spec.columns))
    return "\n".join(lines) + "\n"


def column_row(column: schema.Column) -> list[str]:
    """A column's header, other headers that are read as it, and what belongs there."""
    mark = " *" if column.required else ""
    others = ", ".join(f"`{alias}`" for alias in column.aliases)
    return [f"`{column.header}`{mark}", others, WORDS.term(column.help_code)]


# -- docs/cli.md --------------------------------------------------------------------------------------


def cli() -> str:
    """Every command and option, and the exit codes; taken from the parser itself."""
    parser = build("nb")
    lines = ["# Kommandolinjen", "", "Laget av `scripts/build_docs.py` fra programmet selv.", "",
             str(parser.description)]  # fmt: skip
    lines += ["", "```console", "matchmaker [--lang nb|nn|en] KOMMANDO …", "```", ""]
    lines += options(parser)
    for name, command in commands(parser).items():
        lines += ["", f"## `matchmaker {name}`", "", f"{capital(str(command.description))}.", ""]
        lines += options(command)
    lines += ["", "## Sluttkoder", ""]
    lines += table(("kode", "navn", "betyr"), ([str(int(c)), c.name, EXITS[c]] for c in Exit))
    lines += ["", "## Miljøvariabler", ""]
    lines += table(("navn", "betyr"), VARIABLES)
    return "\n".join(lines) + "\n"


EXITS = {
    Exit.OK: "Ferdig. `gaps` slutter med 0 også når noe mangler, om ikke `--fail-on` er gitt.",
    Exit.FINDINGS: (
        "`check` fant feil, `groups` eller `draw` kunne ikke holde alle reglene (også de som gjelder uten at "
        "noen ber om dem: ingen møtes igjen, enhet, leder og husstand hver for seg), `verify` fant at en "
        "trekning ikke er lik, eller `gaps --fail-on` fant noe så viktig."
    ),
    Exit.BAD_INPUT: "Kommandoen, en fil eller en tabell kan ikke brukes som den er.",
    Exit.IMPOSSIBLE: "Ønsket kan ikke oppfylles. De minste endringene som gjør det mulig, er skrevet ut.",
    Exit.INTERNAL: "En feil i programmet.",
    Exit.CANCELLED: "Avbrutt med Ctrl+C.",
}
VARIABLES = (
    ("`MATCHMAKER_LANG`", "Språk når `--lang` ikke er gitt."),
    ("`MATCHMAKER_DATA`", "Flere mapper med datasett, skilt som i `PATH`; kommer etter `--data`."),
    ("`MATCHMAKER_TRACE`", "Når den er satt, vises hele sporet ved en feil i programmet."),
)


def commands(parser: argparse.ArgumentParser) -> dict[str, argparse.ArgumentParser]:
    """The parser of each command, and of each action of those that have several."""
    found: dict[str, argparse.ArgumentParser] = {}
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for name, command in action.choices.items():
                found[name] = command
                found.update({f"{name} {one}": inner for one, inner in commands(command).items()})
    return found


def options(parser: argparse.ArgumentParser) -> Iterator[str]:
    """The options of one parser as a table; not as argparse sets them, which differs between Pythons."""
    rows = [
        [spelt(action), str(action.help), default(action)]
        for action in parser._actions
        if not isinstance(action, argparse._SubParsersAction)
    ]
    yield from table(("valg", "betyr", "om ikke gitt"), rows)


def spelt(action: argparse.Action) -> str:
    """``--size N``, ``-h, --help`` or the name of what is given without a flag."""
    value = ""
    if action.choices:
        value = " {" + ",".join(map(str, action.choices)) + "}"
    elif action.nargs != 0:
        value = f" {action.metavar or action.dest.upper()}"
    return f"`{', '.join(action.option_strings)}{value}`" if action.option_strings else f"`{value.strip()}`"


def default(action: argparse.Action) -> str:
    """What holds when an option is not given; empty when nothing does."""
    value = action.default
    if not action.option_strings or action.required:
        return "må gis" if action.required else ""
    if value is None or value is False or value in ("", argparse.SUPPRESS, []):
        return ""
    if isinstance(value, tuple):
        return f"`{value[0]}-`"
    return f"`{value}`"


def capital(sentence: str) -> str:
    """With a capital first letter."""
    return sentence[:1].upper() + sentence[1:]


PAGES: dict[str, Callable[[], str]] = {
    "exercises.md": exercises, "glossary.md": glossary, "cli.md": cli,
    "network-measures.md": network_measures,
}  # fmt: skip


def main() -> None:
    """Write every page."""
    for name, page in PAGES.items():
        path = ROOT / "docs" / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(page(), encoding="utf-8", newline="\n")
        sys.stdout.write(f"docs/{name}\n")


if __name__ == "__main__":
    main()
