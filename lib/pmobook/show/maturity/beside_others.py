"""Where a PMO stands beside other organisations that contributed their scores."""

from __future__ import annotations

from pmobook.assess.maturity import MaturityAssessment
from pmobook.language import said_later, say
from pmobook.show.blank_columns import without_blank
from pmobook.show.exhibit import Exhibit, paragraph, stack
from pmobook.show.figures import is_missing, number, share_as_percent
from pmobook.show.maturity.names import area_titles, scale_maximum
from pmobook.show.score_figures import interval_text, score_text
from pmobook.show.table import Column, table

__all__ = ["beside_others"]

_GROUPS = {
    "everyone": "everybody",
    "sector": said_later("same sector"),
    "size": said_later("same size"),
    "sector and size": said_later("same sector and size"),
}


def beside_others(maturity: MaturityAssessment) -> Exhibit:
    """Show scores beside the median of comparable organisations; without a pool the sentence alone."""
    comparison = maturity.comparison
    said = paragraph(comparison.sentence)
    rows = comparison.areas
    if rows["median"].isna().all():
        return said
    maximum = scale_maximum(maturity)
    shown = rows.assign(
        area=rows["area_id"].map(area_titles(maturity.question.model)),
        interval=[interval_text(low, high, maximum) for low, high in zip(rows["low"], rows["high"], strict=True)],
        group=[say(_GROUPS.get(str(one), "")) for one in rows["group"]],
    )

    def written(value: object) -> str:
        return score_text(value, maximum)

    columns = [
        Column("area", say("Focus area")),
        Column("score", say("Own score"), "right", written),
        Column("median", say("Their median"), "right", lambda value: say("not shown") if is_missing(value) else written(value)),
        Column("interval", say("Its interval"), "right"),
        Column(
            "share_below",
            say("Below own score"),
            "right",
            lambda value: say("not shown") if is_missing(value) else share_as_percent(value),
        ),
        Column(
            "organisations", say("Organisations"), "right", lambda value: say("not shown") if is_missing(value) else number(value)
        ),
        Column("group", say("Compared with")),
        Column("note", say("Note")),
    ]
    note = say("Only scores of the same model, version, rule and kind of answers are compared.")
    return stack(said, table(shown, without_blank(shown, columns, "note"), say("Beside other organisations"), note))
