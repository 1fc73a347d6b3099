"""Money at risk: the mean loss of the worst scenarios, held within a tolerance."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from pmobook.assess.selection.tables import Floats, Id, unknown
from pmobook.errors import Problem
from pmobook.language import say

__all__ = ["WHATEVER_IS_CHOSEN", "RiskLimit", "read_risks"]

WHATEVER_IS_CHOSEN = ""
"""Names the column of losses that are of no project."""


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
    besides: Floats
    """(scenarios,), money lost whatever is chosen; held to the tolerance together with what is chosen."""

    def of(self, losses: Floats) -> Floats:
        """Return what is lost in each scenario, (scenarios,), with what is lost whatever is chosen."""
        return losses + self.besides


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
        nothing in any scenario only if the table says so: a missing column is a problem. A column named by the empty text is of
        no project: it is lost whatever is chosen, and held to the tolerance too.
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
    problems.extend(unknown("tolerance", name, by_name, say("category of risk")) for name in tolerances if name not in by_name)
    for name, table in by_name.items():
        numbers = _losses(str(name), table, projects, problems)
        most = tolerances.get(name)
        amount = float(pd.to_numeric(pd.Series([most], dtype=object), errors="coerce").iloc[0])
        if not np.isfinite(amount):
            problems.append(Problem(f"tolerance of {name}", "nothing", "an amount of money", "Write how much may be lost."))
        elif numbers is not None:
            risks.append(RiskLimit(str(name), numbers[:, :-1], amount, level, numbers[:, -1]))
    return tuple(risks)


def _losses(name: str, table: Any, projects: Sequence[Id], problems: list[Problem]) -> Floats | None:  # noqa: ANN401 - as handed in
    where, found = say("losses of {name}", name=name), len(problems)
    if not isinstance(table, pd.DataFrame):
        array = np.asarray(table)
        if array.ndim != 2 or array.shape[1] != len(projects):
            problems.append(
                Problem(where, f"a table of shape {array.shape}", f"a row a scenario and {len(projects)} columns",
                        "Hand in a column for each project.")
            )  # fmt: skip
            return None
        table = pd.DataFrame(array, columns=pd.Index(projects, tupleize_cols=False))
    if WHATEVER_IS_CHOSEN not in table.columns:
        table = table.assign(**{WHATEVER_IS_CHOSEN: 0.0})
    known = {*projects, WHATEVER_IS_CHOSEN}
    problems.extend(unknown(where, column, projects) for column in table.columns if column not in known)
    problems.extend(
        Problem(where, f"no column for {project}", "a column for each project", "Add it; zeros if it can lose nothing.")
        for project in projects if project not in table.columns
    )  # fmt: skip
    if len(problems) > found:
        return None
    numbers: Floats = table[[*projects, WHATEVER_IS_CHOSEN]].apply(pd.to_numeric, errors="coerce").to_numpy(dtype=np.float64)
    if not len(numbers) or not np.isfinite(numbers).all():
        problems.append(Problem(where, "missing losses" if len(numbers) else "no scenario", "a loss in each", "Fill them in."))
        return None
    return numbers
