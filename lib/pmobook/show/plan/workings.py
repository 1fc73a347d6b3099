"""How the plan was made, in words and figures that can be checked by hand."""

from __future__ import annotations

from pmobook.assess.plan.assessment import PlanAssessment
from pmobook.language import say
from pmobook.method.improvement_plan import PlanMethod
from pmobook.show.exhibit import Exhibit, paragraph, stack
from pmobook.show.figures import measured, person_days, share_as_percent

__all__ = ["how_planned"]


def how_planned(assessment: PlanAssessment, method: PlanMethod) -> Exhibit:
    """Say what an action is worth, how sure that is, and how those that fit were chosen."""
    worth, sure = method.worth, method.certainty
    act, watch, further, most = (measured(one.value) for one in (worth.act, worth.watch, worth.further, worth.further_most))
    level, spend, loss = (measured(one.value) for one in (worth.level, worth.alignment, worth.exposure))
    benefit, cost, finish, start, people = (
        measured(one.value) for one in (worth.benefit, worth.cost, worth.finish, worth.start, worth.people)
    )
    low, high = (share_as_percent(one.value) for one in (sure.effort_low, sure.effort_high))
    effort = say("not known") if assessment.effort_days is None else person_days(assessment.effort_days)
    sentences = (
        assessment.gathered.words,
        say("Findings of the same matter about the same subject become one action, whichever notebook raised them."),
        say(
            "An action is worth {act} points if one of its findings needs a decision and {watch} if "
            "the severest needs attention.",
            act=act,
            watch=watch,
        ),
        say(
            "Each further finding that asks for either adds {further} of that, up to {most} of them.", further=further, most=most
        ),
        say(
            "To this come points for the size of what it should move within its kind; figures of "
            "different kinds are never added up."
        ),
        say(
            "A level of the overall score adds {level} points, all spend moved to where weights want it {spend}.",
            level=level,
            spend=spend,
        ),
        say(
            "A loss in bad cases as large as the tolerance adds {loss}, all benefits planned in a unit of measure {benefit}.",
            loss=loss,
            benefit=benefit,
        ),
        say(
            "All budgets of projects add {cost}, a year of an earlier finish {finish}, of an earlier start {start}.",
            cost=cost,
            finish=finish,
            start=start,
        ),
        say(
            "A person-year that is no longer lacking adds {people}. A measure's gain adds nothing: measures share no scale.",
            people=people,
        ),
        say(
            "Effort is typical for a PMO of three to ten people, or as the form says: {low} of it if easy, {high} if not.",
            low=low,
            high=high,
        ),
        say("Effects are estimates; where none can be computed, none is stated."),
        say("The effort for the next quarter is {effort}. What is agreed or under way takes its part first.", effort=effort),
        say(
            "Of all sets of the others that fit, the one worth most is taken, with whatever its "
            "actions need: no better set exists."
        ),
    )
    return stack(*map(paragraph, sentences))
