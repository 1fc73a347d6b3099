"""Skills over all business units: where one is short of what another has on its bench."""

from __future__ import annotations

import math

import pandas as pd

from pmobook.assess.capability.reading import same_name
from pmobook.assess.capability.standing import SHORT, SINGLE, UNNEEDED
from pmobook.assess.tables import build, records_of
from pmobook.assess.wording import listed
from pmobook.vocabulary import NOT_ASSESSED

__all__ = ["skills_between_business_units", "standings_by_business_unit"]

_COLUMNS = {
    "skill": "str", "short_in": "str", "missing": "float64", "single_in": "str", "bench": "float64", "bench_in": "str",
}  # fmt: skip
_COUNTS = {"business_unit": "str", "needed": "Int64", "short": "Int64", "single": "Int64", "not_assessed": "Int64"}


def standings_by_business_unit(standing: pd.DataFrame) -> pd.DataFrame:
    """Return how many of the skills that each business unit's projects need are short, hang on one person, or are not assessed.

    Parameters
    ----------
    standing
        Recorded rows of ``skill_standing`` of one quarter, of any business units.

    Returns
    -------
    DataFrame
        business_unit, needed, short, single, not_assessed; most short first.
    """
    needed = standing[standing["standing"] != UNNEEDED]
    rows = []
    for unit, group in needed.groupby("business_unit", sort=True):
        found = [int(group["standing"].eq(one).sum()) for one in (SHORT, SINGLE, NOT_ASSESSED)]
        rows.append(dict(zip(_COUNTS, [str(unit), len(group), *found], strict=True)))
    return build(sorted(rows, key=lambda row: (-row["short"], -row["single"], row["business_unit"])), _COUNTS)


def skills_between_business_units(standing: pd.DataFrame, names: dict[str, str]) -> pd.DataFrame:
    """Return the skills that some business unit is short of or that hang on one person there, and who has a bench.

    Parameters
    ----------
    standing
        Recorded rows of ``skill_standing`` of one quarter, of any business units.
    names
        Business unit id to its name.

    Returns
    -------
    DataFrame
        skill; short_in, single_in and bench_in (names of business units); missing (people, at least, added up over business units
        whose worst quarters may differ); bench (further needs that could be met there at every level needed). Most missing first.
        Names are compared without regard to capitals and spaces.

    Notes
    -----
    A bench is known only where projects of that business unit need the skill; people who have it elsewhere are not counted, since
    at which level they would be wanted is not known.
    """
    keyed = standing.assign(key=[same_name(skill) for skill in standing["skill"]], lent=standing["bench"].fillna(0.0))
    rows = []
    for _, group in keyed.sort_values(["key", "business_unit"], kind="stable").groupby("key", sort=True):
        short, single = group[group["standing"] == SHORT], group[group["standing"] == SINGLE]
        if short.empty and single.empty:
            continue
        spare = group[group["lent"].gt(0)]
        rows.append(
            {
                "skill": str(group["skill"].iloc[0]), "short_in": _of(short, names), "single_in": _of(single, names),
                "missing": math.fsum(row["gap_lowest"] for row in records_of(short)) if len(short) else 0.0,
                "bench": math.fsum(spare["lent"].tolist()), "bench_in": _of(spare, names),
            }
        )  # fmt: skip
    return build(sorted(rows, key=lambda row: (-float(str(row["missing"])), str(row["skill"]))), _COLUMNS)


def _of(rows: pd.DataFrame, names: dict[str, str]) -> str:
    return listed([names.get(str(unit), str(unit)) for unit in rows["business_unit"]], most=20) if len(rows) else ""
