"""The risks of a portfolio simulated together."""

from __future__ import annotations

import functools
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from typing import Any, get_args

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from pmobook.assess.loss_measures import worst_scenarios
from pmobook.assess.risk.curves import Curves, curves_of
from pmobook.assess.risk.drivers import Drivers, read_drivers
from pmobook.assess.risk.reading import Risks, read_risks
from pmobook.assess.risk.scenarios import Plan, draw_normals, plan_of
from pmobook.assess.risk.summary import Summary, summarise
from pmobook.assess.wording import counted
from pmobook.errors import PmobookError
from pmobook.language import say
from pmobook.method.risk import Bounds, Distribution, risk_method

__all__ = ["Simulation", "simulate"]

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Simulation:
    """Losses by scenario, and what they come to.

    Attributes
    ----------
    losses
        (scenarios,), total loss in money.
    summary
        Mean, percentiles, mean of the worst and probability of breaching the tolerance, each with its sampling error.
    risks
        What was simulated, and what was left out for want of an estimate.
    drivers, plan
        How risks move together, and how scenarios were drawn.
    distribution, bounds, tolerance
        As simulated, see `simulate`.
    sentence
        The result in words.
    """

    losses: Floats
    summary: Summary
    risks: Risks
    drivers: Drivers
    plan: Plan
    distribution: Distribution
    bounds: Bounds
    tolerance: float | None
    sentence: str

    @functools.cached_property
    def curves(self) -> Curves:
        """From a risk's place and its standard normal quantities to its losses."""
        return curves_of(self.risks, self.distribution, self.bounds)

    def quantities(self) -> Iterator[Floats]:
        """Yield the standard normal quantity of each risk in each scenario, (risks, scenarios), block by block."""
        drivers, first = self.drivers, len(self.drivers.names) + 1
        for drawn in draw_normals(self.plan):
            rows = drawn[first:]
            for place in range(len(self.risks.table)):
                if drivers.own[place] < 1:
                    row = rows[place]
                    row *= drivers.own[place]
                    row += drivers.base * drawn[0]
                    if drivers.place[place] >= 0:
                        row += drivers.shared[place] * drawn[1 + drivers.place[place]]
            yield rows

    def blocks(self) -> Iterator[Floats]:
        """Yield losses, (risks, scenarios), block by block; each time from the same draws."""
        for rows in self.quantities():
            for place in range(len(rows)):
                rows[place] = self.curves(place, rows[place])
            yield rows

    def with_estimates(self, risks: Risks) -> Simulation:
        """Return the same scenarios with other estimates of the same risks, so that chance is no part of the difference."""
        return _filled(replace(self, risks=risks))

    def losses_by(self, column: str) -> pd.DataFrame:
        """Return losses, scenarios by groups: risk_id, project_id, category, driver, owner or business_unit.

        The same draws are made once more, so that they need not be held. An empty group is what names none.
        """
        table = self.risks.table
        keys = table.index.to_numpy() if column == "risk_id" else table[column].to_numpy()
        names, place = np.unique(keys.astype(str), return_inverse=True)
        found = np.zeros((len(self.losses), len(names)))
        begun = 0
        for rows in self.blocks():
            size = rows.shape[1]
            for group, row in zip(place, rows, strict=True):
                found[begun : begun + size, group] += row
            begun += size
        return pd.DataFrame(found, columns=pd.Index(names, name=column))

    @functools.cached_property
    def contributions(self) -> pd.DataFrame:
        """Each risk's share in the exposure, the largest first.

        By risk: mean (expected loss) and in_bad_cases (its mean loss in the worst scenarios). Columns sum to the summary's mean
        and mean of the worst.
        """
        weights = worst_scenarios(self.losses, self.summary.level)
        mean, worst, begun = np.zeros(len(self.risks.table)), np.zeros(len(self.risks.table)), 0
        for rows in self.blocks():
            size = rows.shape[1]
            mean += rows.sum(axis=1)
            worst += rows @ weights[begun : begun + size]
            begun += size
        frame = pd.DataFrame({"mean": mean / max(len(self.losses), 1), "in_bad_cases": worst}, index=self.risks.table.index)
        return frame.sort_values("in_bad_cases", ascending=False, kind="stable")


def simulate(  # noqa: PLR0913 - everything that exposure depends on
    risks: Any,  # noqa: ANN401 - a frame, or what makes one
    *,
    scenarios: int | None = None,
    seed: int | None = None,
    distribution: Distribution | None = None,
    bounds: Bounds | None = None,
    correlation: float | None = None,
    driver_correlation: float | None = None,
    tolerance: float | None = None,
    level: float | None = None,
    projects: Collection[str] | None = None,
) -> Simulation:
    """Simulate what risks may cost together.

    Parameters
    ----------
    risks
        One row a risk: probability (0 to 1; 1 if there is no such column), impact_low, impact_likely and impact_high in money;
        where known risk_id, project_id, category, driver. Or mean and sd for impacts that are normal. A missing estimate
        leaves the risk out and is named; it is never taken for nothing.
    scenarios, seed, distribution, bounds, level
        As the method has them unless given.
    correlation
        Between any two risks, on the normal scale; the method's base unless given.
    driver_correlation
        Between two risks with the same driver; the method's unless given, at least the base.
    tolerance
        The loss that leadership tolerates, in money.
    projects
        Ids that project_id may have; not checked unless given.

    Returns
    -------
    Simulation

    Raises
    ------
    ProblemsFound
        With everything wrong with the risks.
    PmobookError
        If a correlation, level or number of scenarios is impossible.

    Notes
    -----
    A risk costs nothing with probability 1 - p and an impact otherwise: one distribution with a step at 0. Each risk has one
    standard normal quantity: base loading times what all share, plus driver loading times what its driver shares, plus its own.
    Its loss is the value of its distribution at that quantity's share (Gaussian copula), so that risks with a common driver both
    happen together and cost more together.

    Examples
    --------
    >>> exposure = simulate({"probability": [1.0], "impact_low": [10], "impact_likely": [10], "impact_high": [10]}, scenarios=100)
    >>> float(exposure.summary.mean), exposure.summary.cvar95
    (10.0, 10.0)
    """
    method, read = risk_method(), read_risks(risks, projects)
    count = int(method.scenarios.value) if scenarios is None else int(scenarios)
    share = method.level.value if level is None else float(level)
    if count < 1 or not 0 < share < 1:
        message = f"A simulation needs at least 1 scenario and a level between 0 and 1; found {count} and {share:g}."
        raise PmobookError(message)
    for name, given, known in (("distribution", distribution, get_args(Distribution)), ("bounds", bounds, get_args(Bounds))):
        if given is not None and given not in known:
            message = f"There is no {name} {given!r}; there are {' and '.join(known)}."
            raise PmobookError(message)
    drivers = read_drivers(read, correlation, driver_correlation)
    plan = plan_of(len(read.table) + len(drivers.names) + 1, count, int(method.seed.value if seed is None else seed))
    nothing = np.zeros(count)
    empty = Simulation(
        losses=nothing, summary=summarise(nothing, plan.counts, share, tolerance), risks=read, drivers=drivers, plan=plan,
        distribution=distribution or method.distribution, bounds=bounds or method.bounds, tolerance=tolerance,
        sentence=_sentence(read, plan),
    )  # fmt: skip
    return _filled(empty)


def _filled(empty: Simulation) -> Simulation:
    """Return a simulation with the losses of its risks in its scenarios."""
    losses = np.concatenate([np.asarray(rows.sum(axis=0)) for rows in empty.blocks()])
    summary = summarise(losses, empty.plan.counts, empty.summary.level, empty.tolerance)
    return replace(empty, losses=losses, summary=summary)


def _sentence(risks: Risks, plan: Plan) -> str:
    drawn = say("evenly spread (scrambled Sobol' sequence)") if plan.is_quasi_random else say("drawn at random")
    said = say(
        "{risk} in {counts:,} scenarios, {drawn}, in {counts_2} independent parts",
        risk=counted(len(risks.table), "risk"),
        counts=sum(plan.counts),
        drawn=drawn,
        counts_2=len(plan.counts),
    )
    left = (
        say("; {risk} without an estimate left out, so the exposure is at least this", risk=counted(len(risks.left_out), "risk"))
        if risks.left_out
        else ""
    )
    return f"{said}{left}."
