"""Earned value: what work done was worth beside what it cost and what was planned, and what that means for the final cost."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

import numpy as np
import pandas as pd

from pmobook.assess.earned_value.amounts import Floats, Shape, gather_amounts, quotient
from pmobook.language import say

__all__ = ["Indices", "indices"]

_ALIASES = {
    "pv": "planned_value", "ev": "earned_value", "ac": "actual_cost", "bac": "budget_at_completion",
    "cv": "cost_variance", "sv": "schedule_variance",
    "cpi": "cost_performance_index", "spi": "schedule_performance_index", "csi": "cost_schedule_index",
    "cv_share": "cost_variance_share", "sv_share": "schedule_variance_share",
    "cv_percent": "cost_variance_percent", "sv_percent": "schedule_variance_percent",
    "eac": "eac_typical", "estimate_at_completion": "eac_typical",
    "etc": "etc_typical", "estimate_to_complete": "etc_typical",
    "vac": "vac_typical", "variance_at_completion": "vac_typical",
    "tcpi": "to_complete_performance_index", "tcpi_bac": "to_complete_performance_index",
    "tcpi_to_budget": "to_complete_performance_index", "tcpi_eac": "tcpi_to_estimate",
}  # fmt: skip


@dataclass(frozen=True, eq=False)
class Indices:
    """The indices of one project or of many: numbers, arrays or columns, as the amounts were handed over.

    A value that can't be worked out is NaN, "not assessed", and `reasons` says why; it is never zero and never infinite.
    The field's abbreviations are other names for the same values: ``pv``, ``ev``, ``ac``, ``bac``, ``cv``, ``sv``, ``cpi``,
    ``spi``, ``csi``, ``eac``, ``etc``, ``vac``, ``tcpi``, ``tcpi_eac``, also as ``result["cpi"]``.

    Attributes
    ----------
    planned_value, earned_value, actual_cost, budget_at_completion
        As given.
    cost_variance, schedule_variance
        EV - AC and EV - PV; below zero is dearer, and behind.
    cost_variance_share, schedule_variance_share
        The same as a share of EV and of PV; ``…_percent`` are these times 100.
    cost_performance_index, schedule_performance_index
        CPI = EV / AC and SPI = EV / PV; below 1 is dearer, and behind.
    cost_schedule_index
        CPI times SPI.
    eac_typical
        Estimate at completion if the rest goes on as so far: BAC / CPI.
    eac_atypical
        If the rest costs what was budgeted, so far having been an exception: AC + BAC - EV.
    eac_combined
        If being late costs money too: AC + (BAC - EV) / (CPI x SPI).
    etc_typical, etc_atypical, etc_combined
        What is still to be spent: each EAC less AC.
    vac_typical, vac_atypical, vac_combined
        BAC less each EAC; below zero is beyond the budget.
    to_complete_performance_index
        TCPI: the CPI that the rest of the work needs to end within the budget.
    tcpi_to_estimate
        The CPI that it needs to end within the estimate: the one given, else `eac_typical`.
    percent_complete, percent_spent
        EV and AC in percent of BAC.
    reasons
        Name of a value to why it is not assessed; for several projects to an array of texts, empty where it is assessed.
    """

    planned_value: Any
    earned_value: Any
    actual_cost: Any
    budget_at_completion: Any
    cost_variance: Any
    schedule_variance: Any
    cost_variance_share: Any
    schedule_variance_share: Any
    cost_variance_percent: Any
    schedule_variance_percent: Any
    cost_performance_index: Any
    schedule_performance_index: Any
    cost_schedule_index: Any
    eac_typical: Any
    eac_atypical: Any
    eac_combined: Any
    etc_typical: Any
    etc_atypical: Any
    etc_combined: Any
    vac_typical: Any
    vac_atypical: Any
    vac_combined: Any
    to_complete_performance_index: Any
    tcpi_to_estimate: Any
    percent_complete: Any
    percent_spent: Any
    reasons: Mapping[str, Any]

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - a number, an array or a column
        if name in _ALIASES:
            return getattr(self, _ALIASES[name])
        message = f"earned value has no {name!r}; it has {', '.join([*self.names(), *_ALIASES])}"
        raise AttributeError(message)

    def __getitem__(self, name: str) -> Any:  # noqa: ANN401 - as above
        try:
            return getattr(self, name.lower())
        except AttributeError as error:
            raise KeyError(str(error)) from None

    @staticmethod
    def names() -> tuple[str, ...]:
        """Return the full names of the values."""
        return tuple(one.name for one in fields(Indices) if one.name != "reasons")

    @property
    def frame(self) -> pd.DataFrame:
        """All values as a table, one row a project."""
        values = {name: getattr(self, name) for name in self.names()}
        return pd.DataFrame({name: value if np.ndim(value) else [value] for name, value in values.items()})

    def reason(self, name: str) -> Any:  # noqa: ANN401 - a text, or one for each project
        """Return why a value is not assessed, empty if it is assessed."""
        return self.reasons.get(_ALIASES.get(name, name), "")


def indices(
    planned_value: object = None,
    earned_value: object = None,
    actual_cost: object = None,
    budget_at_completion: object = None,
    estimate_at_completion: object = None,
    **others: object,
) -> Indices:
    """Return how work done compares with its cost and its plan, and what the project will then cost.

    Parameters
    ----------
    planned_value
        PV: what the work planned by now is worth in the plan. Also a frame or mapping that holds all amounts, under these
        names or as ``pv``, ``ev``, ``ac``, ``bac``; its other columns are left alone.
    earned_value
        EV: what the work done by now is worth in the plan.
    actual_cost
        AC: what that work cost.
    budget_at_completion
        BAC: what the whole plan is worth.
    estimate_at_completion
        The project's own estimate of its final cost, for `tcpi_to_estimate`.
    **others
        The same amounts by other names: ``pv``, ``ev``, ``ac``, ``bac``, ``budget``, ``bcws``, ``bcwp``, ``acwp``.

    Each is a number, a list, an array or a column, all of one money; columns are matched by their labels. A missing amount is
    "not assessed", and so is what depends on it.

    Raises
    ------
    PmobookError
        If an amount is no number, a name is unknown or given twice, or lengths differ.

    Notes
    -----
    A quotient is not assessed where it would mean nothing: nothing spent, planned or budgeted (or credits above costs), nothing
    earned yet, and for TCPI no money left.

    References
    ----------
    PMI, The Standard for Earned Value Management, 2019; ISO 21508:2018, Earned value management in project and programme
    management.

    Examples
    --------
    >>> got = indices(planned_value=3000, earned_value=2500, actual_cost=2800, budget_at_completion=4000)
    >>> round(got.cpi, 3), round(got.spi, 3), round(got.eac), round(got.vac), got.tcpi
    (0.893, 0.833, 4480, -480, 1.25)
    >>> indices(pv=[10, 0], ev=[8, 0], ac=[10, 4], bac=[40, 40]).reason("spi").tolist()
    ['', 'nothing was planned by now']
    """
    given = {
        "planned_value": planned_value,
        "earned_value": earned_value,
        "actual_cost": actual_cost,
        "budget_at_completion": budget_at_completion,
        "estimate_at_completion": estimate_at_completion,
    }
    amounts, shape = gather_amounts(given, others)
    # What is beyond a floating-point number is not assessed, like a division by zero.
    with np.errstate(over="ignore", under="ignore", invalid="ignore"):
        return _Arithmetic(amounts, shape).result()


class _Arithmetic:
    """Works the values out one after the other, and notes for each why it is missing."""

    def __init__(self, amounts: Mapping[str, Floats], shape: Shape) -> None:
        self.pv, self.ev, self.ac = (amounts[name] for name in ("planned_value", "earned_value", "actual_cost"))
        self.bac, self.own = amounts["budget_at_completion"], amounts["estimate_at_completion"]
        self.shape = shape
        self.values: dict[str, Floats] = {}
        self.why: dict[str, Any] = {}
        self.gaps = {
            "no planned value": np.isnan(self.pv), "no earned value": np.isnan(self.ev),
            "no actual cost": np.isnan(self.ac), "no budget at completion": np.isnan(self.bac),
        }  # fmt: skip

    def result(self) -> Indices:
        self._so_far()
        for name, rest in self._rests().items():
            self._forecast(name, rest)
        self._to_complete()
        self._percents()
        return Indices(
            **{name: self.shape(self.values[name]) for name in Indices.names()},
            reasons={name: self.shape(texts) for name, texts in self.why.items()},
        )

    def _keep(self, name: str, value: Floats, *reasons: tuple[Any, str]) -> Floats:
        """Keep a value, missing where a reason holds; what is missing for want of an amount says so first."""
        texts = np.full(value.shape, "", dtype=object)
        wrong = np.zeros(value.shape, dtype=bool)
        for holds, text in reasons:
            texts[holds & ~wrong] = text
            wrong = wrong | holds
        kept = np.where(wrong | ~np.isfinite(value), np.nan, value)
        texts[np.isnan(kept) & (texts == "")] = say("it depends on a value that is not assessed")
        self.values[name] = kept
        if np.isnan(kept).any():
            self.why[name] = texts
        return kept

    def _missing(self, *names: str) -> list[tuple[Any, str]]:
        return [(self.gaps[name], name) for name in names]

    def _so_far(self) -> None:
        pv, ev, ac, bac = self.pv, self.ev, self.ac, self.bac
        no_pv, no_ev, no_ac, no_bac = ([one] for one in self._missing(*self.gaps))
        not_spent = ((ac == 0, say("nothing was spent by now")), (ac < 0, say("credits exceed the costs")))
        not_planned = ((pv == 0, say("nothing was planned by now")), (pv < 0, say("planned value is below zero")))
        not_earned = ((ev == 0, say("nothing was earned by now")), (ev < 0, say("earned value is below zero")))
        for name, value, missing in (
            ("planned_value", pv, no_pv), ("earned_value", ev, no_ev), ("actual_cost", ac, no_ac),
            ("budget_at_completion", bac, no_bac),
        ):  # fmt: skip
            self._keep(name, value, *missing)
        cv = self._keep("cost_variance", ev - ac, *no_ev, *no_ac)
        sv = self._keep("schedule_variance", ev - pv, *no_ev, *no_pv)
        cv_share = self._keep("cost_variance_share", quotient(cv, ev), *no_ev, *no_ac, *not_earned)
        sv_share = self._keep("schedule_variance_share", quotient(sv, pv), *no_ev, *no_pv, *not_planned)
        self._keep("cost_variance_percent", 100 * cv_share, *no_ev, *no_ac, *not_earned)
        self._keep("schedule_variance_percent", 100 * sv_share, *no_ev, *no_pv, *not_planned)
        cpi = self._keep("cost_performance_index", quotient(ev, ac), *no_ev, *no_ac, *not_spent)
        spi = self._keep("schedule_performance_index", quotient(ev, pv), *no_ev, *no_pv, *not_planned)
        self._keep("cost_schedule_index", cpi * spi, *no_ev, *no_ac, *no_pv, *not_spent, *not_planned)

    def _rests(self) -> dict[str, tuple[Floats, list[tuple[Any, str]]]]:
        """Return what the rest of the work costs under each assumption, and why that can't be said."""
        left, cpi = self.bac - self.ev, self.values["cost_performance_index"]
        base = self._missing("no budget at completion", "no earned value", "no actual cost")
        by_rate = [
            *base, (self.ac == 0, say("nothing was spent by now")), (self.ac < 0, say("credits exceed the costs")),
            (self.ev <= 0, say("nothing was earned by now")), (self.bac <= 0, say("there is no budget")),
        ]  # fmt: skip
        by_both = [*by_rate, *self._missing("no planned value"), (self.pv <= 0, say("nothing was planned by now"))]
        return {
            "typical": (quotient(left, cpi), by_rate),
            "atypical": (left, base),
            "combined": (quotient(left, self.values["cost_schedule_index"]), by_both),
        }

    def _forecast(self, name: str, rest: tuple[Floats, list[tuple[Any, str]]]) -> None:
        to_spend, reasons = rest
        # AC + (BAC - EV) / CPI is BAC / CPI, and is exact where the work is done.
        total = self._keep(f"eac_{name}", self.ac + to_spend, *reasons)
        self._keep(f"etc_{name}", to_spend, *reasons)
        self._keep(f"vac_{name}", self.bac - total, *reasons)

    def _to_complete(self) -> None:
        work = self.bac - self.ev
        base = self._missing("no budget at completion", "no earned value", "no actual cost")
        done = [(work < 0, say("more was earned than budgeted"))]
        budget, estimate = self.bac - self.ac, np.where(np.isnan(self.own), self.values["eac_typical"], self.own) - self.ac
        spent = [(budget <= 0, say("the budget is spent")), (self.bac <= 0, say("there is no budget"))]
        self._keep("to_complete_performance_index", quotient(work, budget), *base, *done, *spent)
        no_estimate = [(np.isnan(estimate), say("no estimate at completion")), (estimate <= 0, say("the estimate is spent"))]
        self._keep("tcpi_to_estimate", quotient(work, estimate), *base, *done, *no_estimate)

    def _percents(self) -> None:
        no_budget = (self.bac <= 0, say("there is no budget"))
        for name, part, missing in (
            ("percent_complete", self.ev, "no earned value"), ("percent_spent", self.ac, "no actual cost"),
        ):  # fmt: skip
            reasons = self._missing("no budget at completion", missing)
            self._keep(name, 100 * quotient(part, self.bac), *reasons, no_budget)
