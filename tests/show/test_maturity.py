import pandas as pd
import pytest

from pmobook.assess.maturity import assess_maturity
from pmobook.inputs.engagement import BusinessUnit
from pmobook.method.maturity import maturity_model
from pmobook.method.thresholds import thresholds
from pmobook.show import maturity

MODEL = maturity_model("strategic_pmo")
AREA = MODEL.areas[0]


def assess(ratings, rule="weighted_mean"):
    rows = [(f"r{number}", capability, rating) for capability, given in ratings.items() for number, rating in enumerate(given)]
    responses = pd.DataFrame(rows, columns=["respondent_id", "capability_id", "rating"]).astype(
        {"respondent_id": "str", "capability_id": "str", "rating": "Int64"}
    )
    unit = BusinessUnit(name="Retail <East>", lead="Head of Retail PMO")
    return assess_maturity(MODEL, responses, {AREA.area_id: 3}, rule, 1, thresholds().maturity, unit)


WHOLE_AREA = {one.capability_id: [3, 2] for one in AREA.capabilities}


@pytest.fixture(scope="module")
def one_area():
    return assess(WHOLE_AREA)


def test_the_profile_is_one_image_that_says_its_result_and_keeps_unassessed_areas(one_area):
    html = maturity.maturity_profile(one_area, MODEL).html
    assert html.count("<svg") == 1
    assert 'aria-label="Retail &lt;East&gt; meets its maturity target in 0 of 1 focus area' in html
    assert html.count(">not assessed</text>") == len(MODEL.areas) - 1


def test_without_any_score_there_is_no_empty_chart_but_a_sentence():
    assert maturity.maturity_profile(assess({}), MODEL).html == "<p>There is nothing to draw: no focus area is assessed.</p>"


def test_both_rules_stand_side_by_side_with_the_chosen_one_named(one_area):
    html = maturity.rules_side_by_side(one_area, MODEL).html
    assert "Weighted mean (chosen)" in html
    assert ">Weakest link<" in html
    assert "Weakest link (chosen)" in maturity.rules_side_by_side(assess(WHOLE_AREA, "weakest_link"), MODEL).html
    assert "2.50" in html
    assert "+0.50" in html
    assert "5 of 5" in html


def test_an_area_that_is_not_assessed_shows_no_figure(one_area):
    row = maturity.rules_side_by_side(one_area, MODEL).html.split(MODEL.areas[1].title)[1].split("</tr>")[0]
    assert row.count("not assessed") >= 2
    assert "not stated" in row
    assert "none set" in row


def test_a_score_just_short_of_a_level_does_not_read_as_if_it_had_reached_it():
    html = maturity.rules_side_by_side(assess({one: [3] * 24 + [2] for one in WHOLE_AREA}), MODEL).html
    assert "2.96" in html


def test_every_capability_shows_the_spread_of_its_ratings(one_area):
    html = maturity.capability_scores(one_area, MODEL).html
    assert "2 to 3" in html
    assert "not assessed: nobody rated it" in html


def test_workings_show_every_rating(one_area):
    html = maturity.how_scored(one_area, MODEL).html
    assert "2, 3" in html
    assert "20.0%" in html
    assert ">none<" in html
