import dataclasses

import numpy as np
import pandas as pd
import pytest

from pmobook.assess.scoring import RULE_NAMES, SHARE_RULES
from pmobook.assess.uncertainty import bootstrap_levels, bootstrap_levels_by_rules
from pmobook.errors import PmobookError


def row(frame, **where):
    found = frame
    for name, value in where.items():
        found = found[found[name] == value]
    assert len(found) == 1
    return found.iloc[0]


@pytest.mark.parametrize("rule", RULE_NAMES)
def test_under_every_rule_each_capability_area_and_the_whole_has_an_interval_around_its_score(rule, answers, layout, few):
    found = bootstrap_levels(answers.drop(columns="budget"), layout, rule, how=few)
    assert found.intervals["scope"].value_counts().to_dict() == {"capability": 4, "area": 2, "overall": 1}
    stated = found.intervals[found.intervals["note"] == ""]
    assert len(stated) == 6
    assert (stated["low"] <= stated["score"]).all()
    assert (stated["score"] <= stated["high"]).all()


@pytest.mark.parametrize("rule", RULE_NAMES)
def test_probabilities_fall_with_the_level_and_those_of_single_levels_add_up_to_1(rule, answers, layout, few):
    found = bootstrap_levels(answers, layout, rule, how=few).probabilities
    if rule in SHARE_RULES:
        assert found.empty
        return
    for _, levels in found.dropna(subset="at_least").groupby(["scope", "area", "capability"]):
        assert levels["level"].tolist() == [0, 1, 2, 3, 4, 5]
        assert levels["at_least"].iloc[0] == 1
        assert (levels["at_least"].diff().dropna() <= 1e-12).all()
        assert levels["exactly"].sum() == pytest.approx(1)


def test_the_mean_of_a_capability_has_the_interval_of_its_resampled_means(answers, layout, few):
    """The plain bootstrap of one column, people written out one by one, gives the same share of means at 2.5 or above."""
    found = bootstrap_levels(answers, layout, "weighted_mean", how=dataclasses.replace(few, resamples=4000))
    ideas = answers["ideas"].to_numpy()
    means = np.random.default_rng(5).choice(ideas, (20_000, 12)).mean(axis=1)
    assert row(found.probabilities, capability="ideas", level=3)["resampled"] == pytest.approx((means >= 3).mean(), abs=0.03)
    assert row(found.intervals, capability="ideas")["score"] == pytest.approx(ideas.mean())


def test_people_who_all_say_the_same_leave_no_doubt(answers, layout, few):
    found = bootstrap_levels(answers, layout, "weighted_mean", how=few)
    appraisal = row(found.intervals, capability="appraisal")
    assert (appraisal["score"], appraisal["low"], appraisal["high"]) == (3, 3, 3)
    assert row(found.probabilities, capability="appraisal", level=3)["exactly"] == 1
    assert row(found.probabilities, capability="appraisal", level=4)["at_least"] == 0


def test_with_three_raters_the_score_stands_without_interval_or_probability(answers, layout, few):
    found = bootstrap_levels(answers, layout, "weighted_mean", how=few)
    budget = row(found.intervals, capability="budget")
    assert budget["score"] == 3
    assert np.isnan(budget["low"])
    assert budget["note"] == "no interval: 3 raters, and fewer than 5 are too few to resample"
    assert found.probabilities[found.probabilities["capability"] == "budget"]["at_least"].isna().all()


def test_a_capability_rated_by_fewer_than_the_minimum_is_not_assessed(answers, layout, few):
    found = bootstrap_levels(answers, layout, "weighted_mean", minimum_raters=4, how=few)
    budget = row(found.intervals, capability="budget")
    assert np.isnan(budget["score"])
    assert budget["note"] == "not assessed"
    assert row(found.intervals, area="finance", scope="area")["score"] == 3


def test_nobody_gives_no_score_and_says_so(answers, layout, few):
    found = bootstrap_levels(answers.iloc[:0], layout, "weakest_link", how=few)
    assert found.intervals["score"].isna().all()
    assert (found.intervals["note"] == "not assessed").all()
    assert found.note.startswith("No interval is stated")


def test_the_note_warns_of_small_groups(answers, layout, few):
    assert bootstrap_levels(answers, layout, "ladder", how=few).note.endswith("With groups as small as 11 read them as a guide.")


def test_the_same_seed_gives_the_same_figures_to_the_last_bit(answers, layout, few):
    first, second = (bootstrap_levels(answers, layout, "weighted_mean", how=few) for _ in range(2))
    assert first.intervals.equals(second.intervals)
    assert first.probabilities.equals(second.probabilities)


def test_intervals_hold_the_true_mean_about_as_often_as_they_say(make_layout, few):
    """Ten raters drawn 150 times from a known distribution; 90 % intervals."""
    layout = make_layout({"portfolio": ("ideas",)})
    generator = np.random.default_rng(11)
    levels, chances = np.arange(6.0), [0.05, 0.15, 0.3, 0.3, 0.15, 0.05]
    truth = float(levels @ chances)
    held = 0
    for _ in range(150):
        ratings = pd.DataFrame({"ideas": generator.choice(levels, 10, p=chances)})
        ideas = bootstrap_levels(ratings, layout, "weighted_mean", how=few).intervals.iloc[0]
        held += ideas["low"] <= truth <= ideas["high"]
    assert 0.84 <= held / 150 <= 0.97


def test_a_large_survey_is_sure_to_a_few_hundredths_of_a_level(survey, make_layout):
    layout = make_layout({"course": survey.columns[:12].tolist(), "instructor": survey.columns[12:].tolist()})
    found = bootstrap_levels(survey, layout, "weighted_mean")
    overall = row(found.intervals, scope="overall")
    # Independently: the persons' own means have a standard error of 0.0142.
    error = survey.mean(axis=1).std() / np.sqrt(len(survey))
    assert overall["score"] == pytest.approx(survey.to_numpy().mean())
    assert overall["high"] - overall["low"] == pytest.approx(2 * 1.645 * error, rel=0.08)
    assert row(found.probabilities, scope="overall", level=3)["at_least"] == 1


def test_an_unknown_rule_is_refused(answers, layout, few):
    with pytest.raises(PmobookError, match="no scoring rule 'weakest'"):
        bootstrap_levels(answers, layout, "weakest", how=few)


def test_several_rules_on_the_same_resamples_find_what_each_finds_alone(answers, layout, few):
    together = bootstrap_levels_by_rules(answers, layout, RULE_NAMES, minimum_raters=3, how=few)
    assert list(together) == list(RULE_NAMES)
    for rule, found in together.items():
        alone = bootstrap_levels(answers, layout, rule, minimum_raters=3, how=few)
        pd.testing.assert_frame_equal(found.intervals, alone.intervals)
        pd.testing.assert_frame_equal(found.probabilities, alone.probabilities)


def test_an_unknown_rule_among_several_is_refused_and_none_finds_nothing(answers, layout, few):
    assert bootstrap_levels_by_rules(answers, layout, [], how=few) == {}
    with pytest.raises(PmobookError, match="no scoring rule 'mean'"):
        bootstrap_levels_by_rules(answers, layout, ["weighted_mean", "mean"], how=few)
