"""Seconds of every statistic of agreement and uncertainty on a large survey, with all resamples of the method.

    python benchmarks/agreement.py

The survey is that of tests/assess/agreement/data: 5,820 respondents by 28 items. The last lines give the sum and the most
memory that the process held.
"""

from __future__ import annotations

import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd

from pmobook.assess.agreement import (
    MEASUREMENT_LEVELS,
    cronbach_alpha,
    intraclass_correlation,
    krippendorff_alpha,
    response_patterns,
    within_group_agreement,
)
from pmobook.assess.scoring import RULE_NAMES, Layout
from pmobook.assess.uncertainty import bootstrap_agreement, bootstrap_levels, perception_gaps, resampling, with_and_without

DATA = Path(__file__).resolve().parents[1] / "tests" / "assess" / "agreement" / "data" / "turkiye_student_evaluation.csv.gz"
CHOSEN = "weighted_mean"


def _layout(capabilities: list[str]) -> Layout:
    count = len(capabilities)
    return Layout(
        areas=tuple(f"area_{number}" for number in range(count // 4)),
        capabilities=tuple(capabilities),
        practices=tuple(f"{one}_{level}" for one in capabilities for level in range(1, 6)),
        area_of_capability=np.arange(count) // 4,
        capability_of_practice=np.repeat(np.arange(count), 5),
        level_of_practice=np.tile(np.arange(1, 6), count),
        capability_weights=np.ones(count),
        practice_weights=np.ones(5 * count),
    )


def _steps(survey: pd.DataFrame) -> dict[str, Callable[[], object]]:
    layout = _layout(list(survey.columns))
    perspectives = pd.Series(np.where(np.arange(len(survey)) % 3 == 0, "executive", "pmo"), index=survey.index)
    return {
        "Krippendorff's alpha, four levels": lambda: [krippendorff_alpha(survey, level) for level in MEASUREMENT_LEVELS],
        "intraclass correlations": lambda: intraclass_correlation(survey),
        "agreement within the group": lambda: within_group_agreement(survey, lowest=1, highest=5),
        "Cronbach's alpha": lambda: cronbach_alpha(survey),
        "response patterns": lambda: response_patterns(survey, lowest=1, highest=5),
        "with and without straight-liners": lambda: with_and_without(survey, layout, CHOSEN),
        "resampled: all of the agreement": lambda: bootstrap_agreement(survey, lowest=1, highest=5),
        "resampled: levels, chosen rule": lambda: bootstrap_levels(survey, layout, CHOSEN),
        "resampled: levels, the other rules": lambda: [
            bootstrap_levels(survey, layout, rule) for rule in RULE_NAMES if rule != CHOSEN
        ],
        "resampled: perception gap": lambda: perception_gaps(survey, perspectives, "executive", "pmo", 5),
    }


def main() -> None:
    """Print a table of seconds."""
    survey = pd.read_csv(DATA).astype("float64")
    print(f"{len(survey):,} respondents x {survey.shape[1]} items, {resampling().resamples:,} resamples")
    total = 0.0
    for name, compute in _steps(survey).items():
        started = time.perf_counter()
        compute()
        seconds = time.perf_counter() - started
        total += seconds
        print(f"{name:36s} {seconds:7.3f} s")
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024**3 if sys.platform == "darwin" else 1024**2)
    print(f"{'all':36s} {total:7.3f} s")
    print(f"{'most memory':36s} {most:7.2f} GiB")


if __name__ == "__main__":
    main()
