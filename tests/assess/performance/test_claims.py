import pytest

from pmobook.assess.performance.claims import read_claim


@pytest.mark.parametrize(
    "text",
    [
        "Improved since the new rota.",
        "Clearly better.",
        "IMPROVEMENT from the actions agreed in spring",
        "Up 3 points on last quarter",
        "It's better, though late",
        "Not only steady. Improved.",
    ],
)
def test_words_of_improvement_claim_one(text):
    assert read_claim(text, "higher") == "improved"


@pytest.mark.parametrize("text", ["Worse because of staff shortage; plan agreed.", "Deteriorated", "Fell again", "down on May"])
def test_words_of_decline_claim_one(text):
    assert read_claim(text, "higher") == "worse"


@pytest.mark.parametrize(
    "text",
    [
        "Not improved",
        "No improvement yet",
        "It hasn\N{RIGHT SINGLE QUOTATION MARK}t improved",
        "failed to get any better",
        "No worse than before",
        "Never been better organised",
    ],
)
def test_a_negated_claim_is_none(text):
    assert read_claim(text, "higher") == ""


@pytest.mark.parametrize("text", ["Should be better next quarter", "We expect improvement", "Plan to do better", "must improve"])
def test_a_plan_or_hope_is_no_claim(text):
    assert read_claim(text, "higher") == ""


@pytest.mark.parametrize(
    "text", ["Stable because of higher demand", "Steady despite worse weather", "In line, thanks to better data"]
)
def test_a_reason_is_no_claim(text):
    assert read_claim(text, "higher") == ""


@pytest.mark.parametrize(
    "text", ["We set up a team", "Follow up agreed", "Figures are up to date", "In line with expectations.", "", None]
)
def test_words_that_only_look_like_a_claim_are_none(text):
    assert read_claim(text, "higher") == ""


def test_rising_and_falling_mean_what_the_measures_direction_says():
    assert read_claim("Rose by four", "lower") == "worse"
    assert read_claim("Fell by four", "lower") == "improved"
    assert read_claim("Fell by four", None) == ""


def test_a_claim_of_both_is_neither():
    assert read_claim("Improved in stores but worse online", "higher") == "both"


def test_a_negation_reaches_no_further_than_its_clause():
    assert read_claim("No action needed, improved", "higher") == "improved"
    assert read_claim("not on plan but improving", "higher") == "improved"
