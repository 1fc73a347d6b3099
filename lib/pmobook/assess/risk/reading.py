"""Risks as handed in: read once, with everything wrong told at once, and those without an estimate named."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from pmobook.assess.tables import text_of
from pmobook.errors import Problem, ProblemsFound
from pmobook.language import said_later, say
from pmobook.vocabulary import nearest

__all__ = ["IMPACTS", "Risks", "read_risks"]

Floats = NDArray[np.float64]

IMPACTS = ("impact_low", "impact_likely", "impact_high")
_SAID = {
    "probability": said_later("probability"),
    "impact": said_later("impact"),
    "impact_low": said_later("impact low"),
    "impact_likely": said_later("impact likely"),
    "impact_high": said_later("impact high"),
}
_GROUPS = ("project_id", "category", "driver", "title", "owner", "business_unit")


@dataclass(frozen=True, eq=False)
class Risks:
    """Risks that can be simulated, in order of their id.

    Attributes
    ----------
    table
        By risk id: probability, mean and sd or impact_low, impact_likely and impact_high, and project_id, category, driver,
        title, owner, business_unit (empty text where not named).
    is_normal
        Whether impacts are given as mean and standard deviation.
    left_out
        Risk id to why it can't be simulated.
    """

    table: pd.DataFrame
    is_normal: bool
    left_out: Mapping[str, str]

    def column(self, name: str) -> Floats:
        """Return a column of numbers, (risks,)."""
        return self.table[name].to_numpy(dtype=np.float64)


def read_risks(risks: Any, projects: Collection[str] | None = None) -> Risks:  # noqa: ANN401 - see `simulate`
    """Return risks, checked.

    Raises
    ------
    ProblemsFound
        With every probability outside 0 to 1, impact that is negative or out of order, unknown project and repeated id.
    """
    frame = pd.DataFrame(risks).reset_index(drop=not (isinstance(risks, pd.DataFrame) and risks.index.name == "risk_id"))
    is_normal = "mean" in frame and "sd" in frame
    needed = ("mean", "sd") if is_normal else IMPACTS
    missing = [name for name in needed if name not in frame]
    if missing and len(frame):
        expected = f"the columns probability (1 if left out), {', '.join(IMPACTS)}; or mean and sd"
        raise ProblemsFound([Problem("risks", f"no column {', '.join(missing)}", expected, "Add what is missing.")])
    table = _with_all(frame, needed)
    problems = [*_repeated(table), *_wrong(table, needed, projects)]
    if problems:
        raise ProblemsFound(problems)
    left_out = dict(_without_estimate(table, needed))
    kept = table.loc[[one not in left_out for one in table.index]]
    return Risks(kept.sort_index(kind="stable"), is_normal, left_out)


def _with_all(frame: pd.DataFrame, needed: Collection[str]) -> pd.DataFrame:
    names = (
        frame["risk_id"].map(text_of) if "risk_id" in frame else pd.Series([f"K{place:05}" for place in range(1, len(frame) + 1)])
    )
    columns: dict[str, Any] = {"probability": 1.0, **{name: np.nan for name in needed if name not in frame}}
    found: dict[str, Any] = {}
    for name in ("probability", *needed):
        column = frame[name] if name in frame else pd.Series(columns[name], index=frame.index, dtype="float64")
        found[name] = pd.to_numeric(column, errors="coerce").to_numpy(dtype=np.float64)
    for name in _GROUPS:
        found[name] = frame[name].map(text_of).to_numpy(dtype=object) if name in frame else ""
    return pd.DataFrame(found, index=pd.Index(names.to_numpy(dtype=object), name="risk_id"))


def _repeated(table: pd.DataFrame) -> Iterator[Problem]:
    for risk in table.index[table.index.duplicated()].unique():
        yield Problem(f"risk {risk}", "the id, more than once", "one row a risk", "Give each risk an id of its own.")


def _wrong(table: pd.DataFrame, needed: Collection[str], projects: Collection[str] | None) -> Iterator[Problem]:
    for risk, row in zip(table.index, table.to_dict(orient="records"), strict=True):
        where, chance = f"risk {risk}", row["probability"]
        if chance < 0 or chance > 1:
            yield Problem(f"{where}, probability", f"{chance:g}", "a number from 0 to 1", "Write 40 % as 0.4.")
        values = [float(row[name]) for name in needed]
        if any(np.isinf(one) for one in values):
            yield Problem(f"{where}, impact", "an infinite amount", "amounts of money", "Write the most that it could cost.")
        elif "sd" in needed:
            if values[1] < 0:
                yield Problem(f"{where}, sd", f"{values[1]:g}", "0 or more", "A standard deviation is never negative.")
        elif any(one < 0 for one in values):
            yield Problem(f"{where}, impact", f"{min(values):g}", "0 or more", "An impact is a loss; write it without a sign.")
        elif values[0] > values[1] or values[1] > values[2] or values[0] > values[2]:
            found = " / ".join(f"{one:g}" for one in values)
            yield Problem(f"{where}, impact_low / likely / high", found, "amounts that rise", "Put the three in order.")
        if projects is not None and row["project_id"] and row["project_id"] not in projects:
            guess = nearest(row["project_id"], list(projects))
            remedy = f"Did you mean {guess}?" if guess else "Use the id of a project, or leave it empty."
            yield Problem(f"{where}, project_id", row["project_id"], "the id of a project", remedy)


def _without_estimate(table: pd.DataFrame, needed: Collection[str]) -> Iterator[tuple[str, str]]:
    for risk, row in zip(table.index, table.to_dict(orient="records"), strict=True):
        blank = [name for name in ("probability", *needed) if np.isnan(row[name])]
        if set(IMPACTS) <= set(blank):
            blank = [*(name for name in blank if name not in IMPACTS), "impact"]
        if blank:
            yield str(risk), say("no {parts}", parts=say(" and no ").join(say(_SAID.get(name, name)) for name in blank))
