"""Money at risk: the mean loss of the worst scenarios, held within a tolerance."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from pmobook.assess.selection.tables import Floats, Id, unknown
from pmobook.errors import Problem

__all__ = ["RiskLimit", "read_risks"]


@dataclass(frozen=True, eq=False)
class RiskLimit:
    """A tolerance for the mean of the worst losses.

    Attributes
    ----------
    name
        What is tolerated, as sentences call it.
    losses
        (scenarios, projects), money lost if the project is chosen; gains are negative.
    tolerance
        The most that the mean of the worst losses may be.
    level
        The share of scenarios that are not among the worst, as in 0.95.
    """

    name: str
    losses: Floats
    tolerance: float
    level: float


def read_risks(
    losses: Any,  # noqa: ANN401 - as handed in
    tolerance: Any,  # noqa: ANN401 - as handed in
    level: float,
    projects: Sequence[Id],
    problems: list[Problem],
) -> tuple[RiskLimit, ...]:
    """Return the tolerances.

    Parameters
    ----------
    losses
        A table of scenarios by projects, or a name to such a table for each category of risk. A project without a column loses
        nothing in any scenario only if the table says so: a missing column is a problem.
    tolerance
        A number, or a name to a number.
    level
        As in `RiskLimit`.
    """
    if losses is None:
        if tolerance is not None:
            problems.append(Problem("tolerance", f"{tolerance}", "losses it applies to", "Hand in the scenarios' losses."))
        return ()
    by_name = dict(losses) if isinstance(losses, Mapping) else {"risk": losses}
    tolerances = dict(tolerance) if isinstance(tolerance, Mapping) else dict.fromkeys(by_name, tolerance)
    if not 0 <= level < 1:
        problems.append(Problem("cvar_level", f"{level:g}", "at least 0 and below 1", "Write 95 % as 0.95."))
        return ()
    risks = []
    problems.extend(unknown("tolerance", name, by_name, "category of risk") for name in tolerances if name not in by_name)
    for name, table in by_name.items():
        numbers = _losses(str(name), table, projects, problems)
        most = tolerances.get(name)
        amount = float(pd.to_numeric(pd.Series([most], dtype=object), errors="coerce").iloc[0])
        if not np.isfinite(amount):
            problems.append(Problem(f"tolerance of {name}", "nothing", "an amount of money", "Write how much may be lost."))
        elif numbers is not None:
            risks.append(RiskLimit(str(name), numbers, amount, level))
    return tuple(risks)


def _losses(name: str, table: Any, projects: Sequence[Id], problems: list[Problem]) -> Floats | None:  # noqa: ANN401 - as handed in
    where, found = f"losses of {name}", len(problems)
    if not isinstance(table, pd.DataFrame):
        array = np.asarray(table)
        if array.ndim != 2 or array.shape[1] != len(projects):
            problems.append(
                Problem(where, f"a table of shape {array.shape}", f"a row a scenario and {len(projects)} columns",
                        "Hand in a column for each project.")
            )  # fmt: skip
            return None
        table = pd.DataFrame(array, columns=pd.Index(projects, tupleize_cols=False))
    problems.extend(unknown(where, column, projects) for column in table.columns if column not in set(projects))
    problems.extend(
        Problem(where, f"no column for {project}", "a column for each project", "Add it; zeros if it can lose nothing.")
        for project in projects if project not in table.columns
    )  # fmt: skip
    if len(problems) > found:
        return None
    numbers: Floats = table[list(projects)].apply(pd.to_numeric, errors="coerce").to_numpy(dtype=np.float64)
    if not len(numbers) or not np.isfinite(numbers).all():
        problems.append(Problem(where, "missing losses" if len(numbers) else "no scenario", "a loss in each", "Fill them in."))
        return None
    return numbers
