"""How a measure was defined in earlier packs: a change of what it counts, or of which way is better, breaks its course."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from pmobook.assess.tables import rows_of, text_of

__all__ = ["Redefined", "comparable_values", "redefinitions"]


@dataclass(frozen=True)
class Redefined:
    """A measure whose definition differs from an earlier pack's.

    Attributes
    ----------
    measure_id
        Its id.
    column
        ``unit_of_measure`` or ``better``.
    before, after
        As written in the last pack before the change, and now.
    last, since
        The last pack (a quarter) with the old definition, and the first with the one that holds now.
    """

    measure_id: str
    column: str
    before: str
    after: str
    last: str
    since: str


def redefinitions(measures: pd.DataFrame, definitions: pd.DataFrame | None) -> list[Redefined]:
    """Find measures that count something else, or go the other way, than in an earlier pack.

    Parameters
    ----------
    measures
        The form measures of the quarter's pack.
    definitions
        The form measures of every pack up to the quarter, with ``reported_in``. None: nobody looked.

    Notes
    -----
    Letter case and spaces make no difference; an empty cell says nothing. The latest change counts.
    """
    if definitions is None or definitions.empty:
        return []
    ordered = definitions.sort_values("reported_in", kind="stable")
    told: dict[str, list[tuple[str, str, str]]] = {}
    for measure, pack, unit, better in rows_of(ordered, "measure_id", "reported_in", "unit_of_measure", "better"):
        told.setdefault(str(measure), []).append((str(pack), text_of(unit), text_of(better)))
    found = []
    for measure, *now in rows_of(measures, "measure_id", "unit_of_measure", "better"):
        for place, column in enumerate(("unit_of_measure", "better")):
            course = [(pack, cells[place]) for pack, *cells in told.get(str(measure), ()) if cells[place].strip()]
            one = _latest_change(course, text_of(now[place]))
            if one is not None:
                found.append(Redefined(str(measure), column, *one))
    return found


def _latest_change(course: list[tuple[str, str]], now: str) -> tuple[str, str, str, str] | None:
    since = ""
    for pack, text in reversed(course):
        if _plain(text) != _plain(now):
            return (text, now, pack, since) if since and now.strip() else None
        since = pack
    return None


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())


def comparable_values(history: pd.DataFrame, redefined: list[Redefined]) -> pd.DataFrame:
    """Leave out values that were reported before a measure's unit of measure changed."""
    since = {one.measure_id: one.since for one in redefined if one.column == "unit_of_measure"}
    if not since:
        return history
    first = history["measure_id"].map(since)
    return history[first.isna() | (history["reported_in"] >= first)]
