"""Write a published roadmap as a file: the picture as SVG, or its rows as CSV."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from pmobook.assess.roadmap import enterprise_roadmap, horizon_of
from pmobook.errors import PmobookError
from pmobook.inputs.engagement import Engagement
from pmobook.method.roadmap import roadmap_method
from pmobook.record.store import open_store
from pmobook.show.roadmap import Plan, roadmap_csv, roadmap_svg
from pmobook.vocabulary import Quarter, quoted

__all__ = ["write_roadmap"]

_TABLES = ("roadmap", "roadmap_links", "roadmap_marks")


def write_roadmap(engagement: Engagement, place: Path, business_unit: str | None = None, quarter: Quarter | None = None) -> str:
    """Write the roadmap of a published quarter, and return a sentence that says what was written.

    Parameters
    ----------
    engagement
        With published results.
    place
        The file; its name ends in .svg or .csv, which says what it holds. One that is there already is replaced.
    business_unit
        Its id; the organisation's roadmap if not given.
    quarter
        The latest published if not given.

    Raises
    ------
    PmobookError
        If the file's name ends otherwise, there is no such business unit, or no roadmap is published.
    """
    kind = place.suffix.lower()
    if kind not in {".svg", ".csv"}:
        message = f"The file {quoted(place.name)} must end in .svg (the picture) or .csv (its rows)."
        raise PmobookError(message)
    name = engagement.business_unit(business_unit).name if business_unit else engagement.parameters.organisation
    plan, chosen = _published(engagement, business_unit, quarter)
    title = f"Roadmap {name} {chosen}"
    # A spreadsheet takes a file for UTF-8 by its first mark.
    text = roadmap_svg(plan, title) if kind == ".svg" else "\N{ZERO WIDTH NO-BREAK SPACE}" + roadmap_csv(plan)
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(text.encode("utf-8", "replace"))
    return f"wrote {place}: {title}, {len(plan.projects)} project{'' if len(plan.projects) == 1 else 's'}."


def _published(engagement: Engagement, business_unit: str | None, quarter: Quarter | None) -> tuple[Plan, Quarter]:
    store = open_store(engagement.folder)
    chosen = quarter or max(store.quarters(), default=None)
    if chosen is None or chosen not in store.quarters():
        message = f"Nothing is published{f' for {chosen}' if chosen else ''}. Assess the business units first: pmobook run"
        raise PmobookError(message)
    rows, links, marks = (_of(store.table(name, chosen), business_unit) for name in _TABLES)
    if rows.empty:
        of = f" of {business_unit}" if business_unit else ""
        message = f"No roadmap{of} is published for {chosen}. The notebook 60_resources records it: pmobook run"
        raise PmobookError(message)
    money = engagement.parameters.money
    if business_unit:
        return Plan(rows, links, marks, horizon_of(rows, marks, chosen, roadmap_method()), money), chosen
    whole = enterprise_roadmap(rows, links, marks, chosen)
    groups = tuple((key, unit.name) for key, unit in engagement.business_units.items())
    return Plan(whole.projects, whole.links, whole.marks, whole.horizon, money, groups), chosen


def _of(rows: pd.DataFrame, business_unit: str | None) -> pd.DataFrame:
    return rows if business_unit is None else rows.loc[rows["business_unit"] == business_unit].reset_index(drop=True)
