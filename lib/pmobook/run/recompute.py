"""A past quarter computed again: by the method of its day, to see that it still comes out, or by another."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd

from pmobook.assess.dependences import Dependences, differences, parameters_of
from pmobook.inputs.engagement import Engagement
from pmobook.method.places import contents_digest, method_contents, method_folder
from pmobook.record.store import Store, open_store
from pmobook.record.tables import TABLES
from pmobook.run.apart import copy_apart, run_apart
from pmobook.run.method_of_day import method_of, standing_runs
from pmobook.vocabulary import Quarter

__all__ = ["Recomputed", "recompute", "recompute_tables"]


@dataclass(frozen=True)
class Recomputed:
    """A quarter computed again, beside what was published.

    Attributes
    ----------
    differing
        Table to the number of rows that are not the same on both sides; tables that are the same are left out.
    rows
        Rows compared in all: those of business units that could be computed again.
    notes
        What else differs from the day of publication: code, inputs, notebooks.
    failed
        What could not be computed again, one sentence a notebook.
    """

    differing: Mapping[str, int]
    rows: int
    notes: tuple[str, ...] = ()
    failed: tuple[str, ...] = ()

    @property
    def is_identical(self) -> bool:
        """Whether everything could be computed again and every row came out as published."""
        return not self.differing and not self.failed


@dataclass(frozen=True)
class Tables:
    """Tables of a quarter computed again, what each run depended on, and what failed."""

    tables: Mapping[str, pd.DataFrame]
    runs: pd.DataFrame
    failed: tuple[str, ...] = field(default=())


def recompute(
    engagement: Engagement,
    quarter: Quarter,
    store: Store | None = None,
    *,
    business_units: Collection[str] | None = None,
    workers: int | None = None,
    notebook_folder: Path | None = None,
) -> Recomputed:
    """Compute a published quarter again by the method of its day, and hold it against what was published.

    Nothing is recorded. The inputs are those that stand in the engagement's folder today, and the code is today's: where
    either differs from the day of publication, the notes say so.

    Parameters
    ----------
    store
        The state to hold it against; the latest if not given.
    business_units
        Only these; all that have results if not given.

    Raises
    ------
    PmobookError
        If nothing is recorded for the quarter, its method isn't kept, or this version can't read it.
    """
    seen = store or open_store(engagement.folder)
    runs = standing_runs(seen, quarter, business_units)
    again = recompute_tables(engagement, quarter, runs, method_of(runs, quarter), workers, notebook_folder)
    differing, rows = {}, 0
    done = again.runs["status"].isin(["ran", "kept"])
    units = sorted(set(again.runs.loc[done, "business_unit"]) - set(again.runs.loc[~done, "business_unit"]))
    for name in TABLES:
        if name == "runs":
            continue
        published = seen.table(name, quarter)
        published = published[published["business_unit"].isin(units)]
        rows += len(published)
        unlike = _unlike(published, again.tables[name])
        if unlike:
            differing[name] = unlike
    return Recomputed(differing, rows, _notes(runs, again.runs), again.failed)


def recompute_tables(
    engagement: Engagement,
    quarter: Quarter,
    runs: pd.DataFrame,
    method_digest: str,
    workers: int | None = None,
    notebook_folder: Path | None = None,
) -> Tables:
    """Return the tables of a quarter as a method gives them today, from the notebooks and parameters of some runs.

    Parameters
    ----------
    runs
        Rows of the table ``runs``: what is computed again.
    method_digest
        The method to compute by; it must be kept, unless it is the workbook's own.
    """
    own = contents_digest(method_contents(method_folder()))
    with copy_apart(engagement, None if method_digest == own else method_digest) as (folder, method):
        failed: list[str] = []
        for choice in _choices(runs):
            given = {**choice, "workers": workers, "notebook_folder": str(notebook_folder) if notebook_folder else None}
            failed += run_apart(folder, method, quarter, given)
        store = open_store(folder, storage="")
        tables = {name: store.table(name, quarter) for name in TABLES if name != "runs"}
        return Tables(tables, store.table("runs", quarter), tuple(failed))


def _choices(runs: pd.DataFrame) -> list[dict[str, Any]]:
    """Return which notebooks to run of which business units with which parameters; business units alike are run together."""
    alike: dict[tuple[tuple[str, ...], str], list[str]] = {}
    given = [json.dumps(parameters_of(row), sort_keys=True) for row in runs.to_dict(orient="records")]
    for (unit, parameters), own in runs.assign(given=given).groupby(["business_unit", "given"]):
        alike.setdefault((tuple(sorted(own["notebook"])), str(parameters)), []).append(str(unit))
    return [
        {"business_units": sorted(units), "notebooks": list(notebooks), "parameters": json.loads(parameters)}
        for (notebooks, parameters), units in sorted(alike.items())
    ]


def _unlike(published: pd.DataFrame, again: pd.DataFrame) -> int:
    """Return how many rows stand on one side only, whatever run made them."""
    one, other = (side.drop(columns="run_id").astype("str").fillna("") for side in (published, again[list(published.columns)]))
    counts = one.value_counts().sub(other.value_counts(), fill_value=0)
    return int(max(counts.clip(lower=0).sum(), (-counts).clip(lower=0).sum()))


def _notes(published: pd.DataFrame, again: pd.DataFrame) -> tuple[str, ...]:
    """Say what today's runs depend on that those published did not, each once with the notebooks concerned."""
    keys = ["business_unit", "notebook"]
    now = {tuple(row[key] for key in keys): row for row in again.to_dict(orient="records")}
    said: dict[str, int] = {}
    for row in published.to_dict(orient="records"):
        today = now.get(tuple(row[key] for key in keys))
        found: Dependences | None = differences(row, today) if today else None
        for reason in found.reasons if found else ("not computed again",):
            said[reason] = said.get(reason, 0) + 1
    return tuple(f"since publication {reason} ({count} of {len(published)} results)" for reason, count in sorted(said.items()))
