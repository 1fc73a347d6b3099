"""Findings, actions and runs as tables."""

from __future__ import annotations

import pandas as pd

from pmobook.assess.plan.enterprise import enterprise_plan
from pmobook.export.content import Cell, Column, Table
from pmobook.export.making import Made, codes, day, figure, made_table, status, words
from pmobook.language import say, word
from pmobook.show.figures import is_missing, measured, money
from pmobook.show.scorecard_changes import ranked_findings
from pmobook.show.scorecard_context import Context
from pmobook.show.status import SEVERITY_KINDS
from pmobook.vocabulary import NOT_ASSESSED

__all__ = ["actions_table", "findings_table", "latest_runs", "runs_table"]

_SEVERITIES = {**SEVERITY_KINDS, NOT_ASSESSED: SEVERITY_KINDS["note"]}


def actions_table(context: Context, *, only_chosen: bool) -> Table:
    """Return improvement actions: by owner and day those that fit, or all of them by business unit and rank."""
    actions = context.now.actions
    rows = enterprise_plan(actions).chosen if only_chosen else actions.sort_values(["business_unit", "rank"], kind="stable")
    shown = rows.assign(unit=[context.names.get(unit, unit) for unit in rows["business_unit"].tolist()])
    all_of_them = [
        Made(Column(say("Fits"), "left", 0.7), lambda row: Cell(_yes_or_no(row["fits"]))),
        words(say("First step"), "first_step", 2.4, "none"),
        words(say("Why"), "why", 2.4, say("not said")),
    ]
    made = [
        words(say("Who"), "owner", 1.5, say("nobody is named")),
        day(say("By when"), "due_on", 1.2, say("no day given")),
        words(say("What"), "title", 3.0),
        words(say("Business unit"), "unit", 1.5),
        figure(say("Person-days"), "effort_days", measured),
        figure(say("Cost"), "cost", lambda value: money(value, context.money)),
        codes(say("Status"), "status", 1.0, "proposed"),
        *([] if only_chosen else all_of_them),
    ]
    empty = say("No improvement plan is recorded for this quarter.") if actions.empty else say("No action fits.")
    return made_table(say("Improvement actions"), shown, made, empty)


def _yes_or_no(value: object) -> str:
    return word(NOT_ASSESSED) if is_missing(value) else say("yes") if value else say("no")


def findings_table(context: Context) -> Table:
    """Return every finding of the quarter, the most severe first and of these the new ones."""
    rows = ranked_findings(context.findings(), tuple(SEVERITY_KINDS))
    shown = rows.assign(unit=[context.names.get(unit, unit) for unit in rows["business_unit"].tolist()])
    made = [
        words(say("Business unit"), "unit", 1.5),
        status(say("Severity"), "severity", _SEVERITIES, 1.0),
        Made(Column(say("New"), "left", 0.6), lambda row: Cell(word("new") if row["is_new"] else "")),
        words(say("Finding"), "sentence", 6.0),
        words(say("Owner"), "owner", 1.8, say("none named")),
        words(say("Notebook"), "notebook", 1.6),
        words(say("Id"), "finding_id", 2.0),
    ]
    return made_table(say("Findings"), shown, made, say("No findings are recorded for {quarter}.", quarter=context.quarter))


def latest_runs(runs: pd.DataFrame) -> pd.DataFrame:
    """Return the run behind each business unit's and notebook's figures."""
    recorded = runs[runs["status"].isin(["ran", "kept"])]
    latest = recorded.sort_values("publication", kind="stable").drop_duplicates(["business_unit", "notebook"], keep="last")
    return latest.sort_values(["business_unit", "notebook"], kind="stable")


def runs_table(context: Context) -> Table:
    """Return the runs behind the quarter's figures, with what identifies their inputs and their method."""
    rows = latest_runs(context.now.runs)
    shown = rows.assign(unit=[context.names.get(unit, unit) for unit in rows["business_unit"].tolist()])
    made = [
        words(say("Business unit"), "unit", 1.6),
        words(say("Notebook"), "notebook", 1.6),
        words(say("Run"), "run_id", 1.6),
        figure(say("Publication"), "publication", lambda value: str(int(float(str(value))))),
        day(say("Finished"), "finished_at", 1.4),
        words(say("Version"), "library_version", 0.8),
        words(say("Inputs"), "input_digest", 2.0),
        words(say("Method"), "method_digest", 2.0),
    ]
    return made_table(say("Runs"), shown, made, say("{quarter}: nothing has been published.", quarter=context.quarter))
