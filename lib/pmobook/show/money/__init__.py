"""Exhibits of money: what work was worth, cost curves, months, how forecasts moved, and the range that the past suggests."""

from pmobook.show.money.curves import cost_curves
from pmobook.show.money.drift import forecast_drift
from pmobook.show.money.enterprise import enterprise_money
from pmobook.show.money.indices import project_indices
from pmobook.show.money.months import money_by_month
from pmobook.show.money.past import beside_the_past
from pmobook.show.money.workings import how_computed

__all__ = [
    "beside_the_past",
    "cost_curves",
    "enterprise_money",
    "forecast_drift",
    "how_computed",
    "money_by_month",
    "project_indices",
]
