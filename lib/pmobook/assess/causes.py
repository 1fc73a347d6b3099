"""Why a figure differs between two quarters: the world, the evidence, the raters, the method; and what can't be told apart."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from pmobook.assess.compared_figures import KEYS
from pmobook.assess.dependences import Dependences
from pmobook.language import say

__all__ = ["CAUSES", "COMPARED", "cause_word", "name_causes", "telescope"]

CAUSES = ("world", "evidence", "raters", "method", "not_separated")
"""The parts of a difference. ``world``: what the forms of facts say, and what the same people say of the same things.
``evidence``: what was assessed or evidenced in one of the two only. ``raters``: who rated. ``method``: the method, the code, the
notebook or its parameters. ``not_separated``: what can't be told apart."""

COMPARED = (
    *KEYS[:2], "subject", "title", "figure", "unit_of_measure", "before", "now", "difference", *CAUSES, "before_said", "now_said",
    "cause", "note",
)  # fmt: skip
"""Columns of the comparison."""

_WORDS = {
    "world": "the world", "evidence": "the evidence", "raters": "the raters", "method": "the method",
    "not_separated": "not separated",
}  # fmt: skip
_EDGE = 1e-9
_BY_PEOPLE = "focus area"
"""Of these, as many raters may be other raters: only who they were tells."""


def telescope(before: Sequence[float], now: Sequence[float]) -> tuple[float, ...]:
    """Split a difference by narrowing what both sides rest on, step by step, to what they have in common.

    Parameters
    ----------
    before, now
        The figure from everything, then from less and less, last from the common core; as many on both sides.

    Returns
    -------
    tuple of float
        What each narrowing accounts for, in order, and last the difference over the core. They sum to
        ``now[0] - before[0]``. NaN where a figure is missing.

    Raises
    ------
    ValueError
        If there is nothing, or the two differ in length.

    Notes
    -----
    With figures f(0) from everything to f(k) from the core, the part of step i is
    ``(now[i] - now[i+1]) + (before[i+1] - before[i])``; the sum telescopes.

    Examples
    --------
    Five people rated 3.0 on average. The three who rate again said 3.2 then and say 3.5 now; with newcomers it is 3.1.

    >>> [round(part, 3) for part in telescope([3.0, 3.2], [3.1, 3.5])]
    [-0.2, 0.3]
    """
    if not before or len(before) != len(now):
        message = f"{len(before)} figures before and {len(now)} now; there must be as many of both, and at least one"
        raise ValueError(message)
    steps = [(now[i] - now[i + 1]) + (before[i + 1] - before[i]) for i in range(len(now) - 1)]
    return (*steps, now[-1] - before[-1])


def name_causes(
    before: pd.DataFrame,
    now: pd.DataFrame,
    ways: Mapping[tuple[str, str], Dependences],
    known: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Hold the figures of two quarters, or of one quarter in two publications, against each other and name the causes.

    Parameters
    ----------
    before, now
        What `pmobook.assess.compared_figures.compared_figures` returned of each.
    ways
        Business unit and notebook to what differs between the runs that the figures come from. Where one is missing, nobody
        knows by which method a figure was made.
    known
        What is known of the parts of single differences: the columns of ``KEYS``, ``world``, ``evidence``, ``raters``,
        ``method`` and ``note``; missing parts are not known.

    Returns
    -------
    DataFrame
        Columns of ``COMPARED``, one row a figure that stands in either. ``difference`` is now less before; missing if either
        is not assessed, or for words. The five parts sum to it. ``cause`` names the parts that are not zero, or why there is no
        difference to split.

    Notes
    -----
    The method's part is zero if nothing in the way from inputs to results differs, and all of the difference if only that
    does. Otherwise it must be known. The remainder is the world's, unless how much the figure rests on has changed:
    then it must be known what of it is the evidence's.
    """
    rows = _beside(before, now)
    if known is not None and len(known):
        rows = rows.merge(known.rename(columns={"note": "known_note"}), on=KEYS, how="left")
    for column in (*CAUSES, "known_note"):
        rows[column] = rows.get(column, np.nan)
    pairs = list(zip(rows["business_unit"], rows["notebook"], strict=True))
    found = [ways.get(pair) for pair in pairs]
    rows["way"] = [one is None or one.way for one in found]
    rows["same_inputs"] = [one is not None and not one.inputs and not one.gathered for one in found]
    reasons = [say("which runs made it is not known") if one is None else "; ".join(one.reasons_of_way) for one in found]
    rows["difference"] = rows["now"] - rows["before"]
    _split(rows)
    rows["cause"] = [_cause(row) for row in rows.to_dict(orient="records")]
    rows["_by_method"] = [one.startswith(("not separated", "the method")) for one in rows["cause"]]
    rows["note"] = [_note(row, why) for row, why in zip(rows.to_dict(orient="records"), reasons, strict=True)]
    return rows[list(COMPARED)].sort_values(KEYS, kind="stable", ignore_index=True)


def cause_word(part: str) -> str:
    """Return the words by which a cause names one of the parts of ``CAUSES``."""
    return _WORDS[part]


def _beside(before: pd.DataFrame, now: pd.DataFrame) -> pd.DataFrame:
    rows = before.merge(now, on=KEYS, how="outer", suffixes=("_before", "_now"), indicator=True)
    for column in ("title", "unit_of_measure", "notebook"):
        rows[column] = rows[f"{column}_now"].fillna(rows[f"{column}_before"])
    stands = rows["_merge"].astype("str").map({"both": "both", "left_only": "gone", "right_only": "came"})
    other_unit = (stands == "both") & (rows["unit_of_measure_before"] != rows["unit_of_measure_now"])
    return rows.rename(columns={"value_before": "before", "value_now": "now", "said_before": "before_said",
                                "said_now": "now_said"}).assign(
        stands=stands.mask(other_unit, say("measured otherwise")),
        before=lambda frame: frame["before"].mask(other_unit),
        same_coverage=(rows["coverage_before"] == rows["coverage_now"]) & (rows["about"] != _BY_PEOPLE),
    )  # fmt: skip


def _split(rows: pd.DataFrame) -> None:
    """Fill in the parts of every difference, so that they sum to it."""
    told = rows["difference"].notna()
    inputs = rows[["world", "evidence", "raters"]].notna().any(axis=1)
    method = rows["method"].where(~told | rows["method"].notna(), np.where(rows["way"], np.nan, 0.0))
    method = method.mask(rows["same_inputs"] & rows["way"] & rows["method"].isna(), rows["difference"])
    rest = (rows["difference"] - method).mask(rows["same_inputs"] & ~rows["way"])
    world = rows["world"].where(inputs, rest.where(rows["same_coverage"]))
    world = world.mask(rest.abs() <= _EDGE, rows["world"].fillna(0.0))
    rows["method"], rows["world"] = method, world
    parts = rows[["world", "evidence", "raters", "method"]].fillna(0.0)
    rows["not_separated"] = rows["difference"] - parts.sum(axis=1)
    rounding = rows["not_separated"].where(rows["not_separated"].abs() <= _EDGE, 0.0)
    rows["not_separated"] -= rounding
    parts["world"] += rounding
    for name, part in parts.items():
        rows[name] = part.where(told)


def _cause(row: Mapping[Any, Any]) -> str:
    stands, before, now = str(row["stands"]), row["before"], row["now"]
    if stands in {"came", "gone"}:
        return f"{_by_way(row)}: it {'is new' if stands == 'came' else 'is no more'}"
    if stands != "both":
        return stands
    if _is_text(row["before_said"]) or _is_text(row["now_said"]):
        if row["before_said"] == row["now_said"]:
            return "the same"
        return _by_way(row)
    if _is_missing(before) or _is_missing(now):
        both = _is_missing(before) and _is_missing(now)
        return (
            "not assessed" if both else "the evidence: no longer assessed" if _is_missing(now) else "the evidence: now assessed"
        )
    named = [words for name, words in _WORDS.items() if abs(float(row[name])) > _EDGE]
    return " and ".join(named) or "the same"


def _by_way(row: Mapping[Any, Any]) -> str:
    """Say where a change comes from that is no number: only one of inputs and method may have changed, or both."""
    return "the world" if not row["way"] else "the method" if row["same_inputs"] else "not separated"


def _note(row: Mapping[Any, Any], reasons: str) -> str:
    said = [row["known_note"]] if _is_text(row["known_note"]) else []
    differs = not _is_missing(row["difference"]) and abs(float(row["difference"])) > _EDGE
    if row["way"] and (differs or row["_by_method"]):
        said.append(reasons)
    if (
        differs
        and row["coverage_now"] != row["coverage_before"]
        and not _is_missing(row["not_separated"])
        and row["not_separated"]
    ):
        said.append(
            say(
                "it rests on {coverage_now}, before on {coverage_before}",
                coverage_now=row["coverage_now"],
                coverage_before=row["coverage_before"],
            )
        )
    return "; ".join(str(one) for one in said)


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value)


def _is_missing(value: object) -> bool:
    return not isinstance(value, int | float) or math.isnan(value)
