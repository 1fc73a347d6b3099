"""HiGHS, asked without a word on the screen: rows and columns in, an answer with its proof out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from pmobook.assess.selection.tables import Bools, Floats

__all__ = ["ENDED", "IMPOSSIBLE", "STOPPED", "Reply", "Rows", "ask"]

ENDED, STOPPED, IMPOSSIBLE = "ended", "stopped", "impossible"


@dataclass(frozen=True, eq=False)
class Rows:
    """What is to be minimised, and between which bounds.

    Attributes
    ----------
    cost
        (columns,), to be minimised.
    matrix, lower, upper
        (rows, columns), (rows,), (rows,).
    low, high
        (columns,).
    offset
        What is added to the cost; gaps are shares of the sum.
    """

    cost: Floats
    matrix: Floats
    lower: Floats
    upper: Floats
    low: Floats
    high: Floats
    offset: float = 0.0


@dataclass(frozen=True, eq=False)
class Reply:
    """What the solver says.

    Attributes
    ----------
    status
        ``ENDED`` within the gap asked for, ``STOPPED`` at a limit, or ``IMPOSSIBLE``: nothing keeps the rows.
    choice
        (columns,), or None if none was found.
    bound
        What no choice goes below; minus infinity if nothing is known.
    price
        (rows,), by how much the least cost falls with one more of each row's bound; zero where columns are whole.
    seconds
        What it took, by the solver's own clock.
    words
        How the solver puts it.
    """

    status: str
    choice: Floats | None
    bound: float
    price: Floats
    seconds: float
    words: str


def _solver() -> Any:  # noqa: ANN401 - an object of a package without complete types
    """Return a solver that prints nothing."""
    # An eighth of a second to import, and only who asks for a selection needs it.
    import highspy  # noqa: PLC0415

    class Silent(highspy.Highs):
        def enableCallbacks(self) -> None:  # noqa: N802 - the package's name
            # The first thing that a new solver does, and would print its banner with.
            self.silent()
            super().enableCallbacks()  # type: ignore[no-untyped-call]

    return Silent()  # type: ignore[no-untyped-call]


def _model(rows: Rows, whole: Bools | None) -> Any:  # noqa: ANN401 - as above
    import highspy  # noqa: PLC0415 - as above

    model, used = highspy.HighsLp(), rows.matrix != 0
    model.num_col_, model.num_row_ = len(rows.cost), len(rows.lower)
    model.offset_ = rows.offset
    model.col_cost_, model.col_lower_, model.col_upper_ = rows.cost, rows.low, rows.high
    model.row_lower_, model.row_upper_ = rows.lower, rows.upper
    model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    model.a_matrix_.start_ = np.concatenate([[0], np.cumsum(used.sum(axis=1))]).astype(np.int32)
    model.a_matrix_.index_ = np.nonzero(used)[1].astype(np.int32)
    model.a_matrix_.value_ = rows.matrix[used]
    if whole is not None:
        kinds = highspy.HighsVarType
        model.integrality_ = [kinds.kInteger if one else kinds.kContinuous for one in whole]
    return model


def ask(
    rows: Rows, *, whole: Bools | None = None, start: Floats | None = None, options: Mapping[str, Any] | None = None
) -> Reply:
    """Return the least cost and the choice that has it.

    Parameters
    ----------
    whole
        (columns,), which are whole numbers; a linear programme without it.
    start
        (columns,), a choice to begin from.
    options
        HiGHS's own, by name.

    Raises
    ------
    RuntimeError
        If the solver fails.
    """
    import highspy  # noqa: PLC0415 - as above

    solver = _solver()
    said = [solver.setOptionValue(name, value) for name, value in {"parallel": "off", **(options or {})}.items()]
    said.append(solver.passModel(_model(rows, whole)))
    if highspy.HighsStatus.kError in said:
        message = "the solver refuses the rows or an option"
        raise RuntimeError(message)
    if start is not None:
        begun = highspy.HighsSolution()
        begun.col_value = start.tolist()
        solver.setSolution(begun)
    solver.run()
    kinds, status = highspy.HighsModelStatus, solver.getModelStatus()
    words, info = str(solver.modelStatusToString(status)), solver.getInfo()
    none, seconds = np.zeros(len(rows.lower)), float(solver.getRunTime())
    if status in {kinds.kInfeasible, kinds.kUnboundedOrInfeasible}:
        return Reply(IMPOSSIBLE, None, np.inf, none, seconds, words)
    if status not in {kinds.kOptimal, kinds.kTimeLimit, kinds.kIterationLimit, kinds.kInterrupt}:
        message = f"the solver failed: {words}"
        raise RuntimeError(message)
    found, solution = info.primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible, solver.getSolution()
    choice = np.array(solution.col_value) if found else None
    price = none if whole is not None else -np.array(solution.row_dual)
    bound = float(info.objective_function_value if whole is None else info.mip_dual_bound)
    return Reply(ENDED if status == kinds.kOptimal else STOPPED, choice, bound, price, seconds, words)
