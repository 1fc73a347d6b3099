import numpy as np
import pandas as pd
import pytest

from pmobook.assess.agreement import krippendorff_alpha
from pmobook.assess.uncertainty import bootstrap_agreement
from pmobook.errors import PmobookError


def test_every_measure_has_a_row_with_its_value_and_interval(answers, few):
    found = bootstrap_agreement(answers.drop(columns="budget"), incomplete="raters", how=few)
    assert found["statistic"].value_counts().to_dict() == {
        "intraclass_correlation": 6, "krippendorff_alpha": 4, "r_wg": 3, "r_wg_j": 1, "cronbach_alpha": 1,
    }  # fmt: skip
    stated = found[found["note"] == ""]
    assert (stated["low"] <= stated["high"]).all()
    assert ((stated["low"] <= stated["value"]) & (stated["value"] <= stated["high"])).mean() > 0.9


def test_raters_are_those_that_the_measure_rests_on(answers, few):
    found = bootstrap_agreement(answers.drop(columns="budget"), incomplete="raters", how=few).set_index(["statistic", "item"])
    assert found.loc[("r_wg", "selection"), "raters"] == 11
    assert found.loc[("cronbach_alpha", ""), "raters"] == 11
    assert found.loc[("r_wg_j", ""), "raters"] == 12


def test_an_item_with_three_raters_has_its_agreement_without_an_interval(answers, few):
    budget = bootstrap_agreement(answers, how=few).set_index("item").loc["budget"]
    assert not np.isnan(budget["value"])
    assert np.isnan(budget["low"])
    assert budget["note"].startswith("no interval: 3 raters")


def test_where_nothing_varies_all_is_not_assessed_but_the_agreement_within(few):
    same = bootstrap_agreement(np.full((8, 4), 3.0), how=few)
    assert (same[same["statistic"] == "krippendorff_alpha"]["note"] == "not assessed").all()
    within = same[same["statistic"] == "r_wg"]
    assert (within[["value", "low", "high"]] == 1).all(axis=None)


def test_nobody_and_nothing_are_not_assessed(few):
    found = bootstrap_agreement(pd.DataFrame({"a": [np.nan, np.nan]}), how=few)
    assert (found["note"] == "not assessed").all()
    assert found[["value", "low", "high"]].isna().all(axis=None)


def test_the_same_seed_gives_the_same_bytes(answers, few):
    assert bootstrap_agreement(answers, how=few).equals(bootstrap_agreement(answers, how=few))


def test_levels_of_measurement_can_be_chosen_and_unknown_ones_are_refused(answers, few):
    assert len(bootstrap_agreement(answers, levels=["ordinal"], how=few).query("statistic == 'krippendorff_alpha'")) == 1
    with pytest.raises(PmobookError, match="no level of measurement"):
        bootstrap_agreement(answers, levels=["ranked"], how=few)


def test_in_the_large_survey_every_measure_lies_in_its_interval(survey):
    found = bootstrap_agreement(survey, lowest=1, highest=5)
    assert (found["note"] == "").all()
    assert (found["low"] <= found["value"]).all()
    assert (found["value"] <= found["high"]).all()
    assert found.loc[1, "value"] == krippendorff_alpha(survey, "ordinal")
