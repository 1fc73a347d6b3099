"""Figures of tables of business units: each leads to the section of the business unit's page that it is made of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pandas as pd

from pmobook.show.scorecard_context import Context
from pmobook.show.table import Column

__all__ = ["leading_deeper"]


def leading_deeper(
    context: Context, rows: pd.DataFrame, columns: Sequence[Column], section: str
) -> tuple[pd.DataFrame, list[Column]]:
    """Let every figure of a table lead to its business unit's page, where it leads on to how it was scored.

    Parameters
    ----------
    context
        The page's.
    rows
        One business unit each, its id in the column business_unit.
    columns
        Those that stand on the right hold figures; the others stay as they are.
    section
        The section of the business unit's page.

    Returns
    -------
    tuple of DataFrame and list of Column
        Both as `pmobook.show.table.table` takes them.
    """
    units = rows["business_unit"].tolist()
    linked, shown = {}, []
    for column in columns:
        if column.align != "right":
            shown.append(column)
            continue
        cells = [column.cell(value) for value in rows[column.name].tolist()]
        links = [context.section_link(str(unit), section, cell) for unit, cell in zip(units, cells, strict=True)]
        linked[f"{column.name}_leads"] = pd.Series(links, index=rows.index, dtype="str")
        shown.append(replace(column, name=f"{column.name}_leads", form=None, is_html=True))
    return rows.assign(**linked), shown
