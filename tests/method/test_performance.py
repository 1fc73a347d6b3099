import pytest

from pmobook.method.performance import PerformanceMethod, performance_method


def refused(group, name, value, words):
    content = performance_method().model_dump()
    content[group][name] = value if group == "claims" and name != "reach" else {**content[group][name], "value": value}
    with pytest.raises(ValueError, match=words):
        PerformanceMethod.model_validate(content)


def test_every_number_says_what_it_counts_and_why():
    method = performance_method()
    for group in (method.limits, method.nhs, method.nelson, method.seasonality, method.prospects):
        for name in type(group).model_fields:
            assert getattr(group, name).unit_of_measure, name
            assert len(getattr(group, name).description) >= 20, name


def test_three_standard_deviations_are_2_66_mean_moving_ranges():
    assert performance_method().limits.ranges == pytest.approx(2.66, abs=0.001)


@pytest.mark.parametrize(
    ("group", "name", "value", "words"),
    [
        ("limits", "near_sigmas", 3, "near_sigmas must be above 0 and below sigmas"),
        ("limits", "trial_below", 11.5, "trial_below must be a whole number"),
        ("limits", "range_to_sigma", 0, "range_to_sigma must be above 0"),
        ("nhs", "one_side", 1, "one_side must be a whole number of at least 2"),
        ("nhs", "near_points", 4, "near_points can't exceed near_window"),
        ("nelson", "alternating", 2, "alternating must be a whole number of at least 3"),
        ("nelson", "middle_points", 6, "can't exceed their windows"),
        ("seasonality", "fewest_years", 1, "fewest_years must be a whole number of at least 2"),
        ("seasonality", "significance", 1, "significance must lie between 0 and 1"),
        ("prospects", "fewest_values", 2, "fewest_values must be a whole number of at least 3"),
        ("claims", "worse", ("worse", "better"), "stand twice: better"),
        ("claims", "reach", 0, "reach must be a whole number"),
    ],
)
def test_numbers_that_do_not_hold_together_are_refused(group, name, value, words):
    refused(group, name, value, words)
