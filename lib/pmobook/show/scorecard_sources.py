"""Where a scorecard's figures come from: publication, runs, versions, and whose data they are."""

from __future__ import annotations

import html

import pandas as pd

from pmobook.inputs.engagement import Engagement
from pmobook.language import say
from pmobook.show.exhibit import Exhibit
from pmobook.show.figures import date
from pmobook.show.table import Column, table
from pmobook.vocabulary import Quarter

__all__ = ["sources"]


def sources(engagement: Engagement, runs: pd.DataFrame, quarter: Quarter) -> Exhibit:
    """Show what a page's figures can be traced by.

    Parameters
    ----------
    engagement
        For the names of its business units and the line that its data's licence asks for.
    runs
        Table of runs, narrowed to what the page shows.
    quarter
        The quarter of the page.
    """
    attribution = engagement.parameters.attribution
    owed = f'<p class="pmo-attribution">{html.escape(attribution)}</p>' if attribution else ""
    recorded = runs[runs["status"].isin(["ran", "kept"])]
    if recorded.empty:
        return Exhibit(
            f'<div class="pmo-sources"><p>{say("{quarter}: nothing has been published.", quarter=quarter)}</p>{owed}</div>'
        )
    latest = (
        recorded.sort_values("publication", kind="stable")
        .drop_duplicates(["business_unit", "notebook"], keep="last")
        .sort_values(["business_unit", "notebook"])
    )
    units = {key: unit.name for key, unit in engagement.business_units.items()}
    listed = table(
        latest.assign(name=latest["business_unit"].map(lambda key: units.get(key, key))),
        [
            Column("name", say("Business unit")),
            Column("notebook", say("Notebook")),
            Column("publication", say("Publication"), align="right"),
            Column("run_id", say("Run")),
            Column("library_version", say("Version"), align="right"),
        ],
        say("Runs behind this page"),
        caption_shown=False,
    )
    number = int(latest["publication"].max())
    finished = pd.to_datetime(latest["finished_at"]).max()
    when = "" if pd.isna(finished) else say(" of {finished}", finished=date(finished))
    said = say(
        "{name}, {quarter}. Publication {number}{when}. Figures are drawn from recorded results; what nobody rated or measured "
        "reads “not assessed” and counts for nothing.",
        name=engagement.parameters.organisation,
        quarter=quarter,
        number=number,
        when=when,
    )
    return Exhibit(
        f'<div class="pmo-sources"><p>{html.escape(said)}</p>{owed}'
        f"<details><summary>{say('Show the runs behind this page')}</summary>{listed.html}</details></div>"
    )
