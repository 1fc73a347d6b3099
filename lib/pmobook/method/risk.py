"""How the exposure to risk is simulated, as data."""

from __future__ import annotations

from typing import Literal

from pydantic import model_validator

from pmobook.method.in_language import in_each_language
from pmobook.method.places import method_folder
from pmobook.method.thresholds import Threshold
from pmobook.method.yaml_text import Definition, load_model

__all__ = ["Bounds", "Distribution", "RiskFindings", "RiskMethod", "risk_method"]

Distribution = Literal["beta_pert", "triangular"]
Bounds = Literal["p10_p90", "minimum_maximum"]


class RiskFindings(Definition):
    """When a figure becomes a finding."""

    breach_watch: Threshold
    breach_act: Threshold
    stale_after: Threshold
    driver_share: Threshold


class RiskMethod(Definition):
    """A dated version of the method.

    Attributes
    ----------
    distribution
        The shape of an impact between its bounds.
    bounds
        What the low and high impact are: the values that one case in ten falls below or exceeds, or the least and the most.
    """

    title: str
    version: str
    dated: str
    source: str
    distribution: Distribution
    bounds: Bounds
    scenarios: Threshold
    replicates: Threshold
    seed: Threshold
    shape: Threshold
    driver_correlation: Threshold
    base_correlation: Threshold
    level: Threshold
    quasi_random_up_to: Threshold
    knots: Threshold
    findings: RiskFindings

    @model_validator(mode="after")
    def _holds_together(self) -> RiskMethod:
        if not self.base_correlation.value <= self.driver_correlation.value <= 1 or not 0 < self.level.value < 1:
            message = "base_correlation up to driver_correlation up to 1, and a level between 0 and 1"
            raise ValueError(message)
        if self.replicates.value < 2 or self.scenarios.value < self.replicates.value or self.knots.value < 9:
            message = "at least 2 replicates, a scenario for each, and 9 knots"
            raise ValueError(message)
        return self


@in_each_language
def risk_method() -> RiskMethod:
    """Return the method.

    Raises
    ------
    ProblemsFound
        If ``params/method/risk.yaml`` does not hold together.
    """
    return load_model(RiskMethod, method_folder() / "risk.yaml", "params/method/risk.yaml")
