"""What there is of each role in each period, as a schedule needs it: one amount a period, without gaps."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from pmobook.assess.resources.forms import ALWAYS, read_amounts, read_cell
from pmobook.assess.resources.months import label_of
from pmobook.assess.selection.tables import Floats
from pmobook.errors import PmobookError, Problem

__all__ = ["LAST", "NOTHING", "Supply", "read_supply"]

LAST = "last"
"""After the last period given, as many as in it."""

NOTHING = "nothing"
"""After the last period given, nobody."""


@dataclass(frozen=True, eq=False)
class Supply:
    """Capacity by role.

    Attributes
    ----------
    roles
        Names, in the order handed in.
    constant
        Role to amount, where it is the same in every period.
    by_period
        Role to period to amount (NaN: not assessed), where periods are named.
    is_calendar
        Whether the periods named are months; None if none is named.
    is_named
        Whether the roles have names; else they are numbered from 0 and stand for the columns of demand in order.
    notes
        What was assumed.
    """

    roles: tuple[Any, ...]
    constant: Mapping[Any, float]
    by_period: Mapping[Any, Mapping[int, float]]
    is_calendar: bool | None
    is_named: bool = True
    notes: tuple[str, ...] = ()

    @property
    def first(self) -> int | None:
        """The first period named."""
        return min((slot for slots in self.by_period.values() for slot in slots), default=None)

    def renamed(self, roles: Sequence[Any]) -> Supply:
        """Give numbered roles their names."""
        return Supply(tuple(roles), {name: self.constant[at] for at, name in enumerate(roles)}, {}, None)

    def profile(self, role: Any, periods: tuple[int, int], beyond: str, problems: list[Problem]) -> Floats:  # noqa: ANN401 - a name
        """Return the amounts of a role from a period on; the last one goes on for ever.

        Parameters
        ----------
        role
            One of the roles.
        periods
            The first period of the schedule, and the first in which the role can be needed: from there on, an amount that is
            missing is a problem.
        beyond
            `LAST` or `NOTHING`.
        problems
            What is missing is added to them.
        """
        if role in self.constant:
            return np.array([self.constant[role]])
        slots, (origin, needed) = self.by_period[role], periods
        end = max(slots)
        if end < origin:
            return np.array([slots[end] if beyond == LAST else 0.0])
        amounts = [slots.get(slot, np.nan) for slot in range(origin, end + 1)]
        gaps = [slot for slot, amount in enumerate(amounts, start=origin) if np.isnan(amount) and slot >= needed]
        if gaps:
            labels = [str(label_of(slot, is_calendar=bool(self.is_calendar))) for slot in gaps]
            problems.append(
                Problem(f"capacity of {role}", f"no amount for {', '.join(labels)}", "an amount for every period of the schedule",
                        "Add the months; write 0 if nobody is there.")
            )  # fmt: skip
        known = [0.0 if np.isnan(amount) else amount for amount in amounts]
        return np.array([*known, *([0.0] if beyond == NOTHING else [])])


def read_supply(capacity: Any, problems: list[Problem]) -> Supply:  # noqa: ANN401 - as handed in
    """Return capacity; whatever is wrong with it is added to the problems.

    Parameters
    ----------
    capacity
        Frame (role, period, fte); or role to amount, as dictionary or series; or role to the amounts of periods 0, 1, 2…; or a
        frame with a row a period and a column a role; or amounts alone, for the columns of demand in order.

    Raises
    ------
    PmobookError
        If it is none of these.
    """
    if isinstance(capacity, pd.DataFrame) and "role" in capacity.columns:
        return _of_form(capacity, problems)
    if isinstance(capacity, pd.DataFrame):
        if "period" in capacity.columns:
            capacity = capacity.set_index("period")
        long = capacity.rename_axis("period").reset_index().melt(id_vars="period", var_name="role", value_name="fte")
        return _of_form(long, problems)
    if isinstance(capacity, (int, float, np.number)) and not isinstance(capacity, bool):
        capacity = [capacity]
    if isinstance(capacity, (Mapping, pd.Series)) and not (isinstance(capacity, pd.Series) and _is_bare(capacity)):
        return _of_mapping(dict(capacity.items()), problems)
    if isinstance(capacity, (Sequence, np.ndarray, pd.Series)) and not isinstance(capacity, str):
        amounts = {at: _amount(one, at, problems) for at, one in enumerate(capacity)}
        return Supply(tuple(amounts), amounts, {}, None, is_named=False)
    message = f"capacity: found {type(capacity).__name__}, expected a table (role, period, fte), or role to amount."
    raise PmobookError(message)


def _is_bare(series: pd.Series) -> bool:
    return isinstance(series.index, pd.RangeIndex)


def _amount(cell: Any, role: Any, problems: list[Problem]) -> float:  # noqa: ANN401 - whatever a table holds
    amount = read_cell(cell, f"capacity of {role}", problems, "Correct the sign of the capacity; write 0 if there is none.")
    if np.isnan(amount):
        problems.append(Problem(f"capacity of {role}", "nothing", "a number", "Write how many there are; 0 if nobody is."))
    return amount


def _of_mapping(capacity: Mapping[Any, Any], problems: list[Problem]) -> Supply:
    constant: dict[Any, float] = {}
    rows: list[tuple[Any, Any, Any]] = []
    for role, given in capacity.items():
        if isinstance(given, (Mapping, pd.Series)):
            rows.extend((role, period, one) for period, one in given.items())
        elif isinstance(given, (Sequence, np.ndarray)) and not isinstance(given, str):
            rows.extend((role, period, one) for period, one in enumerate(given))
        else:
            constant[role] = _amount(given, role, problems)
    form = _of_form(pd.DataFrame(rows, columns=["role", "period", "fte"]).astype(object), problems)
    return Supply(tuple(capacity), constant, form.by_period, form.is_calendar, notes=form.notes)


def _of_form(frame: pd.DataFrame, problems: list[Problem]) -> Supply:
    amounts = read_amounts(frame, ["role"], "capacity", problems)
    constant: dict[Any, float] = {}
    by_period: dict[Any, dict[int, float]] = {}
    for role, slot, fte in zip(amounts.table["role"], amounts.table["slot"], amounts.table["fte"], strict=True):
        if slot == ALWAYS:
            constant[role] = _amount(fte, role, problems)
        else:
            by_period.setdefault(role, {})[int(slot)] = float(fte)
    return Supply(tuple(dict.fromkeys(amounts.table["role"])), constant, by_period, amounts.is_calendar, notes=amounts.notes)
