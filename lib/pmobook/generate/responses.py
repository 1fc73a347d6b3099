"""What respondents say: ratings by role and temper, comments, and what they can't judge."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from pmobook.generate.chance import Chance, pick
from pmobook.generate.columns import Cell, Rows
from pmobook.generate.levels import Levels
from pmobook.generate.story import Arc, OrganisationStory, RespondentRole
from pmobook.method.maturity import MaturityModel

__all__ = ["Answers", "draw_answers", "response_rows"]

_NOT_ASSESSED = 0.04
_COMMENTED = 0.1
_LEAVES = 0.04
_STAYS_AWAY = 0.06
_STRAIGHT_LINERS = 0.07


@dataclass(frozen=True)
class Answers:
    """All respondents' answers.

    Attributes
    ----------
    ratings
        Shape (quarters, respondents, capabilities), 0 to 5; -1 for not assessed.
    is_present
        Shape (quarters, respondents): whether the person answered at all.
    respondent_ids
        By quarter and respondent; whoever leaves is followed by someone with a new code.
    roles
        By respondent.
    remarks
        Shape as ratings, 0 to 1: below a tenth a comment is written.
    """

    ratings: npt.NDArray[np.int64]
    is_present: npt.NDArray[np.bool_]
    respondent_ids: tuple[tuple[str, ...], ...]
    roles: tuple[str, ...]
    remarks: npt.NDArray[np.float64]


def draw_answers(shared: OrganisationStory, arc: Arc, levels: Levels, respondents: int, chance: Chance) -> Answers:
    """Draw the answers of so many respondents, who take up the roles of the story in turn, and of those asked besides."""
    told = [shared.respondent_roles[place % len(shared.respondent_roles)] for place in range(respondents)]
    answers = _drawn(told, levels, chance.stream("responses"), first=1)
    if arc.more_respondents is None:
        return answers
    codes = {code for quarter in answers.respondent_ids for code in quarter}
    more = _drawn(list(arc.more_respondents.roles), levels, chance.stream("more_responses"), first=len(codes) + 1)
    asked_since = max(len(levels.timeline.quarters) - arc.more_respondents.quarters, 0)
    present = np.arange(len(levels.timeline.quarters))[:, None] >= asked_since
    return Answers(
        np.concatenate([answers.ratings, more.ratings], axis=1),
        np.concatenate([answers.is_present, np.broadcast_to(present, more.is_present.shape)], axis=1),
        tuple((*one, *other) for one, other in zip(answers.respondent_ids, more.respondent_ids, strict=True)),
        answers.roles + more.roles,
        np.concatenate([answers.remarks, more.remarks], axis=1),
    )


def _drawn(told: list[RespondentRole], levels: Levels, generator: np.random.Generator, first: int) -> Answers:
    """Draw the answers of people in these roles; their codes are numbered from the first."""
    respondents, (quarters, capabilities) = len(told), levels.level.shape
    person = np.array([one.bias for one in told]) + 0.25 * generator.standard_normal(respondents)
    shape = (quarters, respondents, capabilities)
    seen = levels.level[:, None, :] + person[None, :, None] + 0.5 * generator.standard_normal(shape)
    ratings = np.clip(np.floor(seen + 0.5), 0, 5).astype(np.int64)
    straight = generator.random(respondents) < _STRAIGHT_LINERS
    flat = np.clip(np.round(levels.level.mean(axis=1)[:, None] + person[None, :]), 0, 5).astype(np.int64)
    ratings = np.where(straight[None, :, None], flat[:, :, None], ratings)
    ratings[(generator.random(shape) < _NOT_ASSESSED) & ~straight[None, :, None]] = -1
    present = generator.random((quarters, respondents)) >= _STAYS_AWAY
    present[:, :3] = True
    leaves = generator.random((quarters, respondents)) < _LEAVES
    ids = [[f"R{first + place:02d}" for place in range(respondents)]]
    count = first + respondents - 1
    for quarter in range(1, quarters):
        row = list(ids[-1])
        for place in np.flatnonzero(leaves[quarter]).tolist():
            count += 1
            row[place] = f"R{count:02d}"
        ids.append(row)
    return Answers(ratings, present, tuple(tuple(row) for row in ids), tuple(one.role for one in told), generator.random(shape))


def response_rows(shared: OrganisationStory, model: MaturityModel, answers: Answers, position: int, chance: Chance) -> Rows:
    """Return the rows of the form responses of one quarter."""
    generator = chance.stream("comments", position)
    capabilities = [(capability.capability_id, area.area_id) for area in model.areas for capability in area.capabilities]
    ratings, remarks = answers.ratings[position].tolist(), answers.remarks[position].tolist()
    rows: Rows = []
    for place, role in enumerate(answers.roles):
        if not answers.is_present[position, place]:
            continue
        respondent = answers.respondent_ids[position][place]
        for (capability, area), rating, remark in zip(capabilities, ratings[place], remarks[place], strict=True):
            answer: Cell = rating
            comment = None
            if rating < 0:
                answer = f"not assessed: {pick(generator, shared.reasons_not_assessed[area])}"
            elif remark < _COMMENTED:
                band = "low" if rating <= 1 else "middle" if rating <= 3 else "high"
                comment = pick(generator, shared.comments[area][band])  # type: ignore[index]
            rows.append((respondent, role, capability, answer, comment))
    return rows
