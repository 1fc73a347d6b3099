import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pmobook.assess.benefits.waterfall import describe_waterfall

STEPS = {"planned", "not assessed", "lost", "gained", "expected", "late", "at risk", "still to come", "realised"}


def test_what_falls_short_now_and_comes_later_is_late_and_the_rest_lost(assess):
    got = assess({"B1": {"planned": [10, 10, 10, 0], "actual": [10, 0, 5], "forecast": [None, None, None, 9]}})
    assert describe_waterfall(got.waterfall) == {"planned": 30, "lost": -6, "expected": 24, "late": -9, "realised": 15}


def test_nobody_s_figures_are_a_step_of_their_own(assess):
    got = assess({"B1": {"planned": [10, 10], "actual": [10, None]}})
    assert describe_waterfall(got.waterfall) == {"planned": 20, "not assessed": -10, "expected": 10, "realised": 10}


def test_disbenefits_are_taken_off_and_other_units_of_measure_left_out(assess):
    got = assess(
        {
            "B1": {"planned": [10], "actual": [12]},
            "B2": {"planned": [4], "actual": [4], "kind": "disbenefit", "unit_of_measure": "Money "},
            "B3": {"planned": [99], "actual": [99], "unit_of_measure": "hours"},
        }
    )
    assert describe_waterfall(got.waterfall) == {"planned": 6, "gained": 2, "expected": 8, "realised": 8}


def test_without_a_benefit_in_money_there_is_nothing_to_draw(assess):
    assert assess({"B1": {"planned": [9], "unit_of_measure": "hours"}}).waterfall.empty


maybe = st.one_of(st.none(), st.integers(0, 20))


kinds = st.sampled_from(["cashable", "non-cashable", "disbenefit"])


@settings(max_examples=20)
@given(st.lists(st.tuples(maybe, maybe, maybe, kinds), min_size=1, max_size=6))
def test_the_steps_lead_from_planned_to_expected_to_realised(assess, rows):
    got = assess({f"B{place}": {"planned": [one] * 5, "forecast": [two] * 5, "actual": [three] * 3, "kind": kind}
                  for place, (one, two, three, kind) in enumerate(rows)})  # fmt: skip
    drawn = describe_waterfall(got.waterfall)
    assert set(drawn) <= STEPS
    if drawn:
        changes = [drawn.get(step, 0) for step in ("not assessed", "lost", "gained")]
        assert drawn["planned"] + sum(changes) == pytest.approx(drawn["expected"])
        changes = [drawn.get(step, 0) for step in ("late", "at risk", "still to come")]
        assert drawn["expected"] + sum(changes) == pytest.approx(drawn["realised"])
