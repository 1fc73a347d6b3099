"""How long work waits for each role as busy as it is, and what if it came less evenly or more of it came."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

import pandas as pd

from pmobook.assess.resources.balance import Balance
from pmobook.assess.resources.waiting import waits_by_role
from pmobook.assess.tables import ROLE_WAITS, build, records_of
from pmobook.method.resources import resources_method

__all__ = ["WAITS", "role_waits"]

WAITS = ("wait", "wait_if_even", "wait_if_uneven", "wait_if_more")
"""Columns of waits: as things are, and if work came by the clock, less evenly, or more of it."""


def role_waits(found: Balance) -> pd.DataFrame:
    """Return how long work waits for each role, in multiples of how long a piece of work takes.

    Parameters
    ----------
    found
        People against needs.

    Returns
    -------
    DataFrame
        Table ``role_waits``. Where more arrives than can be done, the wait grows every month: it has no figure, and its column
        is named in ``without_end``. Missing without that: the utilisation is not assessed.
    """
    method = resources_method().waiting
    as_now = waits_by_role(found, more=method.more.value)
    uneven = waits_by_role(found, arrivals_variation=method.uneven_variation.value)
    return build(_rows(as_now, dict(zip(uneven["role"], uneven["wait"], strict=True))), ROLE_WAITS)


def _rows(as_now: pd.DataFrame, uneven: dict[Any, float]) -> Iterator[dict[str, Any]]:
    for row in records_of(as_now):
        waits = {**{name: float(row[name]) for name in WAITS if name in row}, "wait_if_uneven": uneven[row["role"]]}
        endless = [name for name, wait in waits.items() if math.isinf(wait)]
        yield {
            "role": str(row["role"]),
            "people": row["people"],
            "utilisation": row["utilisation"],
            **{name: math.nan if name in endless else wait for name, wait in waits.items()},
            "without_end": " ".join(endless),
            "note": row["sentence"] if math.isnan(row["utilisation"]) else "",
        }
