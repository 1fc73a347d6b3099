"""How far an assessor's findings have come: who made them and when, and who validated or returned them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from pmobook.generate.chance import Chance, pick
from pmobook.generate.columns import Cell, Rows
from pmobook.generate.judgements import Judgement
from pmobook.generate.story import OrganisationStory, ReviewStory
from pmobook.generate.timeline import working_day
from pmobook.vocabulary import Quarter

__all__ = ["reviewed_rows"]

_LEAD, _SECOND = "Lead assessor", "Second assessor"
_BY_LEAD = 0.7
_DAYS_BEFORE, _DAYS_AFTER = 6, 4
"""Findings are made in the days before a quarter's end, and validated in the days after; no pack comes in sooner."""
_FIRST_DRAFT_LEVEL = 3


@dataclass(frozen=True)
class _Sitting:
    """One capability's findings, made in one sitting and validated in another."""

    assessor: str
    other: str
    made: dt.datetime
    validated: dt.datetime


@dataclass(frozen=True)
class _Open:
    """What is not validated: capabilities by position, and findings by their place in the list."""

    submitted: frozenset[int] = frozenset()
    draft: frozenset[int] = frozenset()
    returned: dict[int, str] = field(default_factory=dict)


def reviewed_rows(
    shared: OrganisationStory, story: ReviewStory | None, judgements: Sequence[Judgement], capabilities: int, quarter: Quarter,
    position: int, chance: Chance,
) -> Rows:  # fmt: skip
    """Return the rows of the form practices.

    Parameters
    ----------
    shared
        With the reasons for which findings are returned.
    story
        What is not validated yet; None if everything is.
    judgements
        The findings, in the order of the form.
    capabilities
        How many the model has.
    quarter
        The pack's.
    position
        Of the quarter.
    chance
        Of the business unit.
    """
    generator = chance.stream("review", position)
    sittings = [_sitting(quarter, generator) for _ in range(capabilities)]
    left = _Open() if story is None else _left_open(shared, story, judgements, capabilities, generator)
    minutes = np.cumsum(generator.integers(1, 4, len(judgements))).tolist()
    begun: dict[int, int] = {}
    rows: Rows = []
    for place, one in enumerate(judgements):
        spent = dt.timedelta(minutes=minutes[place] - begun.setdefault(one.capability, minutes[place]))
        rows.append(_row(one, sittings[one.capability], spent, left, place))
    return rows


def _sitting(quarter: Quarter, generator: np.random.Generator) -> _Sitting:
    by_lead, before, after = generator.random(3).tolist()
    hours = generator.integers(8 * 60, 16 * 60, 2).tolist()
    made = working_day(quarter.last_day - dt.timedelta(days=int(_DAYS_BEFORE * before)))
    validated = working_day(quarter.last_day + dt.timedelta(days=3 + int((_DAYS_AFTER - 2) * after)))
    assessor, other = (_LEAD, _SECOND) if by_lead < _BY_LEAD else (_SECOND, _LEAD)
    return _Sitting(assessor, other, _at(made, hours[0]), _at(max(validated, made + dt.timedelta(days=1)), hours[1]))


def _at(day: dt.date, minute: int) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(minute // 60, minute % 60), dt.UTC)


def _left_open(
    shared: OrganisationStory, story: ReviewStory, judgements: Sequence[Judgement], capabilities: int,
    generator: np.random.Generator,
) -> _Open:  # fmt: skip
    """Choose the capabilities that nobody got to validate, and the findings that were returned."""
    order = generator.permutation(capabilities).tolist()
    submitted, draft = order[: story.submitted], order[story.submitted : story.submitted + story.draft]
    could_be = [
        place
        for place, one in enumerate(judgements)
        if one.finding in {"full", "large"} and one.evidence_ids and one.capability not in {*submitted, *draft}
    ]
    chosen = generator.permutation(could_be)[: story.returned].tolist()
    return _Open(frozenset(submitted), frozenset(draft), {place: pick(generator, shared.returned_because) for place in chosen})


def _row(one: Judgement, sitting: _Sitting, spent: dt.timedelta, left: _Open, place: int) -> tuple[Cell, ...]:
    made, validated = _text(sitting.made + spent), _text(sitting.validated + spent)
    status: tuple[Cell, ...] = ("validated", None, sitting.other, sitting.other, validated)
    if place in left.returned:
        status = ("returned", left.returned[place], None, sitting.other, validated)
    elif one.capability in left.draft and one.level >= _FIRST_DRAFT_LEVEL:
        status = ("draft", None, None, sitting.assessor, made)
    elif one.capability in left.draft or one.capability in left.submitted:
        status = ("submitted", None, None, sitting.assessor, made)
    weakness = None if not one.is_judged else "yes" if one.is_weak else "no"
    return (
        one.capability_id, one.level, one.practice_id, one.instance, one.finding, weakness, one.evidence_ids, sitting.assessor,
        one.note, *status,
    )  # fmt: skip


def _text(moment: dt.datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")
