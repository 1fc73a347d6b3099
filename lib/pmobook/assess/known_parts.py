"""Parts of differences that the recorded rows themselves tell: of the measures met, and of the loss that risks may cost."""

from __future__ import annotations

import math
from collections.abc import Sequence

import pandas as pd

from pmobook.assess.causes import telescope

__all__ = ["parts_of_exposure", "parts_of_share_met"]

_KNOWN = ("met", "near", "missed")


def parts_of_share_met(before: pd.DataFrame, now: pd.DataFrame) -> pd.DataFrame:
    """Split the difference in the share of measures that meet their target.

    The world's: the same measures do better or worse, and measures that came or went. The evidence's: measures that were
    assessed in one of the two only.

    Parameters
    ----------
    before, now
        The table ``measure_status`` of each.
    """
    rows = []
    for unit in sorted(set(before["business_unit"]) & set(now["business_unit"])):
        one, other = (side[side["business_unit"] == unit].set_index("measure_id")["status"] for side in (before, now))
        shared = one.index.intersection(other.index)
        known = [name for name in shared if one[name] in _KNOWN and other[name] in _KNOWN]
        layers = [
            (_share(one), _share(other)),
            (_share(one[shared]), _share(other[shared])),
            (_share(one[known]), _share(other[known])),
        ]
        came, evidence, world = telescope(*zip(*layers, strict=True))
        rows.append((unit, "measures", "", "share_met", came + world, evidence))
    return _table(rows)


def parts_of_exposure(before: pd.DataFrame, now: pd.DataFrame) -> pd.DataFrame:
    """Split the difference in the expected loss from all risks.

    The evidence's: risks on both registers that were assessed in one of the two only. The world's: everything else that the
    registers add up to.

    Parameters
    ----------
    before, now
        The table ``risk_register`` of each.
    """
    rows = []
    for unit in sorted(set(before["business_unit"]) & set(now["business_unit"])):
        one, other = (side[side["business_unit"] == unit].set_index("risk_id")["mean"] for side in (before, now))
        shared = one.index.intersection(other.index)
        was, is_now = one[shared].astype("float64"), other[shared].astype("float64")
        evidence = math.fsum(is_now[was.isna()].dropna()) - math.fsum(was[is_now.isna()].dropna())
        whole = math.fsum(other.dropna()) - math.fsum(one.dropna())
        rows.append((unit, "exposure", "", "mean", whole - evidence, evidence))
    return _table(rows)


def _share(statuses: pd.Series) -> float:
    assessed = int(statuses.isin(_KNOWN).sum())
    return int((statuses == "met").sum()) / assessed if assessed else math.nan


def _table(rows: Sequence[tuple[object, ...]]) -> pd.DataFrame:
    names = ["business_unit", "about", "subject", "figure", "world", "evidence"]
    return pd.DataFrame(rows, columns=names).dropna(subset=["world", "evidence"], how="any")
