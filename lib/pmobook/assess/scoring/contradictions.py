"""Answers that can't both stand: one person's second rating of the same thing, two decisions on one practice."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
import pandas as pd

from pmobook.errors import Problem

__all__ = ["find_contradictions"]

_THING = ["area", "capability", "level", "practice"]


def find_contradictions(answers: pd.DataFrame, where: Callable[[int], str]) -> Iterator[Problem]:
    """Find ratings given twice by one respondent, and decisions that differ.

    Parameters
    ----------
    answers
        Checked columns, one row a rating.
    where
        Names a row by its position.
    """
    named = (answers["respondent"] != "").to_numpy()
    again = answers.duplicated([*_THING, "instance", "respondent"]).to_numpy() & named
    for position in np.flatnonzero(again):
        respondent = answers["respondent"].iloc[position]
        thing = answers["practice"].iloc[position] or answers["capability"].iloc[position]
        yield Problem(
            where(int(position)), f"a second rating of {thing} by {respondent}", "one rating each", "Remove all but the last."
        )
    decided = answers.loc[answers["decision"].notna()]
    first = decided.groupby(_THING, dropna=False)["decision"].transform("first")
    differs = pd.Series(False, index=answers.index)
    differs.loc[decided.index] = decided["decision"] != first
    for position in np.flatnonzero(differs.to_numpy()):
        thing = answers["practice"].iloc[position] or answers["capability"].iloc[position]
        yield Problem(
            f"{where(int(position))}, column decision",
            f"another decision on {thing}",
            "one decision",
            "Keep the one that stands.",
        )
