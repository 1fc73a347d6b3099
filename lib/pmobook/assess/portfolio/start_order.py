"""From which quarter on a project finds finished what it requires."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from pmobook.assess.tables import present, rows_of
from pmobook.vocabulary import Quarter

__all__ = ["least_shifts"]

_COLUMNS = ("project_id", "baseline_finish", "forecast_finish")


def least_shifts(projects: pd.DataFrame, links: pd.DataFrame, planned: Mapping[str, Quarter]) -> dict[str, int]:
    """Return by how many quarters each project has to start later for what it requires to be finished by then.

    Parameters
    ----------
    projects
        The form projects; the forecast finish counts, or the approved one without a forecast. Without either nothing is known of
        when the other finishes, and nothing is asked.
    links
        project_id, link, other_project_id, of which ``requires`` counts.
    planned
        Project to the quarter of its start as planned.

    Returns
    -------
    dict
        Only projects that start too early as planned; the quarter after the other's last one is the first that is late enough.
    """
    finishes: dict[str, Quarter] = {}
    for project, approved, forecast in rows_of(projects.reindex(columns=list(_COLUMNS)), *_COLUMNS):
        day = forecast if present(forecast) else approved
        if present(day):
            finishes[str(project)] = Quarter.of(pd.Timestamp(day).date())
    shifts: dict[str, int] = {}
    for project, link, other in rows_of(links, "project_id", "link", "other_project_id"):
        start, finish = planned.get(str(project)), finishes.get(str(other))
        if link == "requires" and start is not None and finish is not None and project != other and finish >= start:
            behind = 4 * (finish.year - start.year) + finish.number - start.number + 1
            shifts[str(project)] = max(shifts.get(str(project), 0), behind)
    return shifts
