"""1,000 risks in 100,000 scenarios: time and memory, beside a loop that asks scipy for each risk's distribution.

    python benchmarks/risk.py

The machine may be busy, so the ratio counts, not the seconds.
"""

from __future__ import annotations

import resource
import time

import numpy as np
import pandas as pd
from scipy.stats import beta, norm

from pmobook.assess.risk import simulate


def generated(count: int, seed: int = 1) -> pd.DataFrame:
    """Return invented risks, half of them with one of twenty drivers."""
    chance = np.random.default_rng(seed)
    likely = chance.lognormal(0, 1, count)
    return pd.DataFrame(
        {
            "risk_id": [f"K{place:04}" for place in range(count)], "probability": chance.uniform(0.02, 0.6, count),
            "impact_low": 0.5 * likely, "impact_likely": likely, "impact_high": 2.2 * likely,
            "driver": [f"driver {place % 20}" if place % 2 else "" for place in range(count)],
        }
    )  # fmt: skip


def plainly(risks: pd.DataFrame, scenarios: int) -> np.ndarray:
    """Return total losses as a loop over risks that asks scipy for each impact; no drivers, low and high as bounds."""
    chance, total = np.random.default_rng(1), np.zeros(scenarios)
    for probability, low, likely, high in risks[["probability", "impact_low", "impact_likely", "impact_high"]].to_numpy():
        share = norm.cdf(chance.standard_normal(scenarios))
        mode = (likely - low) / (high - low)
        impact = low + (high - low) * beta.ppf(chance.random(scenarios), 1 + 4 * mode, 5 - 4 * mode)
        total += np.where(share > 1 - probability, impact, 0.0)
    return total


def main() -> None:
    """Print the comparison."""
    simulate(generated(5), scenarios=100)
    risks = generated(1000)
    begun = time.perf_counter()
    found = simulate(risks, scenarios=100_000)
    ours = time.perf_counter() - begun
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    print(f"1,000 risks x 100,000 scenarios: {ours:.2f} s, {memory:.2f} GiB at most; {found.sentence}")
    few = 20
    begun = time.perf_counter()
    plainly(risks.head(few), 100_000)
    loop = (time.perf_counter() - begun) * len(risks) / few
    print(f"a loop over risks with scipy.stats: {loop:.0f} s (from {few} risks), {loop / ours:.0f} x our time")
    begun = time.perf_counter()
    contributions = found.contributions
    print(f"contributions of each risk: {time.perf_counter() - begun:.2f} s more; the largest is {contributions.index[0]}")


if __name__ == "__main__":
    main()
