"""Both instruments' answers, ready to be scored: people's ratings, and an assessor's findings on practices."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from pmobook.assess.maturity.question import MaturityQuestion
from pmobook.assess.scoring import AppraisalAnswers, Layout, appraisal_answers, survey_layout
from pmobook.inputs.perspectives import perspective_of
from pmobook.method.maturity import MaturityModel

__all__ = ["SurveyAnswers", "appraise", "survey"]


@dataclass(frozen=True, eq=False)
class SurveyAnswers:
    """People's ratings.

    Attributes
    ----------
    model
        Whose capabilities were rated.
    ratings
        Respondents by capabilities, in the model's order; missing where not assessed. Only respondents who rated anything.
        An anonymous survey's ratings of a capability that too few people rated are not among them: what is not here can't be
        worked out from anything that is made of it.
    perspectives
        Perspective by respondent.
    not_assessed
        Capability to the number of people who answered "not assessed".
    """

    model: MaturityModel
    ratings: pd.DataFrame
    perspectives: pd.Series
    not_assessed: pd.Series

    @cached_property
    def layout(self) -> Layout:
        """Where each answer stands."""
        return survey_layout(self.model)

    @cached_property
    def raters(self) -> pd.Series:
        """Capability to the number of people who rated it."""
        return self.ratings.notna().sum()

    @cached_property
    def long(self) -> pd.DataFrame:
        """One row a rating, and one for each capability that nobody rated, as `pmobook.assess.scoring.score` takes them."""
        places = {one.capability_id: (area.area_id, one.weight) for area in self.model.areas for one in area.capabilities}
        by_capability = self.ratings.to_numpy(dtype=np.float64).T
        asked, respondents = self.ratings.columns.tolist(), self.ratings.index.tolist()
        place, person = (found.tolist() for found in np.nonzero(~np.isnan(by_capability)))
        unrated = [one for one in places if one not in {asked[column] for column in place}]
        capabilities = [*(asked[column] for column in place), *unrated]
        return pd.DataFrame(
            {
                "area": pd.array([places[one][0] for one in capabilities], dtype="str"),
                "capability": pd.array(capabilities, dtype="str"),
                "respondent": pd.array([*(respondents[row] for row in person), *("" for _ in unrated)], dtype="str"),
                "rating": [*by_capability[place, person].tolist(), *(np.nan for _ in unrated)],
                "scale_maximum": float(self.model.highest_level),
                "weight": [places[one][1] for one in capabilities],
            }
        )


def survey(question: MaturityQuestion, responses: pd.DataFrame) -> SurveyAnswers:
    """Return a form of responses as ratings.

    Parameters
    ----------
    question
        For the model and the perspectives.
    responses
        The form; a missing rating is "not assessed".
    """
    capabilities = list(question.model.capability_ids)
    rated = responses.loc[responses["rating"].notna()]
    table = rated.set_index(["respondent_id", "capability_id"])["rating"].unstack()  # noqa: PD010 - a person rates a capability once
    ratings = table.reindex(columns=capabilities).astype("float64")
    if question.policy.anonymous:
        ratings = ratings.loc[:, ratings.notna().sum() >= question.policy.fewest].reindex(columns=capabilities).dropna(how="all")
    roles = rated.drop_duplicates("respondent_id").set_index("respondent_id")["role"].reindex(ratings.index)
    perspectives = pd.Series(
        [perspective_of(str(role), question.model, question.policy.respondent_roles) for role in roles],
        index=ratings.index, dtype="str",
    )  # fmt: skip
    unanswered = responses.loc[responses["rating"].isna(), "capability_id"].value_counts()
    return SurveyAnswers(question.model, ratings, perspectives, unanswered.reindex(capabilities, fill_value=0))


def appraise(
    question: MaturityQuestion, practices: pd.DataFrame, evidence: pd.DataFrame, as_of: dt.date | None = None
) -> AppraisalAnswers:
    """Return a form of practices as answers, counted and capped as the engagement wants it.

    Parameters
    ----------
    as_of
        The day by which evidence may have expired; the last of the question's quarter if not given.
    """
    return appraisal_answers(
        question.model,
        practices,
        counted=question.policy.counted,  # type: ignore[arg-type]
        evidence=evidence,
        evidence_policy=question.policy.evidence,  # type: ignore[arg-type]
        as_of=as_of or question.last_day,
    )
