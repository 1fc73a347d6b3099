"""The documents that an assessor is shown, and how old they grow."""

from __future__ import annotations

import datetime as dt

import numpy as np

from pmobook.generate.columns import Rows
from pmobook.generate.levels import Levels
from pmobook.generate.story import OrganisationStory
from pmobook.generate.timeline import last_month

__all__ = ["Dates", "draw_dates", "evidence_of_capabilities", "evidence_rows"]

Dates = tuple[dt.date | None, ...]
"""By piece of evidence, the day it bears; None where it was not shown."""

_KEPT_DAYS = {"document": 730, "record": 365, "system": 365, "observation": 365, "interview": 365}
"""Days after which a piece of evidence should no longer be relied on, by kind."""


def draw_dates(shared: OrganisationStory, levels: Levels, generator: np.random.Generator) -> tuple[Dates, ...]:
    """Draw the dates of the evidence by quarter; careless business units let theirs grow old."""
    first = levels.timeline.quarters[0].first_day
    dated: list[dt.date | None] = [
        first - dt.timedelta(days=10 + int(300 * age)) if shown < 0.8 else None
        for age, shown in generator.random((len(shared.evidence), 2)).tolist()
    ]
    by_quarter = []
    for quarter in levels.timeline.quarters:
        discipline = levels.discipline(last_month(quarter))
        for place, (renew, day) in enumerate(generator.random((len(dated), 2)).tolist()):
            age = (quarter.last_day - (dated[place] or first)).days
            if renew < (0.15 + 0.5 * discipline if age > 250 or dated[place] is None else 0.08):
                dated[place] = quarter.first_day + dt.timedelta(days=int(80 * day))
        by_quarter.append(tuple(dated))
    return tuple(by_quarter)


def evidence_rows(shared: OrganisationStory, dated: Dates) -> Rows:
    """Return the rows of the form evidence."""
    rows: Rows = []
    for place, (story, day) in enumerate(zip(shared.evidence, dated, strict=True)):
        if day is not None:
            seen_by = "Second assessor" if place % 4 == 3 else "Lead assessor"
            expires = day + dt.timedelta(days=_KEPT_DAYS[story.kind])
            rows.append((_code(place), story.title, story.location, story.kind, day, seen_by, expires))
    return rows


def evidence_of_capabilities(shared: OrganisationStory, dated: Dates) -> dict[str, list[str]]:
    """Return the ids of the evidence that was shown for each capability; one without any is left out."""
    found: dict[str, list[str]] = {}
    for place, (story, day) in enumerate(zip(shared.evidence, dated, strict=True)):
        for capability in story.capabilities if day is not None else ():
            found.setdefault(capability, []).append(_code(place))
    return found


def _code(place: int) -> str:
    return f"E{place + 1:02d}"
