import math

import pytest

from pmobook.assess.agreement import label_agreement
from pmobook.errors import PmobookError


@pytest.mark.parametrize(
    ("statistic", "value", "label"),
    [
        ("krippendorff_alpha", 0.8, "reliable"),
        ("krippendorff_alpha", 0.7999, "good for tentative conclusions"),
        ("krippendorff_alpha", 0.667, "good for tentative conclusions"),
        ("krippendorff_alpha", -0.4, "not reliable"),
        ("intraclass_correlation", 0.75, "good"),
        ("intraclass_correlation", -5000.0, "poor"),
        ("within_group_agreement", 0.71, "strong agreement"),
        ("within_group_agreement", math.nan, "not assessed"),
    ],
)
def test_a_bound_belongs_to_its_band_and_a_missing_value_has_no_word(statistic, value, label):
    assert label_agreement(statistic, value) == label


def test_a_statistic_without_words_is_refused():
    with pytest.raises(PmobookError, match="no words for kappa, only for krippendorff_alpha"):
        label_agreement("kappa", 0.5)
