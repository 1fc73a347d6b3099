"""People over all business units: where one has to spare what another lacks, role by role and month by month."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pandas as pd

from pmobook.assess.resources.forms import DIGITS
from pmobook.assess.tables import build

__all__ = ["EnterpriseCapacity", "enterprise_capacity"]

_BY_MONTH = {
    "role": "str", "period": "str", "business_units": "Int64", "capacity": "float64", "demand": "float64", "surplus": "float64",
    "deficit": "float64", "lendable": "float64", "not_assessed": "Int64",
}  # fmt: skip
_LOANS = {
    "role": "str", "giver": "str", "taker": "str", "first": "str", "last": "str", "months": "Int64", "person_months": "float64",
    "most": "float64",
}  # fmt: skip


@dataclass(frozen=True, eq=False)
class EnterpriseCapacity:
    """The people of all business units together.

    Attributes
    ----------
    by_month
        One row a role and month: role, period, business_units (that have the role), capacity, demand, surplus and deficit (sums
        over business units of person-months to spare, and lacking), lendable (what of the deficit others have to spare),
        not_assessed (business units whose balance is not assessed; they stand in no sum).
    loans
        One row for each role, giver and taker: role, giver, taker, first and last month, months, person_months, most (the most
        in one month); the largest first.
    """

    by_month: pd.DataFrame
    loans: pd.DataFrame

    @property
    def deficit(self) -> float:
        """Person-months that business units lack, each for itself."""
        return round(float(self.by_month["deficit"].sum()), DIGITS)

    @property
    def lendable(self) -> float:
        """Of these, what others have to spare in the same role and month."""
        return round(float(self.by_month["lendable"].sum()), DIGITS)


def enterprise_capacity(balances: pd.DataFrame) -> EnterpriseCapacity:
    """Put the balances of all business units beside each other.

    Parameters
    ----------
    balances
        The recorded table capacity_balance of one quarter, with ``business_unit``. Roles are the same where they are written
        the same, whatever their capitals.

    Notes
    -----
    Of a role in a month, whoever lacks most takes first, from whoever has most to spare: that leaves the fewest loans. What is
    lent never exceeds what is spare, nor what is lacking; the sums do not depend on who lends to whom.

    Examples
    --------
    >>> balances = pd.DataFrame({"business_unit": ["a", "b"], "role": "Buyer", "period": "2026-10", "capacity": [1.0, 3.0],
    ...                          "demand": [2.0, 1.5], "surplus": [0.0, 1.5], "deficit": [1.0, 0.0]})
    >>> found = enterprise_capacity(balances)
    >>> found.loans[["giver", "taker", "person_months"]].values.tolist(), found.deficit, found.lendable
    ([['b', 'a', 1.0]], 1.0, 1.0)
    """
    spelling: dict[str, str] = {}
    for role in sorted(map(str, balances["role"].unique())):
        spelling.setdefault(" ".join(role.casefold().split()), role)
    roles = [spelling[" ".join(str(role).casefold().split())] for role in balances["role"]]
    rows = balances.assign(role=pd.Series(roles, index=balances.index, dtype="str"))
    loans = [
        loan for (role, period), one in rows.groupby(["role", "period"], sort=True) for loan in _lend(str(role), str(period), one)
    ]
    lent = pd.DataFrame(loans, columns=["role", "period", "giver", "taker", "amount"])
    return EnterpriseCapacity(build(_months(rows, lent), _BY_MONTH), build(_loans(lent), _LOANS))


def _lend(role: str, period: str, rows: pd.DataFrame) -> Iterator[tuple[str, str, str, str, float]]:
    spare = _amounts(rows, "surplus")
    for taker, lacking in sorted(_amounts(rows, "deficit").items(), key=lambda one: (-one[1], one[0])):
        left = lacking
        for giver in sorted(spare, key=lambda one: (-spare[one], one)):
            amount = round(min(left, spare[giver]), DIGITS)
            if amount > 0:
                spare[giver], left = round(spare[giver] - amount, DIGITS), round(left - amount, DIGITS)
                yield role, period, giver, taker, amount


def _amounts(rows: pd.DataFrame, name: str) -> dict[str, float]:
    sums = rows.groupby("business_unit")[name].sum()
    return {str(unit): float(amount) for unit, amount in sums.items() if amount > 0}


def _months(rows: pd.DataFrame, lent: pd.DataFrame) -> Iterator[dict[str, Any]]:
    lendable = lent.groupby(["role", "period"])["amount"].sum().to_dict()
    for (role, period), one in rows.groupby(["role", "period"], sort=True):
        known = one.loc[one["deficit"].notna()]
        sums = {name: round(float(known[name].sum()), DIGITS) for name in ("capacity", "demand", "surplus", "deficit")}
        yield {
            "role": role, "period": period, "business_units": int(one["business_unit"].nunique()), **sums,
            "lendable": round(float(lendable.get((role, period), 0.0)), DIGITS), "not_assessed": len(one) - len(known),
        }  # fmt: skip


def _loans(lent: pd.DataFrame) -> list[dict[str, Any]]:
    found = [
        {
            "role": role, "giver": giver, "taker": taker, "first": rows["period"].min(), "last": rows["period"].max(),
            "months": len(rows), "person_months": round(float(rows["amount"].sum()), DIGITS), "most": float(rows["amount"].max()),
        }
        for (role, giver, taker), rows in lent.groupby(["role", "giver", "taker"], sort=True)
    ]  # fmt: skip
    return sorted(found, key=lambda one: (-one["person_months"], one["role"], one["giver"], one["taker"]))
