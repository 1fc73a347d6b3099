import re

from pmobook.show.maturity import how_sure, profile, result
from pmobook.show.maturity.profile import profile_figures


def test_the_result_says_rule_answers_score_level_interval_and_what_it_rests_on(named, text):
    said = text(result(named))
    assert said.startswith(f"{named.headline}.")
    assert "By weighted mean of people's ratings, the whole stands at 2." in said
    assert "level 2, which is reached with a probability of" in said
    assert "(90% interval)" in said
    assert "It rests on 13 people and 5 of 5 capabilities." in said


def test_no_number_of_resamples_makes_a_level_certain(assess):
    sure = assess(ratings={one: [3] * 8 for one in ("planning", "reporting", "budgets", "funding", "skills")}, roles=["PMO"] * 8)
    assert "100%" not in how_sure(sure)


def test_findings_of_an_assessor_have_no_interval_and_say_so(appraised):
    said = how_sure(appraised)
    assert "By weighted mean of an assessor's findings on practices" in said
    assert "No interval is stated." in said
    assert "were everything else at its worst or best" in said


def test_a_share_carries_no_level(in_shares):
    assert "a share, which carries no level" in how_sure(in_shares)
    assert "%" in how_sure(in_shares)


def test_without_answers_the_whole_is_not_assessed(nothing):
    assert how_sure(nothing) == "By weighted mean of people's ratings, the whole is not assessed."


def test_the_profile_is_one_image_that_says_its_result_and_where_things_stood_before(named):
    html = profile(named).html
    assert html.count("<svg") == 1
    assert 'aria-label="Retail meets its maturity target in' in html
    assert "ring: 2026Q2" in html
    assert "tick: target" in html


def test_a_profile_without_intervals_explains_none(appraised):
    assert "interval</text>" not in profile(appraised).html
    assert "line: its" not in profile(appraised).html


def test_a_focus_area_that_is_not_assessed_keeps_its_row(assess):
    partly = assess(ratings={"planning": [3, 2], "reporting": [3, 3]}, roles=())
    assert profile(partly).html.count(">not assessed</text>") == 2, "the two areas that nobody rated"


def test_a_score_that_became_an_interval_is_shown_as_one(assess):
    ratings = {"planning": [3, 2], "budgets": [2], "funding": [2], "skills": [1]}
    half = assess(ratings=ratings, roles=(), not_assessed="interval")
    assert "not stated: 0.6 to 4.4" in profile(half).html, "reporting, three quarters of delivery, could be 0 or 5"


def test_without_any_score_there_is_no_empty_chart_but_a_sentence(nothing):
    assert profile(nothing).html == "<p>There is nothing to draw: no focus area is assessed.</p>"


def test_the_figures_name_score_interval_level_target_gap_and_the_quarter_before(named, text):
    said = text(profile_figures(named))
    assert "Score Interval Level Reached with Target Gap 2026Q2 Raters Capabilities assessed" in said
    assert "none set" in said, "people have no target"


def test_scores_of_the_profile_say_their_interval_target_and_where_they_stood(named):
    tips = re.findall(r'data-tip="([^"]*)"', profile(named).html)
    assert len(tips) == named.area_scores.loc[named.area_scores["is_chosen_rule"], "score"].notna().sum()
    assert any(re.search(r": [\d.]+; [\d.]+ to [\d.]+; target [\d.]+", tip) for tip in tips)
