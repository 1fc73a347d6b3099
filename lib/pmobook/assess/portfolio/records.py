"""The tables selection and frontier of the results store."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from pmobook.assess.portfolio.judged import Judged
from pmobook.assess.risk import Figure
from pmobook.assess.tables import FRONTIER, SELECTION, build, present, records_of

_SAME = 1e-9

__all__ = ["frontier_table", "selection_table"]


def selection_table(judged: Judged, moves: pd.DataFrame) -> pd.DataFrame:
    """Return one row a candidate; what is not known of it is missing."""
    best = judged.best
    ranks = best.waterline.ranking["rank"] if best else pd.Series(dtype="int64")
    above = set(best.waterline.chosen) if best else set()
    rows = []
    for move in records_of(moves):
        project = str(move["project_id"])
        mandates = judged.problem.mandates.loc[judged.problem.mandates["project_id"] == project, "decision"]
        is_known = best is not None and project in judged.problem.cost.index
        rows.append(
            {
                "project_id": project,
                "title": move["title"],
                "stage": move["stage"],
                "is_chosen": project in best.chosen if best and is_known else None,
                "is_current": move["is_current"],
                "value": move["value"],
                "cost": move["cost"],
                "core_index": judged.core_index(project),
                "mandate": str(mandates.iloc[0]) if len(mandates) else "",
                "waterline_rank": int(ranks[project]) if project in ranks.index else None,
                "in_waterline": project in above if is_known else None,
                "expected_loss": _expected_loss(judged, project),
                "planned_start": judged.start_of(project) or None,
                "is_chosen_later": project in judged.later.chosen if judged.later and is_known else None,
                "later_start": _later_start(judged, project),
                "note": f"{move['move']}: {move['reason']}" if move["reason"] else str(move["move"]),
            }
        )
    return build(rows, SELECTION)


def _expected_loss(judged: Judged, project: str) -> float:
    """Return the mean of what a project may lose; missing where no risk of it has an estimate."""
    risk = judged.problem.risk
    if risk is None or project not in risk.by_project.columns:
        return float("nan")
    lost = risk.of([project], alone=True).mean
    return lost if lost > 0 or project not in {*risk.without_risks, *risk.in_part} else float("nan")


def _later_start(judged: Judged, project: str) -> str | None:
    if judged.later is None or project not in judged.later.chosen:
        return None
    return judged.start_of(project, judged.moved.get(project, 0)) or None


def _lost_at(judged: Judged, chosen: Iterable[str] | None) -> dict[str, float]:
    """Return what the best choice at a budget may lose with the risks of no project; missing where no risk was handed in."""
    risk, names = judged.problem.risk, ("expected_loss", "p80", "cvar95", "cvar95_error", "breach_probability", "breach_error")
    if risk is None or chosen is None:
        return dict.fromkeys(names, float("nan"))
    lost = risk.summary_of(map(str, chosen), judged.problem.tolerance)
    bad, breach = lost.conditional_value_at_risk, lost.breach or Figure(float("nan"), float("nan"))
    return dict(zip(names, (lost.mean.value, lost.p80.value, bad.value, bad.error, breach.value, breach.error), strict=True))


def frontier_table(judged: Judged) -> pd.DataFrame:
    """Return one row a budget, rising, with what stands at it: the budget, the cost of the present or of the best choice."""
    found = judged.frontier
    if found is None:
        return build([], FRONTIER)
    marks = {
        "budget": judged.problem.budget if judged.problem.budget_is_set else float("nan"),
        "present choice": judged.present.cost,
    }
    if judged.best is not None:
        marks["best choice"] = judged.problem.cost_of(judged.best.chosen)
    others = found.without_other_limits
    return build(
        (
            {
                "point": place,
                "budget": float(row["budget"]),
                "value": float(row["value"]),
                "value_without_other_limits": float(row["value"] if others is None else others["value"].iloc[place]),
                "enters": ";".join(map(str, row["entered"])),
                "leaves": ";".join(map(str, row["left"])),
                "is_proven": bool(row["gap"] == 0),
                "cost": float(row["use"]),
                **_lost_at(judged, row["chosen"] if present(row["value"]) else None),
                "mark": ";".join(name for name, budget in marks.items() if abs(row["budget"] - budget) < _SAME),
            }
            for place, row in enumerate(records_of(found.points))
        ),
        FRONTIER,
    )
