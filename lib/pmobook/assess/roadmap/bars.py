"""Each project's bar: when it runs as planned, and when it runs after levelling."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd

from pmobook.assess.roadmap.moves import Move
from pmobook.assess.tables import records_of, text_of
from pmobook.language import say
from pmobook.method.roadmap import RoadmapMethod
from pmobook.vocabulary import Quarter, day_in_words

__all__ = ["NO_DATES", "OVER", "TO_COME", "UNDER_WAY", "later", "lay_bars"]

UNDER_WAY, TO_COME, OVER, NO_DATES = "under way", "to come", "over", "no dates"
_EXECUTING = "executing"


def later(day: Any, months: int) -> Any:  # noqa: ANN401 - a day, or none
    """Return a day so many months later; the last of a month stays within its month."""
    return day + pd.DateOffset(months=months) if months and not pd.isna(day) else day


def lay_bars(
    projects: pd.DataFrame, moves: Mapping[str, Move] | None, quarter: Quarter, method: RoadmapMethod
) -> Iterator[dict[str, Any]]:
    """Yield one row for every project, with its dates before and after levelling.

    Parameters
    ----------
    projects
        As `pmobook.assess.roadmap.forms.read_projects` returns them.
    moves
        Project to how far levelling moves it; None if nothing was levelled.
    quarter
        What has begun by its end keeps its start: levelling moves only what is left of it, and so its finish.
    method
        Stages in which a project is over.

    Notes
    -----
    The planned finish is the forecast, or the approved one without a forecast. A project that is over is not moved.
    """
    for row in records_of(projects):
        start, forecast, approved = row["start"], row["forecast_finish"], row["baseline_finish"]
        finish = approved if pd.isna(forecast) else forecast
        is_over = text_of(row["stage"]) in method.over_stages
        note = _note(start, finish, forecast, is_over=is_over)
        is_whole = not pd.isna(start) and not pd.isna(finish) and finish >= start
        has_begun = is_whole and start.date() <= quarter.last_day
        late_start = has_begun and text_of(row["stage"]) not in {_EXECUTING, *method.over_stages, ""}
        if late_start:
            note = say("was to begin on {date} and has not", date=day_in_words(start.date()))
        state = OVER if is_over else NO_DATES if not is_whole else UNDER_WAY if has_begun and not late_start else TO_COME
        move = Move(0) if is_over else (moves or {}).get(str(row["project_id"]))
        months = move.months if move is not None and is_whole else None
        yield {
            "project_id": str(row["project_id"]),
            "title": text_of(row["title"]) or str(row["project_id"]),
            "stage": text_of(row["stage"]),
            "sponsor": text_of(row["sponsor"]),
            "category": text_of(row["category"]).strip(),
            "is_mandated": text_of(row["mandate"]) == "yes",
            "whole_life_cost": row["whole_life_cost"],
            "state": state,
            "planned_start": start,
            "planned_finish": finish,
            "levelled_start": pd.NaT if months is None else later(start, 0 if state == UNDER_WAY else months),
            "levelled_finish": pd.NaT if months is None else later(finish, months),
            "months_later": pd.NA if months is None else months,
            "held_by": move.held_by if move and months else "",
            "is_drawn": False,
            "benefits_to_come": math.nan,
            "benefits_less_in_year": math.nan,
            "benefits_less_in_all": math.nan,
            "place": 0,
            "note": note,
        }


def _note(start: pd.Timestamp, finish: pd.Timestamp, forecast: pd.Timestamp, *, is_over: bool) -> str:
    missing = [name for name, day in (("start", start), ("finish", finish)) if pd.isna(day)]
    if missing:
        return say("no {missing}", missing=say(" and no ").join(missing))
    if finish < start:
        return say("its finish lies before its start")
    return say("no forecast: the approved finish stands") if pd.isna(forecast) and not is_over else ""
