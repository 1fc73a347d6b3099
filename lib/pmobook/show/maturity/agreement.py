"""How far raters agree, in figures and in words."""

from __future__ import annotations

import html

import pandas as pd

from pmobook.assess.agreement import label_agreement
from pmobook.assess.maturity import MaturityAssessment
from pmobook.assess.tables import OVERALL
from pmobook.language import said_later, say
from pmobook.show.blank_columns import without_blank
from pmobook.show.exhibit import Exhibit, paragraph, stack
from pmobook.show.figures import is_missing, number
from pmobook.show.maturity.names import WHOLE, area_titles
from pmobook.show.score_figures import interval_text
from pmobook.show.table import Column, table

__all__ = ["agreement"]

_STATISTICS = {
    "krippendorff_alpha": (
        said_later("Krippendorff's alpha (ordinal)"),
        "krippendorff_alpha",
        said_later("Could other raters be asked and the same result expected? 1 is perfect, 0 is chance."),
    ),
    "icc_2_1": (
        said_later("Intraclass correlation ICC(2,1)"),
        "intraclass_correlation",
        said_later("How far one rater alone tells the capabilities apart as the others do."),
    ),
    "icc_2_k": (
        said_later("Intraclass correlation ICC(2,k)"),
        "intraclass_correlation",
        said_later("How far the mean of all raters tells the capabilities apart."),
    ),
    "r_wg_j": (
        said_later("Within-group agreement r_wg(j)"),
        "within_group_agreement",
        said_later("How close the raters' levels are, beside ratings given at random."),
    ),
    "cronbach_alpha": (
        said_later("Cronbach's alpha"),
        "",
        said_later("How far the capabilities move together from rater to rater."),
    ),
}
"""Statistic to its name, whose words it takes, and what it asks."""


def agreement(maturity: MaturityAssessment) -> Exhibit:
    """Show how far raters agree: over all capabilities, and on request by focus area."""
    found = maturity.sureness.agreement
    if found.empty:
        return paragraph(say("Agreement is not assessed: nobody rated anything."))
    note = say(
        "Raters can agree closely on levels (within-group agreement) and yet not on which "
        "capability is better (alpha, intraclass correlation), where all capabilities stand at "
        "much the same level. An intraclass correlation needs at least two raters who rated "
        "everything."
    )
    areas = area_titles(maturity.question.model)
    folded = "".join(
        f"<details><summary>{html.escape(title)}</summary>{_table(found, area, title, '').html}</details>"
        for area, title in areas.items()
        if area != OVERALL
    )
    return stack(_table(found, OVERALL, say(WHOLE), note), Exhibit(folded))


def _table(found: pd.DataFrame, area: str, title: str, note: str) -> Exhibit:
    rows = found.loc[found["area_id"] == area]
    words = [
        "" if not _STATISTICS[one][1] or is_missing(value) else label_agreement(_STATISTICS[one][1], value)
        for one, value in zip(rows["statistic"], rows["value"], strict=True)
    ]
    shown = rows.assign(
        name=[say(_STATISTICS[one][0]) for one in rows["statistic"]],
        asks=[say(_STATISTICS[one][2]) for one in rows["statistic"]],
        word=words,
        interval=[interval_text(low, high, 5) for low, high in zip(rows["low"], rows["high"], strict=True)],
        people=[say("too few to show") if is_missing(one) else number(one) for one in rows["raters"]],
    )
    columns = [
        Column("name", say("Statistic")),
        Column("value", say("Value"), "right", lambda value: number(value, 2)),
        Column("interval", say("Interval"), "right"),
        Column("word", say("In words")),
        Column("people", say("Raters"), "right", hide_on_phone=True),
        Column("asks", say("What it asks"), hide_on_phone=True),
        Column("note", say("Note")),
    ]
    return table(shown, without_blank(shown, columns, "note"), title, note)
