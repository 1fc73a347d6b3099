"""How far from target: gap, progress and priority of every capability, focus area and the whole."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from pmobook.assess.scoring import Scores
from pmobook.assess.tables import OVERALL
from pmobook.assess.wording import counted
from pmobook.errors import Problem, ProblemsFound
from pmobook.language import say
from pmobook.method.improvement import PriorityMethod, improvement_method
from pmobook.vocabulary import nearest, quoted

__all__ = ["Gaps", "priority", "priority_band", "targets_and_gaps"]

_CAPABILITIES = {
    "area": "str", "capability": "str", "score": "float64", "target": "float64", "gap": "float64", "progress": "float64",
    "priority": "float64", "priority_band": "str", "note": "str",
}  # fmt: skip
_AREAS = {
    "area": "str", "score": "float64", "target": "float64", "gap": "float64", "priority": "float64", "priority_band": "str",
    "progress": "float64", "progress_lowest": "float64", "capabilities": "Int64", "capabilities_with_target": "Int64",
    "capabilities_not_assessed": "Int64", "note": "str",
}  # fmt: skip


_Scale = tuple[float, PriorityMethod]
"""The highest score, and how gaps become priorities."""


@dataclass(frozen=True)
class Gaps:
    """Distance from target.

    Attributes
    ----------
    capabilities
        One row a capability: area, capability, score, target, gap, progress, priority, priority_band, note.
    areas
        One row a focus area, then one for ``overall``: area, score, target, gap, priority, priority_band (all of the area's
        own score), progress and progress_lowest (over its capabilities), capabilities, capabilities_with_target,
        capabilities_not_assessed (of those with a target), note.
    scale_maximum
        The highest score that the rule can give: 5 for levels, 1 for shares.
    """

    capabilities: pd.DataFrame
    areas: pd.DataFrame
    scale_maximum: float

    @property
    def overall(self) -> pd.Series:
        """The row of the whole."""
        return self.areas.iloc[-1]


def targets_and_gaps(scores: Scores | pd.DataFrame, targets: Mapping[str, float], *, scale_maximum: float | None = None) -> Gaps:
    """Compare scores with the levels that leadership wants.

    Parameters
    ----------
    scores
        What `pmobook.assess.scoring.score` returns; or a table with one row a capability and the columns area, capability
        (or area_id, capability_id) and score, missing where not assessed (an area's and the whole's score are then not assessed).
    targets
        Id of a capability or focus area, or ``overall``, to the score that is wanted, on the scale of the scores. A
        capability without a target of its own takes its area's, then that of ``overall``; one without any has no gap.
    scale_maximum
        The highest possible score; that of ``scores`` if not given, and 5 for a table.

    Returns
    -------
    Gaps
        What is not assessed has no gap, no progress and no priority: it is counted and said.

    Raises
    ------
    ProblemsFound
        If a target is for an unknown id or lies outside the scale.

    Notes
    -----
    Gap = max(target - score, 0): a score above its target does not make up for another below.

    Progress = 1 - sum of max(target - score, 0) ÷ sum of targets, over the capabilities that have both. It is a
    share of the way, not a score: the mean of progress is neither the progress of the area nor its maturity, so an area's
    progress is made from the sums. ``progress_lowest`` counts what is not assessed as 0.

    Priority = ((1 + gap)² - 1) ÷ ((1 + largest possible gap)² - 1); high from 50 %, medium from 25 %.

    References
    ----------
    Open SAMMY (Codific), for the formulas and bands; the numbers stand in ``params/method/improvement.yaml``.
    """
    table, area_scores, maximum = _unpacked(scores)
    maximum = maximum if scale_maximum is None else scale_maximum
    _refuse(targets, table, maximum)
    scale = maximum, improvement_method().priority
    rows = [_capability_row(row, targets, scale) for row in table.to_dict(orient="records")]
    capabilities = pd.DataFrame(rows, columns=list(_CAPABILITIES)).astype(_CAPABILITIES)
    areas = [
        _area_row(str(area), area_scores.get(str(area), math.nan), _first_of(targets, (str(area), OVERALL)), group, scale)
        for area, group in capabilities.groupby("area", sort=False)
    ]
    whole = _area_row(OVERALL, area_scores.get(OVERALL, math.nan), _first_of(targets, (OVERALL,)), capabilities, scale)
    return Gaps(capabilities, pd.DataFrame([*areas, whole], columns=list(_AREAS)).astype(_AREAS), maximum)


def priority(gap: float, largest_gap: float, method: PriorityMethod | None = None) -> float:
    """Return how urgent a gap is, from 0 (no gap) to 1 (the largest that the scale allows); missing if the gap is.

    Examples
    --------
    >>> round(priority(2.0, 5.0), 4), priority(5.0, 5.0), priority(0.0, 5.0)
    (0.2286, 1.0, 0.0)
    """
    power = (method or improvement_method().priority).exponent.value
    return float(((1 + gap) ** power - 1) / ((1 + largest_gap) ** power - 1))


def priority_band(value: float, method: PriorityMethod | None = None) -> str:
    """Return high, medium, low or none (no gap), or ``not assessed``.

    Examples
    --------
    >>> priority_band(0.5), priority_band(0.25), priority_band(0.01), priority_band(0.0), priority_band(float("nan"))
    ('high', 'medium', 'low', 'none', 'not assessed')
    """
    bands = method or improvement_method().priority
    if math.isnan(value):
        return "not assessed"
    if value <= 0:
        return "none"
    return "high" if value >= bands.high.value else "medium" if value >= bands.medium.value else "low"


def _unpacked(scores: Scores | pd.DataFrame) -> tuple[pd.DataFrame, dict[str, float], float]:
    if isinstance(scores, pd.DataFrame):
        table = scores.rename(columns={"area_id": "area", "capability_id": "capability"})
        return table.assign(score=pd.to_numeric(table["score"]).astype("float64")), {}, 5.0
    by_area = dict(zip(scores.areas["area"], scores.areas["score"].astype(float), strict=True))
    return scores.capabilities, by_area | {OVERALL: float(scores.overall["score"])}, float(scores.scale_maximum)


def _refuse(targets: Mapping[str, float], table: pd.DataFrame, maximum: float) -> None:
    known = {*table["capability"], *table["area"], OVERALL}
    problems = []
    for one, level in targets.items():
        if one not in known:
            guess = nearest(one, known)
            remedy = f"Did you mean {guess}?" if guess else f"Take one of {', '.join(sorted(known))}."
            problems.append(Problem(f"target for {one}", quoted(one), "a focus area or capability that is scored", remedy))
        elif not 0 <= level <= maximum:
            problems.append(Problem(f"target for {one}", str(level), f"0 to {maximum:g}", "Correct the target."))
    if problems:
        raise ProblemsFound(problems)


def _first_of(targets: Mapping[str, float], ids: Iterable[str]) -> float:
    """Return the first target that is set; missing if none is."""
    return next((float(targets[one]) for one in ids if one in targets), math.nan)


def _capability_row(row: Mapping[Any, Any], targets: Mapping[str, float], scale: _Scale) -> dict[str, Any]:
    area, capability = str(row["area"]), str(row["capability"])
    compared = _compared(float(row["score"]), _first_of(targets, (capability, area, OVERALL)), scale)
    return {"area": area, "capability": capability, **compared}


def _compared(score: float, target: float, scale: _Scale) -> dict[str, Any]:
    maximum, method = scale
    gap = math.nan if math.isnan(score) or math.isnan(target) else max(target - score, 0.0)
    urgency = priority(gap, maximum, method)
    return {
        "score": score,
        "target": target,
        "gap": gap,
        "progress": _progress(gap, target),
        "priority": urgency,
        "priority_band": say("no target") if math.isnan(target) else priority_band(urgency, method),
        "note": say("no target") if math.isnan(target) else "not assessed" if math.isnan(score) else "",
    }


def _progress(shortfall: float, target: float) -> float:
    if math.isnan(shortfall) or math.isnan(target):
        return math.nan
    return 1 - shortfall / target if target > 0 else 1.0


def _area_row(area: str, score: float, target: float, group: pd.DataFrame, scale: _Scale) -> dict[str, Any]:
    compared = _compared(score, target, scale)
    wanted = group.loc[group["target"].notna()]
    assessed = wanted.loc[wanted["score"].notna()]
    unknown = len(wanted) - len(assessed)
    notes = [compared["note"]]
    if unknown:
        notes.append(
            say(
                "{unknown} of {capability} with a target not assessed",
                unknown=unknown,
                capability=counted(len(wanted), "capability", "capabilities"),
            )
        )
    worst = float(assessed["gap"].sum()) + float(wanted.loc[wanted["score"].isna(), "target"].sum())
    return {
        "area": area,
        **compared,
        "progress": _progress(float(assessed["gap"].sum()), float(assessed["target"].sum())) if len(assessed) else math.nan,
        "progress_lowest": _progress(worst, float(wanted["target"].sum())) if len(wanted) else math.nan,
        "capabilities": len(group),
        "capabilities_with_target": len(wanted),
        "capabilities_not_assessed": unknown,
        "note": "; ".join(filter(None, notes)),
    }
