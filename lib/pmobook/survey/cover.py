"""What the first sheet of a survey file says: what it is for, who sees what, how to answer, by when."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from pmobook.inputs.perspectives import NOT_STATED, perspective_titles
from pmobook.method.maturity import MaturityModel
from pmobook.survey.questionnaire import minutes_to_answer
from pmobook.vocabulary import NOT_ASSESSED, Quarter, day_in_words

__all__ = ["SurveyFile", "cover_texts"]


@dataclass(frozen=True)
class SurveyFile:
    """What one respondent's file is made of.

    Attributes
    ----------
    organisation, business_unit, business_unit_name, quarter
        What is rated, and when.
    code
        The respondent's id, or a random code in an anonymous survey.
    role
        What the respondent does; empty in an anonymous survey.
    perspective
        Id of the perspective whose questions are asked.
    anonymous
        Whether nobody may be able to tell who answered.
    minimum_group
        In an anonymous survey, the smallest number of people for whom a result is shown.
    asked, asked_in_group
        How many people get a file in the business unit, and how many of them one that states the same perspective.
    model
        What is asked.
    token
        By which the file is known when it comes back.
    issued_on, return_by
        The day it was made, and the last day it can come back.
    """

    organisation: str
    business_unit: str
    business_unit_name: str
    quarter: Quarter
    code: str
    role: str
    perspective: str
    anonymous: bool
    minimum_group: int
    asked: int
    asked_in_group: int
    model: MaturityModel
    token: str
    issued_on: dt.date
    return_by: dt.date

    @property
    def title(self) -> str:
        """The file's title."""
        return f"How mature is project management in {self.business_unit_name}?"


def cover_texts(file: SurveyFile) -> list[tuple[str, str]]:
    """Return the cover's paragraphs, each with its heading."""
    count = len(file.model.capability_ids)
    return [
        ("What it is for", (
            f"{file.organisation} assesses how its project management works in {file.business_unit_name}, for {file.quarter}. "
            "Your view of what happens in practice counts, not what is written in a manual. "
            f"The ratings show where to improve ({file.model.title}, version {file.model.version}).")),
        ("How long it takes", (
            f"About {minutes_to_answer(file.model)} minutes for {count} ratings. You can save the file and go on later.")),
        ("Return it by", f"{day_in_words(file.return_by)}, to whoever sent it to you. Any file name will do."),
        ("Who sees what", _who_sees_what(file)),
        ("How to answer", (
            "On the sheet Answers, read what one would see at each level and choose the highest level that is true today as a "
            f"whole: type 0 to {file.model.highest_level}, or pick it from the list. Levels build on each other; between two, "
            f"take the lower one. Choose {NOT_ASSESSED} where you can't tell; that is an answer and never counts as zero. Please "
            "leave no rating blank. A comment helps: what does your rating rest on?")),
        ("By keyboard", (
            "On the sheet Answers, Tab goes from one answer to the next. Alt and the down arrow open the list. Only ratings and "
            "comments can be changed; that guards against slips and is no secret: there is no password.")),
    ]  # fmt: skip


def _who_sees_what(file: SurveyFile) -> str:
    if not file.anonymous:
        return (
            f"This survey is not anonymous. Your answers carry your id {file.code} and your role, {file.role}. Those who run the "
            "assessment can see what you answered; results may show single ratings and comments, by id and role."
        )
    if file.asked < file.minimum_group:
        shown = (
            f"No result is shown for fewer than {file.minimum_group} people. Only {file.asked} are asked here, so your answers "
            "won't be shown for this business unit alone."
        )
    else:
        shown = f"No result is shown for fewer than {file.minimum_group} people. {file.asked} are asked in this business unit."
    if file.perspective == NOT_STATED:
        group = "The file doesn't say what you do, because too few people do the same here."
    else:
        title = perspective_titles(file.model)[file.perspective]
        group = f"The file says that you are one of {file.asked_in_group} people asked as: {title}."
    return (
        f"This survey is anonymous. Your answers carry the random code {file.code} instead of you, and no list says who got "
        f"which code. {group} {shown} What this can't hide: whoever you send the file to sees that it came from you, and Excel "
        "may keep your name in the file (File > Info > Check for Issues > Inspect Document removes it). Comments are passed on "
        "word for word: write nothing in them that tells who you are."
    )
