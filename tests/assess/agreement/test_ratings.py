import numpy as np
import pandas as pd
import pytest

from pmobook.assess.agreement.ratings import as_ratings
from pmobook.errors import PmobookError


def test_a_frame_keeps_the_names_of_raters_and_items():
    given = as_ratings(pd.DataFrame({"funding": [1, None]}, index=["r1", "r2"]))
    assert list(given.raters) == ["r1", "r2"]
    assert list(given.items) == ["funding"]
    assert np.isnan(given.table[1, 0])


@pytest.mark.parametrize(
    ("ratings", "words"),
    [
        ([1, 2, 3], "this has 1 dimensions"),
        ([["high", 2]], "Ratings must be numbers"),
        (pd.DataFrame({"a": ["high", "low"]}), "Ratings must be numbers"),
        ([[1, np.inf]], "an infinite number"),
    ],
)
def test_what_is_no_table_of_finite_numbers_is_refused(ratings, words):
    with pytest.raises(PmobookError, match=words):
        as_ratings(ratings)
