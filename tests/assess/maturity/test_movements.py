"""Why scores moved goes on record with the assessment: beside the pack before it and that of the year before."""

from dataclasses import replace

import pytest

from pmobook.assess.maturity.movements import score_movements
from pmobook.assess.tables import SCORE_MOVEMENTS

ONE = {"money": (1, {"budgets": 1})}


@pytest.fixture
def rated(cases):
    def make(ratings, **more):
        return replace(cases.question_of({"budgets": ratings}, ONE, {}), **more)

    return make


def forms_of(question):
    return {"responses": question.responses, "practices": question.practices, "evidence": question.evidence}


def test_each_earlier_quarter_has_its_own_rows(rated):
    """The last day of the question's quarter is that of 2026Q3: the year before is 2025Q3."""
    question = rated([4, 4])
    quarter = f"{question.last_day.year}Q{(question.last_day.month + 2) // 3}"
    year_before = f"{question.last_day.year - 1}{quarter[4:]}"
    question = replace(
        question, earlier=forms_of(rated([3, 4])), earlier_quarter="2020Q1", year_before=forms_of(rated([1, None, 5]))
    )
    found = score_movements(question, 0.5)
    assert found.dtypes.astype(str).to_dict() == SCORE_MOVEMENTS
    whole = found[found["area_id"] == "overall"].set_index("beside")
    assert whole.loc["2020Q1", ["before", "now", "world", "evidence", "raters"]].tolist() == [3.5, 4.0, 0.5, 0.0, 0.0]
    assert whole.loc[year_before, ["before", "now", "world", "evidence", "raters"]].tolist() == [3.0, 4.0, 3.0, 0.0, -2.0]


def test_a_quarter_is_told_once_if_it_is_both_the_one_before_and_the_year_before(rated):
    question, before = rated([4]), forms_of(rated([3]))
    quarter = f"{question.last_day.year - 1}Q{(question.last_day.month + 2) // 3}"
    found = score_movements(replace(question, earlier=before, earlier_quarter=quarter, year_before=before), 0.5)
    assert found["beside"].unique().tolist() == [quarter]
    assert not found.duplicated(["area_id", "beside"]).any()


def test_without_an_earlier_pack_there_is_nothing_to_tell(rated):
    assert score_movements(rated([4]), 0.5).empty
