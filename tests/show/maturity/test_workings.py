from pmobook.show.maturity import how_scored


def test_a_capability_opens_to_its_ratings_and_their_arithmetic(named, text):
    said = text(how_scored(named))
    assert "Ratings: 1, 2, 2, 2, 2, 2, 3, 3, 3, 4, 4, 4, 5. Mean: 37 ÷ 13 = 2.85." in said
    assert "Raters at this level or higher" in said


def test_contributions_add_up_to_the_focus_area_s_score(named, text):
    """Planning 2.846 by a quarter and reporting 2.462 by three quarters make 2.56."""
    said = text(how_scored(named))
    assert "The contributions add up to 2.56." in said
    assert "25.0%" in said


def test_a_practice_opens_to_finding_evidence_what_it_counts_as_and_why(named):
    html = how_scored(named).html
    assert "Plan &lt;signed&gt;" in html
    assert "no evidence is named; counts as partial" in html
    assert "33%" in html
    assert "<signed>" not in html


def test_nothing_huge_opens_at_once(named):
    html = how_scored(named).html
    assert html.count('<details class="pmo-nested">') == 3 + 5
    assert "<details open" not in html


def test_an_appraisal_opens_to_its_practices_and_not_to_raters(appraised, text):
    said = text(how_scored(appraised))
    assert "What an assessor found" in said
    assert "Raters at this level" not in said


def test_a_rule_that_does_not_average_shows_no_contributions(assess, text):
    said = text(how_scored(assess(rule="weakest_link")))
    assert "Weakest link: A focus area is as mature as its lowest capability" in said
    assert "Contribution" not in said.split("People: ")[0], "only where an area has a single capability do they add up"


def test_without_answers_nothing_was_scored(nothing, text):
    assert "Nothing was scored" in text(how_scored(nothing))
