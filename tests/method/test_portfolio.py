import pytest
from pydantic import ValidationError

from pmobook.method.portfolio import PortfolioMethod, portfolio_method


def test_the_method_s_own_file_holds_together():
    method = portfolio_method()
    assert set(method.chosen_stages) <= set(method.candidate_stages)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"chosen_stages": ["closed"]}, "chosen_stages must be among"),
        ({"frontier_points": 1}, "frontier_points of at least 2"),
        ({"time_limit": 0}, "time_limit and steps above 0"),
    ],
)
def test_what_can_not_be_worked_with_is_refused(change, words):
    given = portfolio_method().model_dump()
    for name, value in change.items():
        given[name] = value if isinstance(value, list) else {**given[name], "value": value}
    with pytest.raises(ValidationError, match=words):
        PortfolioMethod(**given)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"not_begun_stages": ["closed"]}, "not_begun_stages must be among"),
        ({"later_quarters": 1.5}, "later_quarters must be a whole number"),
        ({"risk_scenarios": 0}, "risk_scenarios must be a whole number"),
    ],
)
def test_what_can_not_wait_or_be_simulated_is_refused(change, words):
    given = portfolio_method().model_dump()
    for name, value in change.items():
        given[name] = value if isinstance(value, list) else {**given[name], "value": value}
    with pytest.raises(ValidationError, match=words):
        PortfolioMethod(**given)
