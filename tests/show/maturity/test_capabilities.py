from pmobook.show.maturity import capability_heat_map, level_probabilities
from pmobook.show.maturity.capabilities import capability_figures


def row(html, title):
    return next(part.split("</tr>")[0] for part in html.split("<tr>") if f'<th scope="row">{title}</th>' in part)


def test_a_capability_shows_both_ratings_its_target_and_how_sure_it_is(named):
    html = row(capability_heat_map(named).html, "Planning")
    assert "2.8" in html, "37 ÷ 13"
    assert "◆" in html
    assert "below 3.0" in html
    assert "±" in html
    assert "level 2:" in html
    assert "1 of 5 proven" in html


def test_a_status_has_shape_and_word_and_one_without_a_target_is_neither(named):
    html = capability_heat_map(named).html
    assert "●" in row(html, "Budgets")
    assert "meets 2.0" in row(html, "Budgets")
    assert "no target" in row(html, "Skills")
    assert not set("▲◆●") & set(row(html, "Skills"))


def test_capabilities_stand_under_their_focus_area(named):
    html = capability_heat_map(named).html
    assert html.count('scope="rowgroup"') == 3
    assert html.index(">Delivery<") < html.index(">Planning<") < html.index(">Money<") < html.index(">Budgets<")


def test_what_is_not_assessed_shows_no_figure(nothing):
    html = row(capability_heat_map(nothing).html, "Planning")
    assert html.count("not assessed") == 5
    assert "0.0" not in html


def test_the_figures_have_the_spread_of_ratings_unless_the_survey_is_anonymous(named, anonymous, text):
    assert "1 to 5" in text(capability_figures(named))
    assert "Ratings from" not in text(capability_figures(anonymous))


def test_a_share_is_a_percentage(in_shares):
    assert "%" in row(capability_heat_map(in_shares).html, "Planning")


def test_every_level_has_its_probability_and_they_add_up(named, text):
    said = text(level_probabilities(named))
    assert said.startswith("Probability of each level Level 0 1 2 3 4 5 Delivery")
    assert "All focus areas" in said
    assert "Show the capabilities" in said


def test_findings_of_an_assessor_have_no_probabilities(appraised, text):
    assert "only people's ratings can be resampled" in text(level_probabilities(appraised))


def test_where_there_is_no_interval_what_is_still_possible_stands(appraised):
    """Two of planning's five practices are decided: one met, one capped."""
    assert "possible" in row(capability_heat_map(appraised).html, "Planning")


def test_a_rule_of_shares_or_no_answers_have_no_probabilities(in_shares, nothing, text):
    assert "No probabilities are stated" in text(level_probabilities(in_shares))
    assert "No probabilities are stated" in text(level_probabilities(nothing))
