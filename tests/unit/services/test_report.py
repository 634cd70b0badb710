"""The report for the case file: what it says, in three kinds of files that say the same."""

from __future__ import annotations

import io
import re
import shlex
from datetime import UTC, date, datetime
from functools import lru_cache
from html import unescape
from html.parser import HTMLParser
from zipfile import ZipFile

import docx
import pytest
from openpyxl import load_workbook

from matchmaker.cli.parser import build
from matchmaker.cli.report import report_request
from matchmaker.kernel.errors import InputError, Message
from matchmaker.kernel.messages import LANGUAGES, Language, catalogue
from matchmaker.services.disclosure import Edition
from matchmaker.services.environment import Environment
from matchmaker.services.keeping import DecisionRequest, decide, note
from matchmaker.services.kept import KeptWorkspace
from matchmaker.services.report import FORMATS, PARTS, Part, Report, ReportRequest, make_report, report_file
from matchmaker.services.report_content import say_cell, sentence
from matchmaker.services.report_html import html_file
from matchmaker.services.settled_team import KeepTeamRequest, SettledSeat, keep_team
from matchmaker.services.workspace import FolderWorkspace
from matchmaker.store.memory import MemoryStorage
from matchmaker.store.store import Store
from tests.unit.small import VERDAL, Shelf, actor, challenge, register

WHEN = Environment(lambda: date(2026, 11, 22))
ENSOMHET = ReportRequest("innherred", "ensomhet")
BUNDLED = FolderWorkspace()
ALWAYS = ["method", "privacy"]
OF_THE_TEAM = (Part.TEAM, Part.CHAIRS, Part.RECORDS)


@lru_cache(maxsize=16)
def made(request: ReportRequest) -> Report:
    return make_report(BUNDLED, request, WHEN)


def said(report: Report, language: Language = "nb") -> str:
    """Every sentence of a report, as its page has them."""
    body = html_file(report, catalogue(language)).decode().partition("<body>")[2]
    return unescape(re.sub(r"<[^>]+>", "\n", body))


class Page(HTMLParser):
    """What a browser would fetch, run, and tell a screen reader."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.addresses: list[str] = []
        self.language: str | None = None
        self.bare_headers = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        values = dict(attrs)
        self.addresses += [str(v) for k, v in values.items() if k in ("src", "href", "action", "srcset")]
        self.language = values.get("lang") if tag == "html" else self.language
        self.bare_headers += tag == "th" and "scope" not in values


def page_of(html: str) -> Page:
    page = Page()
    page.feed(html)
    return page


# -- the content ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("edition", list(Edition))
def test_every_part_is_there_in_order_and_method_and_privacy_always(edition: Edition) -> None:
    whole = made(ReportRequest("innherred", "ensomhet", edition))
    assert [part.code for part in whole.sections] == [*(part.value for part in PARTS), *ALWAYS]
    some = made(ReportRequest("vennesla", "klima", edition, include=(Part.GAPS, Part.CHALLENGE)))
    assert [part.code for part in some.sections] == ["challenge", "gaps", *ALWAYS]


@pytest.mark.parametrize("edition", list(Edition))
def test_every_suggestion_is_headed_with_who_decides(edition: Edition) -> None:
    report = made(ReportRequest("innherred", "ensomhet", edition))
    heading = Message("team.heading", {"role": "kommunestyret"})
    for part in report.sections:
        first = part.blocks[0] if part.blocks else None
        assert (getattr(first, "message", None) == heading) is (part.code in ("team", "actions"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_never_says_representative_and_can_be_said_in_every_language(language: Language) -> None:
    for edition in Edition:
        told = said(made(ReportRequest("innherred", "ensomhet", edition)), language).casefold()
        assert "representativ" not in told.replace("representativitet", "")
        assert len(told) > 8000


def test_a_comparison_has_count_of_interval_population_and_verdict() -> None:
    report = made(ReportRequest("sandnes_bootcamp", "byromsutvikling", include=(Part.GAPS,)))
    words = catalogue("nb")
    (sexes,) = (one for one in report.tables() if "kjønn" in words.say(one.title))
    for row in sexes.rows:
        cells = [" ".join(say_cell(cell, words)) for cell in row]
        assert re.fullmatch(r"\d+", cells[1])
        assert re.fullmatch(r"\d+", cells[2])
        assert re.fullmatch(r"\d+\u00a0% \(\d+\u00a0%–\d+\u00a0%\)", cells[4])
        assert cells[6] in ("Færre enn forventet", "Flere enn forventet", "Ingen stor forskjell",
                            "For få til å si")  # fmt: skip


def test_a_rule_is_marked_as_law_or_as_practice_and_what_is_not_checked_says_so() -> None:
    report = made(ENSOMHET)
    words = catalogue("nb")
    (rules,) = (one for one in report.tables() if one.title.code == "report.rules")
    for row in rules.rows:
        standing = " ".join(say_cell(row[3], words))
        assert "Lovfestet" in standing or "God skikk, ikke et lovkrav" in standing
    assert "må sjekkes mot kilden" in said(report)


def test_an_impossible_team_is_told_with_ways_out_and_the_rest_of_the_report_stands() -> None:
    report = made(ReportRequest("samskapende_kommunen", "trygg-oppvekst"))
    blocks = next(part.blocks for part in report.sections if part.code == "team")
    codes = [getattr(getattr(block, "message", None), "code", "") for block in blocks]
    assert "error.no_team_possible" in codes
    assert len(report.sections) == len(PARTS) + len(ALWAYS)


def test_a_register_without_a_challenge_says_what_needs_one() -> None:
    report = made(ReportRequest("innherred"))
    told = said(report)
    assert "Velg en utfordring" in told
    assert report.title == "Innherred: aktører, utfordringer og samarbeid"


def test_what_cannot_be_asked_is_refused() -> None:
    for request, code in (
        (ReportRequest("innherred", "ensomhet", team=("ks",), kept="team-1"), "report_team_twice"),
        (ReportRequest("innherred", team=("ks",)), "report_team_without_challenge"),
        (ReportRequest("innherred", "ensomhet", team=("finnes-ikke",)), "unknown_actor"),
        (ReportRequest("innherred", "ensomhet", kept="team-1"), "unknown_record"),
        (ReportRequest("innherred", "finnes-ikke"), "unknown_challenge"),
    ):
        with pytest.raises(InputError) as wrong:
            make_report(BUNDLED, request, WHEN)
        assert wrong.value.code == code
    with pytest.raises(InputError, match="unknown_choice"):
        report_file(made(ENSOMHET), "pdf")


# -- the command ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "request_",
    [
        ENSOMHET,
        ReportRequest("innherred", "ensomhet", Edition.PUBLIC, (Part.TEAM,), ("ks", "verdal-eldreraad")),
        ReportRequest(
            "innherred", "ensomhet", include=(Part.TEAM,), seed=3, size=5, ages=(60, 105), language="nn"
        ),
        ReportRequest("vennesla"),
    ],
)
def test_the_command_asks_for_the_same_report(request_: ReportRequest) -> None:
    report = made(request_)
    options = build("nb").parse_args(shlex.split(report.command)[1:])
    again = report_request(options, options.lang)
    assert again == report.request
    assert made(again) == report


# -- the files ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("to", FORMATS)
def test_the_same_report_is_the_same_bytes(to: str) -> None:
    asked = ReportRequest("vennesla", "klima", include=(Part.CHALLENGE, Part.GAPS))
    report = made(asked)
    again = make_report(FolderWorkspace(), asked, Environment(lambda: date(2026, 11, 22)))
    assert report_file(report, to) == report_file(again, to)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_html_stands_on_its_own(language: Language) -> None:
    html = html_file(made(ENSOMHET), catalogue(language)).decode()
    page = page_of(html)
    assert page.language == language
    assert not {"script", "iframe", "link", "img", "form", "object"} & set(page.tags)
    assert page.addresses
    assert all(address.startswith("#") for address in page.addresses)
    assert "url(" not in html
    assert "@import" not in html
    assert page.tags.count("h1") == 1
    assert page.tags.count("table") == page.tags.count("caption") == page.tags.count("thead")
    assert page.bare_headers == 0


def test_the_word_file_has_headings_repeated_header_rows_its_language_and_words_for_tables() -> None:
    report = made(ReportRequest("vennesla", "klima", include=(Part.TEAM, Part.GAPS), language="nn"))
    content = report_file(report, "docx")
    opened = docx.Document(io.BytesIO(content))
    words = catalogue("nn")
    styles = [(one.style.name if one.style else "", one.text) for one in opened.paragraphs]
    headings = [text for style, text in styles if style == "Heading 2"]
    assert headings[:-1] == [words.say(part.title) for part in report.sections]
    assert [text for style, text in styles if style == "Heading 1"] == [report.title]
    assert len(opened.tables) == len([one for one in report.tables() if one.rows])
    for table in opened.tables:
        assert "w:tblHeader" in table.rows[0]._tr.xml
        assert 'w:tblDescription w:val="' in table._tbl.tblPr.xml
    assert 'w:val="nn-NO"' in opened.styles.element.xml
    assert opened.core_properties.language == "nn-NO"
    with ZipFile(io.BytesIO(content)) as parts:
        assert {one.date_time for one in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_the_workbook_has_a_sheet_for_each_table_and_only_text() -> None:
    report = made(ENSOMHET)
    book = load_workbook(io.BytesIO(report_file(report, "xlsx")))
    shown = [one for one in report.tables() if one.rows]
    assert len(book.worksheets) == 1 + len(shown)
    words = catalogue("nb")
    for page, table in zip(book.worksheets[1:], shown, strict=True):
        rows = list(page.iter_rows(values_only=True))
        assert rows[0] == tuple(sentence(one, words) for one in table.headers)
        assert len(rows) == 1 + len(table.rows)
        assert {type(cell) for row in rows for cell in row} <= {str, type(None)}
        assert page.print_title_rows == "$1:$1"


def hostile() -> Report:
    found = register(
        actors=[
            actor("a", municipality=VERDAL, form="organisasjon") | {"name": "<script>alert(1)</script>"},
            actor("b", municipality=VERDAL, form="organisasjon") | {"name": "=HYPERLINK(1)"},
        ],
        challenges=[challenge(title="=1+1 <b>Sak</b>", decided_by="@SUM(1)")],
    )
    return make_report(Shelf(found), ReportRequest("lite", "sak", size=2), WHEN)


def test_nothing_that_stands_in_a_dataset_is_run() -> None:
    report = hostile()
    html = report_file(report, "html").decode()
    assert "<script>" not in html
    assert "<b>Sak" not in html
    assert "&lt;script&gt;" in html
    book = load_workbook(io.BytesIO(report_file(report, "xlsx")))
    cells = [cell for page in book.worksheets for row in page.iter_rows() for cell in row if cell.value]
    assert {cell.data_type for cell in cells} == {"s"}
    assert [cell for cell in cells if str(cell.value)[0] in "=+-@"] == []
    assert any(str(cell.value).startswith("'=1+1") for cell in cells)


# -- what a workspace keeps -------------------------------------------------------------------------------


def kept_workspace() -> tuple[KeptWorkspace, str]:
    """A workspace with a team of two seats and a chair, a decision, and two notes, one of another matter."""
    workspace = KeptWorkspace(Store(MemoryStorage(), lambda: datetime(2026, 11, 1, tzinfo=UTC)), BUNDLED)
    seats = (SettledSeat("verdal-eldreraad"), SettledSeat("innherred-regionraad", ("ks",)))
    wish = KeepTeamRequest("innherred", "ensomhet", seats, held=("en ungdom",))
    record = keep_team(workspace, wish, "planlegger").id
    decide(workspace, DecisionRequest(record, "Teamet settes ned", "Bredt nok", "kommunestyret",
                                      date(2026, 11, 5), "26/123"), "planlegger")  # fmt: skip
    note(workspace, "ensomhet", "Ring \x01frivilligsentralen", "planlegger")
    note(workspace, "skole", "Om noe annet", "planlegger")
    return workspace, record


def test_a_kept_team_is_what_the_report_is_about_with_its_decision_chair_and_notes() -> None:
    workspace, record = kept_workspace()
    report = make_report(workspace, ReportRequest("innherred", "ensomhet", include=OF_THE_TEAM), WHEN)
    assert report.request.kept == record
    assert report.request.dataset == "innherred@1"
    assert f"--kept {record}" in report.command
    told = said(report)
    decided = ("Besluttet av kommunestyret, 5. november 2026", "Teamet settes ned", "Bredt nok", "26/123")
    for text in (*decided, "en ungdom", "frivilligsentralen"):
        assert text in told
    assert "Om noe annet" not in told
    assert "--seed" not in report.command
    for to in FORMATS:  # a control sign in a note is no reason to fail
        assert report_file(report, to)


def test_the_public_edition_has_the_decision_without_its_words_and_no_notes() -> None:
    workspace, _ = kept_workspace()
    told = said(
        make_report(workspace, ReportRequest("innherred", "ensomhet", Edition.PUBLIC, OF_THE_TEAM), WHEN)
    )
    for text in ("Besluttet av kommunestyret, 5. november 2026", "en ungdom", "26/123"):
        assert text in told
    for text in ("Teamet settes ned", "Bredt nok", "Ring"):
        assert text not in told


def test_a_team_of_another_challenge_is_refused() -> None:
    workspace, record = kept_workspace()
    with pytest.raises(InputError, match="report_other_team"):
        make_report(workspace, ReportRequest("innherred", "skole", kept=record), WHEN)
