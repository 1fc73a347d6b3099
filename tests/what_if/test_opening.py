from pathlib import Path

import pytest

from pmobook.errors import PmobookError
from pmobook.inputs.engagement import open_engagement
from pmobook.what_if.opening import open_portfolio

DEMO = Path(__file__).resolve().parents[2] / "params" / "demo"


def test_the_demo_s_portfolio_opens_with_its_goals_weighed():
    portfolio = open_portfolio(open_engagement(DEMO), "retail", "2026Q3")
    assert portfolio.unassessed == ""
    assert float(portfolio.weights.sum()) == pytest.approx(1.0)
    assert portfolio.choosable


@pytest.mark.parametrize(("unit", "quarter"), [("retial", "2026Q3"), ("retail", "2026-3")])
def test_what_is_not_there_is_refused_in_words(unit, quarter):
    with pytest.raises(PmobookError, match=r"Did you mean|is not a quarter"):
        open_portfolio(open_engagement(DEMO), unit, quarter)
