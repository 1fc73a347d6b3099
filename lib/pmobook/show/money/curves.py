"""Cost curves: all projects under way together, then each on request."""

from __future__ import annotations

import html

from pmobook.assess.earned_value import MoneyAssessment
from pmobook.inputs.engagement_parameters import Money
from pmobook.language import say
from pmobook.show.exhibit import Exhibit, paragraph, stack
from pmobook.show.money.lines import COSTS_MISSING, LINES, curve_chart

__all__ = ["cost_curves"]


def cost_curves(assessment: MoneyAssessment, money_of: Money) -> Exhibit:
    """Draw planned value, earned value, actual cost and forecast added up over time."""
    if not assessment.projects:
        return paragraph(say(COSTS_MISSING))
    joint = assessment.joint
    if len(joint.curve) > 1:
        whole = stack(
            curve_chart(joint.curve, say("Projects under way together"), money_of, 560, 280),
            paragraph(
                say(
                    "Adds up {note}. Where earned value runs below cost, work is dearer than planned; below plan, later.",
                    note=joint.note,
                )
            ),
        )
    else:
        why = say("their money is of a single period, which makes no curve") if joint.members else joint.note
        whole = paragraph(say("The projects under way together: {why}.", why=why))
    under_way = {one.project_id for one in (*joint.members, *joint.left_out)}
    folded = [
        Exhibit(
            f'<details class="pmo-nested"><summary>{html.escape(one.title)}</summary>'
            f"{curve_chart(one.curve, one.title, money_of, 420, 190).html}</details>"
        )
        for one in assessment.projects
        if one.project_id in under_way and len(one.curve) > 1 and one.curve[list(LINES)].notna().any(axis=None)
    ]
    heads = [Exhibit(f"<h3>{say('Each project under way')}</h3>")] if folded else []
    return stack(whole, *heads, *folded)
