import numpy as np
import pandas as pd
import pytest

from pmobook.assess.agreement import non_response
from pmobook.errors import PmobookError

NONE = np.nan


@pytest.fixture
def found():
    ratings = pd.DataFrame(
        {"funding": [1, 2, NONE, 4], "charter": [1, NONE, NONE, 4]}, index=["lead", "sponsor", "analyst", "stranger"]
    )
    issued = pd.Series({"lead": "pmo", "analyst": "pmo", "sponsor": "sponsor", "director": "executive", "guest": None})
    return non_response(ratings, issued)


def test_everybody_asked_answered_in_full_in_part_or_not(found):
    assert found.respondents["response"].to_dict() == {
        "lead": "full", "analyst": "none", "sponsor": "partial", "director": "none", "guest": "none",
    }  # fmt: skip


def test_each_perspective_says_how_many_of_those_asked_answered(found):
    assert found.perspectives.loc["pmo"].tolist() == [2, 1, 0.5, 1]
    assert found.perspectives.loc["executive", "share_answered"] == 0
    assert found.perspectives.loc["all", ["asked", "answered", "answered_in_full"]].tolist() == [5, 2, 1]


def test_an_unknown_perspective_is_a_row_of_its_own(found):
    assert found.perspectives.loc["", "asked"] == 1


def test_items_tell_silence_from_not_assessed(found):
    assert found.items.loc["charter", ["answered", "not_assessed", "no_response"]].tolist() == [1, 1, 3]


def test_who_answered_without_having_been_asked_is_named_and_counted_nowhere(found):
    assert found.not_asked == ("stranger",)
    assert found.items["asked"].tolist() == [5, 5]


def test_nobody_asked_gives_missing_shares():
    none = non_response(pd.DataFrame({"funding": [1.0]}, index=["lead"]), pd.Series([], dtype="str"))
    assert none.perspectives.loc["all", "asked"] == 0
    assert none.perspectives["share_answered"].isna().all()
    assert none.items["share_answered"].isna().all()


def test_a_respondent_who_stands_twice_is_refused_by_name():
    twice = pd.DataFrame({"funding": [1, 2]}, index=["lead", "lead"])
    with pytest.raises(PmobookError, match="In the ratings a respondent stands more than once: lead"):
        non_response(twice, pd.Series({"lead": "pmo"}))
