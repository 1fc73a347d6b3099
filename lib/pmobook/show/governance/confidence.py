"""Confidence against evidence: how each owner rates a project beside what its figures imply."""

from __future__ import annotations

from typing import Any

import pandas as pd

from pmobook.assess.governance import GovernanceAssessment
from pmobook.assess.tables import records_of
from pmobook.language import said_later, say, word
from pmobook.show.axis import name_axis, row_height, wrapped
from pmobook.show.chart import chart
from pmobook.show.exhibit import Exhibit, paragraph, stack
from pmobook.show.figures import is_missing
from pmobook.show.status import Kind, confidence_mark, status_mark
from pmobook.show.style import COLOURS
from pmobook.show.table import Column, table
from pmobook.show.words import counted
from pmobook.vocabulary import NOT_ASSESSED, Confidence

__all__ = ["AGREEMENT_KINDS", "confidence_against_evidence"]

AGREEMENT_KINDS: dict[str, Kind] = {
    "optimistic": "act", "agrees": "good", "pessimistic": "watch", NOT_ASSESSED: "not assessed",
}  # fmt: skip
"""How an owner's rating lies beside the evidence."""

_SHORT = {
    "red": said_later("Red"),
    "amber/red": said_later("Amber/red"),
    "amber": said_later("Amber"),
    "amber/green": said_later("Amber/green"),
    "green": said_later("Green"),
}
_OWNER, _EVIDENCE = said_later("owner's rating"), said_later("what the evidence implies")


def confidence_against_evidence(governance: GovernanceAssessment) -> Exhibit:
    """Draw both ratings of every project that has both, furthest apart first; every project and why stand in the table."""
    rows = governance.governance_status
    if rows.empty:
        return paragraph(say("Confidence is not assessed: the form projects was not handed in."))
    ordered = rows.assign(order=rows["difference"].fillna(-99).astype("int64")).sort_values(
        "order", ascending=False, kind="stable"
    )
    figures = _figures(ordered)
    both = ordered.loc[ordered["difference"].notna()]
    if both.empty:
        return stack(paragraph(say("No project has both a rating of its owner and enough evidence to compare it with.")), figures)
    left = len(rows) - len(both)
    more = say(" {project} can't be compared and stand in the table.", project=counted(left, "project")) if left else ""
    counts = both["agreement"].value_counts()
    said = ", ".join(f"{counts[one]} {word(one)}" for one in AGREEMENT_KINDS if counts.get(one, 0))
    return chart(
        _drawing(both),
        say(
            "Owner's rating beside the evidence for {project}: {said}.{more}",
            project=counted(len(both), "project"),
            said=said,
            more=more,
        ),
        figures,
    )


def _drawing(both: pd.DataFrame) -> dict[str, Any]:
    rows = [
        {"name": wrapped(str(row["title"] or row["project_id"])), "owner": Confidence(row["owner_rating"]).rank,
         "implied": Confidence(row["implied_rating"]).rank, "word": _word(row)}
        for row in records_of(both)
    ]  # fmt: skip
    dots = [
        {"name": row["name"], "at": row[side], "what": what, "size": size}
        for row in rows
        for side, what, size in (("implied", say(_EVIDENCE), 330), ("owner", say(_OWNER), 110))
    ]
    names = [str(row["name"]) for row in rows]
    y = name_axis("name", names)
    labels = " : ".join(f"datum.value === {one.rank} ? '{say(_SHORT[one])}'" for one in Confidence) + " : ''"
    x = {"field": "at", "type": "quantitative", "title": None, "scale": {"domain": [-0.25, 6.6]},
         "axis": {"values": [0, 1, 2, 3, 4], "labelExpr": labels, "orient": "top"}}  # fmt: skip
    kinds = {"domain": [say(_OWNER), say(_EVIDENCE)]}
    legend = {"title": None, "orient": "bottom", "labelLimit": 300}
    return {
        "width": 500,
        "height": {"step": row_height(names)},
        "layer": [
            {"data": {"values": rows}, "mark": {"type": "rule", "strokeWidth": 3, "color": "#B9C4D1"},
             "encoding": {"y": y, "x": {**x, "field": "implied"}, "x2": {"field": "owner"}}},
            # The diamond is larger than the circle, so that both are seen where they agree.
            {"data": {"values": dots}, "mark": {"type": "point", "filled": True, "opacity": 1},
             "encoding": {"y": y, "x": x,
                          "size": {"field": "size", "type": "quantitative", "scale": None, "legend": None},
                          "color": {"field": "what", "type": "nominal", "legend": legend,
                                    "scale": {**kinds, "range": [COLOURS["first"], COLOURS["fourth"]]}},
                          "shape": {"field": "what", "type": "nominal", "legend": legend,
                                    "scale": {**kinds, "range": ["circle", "diamond"]}}}},
            {"data": {"values": rows}, "mark": {"type": "text", "align": "left", "fontSize": 13, "color": COLOURS["ink"]},
             "encoding": {"y": y, "x": {"datum": 4.2, "type": "quantitative", "scale": x["scale"]}, "text": {"field": "word"}}},
        ],
    }  # fmt: skip


def _word(row: dict[str, Any]) -> str:
    apart = abs(int(row["difference"]))
    found = word(str(row["agreement"]))
    return found if not apart else f"{found}, {counted(apart, 'band')}"


def _figures(rows: pd.DataFrame) -> Exhibit:
    columns = [
        Column("title", say("Project")),
        Column("owner_rating", say("Owner"), form=confidence_mark, is_html=True),
        Column("implied_rating", say("Evidence"), form=confidence_mark, is_html=True),
        Column("agreement", say("Owner is"), form=_agreement, is_html=True),
        Column("reason", say("Why the evidence implies that")),
        Column("quarters_unchanged", say("Rated so for"), "right", _stood, hide_on_phone=True),
        Column("is_stale", say("Stale"), form=_stale, hide_on_phone=True),
    ]
    note = say(
        "Optimistic: the owner rates the project higher than its figures bear. Stale: the rating "
        "stood while the finish or the cost moved."
    )
    return table(rows, columns, say("Confidence against evidence"), note)


def _agreement(value: object) -> str:
    word = str(value) if not is_missing(value) else NOT_ASSESSED
    return status_mark(AGREEMENT_KINDS[word], word)


def _stood(value: object) -> str:
    return NOT_ASSESSED if is_missing(value) else counted(int(value), "quarter")  # type: ignore[call-overload]


def _stale(value: object) -> str:
    return NOT_ASSESSED if is_missing(value) else "yes" if value else "no"
