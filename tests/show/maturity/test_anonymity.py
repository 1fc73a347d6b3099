"""An anonymous survey shows no single rating, nobody's name and no count below its minimum group."""

import re

import pytest

from pmobook.show import maturity

EXHIBITS = [
    getattr(maturity, name)
    for name in maturity.__all__
    if name not in {"how_sure", "in_other_frames"}
]  # fmt: skip


@pytest.mark.parametrize("exhibit", EXHIBITS, ids=lambda one: one.__name__)
def test_nobody_is_named(anonymous, exhibit, text):
    assert not re.search(r"\br\d+\b", text(exhibit(anonymous)))


def test_no_rating_and_no_share_of_raters_opens_anywhere(anonymous, text):
    said = text(maturity.how_scored(anonymous))
    assert "Ratings:" not in said
    assert "Raters at this level" not in said
    assert "The survey is anonymous" in said


def test_the_rule_whose_score_is_the_lowest_single_rating_is_not_shown(anonymous, named, text):
    assert text(maturity.rules_side_by_side(anonymous)).count("Ladder not shown not shown") == 4, (
        "the whole and three focus areas"
    )
    assert "Ladder not shown" not in text(maturity.rules_side_by_side(named))


def test_a_pattern_that_few_show_is_not_counted(anonymous, text):
    said = text(maturity.ways_of_answering(anonymous))
    assert "would tell of too few people" in said
    assert "The same rating throughout" not in said
    assert "Show who answered so" not in said
    assert "would come to" not in said, "the difference of two scores tells what those few people said"


def test_patterns_that_nobody_or_enough_people_show_are_counted_and_nobody_is_named(assess, text):
    """Six of twelve rate 2 throughout."""
    ratings = {one: [2] * 6 + [1, 3, 2, 3, 1, 3] for one in ("planning", "reporting", "budgets")}
    ratings |= {one: [2] * 6 + [3, 1, 4, 2, 3, 1] for one in ("funding", "skills")}
    said = text(maturity.ways_of_answering(assess(ratings=ratings, roles=(), anonymous=True, minimum_group=5)))
    assert "The same rating throughout 6 50%" in said
    assert "Show who answered so" not in said


def test_a_group_that_is_too_small_is_not_counted_and_neither_is_what_it_could_be_worked_out_from(anonymous, text):
    """Two sponsors are too few; to hide them, the next smallest group is hidden as well."""
    said = text(maturity.ways_of_answering(anonymous))
    assert "Sponsors not shown" in said
    assert "Executives not shown" in said
    assert "2 people" not in said
    assert "PMO 6" in said


def test_how_many_left_a_capability_open_is_not_shown_below_the_minimum(anonymous, text):
    assert "Funding 12 fewer than 5" in text(maturity.ways_of_answering(anonymous))


def test_below_the_minimum_group_there_is_no_figure_at_all(assess, text):
    few = assess(ratings={"planning": [1, 2, 4], "reporting": [1, 1, 5]}, roles=(), anonymous=True, minimum_group=5)
    for exhibit in EXHIBITS:
        assert "3 people" not in text(exhibit(few)), exhibit.__name__
    assert "not assessed" in text(maturity.result(few))
