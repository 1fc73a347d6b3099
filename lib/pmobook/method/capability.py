"""How skills are held against needs, and how few people may be shown, as data."""

from __future__ import annotations

from pydantic import model_validator

from pmobook.method.in_language import in_each_language
from pmobook.method.places import method_folder
from pmobook.method.thresholds import Threshold
from pmobook.method.yaml_text import Definition, load_model

__all__ = ["CapabilityFindings", "CapabilityMethod", "capability_method"]


class CapabilityFindings(Definition):
    """When a figure becomes a finding that asks for action."""

    short_act: Threshold
    single_act: Threshold


class CapabilityMethod(Definition):
    """A dated version of the method."""

    title: str
    version: str
    dated: str
    source: str
    look_ahead: Threshold
    fewest_people: Threshold
    within_reach: Threshold
    findings: CapabilityFindings

    @model_validator(mode="after")
    def _holds_together(self) -> CapabilityMethod:
        whole = {
            "look_ahead": (self.look_ahead, 1),
            "fewest_people": (self.fewest_people, 2),
            "within_reach": (self.within_reach, 1),
        }
        for name, (threshold, least) in whole.items():
            if not threshold.value.is_integer() or threshold.value < least:
                message = f"{name} must be a whole number of at least {least}"
                raise ValueError(message)
        return self


@in_each_language
def capability_method() -> CapabilityMethod:
    """Return the method's data about skills.

    Raises
    ------
    ProblemsFound
        If ``params/method/capability.yaml`` does not hold together.
    """
    return load_model(CapabilityMethod, method_folder() / "capability.yaml", "params/method/capability.yaml")
