import pytest

from pmobook.assess.maturity.notes import area_note, capability_note
from pmobook.assess.maturity.scored import LOWEST_COUNTS


@pytest.mark.parametrize(
    ("raters", "not_assessed", "fewest", "note"),
    [
        (3, 0, 1, ""),
        (3, 1, 1, "1 person could not say"),
        (0, 0, 1, "not assessed: nobody rated it"),
        (0, 2, 1, "not assessed: nobody rated it (2 people could not say)"),
        (2, 0, 3, "not assessed: rated by 2 people, at least 3 are asked for"),
        (1, 1, 3, "not assessed: rated by 1 person, at least 3 are asked for (1 person could not say)"),
        (3, 0, 3, ""),
    ],
)
def test_a_capability_says_why_it_has_no_score_or_who_could_not_say(raters, not_assessed, fewest, note):
    assert capability_note(raters, not_assessed, fewest) == note


PART = {"note": "1 of 2 capabilities assessed", "capabilities": 2, "capabilities_assessed": 1}


@pytest.mark.parametrize("rule", ["weighted_mean", *sorted(LOWEST_COUNTS)])
def test_an_area_assessed_in_part_is_an_upper_bound_where_the_lowest_counts(rule):
    is_bound = rule in LOWEST_COUNTS
    assert area_note(rule, PART, None) == (
        "at most this: 1 of 2 capabilities assessed, and the others could be lower" if is_bound else PART["note"]
    )


def test_the_whole_says_how_many_areas_are_assessed_unless_all_or_none_are():
    assert area_note("weighted_mean", PART, (1, 2)) == "1 of 2 capabilities assessed; 1 of 2 focus areas assessed"
    assert area_note("weighted_mean", PART, (2, 2)) == PART["note"]
    assert area_note("weighted_mean", PART, (0, 2)) == PART["note"]


def test_an_area_of_which_everything_or_nothing_is_assessed_is_no_bound():
    for assessed in (0, 2):
        assert area_note("weakest_link", {**PART, "capabilities_assessed": assessed}, None) == PART["note"]
