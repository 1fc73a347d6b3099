"""What a run would find: which results are current, stale, failed, held back or missing, and why. Nothing is run."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from pmobook.assess.dependences import differences
from pmobook.assess.tables import build
from pmobook.inputs.engagement import Engagement
from pmobook.method.places import workbook_folder
from pmobook.record.store import Store, open_store
from pmobook.run.catalogue import find_notebooks
from pmobook.run.gathering import Standing
from pmobook.run.plan import Task, choose_business_units, choose_quarter, make_plan
from pmobook.run.report import FAILED, SKIPPED
from pmobook.run.results_folder import ResultsFolder
from pmobook.vocabulary import HELD_BACK, Quarter

__all__ = ["CURRENT", "EXIT_STATUSES", "STATUS", "engagement_status", "exit_status_of"]

CURRENT, STALE, MISSING, HELD = "current", "stale", "missing", "held back"

STATUS = {
    "business_unit": "str", "quarter": "str", "notebook": "str", "status": "str", "reason": "str", "since": "datetime64[us]",
}  # fmt: skip

EXIT_STATUSES = {CURRENT: 0, MISSING: 3, STALE: 4, HELD: 5, FAILED: 5}
"""What a timer is told; of several the highest. 1 is a mistake in what was asked for."""

_Row = Mapping[Any, Any]


def engagement_status(
    engagement: Engagement,
    quarter: Quarter | None = None,
    *,
    business_units: Collection[str] | None = None,
    notebook_folder: Path | None = None,
) -> pd.DataFrame:
    """Return what a run of a quarter would find. It starts nothing and needs no lock: a run may be under way.

    Parameters
    ----------
    engagement
        The engagement.
    quarter
        The quarter; the latest with packs if not given.
    business_units
        Only these; if not given, all that report in the quarter.
    notebook_folder
        Where the notebooks stand; the workbook's own if not given.

    Returns
    -------
    DataFrame
        Columns of ``STATUS``, one row a business unit and notebook. ``current``: a run would keep the results. ``stale``: it
        would run the notebook again; the reason says what changed. ``failed``: with the same inputs it failed, or its pack has
        problems as it stands. ``held back``: ready, and waiting for another notebook of the business unit. ``missing``: no pack,
        or never run. ``since`` (in UTC) is when the last run came to what is told; missing if no run did.

    Raises
    ------
    PmobookError
        If nobody has handed in a pack for the quarter, or there is no business unit of a name.
    """
    chosen = choose_quarter(engagement, quarter)
    units = choose_business_units(engagement, business_units, chosen)
    catalogue = find_notebooks(notebook_folder or workbook_folder() / "notebooks")
    store = open_store(engagement.folder)
    given: dict[str, dict[str, Any]] = {notebook.name: {} for notebook in catalogue}
    plan = make_plan(engagement, chosen, units, catalogue, given, standing=Standing.of(store, chosen))
    past = _Past.of(store, chosen)
    rows = [_row(task, past) for task in plan.tasks]
    for status, reasons in ((MISSING, plan.skipped), (FAILED, plan.failed)):
        for unit, reason in reasons.items():
            rows += [_told(unit, one.name, status, reason, past.latest.get((unit, one.name))) for one in catalogue]
    rows.sort(key=lambda row: (row["business_unit"], row["notebook"]))
    return build([{**row, "quarter": str(chosen)} for row in rows], STATUS)


def exit_status_of(status: pd.DataFrame) -> int:
    """Return what a timer is told of a table of `engagement_status`: see ``EXIT_STATUSES``."""
    return max((EXIT_STATUSES[one] for one in status["status"]), default=EXIT_STATUSES[MISSING])


@dataclasses.dataclass(frozen=True)
class _Past:
    """What the store tells of a quarter: whose runs stand, the rows of those runs, and the latest outcome of each notebook."""

    folder: ResultsFolder
    stands: Mapping[str, Mapping[str, str]]
    runs: Mapping[tuple[str, str, str], _Row]
    latest: Mapping[tuple[str, str], _Row]

    @classmethod
    def of(cls, store: Store, quarter: Quarter) -> _Past:
        rows = store.table("runs", quarter).sort_values("publication", kind="stable").to_dict(orient="records")
        return cls(
            ResultsFolder(store.results, quarter),
            store.run_ids(quarter),
            {(row["business_unit"], row["notebook"], row["run_id"]): row for row in rows},
            {(row["business_unit"], row["notebook"]): row for row in rows},
        )


def _row(task: Task, past: _Past) -> dict[str, object]:
    unit, notebook, taken = task.business_unit, task.notebook.name, task.fingerprint
    published = past.stands.get(unit, {}).get(notebook, "")
    latest = past.latest.get((unit, notebook))
    if published == taken.run_id:
        if past.folder.has_executed(unit, notebook):
            return _told(unit, notebook, CURRENT, "", past.runs.get((unit, notebook, published)))
        return _told(unit, notebook, STALE, "its executed notebook was taken away", latest)
    if latest is None:
        return _told(unit, notebook, MISSING, "never run", None)
    if latest["fingerprint"] == taken.digest:
        status = (
            HELD if str(latest["reason"]).startswith(HELD_BACK) else FAILED if latest["status"] in {FAILED, SKIPPED} else STALE
        )
        return _told(unit, notebook, status, str(latest["reason"]), latest)
    before = past.runs.get((unit, notebook, published), latest)
    reasons = differences(before, dataclasses.asdict(taken)).reasons
    return _told(unit, notebook, STALE, "; ".join(reasons) or "it failed, and its pack could not be read", latest)


def _told(business_unit: str, notebook: str, status: str, reason: str, run: _Row | None) -> dict[str, object]:
    since = None if run is None else pd.Timestamp(run["finished_at"])
    moment = since.tz_convert("UTC").tz_localize(None) if since is not None and since.tzinfo else since
    return {
        "business_unit": business_unit, "notebook": notebook, "status": status, "reason": reason or None, "since": moment,
    }  # fmt: skip
