"""From the money that was promised to the money that came: what is lost, not reported, late, at risk and still to come."""

from __future__ import annotations

import math

import pandas as pd

from pmobook.assess.benefits.periods import is_money, sense_of

__all__ = ["WATERFALL", "describe_waterfall", "draw_waterfall"]

WATERFALL = ["step", "kind", "amount", "before", "after"]


def draw_waterfall(benefit_status: pd.DataFrame, benefit_periods: pd.DataFrame) -> pd.DataFrame:
    """Split the money benefits planned into what came, what is expected and what became of the rest.

    Parameters
    ----------
    benefit_status, benefit_periods
        Tables of those names, of one business unit or, with a column ``business_unit``, of several.

    Returns
    -------
    DataFrame
        In order: step, kind (``total`` or ``change``), amount, and where its bar begins and ends. Disbenefits are taken off.
        Empty without a benefit in money whose plan is known.

    Notes
    -----
    *Not assessed* is what was planned for periods of which nothing is reported or forecast. *Lost* and *gained* are each
    benefit's other differences between plan and expectation. *Late* is, benefit by benefit, the smaller of what fell short in the
    periods due and what is expected beyond the plan in those to come. *At risk* is what the track record takes off what is
    still to come, as far as it isn't late already; without a track record nothing is taken off.
    """
    keys = ["business_unit", "benefit_id"] if "business_unit" in benefit_status and "business_unit" in benefit_periods else [
        "benefit_id"]  # fmt: skip
    money = benefit_status.loc[is_money(benefit_status["unit_of_measure"]), [*keys, "kind", "to_come", "corrected"]]
    rows = benefit_periods.merge(money.drop(columns=["to_come", "corrected"]), on=keys, how="inner")
    if rows.empty or rows["planned"].isna().all():
        return pd.DataFrame(columns=WATERFALL)
    sense = sense_of(rows["kind"])
    planned, expected = rows["planned"].fillna(0.0) * sense, rows["expected"].fillna(0.0) * sense
    unknown, due = rows["expected"].isna(), rows["is_due"].astype("bool")
    gap = (planned - expected).where(~unknown, 0.0)
    by_benefit = [rows[key] for key in keys]
    short = gap.where(due, 0.0).groupby(by_benefit).sum()
    beyond = -gap.where(~due, 0.0).groupby(by_benefit).sum()
    net = short - beyond
    is_gain = sense.groupby(by_benefit).first() > 0
    late = short.where(short < beyond, beyond).clip(lower=0.0).where(is_gain, 0.0)
    actual = expected.where(due & (rows["basis"] == "actual"), 0.0)
    came, ahead = actual.sum(), (expected - actual).groupby(by_benefit).sum()
    risk = _at_risk(money, keys, ahead - late)
    steps = [
        ("Planned", "total", planned.sum()), ("Not assessed", "change", -planned.where(unknown, 0.0).sum()),
        ("Lost", "change", -net.clip(lower=0.0).sum()), ("Gained", "change", -net.clip(upper=0.0).sum()),
        ("Expected", "total", expected.sum()), ("Late", "change", -late.sum()), ("At risk", "change", -risk),
        ("Still to come", "change", -(ahead.sum() - late.sum() - risk)), ("Realised", "total", came),
    ]  # fmt: skip
    return _with_bars(steps)


def _at_risk(money: pd.DataFrame, keys: list[str], most: pd.Series) -> float:
    """Return what the track record takes off claims, as far as they aren't late already; those of disbenefits stay."""
    claims = money.loc[money["kind"] != "disbenefit"].set_index(keys if len(keys) > 1 else keys[0])
    taken = (claims["to_come"] - claims["corrected"]).fillna(0.0).clip(lower=0.0)
    left = most.reindex(taken.index).fillna(0.0).clip(lower=0.0)
    return float(taken.where(taken < left, left).sum())


def _with_bars(steps: list[tuple[str, str, float]]) -> pd.DataFrame:
    """Return the steps with where each bar begins and ends; changes of nothing are left out."""
    rows, level = [], 0.0
    for step, kind, amount in steps:
        size = 0.0 if math.isclose(amount, 0.0, abs_tol=1e-9) else float(amount)
        before, after = (0.0, size) if kind == "total" else (level, level + size)
        level = after
        if kind == "total" or size:
            rows.append((step, kind, size, before, after))
    return pd.DataFrame(rows, columns=WATERFALL)


def describe_waterfall(waterfall: pd.DataFrame) -> dict[str, float]:
    """Return each step's amount by its name in lower case; a step that isn't there is missing."""
    return {str(step).lower(): float(amount) for step, amount in zip(waterfall["step"], waterfall["amount"], strict=True)}
