"""Performance measures and their monthly values, with what their owners say about them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from pmobook.generate.chance import Chance, pick
from pmobook.generate.columns import Cell, Rows
from pmobook.generate.story import BusinessStory, MeasureStory, OrganisationStory
from pmobook.generate.timeline import Timeline, month_text

__all__ = ["MeasureCourse", "draw_measures", "measure_rows", "value_rows"]

_MONTHS_BEFORE = 12
"""The first pack brings the values of so many months before its quarter too."""
_LONGEST_DRIFT = 48
"""After so many months a trend levels off."""


@dataclass(frozen=True)
class MeasureCourse:
    """One measure with its value (or why there is none) and claim, by month from a year before the first quarter."""

    measure_id: str
    story: MeasureStory
    values: tuple[Cell, ...]
    claims: tuple[str | None, ...]

    def change_in(self, month: int) -> str | None:
        """Return what was changed in a month, counted from the first, if the owner declares it."""
        return self.story.changed if month == _shift_month(len(self.values)) else None


def _shift_month(months: int) -> int:
    return (2 * months) // 3


def draw_measures(shared: OrganisationStory, story: BusinessStory, timeline: Timeline, chance: Chance) -> list[MeasureCourse]:
    """Draw the values of every measure: a trend, noise, and a lasting shift where its story has one."""
    months = _MONTHS_BEFORE + 3 * len(timeline.quarters)
    return [
        _draw(f"M{place + 1:02d}", measure, shared, months, chance.stream("measures", place))
        for place, measure in enumerate(story.measures)
    ]


def _draw(
    measure_id: str, story: MeasureStory, shared: OrganisationStory, months: int, generator: np.random.Generator
) -> MeasureCourse:
    ages = np.minimum(np.arange(months), _LONGEST_DRIFT)
    shifted = np.arange(months) >= _shift_month(months)
    numbers = story.start + story.drift * ages + story.shift * shifted + story.noise * generator.standard_normal(months)
    highest = 100.0 if story.unit_of_measure.startswith("percent") else np.inf
    plain = np.clip(numbers, 0.0, highest).round(story.digits).tolist()
    values: list[Cell] = [value if story.digits else int(value) for value in plain]
    claims: list[str | None] = [None] * months
    for month in range(months):
        missing, spoken, kind = generator.random(3).tolist()
        if missing < 0.008:
            values[month] = f"not assessed: {pick(generator, shared.value_not_assessed)}"
        elif month % 3 == 2 and spoken < 0.35:
            claims[month] = _claim(shared, story, plain, month, kind, generator)
        if month % 3 == 2 and story.always_improved:
            claims[month] = shared.claims["improved"][month // 3 % len(shared.claims["improved"])]
    if story.unmeasured is not None:
        values[-3:], claims[-3:] = [f"not assessed: {story.unmeasured}"] * 3, [None] * 3
    return MeasureCourse(measure_id, story, tuple(values), tuple(claims))


def _claim(
    shared: OrganisationStory, story: MeasureStory, values: list[float], month: int, kind: float, generator: np.random.Generator
) -> str:
    """Return what an owner writes; after any better month some write that things have improved."""
    before = values[max(month - 3, 0)]
    change = values[month] - before if story.better == "higher" else before - values[month]
    if change > 0 and kind < 0.8:
        return pick(generator, shared.claims["improved"])
    return pick(generator, shared.claims["worse" if change < 0 and kind < 0.6 else "steady"])


def measure_rows(courses: list[MeasureCourse]) -> Rows:
    """Return the rows of the form measures."""
    return [
        (
            course.measure_id, course.story.title, course.story.goal, course.story.owner, course.story.unit_of_measure,
            course.story.better, course.story.target, course.story.tolerance,
        )
        for course in courses
    ]  # fmt: skip


def value_rows(courses: list[MeasureCourse], timeline: Timeline, position: int) -> Rows:
    """Return the rows of measure_values that a quarter's pack brings: its own months, and in the first the year before."""
    first = 0 if position == 0 else _MONTHS_BEFORE + 3 * position
    last = _MONTHS_BEFORE + 3 * position + 2
    start = timeline.first_month - _MONTHS_BEFORE
    return [
        (course.measure_id, month_text(start + month), course.values[month], course.claims[month], course.change_in(month))
        for course in courses
        for month in range(first, last + 1)
    ]
