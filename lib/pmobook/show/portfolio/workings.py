"""How it was computed: each project's value from its impacts, and every limit, rule and assumption."""

from __future__ import annotations

import html

import pandas as pd

from pmobook.assess.portfolio import PortfolioAssessment
from pmobook.language import say
from pmobook.show.exhibit import Exhibit, paragraph, stack
from pmobook.show.figures import number, share_as_percent
from pmobook.show.portfolio.result import why_nothing
from pmobook.show.table import Column, table
from pmobook.show.words import counted, joined

__all__ = ["how_computed"]


def how_computed(portfolio: PortfolioAssessment) -> Exhibit:
    """Show the arithmetic of every project's value, one click each, and what the choice assumes."""
    problem = portfolio.problem
    notes = "".join(f"<li>{html.escape(note)}</li>" for note in problem.notes)
    assumed = (
        Exhibit(f"<h3>{say('What was assumed and left out')}</h3><ul>{notes}</ul>")
        if notes
        else paragraph(say("Nothing was left out."))
    )
    if problem.unassessed:
        return stack(why_nothing(portfolio), assumed)
    folded = [_project(portfolio, project) for project in problem.titles]
    return stack(_search(portfolio), Exhibit(f"<h3>{say('The value of each project')}</h3>"), *folded, assumed)


def _search(portfolio: PortfolioAssessment) -> Exhibit:
    best, problem = portfolio.judged.best, portfolio.problem
    kept = [(len(problem.limits), "limit"), (len(problem.mandates), "mandate"), (len(problem.links), "rule between projects")]
    plural = {"rule between projects": say("rules between projects")}
    parts = joined(counted(number_of, noun, plural.get(noun)) for number_of, noun in kept if number_of) or say("no limit")
    able = counted(len(problem.choosable), "project")
    rule = say(
        "Of the {able} whose cost is known, the set with the greatest sum of values that keeps {parts}.", able=able, parts=parts
    )
    if best is None:
        return paragraph(rule)
    most = say("If parts of projects could be done, {linear_bound} would be the most.", linear_bound=number(best.linear_bound, 2))
    return paragraph(say("{rule} Its value: {best}. {most}", rule=rule, best=number(best.value, 2), most=most))


def _project(portfolio: PortfolioAssessment, project: str) -> Exhibit:
    problem = portfolio.problem
    lowest, highest = float(problem.value_lowest[project]), float(problem.value_highest[project])
    total = (
        number(lowest, 3)
        if highest <= lowest
        else say("{lowest} to {highest}", lowest=number(lowest, 3), highest=number(highest, 3))
    )
    impacts = problem.value_by_goal.loc[project]
    rows = pd.DataFrame(
        {
            "goal": [problem.goals.get(str(goal)) or str(goal) for goal in problem.weights.index],
            "weight": problem.weights.to_numpy(),
            "impact": impacts.to_numpy(),
            "contribution": (problem.weights * impacts).to_numpy(),
        }
    )
    columns = [
        Column("goal", say("Goal")),
        Column("weight", say("Weight"), "right", lambda value: share_as_percent(value, 1)),
        Column("impact", say("Impact value"), "right", lambda value: number(value, 2)),
        Column("contribution", say("Weight times impact"), "right", lambda value: number(value, 3)),
    ]
    shown = table(rows, columns, say("Value of {named}: {total}", named=problem.named(project), total=total), caption_shown=False)
    head = html.escape(f"{problem.named(project)}: {total}")
    return Exhibit(f'<details class="pmo-nested"><summary>{head}</summary>{shown.html}</details>')
