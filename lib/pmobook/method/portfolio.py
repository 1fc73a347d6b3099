"""Which projects are candidates, and when a portfolio's figures become findings, as data."""

from __future__ import annotations

from pydantic import Field, model_validator

from pmobook.method.in_language import in_each_language
from pmobook.method.places import method_folder
from pmobook.method.thresholds import Threshold
from pmobook.method.yaml_text import Definition, load_model

__all__ = ["PortfolioMethod", "portfolio_method"]


class PortfolioMethod(Definition):
    """A dated version of the method.

    Attributes
    ----------
    candidate_stages
        Stages of projects that can be chosen, or stopped.
    chosen_stages
        Stages of those that are chosen at present.
    finished_stages
        Stages after which nothing is to be decided.
    not_begun_stages
        Stages of projects that may still start later.
    """

    title: str
    version: str
    dated: str
    source: str
    candidate_stages: tuple[str, ...] = Field(strict=False, min_length=1)
    chosen_stages: tuple[str, ...] = Field(strict=False, min_length=1)
    finished_stages: tuple[str, ...] = Field(strict=False)
    not_begun_stages: tuple[str, ...] = Field(strict=False)
    frontier_points: Threshold
    frontier_exact_up_to: Threshold
    weightings: Threshold
    seed: Threshold
    reasons_up_to: Threshold
    alternatives: Threshold
    alternatives_within: Threshold
    gain_watch: Threshold
    gain_act: Threshold
    price_watch: Threshold
    nearly_used: Threshold
    money_step: Threshold
    people_step: Threshold
    people_margin: Threshold
    later_quarters: Threshold
    risk_scenarios: Threshold
    time_limit: Threshold

    @model_validator(mode="after")
    def _holds_together(self) -> PortfolioMethod:
        if not set(self.chosen_stages) <= set(self.candidate_stages):
            message = "chosen_stages must be among candidate_stages"
            raise ValueError(message)
        if not set(self.not_begun_stages) <= set(self.candidate_stages):
            message = "not_begun_stages must be among candidate_stages"
            raise ValueError(message)
        for name in ("later_quarters", "risk_scenarios"):
            value = getattr(self, name).value
            if not float(value).is_integer() or value < 1:
                message = f"{name} must be a whole number of at least 1"
                raise ValueError(message)
        above = (self.time_limit, self.money_step, self.people_step)
        if self.frontier_points.value < 2 or self.weightings.value < 1 or any(one.value <= 0 for one in above):
            message = "frontier_points of at least 2, weightings of at least 1, time_limit and steps above 0"
            raise ValueError(message)
        return self


@in_each_language
def portfolio_method() -> PortfolioMethod:
    """Return the method's data about portfolios.

    Raises
    ------
    ProblemsFound
        If ``params/method/portfolio.yaml`` does not hold together.
    """
    return load_model(PortfolioMethod, method_folder() / "portfolio.yaml", "params/method/portfolio.yaml")
