import csv
import io

from hypothesis import given
from hypothesis import strategies as st

from pmobook.desk.table_file import WrittenForm
from pmobook.method.forms import form

EVIDENCE = form("evidence")


def test_columns_come_in_the_order_of_the_file_and_then_those_that_a_row_needs():
    written = WrittenForm(("title", "evidence_id"))
    content = written.content([{"evidence_id": "E1", "title": "Minutes", "kind": "record", "location": ""}], EVIDENCE)
    assert content == b"title,evidence_id,kind\nMinutes,E1,record\n"


def test_a_new_file_has_at_least_the_required_columns():
    assert WrittenForm().content([], EVIDENCE) == b"evidence_id,title\n"


def test_signs_of_the_sender_s_own_spreadsheet_are_kept():
    content = '\ufeffevidence_id;title\r\nE1;"a;b"\r\n'.encode()
    written = WrittenForm.of(content, ("evidence_id", "title"))
    assert written.content([{"evidence_id": "E1", "title": "a;b"}], EVIDENCE) == content


@given(
    st.lists(st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), min_size=1), min_size=1, max_size=6),
    st.sampled_from(",;\t"),
    st.sampled_from(["\n", "\r\n"]),
)
def test_whatever_people_write_is_read_again_as_it_was(texts, delimiter, ending):
    """Quotation marks, delimiters, formulas and line breaks stand as text; only kinds of line breaks become one."""
    rows = [{"evidence_id": f"E{number}", "title": text} for number, text in enumerate(texts)]
    content = WrittenForm(("evidence_id", "title"), delimiter, ending).content(rows, EVIDENCE)
    read = list(csv.reader(io.StringIO(content.decode(), newline=""), delimiter=delimiter, strict=True))
    assert [cells[1] for cells in read[1:]] == [text.replace("\r\n", "\n").replace("\r", "\n") for text in texts]
