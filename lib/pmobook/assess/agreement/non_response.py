"""Who was asked and did not answer, by respondent, perspective and item."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from pmobook.errors import PmobookError

__all__ = ["NonResponse", "non_response"]


@dataclass(frozen=True)
class NonResponse:
    """What is missing of what was asked.

    Attributes
    ----------
    respondents
        One row a person asked: perspective, answered, not_assessed, response (full, partial, none).
    perspectives
        One row a perspective, and ``all``: asked, answered (at least one item), share_answered, answered_in_full.
    items
        One row an item: asked, answered, not_assessed (left out by people who answered others), no_response (people who
        answered nothing), share_answered.
    not_asked
        Who answered without having been asked, as far as is known; they are in none of the tables.
    """

    respondents: pd.DataFrame
    perspectives: pd.DataFrame
    items: pd.DataFrame
    not_asked: tuple[str, ...]


def non_response(ratings: pd.DataFrame, issued: pd.Series) -> NonResponse:
    """Say who of those asked answered, and what was left out.

    Parameters
    ----------
    ratings
        Respondents by items, indexed by respondent; missing where not assessed.
    issued
        Everybody who was given a form: perspective by respondent; a missing perspective counts as "".

    Raises
    ------
    PmobookError
        If a respondent stands twice in either.

    Returns
    -------
    NonResponse
        A share is missing where nobody was asked.
    """
    for name, index in (("the ratings", ratings.index), ("the list of people asked", issued.index)):
        if index.has_duplicates:
            twice = sorted({str(one) for one in index[index.duplicated()]})
            message = f"In {name} a respondent stands more than once: {', '.join(twice)}. Keep one row for each."
            raise PmobookError(message)
    perspective = issued.astype("str").where(issued.notna(), "")
    answered = ratings.reindex(issued.index).notna()
    count = answered.sum(axis=1).astype(np.int64)
    items = ratings.shape[1]
    respondents = pd.DataFrame(
        {
            "perspective": perspective,
            "answered": count,
            "not_assessed": items - count,
            "response": np.select([count == 0, count == items], ["none", "full"], "partial"),
        },
        index=issued.index,
    )
    unasked = ratings.index.difference(issued.index, sort=False)
    return NonResponse(
        respondents=respondents,
        perspectives=_by_perspective(respondents),
        items=_by_item(answered, count > 0),
        not_asked=tuple(str(one) for one in unasked),
    )


def _by_perspective(respondents: pd.DataFrame) -> pd.DataFrame:
    marked = pd.DataFrame(
        {
            "perspective": respondents["perspective"],
            "asked": 1,
            "answered": (respondents["response"] != "none").astype(np.int64),
            "answered_in_full": (respondents["response"] == "full").astype(np.int64),
        }
    )
    rows = marked.groupby("perspective", sort=False).sum()
    rows.loc["all"] = rows.sum()
    rows.insert(2, "share_answered", rows["answered"] / rows["asked"].where(rows["asked"] > 0))
    return rows


def _by_item(answered: pd.DataFrame, anything: pd.Series) -> pd.DataFrame:
    asked = len(answered)
    count = answered.sum(axis=0).astype(np.int64)
    silent = int((~anything).sum())
    return pd.DataFrame(
        {
            "asked": asked,
            "answered": count,
            "not_assessed": asked - silent - count,
            "no_response": silent,
            "share_answered": count / asked if asked else np.nan,
        }
    )
