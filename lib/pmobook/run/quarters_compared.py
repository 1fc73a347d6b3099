"""Two published quarters, or one quarter in two publications, held against each other with the causes of what differs."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from pmobook.assess.causes import name_causes
from pmobook.assess.compared_figures import KEYS, compared_figures
from pmobook.assess.dependences import Dependences, differences
from pmobook.assess.known_parts import parts_of_exposure, parts_of_share_met
from pmobook.assess.maturity.movement import movement_parts, score_movement
from pmobook.assess.maturity.question import MaturityQuestion, maturity_question
from pmobook.assess.tables import build
from pmobook.errors import PmobookError
from pmobook.inputs.engagement import Engagement
from pmobook.inputs.pack import read_pack
from pmobook.inputs.pool import POOL_COLUMNS
from pmobook.method.thresholds import thresholds
from pmobook.record.methods_kept import changed_files
from pmobook.record.store import Store, open_store
from pmobook.record.tables import TABLES
from pmobook.run.fingerprint import input_digest
from pmobook.run.method_of_day import method_of, standing_runs
from pmobook.run.recompute import recompute_tables
from pmobook.vocabulary import Quarter

__all__ = ["QuartersCompared", "compare_quarters"]


@dataclass(frozen=True)
class QuartersCompared:
    """Figures of two states and why they differ.

    Attributes
    ----------
    before, now
        The states as they were asked for: 2026Q2, or 2026Q3@5.
    figures
        See `pmobook.assess.causes.name_causes`.
    notes
        What a reader must know: business units that stand in one only, what could not be computed again.
    """

    before: str
    now: str
    figures: pd.DataFrame
    notes: tuple[str, ...]


@dataclass(frozen=True)
class _State:
    """A quarter as a store shows it."""

    store: Store
    quarter: Quarter
    runs: pd.DataFrame

    def tables(self, units: Collection[str]) -> dict[str, pd.DataFrame]:
        named = {name: self.store.table(name, self.quarter) for name in TABLES if name != "runs"}
        return {name: rows[rows["business_unit"].isin(list(units))].reset_index(drop=True) for name, rows in named.items()}


def compare_quarters(
    engagement: Engagement,
    before: str,
    now: str,
    *,
    business_units: Collection[str] | None = None,
    as_of: str | None = None,
    recompute: bool = False,
    notebook_folder: Path | None = None,
) -> QuartersCompared:
    """Hold two published quarters against each other and name the causes of every difference.

    Parameters
    ----------
    before, now
        Quarters such as ``2026Q2``; with ``@`` and a publication's number, day or moment as published then: ``2026Q3@5``.
    business_units
        Only these; all that have results in both if not given.
    as_of
        What is meant by a quarter without ``@``; the latest publication if not given.
    recompute
        Compute the quarter before again by the method of the one now, so that the method's part is known of every figure.

    Raises
    ------
    PmobookError
        If a state is not one, nothing is recorded for it, or no business unit has results in both.
    """
    latest = open_store(engagement.folder)
    latest = latest.at(as_of) if as_of else latest
    past, present = (_state(engagement, latest, text, business_units) for text in (before, now))
    one, other = set(past.runs["business_unit"]), set(present.runs["business_unit"])
    units = sorted(one & other)
    if not units:
        message = f"No business unit has results both for {before} and for {now}."
        raise PmobookError(message)
    notes = [f"{unit} has results for {before if unit in one else now} only and is not compared" for unit in sorted(one ^ other)]
    was, is_now = past.tables(units), present.tables(units)
    known = [_known_maturity(engagement, past, present, was, is_now, units)]
    ways = _ways(past, present, units)
    changed = {unit for (unit, _), way in ways.items() if way.way}
    for split, name in ((parts_of_share_met, "measure_status"), (parts_of_exposure, "risk_register")):
        known.append(split(*(rows[~rows["business_unit"].isin(changed)] for rows in (was[name], is_now[name]))))
    figures_before = compared_figures(was)
    if recompute and changed:
        found, failed = _method_parts(engagement, past, present, units, figures_before, notebook_folder)
        known.append(found)
        notes += failed
    parts = pd.concat([part for part in known if len(part)] or [pd.DataFrame(columns=KEYS)], ignore_index=True)
    figures = name_causes(figures_before, compared_figures(is_now), ways, _once(parts))
    return QuartersCompared(before, now, figures, tuple(notes))


def _state(engagement: Engagement, latest: Store, text: str, business_units: Collection[str] | None) -> _State:
    name, at, when = text.partition("@")
    store = open_store(engagement.folder).at(when) if at else latest
    quarter = Quarter.parse(name.strip())
    return _State(store, quarter, standing_runs(store, quarter, business_units))


def _once(parts: pd.DataFrame) -> pd.DataFrame:
    """Return one row a figure: what is known first counts, and what it leaves open is filled in."""
    return parts.groupby(KEYS, as_index=False, sort=True).first() if len(parts) else parts


def _ways(past: _State, present: _State, units: Collection[str]) -> dict[tuple[str, str], Dependences]:
    """Return business unit and notebook to what differs between the runs that stand in the two states."""
    every = [*past.runs["method_digest"].dropna(), *present.runs["method_digest"].dropna()]
    files = changed_files(present.store.results, every)
    earlier = {(row["business_unit"], row["notebook"]): row for row in past.runs.to_dict(orient="records")}
    later = {(row["business_unit"], row["notebook"]): row for row in present.runs.to_dict(orient="records")}
    return {key: differences(earlier[key], row, files) for key, row in later.items() if key in earlier and key[0] in units}


def _known_maturity(
    engagement: Engagement,
    past: _State,
    present: _State,
    was: dict[str, pd.DataFrame],
    is_now: dict[str, pd.DataFrame],
    units: Collection[str],
) -> pd.DataFrame:
    """Return what the packs tell of why scores moved, as far as they still say what the two runs read."""
    parts = []
    for unit in units:
        (one, one_same), (other, other_same) = (_question(engagement, state, unit) for state in (past, present))
        if one is None or other is None:
            continue
        if (one.policy.rule, one.policy.instrument) != (other.policy.rule, other.policy.instrument):
            continue
        movement = score_movement(one, other, thresholds().maturity.least_share_for_level.value)
        earlier, later = (_chosen(tables["area_scores"], unit) for tables in (was, is_now))
        found = movement_parts(unit, movement, {area: (earlier[area], later[area]) for area in earlier if area in later})
        if len(found) and not (one_same and other_same):
            found = found[found["method"] == 0]  # packs that changed since may still say the same of maturity
        parts.append(found)
    return pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=KEYS)


def _question(engagement: Engagement, state: _State, unit: str) -> tuple[MaturityQuestion | None, bool]:
    """Return what a maturity assessment rests on today, if it can be read, and whether that is what its run rested on."""
    own = state.runs[(state.runs["business_unit"] == unit) & (state.runs["notebook"] == "10_maturity")]
    try:
        same = bool(len(own)) and input_digest(engagement, unit, state.quarter) == own["input_digest"].iloc[0]
        return maturity_question(engagement, read_pack(engagement, unit, state.quarter), None, build((), POOL_COLUMNS)), same
    except (OSError, PmobookError):
        return None, False


def _chosen(area_scores: pd.DataFrame, unit: str) -> dict[str, float]:
    rows = area_scores[(area_scores["business_unit"] == unit) & area_scores["is_chosen_rule"].fillna(False).astype(bool)]
    return dict(zip(rows["area_id"], rows["score"].astype("float64"), strict=True))


def _method_parts(
    engagement: Engagement,
    past: _State,
    present: _State,
    units: Collection[str],
    figures_before: pd.DataFrame,
    notebook_folder: Path | None,
) -> tuple[pd.DataFrame, list[str]]:
    """Return the method's part of every figure of business units whose inputs are still those of the quarter before."""
    runs = past.runs[past.runs["business_unit"].isin(units)]
    method = method_of(present.runs[present.runs["business_unit"].isin(units)], present.quarter)
    again = recompute_tables(engagement, past.quarter, runs, method, notebook_folder=notebook_folder)
    keys = ["business_unit", "notebook"]
    today = {tuple(row[key] for key in keys): row for row in again.runs.to_dict(orient="records")}
    now = {tuple(row[key] for key in keys): row for row in present.runs.to_dict(orient="records")}
    usable, notes = set(), list(again.failed)
    for row in runs.to_dict(orient="records"):
        key = tuple(row[name] for name in keys)
        if key not in today or key not in now:
            continue
        if differences(row, today[key]).inputs:
            notes.append(f"{key[0]}, {key[1]}: the inputs of {past.quarter} have changed since it was published")
        elif differences(today[key], now[key]).way:
            notes.append(
                f"{key[0]}, {key[1]}: {present.quarter} was not made by today's code and notebook; the rest is not separated"
            )
        else:
            usable.add(key)
    both = figures_before.merge(compared_figures(again.tables)[[*KEYS, "value"]], on=KEYS, suffixes=("", "_again"))
    places = zip(both["business_unit"], both["notebook"], strict=True)
    both = both[np.array([place in usable for place in places], dtype=bool)]
    return both.assign(method=both["value_again"] - both["value"])[[*KEYS, "method"]].dropna(), notes
