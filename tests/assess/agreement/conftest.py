"""Published ratings, and a large survey."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

NOT_ASSESSED = np.nan


@pytest.fixture(scope="session")
def survey():
    """Students rate courses; see data/README.md."""
    return pd.read_csv(Path(__file__).parent / "data" / "turkiye_student_evaluation.csv.gz").astype("float64")


@pytest.fixture(scope="session")
def shrout_fleiss():
    """Four judges (rows) by six targets: Shrout and Fleiss (1979), Psychological Bulletin 86, 420-428."""
    targets = [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]]
    return pd.DataFrame(targets, dtype="float64").T
