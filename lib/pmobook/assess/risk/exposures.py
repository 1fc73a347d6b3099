"""The table risk_exposure: what all risks, and those of each category, driver and project, may cost now and after responses."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pmobook.assess.loss_measures import worst_scenarios
from pmobook.assess.risk.responses import ResponseWorth
from pmobook.assess.risk.simulation import Simulation
from pmobook.assess.risk.summary import Figure, Summary, summarise
from pmobook.language import say

__all__ = ["GROUPINGS", "exposures_of"]

Floats = NDArray[np.float64]
_Worst = tuple[Floats, list[Floats]]
"""The weight of each scenario in the mean of the total's worst: among all scenarios, and within each replicate."""

GROUPINGS = ("category", "driver", "project_id")
"""What risks are put together by, besides the total of all."""
_UNKNOWN = Figure(math.nan, math.nan)


def exposures_of(
    worth: ResponseWorth,
    tolerance: float | None,
    by_category: Mapping[str, float],
    groupings: Collection[str] = GROUPINGS,
) -> Iterator[dict[str, Any]]:
    """Yield the rows of ``risk_exposure``, the total first.

    Parameters
    ----------
    worth
        The risks now and after their responses. If no response has an estimate, what is left after them is not assessed.
    tolerance
        Of the total, in money; None without one.
    by_category
        Category to its tolerance. One that no risk carries has a row without figures.
    groupings
        Those of `GROUPINGS` that are wanted after the total; each takes time.
    """
    now, after = worth.inherent, worth.residual if worth.is_assessed else None
    left_out = len(now.risks.left_out)
    note = say("{left_out} without an estimate: at least this", left_out=left_out) if left_out else ""
    whole = now.summary
    left = after.summary if after else None
    yield _row(("total", "", len(now.risks.table)), whole, whole.conditional_value_at_risk, left, tolerance, note)
    worst = _worst_of(now)
    for grouping in (one for one in GROUPINGS if one in groupings):
        limits = by_category if grouping == "category" else {}
        yield from _groups(now, after, grouping, limits, worst)


def _groups(
    now: Simulation, after: Simulation | None, grouping: str, limits: Mapping[str, float], worst: _Worst
) -> Iterator[dict[str, Any]]:
    losses, later = now.losses_by(grouping), after.losses_by(grouping) if after else None
    sizes, counts, level = now.risks.table[grouping].astype(str).value_counts(), now.plan.counts, now.summary.level
    name = grouping.removesuffix("_id")
    for subject in losses.columns:
        limit = limits.get(str(subject))
        lost = losses[subject].to_numpy()
        summary = summarise(lost, counts, level, limit)
        left = None if later is None else summarise(later[subject].to_numpy(), counts, level, limit)
        yield _row((name, str(subject), int(sizes[subject])), summary, _carried(lost, worst, counts), left, limit, "")
    for subject in sorted(limits.keys() - set(map(str, losses.columns))):
        yield _row(
            (name, subject, 0), None, _UNKNOWN, None, limits[subject], say("no risk with an estimate carries this category")
        )


def _worst_of(now: Simulation) -> _Worst:
    level, edges = now.summary.level, np.cumsum(now.plan.counts)[:-1]
    return worst_scenarios(now.losses, level), [worst_scenarios(part, level) for part in np.split(now.losses, edges)]


def _carried(lost: Floats, worst: _Worst, counts: Sequence[int]) -> Figure:
    """Return the part that losses have in the mean of the total's worst scenarios."""
    whole, by_part = worst
    parts = np.split(lost, np.cumsum(counts)[:-1])
    each = [float(weights @ part) for weights, part in zip(by_part, parts, strict=True)]
    error = float(np.std(each, ddof=1)) / len(each) ** 0.5 if len(each) > 1 else math.nan
    return Figure(float(whole @ lost), error)


def _row(
    of: tuple[str, str, int], now: Summary | None, carried: Figure, after: Summary | None, tolerance: float | None, note: str
) -> dict[str, Any]:  # fmt: skip
    return {
        **dict(zip(("grouping", "subject", "risks"), of, strict=True)),
        **_figures(now, "", ("mean", "p50", "p80", "p95", "cvar95", "breach_probability")),
        "in_bad_cases": carried.value,
        "in_bad_cases_error": carried.error,
        "tolerance": math.nan if tolerance is None else tolerance,
        **_figures(after, "residual_", ("mean", "p80", "cvar95", "breach_probability")),
        "note": note,
    }


def _figures(summary: Summary | None, prefix: str, names: tuple[str, ...]) -> dict[str, float]:
    known = {} if summary is None else {
        "mean": summary.mean, "p50": summary.p50, "p80": summary.p80, "p95": summary.p95,
        "cvar95": summary.conditional_value_at_risk, "breach_probability": summary.breach or _UNKNOWN,
    }  # fmt: skip
    found = {}
    for name in names:
        figure = known.get(name, _UNKNOWN)
        found[f"{prefix}{name}"] = figure.value
        found[f"{prefix}{name.removesuffix('_probability')}_error"] = figure.error
    return found
