"""Answers as rows of the form responses."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from pmobook.inputs.perspectives import NOT_STATED, perspective_titles
from pmobook.inputs.source_rows import FormRow
from pmobook.survey.anonymity import generalised
from pmobook.survey.matching import Known
from pmobook.survey.sorting import MatchedFile

__all__ = ["response_rows"]


def response_rows(known: Known, business_unit: str, files: Sequence[MatchedFile]) -> list[FormRow]:
    """Return the rows of a business unit's form responses, in order of the respondents' codes and of the model.

    After an anonymous survey, the column ``role`` holds the title of a perspective; ``not stated`` where too few of it
    answered to hide among each other, though enough may have been asked.

    Parameters
    ----------
    known
        The survey.
    business_unit
        Its id.
    files
        Files whose answers count, one for each respondent.
    """
    stated = generalised(
        Counter(one.entry.perspective for one in files if one.entry.is_anonymous),
        known.engagement.parameters.survey.minimum_group,
    )
    titles = {**perspective_titles(known.engagement.model(business_unit)), NOT_STATED: "not stated"}
    rows: list[FormRow] = []
    for one in sorted(files, key=lambda file: file.entry.code):
        entry = one.entry
        # A role in the list of respondents may have been corrected since the file was issued.
        role = titles[stated[entry.perspective]] if entry.is_anonymous else known.respondents[business_unit, entry.code].role
        rows += [
            FormRow("responses", business_unit, known.quarter, {
                "respondent_id": entry.code, "role": role, "capability_id": capability_id,
                "rating": answer.rating, "comment": _harmless(answer.comment),
            }, one.file.shown_as, answer.row)
            for capability_id, answer in one.answers.given.items()
        ]  # fmt: skip
    return rows


def _harmless(comment: str) -> str:
    """Return a comment so that no spreadsheet that opens the form takes it for a formula; forms are read without the space."""
    return f" {comment}" if comment.startswith(("=", "+", "-", "@")) else comment
