import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmobook.assess.governance import band_of, imply_rating
from pmobook.errors import PmobookError
from pmobook.method.governance import governance_method
from pmobook.vocabulary import Confidence

METHOD = governance_method()


def with_rule(rule, **values):
    combination = METHOD.combination.model_copy(
        update={
            "rule": rule,
            **{name: getattr(METHOD.combination, name).model_copy(update={"value": value}) for name, value in values.items()},
        }
    )
    return METHOD.model_copy(update={"combination": combination})


@pytest.mark.parametrize(
    ("dimension", "figure", "band"),
    [
        ("cost", -0.5, "green"), ("cost", 0.0199, "green"), ("cost", 0.02, "amber/green"), ("cost", 0.05, "amber"),
        ("cost", 0.10, "amber/red"), ("cost", 0.15, "red"), ("cost", 9, "red"),
        ("schedule", 13, "green"), ("schedule", 14, "amber/green"), ("schedule", 180, "red"),
        ("benefits", 1.2, "green"), ("benefits", 0.95, "amber/green"), ("benefits", 0.5, "red"),
        ("benefits", 0.5001, "amber/red"),
        ("gates", 0, "green"), ("gates", 1, "amber/green"),
    ],
)  # fmt: skip
def test_a_figure_at_a_limit_belongs_to_the_worse_band(dimension, figure, band):
    assert band_of(figure, METHOD.evidence[dimension]) == band


def test_a_missing_figure_has_no_band():
    assert band_of(float("nan"), METHOD.evidence["cost"]) is None


def test_the_mean_is_taken_to_the_nearest_band_and_halves_count_against_the_project():
    """Green (4) and amber/green (3) have the mean 3.5: amber/green. With a second green it is 3.67: green."""
    assert imply_rating({"cost": 0, "schedule": 20}).rating is Confidence.AMBER_GREEN
    assert imply_rating({"cost": 0, "schedule": 20, "gates": 0}).rating is Confidence.GREEN


def test_one_bad_dimension_can_not_be_hidden_by_four_good_ones():
    found = imply_rating({"cost": 0.4, "schedule": 0, "benefits": 1, "risk": 0, "gates": 0})
    assert found.mean == pytest.approx(16 / 5)
    assert found.rating is Confidence.AMBER_RED
    assert "that is amber/green, held down to amber/red by the worst" in found.reason


def test_by_the_worst_the_worst_decides():
    found = imply_rating({"cost": 0.4, "schedule": 0}, with_rule("worst"))
    assert found.rating is Confidence.RED
    assert found.reason.startswith("cost red (40.0% above plan) and schedule green (on time). The worst dimension decides: red.")


def test_with_too_few_dimensions_nothing_is_implied_and_the_reason_names_what_is_missing():
    found = imply_rating({"cost": 0.0, "schedule": float("nan")}, missing={"schedule": "no baseline"})
    assert found.rating is None
    assert found.reason == (
        "Not assessed: 1 dimension of evidence is known, and it takes 2. Not assessed: schedule, benefits, risk and gate record."
    )
    assert {one.dimension: one.reason for one in found.evidence}["schedule"] == "no baseline"
    assert imply_rating({}).rating is None


def test_a_missing_dimension_counts_neither_for_nor_against():
    assert imply_rating({"cost": 0.06, "schedule": 45}).rating is Confidence.AMBER
    assert imply_rating({"cost": 0.06, "schedule": 45, "risk": None, "benefits": float("inf")}).rating is Confidence.AMBER


def test_a_cap_holds_a_dimension_down_and_says_why():
    found = imply_rating({"gates": 0, "cost": 0}, caps={"gates": (Confidence.AMBER_RED, "1 gate skipped")})
    assert found.evidence[-1].band is Confidence.AMBER_RED
    assert "gate record amber/red (no gate overdue; 1 gate skipped)" in found.reason
    worse = imply_rating({"gates": 400, "cost": 0}, caps={"gates": (Confidence.AMBER_RED, "1 gate skipped")})
    assert worse.evidence[-1].band is Confidence.RED


def test_a_dimension_without_weight_is_shown_and_decides_nothing():
    cost = METHOD.evidence["cost"].model_copy(update={"weight": 0.0})
    found = imply_rating({"cost": 9, "schedule": 0}, METHOD.model_copy(update={"evidence": {**METHOD.evidence, "cost": cost}}))
    assert found.rating is Confidence.GREEN
    assert found.evidence[0].band is Confidence.RED


def test_an_unknown_dimension_is_refused_with_the_nearest():
    with pytest.raises(PmobookError, match=r"'costs' is no dimension of evidence. Did you mean cost\? There are cost, schedule"):
        imply_rating({"costs": 0.1})


FIGURES = st.fixed_dictionaries({name: st.one_of(st.just(math.nan), st.floats(-1, 400)) for name in METHOD.evidence})


@given(FIGURES, st.sampled_from(list(METHOD.evidence)), st.floats(0, 100), st.sampled_from(["weighted_mean", "worst"]))
def test_worse_evidence_never_implies_a_better_rating(figures, name, by, rule):
    before = imply_rating(figures, with_rule(rule))
    worse = figures[name] + (by if METHOD.evidence[name].worse == "higher" else -by)
    after = imply_rating({**figures, name: worse}, with_rule(rule))
    assert (before.rating is None) == (after.rating is None)
    if before.rating is not None:
        assert after.rating.rank <= before.rating.rank
        assert min(one.band.rank for one in before.known) <= before.rating.rank <= max(one.band.rank for one in before.known)
