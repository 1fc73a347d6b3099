"""A business unit assessed in German has the figures, severities and findings of the English one: only the words differ."""

import re

import pandas as pd
import pytest

from pmobook.assess.review import HISTORIES, review_quarter
from pmobook.inputs.engagement import open_engagement
from pmobook.inputs.pack import read_histories, read_pack
from pmobook.language import use_language
from pmobook.method.places import method_folder
from pmobook.record.tables import TABLES
from pmobook.vocabulary import Quarter

_ENGLISH = {"the", "and", "of", "with", "not", "is", "are", "has", "have", "its", "it", "than", "by", "from", "half"}
_TYPED = {"confidence_not_assessed"}
"""Findings that repeat, without quotes, what a form gives as the reason."""
_QUOTED = re.compile(r"'[^']*'|„[^“]*“|\([^)]*\)")


@pytest.fixture(scope="module")
def reviews():
    engagement, quarter = open_engagement(method_folder().parent / "demo"), Quarter.parse("2025Q2")
    pack = read_pack(engagement, "technology", quarter)
    histories = read_histories(engagement, "technology", HISTORIES, quarter)
    found = {}
    for code in ("en", "de"):
        use_language(code)
        found[code] = review_quarter(engagement, pack, histories)
    use_language("en")
    return found


def test_figures_ids_and_severities_are_those_of_the_english_run(reviews):
    english, german = reviews["en"], reviews["de"]
    kinds = ["finding_id", "severity", "owner"]
    pd.testing.assert_frame_equal(english.findings[kinds], german.findings[kinds])
    assert set(english.tables) == set(german.tables)
    for name, frame in english.tables.items():
        numbers = [column.name for column in TABLES[name].columns if column.name in frame and column.kind != "text"]
        pd.testing.assert_frame_equal(frame[numbers], german.tables[name][numbers], obj=name)


def test_no_english_word_stands_in_a_german_finding(reviews):
    titles = sorted(reviews["de"].measures.measure_status["title"], key=len, reverse=True)
    left = {}
    for row in reviews["de"].findings.itertuples():
        said = _QUOTED.sub("", row.sentence)
        for title in titles:
            said = said.replace(title, "")
        words = _ENGLISH & set(re.findall(r"[a-z]+", said))
        if words and row.finding_id not in _TYPED:
            left[row.finding_id] = words
    assert left == {}


def test_german_findings_carry_decimal_commas(reviews):
    said = " ".join(_QUOTED.sub("", one) for one in reviews["de"].findings["sentence"])
    assert re.search(r"\d,\d", said)
    assert not re.search(r"\d\.\d(?!\d\d)", said)
