"""How the best set of projects is searched for, proven and explained, as data."""

from __future__ import annotations

from pydantic import model_validator

from pmobook.method.in_language import in_each_language
from pmobook.method.places import method_folder
from pmobook.method.thresholds import Threshold
from pmobook.method.yaml_text import Definition, load_model

__all__ = [
    "CoreIndexMethod",
    "FrontierMethod",
    "InfeasibleMethod",
    "RiskMethod",
    "SearchMethod",
    "SelectionMethod",
    "SolvingMethod",
    "WorthMethod",
    "selection_method",
]


def _whole(definition: Definition, *names: str) -> None:
    for name in names:
        value = getattr(definition, name).value
        if not value.is_integer() or value < 1:
            message = f"{name} must be a whole number of at least 1"
            raise ValueError(message)


class SolvingMethod(Definition):
    """How long the solver may take and how exact its answer has to be."""

    time_limit: Threshold
    gap: Threshold
    feasibility: Threshold
    solver_share: Threshold
    tie_share: Threshold

    @model_validator(mode="after")
    def _shares_fit(self) -> SolvingMethod:
        if self.solver_share.value + 2 * self.tie_share.value > 1:
            message = "solver_share and twice tie_share must fit into 1"
            raise ValueError(message)
        if self.time_limit.value <= 0:
            message = "time_limit must be above 0"
            raise ValueError(message)
        return self


class SearchMethod(Definition):
    """How sets near the linear relaxation are searched."""

    fewest_options: Threshold
    core: Threshold
    steps_per_second: Threshold
    quick_steps: Threshold
    most_listed: Threshold
    longer_list: Threshold
    shortest_ban: Threshold
    longest_ban: Threshold
    penalty_most: Threshold
    penalty_least: Threshold
    penalty_step: Threshold
    price_floor: Threshold
    seed: Threshold

    @model_validator(mode="after")
    def _can_be_walked(self) -> SearchMethod:
        _whole(self, "core", "steps_per_second", "shortest_ban", "longest_ban", "seed")
        if self.shortest_ban.value > self.longest_ban.value or self.penalty_least.value > self.penalty_most.value:
            message = "shortest_ban and penalty_least must not exceed longest_ban and penalty_most"
            raise ValueError(message)
        return self


class RiskMethod(Definition):
    """Which scenarios count as the worst."""

    cvar_level: Threshold
    most_rounds: Threshold

    @model_validator(mode="after")
    def _leaves_a_tail(self) -> RiskMethod:
        if not 0 <= self.cvar_level.value < 1:
            message = "cvar_level must be at least 0 and below 1, as in 0.95"
            raise ValueError(message)
        return self


class FrontierMethod(Definition):
    """How many budgets a frontier shows."""

    points: Threshold
    exact_up_to: Threshold
    most_breakpoints: Threshold


class WorthMethod(Definition):
    """By how much a limit is raised to see what one more is worth."""

    step: Threshold


class InfeasibleMethod(Definition):
    """How changes that make a selection possible are compared."""

    mandate_weight: Threshold
    most_alternatives: Threshold


class CoreIndexMethod(Definition):
    """How many weightings are drawn, and when every portfolio is listed."""

    weightings: Threshold
    seed: Threshold
    exact_up_to: Threshold
    walk: Threshold
    answers: Threshold

    @model_validator(mode="after")
    def _can_be_drawn(self) -> CoreIndexMethod:
        _whole(self, "weightings", "seed", "walk", "answers")
        return self


class SelectionMethod(Definition):
    """A dated version of the method."""

    title: str
    version: str
    dated: str
    source: str
    solving: SolvingMethod
    search: SearchMethod
    risk: RiskMethod
    frontier: FrontierMethod
    worth: WorthMethod
    infeasible: InfeasibleMethod
    core_index: CoreIndexMethod


@in_each_language
def selection_method() -> SelectionMethod:
    """Return the method's data about the selection of projects.

    Raises
    ------
    ProblemsFound
        If ``params/method/selection.yaml`` does not hold together.
    """
    return load_model(SelectionMethod, method_folder() / "selection.yaml", "params/method/selection.yaml")
