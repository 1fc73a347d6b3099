"""A project's finish: what it is measured against, and how far it has moved."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from pmobook.assess.tables import present, text_of
from pmobook.language import say
from pmobook.vocabulary import Quarter, day_in_words

__all__ = ["Schedule", "compare_schedule"]


@dataclass(frozen=True)
class Schedule:
    """One project's finish.

    Attributes
    ----------
    basis
        ``baseline``, ``first reported`` (the first forecast finish in any pack), or ``none``.
    reference, forecast
        Days; NaT if not known.
    slip_days
        Forecast minus reference in calendar days; negative is early; missing if either is.
    note
        What a reader must know; empty if nothing.
    """

    basis: str
    reference: pd.Timestamp
    forecast: pd.Timestamp
    slip_days: float
    note: str


def compare_schedule(project: Mapping[Any, Any], earlier: pd.DataFrame | None, quarter: Quarter) -> Schedule:
    """Compare a project's forecast finish with its baseline or, without one, with the first forecast ever reported.

    Parameters
    ----------
    project
        One row of the form projects: baseline_finish and forecast_finish, either may be missing ("not assessed", with the
        reason in ``<name>_not_assessed``).
    earlier
        The same project's rows of earlier packs, with ``reported_in``; None if there are none.
    quarter
        The quarter that is assessed.

    Notes
    -----
    A baseline that was moved since an earlier pack is said, since it hides slippage.
    """
    forecast = _day(project["forecast_finish"])
    baseline = _day(project["baseline_finish"])
    reported = _first_reported(earlier)
    notes = []
    if present(baseline):
        basis, reference = "baseline", baseline
        notes.append(_moved_baseline(baseline, earlier))
    elif reported is not None:
        first_quarter, reference = reported
        basis = "first reported"
        notes.append(say("no baseline; compared with the forecast of {first_quarter}", first_quarter=first_quarter))
    else:
        basis, reference = "none", pd.NaT
        since = (
            say("no baseline, and {quarter} is the first forecast", quarter=quarter)
            if present(forecast)
            else say("no baseline and no forecast")
        )
        notes.append(say("not assessed: {since}", since=since))
    if not present(forecast) and basis != "none":
        reason = text_of(project.get("forecast_finish_not_assessed"))
        notes.append(say("not assessed: {reason}", reason=reason or say("no forecast finish")))
    both = present(reference) and present(forecast)
    slip = float((forecast - reference).days) if both else math.nan
    return Schedule(basis, reference, forecast, slip, "; ".join(filter(None, notes)))


def _day(value: object) -> Any:  # noqa: ANN401 - a Timestamp or NaT, which type checkers hold to be unrelated
    return pd.Timestamp(value).normalize() if present(value) else pd.NaT  # type: ignore[arg-type]


def _first_reported(earlier: pd.DataFrame | None) -> tuple[str, Any] | None:
    if earlier is None:
        return None
    known = earlier.loc[earlier["forecast_finish"].notna()].sort_values("reported_in", kind="stable")
    return None if known.empty else (str(known["reported_in"].iloc[0]), _day(known["forecast_finish"].iloc[0]))


def _moved_baseline(baseline: Any, earlier: pd.DataFrame | None) -> str:  # noqa: ANN401 - as above
    if earlier is None:
        return ""
    known = earlier.loc[earlier["baseline_finish"].notna()].sort_values("reported_in", kind="stable")
    if known.empty:
        return ""
    last = _day(known["baseline_finish"].iloc[-1])
    return (
        ""
        if last == baseline
        else say("baseline was {last} in {iloc}", last=day_in_words(last), iloc=known["reported_in"].iloc[-1])
    )
