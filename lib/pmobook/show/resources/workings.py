"""How the balance of people was computed, in words that can be checked by hand."""

from __future__ import annotations

from pmobook.assess.resources.assessment import ResourcesAssessment
from pmobook.language import say
from pmobook.method.resources import ResourcesMethod
from pmobook.show.exhibit import Exhibit, paragraph, stack
from pmobook.show.figures import measured, number, period
from pmobook.show.resources.balance import UNASSESSED

__all__ = ["how_computed"]


def how_computed(assessment: ResourcesAssessment, method: ResourcesMethod) -> Exhibit:
    """Say how people and needs were compared, how people were handed out, how starts were found, and what was assumed."""
    if assessment.people is None:
        return paragraph(say(UNASSESSED))
    ahead = assessment.ahead
    sentences = [
        (
            say(
                "Looked ahead {look_ahead} months, from {first} to {last}; earlier months are history.",
                look_ahead=number(method.look_ahead.value),
                first=period(ahead.first),
                last=period(ahead.last),
            )
        ),
        (
            say(
                "To spare or lacking = people there less what projects need, by role and month; a "
                "surplus in one month mends no deficit in another."
            )
        ),
        say(
            "Handing out: in each month the first project takes what it needs of a role, the next what it needs of what is left."
        ),
        *_on_starts(assessment),
        *_on_fix(assessment, method),
        _on_wait(assessment),
        *assessment.notes,
    ]
    return stack(*(paragraph(sentence) for sentence in sentences if sentence))


def _on_starts(assessment: ResourcesAssessment) -> list[str]:
    found = assessment.starts.levelling if assessment.starts else None
    if found is None:
        return []
    said = say(
        "Start dates: the search looks for the least delay, in months times weight; of n "
        "projects still to begin the first in rank weighs n, the last 1."
    )
    return [
        said,
        say(
            "It found a delay of {found}; none below {bound} is possible ({status}).",
            found=measured(found.value),
            bound=measured(found.bound),
            status=found.status,
        ),
    ]


def _on_fix(assessment: ResourcesAssessment, method: ResourcesMethod) -> list[str]:
    if assessment.fix is None or not assessment.fix.is_priced:
        return []
    months = measured(method.fix.longest_delay.value)
    return [
        (
            say(
                "Cheapest way: people hired stay, and are paid, until the last month in which anybody is "
                "needed; contracts last a month; only projects that have not begun can start later, by "
                "up to {months} months, or be dropped.",
                months=months,
            )
        ),
        say("It is {status}.", status=assessment.fix.fix.status),
    ]


def _on_wait(assessment: ResourcesAssessment) -> str:
    rows = assessment.role_waits
    known = rows.loc[rows["utilisation"].between(0, 1, inclusive="neither")]
    if known.empty:
        return ""
    row = known.sort_values("utilisation", ascending=False, kind="stable").iloc[0]
    return say(
        "Wait of {role}: u^(√(2(m+1)) - 1) ÷ (m(1 - u)) times the mean of the squared "
        "variations, with u = {utilisation} in use and m = {people} people: {wait}.",
        role=row["role"],
        utilisation=number(row["utilisation"], 3),
        people=number(row["people"], 2),
        wait=number(row["wait"], 3),
    )
