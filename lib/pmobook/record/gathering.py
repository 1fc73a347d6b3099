"""Results of other notebooks for one that builds on them: from where they wait to be recorded, or as published."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path

import pandas as pd

from pmobook.assess.plan.assessment import NOTEBOOK
from pmobook.assess.plan.gathered import TABLES_GATHERED, Gathered
from pmobook.errors import PmobookError
from pmobook.record.frames import to_frame
from pmobook.record.place import Place, place_of
from pmobook.record.staging import StagedResults, read_staged, staged_folder
from pmobook.record.store import Store, open_store, open_store_at
from pmobook.record.tables import TABLES
from pmobook.vocabulary import Quarter

__all__ = ["gather"]

_RUN = re.compile(r"(?P<quarter>[0-9]{4}Q[1-4])/(?P<notebook>[a-z0-9_]+)=(?P<run_id>[a-z0-9_]+)\Z")

_Runs = Mapping[Quarter, Mapping[str, str]]


def gather(folder: str | Path, business_unit: str, quarter: str | Quarter, gathers: str = "", staging: str = "") -> Gathered:
    """Return what other notebooks recorded of a business unit, for the quarter assessed and the last one before it.

    Parameters
    ----------
    folder
        The engagement's folder.
    business_unit, quarter
        Whose results.
    gathers
        The runs to gather, as the runner gives them: ``2026Q3/10_maturity=1f…,2026Q2/10_maturity=9c…``. Empty when the notebook
        is run by hand: then the latest published results of the quarter.
    staging
        Where runs of this batch wait, beside what is published; empty by hand.

    Raises
    ------
    PmobookError
        If a run that is to be gathered is neither waiting nor published.
    ValueError
        If ``gathers`` can't be read: a mistake of ours.
    """
    now = quarter if isinstance(quarter, Quarter) else Quarter.parse(quarter)
    store = open_store_at(place_of(staging).parent) if staging else open_store(folder)
    runs = _read(gathers) if gathers else _published(store, business_unit, now)
    earlier = max((one for one in runs if one < now), default=None)
    return Gathered(
        now=_tables(store, business_unit, now, runs.get(now, {}), staging),
        before=_tables(store, business_unit, earlier, runs[earlier], "") if earlier else {},
        quarter_before=earlier,
        words=_words(now, runs.get(now, {}), earlier, by_hand=not gathers),
    )


def _read(gathers: str) -> _Runs:
    runs: dict[Quarter, dict[str, str]] = {}
    for part in gathers.split(","):
        match = _RUN.match(part)
        if match is None:
            message = f"no run to gather: {part!r}; expected such as 2026Q3/10_maturity=1f2e3d4c"
            raise ValueError(message)
        runs.setdefault(Quarter.parse(match["quarter"]), {})[match["notebook"]] = match["run_id"]
    return runs


def _published(store: Store, business_unit: str, quarter: Quarter) -> _Runs:
    """Return the runs that stand published for a quarter and the last one with results before it."""
    known = {one: store.run_ids(one).get(business_unit, {}) for one in store.quarters() if one <= quarter}
    earlier = max((one for one, runs in known.items() if one < quarter and runs), default=None)
    standing = {one: dict(runs) for one, runs in known.items() if runs and one in {quarter, earlier}}
    standing.get(quarter, {}).pop(NOTEBOOK, None)  # a plan doesn't rest on itself
    return {one: runs for one, runs in standing.items() if runs}


def _tables(store: Store, business_unit: str, quarter: Quarter, runs: Mapping[str, str], staging: str) -> dict[str, pd.DataFrame]:
    waiting = dict(_waiting(place_of(staging), business_unit, quarter, runs)) if staging else {}
    published = set(store.run_ids(quarter).get(business_unit, {}).values())
    lost = sorted(name for name, run_id in runs.items() if name not in waiting and run_id not in published)
    if lost:
        message = (
            f"What {', '.join(lost)} recorded for {business_unit}, {quarter} is neither published nor waiting to be. "
            "Run all notebooks of the quarter again."
        )
        raise PmobookError(message)
    wanted = {run_id for name, run_id in runs.items() if name not in waiting}
    found = {}
    for table in TABLES_GATHERED:
        rows = [to_frame(TABLES[table], one.table(table)) for one in waiting.values() if table in one.digests]
        if wanted:
            recorded = store.table(table, quarter, business_unit)
            rows.append(recorded[recorded["run_id"].isin(wanted)])
        filled = [one for one in rows if len(one)]
        if filled:
            joined = pd.concat(filled, ignore_index=True)
            found[table] = joined.sort_values(list(TABLES[table].key), kind="stable", ignore_index=True)
    return found


def _waiting(
    staging: Place, business_unit: str, quarter: Quarter, runs: Mapping[str, str]
) -> Iterable[tuple[str, StagedResults]]:
    for notebook, run_id in runs.items():
        results = read_staged(staged_folder(staging, str(quarter), business_unit, notebook, run_id))
        if results is not None:
            yield notebook, results


def _words(quarter: Quarter, runs: Mapping[str, str], earlier: Quarter | None, *, by_hand: bool) -> str:
    if not runs:
        return f"No results of {quarter} are recorded yet. Run the other notebooks first: pmobook run does all of them in order."
    which = "the latest published results" if by_hand else "the results"
    beside = f", and on those of {earlier} for what changed" if earlier else "; there are none of an earlier quarter"
    return f"It rests on {which} of {', '.join(sorted(runs))} for {quarter}{beside}."
