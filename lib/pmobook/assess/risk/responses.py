"""What each response to a risk is worth: what it takes off the exposure, against what it costs."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from pmobook.assess.loss_measures import conditional_value_at_risk
from pmobook.assess.risk.residual import Responses, read_responses
from pmobook.assess.risk.simulation import Simulation, simulate
from pmobook.assess.risk.summary import Figure, figure_of
from pmobook.assess.tables import RISK_RESPONSES, build, records_of

__all__ = ["VERDICTS", "ResponseWorth", "response_worth"]

Floats = NDArray[np.float64]

VERDICTS = (
    "pays", "pays in bad cases only", "too close to call", "doesn't pay", "cost not assessed", "effect not assessed",
)  # fmt: skip

_CELLS_AT_ONCE = 16_000_000
"""Savings by scenario held at one time: 128 MB."""


@dataclass(frozen=True, eq=False)
class ResponseWorth:
    """What responses take off the exposure.

    Attributes
    ----------
    inherent, residual
        The risks as they are now, and once every response with an estimate is carried out, in the same scenarios.
    table
        Table ``risk_responses``: one row a response, the one that saves most for its money first.
    mean_saved, bad_saved
        What all responses together take off the expected loss, and off the mean loss of the worst scenarios.
    bad_saved_singly
        The sum of what each response alone would take off the mean loss of the worst scenarios; not what they take off together.
    cost
        Of all responses whose effect is assessed; missing if the cost of one of them is not.
    """

    inherent: Simulation
    residual: Simulation
    table: pd.DataFrame
    mean_saved: Figure
    bad_saved: Figure
    bad_saved_singly: float
    cost: float

    @property
    def is_assessed(self) -> bool:
        """Whether the effect of any response is known."""
        return bool((self.table["verdict"] != "effect not assessed").any())


def response_worth(risks: Any, **how: Any) -> ResponseWorth:  # noqa: ANN401 - see `simulate`
    """Return what each response to a risk takes off the expected loss and off bad cases, against what it costs.

    Parameters
    ----------
    risks
        As for `simulate`, and where known response (what is done), response_cost in money, response_due, residual_probability
        (0 to 1), residual_impact_low, residual_impact_likely and residual_impact_high in money: what is expected once the
        response is carried out. A residual that is left out is as now. A response without any is named, its effect is not
        assessed; it is never taken for none. A cost that is left out is not assessed; it is never taken for 0.
    **how
        scenarios, seed, tolerance and all else that `simulate` takes.

    Returns
    -------
    ResponseWorth

    Raises
    ------
    ProblemsFound
        With everything wrong with the risks or their residuals.
    PmobookError
        As `simulate`.

    Notes
    -----
    Now and after are simulated in the same scenarios (common random numbers), so that their difference is the responses' doing
    and hardly chance. ``bad_saved`` of a response is by how much the mean loss of the worst scenarios falls if it alone is
    carried out; ``bad_saved_last``, by how much it would rise if it alone were left out of all. Each has its standard error,
    from independent replicates.

    A response *pays* if it saves at least its cost on average, *pays in bad cases only* if it saves that only in the mean of
    the worst scenarios, and *doesn't pay* if it saves it in neither. Within two standard errors it is *too close to call*.

    References
    ----------
    Common random numbers: Glasserman, Monte Carlo Methods in Financial Engineering, 2003, section 7.1.

    Examples
    --------
    >>> certain = {"impact_low": [10], "impact_likely": [10], "impact_high": [10]}
    >>> found = response_worth({**certain, "residual_probability": [0], "response_cost": [4]}, scenarios=100)
    >>> found.table[["cost", "mean_saved", "bad_saved", "per_money"]].to_numpy().tolist(), found.table["verdict"].tolist()
    ([[4.0, 10.0, 10.0, 2.5]], ['pays'])
    """
    frame = pd.DataFrame(risks)
    if frame.index.name == "risk_id" and "risk_id" not in frame:
        frame = frame.reset_index()
    now = simulate(frame, **how)
    read = read_responses(frame, now.risks)
    after = now.with_estimates(read.residual) if read.assessed else now
    table = build(_ranked(_worth(read, now, after)), RISK_RESPONSES)
    known = table.loc[table["verdict"] != "effect not assessed"]
    return ResponseWorth(
        inherent=now,
        residual=after,
        table=table,
        mean_saved=_saved(now, now.losses, after.losses, _mean),
        bad_saved=_saved(now, now.losses, after.losses, _bad(now)),
        bad_saved_singly=math.fsum(known["bad_saved"]),
        cost=float(known["cost"].sum(skipna=False)) if len(known) else 0.0,
    )


def _mean(losses: Floats) -> float:
    return float(losses.mean())


def _bad(found: Simulation) -> Any:  # noqa: ANN401 - a function of losses
    return lambda losses: conditional_value_at_risk(losses, found.summary.level)


def _saved(found: Simulation, before: Floats, after: Floats, of: Any) -> Figure:  # noqa: ANN401 - as above
    """Return by how much a figure falls, with the error of the difference in the same scenarios."""
    both = np.column_stack([before, after])
    return figure_of(lambda part: of(part[:, 0]) - of(part[:, 1]), both, found.plan.counts)


def _worth(read: Responses, now: Simulation, after: Simulation) -> Iterator[dict[str, Any]]:
    assessed, told = read.assessed, {str(row["risk_id"]): row for row in records_of(read.table.reset_index())}
    at_once = max(_CELLS_AT_ONCE // max(len(now.losses), 1), 1)
    for begun in range(0, len(assessed), at_once):
        several = assessed[begun : begun + at_once]
        for risk, saved in zip(several, _savings(several, now, after), strict=True):
            mean = figure_of(_mean, saved, now.plan.counts)
            alone = _saved(now, now.losses, now.losses - saved, _bad(now))
            last = _saved(now, after.losses + saved, after.losses, _bad(now))
            yield _row(told[risk], mean, alone, last)
    nothing = Figure(math.nan, math.nan)
    yield from (_row(row, nothing, nothing, nothing) for row in told.values() if row["note"])


def _savings(several: Sequence[str], now: Simulation, after: Simulation) -> Floats:
    """Return what each response saves in each scenario, (responses, scenarios)."""
    places = [int(place) for place in now.risks.table.index.get_indexer(pd.Index(several, dtype=object))]
    found, begun = np.empty((len(several), len(now.losses))), 0
    for rows in now.quantities():
        size = rows.shape[1]
        for row, place in zip(found, places, strict=True):
            row[begun : begun + size] = np.subtract(now.curves(place, rows[place]), after.curves(place, rows[place]))
        begun += size
    return found


def _row(told: dict[str, Any], mean: Figure, alone: Figure, last: Figure) -> dict[str, Any]:
    cost = float(told["cost"])
    return {
        **{name: told[name] for name in ("risk_id", "title", "owner", "response", "due", "note")},
        "cost": cost,
        "mean_saved": mean.value,
        "mean_saved_error": mean.error,
        "bad_saved": alone.value,
        "bad_saved_error": alone.error,
        "bad_saved_last": last.value,
        "bad_saved_last_error": last.error,
        "per_money": mean.value / cost if cost > 0 else math.nan,
        "verdict": _verdict(cost, mean, alone),
    }


def _verdict(cost: float, mean: Figure, bad: Figure) -> str:
    if math.isnan(mean.value):
        return "effect not assessed"
    if math.isnan(cost):
        return "cost not assessed"
    if _reaches(mean, cost):
        return "pays"
    if not _stays_below(mean, cost):
        return "too close to call"
    if _reaches(bad, cost):
        return "pays in bad cases only"
    return "doesn't pay" if _stays_below(bad, cost) else "too close to call"


def _reaches(saved: Figure, cost: float) -> bool:
    return saved.value > 0 and saved.value - 2 * saved.error >= cost


def _stays_below(saved: Figure, cost: float) -> bool:
    return saved.value <= 0 if cost == 0 else saved.value + 2 * saved.error < cost


def _ranked(rows: Iterator[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return responses, the one that saves most for its money first; what costs nothing before, what is not known last."""

    def place(row: dict[str, Any]) -> tuple[int, float, str]:
        unknown = {"cost not assessed": 2, "effect not assessed": 3}.get(row["verdict"], 1)
        free = unknown == 1 and row["cost"] == 0
        worth = row["mean_saved"] if free or unknown == 2 else row["per_money"]
        return (0 if free and worth > 0 else unknown, 0.0 if math.isnan(worth) else -worth, row["risk_id"])

    return [{"rank": number, **row} for number, row in enumerate(sorted(rows, key=place), 1)]
