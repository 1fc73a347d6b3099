from pmobook.show.maturity import agreement, perception_gaps, ways_of_answering


def test_agreement_comes_with_its_interval_and_a_word(named, text):
    said = text(agreement(named))
    assert "Krippendorff's alpha (ordinal)" in said
    assert "not reliable" in said or "reliable" in said
    assert "Within-group agreement" in said
    assert " to " in said


def test_without_ratings_agreement_is_not_assessed(nothing, text):
    assert "not assessed" in text(agreement(nothing))
    assert "no ratings" in text(ways_of_answering(nothing))
    assert "need ratings by the PMO and by somebody else" in text(perception_gaps(nothing))


def test_who_gave_the_same_rating_to_everything_is_named_and_the_effect_of_it_said(named, text):
    """r8 and r13 rate 2 throughout or nearly so; r13 does."""
    said = text(ways_of_answering(named))
    assert "Show who answered so" in said
    assert "r13 the same rating throughout" in said
    assert "who gave the same rating to everything, people's ratings would come to" in said
    assert "Sponsors 2" in said


def test_others_views_stand_beside_the_pmo_s_own(named, text):
    exhibit = perception_gaps(named)
    assert "Executives, capability by capability" in text(exhibit)
    assert exhibit.html.count("<svg") == 3, "over all capabilities, executives and sponsors"
    assert "90% interval" in exhibit.html


def test_what_is_not_shown_says_why(anonymous, text):
    said = text(perception_gaps(anonymous))
    assert "not shown: fewer than 5 people answered" in said
