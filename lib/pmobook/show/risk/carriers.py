"""What carries the exposure: drivers, categories, projects and single risks by their part of the bad cases."""

from __future__ import annotations

from typing import Any

import pandas as pd

from pmobook.assess.risk.assessment import RiskAssessment
from pmobook.assess.tables import records_of
from pmobook.inputs.engagement_parameters import Money
from pmobook.language import said_later, say, word
from pmobook.show.chart import POINTED, chart, pointed
from pmobook.show.exhibit import Exhibit, paragraph, stack
from pmobook.show.figures import money
from pmobook.show.risk.exposure import UNASSESSED
from pmobook.show.style import COLOURS
from pmobook.show.table import Column, table

__all__ = ["what_carries_it"]

_MOST_SHOWN = 10
_NAMES = {
    "driver": said_later("no common driver"),
    "category": said_later("no category"),
    "project": said_later("whole portfolio"),
}


def what_carries_it(assessment: RiskAssessment, money_of: Money) -> Exhibit:
    """Draw the risks that weigh most in bad cases, and list drivers, categories and projects beside their share."""
    if assessment.simulation is None or not len(assessment.simulation.risks.table):
        return paragraph(say(UNASSESSED))
    known = assessment.register.loc[assessment.register["in_bad_cases"].notna()]
    columns = [
        Column("title", say("Risk")),
        Column("driver", say("Driver"), form=lambda value: str(value) or say("none named"), hide_on_phone=True),
        Column("mean", say("Expected loss"), "right", lambda value: money(value, money_of)),
        Column("in_bad_cases", say("In bad cases"), "right", lambda value: money(value, money_of)),
    ]
    figures = table(known, columns, say("Every risk"))
    first = known.iloc[0]
    most, whole = money(first["in_bad_cases"], money_of), money(assessment.exposure.iloc[0]["cvar95"], money_of)
    said = say("'{title}' weighs most: {most} of {whole} in bad cases.", title=first["title"], most=most, whole=whole)
    return stack(chart(_drawing(known.head(_MOST_SHOWN), money_of), said, figures), _groups(assessment, money_of))


def _drawing(rows: pd.DataFrame, money_of: Money) -> dict[str, Any]:
    scale = "" if money_of.scale == "one" else f" {money_of.scale}"
    parts = (("in_bad_cases", say("in bad cases")), ("mean", "expected"))
    values = [
        {
            "risk": f"{row['risk_id']}  {_short(row['title'])}",
            "part": part,
            "amount": float(row[column]),
            "said": pointed(
                say("{title}, {part}: {amount}", title=row["title"], part=word(part), amount=money(row[column], money_of))
            ),
        }
        for row in records_of(rows)
        for column, part in parts
    ]
    order = list(dict.fromkeys(value["risk"] for value in values))
    colour = {"field": "part", "type": "nominal", "title": None, "legend": {"orient": "top"},
              "scale": {"domain": [say("in bad cases"), "expected"], "range": [COLOURS["first"], COLOURS["second"]]}}  # fmt: skip
    return {
        "width": 380,
        "height": {"step": 12},
        "data": {"values": values},
        "mark": {"type": "bar"},
        "encoding": {
            "y": {"field": "risk", "type": "nominal", "sort": order, "title": None, "axis": {"labelLimit": 320}},
            "yOffset": {"field": "part", "sort": [say("in bad cases"), "expected"]},
            "x": {
                "field": "amount",
                "type": "quantitative",
                "title": say("Loss ({currency}{scale})", currency=money_of.currency, scale=scale),
                "axis": {"tickCount": 5},
            },
            "color": colour,
            "description": POINTED,
        },
    }


def _short(title: str) -> str:
    return title if len(title) <= 36 else f"{title[:35].rstrip()}…"


def _groups(assessment: RiskAssessment, money_of: Money) -> Exhibit:
    rows = assessment.exposure.loc[assessment.exposure["grouping"].ne("total") & assessment.exposure["risks"].gt(0)]
    titles = dict(zip(assessment.register["project_id"], assessment.register["project"], strict=True))
    shown = rows.assign(
        named=[_named(*one, titles) for one in zip(rows["grouping"], rows["subject"], strict=True)],
        rank=rows["grouping"].map({"driver": 0, "category": 1, "project": 2}),
    ).sort_values(["rank", "in_bad_cases"], ascending=[True, False])
    columns = [
        Column("named", say("What they share")),
        Column("grouping", say("Kind"), form=str),
        Column("risks", say("Risks"), "right", str),
        Column("mean", say("Expected loss"), "right", lambda value: money(value, money_of)),
        Column("in_bad_cases", say("Part of the bad cases"), "right", lambda value: money(value, money_of)),
        Column("cvar95", say("Alone in its own bad cases"), "right", lambda value: money(value, money_of), hide_on_phone=True),
    ]
    note = say("Parts of the bad cases add up to the mean of the worst twentieth; what each could lose on its own does not.")
    return table(shown, columns, say("By driver, category and project"), note)


def _named(grouping: str, subject: str, titles: dict[str, str]) -> str:
    if not subject:
        return say(_NAMES[grouping])
    return titles.get(subject) or subject if grouping == "project" else subject
