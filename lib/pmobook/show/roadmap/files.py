"""The roadmap as files for elsewhere: the picture as SVG, its rows as CSV, and links on the page that hold them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd

from pmobook.assess.tables import records_of
from pmobook.language import say
from pmobook.show.csv_file import as_csv
from pmobook.show.downloads import links_to_keep
from pmobook.show.exhibit import Exhibit
from pmobook.show.figures import is_missing
from pmobook.show.roadmap.drawing import picture_file
from pmobook.show.roadmap.layout import lay_out
from pmobook.show.roadmap.plan import Plan, plan_of
from pmobook.show.roadmap.words import description_of
from pmobook.vocabulary import slug

__all__ = ["download_links", "roadmap_csv", "roadmap_svg"]

_COLUMNS = (
    "row", "project_id", "title", "stage", "state", "sponsor", "category", "must_be_done", "planned_start", "planned_finish",
    "levelled_start", "levelled_finish", "months_later", "held_by", "other_project_id", "as_planned", "as_levelled", "mark",
    "planned_on", "levelled_on", "held_on", "owner", "amount", "unit_of_measure", "note",
)  # fmt: skip


def roadmap_svg(plan: Plan, title: str) -> str:
    """Return the picture as the text of an SVG file."""
    ready = plan_of(plan)
    return picture_file(lay_out(ready), ready.horizon.first, title, description_of(ready))


def roadmap_csv(plan: Plan) -> str:
    """Return a row for every project, then for every dependency, gate and benefit, as the text of a CSV file.

    The first column says what a row is: project, requires, gate, benefit begins or benefit in full. A text that a spreadsheet
    could take for a formula begins with an apostrophe; what is not assessed is empty.
    """
    return as_csv(_COLUMNS, ([_written(row.get(name)) for name in _COLUMNS] for row in _rows(plan_of(plan))))


def _rows(plan: Plan) -> Iterator[dict[str, Any]]:
    titles = dict(zip(plan.projects["project_id"], plan.projects["title"], strict=True))
    for row in records_of(plan.projects):
        amount = row["benefits_to_come"]
        unit = "" if is_missing(amount) else "money"
        must = "yes" if row["is_mandated"] else "no"
        yield {"row": "project", **row, "must_be_done": must, "amount": amount, "unit_of_measure": unit}
    for row in records_of(plan.links):
        # The days of a dependency are those of its projects, which have rows of their own.
        kept = {name: row[name] for name in ("project_id", "other_project_id", "as_planned", "as_levelled", "note")}
        yield {"row": "requires", "title": titles.get(row["project_id"], ""), **kept}
    for row in records_of(plan.marks):
        yield {"row": row["mark"], **row, "mark": row["subject"]}


def _written(value: Any) -> Any:  # noqa: ANN401 - a cell
    if is_missing(value):
        return ""
    return value.date().isoformat() if isinstance(value, pd.Timestamp) else value


def download_links(plan: Plan, title: str) -> Exhibit:
    """Show links that hold the picture and its rows, so that they can be kept without a server."""
    name = slug(title)
    files = (
        (f"{name}.svg", "image/svg+xml", say("Keep the picture (SVG)"), roadmap_svg(plan, title)),
        (f"{name}.csv", "text/csv", say("Keep the rows (CSV)"), "\N{ZERO WIDTH NO-BREAK SPACE}" + roadmap_csv(plan)),
    )
    return links_to_keep(files)
