import math

import numpy as np
import pandas as pd
import pytest

from pmobook.assess.maturity.answers import survey
from pmobook.assess.maturity.sureness import Sureness, how_sure
from pmobook.assess.tables import AGREEMENT, LEVEL_PROBABILITIES, PERCEPTION_GAPS
from pmobook.method.scoring_rules import RULE_NAMES

ROLES = ("Executive", "Executive", "PMO", "PMO", "PMO", "Night porter")
SEEN = {one: [5, 4, 2, 2, 2, 0] for one in ("planning", "reporting", "budgets")}


@pytest.fixture(scope="module")
def sure(ask):
    def run(ratings, **more):
        question = ask(ratings, **more)
        return how_sure(question, survey(question, question.responses))

    return run


def test_without_ratings_there_is_nothing_to_be_sure_of_and_the_tables_are_empty(sure):
    found = sure({})
    assert found.patterns is None
    assert math.isnan(found.interval("weighted_mean", "overall").low)
    for table, columns in (
        (found.level_probabilities, LEVEL_PROBABILITIES), (found.agreement, AGREEMENT), (found.perception_gaps, PERCEPTION_GAPS)
    ):  # fmt: skip
        assert table.empty
        assert table.dtypes.astype(str).to_dict() == columns


def test_every_rule_has_its_own_intervals_and_probabilities_are_those_of_the_chosen_rule(sure):
    ratings = {one: [1, 2, 3, 4, 5, 2, 3] for one in SEEN}
    found = sure(ratings, rule="weakest_link", rules=RULE_NAMES)
    assert {rule for rule, _ in found.intervals} == set(RULE_NAMES)
    assert {scope for _, scope in found.intervals} == {*SEEN, "delivery", "money", "overall"}
    alone = sure(ratings, rule="weakest_link")
    pd.testing.assert_frame_equal(found.level_probabilities, alone.level_probabilities)


def test_four_raters_have_no_interval_and_five_do(sure):
    assert math.isnan(sure({one: [1, 2, 3, 4] for one in SEEN}).interval("weighted_mean", "overall").low)
    interval = sure({one: [1, 2, 3, 4, 5] for one in SEEN}).interval("weighted_mean", "overall")
    assert interval.low < 3 < interval.high
    assert 0 < interval.probability <= 1


def test_people_who_all_say_the_same_leave_no_doubt(sure):
    found = sure({one: [3] * 6 for one in SEEN})
    interval = found.interval("weighted_mean", "overall")
    assert (interval.low, interval.high, interval.probability) == (3, 3, 1)
    whole = found.level_probabilities[found.level_probabilities["area_id"] == "overall"]
    assert dict(zip(whole["level"], whole["at_least"], strict=True)) == {1: 1, 2: 1, 3: 1, 4: 0, 5: 0}


def test_probabilities_fall_with_the_level_and_level_0_is_not_worth_saying(sure):
    table = sure({one: [1, 2, 3, 4, 5, 2, 3] for one in SEEN}).level_probabilities
    assert table["level"].min() == 1
    assert all((np.diff(group["at_least"]) <= 1e-9).all() for _, group in table.groupby(["area_id", "capability_id"]))


def test_a_rule_of_shares_has_intervals_but_no_levels(sure):
    found = sure({one: [1, 2, 3, 4, 5, 2, 3] for one in SEEN}, rule="goal_stage_share")
    assert found.level_probabilities.empty
    interval = found.interval("goal_stage_share", "overall")
    assert 0 <= interval.low <= interval.high <= 1
    assert math.isnan(interval.probability)


@pytest.mark.parametrize(("executives", "pmo", "gap"), [([5, 4], [2, 3], 2), ([1, 2], [4, 3], -2)])
def test_a_perception_gap_is_the_others_less_the_pmo(sure, row, executives, pmo, gap):
    """Executives mean 4.5 and the PMO 2.5: they see the PMO two levels higher than it sees itself."""
    table = sure({one: [*executives, *pmo] for one in SEEN}, roles=("Executive", "Executive", "PMO", "PMO")).perception_gaps
    whole = row(table, area_id="overall")
    assert (whole["perspective"], whole["gap"], whole["capability_id"]) == ("executive", gap, "")
    assert (whole["raters"], whole["raters_of_pmo"]) == (2, 2)
    assert row(table, capability_id="budgets")["area_id"] == "money"
    assert row(table, capability_id="budgets")["gap"] == gap


def test_the_overall_gap_is_the_mean_of_the_capabilities_gaps(sure, row):
    ratings = {"planning": [5, 2], "reporting": [3, 2], "budgets": [2, 4]}
    assert row(sure(ratings, roles=("Sponsor", "PMO")).perception_gaps, area_id="overall")["gap"] == pytest.approx(2 / 3)


def test_gaps_are_of_the_models_perspectives_and_roles_that_nobody_placed_have_none(sure):
    assert set(sure(SEEN, roles=ROLES).perception_gaps["perspective"]) == {"executive"}


def test_roles_that_the_engagement_places_count_with_their_perspective(sure, row):
    placed = sure(SEEN, roles=ROLES, respondent_roles={"night porter": "pmo"}).perception_gaps
    assert row(placed, area_id="overall")["raters_of_pmo"] == 4
    assert row(placed, area_id="overall")["gap"] == 3


@pytest.mark.parametrize("roles", [("Executive",) * 6, ("PMO",) * 6])
def test_a_gap_needs_somebody_of_the_pmo_and_somebody_else(sure, roles):
    assert sure(SEEN, roles=roles).perception_gaps.empty


def test_agreement_is_stated_for_every_area_and_the_whole(sure, row):
    table = sure({one: [1, 2, 3, 4, 5] for one in SEEN}).agreement
    assert set(table["area_id"]) == {"delivery", "money", "overall"}
    assert set(table["statistic"]) == {"krippendorff_alpha", "icc_2_1", "icc_2_k", "r_wg_j", "cronbach_alpha"}
    assert set(table.loc[table["area_id"] == "overall", "items"]) == {3}
    assert row(table, area_id="overall", statistic="krippendorff_alpha")["raters"] == 5
    # Ratings 1 to 5 vary by 2.5, at random by (6² - 1) ÷ 12 on each of three items.
    ratio = 2.5 / (35 / 12)
    expected = 3 * (1 - ratio) / (3 * (1 - ratio) + ratio)
    assert row(table, area_id="overall", statistic="r_wg_j")["value"] == pytest.approx(expected)


def test_on_fewer_levels_agreement_is_measured_on_the_scale_of_the_model(sure, row, three_levels):
    table = sure({one: [0, 1, 2, 3] for one in SEEN}, model=three_levels).agreement
    ratio = (5 / 3) / (15 / 12)
    assert ratio > 1  # more variance than at random on four options, less than on six
    assert row(table, area_id="money", statistic="r_wg_j")["value"] == 0


def test_one_rater_agrees_with_nobody_and_the_table_says_so(sure):
    table = sure({"budgets": [3]}).agreement
    assert table["value"].isna().all()
    assert table.loc[table["area_id"] == "money", "note"].unique().tolist() == [
        "not assessed: 1 person rated, at least 2 are needed"
    ]
    assert table.loc[table["area_id"] == "delivery", "note"].unique().tolist() == [
        "not assessed: 0 people rated, at least 2 are needed"
    ]


def test_a_score_that_is_not_stated_has_an_interval_without_figures():
    assert math.isnan(Sureness().interval("weighted_mean", "delivery").high)


def test_the_same_answers_give_the_same_figures(sure):
    first, second = sure(SEEN, roles=ROLES), sure(SEEN, roles=ROLES)
    for name in ("level_probabilities", "agreement", "perception_gaps"):
        assert getattr(first, name).equals(getattr(second, name))
    assert first.intervals == second.intervals
