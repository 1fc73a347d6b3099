from pmobook.method.scoring_rules import scoring_rules
from pmobook.show.maturity import rules_side_by_side


def test_all_ten_rules_stand_side_by_side_with_the_chosen_one_marked(named, text):
    html = rules_side_by_side(named).html
    for rule in scoring_rules().rules:
        assert rule.title in html
        assert rule.explanation.split(",")[0] in html
    assert html.count("<strong>Weighted mean</strong> (chosen)") == 4, "the whole and three focus areas"
    assert "Ratings (chosen)" in text(rules_side_by_side(named))
    assert "Findings (chosen)" not in html


def test_shares_are_percentages_without_a_level(named, text):
    said = text(rules_side_by_side(named)).split("Service sophistication")[1].split("How far the services")[0]
    assert "%" in said
    assert said.count("none") == 2


def test_an_instrument_that_was_not_used_is_not_assessed(assess, text):
    said = text(rules_side_by_side(assess(practices=(), evidence=())))
    assert "Weighted mean (chosen)" in said
    assert "not assessed not stated" in said


def test_the_chosen_instrument_is_marked(appraised, text):
    assert "Findings (chosen)" in text(rules_side_by_side(appraised))
