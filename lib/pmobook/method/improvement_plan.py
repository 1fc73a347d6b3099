"""Which matter a finding belongs to, what to do about it, and how actions are compared: the improvement plan as data."""

from __future__ import annotations

import functools
from typing import Literal

from pydantic import Field, model_validator

from pmobook.method.in_language import in_each_language
from pmobook.method.places import method_folder
from pmobook.method.thresholds import Threshold
from pmobook.method.yaml_text import Definition, load_model

__all__ = ["Certainty", "Matter", "Moves", "PlanMethod", "Worth", "plan_method"]

Moves = Literal["level", "alignment", "exposure", "measure", "benefit", "delivery", "staffing", "people", "skill", "nothing"]

_OTHER = "other"


class Matter(Definition):
    """What several kinds of findings are about, and one action that answers them.

    Attributes
    ----------
    title
        What is done; ``{subject}`` stands for the goal, project, measure, risk… that it is about.
    said, said_of_many
        The matter as a sentence without a full stop, of one subject and of several; ``{count}`` stands for how many, and
        ``{where}`` for the business units, if several are told of.
    first_step
        How it begins.
    who
        Who does it where no finding names an owner.
    effort_days
        What it typically takes, in person-days.
    moves
        The kind of figure that it should move; delivery: months late and money over plan; staffing: months of a later start and
        person-months lacking; nothing: none that the workbook computes.
    per
        Whether each subject has an action of its own, or the business unit one for all.
    kinds
        Kinds of findings.
    """

    matter_id: str = Field(pattern=r"^[a-z][a-z_]*$")
    title: str = Field(min_length=10)
    said: str = Field(pattern=r"\{where\}")
    said_of_many: str = Field(pattern=r"\{count\}.*\{where\}")
    first_step: str = Field(min_length=10)
    who: str = Field(min_length=3)
    effort_days: float = Field(gt=0, strict=False)
    moves: Moves
    per: Literal["subject", "business unit"]
    kinds: tuple[str, ...] = Field(strict=False)


class Worth(Definition):
    """How many points an action's findings and its effect count for."""

    act: Threshold
    watch: Threshold
    note: Threshold
    further: Threshold
    further_most: Threshold
    level: Threshold
    alignment: Threshold
    exposure: Threshold
    benefit: Threshold
    cost: Threshold
    finish: Threshold
    start: Threshold
    people: Threshold
    skill: Threshold


class Certainty(Definition):
    """How far effort and effect may differ from what is likely, and how much of a change is noise."""

    effort_low: Threshold
    effort_high: Threshold
    level_low: Threshold
    exposure_low: Threshold
    exposure_likely: Threshold
    gap_low: Threshold
    gap_likely: Threshold
    level_noise: Threshold
    alignment_noise: Threshold
    cost_noise: Threshold
    months_noise: Threshold


class PlanMethod(Definition):
    """A dated version of the method.

    Attributes
    ----------
    no_action
        Kinds of findings that ask for no action, and why.
    """

    title: str
    version: str
    dated: str
    source: str
    worth: Worth
    certainty: Certainty
    weeks_a_quarter: Threshold
    least_days: Threshold
    matters: tuple[Matter, ...] = Field(strict=False)
    no_action: dict[str, str]

    @model_validator(mode="after")
    def _holds_together(self) -> PlanMethod:
        named = [kind for one in self.matters for kind in one.kinds] + list(self.no_action)
        twice = sorted({kind for kind in named if named.count(kind) > 1})
        ids = [one.matter_id for one in self.matters]
        if twice or len(set(ids)) != len(ids) or _OTHER not in ids:
            message = f"each matter and kind once, and a matter {_OTHER}; more than once: {', '.join(twice) or 'a matter'}"
            raise ValueError(message)
        if not self.least_days.value > 0 or not self.certainty.effort_low.value <= 1 <= self.certainty.effort_high.value:
            message = "least_days above 0, and 1 between effort_low and effort_high"
            raise ValueError(message)
        return self

    def matter_of(self, kind: str) -> Matter | None:
        """Return the matter of a kind of finding; None if it asks for no action, and ``other`` if nobody placed it."""
        if kind in self.no_action:
            return None
        return self._by_kind.get(kind) or self.matter(_OTHER)

    def matter(self, matter_id: str) -> Matter:
        """Return a matter by its id.

        Raises
        ------
        KeyError
            If there is none.
        """
        return {one.matter_id: one for one in self.matters}[matter_id]

    @functools.cached_property
    def _by_kind(self) -> dict[str, Matter]:
        return {kind: one for one in self.matters for kind in one.kinds}


@in_each_language
def plan_method() -> PlanMethod:
    """Return the method.

    Raises
    ------
    ProblemsFound
        If ``params/method/improvement_plan.yaml`` does not hold together.
    """
    return load_model(PlanMethod, method_folder() / "improvement_plan.yaml", "params/method/improvement_plan.yaml")
