"""Every benefit in every period: what was planned, what came or is expected, and what is due."""

from __future__ import annotations

import numpy as np
import pandas as pd

from pmobook.assess.tables import BENEFIT_PERIODS
from pmobook.errors import Problem, ProblemsFound
from pmobook.language import say, say_many
from pmobook.vocabulary import Period, Quarter

__all__ = ["MONEY", "follow_periods", "is_money", "months_of", "sense_of"]

MONEY = "money"
"""The unit of measure of amounts in the engagement's currency and scale."""

_NEEDED = ("benefit_id", "project_id", "title", "owner", "kind", "unit_of_measure", "period", "planned", "forecast", "actual")


def is_money(unit_of_measure: pd.Series) -> pd.Series:
    """Say of each benefit whether it is counted in money; other units of measure are never added to it."""
    return unit_of_measure.fillna("").astype("str").str.strip().str.casefold() == MONEY


def sense_of(kind: pd.Series) -> pd.Series:
    """Return -1 for disbenefits, which are written as positive amounts, and 1 for all others."""
    return pd.Series(np.where(kind == "disbenefit", -1.0, 1.0), index=kind.index)


def months_of(periods: pd.Series) -> pd.DataFrame:
    """Return each period's first month, counted from year 0, and how many months it has."""
    known = {text: Period.parse(str(text)) for text in periods.unique()}
    first = {text: 12 * one.first_day.year + one.first_day.month - 1 for text, one in known.items()}
    last = {text: 12 * one.last_day.year + one.last_day.month - 1 for text, one in known.items()}
    start = periods.map(first).astype("int64")
    return pd.DataFrame({"start": start, "months": periods.map(last).astype("int64") - start + 1})


def follow_periods(benefits: pd.DataFrame, quarter: Quarter) -> pd.DataFrame:
    """Say for every benefit and period what was planned, what is expected, and what has added up.

    Parameters
    ----------
    benefits
        The form benefits of the quarter's pack.
    quarter
        The quarter that is assessed; a period is due once it has ended by the quarter's end.

    Returns
    -------
    DataFrame
        Table benefit_periods, each benefit's periods in order. *Expected* is, for a period that is due, the actual amount, or
        the forecast where no actual was reported; for any other the forecast, or the actual so far. Missing is not assessed.
        Cumulative amounts add up what is known, and the note names what they are without. Disbenefits are positive here.

    Raises
    ------
    ProblemsFound
        If a column is missing or a benefit has two rows for one period.
    """
    _refuse(benefits)
    placed = benefits.reset_index(drop=True).join(months_of(benefits["period"].reset_index(drop=True)))
    placed = placed.sort_values(["benefit_id", "start"], kind="stable", ignore_index=True)
    limit = 12 * quarter.last_day.year + quarter.last_day.month
    is_due = placed["start"] + placed["months"] <= limit
    planned, forecast, actual = (placed[name].astype("float64") for name in ("planned", "forecast", "actual"))
    # An actual amount of a period that has not begun is a mistake, and told as one.
    too_early = actual.notna() & (placed["start"] >= limit)
    actual = actual.where(~too_early)
    expected = actual.where(is_due & actual.notna(), forecast).where(lambda one: one.notna(), actual)
    basis = np.select([expected.isna(), is_due & actual.notna(), forecast.notna()], ["not assessed", "actual", "forecast"],
                      say("actual so far"))  # fmt: skip
    groups = placed["benefit_id"]
    table = pd.DataFrame(
        {
            "benefit_id": groups, "period": placed["period"], "project_id": placed["project_id"], "is_due": is_due,
            "planned": planned, "forecast": forecast, "actual": actual, "expected": expected, "basis": basis,
            "planned_cumulative": _added_up(planned, groups), "expected_cumulative": _added_up(expected, groups),
            "actual_cumulative": _added_up(actual.where(is_due), groups).where(is_due),
            "note": _notes(placed, expected, is_due, too_early),
        }
    )  # fmt: skip
    return table.astype(BENEFIT_PERIODS)


def _added_up(amounts: pd.Series, groups: pd.Series) -> pd.Series:
    """Return cumulative sums within groups over what is known; missing until something is."""
    return amounts.fillna(0.0).groupby(groups).cumsum().where(amounts.notna().groupby(groups).cummax())


def _notes(placed: pd.DataFrame, expected: pd.Series, is_due: pd.Series, too_early: pd.Series) -> list[str]:
    """Return for each row why its expected amount is missing, and how many before it are."""
    unknown = expected.isna()
    before = unknown.astype("int64").groupby(placed["benefit_id"]).cumsum() - unknown
    column = "actual_not_assessed"
    reasons = placed[column].fillna("") if column in placed else pd.Series("", index=placed.index)
    notes = []
    for missing, earlier, due, reason, early in zip(unknown, before, is_due, reasons, too_early, strict=True):
        said = [say("an actual amount was given though the period has not begun")] if early else []
        if missing:
            because = str(reason) or (say("no actual amount was reported") if due else say("there is no forecast"))
            said.append(say("not assessed: {because}", because=because))
        if earlier:
            said.append(
                say_many(
                    "cumulative without {earlier} earlier period not assessed",
                    "cumulative without {earlier} earlier periods not assessed",
                    earlier,
                    earlier=earlier,
                )
            )
        notes.append("; ".join(said))
    return notes


def _refuse(benefits: pd.DataFrame) -> None:
    absent = [name for name in _NEEDED if name not in benefits.columns]
    expected = "the columns of the form benefits"
    problems = [Problem("benefits", f"no column {name}", expected, "Add the column.") for name in absent]
    if not absent:
        twice = benefits.loc[benefits.duplicated(["benefit_id", "period"]), ["benefit_id", "period"]]
        problems += [
            Problem(f"benefits, benefit {one}", f"two rows for {period}", "one row for each period", "Keep the one that holds.")
            for one, period in twice.drop_duplicates().itertuples(index=False)
        ]
    if problems:
        raise ProblemsFound(problems)
