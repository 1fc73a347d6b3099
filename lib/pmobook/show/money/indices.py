"""Indices in words first: what the work cost, where it stands in time, and what the project will then come to."""

from __future__ import annotations

import pandas as pd

from pmobook.assess.earned_value import MoneyAssessment, ProjectMoney
from pmobook.assess.earned_value.wording import cost_in_words, schedule_in_words
from pmobook.inputs.engagement_parameters import Money
from pmobook.language import said_later, say
from pmobook.show.blank_columns import without_blank
from pmobook.show.exhibit import Exhibit
from pmobook.show.figures import number, period, share_as_percent
from pmobook.show.money.lines import COSTS_MISSING, in_money
from pmobook.show.table import Column, table

__all__ = ["project_indices"]

_CAPTION = said_later("What work under way was worth")


def project_indices(assessment: MoneyAssessment, money_of: Money) -> Exhibit:
    """Show cost and schedule of each project under way in words, with the indices and the three estimates beside them."""
    joint = assessment.joint
    everyone = [*joint.members, *joint.left_out]
    if not assessment.projects:
        return table(pd.DataFrame({"title": []}), [Column("title", say("Project"))], say(_CAPTION), when_empty=say(COSTS_MISSING))
    rows = assessment.earned_value.set_index("project_id", drop=False)
    shown = rows.loc[[one.project_id for one in sorted(everyone, key=_worst_first)]]
    if len(joint.members) > 1:
        shown = pd.concat([shown, rows.loc[[""]].assign(title=say("All of these together"))])
    by_id = {one.project_id: one for one in everyone}
    said = shown.assign(
        cost=[cost_in_words(value) for value in shown["cost_index"]],
        time=[_time(by_id.get(project)) for project in shown["project_id"]],
    )
    amount = in_money(money_of)
    columns = [
        Column("title", say("Project")),
        Column("cost", say("Cost")),
        Column("time", say("Time")),
        Column("share_complete", say("Done"), "right", share_as_percent),
        Column("cost_index", say("CPI"), "right", _index),
        Column("schedule_index_time", say("SPI(t)"), "right", _index),
        Column("budget_at_completion", say("Budget"), "right", amount),
        Column("eac_typical", say("If it goes on so"), "right", amount),
        Column("eac_atypical", say("If the rest is as planned"), "right", amount, hide_on_phone=True),
        Column("eac_combined", say("If lateness costs too"), "right", amount, hide_on_phone=True),
        Column("forecast_total", say("Own forecast"), "right", amount),
        Column("to_complete_index", say("CPI needed"), "right", _index, hide_on_phone=True),
        Column("as_of", say("As of"), form=_period, hide_on_phone=True),
        Column("note", say("Note"), form=str),
    ]
    note = say(
        "CPI: what the work done was worth in the plan for each unit of money spent; below 1 is "
        "dearer than planned. SPI(t): how much of the plan's time is done for each month gone "
        "by; below 1 is late. CPI needed: for the rest to end within the budget. The three "
        "estimates of the final cost differ in what they assume of the rest."
    )
    when_empty = say("No project is under way.")
    found = table(said, without_blank(said, columns, "note", "as_of"), say(_CAPTION), note, when_empty=when_empty)
    return Exhibit(f'<div class="pmo-texts">{found.html}</div>')


def _worst_first(one: ProjectMoney) -> tuple[bool, float, str]:
    cpi = one.indices.cpi
    return pd.isna(cpi), 0.0 if pd.isna(cpi) else cpi, one.project_id


def _time(one: ProjectMoney | None) -> str:
    return say("each for itself") if one is None else schedule_in_words(one.schedule.spi_t, one.schedule.sv_t)


def _index(value: object) -> str:
    return number(value, 2)


def _period(value: object) -> str:
    return period(value) if value else "\N{EN DASH}"
