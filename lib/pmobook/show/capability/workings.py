"""How skills were held against needs, in words that can be checked by hand."""

from __future__ import annotations

from pmobook.assess.capability.assessment import CapabilityAssessment
from pmobook.language import said_later, say
from pmobook.method.capability import CapabilityMethod
from pmobook.show.exhibit import Exhibit, paragraph, stack
from pmobook.show.words import counted

__all__ = ["how_skills_were_held_against_needs"]


_PERIODS = said_later(
    "Needs are compared month by month; a quarter or a financial year stands for each of its months, and a quarter shows its "
    "worst month."
)
_WITHIN_A_SKILL = said_later(
    "Within a skill the highest needs are served first, by people at that level or above; lower ones by whoever is left. One "
    "person can count for several skills, and fills one place of a skill at a time."
)
_ACROSS_SKILLS = said_later(
    "Across skills, people are assigned to needs so that as few as possible stay open (a maximum flow). What is missing beyond "
    "the gaps of the single skills is a collision."
)
_NOT_ASSESSED = said_later(
    "A level that is not assessed may be any, a need that is not assessed any number: figures that depend on it stand as from so "
    "many to so many, or at least so many."
)


def how_skills_were_held_against_needs(assessment: CapabilityAssessment, method: CapabilityMethod) -> Exhibit:
    """Say how needs were compared and met, what is hidden, and what was left out."""
    hidden = (
        say("The engagement allows single people to be shown.")
        if assessment.fewest <= 1
        else say("Nobody is named, and no count of fewer than {fewest} people of a role is shown.", fewest=assessment.fewest)
    )
    counted_people = counted(assessment.people, "person", "people")
    levels = counted(int(method.within_reach.value), "level")
    sentences = [
        say(
            "{counted_people} in the inventory. Needs of the {look_ahead:g} months after the quarter are looked at.",
            counted_people=counted_people,
            look_ahead=method.look_ahead.value,
        ),
        say(_PERIODS),
        say(_WITHIN_A_SKILL),
        say(_ACROSS_SKILLS),
        say("Trained is who stands at most {levels} below what is missing; the rest is hired, as few as will do.", levels=levels),
        _NOT_ASSESSED,
        hidden,
        *assessment.notes,
    ]
    return stack(*(paragraph(sentence) for sentence in sentences))
