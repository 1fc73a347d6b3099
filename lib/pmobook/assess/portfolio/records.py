"""The tables selection and frontier of the results store."""

from __future__ import annotations

import pandas as pd

from pmobook.assess.portfolio.judged import Judged
from pmobook.assess.selection import Frontier
from pmobook.assess.tables import FRONTIER, SELECTION, build, records_of

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
                "note": f"{move['move']}: {move['reason']}" if move["reason"] else str(move["move"]),
            }
        )
    return build(rows, SELECTION)


def frontier_table(found: Frontier | None) -> pd.DataFrame:
    """Return one row a budget, rising."""
    if found is None:
        return build([], FRONTIER)
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
            }
            for place, row in enumerate(records_of(found.points))
        ),
        FRONTIER,
    )
