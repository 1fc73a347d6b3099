"""From one quarter to the next: which projects stayed, moved, entered and left, and how confidence moved."""

from __future__ import annotations

import math
from typing import Any

import pandas as pd

from pmobook.assess.portfolio_history.names import match_names
from pmobook.assess.tables import build, records_of
from pmobook.language import say
from pmobook.method.governance import HistoryMethod
from pmobook.vocabulary import NOT_ASSESSED, Confidence

__all__ = ["MOVES", "RATINGS", "moves_between", "transitions"]

MOVES = {
    "from_quarter": "str", "to_quarter": "str", "business_unit": "str", "project_id": "str", "title": "str", "fate": "str",
    "confidence_before": "str", "confidence_after": "str", "movement": "str", "other_business_unit": "str",
    "other_project_id": "str", "other_title": "str", "likeness": "float64", "note": "str",
}  # fmt: skip
"""Columns of the moves: fate is stayed, renamed, moved, likely the same, left or entered."""

RATINGS = (*(str(one) for one in Confidence), NOT_ASSESSED)
"""Confidence from worst to best, then not assessed."""

_RANKS = {str(one): one.rank for one in Confidence}


def moves_between(before: pd.DataFrame, after: pd.DataFrame, method: HistoryMethod) -> pd.DataFrame:
    """Return what became of every project between two quarters.

    Parameters
    ----------
    before, after
        Rows of `project_quarters`, each of one quarter.
    method
        How alike names must be to be listed as likely the same.

    Notes
    -----
    One row a project of either quarter; two that are likely the same, or that moved, share one. A project is known by business
    unit and id. *Moved*: the same id left one business unit and entered one other. *Likely the same*: of what is left over, names
    of one business unit that are alike; they are listed and not joined. *Renamed*: the same id under another title.
    """
    old, new = _by_key(before), _by_key(after)
    quarters = {"from_quarter": _quarter(before), "to_quarter": _quarter(after)}
    rows = [_row(quarters, "stayed", old[key], new[key]) for key in old if key in new]
    left = {key: row for key, row in old.items() if key not in new}
    entered = {key: row for key, row in new.items() if key not in old}
    for one, other in _moved(left, entered):
        rows.append(_row(quarters, "moved", left.pop(one), entered.pop(other)))
    for one, other, alike in _likely(left, entered, method):
        rows.append(_row(quarters, "likely the same", left.pop(one), entered.pop(other), alike))
    rows += [_row(quarters, "left", row, None) for row in left.values()]
    rows += [_row(quarters, "entered", None, row) for row in entered.values()]
    return build(rows, MOVES)


Key = tuple[str, str]


def _by_key(rows: pd.DataFrame) -> dict[Key, dict[str, Any]]:
    return {(row["business_unit"], row["project_id"]): row for row in records_of(rows)}


def _quarter(rows: pd.DataFrame) -> str:
    return str(rows["quarter"].iloc[0]) if len(rows) else ""


def _moved(left: dict[Key, Any], entered: dict[Key, Any]) -> list[tuple[Key, Key]]:
    """Return pairs with the same id, where it is clear which became which."""
    ids: dict[str, tuple[list[Key], list[Key]]] = {}
    for side, keys in enumerate((left, entered)):
        for key in keys:
            ids.setdefault(key[1], ([], []))[side].append(key)
    return [(one[0], other[0]) for one, other in ids.values() if len(one) == 1 and len(other) == 1]


def _likely(left: dict[Key, Any], entered: dict[Key, Any], method: HistoryMethod) -> list[tuple[Key, Key, float]]:
    found = []
    for unit in sorted({key[0] for key in left} & {key[0] for key in entered}):
        names = [{key[1]: row["title"] for key, row in side.items() if key[0] == unit} for side in (left, entered)]
        pairs = match_names(names[0], names[1], method.likely_same_name.value, method.common_words)
        found += [((unit, one), (unit, other), alike) for one, other, alike in pairs]
    return found


def _row(
    quarters: dict[str, str], fate: str, old: dict[str, Any] | None, new: dict[str, Any] | None, alike: float = math.nan
) -> dict[str, Any]:
    own, other = (new or old or {}), (old if new is not None else None)
    before = NOT_ASSESSED if old is None else old["confidence"]
    after = NOT_ASSESSED if new is None else new["confidence"]
    renamed = fate == "stayed" and other is not None and own["title"] != other["title"]
    moved = other is not None and other["business_unit"] != own["business_unit"]
    return {
        **quarters,
        "business_unit": own["business_unit"],
        "project_id": own["project_id"],
        "title": own["title"],
        "fate": "renamed" if renamed else fate,
        "confidence_before": None if old is None else before,
        "confidence_after": None if new is None else after,
        "movement": "" if old is None or new is None else _movement(before, after),
        "other_business_unit": other["business_unit"] if other is not None and moved else "",
        "other_project_id": other["project_id"] if other is not None and other["project_id"] != own["project_id"] else "",
        "other_title": other["title"] if other is not None and other["title"] != own["title"] else "",
        "likeness": alike,
        "note": _note(fate, other, renamed=renamed),
    }


def _movement(before: str, after: str) -> str:
    if before not in _RANKS or after not in _RANKS:
        return "not comparable"
    steps = _RANKS[after] - _RANKS[before]
    return "better" if steps > 0 else "worse" if steps < 0 else "same"


def _note(fate: str, other: dict[str, Any] | None, *, renamed: bool) -> str:
    if other is None:
        return ""
    if renamed:
        return say("was called '{title}'", title=other["title"])
    if fate == "moved":
        return say("moved from {business_unit}, under the same id", business_unit=other["business_unit"])
    if fate == "likely the same":
        return say("likely '{title}' under another name, and not joined with it", title=other["title"])
    return ""


def transitions(moves: pd.DataFrame, fates: tuple[str, ...] = ("stayed", "renamed", "moved")) -> pd.DataFrame:
    """Return how many projects went from each confidence to each, from worst to best and not assessed last.

    Parameters
    ----------
    moves
        Rows of `moves_between`.
    fates
        Which to count.

    Returns
    -------
    DataFrame
        Confidence before (index) by confidence after (columns); every one is there, also where nothing went.
    """
    known = moves.loc[moves["fate"].isin(fates)]
    counts = pd.crosstab(
        pd.Categorical(known["confidence_before"], categories=list(RATINGS)),
        pd.Categorical(known["confidence_after"], categories=list(RATINGS)),
        dropna=False,
    )
    whole = counts.reindex(index=list(RATINGS), columns=list(RATINGS), fill_value=0).astype("int64")
    return whole.rename_axis(index="before", columns="after")
