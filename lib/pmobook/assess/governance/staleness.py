"""Ratings that stand from quarter to quarter while the evidence moves."""

from __future__ import annotations

import math
from dataclasses import dataclass

import pandas as pd

from pmobook.assess.governance.reading import Rows, days_of, frame_of, named_texts, quarter_of, read_rating
from pmobook.assess.tables import present
from pmobook.assess.wording import as_duration, as_percent, listed
from pmobook.language import said_later, say
from pmobook.method.governance import StalenessMethod, governance_method
from pmobook.vocabulary import Quarter

__all__ = ["Standing", "rating_standing"]

_COLUMNS = ("confidence", "forecast_finish", "whole_life_cost")


@dataclass(frozen=True)
class Standing:
    """How long an owner's rating has stood.

    Attributes
    ----------
    since
        The quarter of the first pack in a row with this rating; empty if the project is not rated now.
    quarters
        Calendar quarters since; None if the project is not rated now.
    finish_moved
        Days that the forecast finish moved since, later above zero; missing if not known at both ends.
    cost_moved
        Change of the whole-life cost since, as a share; missing if not known at both ends.
    is_stale
        Whether it stood too long while either moved; None where the project is not rated, or it stood long enough and neither
        movement is known.
    said
        What moved, in words; empty if nothing did.
    """

    since: str
    quarters: int | None
    finish_moved: float
    cost_moved: float
    is_stale: bool | None
    said: str


_UNRATED = Standing("", None, math.nan, math.nan, None, "")


def rating_standing(history: Rows, quarter: Quarter | str, method: StalenessMethod | None = None) -> dict[str, Standing]:
    """How long each project's rating has stood, and whether the evidence moved meanwhile.

    Parameters
    ----------
    history
        The form projects of every pack up to the quarter, with ``reported_in`` (or ``quarter``): project_id, confidence and,
        where known, forecast_finish and whole_life_cost. In any order; rows of later quarters are left out.
    quarter
        The quarter that is assessed.
    method
        When a rating is stale.

    Returns
    -------
    dict
        Project id to its standing, for projects in the quarter's own pack.

    Notes
    -----
    A pack in which the project is not rated ends the row of equal ratings; a quarter without a pack doesn't.
    """
    rules = method or governance_method().staleness
    now = quarter_of(quarter)
    given = pd.DataFrame(history)
    if "reported_in" not in given.columns:
        given = given.rename(columns={"quarter": "reported_in"})
    frame = frame_of(given, say("projects of earlier packs"), ("project_id", "reported_in"), _COLUMNS)
    frame = frame.assign(
        project_id=named_texts(frame["project_id"]),
        reported_in=pd.Series([str(quarter_of(one)) for one in frame["reported_in"]], dtype="str"),
        finish=days_of(frame, "forecast_finish", "projects"),
        cost=pd.to_numeric(frame["whole_life_cost"], errors="coerce"),
    )
    known = frame.loc[frame["reported_in"] <= str(now)].sort_values("reported_in", kind="stable")
    return {
        str(project): _standing(rows, now, rules)
        for project, rows in known.groupby("project_id", sort=True)
        if rows["reported_in"].iloc[-1] == str(now)
    }


def _standing(rows: pd.DataFrame, now: Quarter, method: StalenessMethod) -> Standing:
    ratings = [read_rating(one) for one in rows["confidence"]]
    if ratings[-1] is None:
        return _UNRATED
    first = len(ratings) - 1
    while first and ratings[first - 1] == ratings[-1]:
        first -= 1
    begun, today = rows.iloc[first], rows.iloc[-1]
    since = Quarter.parse(begun["reported_in"])
    quarters = 4 * (now.year - since.year) + now.number - since.number
    finish = (
        float((today["finish"] - begun["finish"]).days) if present(today["finish"]) and present(begun["finish"]) else math.nan
    )
    cost = float(today["cost"] / begun["cost"] - 1) if begun["cost"] > 0 and present(today["cost"]) else math.nan
    moved = _moved(finish, cost, method)
    is_stale: bool | None = quarters >= method.unchanged.value and bool(moved)
    if quarters >= method.unchanged.value and math.isnan(finish) and math.isnan(cost):
        is_stale = None
    return Standing(str(since), quarters, finish, cost, is_stale, moved)


def _moved(finish: float, cost: float, method: StalenessMethod) -> str:
    said = []
    if abs(finish) >= method.finish_moved.value:
        said.append(
            say(
                said_later("the forecast finish moved by {duration} later")
                if finish > 0
                else said_later("the forecast finish moved by {duration} earlier"),
                duration=as_duration(abs(finish)),
            )
        )
    if abs(cost) >= method.cost_moved.value:
        said.append(
            say(
                said_later("the whole-life cost rose by {cost}")
                if cost > 0
                else said_later("the whole-life cost fell by {cost}"),
                cost=as_percent(abs(cost)),
            )
        )
    return listed(said) if said else ""
