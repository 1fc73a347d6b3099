import pytest

from pmobook.errors import ProblemsFound
from pmobook.inputs.source_csv import csv_rows, decoded, delimiter_of

CLOSED = 'name,area,cost\nRefit,North,5\n"Night, runs","two\nlines, and a third\nof 1,203 words",7\nDepot,South,8\n'


def refusal(text, delimiter=","):
    with pytest.raises(ProblemsFound) as found:
        csv_rows(text, delimiter, "export.csv")
    return str(found.value)


def test_a_quoted_text_may_hold_line_breaks_delimiters_and_quotation_marks():
    rows = csv_rows(CLOSED.replace("Depot", '"The ""big"" depot"'), ",", "export.csv")
    assert [row.number for row in rows] == [1, 2, 3, 4]
    assert rows[2].cells == ["Night, runs", "two\nlines, and a third\nof 1,203 words", "7"]
    assert rows[3].cells[0] == 'The "big" depot'


def test_a_quotation_mark_inside_a_text_needs_no_care():
    assert csv_rows('a,b\n5" pipe,2\n', ",", "export.csv")[1].cells == ['5" pipe', "2"]


def test_a_quotation_mark_that_is_never_closed_is_told_with_its_row():
    message = refusal('name,cost\nRefit,5\n"Night,6\nDepot,7\n')
    assert "export.csv, row 3: found a quotation mark that is never closed" in message


def test_a_quotation_mark_that_another_one_closes_below_is_told_with_its_row():
    message = refusal('name,note,cost\nRefit,"open,5\nNight,"quiet",6\nDepot,,7\n')
    assert "export.csv, row 2: found text right after a closing quotation mark" in message
    assert "never closed" in message


@pytest.mark.parametrize("delimiter", [",", ";"])
@pytest.mark.parametrize("end", ['Night,"', 'Night,fine,6\nDepot,"', 'Night,fine,6\nDepot,x,y\nSheds,"'])
def test_a_text_that_has_run_on_over_rows_below_it_is_no_text(delimiter, end):
    """Such a file has as many cells in the row as there are headings, and would lose rows in silence."""
    text = f'name,note,cost\nRefit,"open,5\n{end},6\nLast,a,8\nOne,b,9\n'.replace(",", delimiter)
    assert "row 2: found a quotation mark that is never closed" in refusal(text, delimiter)


def test_the_delimiter_is_found_although_a_quotation_mark_is_never_closed():
    assert delimiter_of('a;b\n1;2\n3;"4\n5;6\n', 1) == ";"


def test_an_encoding_that_does_not_exist_is_refused():
    with pytest.raises(ProblemsFound, match="an encoding that exists"):
        decoded(b"a,b", "export.csv", "utf-99")
