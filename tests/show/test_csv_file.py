"""No cell of a CSV file can be taken for a formula, whatever its text; numbers stay numbers."""

import csv
import io
import math
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmobook.show.csv_file import as_csv, plain_cell


@pytest.mark.parametrize(
    "sign", ["=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20", "\u200f=", "  =", "\ufeff+", "\xa0@"]
)
def test_what_begins_like_a_formula_begins_with_an_apostrophe(sign):
    assert plain_cell(f"{sign}cmd|' /C calc'!A0") == f"'{sign}cmd|' /C calc'!A0"


@pytest.mark.parametrize("text", ["", "a=b", "1-2", "Retail", "<script>", "'=x"])
def test_other_texts_stay_as_they_are(text):
    assert plain_cell(text) == text


@pytest.mark.parametrize("missing", [math.nan, math.inf, -math.inf, None])
def test_what_is_missing_or_without_end_is_an_empty_cell(missing):
    assert plain_cell(missing) == ""


def test_a_negative_number_stays_a_number():
    assert as_csv(["=a"], [[-2.5], [3]]) == "'=a\r\n-2.5\r\n3\r\n"


@given(st.lists(st.text(max_size=12), min_size=1, max_size=4))
def test_whatever_is_written_is_read_again_and_begins_with_no_sign(texts):
    texts = [text.replace("\x00", "") for text in texts]
    cells = next(csv.reader(io.StringIO(as_csv(texts, []), newline="")))
    for cell, text in zip(cells, texts, strict=True):
        assert cell.removeprefix("'") == text.removeprefix("'")
        assert not unicodedata.normalize("NFKC", cell.lstrip()[:1]).startswith(("=", "+", "-", "@"))
