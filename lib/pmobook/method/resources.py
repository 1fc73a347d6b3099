"""How start dates are searched for and waits estimated, as data."""

from __future__ import annotations

from pydantic import model_validator

from pmobook.method.in_language import in_each_language
from pmobook.method.places import method_folder
from pmobook.method.thresholds import Threshold
from pmobook.method.yaml_text import Definition, load_model

__all__ = ["FixMethod", "LevellingMethod", "ResourceFindings", "ResourcesMethod", "WaitingMethod", "resources_method"]


def _whole(definition: Definition, *names: str) -> None:
    for name in names:
        value = getattr(definition, name).value
        if not value.is_integer() or value < 1:
            message = f"{name} must be a whole number of at least 1"
            raise ValueError(message)


class LevellingMethod(Definition):
    """How long the search for start dates may take."""

    time_limit: Threshold
    work: Threshold
    first_share: Threshold
    nodes: Threshold
    tries: Threshold
    seed: Threshold

    @model_validator(mode="after")
    def _can_search(self) -> LevellingMethod:
        _whole(self, "nodes", "tries", "seed")
        if self.time_limit.value <= 0 or self.work.value <= 0:
            message = "time_limit and work must be above 0"
            raise ValueError(message)
        if not 0 < self.first_share.value < 1:
            message = "first_share must lie between 0 and 1"
            raise ValueError(message)
        return self


class WaitingMethod(Definition):
    """How much arrivals and the work itself vary unless they are measured."""

    arrivals_variation: Threshold
    work_variation: Threshold
    projects: Threshold
    warm_up: Threshold
    runs: Threshold
    seed: Threshold
    uneven_variation: Threshold
    more: Threshold

    @model_validator(mode="after")
    def _can_be_drawn(self) -> WaitingMethod:
        _whole(self, "projects", "runs", "seed")
        if not 0 <= self.warm_up.value < 1 or self.runs.value < 2:
            message = "warm_up must be at least 0 and below 1, runs at least 2"
            raise ValueError(message)
        return self


class FixMethod(Definition):
    """How far the cheapest fix may move a project, and how long it may be searched for."""

    longest_delay: Threshold
    time_limit: Threshold

    @model_validator(mode="after")
    def _can_be_searched(self) -> FixMethod:
        _whole(self, "longest_delay")
        if self.time_limit.value <= 0:
            message = "time_limit must be above 0"
            raise ValueError(message)
        return self


class ResourceFindings(Definition):
    """When a figure becomes a finding."""

    short_watch: Threshold
    short_act: Threshold
    project_short: Threshold
    later_act: Threshold
    busy_watch: Threshold

    @model_validator(mode="after")
    def _hold_together(self) -> ResourceFindings:
        _whole(self, "later_act")
        if self.short_act.value < self.short_watch.value:
            message = "short_act must be at least short_watch"
            raise ValueError(message)
        return self


class ResourcesMethod(Definition):
    """A dated version of the method."""

    title: str
    version: str
    dated: str
    source: str
    levelling: LevellingMethod
    fix: FixMethod
    waiting: WaitingMethod
    look_ahead: Threshold
    findings: ResourceFindings

    @model_validator(mode="after")
    def _looks_ahead(self) -> ResourcesMethod:
        _whole(self, "look_ahead")
        return self


@in_each_language
def resources_method() -> ResourcesMethod:
    """Return the method's data about people and start dates.

    Raises
    ------
    ProblemsFound
        If ``params/method/resources.yaml`` does not hold together.
    """
    return load_model(ResourcesMethod, method_folder() / "resources.yaml", "params/method/resources.yaml")
