"""Why scores moved since earlier quarters, as it goes on record with the assessment itself."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping

import pandas as pd

from pmobook.assess.maturity.movement import score_movement
from pmobook.assess.maturity.question import MaturityQuestion
from pmobook.assess.tables import SCORE_MOVEMENTS, build, records_of
from pmobook.vocabulary import Quarter

__all__ = ["score_movements"]

_PLACES = 9


def score_movements(question: MaturityQuestion, least: float) -> pd.DataFrame:
    """Split the movement of every score since the latest answers before, and since those of a year before, into its causes.

    Parameters
    ----------
    question
        What the assessment rests on, with the forms of the earlier quarters.
    least
        The share, by weight, that must be assessed before a level is stated.

    Returns
    -------
    DataFrame
        The table ``score_movements``: what `pmobook.assess.maturity.movement.score_movement` says of each earlier quarter; no
        rows for a quarter whose pack is not there.
    """
    rows: list[dict[str, object]] = []
    for quarter, forms in _earlier(question):
        before = dataclasses.replace(
            question,
            responses=forms["responses"],
            practices=forms["practices"],
            evidence=forms["evidence"],
            last_day=quarter.last_day,
        )
        found = score_movement(before, question, least).round(_PLACES)
        rows += [{**row, "beside": str(quarter)} for row in records_of(found)]
    return build(rows, SCORE_MOVEMENTS)


def _earlier(question: MaturityQuestion) -> Iterator[tuple[Quarter, Mapping[str, pd.DataFrame]]]:
    """Give the earlier quarters with the forms of each, none of them twice."""
    year_before = Quarter.of(question.last_day).year_before
    if question.earlier and question.earlier_quarter:
        yield Quarter.parse(question.earlier_quarter), question.earlier
    if question.year_before and question.earlier_quarter != str(year_before):
        yield year_before, question.year_before
