"""What the appraisal rests on: practices met with valid evidence, findings and their status, and what does not count in full."""

from __future__ import annotations

import html
from typing import Any

import pandas as pd

from pmobook.assess.maturity import MaturityAssessment
from pmobook.assess.tables import each_row, records_of
from pmobook.language import said_later, say
from pmobook.show.axis import name_axis, row_height, wrapped
from pmobook.show.blank_columns import without_blank
from pmobook.show.chart import chart
from pmobook.show.exhibit import Exhibit, paragraph, stack
from pmobook.show.figures import number, share_as_percent
from pmobook.show.maturity.names import area_titles, capability_titles
from pmobook.show.table import Column, table
from pmobook.show.words import counted, joined

__all__ = ["evidence_coverage", "unsettled_findings"]

_MOST = 10
_PARTS = {
    said_later("met with valid evidence"): "#1B7F79",
    said_later("assessed otherwise"): "#8FA6C2",
    said_later("not assessed"): "#E4E8ED",
}


def evidence_coverage(maturity: MaturityAssessment) -> Exhibit:
    """Draw how many practices of each focus area are assessed and met with valid evidence, and say how far the findings are."""
    coverage = maturity.coverage
    if not coverage.findings:
        return paragraph(say("No practice is appraised: the form practices was not handed in."))
    rows = _by_area(maturity)
    if not rows["practices"].sum():
        return paragraph(_statuses(maturity))
    description = (
        say("Practices by focus area: ")
        + "; ".join(
            say(
                "{area} {evidenced} met with valid evidence, {assessed} assessed, {practices} in all",
                area=row.area,
                evidenced=row.evidenced,
                assessed=row.assessed,
                practices=row.practices,
            )
            for row in each_row(rows)
        )
        + "."
    )
    figures = stack(_table(rows, "area", say("Focus area")), _table(_by_capability(maturity), "capability", "Capability"))
    return stack(paragraph(_statuses(maturity)), chart(_drawn(rows), description, figures))


def _statuses(maturity: MaturityAssessment) -> str:
    coverage = maturity.coverage
    by_status = {status or say("without a status"): count for status, count in coverage.by_status.items() if count}
    order = ("validated", "submitted", "draft", "returned", say("without a status"))
    listed = joined(f"{by_status[one]} {one}" for one in order if one in by_status)
    counting = {
        "all": say("all of them count"),
        "submitted": say("those that are draft or returned do not count"),
        "validated": say("only validated ones count"),
    }[maturity.question.policy.counted]
    left_out = say(" {not_counted} left out.", not_counted=coverage.not_counted) if coverage.not_counted else ""
    capped = (
        say(" {capped} count as partly met only, because their evidence is missing or has expired.", capped=coverage.capped)
        if coverage.capped
        else ""
    )
    said = say(
        "{finding} on practices, {listed}: {counting}.",
        finding=counted(coverage.findings, "finding"),
        listed=listed,
        counting=counting,
    )
    return said + left_out + capped


def _by_area(maturity: MaturityAssessment) -> pd.DataFrame:
    model, coverage = maturity.question.model, maturity.coverage
    rows = []
    for area in model.areas:
        found = [coverage.of(one.capability_id) for one in area.capabilities]
        rows.append(
            {
                "area": area.title,
                "practices": sum(one.practices for one in found),
                "assessed": sum(one.assessed for one in found),
                "evidenced": sum(one.evidenced for one in found),
            }
        )
    return _with_share(pd.DataFrame(rows))


def _by_capability(maturity: MaturityAssessment) -> pd.DataFrame:
    rows = maturity.capability_scores
    return _with_share(
        pd.DataFrame(
            {
                "capability": rows["capability_id"].map(capability_titles(maturity.question.model)),
                "practices": rows["practices"],
                "assessed": rows["practices_assessed"],
                "evidenced": rows["practices_evidenced"],
            }
        )
    )


def _with_share(rows: pd.DataFrame) -> pd.DataFrame:
    practices = rows["practices"].astype("float64")
    return rows.assign(share=rows["evidenced"].astype("float64") / practices.where(practices > 0))


def _table(rows: pd.DataFrame, name: str, heading: str) -> Exhibit:
    columns = [
        Column(name, heading),
        Column("evidenced", say("Met with valid evidence"), "right", number),
        Column("assessed", say("Assessed"), "right", number),
        Column("practices", say("Practices that apply"), "right", number),
        Column("share", say("Met with evidence"), "right", share_as_percent),
    ]
    return table(rows, columns, say("Evidence by {heading}", heading=heading.lower()))


def _drawn(rows: pd.DataFrame) -> dict[str, Any]:
    values = []
    for row in records_of(rows):
        counts = (row["evidenced"], row["assessed"] - row["evidenced"], row["practices"] - row["assessed"])
        values += [
            {"area": wrapped(row["area"]), "part": say(part), "order": place, "practices": int(count)}
            for place, (part, count) in enumerate(zip(_PARTS, counts, strict=True))
        ]
    names = [wrapped(one) for one in rows["area"]]
    colour = {
        "field": "part",
        "type": "nominal",
        "title": None,
        "scale": {"domain": [say(part) for part in _PARTS], "range": list(_PARTS.values())},
        "legend": {"orient": "top", "labelLimit": 0, "columnPadding": 30},
    }
    place = {"field": "practices", "type": "quantitative", "title": say("Practices"), "axis": {"tickMinStep": 1}, "stack": "zero"}
    return {
        "width": 460,
        "height": {"step": row_height(names)},
        "data": {"values": values},
        "mark": {"type": "bar", "height": 20, "stroke": "#fff", "strokeWidth": 1},
        "encoding": {"y": name_axis("area", names), "x": place, "color": colour, "order": {"field": "order"}},
    }


def unsettled_findings(maturity: MaturityAssessment) -> Exhibit:
    """List practices whose finding does not count as it stands, then those that nobody has decided on; ten at once."""
    if not maturity.coverage.findings:
        return paragraph(say("There are no findings on practices to list."))
    workings, model = maturity.practice_workings, maturity.question.model
    titles, areas = capability_titles(model), area_titles(model)
    limited = workings.loc[workings["reason"] != ""]
    undecided = workings.loc[
        (workings["reason"] == "") & workings["share_met"].isna() & (workings["finding"] != "not applicable")
    ]
    shown = pd.concat([limited, undecided], ignore_index=True)
    if shown.empty:
        return paragraph(say("Every practice that applies has a finding, and every finding counts as it stands."))
    shown = shown.assign(
        capability=shown["capability_id"].map(titles),
        area=shown["area_id"].map(areas),
        finding=shown["finding"].replace("", "not assessed"),
        reason=shown["reason"].replace("", say("not assessed yet")),
    )
    first = _unsettled(shown.head(_MOST), say("Findings to settle"))
    if len(shown) <= _MOST:
        return first
    rest = _unsettled(shown.iloc[_MOST:], say("Further findings to settle"))
    summary = html.escape(say("Show {shown} more", shown=len(shown) - _MOST))
    return stack(first, Exhibit(f"<details><summary>{summary}</summary>{rest.html}</details>"))


def _unsettled(rows: pd.DataFrame, caption: str) -> Exhibit:
    columns = [
        Column("statement", say("Practice"), form=lambda value: str(value) or "The level as a whole"),
        Column("capability", say("Capability")),
        Column("instance", say("Looked at")),
        Column("level", say("Level"), "right", number),
        Column("finding", say("Finding")),
        Column("reason", say("Why it is not settled")),
        Column("evidence", say("Evidence"), hide_on_phone=True),
    ]
    return table(rows, without_blank(rows, columns, "evidence", "instance"), caption)
