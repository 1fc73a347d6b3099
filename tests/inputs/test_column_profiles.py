from pmobook.inputs.column_profiles import profile_columns
from pmobook.inputs.source_tables import SourceRow, SourceTable


def profile(*cells):
    rows = tuple(SourceRow("export.csv", place + 2, (cell,)) for place, cell in enumerate(cells))
    return profile_columns(SourceTable("export.csv", ("Heading",), rows, 0, ""))[0]


def test_dates_are_seen_with_every_format_they_need_the_commonest_first():
    found = profile("31/05/2010", "30/06/2010", "31.05.10", "TBC", "")
    assert (found.kind, found.date_formats, found.odd_texts, found.blanks) == ("date", ("DD/MM/YYYY", "DD.MM.YY"), ("TBC",), 1)


def test_dates_that_could_be_read_either_way_are_counted():
    assert profile("03/04/2026", "03/04/2026", "13/04/2026", "04/04/2026").ambiguous == 2


def test_months_first_are_seen_where_days_first_do_not_fit():
    assert profile("03/14/2026", "04/15/2026").date_formats == ("MM/DD/YYYY",)


def test_numbers_are_seen_with_their_signs_and_decimal_mark():
    found = profile("£1,203.4m", "(12)", "12%", "Exempt")
    assert (found.kind, found.decimal, found.signs, found.odd_texts) == ("number", ".", ("£",), ("Exempt",))
    assert profile("1.203,4", "12,5").decimal == ","


def test_a_few_texts_that_return_are_choices_and_many_are_texts():
    assert profile("Red", "Green", "Red").kind == "choice"
    assert profile(*(f"Project {chr(65 + place)}" for place in range(20))).kind == "text"
    assert profile("", None).kind == "blank"
