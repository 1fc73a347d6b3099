"""The discount rate, and when benefits are late, short or claimed twice, as data."""

from __future__ import annotations

from pydantic import Field, model_validator

from pmobook.method.in_language import in_each_language
from pmobook.method.places import method_folder
from pmobook.method.thresholds import Threshold
from pmobook.method.yaml_text import Definition, load_model

__all__ = ["BenefitsMethod", "benefits_method"]

_SHARES = ("discount_rate", "most_lost", "realised_watch", "realised_act", "slip_share", "ramp_step", "class_low", "class_high",
           "record_watch", "alike_titles", "somewhat_alike")  # fmt: skip


class BenefitsMethod(Definition):
    """A dated version of the method; each number says what it counts and why it stands there.

    Attributes
    ----------
    finished_stages
        Stages in which a project is over, so that it can't be delayed any more.
    """

    title: str
    version: str
    dated: str
    source: str
    finished_stages: tuple[str, ...] = Field(strict=False)
    discount_rate: Threshold
    usual_guess: Threshold
    most_lost: Threshold
    realised_watch: Threshold
    realised_act: Threshold
    slip_share: Threshold
    slip_watch: Threshold
    slip_act: Threshold
    overdue_act: Threshold
    ramp_even: Threshold
    ramp_step: Threshold
    forecast_lead: Threshold
    class_fewest: Threshold
    class_low: Threshold
    class_high: Threshold
    record_watch: Threshold
    alike_titles: Threshold
    equal_periods: Threshold
    round_amounts: Threshold
    common_titles: Threshold
    somewhat_alike: Threshold

    @model_validator(mode="after")
    def _holds_together(self) -> BenefitsMethod:
        beyond = [name for name in _SHARES if getattr(self, name).value > 1]
        if beyond:
            message = f"shares of at most 1 for {', '.join(beyond)}"
            raise ValueError(message)
        ordered = ((self.realised_act, self.realised_watch), (self.slip_watch, self.slip_act), (self.class_low, self.class_high))
        if any(lower.value > upper.value for lower, upper in ordered):
            message = "realised_act below realised_watch, slip_watch below slip_act, class_low below class_high"
            raise ValueError(message)
        if self.class_fewest.value < 2 or self.slip_share.value <= 0:
            message = "class_fewest of at least 2, slip_share above 0"
            raise ValueError(message)
        return self


@in_each_language
def benefits_method() -> BenefitsMethod:
    """Return the method's data about benefits.

    Raises
    ------
    ProblemsFound
        If ``params/method/benefits.yaml`` does not hold together.
    """
    return load_model(BenefitsMethod, method_folder() / "benefits.yaml", "params/method/benefits.yaml")
