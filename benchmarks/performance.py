"""Seconds to assess a thousand measures of ten years each, and the ratio to charting them one by one.

    python benchmarks/performance.py

The measures are drawn: level, noise, some with a trend, a season, gaps or a shift. The assessment reads the values of every
pack, charts and judges them, takes seasons out, and words the findings.
"""

from __future__ import annotations

import time

import numpy as np
import pandas as pd

from pmobook.assess.performance import NHS_RULES, assess_measures, control_limits, signals
from pmobook.assess.performance.charts import chart_measures
from pmobook.assess.performance.readings import read_every
from pmobook.inputs.business_unit import BusinessUnit
from pmobook.method.thresholds import thresholds
from pmobook.vocabulary import Quarter

MEASURES, MONTHS = 1000, 120


def _drawn() -> tuple[pd.DataFrame, pd.DataFrame]:
    generator = np.random.default_rng(20261122)
    months = np.arange(MONTHS)
    number = np.arange(MEASURES)[:, None]
    values = 80 + 4 * generator.standard_normal((MEASURES, MONTHS))
    values += np.where(number % 4 == 1, 0.05, 0.0) * months
    values += np.where(number % 4 == 2, 5.0, 0.0) * np.sin(2 * np.pi * months / 12)
    values += np.where(number % 4 == 3, 8.0, 0.0) * (months >= 100)
    values[generator.random(values.shape) < 0.01] = np.nan
    ids = [f"M{one:04d}" for one in range(MEASURES)]
    periods = [f"{2017 + place // 12}-{place % 12 + 1:02d}" for place in months]
    packs = [f"{2017 + place // 12}Q{place % 12 // 3 + 1}" for place in months]
    measures = pd.DataFrame(
        {
            "measure_id": ids, "title": ids, "goal_id": "G1", "owner": "Head of PMO", "unit_of_measure": "percent",
            "better": "higher", "target": 85.0, "tolerance": 3.0,
            "target_not_assessed": pd.Series([None] * MEASURES, dtype="str"),
        }
    )  # fmt: skip
    history = pd.DataFrame(
        {
            "measure_id": np.repeat(ids, MONTHS),
            "period": np.tile(periods, MEASURES),
            "value": values.reshape(-1),
            "claim": "Improved.",
            "reported_in": np.tile(packs, MEASURES),
        }
    )
    return measures, history


def _one_by_one(history: pd.DataFrame) -> None:
    for _, rows in history.groupby("measure_id"):
        signals(rows["value"], limits=control_limits(rows["value"], screen=True), better="higher")


def main() -> None:
    """Print seconds and their ratio."""
    measures, history = _drawn()
    unit = BusinessUnit(name="Retail")
    started = time.perf_counter()
    assessed = assess_measures(measures, history, Quarter(2026, 4), thresholds().measures, unit)
    together = time.perf_counter() - started
    read = read_every(history, Quarter(2026, 4))
    readings = [read[one] for one in measures["measure_id"]]
    started = time.perf_counter()
    chart_measures(readings, ["higher"] * MEASURES, rules=NHS_RULES)
    charted = time.perf_counter() - started
    started = time.perf_counter()
    _one_by_one(history)
    alone = time.perf_counter() - started
    print(f"{MEASURES:,} measures x {MONTHS} months, {len(assessed.findings):,} findings")
    print(f"assessed together, findings included   {together:6.2f} s")
    print(f"of this: limits, signals and seasons   {charted:6.2f} s")
    print(f"limits and signals one by one          {alone:6.2f} s")
    print(f"ratio of the last two                  {alone / charted:6.2f}")


if __name__ == "__main__":
    main()
