"""Each kind of cell: what is read, and what is refused with which hint.

Expected values follow from the house rules for cells (docstrings of the readers) unless a source is
named.
"""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matchmaker.model import schema
from matchmaker.model.schema import CellType
from matchmaker.sources.cells.cell_problem import CellProblem
from matchmaker.sources.cells.cells import (
    code_reader,
    expectation,
    read_id,
    read_list,
    read_municipality,
    read_orgnr,
    read_ranked,
    reader_for,
)
from matchmaker.sources.cells.dates import read_date
from matchmaker.sources.cells.features import read_feature
from matchmaker.sources.cells.identity import holds_national_id, valid_orgnr
from matchmaker.sources.cells.numbers import read_number, read_whole, read_yes_no
from matchmaker.sources.cells.screening import LONGEST, guard, screen
from matchmaker.sources.cells.words import match_key, nearest, slug


def code_of(value: object) -> str:
    assert isinstance(value, CellProblem)
    return value.code


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("7,5", 7.5), ("7.5", 7.5), ("1 250", 1250), ("1\u00a0250,5", 1250.5), ("1\u202f000\u202f000", 1e6),
        ("1.250,00", 1250), ("1,250.00", 1250), ("1.250.000", 1.25e6), ("1,250,000", 1.25e6), ("−3", -3),
        ("+4", 4), ("1e3", 1000), (",5", 0.5), ("0.125", 0.125), ("1,250", 1.25), ("12345.678", 12345.678),
    ],
)  # fmt: skip
def test_numbers_are_read_the_norwegian_way_and_the_english(text, value):
    assert read_number(text) == value


@pytest.mark.parametrize(
    "text", ["mange", "1 2", "12 34", "1,2,3", "1..2", "5 kr", "nan", "inf", "1e999", "٣"]
)
def test_what_is_no_number_is_said_to_be_none(text):
    assert code_of(read_number(text)) == "not_a_number"


def test_a_number_that_can_mean_two_things_is_not_guessed():
    problem = read_number("1.500")
    assert code_of(problem) == "ambiguous_number"
    assert problem.hint.params == {"whole": "1500", "decimal": "1,5"}


def test_bounds_are_inclusive():
    assert read_number("17", 1, 17) == 17
    assert code_of(read_number("18", 1, 17)) == "out_of_range"
    assert read_number("18", 1, 17).params == {"low": 1, "high": 17}


def test_whole_numbers_have_no_fraction():
    assert read_whole("3,0") == 3
    assert code_of(read_whole("3,5")) == "not_whole"


@pytest.mark.parametrize(
    ("text", "value"),
    [("ja", True), ("NEI", False), ("Sann", True), ("usann", False), ("x", True), ("0", False)],
)
def test_yes_and_no(text, value):
    assert read_yes_no(text) is value


def test_anything_else_is_neither_yes_nor_no():
    assert code_of(read_yes_no("kanskje")) == "not_yes_no"


@pytest.mark.parametrize(
    "text",
    ["05.03.2024", "5.3.2024", "5. 3. 2024", "2024-03-05", "2024-03-05T00:00:00", "2024-03-05 13:30:00"],
)
def test_dates_are_read_the_norwegian_way_and_as_iso(text):
    assert read_date(text) == date(2024, 3, 5)


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("31.02.2024", "hint.no_such_date"), ("2024", "hint.year_only"), ("5.3.24", "hint.short_year"),
        ("05/03/2024", "hint.not_a_date"), ("i fjor", "hint.not_a_date"), ("45292", "hint.not_a_date"),
    ],
)  # fmt: skip
def test_dates_that_cannot_be_known_are_refused(text, hint):
    problem = read_date(text)
    assert code_of(problem) == "not_a_date"
    assert problem.hint.code == hint


def test_a_slip_of_the_pen_in_the_year_is_out_of_range():
    assert code_of(read_date("01.01.0204")) == "out_of_range"
    assert code_of(read_date("01.01.2924")) == "out_of_range"


@given(st.dates(date(1800, 1, 1), date(2200, 12, 31)))
def test_every_date_is_read_back_in_both_ways_of_writing(day):
    assert read_date(day.isoformat()) == day
    assert read_date(f"{day.day}.{day.month}.{day.year}") == day


@pytest.mark.parametrize("text", ["a", "verdal-eldreraad", "A.1:2_3", "007"])
def test_ids(text):
    assert read_id(text) == text


@pytest.mark.parametrize(
    ("text", "better"),
    [("Verdal eldreråd", "verdal-eldreraad"), ("Ytterøya", "ytteroya"), ("-a", "a"), ("lag/øst", "lag-ost")],
)
def test_an_id_that_will_not_do_gets_one_that_does(text, better):
    problem = read_id(text)
    assert code_of(problem) == "not_an_id"
    assert problem.hint.params["value"] == better


def test_an_id_of_no_letters_at_all_is_explained():
    assert read_id("«»").hint.code == "hint.not_an_id"


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("5038", "5038"), ("5038,0", "5038"), ("301", "0301"), ("0301", "0301"), ("Verdal", "5038"),
        ("verdal kommune", "5038"), ("Levanger", "5037"), ("Oslo", "0301"), ("0711", "3301"),
    ],
)  # fmt: skip
def test_municipalities_by_number_name_and_former_number(text, number):
    # numbers: KLASS 131 at 1 January 2026; 0711 Svelvik became part of 3301 Drammen in 2020
    assert read_municipality(text) == number


def test_a_misspelt_municipality_gets_a_hint():
    problem = read_municipality("Verdall")
    assert code_of(problem) == "unknown_municipality"
    assert problem.hint.params["value"] == "Verdal"
    assert read_municipality("9999").hint.code == "hint.unknown_municipality"


@pytest.mark.parametrize("text", ["974760673", "974 760 673", "974.760.673"])
def test_organisation_numbers_allow_spaces(text):
    # 974 760 673 is Brønnøysundregistrene's own number
    assert read_orgnr(text) == "974760673"


@given(st.integers(0, 8), st.integers(1, 9))
def test_one_wrong_digit_never_passes(position, shift):
    digits = list("974760673")
    digits[position] = str((int(digits[position]) + shift) % 10)
    assert not valid_orgnr("".join(digits))


def test_codes_match_whatever_the_spelling():
    read = code_reader(("naeringsliv", "paarorende", "sosial_entreprenor", "gjennomfore"))
    assert read("Næringsliv") == "naeringsliv"
    assert read("PÅRØRENDE") == "paarorende"
    assert read("sosial entreprenør") == "sosial_entreprenor"
    assert read("gjennomføre") == "gjennomfore"
    assert read("naringsliv").hint.params["value"] == "naeringsliv"
    assert read("helt noe annet").hint is None


def test_no_two_codes_of_a_column_are_the_same_word():
    for table in schema.TABLES.values():
        for column in table.columns:
            assert len({match_key(code) for code in column.codes}) == len(column.codes), column.name


def test_a_dataset_may_add_to_an_open_vocabulary():
    kind = schema.ACTORS.column("kind")
    assert code_of(reader_for(kind)("grendelag-ny")) == "unknown_code"
    assert reader_for(kind, ("grendelag-ny",))("Grendelag ny") == "grendelag-ny"


def test_lists_are_sorted_and_hold_each_once():
    tags = reader_for(schema.ACTORS.column("groups"))
    assert tags("ungdom; eldre | eldre,\n ungdom") == "eldre|ungdom"
    goals = reader_for(schema.CHALLENGES.column("goals"))
    assert goals("11, 3|3") == "3|11"
    assert code_of(goals("3|18")) == "out_of_range"
    assert read_list(" | ", str) == ""


def test_every_column_has_a_reader_and_says_what_it_expects():
    for table in schema.TABLES.values():
        for column in table.columns:
            assert callable(reader_for(column))
            assert expectation(column).code.startswith("expected.")
    assert {column.type for table in schema.TABLES.values() for column in table.columns} <= set(CellType)


# -- before the meaning ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("  Kari\u00a0", "Kari"), ("a\u030a", "å"), ("en\r\nto", "en\nto"), ("\ufeffnavn", "navn"),
        ("'=1+1", "=1+1"),
        ("''=1", "'=1"), ("'vanlig", "'vanlig"), ("-", "-"), ("+47", "+47"), ("", ""), (" \t ", ""),
    ],
)  # fmt: skip
def test_cells_are_cleaned(raw, text):
    assert screen(raw) == text


@pytest.mark.parametrize("raw", ["#REF!", "#n/a", "#I/T", "#VERDI!", "=A1+B1", "="])
def test_errors_and_formulas_without_a_value(raw):
    assert code_of(screen(raw)) == "formula_error"


def test_control_characters_and_endless_cells():
    assert code_of(screen("a\x07b")) == "control_characters"
    assert code_of(screen("snudd\u202etekst")) == "control_characters"
    assert screen("x" * LONGEST) == "x" * LONGEST
    assert code_of(screen("x" * (LONGEST + 1))) == "too_long"


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=40))
def test_guarding_against_formulas_is_undone_by_reading(text):
    text = screen(text)
    if isinstance(text, str):
        assert screen(guard(text)) == text
        assert not guard(text).startswith(("=", "+", "-", "@"))


def fodselsnummer(nine: str) -> str:
    """Control digits by trial: the only two that make both weighted sums divisible by eleven."""
    first, second = (3, 7, 6, 1, 8, 9, 4, 5, 2, 1), (5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1)
    for last in range(100):
        digits = f"{nine}{last:02d}"
        numbers = [int(digit) for digit in digits]
        sums = [sum(n * w for n, w in zip(numbers, weights, strict=False)) for weights in (first, second)]
        if not any(total % 11 for total in sums):
            return digits
    return ""


@given(st.integers(1, 28), st.integers(81, 92), st.integers(0, 99), st.integers(0, 999), st.booleans())
def test_identity_numbers_are_found_anywhere(day, month, year, individual, plus_forty):
    # months 81-92 are Skatteetaten's synthetic persons: these numbers are nobody's
    digits = fodselsnummer(f"{day + 40 * plus_forty:02d}{month}{year:02d}{individual:03d}")
    if not digits:
        return
    assert holds_national_id(digits)
    for raw in (digits, f"f. {digits[:6]} {digits[6:]}, bor i", f"{digits[:6]}-{digits[6:]}", f"id:{digits}"):
        problem = screen(raw)
        assert code_of(problem) == "national_id"
        assert problem.secret
    changed = digits[:-1] + str((int(digits[-1]) + 1) % 10)
    assert not holds_national_id(changed)


def test_a_leading_zero_lost_in_a_spreadsheet_hides_nothing():
    assert holds_national_id("1819012365")  # 01819012365 without its zero


@pytest.mark.parametrize("text", ["974760673", "91234567", "2026-01-01", "00000000000", "123456789012"])
def test_other_numbers_are_not_taken_for_identity_numbers(text):
    assert not holds_national_id(text)


# -- features --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("feature", "text", "value"),
    [
        ("kjonn", "Kvinne", "kvinne"), ("kjonn", "M", "mann"), ("kjonn", "annet", "annet"), ("kjonn",
        "ukjent", None),
        ("morsmal", "Vet ikke", None), ("morsmal", "ønsker ikke å oppgi", "vil_ikke_oppgi"),
        ("kjonn", "vil ikke svare", "vil_ikke_oppgi"), ("kjonn", "ikke-binær", "ikke-binær"),
        ("aldersgruppe", "13–19", "13-19"), ("aldersgruppe", "67-", "67+"),
        ("aldersgruppe", "13 — 19 år", "13-19"),
        ("aldersgruppe", "voksen", "voksen"), ("aldersgruppe", "30-20", "30-20"),
        ("alder", "67,0", "67"), ("morsmal", "samisk", "samisk"),
    ],
)  # fmt: skip
def test_features(feature, text, value):
    assert read_feature(feature, text) == value


@pytest.mark.parametrize(
    ("text", "step"),
    [
        ("møtt", "moett"), ("Møtte", "moett"), ("moett", "moett"), ("til stede", "moett"),
        ("Påmeldt", "paameldt"),
        ("påmeld", "paameldt"), ("bidratt", "bidro"), ("used", "brukt"), ("Invitert", "invitert"),
    ],
)  # fmt: skip
def test_steps_are_known_by_what_they_are_called(text, step):
    assert reader_for(schema.TURNOUT.column("step"))(text) == step


def test_a_word_that_may_be_two_steps_is_a_problem():
    assert code_of(reader_for(schema.TURNOUT.column("step"))("deltok")) == "unknown_code"


@pytest.mark.parametrize("table", [schema.TURNOUT, schema.POPULATION])
def test_attributes_are_known_by_the_words_for_them(table):
    read = reader_for(table.column("attribute"))
    assert [read(text) for text in ("kjønn", "Age band", "yrke")] == ["kjonn", "aldersgruppe", "yrke"]
    assert code_of(read("to ord")) == "not_an_id"


def test_ages_have_bounds():
    assert code_of(read_feature("alder", "140")) == "out_of_range"
    assert code_of(read_feature("alder", "gammel")) == "not_a_number"


# -- words -----------------------------------------------------------------------------------------


@given(st.text(max_size=60))
def test_a_slug_is_an_id_or_nothing(text):
    made = slug(text)
    assert made == "" or read_id(made[:200]) == made[:200]
    assert slug(made) == made


def test_the_first_of_equally_near_words_wins():
    assert nearest("lokalerr", ("lokaler", "lokale")) == "lokaler"
    assert nearest("zzz", ("lokaler",)) is None
    assert nearest("x", ()) is None


@pytest.mark.parametrize(
    ("text", "value"),
    [("b|a|b", "b|a"), ("flom; by", "flom|by"), ("z, a\nk", "z|a|k"), ("sak", "sak"), ("| ;", "")],
)
def test_wishes_keep_their_order(text: str, value: str) -> None:
    """First wish first: other lists are sorted, these are not."""
    assert read_ranked(text) == value
    assert reader_for(schema.REGISTRATIONS.column("wishes"))(text) == value


def test_a_wish_must_be_an_id() -> None:
    assert code_of(read_ranked("sak|byrom i Sandnes")) == "not_an_id"


@pytest.mark.parametrize(
    ("word", "code"),
    [
        ("Ikke alene", "ikke_alene"),
        ("spreie", "spre"),
        ("no one alone", "ikke_alene"),
        ("BALANSER", "balanser"),
    ],
)
def test_modes_are_read_in_three_languages(word: str, code: str) -> None:
    assert reader_for(schema.TABLES["grouping"].column("mode"))(word) == code


@pytest.mark.parametrize(
    ("word", "code"),
    [("frå kvarandre", "fra_hverandre"), ("Apart", "fra_hverandre"), ("saman", "sammen"),
     ("Fast plass", "fast_plass"), ("ikkje gruppe", "ikke_gruppe"), ("habilitet", "habilitet")],
)  # fmt: skip
def test_rules_are_read_in_three_languages(word: str, code: str) -> None:
    assert reader_for(schema.TABLES["group_rules"].column("rule"))(word) == code
