import pytest

from pmobook.method.scoring_rules import RULE_NAMES, ScoringConstants, ScoringRules, scoring_rules


def test_every_rule_is_explained_and_sourced():
    assert tuple(rule.rule for rule in scoring_rules().rules) == RULE_NAMES
    for rule in scoring_rules().rules:
        assert rule.explanation.count(".") == 1, "one sentence for an executive"
        assert scoring_rules().rule(rule.rule) == rule


def test_rules_of_shares_are_the_two_that_carry_no_level():
    assert [rule.rule for rule in scoring_rules().rules if rule.kind == "share"] == ["goal_stage_share", "service_sophistication"]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"highest_percent": {"none": 50.0, "partial": 15.0, "large": 85.0}}, "rises from none over partial to large"),
        ({"highest_percent": {"none": 15.0}}, "rises from none"),
        ({"finding_shares": {"none": 0.0, "partial": 0.5, "full": 1.0, "large": 0.7}}, "in this order"),
        ({"finding_shares": {"none": 0.0, "partial": 0.6, "large": 0.7, "full": 1.0}}, "in the band of their own name"),
        ({"stage_of_level": {"1": "standardise"}}, "a stage for each of levels 1 to 5"),
    ],
)
def test_numbers_that_contradict_each_other_are_refused(change, words):
    content = scoring_rules().constants.model_dump() | change
    with pytest.raises(ValueError, match=words):
        ScoringConstants.model_validate(content)


def test_a_missing_rule_is_refused():
    content = scoring_rules().model_dump()
    content["rules"] = content["rules"][1:]
    with pytest.raises(ValueError, match="each rule once, in this order"):
        ScoringRules.model_validate(content)
